import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { endsConsent } from '../support/agenda.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

/** What was once answered to a click is given again only while nobody's access has changed since (R-CONS-5). */

let room: MeetingRoom
let noah: AgendaItem
let postponing: Record<string, unknown>

/** Mette has put Noah on the agenda, with consent; Lone postpones something else, and is answered with the agenda. */
beforeEach(async () => {
  room = await openMeetingRoom('2026-11-10T08:00:00Z')
  const { services, db } = room.bot.app.core
  const mette = await room.actor(room.mette)
  const content = {
    childName: 'Noah Berg',
    ageMonths: 40,
    problem: 'Han er trist.',
    questions: ['Hvad kan vi?'],
  }
  noah = await db.write(tx =>
    services.agenda.add(
      tx,
      {
        team: room.team,
        meeting: room.meeting,
        kind: 'child',
        content,
        childId: null,
        minutes: 20,
        presenterId: mette.personId,
        formFillerId: null,
      },
      mette,
      room.bot.clock.now(),
    ),
  )
  await room.consents(noah)
  const noise = await room.adds({ kind: 'other', about: 'Larm i garderoben' })
  postponing = { verb: 'agenda.postpone', v: 1, n: 'one-card', itemId: noise.id }
  expect((await room.lone.sends(postponing, 'first')).words).toContain('Noah Berg')
})
afterEach(() => room.stop())

test('nothing has changed: the same answer', async () => {
  room.bot.clock.set('2026-11-10T08:00:20Z')
  expect((await room.lone.sends(postponing, 'first')).words).toContain('Noah Berg')
  expect((await room.lone.sends(postponing)).words).toContain('Noah Berg')
})

test.each([
  ['at once', '2026-11-10T08:00:20Z'],
  ['minutes later', '2026-11-10T08:09:00Z'],
])('a consent has ended since: the child is not shown again, %s', async (_, at) => {
  await endsConsent(room.mette, noah.id)
  room.bot.clock.set(at)
  for (const activityId of ['first', undefined]) {
    const again = await room.lone.sends(postponing, activityId)
    expect(again.words).not.toContain('Noah')
    expect(again.words).toContain('Det har du allerede trykket på')
  }
})

test('the reader has left the team since: not even his colleagues are shown again', async () => {
  const { services, db } = room.bot.app.core
  const adding = {
    ...{ verb: 'agenda.add', v: 1, n: 'his-card', teamId: room.team.id, meetingId: room.meeting.id },
    ...{ kind: 'other', problem: 'Larm på legepladsen', minutes: '10' },
  }
  expect((await room.jens.sends(adding, 'his')).words).toContain('Ida Krogh')
  const lone = await room.actor(room.lone)
  await db.write(tx =>
    services.teams.removeMember(tx, room.team, room.jens.personId, lone, room.bot.clock.now()),
  )
  expect((await room.jens.sends(adding, 'his')).words).not.toContain('Ida Krogh')
})
