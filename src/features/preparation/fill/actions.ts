import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import { beside, nothingHere, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { AnonymityService } from '../../agenda/anonymity/service.ts'
import { type AgendaItem, isNamed, roleFor } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { whatWords } from '../../agenda/view/cards.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import {
  authorOf,
  type FilledStep,
  type Form,
  lengthProblems,
  missingOf,
  resumeAt,
  type Step,
  stepAfter,
  stepBefore,
  steps,
  typedTexts,
  whoKnows,
} from '../model.ts'
import { answerOf, emptyAnswer, type Typed, typedSchema, whomOf } from '../schema.ts'
import type { HandedInAs, PreparationService } from '../service.ts'
import { type FillPlace, type FormPlace, stopCard, stoppedCard } from '../stop/cards.ts'
import { keptCard, overviewCard, type StepView, stepCard, submittedCard } from './cards.ts'

export interface FillDeps {
  preparation: PreparationService
  agenda: AgendaService
  anonymity: AnonymityService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
}

type OnItem = Turn<{ itemId: string }>
type Grant = { item: AgendaItem; meeting: Meeting | null }

const itemRef = { itemId: z.uuid() }
const filledSteps = steps.filter((step): step is FilledStep => step !== 'overview')
const saveSchema = typedSchema.extend({
  ...itemRef,
  step: z.enum(filledSteps),
  known: z.number().int(),
  go: z.enum(['next', 'back', 'close']),
  /** the form was handed in: take it back first */
  reopen: z.boolean().default(false),
})

