import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { DigestLine, Reader } from '../../../reminders/model.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDay, rowDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Component } from '../../policy/assessment/model.ts'
import type { Team } from '../../teams/model.ts'
import {
  type Assessment,
  type AssessmentStanding,
  before,
  type Compared,
  compared,
  highest,
  lowest,
  type TextField,
  type Typed,
} from './model.ts'
import type { Web } from './web/model.ts'

const form = defineCard(
  'assessment-form',
  z.object({
    intro: z.array(z.object({ text: z.string() })),
    scores: z.array(
      z.object({ id: z.string(), label: z.string(), value: z.string(), problemText: z.string() }),
    ),
    choose: z.string(),
    choices: choicesField,
    togetherLabel: z.string(),
    together: z.string(),
    togetherProblem: z.string(),
    workOnLabel: z.string(),
    workOn: z.string(),
    workOnProblem: z.string(),
  }),
  'fetched',
)

const result = defineCard(
  'assessment',
  z.object({
    picture: z.string(),
    altText: z.string(),
    rows: z.array(z.object({ label: z.string(), text: z.string() })),
    sections: z.array(z.object({ title: z.string(), text: z.string() })),
  }),
  'fetched',
)

/** The input of a component. */
export const scoreField = (index: number): string => `score${index + 1}`

/** The card on which a year's assessment is written. */
export interface AssessmentForm {
  team: Team
  year: number
  /** the version that is stored; 0: none yet */
  seen: number
  components: readonly Component[]
  typed: Typed
  /** the one before, for what the team wanted to work on */
  earlier: Assessment | null
  /** what is wrong, when the card came back */
  problem?: string
  missing?: readonly string[]
  textProblems?: Partial<Record<TextField, string>>
}

