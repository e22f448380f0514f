import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { drawDigest } from '../../src/features/oversight/cards.ts'
import { everyWorkingDay } from '../../src/reminders/model.ts'
import { buttonTitles, wordsOf } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom, pressesWith } from '../support/meeting-room.ts'

let room: MeetingRoom
let next: Meeting
beforeAll(async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const item = await room.adds({ about: 'Samarbejdet' })
  await room.holds(item, [
    { text: 'Lav en rolig krog', owner: room.mette, due: '2026-12-01' },
    { text: 'Lav en plan', owner: room.jens, due: '2026-12-15' },
  ])
  next = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
  await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId }, next)
  await room.adds({ child: 'Alma Holst', formFillerId: room.mette.personId }, next)
  await room.adds({ kind: 'childGroup', meeting: null })
  await room.bot.app.engine.runDue()
})
afterAll(() => room.stop())

describe('overblik (R-OV-1)', () => {
  test('says what is missing from whom, in dates, counts and names of colleagues', async () => {
    const { lone } = room
    await lone.says('overblik')
    const words = lone.words()
    expect(words).toContain('Solsikken')
    expect(words).toContain('Næste møde: tirsdag 5. januar kl. 9.00, om 42 dage')
    expect(words).toMatch(/2 skemaer mangler fra (Ida Krogh og Mette Dahl|Mette Dahl og Ida Krogh) \(frist /)
    expect(words).toContain('2 punkter mangler et gyldigt samtykke.')
    expect(words).toContain('2 aftaler er åbne:')
    expect(words).toContain(
      'Mette Dahl · skal være gjort om 7 dage · aftale fra mødet tirsdag 24. november (Solsikken, punkt 1)',
    )
    expect(words).toContain('Et punkt venter på et møde.')
    expect(words).not.toMatch(/Noah|Alma|krog/)
  })

  test('leads to each thing', async () => {
    const { lone } = room
    await pressesWith(lone, { verb: 'meeting.open' })
    expect(lone.words()).toContain('Et kommende møde')
    await lone.says('overblik')
    await pressesWith(lone, { verb: 'agenda.waiting' })
    expect(lone.words()).toContain('Venteliste')
  })

  test('names what is late and who cannot be reached, with the remedy', async () => {
    const { lone, mette, sara, jens, bot } = room
    const { core } = bot.app
    await core.db.write(tx => core.services.people.markUnreachable(tx, sara.personId, bot.clock.now()))
    await jens.says('indstillinger')
    await jens.presses('Meld fravær', { fromDay: '2026-12-07', toDay: '2026-12-11' })
    await mette.says('indstillinger')
    await mette.presses('Meld fravær', { fromDay: '2026-12-14', toDay: '2026-12-14' })
    expect(mette.words()).toContain('Dit fravær mandag den 14. december 2026 er gemt.')
    await bot.passTo('2026-12-04T12:00:00Z')
    await lone.says('overblik')
    expect(lone.words()).toContain('2 aftaler er åbne, og en har brug for dig:')
    expect(lone.words()).toContain(
      'Mette Dahl · 3 dage over tid · aftale fra mødet tirsdag 24. november (Solsikken, punkt 1)',
    )
    expect(lone.words()).toContain(
      'Sara Lind har fjernet eller blokeret Rød Tråd og får ingen beskeder. Bed Sara Lind',
    )
    expect(lone.words()).toContain('Jens Bach er væk fra mandag 7. december til fredag 11. december.')
    expect(lone.words()).toContain('Mette Dahl er væk mandag 14. december.')
    await pressesWith(lone, { verb: 'action.open' })
    expect(lone.words()).toContain('Lav en rolig krog')
    await lone.presses('Ret aftalen')
    expect(lone.words()).toContain('Sara Lind (har ikke Rød Tråd lige nu)')
  })

  test('who has not answered a poll is named, until they have', async () => {
    const { lone, mette, bot } = room
    const { core } = bot.app
    const actor = await room.actor(lone)
    const poll = await core.db.write(tx =>
      core.services.polls.start(
        tx,
        actor,
        room.team,
        {
          slots: [
            { startAt: new Date('2027-02-16T08:00:00Z'), endAt: new Date('2027-02-16T10:00:00Z') },
            { startAt: new Date('2027-02-23T08:00:00Z'), endAt: new Date('2027-02-23T10:00:00Z') },
          ],
          deadlineAt: new Date('2026-12-11T11:00:00Z'),
        },
        bot.clock.now(),
      ),
    )
    await bot.app.engine.runDue()
    await lone.says('overblik')
    expect(lone.words()).toMatch(
      /Mette Dahl.* mangler at svare på mødetiderne \(frist fredag 11\. december kl\. 12\.00\)/,
    )
    await mette.says('mine opgaver')
    expect(mette.words()).toContain('Solsikken')
    await pressesWith(mette, { verb: 'poll.open', pollIds: poll.id })
    expect(buttonTitles(mette.card).length).toBeGreaterThan(0)
    const { slots } = await core.services.polls.view(core.db.reader, poll, bot.clock.now())
    const answers = new Map(slots.map(slot => [slot.id, 'yes' as const]))
    await core.db.write(async tx =>
      core.services.polls.answer(
        tx,
        await room.actor(mette),
        poll,
        mette.personId,
        { answers, comment: '' },
        bot.clock.now(),
      ),
    )
    await lone.says('overblik')
    expect(lone.words()).not.toMatch(/Mette Dahl.* mangler at svare/)
    expect(lone.words()).toContain('mangler at svare')
  })

  test('is for coordinators, of their own teams alone', async () => {
    const { mette, bo } = room
    await mette.says('overblik')
    expect(mette.words()).toContain('Overblikket er for tovholdere')
    await bo.says('overblik')
    expect(bo.words()).toContain('Kastanjen')
    expect(bo.words()).not.toContain('Solsikken')
    expect(bo.words()).toContain('Der er ikke planlagt et møde.')
    expect(buttonTitles(bo.card)).toContain('Find en dato')
  })
})

describe('mine opgaver (R-OV-1)', () => {
  test('gathers action points, forms and polls, the most urgent first, without a word about a child', async () => {
    const { mette } = room
    await mette.says('opgaver')
    expect(mette.words()).toMatch(/^Dine opgaver/)
    expect(mette.words()).toContain('3 dage over tid, venter på, at du siger ja')
    expect(mette.words()).not.toMatch(/Alma|krog/)
    expect(mette.words()).toContain('Skemaet til punkt')
    await pressesWith(mette, { verb: 'action.open' })
    await mette.presses('Gjort')
    await mette.presses('Mine opgaver')
    expect(mette.words()).not.toContain('3 dage over tid')
  })

  test('has what is without consent, for those who can see to it', async () => {
    const { lone, mette, ida } = room
    await lone.says('mine opgaver')
    expect(lone.words()).toContain('Samtykke mangler til punkt 3 på mødet tirsdag den 5. januar')
    expect(lone.words()).toContain('Samtykke mangler til punkt 4 på mødet tirsdag den 5. januar')
    expect(lone.words()).not.toMatch(/Noah|Alma/)
    await pressesWith(lone, { verb: 'consent.open' })
    expect(lone.words()).toContain('Samtykket mangler.')
    for (const person of [mette, ida]) {
      await person.says('mine opgaver')
      expect(person.words()).not.toContain('Samtykke')
    }
  })

  test('the start card leads to it for whoever takes part, and to the overview for coordinators', async () => {
    const { lone, mette, ida } = room
    for (const [person, overview] of [
      [lone, true],
      [mette, false],
      [ida, false],
    ] as const) {
      await person.says('hjælp')
      expect(buttonTitles(person.card)).toContain('Mine opgaver')
      expect(buttonTitles(person.card).includes('Overblik')).toBe(overview)
    }
  })

  test('says so when nothing waits, also in English', async () => {
    const { bo } = room
    await bo.says('mine opgaver')
    expect(bo.words()).toContain('Der er ikke noget, der venter på dig lige nu.')
    await bo.says('indstillinger')
    await bo.presses('Gem', { language: 'en' })
    await bo.says('overview')
    expect(bo.words()).toContain('No meeting is planned.')
    await bo.presses('My tasks')
    expect(bo.words()).toContain('Nothing is waiting for you now.')
  })
})

describe('all is in order', () => {
  test('is said when nothing stands above it but the next meeting', async () => {
    const { bo, bot } = room
    const { db, services } = bot.app.core
    const leads = await room.actor(bo)
    const [own] = await services.teams.mine(db.reader, leads)
    if (!own) throw new Error('Bo has no team')
    const times = { startAt: new Date('2027-01-12T08:00:00Z'), endAt: new Date('2027-01-12T10:00:00Z') }
    const meeting = { team: own, ...times, pollId: null, createdById: bo.personId }
    await db.write(tx => services.meetings.create(tx, meeting, bot.clock.now()))
    await bo.says('overview')
    expect(bo.words()).toContain('Next meeting: Tuesday 12 January')
    expect(bo.words()).toContain('Everything is in order.')

    const slots = [{ startAt: new Date('2027-02-16T08:00:00Z'), endAt: new Date('2027-02-16T10:00:00Z') }]
    const asked = { slots, deadlineAt: new Date('2026-12-18T11:00:00Z') }
    const poll = await db.write(tx => services.polls.start(tx, leads, own, asked, bot.clock.now()))
    const answers = new Map(
      (await services.polls.view(db.reader, poll, bot.clock.now())).slots.map(slot => [
        slot.id,
        'yes' as const,
      ]),
    )
    const answer = { answers, comment: '' }
    await db.write(tx => services.polls.answer(tx, leads, poll, bo.personId, answer, bot.clock.now()))
    await bo.says('overview')
    expect(bo.words()).toContain('Everybody has answered about the date.')
    expect(bo.words()).not.toContain('Everything is in order.')
  })
})

describe('the digest (R-ACT-4)', () => {
  const reader = {
    personId: 'p',
    tenantId: 't',
    language: 'da' as const,
    status: 'active',
    absences: [],
    rhythm: everyWorkingDay,
    chatSince: null,
  }
  const lineOf = (index: number) => ({
    overdueDays: -index,
    text: `Ting nummer ${index}`,
    button: { type: 'Action.Execute', title: 'Gjort', verb: 'action.done', data: {} },
  })

  test('is one message that fits, however much waits; the rest is one click away', () => {
    const many = drawDigest(
      Array.from({ length: 60 }, (_, index) => lineOf(index)),
      reader,
    )
    expect(many.summary).toBe('Du har 60 ting i dag')
    expect(buttonTitles(many.card.json)).toContain('Vis 48 mere')
    expect(wordsOf(many.card.json)).toContain('Ting nummer 11')
    expect(wordsOf(many.card.json)).not.toContain('Ting nummer 12')
    expect(buttonTitles(drawDigest([lineOf(0)], reader).card.json)).toEqual(['Gjort', 'Til start'])
  })
})
