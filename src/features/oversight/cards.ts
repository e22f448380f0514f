import { z } from 'zod'
import { button, buttonField } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { textsIn } from '../../locales/texts.ts'
import type { DigestLine, Reader } from '../../reminders/model.ts'
import type { Message } from '../../shared/outcome.ts'

const digest = defineCard(
  'digest',
  z.object({ lines: z.array(z.object({ text: z.string(), overdue: z.boolean(), action: buttonField })) }),
  'posted',
)

/** The one message of the day, the most urgent first (R-ACT-4). The word carries the urgency, the colour supports it. */
export function drawDigest(lines: readonly DigestLine[], reader: Reader): Message {
  const t = textsIn(reader.language)
  const card = digest(
    {
      lang: reader.language,
      heading: t.oversight.digestHeading(lines.length),
      next: t.oversight.digestNext,
      buttons: [button(t.common.start, 'start.open', {}, { inputs: false })],
    },
    { lines: lines.map(line => ({ text: line.text, overdue: line.overdueDays > 0, action: line.button })) },
  )
  return { card, summary: t.oversight.digestSummary(lines.length) }
}
