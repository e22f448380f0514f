import { z } from 'zod'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { beside, nothingHere, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import {
  allSteps,
  changedSince,
  type FilledStep,
  type Form,
  isTheme,
  type StepAnswers,
  stepAfter,
  stepBefore,
  type ThemeAnswer,
} from '../model.ts'
import {
  answerOf,
  emptyAnswer,
  type SignsOn,
  signsKnown,
  type Typed,
  typedSchema,
  whomOf,
} from '../schema.ts'
import { detailsAfter, detailsBefore, signIn } from '../signs/model.ts'
import { stoppedCard } from '../stop/cards.ts'
import { lengthProblems, typedTexts } from '../texts/model.ts'
import { dropCard, keptCard } from './cards.ts'
import { createStepViews, type FillDeps, type Grant, type OnItem } from './step/actions.ts'

const itemRef = { itemId: z.uuid() }
const filledSteps = allSteps.filter((step): step is FilledStep => step !== 'overview')
/** The signs whose details a card of a theme asks for, by id; empty: the theme's own card. */
const signsField = z.string().max(400).default('')
const saveSchema = typedSchema.extend({
  ...itemRef,
  step: z.enum(filledSteps),
  signs: signsField,
  known: z.number().int(),
  go: z.enum(['next', 'back', 'close']),
  /** the form was handed in: take it back first */
  reopen: z.boolean().default(false),
})

/** Of the signs that a card names, those that the theme knows of. */
const signsIn = (stored: ThemeAnswer | undefined, signs: string): string[] =>
  signs.split(',').filter(key => key !== '' && signIn(stored, key) !== undefined)

/** The inputs that somebody types into; those of signs are named after them. */
const isTextInput = (name: string) =>
  /^(own|seen|since|reason)$|^(seen|since|reflection|perspective|worries|working|wanted)_/.test(name)

/** Filling in a form, step by step (R-FORM-2, 3, 5, 8). */
export function createFillActions(deps: FillDeps): Action[] {
  const { preparation, anonymity, policies } = deps
  const views = createStepViews(deps)
  const {
    authorize,
    obstacle,
    draftOf,
    resume,
    showOverview,
    showStop,
    showStep,
    showSubmitted,
    withForm,
    withDraft,
  } = views

  type Save = Turn<z.infer<typeof saveSchema>>
  const holdsText = (payload: Save['payload']): boolean =>
    Object.entries(payload).some(
      ([name, value]) => isTextInput(name) && typeof value === 'string' && value.trim() !== '',
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

  /** Which signs the card that came back may be about. */
  async function signsOf({ tx, actor, payload }: Save, { item }: Grant, form: Form): Promise<SignsOn> {
    const { step } = payload
    if (!isTheme(step)) return { known: [], details: [] }
    const stored = form.answers[step]?.answer
    const { signs } = await policies.of(tx, actor.tenantId)
    return { known: signsKnown(signs, step, whomOf(item), stored), details: signsIn(stored, payload.signs) }
  }

  const typedOf = ({ payload }: Save, form: Form, on: SignsOn) =>
    answerOf(payload.step, payload as Typed, form.answers[payload.step]?.answer, on)

  /** The step again with what was typed, and what is wrong at its fields. */
  async function again(turn: Save, grant: Grant, form: Form, problems: Record<string, string>) {
    const on = await signsOf(turn, grant, form)
    return showStep(turn, grant, form, turn.payload.step, {
      signs: on.details,
      answer: typedOf(turn, form, on),
      seen: turn.payload.known,
      problems,
      problem: textsIn(turn.actor.language).common.fix,
    })
  }

  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

  /** Handed in on another device while this step stood typed here: nothing of it vanishes unseen. */
  async function saveLate(turn: Save, grant: Grant, form: Form): Promise<Outcome> {
    const { step, known, reopen } = turn.payload
    const on = await signsOf(turn, grant, form)
    const answer = typedOf(turn, form, on)
    const stored = form.answers[step]
    if (same(answer, stored?.answer ?? emptyAnswer(step))) return showSubmitted(turn, grant, form)
    if (reopen)
      return save(turn, grant, await preparation.takeBack(turn.tx, grant.item, form, turn.actor, turn.now))
    const other = stored && changedSince(stored, on.details, known) ? { other: stored } : {}
    return showStep(turn, grant, form, step, { signs: on.details, answer, ...other })
  }

  /** What is wrong with what was typed on this card, by its fields. */
  async function problemsOf(
    turn: Save,
    { item }: Grant,
    answer: StepAnswers[FilledStep],
    details: readonly string[],
  ): Promise<Record<string, string>> {
    const { step } = turn.payload
    const { common, agenda: words } = textsIn(turn.actor.language)
    const telling = await anonymity.itemTexts(turn, item, typedTexts(step, answer, details))
    return Object.fromEntries([
      ...[...telling].map(([field, told]) => [field, words.telling[told]]),
      ...Object.entries(lengthProblems(step, answer, details)).map(([field, max]) => [
        field,
        common.tooLong(max),
      ]),
    ])
  }

  /** After a save: the signs of the theme that were seen come one by one, then the next step. */
  async function goOn(turn: Save, grant: Grant, form: Form, details: readonly string[]): Promise<Outcome> {
    const { step, go } = turn.payload
    const back = go === 'back'
    if (isTheme(step)) {
      const answer: ThemeAnswer | undefined = form.answers[step]?.answer
      const order = (await views.ordersOf(turn, grant, form))(step)
      if (back && details.length > 0)
        return showStep(turn, grant, form, step, { signs: detailsBefore(answer, order, details) })
      const signs = back ? [] : detailsAfter(answer, order, details)
      if (signs.length > 0) return showStep(turn, grant, form, step, { signs })
    }
    const to = back ? stepBefore(form.layout, step) : stepAfter(form.layout, step)
    return to ? showStep(turn, grant, form, to) : showStop(turn, grant)
  }

  async function save(turn: Save, grant: Grant, form: Form): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { step, known, go } = payload
    const on = await signsOf(turn, grant, form)
    const { details } = on
    const answer = typedOf(turn, form, on)
    const problems = await problemsOf(turn, grant, answer, details)
    if (Object.keys(problems).length > 0) return again(turn, grant, form, problems)
    const saved = await preparation.saveStep(tx, grant.item, form, step, answer, known, actor, now, details)
    if (!saved.ok) {
      const { other } = saved
      return showStep(turn, grant, form, step, { signs: details, answer, seen: other.seen, other })
    }
    const lacking =
      step === 'placement' && go === 'next' ? await views.lackingOf(turn, saved.form, step) : null
    if (lacking) return showStep(turn, grant, saved.form, step, lacking.said)
    if (go === 'close') return view(keptCard(await views.placeOf(turn, grant), saved.form, now))
    return goOn(turn, grant, saved.form, details)
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
    if (begun) return resume(turn, grant, begun)
    const basis = await policies.basisFor(turn.tx, grant.item.teamId)
    return refuse('begunByOther', textsOn(basis, turn.actor.language).preparation.begunByOther)
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
      schema: z.object({ ...itemRef, step: z.enum(allSteps), signs: signsField }),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withDraft(turn, grant, form => {
          const { step, signs } = turn.payload
          const stored = isTheme(step) ? form.answers[step]?.answer : undefined
          return showStep(turn, grant, form, step, { signs: signsIn(stored, signs) })
        }),
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
          const names = fields.map(field =>
            field.replace(/^(reflection|perspective|worries|working|wanted)_/, ''),
          )
          return again(turn, grant, form, Object.fromEntries(names.map(name => [name, cprField])))
        }),
    }),
    defineAction({
      verb: 'form.submit',
      effect: 'write',
      schema: z.object({ ...itemRef, revision: z.number().int().nullable().default(null) }),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withDraft(turn, grant, async form => {
          const { tx, actor, now, payload } = turn
          const t = textsIn(actor.language).preparation.overview
          // An old card: it was taken back to be corrected, or written in elsewhere, and that has not been looked over.
          if (payload.revision !== null && payload.revision !== form.revision)
            return showOverview(turn, grant, form, { problem: t.changed })
          const handed = await preparation.submit(tx, grant.item, form, actor, now)
          const lacking = handed.missing.length > 0 ? await views.lackingOf(turn, form) : null
          return lacking
            ? showStep(turn, grant, form, lacking.step, {
                ...lacking.said,
                problem: t.notYet,
              })
            : showSubmitted(turn, grant, handed.form, handed.as)
        }),
    }),
    defineAction({
      verb: 'form.drop',
      effect: 'write',
      schema: z.object({ ...itemRef, sure: z.number().int().nullable().default(null) }),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withDraft(turn, grant, async form => {
          const { tx, actor, now, payload } = turn
          if (form.status !== 'correcting') return resume(turn, grant, form)
          const kept = await preparation.drop(tx, grant.item, form, payload.sure, actor, now)
          return kept
            ? showSubmitted(turn, grant, kept, 'dropped')
            : view(dropCard(await views.placeOf(turn, grant), 'form', form.revision))
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
