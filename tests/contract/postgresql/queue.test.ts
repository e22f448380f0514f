import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createPgBossQueue, type PgBossOptions } from '../../../src/queue/pg-boss.ts'
import type { Queue } from '../../../src/reminders/queue.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { createServers, type MadeDatabase } from '../../support/postgres-databases.ts'

let made: MadeDatabase
const running: Queue[] = []
beforeEach(async () => {
  made = await createServers(inject('postgres') ?? '').make()
})
afterEach(async () => {
  for (const queue of running.splice(0)) await queue.stop()
  await made.drop()
})

async function started(options: Partial<PgBossOptions> = {}): Promise<Queue> {
  const queue = createPgBossQueue({ url: made.url, log: silentLog, ...options })
  running.push(queue)
  await queue.start()
  return queue
}

const errand = { personId: 'mette', tenantId: 'kommune' }

test('what an earlier version has set is set anew: how soon a failed errand comes again', async () => {
  await (await started({ retrySeconds: 600 })).stop()
  const queue = await started({ retrySeconds: 0 })
  await queue.add([errand])
  const [taken] = await queue.take(1)
  await taken?.failed(new Error('the machine is off'))
  expect((await queue.take(1)).map(({ what }) => what)).toEqual([errand])
})

test('an errand of a person waits once only, and is nobody else’s while somebody has it', async () => {
  const [one, other] = [await started(), await started()]
  await one.add([errand])
  await other.add([errand])
  expect(await one.take(5)).toHaveLength(1)
  await other.add([errand])
  expect(await other.take(5)).toEqual([])
})
