import type { Planner } from '../../reminders/planner.ts'
import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../meetings/service.ts'
import type { Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { createBudgets } from './budget/service.ts'
import { type CarrySources, createCarrying } from './carried/service.ts'
import { createChildren } from './children/service.ts'
import { createCircles } from './circle/service.ts'
import { createFillers } from './fillers/service.ts'
import {
  type AddedKind,
  type AgendaItem,
  type Content,
  type ItemStatus,
  isGone,
  numberOf,
  orderWithAnonymous,
  startsWithoutForm,
} from './model.ts'
import { createRemovals } from './removal/service.ts'
import type { AgendaStore, Child, ItemChange } from './store.ts'
import { tellReleased } from './waiting/service.ts'

/** Told, in the transaction of the change, what became of an item: forms, consent and reminders follow. */
export interface AgendaListener {
  added?(tx: Tx, item: AgendaItem, now: Date): Promise<void>
  /** moved to another meeting (or to waiting), rewritten, planned anew, held */
  changed?(tx: Tx, item: AgendaItem, now: Date): Promise<void>
  /** deleted or replaced */
  removed?(tx: Tx, item: AgendaItem, now: Date): Promise<void>
  /** Whoever was to fill in their forms takes part no more; nobody fills them in now. Comes after `changed` of each. */
  fillerLost?(tx: Tx, items: readonly AgendaItem[], personId: string, now: Date): Promise<void>
}

export interface AgendaDeps {
  store: AgendaStore
  teams: TeamService
  meetings: MeetingService
  audit: AuditTrail
  planner: Planner
  ids: Ids
  /** asked for at each change, so that features can be wired in any order */
  listeners(): readonly AgendaListener[]
  sources(): CarrySources
}

/** Who does what for an item, and for how long. */
export interface Arrangement {
  minutes: number
  presenterId: string
  /** null: it is discussed without a form; of a new item also that nobody is chosen yet */
  formFillerId: string | null
}

export interface NewItem extends Arrangement {
  team: Team
  meeting: Meeting | null
  kind: AddedKind
  content: Content
  /** a child that this person has had on the team's agenda before; null names a new one */
  childId: string | null
}

/**
 * Whoever comes to fill in the form, or comes back to it, is asked; so is whoever fills it in for another meeting, about
 * another child, or for an item that was deleted and is put back.
 */
const askedAnew = (item: AgendaItem, values: ItemChange): ItemChange & { fillerRound?: number } => {
  const { formFillerId = item.formFillerId, meetingId = item.meetingId, childId = item.childId } = values
  const same = formFillerId === item.formFillerId && meetingId === item.meetingId && childId === item.childId
  const back = item.status === 'deleted' && values.status === 'open'
  return same && !back ? values : { ...values, fillerRound: item.fillerRound + 1 }
}

const onMeeting = { waitingSince: null, waitedFromId: null }
const waitsSince = (waitingSince: Date, waitedFromId: string | null) => ({ waitingSince, waitedFromId })

export type AgendaService = ReturnType<typeof createAgendaService>

/** Agendas: what is discussed when, and what is carried on (R-AGENDA-1, 2, 4). Reading content is the consent's matter. */
export function createAgendaService(deps: AgendaDeps) {
  const { store, teams, meetings, audit, planner, ids, listeners } = deps

  async function get(tx: Tx, id: string): Promise<AgendaItem> {
    const item = await store.find(tx, id)
    if (!item)
      throw new Fault(
        'ITEM_MISSING',
        'a row names an agenda item that is not there: restore the AgendaItem row',
      )
    return item
  }

  async function record(tx: Tx, now: Date, actor: Actor | null, action: string, item: AgendaItem) {
    const { tenantId } = await teams.get(tx, item.teamId)
    const coordinates = actor?.memberships.some(one => one.teamId === item.teamId && one.coordinator)
    await audit.record(tx, now, {
      tenantId,
      actorId: actor?.personId ?? null,
      action,
      subjectType: 'agendaItem',
      subjectId: item.id,
      childId: item.childId,
      reason: actor === null ? 'bot' : coordinates ? 'coordinator' : 'member',
    })
  }

  async function tell(
    tx: Tx,
    what: 'added' | 'changed' | 'removed',
    item: AgendaItem,
    now: Date,
  ): Promise<void> {
    for (const listener of listeners()) await listener[what]?.(tx, item, now)
  }

  /** Writes a change and tells the listeners. */
  async function change(tx: Tx, item: AgendaItem, values: ItemChange, now: Date): Promise<AgendaItem> {
    await store.update(tx, item.id, askedAnew(item, values))
    const changed = await get(tx, item.id)
    await tell(tx, isGone(changed) ? 'removed' : 'changed', changed, now)
    return changed
  }

  const fillers = createFillers({
    store,
    meetings,
    async release(tx, item, actor, now) {
      await record(tx, now, actor, 'agenda.arranged', item)
      return change(tx, item, { formFillerId: null }, now)
    },
    async lost(tx, items, personId, now) {
      for (const listener of listeners()) await listener.fillerLost?.(tx, items, personId, now)
    },
  })

  async function insert(tx: Tx, item: AgendaItem, actor: Actor | null, now: Date): Promise<AgendaItem> {
    await store.insert(tx, item)
    await record(tx, now, actor, actor ? 'agenda.added' : 'agenda.carried', item)
    await fillers.invite(tx, item, actor, now)
    await tell(tx, 'added', item, now)
    return item
  }

  async function moveTo(
    tx: Tx,
    item: AgendaItem,
    meetingId: string | null,
    actor: Actor | null,
    now: Date,
  ): Promise<AgendaItem> {
    if (item.meetingId === meetingId) return item
    if (meetingId !== null && (await alreadyCarried(tx, item, meetingId, now))) {
      await fillers.follow(tx, item, null, actor, now)
      return change(tx, item, { status: 'deleted' }, now)
    }
    const position = (await store.lastPosition(tx, meetingId, item.teamId)) + 1
    const waits = meetingId === null ? waitsSince(now, item.meetingId) : onMeeting
    await store.update(tx, item.id, askedAnew(item, { meetingId, position, ...waits }))
    const moved = await get(tx, item.id)
    await record(tx, now, actor, 'agenda.moved', moved)
    await fillers.follow(tx, item, meetingId, actor, now)
    await tell(tx, 'changed', moved, now)
    return moved
  }

  async function end(tx: Tx, item: AgendaItem, now: Date): Promise<void> {
    await record(tx, now, null, 'agenda.ended', item)
    await change(tx, item, { status: 'deleted' }, now)
  }

  /** What a carried item carries stands once on a meeting. One that was deleted there is put back instead. */
  async function alreadyCarried(tx: Tx, item: AgendaItem, meetingId: string, now: Date): Promise<boolean> {
    const carriers = await store.carrying(tx, {
      actionPointIds: item.carriedActionPointId ? [item.carriedActionPointId] : [],
      itemIds: item.carriedItemId ? [item.carriedItemId] : [],
    })
    const there = carriers.find(one => one.meetingId === meetingId)
    if (there?.status === 'deleted')
      await fillers.invite(tx, await change(tx, there, { status: 'open' }, now), null, now)
    return there !== undefined
  }

  const children = createChildren({ store, teams, ids })
  const removals = createRemovals({ teams, meetings, planner, ids })
  const budgets = createBudgets({ store, teams, meetings })
  const carrying = createCarrying({
    ...deps,
    budgets,
    get,
    insert,
    moveTo,
    end,
    released: tellReleased(deps),
  })

  /** Puts an item on an agenda, or among those that wait. The content has been read by `readContent`. */
  async function add(tx: Tx, input: NewItem, actor: Actor, now: Date): Promise<AgendaItem> {
    const { team, meeting, kind, content, minutes, presenterId, formFillerId } = input
    let childId = kind === 'child' ? input.childId : null
    if (kind === 'child' && childId === null) childId = await children.add(tx, team, content.childName, now)
    const item: AgendaItem = {
      id: ids.next(),
      teamId: team.id,
      meetingId: meeting?.id ?? null,
      ...(meeting ? onMeeting : waitsSince(now, null)),
      kind,
      status: 'open',
      position: (await store.lastPosition(tx, meeting?.id ?? null, team.id)) + 1,
      childId,
      problem: content.problem,
      questions: content.questions,
      minutes,
      presenterId,
      formFillerId,
      withoutForm: formFillerId === null && startsWithoutForm({ kind, childId, carriedActionPointId: null }),
      fillerRound: 0,
      ageMonths: content.ageMonths,
      carriedActionPointId: null,
      carriedItemId: null,
      originItemId: null,
      createdById: actor.personId,
      createdAt: now,
      revision: 0,
    }
    return insert(tx, item, actor, now)
  }

  /** Gone from every card; those concerned hear of it, whatever the reason. */
  async function takeOff(
    tx: Tx,
    item: AgendaItem,
    status: 'deleted' | 'replaced',
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await record(tx, now, actor, `agenda.${status}`, item)
    await change(tx, item, { status }, now)
    await removals.takenOff(tx, [item], actor, now)
  }

  return {
    meetingListener: {
      ...carrying.meetingListener,
      ...fillers.meetingListener,
      async planned(tx, meeting, now) {
        await carrying.meetingListener.planned?.(tx, meeting, now)
        await fillers.meetingListener.planned?.(tx, meeting, now)
      },
      async startTakenBack(tx, meeting, now, startedAt) {
        await carrying.meetingListener.startTakenBack?.(tx, meeting, now, startedAt)
        await fillers.meetingListener.planned?.(tx, meeting, now)
      },
    } satisfies MeetingListener,
    teamListener: fillers.teamListener,

    /** How the time of meetings is used (R-AGENDA-3). */
    budgets,

    find: (tx: Tx, id: string) => store.find(tx, id),
    /** What somebody's card leads to. Deleted, replaced and stopped are told apart by nobody (R-FORM-2, R-CONS-6). */
    async reach(tx: Tx, id: string): Promise<AgendaItem | null> {
      const item = await store.find(tx, id)
      return item && isGone(item) ? null : item
    },
    /** @throws Fault ITEM_MISSING: an id from our own rows always leads to an item */
    get,
    /** Open and held, in their order. */
    ofMeeting: (tx: Tx, meetingId: string) => store.ofMeeting(tx, meetingId, ['open', 'held']),
    /** Open items of the team that no meeting has yet, first come first. */
    waiting: (tx: Tx, teamId: string) => store.waiting(tx, teamId),
    /** The same whose form this person is to fill in, of any team. */
    waitingFor: (tx: Tx, personId: string) => store.waitingFilledBy(tx, personId),

    /** The number that people read before an item; 0 when it waits, or stands on the agenda no more. */
    async numberOf(tx: Tx, item: AgendaItem): Promise<number> {
      return item.meetingId === null
        ? 0
        : numberOf(await store.ofMeeting(tx, item.meetingId, ['open', 'held']), item.id)
    },

    /** Only after the consent gate. */
    async childName(tx: Tx, childId: string): Promise<string> {
      const child = await store.child(tx, childId)
      if (!child)
        throw new Fault('CHILD_MISSING', 'a row names a child that is not there: restore the Child row')
      return child.name
    },

    circles: createCircles({ teams, meetings }).of,

    /** Ids of all items of each matter, by the matter's origin. */
    families: (tx: Tx, originItemIds: readonly string[]) => store.families(tx, originItemIds),

    /** Children that this person has put on an agenda of this team before. */
    knownChildren: (tx: Tx, teamId: string, personId: string): Promise<Child[]> =>
      store.childrenBy(tx, teamId, personId),

    /** Names that must not stand in an anonymous text: every child known in the institution (R-CONS-6). Never shown. */
    async namesInInstitution(tx: Tx, institutionId: string): Promise<string[]> {
      return (await store.childrenOfInstitution(tx, institutionId)).map(child => child.name)
    },

    add,

    /** Whether a changed name leaves an item's child the one it was. */
    nameChange: (tx: Tx, item: AgendaItem, name: string) => children.changeOf(tx, item, name),

    /**
     * Changes what an item is about. New questions make its consent stale, which the listeners see to.
     * @param content `childName` empty leaves the child's name as it is; where its change is unclear, the author has said
     *   that it is the same child
     */
    async rewrite(tx: Tx, item: AgendaItem, content: Content, actor: Actor, now: Date): Promise<AgendaItem> {
      const { childName, problem, questions, ageMonths } = content
      const renamed = (await children.changeOf(tx, item, childName)) === 'unclear'
      const childId = await children.rename(tx, item, childName, now)
      await record(tx, now, actor, 'agenda.rewritten', item)
      if (renamed) await record(tx, now, actor, 'agenda.childRenamed', item)
      return change(tx, item, { childId, problem, questions, ageMonths }, now)
    },

    /** Minutes, presenter, who fills in the form. Somebody from outside is invited to the item, or no longer. */
    async arrange(tx: Tx, item: AgendaItem, to: Arrangement, actor: Actor, now: Date): Promise<AgendaItem> {
      await record(tx, now, actor, 'agenda.arranged', item)
      if (to.formFillerId !== item.formFillerId) {
        await fillers.uninvite(tx, item, actor, now)
        await fillers.invite(tx, { ...item, formFillerId: to.formFillerId }, actor, now)
      }
      return change(tx, item, { ...to, withoutForm: to.formFillerId === null }, now)
    },

    /** Puts an item at a place of its own agenda. @param number 1 for the first; past the end means last */
    async putAt(tx: Tx, item: AgendaItem, number: number, actor: Actor, now: Date): Promise<void> {
      if (item.meetingId === null) return
      const others = (await store.ofMeeting(tx, item.meetingId, ['open', 'held']))
        .map(one => one.id)
        .filter(id => id !== item.id)
      await store.reorder(tx, others.toSpliced(Math.max(0, number - 1), 0, item.id))
      await record(tx, now, actor, 'agenda.reordered', item)
    },

    /**
     * Moves an open item to another meeting of its team, or to waiting (null). Where what it carries stands already,
     * it is deleted instead.
     * @param actor null: the bot, e.g. because the meeting was cancelled
     */
    moveTo,

    /**
     * Deletes an open item. What it carried is not lost: an action point that is still open, or a follow-up that is
     * due, comes onto the next agenda that is planned after this one.
     */
    remove: (tx: Tx, item: AgendaItem, actor: Actor, now: Date) => takeOff(tx, item, 'deleted', actor, now),

    /** Of these no row is left (R-FORM-2): what follows is what follows when somebody deletes them. */
    takenOff: removals.takenOff,

    /** held, with the minutes. What an item of another status is asked for stays as it is. */
    async setStatus(tx: Tx, id: string, status: ItemStatus, now: Date): Promise<void> {
      const item = await get(tx, id)
      if (item.status !== status) await change(tx, item, { status }, now)
    },

    /**
     * Discusses anonymously what has no consent (R-CONS-4): a NEW item, as if somebody had added it, and nothing of the
     * named one by which others would know it again (R-CONS-6, docs/decisions/0017). That one is gone like a deleted one.
     * @param input `content` read by `readContent` as an anonymous case; `meeting` null: it waits
     */
    async replaceByAnonymous(
      tx: Tx,
      item: AgendaItem,
      input: Omit<NewItem, 'kind' | 'childId'>,
      actor: Actor,
      now: Date,
    ): Promise<AgendaItem> {
      await takeOff(tx, item, 'replaced', actor, now)
      const anonymous = await add(tx, { ...input, kind: 'anonymousCase', childId: null }, actor, now)
      if (input.meeting) {
        const all = await store.ofMeeting(tx, input.meeting.id, ['open', 'held'])
        await store.reorder(tx, orderWithAnonymous(all))
      }
      return anonymous
    },

    /** What belongs onto the meeting, just before its distribution. */
    carry: carrying.carryAtDeadline,
    /** The same for the team's next meeting, with what waits; nothing while none is planned. */
    carryToNext: carrying.carryToNext,

    carriedFrom: carrying.carriedFrom,

    /** Every item that names the child, whatever its status, the first one first. */
    ofChild: (tx: Tx, childId: string) => store.ofChild(tx, childId),
  }
}
