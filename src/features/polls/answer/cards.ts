import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { duration, fullDate, rowDate, timeOnly } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { factsOf, type Showing } from '../cards.ts'
import { type Answer, answers, type Poll } from '../model.ts'
import type { PollView } from '../service.ts'
import type { Taken } from './model.ts'
import type { Asked } from './service.ts'

const linesField = z.array(z.object({ text: z.string() }))
const linesOf = (texts: readonly string[]) => texts.filter(Boolean).map(text => ({ text }))

const answerCard = defineCard(
  'poll-answer',
  z.object({
    notes: linesField,
    sections: z.array(
      z.object({
        title: z.string(),
        facts: z.string(),
        note: z.string(),
        rows: z.array(
          z.object({
            id: z.string(),
            label: z.string(),
            value: z.string(),
            hint: z.string(),
            missing: z.boolean(),
          }),
        ),
        commentId: z.string(),
        comment: z.string(),
        commentProblem: z.string(),
      }),
    ),
    choices: choicesField,
    placeholder: z.string(),
    commentLabel: z.string(),
  }),
  'posted',
)

/** One poll on the card. `comment` null: not shown, and kept when the card comes back; so on cards that rest in a chat. */
export interface Section extends Asked {
  /** returned because an answer is missing: the fields say so */
  incomplete?: boolean
  commentProblem?: string
}

/** What stands round the polls. */
export interface AnswerFrame {
  now: Date
  /** how many polls come afterwards */
  left?: number
  /** what was saved a moment ago */
  saved?: string
  problem?: string
  /** what became of others that stood on the card */
  notes?: readonly string[]
  /** whose answers, when the coordinator records them */
  behalfOf?: string
  /** what the teams are called that have taken the reader's hours */
  teamName(teamId: string): string
}

/** What the inputs of the answer card are called. */
export const slotField = (slotId: string) => `slot:${slotId}`
export const commentField = (pollId: string) => `comment:${pollId}`

/**
 * The card that answers all that somebody is asked (R-POLL-2): a section for each poll, a control for each slot, filled
 * in with what they answered before.
 */
export function pollCard(asked: readonly Section[], frame: AnswerFrame, showing: Showing): Card {
  const { lang } = showing
  const t = textsIn(lang)
  const [only, ...others] = asked
  const alone = only && others.length === 0
  const whose = frame.behalfOf ? shown(showing.nameOf(frame.behalfOf)) : ''
  const payload = {
    pollIds: asked.map(({ view }) => view.poll.id).join(','),
    ...(frame.behalfOf ? { personId: frame.behalfOf } : {}),
    ...(asked.some(one => one.comment === null) ? {} : { remarksShown: true }),
  }
  return answerCard(
    {
      lang,
      heading: whose ? t.answering.headingOf(whose) : t.answering.heading,
      context: alone ? factsOf(only.view.team, showing) : t.answering.teamsAsk(asked.length),
      ...(frame.problem ? { problem: frame.problem } : {}),
      ...(frame.saved ? { saved: frame.saved } : {}),
      next: [
        alone ? nextOf(only.view, frame, showing) : t.answering.nextAll,
        frame.left ? t.answering.left(frame.left) : '',
      ]
        .filter(Boolean)
        .join(' '),
      buttons: [
        button(t.answering.send, 'poll.answer', payload, { style: 'positive' }),
        ...(frame.left ? [button(t.answering.others, 'poll.answer', { ...payload, go: 'others' })] : []),
        ...(frame.behalfOf && only
          ? [button(t.common.back, 'poll.status', { pollId: only.view.poll.id }, { inputs: false })]
          : []),
      ],
    },
    {
      notes: linesOf([whose ? t.answering.onBehalf(whose) : '', ...(frame.notes ?? [])]),
      sections: asked.map(one => sectionOf(one, !alone, frame, showing)),
      choices: answers.map(value => ({ value, title: t.polls.answers[value] })),
      placeholder: t.answering.missing,
      commentLabel: whose ? t.answering.commentOf : t.answering.comment,
    },
  )
}

/** Until when one answers, and what becomes of an answer that comes afterwards. */
function nextOf({ poll }: PollView, { now, behalfOf }: AnswerFrame, showing: Showing): string {
  const { lang, zone } = showing
  const t = textsIn(lang).answering
  const deadline = fullDate(poll.deadlineAt, zone, lang)
  if (behalfOf)
    return now < poll.deadlineAt ? t.nextOf(shown(showing.nameOf(behalfOf)), deadline) : t.nextOfLate
  return now < poll.deadlineAt ? t.next(deadline) : t.nextLate(deadline)
}

