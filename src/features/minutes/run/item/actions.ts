import { z } from 'zod'
import type { Choices } from '../../../../cards/button.ts'
import { textsIn } from '../../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../../shared/action.ts'
import type { Day } from '../../../../shared/day.ts'
import { rowDate, rowDay, timeOnly } from '../../../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../../../shared/outcome.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import { nameOf } from '../../../action-points/nudges/cards.ts'
import type { ActionPointService } from '../../../action-points/service.ts'
import { type AgendaItem, isGone } from '../../../agenda/model.ts'
import type { AgendaService } from '../../../agenda/service.ts'
import { minutesContent } from '../../../consent/model.ts'
import type { ConsentService } from '../../../consent/service.ts'
import { conducts, type Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import type { Person } from '../../../people/model.ts'
import type { PeopleService } from '../../../people/service.ts'
import type { PolicyService } from '../../../policy/service.ts'
import { withheldCard, withWayBack } from '../cards.ts'
import type { Entry, RunService } from '../service.ts'
import {
  actionsCard,
  type CarriedView,
  type ItemPlace,
  resultCard,
  type Said,
  talkCard,
  viewsCard,
  whoCard,
} from './cards.ts'
import { problemWords } from './fields/cards.ts'
import { type Fields, hasNewText, merge, seenOf } from './model.ts'
import {
  codesIn,
  itemSchema,
  type Part,
  perspectivesIn,
  presentIn,
  type Saved,
  saveSchema,
  ticksOf,
} from './schema.ts'
import type { ItemEntryService, Kept } from './service.ts'

export interface ItemActionDeps {
  run: RunService
  entries: ItemEntryService
  meetings: MeetingService
  agenda: AgendaService
  consents: ConsentService
  actionPoints: ActionPointService
  people: PeopleService
  policies: PolicyService
  /** what the second placement is chosen from, and the form's own, which is recorded as read; '' without one */
  scale(turn: Turn<unknown>, entry: Entry): Promise<{ placements: Choices; formPlacement: string }>
  /** whether the item has a form that can be looked at, and the way to it */
  hasForm(tx: Tx, item: AgendaItem): Promise<boolean>
  /** whether its matter was held before */
  hasLast(by: Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>, item: AgendaItem): Promise<boolean>
  /** another feature's action, performed as this turn: the form, an action point */
  perform(turn: Turn<unknown>, verb: string, payload: Record<string, unknown>): Promise<Outcome>
  /** the meeting at a glance */
  hub(turn: Turn<unknown>, meeting: Meeting, said?: { saved?: string; problem?: string }): Promise<Outcome>
  preview(turn: Turn<unknown>, meeting: Meeting, said?: { saved?: string }): Promise<Outcome>
}

interface Grant {
  item: AgendaItem
  /** null: it waits for one */
  meeting: Meeting | null
}

type OnItem = Turn<{ itemId: string }>

/** Walking through the agenda item by item (R-MEET-1–4). Only whoever conducts it. */
export function createItemActions(deps: ItemActionDeps): readonly Action[] {
  const { run, entries, meetings, agenda, consents, actionPoints, people, policies } = deps

  async function authorize(turn: OnItem): Promise<Grant | null> {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    if (!item) return null
    const meeting = item.meetingId === null ? null : await meetings.get(turn.tx, item.meetingId)
    return conducts(turn.actor, meeting ?? { ...item, standInId: null }) ? { item, meeting } : null
  }

  /** The card was of a meeting that is over, or the item is on none any more: what is so now. */
  function notRunning(turn: OnItem, meeting: Meeting | null): Outcome {
    const t = textsIn(turn.actor.language).minutes
    if (meeting === null) return refuse('notRunning', t.deferredWaiting)
    return refuse('notRunning', t.notRunning[meeting.status === 'running' ? 'planned' : meeting.status])
  }

  /**
   * Why nothing can be kept of this item at this meeting any more; null when it can. What was typed stays on its card:
   * an answer of words leaves the card standing.
   */
  async function unkept(turn: Turn<Saved>, { item, meeting }: Grant): Promise<Outcome | null> {
    const running = meeting?.status === 'running'
    if (running && !isGone(item)) return null
    const { common, minutes } = textsIn(turn.actor.language)
    if (hasNewText(turn.payload.seen, turn.payload))
      return { type: 'text', text: `${minutes.notKept} ${common.stillHere}` }
    return running ? deps.hub(turn, meeting) : notRunning(turn, meeting)
  }

  const circleOf = async (turn: OnItem, meeting: Meeting, item: AgendaItem): Promise<Person[]> => {
    const ids = await meetings.circleOf(turn.tx, meeting, item.id)
    const known = await people.many(turn.tx, ids)
    return ids.flatMap(id => known.get(id) ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
  }

  /** One of the cards of an item, with what is stored or, after a mistake, with what was typed. */
  async function show(
    turn: OnItem,
    meeting: Meeting,
    itemId: string,
    part: Part,
    said: Said = {},
    typed: Saved | null = null,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const all = await run.entries(tx, meeting)
    const index = all.findIndex(one => one.item.id === itemId)
    const entry = all[index]
    if (!entry) return deps.hub(turn, meeting, said.saved ? { saved: said.saved } : {})
    const { item } = entry
    const where = { number: index + 1, count: all.length, lang: actor.language }
    const readings = await consents.read(tx, [item], actor, 'item.discussed', now, () => minutesContent)
    const { reading, standing } = readings.get(item.id) ?? {}
    if (!reading?.allowed)
      return view(withheldCard({ ...where, item }, reading?.why ?? 'stale', standing?.basis ?? 'consent'))
    const fields = typed ?? (await storedFields(turn, meeting, entry, part))
    const { away } = await entries.presence(tx, meeting, entry)
    const place: ItemPlace = {
      ...where,
      entry,
      childName: item.childId === null ? null : await agenda.childName(tx, item.childId),
      presenter: await people.find(tx, item.presenterId),
      lastTime: part === 'talk' ? await run.lastTimeOf(tx, entry) : null,
      seen: fields.seen,
      hasForm: await deps.hasForm(tx, item),
      hasLast: part === 'talk' && (await deps.hasLast(turn, item)),
      now,
    }
    const circle = await circleOf(turn, meeting, item)
    if (part === 'talk') {
      const gone = circle.filter(one => away.includes(one.id))
      return view(talkCard(place, fields, { carried: await carriedView(tx, item), gone }, said))
    }
    if (part === 'who') return view(whoCard(place, fields, circle, said))
    if (part === 'views') {
      const { here, invited } = await entries.professionsOf(tx, meeting, entry)
      const all = perspectivesIn(fields, invited)
      // A card that comes back has everything that was typed, whoever has left meanwhile.
      const shown = invited.filter(profession => here.includes(profession) || all[profession])
      return view(viewsCard(place, all, shown, said))
    }
    const policy = await policies.of(tx, actor.tenantId)
    if (part === 'result') {
      const choices = {
        ...(await deps.scale(turn, entry)),
        outcomes: policy.outcomes,
      }
      return view(resultCard(place, fields, choices, said))
    }
    return view(actionsCard(place, fields, circle, said))
  }

  /** The card again, with what is wrong or was understood, and everything that was typed. */
  async function showProblems(
    turn: Turn<Saved>,
    meeting: Meeting,
    item: AgendaItem,
    kept: Kept,
  ): Promise<Outcome> {
    const lang = turn.actor.language
    const names = new Map((await circleOf(turn, meeting, item)).map(one => [one.id, one]))
    const said = problemWords(kept.problems, id => nameOf(names.get(id), lang), lang)
    return show(turn, meeting, item.id, turn.payload.part, said, kept.payload)
  }

  async function carriedView(tx: Tx, item: AgendaItem): Promise<CarriedView | null> {
    const carried = await run.carriedOf(tx, item)
    if (!carried) return null
    const mentioned = carried.history.flatMap(event => [event.actorId ?? '', event.toPersonId ?? ''])
    return { ...carried, names: await people.many(tx, [carried.point?.ownerId ?? '', ...mentioned]) }
  }

  /** A card's fields as they are stored, with the marks of what they show. */
  async function storedFields(turn: OnItem, meeting: Meeting, entry: Entry, part: Part): Promise<Saved> {
    const stored = await entries.stored(turn, meeting, entry, part)
    const fields = inputsOf(part, stored)
    return saveSchema.parse({ ...fields, itemId: entry.item.id, part, go: part, seen: seenOf(stored) })
  }

  /**
   * What was typed, with what another device has stored since the card was drawn: nothing of that is taken away.
   * @returns the fields to keep; or the card again, with both, where one field was changed on both
   */
  async function withOthers(
    turn: Turn<Saved>,
    meeting: Meeting,
    item: AgendaItem,
  ): Promise<{ typed: Saved } | { again: Outcome }> {
    const { part, seen } = turn.payload
    const entry = await run.entryOf(turn.tx, meeting, item)
    const stored = await entries.stored(turn, meeting, entry, part, true)
    const ticked = ticksOf(codesIn(turn.payload.present))
    const { fields, changed } = merge(seen, stored, part === 'who' ? ticked : turn.payload)
    const typed = { ...turn.payload, ...inputsOf(part, fields) }
    if (changed.length === 0) return { typed }
    const said = { problem: textsIn(turn.actor.language).minutes.changedElsewhere }
    return { again: await show(turn, meeting, item.id, part, said, { ...typed, seen: seenOf(stored) }) }
  }

  /** A look at what another feature shows, with the way back into the meeting. */
  async function aside(
    turn: OnItem,
    item: AgendaItem,
    verb: string,
    payload: Record<string, unknown>,
  ): Promise<Outcome> {
    const outcome = await deps.perform(turn, verb, payload)
    return outcome.type === 'view' ? view(withWayBack(outcome.card, item.id, turn.actor.language)) : outcome
  }

  /** To the next meeting; the card is then that of the item which stands there now. */
  async function putOff(
    turn: OnItem,
    meeting: Meeting,
    item: AgendaItem,
    from: 'item' | 'preview',
  ): Promise<Outcome> {
    const lang = turn.actor.language
    const t = textsIn(lang).minutes
    const index = (await agenda.ofMeeting(turn.tx, meeting.id)).findIndex(one => one.id === item.id)
    const deferred = await run.defer(turn.tx, meeting, item, turn.actor, turn.now)
    if (deferred === 'hasActions')
      return show(turn, meeting, item.id, 'actions', { problems: { what: t.deferHasActions } })
    const { to } = deferred
    const saved = to ? t.deferred(rowDate(to.startAt, to.zone, lang)) : t.deferredWaiting
    if (from === 'preview') return deps.preview(turn, meeting, { saved })
    const next = (await agenda.ofMeeting(turn.tx, meeting.id))[index]
    if (!next) return deps.hub(turn, meeting, { saved })
    await run.turnTo(turn.tx, meeting, next.id, turn.actor, turn.now)
    return show(turn, meeting, next.id, 'talk', { saved: t.deferredBefore })
  }

  /** After a save: the card that the button leads to. */
  async function goOn(
    turn: Turn<Saved>,
    meeting: Meeting,
    item: AgendaItem,
    followUpDay: Day | null,
  ): Promise<Outcome> {
    const { tx, actor, payload, now } = turn
    const t = textsIn(actor.language).minutes
    const time = t.saved(timeOnly(now, meeting.zone))
    const saved = followUpDay ? `${time} ${t.followUpSet(rowDay(followUpDay, actor.language))}` : time
    switch (payload.go) {
      case 'next':
      case 'previous':
        return step(turn, meeting, item, payload.go === 'next' ? 1 : -1, { saved })
      case 'overview':
        return deps.hub(turn, meeting, { saved })
      case 'end':
        await run.turnTo(tx, meeting, null, actor, now)
        return deps.preview(turn, meeting, { saved })
      case 'defer':
        return putOff(turn, meeting, item, 'item')
      case 'close':
        return deps.perform(turn, 'start.close', {})
      case 'form':
        return aside(turn, item, 'form.read', { itemId: item.id })
      case 'last':
        return aside(turn, item, 'minutes.last', { itemId: item.id })
      case 'carried':
        return aside(turn, item, 'action.open', { actionPointId: item.carriedActionPointId ?? '' })
      case 'add':
      case 'remove':
        return show(turn, meeting, item.id, 'actions', { saved: t.added })
      default:
        return show(turn, meeting, item.id, payload.go, { saved })
    }
  }

  /** To the item before or after; after the last comes the preview. */
  async function step(
    turn: OnItem,
    meeting: Meeting,
    item: AgendaItem,
    by: 1 | -1,
    said: Said,
  ): Promise<Outcome> {
    const items = await agenda.ofMeeting(turn.tx, meeting.id)
    const to = items[items.findIndex(one => one.id === item.id) + by]
    await run.turnTo(turn.tx, meeting, to?.id ?? null, turn.actor, turn.now)
    if (to) return show(turn, meeting, to.id, 'talk', said)
    return deps.preview(turn, meeting, said.saved ? { saved: said.saved } : {})
  }

  return [
    defineAction({
      verb: 'run.item',
      effect: 'write',
      schema: itemSchema,
      authorize: turn => authorize(turn),
      async run(turn, { item, meeting }) {
        if (meeting?.status !== 'running') return notRunning(turn, meeting)
        await run.turnTo(turn.tx, meeting, item.id, turn.actor, turn.now)
        return show(turn, meeting, item.id, 'talk')
      },
    }),
    defineAction({
      verb: 'run.save',
      effect: 'write',
      schema: saveSchema,
      authorize: turn => authorize(turn),
      holdsText: payload => hasNewText(payload.seen, payload),
      async run(turn, grant) {
        const { item, meeting } = grant
        const off = await unkept(turn, grant)
        if (off || !meeting) return off ?? notRunning(turn, meeting)
        const { part, go, actionPointId } = turn.payload
        if (go === 'remove' && actionPointId) {
          const t = textsIn(turn.actor.language).minutes
          const point = (await actionPoints.ofItem(turn.tx, item.id)).find(one => one.id === actionPointId)
          const removed =
            point && (await run.removeAction(turn.tx, meeting, item, point, turn.actor, turn.now))
          return show(
            turn,
            meeting,
            item.id,
            'actions',
            { saved: removed ? t.removed : t.notRemoved },
            turn.payload,
          )
        }
        const reading = await consents.gate(turn.tx, item, minutesContent, turn.actor.personId, turn.now)
        // The consent ended while the card was open: nothing more is written about the child (R-CONS-5).
        if (!reading.allowed) return show(turn, meeting, item.id, part)
        const found = await withOthers(turn, meeting, item)
        if ('again' in found) return found.again
        const kept = await entries.keep({ ...turn, payload: found.typed }, meeting, item)
        if (kept.problems.size > 0) return showProblems(turn, meeting, item, kept)
        return goOn(turn, meeting, item, kept.followUpDay ?? null)
      },
      async again(turn, grant, fields) {
        const { item, meeting } = grant
        const off = await unkept(turn, grant)
        if (off || !meeting) return off ?? notRunning(turn, meeting)
        const said = textsIn(turn.actor.language).common.cprField
        const problems = Object.fromEntries(fields.map(field => [field, said]))
        return show(turn, meeting, item.id, turn.payload.part, { problems }, turn.payload)
      },
    }),
    defineAction({
      verb: 'run.skip',
      effect: 'write',
      schema: itemSchema,
      authorize: turn => authorize(turn),
      async run(turn, { item, meeting }) {
        return meeting?.status === 'running' ? step(turn, meeting, item, 1, {}) : notRunning(turn, meeting)
      },
    }),
    defineAction({
      verb: 'run.defer',
      effect: 'write',
      schema: itemSchema.extend({ from: z.enum(['item', 'preview']).default('item') }),
      authorize: turn => authorize(turn),
      async run(turn, { item, meeting }) {
        if (meeting?.status !== 'running') return notRunning(turn, meeting)
        return putOff(turn, meeting, item, turn.payload.from)
      },
    }),
  ]
}

/** One input holds the ticks of everybody. */
const inputsOf = (part: Part, fields: Fields): Fields =>
  part === 'who' ? { present: presentIn(fields) } : fields
