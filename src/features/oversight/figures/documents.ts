import type { SheetDocument, SheetRow } from '../../../documents/model.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import { periodWords } from './cards.ts'
import { type Cells, measures, type Period, percentOf } from './model.ts'

/** A row of the sheet: whose figures, and what may be shown of them. */
export interface FiguresRow {
  name: string
  cells: Cells
}

/**
 * The figures as a workbook: numbers as numbers, what is hidden as words, and a sheet that says how it is counted.
 * @param rows the municipality before its institutions, or one team
 */
export function figuresSheets(
  rows: readonly FiguresRow[],
  period: Period,
  today: Day,
  lang: Language,
): SheetDocument {
  const t = textsIn(lang).figures
  const body = rows.flatMap(({ name, cells }) =>
    measures.map((measure): SheetRow => {
      const cell = cells[measure]
      const label = [name, t.measures[measure]]
      if (cell === 'hidden') return [...label, t.hidden, t.hidden, t.hidden]
      return [...label, cell.yes, cell.yes + cell.no, percentOf(cell) ?? t.nothing]
    }),
  )
  return {
    title: t.heading,
    sheets: [
      {
        name: t.sheet,
        columns: [
          { title: t.columns.who, width: 34 },
          { title: t.columns.what, width: 34 },
          { title: t.columns.yes, width: 22 },
          { title: t.columns.all, width: 22 },
          { title: t.columns.percent, width: 22 },
        ],
        rows: body,
      },
      {
        name: t.howSheet,
        columns: [
          { title: t.columns.what, width: 34 },
          { title: t.columns.how, width: 110 },
        ],
        rows: [
          [t.columns.period, periodWords(period, today, lang)],
          ...(period.settledDay ? [[t.columns.counted, t.settled(fullDay(period.settledDay, lang))]] : []),
          ...measures.map((measure): SheetRow => [t.measures[measure], t.how[measure]]),
          [t.hidden, t.hiddenNote],
        ],
      },
    ],
  }
}
