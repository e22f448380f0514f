import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard, type Frame } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Institution, Person } from '../../people/model.ts'
import { overviewCard, rhythmFacts } from '../cards.ts'
import { pickCard, placesCard, rhythmCard } from '../inputs/cards.ts'
import { pickList, readRhythm, type TypedRhythm, teamKinds } from '../model.ts'
import type { Basics, BasicsField, BasicsProblems, PlannedPlace, TeamDraft } from './model.ts'

const basics = defineCard(
  'team-basics',
  z.object({
    kindLabel: z.string(),
    kinds: choicesField,
    kind: z.string(),
    choosable: z.boolean(),
    institutionLabel: z.string(),
    institutions: choicesField,
    institutionId: z.string(),
    institutionIdProblem: z.string(),
    institutionNameLabel: z.string(),
    institutionName: z.string(),
    institutionNameProblem: z.string(),
    nameLabel: z.string(),
    name: z.string(),
    nameProblem: z.string(),
    nameHint: z.string(),
  }),
  'posted',
)

/** Its own name, or what it is and where. */
export const nameOf = (lang: Language, draft: TeamDraft, institution: string): string =>
  draft.name.trim() || `${textsIn(lang).teams.kinds[draft.kind]} ${institution}`

/** The rule's findings about step 1 in words. */
export const basicsWords = (lang: Language, problems: BasicsProblems): Partial<Record<BasicsField, string>> =>
  Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [
      field,
      textsIn(lang).teams.setup.basicsProblems[problem],
    ]),
  )

const step = (lang: Language, at: number, heading: string, next: string): Frame => ({
  lang,
  where: textsIn(lang).teams.setup.stepSaved(at),
  heading,
  next,
})

/** Both carry what was typed: going back loses nothing either. */
function nextAndBack(lang: Language, verb: string, refs: Record<string, number> = {}) {
  const t = textsIn(lang).common
  return [
    button(t.saveAndContinue, verb, { ...refs, go: 'next' }, { style: 'positive' }),
    button(t.back, verb, { ...refs, go: 'back' }),
  ]
}

/** Step 1: kind, institution and name. `problems` holds what to say at a field. */
export function basicsStep(
  lang: Language,
  state: {
    typed: Basics
    institutions: readonly Institution[]
    /** whether there is something to start over from */
    unfinished: boolean
    problems?: Partial<Record<BasicsField, string>>
    problem?: string
    saved?: string
  },
): Card {
  const { typed, institutions, problems = {} } = state
  const { common, teams } = textsIn(lang)
  const t = teams.setup
  const choosable = institutions.length > 0
  const problem = state.problem ?? (state.problems ? common.fix : '')
  const frame: Frame = {
    lang,
    where: t.step(1),
    heading: t.basicsHeading,
    context: t.basicsContext,
    next: t.basicsNext,
    problem,
    saved: state.saved ?? '',
    buttons: [
      button(common.saveAndContinue, 'team.basics', {}, { style: 'positive' }),
      button(common.start, 'start.open', {}, { inputs: false }),
      ...(state.unfinished ? [button(t.restart, 'team.askRestart', {}, { inputs: false })] : []),
    ],
  }
  return basics(frame, {
    kindLabel: t.kindLabel,
    kinds: teamKinds.map(value => ({ value, title: t.kindChoices[value] })),
    kind: typed.kind,
    choosable,
    institutionLabel: t.institutionLabel,
    institutions: [
      ...institutions.map(({ id, name }) => ({ value: id, title: shown(name) })),
      { value: otherInstitution, title: t.otherInstitution },
    ],
    institutionId: typed.institutionId || otherInstitution,
    institutionIdProblem: problems.institutionId ?? '',
    institutionNameLabel: choosable ? t.otherNameLabel : t.institutionNameLabel,
    institutionName: typed.institutionName,
    institutionNameProblem: problems.institutionName ?? '',
    nameLabel: t.nameLabel,
    name: typed.name,
    nameProblem: problems.name ?? '',
    nameHint: t.nameHint,
  })
}

/** A choice with an empty value cannot be chosen again in every client. */
export const otherInstitution = 'other'

