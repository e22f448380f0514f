import type { Actor } from '../../shared/action.ts'
import type { AuditEvent, AuditTrail } from '../../shared/audit.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Transactions, Tx } from '../../shared/transaction.ts'
import { type AgendaItem, type FormState, itemEvent } from '../agenda/model.ts'
import { type Reading, type Submission, saidNo, wordsOf } from '../consent/model.ts'
import { isUpcoming } from '../meetings/model.ts'
import { createFormDeadlines, type FormDeadlineDeps } from './deadlines/service.ts'
import type { DistributionService } from './distribution/service.ts'
import {
  authorOf,
  changedSince,
  contentOf,
  type FilledStep,
  type Form,
  type Missing,
  missingOf,
  restoredAnswers,
  type SavedStep,
  type Step,
  type StepAnswers,
  showsWords,
  stateOf,
  touchedBy,
  writerOf,
} from './model.ts'
import { createOpenForms } from './open/service.ts'
import { createFormReading, keyOfForm } from './reading/service.ts'
import type { Placement } from './scale/model.ts'
import { parseAnswers, sameAnswers } from './schema.ts'
import type { StopStore } from './stop/store.ts'
import { isHandedIn } from './versions/model.ts'
import type { Standing, VersionService } from './versions/service.ts'

export interface PreparationDeps extends FormDeadlineDeps {
  stops: StopStore
  versions: VersionService
  /** for what a read leaves behind: that it was opened */
  db: Transactions
  audit: AuditTrail
  ids: Ids
  distribution: DistributionService
}

/** first: nobody had it · corrected, unchanged, dropped: the others had a version of it */
export type HandedInAs = 'first' | 'corrected' | 'unchanged' | 'dropped'

export type Saved = { ok: true; form: Form } | { ok: false; form: Form; other: SavedStep }

export type PreparationService = ReturnType<typeof createPreparationService>

