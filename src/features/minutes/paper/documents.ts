import { type Block, type Fact, fact, facts, type PaperDocument } from '../../../documents/model.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Language, professions } from '../../../shared/action.ts'
import { fullDate, fullDay } from '../../../shared/human-dates.ts'
import { withCapital } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { fullSpan } from '../../meetings/cards.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Person } from '../../people/model.ts'
import type { Team } from '../../teams/model.ts'
import { titleOf } from '../cards.ts'
import type { Attendee, MinutesAction, MinutesItem, MinutesVersion } from '../model.ts'
import type { ReadItem, ReadMinutes } from '../reading/service.ts'
import { outcomeWord } from '../run/item/cards.ts'

/** What the minutes are laid out of: what their reader may read, and nothing else. */
export interface MinutesPaper {
  read: ReadMinutes
  /** every version, oldest first: why an item was corrected stands at the item */
  versions: readonly MinutesVersion[]
  /** the whole meeting, as far as its reader took part, or what concerns one child */
  scope: 'meeting' | 'child'
  meeting: Meeting
  team: Pick<Team, 'name' | 'kind'>
  institution: string
  /** everybody it mentions */
  people: ReadonlyMap<string, Person>
  placements: ReadonlyMap<string, string>
  /** who fetches it */
  reader: string
  now: Date
}

interface Voice {
  paper: MinutesPaper
  lang: Language
  nameOf(personId: string): string
}

const heading = (text: string, level: 1 | 2): Block => ({ type: 'heading', text, level })
const say = (text: string): Block => ({ type: 'paragraph', text })
const small = (text: string): Block => ({ type: 'paragraph', tone: 'small', text })
/** A text under a heading of its own, unless there is nothing to say. */
const told = (title: string, text: string): Block[] => (text === '' ? [] : [heading(title, 2), say(text)])

/**
 * Minutes as a municipality keeps them (R-MIN-2): which meeting, who was there, item by item what was said and agreed,
 * which version it is and why it was corrected. A withheld item says so with the reason and nothing else.
 * @returns a document whose content may name children, and whose title, header and footer name none
 */
export function minutesDocument(paper: MinutesPaper, lang: Language): PaperDocument {
  const { read, scope, meeting, team, now } = paper
  const { minutesPaper: t, minutes, people, sheet } = textsIn(lang)
  const nameOf = (personId: string) => paper.people.get(personId)?.name ?? people.unknownName
  const voice: Voice = { paper, lang, nameOf }
  const [page = '', of = ''] = sheet.pages
  const byWhole = scope === 'meeting' && read.whole
  return {
    title: scope === 'child' ? t.childTitle : t.title,
    language: lang,
    now,
    header: t.header(teamName(team, lang), fullDay(dayOf(meeting.startAt, meeting.zone), lang)),
    footer: t.made(fullDate(now, meeting.zone, lang)),
    pages: [page, of],
    blocks: [
      ...headFacts(voice),
      ...(scope === 'child' ? [small(t.childScope)] : read.whole ? [] : [small(t.guestScope(paper.reader))]),
      ...(byWhole ? attendanceBlocks(read.version.content.attendance, voice) : []),
      ...read.items.flatMap(one => itemBlocks(one, voice)),
      ...(read.items.length === 0 ? [say(minutes.empty)] : []),
      small(t.about),
    ],
  }
}

const teamName = ({ kind, name }: Pick<Team, 'name' | 'kind'>, lang: Language): string =>
  `${textsIn(lang).teams.kinds[kind]} ${name}`

function headFacts({ paper, lang, nameOf }: Voice): Block[] {
  const { minutesPaper: t } = textsIn(lang)
  const { meeting, team, institution, read, reader } = paper
  const { version, approvedAt, approvedById } = read.version
  const approved = fullDay(dayOf(approvedAt, meeting.zone), lang)
  return facts(
    fact(t.meeting, fullSpan(meeting, lang)),
    fact(t.place, meeting.place),
    fact(t.team, teamName(team, lang)),
    fact(t.institution, institution),
    fact(t.version, t.versionOf(version, approved, nameOf(approvedById))),
    ...(read.whole ? filingFacts(read, { paper, lang, nameOf }) : []),
    fact(t.fetchedBy, reader),
  )
}

/** Nothing of a version that was never filed: it is fetched so that it can be. */
function filingFacts({ filing: { filing, earlier } }: ReadMinutes, { paper, lang, nameOf }: Voice): Fact[][] {
  const { filing: t } = textsIn(lang)
  if (filing) {
    const date = fullDay(dayOf(filing.filedAt, paper.meeting.zone), lang)
    return [fact(t.paper, t.paperDone(date, nameOf(filing.filedById), filing.reference))]
  }
  return earlier ? [fact(t.section, t.paperAgain(earlier.version))] : []
}

