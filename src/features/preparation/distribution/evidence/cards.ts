import { z } from 'zod'
import { button } from '../../../../cards/button.ts'
import { defineCard } from '../../../../cards/define-card.ts'
import { pageOf } from '../../../../cards/part.ts'
import { listed, textsIn, textsOn } from '../../../../locales/texts.ts'
import type { Language } from '../../../../shared/action.ts'
import { fullDate, rowDate } from '../../../../shared/human-dates.ts'
import type { Card } from '../../../../shared/outcome.ts'
import { shown } from '../../../../shared/text.ts'
import type { Zone } from '../../../../shared/zoned-time.ts'
import type { Basis } from '../../../consent/model.ts'
import type { Person } from '../../../people/model.ts'
import { type About, whyWords } from '../cards.ts'
import type { DistributionEvidence, EvidenceRow, StoppedRow } from './model.ts'
import { type Exception, type PaperProof, papersOf } from './papers/model.ts'

const evidenceCardOf = defineCard(
  'form-evidence',
  z.object({
    summary: z.string(),
    empty: z.string(),
    withheldHeading: z.string(),
    withheld: z.array(z.object({ text: z.string() })),
    rows: z.array(
      z.object({ who: z.string(), lines: z.array(z.object({ text: z.string(), lacking: z.boolean() })) }),
    ),
  }),
  'fetched',
)

/** How the proof is laid out: what each form and contribution came to, or everybody's own row. */
export const layouts = ['paper', 'person'] as const
export type Layout = (typeof layouts)[number]

const papersOfPage = 4
const rowsOfPage = 30
/** Of one paper; everybody stands in the list that the card leads to. */
const mostLines = 6
const mostNames = 6

type Names = (personId: string) => string
interface Voice {
  basis: Basis
  zone: Zone
  lang: Language
  nameOf: Names
}

/** How a message stands that has not left. */
export function stateWords(delivery: EvidenceRow['delivery'], lang: Language): string {
  const { statuses } = textsIn(lang).distribution.proof
  return statuses[delivery?.status ?? 'failed'] ?? statuses.failed ?? ''
}

const leftWords = ({ delivery }: EvidenceRow, { zone, lang }: Voice): string =>
  delivery?.sentAt
    ? textsIn(lang).distribution.proof.sent(rowDate(delivery.sentAt, zone, lang))
    : stateWords(delivery, lang)

/** 'Punkt 1', also of what stands there no more. */
function placeWords(number: number, lang: Language): string {
  const { paper: t } = textsIn(lang).distribution
  return number > 0 ? t.item(number) : t.offAgenda
}

function rowWords(row: EvidenceRow, voice: Voice): string {
  const { proof: t } = textsOn(voice.basis, voice.lang).distribution
  const { openedAt, formVersion } = row.receipt
  return [
    leftWords(row, voice),
    openedAt ? t.opened(rowDate(openedAt, voice.zone, voice.lang)) : t.notOpened,
    ...(formVersion > 1 ? [t.version(formVersion)] : []),
    ...(row.late ? [t.late[row.late]] : []),
  ].join(' · ')
}

/** What the consent kept from leaving; what was under way just then, and did leave, is not kept quiet. */
function stoppedWords({ stopped, sentAt }: StoppedRow, { basis, zone, lang }: Voice): string {
  const { proof: t } = textsOn(basis, lang).distribution
  const why = t.stopped[stopped.why]
  return sentAt
    ? t.underWay(rowDate(sentAt, zone, lang), why)
    : t.notSent(why, rowDate(stopped.at, zone, lang))
}

/** As many names as are taken in at a glance. */
function someNames(personIds: readonly string[], { lang, nameOf }: Voice): string {
  const { proof: t } = textsIn(lang).distribution
  const names = personIds.map(nameOf).toSorted((a, b) => a.localeCompare(b, 'da'))
  if (names.length <= mostNames) return listed(names, lang)
  return listed([...names.slice(0, mostNames - 1), t.others(names.length - mostNames + 1)], lang)
}

const exceptionWords = ({ row, stopped }: Exception, voice: Voice): string => {
  if (stopped) return stoppedWords(stopped, voice)
  const { proof: t } = textsOn(voice.basis, voice.lang).distribution
  return [leftWords(row, voice), ...(row.late ? [t.late[row.late]] : [])].join(' · ')
}

