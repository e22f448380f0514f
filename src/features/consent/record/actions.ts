import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Day, parseDay } from '../../../shared/day.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import { meetingDay } from '../../agenda/view/cards.ts'
import type { ConsentActionDeps, ConsentGrant, ConsentViews } from '../actions.ts'
import {
  type Category,
  type Consent,
  type ConsentDetail,
  categories,
  consentForms,
  opinions,
  otherHolders,
  relations,
  type Span,
  saidNo,
  spans,
  type Told,
  told,
} from '../model.ts'
import { type ItemConsent, openEnd } from '../service.ts'
import { lastValidDay, monthsFor } from '../term/model.ts'
import { type ConsentFields, howCard, type StepForm, whatCard, whoCard } from './cards.ts'
import {
  type Around,
  earliestGiven,
  type Filled,
  functionsIn,
  namedWord,
  problemsIn,
  type Step,
  sameTexts,
  steps,
  unfinishedStep,
} from './model.ts'
import {
  type How,
  holdsNote,
  howFields,
  howStep,
  oneOf,
  someOf,
  whatFields,
  whatStep,
  whoFields,
  whoStep,
} from './schema.ts'

/** What the fields hold before anything is typed. */
interface Defaults extends Pick<ConsentFields, 'giverName' | 'language' | 'purpose' | 'informedBy'> {
  relation: ConsentDetail['relation']
}
type OnStep = Turn<{ revision: number; stood: string | null; go: 'on' | 'back' }>
/** A step as the draft keeps it. */
interface Kept {
  detail: Partial<ConsentDetail>
  recipients?: readonly string[]
  givenOn?: Day
  until?: Day | null
}

