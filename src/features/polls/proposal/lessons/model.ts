import { type Answer, seatsOf, type Voter } from '../../model.ts'

/** A weekday's morning or afternoon: what people mean when they say that a time does not suit them. */
export interface HalfDay {
  /** ISO */
  weekday: number
  half: (typeof halves)[number]
}

/** What somebody answered to a slot that they were asked about. */
export interface Said extends HalfDay {
  /** which of the slots */
  slotId: string
  personId: string
  answer: Answer
}

/** What a time would be worth, by what was answered to others. */
export interface Verdict {
  /** a seat was filled at no such time: on the same weekday, or on several others in the same half of the day */
  refused: 'day' | 'half' | null
  /** how likely it is that people cannot come: 0 when all could at such times; a seat counts more than a person */
  doubts: number
}

/** Who has said no to what, of a seat that nobody filled then. */
export interface Refusal {
  half: HalfDay['half']
  /** ISO; empty: whatever the day */
  weekdays: number[]
  /** in the order of ids */
  personIds: string[]
}

export interface Lessons {
  about(at: HalfDay): Verdict
  /** For the sentence that explains what was left out. */
  refusals: readonly Refusal[]
}

/** The half of the day in which a meeting at that wall time begins. */
export const halfOf = (time: string): HalfDay['half'] => (time < '12:00' ? 'morning' : 'afternoon')

/** So many refused weekdays are taken for the half-day itself. */
const fewestDays = 2
const doubt: Record<Answer, number> = { yes: 0, ifNeeded: 0.5, no: 2 }
/** of whom nothing is known; of whom only the same half of other days is, it is half of each */
const unknown = 1
const seatWeight = 2
const halves = ['morning', 'afternoon'] as const

/**
 * What the answers so far tell of other times (R-POLL-4): a seat that was never filled on a weekday's morning will not
 * be on the next one, and one that was empty on several mornings but never filled on any is not for mornings. A no beside
 * a yes to the like was about its date.
 */
export function lessonsOf(said: readonly Said[], members: readonly Voter[]): Lessons {
  const all = seatsOf(members)
  const seats = all.map(({ personIds }) => {
    const own = said.filter(({ personId }) => personIds.includes(personId))
    const filled = new Set(own.filter(({ answer }) => answer !== 'no').map(({ slotId }) => slotId))
    return {
      filled: own.filter(one => filled.has(one.slotId)),
      empty: own.filter(one => !filled.has(one.slotId)),
    }
  })

  const onDay = (at: HalfDay) =>
    seats.flatMap(({ filled, empty }) =>
      filled.some(one => same(one, at)) ? [] : empty.filter(one => same(one, at)),
    )
  const inHalf = (half: HalfDay['half']) =>
    seats.flatMap(({ filled, empty }) => {
      const refused = empty.filter(one => one.half === half)
      const days = new Set(refused.map(({ weekday }) => weekday))
      return filled.some(one => one.half === half) || days.size < fewestDays ? [] : refused
    })

  function doubtOf(id: string, at: HalfDay): number {
    const half = said.filter(one => one.personId === id && one.half === at.half)
    const day = half.filter(({ weekday }) => weekday === at.weekday)
    if (day.length > 0) return leastDoubt(day)
    return half.length > 0 ? (unknown + leastDoubt(half)) / 2 : unknown
  }

  return {
    about: at => ({
      refused: onDay(at).length > 0 ? 'day' : inHalf(at.half).length > 0 ? 'half' : null,
      doubts:
        sum(members.map(({ personId }) => doubtOf(personId, at))) +
        seatWeight * sum(all.map(({ personIds }) => Math.min(...personIds.map(id => doubtOf(id, at))))),
    }),
    refusals: halves.flatMap(half => refusalsIn(half, idsOf(inHalf(half)), at => idsOf(onDay(at)))),
  }
}

/** One for the whole half of the day, and one for each group of people who refused other weekdays of it. */
function refusalsIn(
  half: HalfDay['half'],
  whole: readonly string[],
  onDay: (at: HalfDay) => readonly string[],
): Refusal[] {
  const found = new Map<string, Refusal>()
  for (const weekday of [1, 2, 3, 4, 5]) {
    const personIds = onDay({ weekday, half }).filter(id => !whole.includes(id))
    if (personIds.length === 0) continue
    const known = found.get(personIds.join()) ?? { half, weekdays: [], personIds }
    known.weekdays.push(weekday)
    found.set(personIds.join(), known)
  }
  return [...(whole.length > 0 ? [{ half, weekdays: [], personIds: [...whole] }] : []), ...found.values()]
}

const same = (one: HalfDay, other: HalfDay) => one.half === other.half && one.weekday === other.weekday
const idsOf = (answers: readonly Said[]) => [...new Set(answers.map(({ personId }) => personId))].toSorted()
const leastDoubt = (answers: readonly Said[]) => Math.min(...answers.map(({ answer }) => doubt[answer]))
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
