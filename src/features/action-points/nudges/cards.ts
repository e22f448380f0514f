import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { DigestLine, Reader } from '../../../reminders/model.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDay, rowDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Person } from '../../people/model.ts'
import { type ActionPoint, openStatuses, overdueDays } from '../model.ts'

/** Where an action point comes from, in words that may stand in a chat. */
export interface Origin {
  /** the meeting's local day */
  meetingDay: Day
  teamName: string
  /** of the item on its agenda; 0 when it does not stand there any more */
  itemNumber: number
}

/** What somebody is told of an action point, beside the nudges. */
export type Told =
  | 'assigned'
  | 'reassigned'
  | 'rescheduled'
  | 'declined'
  | 'offered'
  | 'takenOver'
  | 'refused'
  | 'dropped'
  | 'escalated'
  | 'unreachable'
  | 'away'
  | 'askedDay'
  | 'deniedDay'

/** 'aftale fra mødet tirsdag 24. november (Solsikken, punkt 2)': neutral. */
export const originWords = (origin: Origin, lang: Language): string =>
  textsIn(lang).actionPoints.from({
    date: rowDay(origin.meetingDay, lang),
    team: shown(origin.teamName),
    number: origin.itemNumber,
  })

/** In a row there is room for one word. */
const openInRow = (point: ActionPoint, lang: Language): CardJson =>
  button(textsIn(lang).common.open, 'action.open', { actionPointId: point.id })

const open = (point: ActionPoint, lang: Language, style?: 'positive'): CardJson =>
  button(
    textsIn(lang).actionPoints.openAction,
    'action.open',
    { actionPointId: point.id },
    style ? { style } : {},
  )

/** How urgent it is, in words: '2 dage over tid', 'skal være gjort i morgen'. */
export function urgencyWords(days: number, lang: Language): string {
  const t = textsIn(lang).actionPoints
  return days > 0 ? t.overdue(days) : (t.dueIn[-days] ?? t.dueLater(-days))
}

/**
 * A line of the digest: neutral, with the button that finishes it (R-ACT-4).
 * @param today the reader's local day
 */
export function actionLine(point: ActionPoint, origin: Origin, reader: ReaderOf, today: Day): DigestLine {
  const t = textsIn(reader.language).actionPoints
  const days = overdueDays(point.dueDay, today)
  const waits = waitingWords(point, reader)
  const text = t.line(waits ?? urgencyWords(days, reader.language), originWords(origin, reader.language))
  // What has to be decided about is opened; what is one's own is finished right there.
  return waits
    ? { overdueDays: Math.max(days, 0), text, button: openInRow(point, reader.language) }
    : { overdueDays: days, text, button: button(t.done, 'action.done', { actionPointId: point.id }) }
}

type ReaderOf = Pick<Reader, 'personId' | 'language'>

/** What has to be decided first: by the coordinator, or by the one who is asked to take over. */
function waitingWords(point: ActionPoint, reader: ReaderOf): string | null {
  const t = textsIn(reader.language).actionPoints
  if (point.status === 'declined') return t.ownerless
  if (point.ownerId === reader.personId) return null
  return point.handoverToId === reader.personId ? t.offered : t.askedDay
}

/** A line of *Mine opgaver*: neutral, and opened with a click, where it can be accepted, passed on or finished. */
export function actionTask(point: ActionPoint, origin: Origin, reader: ReaderOf, today: Day): DigestLine {
  const t = textsIn(reader.language).actionPoints
  const days = overdueDays(point.dueDay, today)
  const urgency = urgencyWords(days, reader.language)
  const own = point.status === 'assigned' ? `${urgency}, ${t.unanswered}` : urgency
  const text = t.line(waitingWords(point, reader) ?? own, originWords(origin, reader.language))
  return { overdueDays: days, text, button: openInRow(point, reader.language) }
}

/** One neutral message about one action point. */
export function actionMessage(
  told: Told,
  point: ActionPoint,
  origin: Origin,
  to: { reader: Reader; who: Person | null; silent: boolean },
): Message {
  const lang = to.reader.language
  const t = textsIn(lang)
  // Whoever has stopped their reminders has not had them.
  const words = t.actionPoints.told[told === 'escalated' && to.silent ? 'escalatedSilent' : told]
  const second =
    told === 'assigned' || told === 'rescheduled' ? fullDay(point.dueDay, lang) : nameOf(to.who, lang)
  const isOpen = openStatuses.includes(point.status)
  return {
    card: notice(
      {
        lang,
        heading: words.heading,
        next: isOpen ? words.next : t.actionPoints.noMore,
        buttons: isOpen ? [open(point, lang, 'positive')] : [],
      },
      words.text(originWords(origin, lang), second),
    ),
    summary: words.heading,
  }
}

/** A name for a card; somebody who is not there any more is 'en kollega'. */
export const nameOf = (person: Person | null | undefined, lang: Language): string =>
  person ? shown(person.name) : textsIn(lang).people.unknownName

/** After *Gjort*, also straight from the digest: neutral, says what is left (R-ACT-4). */
export function doneCard(point: ActionPoint, origin: Origin, left: number, lang: Language): Card {
  const t = textsIn(lang).actionPoints
  return notice(
    {
      lang,
      heading: t.doneHeading,
      next: t.doneNext,
      buttons: [
        button(t.myTasks, 'tasks.open'),
        button(textsIn(lang).common.close, 'start.close'),
        open(point, lang),
      ],
    },
    `${t.doneText(originWords(origin, lang))}\n${t.left(left)}`,
  )
}

/** The button was of an older card: what is so now, and the way on. */
export function changedCard(point: ActionPoint, origin: Origin, lang: Language): Card {
  const t = textsIn(lang).actionPoints
  const over = point.status === 'done' || point.status === 'dropped'
  return notice(
    {
      lang,
      heading: over ? t.overHeading[point.status as 'done' | 'dropped'] : t.changedHeading,
      next: over ? t.noMore : t.changedNext,
      buttons: [open(point, lang), button(textsIn(lang).common.close, 'start.close')],
    },
    over ? t.overText(originWords(origin, lang)) : '',
  )
}