/** Six numbers and two sentences, filled in with what is stored or was typed (R-OV-3). */
export function assessmentForm(
  { team, year, seen, components, typed, earlier, ...wrong }: AssessmentForm,
  lang: Language,
): Card {
  const { assessment: t, common } = textsIn(lang)
  const of = { teamId: team.id, year, seen, components: components.map(({ id }) => id).join(',') }
  const workedOn = earlier?.workOn ? [`${t.formWorkedOn(earlier.year)} ${earlier.workOn}`] : []
  return form(
    {
      lang,
      heading: t.formHeading(year),
      context: shown(team.name),
      problem: wrong.problem ?? '',
      next: t.formNext,
      buttons: [
        button(common.save, 'assessment.save', of, { style: 'positive' }),
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      intro: [t.formIntro, ...workedOn].map(text => ({ text: shown(text) })),
      scores: components.map((component, index) => ({
        id: scoreField(index),
        label: shown(t.scoreLabel(component[lang].name, component[lang].question)),
        value: typed.scores[component.id] ?? '',
        problemText: wrong.missing?.includes(component.id) ? t.choose : '',
      })),
      choose: t.choose,
      choices: t.choices.map((title, index) => ({ title, value: String(index + lowest) })),
      togetherLabel: t.togetherLabel,
      together: typed.together,
      togetherProblem: wrong.textProblems?.together ?? '',
      workOnLabel: t.workOnLabel,
      workOn: typed.workOn,
      workOnProblem: wrong.textProblems?.workOn ?? '',
    },
  )
}

/** Up, down or as before, in words. */
function scoreWords({ score, before: from }: Compared, hasBefore: boolean, lang: Language): string {
  const { assessment: t } = textsIn(lang)
  if (!hasBefore) return t.score(score)
  if (from === null) return t.isNew(score)
  if (from === score) return t.same(score)
  return score > from ? t.up(score, from) : t.down(score, from)
}

/** What the picture of an assessment shows, over the one before. */
export function webOf(now: Assessment, earlier: Assessment | null, lang: Language): Web {
  return {
    spokes: compared(now, earlier).map(({ component, score, before: from }) => ({
      name: component[lang].name,
      score: Math.min(highest, Math.max(lowest, score)),
      before: from,
    })),
    called: { now: String(now.year), before: earlier && String(earlier.year) },
  }
}

export interface ShownAssessment {
  team: Team
  now: Assessment
  standing: AssessmentStanding
  zone: Zone
  /** the address of the picture of `webOf` */
  picture: string
  /** for the coordinator: the buttons that go on */
  leads: boolean
  saved?: string
}

/** A year's assessment: the web, each component in words, and the sentences (R-OV-3). */
export function assessmentCard(
  { team, now, standing, zone, picture, leads, saved }: ShownAssessment,
  lang: Language,
): Card {
  const { assessment: t, common } = textsIn(lang)
  const earlier = before(standing.all, now.year)
  const rows = compared(now, earlier).map(one => ({
    label: shown(one.component[lang].name),
    text: scoreWords(one, earlier !== null, lang),
  }))
  const all = rows.map(({ label, text }) => `${label} ${text}`).join('. ')
  const dates = [
    t.written(rowDay(dayOf(now.recordedAt, zone), lang)),
    ...(now.correctedAt ? [t.corrected(rowDay(dayOf(now.correctedAt, zone), lang))] : []),
  ]
  return result(
    {
      lang,
      heading: t.heading(now.year),
      context: [shown(team.name), ...dates].join(' · '),
      saved: saved ?? '',
      next: nextWords(standing, leads, lang),
      buttons: [
        ...(leads ? leadersButtons(team, now, standing, lang) : []),
        button(common.close, 'start.close'),
        ...(earlier
          ? [button(t.earlier(earlier.year), 'assessment.open', { teamId: team.id, year: earlier.year })]
          : []),
      ],
    },
    {
      picture,
      altText: earlier ? t.altBefore(now.year, earlier.year, all) : t.alt(now.year, all),
      rows,
      sections: [
        { title: t.together, text: shown(now.together) },
        { title: t.workOn, text: shown(now.workOn) },
      ].filter(({ text }) => text !== ''),
    },
  )
}

function nextWords({ due, dueDay }: AssessmentStanding, leads: boolean, lang: Language): string {
  const { assessment: t } = textsIn(lang)
  if (!leads || dueDay === null) return t.nextMember
  return due ? t.nextDue : t.next(fullDay(dueDay, lang))
}

/** The next one when its year has come, and correcting the latest. */
function leadersButtons(
  { id: teamId }: Team,
  now: Assessment,
  { all, due, year }: AssessmentStanding,
  lang: Language,
): CardJson[] {
  const { assessment: t } = textsIn(lang)
  const latest = all[0]?.year ?? 0
  const style = due ? ({ style: 'positive' } as const) : {}
  return [
    ...(latest < year ? [button(t.begin(year), 'assessment.form', { teamId, year }, style)] : []),
    ...(latest === now.year ? [button(t.edit, 'assessment.form', { teamId, year: latest })] : []),
  ]
}

/** For a member of a team that has made none. */
export function noAssessmentCard(lang: Language): Card {
  const { assessment: t, common } = textsIn(lang)
  return notice(
    { lang, heading: t.noneHeading, next: t.noneNext, buttons: [button(common.start, 'start.open')] },
    t.none,
  )
}

/** The digest's line: that it is time, and nothing of what anybody answered (P2). */
export function assessmentLine(team: Team, year: number, { language }: Pick<Reader, 'language'>): DigestLine {
  const { assessment: t } = textsIn(language)
  return {
    overdueDays: 0,
    text: t.line(shown(team.name)),
    button: button(t.lineButton, 'assessment.form', { teamId: team.id, year }),
  }
}

/** The overview's line of a team that is asked, or will be: how it stands, with the way there. */
export function assessmentState({ all, due, dueDay }: AssessmentStanding, lang: Language): string {
  const { assessment: t } = textsIn(lang)
  const [latest] = all
  if (due) return t.overviewDue
  if (latest) return t.overviewDone(latest.year)
  return dueDay ? t.overviewNone(rowDay(dueDay, lang)) : ''
}
