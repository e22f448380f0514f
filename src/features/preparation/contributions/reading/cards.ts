import { z } from 'zod'
import { button, buttonField } from '../../../../cards/button.ts'
import { defineCard } from '../../../../cards/define-card.ts'
import { textsIn } from '../../../../locales/texts.ts'
import type { Language } from '../../../../shared/action.ts'
import { rowDate } from '../../../../shared/human-dates.ts'
import type { Card } from '../../../../shared/outcome.ts'
import { fewLines, shown, withCapital } from '../../../../shared/text.ts'
import type { Zone } from '../../../../shared/zoned-time.ts'
import { type ChildPlace, childContext } from '../../stop/cards.ts'
import type { Chosen } from '../../versions/service.ts'
import { type Contribution, contributionFields } from '../model.ts'

const bare = { inputs: false } as const

/** 'Psykolog · Jens Bach' */
const byWords = ({ profession }: Pick<Contribution, 'profession'>, name: string, lang: Language): string => {
  const t = textsIn(lang)
  return t.contributions.by(withCapital(t.people.professionShort[profession]), shown(name))
}

const readingCardOf = defineCard(
  'contributions',
  z.object({
    empty: z.string(),
    contributions: z.array(
      z.object({
        who: z.string(),
        when: z.string(),
        note: z.string(),
        rows: z.array(z.object({ label: z.string(), text: z.string() })),
        actions: z.array(buttonField),
      }),
    ),
  }),
  'fetched',
)

/** A line costs its frame: a text of very many short ones goes on in the last of these, and is there to the end. */
const mostLines = 12

const rowsOf = ({ texts }: Contribution, lang: Language) =>
  contributionFields.flatMap(field =>
    fewLines(texts[field], mostLines).map((line, index) => ({
      label: index === 0 ? textsIn(lang).contributions.write.fields[field] : '',
      text: shown(line),
    })),
  )

/** A page's JSON stays well inside the 40 KB of a message; each has at least one, whole. */
const roomOfPage = 11_000
const frameOfRow = 420

/**
 * Contributions in pages that each fit in a message: they stand beside each other, and none is cut.
 * @returns at least one page
 */
export function pagesOf(all: readonly Contribution[], lang: Language): Contribution[][] {
  const pages: Contribution[][] = [[]]
  let room = roomOfPage
  for (const one of all) {
    const rows = rowsOf(one, lang)
    const cost = JSON.stringify(rows).length + (rows.length + 3) * frameOfRow
    if (cost > room && pages.at(-1)?.length !== 0) {
      pages.push([])
      room = roomOfPage
    }
    pages.at(-1)?.push(one)
    room -= cost
  }
  return pages
}

/** One as its reader sees it, among the versions that there are for them. */
export interface ReadContribution extends Chosen<Contribution> {
  name: string
}

function noteOf({ read, newest }: ReadContribution, lang: Language, zone: Zone): string {
  const t = textsIn(lang).contributions.reading
  if (newest?.submittedAt) return t.isEarlier(rowDate(newest.submittedAt, zone, lang))
  if (!read.late) return ''
  return read.version > 1 ? t.lateCorrection : t.late
}

/** Contributions of an item, side by side under each profession's name, for somebody who has passed the gate for each. */
export function readingCard(
  place: ChildPlace,
  all: readonly ReadContribution[],
  about: { page: number; pages: number; meetingId: string | null; hasForm: boolean },
): Card {
  const { lang, itemId, zone } = place
  const { common, contributions, preparation } = textsIn(lang)
  const t = contributions.reading
  const { page, pages, meetingId } = about
  const turn = (title: string, to: number) => button(title, 'contribution.read', { itemId, page: to }, bare)
  const version = (title: string, personId: string, number: number) =>
    button(title, 'contribution.read', { itemId, personId, version: number }, bare)
  return readingCardOf(
    {
      lang,
      where: pages > 1 ? preparation.reading.page(page, pages) : '',
      heading: t.heading,
      context: childContext(place),
      next: t.next,
      buttons: [
        ...(page < pages ? [turn(preparation.reading.more, page + 1)] : []),
        ...(page > 1 ? [turn(preparation.reading.previous, page - 1)] : []),
        button(common.close, 'start.close', {}, bare),
        ...(about.hasForm ? [button(t.toForm, 'form.read', { itemId }, bare)] : []),
        ...(meetingId === null ? [] : [button(preparation.forms, 'form.list', { meetingId }, bare)]),
      ],
    },
    {
      empty: all.length === 0 ? t.none : '',
      contributions: all.map(one => ({
        who: byWords(one.read, one.name, lang),
        when: t.submitted(one.read.version, rowDate(one.read.submittedAt ?? one.read.updatedAt, zone, lang)),
        note: noteOf(one, lang, zone),
        rows: rowsOf(one.read, lang),
        actions: [
          ...(one.earlier === null
            ? []
            : [version(preparation.reading.toEarlier, one.read.authorId, one.earlier)]),
          ...(one.newest ? [version(preparation.reading.toNewest, one.read.authorId, 0)] : []),
        ],
      })),
    },
  )
}
