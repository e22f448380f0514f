import { beforeEach, describe, expect, test } from 'vitest'
import type { Team } from '../../src/features/teams/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { asksTeam, picks, remarkField } from '../support/asked-by-many.ts'
import { actorOf, type TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, nodes } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { cancelsMeeting, plansMeeting } from '../support/meetings.ts'
import { slotInputs } from '../support/poll.ts'
import { startTeamOf } from '../support/team.ts'

/** Jens sits in three teams, which ask him in one week; Mette in two of them. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')
let bo: TestPerson
let eva: TestPerson
let kastanjen: Team
let egen: Team
beforeEach(async () => {
  bo = await bot.person('Bo Frem', 'daycareLeader')
  eva = await bot.person('Eva Lund', 'daycareLeader')
  kastanjen = await startTeamOf(bot, bo, 'Kastanjen', [s.jens, s.mette])
  egen = await startTeamOf(bot, eva, 'Egen', [s.jens])
})

const tuesday = ['2026-11-10T08:00:00Z', '2026-11-17T08:00:00Z']
const wednesday = ['2026-11-11T08:00:00Z', '2026-11-18T08:00:00Z']
const thursday = ['2026-11-12T08:00:00Z', '2026-11-19T08:00:00Z']
const leaves = () => bot.app.engine.runDue()
const asked = (person: TestPerson) => person.inbox().filter(one => one.summary.includes('hvornår kan du?'))
const kept = async (person: TestPerson, team: Team) => {
  const { db, services } = bot.app.core
  const [poll] = await services.polls.open(db.reader, [team.id])
  if (!poll) throw new Error('no open poll')
  const { answers } = await services.polls.view(db.reader, poll, bot.clock.now())
  return answers.filter(one => one.personId === person.personId).length
}
async function askAll(): Promise<void> {
  await asksTeam(bot, s.lone, s.team, tuesday, '2026-10-14T10:00:00Z')
  await asksTeam(bot, bo, kastanjen, wednesday, '2026-10-12T10:00:00Z')
  await asksTeam(bot, eva, egen, thursday, '2026-10-13T10:00:00Z')
}
/** The teams of a card, as they stand on it. */
const teamsOn = (card: unknown) =>
  [...nodes(card)].flatMap(({ type, weight, text }) =>
    type === 'TextRun' && weight === 'Bolder' && !String(text).includes('.') ? [String(text)] : [],
  )

