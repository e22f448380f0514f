import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Day } from '../../shared/day.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import {
  type ActionPoint,
  type ActionPointEvent,
  type ActionPointKind,
  decide,
  type Move,
  openStatuses,
} from './model.ts'
import type { ActionPointStore } from './store.ts'

/** A new action point, as it is written down at the meeting. The texts and days have passed the rules of model.ts. */
export interface Draft {
  item: { id: string; teamId: string; childId: string | null }
  meeting: { id: string }
  ownerId: string
  text: string
  dueDay: Day
  kind: ActionPointKind
}

/** What a move brings with it. */
export interface MoveInput {
  /** the reason, or the note with which it was finished */
  detail?: string | null
  /** the person asked, or the new owner */
  toPersonId?: string | null
  /** with `reschedule`, `reassign`, `postpone` and `askDay` */
  dueDay?: Day
}

/** What follows from a change: the ladder is re-planned, people are told. Written in the same transaction. */
export interface ActionPointFollowUp {
  activated(tx: Tx, point: ActionPoint, actor: Actor, now: Date): Promise<void>
  moved(tx: Tx, before: ActionPoint, after: ActionPoint, move: Move, actor: Actor, now: Date): Promise<void>
}

export interface ActionPointDeps {
  store: ActionPointStore
  audit: AuditTrail
  ids: Ids
  followUp(): ActionPointFollowUp
}

export type ActionPointService = ReturnType<typeof createActionPointService>

