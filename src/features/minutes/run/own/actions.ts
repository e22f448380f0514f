import { z } from 'zod'
import { button } from '../../../../cards/button.ts'
import { textsIn } from '../../../../locales/texts.ts'
import { type Action, defineAction, type Profession, type Turn } from '../../../../shared/action.ts'
import { timeOnly } from '../../../../shared/human-dates.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../../shared/outcome.ts'
import type { AgendaItem } from '../../../agenda/model.ts'
import type { AgendaService } from '../../../agenda/service.ts'
import { minutesContent } from '../../../consent/model.ts'
import type { ConsentService } from '../../../consent/service.ts'
import { conducts, type Meeting, roleIn } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import { isCurrent } from '../../model.ts'
import { problemWords } from '../item/fields/cards.ts'
import { hasNewText, merge, seenOf } from '../item/model.ts'
import { itemSchema, perspectiveField, type Saved, saveSchema } from '../item/schema.ts'
import type { ItemEntryService } from '../item/service.ts'
import type { RunService } from '../service.ts'
import { type OwnItem, ownItemsCard, ownViewCard } from './cards.ts'

export interface OwnViewDeps {
  run: RunService
  entries: ItemEntryService
  meetings: MeetingService
  agenda: AgendaService
  consents: ConsentService
}

interface Grant {
  item: AgendaItem
  meeting: Meeting
  profession: Profession
}

const ownSchema = saveSchema.omit({ part: true, go: true, actionPointId: true })

/**
 * Everybody's own view of an item, written on their own phone while the meeting runs, beside what the coordinator
 * enters (R-MEET-2). One's own profession's, and of items that one may read.
 */
