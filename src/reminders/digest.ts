import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Message } from '../shared/outcome.ts'
import type { Tx } from '../shared/transaction.ts'
import { dayOf } from '../shared/zoned-time.ts'
import type { ReminderKind } from './model.ts'
import {
  type DigestHours,
  type DigestKind,
  type DigestLine,
  digestMoment,
  type MessageKind,
  ownHours,
  type Reader,
  whileStopped,
} from './model.ts'
import type { DeliveryStore } from './store.ts'
import type { DigestDetail } from './sweep.ts'

export interface DigestDeps {
  kinds: ReadonlyMap<string, ReminderKind>
  hoursOf(tx: Tx, tenantId: string): Promise<DigestHours>
  lastSent: DeliveryStore['lastSent']
  /** makes the neutral card; injected, because reminders know nothing of cards */
  draw(lines: readonly DigestLine[], reader: Reader, now: Date): Message
  log: Log
}

/**
 * The digest as a kind of message: each subject's line as it is when the message leaves; what is finished by then is
 * not in it, and an empty digest does not leave (R-ACT-4).
 */
export function createDigestMessage({ kinds, hoursOf, lastSent, draw, log }: DigestDeps): MessageKind {
  /** A line for each subject, or, where the kind knows how, one for all of a kind in the place of the first. */
  function linesWanted({ subjects }: DigestDetail): { kind: DigestKind; subjectIds: string[] }[] {
    const wanted: { kind: DigestKind; subjectIds: string[] }[] = []
    for (const { kind: name, subjectId } of subjects) {
      const kind = kinds.get(name)
      if (kind?.mode !== 'digest') continue
      const joined = kind.together && wanted.find(one => one.kind === kind)
      if (joined) joined.subjectIds.push(subjectId)
      else wanted.push({ kind, subjectIds: [subjectId] })
    }
    return wanted
  }

  async function lineOf(
    tx: Tx,
    kind: DigestKind,
    subjectIds: readonly string[],
    reader: Reader,
    now: Date,
  ): Promise<DigestLine | null> {
    const [subjectId = '', ...others] = subjectIds
    if (others.length > 0 && kind.together) return kind.together(tx, subjectIds, reader, now)
    return kind.line(
      tx,
      { kind: kind.kind, subjectId, key: '', recipientId: reader.personId, dueAt: now },
      reader,
      now,
    )
  }

  async function linesOf(tx: Tx, detail: DigestDetail, reader: Reader, now: Date): Promise<DigestLine[]> {
    const lines: DigestLine[] = []
    let fault: unknown
    for (const { kind, subjectIds } of linesWanted(detail)) {
      try {
        const line = await lineOf(tx, kind, subjectIds, reader, now)
        if (line) lines.push(line)
      } catch (error) {
        // One that cannot be drawn must not keep the others from their reader.
        log.error('digest.fault', { kind: kind.kind, subjectId: subjectIds.join(), code: codeOf(error) })
        fault = error
      }
    }
    if (fault !== undefined && lines.length === 0) throw fault
    return lines
  }

  return {
    kind: 'digest',
    /** A second one today would nag; some of it is said only once, so that what is open then comes the next day. */
    async onAmbiguous(tx, reader, now) {
      const hours = await hoursOf(tx, reader.tenantId)
      return digestMoment(now, ownHours(hours, reader.rhythm), reader.absences, dayOf(now, hours.zone))
    },
    /** Held up by an outage it must not come at night, at the weekend, or into somebody's holidays. */
    async notBefore(tx, { id, subjectId, unsureAt }, reader, now) {
      const hours = ownHours(await hoursOf(tx, reader.tenantId), reader.rhythm)
      // Whatever called it back: a second one comes on another day.
      const last = await lastSent(tx, 'digest', subjectId, id)
      const latest = unsureAt && (!last || last < unsureAt) ? unsureAt : last
      const after = latest && dayOf(latest, hours.zone)
      return whileStopped(now, reader.rhythm) ?? digestMoment(now, hours, reader.absences, after)
    },
    async render(tx, delivery, reader, now) {
      const lines = await linesOf(tx, delivery.detail as DigestDetail, reader, now)
      if (lines.length === 0) return null
      return draw(
        lines.toSorted((a, b) => b.overdueDays - a.overdueDays),
        reader,
        now,
      )
    },
  }
}
