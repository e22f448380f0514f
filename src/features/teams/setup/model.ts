import type { Profession } from '../../../shared/action.ts'
import {
  type NameProblem,
  nameProblem,
  readRhythm,
  requiredByDefault,
  suggestedRhythm,
  type TeamKind,
  type TypedRhythm,
} from '../model.ts'

/** What was decided about somebody's place against what follows from their profession; nothing said: the default. */
export interface ChosenPlace {
  profession?: Profession | undefined
  required?: boolean | undefined
}

/** A team that is being set up: all of it as typed, step by step. */
export interface TeamDraft {
  kind: TeamKind
  /** one of the person's own institutions; '': the one that is named */
  institutionId: string
  institutionName: string
  /** '': named after kind and institution */
  name: string
  picked: readonly string[]
  places: Readonly<Record<string, ChosenPlace>>
  rhythm: TypedRhythm
}

/** Step 1 as typed. */
export type Basics = Pick<TeamDraft, 'kind' | 'institutionId' | 'institutionName' | 'name'>
export type BasicsField = 'institutionId' | 'institutionName' | 'name'
/** foreign: an institution of that name is there, and the person does not belong to it */
export type BasicsProblem = NameProblem | 'taken' | 'unknown' | 'foreign'
export type BasicsProblems = Partial<Record<BasicsField, BasicsProblem>>

/** How a rhythm stands in its inputs. */
export function typedRhythm(rhythm: ReturnType<typeof suggestedRhythm>): TypedRhythm {
  const { cadenceWeeks, weekday, lengthMinutes, reservedMinutes02, startTime, place } = rhythm
  return {
    cadenceWeeks: String(cadenceWeeks),
    weekday: String(weekday),
    startTime,
    lengthMinutes: String(lengthMinutes),
    place,
    reservedMinutes02: String(reservedMinutes02),
  }
}

/** Where setting up a team begins. @param institutionId the person's own institution, '' when there is none */
export const emptyDraft = (institutionId: string): TeamDraft => ({
  kind: 'resourceTeam',
  institutionId,
  institutionName: '',
  name: '',
  picked: [],
  places: {},
  rhythm: typedRhythm(suggestedRhythm('resourceTeam')),
})

/**
 * What is wrong with step 1. A name of the team's own is not needed.
 * @param own ids of the institutions that this person may choose
 */
export function basicsProblems(typed: Basics, own: readonly string[]): BasicsProblems {
  const problems: BasicsProblems = {}
  if (typed.institutionId !== '' && !own.includes(typed.institutionId)) problems.institutionId = 'unknown'
  const institution = typed.institutionId === '' ? nameProblem(typed.institutionName) : null
  if (institution) problems.institutionName = institution
  if (nameProblem(typed.name) === 'tooLong') problems.name = 'tooLong'
  return problems
}

/** Takes step 1 over. A cadence that the other kind does not have gives way to that kind's own. */
export function withBasics(draft: TeamDraft, typed: Basics): TeamDraft {
  const { kind, institutionId, institutionName, name } = typed
  const next = { ...draft, kind, institutionId, institutionName, name }
  const read = readRhythm(kind, draft.rhythm)
  if (kind === draft.kind || read.ok || !read.problems.cadenceWeeks) return next
  const cadenceWeeks = String(suggestedRhythm(kind).cadenceWeeks)
  return { ...next, rhythm: { ...draft.rhythm, cadenceWeeks } }
}

/** Somebody's place as it will be; profession null: nobody has said yet. */
export interface PlannedPlace {
  personId: string
  profession: Profession | null
  required: boolean
}

/**
 * The place that follows from what was chosen and what is known (R-TEAM-2).
 * @param known the profession that the person has given
 */
export function plannedPlace(
  kind: TeamKind,
  personId: string,
  chosen: ChosenPlace | undefined,
  known: Profession | null,
): PlannedPlace {
  const profession = chosen?.profession ?? known
  const byDefault = profession !== null && requiredByDefault(kind, profession)
  return { personId, profession, required: chosen?.required ?? byDefault }
}

/**
 * What was chosen, given what the card showed. A tick that nobody touched goes on following the profession.
 * @example a person shown as 'other', optional, comes back as 'healthVisitor', optional: required follows the default
 */
export function choosePlace(
  chosen: ChosenPlace | undefined,
  shown: PlannedPlace,
  typed: ChosenPlace,
): ChosenPlace {
  const required =
    typed.required === undefined || typed.required === shown.required ? chosen?.required : typed.required
  return { profession: typed.profession ?? chosen?.profession, required }
}
