import { z } from 'zod'
import { button, buttonField } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { partOf } from '../../cards/part.ts'
import { textsIn, textsOn } from '../../locales/texts.ts'
import type { DigestLine, Reader } from '../../reminders/model.ts'
import type { Language } from '../../shared/action.ts'
import { duration, relativeDay, rowDate, rowDay } from '../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import { dayOf, type Zone } from '../../shared/zoned-time.ts'
import { type ActionPoint, overdueDays } from '../action-points/model.ts'
import { nameOf, type Origin, originWords, urgencyWords } from '../action-points/nudges/cards.ts'
import type { Person } from '../people/model.ts'
import { type Absentee, needsCoordinator, type TeamOverview } from './model.ts'
import { assessmentState } from './self-assessment/cards.ts'

const line = z.object({ text: z.string(), overdue: z.boolean(), action: buttonField })

const digest = defineCard('digest', z.object({ lines: z.array(line) }), 'posted')

const drawn = (lines: readonly DigestLine[]) =>
  lines.map(one => ({ text: one.text, overdue: one.overdueDays > 0, action: one.button }))

/** More lines do not fit into a message; the rest is one click away. */
const linesPerCard = 12

/**
 * The one message of the day (R-ACT-4). The word carries the urgency, the colour supports it.
 * @param lines the most urgent first
 */
export function drawDigest(lines: readonly DigestLine[], reader: Reader): Message {
  const t = textsIn(reader.language)
  const more = lines.length - linesPerCard
  const card = digest(
    {
      lang: reader.language,
      heading: t.oversight.digestHeading(lines.length),
      next: t.oversight.digestNext,
      buttons: [
        ...(more > 0 ? [button(t.oversight.more(more), 'tasks.open', {}, { inputs: false })] : []),
        button(t.common.start, 'start.open', {}, { inputs: false }),
      ],
    },
    { lines: drawn(lines.slice(0, linesPerCard)) },
  )
  return { card, summary: t.oversight.digestSummary(lines.length) }
}

const tasks = defineCard('overview-tasks', z.object({ empty: z.string(), lines: z.array(line) }), 'posted')

