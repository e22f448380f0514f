import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { listed, textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDay, rowDate } from '../../../shared/human-dates.ts'
import type { Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Basis } from '../../consent/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Person } from '../../people/model.ts'
import type { Team } from '../../teams/model.ts'
import { openButton } from '../reading/cards.ts'
import type { WithheldItem } from './model.ts'
import type { HandedIn } from './sending/service.ts'

export interface About {
  meeting: Meeting
  team: Team
  lang: Language
}

const isForm = ({ contributorId }: Pick<HandedIn, 'contributorId'>): boolean => contributorId === ''

/**
 * '3 skemaer og 1 bidrag til mødet tirsdag den 24. november 2026': neutral (P2).
 * @param sent.now it may leave late, at a meeting that has begun
 */
export function sentCard({
  meeting,
  team,
  lang,
  papers,
  late,
  more,
  now,
}: About & {
  papers: readonly Pick<HandedIn, 'contributorId'>[]
  late: boolean
  more: boolean
  now: Date
}): Message {
  const t = textsIn(lang)
  const { distribution } = t
  const date = fullDay(dayOf(meeting.startAt, meeting.zone), lang)
  const count = papers.length
  const forms = papers.filter(isForm).length
  const what = distribution.what(forms, count - forms)
  const heading = more ? distribution.moreHeading(what, date) : distribution.heading(what, date)
  const text = distribution.text(count, shown(team.name))
  const begun = meeting.status === 'running' || meeting.startAt <= now
  return {
    card: notice(
      {
        lang,
        heading,
        next: begun ? distribution.nextBegun(count) : distribution.next(count),
        buttons: [button(t.common.open, 'form.list', { meetingId: meeting.id }, { style: 'positive' })],
      },
      late ? `${text}\n${distribution.late(count)}` : text,
    ),
    summary: heading,
  }
}

/**
 * 'Skemaet til punkt 2 er rettet': neutral (P2), to those who had an earlier version, once for all that was corrected
 * before it leaves (R-FORM-11).
 * @param about.now it may leave at a meeting that has begun
 */
export function correctedCard({
  meeting,
  team,
  lang,
  papers,
  now,
}: About & { papers: readonly HandedIn[]; now: Date }): Message {
  const t = textsIn(lang)
  const { corrected } = t.distribution
  const date = rowDate(meeting.startAt, meeting.zone, lang)
  const numbersOf = (some: readonly HandedIn[]) => [...new Set(some.map(({ number }) => number))].map(String)
  const of = { form: papers.filter(isForm), contribution: papers.filter(paper => !isForm(paper)) }
  const numbers = numbersOf(papers)
  const what = of.contribution.length === 0 ? 'form' : of.form.length === 0 ? 'contribution' : 'both'
  const heading = corrected.heading[what](numbers.length, listed(numbers, lang))
  const begun = meeting.status === 'running' || meeting.startAt <= now
  const [only] = papers
  const open =
    only && papers.length === 1
      ? openButton(only, t.common.open, { style: 'positive' })
      : button(t.common.open, 'form.list', { meetingId: meeting.id }, { style: 'positive' })
  return {
    card: notice(
      {
        lang,
        heading,
        next: begun ? corrected.nextBegun : corrected.next,
        buttons: [open],
      },
      corrected.text(shown(team.name), date),
    ),
    summary: heading,
  }
}

const withheldCardOf = defineCard(
  'distribution-withheld',
  z.object({
    text: z.string(),
    rows: z.array(z.object({ text: z.string(), actions: z.array(buttonField) })),
  }),
  'posted',
)

/** @param filler who has not handed in */
export function whyWords(
  { number, why }: Pick<WithheldItem, 'number' | 'why'>,
  filler: string,
  basis: Basis,
  lang: Language,
) {
  const t = textsOn(basis, lang).distribution.why
  return why === 'notSubmitted' ? t.notSubmitted(number, filler) : t[why](number)
}

/** More than this stands on the agenda, which the card leads to. */
const mostWithheld = 15

/** To the coordinator, with the rest gone out on time: what is withheld, why, and what can be done (R-CONS-4). */
export function withheldCard({
  meeting,
  team,
  lang,
  basis,
  rows,
}: About & { basis: Basis; rows: readonly (WithheldItem & { filler: string })[] }): Message {
  const { distribution: t, preparation } = textsOn(basis, lang)
  const { chase, openAgenda } = preparation
  const { startAt, zone, id: meetingId } = meeting
  // Only a consent holds anything back; of the rest there is nothing to send.
  const [heading, next] = rows.some(({ why }) => why === 'consent')
    ? [t.withheldHeading, t.withheldNext]
    : [t.missingHeading, t.missingNext]
  return {
    card: withheldCardOf(
      {
        lang,
        heading,
        next,
        buttons: [button(openAgenda, 'agenda.open', { meetingId }, { style: 'positive' })],
      },
      {
        text: t.withheldText(shown(team.name), rowDate(startAt, zone, lang)),
        rows: rows.slice(0, mostWithheld).map(({ itemId, number, why, filler }) => ({
          text: whyWords({ number, why }, shown(filler), basis, lang),
          actions: {
            consent: [button(t.consent, 'consent.open', { itemId })],
            notChosen: [button(t.choose, 'agenda.plan', { itemId })],
            notSubmitted: [button(chase.open, 'form.chase', { meetingId })],
          }[why],
        })),
      },
    ),
    summary: heading,
  }
}

/** An item that nobody fills in the form of. */
export interface UnfilledRow {
  itemId: string
  number: number
  /** null: the item waits for one */
  meeting: Meeting | null
}

/** To the coordinator: whoever was to fill in these forms takes part no more, so somebody else has to. */
export function unfilledCard({
  rows,
  filler,
  lang,
}: {
  rows: readonly UnfilledRow[]
  filler: Person
  lang: Language
}): Message {
  const { preparation, common } = textsIn(lang)
  const t = preparation.unfilled
  const heading = t.heading(rows.length)
  return {
    card: withheldCardOf(
      { lang, heading, next: t.next, buttons: [button(common.start, 'start.open')] },
      {
        text: t.text(rows.length, shown(filler.name)),
        rows: rows.slice(0, mostWithheld).map(({ itemId, number, meeting }) => ({
          text: meeting ? t.row(number, rowDate(meeting.startAt, meeting.zone, lang)) : t.rowWaiting,
          actions: [button(t.choose, 'agenda.plan', { itemId })],
        })),
      },
    ),
    summary: heading,
  }
}