/** Preparation forms, from the stop question until they are handed in (R-FORM-1–8). */
export function createPreparationService(deps: PreparationDeps) {
  const {
    store,
    stops,
    versions,
    db,
    agenda,
    meetings,
    consents,
    policies,
    audit,
    planner,
    ids,
    distribution,
  } = deps
  const deadlines = createFormDeadlines(deps)
  const reading = createFormReading({ store, versions })

  const record = (tx: Tx, now: Date, actor: Actor, action: string, item: AgendaItem, reason: string) =>
    audit.record(tx, now, itemEvent(actor, action, item, reason))

  /** May this person read the form now? */
  async function gate(
    tx: Tx,
    item: AgendaItem,
    form: Form,
    personId: string,
    now: Date,
  ): Promise<Reading<Submission>> {
    const out = await distribution.isOutFor(tx, item, keyOfForm(form), form.version, personId)
    return consents.gate(tx, item, contentOf(form, item, out), personId, now)
  }

  /**
   * The child's name for this reader, with the record that is to be made of it; null when it is withheld, or nobody is
   * named. The name is the item's: to have written the form is no claim to it (R-CONS-4).
   */
  async function nameFor(
    tx: Tx,
    item: AgendaItem,
    actor: Actor,
    now: Date,
  ): Promise<{ childName: string | null; reads: AuditEvent[] }> {
    const reading = await consents.gate(tx, item, wordsOf(item), actor.personId, now)
    if (item.childId === null || !reading.allowed) return { childName: null, reads: [] }
    return {
      childName: await agenda.childName(tx, item.childId),
      reads: [itemEvent(actor, 'item.read', item, reading.reason)],
    }
  }

  async function write(tx: Tx, form: Form, change: Partial<Form>): Promise<Form> {
    const next = { ...form, ...change }
    // Writes queue one after the other, and the form was read in this very transaction.
    if (!(await store.update(tx, next, form.revision)))
      throw new TypeError('a form changed inside a transaction')
    return { ...next, revision: form.revision + 1 }
  }

  /** The form as its row stands, for what is the same of everything that is handed in. */
  const standingOf = (form: Form): Standing => ({
    ...keyOfForm(form),
    status: form.status,
    version: form.version,
    submittedAt: form.submittedAt,
    late: form.late,
    answers: JSON.stringify(form.answers),
    writtenById: form.updatedById,
  })

  return {
    ...deadlines,
    gate,

    /** The form as this person may read it now; null when it is not handed in, or none of it is theirs to read. */
    async readable(tx: Tx, item: AgendaItem, form: Form, personId: string, now: Date): Promise<Form | null> {
      const chosen = isHandedIn(form) ? await this.choose(tx, item, form, 0, personId, now) : null
      return chosen && (await gate(tx, item, chosen.read, personId, now)).allowed ? chosen.read : null
    },
    /** The version that this person asks for, 0 for the newest of theirs; null when they did not have it (R-FORM-11). */
    choose: async (tx: Tx, item: AgendaItem, form: Form, asked: number, personId: string, now: Date) =>
      reading.choose(tx, form, asked, {
        personId,
        had: await distribution.versionsOf(tx, keyOfForm(form), personId),
        mayRead: async newest => (await gate(tx, item, newest, personId, now)).allowed,
      }),

    formOf: (tx: Tx, itemId: string): Promise<Form | null> => store.ofItem(tx, itemId),
    stateOf: async (tx: Tx, item: AgendaItem): Promise<FormState> =>
      stateOf(item, await store.ofItem(tx, item.id)),
    /** The same for an agenda, with one query. */
    async statesOf(tx: Tx, items: readonly AgendaItem[]): Promise<ReadonlyMap<string, FormState>> {
      const forms = await store.ofItems(tx, items)
      return new Map(items.map(item => [item.id, stateOf(item, forms.get(item.id) ?? null)]))
    },

    /** Whether it is for this person to correct what is handed in, until the meeting is held (R-FORM-11). */
    async mayCorrect(tx: Tx, item: AgendaItem, form: Form, actor: Actor, now: Date): Promise<boolean> {
      if (!isHandedIn(form) || !this.mayFill(item, actor)) return false
      const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
      return meeting === null || isUpcoming(meeting, now)
    },

    parentsSaidNo: async (tx: Tx, item: AgendaItem, now: Date): Promise<boolean> =>
      saidNo(await consents.stateOf(tx, item, now)),

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
        await record(tx, now, actor, 'form.begun', item, 'filler')
        return write(tx, form, { updatedById: actor.personId, updatedAt: now })
      }
      const begun: Form = {
        id: ids.next(),
        agendaItemId: item.id,
        status: 'draft',
        layout: (await policies.of(tx, actor.tenantId)).formLayout,
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
     * reminder, request and message about it. Others hear what they hear when somebody deletes an item (decision 0011).
     * The record says in which team an item was stopped, and not which one: earlier records of the item name its child.
     */
    async stop(
      tx: Tx,
      item: AgendaItem,
      actor: Actor,
      now: Date,
      reason: 'filler' | 'contributor' = 'filler',
    ): Promise<void> {
      const { items, ids: gone } = await stops.erase(tx, item, actor.tenantId)
      await planner.forget(tx, gone)
      await agenda.takenOff(tx, items, actor, now)
      await stops.eraseGuests(tx, gone)
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: 'form.stopped',
        subjectType: 'team',
        subjectId: item.teamId,
        reason,
      })
    },

    /**
     * Stores a step as it was left, half filled in as it may be (R-FORM-3).
     * @param seen the step's number as it stood on the card that was filled in; 0 for one never saved
     * @param on of a theme, the signs whose details the card asked for; empty: the step's own card
     * @returns the other answer, unchanged, when what the card shows was changed since, by somebody else or on another
     *   device
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
      on: readonly string[] = [],
    ): Promise<Saved> {
      const stored = form.answers[step] as SavedStep | undefined
      if (stored && JSON.stringify(stored.answer) === JSON.stringify(answer)) return { ok: true, form }
      if (stored && changedSince(stored, on, seen)) return { ok: false, form, other: stored }
      const { personId } = actor
      // Some of a colleague's words may be left in it.
      const by = stored && writerOf(form, stored) !== personId ? '' : personId
      const touched = touchedBy(step, stored, answer)
      const saved = { seen: (stored?.seen ?? 0) + 1, touched, savedAt: now.toISOString(), by, answer }
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
     * Hands the form in, or its correction (R-FORM-11). A second click changes nothing.
     * @returns what is missing; nothing when it is handed in. `as`: a correction may have changed nothing
     */
    async submit(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      actor: Actor,
      now: Date,
    ): Promise<{ form: Form; missing: Missing[]; as: HandedInAs }> {
      if (form.status === 'submitted') return { form, missing: [], as: 'first' }
      const { scale } = await policies.of(tx, actor.tenantId)
      const missing = missingOf(form.answers, scale)
      if (missing.length > 0) return { form, missing, as: 'first' }
      const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
      const { standing, restored } = await versions.handIn(
        tx,
        standingOf(form),
        earlier => sameAnswers(parseAnswers(earlier), form.answers),
        { now, dueAt: meeting?.dueAt ?? null },
      )
      const words = restored
        ? { answers: parseAnswers(restored.answers), updatedById: restored.writtenById }
        : {}
      const submitted = await write(tx, form, { ...standing, ...words, updatedAt: now })
      await record(tx, now, actor, 'form.submitted', item, 'filler')
      await deadlines.replan(tx, item, now)
      await distribution.submitted(tx, item, now)
      const correction = restored ? 'unchanged' : 'corrected'
      return { form: submitted, missing: [], as: form.status === 'correcting' ? correction : 'first' }
    },

    /**
     * Takes a form back to correct it: as long as nobody has it, it is a draft again; afterwards the others read on
     * what was handed in, until the correction is (R-FORM-11). One that is taken back already stays as it is.
     */
    async takeBack(tx: Tx, item: AgendaItem, form: Form, actor: Actor, now: Date): Promise<Form> {
      if (form.status !== 'submitted') return form
      const reached = await distribution.hasReached(tx, item, keyOfForm(form), now)
      const standing = await versions.takeBack(tx, standingOf(form), reached)
      const taken = await write(tx, form, { ...standing, updatedAt: now })
      await record(tx, now, actor, reached ? 'form.correcting' : 'form.takenBack', item, 'filler')
      await deadlines.replan(tx, item, now)
      return taken
    },

    /**
     * Drops a correction that is not handed in; what the others have stands (R-FORM-11). A second click changes nothing.
     * @param sure the form's revision that its filler was asked about; null: not asked yet
     * @returns null when something was changed and nobody has said that it may go
     */
    async drop(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      sure: number | null,
      actor: Actor,
      now: Date,
    ): Promise<Form | null> {
      if (form.status !== 'correcting') return form
      const { standing, restored, unchanged } = await versions.drop(tx, standingOf(form), earlier =>
        sameAnswers(parseAnswers(earlier), form.answers),
      )
      if (!unchanged && sure !== form.revision) return null
      const answers = restoredAnswers(form.answers, parseAnswers(restored.answers))
      const words = { answers, updatedById: restored.writtenById }
      const kept = await write(tx, form, { ...standing, ...words, updatedAt: now })
      await record(tx, now, actor, 'form.dropped', item, 'filler')
      await deadlines.replan(tx, item, now)
      return kept
    },

    /**
     * Records a read with its reason before it is returned (R-SEC-4), and that this person has opened the form.
     * @returns the name of the child that it is about; null when that is withheld, or nobody is named
     */
    async opened(
      tx: Tx,
      item: AgendaItem,
      form: Form,
      actor: Actor,
      reason: string,
      now: Date,
    ): Promise<string | null> {
      const { childName, reads } = await nameFor(tx, item, actor, now)
      await audit.record(tx, now, ...reads, itemEvent(actor, 'form.read', item, reason))
      if (form.version === 0) return childName
      const mark = (own: Tx) => store.markOpened(own, keyOfForm(form), actor.personId, form.version, now)
      if (tx === db.reader) await db.write(mark)
      else await mark(tx)
      return childName
    },

    /**
     * The own placement of the form, for the second one at the meeting (R-FORM-5); the read is recorded.
     * @returns null when nothing is handed in, or this person may not read it
     */
    async ownPlacement(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<Placement | null> {
      const form = await store.ofItem(tx, item.id)
      const read = form && (await reading.handedIn(tx, form))
      const own = read?.answers.placement?.answer.own
      if (!read || !own) return null
      const allowed = await gate(tx, item, read, actor.personId, now)
      if (!allowed.allowed) return null
      await record(tx, now, actor, 'form.read', item, allowed.reason)
      return own
    },

    /**
     * Records what somebody who fills the form in is shown (R-SEC-4): which child it is about, and what the form
     * holds, where this step shows something of it.
     * @param seen null: the stop question, which shows nothing of the form
     * @returns the child's name; null when it is withheld, or nobody is named
     */
    async shown(
      tx: Tx,
      item: AgendaItem,
      seen: { form: Form; step: Step } | null,
      actor: Actor,
      now: Date,
    ): Promise<string | null> {
      const { childName, reads } = await nameFor(tx, item, actor, now)
      if (seen && showsWords(seen.form, seen.step, actor.personId)) {
        const reading = await gate(tx, item, seen.form, actor.personId, now)
        reads.push(itemEvent(actor, 'form.read', item, reading.allowed ? reading.reason : 'filler'))
      }
      await audit.record(tx, now, ...reads)
      return childName
    },

    open: createOpenForms(deps),
  }
}
