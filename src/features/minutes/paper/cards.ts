import { button, linkButton } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { meetingDay } from '../../agenda/view/cards.ts'
import { linkMinutes } from '../../downloads/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import { sectionsCard, titleOf } from '../cards.ts'
import type { MinutesItem } from '../model.ts'

/** The addresses of one document. */
export interface PaperLinks {
  pdf: string
  docx: string
}

interface About {
  meeting: Meeting
  team: Team
  lang: Language
}

const linkButtons = ({ pdf, docx }: PaperLinks, lang: Language): CardJson[] => {
  const { sheet: t } = textsIn(lang)
  return [linkButton(t.word, docx), linkButton(t.pdf, pdf)]
}

function paperCard(
  { meeting, team, lang }: About,
  heading: string,
  sections: Parameters<typeof sectionsCard>[1]['sections'],
  back: CardJson,
): Card {
  const { common, minutes, minutesPaper: t } = textsIn(lang)
  return sectionsCard(
    {
      lang,
      heading,
      context: minutes.context(shown(team.name), meetingDay(meeting, lang)),
      next: t.cardNext(linkMinutes),
      buttons: [back, button(common.close, 'start.close')],
    },
    { sections },
  )
}

/** The files of the whole meeting, and the way to those of each child. */
export function meetingPaperCard(about: About, links: PaperLinks, children: readonly MinutesItem[]): Card {
  const { lang, meeting } = about
  const { common, minutesPaper: t } = textsIn(lang)
  const whole = {
    title: t.whole,
    rows: [{ label: '', text: t.cardText }],
    actions: linkButtons(links, lang),
  }
  const each = children.map(item => ({
    title: titleOf(item, item.number, lang),
    rows: [],
    actions: [button(t.childOnly, 'minutes.childPaper', { itemId: item.itemId })],
  }))
  const back = button(common.back, 'minutes.read', { meetingId: meeting.id })
  return paperCard(about, t.cardHeading, [whole, ...each], back)
}

/** The files of one child's part of the minutes. */
export function childPaperCard(about: About, links: PaperLinks, item: MinutesItem): Card {
  const { lang, meeting } = about
  const { common, minutesPaper: t } = textsIn(lang)
  const only = {
    title: titleOf(item, item.number, lang),
    rows: [{ label: '', text: t.cardText }],
    actions: linkButtons(links, lang),
  }
  const back = button(common.back, 'minutes.paper', { meetingId: meeting.id })
  return paperCard(about, t.childOnlyHeading, [only], back)
}