/** Action points from the meeting where they are agreed until they are done, handed over or dropped (R-ACT-1–4). */
export function createActionPointService({ store, audit, ids, followUp }: ActionPointDeps) {
  async function note(
    tx: Tx,
    point: ActionPoint,
    event: Omit<ActionPointEvent, 'at'>,
    tenantId: string,
    now: Date,
    reason: string,
  ): Promise<void> {
    await store.addEvent(tx, point.id, { ...event, at: now })
    await audit.record(tx, now, {
      tenantId,
      actorId: event.actorId,
      action: `actionPoint.${event.what}`,
      subjectType: 'actionPoint',
      subjectId: point.id,
      childId: point.childId,
      reason,
    })
  }

  /** Whoever has it, or is asked to take it over, is not there any more. */
  async function giveBack(
    tx: Tx,
    before: ActionPoint,
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const move = before.ownerId === personId ? 'decline' : 'refuse'
    const change = changeOf(before, move, move === 'decline' ? 'declined' : 'accepted', {}, now)
    await store.update(tx, before.id, change)
    const after: ActionPoint = { ...before, ...change, revision: before.revision + 1 }
    const event = { what: move, actorId: null, toPersonId: null, dueDay: null, detail: null } as const
    await store.addEvent(tx, after.id, { ...event, at: now })
    await audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action: 'actionPoint.ownerLeft',
      subjectType: 'actionPoint',
      subjectId: after.id,
      childId: after.childId,
      reason: 'coordinator',
    })
    // What is told names whoever left.
    await followUp().moved(tx, before, after, move, { ...actor, personId }, now)
  }

  return {
    find: (tx: Tx, id: string) => store.find(tx, id),

    /** @throws Fault ACTION_POINT_MISSING: an id from our own rows always leads to one */
    async get(tx: Tx, id: string): Promise<ActionPoint> {
      const point = await store.find(tx, id)
      if (!point) throw new Fault('ACTION_POINT_MISSING', 'a row names an action point that is not there')
      return point
    },

    history: (tx: Tx, id: string) => store.history(tx, id),

    /** Unfinished ones of a team, whoever has them: these come onto the next agenda (R-AGENDA-4). */
    open: (tx: Tx, teamId: string) => store.list(tx, { teamId, statuses: openStatuses }),

    /** Of one agenda item, drafts included. */
    ofItem: (tx: Tx, agendaItemId: string) => store.list(tx, { agendaItemId }),

    /** Of one meeting, drafts included. */
    ofMeeting: (tx: Tx, meetingId: string) => store.list(tx, { meetingId }),

    /** What waits for this person: what they own, and what they are asked to take over. Declined ones have no owner. */
    async mine(tx: Tx, personId: string): Promise<ActionPoint[]> {
      const points = await store.list(tx, { personId, statuses: openStatuses })
      return points.filter(point => point.status !== 'declined')
    },

    drafts: (tx: Tx, meetingId: string) => store.list(tx, { meetingId, statuses: ['draft'] }),

    /** Writes down an agreement during the meeting; nobody is told before the minutes are approved. */
    async draft(tx: Tx, draft: Draft, actor: Actor, now: Date): Promise<ActionPoint> {
      const point: ActionPoint = {
        id: ids.next(),
        teamId: draft.item.teamId,
        meetingId: draft.meeting.id,
        agendaItemId: draft.item.id,
        childId: draft.item.childId,
        kind: draft.kind,
        text: draft.text.trim(),
        ownerId: draft.ownerId,
        dueDay: draft.dueDay,
        postponed: 0,
        wantedDay: null,
        status: 'draft',
        handoverToId: null,
        note: null,
        escalatedAt: null,
        createdAt: now,
        endedAt: null,
        revision: 0,
      }
      await store.insert(tx, point)
      const event = {
        what: 'created',
        actorId: actor.personId,
        toPersonId: point.ownerId,
        dueDay: point.dueDay,
        detail: null,
      } as const
      await note(tx, point, event, actor.tenantId, now, conducting(actor, point.teamId))
      return point
    },

    /** Changes who and when of a draft. */
    async changeDraft(tx: Tx, id: string, change: { ownerId: string; dueDay: Day }): Promise<void> {
      await store.update(tx, id, change)
    },

    /** @returns false when it is no draft any more, or not there */
    removeDraft: (tx: Tx, id: string) => store.removeDraft(tx, id),

    /**
     * The minutes are approved: every draft of the items in them is assigned and its ladder planned. The owners are
     * told by the message about the minutes, so that each gets one message for the whole meeting.
     * Whoever approves has said yes to what is their own (R-ACT-1): it is accepted from the start.
     * What somebody was to do who has left meanwhile is back with the coordinator.
     * @param itemIds the items that stand in the minutes: what is agreed about any other is nobody's task
     * @param here who takes part in the meeting now
     * @returns how many each person has got
     */
    async activate(
      tx: Tx,
      itemIds: readonly string[],
      here: ReadonlySet<string>,
      actor: Actor,
      now: Date,
    ): Promise<ReadonlyMap<string, number>> {
      const counts = new Map<string, number>()
      const drafts: ActionPoint[] = []
      for (const agendaItemId of itemIds)
        drafts.push(...(await store.list(tx, { agendaItemId, statuses: ['draft'] })))
      for (const draft of drafts) {
        const own = draft.ownerId === actor.personId && here.has(draft.ownerId)
        const status = own ? 'accepted' : 'assigned'
        const point: ActionPoint = { ...draft, status, revision: draft.revision + 1 }
        await store.update(tx, point.id, { status })
        const by = { actorId: actor.personId, toPersonId: null, dueDay: null, detail: null }
        const reason = conducting(actor, point.teamId)
        await note(tx, point, { what: 'activated', ...by }, actor.tenantId, now, reason)
        if (own) await note(tx, point, { what: 'accept', ...by }, actor.tenantId, now, 'owner')
        if (here.has(point.ownerId)) await followUp().activated(tx, point, actor, now)
        else await giveBack(tx, point, point.ownerId, actor, now)
        counts.set(point.ownerId, (counts.get(point.ownerId) ?? 0) + 1)
      }
      return counts
    },

    /**
     * Makes a move (R-ACT-2): status, history, audit, ladder and messages in one transaction.
     * @param coordinator whether the actor coordinates the team
     * @returns the action point as it is now, or why not
     */
    async move(
      tx: Tx,
      before: ActionPoint,
      move: Move,
      input: MoveInput,
      by: { actor: Actor; coordinator: boolean },
      now: Date,
    ): Promise<ActionPoint | 'notYours' | 'notNow'> {
      const { actor, coordinator } = by
      const decided = decide(before, move, actor.personId, coordinator)
      if (typeof decided === 'string') return decided
      const change = changeOf(before, move, decided.to, input, now)
      await store.update(tx, before.id, change)
      const after: ActionPoint = { ...before, ...change, revision: before.revision + 1 }
      const reason = before.ownerId === actor.personId ? 'owner' : coordinator ? 'coordinator' : 'receiver'
      const event = {
        what: move,
        actorId: actor.personId,
        toPersonId: input.toPersonId ?? null,
        dueDay: after.dueDay === before.dueDay ? (change.wantedDay ?? null) : after.dueDay,
        detail: input.detail?.trim() || null,
      }
      await note(tx, after, event, actor.tenantId, now, reason)
      await followUp().moved(tx, before, after, move, actor, now)
      return after
    },

    /**
     * Somebody has left the team: what they had is back with the coordinator, and what they were asked to take over
     * stays with its owner. They are not reminded of it any more.
     */
    async ownerLeft(tx: Tx, teamId: string, personId: string, actor: Actor, now: Date): Promise<void> {
      for (const before of await store.list(tx, { teamId, personId, statuses: openStatuses })) {
        if (before.status === 'declined') continue
        await giveBack(tx, before, personId, actor, now)
      }
    },

    /** The ladder is used up: kept once, and told by whoever calls (reminders.ts). */
    async escalate(tx: Tx, point: ActionPoint, tenantId: string, now: Date): Promise<void> {
      await store.update(tx, point.id, { escalatedAt: now })
      const event = {
        what: 'escalated',
        actorId: null,
        toPersonId: null,
        dueDay: null,
        detail: null,
      } as const
      await note(tx, point, event, tenantId, now, 'ladder')
    },
  }
}

