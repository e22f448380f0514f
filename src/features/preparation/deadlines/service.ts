import type { PlannedWish } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../../agenda/service.ts'
import { saidNo } from '../../consent/model.ts'
import type { ConsentListener, ConsentService } from '../../consent/service.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { Policy } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { type Form, lateNudgeAt, nextDigestAt, planOf, stateOf } from '../model.ts'
import type { FormStore } from '../store.ts'
import { isHandedIn } from '../versions/model.ts'
import { formKinds, wishesOfMeeting } from './model.ts'

export interface FormDeadlineDeps {
  store: FormStore
  agenda: AgendaService
  consents: ConsentService
  meetings: MeetingService
  teams: TeamService
  policies: PolicyService
  planner: Planner
  ids: Ids
}

/**
 * When forms are asked for, reminded of and distributed (R-FORM-1, R-FORM-10): the reminders follow what happens to
 * the item and to its meeting.
 */
export function createFormDeadlines(deps: FormDeadlineDeps) {
  const { store, agenda, consents, meetings, teams, policies, planner, ids } = deps

  /** Makes an item's reminders what its state calls for: nothing once it is handed in, stopped, moved away or off. */
  async function replan(
    tx: Tx,
    item: AgendaItem,
    now: Date,
    options: { settled: boolean } = { settled: false },
  ): Promise<void> {
    const wishes = await wishesOf(tx, item, now)
    await planner.replan(tx, `form:${item.id}`, wishes, now, options)
    // Put off, or its meeting was: the usual reminders lie ahead again.
    const ahead = wishes.some(({ kind, dueAt }) => kind === formKinds.nudge && dueAt > now)
    if (wishes.length === 0 || ahead)
      await planner.replan(tx, lateScope(item), await lateUnchosen(tx, item, now), now)
  }

  /** The forms are out, and nobody is chosen to fill in this one: the coordinator hears of it. */
  async function lateUnchosen(tx: Tx, item: AgendaItem, now: Date): Promise<PlannedWish[]> {
    if (item.meetingId === null || stateOf(item, await store.ofItem(tx, item.id)) !== 'notChosen') return []
    const meeting = await meetings.find(tx, item.meetingId)
    if (meeting?.status !== 'planned' || meeting.distributedAt === null) return []
    const policy = await policies.forTeam(tx, item.teamId)
    const at = lateNudgeAt(policy, meeting, planOf(policy, meeting, now), now)
    const key = `distribution.late:${item.id}::${meeting.id}:${item.fillerRound}`
    return at === null ? [] : [{ key, kind: formKinds.late, subjectId: item.id, recipientId: '', dueAt: at }]
  }

  const lateScope = (item: AgendaItem) => `form.late:${item.id}`

  /** The item's form has just been asked for: too late for the reminders, there is one all the same. */
  async function planLate(tx: Tx, item: AgendaItem, meeting: Meeting, now: Date): Promise<void> {
    const { formFillerId, fillerRound } = item
    const policy = await policies.forTeam(tx, item.teamId)
    const at = lateNudgeAt(policy, meeting, planOf(policy, meeting, now), now)
    if (at === null || formFillerId === null) return
    const which = `${item.id}:${formFillerId}:${meeting.id}:${fillerRound}`
    const about = { subjectId: item.id, dueAt: at }
    const nudge = {
      ...about,
      key: `form.nudge:late:${which}`,
      kind: formKinds.nudge,
      recipientId: formFillerId,
    }
    const late = { ...about, key: `distribution.late:${which}`, kind: formKinds.late, recipientId: '' }
    // Of what is missing when the forms go out, the coordinator hears then, and not the next morning again.
    const goneOut = meeting.distributedAt !== null && now >= meeting.dueAt
    await planner.replan(tx, lateScope(item), goneOut ? [nudge, late] : [nudge], now)
  }

  async function wishesOf(tx: Tx, item: AgendaItem, now: Date): Promise<PlannedWish[]> {
    const { formFillerId, meetingId } = item
    if (item.status !== 'open' || formFillerId === null || meetingId === null) return []
    const meeting = await meetings.find(tx, meetingId)
    if (meeting?.status !== 'planned' || !isUpcoming(meeting, now)) return []
    // Nobody is asked to write about a child whose parents have said no (R-CONS-9, decision 0008).
    if (saidNo(await consents.stateOf(tx, item, now))) return []
    const form = await store.ofItem(tx, item.id)
    const policy = await policies.forTeam(tx, item.teamId)
    if (form && isHandedIn(form))
      return form.status === 'correcting' ? correctionWishes(item, form, meeting, policy) : []
    const plan = planOf(policy, meeting, now)
    const whose = `${item.id}:${formFillerId}`
    return [
      {
        // Asked once for a meeting, whether or not its date is moved: the reminders follow the date.
        key: `form.ask:${whose}:${meetingId}:${item.fillerRound}`,
        kind: formKinds.ask,
        subjectId: item.id,
        recipientId: '',
        dueAt: plan.askAt,
      },
      ...plan.nudges.map(({ workingDays, at }) => ({
        key: `form.nudge:${whose}:${workingDays}:${at.getTime()}`,
        kind: formKinds.nudge,
        subjectId: item.id,
        recipientId: formFillerId,
        dueAt: at,
        aheadOnly: true as const,
      })),
    ]
  }

  /** Once, the next working day: a correction that is not handed in reaches nobody (R-FORM-11). */
  function correctionWishes(item: AgendaItem, form: Form, meeting: Meeting, policy: Policy): PlannedWish[] {
    const { formFillerId: recipientId } = item
    const at = nextDigestAt(policy, meeting, form.updatedAt)
    if (recipientId === null || at === null) return []
    const key = `form.correcting:${form.id}:${recipientId}:${form.version}`
    return [{ key, kind: formKinds.correcting, subjectId: item.id, recipientId, dueAt: at, aheadOnly: true }]
  }

  /** The distribution at the deadline, and the coordinator's line a working day before it. */
  async function replanMeeting(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    await planner.replan(tx, `distribution:${meeting.id}`, await meetingWishes(tx, meeting, now), now)
  }

  async function meetingWishes(tx: Tx, meeting: Meeting, now: Date): Promise<PlannedWish[]> {
    if (!isUpcoming(meeting, now)) return []
    const policy = await policies.forTeam(tx, meeting.teamId)
    return wishesOfMeeting(policy, meeting, await teams.coordinatorOf(tx, meeting.teamId), now)
  }

  /** Of what is not handed in, somebody else has to be chosen: the coordinator hears of it, once for all of it. */
  async function fillerLost(
    tx: Tx,
    items: readonly AgendaItem[],
    personId: string,
    now: Date,
  ): Promise<void> {
    const forms = await store.ofItems(tx, items)
    const open = items.filter(({ id }) => !isHandedIn(forms.get(id) ?? { status: 'draft' }))
    const [first] = open
    if (!first) return
    const recipientId = await teams.coordinatorOf(tx, first.teamId)
    // No item's id: one of them may have to leave no trace, while the message still tells of the others.
    const key = `${formKinds.unfilled}:${ids.next()}`
    const detail = { personId, items: open.map(({ id }) => id) }
    await planner.deliver(
      tx,
      { key, kind: formKinds.unfilled, subjectId: first.teamId, recipientId, detail },
      now,
    )
  }

  const agendaListener: AgendaListener = { added: replan, changed: replan, removed: replan, fillerLost }

  /** After a no nothing is asked for; a yes that comes after it asks anew, and the message's key sees to once. */
  const consentListener: ConsentListener = {
    changed: (tx, item, { standing }, _actor, now) => replan(tx, item, now, { settled: saidNo(standing) }),
  }

  async function meetingChanged(
    tx: Tx,
    meeting: Meeting,
    now: Date,
    options?: { settled: boolean },
  ): Promise<void> {
    await replanMeeting(tx, meeting, now)
    for (const item of await agenda.ofMeeting(tx, meeting.id)) await replan(tx, item, now, options)
  }
  const meetingListener: MeetingListener = {
    // With its items, when a start by mistake was taken back: what came due meanwhile was not asked for. The key of
    // the message sees to it that nobody is asked twice.
    planned: (tx, meeting, now) => meetingChanged(tx, meeting, now, { settled: true }),
    moved: (tx, meeting, _before, now) => meetingChanged(tx, meeting, now),
    cancelled: (tx, meeting, now) => meetingChanged(tx, meeting, now),
    held: (tx, meeting, now) => meetingChanged(tx, meeting, now),
    circleChanged: replanMeeting,
  }

  return { agendaListener, meetingListener, consentListener, replan, planLate }
}
