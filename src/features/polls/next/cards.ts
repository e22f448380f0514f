import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Day, daysBetween } from '../../../shared/day.ts'
import { fullDate, rowDate, weekLabel } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import { namesOf, type Showing } from '../cards.ts'
import { skippedText } from '../proposal/cards.ts'
import type { Proposal } from '../proposal/model.ts'
import type { Skipped } from '../proposal/reasons/model.ts'

/** So many times fit on the button that asks about them, and on a phone. */
export const mostTimes = 8

/** The field of a button that holds a time. */
export const timeFields = Array.from({ length: mostTimes }, (_, index) => `at${index}`)

const card = defineCard(
  'next-meeting',
  z.object({
    notes: z.array(z.object({ text: z.string() })),
    proposed: z.string(),
    times: z.array(z.object({ date: z.string(), without: z.string() })),
  }),
  'posted',
)

export interface NextProposal {
  team: Team
  proposals: readonly Proposal[]
  skipped: readonly Skipped[]
  /** when it would be by the rhythm; null when there is none to count from */
  rhythmDay: Day | null
  /** the coordinator is reminded, and may ask not to be */
  reminds: boolean
  saved?: string
  problem?: string
}

/** The times for the next meeting (R-POLL-8), to be asked about with one click, or to be changed before. */
export function nextCard(next: NextProposal, showing: Showing, now: Date): Card {
  const { team, skipped, reminds, saved = '', problem = '' } = next
  const { lang, zone } = showing
  const texts = textsIn(lang)
  const t = texts.series.next
  const times = next.proposals.slice(0, mostTimes)
  const [first] = times
  const id = { teamId: team.id }
  const asked = Object.fromEntries(times.map(({ startAt }, index) => [`at${index}`, startAt.toISOString()]))
  return card(
    {
      lang,
      heading: t.heading,
      context: shown(team.name),
      saved,
      problem,
      next: first ? t.nextAsk : t.nextNone,
      buttons: [
        ...(first ? [button(t.ask, 'next.ask', { ...id, ...asked }, { style: 'positive' })] : []),
        button(t.edit, 'poll.draft', id),
        button(texts.series.half.entry, 'series.open', id),
        ...(reminds ? [button(t.stop, 'next.stop', id)] : []),
        button(texts.common.start, 'start.open'),
      ],
    },
    {
      notes: [
        ...(first ? rhythmTexts(next, showing, now) : [texts.polls.noProposals]).map(text => ({ text })),
        ...skipped.map(one => ({ text: skippedText(one, showing) })),
      ],
      proposed: first ? t.proposed : '',
      times: times.map(({ startAt, without }) => ({
        date: withCapital(rowDate(startAt, zone, lang)),
        without: without.length > 0 ? texts.polls.without(namesOf(without, showing)) : '',
      })),
    },
  )
}

/** Said of the day itself, which may have been moved since; not when it is over, nor twice. */
function rhythmTexts({ rhythmDay, skipped }: NextProposal, { lang, zone }: Showing, now: Date): string[] {
  const today = dayOf(now, zone)
  if (rhythmDay === null || rhythmDay <= today || skipped.some(one => one.kind === 'tooSoon')) return []
  const weeks = Math.round(daysBetween(today, rhythmDay) / 7)
  return [textsIn(lang).series.next.rhythm(weeks, weekLabel(rhythmDay, lang))]
}

/** There is a date by now. */
export function thereCard(team: Team, meeting: Meeting, { lang, zone }: Showing): Card {
  const { common, meetings, series } = textsIn(lang)
  const t = series.next
  return notice(
    {
      lang,
      heading: t.thereHeading,
      context: shown(team.name),
      next: t.thereNext,
      buttons: [
        button(meetings.changed.open, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' }),
        button(t.another, 'poll.draft', { teamId: team.id }),
        button(common.start, 'start.open'),
      ],
    },
    t.there(fullDate(meeting.startAt, zone, lang)),
  )
}

/** What follows from not being reminded, and the way back. */
export function stoppedCard(team: Team, { lang }: Showing): Card {
  const { common, polls, series } = textsIn(lang)
  const t = series.next
  const id = { teamId: team.id }
  const buttons: CardJson[] = [
    button(t.resume, 'next.resume', id),
    button(polls.findDate, 'poll.draft', id),
    button(common.start, 'start.open'),
  ]
  const frame = { lang, heading: t.stoppedHeading, context: shown(team.name), next: t.stoppedNext, buttons }
  return notice(frame, t.stopped)
}