function sectionOf(asked: Section, titled: boolean, frame: AnswerFrame, showing: Showing) {
  const { lang, zone } = showing
  const t = textsIn(lang).answering
  const { poll, team, ahead } = asked.view
  const deadline = rowDate(poll.deadlineAt, zone, lang)
  return {
    title: titled ? shown(team.name) : '',
    facts: titled
      ? t.facts(
          duration(team.lengthMinutes, lang),
          shown(team.place),
          frame.now < poll.deadlineAt ? t.answerBy(deadline) : t.deadlineWas(deadline),
        )
      : '',
    note: asked.recordedByOther && !frame.behalfOf ? t.recordedForYou : '',
    rows: ahead.map(slot => {
      const missing = asked.incomplete === true && !asked.chosen.has(slot.id)
      return {
        id: slotField(slot.id),
        label: rowDate(slot.startAt, zone, lang),
        value: asked.chosen.get(slot.id) ?? '',
        hint: [missing ? t.missing : '', takenText(asked.taken.get(slot.id), frame, showing)]
          .filter(Boolean)
          .join(' '),
        missing,
      }
    }),
    commentId: commentField(poll.id),
    comment: asked.comment ?? '',
    commentProblem: asked.commentProblem ?? '',
  }
}

/**
 * Why a slot is taken. The person themself reads which team has the hour; whoever answers for them only that they are
 * busy or away, and nothing of what they have promised (R-SEC-2, R-TEAM-4).
 */
function takenText(taken: Taken | undefined, frame: AnswerFrame, { lang, zone }: Showing): string {
  const t = textsIn(lang).answering
  if (!taken) return ''
  if (frame.behalfOf) return taken.why === 'promised' ? '' : taken.why === 'away' ? t.otherAway : t.otherBusy
  if (taken.why === 'away') return t.takenAway
  if (taken.why === 'calendar') return t.takenCalendar
  const hours = t.hours(timeOnly(taken.startAt, zone), timeOnly(taken.endAt, zone))
  const words = taken.why === 'meeting' ? t.takenMeeting : t.takenPromised
  return words(shown(frame.teamName(taken.teamId)), hours, taken.travel)
}

const savedTemplate = defineCard(
  'poll-saved',
  z.object({ sections: z.array(z.object({ title: z.string(), lines: linesField })), notes: linesField }),
  'posted',
)

/** One poll as it stands on the card that says what is kept. */
export interface Kept {
  view: PollView
  chosen: ReadonlyMap<string, Answer>
  recordedByOther: boolean
  /** the poll takes no changes from them any more */
  locked: boolean
  notes?: readonly string[]
}

/** What stands round them. */
export interface About {
  now: Date
  notes: readonly string[]
  /** whose answers, when the coordinator recorded them */
  behalfOf?: string
  /** those that nobody can answer any more */
  over: readonly Poll[]
}

/** What is kept, when one hears more, and the way to change it while that is possible (R-POLL-2). */
export function savedCard(kept: readonly Kept[], about: About, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const { behalfOf: behalf } = about
  const [only, ...others] = kept
  const alone = only && others.length === 0
  // What came after the deadline stands as it was sent: changed, it would be refused (decision 0012).
  const open = kept.filter(one => !one.locked && about.now < one.view.poll.deadlineAt)
  const pollIds = open.map(({ view }) => view.poll.id).join(',')
  const asked = [...kept.map(({ view }) => view.poll), ...about.over]
  const change = behalf
    ? asked.map(({ id }) => button(t.polls.resultOpen, 'poll.status', { pollId: id })).slice(0, 1)
    : open.length > 0
      ? [button(t.answering.edit, 'poll.open', { pollIds })]
      : []
  return savedTemplate(
    {
      lang,
      heading: headingOf(kept, about, lang),
      context: alone ? factsOf(only.view.team, showing) : '',
      next: nextSaved(kept, about, showing),
      buttons: [...change, ...(behalf ? [] : [button(t.common.start, 'start.open', {}, { inputs: false })])],
    },
    {
      sections: kept.map(({ view, chosen, recordedByOther, notes = [] }) => ({
        title: alone ? '' : shown(view.team.name),
        lines: linesOf([
          ...view.slots.flatMap(slot => {
            const answer = chosen.get(slot.id)
            const date = rowDate(slot.startAt, zone, lang)
            const passed = !view.ahead.includes(slot)
            return answer ? [t.answering.row(date, t.polls.answers[answer], passed)] : []
          }),
          !alone && recordedByOther && !behalf ? t.answering.recordedForYou : '',
          ...notes,
        ]),
      })),
      notes: linesOf(about.notes),
    },
  )
}

function headingOf(kept: readonly Kept[], { behalfOf, over }: About, lang: Language): string {
  const t = textsIn(lang).answering
  if (kept.length === 0)
    return over.every(({ status }) => status === 'open') ? t.passedHeading : t.overHeading(over.length)
  if (kept.every(one => one.locked)) return t.lockedHeading
  return behalfOf ? t.savedOtherHeading : t.savedHeading(kept.length)
}

function nextSaved(kept: readonly Kept[], { now, behalfOf }: About, showing: Showing): string {
  const t = textsIn(showing.lang).answering
  const [only, ...others] = kept
  if (behalfOf && only) return t.savedOtherNext(shown(showing.nameOf(behalfOf)))
  if (kept.every(one => one.locked)) return t.overNext
  if (others.length > 0) return t.savedAllNext
  if (only?.recordedByOther) return t.recordedForYou
  return only && only.view.poll.deadlineAt <= now ? t.savedLateNext : t.savedNext
}
