import type { AgendaItem } from '../../src/features/agenda/model.ts'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson } from './bot.ts'
import { buttonTitles, nodes } from './cards.ts'
import { plansMeeting } from './meetings.ts'
import { type Solsikken, startSolsikken } from './solsikken.ts'
import { startKastanjen } from './team.ts'

/** A ressourceteam with a planned meeting, for tests of what comes after the poll. */
export interface PlannedSolsikken extends Solsikken {
  bot: TestBot
  /** Tuesday 24 November 2026 9.00–11.00, due Friday 20 November 12.00 */
  meeting: Meeting
  /** leads another team in the municipality */
  stranger: TestPerson
  actorOf(person: TestPerson): Promise<Actor>
  /** two hours, unless it is said until when */
  plan(startAt: string, endAt?: string): Promise<Meeting>
  /** on the first meeting's agenda, unless it is said on which */
  items(meetingId?: string): Promise<AgendaItem[]>
  firstItem(): Promise<AgendaItem>
}

export async function startPlanned(
  now?: string,
  options: Parameters<typeof startTestBot>[0] = {},
): Promise<PlannedSolsikken> {
  const bot = await startTestBot(now ? { now, ...options } : options)
  const solsikken = await startSolsikken(bot)
  const { bo: stranger } = await startKastanjen(bot, [])
  const plan = (startAt: string, endAt?: string) => plansMeeting(bot, solsikken.team, startAt, endAt)
  const meeting = await plan('2026-11-24T08:00:00Z')
  const { services, db } = bot.app.core
  const items = (meetingId = meeting.id) => services.agenda.ofMeeting(db.reader, meetingId)
  const firstItem = async () => {
    const [item] = await items()
    if (!item) throw new Error('the agenda is empty')
    return item
  }
  return {
    ...solsikken,
    bot,
    meeting,
    stranger,
    plan,
    items,
    firstItem,
    actorOf: person => actorOf(bot, person),
  }
}

/** With a child of Lone's on the agenda, and nobody to fill in a form. */
export async function startWithNoah(...about: Parameters<typeof startPlanned>): Promise<PlannedSolsikken> {
  const at = await startPlanned(...about)
  await addsChild(at.lone)
  await at.lone.presses('Gem', { minutes: 30, formFillerId: 'none' })
  return at
}

/** What is written about a child; every test may change it. */
export const noah = {
  childName: 'Noah Berg',
  age: '3',
  ageUnit: 'years',
  problem: 'Noah trækker sig fra de andre børn, når der er meget larm.',
  question1: 'Hvad kan vi gøre på stuen?',
  question2: 'Hvordan støtter vi forældrene?',
}

/** Types a command. What may not rest in a chat comes as an opener (P2): it is pressed. */
export async function asks(person: TestPerson, command: string): Promise<void> {
  await person.says(command)
  if (buttonTitles(person.card).join() === 'Åbn' || buttonTitles(person.card).join() === 'Open')
    await person.presses(buttonTitles(person.card)[0] ?? '')
}

/** Opens a thing by a click that a card of ours could have made. */
export async function clicks(
  person: TestPerson,
  verb: string,
  payload: Record<string, unknown> = {},
): Promise<void> {
  const answer = await person.sends({ verb, v: 1, n: `${verb}:${Math.random()}`, ...payload })
  if (typeof answer.value !== 'string') person.card = answer.value
}

/** Presses the button whose data has this value: rows of one card have buttons of the same title. */
export async function pressesRow(person: TestPerson, field: string, value: unknown): Promise<void> {
  for (const node of nodes(person.card)) {
    if (node.type !== 'Action.Execute') continue
    const data = node.data as Record<string, unknown>
    if (data[field] !== value) continue
    const answer = await person.sends({ ...data })
    if (typeof answer.value !== 'string') person.card = answer.value
    return
  }
  throw new Error(`no button with ${field} = ${String(value)} on:\n${person.words()}`)
}

/** Puts a child on the next meeting's agenda through the cards; the second step is in hand afterwards. */
export async function addsChild(person: TestPerson, fields: Record<string, unknown> = {}): Promise<void> {
  await asks(person, 'dagsorden')
  await person.presses('Tilføj punkt')
  await pressesRow(person, 'kind', 'child')
  await person.presses('Gem og fortsæt', { ...noah, ...fields })
}

/** The parents take their consent back: asked about on its card, and pressed there. */
export async function endsConsent(person: TestPerson, itemId: string): Promise<void> {
  await clicks(person, 'consent.askEnd', { itemId })
  await person.presses('consent.end')
}

/** Records the consent of both parents through the cards, from the consent's card. */
export async function recordsConsent(
  person: TestPerson,
  change: { recipients?: string; givenOn?: string } = {},
): Promise<void> {
  await pressesRow(person, 'step', 'who')
  await person.presses('Gem og fortsæt', {
    giverName: 'Anna Berg',
    relation: 'mother',
    otherHolder: 'agrees',
  })
  await person.presses('Gem og fortsæt', {
    categories: 'wellbeing,family',
    ...(change.recipients === undefined ? {} : { recipients: change.recipients }),
  })
  await person.presses('Registrér', {
    told: 'refuse,withdraw,consequence,contact,dpo',
    form: 'written',
    givenOn: change.givenOn ?? '2026-10-05',
    evidence: 'Sag 12, bilag 3',
  })
}
