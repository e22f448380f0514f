import type { Team } from '../../src/features/teams/model.ts'
import type { Day } from '../../src/shared/day.ts'
import { stepped } from '../support/plain-calendar.ts'
import { count, isAway, keep } from './chronicle.ts'
import { at, atWork, later, today } from './hours.ts'
import { isOpen, note } from './ledger.ts'
import { arrivalOf, chatOf } from './population.ts'
import type { SlotRow } from './rows.ts'
import type { World } from './world.ts'

/** What everybody else does: answer, fill in forms, be away, come and go, block the bot and come back. */
export interface Members {
  /**
   * asked, or reminded
   * @param leader who writes down what somebody said who does not answer themself (R-POLL-2)
   */
  answersPoll(personId: string, pollId: string, leader?: string): Promise<void>
  handsIn(personId: string, itemId: string): Promise<void>
}

export function createMembers(world: World): Members {
  const { town, chance, population, chronicle } = world
  const { rows } = town

  /** Somebody who looks in their own calendar: meetings, and what they have promised in other polls. */
  function isTaken(personId: string, pollId: string, slot: SlotRow): boolean {
    const near = 30 * 60_000
    const others = rows.all(
      `SELECT PollSlot.startAt, PollSlot.endAt FROM PollAnswer JOIN PollSlot ON PollSlot.id = PollAnswer.slotId
       JOIN Poll ON Poll.id = PollSlot.pollId
       WHERE personId = ? AND answer <> 'no' AND status = 'open' AND Poll.id <> ?`,
      personId,
      pollId,
    )
    const spans = [
      ...rows.engagements(personId),
      ...others.map(row => ({ startAt: new Date(String(row.startAt)), endAt: new Date(String(row.endAt)) })),
    ]
    return spans.some(
      one =>
        one.startAt.getTime() - near < slot.endAt.getTime() &&
        slot.startAt.getTime() < one.endAt.getTime() + near,
    )
  }

  async function answersPoll(personId: string, pollId: string, leader?: string): Promise<void> {
    const poll = rows.poll(pollId)
    const member = rows.members(poll.teamId).some(one => one.personId === personId)
    if (poll.status !== 'open' || !member || (!leader && town.blocked.has(personId))) return
    const stored = await town.services.polls.find(town.db.reader, pollId)
    if (!stored) return
    const { hindered } = await town.services.polls.view(town.db.reader, stored, town.now())
    const shownTaken = new Set(hindered.filter(one => one.personId === personId).map(one => one.slotId))
    const obliging = population.people.get(personId)?.habit === 'obliging'
    const before = rows.answers(pollId, personId)
    const given: Record<string, string> = {}
    for (const slot of rows.slots(pollId)) {
      const said = before.get(slot.id)
      const cannot = obliging
        ? shownTaken.has(slot.id)
        : isTaken(personId, pollId, slot) || isAway(chronicle, personId, today(slot.startAt))
      const free = obliging ? 'yes' : chance.of(['yes', 'yes', 'yes', 'yes', 'ifNeeded', 'no'])
      given[`slot:${slot.id}`] = said ?? (cannot ? 'no' : free)
    }
    const whose = leader ? { personId } : {}
    await town.press(leader ?? personId, 'poll.answer', { pollIds: pollId, ...whose, ...given })
    if (rows.answers(pollId, personId).size < Object.keys(given).length) {
      count(chronicle, 'answers refused')
      return
    }
    keep(chronicle.answered, `${pollId} ${personId}`, town.now())
    count(chronicle, leader ? 'answers recorded for somebody' : 'answers')
  }

  async function handsIn(personId: string, itemId: string): Promise<void> {
    const item = rows.item(itemId)
    const known = rows.formStatus(itemId)
    if (item?.status !== 'open' || item.formFillerId !== personId || known?.status === 'submitted') return
    if (item.meetingId === null || rows.meeting(item.meetingId).status !== 'planned') return
    const { preparation, agenda } = town.services
    const actor = await town.actor(personId)
    await town.db.write(async tx => {
      const found = await agenda.get(tx, itemId)
      let form = await preparation.begin(tx, found, actor, town.now())
      if (!form) throw new Error('the form could not be begun')
      const perspectives = {
        child: 'At der er ro.',
        childReason: '',
        parents: 'De ser det samme.',
        talked: 'Mandag',
        parentsReason: '',
      }
      const placement = { own: 'attention', reason: 'Det er blevet tydeligere.' } as const
      const one = await preparation.saveStep(
        tx,
        found,
        form,
        'perspectives',
        perspectives,
        0,
        actor,
        town.now(),
      )
      form = one.form
      const two = await preparation.saveStep(tx, found, form, 'placement', placement, 0, actor, town.now())
      await preparation.submit(tx, found, two.form, actor, town.now())
    })
    if (rows.formStatus(itemId)?.status !== 'submitted') throw new Error('a form could not be handed in')
    // Whether the form of a named child may go out is the consent's matter, of which others see to (tests/histories).
    if (item.childId === null) chronicle.submitted.push({ meetingId: item.meetingId, at: town.now() })
    count(chronicle, 'forms handed in')
  }

  return { answersPoll, handsIn }
}

/** Holidays, courses and illness, all over the year: known some days ahead, some taken back. */
export function planAbsences(world: World, year: number): void {
  const { town, chance, population, timeline } = world
  const first = `${year}-01-02` as Day
  for (const { personId } of population.people.values()) {
    const spells = [{ from: stepped(first, chance.between(170, 205)), days: chance.between(7, 20) }]
    for (let more = chance.between(0, 3); more > 0; more -= 1)
      spells.push({ from: stepped(first, chance.between(10, 350)), days: chance.between(0, 6) })
    for (const { from, days } of spells) {
      const toDay = stepped(from, days)
      const told = atWork(chance, later(at(from, '08:00'), -chance.between(0, 40)), 0, 0)
      timeline.at(told < town.now() ? town.now() : told, () => away(world, personId, from, toDay))
    }
  }
}