/** One paper: whom something went differently with, and then how it went with the others. */
function linesOf(paper: PaperProof, voice: Voice): { text: string; lacking: boolean }[] {
  const { zone, lang } = voice
  const { proof: t } = textsIn(lang).distribution
  const { inTime, exceptions, unopened, opened, of } = paper
  const alike = [...Map.groupBy(exceptions, one => exceptionWords(one, voice))].map(([words, group]) => {
    const whose = group.map(({ row, stopped }) => row?.receipt.personId ?? stopped?.stopped.personId ?? '')
    const ids = [...new Set(whose)]
    const whom = ids.length > 1 && ids.length === of ? t.everybody(of) : someNames(ids, voice)
    return { text: `${whom}: ${words}`, lacking: true }
  })
  const times = inTime
    .flatMap(({ delivery }) => delivery?.sentAt ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime())
    .map(at => rowDate(at, zone, lang))
  const [first = '', last = first] = [times[0], times.at(-1)]
  const left = opened + unopened.length
  const plain = [
    ...(inTime.length > 0 ? [t.inTime(inTime.length, of, first, last)] : []),
    ...(left > 0 ? [t.openedBy(opened, left)] : []),
  ].join(' ')
  const some = opened > 0 && unopened.length > 0
  return [
    ...alike.slice(0, mostLines),
    ...(alike.length > mostLines
      ? [{ text: t.moreExceptions(alike.length - mostLines), lacking: true }]
      : []),
    ...[
      plain,
      some
        ? t.unopenedBy(
            someNames(
              unopened.map(({ receipt }) => receipt.personId),
              voice,
            ),
          )
        : '',
    ]
      .filter(text => text !== '')
      .map(text => ({ text, lacking: false })),
  ]
}

function paperRows(evidence: DistributionEvidence, voice: Voice) {
  const { paper: t } = textsIn(voice.lang).distribution
  return papersOf(evidence).map(paper => {
    const { number, contributorId, version } = paper
    const from = contributorId === '' ? '' : voice.nameOf(contributorId)
    const who = `${placeWords(number, voice.lang)} · ${t.what(from, version)}`
    return { who, lines: linesOf(paper, voice) }
  })
}

function personRows({ stopped, rows }: DistributionEvidence, voice: Voice) {
  const { proof: t } = textsIn(voice.lang).distribution
  return [
    ...stopped.map(row => ({ number: row.number, of: row.stopped, text: stoppedWords(row, voice) })),
    ...rows.map(row => ({ number: row.number, of: row.receipt, text: rowWords(row, voice) })),
  ]
    .map(row => ({ ...row, name: voice.nameOf(row.of.personId) }))
    .toSorted((a, b) => a.number - b.number || a.name.localeCompare(b.name, 'da'))
    .map(({ number, of, name, text }) => ({
      who:
        of.contributorId === ''
          ? t.row(placeWords(number, voice.lang), name)
          : t.contributionRow(placeWords(number, voice.lang), voice.nameOf(of.contributorId), name),
      lines: [{ text, lacking: false }],
    }))
}

/**
 * *Hvem har fået skemaerne?* (R-FORM-10): at first what each form came to, what went differently first; behind a button
 * everybody's row: sent when, opened when, late, not reached.
 */
export function evidenceCard({
  meeting,
  team,
  lang,
  basis,
  evidence,
  people,
  layout,
  page,
}: About & {
  basis: Basis
  evidence: DistributionEvidence
  people: ReadonlyMap<string, Person>
  layout: Layout
  page: number
}): Card {
  const { common, people: who, preparation, distribution } = textsIn(lang)
  const { reading } = preparation
  const { proof: t } = distribution
  const { zone } = meeting
  const nameOf = (personId: string) => shown(people.get(personId)?.name ?? who.unknownName)
  const byPaper = layout === 'paper'
  const rows = (byPaper ? paperRows : personRows)(evidence, { basis, zone, lang, nameOf })
  const { people: had, of } = evidence.inTime
  const { here, page: at, pages } = pageOf(rows, page, byPaper ? papersOfPage : rowsOfPage)
  const turn = (title: string, to: number, as = layout) =>
    button(title, 'form.evidence', { meetingId: meeting.id, page: to, layout: as }, { inputs: false })
  return evidenceCardOf(
    {
      lang,
      where: pages > 1 ? reading.page(at, pages) : '',
      heading: t.heading,
      context: preparation.context(0, shown(team.name), rowDate(meeting.startAt, zone, lang)),
      next: t.due(rowDate(meeting.dueAt, zone, lang)),
      buttons: [
        ...(at < pages ? [turn(reading.more, at + 1)] : []),
        ...(at > 1 ? [turn(reading.previous, at - 1)] : []),
        ...(rows.length > 0 ? [byPaper ? turn(t.toPeople, 1, 'person') : turn(t.toPapers, 1, 'paper')] : []),
        button(common.close, 'start.close', {}, { inputs: false }),
        button(distribution.paper.open, 'form.evidenceFile', { meetingId: meeting.id }),
      ],
    },
    {
      summary: of > 0 ? t.summary(had, of, fullDate(meeting.dueAt, zone, lang)) : '',
      empty: rows.length === 0 ? t.none : '',
      withheldHeading: evidence.withheld.length > 0 ? t.withheldHeading : '',
      withheld: evidence.withheld.map(one => ({
        text: whyWords(one, nameOf(evidence.fillers.get(one.itemId) ?? ''), basis, lang),
      })),
      rows: [...here],
    },
  )
}
