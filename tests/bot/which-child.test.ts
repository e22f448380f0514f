import { afterEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { steps } from '../../src/features/preparation/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { addsChild, clicks, type PlannedSolsikken, startPlanned } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { headingOf } from '../support/cards.ts'
import { fillsIn, givesConsent, typed } from '../support/forms.ts'

/** Two children on one agenda: whoever fills in or reads a form is told which of them it is about, as far as they may. */

const noah = 'Barn: Noah Berg, 3 år'
const sofie = 'Barn: Sofie Lund, 18 måneder'
const withheld = 'Et barn på 18 måneder'
const doubt = 'Er du i tvivl om, hvilket barn det er'
const due = '2026-11-20T11:00:00Z'

let at: PlannedSolsikken
afterEach(() => at.bot.stop())

const reader = () => at.bot.app.core.db.reader

/** Lone adds both, and Ida fills in both forms; the parents of the first have said yes. */
async function twoChildren(): Promise<[AgendaItem, AgendaItem]> {
  at = await startPlanned('2026-11-10T07:00:00Z')
  const { lone, ida } = at
  await addsChild(lone)
  await lone.presses('Gem', { minutes: 30, formFillerId: ida.personId })
  await givesConsent(lone)
  await addsChild(lone, { childName: 'Sofie Lund', age: '18', ageUnit: 'months' })
  await lone.presses('Gem', { minutes: 30, formFillerId: ida.personId })
  const items = await at.bot.app.core.services.agenda.ofMeeting(reader(), at.meeting.id)
  return items as [AgendaItem, AgendaItem]
}

const opens = (person: TestPerson, item: AgendaItem, verb = 'form.open') =>
  clicks(person, verb, { itemId: item.id, step: 'emotional' })

/** What is on record of a person's reading, by action, child and reason. */
const reads = async (person: TestPerson) =>
  (
    await clientOf(reader()).auditEvent.findMany({
      where: { actorId: person.personId, action: { in: ['item.read', 'form.read'] } },
      orderBy: { id: 'asc' },
    })
  ).map(({ action, childId, reason }) => [action, childId, reason.replace(/:.*/, '')])

async function withdraws(item: AgendaItem): Promise<void> {
  const { db, services } = at.bot.app.core
  const actor = await at.actorOf(at.lone)
  await db.write(tx => services.consents.withdraw(tx, item, 'withdrawn', actor, at.bot.clock.now()))
}

describe('whoever fills in the form', () => {
  test('is told the name under the consent, on every card, and it is on record each time', async () => {
    const [item] = await twoChildren()
    const { ida } = at
    const shown: string[] = []
    const looks = () => {
      shown.push(headingOf(ida.card))
      expect(ida.words()).toContain(
        `${noah} · Punkt 1 · Ressourceteam Solsikken · mødet tirsdag 24. november kl. 9.00`,
      )
      expect(headingOf(ida.card)).not.toContain('Noah')
      expect(ida.words()).not.toContain(doubt)
    }
    const event = ['item.read', item.childId, 'consent']
    await opens(ida, item)
    looks()
    expect(await reads(ida)).toEqual([event])
    await ida.presses('Fortsæt')
    looks()
    await ida.presses('Fortsæt', { suspicion: 'no' })
    looks()
    for (const step of steps.slice(1)) {
      await clicks(ida, 'form.step', { itemId: item.id, step })
      looks()
    }
    expect(new Set(shown).size).toBe(steps.length + 1)
    // Nothing is filled in yet: it is the name alone that was read.
    expect(await reads(ida)).toEqual(shown.map(() => event))
  })

  test('is told the age without consent, and whom to ask at the question that comes first', async () => {
    const [, item] = await twoChildren()
    const { ida } = at
    await opens(ida, item)
    expect(ida.words()).toContain(`${withheld} · Punkt 2 · Ressourceteam Solsikken`)
    expect(ida.words()).toContain(`${doubt}, så spørg Lone Holm.`)
    await fillsIn(ida)
    expect(ida.words()).toContain(`${withheld} · Punkt 2 · Ressourceteam Solsikken`)
    expect(ida.words()).not.toContain(doubt)
    await opens(ida, item, 'form.step')
    expect(ida.words()).toContain(withheld)
    await opens(ida, item, 'form.read')
    // The words of the form are hers; the name is not.
    expect(ida.words()).toContain(typed.seen)
    expect(ida.words()).toContain(withheld)
    // The reflection and the placement begin with the first placement; then the step, and the form.
    const own = ['form.read', item.childId, 'author']
    // The placement comes back, for nothing was chosen.
    expect(await reads(ida)).toEqual([own, own, own, own, own])
    expect(JSON.stringify(at.bot.teams.sent)).not.toContain('Sofie')
  })

  test('is told the name when the item is their own', async () => {
    const [, item] = await twoChildren()
    const { lone, bot } = at
    const { db, services } = bot.app.core
    const to = { minutes: 30, presenterId: lone.personId, formFillerId: lone.personId }
    const actor = await at.actorOf(lone)
    await db.write(tx => services.agenda.arrange(tx, item, to, actor, bot.clock.now()))
    const before = (await reads(lone)).length
    await opens(lone, item)
    expect(lone.words()).toContain(sofie)
    expect(lone.words()).not.toContain(doubt)
    expect((await reads(lone)).slice(before)).toEqual([['item.read', item.childId, 'author']])
  })

  test('is told it no more from the moment that the consent ends', async () => {
    const [item] = await twoChildren()
    const { ida } = at
    await opens(ida, item)
    await fillsIn(ida)
    const overview = ida.card
    const question = async () => {
      await opens(ida, item, 'form.ask')
      return ida.card
    }
    expect(JSON.stringify(await question())).toContain('Noah')
    expect(ida.words()).not.toContain('Forældrene har sagt nej.')
    await withdraws(item)
    const before = (await reads(ida)).length
    expect(JSON.stringify(await question())).toContain('spørg Lone Holm')
    for (const verb of ['form.ask', 'form.step', 'form.read', 'form.open']) {
      await opens(ida, item, verb)
      expect(ida.words(), verb).toContain('Et barn på 3 år')
      expect(JSON.stringify(ida.card), verb).not.toContain('Noah')
      // Whoever would write on is told; what was written is still theirs to read.
      expect(ida.words().includes('Forældrene har sagt nej.'), verb).toBe(verb !== 'form.read')
    }
    await ida.presses('Aflevér', {}, overview)
    expect(JSON.stringify(ida.card)).not.toContain('Noah')
    expect((await reads(ida)).slice(before).filter(([action]) => action === 'item.read')).toEqual([])
  })

  test('asks the coordinator when whoever put the item there has left, and the coordinator asks nobody', async () => {
    at = await startPlanned('2026-11-10T07:00:00Z')
    const { bot, lone, mette, ida, team } = at
    const { db, services } = bot.app.core
    await addsChild(mette)
    await mette.presses('Gem', { minutes: 30, formFillerId: ida.personId })
    const [item] = (await services.agenda.ofMeeting(reader(), at.meeting.id)) as [AgendaItem]
    await opens(ida, item)
    expect(ida.words()).toContain('spørg Mette Dahl.')
    const actor = await at.actorOf(lone)
    await db.write(tx => services.teams.removeMember(tx, team, mette.personId, actor, bot.clock.now()))
    await opens(ida, item)
    expect(ida.words()).toContain('spørg Lone Holm.')
    const now = await services.agenda.get(reader(), item.id)
    const to = { minutes: 30, presenterId: lone.personId, formFillerId: lone.personId }
    await db.write(tx => services.agenda.arrange(tx, now, to, actor, bot.clock.now()))
    await opens(lone, item)
    expect(lone.words()).toContain('Et barn på 3 år')
    expect(lone.words()).not.toContain(doubt)
  })

  test('an item that names no child is called what it is, and leaves no record of a child', async () => {
    at = await startPlanned('2026-11-10T07:00:00Z')
    const { lone, ida, bot } = at
    const { db, services } = bot.app.core
    const actor = await at.actorOf(lone)
    const item = await db.write(tx =>
      services.agenda.add(
        tx,
        {
          team: at.team,
          meeting: at.meeting,
          kind: 'anonymousCase',
          content: { childName: '', ageMonths: 36, problem: 'Et barn er stille.', questions: [] },
          childId: null,
          minutes: 20,
          presenterId: lone.personId,
          formFillerId: ida.personId,
        },
        actor,
        bot.clock.now(),
      ),
    )
    await opens(ida, item)
    expect(ida.words()).toContain('Anonym drøftelse: 3–4 år · Punkt 1 · Ressourceteam Solsikken')
    expect(ida.words()).not.toContain(doubt)
    expect(await reads(ida)).toEqual([])
  })
})

describe('whoever reads the form', () => {
  const handsIn = async (item: AgendaItem) => {
    await opens(at.ida, item)
    await fillsIn(at.ida)
    await at.ida.presses('Aflevér')
  }

  test('is told the name under the consent, with its record; others are told nothing', async () => {
    const [item, other] = await twoChildren()
    const { bot, ida, mette, lone, stranger, meeting } = at
    for (const one of [item, other]) await handsIn(one)
    await bot.passTo(due)
    await opens(mette, item, 'form.read')
    expect(mette.words()).toContain(`${noah} · Punkt 1 · Ressourceteam Solsikken`)
    expect(headingOf(mette.card)).toBe('Forberedelsesskema')
    expect(await reads(mette)).toEqual([
      ['item.read', item.childId, 'consent'],
      ['form.read', item.childId, 'consent'],
    ])
    await clicks(mette, 'form.list', { meetingId: meeting.id })
    expect(mette.words()).toContain('Punkt 1 · Et barn på 3 år')
    expect(mette.words()).not.toContain('Noah')

    for (const person of [mette, lone]) {
      await opens(person, other, 'form.read')
      expect(person.words()).toContain('Skemaet bliver holdt tilbage')
      expect(person.words()).not.toMatch(/Sofie|18 måneder/)
    }
    for (const one of [item, other])
      for (const verb of ['form.open', 'form.ask', 'form.step', 'form.read']) {
        await opens(stranger, one, verb)
        expect(stranger.words()).toContain('Her er ikke noget at vise')
        expect(stranger.words()).not.toMatch(/Noah|Sofie|år|måneder/)
      }
    expect(await reads(stranger)).toEqual([])
    await withdraws(item)
    for (const person of [mette, ida]) {
      await opens(person, item, 'form.read')
      expect(JSON.stringify(person.card)).not.toContain('Noah')
    }
  })

  test('no card that rests in a chat has the name', async () => {
    const [item] = await twoChildren()
    const { bot, ida } = at
    await opens(ida, item)
    await ida.presses('Fortsæt', { suspicion: 'no' })
    await ida.presses('Gem og luk', { seen: typed.seen })
    expect(headingOf(ida.card)).toBe('Skemaet er gemt')
    expect(JSON.stringify(ida.card)).not.toContain('Noah')
    await clicks(ida, 'form.step', { itemId: item.id, step: 'perspectives' })
    await ida.presses('Gem og fortsæt', {
      perspective_child: typed.child,
      perspective_parents: typed.parents,
    })
    await ida.presses('Gem og fortsæt', { placement: 'concern', reason: typed.reason })
    expect(ida.words()).toContain(noah)
    await ida.presses('Aflevér')
    expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
    expect(JSON.stringify(ida.card)).not.toContain('Noah')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(JSON.stringify(bot.teams.sent)).not.toMatch(/Noah|Sofie/)
  })

  test('in English', async () => {
    const [item, other] = await twoChildren()
    const { ida } = at
    await clicks(ida, 'settings.open')
    await ida.presses('Gem', { language: 'en' })
    await opens(ida, item)
    expect(ida.words()).toContain('Child: Noah Berg, 3 years · Item 1 · Ressourceteam Solsikken')
    await opens(ida, other)
    expect(ida.words()).toContain('A child of 18 months · Item 2 · Ressourceteam Solsikken')
    expect(ida.words()).toContain('If you are not sure which child it is, ask Lone Holm.')
  })
})

test('a follow-up of a named child is called by its name, under the consent of the matter', async () => {
  const [item] = await twoChildren()
  const { bot, lone, ida, jens, meeting } = at
  const { db, services } = bot.app.core
  const actor = await at.actorOf(lone)
  await db.write(async tx => {
    const now = bot.clock.now()
    const agreed = { item, meeting, ownerId: jens.personId, text: 'Lav en rolig krog' }
    await services.actionPoints.draft(
      tx,
      { ...agreed, dueDay: '2026-12-08' as never, kind: 'task' },
      actor,
      now,
    )
    await services.agenda.setStatus(tx, item.id, 'held', now)
    await services.actionPoints.activate(tx, [item.id], new Set([jens.personId]), actor, now)
    await services.meetings.setStatus(tx, meeting.id, 'held', now)
  })
  const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
  const carried = (await services.agenda.ofMeeting(db.reader, january.id)).find(
    ({ originItemId }) => originItemId === item.id,
  ) as AgendaItem
  const to = { minutes: 10, presenterId: lone.personId, formFillerId: ida.personId }
  await db.write(tx => services.agenda.arrange(tx, carried, to, actor, bot.clock.now()))
  await opens(ida, carried)
  expect(ida.words()).toContain('Opfølgning: Noah Berg, 3 år')
  await withdraws(item)
  await opens(ida, carried)
  expect(ida.words()).toContain('Opfølgning: et barn på 3 år')
  expect(ida.words()).toContain('spørg Lone Holm.')
})
