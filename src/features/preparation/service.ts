import type { PlannedWish } from '../../reminders/model.ts'
import type { Planner } from '../../reminders/planner.ts'
import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Transactions, Tx } from '../../shared/transaction.ts'
import { addWorkingDays } from '../../shared/working-days.ts'
import { dayOf, instantOf } from '../../shared/zoned-time.ts'
import type { AgendaItem, FormState } from '../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../agenda/service.ts'
import type { Reading } from '../consent/model.ts'
import type { ConsentService } from '../consent/service.ts'
import { isUpcoming, type Meeting } from '../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../meetings/service.ts'
import { calendarOf } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import type { DistributionService } from './distribution/service.ts'
import {
  authorOf,
  type FilledStep,
  type Form,
  lateNudgeAt,
  type Missing,
  missingOf,
  planOf,
  type SavedStep,
  type Step,
  type StepAnswers,
  stateOf,
  writerOf,
} from './model.ts'
import type { StopStore } from './stop/store.ts'
import type { FormStore } from './store.ts'

export interface PreparationDeps {
  store: FormStore
  stops: StopStore
  /** for what a read leaves behind: that it was opened */
  db: Transactions
  agenda: AgendaService
  meetings: MeetingService
  consents: ConsentService
  teams: TeamService
  policies: PolicyService
  audit: AuditTrail
  planner: Planner
  ids: Ids
  distribution: DistributionService
}

/** Reminder kinds of the forms (R-FORM-1) and of the distribution (R-FORM-10). */
export const formKinds = {
  ask: 'form.ask',
  nudge: 'form.nudge',
  missing: 'form.missing',
  unfilled: 'form.unfilled',
  distribute: 'distribution.run',
  late: 'distribution.late',
} as const

export type Saved = { ok: true; form: Form } | { ok: false; form: Form; other: SavedStep }

export type PreparationService = ReturnType<typeof createPreparationService>

