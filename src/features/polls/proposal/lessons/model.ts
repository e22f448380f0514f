import type { Answer, Voter } from '../../model.ts'
import { seatsOf } from '../presence/model.ts'

/** A weekday's morning or afternoon: what people mean when they say that a time does not suit them. */
export interface HalfDay {
  /** ISO */
  weekday: number
  half: 'morning' | 'afternoon'
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
  /** who could not at such a time, of a seat that nobody filled then; in the order of ids */
  refusedBy: string[]
  /** whether it was the same weekday that was refused, or only the same half of other days */
  sameDay: boolean
  /** how likely it is that people cannot come: 0 when all could at such times; a seat counts more than a person */
  doubts: number
}

export interface Lessons {
  about(at: HalfDay): Verdict
}

/** The half of the day in which a meeting at that wall time begins. */
export const halfOf = (time: string): HalfDay['half'] => (time < '12:00' ? 'morning' : 'afternoon')

/** So many refused weekdays are taken for the half-day itself. */
const fewestDays = 2
const doubt: Record<Answer, number> = { yes: 0, ifNeeded: 0.5, no: 2 }
/** of whom nothing is known; of whom only the same half of other days is, it is half of each */
const unknown = 1
const seatWeight = 2

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
  function doubtOf(id: string, at: HalfDay): number {
    const inHalf = said.filter(one => one.personId === id && one.half === at.half)
    const onDay = inHalf.filter(({ weekday }) => weekday === at.weekday)
    const least = (answers: readonly Said[]) => Math.min(...answers.map(({ answer }) => doubt[answer]))
    if (onDay.length > 0) return least(onDay)
    return inHalf.length > 0 ? (unknown + least(inHalf)) / 2 : unknown
  }
  const idsOf = (answers: readonly Said[]) => answers.map(({ personId }) => personId)

  return {
    about(at) {
      const sameHalf = (one: HalfDay) => one.half === at.half
      const same = (one: HalfDay) => sameHalf(one) && one.weekday === at.weekday
      const onDay = seats.flatMap(({ filled, empty }) => (filled.some(same) ? [] : empty.filter(same)))
      const inHalf = seats.flatMap(({ filled, empty }) => {
        const refused = empty.filter(sameHalf)
        const days = new Set(refused.map(({ weekday }) => weekday))
        return filled.some(sameHalf) || days.size < fewestDays ? [] : refused
      })
      return {
        refusedBy: [...new Set(idsOf([...onDay, ...inHalf]))].toSorted(),
        sameDay: onDay.length > 0,
        doubts:
          sum(members.map(({ personId }) => doubtOf(personId, at))) +
          seatWeight * sum(all.map(({ personIds }) => Math.min(...personIds.map(id => doubtOf(id, at))))),
      }
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
