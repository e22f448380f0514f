import { beforeEach, describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Day } from '../../src/shared/day.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { freshRoom } from '../support/each-test.ts'
import { movesMeeting, plansMeeting } from '../support/meetings.ts'
import { joinsTeam } from '../support/team.ts'

/** Solsikken meets Tuesday 24 November 2026 9.00–11.00. Mette is in Kastanjen as well, which Bo leads. */
const room = freshRoom('2026-11-02T08:00:00Z')
beforeEach(async () => {
  await joinsTeam(room.bot, room.mette, room.kastanjen)
})

const found = (id: string) => room.bot.app.core.services.meetings.get(room.bot.app.core.db.reader, id)
const told = (person: TestPerson) =>
  person
    .inbox()
    .map(({ summary }) => summary)
    .filter(summary => /flyttet|aflyst|nyt sted/.test(summary))

/** Kastanjen meets then, somewhere else than Solsikken. */
const elsewhere = (startAt: string, endAt: string, place = 'Salen'): Promise<Meeting> =>
  plansMeeting(room.bot, { ...room.kastanjen, place }, startAt, endAt)

/** The move's card, with what was typed sent off. */
async function asks(fields: Record<string, string>, person = room.lone, meeting = room.meeting) {
  await clicks(person, 'meeting.move', { meetingId: meeting.id })
  await person.presses('Fortsæt', fields)
}

