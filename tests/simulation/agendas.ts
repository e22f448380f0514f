import { type Chronicle, count } from './chronicle.ts'
import { today } from './hours.ts'
import { isOpen } from './ledger.ts'
import type { CarrierRow, MeetingRow, Rows } from './rows.ts'
import type { Wrong } from './witness.ts'

/** So long a leader may take to write the minutes before others see to what stands on their agenda. */
const patienceMs = 14 * 86_400_000

/**
 * What is unfinished stands on the agenda of the next meeting, once (R-AGENDA-4): looked at when a meeting begins, and
 * when the year is over.
 */
export function createAgendaWitness(
  chronicle: Chronicle,
  rows: () => Rows,
  complain: (wrong: Wrong, what: string) => void,
): { meets(meetingId: string, now: Date): void } {
  /** Seen to elsewhere: at a meeting whose minutes are being written, or where somebody has put it. */
  function isElsewhere({ id, meetingId, status }: CarrierRow, since: Date): boolean {
    if (status !== 'open') return false
    if (chronicle.byHand.has(id)) return true
    if (meetingId === null) return false
    const { status: stands, endAt } = rows().meeting(meetingId)
    return stands === 'running' && since.getTime() - endAt.getTime() < patienceMs
  }

  /** Exactly one item of this agenda carries it; fewer only where somebody has said so. */
  function checkOnce(meeting: MeetingRow, carriers: CarrierRow[], what: string, now: Date): void {
    const here = carriers.filter(one => one.meetingId === meeting.id)
    const standing = here.filter(({ status }) => status === 'open' || status === 'held')
    const stand = carriers.map(({ id, meetingId, status }) => {
      const on = meetingId === null ? 'waiting' : rows().meeting(meetingId)
      return `${id} ${status} ${typeof on === 'string' ? on : `${on.status} ${on.startAt.toISOString()}`}`
    })
    const who = `${what} at ${meeting.id} of ${meeting.startAt.toISOString()}, ${now.toISOString()}: ${stand.join('; ')}`
    if (standing.length > 1) complain('carried twice', who)
    if (standing.length > 0) return void count(chronicle, 'carried on, at a meeting')
    if (here.some(({ id }) => chronicle.byHand.has(id))) return
    const carriedAt = meeting.dueAt < now ? meeting.dueAt : now
    if (!carriers.some(one => isElsewhere(one, carriedAt))) complain('lost', who)
  }

  return {
    meets(meetingId, now) {
      const meeting = rows().meeting(meetingId)
      const { teamId } = meeting
      const points = rows().carriers(teamId, 'carriedActionPointId')
      for (const point of rows().points('teamId', teamId))
        if (isOpen(point))
          checkOnce(
            meeting,
            points.filter(({ carries }) => carries === point.id),
            `action point ${point.id}`,
            now,
          )
      const items = rows().carriers(teamId, 'carriedItemId')
      for (const itemId of rows().followUpsDue(teamId, today(meeting.startAt))) {
        const carriers = items.filter(({ carries }) => carries === itemId)
        count(chronicle, 'follow-ups due')
        // Once it was held, or turned into something else, it is followed up.
        if (!carriers.some(({ status }) => status === 'held' || status === 'replaced'))
          checkOnce(meeting, carriers, `follow-up of ${itemId}`, now)
      }
    },
  }
}
