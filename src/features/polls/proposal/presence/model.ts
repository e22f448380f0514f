import type { Day } from '../../../../shared/day.ts'
import type { Away, Diary, Span } from '../../../meetings/availability/model.ts'
import { type Seat, seatsOf, type Voter } from '../../model.ts'

/** Who would be at a meeting, as far as is known without asking. Each list is in the order of ids. */
export interface Presence {
  away: string[]
  /** in another meeting, on the way to or from one, or busy in their own calendar */
  busy: string[]
  /** free, but another team may yet meet then: they have answered its poll that they can */
  promised: string[]
  /** seats that nobody fills */
  empty: Seat[]
}

export interface Attendance {
  /** where */
  place: string
  members: readonly Voter[]
  absences: readonly Away[]
  diary: Diary
}

/** Who would be there on a day at a time (R-POLL-1, R-TEAM-4). */
export function presenceAt(day: Day, span: Span, attendance: Attendance): Presence {
  const { place, members, absences, diary } = attendance
  const ids = members.map(({ personId }) => personId).toSorted()
  const gone = new Set(
    absences.filter(one => one.fromDay <= day && day <= one.toDay).map(one => one.personId),
  )
  const clashes = new Map(ids.map(id => [id, diary.clashes(id, span, place)]))
  const has = (id: string, promised: boolean) =>
    clashes.get(id)?.some(({ kind }) => (kind === 'promised') === promised) === true
  const away = ids.filter(id => gone.has(id))
  const busy = ids.filter(id => !gone.has(id) && has(id, false))
  const absent = new Set([...away, ...busy])
  return {
    away,
    busy,
    promised: ids.filter(id => !absent.has(id) && has(id, true)),
    empty: seatsOf(members).filter(({ personIds }) => personIds.every(id => absent.has(id))),
  }
}
