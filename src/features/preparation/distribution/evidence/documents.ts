import { type Block, fact, facts, type PaperDocument } from '../../../../documents/model.ts'
import { textsOn } from '../../../../locales/texts.ts'
import type { Language } from '../../../../shared/action.ts'
import { fullDate, rowDate } from '../../../../shared/human-dates.ts'
import type { Basis } from '../../../consent/model.ts'
import type { Meeting } from '../../../meetings/model.ts'
import type { Person } from '../../../people/model.ts'
import type { Team } from '../../../teams/model.ts'
import { whyWords } from '../cards.ts'
import { stateWords } from './cards.ts'
import type { DistributionEvidence, EvidenceRow, StoppedRow } from './model.ts'

/** What the proof is laid out of. */
export interface EvidencePaper {
  /** what the team's municipality works on */
  basis: Basis
  meeting: Meeting
  team: Pick<Team, 'name'>
  institution: string
  evidence: DistributionEvidence
  /** everybody it mentions */
  people: ReadonlyMap<string, Person>
  now: Date
}

interface Line {
  number: number
  name: string
  cells: string[]
}

/**
 * *Bevis for udsendelse* on paper (R-FORM-10): per item and person what was sent when, opened when, and what was late,
 * stopped or withheld, and why.
 * @returns a document of numbers, names of employees and times; it names no child, and nothing that was written
 */
export function evidenceDocument(paper: EvidencePaper, lang: Language): PaperDocument {
  const { meeting, team, evidence, people, now } = paper
  const { zone } = meeting
  const { people: who, distribution, sheet } = textsOn(paper.basis, lang)
  const { proof, paper: t } = distribution
  const [page = '', of = ''] = sheet.pages
  const nameOf = (personId: string) => people.get(personId)?.name ?? who.unknownName
  const lines = linesOf(paper, nameOf, lang)
  const numbers = [...new Set(lines.map(({ number }) => number))].toSorted((a, b) => a - b)
  const tables = numbers.flatMap((number): Block[] => [
    { type: 'heading', level: 1, text: number === 0 ? t.offAgenda : t.item(number) },
    {
      type: 'table',
      columns: t.columns,
      rows: lines.filter(one => one.number === number).map(({ cells }) => cells),
    },
  ])
  const { people: had, of: all } = evidence.inTime
  return {
    title: t.title,
    language: lang,
    now,
    header: `${team.name} · ${paper.institution}`,
    footer: t.made(fullDate(now, zone, lang)),
    pages: [page, of],
    blocks: [
      ...facts(
        fact(t.meeting, fullDate(meeting.startAt, zone, lang)),
        fact(t.due, fullDate(meeting.dueAt, zone, lang)),
        fact(t.inTime, all > 0 ? proof.summary(had, all, rowDate(meeting.dueAt, zone, lang)) : ''),
      ),
      ...(lines.length > 0 ? tables : [{ type: 'paragraph' as const, text: proof.none }]),
      ...(evidence.withheld.length > 0
        ? [
            { type: 'heading' as const, level: 1 as const, text: proof.withheldHeading },
            {
              type: 'list' as const,
              marker: 'dot' as const,
              items: evidence.withheld.map(one =>
                whyWords(one, nameOf(evidence.fillers.get(one.itemId) ?? ''), paper.basis, lang),
              ),
            },
          ]
        : []),
      { type: 'paragraph', tone: 'small', text: t.about },
    ],
  }
}

/** What left and what did not, by person; of one person in the order in which it was sent. */
function linesOf(
  { meeting, evidence, basis }: EvidencePaper,
  nameOf: (personId: string) => string,
  lang: Language,
): Line[] {
  const { proof, paper: t } = textsOn(basis, lang).distribution
  const at = (when: Date | null) => (when ? rowDate(when, meeting.zone, lang) : '')
  const what = (contributorId: string, version: number) =>
    t.what(contributorId === '' ? '' : nameOf(contributorId), version)
  const sent = ({ number, receipt, delivery, late }: EvidenceRow): Line & { when: number } => {
    const name = nameOf(receipt.personId)
    const remark = [delivery?.sentAt ? '' : stateWords(delivery, lang), late ? proof.late[late] : '']
    return {
      number,
      name,
      when: delivery?.sentAt?.getTime() ?? Number.POSITIVE_INFINITY,
      cells: [
        name,
        what(receipt.contributorId, receipt.formVersion),
        at(delivery?.sentAt ?? null) || t.nothing,
        at(receipt.openedAt) || t.nothing,
        remark.filter(text => text !== '').join(', '),
      ],
    }
  }
  const stopped = ({ number, stopped: one, sentAt }: StoppedRow): Line & { when: number } => {
    const name = nameOf(one.personId)
    const why = proof.stopped[one.why]
    return {
      number,
      name,
      when: one.at.getTime(),
      cells: [
        name,
        what(one.contributorId, one.formVersion),
        at(sentAt) || t.nothing,
        t.nothing,
        sentAt ? t.underWay(why) : proof.notSent(why, at(one.at)),
      ],
    }
  }
  return [...evidence.rows.map(sent), ...evidence.stopped.map(stopped)].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'da') || a.when - b.when,
  )
}