function attendanceBlocks(attendance: readonly Attendee[], { lang, nameOf }: Voice): Block[] {
  const { minutesPaper: t, people } = textsIn(lang)
  const rows = attendance
    .map(({ personId, profession, whole, present }) => {
      const came = present ? t.present : t.absent
      return {
        present,
        cells: [
          nameOf(personId),
          profession === null ? '' : people.professions[profession],
          whole ? came : t.guest(came),
        ],
      }
    })
    .toSorted(
      (a, b) =>
        Number(b.present) - Number(a.present) || (a.cells[0] ?? '').localeCompare(b.cells[0] ?? '', 'da'),
    )
  return [
    heading(t.peopleHeading, 1),
    { type: 'table', columns: t.peopleColumns, shares: [4, 4, 3], rows: rows.map(({ cells }) => cells) },
  ]
}

function itemBlocks(one: ReadItem, voice: Voice): Block[] {
  const { lang } = voice
  if (!one.allowed) {
    const { minutes, agenda } = textsOn(one.basis, lang)
    return [
      heading(minutes.item(one.item.number, agenda.kinds[one.item.kind]), 1),
      ...facts(fact(minutes.labels.withheld, minutes.withheldWhy[one.why])),
    ]
  }
  const { item, childName } = one
  const { minutes: t, minutesPaper } = textsIn(lang)
  const questions: Block[] =
    item.questions.length > 0
      ? [heading(t.labels.questions, 2), { type: 'list', marker: 'number', items: item.questions }]
      : []
  return [
    heading(titleOf(item, item.number, lang), 1),
    ...facts(fact(t.labels.child, childName), hereFact(item, voice)),
    ...told(t.labels.problem, item.problem),
    ...questions,
    ...told(minutesPaper.summary, item.summary),
    ...viewBlocks(item, lang),
    ...resultBlocks(item, voice),
    ...agreedBlocks(item.actions, voice),
    ...facts(...correctionFacts(item, voice)),
  ]
}

/** Who was there for it: of a child's extract always, in the whole minutes where somebody joined or missed it. */
function hereFact({ here }: MinutesItem, { paper, nameOf, lang }: Voice): Fact[] {
  const { read, scope } = paper
  const came = read.version.content.attendance.filter(one => one.present && one.whole)
  const all = here.length === came.length && came.every(one => here.includes(one.personId))
  if (!read.whole || (scope === 'meeting' && all)) return []
  const names = here.map(nameOf).toSorted((a, b) => a.localeCompare(b, 'da'))
  return fact(textsIn(lang).minutes.labels.here, names.join(', '))
}

/** Each profession's own words under its name (R-MEET-2). */
function viewBlocks({ perspectives }: MinutesItem, lang: Language): Block[] {
  const { minutes: t, people } = textsIn(lang)
  const said = professions.map(one => fact(withCapital(people.professionShort[one]), perspectives[one]))
  return said.some(one => one.length > 0) ? [heading(t.views(0), 2), ...facts(...said)] : []
}

function resultBlocks(item: MinutesItem, { paper, lang }: Voice): Block[] {
  const { minutes: t, minutesPaper } = textsIn(lang)
  const { labels } = t
  const rows = [
    fact(labels.placement, paper.placements.get(item.secondPlacement ?? '')),
    fact(labels.outcomes, item.outcomes.map(code => outcomeWord(code, lang)).join(', ')),
    fact(labels.duty, item.dutyPointedOut ? t.duty : ''),
    fact(labels.followUp, item.followUpDay && fullDay(item.followUpDay, lang)),
  ]
  return rows.some(one => one.length > 0) ? [heading(minutesPaper.result, 2), ...facts(...rows)] : []
}

function agreedBlocks(actions: readonly MinutesAction[], { lang, nameOf }: Voice): Block[] {
  const { minutesPaper: t } = textsIn(lang)
  if (actions.length === 0) return []
  const rows = actions.map(({ kind, text, ownerId, dueDay }) => [
    kind === 'parentTalk' ? t.parentTalk : text,
    nameOf(ownerId),
    fullDay(dueDay, lang),
  ])
  return [heading(t.agreed, 2), { type: 'table', columns: t.agreedColumns, shares: [5, 3, 3], rows }]
}

/** Every correction of the item, the first one first: each with its version and reason (R-MIN-1). */
const correctionFacts = ({ itemId }: MinutesItem, { paper, lang }: Voice): Fact[][] =>
  paper.versions
    .filter(({ reason }) => reason?.itemId === itemId)
    .map(({ version, approvedAt, reason }) =>
      fact(
        textsIn(lang).minutesPaper.corrected(version, fullDay(dayOf(approvedAt, paper.meeting.zone), lang)),
        reason?.text,
      ),
    )
