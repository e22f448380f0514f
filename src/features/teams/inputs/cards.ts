import { z } from 'zod'
import { buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard, type Frame } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Language, type Profession, professions } from '../../../shared/action.ts'
import { duration } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import type { Person } from '../../people/model.ts'
import { missingText, type ShownPlace } from '../cards.ts'
import type { PickList, RhythmProblem, TeamKind, TypedRhythm } from '../model.ts'
import { professionInput, requiredInput } from './schema.ts'

const peopleCard = defineCard(
  'team-people',
  z.object({
    empty: z.string(),
    searchable: z.boolean(),
    searchLabel: z.string(),
    search: z.string(),
    searchProblem: z.string(),
    find: buttonField,
    label: z.string(),
    choices: choicesField,
    picked: z.string(),
    peopleProblem: z.string(),
    hidden: z.string(),
  }),
  'posted',
)

/** A name as a choice, with what one should know before picking it. */
export function personChoice(lang: Language, person: Person): { value: string; title: string } {
  const t = textsIn(lang)
  const facts = [
    person.name,
    ...(person.profession ? [t.people.professionShort[person.profession]] : []),
    ...(person.status === 'known' ? [t.teams.notInstalled] : []),
    ...(person.status === 'unreachable' ? [t.teams.unreachable] : []),
  ]
  return { value: person.id, title: shown(facts.join(' · ')) }
}

export interface PickState {
  label: string
  /** what to say when there is nobody to tick */
  nobody: string
  list: PickList<Person>
  picked: readonly string[]
  search: string
  searchProblem?: string
  peopleProblem?: string
  /** finds by name: sends what was typed, and what is ticked */
  find: CardJson
}

/** People to tick; with a search where there are many (R-TEAM-3). */
export function pickCard(frame: Frame, state: PickState): Card {
  const t = textsIn(frame.lang).teams.pick
  const { shown: people, hidden, searchable } = state.list
  const nobodyFits = searchable && state.search.trim() !== '' && people.length === state.picked.length
  return peopleCard(frame, {
    empty: people.length === 0 && !searchable ? state.nobody : '',
    searchable,
    searchLabel: t.searchLabel,
    search: state.search,
    searchProblem: state.searchProblem ?? (nobodyFits ? t.noHit : ''),
    find: state.find,
    label: state.label,
    choices: people.map(person => personChoice(frame.lang, person)),
    picked: state.picked.join(','),
    peopleProblem: state.peopleProblem ?? '',
    hidden: hidden > 0 ? t.hidden(hidden) : '',
  })
}

const rolesCard = defineCard(
  'team-roles',
  z.object({
    missing: z.string(),
    rows: z.array(
      z.object({
        professionInput: z.string(),
        name: z.string(),
        professions: choicesField,
        profession: z.string(),
        problem: z.string(),
        requiredInput: z.string(),
        requiredLabel: z.string(),
        requiredTitle: z.string(),
        required: z.string(),
        note: z.string(),
      }),
    ),
  }),
  'posted',
)

/** What people take part as, and whether they must (R-TEAM-1). */
export function placesCard(
  frame: Frame,
  state: {
    kind: TeamKind
    /** those on this card */
    rows: readonly Omit<ShownPlace, 'absence' | 'coordinator'>[]
    /** the professions of all */
    filled: readonly (Profession | null)[]
    /** people whose profession must be chosen before going on */
    problems?: readonly string[]
  },
): Card {
  const t = textsIn(frame.lang)
  return rolesCard(frame, {
    missing: missingText(frame.lang, state.kind, state.filled),
    rows: state.rows.map(({ person, profession, required }) => ({
      professionInput: professionInput(person.id),
      name: shown(person.name),
      professions: professions.map(value => ({ value, title: t.people.professions[value] })),
      profession: profession ?? '',
      problem: state.problems?.includes(person.id) ? t.teams.place.professionMissing : '',
      requiredInput: requiredInput(person.id),
      requiredLabel: t.teams.place.requiredLabel,
      requiredTitle: t.teams.place.requiredTitle,
      required: String(required),
      note: person.status === 'known' ? withCapital(t.teams.notInstalled) : '',
    })),
  })
}

const rhythmInputs = defineCard(
  'team-rhythm',
  z.object({
    fixedCadence: z.boolean(),
    cadenceLabel: z.string(),
    cadences: choicesField,
    cadence: z.string(),
    cadenceProblem: z.string(),
    weekdayLabel: z.string(),
    weekdays: choicesField,
    weekday: z.string(),
    weekdayProblem: z.string(),
    startLabel: z.string(),
    start: z.string(),
    startProblem: z.string(),
    lengthLabel: z.string(),
    lengths: choicesField,
    length: z.string(),
    lengthProblem: z.string(),
    reservedLabel: z.string(),
    reservations: choicesField,
    reserved: z.string(),
    reservedProblem: z.string(),
    reservedHint: z.string(),
    placeLabel: z.string(),
    place: z.string(),
    placeProblem: z.string(),
  }),
  'posted',
)

const usualLengths = [45, 60, 75, 90, 105, 120, 150, 180, 240]
const usualReservations = [0, 15, 30, 45, 60, 90, 120]

/** The usual lengths, and the one that is chosen though it is not among them. */
function minuteChoices(lang: Language, usual: readonly number[], chosen: string) {
  const other = /^\d{1,3}$/.test(chosen) ? [Number(chosen)] : []
  const all = [...new Set([...usual, ...other])].toSorted((a, b) => a - b)
  const none = textsIn(lang).common.none
  return all.map(value => ({ value: String(value), title: value === 0 ? none : duration(value, lang) }))
}

/** How often, when and where a team meets (R-TEAM-1). `problem` holds what to say at a field. */
export function rhythmCard(
  frame: Frame,
  kind: TeamKind,
  typed: TypedRhythm,
  problems: Partial<Record<keyof TypedRhythm, string>>,
): Card {
  const t = textsIn(frame.lang).teams
  const fixedCadence = kind === 'resourceTeam'
  return rhythmInputs(frame, {
    fixedCadence,
    cadenceLabel: fixedCadence ? t.cadenceLabel : t.cadenceWeeksLabel,
    cadences: ['6', '8'].map(value => ({ value, title: t.cadence(Number(value)) })),
    cadence: typed.cadenceWeeks,
    cadenceProblem: problems.cadenceWeeks ?? '',
    weekdayLabel: t.weekdayLabel,
    weekdays: t.weekdays.map((title, index) => ({ value: String(index + 1), title: withCapital(title) })),
    weekday: typed.weekday,
    weekdayProblem: problems.weekday ?? '',
    startLabel: t.startLabel,
    start: typed.startTime,
    startProblem: problems.startTime ?? '',
    lengthLabel: t.lengthLabel,
    lengths: minuteChoices(frame.lang, usualLengths, typed.lengthMinutes),
    length: typed.lengthMinutes,
    lengthProblem: problems.lengthMinutes ?? '',
    reservedLabel: t.reservedLabel,
    reservations: minuteChoices(frame.lang, usualReservations, typed.reservedMinutes02),
    reserved: typed.reservedMinutes02,
    reservedProblem: problems.reservedMinutes02 ?? '',
    reservedHint: t.reservedHint,
    placeLabel: t.placeLabel,
    place: typed.place,
    placeProblem: problems.place ?? '',
  })
}

/** The rule's findings in words. */
export const rhythmWords = (lang: Language, problems: Partial<Record<keyof TypedRhythm, RhythmProblem>>) =>
  Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [field, textsIn(lang).teams.rhythmProblems[problem]]),
  ) as Partial<Record<keyof TypedRhythm, string>>