describe('what speaks against a time (R-POLL-7)', () => {
  test('somebody has given the hour away: busy, and no more is said; near times suit everybody', async () => {
    const { lone } = room
    await elsewhere('2026-12-01T08:30:00Z', '2026-12-01T10:00:00Z')
    await asks({ day: '2026-12-01' })
    expect(headingOf(lone.card)).toBe('Hvornår i stedet?')
    expect(lone.words()).toContain('Tirsdag 1. december kl. 9.00: Mette Dahl er optaget.')
    expect(lone.words()).not.toMatch(/Kastanjen|Salen|Bo Frem/)
    // Half an hour's way lies between the two places.
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-01', start: '11:30', end: '13:30' })
    const offers = ['2. dec. kl. 9.00', '3. dec. kl. 9.00']
    expect(buttonTitles(lone.card)).toEqual(expect.arrayContaining([...offers, 'Behold 1. dec. kl. 9.00']))
    await lone.presses('3. dec. kl. 9.00')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    await lone.presses('Flyt mødet')
    expect((await found(room.meeting.id)).startAt).toEqual(new Date('2026-12-03T08:00:00Z'))
  })

  test('the way between two places counts, and in the same place it does not', async () => {
    const { lone } = room
    await elsewhere('2026-12-01T06:30:00Z', '2026-12-01T07:45:00Z')
    await asks({ day: '2026-12-01' })
    expect(lone.words()).toContain('Mette Dahl er optaget.')
    await asks({ day: '2026-12-01', place: 'Salen' })
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    expect(inputValues(lone.card)).toEqual({ place: 'Salen' })
    // Asked anew on the card: at the old place she would come too late.
    await lone.presses('Flyt mødet', { place: 'Personalestuen' })
    expect(lone.words()).toContain('Mette Dahl er optaget.')
    expect((await found(room.meeting.id)).sequence).toBe(0)
  })

  test('the meeting does not stand in its own way', async () => {
    await asks({ start: '09:30', end: '11:30' })
    expect(headingOf(room.lone.card)).toBe('Flyt mødet?')
  })

  test('absence is named with the busy, and one more click insists on both and no more', async () => {
    const { lone, jens, sara } = room
    await jens.says('fravær')
    await jens.presses('Meld fravær', { fromDay: '2026-12-01', toDay: '2026-12-02' })
    await elsewhere('2026-12-01T08:30:00Z', '2026-12-01T10:00:00Z')
    await asks({ day: '2026-12-01' })
    expect(lone.words()).toContain('Mette Dahl er optaget. Jens Bach er væk.')
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-03', start: '09:00' })
    await lone.presses('Behold 1. dec. kl. 9.00')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    expect(lone.words()).toContain('Mette Dahl er optaget. Jens Bach er væk. Du flytter mødet alligevel.')
    // Somebody else has gone away since: that was not seen, so it is asked.
    await sara.says('fravær')
    await sara.presses('Meld fravær', { fromDay: '2026-12-01', toDay: '2026-12-01' })
    await lone.presses('Flyt mødet')
    expect(lone.words()).toContain('Sara Lind')
    expect((await found(room.meeting.id)).sequence).toBe(0)
    await lone.presses('Behold 1. dec. kl. 9.00')
    await lone.presses('Flyt mødet')
    expect((await found(room.meeting.id)).startAt).toEqual(new Date('2026-12-01T08:00:00Z'))
  })

  test.each([
    ['2027-03-26', {}, 'Fredag den 26. marts 2027 er langfredag.', '2027-03-30'],
    ['2026-11-28', {}, 'Lørdag den 28. november 2026 ligger i en weekend.', '2026-11-30'],
    ['2026-12-24', {}, 'er juleaften', '2026-12-28'],
    ['2027-02-16', {}, 'Tirsdag den 16. februar 2027 er i skoleferien (uge 7).', '2027-02-22'],
    ['2026-12-01', { start: '06:00', end: '08:00' }, 'mellem kl. 7 og 18', '2026-12-01'],
    ['2026-12-01', { start: '17:00', end: '19:00' }, 'mellem kl. 7 og 18', '2026-12-01'],
  ])('%s %j: %s, and the tovholder may insist', async (day, more, said, filledIn) => {
    const { lone } = room
    await asks({ day, ...more })
    expect(lone.words()).toContain(said)
    expect(inputValues(lone.card)).toMatchObject({ day: filledIn })
    const card = lone.card
    await lone.presses('Fortsæt')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    const insist = buttonTitles(card).find(title => title.startsWith('Behold')) ?? ''
    await lone.presses(insist, {}, card)
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    await lone.presses('Flyt mødet')
    const { startAt } = await found(room.meeting.id)
    expect(startAt.toISOString().slice(0, 10)).toBe(day)
  })

  test('of what was typed no more is changed than what is named', async () => {
    const { lone } = room
    await asks({ day: '24/12', start: '9.30', end: 'elleve' })
    expect(lone.words()).toContain('Skriv et klokkeslæt, fx 09:00. Jeg har sat kl. 11.30 ind.')
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-24', start: '09:30', end: '11:30' })
    await lone.presses('Fortsæt')
    expect(lone.words()).toContain('Torsdag den 24. december 2026 er juleaften.')
  })

  test('never on the past, whatever a card insists on', async () => {
    const { lone, meeting } = room
    const to = { day: '2026-10-30', start: '09:00', end: '11:00', place: 'Personalestuen' }
    const insisted = { insists: true, anyway: room.mette.personId }
    await asks({ day: '2026-10-30' })
    expect(lone.words()).toContain('Den dato er passeret.')
    expect(buttonTitles(lone.card).join()).not.toContain('Behold')
    const sent = { v: 1, verb: 'meeting.confirmMove', meetingId: meeting.id, sequence: 0, ...to, ...insisted }
    const answer = await lone.sends(sent)
    expect(answer.words).toContain('Den dato er passeret.')
    expect((await found(meeting.id)).sequence).toBe(0)
  })

  test('two tovholdere move onto the same person: the second is asked before it is done', async () => {
    const { lone, bo, mette } = room
    const theirs = await elsewhere('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')
    await asks({ day: '2026-12-01' })
    await asks({ day: '2026-12-01' }, bo, theirs)
    expect([headingOf(lone.card), headingOf(bo.card)]).toEqual(['Flyt mødet?', 'Flyt mødet?'])
    const before = told(mette).length
    await Promise.all([lone.presses('Flyt mødet'), bo.presses('Flyt mødet')])
    const asked = [lone, bo].filter(one => one.words().includes('Mette Dahl er optaget.'))
    expect(asked).toHaveLength(1)
    const [ours, other] = [await found(room.meeting.id), await found(theirs.id)]
    expect(ours.sequence + other.sequence).toBe(1)
    await room.bot.app.engine.runDue()
    expect(told(mette)).toHaveLength(before + 1)
  })

  test('nothing suits within six weeks: said, and what was asked for can be kept', async () => {
    const { lone, jens } = room
    await jens.says('fravær')
    await jens.presses('Meld fravær', { fromDay: '2026-11-30', toDay: '2027-02-26' })
    await asks({ day: '2026-12-01' })
    expect(lone.words()).toContain('Jeg fandt ikke et bedre tidspunkt de næste seks uger')
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-01', start: '09:00', end: '11:00' })
    await lone.presses('Behold 1. dec. kl. 9.00')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
  })
})

