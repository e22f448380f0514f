import { emptyDetail } from '../../src/features/consent/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import type { Day } from '../../src/shared/day.ts'
import type { CardJson, Outcome } from '../../src/shared/outcome.ts'
import { inputChoices, inputValues, nodes } from '../support/cards.ts'
import { nthWorked } from '../support/plain-calendar.ts'
import { count } from './chronicle.ts'
import type { Doers } from './doers.ts'
import { atWork, closed, today } from './hours.ts'
import type { World } from './world.ts'

/** The meeting itself, as its leader holds it: item by item, with what is agreed, until the minutes are approved. */
export interface Chair {
  /** What is to be talked about: some days after the date was fixed. */
  addsItems(team: Team, meetingId: string): Promise<void>
  /**
   * Starts it now, walks through it, and approves the minutes, at once or later.
   * @param over once, when it is a meeting of the past, whatever becomes of its minutes
   */
  holds(team: Team, meetingId: string, over: () => void): Promise<void>
}

const minute = 60_000
const cardOf = (outcome: Outcome) => ('card' in outcome && outcome.card ? outcome.card.json : null)
const names = ['Noah', 'Alma', 'Viggo', 'Karla', 'Aksel', 'Luna', 'Oskar', 'Freja']
const texts = [
  'Observation på stuen.',
  'Taler med PPR om næste skridt.',
  'Finder materiale om søvn.',
  'Inviterer til netværksmøde.',
]

/** What the button carries that leads there; null where the card has none. */
function wayOf(card: unknown, go: string): object | null {
  for (const node of nodes(card)) {
    const data = node.data as { go?: string } | undefined
    if (node.type === 'Action.Execute' && data?.go === go) return data
  }
  return null
}