/** *Mine opgaver*: all that waits for one person, the most urgent first (R-OV-1). Neutral: content is one click away. */
export function tasksCard(
  lines: readonly DigestLine[],
  from: number,
  { lang, silent }: { lang: Language; silent: boolean },
): Card {
  const t = textsIn(lang)
  const sorted = lines.toSorted((a, b) => b.overdueDays - a.overdueDays)
  const { here, next, left } = partOf(sorted, from, linesPerCard)
  return tasks(
    {
      lang,
      heading: t.oversight.tasksHeading,
      context: lines.length > 0 ? t.oversight.tasksCount(lines.length) : '',
      next: silent ? t.oversight.tasksSilent : t.oversight.tasksNext,
      buttons: [
        ...(next === null ? [] : [button(t.oversight.more(left), 'tasks.open', { from: next })]),
        ...(silent ? [button(t.people.settings, 'settings.open')] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    { empty: lines.length === 0 ? t.oversight.noTasks : '', lines: drawn(here) },
  )
}

const overview = defineCard(
  'overview',
  z.object({
    teams: z.array(
      z.object({
        name: z.string(),
        lines: z.array(z.object({ text: z.string(), late: z.boolean(), actions: z.array(buttonField) })),
      }),
    ),
  }),
  'posted',
)

/** A team's overview with the names and origins that its lines take. */
export interface TeamView {
  overview: TeamOverview
  names: ReadonlyMap<string, Person>
  origins: ReadonlyMap<string, Origin>
  zone: Zone
}

interface Line {
  text: string
  late: boolean
  actions: CardJson[]
}

const teamsPerCard = 2

/** What a coordinator has to see to: counts and names of colleagues, never a child's (R-OV-1). */
export function overviewCard(views: readonly TeamView[], from: number, lang: Language, now: Date): Card {
  const t = textsIn(lang)
  const { here, next, left } = partOf(views, from, teamsPerCard)
  return overview(
    {
      lang,
      heading: t.oversight.overviewHeading,
      next: t.oversight.overviewNext,
      buttons: [
        ...(next === null ? [] : [button(t.oversight.more(left), 'overview.open', { from: next })]),
        button(t.oversight.tasks, 'tasks.open'),
        button(t.figures.title, 'figures.open'),
        button(t.common.start, 'start.open'),
      ],
    },
    {
      teams: here.map(view => ({ name: shown(view.overview.team.name), lines: linesOf(view, lang, now) })),
    },
  )
}

function linesOf(view: TeamView, lang: Language, now: Date): Line[] {
  const { overview: facts } = view
  const t = textsIn(lang).oversight
  const open = textsIn(lang).common.open
  const waits = [button(open, 'agenda.waiting', { teamId: facts.team.id })]
  const toSee = [
    ...lackLines(view, lang, now),
    ...actionLines(view, lang, now),
    ...facts.absentees.map(one => absenteeLine(one, view, lang)),
    ...(facts.waitingItems > 0 ? [plain(t.waiting(facts.waitingItems), waits)] : []),
  ]
  const inOrder = facts.next?.status === 'planned' && toSee.length === 0
  return [
    ...nextLine(facts, lang, now),
    ...toSee,
    ...(inOrder ? [plain(t.inOrder)] : []),
    ...assessmentLines(facts, lang),
  ]
}

/** How the yearly self-assessment stands; of a team that has held no meeting nothing is said (R-OV-3). */
function assessmentLines({ team, assessment }: TeamOverview, lang: Language): Line[] {
  const { lineButton } = textsIn(lang).assessment
  const text = assessmentState(assessment, lang)
  if (text === '') return []
  const to = assessment.due
    ? button(lineButton, 'assessment.form', { teamId: team.id, year: assessment.year })
    : button(textsIn(lang).common.open, 'assessment.open', { teamId: team.id })
  return [plain(text, [to])]
}

const plain = (text: string, actions: CardJson[] = []): Line => ({ text, late: false, actions })
const late = (text: string, actions: CardJson[] = []): Line => ({ text, late: true, actions })

/** The next meeting. While its date is asked for, the line of the poll says so. */
function nextLine({ next, nextStopped, team, polls }: TeamOverview, lang: Language, now: Date): Line[] {
  const t = textsIn(lang).oversight
  if (!next) {
    if (polls.length > 0) return []
    const id = { teamId: team.id }
    const find = button(t.findDate, 'poll.draft', id)
    const { overviewStopped, resume } = textsIn(lang).series.next
    if (nextStopped) return [plain(overviewStopped, [find, button(resume, 'next.resume', id)])]
    return [plain(t.noMeeting, [find])]
  }
  const open = button(textsIn(lang).common.open, 'meeting.open', { meetingId: next.id })
  if (next.status === 'running') return [plain(t.running, [open])]
  const day = dayOf(next.startAt, next.zone)
  const when = `${rowDate(next.startAt, next.zone, lang)}, ${relativeDay(day, dayOf(now, next.zone), lang)}`
  return [plain(t.next(when), [open])]
}

/** Votes, forms, consents and minutes that are missing, and from whom. */
function lackLines({ overview: facts, names, zone }: TeamView, lang: Language, now: Date): Line[] {
  const t = textsIn(lang).oversight
  const list = (ids: readonly string[]) => t.list(ids.map(id => nameOf(names.get(id), lang)))
  const lines: Line[] = []
  for (const meeting of facts.withoutMinutes) {
    const id = { meetingId: meeting.id }
    const open = button(
      textsIn(lang).common.open,
      meeting.status === 'running' ? 'run.open' : 'meeting.open',
      id,
    )
    lines.push(late(t.noMinutes(rowDay(dayOf(meeting.startAt, meeting.zone), lang)), [open]))
  }
  for (const { id, startAt, zone: place } of facts.unfiled) {
    const file = button(textsIn(lang).filing.open, 'minutes.filing', { meetingId: id })
    lines.push(late(t.notFiled(rowDay(dayOf(startAt, place), lang)), [file]))
  }
  for (const { pollId, deadlineAt, silent, gone } of facts.polls) {
    const open = button(t.seePoll, 'poll.status', { pollId })
    const missing = silent.length > 0 ? t.votes(list(silent), rowDate(deadlineAt, zone, lang)) : t.votesIn
    const votes = gone ? t.votesGone : missing
    const text = facts.next ? votes : `${t.noMeeting} ${votes}`
    lines.push(deadlineAt < now ? late(text, [open]) : plain(text, [open]))
  }
  const { next } = facts
  const [unchosen] = facts.unchosen
  if (next && unchosen) {
    const only = facts.unchosen.length === 1
    const mend = only
      ? button(t.chooseFiller, 'agenda.plan', { itemId: unchosen })
      : button(t.seeAgenda, 'agenda.open', { meetingId: next.id })
    const text = t.unchosen(facts.unchosen.length, rowDate(next.dueAt, next.zone, lang))
    lines.push(next.dueAt < now ? late(text, [mend]) : plain(text, [mend]))
  }
  if (next && facts.forms.size > 0) {
    const count = [...facts.forms.values()].reduce((sum, one) => sum + one, 0)
    const text = t.forms(count, list([...facts.forms.keys()]), rowDate(next.dueAt, next.zone, lang))
    const open = button(t.seeAgenda, 'agenda.open', { meetingId: next.id })
    lines.push(next.dueAt < now ? late(text, [open]) : plain(text, [open]))
  }
  if (next && facts.overMinutes > 0) {
    const open = button(t.seeAgenda, 'agenda.open', { meetingId: next.id })
    lines.push(plain(t.overTime(duration(facts.overMinutes, lang)), [open]))
  }
  if (next && facts.withoutConsent > 0) {
    const open = button(t.seeAgenda, 'agenda.open', { meetingId: next.id })
    lines.push(
      (next.dueAt < now ? late : plain)(textsOn(facts.basis, lang).oversight.consents(facts.withoutConsent), [
        open,
      ]),
    )
  }
  return lines
}

/** How many action points are open, and the first of them: who has it, by when, and where it comes from. */
function actionLines({ overview: facts, names, origins, zone }: TeamView, lang: Language, now: Date): Line[] {
  const t = textsIn(lang)
  if (facts.openActions === 0) return []
  const today = dayOf(now, zone)
  const rest = facts.openActions - facts.actions.length
  const line = (point: ActionPoint): Line => {
    const origin = origins.get(point.id)
    const who =
      point.status === 'declined' ? t.actionPoints.ownerless : nameOf(names.get(point.ownerId), lang)
    const days = overdueDays(point.dueDay, today)
    const urgency = point.wantedDay === null ? urgencyWords(days, lang) : t.actionPoints.askedDay
    const from = origin ? [originWords(origin, lang)] : []
    const words = needsCoordinator(point, today) ? late : plain
    return words([who, urgency, ...from].join(' · '), [
      button(t.common.open, 'action.open', { actionPointId: point.id }),
    ])
  }
  return [
    plain(t.oversight.actions(facts.openActions, facts.lateActions)),
    ...facts.actions.map(line),
    ...(rest > 0 ? [plain(t.oversight.moreActions(rest))] : []),
  ]
}

/** Somebody whom messages do not reach, with the remedy (R-TEAM-5). */
function absenteeLine(one: Absentee, { overview, names }: TeamView, lang: Language): Line {
  const t = textsIn(lang).oversight
  const name = nameOf(names.get(one.personId), lang)
  const team = [button(t.seeTeam, 'team.open', { teamId: overview.team.id })]
  if (one.why === 'away' && one.fromDay && one.toDay)
    return plain(t.away(name, rowDay(one.fromDay, lang), rowDay(one.toDay, lang)), team)
  if (one.why === 'silent') return plain(t.silent(name), team)
  return late(one.why === 'known' ? t.neverOpened(name) : t.unreachable(name), team)
}

/** For somebody who coordinates no team. */
export function noOverviewCard(lang: Language): Card {
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.oversight.notCoordinatorHeading,
      next: t.oversight.notCoordinatorNext,
      buttons: [
        button(t.oversight.tasks, 'tasks.open', {}, { style: 'positive' }),
        button(t.common.start, 'start.open'),
      ],
    },
    t.oversight.notCoordinator,
  )
}
