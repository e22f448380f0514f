import { z } from 'zod'
import { button, buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { listed, textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import { whatWords } from '../../agenda/view/cards.ts'
import type { Basis, Withheld } from '../../consent/model.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import { type Attendee, isCurrent, usedMinutes } from '../model.ts'
import { seenOf } from './item/model.ts'
import { ticksOf } from './item/schema.ts'
import { type Entry, isEntered } from './service.ts'

const bare = { inputs: false } as const

/** Asks before a meeting is started long before or after its time. */
export function startQuestion(meeting: Meeting, when: 'early' | 'late', lang: Language): Card {
  const t = textsIn(lang)
  const date = rowDate(meeting.startAt, meeting.zone, lang)
  return notice(
    {
      lang,
      heading: t.minutes.startQuestion,
      next: t.minutes.startNext,
      buttons: [
        button(
          t.minutes.startAnyway,
          'run.start',
          { meetingId: meeting.id, sure: true },
          { style: 'positive' },
        ),
        button(t.common.cancel, 'start.close'),
      ],
    },
    when === 'early' ? t.minutes.startEarly(date) : t.minutes.startLate(date),
  )
}

const takeBack = (meeting: Meeting, lang: Language) =>
  button(textsIn(lang).minutes.takeBack, 'run.takeBack', { meetingId: meeting.id }, bare)

/** After the start was taken back: it is planned as before, and what comes before a meeting goes on until it is over. */
export function takenBackCard(meeting: Meeting, now: Date, lang: Language): Card {
  const t = textsIn(lang)
  const ahead = isUpcoming({ ...meeting, status: 'planned' }, now)
  const date = rowDate(meeting.startAt, meeting.zone, lang)
  return notice(
    {
      lang,
      heading: t.minutes.takenBackHeading,
      next: ahead ? t.minutes.takenBackNext : t.minutes.takenBackLateNext,
      buttons: [
        button(t.common.open, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' }),
        button(t.common.close, 'start.close'),
      ],
    },
    ahead ? t.minutes.takenBack(date) : t.minutes.takenBackLate(date),
  )
}

const attendance = defineCard(
  'run-attendance',
  z.object({ label: z.string(), choices: choicesField, present: z.string() }),
  'posted',
)

/** Who is here (R-MEET-1). Guests of single items stand with their items' numbers. */
export function attendanceCard(
  meeting: Meeting,
  attendees: readonly (Attendee & { name: string; itemNumbers: readonly number[] })[],
  about: { lang: Language; begun: boolean; mayTakeBack: boolean },
): Card {
  const { lang, begun, mayTakeBack } = about
  const t = textsIn(lang)
  const here = attendees.filter(one => one.present).map(one => one.personId)
  return attendance(
    {
      lang,
      heading: t.minutes.attendanceHeading,
      next: begun ? t.minutes.attendanceNextLater : t.minutes.attendanceNext,
      buttons: [
        button(
          t.common.saveAndContinue,
          'run.attend',
          { meetingId: meeting.id, seen: seenOf(ticksOf(here)) },
          { style: 'positive' },
        ),
        button(t.minutes.overview, 'run.open', { meetingId: meeting.id }, bare),
        ...(mayTakeBack ? [takeBack(meeting, lang)] : []),
      ],
    },
    {
      label: t.minutes.attendanceLabel,
      choices: attendees.map(({ personId, name, itemNumbers }) => ({
        value: personId,
        title:
          itemNumbers.length > 0
            ? t.minutes.itemGuest(
                itemNumbers.length,
                name,
                listed(itemNumbers.toSorted((a, b) => a - b).map(String), lang),
              )
            : name,
      })),
      present: here.join(','),
    },
  )
}

const hub = defineCard(
  'run-meeting',
  z.object({
    items: z.array(
      z.object({
        title: z.string(),
        facts: z.string(),
        current: z.boolean(),
        over: z.boolean(),
        go: buttonField,
      }),
    ),
  }),
  'fetched',
)

const itemsPerCard = 12

interface Row {
  entry: Entry
  withheld: boolean
}

function stateOf({ entry, withheld }: Row): 'withheld' | 'current' | 'entered' | 'seen' | 'waiting' {
  if (withheld) return 'withheld'
  if (isCurrent(entry.result)) return 'current'
  if (isEntered(entry)) return 'entered'
  return entry.result.startedAt ? 'seen' : 'waiting'
}

/** The meeting at a glance: where it is, and the way to every item. Nobody is named. */
export function hubCard(
  meeting: Meeting,
  rows: readonly Row[],
  about: {
    basis: Basis
    lang: Language
    now: Date
    present: number
    all: number
    /** nothing has been written: it may have been started by mistake */
    mayTakeBack: boolean
    /** each row has a button that moves it up, and none that leads to it */
    ordering?: boolean
    /** place of the first row that is shown; of the current item's page where it is not given */
    from?: number
    saved?: string
    problem?: string
  },
): Card {
  const { lang, now, ordering = false } = about
  const t = textsOn(about.basis, lang).minutes
  const id = { meetingId: meeting.id }
  // Ending is the likely thing once every item has been spoken of, or cannot be.
  const over = rows.every(row => ['entered', 'withheld', 'seen'].includes(stateOf(row)))
  const at =
    about.from ??
    Math.max(
      0,
      rows.findIndex(({ entry }) => isCurrent(entry.result)),
    )
  const first = rows.length > at ? at - (at % itemsPerCard) : 0
  const here = rows.slice(first, first + itemsPerCard)
  const more = first + itemsPerCard < rows.length ? first + itemsPerCard : 0
  return hub(
    {
      lang,
      heading: ordering ? t.orderHeading : rows.length > 0 ? t.runHeading : t.runHeadingEmpty,
      context: t.present(about.present, about.all),
      next: ordering ? t.orderNext : t.runNext,
      ...(about.saved ? { saved: about.saved } : {}),
      ...(about.problem ? { problem: about.problem } : {}),
      buttons: [
        ...(ordering
          ? [button(t.ordered, 'run.open', id, { style: 'positive' })]
          : [
              button(t.end, 'run.end', id, over ? { style: 'positive' } : {}),
              button(t.attendance, 'run.attendance', id),
            ]),
        button(textsIn(lang).common.close, 'start.close'),
        ...(rows.length > itemsPerCard
          ? [button(t.moreItems, ordering ? 'run.order' : 'run.open', { ...id, from: more })]
          : []),
        ...(rows.length > 1 && !ordering ? [button(t.order, 'run.order', id)] : []),
        ...(about.mayTakeBack && !ordering ? [takeBack(meeting, lang)] : []),
      ],
    },
    {
      items: here.map((row, index) => {
        const used = usedMinutes(row.entry.result, now)
        const number = first + index + 1
        const itemId = row.entry.item.id
        return {
          title: t.item(number, whatWords({ item: row.entry.item, childName: null }, lang)),
          facts: `${t.time(used, row.entry.item.minutes)} · ${t.states[stateOf(row)]}`,
          current: isCurrent(row.entry.result),
          over: used > row.entry.item.minutes,
          go:
            ordering && number > 1
              ? button(t.moveUp, 'run.up', { itemId, number })
              : button(t.goTo, 'run.item', { itemId }),
        }
      }),
    },
  )
}

/** A named child without valid consent: not discussed by name; the choices of R-CONS-4. Neutral. */
export function withheldCard(
  place: { item: AgendaItem; number: number; count: number; lang: Language },
  why: Withheld,
  basis: Basis,
): Card {
  const { item, number, count, lang } = place
  const t = textsOn(basis, lang)
  const id = { itemId: item.id }
  return notice(
    {
      lang,
      where: t.minutes.itemOf(number, count),
      heading: t.minutes.withheldHeading,
      context: t.agenda.kinds[item.kind],
      next: t.minutes.withheldNext,
      buttons: [
        button(t.minutes.defer, 'run.defer', id, { style: 'positive' }),
        button(t.minutes.anonymous, 'agenda.anonymous', id),
        button(number < count ? t.minutes.nextItem : t.minutes.end, 'run.skip', id),
        button(t.minutes.askConsent, 'consent.open', id),
        button(t.minutes.overview, 'run.open', { meetingId: item.meetingId ?? '' }),
      ],
    },
    `${t.minutes.withheld[why] ?? t.minutes.withheldWhy[why]}\n${t.minutes.withheldText}`,
  )
}

/**
 * Another feature's card with the way back to the item that the meeting is at: without it, a look at the form would
 * lead out of the meeting.
 */
export function withWayBack(card: Card, itemId: string, lang: Language): Card {
  const body = card.json.body as readonly CardJson[]
  const last = body.at(-1)
  if (last?.type !== 'ActionSet') return card
  const back = button(textsIn(lang).minutes.backToItem, 'run.item', { itemId }, { inputs: false })
  const actions = [back, ...(last.actions as readonly CardJson[])].map((action, index) =>
    index < 3 ? action : { ...action, mode: 'secondary' },
  )
  return { ...card, json: { ...card.json, body: [...body.slice(0, -1), { ...last, actions }] } }
}