/** Recording a consent in three steps: each is kept on the server when it is left, whatever is wrong with it. */
export function createRecordActions(
  deps: ConsentActionDeps,
  views: ConsentViews,
  refusal: (turn: Turn<unknown>, grant: ConsentGrant) => Promise<Outcome | null>,
): readonly Action[] {
  const { consents, people, policies, meetings } = deps

  async function around(
    turn: Turn<unknown>,
    { today, lastNo, basis }: Pick<ItemConsent, 'today' | 'lastNo' | 'basis'>,
  ): Promise<Around> {
    const policy = await policies.of(turn.tx, turn.actor.tenantId)
    const { consentMonths, residentParentAlone, healthInWriting } = policy
    return { today, lastNo, basis, consentMonths, residentParentAlone, healthInWriting }
  }

  const basisText = async ({ tx, actor }: Turn<unknown>): Promise<string> =>
    (await policies.of(tx, actor.tenantId)).basisText[actor.language]

  /**
   * What the fields hold before anything is typed. The purpose is the one that the sheet to the parents names; who
   * answers is the same as last time, unless that was a no or the custody has changed since. Never what they answer.
   */
  async function defaultsOf({ tx, actor }: Turn<unknown>, known: ItemConsent): Promise<Defaults> {
    const { basis, consent, standing } = known
    const same = consent !== null && !saidNo(standing) && standing.ended !== 'custody'
    return {
      giverName: same ? consent.detail.giverName : '',
      relation: same ? consent.detail.relation : null,
      language: same ? consent.detail.language : '',
      purpose: consent?.detail.purpose || textsIn(actor.language)[basis].purposeDefault,
      informedBy: basis === 'information' ? (await people.get(tx, actor.personId)).name : '',
    }
  }

  /** The step's card with what has been kept, or with what was just typed. */
  async function showStep(
    turn: Turn<unknown>,
    item: AgendaItem,
    step: Step,
    state: {
      typed?: Partial<ConsentFields>
      problems?: StepForm['problems']
      cprFields?: readonly string[]
      problem?: string
    } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    await consents.read(tx, [item], actor, 'consent.read', now)
    const itemConsent = await consents.of(tx, item, now)
    const { circle, today, lastNo, basis, functions } = itemConsent
    const draft = await consents.draft(tx, item, actor)
    const known = await people.many(tx, circle)
    const t = textsIn(actor.language)
    const fields = {
      ...fieldsOf(item, draft, circle, today, await defaultsOf(turn, itemConsent)),
      ...state.typed,
    }
    const rules = await around(turn, itemConsent)
    const months = monthsFor(draft?.detail.categories ?? [], rules.consentMonths)
    const meeting = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    const form: StepForm = {
      itemId: item.id,
      revision: item.revision,
      stood: namedWord(itemConsent.consent),
      fields,
      problems: state.problems ?? {},
      cprFields: state.cprFields ?? [],
      point: await views.pointOf(turn, item),
      questions: item.questions,
      circle: circle
        .map(personId => {
          const person = known.get(personId)
          const profession = person?.profession ? t.people.professionShort[person.profession] : ''
          return { personId, name: person?.name ?? t.people.unknownName, profession }
        })
        .toSorted((a, b) => a.name.localeCompare(b.name, 'da')),
      lang: actor.language,
      functions: functionsIn(circle, functions).map(value => ({
        value,
        title: t[basis].functionChoice(t.people.professionShort[value]),
      })),
      basis,
      basisText: basis === 'information' ? shown(await basisText(turn)) : '',
      meetingId: item.meetingId ?? '',
      meetingDay: meeting ? meetingDay(meeting, actor.language) : '',
      latestEnd: lastValidDay(parseDay(fields.givenOn, today) ?? today, months),
      given: { earliest: earliestGiven(rules), latest: today, lastNo },
      ...(state.problem ? { problem: state.problem } : {}),
    }
    return view({ who: whoCard, what: whatCard, how: howCard }[step](form))
  }

  /** *Tilbage* keeps what was typed too, whatever is wrong with it. An untouched step leaves no draft behind. */
  async function goBack(
    turn: Turn<unknown>,
    grant: ConsentGrant,
    step: Step,
    kept: Kept,
    fields: Partial<ConsentFields>,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { item } = grant
    const known = await consents.of(tx, item, now)
    const defaults = await defaultsOf(turn, known)
    const stood = fieldsOf(item, await consents.draft(tx, item, actor), known.circle, known.today, defaults)
    const touched = Object.entries(fields).some(
      ([field, text]) => text !== stood[field as keyof ConsentFields],
    )
    if (touched) await consents.saveDraft(tx, item, kept, actor, now)
    return step === 'who'
      ? views.showConsent(turn, grant)
      : showStep(turn, item, step === 'what' ? 'who' : 'what')
  }

  /** Keeps what was typed in a step, and goes on, or to what is wrong, or back. */
  async function leaveStep(
    turn: Turn<{ go: 'on' | 'back' }>,
    grant: ConsentGrant,
    step: Exclude<Step, 'how'>,
    kept: Kept,
    fields: Partial<ConsentFields>,
  ): Promise<Outcome> {
    if (turn.payload.go === 'back') return goBack(turn, grant, step, kept, fields)
    const { item } = grant
    const known = await consents.of(turn.tx, item, turn.now)
    const draft = await consents.saveDraft(turn.tx, item, kept, turn.actor, turn.now)
    const problems = problemsIn(step, { ...draft, until: null }, await around(turn, known))
    if (Object.keys(problems).length > 0) return showStep(turn, item, step, { typed: fields, problems })
    return showStep(turn, item, step === 'who' ? 'what' : 'how')
  }

  /** Since the card was drawn: the parents were asked about another child or question, or have answered again. */
  async function changed(
    { tx, payload, actor, now }: OnStep,
    item: AgendaItem,
  ): Promise<{ problem: string } | null> {
    const t = textsIn(actor.language).consent
    if (payload.revision !== item.revision) return { problem: t.itemChanged }
    // A no of today, recorded beside an open card: that card's yes may be from before it.
    const { consent } = await consents.of(tx, item, now)
    return payload.stood === null || payload.stood === namedWord(consent)
      ? null
      : { problem: t.answeredMeanwhile }
  }

  /**
   * The only meeting that the parents said yes to: the one that the card spoke of; null: a period. What was for one
   * meeting becomes neither a period nor another meeting by itself (R-CONS-2): somebody has to choose, and while the
   * item waits, and the card does not ask, a last day makes it a period.
   */
  async function meetingOf(
    { tx, actor, payload }: Turn<How>,
    item: AgendaItem,
    hasEnd: boolean,
  ): Promise<string | null> {
    const span = oneOf(spans, payload.span)
    if (item.meetingId === null ? hasEnd : span === 'period') return null
    if (span === 'meeting') return payload.meetingId || item.meetingId
    return (await consents.draft(tx, item, actor))?.detail.meetingId ?? null
  }

  async function record(turn: OnStep & Turn<How>, grant: ConsentGrant): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { item } = grant
    const known = await consents.of(tx, item, now)
    const { today, circle, standing: before } = known
    // An old card, pressed after it was recorded: what is so now.
    if (before.state === 'valid' && !(await consents.draft(tx, item, actor)))
      return views.showConsent(turn, grant)
    const rules = await around(turn, known)
    const givenOn = parseDay(payload.givenOn, today)
    const until = payload.until === '' ? null : (parseDay(payload.until, today) ?? 'unreadable')
    const meetingId = await meetingOf(turn, item, until !== null)
    const detail: Partial<ConsentDetail> = {
      told: someOf<Told>(told, payload.told),
      form: oneOf(consentForms, payload.form),
      evidence: payload.evidence,
      meetingId,
      informedBy: payload.informedBy,
      opinion: oneOf(opinions, payload.opinion),
      view: payload.view,
    }
    const typedHere = typedOn(item, payload)
    const kept: Kept = {
      detail,
      ...(givenOn ? { givenOn } : {}),
      ...(until === 'unreadable' ? {} : { until }),
    }
    if (payload.go === 'back') return goBack(turn, grant, 'how', kept, typedHere)
    const draft = await consents.saveDraft(tx, item, kept, actor, now)
    const recipients = draft.recipients.filter(personId => circle.includes(personId))
    const filled: Filled = { detail: draft.detail, recipients, givenOn, until }
    // The parents said yes to the questions that stood on the card, and to no others.
    if (!sameTexts(draft.detail.questions, item.questions))
      return showStep(turn, item, unfinishedStep(filled, rules) === 'who' ? 'who' : 'what', {
        problem: textsIn(actor.language).consent.itemChanged,
      })
    const step = unfinishedStep(filled, rules)
    if (step !== null) {
      const problems = problemsIn(step, filled, rules)
      return showStep(turn, item, step, { ...(step === 'how' ? { typed: typedHere } : {}), problems })
    }
    if (meetingId !== null && meetingId !== item.meetingId)
      return showStep(turn, item, 'how', {
        typed: typedHere,
        problems: item.meetingId === null ? { until: 'meetingGone' } : { span: 'otherMeeting' },
      })
    const other = await changed(turn, item)
    if (other) return showStep(turn, item, 'how', { typed: typedHere, ...other })
    const last = until === 'unreadable' ? null : until
    await consents.record(tx, item, { ...filled, givenOn: givenOn ?? today, until: last }, actor, now)
    const { standing } = await consents.of(tx, item, now)
    const t = textsIn(actor.language)[standing.basis]
    return views.showConsent(turn, grant, {
      saved: standing.state === 'valid' ? t.recorded : saidNo(standing) ? t.refuseSaved : t.recordedPartly,
    })
  }

  return [
    defineAction({
      verb: 'consent.step',
      effect: 'read',
      schema: z.object({ itemId: z.uuid(), step: z.enum(steps) }),
      authorize: turn => views.itemGrant(turn),
      run: async (turn, grant) =>
        (await refusal(turn, grant)) ?? showStep(turn, grant.item, turn.payload.step),
    }),
    defineAction({
      verb: 'consent.who',
      effect: 'write',
      schema: whoStep,
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const refused = await refusal(turn, grant)
        if (refused) return refused
        const fields = whoFields(turn.payload)
        const detail = {
          ...fields,
          relation: oneOf(relations, fields.relation),
          otherHolder: oneOf(otherHolders, fields.otherHolder),
        }
        const other = await changed(turn, grant.item)
        if (other) return showStep(turn, grant.item, 'who', { typed: fields, ...other })
        return leaveStep(turn, grant, 'who', { detail }, fields)
      },
      again: async (turn, grant, cprFields) =>
        (await refusal(turn, grant)) ??
        showStep(turn, grant.item, 'who', { typed: whoFields(turn.payload), cprFields }),
    }),
    defineAction({
      verb: 'consent.what',
      effect: 'write',
      schema: whatStep,
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const refused = await refusal(turn, grant)
        if (refused) return refused
        const { item } = grant
        const fields = whatFields(turn.payload)
        const { circle, functions } = await consents.of(turn.tx, item, turn.now)
        const detail = {
          purpose: fields.purpose,
          categories: someOf<Category>(categories, fields.categories),
          questions: item.questions,
          functions: someOf(functionsIn(circle, functions), fields.functions),
        }
        const other = await changed(turn, item)
        if (other) return showStep(turn, item, 'what', { typed: fields, ...other })
        const kept = { detail, recipients: someOf(circle, fields.recipients) }
        return leaveStep(turn, grant, 'what', kept, fields)
      },
      again: async (turn, grant, cprFields) =>
        (await refusal(turn, grant)) ??
        showStep(turn, grant.item, 'what', { typed: whatFields(turn.payload), cprFields }),
    }),
    defineAction({
      verb: 'consent.record',
      effect: 'write',
      schema: howStep,
      authorize: turn => views.itemGrant(turn),
      holdsText: payload => holdsNote(payload),
      run: async (turn, grant) => (await refusal(turn, grant)) ?? record(turn, grant),
      again: async (turn, grant, cprFields) =>
        (await refusal(turn, grant)) ??
        showStep(turn, grant.item, 'how', { typed: typedOn(grant.item, turn.payload), cprFields }),
    }),
  ]
}

