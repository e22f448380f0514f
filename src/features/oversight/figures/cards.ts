import { z } from 'zod'
import { button, type Choices, choicesField, linkButton } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { linkMinutes } from '../../downloads/model.ts'
import { type Cell, type Cells, measures, type Period, percentOf } from './model.ts'

const figures = defineCard(
  'figures',
  z.object({
    rows: z.array(
      z.object({
        label: z.string(),
        value: z.string(),
        bar: z.boolean(),
        /** shares of the bar */
        yes: z.number(),
        no: z.number(),
      }),
    ),
    notes: z.array(z.object({ text: z.string() })),
    scopeLabel: z.string(),
    scopes: choicesField,
    scope: z.string(),
    periodLabel: z.string(),
    periods: choicesField,
    period: z.string(),
  }),
  'posted',
)

/** So many can be chosen from; with more, a card of long names would not fit. The file has all of them. */
export const mostInstitutions = 100

/** '2026 indtil nu', '1. halvår 2026' */
export function periodWords({ id, to }: Period, today: Day, lang: Language): string {
  const t = textsIn(lang).figures
  const [year = '', half] = id.split('-')
  return half ? t.half(Number(half), year) : today <= to ? t.soFar(year) : year
}

/** '21 af 24 · 88 %', or why there is no number. */
export function cellWords(cell: Cell, lang: Language): string {
  const t = textsIn(lang).figures
  if (cell === 'hidden') return t.hidden
  const percent = percentOf(cell)
  return percent === null ? t.nothing : t.of(cell.yes, cell.yes + cell.no, percent)
}

/** What is looked at, and what else can be. */
export interface Chosen {
  /** the id of a team or an institution, or `municipality` */
  scope: string
  /** of a team, seen by its coordinator */
  own: boolean
  scopes: Choices
  /** there are more institutions than a card has room for */
  tooMany: boolean
  /** the name of what is looked at */
  name: string
  period: Period
  periods: readonly Period[]
}

/** The figures of a team, an institution or the municipality, each with its bar; the words carry it (R-OV-2). */
export function figuresCard(cells: Cells, chosen: Chosen, today: Day, lang: Language): Card {
  const t = textsIn(lang).figures
  const { scope, scopes, own, name, period, periods } = chosen
  const several = scopes.length > 1 || periods.length > 1
  const ids = { scope, period: period.id }
  return figures(
    {
      lang,
      heading: t.heading,
      context: t.context(name, periodWords(period, today, lang)),
      next: own ? t.nextTeam : t.nextMunicipality,
      buttons: [
        ...(several ? [button(t.show, 'figures.open', {}, { style: 'positive' })] : []),
        button(t.file, 'figures.file', ids, { inputs: false }),
        button(textsIn(lang).common.start, 'start.open', {}, { inputs: false }),
      ],
    },
    {
      rows: measures.map(measure => {
        const cell = cells[measure]
        const percent = cell === 'hidden' ? null : percentOf(cell)
        return {
          label: t.measures[measure],
          value: cellWords(cell, lang),
          bar: percent !== null,
          yes: percent ?? 0,
          no: 100 - (percent ?? 0),
        }
      }),
      notes: [
        ...(measures.some(measure => cells[measure] === 'hidden') ? [{ text: t.hiddenNote }] : []),
        ...(chosen.tooMany ? [{ text: t.tooMany }] : []),
      ],
      scopeLabel: t.scopeLabel,
      scopes,
      scope,
      periodLabel: t.periodLabel,
      periods: periods.map(one => ({ value: one.id, title: periodWords(one, today, lang) })),
      period: period.id,
    },
  )
}

/** No half-year is over yet. */
export function noFiguresCard(first: Day, lang: Language): Card {
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.figures.heading,
      next: t.figures.firstNext,
      buttons: [button(t.common.start, 'start.open')],
    },
    t.figures.first(fullDay(first, lang)),
  )
}

/** The link to the file. */
export function figuresFileCard(
  chosen: Pick<Chosen, 'scope' | 'own' | 'name' | 'period'>,
  url: string,
  today: Day,
  lang: Language,
): Card {
  const t = textsIn(lang)
  const { scope, own, name, period } = chosen
  return notice(
    {
      lang,
      heading: t.figures.fileHeading,
      context: t.figures.context(name, periodWords(period, today, lang)),
      next: t.figures.fileNext(linkMinutes),
      buttons: [
        linkButton(t.figures.excel, url),
        button(t.common.back, 'figures.open', { scope, period: period.id }),
      ],
    },
    own ? t.figures.fileTeam : t.figures.fileMunicipality,
  )
}