export function createChair(world: World, doers: Doers): Chair {
  const { town, chance, population, chronicle, timeline, witness } = world
  const { rows } = town
  const leaderOf = (teamId: string) => population.leaders.get(teamId) ?? ''
  /** What is rare happens to every so many meetings, so that it happens in a small town as well. */
  let begun = 0
  const isQuiet = () => town.now() >= chronicle.quietFrom

  /** @param child somebody is named, and the parents have said yes, mostly */
  async function addsItem(team: Team, meetingId: string, kind: 'childGroup' | 'child' | 'other') {
    const meeting = await town.services.meetings.find(town.db.reader, meetingId)
    if (meeting?.status !== 'planned' || meeting.startAt <= town.now()) return
    const leader = leaderOf(team.id)
    const others = rows.members(team.id).filter(member => member.personId !== leader)
    const actor = await town.actor(leader)
    const named = kind === 'child'
    const content = {
      childName: named ? chance.of(names) : '',
      ageMonths: named ? chance.between(8, 70) : null,
      problem: 'Der er uro ved frokost.',
      questions: named ? ['Hvad kan vi gøre på stuen?'] : [],
    }
    await town.db.write(async tx => {
      const item = await town.services.agenda.add(
        tx,
        {
          team,
          meeting,
          kind,
          content,
          childId: null,
          minutes: 20,
          presenterId: chance.happens(0.5) ? leader : chance.of(others).personId,
          formFillerId: kind === 'other' ? null : chance.of(others).personId,
        },
        actor,
        town.now(),
      )
      if (!named || chance.happens(0.15)) return
      const recipients = (await town.services.agenda.circles(tx, [item])).get(item.id)?.people ?? []
      const detail = {
        ...emptyDetail,
        giverName: 'Anna Berg',
        relation: 'mother',
        otherHolder: 'agrees',
        language: 'dansk',
        purpose: 'At støtte barnet.',
        questions: item.questions,
        categories: ['wellbeing'],
        told: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
        form: 'written',
        evidence: 'Sag 12',
      } as const
      const given = { detail, recipients, givenOn: today(town.now()) }
      await town.services.consents.record(tx, item, given, actor, town.now())
    })
    if (kind !== 'other') count(chronicle, 'forms asked for')
    count(chronicle, 'items added')
  }

  async function addsItems(team: Team, meetingId: string): Promise<void> {
    await addsItem(team, meetingId, 'childGroup')
    if (chance.happens(0.5)) await addsItem(team, meetingId, 'child')
    if (chance.happens(0.4)) await addsItem(team, meetingId, 'other')
    const { startAt } = rows.meeting(meetingId)
    const before = new Date(startAt.getTime() - chance.between(1, 5) * 86_400_000)
    if (before > town.now()) timeline.at(atWork(chance, before, 0, 0), () => tidies(team, meetingId))
  }

  /** Now and then something is put off before the meeting, or deleted from its agenda. */
  async function tidies(team: Team, meetingId: string): Promise<void> {
    const meeting = rows.meeting(meetingId)
    if (meeting.status !== 'planned' || meeting.startAt <= town.now() || isQuiet()) return
    const carried = rows.carriers(team.id, 'carriedActionPointId')
    for (const item of [...carried, ...rows.carriers(team.id, 'carriedItemId')]) {
      if (item.meetingId !== meetingId || item.status !== 'open' || !chance.happens(0.12)) continue
      const verb = chance.happens(0.5) ? 'agenda.delete' : 'agenda.postpone'
      await town.press(leaderOf(team.id), verb, { itemId: item.id })
      chronicle.byHand.add(item.id)
      count(chronicle, verb === 'agenda.delete' ? 'carried items deleted' : 'carried items put off')
    }
  }

  async function holds(team: Team, meetingId: string, over: () => void): Promise<void> {
    witness.meets(meetingId)
    if (!isQuiet()) begun += 1
    if (!isQuiet() && begun % 29 === 17) {
      count(chronicle, 'meetings that nobody started')
      return over()
    }
    await town.press(leaderOf(team.id), 'run.start', { meetingId, sure: true })
    const { endAt } = rows.meeting(meetingId)
    const ends = new Date(Math.max(endAt.getTime(), town.now().getTime() + 30 * minute))
    timeline.at(new Date(ends.getTime() - 10 * minute), () => walks(team, meetingId))
    if (!isQuiet() && begun % 23 === 11) {
      count(chronicle, 'minutes never approved')
      return timeline.at(ends, async () => over())
    }
    const late = !isQuiet() && chance.happens(0.15)
    if (late) count(chronicle, 'minutes approved late')
    const when = late ? atWork(chance, ends, 1, 8) : new Date(ends.getTime() + chance.between(0, 90) * minute)
    if (late) timeline.at(ends, async () => over())
    timeline.at(when, async () => {
      await approves(team, meetingId)
      if (!late) over()
    })
  }

  /** From item to item: some are skipped, some put off, and sometimes the meeting ends before its agenda does. */
  async function walks(team: Team, meetingId: string): Promise<void> {
    const leader = leaderOf(team.id)
    if (chance.happens(0.3)) await notesAbsence(leader, meetingId)
    for (const { id: itemId } of rows.openItems(meetingId)) {
      if (chance.happens(0.05)) return count(chronicle, 'meetings ended early')
      const fate = chance.next()
      if (fate < 0.08) count(chronicle, 'items left untouched')
      else if (fate < 0.16) {
        await town.press(leader, 'run.defer', { itemId })
        if (rows.item(itemId)?.meetingId === meetingId) continue
        chronicle.byHand.add(itemId)
        count(chronicle, 'items put off at the meeting')
      } else await discusses(leader, itemId)
    }
  }

  async function notesAbsence(leader: string, meetingId: string): Promise<void> {
    const card = cardOf(await town.press(leader, 'run.attendance', { meetingId }))
    const way = [...nodes(card)].find(node => node.type === 'Action.Execute' && node.verb === 'run.attend')
    const there = (inputValues(card).present ?? '').split(',').filter(one => one !== '')
    if (!way || there.length < 3) return
    const gone = chance.of(there.filter(one => one !== leader))
    await town.press(leader, 'run.attend', {
      ...(way.data as object),
      present: there.filter(one => one !== gone).join(','),
    })
  }

  /** The three cards of an item: what is said, what comes of it, what is agreed. */
  async function discusses(leader: string, itemId: string): Promise<void> {
    const save = async (card: unknown, go: string, typed: object) =>
      cardOf(await town.press(leader, 'run.save', { ...inputValues(card), ...wayOf(card, go), ...typed }))
    const talk = cardOf(await town.press(leader, 'run.item', { itemId }))
    if (!wayOf(talk, 'result')) return count(chronicle, 'items withheld at the meeting')
    const result = await save(talk, 'result', { summary: 'Vi talte om det, og det går bedre.' })
    const placement = chance.of(inputChoices(result, 'placement'))
    const followUp = chance.happens(0.15)
      ? { followUpDay: nthWorked(today(town.now()), chance.between(20, 45), closed) }
      : {}
    const outcomes = chance.of(['', 'continuedAttention', 'nothingFurther', 'supportInInstitution'])
    const actions = await save(result, 'actions', { placement, outcomes, ...followUp })
    count(chronicle, 'items discussed')
    if (isQuiet()) {
      await save(actions, 'overview', { parentTalkBy: 'nobody' })
      return
    }
    let card = actions
    for (let more = chance.of([0, 1, 1, 2]); more > 0; more -= 1) card = await agrees(card, save)
    await save(card, 'overview', {})
  }

  /** One agreement; now and then all of it in one line, which comes back to be confirmed. */
  async function agrees(
    card: CardJson | null,
    save: (card: unknown, go: string, typed: object) => Promise<CardJson | null>,
  ): Promise<CardJson | null> {
    const owners = inputChoices(card, 'ownerId').filter(one => population.people.has(one))
    if (owners.length === 0) return card
    const dueDay: Day = nthWorked(today(town.now()), chance.between(2, 18), closed)
    const what = chance.of(texts)
    const ownerId = chance.of(owners)
    if (!chance.happens(0.2)) return save(card, 'add', { what, ownerId, dueDay })
    const [, month, day] = dueDay.split('-').map(Number)
    const read = await save(card, 'add', { what: `${what.slice(0, -1)} inden ${day}/${month}`, ownerId })
    if (inputValues(read).dueDay !== dueDay)
      witness.complain('zone', `${day}/${month} was read as ${inputValues(read).dueDay} in ${what}`)
    count(chronicle, 'agreements read from a line')
    return save(read, 'add', {})
  }

  async function approves(team: Team, meetingId: string): Promise<void> {
    const leader = leaderOf(team.id)
    for (const { id: itemId } of rows.openItems(meetingId))
      if (!isQuiet() && !rows.hasResult(itemId, meetingId) && chance.happens(0.1))
        await town.press(leader, 'minutes.further', { itemId })
    await town.press(leader, 'minutes.approve', { meetingId, sure: true })
    if (rows.meeting(meetingId).status !== 'held') throw new Error('a meeting could not be ended')
    chronicle.held.push({ meetingId, at: town.now() })
    count(chronicle, 'meetings held')
    doers.agreed(meetingId)
    if (!chance.happens(0.6)) return
    timeline.at(atWork(chance, town.now(), 1, 8), async () => {
      await town.press(leader, 'minutes.file', { meetingId, version: 1, reference: 'Sag 26-1204' })
      count(chronicle, 'minutes filed')
    })
  }

  return { addsItems, holds }
}
