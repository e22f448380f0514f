import { expect, test } from 'vitest'
import { createMeetingStore } from '../../../src/features/meetings/store.prisma.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { freshDatabase } from '../../support/each-test.ts'

const temporary = freshDatabase()

const store = createMeetingStore()
const hour = (at: number) => new Date(Date.UTC(2026, 2, 28, at))

async function meeting(id: string, teamId: string, from: number, until: number, status = 'planned') {
  const at = { startAt: hour(from), endAt: hour(until), dueAt: hour(from) }
  const rest = { zone: 'Europe/Copenhagen', place: 'Solsikken', sequence: 0, createdAt: hour(0) }
  await temporary.db.write(async tx => {
    await clientOf(tx).meeting.create({ data: { id, teamId, status, ...at, ...rest } })
  })
}

async function joins(personId: string, teamId: string, leftAt: Date | null = null) {
  const rest = { profession: 'psychologist', required: true, coordinator: false, joinedAt: hour(0), leftAt }
  await temporary.db.write(async tx => {
    await clientOf(tx).teamMember.create({ data: { personId, teamId, ...rest } })
  })
}

async function invites(personId: string, meetingId: string, agendaItemId: string) {
  const data = { id: `${personId} ${agendaItemId}`, personId, meetingId, agendaItemId, invitedById: 'lone' }
  await temporary.db.write(async tx => {
    await clientOf(tx).meetingGuest.create({ data: { ...data, createdAt: hour(0) } })
  })
}

async function found(ids: string[], from: number, until: number) {
  const span = { startAt: hour(from), endAt: hour(until) }
  const rows = await store.engagements(temporary.db.reader, ids, span)
  return rows.map(row => `${row.personId} ${row.meetingId}`).toSorted()
}

test('the hours of somebody’s meetings: planned and running, in teams they are in and as a guest, once each', async () => {
  await joins('jens', 'a')
  await joins('jens', 'b')
  await joins('mette', 'a')
  await joins('mette', 'b', hour(1))
  await meeting('planned', 'a', 10, 12)
  await meeting('running', 'b', 10, 12, 'running')
  await meeting('held', 'a', 10, 12, 'held')
  await meeting('cancelled', 'a', 10, 12, 'cancelled')
  await meeting('guest', 'c', 10, 12)
  await meeting('nobody’s', 'd', 10, 12)
  await invites('mette', 'guest', '')
  await invites('mette', 'guest', 'item')
  await invites('jens', 'planned', 'item')

  expect(await found(['jens', 'mette', 'ali'], 0, 24)).toEqual([
    'jens planned',
    'jens running',
    'mette guest',
    'mette planned',
  ])
  expect(await found([], 0, 24)).toEqual([])
  const [one] = await store.engagements(temporary.db.reader, ['mette'], {
    startAt: hour(11),
    endAt: hour(24),
  })
  expect(one).toMatchObject({ startAt: hour(10), endAt: hour(12), place: 'Solsikken' })
})

test('only what lies within the time asked about, over midnight and a change of clock too', async () => {
  await joins('jens', 'a')
  await meeting('before', 'a', 8, 10)
  await meeting('over', 'a', 23, 26)
  await meeting('after', 'a', 50, 51)
  expect(await found(['jens'], 10, 50)).toEqual(['jens over'])
  expect(await found(['jens'], 9, 23)).toEqual(['jens before'])
  expect(await found(['jens'], 25, 51)).toEqual(['jens after', 'jens over'])
})
