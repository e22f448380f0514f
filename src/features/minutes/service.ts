import type { Planner } from '../../reminders/planner.ts'
import type { Actor, Profession } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Day } from '../../shared/day.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { ActionPoint } from '../action-points/model.ts'
import type { ActionPointService } from '../action-points/service.ts'
import { type AgendaItem, isGone } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { circleOfItem, conducts, type Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import {
  hereFor,
  type MinutesAction,
  type MinutesContent,
  type MinutesItem,
  type MinutesVersion,
  usedMinutes,
} from './model.ts'
import type { PendingMinutes } from './pending/service.ts'
import { type Entry, isEntered, type RunService } from './run/service.ts'
import type { MinutesStore } from './store.ts'

export interface MinutesDeps {
  store: MinutesStore
  run: RunService
  meetings: MeetingService
  agenda: AgendaService
  actionPoints: ActionPointService
  planner: Planner
  pending: PendingMinutes
  audit: AuditTrail
  ids: Ids
}

/** The minutes as they would be approved now, and the items that nothing was entered about. */
export interface Assembled {
  content: MinutesContent
  untouched: readonly AgendaItem[]
}

export type MinutesService = ReturnType<typeof createMinutesService>

/** Minutes: assembled, approved, distributed, corrected; approved versions never change (R-MIN-1). */
export function createMinutesService(deps: MinutesDeps) {
  const { store, run, meetings, agenda, actionPoints, planner, pending, audit, ids } = deps

  async function assemble(tx: Tx, meeting: Meeting, now: Date): Promise<Assembled> {
    const entries = await run.entries(tx, meeting)
    const touched = entries.filter(isEntered)
    const attendance = await run.attendees(tx, meeting)
    const participants = await meetings.participants(tx, meeting)
    const here = ({ item, result }: Entry) =>
      hereFor(attendance, circleOfItem(participants, item.id), result.away)
    return {
      content: {
        attendance,
        items: touched.map((entry, index) => minutesItem(entry, index + 1, here(entry), now)),
      },
      untouched: entries.filter(entry => !isEntered(entry)).map(entry => entry.item),
    }
  }

  /** That a version was approved, and of which children it fixes what is said: one event for each of them (R-SEC-4). */
  function record(
    tx: Tx,
    now: Date,
    actor: Actor,
    action: string,
    meeting: Meeting,
    version: MinutesVersion,
    fixed: readonly MinutesItem[],
  ): Promise<void> {
    const event = {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      reason: conducts(actor, meeting) ?? 'coordinator',
    }
    const named = fixed.filter(({ childId }) => childId !== null)
    return audit.record(
      tx,
      now,
      { ...event, subjectType: 'minutes', subjectId: version.id },
      ...named.map(({ itemId, childId }) => ({
        ...event,
        subjectType: 'agendaItem',
        subjectId: itemId,
        childId,
      })),
    )
  }

  /**
   * One neutral message to each participant but the one who approved (R-MIN-1). Whoever was there for an item that was
   * not spoken of has nothing to read.
   * @returns how many
   */
  async function tell(
    tx: Tx,
    meeting: Meeting,
    { version, content }: MinutesVersion,
    counts: ReadonlyMap<string, number>,
    actor: Actor,
    now: Date,
  ): Promise<number> {
    const spokenOf = new Set(content.items.map(({ itemId }) => itemId))
    const readers = (await meetings.participants(tx, meeting)).filter(
      ({ itemId }) => itemId === null || spokenOf.has(itemId),
    )
    const recipients = new Set(readers.map(one => one.personId))
    recipients.delete(actor.personId)
    for (const recipientId of recipients) {
      await planner.deliver(
        tx,
        {
          key: `minutes:${meeting.id}:${version}:${recipientId}`,
          kind: 'minutes.ready',
          subjectId: meeting.id,
          recipientId,
          detail: { version, actions: counts.get(recipientId) ?? 0 },
        },
        now,
      )
    }
    return recipients.size
  }

  /** Agreements of an item that was deleted or replaced during the meeting stand in no minutes: nobody gets them. */
  async function clearClosed(tx: Tx, meeting: Meeting): Promise<void> {
    for (const draft of await actionPoints.drafts(tx, meeting.id)) {
      if (isGone(await agenda.get(tx, draft.agendaItemId))) await actionPoints.removeDraft(tx, draft.id)
    }
  }

  /** What was not spoken of leaves nothing of this meeting behind; where it goes is the agenda's matter. */
  async function clear(tx: Tx, meeting: Meeting, item: AgendaItem): Promise<void> {
    for (const draft of await actionPoints.drafts(tx, meeting.id))
      if (draft.agendaItemId === item.id) await actionPoints.removeDraft(tx, draft.id)
  }

  return {
    meetingListener: pending.meetingListener,
    assemble,
    latest: (tx: Tx, meetingId: string) => store.latest(tx, meetingId),
    /** Every approved version, oldest first. */
    versions: (tx: Tx, meetingId: string) => store.versions(tx, meetingId),

    /** Held items of the team whose follow-up is due by then (R-AGENDA-4). */
    async followUps(tx: Tx, teamId: string, until: Day): Promise<{ itemId: string }[]> {
      const held = (await meetings.ofTeam(tx, teamId)).filter(meeting => meeting.status === 'held')
      const results = await store.followUpsUntil(
        tx,
        held.map(meeting => meeting.id),
        until,
      )
      const due: { itemId: string }[] = []
      // What was put off, deleted or replaced after the day was set was not held there: it goes its own way.
      for (const { agendaItemId: itemId, meetingId } of results) {
        const item = await agenda.get(tx, itemId)
        if (item.status === 'held' && item.meetingId === meetingId) due.push({ itemId })
      }
      return due
    },

    /**
     * Approves the minutes: the version is kept for ever, what was spoken of is held, action points are assigned, the
     * meeting is over, and each participant is told once (R-MIN-1). What was not spoken of goes on by itself.
     * @returns how many are told, and how many action points each has got; null when the meeting does not run any more
     */
    async approve(
      tx: Tx,
      meeting: Meeting,
      actor: Actor,
      now: Date,
    ): Promise<{ told: number; counts: ReadonlyMap<string, number> } | null> {
      if (meeting.status !== 'running') return null
      await run.turnTo(tx, meeting, null, actor, now)
      const { content, untouched } = await assemble(tx, meeting, now)
      for (const item of untouched) await clear(tx, meeting, item)
      await clearClosed(tx, meeting)
      const version: MinutesVersion = {
        id: ids.next(),
        meetingId: meeting.id,
        version: 1,
        content,
        reason: null,
        approvedById: actor.personId,
        approvedAt: now,
      }
      await store.insertVersion(tx, version)
      await record(tx, now, actor, 'minutes.approved', meeting, version, content.items)
      for (const { itemId } of content.items) await agenda.setStatus(tx, itemId, 'held', now)
      // Before the meeting ends: what is agreed now is among the unfinished that the next agenda takes up.
      const held = content.items.map(({ itemId }) => itemId)
      const here = new Set((await meetings.participants(tx, meeting)).map(one => one.personId))
      const counts = await actionPoints.activate(tx, held, here, actor, now)
      await meetings.setStatus(tx, meeting.id, 'held', now)
      return { told: await tell(tx, meeting, version, counts, actor, now), counts }
    },

    /**
     * Corrects one item of approved minutes: a new version beside the old, with the reason (R-MIN-1).
     * @param before the version that was seen
     * @returns null when another correction came first
     */
    async correct(
      tx: Tx,
      meeting: Meeting,
      before: MinutesVersion,
      correction: {
        itemId: string
        summary: string
        perspectives: Partial<Record<Profession, string>>
        reason: string
      },
      actor: Actor,
      now: Date,
    ): Promise<MinutesVersion | null> {
      const { itemId, summary, perspectives, reason } = correction
      const newest = await store.latest(tx, meeting.id)
      if (newest?.id !== before.id) return null
      const items = before.content.items.map(item =>
        item.itemId === itemId
          ? { ...item, summary, perspectives: { ...item.perspectives, ...perspectives } }
          : item,
      )
      const version: MinutesVersion = {
        id: ids.next(),
        meetingId: meeting.id,
        version: before.version + 1,
        content: { ...before.content, items },
        reason: { itemId, text: reason },
        approvedById: actor.personId,
        approvedAt: now,
      }
      await store.insertVersion(tx, version)
      const corrected = items.filter(item => item.itemId === itemId)
      await record(tx, now, actor, 'minutes.corrected', meeting, version, corrected)
      await tell(tx, meeting, version, new Map(), actor, now)
      // What was filed is not what holds now: it has to be filed again.
      await pending.plan(tx, meeting, now)
      return version
    },
  }
}

const minutesAction = ({ id, kind, text, ownerId, dueDay }: ActionPoint): MinutesAction => ({
  id,
  kind,
  text,
  ownerId,
  dueDay,
})

function minutesItem(
  { item, result, actions }: Entry,
  number: number,
  here: readonly string[],
  now: Date,
): MinutesItem {
  return {
    itemId: item.id,
    number,
    kind: item.kind,
    childId: item.childId,
    ageMonths: item.ageMonths,
    problem: item.problem,
    questions: item.questions,
    plannedMinutes: item.minutes,
    usedMinutes: usedMinutes(result, now),
    summary: result.summary,
    perspectives: result.perspectives,
    outcomes: result.outcomes,
    secondPlacement: result.secondPlacement,
    followUpDay: result.followUpDay,
    dutyPointedOut: result.dutyPointedOut,
    here,
    actions: actions.map(minutesAction),
  }
}