/** What stood in the last step's fields; a meeting that the card spoke of is not the one that the item is on now. */
const typedOn = (item: AgendaItem, payload: How) => {
  const fields = howFields(payload)
  const gone = fields.span === 'meeting' && payload.meetingId !== item.meetingId
  return gone ? { ...fields, span: '' } : fields
}

/** The span that was kept; none where it was for a meeting that the item is not on any more. */
function spanOf(item: AgendaItem, meetingId: string | null): Span | '' {
  if (meetingId === null) return 'period'
  return meetingId === item.meetingId ? 'meeting' : ''
}

/** What has been kept, as the fields show it; the whole circle is ticked until somebody says otherwise. */
function fieldsOf(
  item: AgendaItem,
  draft: Consent | null,
  circle: readonly string[],
  today: Day,
  defaults: Defaults,
): ConsentFields {
  const detail = draft?.detail
  const recipients = (draft?.recipients ?? []).filter(personId => circle.includes(personId))
  return {
    giverName: detail?.giverName ?? defaults.giverName,
    relation: (detail ? detail.relation : defaults.relation) ?? '',
    otherHolder: detail?.otherHolder ?? '',
    language: detail?.language ?? defaults.language,
    purpose: detail?.purpose || defaults.purpose,
    categories: (detail?.categories ?? []).join(','),
    recipients: (recipients.length > 0 ? recipients : circle).join(','),
    told: (detail?.told ?? []).join(','),
    form: detail?.form ?? '',
    givenOn: draft?.givenOn ?? today,
    evidence: detail?.evidence ?? '',
    functions: (detail?.functions ?? []).join(','),
    span: spanOf(item, detail?.meetingId ?? null),
    until: draft?.validUntil ?? openEnd,
    informedBy: detail?.informedBy || defaults.informedBy,
    opinion: detail?.opinion ?? '',
    view: detail?.view ?? '',
  }
}