async function away(world: World, personId: string, fromDay: Day, toDay: Day): Promise<void> {
  const { town, chance, chronicle, timeline } = world
  const { people } = town.services
  const actor = await town.actor(personId)
  const now = town.now()
  const wrong = await town.db.write(tx =>
    people.addAbsence(tx, actor, { fromDay, toDay, today: today(now) }, now),
  )
  if (wrong) return
  const absence = { fromDay, toDay, withdrawnAt: null as Date | null }
  keep(chronicle.absences, personId, absence)
  count(chronicle, 'absences')
  if (!chance.happens(0.1)) return
  timeline.at(atWork(chance, at(fromDay, '08:00'), 0, 1), async () => {
    const [row] = town.rows.all(
      'SELECT id FROM Absence WHERE personId = ? AND fromDay = ? AND toDay = ?',
      personId,
      fromDay,
      toDay,
    )
    if (!row) return
    await town.db.write(tx => people.removeAbsence(tx, actor, String(row.id), town.now()))
    absence.withdrawnAt = town.now()
    count(chronicle, 'absences taken back')
  })
}

/** Some block the bot, and come back after days or weeks. */
export function planBlocks(world: World): void {
  const { town, chance, population, chronicle, timeline } = world
  const leaders = new Set(population.leaders.values())
  const others = [...population.people.values()].filter(one => !leaders.has(one.personId))
  for (const person of chance.some(others, Math.ceil(others.length / 60))) {
    const from = atWork(chance, later(town.now(), chance.between(20, 300)), 0, 0)
    const until = atWork(chance, later(from, chance.between(1, 40)), 0, 0)
    chronicle.blocks.push({ personId: person.personId, from, until })
    timeline.at(from, async () => {
      town.blocked.add(person.personId)
      count(chronicle, 'people who blocked the bot')
    })
    timeline.at(until, async () => {
      town.blocked.delete(person.personId)
      await town.db.write(tx =>
        town.services.people.register(tx, arrivalOf(person), chatOf(person), town.now()),
      )
    })
  }
}

/** In the team's place of somebody comes somebody else; what they had agreed to do is the leader's to hand out. */
async function replaces(
  { town, chance, population, chronicle }: World,
  team: Team,
  goesId: string,
): Promise<void> {
  const leader = await town.actor(population.leaders.get(team.id) ?? '')
  const here = town.rows.members(team.id)
  const goes = here.find(member => member.personId === goesId)
  if (!goes) return
  const gone = new Set(chronicle.blocks.map(one => one.personId))
  const comes = chance.of(
    [...population.people.values()].filter(
      one => !gone.has(one.personId) && !here.some(member => member.personId === one.personId),
    ),
  )
  await town.db.write(tx => town.services.teams.removeMember(tx, team, goesId, leader, town.now()))
  chronicle.left.push({ teamId: team.id, personId: goesId, at: town.now() })
  for (const point of town.rows.points('teamId', team.id))
    if (chronicle.points.has(point.id) && note(town, chronicle, point.id))
      count(chronicle, 'points whose owner left')
  const place = {
    personId: comes.personId,
    profession: goes.profession as typeof comes.profession,
    required: goes.required,
  }
  await town.db.write(tx => town.services.teams.addMember(tx, team, place, leader, town.now()))
  count(chronicle, 'members replaced')
}

/** Every team loses somebody and gets somebody now and then. */
export function planComings(world: World): void {
  const { town, chance, population, timeline } = world
  for (const team of population.teams) {
    if (!chance.happens(0.4)) continue
    const when = atWork(chance, later(town.now(), chance.between(30, 300)), 0, 0)
    timeline.at(when, () => leaves(team, 8))
  }

  /** Whoever goes has something left to do, if anybody has in the next weeks. */
  async function leaves(team: Team, patience: number): Promise<void> {
    const others = town.rows.members(team.id).filter(member => !member.coordinator)
    const busy = others.filter(({ personId }) =>
      town.rows.points('ownerId', personId).some(point => point.teamId === team.id && isOpen(point)),
    )
    if (busy.length === 0 && patience > 0)
      timeline.at(atWork(chance, town.now(), 3, 3), () => leaves(team, patience - 1))
    else await replaces(world, team, chance.of(busy.length > 0 ? busy : others).personId)
  }
}

/** Some leave the municipality for good: Teams reaches them no more, and their teams replace them some weeks later. */
export function planLeavings(world: World): void {
  const { town, chance, population, chronicle, timeline } = world
  const leaders = new Set(population.leaders.values())
  const known = new Set(chronicle.blocks.map(one => one.personId))
  const others = [...population.people.values()].filter(
    ({ personId }) => !leaders.has(personId) && !known.has(personId),
  )
  for (const { personId } of chance.some(others, Math.ceil(others.length / 40))) {
    const from = atWork(chance, later(town.now(), chance.between(60, 290)), 0, 0)
    chronicle.blocks.push({ personId, from, until: new Date(8_640_000_000_000_000) })
    timeline.at(from, async () => {
      town.blocked.add(personId)
      count(chronicle, 'people who left the municipality')
    })
    for (const team of population.teams)
      timeline.at(atWork(chance, from, 3, 25), () => replaces(world, team, personId))
  }
}
