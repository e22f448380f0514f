import { z } from 'zod'
import { button, buttonField } from '../../cards/button.ts'
import { defineCard, type Frame } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { listed, textsIn } from '../../locales/texts.ts'
import type { Language, Profession } from '../../shared/action.ts'
import { clockTime, duration, fullDay, rowDay } from '../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../shared/outcome.ts'
import { shown, withCapital } from '../../shared/text.ts'
import type { Absence, Person } from '../people/model.ts'
import { missingRoles, type Rhythm, type Team, type TeamKind } from './model.ts'

/** A label and what stands beside it. */
export interface Fact {
  label: string
  value: string
}

/** Somebody's place, to be shown or changed. Profession null: nobody has said yet. */
export interface ShownPlace {
  person: Person
  profession: Profession | null
  required: boolean
  coordinator: boolean
  absence: Absence | null
}

/** Which default roles nobody fills yet; '' when all are filled (R-TEAM-2). */
export function missingText(lang: Language, kind: TeamKind, filled: readonly (Profession | null)[]): string {
  const t = textsIn(lang).teams
  const known = filled.filter(profession => profession !== null)
  const missing = missingRoles(kind, known).map(role => t.roles[role])
  return missing.length === 0 ? '' : t.missing(listed(missing, lang))
}

/** How often, when, where: in words. */
export function rhythmFacts(lang: Language, rhythm: Rhythm): Fact[] {
  const t = textsIn(lang).teams
  const length = duration(rhythm.lengthMinutes, lang)
  const weekday = t.weekdays[rhythm.weekday - 1] ?? ''
  return [
    { label: t.view.cadence, value: t.cadence(rhythm.cadenceWeeks) },
    { label: t.view.when, value: withCapital(t.timeOnDay(weekday, clockTime(rhythm.startTime), length)) },
    { label: t.view.place, value: shown(rhythm.place) || t.view.noPlace },
    ...(rhythm.reservedMinutes02 > 0
      ? [{ label: t.view.reserved, value: duration(rhythm.reservedMinutes02, lang) }]
      : []),
  ]
}

const view = defineCard(
  'team-view',
  z.object({
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    peopleHeading: z.string(),
    missing: z.string(),
    rows: z.array(
      z.object({
        name: z.string(),
        detail: z.string(),
        note: z.string(),
        editable: z.boolean(),
        action: buttonField,
      }),
    ),
  }),
  'posted',
)

/** So many members stand on one card; the rest on the next. */
export const membersPerCard = 10

export interface TeamOverview {
  kind: TeamKind
  /** what stands above the members */
  facts: readonly Fact[]
  places: readonly ShownPlace[]
  /** those of them who stand on this card: a large team takes several */
  here: readonly ShownPlace[]
  /** whether the reader is to know why somebody may not answer: the tovholder alone (R-TEAM-5) */
  notes: boolean
  /** null: the reader may not change anything */
  change: ((place: ShownPlace) => CardJson) | null
}

/** A team, or one that is about to be set up. */
export function overviewCard(frame: Frame, { kind, facts, places, here, notes, change }: TeamOverview): Card {
  const t = textsIn(frame.lang).teams
  return view(frame, {
    facts: [...facts],
    peopleHeading: t.view.people(places.length),
    missing: missingText(
      frame.lang,
      kind,
      places.map(place => place.profession),
    ),
    rows: here.map(place => ({
      name: shown(place.person.name),
      detail: placeDetail(frame.lang, place),
      note: notes ? noteOn(frame.lang, place) : coordinatorNote(frame.lang, place),
      editable: change !== null && !place.coordinator,
      action: change?.(place) ?? {},
    })),
  })
}

function placeDetail(lang: Language, place: ShownPlace): string {
  const t = textsIn(lang)
  const profession = place.profession ? t.people.professionShort[place.profession] : t.teams.place.unknown
  const required = place.required ? t.teams.place.required : t.teams.place.optional
  const coordinator = place.coordinator ? [t.teams.place.coordinator] : []
  return ['', profession, ...coordinator, required].join(' · ')
}

/** Why somebody may not answer, with the remedy: for the tovholder alone. */
function noteOn(lang: Language, { person, absence }: ShownPlace): string {
  const t = textsIn(lang).teams.view
  if (person.status === 'known') return t.notInstalled
  if (person.status === 'unreachable') return t.unreachable
  if (!absence) return ''
  if (absence.fromDay === absence.toDay) return t.awayDay(fullDay(absence.fromDay, lang))
  return t.away(rowDay(absence.fromDay, lang), rowDay(absence.toDay, lang))
}

/** Nobody can see to it for a tovholder whom messages do not reach: their team should know. */
function coordinatorNote(lang: Language, { coordinator, person }: ShownPlace): string {
  return coordinator && person.status !== 'active' ? textsIn(lang).teams.view.coordinatorUnreached : ''
}

const list = defineCard(
  'team-list',
  z.object({ rows: z.array(z.object({ name: z.string(), detail: z.string(), action: buttonField })) }),
  'posted',
)

/** For whoever is in several teams. */
export function teamListCard(lang: Language, teams: readonly { team: Team; institution: string }[]): Card {
  const t = textsIn(lang)
  const buttons = [button(t.common.start, 'start.open')]
  return list(
    { lang, heading: t.teams.view.headingMany, next: t.teams.view.listNext, buttons },
    {
      rows: teams.map(({ team, institution }) => ({
        name: shown(team.name),
        detail: `${t.teams.kinds[team.kind]} · ${shown(institution)}`,
        action: button(t.common.open, 'team.open', { teamId: team.id }),
      })),
    },
  )
}

/** Dates that a team has already, as somebody who comes into it is told them. */
export interface FixedDates {
  /** one sentence each, the earliest first */
  lines: readonly string[]
  /** a calendar file for each of the first */
  buttons: readonly CardJson[]
}

/** Told once to whoever comes into a team, with the dates that were fixed without them (R-POLL-6). */
export function joinedMessage(lang: Language, team: Team, coordinator: string, dates: FixedDates): Message {
  const t = textsIn(lang).teams.joined
  const open = button(t.open, 'team.open', { teamId: team.id }, { style: 'positive' })
  const next = dates.lines.length === 0 ? t.next : t.nextMeeting
  return {
    card: notice(
      { lang, heading: t.heading, next, buttons: [open, ...dates.buttons] },
      [t.text(shown(team.name), shown(coordinator)), ...dates.lines].join('\n'),
    ),
    summary: t.summary,
  }
}