export function createOwnViewActions(deps: OwnViewDeps): readonly Action[] {
  const { run, entries, meetings, agenda, consents } = deps

  /** Somebody who is there for the item, and writes for their profession. */
  async function authorize(turn: Turn<{ itemId: string }>): Promise<Grant | null> {
    const { tx, actor, payload } = turn
    const item = await agenda.reach(tx, payload.itemId)
    if (!item || item.meetingId === null) return null
    const meeting = await meetings.get(tx, item.meetingId)
    const places = (await meetings.participants(tx, meeting)).filter(
      one => one.personId === actor.personId && (one.itemId === null || one.itemId === item.id),
    )
    const profession = places[0]?.profession ?? null
    return profession && { item, meeting, profession }
  }

  /** The items that this person is there for and may read, what the meeting is at first; each read is recorded. */
  async function own(
    turn: Turn<unknown>,
    meeting: Meeting,
    only?: string,
  ): Promise<(OwnItem & { text: string })[]> {
    const { tx, actor, now } = turn
    const places = (await meetings.participants(tx, meeting)).filter(one => one.personId === actor.personId)
    const profession = places[0]?.profession ?? null
    if (profession === null) return []
    const numbered = (await run.entries(tx, meeting)).map((entry, index) => ({ entry, number: index + 1 }))
    const there = numbered.filter(
      ({ entry }) =>
        places.some(one => one.itemId === null || one.itemId === entry.item.id) &&
        entry.item.status === 'open' &&
        (only === undefined || entry.item.id === only),
    )
    const items = there.map(({ entry }) => entry.item)
    const readings = await consents.read(tx, items, actor, 'item.discussed', now, () => minutesContent)
    const readable = there.filter(({ entry }) => readings.get(entry.item.id)?.reading.allowed)
    const rows = await Promise.all(
      readable.map(async ({ entry: { item, result }, number }) => ({
        item,
        number,
        childName: item.childId === null ? null : await agenda.childName(tx, item.childId),
        current: isCurrent(result),
        text: result.perspectives[profession] ?? '',
        written: (result.perspectives[profession] ?? '') !== '',
      })),
    )
    return rows.toSorted((a, b) => Number(b.current) - Number(a.current))
  }

  const list = async (turn: Turn<unknown>, meeting: Meeting, saved = ''): Promise<Outcome> =>
    view(ownItemsCard(turn.actor.language, meeting, await own(turn, meeting), saved))

  function notRunning(turn: Turn<unknown>, meeting: Meeting): Outcome {
    const t = textsIn(turn.actor.language).minutes
    return refuse('notRunning', t.notRunning[meeting.status === 'running' ? 'planned' : meeting.status])
  }

  /** @param typed what was typed, and the marks of what its card showed, where it comes back */
  async function show(
    turn: Turn<unknown>,
    { item, meeting, profession }: Grant,
    typed: { text: string; seen?: string } | null = null,
    said: { problem?: string; fieldProblem?: string } = {},
  ): Promise<Outcome> {
    const [row] = await own(turn, meeting, item.id)
    if (!row) return list(turn, meeting)
    const seen = typed?.seen ?? seenOf({ [perspectiveField(profession)]: row.text })
    const about = { ...row, meeting, profession, seen, text: typed?.text ?? row.text }
    return view(ownViewCard(turn.actor.language, about, said))
  }

  async function save(turn: Turn<z.infer<typeof ownSchema>>, grant: Grant): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { item, meeting, profession } = grant
    const field = perspectiveField(profession)
    const t = textsIn(actor.language).minutes
    const gate = await consents.gate(tx, item, minutesContent, actor.personId, now)
    // The consent ended while the card was open: nothing more is written about the child (R-CONS-5).
    if (!gate.allowed) return list(turn, meeting)
    const entry = await run.entryOf(tx, meeting, item)
    const stored = { [field]: entry.result.perspectives[profession] ?? '' }
    const { fields, changed } = merge(payload.seen, stored, { [field]: payload[field] })
    const text = fields[field] ?? ''
    if (changed.length > 0)
      return show(turn, grant, { text, seen: seenOf(stored) }, { problem: t.own.changedElsewhere })
    const all = await entries.stored(turn, meeting, entry, 'views', true)
    const typing: Saved = saveSchema.parse({
      ...all,
      [field]: text,
      itemId: item.id,
      part: 'views',
      go: 'views',
    })
    const kept = await entries.keep({ ...turn, payload: typing }, meeting, item)
    const fieldProblem = problemWords(kept.problems, () => '', actor.language).problems[field]
    if (fieldProblem) return show(turn, grant, { text, seen: payload.seen }, { fieldProblem })
    return list(turn, meeting, t.own.saved(timeOnly(now, meeting.zone)))
  }

  /** Why nothing can be kept; what was typed stays on its card, since an answer of words leaves it standing. */
  function unkept(turn: Turn<z.infer<typeof ownSchema>>, { item, meeting }: Grant): Outcome | null {
    if (meeting.status === 'running' && item.status === 'open') return null
    const { common, minutes } = textsIn(turn.actor.language)
    return hasNewText(turn.payload.seen, turn.payload)
      ? { type: 'text', text: `${minutes.notKept} ${common.stillHere}` }
      : notRunning(turn, meeting)
  }

  return [
    defineAction({
      verb: 'own.items',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid() }),
      async authorize(turn) {
        const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
        return meeting && roleIn(turn.actor, meeting) ? meeting : null
      },
      run: async (turn, meeting) =>
        meeting.status === 'running' ? list(turn, meeting) : notRunning(turn, meeting),
    }),
    defineAction({
      verb: 'own.view',
      effect: 'read',
      schema: itemSchema,
      authorize: turn => authorize(turn),
      run: async (turn, grant) =>
        grant.meeting.status === 'running' ? show(turn, grant) : notRunning(turn, grant.meeting),
    }),
    defineAction({
      verb: 'own.save',
      effect: 'write',
      schema: ownSchema,
      authorize: turn => authorize(turn),
      holdsText: payload => hasNewText(payload.seen, payload),
      run: async (turn, grant) => unkept(turn, grant) ?? save(turn, grant),
      async again(turn, grant) {
        const text = turn.payload[perspectiveField(grant.profession)]
        const fieldProblem = textsIn(turn.actor.language).common.cprField
        return unkept(turn, grant) ?? show(turn, grant, { text, seen: turn.payload.seen }, { fieldProblem })
      },
    }),
  ]
}

/** On a running meeting's card, for those who do not conduct it. */
export function ownButtons(turn: Turn<unknown>, meeting: Meeting): CardJson[] {
  if (meeting.status !== 'running' || conducts(turn.actor, meeting) || !roleIn(turn.actor, meeting)) return []
  const title = textsIn(turn.actor.language).minutes.own.button
  return [button(title, 'own.items', { meetingId: meeting.id }, { style: 'positive', inputs: false })]
}