describe('one card for all that somebody is asked', () => {
  test('three teams ask in one week: one message leaves, and one card answers them all', async () => {
    await askAll()
    await leaves()
    expect(asked(s.jens).map(one => one.summary)).toEqual([
      '3 teams: hvornår kan du? Svar senest mandag 12. oktober kl. 12.00',
    ])
    await s.jens.finds('Send svar')
    expect(teamsOn(s.jens.card)).toEqual(['Team Kastanjen', 'Team Egen', s.team.name])
    expect(s.jens.words()).toContain('2 timer · Kastanjen · svar senest mandag 12. oktober kl. 12.00')
    expect(s.jens.words()).toContain('3 teams spørger')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    expect(headingOf(s.jens.card)).toBe('Dine svar er gemt')
    expect(teamsOn(s.jens.card)).toEqual(['Team Kastanjen', 'Team Egen', s.team.name])
    for (const team of [s.team, kastanjen, egen]) expect(await kept(s.jens, team)).toBe(2)
    await s.jens.presses('Ret svar')
    expect(Object.values(inputValues(s.jens.card)).filter(value => value === 'yes')).toHaveLength(6)
  })

  test('a later team’s card holds the earlier question too; the old card shows what is open now', async () => {
    await asksTeam(bot, s.lone, s.team, tuesday, '2026-10-14T10:00:00Z')
    await leaves()
    const old = await s.jens.finds('Send svar')
    expect(teamsOn(old)).toEqual([])
    await asksTeam(bot, bo, kastanjen, wednesday)
    await leaves()
    expect(asked(s.jens)).toHaveLength(2)
    await s.jens.finds('2 teams spørger')
    expect(teamsOn(s.jens.card)).toEqual(['Team Kastanjen', s.team.name])
    // Answered on the old card, that poll is saved, and what is open still comes.
    await s.jens.presses(
      'Send svar',
      picks(old, () => 'ifNeeded'),
      old,
    )
    expect(s.jens.words()).toContain(`Gemt: ${s.team.name}.`)
    expect(s.jens.words()).toContain('Team Kastanjen · 2 timer · Kastanjen')
    expect(slotInputs(s.jens.card)).toHaveLength(2)
    expect(await kept(s.jens, s.team)).toBe(2)
  })

  test('what is answered in full is saved; the rest comes back with what was typed, and nothing is lost', async () => {
    await askAll()
    await leaves()
    const card = await s.jens.finds('Send svar')
    const half = picks(card, (date, team) =>
      team === 'Team Kastanjen' ? 'yes' : team === 'Team Egen' && date.includes('12.') ? 'no' : null,
    )
    const remark = { [remarkField(card, 'Team Egen')]: 'Kun om morgenen' }
    await s.jens.presses('Send svar', { ...half, ...remark })
    expect(s.jens.words()).toContain('Gemt: Team Kastanjen.')
    expect(s.jens.words()).toContain('Svar på alle tiderne')
    expect(teamsOn(s.jens.card)).toEqual(['Team Egen', s.team.name])
    expect(inputValues(s.jens.card)).toMatchObject({
      ...remark,
      ...picks(s.jens.card, (date, team) => (team === 'Team Egen' && date.includes('12.') ? 'no' : null)),
    })
    // One field is marked: the rest has not been begun.
    expect(s.jens.words().match(/^Vælg et svar\.$/gm)?.length).toBe(1 + slotInputs(s.jens.card).length)
    expect([await kept(s.jens, kastanjen), await kept(s.jens, egen)]).toEqual([2, 0])
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, (_, team) => (team === 'Team Egen' ? 'no' : null)),
    )
    expect(await kept(s.jens, egen)).toBe(2)
    const { db, services } = bot.app.core
    const [poll] = await services.polls.open(db.reader, [egen.id])
    expect((await services.polls.comments(db.reader, poll?.id ?? '')).get(s.jens.personId)).toBe(
      'Kun om morgenen',
    )
  })

  test('sent as it came: what is missing is marked, and nothing is saved', async () => {
    await askAll()
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses('Send svar')
    expect(s.jens.words()).toContain('Svar på alle tiderne')
    expect(s.jens.words()).not.toContain('Gemt')
    expect(s.jens.words().match(/^Vælg et svar\.$/gm)).toHaveLength(12)
  })

  test('a poll that was closed meanwhile says what became of it, and the rest is saved', async () => {
    await askAll()
    await leaves()
    const card = await s.jens.finds('Send svar')
    const { db, services } = bot.app.core
    const actor = await actorOf(bot, bo)
    await db.write(async tx => {
      const [poll] = await services.polls.open(tx, [kastanjen.id])
      if (poll) await services.polls.cancel(tx, actor, poll, bot.clock.now())
    })
    await s.jens.presses(
      'Send svar',
      picks(card, () => 'yes'),
      card,
    )
    expect(headingOf(s.jens.card)).toBe('Dine svar er gemt')
    expect(s.jens.words()).toContain('Team Kastanjen: afstemningen er stoppet.')
    expect([await kept(s.jens, s.team), await kept(s.jens, egen)]).toEqual([2, 2])
    // Both others over too: nothing to answer, and each is told.
    await db.write(async tx => {
      for (const [team, leader] of [
        [s.team, s.lone],
        [egen, eva],
      ] as const) {
        const [poll] = await services.polls.open(tx, [team.id])
        if (poll) await services.polls.cancel(tx, await actorOf(bot, leader), poll, bot.clock.now())
      }
    })
    await s.jens.presses(
      'Send svar',
      picks(card, () => 'no'),
      card,
    )
    expect(s.jens.words().match(/afstemningen er stoppet/g)).toHaveLength(3)
    expect(buttonTitles(s.jens.card)).not.toContain('Ret svar')
  })

  test('a CPR number in one remark: all comes back filled in, marked at that field, and nothing is saved', async () => {
    await askAll()
    await leaves()
    const card = await s.jens.finds('Send svar')
    const field = remarkField(card, 'Team Egen')
    await s.jens.presses('Send svar', { ...picks(card, () => 'yes'), [field]: 'ring 010190-1234' })
    expect(s.jens.words().match(/Fjern CPR-nummeret/g)).toHaveLength(1)
    expect(Object.values(inputValues(s.jens.card)).filter(value => value === 'yes')).toHaveLength(6)
    expect(await kept(s.jens, kastanjen)).toBe(0)
  })

  test('delivered twice, it is saved once and answered alike', async () => {
    await askAll()
    await leaves()
    const card = await s.jens.finds('Send svar')
    const chosen = picks(card, () => 'yes')
    await Promise.all([s.jens.presses('Send svar', chosen, card), s.jens.presses('Send svar', chosen, card)])
    expect(headingOf(s.jens.card)).toBe('Dine svar er gemt')
    const answered = { actorId: s.jens.personId, action: 'poll.answered' }
    expect(await clientOf(bot.app.core.db.reader).auditEvent.count({ where: answered })).toBe(3)
  })

  test('nobody sees a team that is not theirs, or another’s answers', async () => {
    await askAll()
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'no'),
    )
    for (const person of [s.mette, s.lone, bo])
      expect(
        person
          .inbox()
          .map(one => JSON.stringify(one.card))
          .join(),
      ).not.toContain('Team Egen')
    await s.mette.finds('Send svar')
    expect(teamsOn(s.mette.card)).toEqual(['Team Kastanjen', s.team.name])
    expect(Object.values(inputValues(s.mette.card)).filter(value => value === 'no')).toEqual([])
    // Named among one’s own, another team’s poll is as if it were not named.
    const { db, services } = bot.app.core
    const polls = await services.polls.open(db.reader, [kastanjen.id, egen.id])
    const pollIds = polls.map(({ id }) => id).join(',')
    const answer = await s.mette.sends({ v: 1, n: 'x', verb: 'poll.open', pollIds })
    expect(answer.words).not.toContain('Egen')
    expect(answer.words).toContain('Kastanjen')
    const stranger = await s.ida.sends({ v: 1, n: 'y', verb: 'poll.open', pollIds })
    expect(stranger.words).toContain('ikke adgang')
  })

  test('more than a card has room for: the next ones come, by themselves or when they are asked for', async () => {
    const many = Array.from(
      { length: 7 },
      (_, day) => `2026-11-${String(9 + day).padStart(2, '0')}T08:00:00Z`,
    )
    await asksTeam(bot, s.lone, s.team, many, '2026-10-14T10:00:00Z')
    await asksTeam(bot, bo, kastanjen, many, '2026-10-12T10:00:00Z')
    await asksTeam(bot, eva, egen, many, '2026-10-13T10:00:00Z')
    await leaves()
    expect(asked(s.jens)).toHaveLength(1)
    await s.jens.finds('Send svar')
    expect(teamsOn(s.jens.card)).toEqual(['Team Kastanjen', 'Team Egen'])
    expect(s.jens.words()).toContain('Bagefter spørger ét team mere.')
    await s.jens.presses('Vis de næste')
    expect(teamsOn(s.jens.card)).toEqual([s.team.name, 'Team Kastanjen'])
    expect(s.jens.words()).not.toContain('Svar på alle tiderne')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'no'),
    )
    expect(s.jens.words()).toContain('Team Egen · 2 timer')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'no'),
    )
    expect(headingOf(s.jens.card)).toBe('Dit svar er gemt')
    for (const team of [s.team, kastanjen, egen]) expect(await kept(s.jens, team)).toBe(7)
  })

  test('who could not be reached finds one card for them all', async () => {
    const { db, services } = bot.app.core
    await db.write(tx => services.people.markUnreachable(tx, s.jens.personId, bot.clock.now()))
    await askAll()
    await leaves()
    expect(asked(s.jens)).toHaveLength(0)
    await s.jens.says('hej')
    await leaves()
    expect(asked(s.jens)).toHaveLength(1)
    expect(s.jens.inbox().some(one => JSON.stringify(one.card).includes('Det ventede på dig'))).toBe(false)
  })

  test('the start card has one entry for them all, and the command opens the card', async () => {
    await askAll()
    await leaves()
    await s.jens.says('hej')
    expect(buttonTitles(s.jens.card).filter(title => title === 'Svar på mødetider')).toHaveLength(1)
    expect(s.jens.words()).toContain('3 team')
    await s.jens.presses('Svar på mødetider')
    expect(teamsOn(s.jens.card)).toHaveLength(3)
    await s.jens.says('afstemning')
    expect(teamsOn(s.jens.card)).toHaveLength(3)
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    // Answered, it shows what they have said, to be changed.
    await s.jens.says('afstemning')
    expect(headingOf(s.jens.card)).toBe('Dine svar er gemt')
    expect(buttonTitles(s.jens.card)).toContain('Ret svar')
  })

  test('what one has answered is found again by buttons alone, and changed (P3, R-POLL-2)', async () => {
    await asksTeam(bot, s.lone, s.team, tuesday, '2026-10-14T10:00:00Z')
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    await s.jens.says('hej')
    await s.jens.presses('Se eller ret dit svar')
    expect(s.jens.words()).toContain('Dit svar er gemt')
    await s.jens.presses('Ret svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'no'),
    )
    const { db, services } = bot.app.core
    const [poll] = await services.polls.open(db.reader, [s.team.id])
    if (!poll) throw new Error('no open poll')
    const given = (await services.polls.view(db.reader, poll, bot.clock.now())).answers.filter(
      one => one.personId === s.jens.personId,
    )
    expect(given.map(one => one.answer)).toEqual(['no', 'no'])
  })

  test('the digest has one line for them, with the first deadline; who has answered is not in it', async () => {
    await asksTeam(bot, s.lone, s.team, tuesday, '2026-10-12T10:00:00Z')
    await asksTeam(bot, bo, kastanjen, wednesday, '2026-10-12T10:00:00Z')
    await leaves()
    await s.mette.finds('Send svar')
    await s.mette.presses(
      'Send svar',
      picks(s.mette.card, (_, team) => (team === s.team.name ? 'yes' : null)),
    )
    await bot.passTo('2026-10-08T08:00:00Z')
    await s.jens.finds('Om 4 dage · svar på mødetider (2 teams)')
    expect(buttonTitles(s.jens.card).filter(title => title === 'Svar')).toHaveLength(1)
    await s.jens.presses('Svar')
    expect(teamsOn(s.jens.card)).toHaveLength(2)
    await s.mette.finds('Om 4 dage · svar på mødetider (Team Kastanjen)')
  })

  test('in English', async () => {
    await s.jens.says('indstillinger')
    await s.jens.presses('Gem', { language: 'en' })
    await askAll()
    await leaves()
    await s.jens.finds('3 teams ask')
    expect(s.jens.inbox().at(-1)?.summary).toBe(
      '3 teams: when can you come? Answer by Monday 12 October at 12.00',
    )
    expect(s.jens.words()).toContain('2 hours · Kastanjen · answer by Monday 12 October at 12.00')
  })
})