/** Preparation forms, from the stop question until they are handed in (R-FORM-1–8). */
export function createPreparationService(deps: PreparationDeps) {
  const { store, stops, db, agenda, meetings, consents, teams, policies, audit, planner, ids, distribution } =
    deps

  async function record(
    tx: Tx,
    now: Date,
    actor: Actor,
    action: string,
    item: AgendaItem,
    reason: string,
  ): Promise<void> {
    await audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: 'agendaItem',
      subjectId: item.id,
      childId: item.childId,
      reason,
    })
  }

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
    if (wishes.length === 0 || ahead) await planner.replan(tx, lateScope(item), [], now)
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
    await planner.replan(tx, lateScope(item), at > meeting.dueAt ? [nudge, late] : [nudge], now)
  }

  async function wishesOf(tx: Tx, item: AgendaItem, now: Date): Promise<PlannedWish[]> {
    const { formFillerId, meetingId } = item
    if (item.status !== 'open' || formFillerId === null || meetingId === null) return []
    const meeting = await meetings.find(tx, meetingId)
    if (meeting?.status !== 'planned' || !isUpcoming(meeting, now)) return []
    if ((await store.ofItem(tx, item.id))?.status === 'submitted') return []
    const plan = planOf(await policies.forTeam(tx, item.teamId), meeting, now)
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

  /** The distribution at the deadline, and the coordinator's line a working day before it. */
  async function replanMeeting(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    await planner.replan(tx, `distribution:${meeting.id}`, await meetingWishes(tx, meeting, now), now)
  }

  async function meetingWishes(tx: Tx, meeting: Meeting, now: Date): Promise<PlannedWish[]> {
    if (!isUpcoming(meeting, now)) return []
    const policy = await policies.forTeam(tx, meeting.teamId)
    const { dueAt, zone } = meeting
    const before = instantOf(
      addWorkingDays(dayOf(dueAt, zone), -1, calendarOf(policy)),
      policy.digestAt,
      zone,
    )
    const coordinatorId = await teams.coordinatorOf(tx, meeting.teamId)
    const about = { subjectId: meeting.id }
    return [
      {
        ...about,
        key: `distribution:${meeting.id}:${dueAt.getTime()}`,
        kind: formKinds.distribute,
        recipientId: '',
        dueAt,
      },
      {
        ...about,
        key: `form.missing:${meeting.id}:${dueAt.getTime()}:${coordinatorId}`,
        kind: formKinds.missing,
        recipientId: coordinatorId,
        dueAt: before,
        aheadOnly: true,
      },
    ]
  }

  /** Of what is not handed in, somebody else has to be chosen: the coordinator hears of it, once for all of it. */
  async function fillerLost(
    tx: Tx,
    items: readonly AgendaItem[],
    personId: string,
    now: Date,
  ): Promise<void> {
    const forms = await store.ofItems(
      tx,
      items.map(({ id }) => id),
    )
    const done = new Set(forms.filter(form => form.status === 'submitted').map(form => form.agendaItemId))
    const open = items.filter(({ id }) => !done.has(id))
    const [first] = open
    if (!first) return
    const recipientId = await teams.coordinatorOf(tx, first.teamId)
    const key = `${formKinds.unfilled}:${first.id}:${first.fillerRound}`
    const detail = { personId, items: open.map(({ id }) => id) }
    await planner.deliver(
      tx,
      { key, kind: formKinds.unfilled, subjectId: first.teamId, recipientId, detail },
      now,
    )
  }

  const agendaListener: AgendaListener = { added: replan, changed: replan, removed: replan, fillerLost }

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

  /** May this person read the form: under the item's consent, or because the words are theirs. */
  const gate = (tx: Tx, item: AgendaItem, form: Form, personId: string, now: Date): Promise<Reading> =>
    consents.gate(tx, item, personId, now, authorOf(form))

  async function write(tx: Tx, form: Form, change: Partial<Form>): Promise<Form> {
    const next = { ...form, ...change }
    // Writes queue one after the other, and the form was read in this very transaction.
    if (!(await store.update(tx, next, form.revision)))
      throw new TypeError('a form changed inside a transaction')
    return { ...next, revision: form.revision + 1 }
  }

  return {
    agendaListener,
    meetingListener,
    replan,
    planLate,
    gate,

    formOf: (tx: Tx, itemId: string): Promise<Form | null> => store.ofItem(tx, itemId),
    stateOf: async (tx: Tx, item: AgendaItem): Promise<FormState> =>
      stateOf(item, await store.ofItem(tx, item.id)),
    /** The same for an agenda, with one query. */
    async statesOf(tx: Tx, items: readonly AgendaItem[]): Promise<ReadonlyMap<string, FormState>> {
      const forms = new Map(
        (
          await store.ofItems(
            tx,
            items.map(({ id }) => id),
          )
        ).map(form => [form.agendaItemId, form]),
      )
      return new Map(items.map(item => [item.id, stateOf(item, forms.get(item.id) ?? null)]))
    },

    /** Whoever is asked to fill it in, and nobody else: everything else about the item is the consent's matter. */
    mayFill: (item: AgendaItem, actor: Actor): boolean =>
      item.status === 'open' && item.formFillerId === actor.personId,

    /**
     * The stop question was answered with no (R-FORM-2): from now on there is a form. What a colleague had begun is
     * gone on with where the consent lets this person read it.
     * @returns null when a colleague has answered something that this person may not read: there is one form of an item,
     *   and nothing unseen is written over
     */
    async begin(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<Form | null> {
      const form = await store.ofItem(tx, item.id)
      if (form) {
        if (authorOf(form) === actor.personId || form.status === 'submitted') return form
        const readable = (await gate(tx, item, form, actor.personId, now)).allowed
        if (readable) return form
        if (Object.keys(form.answers).length > 0) return null
        return write(tx, form, { updatedById: actor.personId, updatedAt: now })
      }
      const begun: Form = {
        id: ids.next(),
        agendaItemId: item.id,
        status: 'draft',
        answers: {},
        revision: 0,
        version: 0,
        updatedById: actor.personId,
        updatedAt: now,
        submittedAt: null,
        late: false,
      }
      await store.insert(tx, begun)
      await record(tx, now, actor, 'form.begun', item, 'filler')
      return begun
    },

    /**
     * Suspicion of violence or abuse (R-FORM-2): what stands open in the item's matter is removed, and with it every
     * reminder, request and message about it. The record says in which team an item was stopped, and not which one:
     * earlier records of the item name its child.
     */
    async stop(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
      await planner.forget(tx, await stops.erase(tx, item, actor.tenantId))
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: 'form.stopped',
        subjectType: 'team',
        subjectId: item.teamId,
        reason: 'filler',
      })
    },

    /**
     * Stores a step as it was left, half filled in as it may be (R-FORM-3).
     * @param seen the step's number as it stood on the card that was filled in; 0 for one never saved
     * @returns the other answer, unchanged, when the step was changed since, by somebody else or on another device
     */
    async saveStep<S extends FilledStep>(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      step: S,
      answer: StepAnswers[S],
      seen: number,
      actor: Actor,
      now: Date,
    ): Promise<Saved> {
      const stored = form.answers[step] as SavedStep | undefined
      if (stored && JSON.stringify(stored.answer) === JSON.stringify(answer)) return { ok: true, form }
      if (stored && stored.seen !== seen) return { ok: false, form, other: stored }
      const { personId } = actor
      // Some of a colleague's words may be left in it.
      const by = stored && writerOf(form, stored) !== personId ? '' : personId
      const saved = { seen: (stored?.seen ?? 0) + 1, savedAt: now.toISOString(), by, answer }
      await record(tx, now, actor, 'form.saved', item, 'filler')
      return {
        ok: true,
        form: await write(tx, form, {
          answers: { ...form.answers, [step]: saved },
          updatedById: actor.personId,
          updatedAt: now,
        }),
      }
    },

    /**
     * Hands the form in. A second click changes nothing.
     * @returns what is missing; nothing when it is handed in
     */
    async submit(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      actor: Actor,
      now: Date,
    ): Promise<{ form: Form; missing: Missing[] }> {
      if (form.status === 'submitted') return { form, missing: [] }
      const missing = missingOf(form.answers)
      if (missing.length > 0) return { form, missing }
      const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
      const submitted = await write(tx, form, {
        status: 'submitted',
        version: form.version + 1,
        submittedAt: now,
        late: meeting !== null && now > meeting.dueAt,
        updatedAt: now,
      })
      await record(tx, now, actor, 'form.submitted', item, 'filler')
      await replan(tx, item, now)
      await distribution.formSubmitted(tx, item, now)
      return { form: submitted, missing: [] }
    },

    /**
     * Takes a form back to correct it, until the deadline: then it is with the participants.
     * @returns null when it is too late
     */
    async takeBack(tx: Tx, item: AgendaItem, form: Form, actor: Actor, now: Date): Promise<Form | null> {
      const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
      if (form.status !== 'submitted' || (meeting && now >= meeting.dueAt)) return null
      const taken = await write(tx, form, { status: 'draft', submittedAt: null, late: false, updatedAt: now })
      await record(tx, now, actor, 'form.takenBack', item, 'filler')
      await replan(tx, item, now)
      return taken
    },

    /** Records a read with its reason before it is returned (R-SEC-4), and that this person has opened the form. */
    async opened(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      actor: Actor,
      reason: string,
      now: Date,
    ): Promise<void> {
      await record(tx, now, actor, 'form.read', item, reason)
      if (form.version === 0) return
      const mark = (own: Tx) => store.markOpened(own, item.id, actor.personId, form.version, now)
      if (tx === db.reader) await db.write(mark)
      else await mark(tx)
    },

    /**
     * Records that somebody who fills the form in is shown what it holds (R-SEC-4): a step that was saved before, or
     * anything of a form that a colleague wrote in.
     */
    async shown(tx: Tx, item: AgendaItem, form: Form, step: Step, actor: Actor, now: Date): Promise<void> {
      const own = authorOf(form) === actor.personId
      if (own && (step === 'overview' || form.answers[step] === undefined)) return
      const reading = await gate(tx, item, form, actor.personId, now)
      await record(tx, now, actor, 'form.read', item, reading.allowed ? reading.reason : 'filler')
    },

    /** Forms that this person is to fill in and has not handed in, of meetings to come, the most urgent first. */
    async open(tx: Tx, actor: Actor, now: Date): Promise<{ item: AgendaItem; meeting: Meeting }[]> {
      const { upcoming } = await meetings.mine(tx, actor, now)
      const open: { item: AgendaItem; meeting: Meeting }[] = []
      for (const meeting of upcoming) {
        const mine = (await agenda.ofMeeting(tx, meeting.id)).filter(
          item => item.status === 'open' && item.formFillerId === actor.personId,
        )
        const states = await this.statesOf(tx, mine)
        open.push(
          ...mine.filter(item => states.get(item.id) !== 'submitted').map(item => ({ item, meeting })),
        )
      }
      return open
    },
  }
}
