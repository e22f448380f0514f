import type { Actor } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { ActionPoint, ActionPointEvent } from '../../action-points/model.ts'
import type { ActionPointService } from '../../action-points/service.ts'
import { type AgendaItem, isGone, isNamed } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { circleOfItem, conducts, type Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import {
  type Attendee,
  cameAfter,
  emptyResult,
  enter,
  type ItemResult,
  isTouched,
  leave,
  parentTalkDay,
  stillAway,
} from '../model.ts'
import type { MinutesStore } from '../store.ts'

export interface RunDeps {
  store: MinutesStore
  meetings: MeetingService
  agenda: AgendaService
  actionPoints: ActionPointService
  policies: PolicyService
  audit: AuditTrail
}

/** What may be entered about an item at one go. */
export type Entered = Partial<
  Pick<
    ItemResult,
    | 'summary'
    | 'perspectives'
    | 'outcomes'
    | 'secondPlacement'
    | 'followUpDay'
    | 'noFollowUp'
    | 'dutyPointedOut'
    | 'away'
    | 'parentTalkById'
    | 'parentTalkDay'
  >
>

/** An item with what was entered about it and the action points written down for it. */
export interface Entry {
  item: AgendaItem
  result: ItemResult
  actions: readonly ActionPoint[]
}

/** What a carried item carries on. */
export interface Carried {
  meeting: Meeting | null
  point: ActionPoint | null
  history: readonly ActionPointEvent[]
  summary: string
}

/** What was written about an item before it was put off. */
export interface LastTime extends Pick<ItemResult, 'summary' | 'perspectives'> {
  meeting: Meeting
}

/** The agreements, without the talk with the parents, which stands by itself. */
export const tasksOf = (entry: Entry): ActionPoint[] => entry.actions.filter(point => point.kind === 'task')
/** Was anything said about it at this meeting? What was agreed at one that it was moved from does not count. */
export const isEntered = ({ result, actions }: Entry): boolean =>
  isTouched(
    result,
    actions.filter(({ kind, meetingId }) => kind === 'task' && meetingId === result.meetingId).length,
  )
const talksOf = (entry: Entry) => entry.actions.filter(point => point.kind === 'parentTalk')

export type RunService = ReturnType<typeof createRunService>

/** The meeting while it runs: who is there, which item it is at, and what is entered (R-MEET-1–4). Stored at once. */
export function createRunService(deps: RunDeps) {
  const { store, meetings, agenda, actionPoints, policies, audit } = deps

  const record = (tx: Tx, now: Date, actor: Actor, action: string, meeting: Meeting, item?: AgendaItem) =>
    audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: item ? 'agendaItem' : 'meeting',
      subjectId: item?.id ?? meeting.id,
      childId: item?.childId ?? null,
      reason: conducts(actor, meeting) ?? 'participant',
    })

  const resultFor = async (tx: Tx, meeting: Meeting, itemId: string): Promise<ItemResult> =>
    (await store.result(tx, itemId, meeting.id)) ?? emptyResult(itemId, meeting.id)

  async function entryOf(tx: Tx, meeting: Meeting, item: AgendaItem): Promise<Entry> {
    return {
      item,
      result: await resultFor(tx, meeting, item.id),
      actions: await actionPoints.ofItem(tx, item.id),
    }
  }

  /** Makes the draft of the talk with the parents what was decided: one, or none. */
  async function syncParentTalk(
    tx: Tx,
    meeting: Meeting,
    entry: Entry,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { parentTalkById: ownerId, parentTalkDay: dueDay } = entry.result
    const [draft, ...more] = talksOf(entry)
    for (const extra of more) await actionPoints.removeDraft(tx, extra.id)
    if (!ownerId || !dueDay) {
      if (draft) await actionPoints.removeDraft(tx, draft.id)
    } else if (draft) await actionPoints.changeDraft(tx, draft.id, { ownerId, dueDay })
    else {
      const { item } = entry
      await actionPoints.draft(
        tx,
        { item, meeting, ownerId, dueDay, text: '', kind: 'parentTalk' },
        actor,
        now,
      )
    }
  }

  /**
   * Who talks with the parents, and when, unless the meeting says otherwise (R-MEET-3).
   * @returns null for an item that names no child
   */
  async function suggestedTalk(
    tx: Tx,
    meeting: Meeting,
    item: AgendaItem,
    actor: Actor,
    now: Date,
  ): Promise<{ parentTalkById: string; parentTalkDay: Day } | null> {
    if (!isNamed(item)) return null
    const policy = await policies.forTeam(tx, meeting.teamId)
    const participants = await meetings.participants(tx, meeting)
    const presents = circleOfItem(participants, item.id).includes(item.presenterId)
    // Whoever writes their own view has taken nothing upon themselves by it.
    const lead = conducts(actor, meeting)
      ? actor.personId
      : participants.find(one => one.coordinator)?.personId
    return {
      parentTalkById: presents ? item.presenterId : (lead ?? actor.personId),
      parentTalkDay: parentTalkDay(dayOf(now, policy.zone), calendarOf(policy)),
    }
  }

  /**
   * Was nothing written at this meeting, about what was put off from it neither? Then its start can be taken back. The
   * talk with the parents is suggested by the bot, and alone it is nothing that was said. What was written about an item
   * that is gone stands nowhere, so that nobody could delete it first.
   */
  async function isUnwritten(tx: Tx, meeting: Meeting): Promise<boolean> {
    const results = (await store.results(tx, meeting.id)).filter(result => isTouched(result, 0))
    const tasks = (await actionPoints.ofMeeting(tx, meeting.id)).filter(point => point.kind === 'task')
    for (const { agendaItemId } of [...results, ...tasks]) {
      const item = await agenda.find(tx, agendaItemId)
      // Of an item that was stopped no row is left, yet what was done about it stays.
      if (item && !isGone(item)) return false
    }
    return true
  }

  /** Everybody who is invited, once; present until it was noted otherwise (R-MEET-1). */
  async function attendees(tx: Tx, meeting: Meeting): Promise<Attendee[]> {
    const noted = await store.attendance(tx, meeting.id)
    const known = new Map<string, Attendee>()
    for (const { personId, profession, itemId } of await meetings.participants(tx, meeting)) {
      const whole = itemId === null || known.get(personId)?.whole === true
      const { present, gone } = noted.get(personId) ?? { present: noted.size === 0, gone: false }
      known.set(personId, { personId, profession, ...known.get(personId), whole, present, gone })
    }
    return [...known.values()]
  }

  return {
    isUnwritten,

    /** Open and held items with what was entered, in the agenda's order. */
    async entries(tx: Tx, meeting: Meeting): Promise<Entry[]> {
      const items = await agenda.ofMeeting(tx, meeting.id)
      return Promise.all(items.map(item => entryOf(tx, meeting, item)))
    },
    entryOf,
    suggestedTalk,

    /** Where a carried item comes from: the action point with its history, or what was said last time (R-AGENDA-4). */
    async carriedOf(tx: Tx, item: AgendaItem): Promise<Carried | null> {
      const from = await agenda.carriedFrom(tx, item)
      if (!from) return null
      const point =
        item.carriedActionPointId === null ? null : await actionPoints.find(tx, item.carriedActionPointId)
      return {
        meeting: from.meeting,
        point,
        history: point ? await actionPoints.history(tx, point.id) : [],
        summary:
          item.carriedItemId === null || from.meeting === null
            ? ''
            : ((await store.result(tx, item.carriedItemId, from.meeting.id))?.summary ?? ''),
      }
    },

    /** What was written about the item at the meeting from which it was put off; null where nothing was. */
    async lastTimeOf(tx: Tx, { item, result }: Entry): Promise<LastTime | null> {
      const earlier = await store.earlier(tx, item.id, result.meetingId)
      const written = earlier.find(({ summary, perspectives }) => summary || Object.keys(perspectives).length)
      if (!written) return null
      const { summary, perspectives, meetingId } = written
      return { meeting: await meetings.get(tx, meetingId), summary, perspectives }
    },

    /** @returns false when it runs already, or is over */
    async start(tx: Tx, meeting: Meeting, actor: Actor, now: Date): Promise<boolean> {
      if (!(await meetings.setStatus(tx, meeting.id, 'running', now))) return false
      await record(tx, now, actor, 'meeting.started', meeting)
      return true
    },

    /** @returns false when it does not run, or something has been written: then it is a meeting */
    async takeBack(tx: Tx, meeting: Meeting, actor: Actor, now: Date): Promise<boolean> {
      if (!(await isUnwritten(tx, meeting)) || !(await meetings.takeBack(tx, meeting.id, now))) return false
      await store.clear(tx, meeting.id)
      for (const talk of await actionPoints.drafts(tx, meeting.id))
        await actionPoints.removeDraft(tx, talk.id)
      await record(tx, now, actor, 'meeting.takenBack', meeting)
      return true
    },

    attendees,

    /** Whoever comes while it runs was not there for the items before. */
    async noteAttendance(
      tx: Tx,
      meeting: Meeting,
      noted: readonly Attendee[],
      actor: Actor,
      now: Date,
    ): Promise<void> {
      const absent = (await attendees(tx, meeting)).filter(one => !one.present).map(one => one.personId)
      const came = noted.filter(one => one.present).map(one => one.personId)
      const late = came.filter(personId => absent.includes(personId))
      for (const result of await store.results(tx, meeting.id)) {
        const missed = cameAfter(result, late)
        if (missed.away.length > result.away.length) await store.put(tx, missed, now)
      }
      const rows = noted.map(
        ({ personId, present, gone }) => [personId, { present, gone: present && gone }] as const,
      )
      await store.putAttendance(tx, meeting.id, new Map(rows))
      await record(tx, now, actor, 'meeting.attendance', meeting)
    },

    /** The meeting turns to an item, or with null to none: the time of every other stops (R-MEET-1). */
    async turnTo(tx: Tx, meeting: Meeting, itemId: string | null, actor: Actor, now: Date): Promise<void> {
      const before = (await store.results(tx, meeting.id)).filter(result => result.agendaItemId !== itemId)
      const turned = before.map(result => ({ result, to: leave(result, now) }))
      if (itemId !== null) {
        const result = await resultFor(tx, meeting, itemId)
        turned.push({ result, to: enter(stillAway(result, await attendees(tx, meeting)), now) })
      }
      const changed = turned.filter(({ result, to }) => to !== result)
      for (const { to } of changed) await store.put(tx, to, now)
      if (changed.length > 0) await record(tx, now, actor, 'meeting.turned', meeting)
    },

    /**
     * Keeps what was entered. As soon as anything is, the talk with the parents of a named child is written down,
     * unless the meeting has decided about it (R-MEET-3).
     */
    async keep(
      tx: Tx,
      meeting: Meeting,
      item: AgendaItem,
      entered: Entered,
      actor: Actor,
      now: Date,
    ): Promise<void> {
      const entry = await entryOf(tx, meeting, item)
      let result: ItemResult = { ...entry.result, ...entered }
      if (result.parentTalkById === null && isEntered({ ...entry, result })) {
        const talk = await suggestedTalk(tx, meeting, item, actor, now)
        if (talk) result = { ...result, ...talk }
      }
      await store.put(tx, result, now)
      await syncParentTalk(tx, meeting, { ...entry, result }, actor, now)
      await record(tx, now, actor, 'minutes.entered', meeting, item)
    },

    /** Writes down an agreement; the rules of action-points/model.ts have passed it. */
    async addAction(
      tx: Tx,
      meeting: Meeting,
      item: AgendaItem,
      action: { text: string; ownerId: string; dueDay: Day },
      actor: Actor,
      now: Date,
    ): Promise<void> {
      await actionPoints.draft(tx, { item, meeting, ...action, kind: 'task' }, actor, now)
    },

    /** @returns false when it is not there any more, or the minutes are approved */
    async removeAction(
      tx: Tx,
      meeting: Meeting,
      item: AgendaItem,
      point: ActionPoint,
      actor: Actor,
      now: Date,
    ): Promise<boolean> {
      const removed = await actionPoints.removeDraft(tx, point.id)
      if (removed) await record(tx, now, actor, 'minutes.notAgreed', meeting, item)
      return removed
    },

    /** Puts an item off to the team's next meeting with room for it; where there is none, it waits for one. */
    async defer(
      tx: Tx,
      meeting: Meeting,
      item: AgendaItem,
      actor: Actor,
      now: Date,
    ): Promise<'hasActions' | { to: Meeting | null }> {
      const entry = await entryOf(tx, meeting, item)
      if (tasksOf(entry).length > 0) return 'hasActions'
      for (const talk of talksOf(entry)) await actionPoints.removeDraft(tx, talk.id)
      const undecided = { ...entry.result, parentTalkById: null, parentTalkDay: null }
      await store.put(tx, leave(undecided, now), now)
      const { budgets } = agenda
      const to = await budgets.firstWithRoom(tx, await budgets.planned(tx, meeting.teamId, now), item, now)
      await agenda.moveTo(tx, item, to?.id ?? null, actor, now)
      await record(tx, now, actor, 'minutes.deferred', meeting, item)
      return { to }
    },
  }
}