describe('slots that are taken', () => {
  /** Tuesday 10 November, from eight to ten in Denmark. */
  const early = '2026-11-10T07:00:00Z'

  test('another meeting is named to the person alone, and Kan ikke stands there', async () => {
    await plansMeeting(bot, kastanjen, early)
    await asksTeam(bot, s.lone, s.team, tuesday)
    await leaves()
    const card = await s.jens.finds('Send svar')
    expect(s.jens.words()).toContain('Du har møde i Team Kastanjen kl. 8.00–10.00.')
    expect(Object.values(inputValues(card))).toEqual(['no', '', ''])
    await s.lone.finds('Send svar')
    expect(s.lone.words()).not.toContain('møde i')
    // On their behalf the coordinator reads that they are busy, and no more.
    const { db, services } = bot.app.core
    const [poll] = await services.polls.open(db.reader, [s.team.id])
    const behalf = { pollIds: poll?.id ?? '', personId: s.jens.personId }
    const answer = await s.lone.sends({ v: 1, n: 'x', verb: 'poll.open', ...behalf })
    expect(answer.words).toContain('Optaget.')
    expect(answer.words).not.toMatch(/Kastanjen|8\.00/)
  })

  test('they may say otherwise: it counts as no while the other meeting stands, and the card says so', async () => {
    const meeting = await plansMeeting(bot, kastanjen, early)
    await asksTeam(bot, s.lone, s.team, tuesday)
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    expect(s.jens.words()).toContain('Har du et andet møde på tidspunktet, tæller dit svar som »Kan ikke«')
    const counts = async () => {
      const { db, services } = bot.app.core
      const [poll] = await services.polls.open(db.reader, [s.team.id])
      if (!poll) throw new Error('no open poll')
      const { ranked } = await services.polls.view(db.reader, poll, bot.clock.now())
      return ranked.map(one => one.counts.yes).toSorted()
    }
    expect(await counts()).toEqual([0, 1])
    await cancelsMeeting(bot, meeting)
    expect(await counts()).toEqual([1, 1])
  })

  test('the way between two places counts, and says so', async () => {
    // Until half past eight: nine o’clock is free, but not half an hour’s way from there.
    await plansMeeting(bot, kastanjen, '2026-11-10T06:45:00Z', '2026-11-10T07:45:00Z')
    await asksTeam(bot, s.lone, s.team, tuesday)
    await leaves()
    await s.jens.finds('Send svar')
    expect(s.jens.words()).toContain('Du har møde i Team Kastanjen kl. 7.45–8.45, og vejen tager tid.')
  })

  test('absence stands there as Kan ikke; the coordinator reads that they are away', async () => {
    await s.jens.says('fravær')
    await s.jens.presses('Meld fravær', { fromDay: '2026-11-09', toDay: '2026-11-13' })
    await asksTeam(bot, s.lone, s.team, tuesday)
    await leaves()
    const card = await s.jens.finds('Send svar')
    expect(s.jens.words()).toContain('Du er væk.')
    expect(Object.values(inputValues(card))).toEqual(['no', '', ''])
  })

  test('a promise to another open poll is pointed out, and nothing is filled in', async () => {
    await asksTeam(bot, bo, kastanjen, tuesday)
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    await asksTeam(bot, s.lone, s.team, tuesday)
    await leaves()
    const card = await s.jens.finds('Send svar')
    expect(s.jens.words()).toContain('Du har sagt, at du kan mødes med Team Kastanjen på det tidspunkt.')
    expect(Object.values(inputValues(card))).toEqual(['', '', ''])
    // What one has said to a poll itself does not stand in its own way.
    await s.jens.says('afstemning')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'no'),
    )
    await s.jens.presses('Ret svar')
    expect(s.jens.words()).not.toContain('at du kan mødes med Ressourceteam')
  })

  test('two slots of one card that cannot both be kept are pointed out, and both are saved', async () => {
    await asksTeam(bot, bo, kastanjen, tuesday)
    await asksTeam(bot, s.lone, s.team, ['2026-11-10T10:15:00Z', '2026-11-18T08:00:00Z'])
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    expect(s.jens.words()).toContain(
      'Tirsdag 10. november kl. 9.00 (Team Kastanjen) og tirsdag 10. november kl. 11.15 (Ressourceteam Solsikken) kan ikke begge nås.',
    )
    expect(s.jens.words().match(/kan ikke begge nås/g)).toHaveLength(1)
    expect([await kept(s.jens, s.team), await kept(s.jens, kastanjen)]).toEqual([2, 2])
  })

  test('three teams at the same times: each time is named once, and what it means is said once', async () => {
    for (const [leader, team] of [[s.lone, s.team] as const, [bo, kastanjen] as const, [eva, egen] as const])
      await asksTeam(bot, leader, team, tuesday)
    await leaves()
    await s.jens.finds('Send svar')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    const said = s.jens.words().split('\n')
    expect(said.filter(line => line.includes('nås'))).toEqual([
      expect.stringMatching(/^Tirsdag 10\. november kl\. 9\.00 \(.+, .+ og .+\) kan ikke alle nås\.$/),
      expect.stringMatching(/^Tirsdag 17\. november kl\. 9\.00 \(.+, .+ og .+\) kan ikke alle nås\.$/),
    ])
    expect(said.filter(line => line.startsWith('Det er i orden'))).toHaveLength(1)
  })
})