/** By what right somebody who conducts a meeting writes: there is nobody else who may. */
const conducting = ({ memberships }: Actor, teamId: string): 'coordinator' | 'standIn' =>
  memberships.some(one => one.teamId === teamId && one.coordinator) ? 'coordinator' : 'standIn'

/** What a move changes beside the status. */
function changeOf(
  before: ActionPoint,
  move: Move,
  status: ActionPoint['status'],
  input: MoveInput,
  now: Date,
): Parameters<ActionPointStore['update']>[2] {
  const detail = input.detail?.trim() || null
  switch (move) {
    case 'accept':
    case 'refuse':
      return { status, handoverToId: null }
    case 'decline':
      return { status, handoverToId: null, note: detail, wantedDay: null }
    case 'done':
    case 'drop':
      return { status, handoverToId: null, note: detail, wantedDay: null, endedAt: now }
    case 'handOver':
      return { status, handoverToId: input.toPersonId ?? null }
    case 'takeOver':
      return {
        status,
        ownerId: before.handoverToId ?? before.ownerId,
        handoverToId: null,
        wantedDay: null,
        escalatedAt: null,
      }
    case 'reassign':
      return {
        status,
        ownerId: input.toPersonId ?? before.ownerId,
        handoverToId: null,
        note: null,
        postponed: 0,
        wantedDay: null,
        escalatedAt: null,
        ...(input.dueDay ? { dueDay: input.dueDay } : {}),
      }
    case 'reschedule':
      return { status, wantedDay: null, escalatedAt: null, dueDay: input.dueDay ?? before.dueDay }
    case 'postpone':
      return {
        status,
        wantedDay: null,
        dueDay: input.dueDay ?? before.dueDay,
        postponed: before.postponed + 1,
      }
    case 'askDay':
      return { status, wantedDay: input.dueDay ?? null }
    case 'grantDay':
      return { status, wantedDay: null, escalatedAt: null, dueDay: before.wantedDay ?? before.dueDay }
    case 'denyDay':
      return { status, wantedDay: null }
  }
}
