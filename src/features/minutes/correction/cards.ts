import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Language, type Profession, professions } from '../../../shared/action.ts'
import type { Card } from '../../../shared/outcome.ts'
import type { Meeting } from '../../meetings/model.ts'
import { sectionsCard, titleOf } from '../cards.ts'
import type { MinutesItem, MinutesVersion } from '../model.ts'
import { perspectiveField } from '../run/item/schema.ts'

/** Which item is to be corrected. */
export function correctChoiceCard(meeting: Meeting, items: readonly MinutesItem[], lang: Language): Card {
  const t = textsIn(lang)
  return sectionsCard(
    {
      lang,
      heading: t.minutes.correctHeading,
      next: t.minutes.correctNext,
      buttons: [
        button(t.common.back, 'minutes.read', { meetingId: meeting.id }),
        button(t.common.close, 'start.close'),
      ],
    },
    {
      sections: items.map(item => ({
        title: titleOf(item, item.number, lang),
        rows: [],
        actions: [button(t.minutes.correctItem(item.number), 'minutes.correctItem', { itemId: item.itemId })],
      })),
    },
  )
}

const correction = defineCard(
  'minutes-correct',
  z.object({
    summaryLabel: z.string(),
    summary: z.string(),
    summaryProblem: z.string(),
    perspectives: z.array(
      z.object({ id: z.string(), label: z.string(), value: z.string(), problem: z.string() }),
    ),
    reasonLabel: z.string(),
    reason: z.string(),
    reasonMissing: z.string(),
    reasonProblem: z.string(),
  }),
  'fetched',
)

/** Corrects one item: a new version, with the reason (R-MIN-1). */
export function correctionCard(
  about: { item: MinutesItem; version: MinutesVersion; seen: string; lang: Language },
  typed: { summary: string; perspectives: Partial<Record<Profession, string>>; reason: string },
  problems: Readonly<Record<string, string>> = {},
  problem = Object.keys(problems).length > 0 ? textsIn(about.lang).common.fix : '',
): Card {
  const { item, version, seen, lang } = about
  const t = textsIn(lang)
  const said = professions.filter(
    profession => item.perspectives[profession] || typed.perspectives[profession],
  )
  return correction(
    {
      lang,
      where: t.minutes.item(item.number, t.agenda.kinds[item.kind]),
      heading: t.minutes.correctItemHeading,
      next: t.minutes.correctNext,
      ...(problem ? { problem } : {}),
      buttons: [
        button(
          t.minutes.correctSend,
          'minutes.saveCorrection',
          { itemId: item.itemId, seen },
          { style: 'positive' },
        ),
        button(t.common.back, 'minutes.read', { meetingId: version.meetingId }, { inputs: false }),
        button(t.common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      summaryLabel: t.minutes.summaryLabel,
      summary: typed.summary,
      summaryProblem: problems.summary ?? '',
      perspectives: said.map(profession => ({
        id: perspectiveField(profession),
        label: t.minutes.perspectiveLabel(t.people.professionShort[profession]),
        value: typed.perspectives[profession] ?? '',
        problem: problems[perspectiveField(profession)] ?? '',
      })),
      reasonLabel: t.minutes.reasonLabel,
      reason: typed.reason,
      reasonMissing: t.minutes.reasonMissing,
      reasonProblem: problems.reason ?? '',
    },
  )
}