describe('another place', () => {
  test('alone: the deadline stays, SEQUENCE rises, everybody else is told once', async () => {
    const { lone, mette, meeting } = room
    await asks({ place: 'Biblioteket, 1. sal' })
    expect(headingOf(lone.card)).toBe('Skift sted?')
    expect(lone.words()).toContain('Tidspunktet og fristen bliver, som de er.')
    await lone.presses('Skift sted')
    expect(lone.words()).toContain('Stedet er ændret. De andre får besked.')
    const now = await found(meeting.id)
    expect(now).toMatchObject({ place: 'Biblioteket, 1. sal', sequence: 1, dueAt: meeting.dueAt })
    await room.bot.app.engine.runDue()
    expect(told(mette)).toEqual(['Mødet tirsdag den 24. november 2026 kl. 9.00 har fået et nyt sted'])
    expect(told(lone)).toEqual([])
    await mette.finds('har fået et nyt sted')
    expect(mette.words()).toContain('Nyt sted: Biblioteket, 1. sal')
  })

  test('with the time: one message says both', async () => {
    const { lone, sara } = room
    await asks({ day: '2026-12-01', place: 'Biblioteket' })
    await lone.presses('Flyt mødet')
    await room.bot.app.engine.runDue()
    expect(told(sara)).toEqual(['Mødet er flyttet til tirsdag den 1. december 2026 kl. 9.00'])
    await sara.finds('Mødet er flyttet')
    expect(sara.words()).toContain('Nyt sted: Biblioteket')
  })

  test('too long, or with a CPR number: said at the field, and nothing is moved', async () => {
    const { lone } = room
    await asks({ place: 'Lokale '.repeat(20) })
    expect(lone.words()).toContain('Skriv det kortere: højst 120 tegn.')
    await asks({ day: '2026-12-01', place: 'Lokale 010215-1234' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-01', place: 'Lokale 010215-1234' })
    expect((await found(room.meeting.id)).sequence).toBe(0)
  })

  test('with the name of a child: it stands in no message and no calendar, asked for or confirmed', async () => {
    const { lone, meeting, bot } = room
    await room.adds({ child: 'Noah Berg' })
    const place = 'Hjemme hos Noahs mor'
    await asks({ day: '2026-12-01', place })
    expect(lone.words()).toContain('Skriv stedet uden børns navne.')
    expect(inputValues(lone.card)).toMatchObject({ day: '2026-12-01', place })
    const to = { day: '2026-12-01', start: '09:00', end: '11:00', place }
    const sent = { v: 1, verb: 'meeting.confirmMove', meetingId: meeting.id, sequence: 0, ...to }
    expect((await lone.sends(sent)).words).toContain('Skriv stedet uden børns navne.')
    expect((await found(meeting.id)).sequence).toBe(0)
    await bot.app.engine.runDue()
    expect(JSON.stringify(bot.teams.sent)).not.toContain('Noah')
    // Nor as the team's own place, from which the next meetings have theirs.
    await clicks(lone, 'team.rhythm', { teamId: room.team.id })
    await lone.presses('Gem', { place })
    expect(lone.words()).toContain('Skriv stedet uden børns navne.')
    const { db, services } = bot.app.core
    expect((await services.teams.get(db.reader, room.team.id)).place).toBe('Personalestuen')
    // Nor as that of a team that is being made, though the card that makes it is older than the place.
    await lone.says('opret team')
    await lone.presses('team.basics', { kind: 'focusTeam', name: 'Fokus' })
    await lone.presses('Gem og fortsæt', { people: room.jens.personId })
    await lone.presses('Gem og fortsæt')
    await lone.presses('Gem og fortsæt', { place: 'Hos Jens Bach' })
    const summary = lone.card
    await lone.presses('Tilbage')
    await lone.presses('Gem og fortsæt', { place })
    expect(lone.words()).toContain('Skriv stedet uden børns navne.')
    expect(inputValues(lone.card)).toMatchObject({ place })
    await lone.presses('Opret teamet', {}, summary)
    expect(lone.words()).toContain('Skriv stedet uden børns navne.')
    expect(await services.teams.mine(db.reader, await room.actor(lone))).toHaveLength(1)
    // A colleague’s own name may stand there.
    await asks({ day: '2026-12-01', place: 'Hos Sara Lind' })
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
  })
})

describe('changed again before the message could leave', () => {
  /** To these days and places, or off, one after the other, before anything leaves. */
  const change = async (...to: (string | { day?: string; until?: string; place?: string } | null)[]) => {
    const { db, services } = room.bot.app.core
    const actor = await room.actor(room.lone)
    const now = room.bot.clock.now()
    for (const one of to)
      await db.write(async tx => {
        const at = await services.meetings.get(tx, room.meeting.id)
        if (one === null) return services.meetings.cancel(tx, at, actor, now)
        const { day = '2026-11-24', until = '10:00', place } = typeof one === 'string' ? { day: one } : one
        const [startAt, endAt] = [new Date(`${day}T08:00:00Z`), new Date(`${day}T${until}:00Z`)]
        return services.meetings.move(tx, at, startAt, endAt, actor, now, place)
      })
    await room.bot.app.engine.runDue()
  }

  test('moved twice: one message, from the date they knew to the one that holds', async () => {
    const { jens } = room
    await change('2026-12-15', '2026-12-16')
    expect(told(jens)).toEqual(['Mødet er flyttet til onsdag den 16. december 2026 kl. 9.00'])
    await jens.finds('Mødet er flyttet')
    expect(jens.words()).toContain(
      'mødet tirsdag den 24. november 2026 kl. 9.00 er flyttet til onsdag den 16. december',
    )
  })

  test('moved and moved back: nobody hears of it', async () => {
    await change('2026-12-15', '2026-11-24')
    expect(told(room.jens)).toEqual([])
  })

  test.each([
    ['another place, and back', [{ place: 'Biblioteket' }, { place: 'Personalestuen' }]],
    [
      'another place and day, and back',
      [{ day: '2026-12-15', place: 'Biblioteket' }, { place: 'Personalestuen' }],
    ],
    ['shorter, and back', [{ until: '09:00' }, { until: '10:00' }]],
  ])('%s: nobody hears of it', async (_, to) => {
    await change(...to)
    expect(told(room.jens)).toEqual([])
  })

  test('to another place and back, on another day: the day alone is said', async () => {
    await change({ place: 'Biblioteket' }, { day: '2026-12-15', place: 'Personalestuen' })
    expect(told(room.jens)).toEqual(['Mødet er flyttet til tirsdag den 15. december 2026 kl. 9.00'])
    await room.jens.finds('Mødet er flyttet')
    expect(room.jens.words()).not.toContain('Nyt sted')
  })

  test('another place, and shorter: both are said', async () => {
    await change({ place: 'Biblioteket', until: '09:00' })
    await room.jens.finds('Mødet er flyttet')
    expect(room.jens.words()).toContain('kl. 9.00–10.00')
    expect(room.jens.words()).toContain('Nyt sted: Biblioteket')
  })

  test('moved and cancelled: the date that they knew is off', async () => {
    await change('2026-12-15', null)
    expect(told(room.jens)).toEqual(['Mødet tirsdag den 24. november 2026 kl. 9.00 er aflyst'])
  })

  test('somebody out of reach hears one thing when they are back: from what they knew to what is so', async () => {
    const { bot, jens } = room
    const { core } = bot.app
    await core.db.write(tx => core.services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
    await change('2026-12-15')
    await change('2026-12-16')
    expect(told(jens)).toEqual([])
    await jens.says('hej')
    await bot.app.engine.runDue()
    expect(told(jens)).toEqual(['Mødet er flyttet til onsdag den 16. december 2026 kl. 9.00'])
    await jens.finds('Mødet er flyttet')
    expect(jens.words()).toContain('mødet tirsdag den 24. november 2026 kl. 9.00 er flyttet')
  })

  describe('who has not even heard that there is a meeting', () => {
    const lines = (person: TestPerson) => person.inbox().map(({ summary }) => summary)
    const day = '2027-01-12' as Day
    /** Another meeting of the team's, which the others hear of by a message of this kind when it can leave. */
    async function planned(kind: 'poll.confirmed' | 'series.planned'): Promise<Meeting> {
      const { db, services } = room.bot.app.core
      const actor = await room.actor(room.lone)
      const now = room.bot.clock.now()
      const span = { startAt: new Date(`${day}T08:00:00Z`), endAt: new Date(`${day}T10:00:00Z`) }
      const row = { keep: true, day, time: '09:00', insist: '', seen: [] }
      const meeting = await db.write(async tx => {
        if (kind === 'poll.confirmed') return services.polls.planAgreed(tx, actor, room.team, span, now)
        const result = await services.series.plan(tx, actor, room.team, [row], now)
        return result.ok ? (result.planned[0] ?? null) : null
      })
      if (!meeting) throw new Error('it was not planned')
      await room.bot.app.engine.runDue()
      return meeting
    }

    test.each([
      ['poll.confirmed', 'Datoen er fundet'],
      ['series.planned', 'Jeres møde er planlagt'],
    ] as const)(
      '%s and moved, while out of reach: one message, with the date that holds',
      async (kind, said) => {
        const { bot, jens } = room
        const { core } = bot.app
        await core.db.write(tx => core.services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
        const before = lines(jens).length
        const meeting = await planned(kind)
        await movesMeeting(bot, meeting, '2027-01-19T08:00:00Z')
        expect(lines(jens)).toHaveLength(before)
        await jens.says('hej')
        await bot.app.engine.runDue()
        expect(told(jens)).toEqual([])
        expect(lines(jens).join()).not.toContain('har ventet')
        await jens.finds(said)
        expect(jens.words()).toMatch(/19. januar/)
      },
    )

    test('a change of a meeting that is not among those that wait is told', async () => {
      const { bot, jens } = room
      const { core } = bot.app
      await core.db.write(tx => core.services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
      await planned('series.planned')
      await change('2026-12-15')
      await jens.says('hej')
      await bot.app.engine.runDue()
      const waiting = jens.inbox().at(-1)
      expect(waiting?.summary).toBe('2 beskeder har ventet på dig')
    })
  })

  test('to within the deadline: the message says that the forms are overdue', async () => {
    await change('2026-11-04')
    await room.jens.finds('Mødet er flyttet')
    expect(room.jens.words()).toContain('Fristen for skemaerne er udløbet')
  })
})