/** Filling in a form, step by step (R-FORM-2, 3, 5, 8). */
export function createFillActions(deps: FillDeps): Action[] {
  const { preparation, agenda, anonymity, meetings, teams, people, policies } = deps

  /**
   * Those who know of the item: whoever fills it in is one of them, and the others are told that they do not. While it
   * waits there is no meeting to be invited to, and its filler is known by the item alone.
   */
  async function authorize(turn: OnItem): Promise<Grant | null> {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    if (!item) return null
    const fillsWaiting = item.meetingId === null && item.formFillerId === turn.actor.personId
    if (!fillsWaiting && roleFor(turn.actor, item) === null) return null
    const meeting = item.meetingId === null ? null : await meetings.find(turn.tx, item.meetingId)
    return { item, meeting }
  }

  /** What stands in the way of filling it in now; null when nothing does. */
  async function obstacle(turn: OnItem, { item, meeting }: Grant): Promise<Outcome | null> {
    const { actor, now } = turn
    const t = textsIn(actor.language).preparation
    if (item.formFillerId !== actor.personId) return refuse('notFiller', t.notFiller)
    if (item.status !== 'open' || (meeting && !isUpcoming(meeting, now))) return refuse('closed', t.closed)
    return null
  }

  async function placeOf(turn: OnItem, { item, meeting }: Grant): Promise<FormPlace> {
    const { tx, actor } = turn
    const { language: lang } = actor
    const t = textsIn(lang).preparation
    const team = shown((await teams.get(tx, item.teamId)).name)
    const { zone } = await policies.of(tx, actor.tenantId)
    const context = meeting
      ? t.context(await agenda.numberOf(tx, item), team, rowDate(meeting.startAt, meeting.zone, lang))
      : t.contextWaiting(team)
    return { itemId: item.id, whom: whomOf(item), context, zone, lang }
  }

  /** @param childName as `preparation.shown` has let this reader have it, and recorded it */
  const childPlace = async (turn: OnItem, grant: Grant, childName: string | null): Promise<FillPlace> => ({
    ...(await placeOf(turn, grant)),
    about: whatWords({ item: grant.item, childName }, turn.actor.language),
    saidNo: await preparation.parentsSaidNo(turn.tx, grant.item, turn.now),
  })

  /** Before the form: here it is decided which child it is about, so whoever is not told that is told whom to ask. */
  async function showStop(turn: OnItem, grant: Grant, problem = ''): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { item } = grant
    const childName = await preparation.shown(tx, item, null, actor, now)
    const withheld = isNamed(item) && childName === null
    const knows = withheld ? whoKnows(item, await teams.members(tx, item.teamId), actor.personId) : null
    const ask = knows === null ? '' : (await people.get(tx, knows)).name
    return view(stopCard(await childPlace(turn, grant, childName), { ask, problem }))
  }

  /** The draft that this person may go on with; null when the stop question comes first. */
  async function draftOf(turn: OnItem, item: AgendaItem): Promise<Form | null> {
    const form = await preparation.formOf(turn.tx, item.id)
    if (!form || authorOf(form) === turn.actor.personId) return form
    const reading = await preparation.gate(turn.tx, item, form, turn.actor.personId, turn.now)
    return reading.allowed ? form : null
  }

  /** When the form reaches the others, as the overview says it, or the thanks; a named child's once there is consent. */
  function nextWords(
    { actor, now }: OnItem,
    { item, meeting }: Grant,
    after: 'overview' | 'submitted',
  ): string {
    const { preparation: t } = textsIn(actor.language)
    const named = isNamed(item)
    if (!meeting) return t.overview.nextWaiting(named)
    const { next, nextLate } = t[after]
    return now < meeting.dueAt
      ? next(rowDate(meeting.dueAt, meeting.zone, actor.language), named)
      : nextLate(named)
  }

  async function showSubmitted(
    turn: OnItem,
    grant: Grant,
    form: Form,
    as: HandedInAs = 'first',
  ): Promise<Outcome> {
    const { actor, now } = turn
    const place = await placeOf(turn, grant)
    const t = textsIn(actor.language).preparation.submitted
    return view(
      submittedCard(place, {
        at: rowDate(form.submittedAt ?? now, place.zone, actor.language),
        next: as === 'first' ? nextWords(turn, grant, 'submitted') : t[as],
      }),
    )
  }

  async function showOverview(
    turn: OnItem,
    grant: Grant,
    form: Form,
    said: { saved?: string; problem?: string } = {},
  ): Promise<Outcome> {
    const { overview } = textsIn(turn.actor.language).preparation
    const next = form.status === 'correcting' ? overview.nextCorrecting : nextWords(turn, grant, 'overview')
    const seen = { form, step: 'overview' } as const
    const childName = await preparation.shown(turn.tx, grant.item, seen, turn.actor, turn.now)
    const about = { missing: missingOf(form.answers), next, ...said }
    return view(overviewCard(await childPlace(turn, grant, childName), form, about))
  }

  async function showStep(
    turn: OnItem,
    grant: Grant,
    form: Form,
    step: Step,
    said: Partial<StepView> = {},
  ): Promise<Outcome> {
    if (step === 'overview') return showOverview(turn, grant, form)
    const childName = await preparation.shown(turn.tx, grant.item, { form, step }, turn.actor, turn.now)
    const stored = form.answers[step]
    const handedIn = form.status === 'submitted'
    const shownNow: StepView = { step, answer: stored?.answer, seen: stored?.seen ?? 0, handedIn, ...said }
    return view(stepCard(await childPlace(turn, grant, childName), shownNow, form))
  }

  async function resume(turn: OnItem, grant: Grant, form: Form): Promise<Outcome> {
    if (form.status === 'submitted') return showSubmitted(turn, grant, form)
    return showStep(turn, grant, form, resumeAt(form.answers))
  }

  /** Runs what needs a begun form; without one, the stop question comes first. */
  async function withForm(
    turn: OnItem,
    grant: Grant,
    work: (form: Form) => Promise<Outcome>,
  ): Promise<Outcome> {
    const blocked = await obstacle(turn, grant)
    if (blocked) return blocked
    const form = await draftOf(turn, grant.item)
    return form ? work(form) : showStop(turn, grant)
  }

  const withDraft: typeof withForm = (turn, grant, work) =>
    withForm(turn, grant, form =>
      form.status === 'submitted' ? showSubmitted(turn, grant, form) : work(form),
    )

  type Save = Turn<z.infer<typeof saveSchema>>
  const holdsText = ({ step, ...typed }: Save['payload']): boolean =>
    Object.values(typedTexts(step, answerOf(step, typed as Typed, undefined))).some(
      text => text.trim() !== '',
    )

  /** A step that came back. When it cannot be kept any more, the card stays with what is written on it. */
  async function withStep(
    turn: Save,
    grant: Grant,
    work: (form: Form) => Promise<Outcome>,
  ): Promise<Outcome> {
    const blocked = await obstacle(turn, grant)
    if (blocked && holdsText(turn.payload))
      return beside(blocked, textsIn(turn.actor.language).common.stillHere)
    return withForm(turn, grant, work)
  }

  const typedOf = ({ payload }: Save, form: Form) =>
    answerOf(payload.step, payload as Typed, form.answers[payload.step]?.answer)

  /** The step again with what was typed, and what is wrong at its fields. */
  const again = (turn: Save, grant: Grant, form: Form, problems: Record<string, string>) =>
    showStep(turn, grant, form, turn.payload.step, {
      answer: typedOf(turn, form),
      seen: turn.payload.known,
      problems,
      problem: textsIn(turn.actor.language).common.fix,
    })

  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

  /** Handed in on another device while this step stood typed here: nothing of it vanishes unseen. */
  async function saveLate(turn: Save, grant: Grant, form: Form): Promise<Outcome> {
    const { step, known, reopen } = turn.payload
    const answer = typedOf(turn, form)
    const stored = form.answers[step]
    if (same(answer, stored?.answer ?? emptyAnswer(step))) return showSubmitted(turn, grant, form)
    if (reopen)
      return save(turn, grant, await preparation.takeBack(turn.tx, grant.item, form, turn.actor, turn.now))
    const other = stored && stored.seen !== known ? { other: stored } : {}
    return showStep(turn, grant, form, step, { answer, ...other })
  }

  async function save(turn: Save, grant: Grant, form: Form): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { step, known, go } = payload
    const answer = typedOf(turn, form)
    const { common, agenda: words } = textsIn(actor.language)
    const telling = await anonymity.itemTexts(turn, grant.item, typedTexts(step, answer))
    const long = Object.entries(lengthProblems(step, answer))
    const problems = Object.fromEntries([
      ...[...telling].map(([field, told]) => [field, words.telling[told]]),
      ...long.map(([field, max]) => [field, common.tooLong(max)]),
    ])
    if (Object.keys(problems).length > 0) return again(turn, grant, form, problems)
    const saved = await preparation.saveStep(tx, grant.item, form, step, answer, known, actor, now)
    if (!saved.ok)
      return showStep(turn, grant, form, step, { answer, seen: saved.other.seen, other: saved.other })
    if (go === 'close') return view(keptCard(await placeOf(turn, grant), saved.form, now))
    const to = go === 'back' ? stepBefore(step) : stepAfter(step)
    return to ? showStep(turn, grant, saved.form, to) : showStop(turn, grant)
  }

  /** @param grant null: there is nothing here that this person could stop */
  async function stop(turn: OnItem, grant: Grant | null): Promise<Outcome> {
    const { tx, actor, now } = turn
    const stops = grant !== null && (await obstacle(turn, grant)) === null
    if (stops) await preparation.stop(tx, grant.item, actor, now)
    const { emergency } = await policies.of(tx, actor.tenantId)
    return view(stoppedCard(emergency, stops, actor.language))
  }

  async function begin(turn: OnItem, grant: Grant, suspicion: 'no' | ''): Promise<Outcome> {
    const blocked = await obstacle(turn, grant)
    if (blocked) return blocked
    const t = textsIn(turn.actor.language).preparation
    if (suspicion === '') return showStop(turn, grant, t.stop.missing)
    const begun = await preparation.begin(turn.tx, grant.item, turn.actor, turn.now)
    return begun ? resume(turn, grant, begun) : refuse('begunByOther', t.begunByOther)
  }

  return [
    defineAction({
      verb: 'form.open',
      effect: 'read',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: (turn, grant) => withDraft(turn, grant, form => resume(turn, grant, form)),
    }),
    defineAction({
      verb: 'form.ask',
      effect: 'read',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: async (turn, grant) => (await obstacle(turn, grant)) ?? showStop(turn, grant),
    }),
    defineAction({
      verb: 'form.begin',
      effect: 'write',
      schema: z.object({ ...itemRef, suspicion: z.enum(['yes', 'no', '']).catch('').default('') }),
      // Whoever knows of violence is told what to do, though the card be old, and the item gone or not theirs to stop.
      authorize: async turn => (await authorize(turn)) ?? (turn.payload.suspicion === 'yes' ? 'gone' : null),
      async run(turn, grant) {
        const { payload } = turn
        if (payload.suspicion === 'yes') return stop(turn, grant === 'gone' ? null : grant)
        return grant === 'gone' ? nothingHere : begin(turn, grant, payload.suspicion)
      },
    }),
    defineAction({
      verb: 'form.step',
      effect: 'read',
      schema: z.object({ ...itemRef, step: z.enum(steps) }),
      authorize: turn => authorize(turn),
      run: (turn, grant) => withDraft(turn, grant, form => showStep(turn, grant, form, turn.payload.step)),
    }),
    defineAction({
      verb: 'form.save',
      effect: 'write',
      schema: saveSchema,
      authorize: turn => authorize(turn),
      holdsText,
      run: (turn, grant) =>
        withStep(turn, grant, form =>
          form.status === 'submitted' ? saveLate(turn, grant, form) : save(turn, grant, form),
        ),
      again: (turn, grant, fields) =>
        withStep(turn, grant, form => {
          const { cprField } = textsIn(turn.actor.language).common
          const names = fields.map(field => field.replace(/^(reflection|perspective)_/, ''))
          return again(turn, grant, form, Object.fromEntries(names.map(name => [name, cprField])))
        }),
    }),
    defineAction({
      verb: 'form.submit',
      effect: 'write',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withDraft(turn, grant, async form => {
          const { tx, actor, now } = turn
          const handed = await preparation.submit(tx, grant.item, form, actor, now)
          const problem = textsIn(actor.language).preparation.overview.notYet
          return handed.missing.length > 0
            ? showOverview(turn, grant, form, { problem })
            : showSubmitted(turn, grant, handed.form, handed.as)
        }),
    }),
    defineAction({
      verb: 'form.takeBack',
      effect: 'write',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      async run(turn, grant) {
        const blocked = await obstacle(turn, grant)
        if (blocked) return blocked
        const { tx, actor, now } = turn
        const t = textsIn(actor.language).preparation.submitted
        const form = await draftOf(turn, grant.item)
        if (!form) return showStop(turn, grant)
        if (form.status !== 'submitted') return resume(turn, grant, form)
        const taken = await preparation.takeBack(tx, grant.item, form, actor, now)
        const saved = taken.status === 'correcting' ? t.correcting : t.takenBack
        return showOverview(turn, grant, taken, { saved })
      },
    }),
  ]
}
