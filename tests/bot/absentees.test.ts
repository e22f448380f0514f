import { beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import type { Log } from '../../src/shared/log.ts'
import { reportsAbsence } from '../support/absence.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf } from '../support/cards.ts'
import { freshRoom } from '../support/each-test.ts'
import { movesMeeting, plansMeeting } from '../support/meetings.ts'
import { joinsTeam } from '../support/team.ts'

/** Solsikken meets Tuesday 24 November 2026. Mette is in Kastanjen as well, which Bo leads. */
const warned: string[] = []
const warn: Log['warn'] = (event, fields) => void warned.push(`${event} ${JSON.stringify(fields)}`)
const room = freshRoom('2026-11-09T08:00:00Z', { info: () => undefined, warn, error: warn })
beforeEach(async () => {
  warned.length = 0
  await joinsTeam(room.bot, room.mette, room.kastanjen)
})

const told = (person: TestPerson, words: string) =>
  person.inbox().filter(({ summary }) => summary.includes(words)).length
const unreachable = 'får ingen beskeder'
const isAway = 'er væk den dag'

/** Removes the bot, as Teams tells it. */
async function removes(person: TestPerson): Promise<void> {
  const { db, services } = room.bot.app.core
  await db.write(tx => services.people.markUnreachable(tx, person.personId, room.bot.clock.now()))
}

describe('somebody who drops out of reach (R-TEAM-5)', () => {
  test('each of their coordinators is told once, about their own teams alone, with the remedy', async () => {
    const { bot, lone, bo, mette, jens } = room
    // The far end says so, in the middle of sending.
    bot.teams.next.push({ status: 403 })
    await movesMeeting(bot, room.meeting, '2026-12-08T08:00:00Z')
    await bot.app.engine.runDue()
    const lost = [mette, jens, room.sara].filter(one => told(one, 'flyttet') === 0)
    expect(lost).toHaveLength(1)
    expect(told(lone, unreachable)).toBe(1)
    await lone.finds('En kollega får ingen beskeder')
    expect(lone.words()).toContain(`${lost[0]?.name} har fjernet eller blokeret Rød Tråd`)
    expect(lone.words()).toContain('Det gælder Solsikken.')
    expect(lone.words()).not.toContain('Kastanjen')
    expect(lone.words()).toContain('vælge »Tilføj«')
    expect(told(bo, unreachable)).toBe(lost[0] === mette ? 1 : 0)
  })

  test('two coordinators, one message each, and told twice it is one', async () => {
    const { bot, lone, bo, mette } = room
    await removes(mette)
    await removes(mette)
    await bot.app.engine.runDue()
    expect([told(lone, unreachable), told(bo, unreachable)]).toEqual([1, 1])
    await bo.finds('En kollega')
    expect(bo.words()).toContain('Det gælder Team Kastanjen.')
    expect(bo.words()).not.toContain('Solsikken')
    await bo.presses('Se teamet')
    expect(bo.words()).toContain('Får ingen beskeder')
  })

  test('back again: cleared everywhere, told nothing that is over, and lost again it is said again', async () => {
    const { bot, lone, mette } = room
    await removes(mette)
    await mette.says('hej')
    await bot.app.engine.runDue()
    // Back before it left.
    expect(told(lone, unreachable)).toBe(0)
    bot.clock.set('2026-11-10T08:00:00Z')
    await removes(mette)
    await bot.app.engine.runDue()
    expect(told(lone, unreachable)).toBe(1)
    await clicks(lone, 'meeting.open', { meetingId: room.meeting.id })
    expect(lone.words()).toContain(' · fremskudt rådgiver · får ingen beskeder')
    expect(lone.words()).toContain('bed dem om at finde appen Rød Tråd')
    await mette.says('hej')
    await clicks(lone, 'meeting.open', { meetingId: room.meeting.id })
    expect(lone.words()).not.toContain('får ingen beskeder')
    bot.clock.set('2026-11-11T08:00:00Z')
    await removes(mette)
    await bot.app.engine.runDue()
    expect(told(lone, unreachable)).toBe(2)
  })

  test.each([
    ['in time', '2026-11-20T08:00:00Z', ['Du er inviteret til et møde', 'Mødet er flyttet', 'er aflyst']],
    ['when the dates are over', '2026-12-10T08:00:00Z', []],
  ])('back %s: what still holds comes in one message, what is over does not', async (_when, at, expected) => {
    const { bot, lone, bo } = room
    const { db, services } = bot.app.core
    const leads = await room.actor(lone)
    const [other, third] = [
      await room.plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z'),
      await room.plan('2026-12-02T08:00:00Z', '2026-12-02T10:00:00Z'),
    ]
    const invitation = { personId: bo.personId, itemId: null, asFiller: false, invitedById: lone.personId }
    for (const meeting of [other, third])
      await db.write(tx => services.meetings.invite(tx, meeting, invitation, leads, bot.clock.now()))
    await bot.app.engine.runDue()
    await removes(bo)
    const now = bot.clock.now()
    await db.write(async tx => {
      await services.meetings.invite(tx, room.meeting, invitation, leads, now)
      const [startAt, endAt] = [new Date('2026-12-03T08:00:00Z'), new Date('2026-12-03T10:00:00Z')]
      await services.meetings.move(tx, other, startAt, endAt, leads, now)
      await services.meetings.cancel(tx, third, leads, now)
    })
    await bot.app.engine.runDue()
    bot.clock.set(at)
    const before = bo.inbox().length
    await bo.says('hej')
    await bot.app.engine.runDue()
    const news = bo
      .inbox()
      .slice(before)
      .filter(({ summary }) => summary !== 'Rød Tråd har svaret dig')
    expect(news).toHaveLength(expected.length > 0 ? 1 : 0)
    for (const words of expected) expect(JSON.stringify(news[0]?.card)).toContain(words)
  })

  test('who fills in a form is chosen knowing who gets no messages', async () => {
    const { lone, mette } = room
    const item = await room.adds({ about: 'Måltider' })
    await removes(mette)
    await clicks(lone, 'agenda.plan', { itemId: item.id })
    expect(lone.words()).toContain('Mette Dahl · får ingen beskeder')
  })

  test('a guest of a meeting to come: its coordinator is told, and sees it where it matters', async () => {
    const { bot, lone, bo, ida, meeting } = room
    await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
    await removes(ida)
    await bot.app.engine.runDue()
    expect([told(lone, unreachable), told(bo, unreachable)]).toEqual([1, 0])
    await lone.says('overblik')
    expect(lone.words()).toContain('Ida Krogh har fjernet eller blokeret Rød Tråd')
    const to = { day: '2026-12-01', start: '09:00', end: '11:00', place: 'Personalestuen' }
    await clicks(lone, 'meeting.checkMove', { meetingId: meeting.id, ...to })
    expect(lone.words()).toContain('Jeg kan ikke skrive til Ida Krogh')
    await clicks(lone, 'meeting.cancel', { meetingId: meeting.id })
    expect(lone.words()).toContain('Jeg kan ikke skrive til Ida Krogh')
  })

  test('a coordinator: the members see it on the team’s card, the log has it by ids, nobody is written to', async () => {
    const { bot, lone, mette, team } = room
    await removes(lone)
    await bot.app.engine.runDue()
    expect(warned).toContain(
      `coordinator.unreachable ${JSON.stringify({ personId: lone.personId, teams: 1 })}`,
    )
    await clicks(mette, 'team.open', { teamId: team.id })
    expect(mette.words()).toContain('Får ingen beskeder fra Rød Tråd lige nu')
    expect(told(mette, unreachable)).toBe(0)
    await clicks(mette, 'meeting.open', { meetingId: room.meeting.id })
    expect(mette.words()).toContain('tovholder · får ingen beskeder')
  })

  test('a plain member learns it of nobody else', async () => {
    const { jens, mette, team } = room
    await removes(mette)
    await clicks(jens, 'team.open', { teamId: team.id })
    expect(jens.words()).not.toContain('ingen beskeder')
    await clicks(jens, 'meeting.open', { meetingId: room.meeting.id })
    expect(jens.words()).not.toContain('ingen beskeder')
  })
})

describe('away on a day that is fixed (R-TEAM-4)', () => {
  test('the coordinator is told once, without a reason, and one click leads to moving it', async () => {
    const { bot, lone, bo, jens } = room
    await reportsAbsence(jens, '2026-11-23', '2026-11-25')
    await bot.app.engine.runDue()
    expect([told(lone, isAway), told(bo, isAway)]).toEqual([1, 0])
    await lone.finds('er væk, når')
    expect(lone.words()).toContain(
      'Jens Bach er væk, når Solsikken mødes tirsdag den 24. november 2026 kl. 9.00.',
    )
    await lone.presses('Flyt mødet')
    expect(headingOf(lone.card)).toBe('Hvornår i stedet?')
    // Recorded a second time over the same day: known already.
    await reportsAbsence(jens, '2026-11-24')
    await bot.app.engine.runDue()
    expect(told(lone, isAway)).toBe(1)
  })

  test('taken back before it left: not told', async () => {
    const { bot, lone, jens } = room
    const { db, services } = bot.app.core
    const actor = await room.actor(jens)
    const [today, day] = ['2026-11-09', '2026-11-24'] as [Day, Day]
    const days = { fromDay: day, toDay: day, today }
    await db.write(tx => services.people.addAbsence(tx, actor, days, bot.clock.now()))
    const queued = { where: { kind: 'meeting.absent', status: 'pending' } }
    expect(await clientOf(db.reader).delivery.count(queued)).toBe(1)
    const [absence] = await services.people.absences(db.reader, [jens.personId], day)
    await db.write(tx => services.people.removeAbsence(tx, actor, absence?.id ?? '', bot.clock.now()))
    await bot.app.engine.runDue()
    expect(told(lone, isAway)).toBe(0)
  })

  test('several meetings in one absence: one message to each coordinator', async () => {
    const { bot, lone, bo, mette } = room
    await room.plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    await plansMeeting(bot, room.kastanjen, '2026-11-26T08:00:00Z')
    await reportsAbsence(mette, '2026-11-23', '2026-12-04')
    await bot.app.engine.runDue()
    expect([told(lone, isAway), told(bo, isAway)]).toEqual([1, 1])
    await lone.finds('er væk, når')
    expect(buttonTitles(lone.card)).toEqual(['Se mødet 24. nov.', 'Se mødet 1. dec.'])
    expect(lone.words()).not.toContain('Kastanjen')
  })

  test('who need not come, the coordinator themself, and other days: nobody is told', async () => {
    const { bot, lone, jens, sara, team } = room
    const { db, services } = bot.app.core
    const leads = await room.actor(lone)
    const place = { personId: sara.personId, profession: 'healthVisitor', required: false } as const
    await db.write(tx => services.teams.changePlaces(tx, team, [place], leads, bot.clock.now()))
    await reportsAbsence(sara, '2026-11-24')
    await reportsAbsence(lone, '2026-11-24')
    await reportsAbsence(jens, '2026-11-25', '2026-11-27')
    await bot.app.engine.runDue()
    expect(told(lone, isAway)).toBe(0)
    // The one who need not come is shown all the same.
    await clicks(lone, 'meeting.open', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('væk den dag')
  })

  test('the meeting’s card says until when, to the coordinator alone', async () => {
    const { lone, jens, mette } = room
    await reportsAbsence(jens, '2026-11-23', '2026-11-27')
    await clicks(lone, 'meeting.open', { meetingId: room.meeting.id })
    expect(lone.words()).toContain(' · psykolog · væk fra mandag 23. november til fredag 27. november')
    await clicks(mette, 'meeting.open', { meetingId: room.meeting.id })
    expect(mette.words()).not.toContain('væk')
  })
})