describe('when the deadline has come', () => {
  const deadline = '2026-10-09T10:00:00Z'
  beforeEach(async () => {
    await asksTeam(bot, s.lone, s.team, tuesday, deadline)
    await leaves()
    await s.mette.finds('Send svar')
    await s.mette.presses(
      'Send svar',
      picks(s.mette.card, () => 'yes'),
    )
  })

  test('who has answered sees their answer and whom to tell; what they wanted to change is not lost', async () => {
    await s.mette.presses('Ret svar')
    const open = s.mette.card
    const saved = { ...open }
    await bot.passTo('2026-10-09T10:00:01Z')
    const late = picks(saved, date => (date.includes('10.') ? 'no' : 'yes'))
    await s.mette.presses('Send svar', { ...late, [remarkField(saved)]: 'Jeg er syg' }, saved)
    expect(headingOf(s.mette.card)).toBe('Fristen er udløbet')
    expect(s.mette.words()).toContain('tirsdag 10. november kl. 9.00: Kan')
    expect(s.mette.words()).toContain('Ikke ændret: tirsdag 10. november kl. 9.00 til »Kan ikke«.')
    expect(s.mette.words()).toContain('Ikke sendt: »Jeg er syg«')
    expect(s.mette.words()).toContain('sig det til Lone Holm, der kan rette det for dig')
    expect(buttonTitles(s.mette.card)).not.toContain('Ret svar')
    await s.mette.says('afstemning')
    expect(headingOf(s.mette.card)).toBe('Fristen er udløbet')
  })

  test('who has not answered may still do so, and it is marked; the coordinator may record a change', async () => {
    await bot.passTo('2026-10-09T10:00:01Z')
    await s.jens.says('afstemning')
    expect(s.jens.words()).toContain('Fristen var fredag den 9. oktober 2026 kl. 12.00.')
    await s.jens.presses(
      'Send svar',
      picks(s.jens.card, () => 'yes'),
    )
    expect(s.jens.words()).toContain('tovholderen kan se, at dit svar kom bagefter')
    expect(buttonTitles(s.jens.card)).not.toContain('Ret svar')
    await s.jens.says('Svar på mødetider')
    expect(headingOf(s.jens.card)).toBe('Fristen er udløbet')
    const { db, services } = bot.app.core
    const [poll] = await services.polls.open(db.reader, [s.team.id])
    const behalf = { pollIds: poll?.id ?? '', personId: s.mette.personId }
    const answer = await s.lone.sends({ v: 1, n: 'x', verb: 'poll.open', ...behalf })
    s.lone.card = answer.value as never
    await s.lone.presses(
      'Send svar',
      picks(s.lone.card, () => 'no'),
    )
    expect(headingOf(s.lone.card)).toBe('Svaret er gemt')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('Svarede efter fristen: Jens Bach.')
    expect(s.lone.words()).toContain('Noteret af tovholderen for: Mette Dahl.')
  })
})
