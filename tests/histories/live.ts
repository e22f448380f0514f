import { chanceFrom } from '../simulation/chance.ts'
import * as acts from './acts.ts'
import { type Act, learn } from './acts.ts'
import * as consents from './consents.ts'
import { everybodyHasIt, looks } from './looks.ts'
import { holds, readsUp } from './meetings.ts'
import * as papers from './papers.ts'
import { type House, openTown, type Town } from './town.ts'
import { type Wrong, wrongs } from './witness.ts'

/** What came of so many histories. */
export interface Lived {
  /** matters: each with its own consents, topics, form and meetings */
  histories: number
  complaints: Record<Wrong, string[]>
  counts: Record<string, number>
}

type Weighed = readonly (readonly [Act, number])[]

const coming: Weighed = [
  [acts.adds, 3],
  [acts.arranges, 3],
  [consents.consents, 6],
  [papers.fillsIn, 5],
  [acts.rewrites, 2],
  [acts.joins, 1],
  [acts.leaves, 1],
  [acts.invites, 1.5],
  [acts.uninvites, 0.7],
  [consents.ends, 1],
  [consents.endsAmongClicks, 1],
  [consents.refuses, 0.7],
  [papers.contributes, 4],
  [papers.corrects, 3],
  [papers.asksForPaper, 2.5],
  [papers.fetchesPaper, 0.5],
  [consents.narrows, 1.3],
  [consents.refusesByMistake, 0.5],
  [consents.redelivers, 2],
  [acts.stops, 0.8],
  [acts.deletes, 0.5],
  [acts.moves, 0.7],
  [acts.anonymises, 0.5],
  [acts.movesTheMeeting, 0.8],
  [acts.cancels, 0.1],
]
/** While messages wait, what they were to bring is taken back, and people go. */
const amid: Weighed = [
  ...coming,
  [consents.ends, 8],
  [consents.refuses, 3],
  [acts.leaves, 3],
  [acts.uninvites, 3],
]
const after: Weighed = [
  [readsUp, 4],
  [acts.joins, 3],
  [acts.leaves, 1],
  [consents.ends, 1.5],
  [consents.endsAmongClicks, 0.5],
  [consents.redelivers, 3],
  [consents.consents, 1],
  [papers.fillsIn, 1],
  [acts.invites, 0.5],
]

/** A moment of a history: what is done then, and how much of it. */
interface Stage {
  at: string
  acts: Weighed
  most: number
  /** Teams is slow then: what is sent waits while people go on */
  slow?: true
  first?: Act
  /** what people look at then, in the first place */
  about?: RegExp
}

const ofMeetings = /^(minutes|action|run|form|contribution|agenda)\./

/** The meeting is on Tuesday 24 November at 9.00, its forms leave on Friday the 20th at 12.00. */
const stages: readonly Stage[] = [
  { at: '2026-11-09T09:00:00Z', acts: coming, most: 3 },
  { at: '2026-11-11T09:00:00Z', acts: coming, most: 3 },
  { at: '2026-11-18T12:00:00Z', acts: coming, most: 2 },
  { at: '2026-11-20T10:30:00Z', acts: coming, most: 2 },
  { at: '2026-11-20T11:00:00Z', acts: amid, most: 2, slow: true },
  { at: '2026-11-23T09:00:00Z', acts: coming, most: 2 },
  { at: '2026-11-24T08:05:00Z', acts: after, most: 1, first: holds, about: ofMeetings },
  { at: '2026-11-25T09:00:00Z', acts: after, most: 2, about: ofMeetings },
  { at: '2027-01-08T11:00:00Z', acts: coming, most: 1, slow: true },
  { at: '2027-11-23T09:00:00Z', acts: after, most: 1, first: readsUp, about: ofMeetings },
]

interface Options {
  count: number
  seed: number
  /** of so many that share the work, which one this is */
  lane?: number
  lanes?: number
}

