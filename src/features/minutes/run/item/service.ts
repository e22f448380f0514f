import type { Actor, Profession } from '../../../../shared/action.ts'
import { professions } from '../../../../shared/action.ts'
import type { Day } from '../../../../shared/day.ts'
import { tooLong } from '../../../../shared/text.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import { dayOf } from '../../../../shared/zoned-time.ts'
import type { AnonymityService } from '../../../agenda/anonymity/service.ts'
import type { AgendaItem } from '../../../agenda/model.ts'
import type { Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import type { PeopleService } from '../../../people/service.ts'
import { calendarOf, type Policy } from '../../../policy/model.ts'
import type { PolicyService } from '../../../policy/service.ts'
import { hereFor, longestPerspective, longestSummary, longPerspectives, outcomesClash } from '../../model.ts'
import { type Entered, type Entry, isEntered, type RunService } from '../service.ts'
import { createAgreementReader } from './agreements/service.ts'
import {
  type Asking,
  type FieldProblem,
  type FieldProblems,
  readDay,
  type Typing,
  tellingProblems,
} from './fields/model.ts'
import { type Concern, followUpAfter, suggestedFollowUp } from './follow-up/model.ts'
import type { Fields } from './model.ts'
import {
  codesIn,
  nobody,
  noPlacement,
  type Part,
  perspectiveField,
  perspectivesIn,
  perspectiveTexts,
  type Saved,
} from './schema.ts'

export interface ItemEntryDeps {
  run: RunService
  meetings: MeetingService
  anonymity: AnonymityService
  policies: PolicyService
  people: PeopleService
  /** codes of every scale's steps */
  placements: readonly string[]
  /** how great the concern is, by the meeting's own placement or else by the form's, which is recorded as read */
  concernOf(
    tx: Tx,
    item: AgendaItem,
    placement: string | null,
    actor: Actor,
    now: Date,
  ): Promise<Concern | null>
}

/** What a save came to. */
export interface Kept {
  problems: FieldProblems
  payload: Saved
  /** set by the bot, since nobody had decided; said on the next card */
  followUpDay?: Day | null
}

export type ItemEntryService = ReturnType<typeof createItemEntryService>

/** Reads what was typed about an item by the rules, and keeps it. */
export function createItemEntryService(deps: ItemEntryDeps) {
  const { run, meetings, anonymity, policies } = deps
  const agreements = createAgreementReader(deps)

  /** Everybody in the item's circle, who of them is there for it, and who is at the meeting and yet not there. */
  async function presence(tx: Tx, meeting: Meeting, { item, result }: Entry) {
    const circle = await meetings.circleOf(tx, meeting, item.id)
    const invited = (await run.attendees(tx, meeting)).filter(one => circle.includes(one.personId))
    const here = hereFor(invited, circle, result.away)
    const away = hereFor(invited, circle, here)
    return { invited, here, away }
  }

  /**
   * Professions that are there for the item: each has a field of its own (R-MEET-2); and all that are in its circle, for
   * the card may have been drawn before somebody was noted as away.
   */
  async function professionsOf(tx: Tx, meeting: Meeting, entry: Entry) {
    const { invited, here } = await presence(tx, meeting, entry)
    const of = (people: typeof invited): Profession[] =>
      professions.filter(profession => people.some(one => one.profession === profession))
    return { here: of(invited.filter(one => here.includes(one.personId))), invited: of(invited) }
  }

  /** Not written, and not in the log, when nothing has changed. */
  async function write(typing: Typing, meeting: Meeting, item: AgendaItem, entered: Entered): Promise<void> {
    const { tx, actor, now } = typing
    const { result } = await run.entryOf(tx, meeting, item)
    if (JSON.stringify({ ...result, ...entered }) === JSON.stringify(result)) return
    await run.keep(tx, meeting, item, entered, actor, now)
  }

  async function keepTalk(typing: Typing, meeting: Meeting, item: AgendaItem): Promise<FieldProblems> {
    const summary = typing.payload.summary.trim()
    if (tooLong(summary, longestSummary))
      return new Map([['summary', { type: 'tooLong', max: longestSummary }]])
    const telling = await anonymity.itemTexts(typing, item, { summary })
    if (telling.size === 0) await write(typing, meeting, item, { summary })
    return tellingProblems(telling)
  }

  async function keepViews(typing: Typing, meeting: Meeting, item: AgendaItem): Promise<FieldProblems> {
    const { tx, payload } = typing
    const entry = await run.entryOf(tx, meeting, item)
    const typed = perspectivesIn(payload, (await professionsOf(tx, meeting, entry)).invited)
    // What stands already was judged when it was written: it must not keep a colleague's own words out.
    const stored = entry.result.perspectives
    const changed: typeof typed = Object.fromEntries(
      Object.entries(typed).filter(([profession, text]) => text.trim() !== stored[profession as Profession]),
    )
    const telling = await anonymity.itemTexts(typing, item, perspectiveTexts(changed))
    const problems = new Map<string, FieldProblem>(tellingProblems(telling))
    for (const profession of longPerspectives(changed))
      problems.set(perspectiveField(profession), { type: 'tooLong', max: longestPerspective })
    if (problems.size > 0) return problems
    // Somebody who is a participant no longer has no field; what they said is kept.
    const kept = Object.entries({ ...entry.result.perspectives, ...typed })
      .map(([profession, text]) => [profession, text.trim()] as const)
      .filter(([, text]) => text !== '')
    await write(typing, meeting, item, { perspectives: Object.fromEntries(kept) })
    return new Map()
  }

  /**
   * Whoever is not ticked is away from this item. Whose tick has changed has come, is back, or is gone from now on; who
   * was there for one that is come back to says nothing about the others.
   */
  async function keepWho(typing: Typing, meeting: Meeting, item: AgendaItem): Promise<FieldProblems> {
    const { tx, actor, now } = typing
    const there = codesIn(typing.payload.present)
    const entry = await run.entryOf(tx, meeting, item)
    const { invited, here, away } = await presence(tx, meeting, entry)
    const isThere = (personId: string) => there.includes(personId)
    const turned = invited.map(one => one.personId).filter(id => isThere(id) !== here.includes(id))
    if (turned.length > 0) {
      const noted = (await run.attendees(tx, meeting)).map(one =>
        turned.includes(one.personId) ? { ...one, present: true, gone: !isThere(one.personId) } : one,
      )
      await run.noteAttendance(tx, meeting, noted, actor, now)
    }
    const others = entry.result.away.filter(personId => !invited.some(one => one.personId === personId))
    const without = [...here, ...away].filter(personId => !isThere(personId))
    await write(typing, meeting, item, { away: [...others, ...without].toSorted() })
    return new Map()
  }

  async function keepResult(
    typing: Typing,
    meeting: Meeting,
    item: AgendaItem,
    policy: Policy,
  ): Promise<Kept> {
    const { tx, payload, actor, now } = typing
    const entry = await run.entryOf(tx, meeting, item)
    const { result } = entry
    const ticked = codesIn(payload.outcomes)
    const outcomes = policy.outcomes.filter(code => ticked.includes(code))
    const followUp = readDay(typing, policy, payload.followUpDay, result.followUpDay)
    const problems = new Map<string, FieldProblem>()
    if (outcomesClash(outcomes)) problems.set('outcomes', { type: 'outcomes' })
    if (!followUp.ok) problems.set('followUpDay', { type: 'day', problem: followUp.problem })
    if (!followUp.ok || problems.size > 0) return { problems, payload }
    const secondPlacement = deps.placements.includes(payload.placement) ? payload.placement : null
    const decided = { secondPlacement, outcomes, dutyPointedOut: payload.duty === 'true' }
    // What was only looked at is followed up by nothing: it goes on to the next meeting.
    const said = isEntered({ ...entry, result: { ...result, ...decided, followUpDay: followUp.day } })
    const concern = said ? await deps.concernOf(tx, item, secondPlacement, actor, now) : null
    const today = dayOf(now, policy.zone)
    const suggested = suggestedFollowUp(concern, outcomes, policy.followUpWeeks, today, calendarOf(policy))
    const kept = followUpAfter(result, followUp.day, suggested)
    await write(typing, meeting, item, { ...decided, ...kept })
    const own = followUp.day !== null || kept.followUpDay === result.followUpDay
    return { problems, payload, followUpDay: own ? null : kept.followUpDay }
  }

  /** @returns what is wrong, and the card's fields as they were understood: to be corrected, or to be confirmed */
  async function keepActions(
    typing: Typing,
    meeting: Meeting,
    item: AgendaItem,
    policy: Policy,
  ): Promise<Kept> {
    const { tx, actor, now } = typing
    const { problems, payload, talk, action } = await agreements.read(typing, meeting, item, policy)
    if (problems.size > 0) return { problems, payload }
    if (action) await run.addAction(tx, meeting, item, action, actor, now)
    await write(typing, meeting, item, talk)
    return { problems, payload }
  }

  /** Who talks with the parents as it stands, or as it is suggested (R-MEET-3). */
  async function storedTalk({ tx, actor, now }: Asking, meeting: Meeting, { item, result }: Entry) {
    const suggested = await run.suggestedTalk(tx, meeting, item, actor, now)
    const by = result.parentTalkById ?? suggested?.parentTalkById ?? ''
    return {
      parentTalkBy: by === '' && suggested ? nobody : by,
      parentTalkDay: result.parentTalkDay ?? suggested?.parentTalkDay ?? '',
    }
  }

  return {
    presence,
    professionsOf,

    /** What the fields of one card hold, but for those of a new agreement; of a card drawn before, all it may have had. */
    async stored(
      asking: Asking,
      meeting: Meeting,
      entry: Entry,
      part: Part,
      before = false,
    ): Promise<Fields> {
      const { result } = entry
      if (part === 'talk') return { summary: result.summary }
      if (part === 'actions') return storedTalk(asking, meeting, entry)
      if (part === 'result')
        return {
          placement: result.secondPlacement ?? noPlacement,
          outcomes: result.outcomes.join(','),
          duty: String(result.dutyPointedOut),
          followUpDay: result.followUpDay ?? '',
        }
      if (part === 'who') {
        const { invited, here } = await presence(asking.tx, meeting, entry)
        return Object.fromEntries(
          invited.map(({ personId }) => [personId, here.includes(personId) ? 'true' : '']),
        )
      }
      const { here, invited } = await professionsOf(asking.tx, meeting, entry)
      return Object.fromEntries(
        (before ? invited : here).map(profession => [
          perspectiveField(profession),
          result.perspectives[profession] ?? '',
        ]),
      )
    },

    /**
     * Keeps one card's fields, all or none of them.
     * @returns what is wrong by field, empty when they are kept; and the fields, as the card is to show them
     */
    async keep(typing: Typing, meeting: Meeting, item: AgendaItem): Promise<Kept> {
      const { payload } = typing
      const policy = await policies.forTeam(typing.tx, meeting.teamId)
      switch (payload.part) {
        case 'talk':
          return { problems: await keepTalk(typing, meeting, item), payload }
        case 'views':
          return { problems: await keepViews(typing, meeting, item), payload }
        case 'who':
          return { problems: await keepWho(typing, meeting, item), payload }
        case 'result':
          return keepResult(typing, meeting, item, policy)
        case 'actions':
          return keepActions(typing, meeting, item, policy)
      }
    },
  }
}
