import type { PlannedWish } from '../../../reminders/model.ts'
import { addWorkingDays } from '../../../shared/working-calendar.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import type { Meeting } from '../../meetings/model.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import { planOf } from '../model.ts'

/** Reminder kinds of the forms (R-FORM-1) and of the distribution (R-FORM-10). */
export const formKinds = {
  ask: 'form.ask',
  nudge: 'form.nudge',
  missing: 'form.missing',
  reminded: 'form.reminded',
  unchosen: 'form.unchosen',
  unfilled: 'form.unfilled',
  correcting: 'form.correcting',
  distribute: 'distribution.run',
  late: 'distribution.late',
} as const

/**
 * What a meeting wants of time: the distribution at the deadline, and before it, while something can still be done, the
 * coordinator's lines in the digest, each once.
 * - missing: of what is not handed in, the working day before the deadline;
 * - unchosen: when whoever fills in a form is asked and reminded, of what nobody was chosen for.
 * What has passed is not made up for (`aheadOnly`): at the deadline the coordinator hears of all that is withheld.
 * @example due Fri 20 Nov 2026 12.00: missing is told on Thu 19 Nov at 08.30
 */
export function wishesOfMeeting(
  policy: Policy,
  meeting: Pick<Meeting, 'id' | 'dueAt' | 'zone'>,
  coordinatorId: string,
  now: Date,
): PlannedWish[] {
  const { id: subjectId, dueAt, zone } = meeting
  const before = instantOf(addWorkingDays(dayOf(dueAt, zone), -1, calendarOf(policy)), policy.digestAt, zone)
  const plan = planOf(policy, meeting, now)
  const toCoordinator = (kind: string, key: string, at: Date): PlannedWish => ({
    subjectId,
    key: `${key}:${coordinatorId}`,
    kind,
    recipientId: coordinatorId,
    dueAt: at,
    aheadOnly: true,
  })
  return [
    {
      subjectId,
      key: `distribution:${subjectId}:${dueAt.getTime()}`,
      kind: formKinds.distribute,
      recipientId: '',
      dueAt,
    },
    toCoordinator(formKinds.missing, `form.missing:${subjectId}:${dueAt.getTime()}`, before),
    ...[plan.usualAskAt, ...plan.nudges.map(({ at }) => at)].map(at =>
      toCoordinator(formKinds.unchosen, `form.unchosen:${subjectId}:${at.getTime()}`, at),
    ),
  ]
}
