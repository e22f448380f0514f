import type { Planner } from '../../../reminders/planner.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingListener } from '../../meetings/service.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { MinutesStore } from '../store.ts'
import { type Pending, pendingOf, reminderDays } from './model.ts'

export interface PendingDeps {
  store: MinutesStore
  teams: TeamService
  policies: PolicyService
  planner: Planner
}

/** The names of its reminders: the bot's own appointment in the morning, and the line of the digest that follows. */
export const kinds = { due: 'minutes.due', line: 'minutes.pending' } as const

export type PendingMinutes = ReturnType<typeof createPendingMinutes>

/** Minutes that nobody approves, or that are not filed: a dropped link, of which the coordinator is reminded. */
export function createPendingMinutes({ store, teams, policies, planner }: PendingDeps) {
  async function under(tx: Tx, meeting: Meeting, policy: Policy): Promise<Pending | null> {
    const [newest = null] = meeting.status === 'held' ? await store.newest(tx, [meeting.id]) : []
    return pendingOf(meeting, newest, policy, calendarOf(policy))
  }

  /** What the minutes of the meeting wait for now. */
  const of = async (tx: Tx, meeting: Meeting): Promise<Pending | null> =>
    under(tx, meeting, await policies.forTeam(tx, meeting.teamId))

  const keyOf = ({ id }: Meeting, { waitsFor, version }: Pending) => `minutes:${id}:${waitsFor}:${version}`
  const lineScope = ({ id }: Meeting) => `minutes:${id}:line`

  /** Makes the reminders what the minutes wait for now; whoever coordinates then is found on the day itself. */
  async function plan(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    const policy = await policies.forTeam(tx, meeting.teamId)
    const pending = await under(tx, meeting, policy)
    const days = pending ? reminderDays(pending, policy, calendarOf(policy)) : []
    const wishes = days.map(day => ({
      key: `${pending && keyOf(meeting, pending)}:${day}`,
      kind: kinds.due,
      subjectId: meeting.id,
      recipientId: '',
      // Before the digest's own time: the line is there when the digest of that day is made.
      dueAt: instantOf(day, '00:00', policy.zone),
    }))
    await planner.replan(tx, `minutes:${meeting.id}`, wishes, now)
    await planner.replan(tx, lineScope(meeting), [], now)
  }

  const meetingListener: MeetingListener = {
    planned: plan,
    moved: (tx, meeting, _before, now) => plan(tx, meeting, now),
    cancelled: plan,
    held: plan,
  }

  return {
    meetingListener,
    of,
    plan,

    /** The morning of a reminder: the line goes into the digest of whoever coordinates the team now. */
    async came(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
      const policy = await policies.forTeam(tx, meeting.teamId)
      const pending = await under(tx, meeting, policy)
      const today = dayOf(now, policy.zone)
      if (!pending || today < pending.dueDay) return
      const recipientId = await teams.coordinatorOf(tx, meeting.teamId)
      const wish = {
        key: `${keyOf(meeting, pending)}:${today}:${recipientId}`,
        kind: kinds.line,
        subjectId: meeting.id,
        recipientId,
        dueAt: instantOf(today, policy.digestAt, policy.zone),
      }
      await planner.replan(tx, lineScope(meeting), [wish], now, { waiting: 'stays' })
    },

    /** Minutes of these held meetings that are not filed, with the day by which they should be. */
    async unfiled(tx: Tx, held: readonly Meeting[]): Promise<{ meeting: Meeting; pending: Pending }[]> {
      const newest = await store.newest(
        tx,
        held.map(meeting => meeting.id),
      )
      const open = newest.filter(one => !one.filed).map(one => one.meetingId)
      const found: { meeting: Meeting; pending: Pending }[] = []
      for (const meeting of held.filter(({ id }) => open.includes(id))) {
        const pending = await of(tx, meeting)
        if (pending) found.push({ meeting, pending })
      }
      return found
    },
  }
}
