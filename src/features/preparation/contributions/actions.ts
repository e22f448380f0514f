import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import { beside, type CardJson, nothingHere, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { AnonymityService } from '../../agenda/anonymity/service.ts'
import { type AgendaItem, isNamed } from '../../agenda/model.ts'
import { dropCard } from '../fill/cards.ts'
import type { HandedInAs } from '../service.ts'
import { stopCard, stoppedCard } from '../stop/cards.ts'
import { keptCard, submittedCard, type WriteView, writeCard } from './cards.ts'
import { type Contribution, isEmpty, sameTexts, tooLongTexts } from './model.ts'
import {
  type ContributionReadingDeps,
  createContributionReading,
  type Grant,
  type OnItem,
} from './reading/actions.ts'
import { textsOf, typedContribution } from './schema.ts'

export interface ContributionActionDeps extends ContributionReadingDeps {
  anonymity: AnonymityService
}

const itemRef = { itemId: z.uuid() }
const saveSchema = typedContribution.extend({
  ...itemRef,
  known: z.number().int(),
  go: z.enum(['submit', 'close']),
  /** it was handed in: take it back first */
  reopen: z.boolean().default(false),
})

/** Writing a contribution, and reading those of an item side by side (R-FORM-9). */
export function createContributionActions(deps: ContributionActionDeps): Action[] {
  const { contributions, preparation, anonymity, policies } = deps
  const { authorize, placeOf, childPlace, action } = createContributionReading(deps)

  async function refusal(
    { tx, actor, now }: OnItem,
    { item }: Grant,
    own: Contribution | null,
  ): Promise<Outcome | null> {
    const obstacle = await contributions.obstacle(tx, item, own, actor, now)
    if (!obstacle) return null
    const basis = await policies.basisFor(tx, item.teamId)
    return refuse(obstacle, textsOn(basis, actor.language).contributions.obstacles[obstacle])
  }

  async function showStop(turn: OnItem, grant: Grant, problem = ''): Promise<Outcome> {
    const place = { ...(await childPlace(turn, grant)), saidNo: '' }
    return view(stopCard(place, { where: '', ask: '', problem, begins: 'contribution' }))
  }

  async function showWrite(
    turn: OnItem,
    grant: Grant,
    own: Contribution,
    said: Partial<WriteView> = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    await contributions.shownAgain(tx, grant.item, own, actor, now)
    const shownNow = { texts: own.texts, known: own.revision, ...said }
    return view(writeCard(await childPlace(turn, grant), shownNow, own))
  }

  async function showSubmitted(
    turn: OnItem,
    grant: Grant,
    own: Contribution,
    as: HandedInAs = 'first',
  ): Promise<Outcome> {
    const { actor, now } = turn
    const { language: lang } = actor
    const { meeting } = grant
    const t = textsIn(lang).contributions.submitted
    const basis = isNamed(grant.item) ? await policies.basisFor(turn.tx, grant.item.teamId) : null
    const place = await placeOf(turn, grant)
    const first = !meeting
      ? t.nextWaiting(basis)
      : now < meeting.dueAt
        ? t.next(rowDate(meeting.dueAt, meeting.zone, lang), basis)
        : t.nextLate(basis)
    const at = rowDate(own.submittedAt ?? now, place.zone, lang)
    const next = as === 'first' ? first : t[as]
    return view(submittedCard(place, { at, next, authorId: own.authorId }))
  }

  const resume = (turn: OnItem, grant: Grant, own: Contribution): Promise<Outcome> =>
    own.status === 'submitted' ? showSubmitted(turn, grant, own) : showWrite(turn, grant, own)

  /** Runs what needs a begun contribution; without one, the stop question comes first. */
  async function withOwn(
    turn: OnItem,
    grant: Grant,
    work: (own: Contribution) => Promise<Outcome>,
  ): Promise<Outcome> {
    const own = await contributions.find(turn.tx, grant.item, turn.actor)
    const blocked = await refusal(turn, grant, own)
    if (blocked) return blocked
    return own ? work(own) : showStop(turn, grant)
  }

  type Save = Turn<z.infer<typeof saveSchema>>
  const holdsText = (payload: Save['payload']): boolean => !isEmpty(textsOf(payload))

  /** What came back from the card. When it cannot be kept any more, the card stays with what is written on it. */
  async function withTyped(
    turn: Save,
    grant: Grant,
    work: (own: Contribution) => Promise<Outcome>,
  ): Promise<Outcome> {
    const own = await contributions.find(turn.tx, grant.item, turn.actor)
    const blocked = await refusal(turn, grant, own)
    if (blocked && holdsText(turn.payload))
      return beside(blocked, textsIn(turn.actor.language).common.stillHere)
    return withOwn(turn, grant, work)
  }

  /** The card again with what was typed, and what is wrong at its fields. */
  const again = (turn: Save, grant: Grant, own: Contribution, problems: Record<string, string>) =>
    showWrite(turn, grant, own, {
      texts: textsOf(turn.payload),
      known: turn.payload.known,
      problems,
      problem: textsIn(turn.actor.language).common.fix,
    })

  async function save(turn: Save, grant: Grant, own: Contribution): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { common, agenda: words, contributions: t } = textsIn(actor.language)
    const texts = textsOf(payload)
    if (own.status === 'submitted' && !payload.reopen) {
      // Handed in on another device while this card stood typed: nothing of it vanishes unseen.
      if (sameTexts(own.texts, texts)) return showSubmitted(turn, grant, own)
      return showWrite(turn, grant, own, { texts, handedIn: true, other: own })
    }
    const problems = Object.fromEntries([
      ...[...(await anonymity.itemTexts(turn, grant.item, { ...texts }))].map(([field, told]) => [
        field,
        words.telling[told],
      ]),
      ...tooLongTexts(texts).map(([field, max]) => [field, common.tooLong(max)]),
      ...(payload.go === 'submit' && isEmpty(texts) ? [['sees', t.write.empty]] : []),
    ])
    if (Object.keys(problems).length > 0) return again(turn, grant, own, problems)
    const open = await contributions.takeBack(tx, grant.item, own, actor, now)
    const saved = await contributions.save(tx, grant.item, open, texts, payload.known, actor, now)
    if (!saved.ok)
      return showWrite(turn, grant, saved.other, { texts, known: saved.other.revision, other: saved.other })
    if (payload.go === 'close') return view(keptCard(await placeOf(turn, grant), saved.contribution, now))
    const { contribution, as } = await contributions.submit(tx, grant.item, saved.contribution, actor, now)
    return showSubmitted(turn, grant, contribution, as)
  }

  /** @param grant null: there is nothing here that this person could stop */
  async function stop(turn: OnItem, grant: Grant | null): Promise<Outcome> {
    const { tx, actor, now } = turn
    const own = grant && (await contributions.find(tx, grant.item, actor))
    const obstacle = grant && (await contributions.obstacle(tx, grant.item, own, actor, now))
    // A consent that has ended meanwhile keeps nobody from saying what they know.
    const stops = grant !== null && (obstacle === null || (own !== null && obstacle === 'withheld'))
    if (stops) await preparation.stop(tx, grant.item, actor, now, 'contributor')
    const { emergency } = await policies.of(tx, actor.tenantId)
    return view(stoppedCard(emergency, stops, actor.language))
  }

  return [
    defineAction({
      verb: 'contribution.open',
      effect: 'read',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: (turn, grant) => withOwn(turn, grant, own => resume(turn, grant, own)),
    }),
    defineAction({
      verb: 'contribution.ask',
      effect: 'read',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: (turn, grant) => showStop(turn, grant),
    }),
    defineAction({
      verb: 'contribution.begin',
      effect: 'write',
      schema: z.object({ ...itemRef, suspicion: z.enum(['yes', 'no', '']).catch('').default('') }),
      // Whoever knows of violence is told what to do, though the card be old, and the item gone or not theirs to stop.
      authorize: async turn => (await authorize(turn)) ?? (turn.payload.suspicion === 'yes' ? 'gone' : null),
      async run(turn, grant) {
        const { tx, actor, now, payload } = turn
        if (payload.suspicion === 'yes') return stop(turn, grant === 'gone' ? null : grant)
        if (grant === 'gone') return nothingHere
        const own = await contributions.find(tx, grant.item, actor)
        const blocked = await refusal(turn, grant, own)
        if (blocked) return blocked
        if (payload.suspicion === '')
          return showStop(turn, grant, textsIn(actor.language).preparation.stop.missing)
        return resume(turn, grant, await contributions.begin(tx, grant.item, actor, now))
      },
    }),
    defineAction({
      verb: 'contribution.save',
      effect: 'write',
      schema: saveSchema,
      authorize: turn => authorize(turn),
      holdsText,
      run: (turn, grant) => withTyped(turn, grant, own => save(turn, grant, own)),
      again: (turn, grant, fields) =>
        withTyped(turn, grant, own => {
          const { cprField } = textsIn(turn.actor.language).common
          return again(turn, grant, own, Object.fromEntries(fields.map(field => [field, cprField])))
        }),
    }),
    defineAction({
      verb: 'contribution.takeBack',
      effect: 'write',
      schema: z.object(itemRef),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withOwn(turn, grant, async own => {
          const { tx, actor, now } = turn
          const t = textsIn(actor.language).contributions.write
          const taken = await contributions.takeBack(tx, grant.item, own, actor, now)
          const saved = taken.status === 'correcting' ? t.correcting : t.takenBack
          return showWrite(turn, grant, taken, own.status === 'submitted' ? { saved } : {})
        }),
    }),
    defineAction({
      verb: 'contribution.drop',
      effect: 'write',
      schema: z.object({ ...itemRef, sure: z.number().int().nullable().default(null) }),
      authorize: turn => authorize(turn),
      run: (turn, grant) =>
        withOwn(turn, grant, async own => {
          const { tx, actor, now, payload } = turn
          if (own.status !== 'correcting') return resume(turn, grant, own)
          const kept = await contributions.drop(tx, grant.item, own, payload.sure, actor, now)
          return kept
            ? showSubmitted(turn, grant, kept, 'dropped')
            : view(dropCard(await placeOf(turn, grant), 'contribution', own.revision))
        }),
    }),
    action,
  ]
}

/** On an item's card: write one's own, and read those that there are. */
export async function itemContributionButtons(
  { contributions }: Pick<ContributionActionDeps, 'contributions'>,
  { tx, actor, now }: Turn<unknown>,
  item: AgendaItem,
): Promise<CardJson[]> {
  const t = textsIn(actor.language).contributions
  const ref = { itemId: item.id }
  const own = await contributions.find(tx, item, actor)
  const mayWrite = (await contributions.obstacle(tx, item, own, actor, now)) === null
  const titles = { draft: t.goOn, correcting: t.goOnCorrecting, submitted: t.correct } as const
  // Whoever wrote the item has said what they see, and what is about the collaboration is talked of.
  const later = own === null && (item.kind === 'other' || item.createdById === actor.personId)
  const { length } = await contributions.readableOf(tx, item, actor.personId, now)
  return [
    ...(mayWrite
      ? [button(own ? titles[own.status] : t.add, 'contribution.open', ref, { inputs: false, later })]
      : []),
    ...(length > 0 ? [button(t.read(length), 'contribution.read', ref, { inputs: false })] : []),
  ]
}
