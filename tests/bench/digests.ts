/**
 * The morning digest of 20,000 people, in one process on a file: how long it takes, how evenly, and whether memory
 * grows on the way. Works in the folder in `FOLDER`; prints its figures as JSON.
 */
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { now, openStore } from './store.ts'

export interface DigestFigures {
  people: number
  seconds: number
  perSecond: number
  /** how long the last tenth took, to the second: 1 where it costs the same however many there are */
  lastToFirst: number
  /** megabytes in use after collecting garbage, after each tenth */
  heapMb: number[]
}

const people = Number(process.env.PEOPLE ?? 20_000)
setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

const tenth = people / 10
const heapMb: number[] = []
const times: number[] = []
let sent = 0
const store = await openStore(join(process.env.FOLDER ?? '', 'digests.db'), () => {
  sent += 1
  if (sent % tenth !== 0) return
  times.push(performance.now())
  collect()
  heapMb.push(Math.round((10 * process.memoryUsage().heapUsed) / 2 ** 20) / 10)
})
for (let from = 0; from < people; from += 5000)
  await store.db.write(tx =>
    clientOf(tx).reminder.createMany({
      data: Array.from({ length: Math.min(5000, people - from) }, (_, index) => ({
        id: randomIds.next(),
        key: `due:${from + index}`,
        scope: `due:${from + index}`,
        kind: 'task',
        subjectId: `subject-${from + index}`,
        recipientId: `person-${from + index}`,
        dueAt: now,
        status: 'planned',
        createdAt: now,
      })),
    }),
  )
const begun = performance.now()
await store.engine.runDue()
const seconds = (performance.now() - begun) / 1000
if (store.sent !== people) throw new Error(`${store.sent} digests, not ${people}`)
await store.db.close()
const part = (index: number) => (times[index] ?? 0) - (times[index - 1] ?? begun)
const figures: DigestFigures = {
  people,
  seconds,
  perSecond: people / seconds,
  lastToFirst: part(9) / part(1),
  heapMb,
}
console.log(JSON.stringify(figures))
