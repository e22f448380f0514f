import type { Message } from '../shared/outcome.ts'
import type { DigestKind, DigestLine, MessageKind, Reader, ReminderKind } from './model.ts'
import type { DigestDetail } from './sweep.ts'

/**
 * The digest as a kind of message: each subject's line as it is when the message leaves; what is finished by then is
 * not in it, and an empty digest does not leave (R-ACT-4).
 * @param draw makes the neutral card; injected, because reminders know nothing of cards
 */
export function createDigestMessage(
  kinds: ReadonlyMap<string, ReminderKind>,
  draw: (lines: readonly DigestLine[], reader: Reader, now: Date) => Message,
): MessageKind {
  return {
    kind: 'digest',
    // Nobody knows whether it arrived; tomorrow's digest says it again. A second one today would nag.
    onAmbiguous: 'leave',
    async render(tx, delivery, reader, now) {
      const detail = delivery.detail as DigestDetail
      const lines: DigestLine[] = []
      for (const subject of detail.subjects) {
        const kind = kinds.get(subject.kind)
        if (kind?.mode !== 'digest') continue
        const wish = { ...subject, key: '', recipientId: reader.personId, dueAt: now }
        const line = await (kind satisfies DigestKind).line(tx, wish, reader, now)
        if (line) lines.push(line)
      }
      if (lines.length === 0) return null
      return draw(
        lines.toSorted((a, b) => b.overdueDays - a.overdueDays),
        reader,
        now,
      )
    },
  }
}
