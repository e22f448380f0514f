import { beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { addsChild, noah } from '../support/agenda.ts'
import type { TestBot, TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, nodes, wordsOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { plansMeeting } from '../support/meetings.ts'

const { bot, s } = freshSolsikken('2026-08-17T08:00:00Z')
const services = () => bot.app.core.services
const write: TestBot['app']['core']['db']['write'] = work => bot.app.core.db.write(work)

/** The team has held its first meeting on Tuesday 1 September 2026. */
async function holdsMeeting(start: string): Promise<void> {
  const meeting = await plansMeeting(bot, s.team, start)
  await bot.passTo(meeting.endAt)
  await write(tx => services().meetings.setStatus(tx, meeting.id, 'held', bot.clock.now()))
}
beforeEach(() => holdsMeeting('2026-09-01T07:00:00Z'))

const asked = 'Det er tid til årets selvvurdering i Ressourceteam Solsikken.'
/** Digests with that line; what was asked for is none. */
const lines = (person: TestPerson) =>
  person.inbox().filter(({ card }) => headingOf(card).endsWith('i dag') && wordsOf(card).includes(asked))
const six = (...scores: number[]) =>
  Object.fromEntries(scores.map((score, index) => [`score${index + 1}`, String(score)]))

async function opensTeam(person: TestPerson): Promise<void> {
  await person.says('mit team')
  await person.presses('Årets selvvurdering')
}

async function assesses(scores: number[], texts: Record<string, string> = {}): Promise<void> {
  await opensTeam(s.lone)
  if (headingOf(s.lone.card).startsWith('Selvvurdering')) {
    const begin = buttonTitles(s.lone.card).find(title => title.startsWith('Lav den for'))
    await s.lone.presses(begin ?? '')
  }
  await s.lone.presses('Gem', { ...six(...scores), ...texts })
}

describe('the team assesses itself once a year (R-OV-3)', () => {
  test('the coordinator writes, the team reads it with the web, its words and its numbers', async () => {
    await assesses([4, 3, 2, 5, 1, 3], { together: 'Vi ser mere end før.', workOn: 'Forældrene først.' })
    expect(s.lone.words()).toContain('Selvvurderingen er gemt. Hele teamet kan se den.')
    await opensTeam(s.mette)
    const words = s.mette.words()
    expect(headingOf(s.mette.card)).toBe('Selvvurdering 2026')
    for (const part of ['Tidlig opsporing', '4 af 5', 'Vi ser mere end før.', 'Forældrene først.'])
      expect(words).toContain(part)
    const image = [...nodes(s.mette.card)].find(({ type }) => type === 'Image')
    expect(String(image?.url)).toMatch(/^data:image\/png;base64,iVBOR/)
    expect(String(image?.altText)).toContain('Handling og opfølgning 1 af 5')
    expect(buttonTitles(s.mette.card)).not.toContain('Ret')
  })

  test('a year later: the change since, in words, and last year’s intention beside the questions', async () => {
    await assesses([4, 3, 2, 5, 1, 3], { workOn: 'Forældrene først.' })
    await bot.passTo('2027-08-17T08:00:00Z')
    await opensTeam(s.lone)
    await s.lone.presses('Lav den for 2027')
    expect(s.lone.words()).toContain('I 2026 ville I arbejde med: Forældrene først.')
    expect(inputValues(s.lone.card).score1).toBe('')
    await s.lone.presses('Gem', six(5, 3, 1, 5, 1, 3))
    for (const part of ['5 af 5 · op fra 4', '3 af 5 · som før', '1 af 5 · ned fra 2'])
      expect(s.lone.words()).toContain(part)
    const image = [...nodes(s.lone.card)].find(({ type }) => type === 'Image')
    expect(String(image?.altText)).toContain('med 2026 som stiplet linje')
    expect(String(image?.altText)).toContain('Tidlig opsporing 5 af 5 · op fra 4')
    await s.lone.presses('Se 2026')
    expect(s.lone.words()).toContain('Forældrene først.')
    expect(buttonTitles(s.lone.card)).not.toContain('Ret')
  })

  test('corrected until the next one; a card from before comes back with what was typed', async () => {
    await assesses([4, 3, 2, 5, 1, 3])
    await s.lone.presses('Ret')
    const old = s.lone.card
    expect(inputValues(old)).toMatchObject({ score1: '4', score5: '1' })
    await s.lone.presses('Gem', { score1: '2' })
    expect(s.lone.words()).toContain('Rettelsen er gemt.')
    await s.lone.presses('Gem', { score1: '5', together: 'Mit' }, old)
    expect(s.lone.words()).toContain('Selvvurderingen er ændret imens.')
    expect(inputValues(s.lone.card)).toMatchObject({ score1: '5', together: 'Mit' })
    await s.lone.presses('Gem')
    expect(s.lone.words()).toContain('5 af 5')
    expect(s.lone.words()).toContain('rettet')
    const rows = await clientOf(bot.app.core.db.reader).selfAssessment.findMany()
    expect(rows).toMatchObject([{ year: 2026, version: 3 }])
  })

  test('the year before is closed when the next is made: nothing is written, and the card stays', async () => {
    await assesses([4, 3, 2, 5, 1, 3])
    await s.lone.presses('Ret')
    const old = s.lone.card
    await bot.passTo('2027-09-02T08:00:00Z')
    await assesses([5, 5, 5, 5, 5, 5])
    const answer = await s.lone.presses('Gem', { score1: '1' }, old)
    expect(answer.words).toContain('Der er lavet en nyere selvvurdering')
    await s.lone.says('mit team')
    await s.lone.presses('Årets selvvurdering')
    await s.lone.presses('Se 2026')
    expect(s.lone.words()).toContain('4 af 5')
  })
})

describe('what is wrong comes back at its field, with what was typed', () => {
  test('a number that is missing', async () => {
    await opensTeam(s.lone)
    await s.lone.presses('Gem', { ...six(4, 3, 2, 5, 1), together: 'Vi ser mere.' })
    expect(s.lone.words()).toContain(
      'Ledelse og rammer: Har vi tid, klare roller og opbakning til arbejdet? – Vælg',
    )
    expect(inputValues(s.lone.card)).toMatchObject({ score1: '4', together: 'Vi ser mere.' })
    expect(await clientOf(bot.app.core.db.reader).selfAssessment.count()).toBe(0)
  })

  test('a CPR number, a child’s name, a text that is too long: nothing is stored', async () => {
    await plansMeeting(bot, s.team, '2026-10-13T07:00:00Z')
    await addsChild(s.lone)
    await opensTeam(s.lone)
    const good = six(1, 2, 3, 4, 5, 1)
    await s.lone.presses('Gem', { ...good, workOn: 'Ring om 010215-1234' })
    expect(s.lone.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(s.lone.card)).toMatchObject({ score2: '2' })
    await s.lone.presses('Gem', {
      ...good,
      workOn: '',
      together: `Det går bedre med ${noah.childName.split(' ')[0]}`,
    })
    expect(s.lone.words()).toContain('Skriv det uden børns navne.')
    await s.lone.presses('Gem', { ...good, together: '', workOn: 'x'.repeat(401) })
    expect(s.lone.words()).toContain('Skriv det kortere: højst 400 tegn.')
    expect(await clientOf(bot.app.core.db.reader).selfAssessment.count()).toBe(0)
  })
})

describe('the coordinator is reminded, and nobody else', () => {
  test('a year after the first meeting that was held: three lines, a week apart, and then no more', async () => {
    await bot.passTo('2027-08-31T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(0)
    await bot.passTo('2027-09-01T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
    await bot.passTo('2027-09-08T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(2)
    await bot.passTo('2027-12-15T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(3)
    for (const other of [s.mette, s.jens, s.ali, s.sara]) expect(lines(other)).toHaveLength(0)
    await s.lone.says('overblik')
    expect(s.lone.words()).toContain('Det er tid til årets selvvurdering.')
    await s.lone.presses('Lav selvvurderingen')
    expect(headingOf(s.lone.card)).toBe('Hvordan går det i 2027?')
  })

  test('made after the first line: the others do not come, and the next is a year later', async () => {
    await bot.passTo('2027-09-01T12:00:00Z')
    await s.lone.says('mine opgaver')
    expect(s.lone.words()).toContain(asked)
    await s.lone.finds(asked)
    await s.lone.presses('Lav selvvurderingen')
    await s.lone.presses('Gem', { ...six(4, 3, 2, 5, 1, 3), workOn: 'Hemmelig hensigt' })
    expect(s.lone.words()).toContain('fredag den 1. september 2028')
    await s.lone.says('mine opgaver')
    expect(s.lone.words()).not.toContain(asked)
    await s.lone.says('overblik')
    expect(s.lone.words()).toContain('Selvvurderingen for 2027 er lavet.')
    await bot.passTo('2028-08-31T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
    await bot.passTo('2028-09-01T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(2)
    expect(JSON.stringify(bot.teams.sent)).not.toContain('Hemmelig hensigt')
    expect((await bot.atRest()).includes('Hemmelig hensigt')).toBe(false)
  })

  test('after downtime through all three: one line; somebody new in the team brings no second one', async () => {
    bot.clock.set('2027-10-05T08:00:00Z')
    await bot.app.engine.runDue()
    expect(lines(s.lone)).toHaveLength(1)
    await bot.passTo('2027-10-06T08:00:00Z')
    const lone = await services().people.actorById(bot.app.core.db.reader, s.lone.personId)
    if (!lone) throw new Error('Lone is not there')
    const place = { personId: s.ida.personId, profession: 'pedagogue', required: false } as const
    await write(tx => services().teams.addMembers(tx, s.team, [place], lone, bot.clock.now()))
    await bot.passTo('2027-10-20T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
  })

  test('a new coordinator is reminded of what the one before was', async () => {
    await bot.passTo('2027-09-20T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(3)
    const lone = await services().people.actorById(bot.app.core.db.reader, s.lone.personId)
    if (!lone) throw new Error('Lone is not there')
    await write(async tx => {
      const of = (personId: string) => ({ teamId: s.team.id, personId })
      await clientOf(tx).teamMember.updateMany({ where: of(s.lone.personId), data: { coordinator: false } })
      await clientOf(tx).teamMember.updateMany({ where: of(s.mette.personId), data: { coordinator: true } })
      const place = { personId: s.ida.personId, profession: 'pedagogue', required: false } as const
      await services().teams.addMembers(tx, s.team, [place], lone, bot.clock.now())
    })
    await bot.passTo('2027-10-20T12:00:00Z')
    expect(lines(s.mette)).toHaveLength(1)
    expect(lines(s.lone)).toHaveLength(3)
  })

  test('a team that has held no meeting is not asked', async () => {
    await write(tx => clientOf(tx).meeting.updateMany({ data: { status: 'cancelled' } }))
    await bot.passTo('2027-12-15T12:00:00Z')
    expect(lines(s.lone)).toHaveLength(0)
    await s.lone.says('overblik')
    expect(s.lone.words()).not.toContain('selvvurdering')
  })
})

test('members who do not coordinate write nothing, not even as the stand-in of a meeting; outsiders learn nothing', async () => {
  const next = await plansMeeting(bot, s.team, '2026-10-13T07:00:00Z')
  await write(tx =>
    clientOf(tx).meeting.update({ where: { id: next.id }, data: { standInId: s.mette.personId } }),
  )
  const of = { v: 1, teamId: s.team.id, year: 2026 }
  const answers = { ...six(1, 1, 1, 1, 1, 1), seen: 0, components: 'a,b,c,d,e,f', together: 'Mit eget' }
  for (const person of [s.mette, s.ida]) {
    expect((await person.sends({ ...of, verb: 'assessment.form' })).words).toContain('findes ikke længere')
    const answer = await person.sends({ ...of, verb: 'assessment.save', ...answers })
    expect(answer.words).toContain('findes ikke længere')
  }
  await assesses([4, 3, 2, 5, 1, 3])
  expect((await s.ida.sends({ ...of, verb: 'assessment.open' })).words).toContain('findes ikke længere')
  expect((await s.mette.sends({ ...of, verb: 'assessment.open' })).words).toContain('4 af 5')
  const [row] = await clientOf(bot.app.core.db.reader).selfAssessment.findMany()
  expect(row).toMatchObject({ version: 1, recordedById: s.lone.personId })
})
