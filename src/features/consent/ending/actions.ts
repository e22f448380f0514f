import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type CardJson, type Outcome, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { ConsentActionDeps, ConsentGrant, ConsentViews } from '../actions.ts'
import { type Consent, endings } from '../model.ts'
import { byFunction, endCard, type NarrowFields, narrowCard, refuseCard, remarkCard } from './cards.ts'
import {
  mayGoOn,
  mayUndo,
  type NarrowProblems,
  namedNo,
  problemsOfNarrowing,
  type Remaining,
} from './model.ts'

/** How many characters a reason may have (docs/decisions/0010-text-limits.md). */
const longestRemark = 500
const typed = z.string().max(4000).default('')
/** The consent that the card showed; '' when it showed none. */
const shown = { consentId: z.uuid().or(z.literal('')).default('') }

type OnItem = Turn<{ itemId: string }>
type OnRemark = Turn<{ itemId: string; remark: string }>
type OnNo = Turn<{ itemId: string; consentId?: string; endedAt?: string }>

/** A no, a no later, a smaller yes, a no that was a mistake, and going on all the same (R-CONS-2, 5, 9, 10). */
export function createEndingActions(
  deps: ConsentActionDeps,
  views: ConsentViews,
  refusal: (turn: Turn<unknown>, grant: ConsentGrant) => Promise<Outcome | null>,
): readonly Action[] {
  const { consents, people } = deps
  const reference = z.object({ itemId: z.uuid() })
  const back = ({ actor, payload }: OnItem): CardJson =>
    button(textsIn(actor.language).common.back, 'consent.open', { itemId: payload.itemId }, { inputs: false })
  const words = async ({ tx, actor, now }: Turn<unknown>, item: AgendaItem) => {
    const { basis } = await consents.of(tx, item, now)
    return { basis, t: textsIn(actor.language)[basis] }
  }

  async function askRefuse(turn: OnItem, item: AgendaItem): Promise<Outcome> {
    const { basis, consent } = await consents.of(turn.tx, item, turn.now)
    const about = { itemId: item.id, consentId: consent?.id ?? '', basis }
    return view(refuseCard(about, back(turn), turn.actor.language))
  }

  async function askEnd(turn: OnItem, item: AgendaItem, problem = ''): Promise<Outcome> {
    const { basis, consent } = await consents.of(turn.tx, item, turn.now)
    const point = await views.pointOf(turn, item)
    const about = { itemId: item.id, consentId: consent?.id ?? '', basis, point, problem }
    return view(endCard(about, back(turn), turn.actor.language))
  }

  async function showNarrow(
    turn: OnItem,
    item: AgendaItem,
    consent: Consent,
    state: { fields?: NarrowFields; problems?: NarrowProblems } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    await consents.read(tx, [item], actor, 'consent.read', now)
    const names = await people.many(tx, consent.recipients)
    const { recipients, detail } = consent
    const all: NarrowFields = {
      recipients: [...recipients, ...detail.functions.map(byFunction)].join(','),
      questions: detail.questions.map((_, place) => String(place)).join(','),
      categories: detail.categories.join(','),
    }
    return view(
      narrowCard({
        itemId: item.id,
        consent,
        fields: state.fields ?? all,
        problems: state.problems ?? {},
        point: await views.pointOf(turn, item),
        nameOf: personId => names.get(personId)?.name ?? textsIn(actor.language).consent.formerMember,
        back: back(turn),
        lang: actor.language,
      }),
    )
  }

  /** What is still ticked, of what there was to tick. */
  function remaining({ recipients, detail }: Consent, fields: NarrowFields): Remaining {
    const ticked = (field: keyof NarrowFields) => new Set(fields[field].split(','))
    const people = ticked('recipients')
    const places = ticked('questions')
    const kinds = ticked('categories')
    return {
      recipients: recipients.filter(one => people.has(one)),
      functions: detail.functions.filter(one => people.has(byFunction(one))),
      questions: detail.questions.filter((_, place) => places.has(String(place))),
      categories: detail.categories.filter(one => kinds.has(one)),
    }
  }

  /** The consent that is to be made smaller; what is so now instead, when it is not there any more. */
  async function narrowable(turn: OnItem, grant: ConsentGrant): Promise<Consent | Outcome> {
    const refused = await refusal(turn, grant)
    if (refused) return refused
    const { consent } = await consents.of(turn.tx, grant.item, turn.now)
    if (consent?.status === 'given') return consent
    const { t } = await words(turn, grant.item)
    return views.showConsent(turn, grant, { problem: t.notGiven })
  }

  async function askRemark(
    turn: OnItem,
    item: AgendaItem,
    which: 'undo' | 'goOn',
    remark = { remark: '', wrong: '' },
  ): Promise<Outcome> {
    const { basis, consent } = await consents.of(turn.tx, item, turn.now)
    return view(
      remarkCard({
        itemId: item.id,
        no: namedNo(consent),
        which,
        basis,
        typed: remark,
        point: await views.pointOf(turn, item),
        back: back(turn),
        lang: turn.actor.language,
      }),
    )
  }

  /** What is wrong with a reason; '' when nothing is. */
  function wrongWith({ actor, payload }: OnRemark): string {
    const { common, consent: t } = textsIn(actor.language)
    if (payload.remark.trim() === '') return t.remarkMissing
    return tooLong(payload.remark.trim(), longestRemark) ? common.tooLong(longestRemark) : ''
  }

  /** Asks why, and does it: the two that are done with a reason. */
  const withRemark = (which: 'undo' | 'goOn'): Action[] => {
    const may = async (turn: OnNo, { item, role }: ConsentGrant): Promise<boolean> => {
      const { tx, actor, now, payload } = turn
      const known = await consents.of(tx, item, now)
      if (item.status !== 'open' || !known.consent) return false
      // An old card, and the parents have said no again since: that one was never asked about.
      const { consentId, endedAt } = namedNo(known.consent)
      const named = payload.consentId !== undefined
      if (named && (payload.consentId !== consentId || payload.endedAt !== endedAt)) return false
      return which === 'undo'
        ? mayUndo(known, actor.personId)
        : role === 'coordinator' && mayGoOn(known.consent, known.basis)
    }
    /** @param remark what was typed, which is not lost for that */
    const notNow = async (turn: OnItem, grant: ConsentGrant, remark = ''): Promise<Outcome> => {
      const { t } = await words(turn, grant.item)
      const why = which === 'undo' ? t.undoTooLate : t.goOnNotNow
      const kept = remark.trim().slice(0, longestRemark)
      return views.showConsent(turn, grant, { problem: kept === '' ? why : `${why} ${t.youWrote(kept)}` })
    }
    return [
      defineAction({
        verb: which === 'undo' ? 'consent.askUndo' : 'consent.askGoOn',
        effect: 'read',
        schema: reference,
        authorize: turn => views.itemGrant(turn),
        run: async (turn, grant) =>
          (await may(turn, grant)) ? askRemark(turn, grant.item, which) : notNow(turn, grant),
      }),
      defineAction({
        verb: `consent.${which}`,
        effect: 'write',
        schema: reference.extend({ ...shown, endedAt: z.string().max(12).default(''), remark: typed }),
        authorize: turn => views.itemGrant(turn),
        async run(turn, grant) {
          const { tx, actor, now, payload } = turn
          if (!(await may(turn, grant))) return notNow(turn, grant, payload.remark)
          const wrong = wrongWith(turn)
          if (wrong !== '') return askRemark(turn, grant.item, which, { remark: payload.remark, wrong })
          await consents[which](tx, grant.item, payload.remark.trim(), actor, now)
          const { t } = await words(turn, grant.item)
          return views.showConsent(turn, grant, { saved: which === 'undo' ? t.undoSaved : t.goOnSaved })
        },
        again: async (turn, grant) => {
          const wrong = textsIn(turn.actor.language).common.cprField
          return (await may(turn, grant))
            ? askRemark(turn, grant.item, which, { remark: turn.payload.remark, wrong })
            : notNow(turn, grant)
        },
      }),
    ]
  }

  return [
    defineAction({
      verb: 'consent.askRefuse',
      effect: 'read',
      schema: reference,
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        return (await refusal(turn, grant)) ?? askRefuse(turn, grant.item)
      },
    }),
    defineAction({
      verb: 'consent.refuse',
      effect: 'write',
      schema: reference.extend(shown),
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const refused = await refusal(turn, grant)
        if (refused) return refused
        const { consent } = await consents.of(turn.tx, grant.item, turn.now)
        // Something was recorded meanwhile, and nobody has said no to that.
        if (turn.payload.consentId !== (consent?.id ?? '')) return askRefuse(turn, grant.item)
        await consents.refuse(turn.tx, grant.item, turn.actor, turn.now)
        return views.showConsent(turn, grant, { saved: textsIn(turn.actor.language).consent.refuseSaved })
      },
    }),
    defineAction({
      verb: 'consent.askEnd',
      effect: 'read',
      schema: reference,
      authorize: turn => views.itemGrant(turn),
      run: (turn, { item }) => askEnd(turn, item),
    }),
    defineAction({
      verb: 'consent.end',
      effect: 'write',
      schema: reference.extend({ ...shown, ending: z.enum(endings).default('withdrawn') }),
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const { tx, actor, now, payload } = turn
        const { t } = await words(turn, grant.item)
        const { consent } = await consents.of(tx, grant.item, now)
        // Another one was recorded meanwhile, and nobody has taken that one back.
        if (consent?.status === 'given' && payload.consentId !== consent.id)
          return askEnd(turn, grant.item, t.endOther)
        const ended = await consents.withdraw(tx, grant.item, payload.ending, actor, now)
        return views.showConsent(turn, grant, ended ? { saved: t.endSaved } : { problem: t.notGiven })
      },
    }),
    defineAction({
      verb: 'consent.askNarrow',
      effect: 'read',
      schema: reference,
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const found = await narrowable(turn, grant)
        return 'recipients' in found ? showNarrow(turn, grant.item, found) : found
      },
    }),
    defineAction({
      verb: 'consent.narrow',
      effect: 'write',
      schema: reference.extend({
        consentId: z.uuid(),
        recipients: typed,
        questions: typed,
        categories: typed,
      }),
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const found = await narrowable(turn, grant)
        if (!('recipients' in found)) return found
        const { tx, actor, now, payload } = turn
        const { t } = await words(turn, grant.item)
        // Another one was recorded meanwhile: the ticks are not about it.
        if (found.id !== payload.consentId) return showNarrow(turn, grant.item, found)
        const { recipients, questions, categories } = payload
        const fields = { recipients, questions, categories }
        const left = remaining(found, fields)
        const problems = problemsOfNarrowing(found, left)
        if (Object.keys(problems).length > 0) return showNarrow(turn, grant.item, found, { fields, problems })
        await consents.narrow(tx, grant.item, left, actor, now)
        const { state } = await consents.stateOf(tx, grant.item, now)
        return views.showConsent(turn, grant, {
          saved: state === 'valid' ? t.narrowSaved : t.narrowSavedWider,
        })
      },
    }),
    ...withRemark('undo'),
    ...withRemark('goOn'),
  ]
}
