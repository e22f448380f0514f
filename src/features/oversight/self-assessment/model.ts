import { addDays, type Day } from '../../../shared/day.ts'
import { dayOf, type Zone } from '../../../shared/zoned-time.ts'
import { monthsLater } from '../../consent/term/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Component } from '../../policy/assessment/model.ts'
import type { Policy } from '../../policy/model.ts'

/** What a team says of itself for a year. No child is named in it. */
export interface Answers {
  /** as they were asked about then */
  components: readonly Component[]
  /** 1–5 by the component's id */
  scores: Readonly<Record<string, number>>
  /** what they agreed on, in words; '' for nothing */
  together: string
  /** what they want to work on until the next; '' for nothing */
  workOn: string
}

/** A team's self-assessment of a year (R-OV-3). */
export interface Assessment extends Answers {
  teamId: string
  /** local calendar year in which it was made: one for each */
  year: number
  /** 1, and one more with each correction */
  version: number
  recordedById: string
  recordedAt: Date
  correctedAt: Date | null
}

export const lowest = 1
export const highest = 5
/** Characters of either text: it stands on a card beside a picture. */
export const longestText = 400

/** The local day of the team's first held meeting; null when it has held none. */
export const firstHeldDay = (meetings: readonly Pick<Meeting, 'status' | 'startAt' | 'zone'>[]): Day | null =>
  meetings
    .filter(({ status }) => status === 'held')
    .map(({ startAt, zone }) => dayOf(startAt, zone))
    .sort()[0] ?? null

/**
 * From which day on the team is asked for its next one (R-OV-3): a year after its first held meeting, then a year
 * after it was made last.
 * @param last local day on which it was made, not corrected
 * @returns null for a team that has held no meeting: it is not asked
 * @example dueDayOf(toDay(2026, 2, 3), null) // '2027-02-03'
 */
export function dueDayOf(firstHeld: Day | null, last: Day | null): Day | null {
  const from = last ?? firstHeld
  return from && monthsLater(from, 12)
}

/** The days on which the coordinator is reminded; then it stops, and the overview goes on saying it. */
export const reminderDays = (
  dueDay: Day,
  {
    selfAssessmentTimes,
    selfAssessmentEveryDays,
  }: Pick<Policy, 'selfAssessmentTimes' | 'selfAssessmentEveryDays'>,
): Day[] =>
  Array.from({ length: selfAssessmentTimes }, (_, index) => addDays(dueDay, index * selfAssessmentEveryDays))

/** How a team stands. */
export interface AssessmentStanding {
  /** newest first */
  all: readonly Assessment[]
  /** null: the team has held no meeting */
  dueDay: Day | null
  due: boolean
  /** the local calendar year now */
  year: number
}

/**
 * How a team stands.
 * @param all newest first
 */
export function standingOf(
  all: readonly Assessment[],
  meetings: Parameters<typeof firstHeldDay>[0],
  now: Date,
  zone: Zone,
): AssessmentStanding {
  const [latest] = all
  const today = dayOf(now, zone)
  const dueDay = dueDayOf(firstHeldDay(meetings), latest ? dayOf(latest.recordedAt, zone) : null)
  return { all, dueDay, due: dueDay !== null && dueDay <= today, year: Number(today.slice(0, 4)) }
}

/**
 * Whether the year's assessment can be written now: this year's, or the latest until there is another. A card that was
 * opened before New Year still holds what was typed, so last year's can be written as long as none has followed it.
 */
export function mayWrite(
  { all, year: thisYear }: Pick<AssessmentStanding, 'all' | 'year'>,
  year: number,
): boolean {
  const latest = all[0]?.year ?? 0
  return latest <= year && (year === latest || year === thisYear || year === thisYear - 1)
}

/** The assessment before one of a year. */
export const before = (all: readonly Assessment[], year: number): Assessment | null =>
  all.find(one => one.year < year) ?? null

/** How one component stands against the time before. */
export interface Compared {
  component: Component
  score: number
  /** null: it was not asked about then, or there was no time before */
  before: number | null
}

/** Each component of an assessment with its number, and the one of the time before, by its id. */
export const compared = (now: Answers, earlier: Pick<Answers, 'scores'> | null): Compared[] =>
  now.components.map(component => ({
    component,
    score: now.scores[component.id] ?? lowest,
    before: earlier?.scores[component.id] ?? null,
  }))

/** What was typed on the card, by component. */
export interface Typed {
  scores: Readonly<Record<string, string>>
  together: string
  workOn: string
}

export const textFields = ['together', 'workOn'] as const
export type TextField = (typeof textFields)[number]

/**
 * The numbers as typed.
 * @returns the numbers, or the ids of those that are missing or none of 1–5
 */
export function readScores(
  components: readonly Component[],
  typed: Typed['scores'],
): { ok: true; scores: Record<string, number> } | { ok: false; missing: string[] } {
  const read = components.map(({ id }) => [id, Number(/^[1-5]$/.exec(typed[id] ?? '')?.[0] ?? 0)] as const)
  const missing = read.filter(([, score]) => score === 0).map(([id]) => id)
  return missing.length > 0 ? { ok: false, missing } : { ok: true, scores: Object.fromEntries(read) }
}
