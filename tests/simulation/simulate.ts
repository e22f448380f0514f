import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { createChair } from './chair.ts'
import { chanceFrom } from './chance.ts'
import { type Chronicle, count, newChronicle } from './chronicle.ts'
import { createDoers } from './doers.ts'
import { at, atWork, later, today } from './hours.ts'
import { reckonPoints } from './ladders.ts'
import { begins, createLeader } from './leader.ts'
import { createMembers, planAbsences, planBlocks, planComings, planLeavings } from './members.ts'
import { settle } from './population.ts'
import { reckon } from './reckoning.ts'
import { planRhythms } from './rhythms.ts'
import { timeline as newTimeline } from './timeline.ts'
import { openTown, type Sent, tenantId } from './town.ts'
import { createWitness, type Witness } from './witness.ts'
import type { World } from './world.ts'

export interface Options {
  seed: number
  teams: number
  year: number
  /** told now and then how far the year is: two hundred teams take a while */
  progress?(now: Date, chronicle: Chronicle): void
}

export interface Year {
  chronicle: Chronicle
  witness: Witness
  /** milliseconds */
  took: number
}

/** Lives through a year of a municipality with the whole product, and tells what happened. */
export async function simulate({ seed, teams, year, progress }: Options): Promise<Year> {
  const begun = performance.now()
  const chance = chanceFrom(seed)
  const first = at(`${year}-01-01` as Day, '09:00')
  const chronicle = newChronicle(
    first,
    at(`${year}-12-01` as Day, '00:00'),
    at(`${year}-12-10` as Day, '00:00'),
  )
  const line = newTimeline()
  const witness = createWitness(chronicle, () => town)
  let react: (sent: Sent) => void = () => undefined
  const town = await openTown(chance, first, sent => {
    chronicle.sent.push(sent)
    count(chronicle, 'messages')
    witness.reached(sent)
    react(sent)
  })
  try {
    const population = await settle(town, chance, teams)
    const world: World = { town, chance, population, chronicle, timeline: line, witness }
    react = reactions(world)
    planAbsences(world, year)
    planBlocks(world)
    planComings(world)
    planDowntimes(world, year)
    planRhythms(world)
    planLeavings(world)
    planPolicies(world, year)
    // A month more, in which nothing new is agreed: every ladder ends in it.
    await runThrough(world, at(`${year + 1}-01-31` as Day, '23:00'), progress)
    reckon(chronicle, witness, town, population.teams)
    await reckonPoints(chronicle, witness, town, population.teams)
    return { chronicle, witness, took: performance.now() - begun }
  } finally {
    await town.stop()
  }
}

/** People answer what reaches them, each in their own time. */
function reactions(world: World): (sent: Sent) => void {
  const { chance, population, timeline, town } = world
  const doers = createDoers(world)
  const leader = createLeader(world, createChair(world, doers))
  const members = createMembers(world)
  begins(world, leader)

  function onPoll(personId: string, pollId: string, reminded: boolean): void {
    const habit = population.people.get(personId)?.habit ?? 'careful'
    if (habit === 'silent') asksByTelephone(personId, pollId)
    if (habit === 'silent' || (reminded && chance.happens(0.3))) return
    const days: [number, number] = reminded ? [0, 1] : habit === 'late' ? [4, 9] : [0, 4]
    timeline.at(atWork(chance, town.now(), ...days), () => members.answersPoll(personId, pollId))
  }

  /** Some leaders ask who never answers, and write it down. */
  function asksByTelephone(personId: string, pollId: string): void {
    if (!chance.happens(0.2)) return
    const leader = population.leaders.get(town.rows.poll(pollId).teamId) ?? ''
    timeline.at(atWork(chance, town.now(), 1, 4), () => members.answersPoll(personId, pollId, leader))
  }

  function onForm(personId: string, itemId: string): void {
    if (!chance.happens(0.6)) return
    timeline.at(atWork(chance, town.now(), 0, 5), () => members.handsIn(personId, itemId))
  }

  const onResult = (pollId: string) =>
    timeline.at(atWork(chance, town.now(), 0, 1), () => leader.decides(pollId))

  return sent => {
    const { kind, subjectId, personId, buttons } = sent
    doers.hears(sent)
    if (kind === 'poll.invitation')
      for (const pollId of new Set(
        buttons.flatMap(one => (one.verb === 'poll.answer' ? [String(one.pollId)] : [])),
      ))
        onPoll(personId, pollId, false)
    if (kind === 'poll.result') onResult(subjectId)
    if (kind === 'poll.confirmed') leader.hears(subjectId)
    const proposal = buttons.find(one => one.verb === 'next.ask')
    if (proposal && chance.happens(0.7))
      timeline.at(atWork(chance, town.now(), 0, 6), () => leader.takesUp(proposal))
    if (kind === 'form.ask') onForm(personId, subjectId)
    if (kind !== 'digest') return
    for (const { verb, pollId, itemId } of buttons) {
      if (verb === 'poll.open') onPoll(personId, String(pollId), true)
      if (verb === 'poll.status') onResult(String(pollId))
      if (verb === 'form.open') onForm(personId, String(itemId))
    }
  }
}

/** A day in spring, a week in autumn over the change of the clock. */
function planDowntimes({ chronicle }: World, year: number): void {
  chronicle.downtimes.push(
    { from: at(`${year}-03-10` as Day, '07:00'), until: at(`${year}-03-11` as Day, '07:30') },
    { from: at(`${year}-10-21` as Day, '11:00'), until: at(`${year}-10-28` as Day, '10:15') },
  )
}

/** In July the municipality lets a date to which all can be fixed by itself (decision 0012). */
function planPolicies({ town, timeline }: World, year: number): void {
  const store = createPolicyStore()
  timeline.at(at(`${year}-07-01` as Day, '08:00'), () =>
    town.db.write(tx => store.put(tx, tenantId, 'pollClosing', '"confirmUnanimous"', town.now())),
  )
}

async function runThrough(
  { town, chance, chronicle, timeline }: World,
  end: Date,
  progress: Options['progress'],
): Promise<void> {
  await town.runDue()
  let month = ''
  for (;;) {
    const due = await town.nextDueAt()
    const next = [timeline.next(), due && due > town.now() ? due : null]
      .filter(one => one !== null)
      .toSorted((a, b) => a.getTime() - b.getTime())[0]
    if (!next || next > end) return
    const down = chronicle.downtimes.find(({ from, until }) => from <= next && next < until)
    if (down) {
      // Nobody can click, and nothing leaves; what people wanted to do they do some time afterwards.
      for (let waiting = timeline.take(down.until); waiting; waiting = timeline.take(down.until))
        timeline.at(atWork(chance, later(down.until, 0), 0, 1), waiting)
      town.moveTo(down.until)
    } else town.moveTo(next)
    for (let what = timeline.take(town.now()); what; what = timeline.take(town.now())) await what()
    await town.runDue()
    if (month !== today(town.now()).slice(0, 7)) progress?.(town.now(), chronicle)
    month = today(town.now()).slice(0, 7)
  }
}
