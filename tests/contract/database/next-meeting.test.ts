import { expect, test } from 'vitest'
import { createMeetingStore } from '../../../src/features/meetings/store.prisma.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { freshDatabase } from '../../support/each-test.ts'

const temporary = freshDatabase()

const store = createMeetingStore()
const hour = (at: number) => new Date(Date.UTC(2026, 2, 28, at))

async function meeting(id: string, from: number, until: number, status = 'planned', teamId = 'a') {
  const at = { startAt: hour(from), endAt: hour(until), dueAt: hour(from) }
  const rest = { zone: 'Europe/Copenhagen', place: 'Solsikken', sequence: 0, createdAt: hour(0) }
  await temporary.db.write(async tx => {
    await clientOf(tx).meeting.create({ data: { id, teamId, status, ...at, ...rest } })
  })
}

const next = async (at: number) => (await store.nextPlanned(temporary.db.reader, 'a', hour(at)))?.id ?? null

test('the earliest that is planned and not over, also while it lasts', async () => {
  await meeting('later', 100, 102)
  await meeting('soon', 10, 12)
  await meeting('before', 2, 4)
  await meeting('cancelled', 9, 11, 'cancelled')
  await meeting('held', 9, 11, 'held')
  await meeting('running', 9, 11, 'running')
  await meeting('theirs', 9, 11, 'planned', 'b')
  expect([await next(3), await next(5), await next(11), await next(12), await next(102)]).toEqual([
    'before',
    'soon',
    'soon',
    'later',
    null,
  ])
})

test('those that run, newest first, however old; never another team’s', async () => {
  await meeting('old', -900, -898, 'running')
  await meeting('now', 10, 12, 'running')
  await meeting('planned', 11, 12)
  await meeting('theirs', 10, 12, 'running', 'b')
  const found = await store.running(temporary.db.reader, 'a')
  expect(found.map(({ id }) => id)).toEqual(['now', 'old'])
})