/** Step 2: who is in it. */
export function peopleStep(
  lang: Language,
  draft: TeamDraft,
  candidates: readonly Person[],
  state: { search?: string; searchProblem?: string; peopleProblem?: string } = {},
): Card {
  const { common, teams } = textsIn(lang)
  const { search = '', ...problems } = state
  return pickCard(
    {
      ...step(lang, 2, teams.setup.peopleHeading, teams.setup.peopleNext),
      context: teams.setup.peopleContext,
      problem: problems.searchProblem || problems.peopleProblem ? common.fix : '',
      buttons: nextAndBack(lang, 'team.people'),
    },
    {
      label: teams.pick.label,
      nobody: teams.pick.none,
      list: pickList(candidates, draft.picked, problems.searchProblem ? '' : search),
      picked: draft.picked,
      search,
      ...problems,
      find: button(teams.pick.search, 'team.people', { go: 'search' }),
    },
  )
}

/** So many people's places are chosen on one card. */
export const placesPerCard = 8

/** Step 3: what they take part as; large teams in several cards. */
export function rolesStep(
  lang: Language,
  draft: TeamDraft,
  all: readonly (PlannedPlace & { person: Person })[],
  page: number,
  problems: readonly string[] = [],
): Card {
  const { common, teams } = textsIn(lang)
  const first = page * placesPerCard
  const rows = all.slice(first, first + placesPerCard)
  const frame = step(lang, 3, teams.setup.rolesHeading, teams.setup.rolesNext)
  return placesCard(
    {
      ...frame,
      where:
        all.length > placesPerCard
          ? teams.setup.stepPage(3, first + 1, first + rows.length, all.length)
          : (frame.where ?? ''),
      context: teams.setup.rolesContext,
      problem: problems.length > 0 ? common.fix : '',
      buttons: nextAndBack(lang, 'team.roles', { page }),
    },
    { kind: draft.kind, rows, filled: all.map(place => place.profession), problems },
  )
}

/** Step 4: how often, when and where. */
export function rhythmStep(
  lang: Language,
  draft: TeamDraft,
  problems: Partial<Record<keyof TypedRhythm, string>> = {},
): Card {
  const { common, teams } = textsIn(lang)
  return rhythmCard(
    {
      ...step(lang, 4, teams.rhythmHeading, teams.setup.rhythmNext),
      context: teams.rhythmContext,
      problem: Object.keys(problems).length > 0 ? common.fix : '',
      buttons: nextAndBack(lang, 'team.when'),
    },
    draft.kind,
    draft.rhythm,
    problems,
  )
}

/** Step 5: all of it, before the team is made. */
export function summaryStep(
  lang: Language,
  draft: TeamDraft,
  places: readonly (PlannedPlace & { person: Person })[],
  institution: string,
): Card {
  const { common, teams } = textsIn(lang)
  const read = readRhythm(draft.kind, draft.rhythm)
  // The creator stands first.
  const planned = places.map((place, index) => ({ ...place, coordinator: index === 0, absence: null }))
  return overviewCard(
    {
      ...step(lang, 5, teams.setup.summaryHeading, teams.setup.summaryNext),
      buttons: [
        button(teams.setup.create, 'team.create', {}, { style: 'positive' }),
        button(common.back, 'team.backToWhen'),
      ],
    },
    {
      kind: draft.kind,
      facts: [
        { label: teams.view.name, value: shown(nameOf(lang, draft, institution)) },
        { label: teams.view.kind, value: teams.kinds[draft.kind] },
        { label: teams.view.institution, value: shown(institution) },
        ...(read.ok ? rhythmFacts(lang, read.rhythm) : []),
      ],
      places: planned,
      here: planned,
      notes: true,
      change: null,
    },
  )
}

/** Asks once before what was typed is deleted. */
export function restartCard(lang: Language): Card {
  const { common, teams } = textsIn(lang)
  const buttons = [
    button(common.back, 'team.new'),
    button(teams.setup.restart, 'team.restart', {}, { style: 'destructive' }),
  ]
  const { askRestart: heading, askRestartNext: next } = teams.setup
  return notice({ lang, heading, next, buttons }, teams.setup.askRestartText)
}
