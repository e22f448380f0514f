import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { eventWords } from '../../action-points/cards.ts'
import { nameOf } from '../../action-points/nudges/cards.ts'
import { meetingDay } from '../../agenda/view/cards.ts'
import { itemSection, type MinutesWords, row, type Section, sectionsCard, withheldSection } from '../cards.ts'
import type { LastTime } from './service.ts'

/** What was said the last time, and what has become of what was agreed, in one card. */
export function lastCard(itemId: string, last: LastTime, words: MinutesWords): Card {
  const { lang } = words
  const t = textsIn(lang)
  const { read, version, meeting } = last
  const said = read.allowed
    ? itemSection({ ...read.item, actions: [] }, read.childName, words, version.reason)
    : withheldSection(read.item, read.why, read.basis, lang)
  return sectionsCard(
    {
      lang,
      heading: t.minutes.last.heading,
      context: t.minutes.last.context(meetingDay(meeting, lang)),
      next: t.minutes.last.next,
      buttons: [
        button(t.common.back, 'agenda.item', { itemId }, { style: 'positive' }),
        button(t.minutes.read, 'minutes.read', { meetingId: meeting.id }),
        button(t.common.close, 'start.close'),
      ],
    },
    { sections: [{ ...said, title: t.minutes.last.said }, ...agreedSections(last, words)] },
  )
}

/** Each agreement with how it stands, and the last thing that happened to it. */
function agreedSections({ agreed }: LastTime, { lang, names }: MinutesWords): Section[] {
  const t = textsIn(lang)
  if (agreed.length === 0) return []
  const rows = agreed.flatMap(({ point, latest }) => {
    const text = point.kind === 'parentTalk' ? t.actionPoints.parentTalk : point.text
    const who = nameOf(names.get(point.ownerId), lang)
    const status = t.actionPoints.statuses[point.status]
    return [
      ...row(t.minutes.labels.action, t.minutes.actionLine(text, who, fullDay(point.dueDay, lang))),
      ...row(t.minutes.last.status, latest ? `${status} – ${eventWords(latest, names, lang)}` : status),
    ]
  })
  return [{ title: t.minutes.last.agreed, rows, actions: [] }]
}