const perHouse = 3
const perTown = 90
/** The people of one town sit in many teams, as outreach advisors do. */
const peopleInTown = 16

/**
 * Lives through so many histories, many of them in one town at a time.
 * @param options `seed`: the same one makes the same histories, however many lanes there are
 * @param progress is told how many are over
 */
export async function live(
  { count, seed, lane = 0, lanes = 1 }: Options,
  progress: (over: number) => void = () => undefined,
): Promise<Lived> {
  const lived = nothingLived()
  for (let town = lane; town * perTown < count; town += lanes) {
    const houses = Math.ceil(Math.min(perTown, count - town * perTown) / perHouse)
    await liveThrough(seed * 100_003 + town, houses, lived)
    progress(lived.histories)
  }
  return lived
}

export const nothingLived = (): Lived => ({
  histories: 0,
  complaints: Object.fromEntries(wrongs.map(wrong => [wrong, []])) as unknown as Lived['complaints'],
  counts: {},
})

/** What came of histories that were lived through beside each other. */
export function together(all: readonly Lived[]): Lived {
  const sum = nothingLived()
  for (const { histories, complaints, counts } of all) {
    sum.histories += histories
    for (const wrong of wrongs) sum.complaints[wrong].push(...complaints[wrong])
    for (const [what, many] of Object.entries(counts)) sum.counts[what] = (sum.counts[what] ?? 0) + many
  }
  return sum
}

async function liveThrough(seed: number, houses: number, lived: Lived): Promise<void> {
  const town = await openTown(chanceFrom(seed), { houses, people: peopleInTown })
  try {
    for (const house of town.houses)
      for (const act of [acts.adds, acts.arranges, consents.consents, papers.fillsIn])
        for (let child = 0; child < perHouse; child += 1) await does(town, house, act)
    for (const house of town.houses) await does(town, house, papers.contributes)
    for (const stage of stages) await passes(town, stage)
  } finally {
    const { complaints, counts } = town.witness
    for (const [wrong, list] of complaints)
      lived.complaints[wrong].push(...list.map(one => `seed ${seed}: ${one}`))
    for (const [what, many] of counts) lived.counts[what] = (lived.counts[what] ?? 0) + many
    lived.histories += houses * perHouse
    await town.stop()
  }
}

async function passes(town: Town, stage: Stage): Promise<void> {
  const { bot, chance, houses } = town
  bot.clock.set(stage.at)
  // What Teams refuses now leaves minutes later, from what is so then.
  if (stage.slow)
    bot.teams.next.push(...Array.from({ length: houses.length * 3 }, () => ({ status: 429, retryAfter: 60 })))
  await town.runDue()
  for (const house of houses) {
    if (stage.first && chance.happens(0.8)) await does(town, house, stage.first, stage.about)
    for (let left = chance.between(1, stage.most); left > 0; left -= 1)
      await does(town, house, weighed(town, stage.acts), stage.about)
  }
  bot.teams.next.length = 0
  for (let round = 0; round < 2; round += 1) {
    bot.clock.set(new Date(bot.clock.now().getTime() + 120_000))
    await town.runDue()
  }
  for (const house of houses) await everybodyHasIt(town, house)
}

function weighed({ chance }: Town, acts: Weighed): Act {
  let left = chance.next() * acts.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [act, weight] of acts) {
    left -= weight
    if (left < 0) return act
  }
  return acts[0]?.[0] ?? (async () => false)
}

async function does(town: Town, house: House, act: Act, about?: RegExp): Promise<void> {
  const { bot, chance, witness } = town
  learn(town, house)
  try {
    if (await act(town, house)) witness.count('acts')
  } catch (error) {
    witness.complain('faults', `${act.name}: ${error instanceof Error ? error.message : error}`)
  }
  learn(town, house)
  town.hears()
  bot.clock.set(new Date(bot.clock.now().getTime() + 1000))
  for (let more = chance.between(0, 2); more > 0; more -= 1) await looks(town, house, about)
}
