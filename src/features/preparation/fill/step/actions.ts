import { textsIn, textsOn } from '../../../../locales/texts.ts'
import type { Turn } from '../../../../shared/action.ts'
import { rowDate } from '../../../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../../../shared/outcome.ts'
import { shown } from '../../../../shared/text.ts'
import type { AnonymityService } from '../../../agenda/anonymity/service.ts'
import { type AgendaItem, isNamed, roleFor } from '../../../agenda/model.ts'
import type { AgendaService } from '../../../agenda/service.ts'
import { whatWords } from '../../../agenda/view/cards.ts'
import { isUpcoming, type Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import type { PeopleService } from '../../../people/service.ts'
import type { Theme } from '../../../policy/form/model.ts'
import type { PolicyService } from '../../../policy/service.ts'
import type { TeamService } from '../../../teams/service.ts'
import {
  authorOf,
  type Form,
  fieldOfMissing,
  isTheme,
  missingOf,
  resumeAt,
  type Step,
  stepCount,
  stepOfMissing,
  whoKnows,
} from '../../model.ts'
import { signsShown, whomOf } from '../../schema.ts'
import type { HandedInAs, PreparationService } from '../../service.ts'
import { signsOnCard, unasked } from '../../signs/model.ts'
import { type FillPlace, type FormPlace, stopCard } from '../../stop/cards.ts'
import { overviewCard, stepCard, submittedCard } from '../cards.ts'
import type { StepView } from './cards.ts'

export interface FillDeps {
  preparation: PreparationService
  agenda: AgendaService
  anonymity: AnonymityService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
}

export type OnItem = Turn<{ itemId: string }>
export type Grant = { item: AgendaItem; meeting: Meeting | null }

/** What somebody who fills in a form is shown: the stop question, a step, the overview, that it is handed in. */
export function createStepViews(deps: FillDeps) {
  const { preparation, agenda, meetings, teams, people, policies } = deps

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

  /** What the municipality has decided about its forms; one that is begun keeps its layout. */
  async function formPolicy({ tx, actor }: OnItem, { item }: Grant) {
    const { signs, scale, sparring, formLayout } = await policies.of(tx, actor.tenantId)
    const begun = await preparation.formOf(tx, item.id)
    return { signs, scale, sparring, layout: begun?.layout ?? formLayout }
  }

  /** The ids of the signs on the card of each theme, in its order. */
  async function ordersOf({ tx, actor }: OnItem, { item }: Grant, { answers }: Form) {
    const { signs } = await policies.of(tx, actor.tenantId)
    const whom = whomOf(item)
    return (theme: Theme): string[] =>
      signsShown(signs, theme, whom, answers[theme]?.answer).map(({ id }) => id)
  }

  /**
   * The first step in which something is missing before the form can be handed in, with what to do at its fields.
   * @param only the step that is asked about; null when nothing is missing there
   */
  async function lackingOf({ tx, actor }: OnItem, { answers }: Form, only?: Step) {
    const t = textsIn(actor.language)
    const { scale } = await policies.of(tx, actor.tenantId)
    const missing = missingOf(answers, scale)
    const step = only ?? (missing[0] && stepOfMissing[missing[0]])
    const here = missing.filter(one => stepOfMissing[one] === step)
    if (!step || here.length === 0) return null
    const problems = Object.fromEntries(here.map(one => [fieldOfMissing[one], t.preparation.missingAt[one]]))
    return { step, said: { problems, problem: t.common.fix } }
  }

  /** @param childName as `preparation.shown` has let this reader have it, and recorded it */
  const childPlace = async (turn: OnItem, grant: Grant, childName: string | null): Promise<FillPlace> => ({
    ...(await placeOf(turn, grant)),
    ...(await formPolicy(turn, grant)),
    about: whatWords({ item: grant.item, childName }, turn.actor.language),
    saidNo: await saidNoWords(turn, grant.item),
  })

  async function saidNoWords({ tx, actor, now }: OnItem, item: AgendaItem): Promise<string> {
    if (!(await preparation.parentsSaidNo(tx, item, now))) return ''
    return textsOn(await policies.basisFor(tx, item.teamId), actor.language).preparation.parentsSaidNo
  }

  /** Before the form: here it is decided which child it is about, so whoever is not told that is told whom to ask. */
  async function showStop(turn: OnItem, grant: Grant, problem = ''): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { item } = grant
    const childName = await preparation.shown(tx, item, null, actor, now)
    const withheld = isNamed(item) && childName === null
    const knows = withheld ? whoKnows(item, await teams.members(tx, item.teamId), actor.personId) : null
    const ask = knows === null ? '' : (await people.get(tx, knows)).name
    const place = await childPlace(turn, grant, childName)
    const where = textsIn(actor.language).preparation.where(1, stepCount(place.layout))
    return view(stopCard(place, { where, ask, problem, begins: 'form' }))
  }

  /** The draft that this person may go on with; null when the stop question comes first. */
  async function draftOf(turn: OnItem, item: AgendaItem): Promise<Form | null> {
    const form = await preparation.formOf(turn.tx, item.id)
    if (!form || authorOf(form) === turn.actor.personId) return form
    const reading = await preparation.gate(turn.tx, item, form, turn.actor.personId, turn.now)
    return reading.allowed ? form : null
  }

  /** When the form reaches the others, as the overview says it, or the thanks; a named child's once there is consent. */
  async function nextWords(
    { tx, actor, now }: OnItem,
    { item, meeting }: Grant,
    after: 'overview' | 'submitted',
  ): Promise<string> {
    const { preparation: t } = textsIn(actor.language)
    const basis = isNamed(item) ? await policies.basisFor(tx, item.teamId) : null
    if (!meeting) return t.overview.nextWaiting(basis)
    const { next, nextLate } = t[after]
    return now < meeting.dueAt
      ? next(rowDate(meeting.dueAt, meeting.zone, actor.language), basis)
      : nextLate(basis)
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
        next: as === 'first' ? await nextWords(turn, grant, 'submitted') : t[as],
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
    const next =
      form.status === 'correcting' ? overview.nextCorrecting : await nextWords(turn, grant, 'overview')
    const seen = { form, step: 'overview' } as const
    const childName = await preparation.shown(turn.tx, grant.item, seen, turn.actor, turn.now)
    const place = await childPlace(turn, grant, childName)
    return view(overviewCard(place, form, { missing: missingOf(form.answers, place.scale), next, ...said }))
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
    const shownNow: StepView = {
      step,
      signs: [],
      answer: stored?.answer,
      seen: stored?.seen ?? 0,
      handedIn: form.status === 'submitted',
      ...said,
    }
    return view(stepCard(await childPlace(turn, grant, childName), shownNow, form))
  }

  async function resume(turn: OnItem, grant: Grant, form: Form): Promise<Outcome> {
    if (form.status === 'submitted') return showSubmitted(turn, grant, form)
    const orderOf = await ordersOf(turn, grant, form)
    const step = resumeAt(form, orderOf)
    const signs = isTheme(step) ? unasked(form.answers[step]?.answer, orderOf(step)) : []
    return showStep(turn, grant, form, step, { signs: signs.slice(0, signsOnCard) })
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

  return {
    authorize,
    obstacle,
    placeOf,
    ordersOf,
    lackingOf,
    showStop,
    showStep,
    showOverview,
    showSubmitted,
    resume,
    draftOf,
    withForm,
    withDraft,
  }
}
