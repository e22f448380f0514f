import type { Clock } from '../shared/clock.ts'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import { dayOf } from '../shared/zoned-time.ts'
import {
  type AppointmentKind,
  backOffSeconds,
  type DigestHours,
  digestTurn,
  maxAttempts,
  type Reader,
  type Reminder,
  type ReminderKind,
} from './model.ts'
import type { DeliveryStore, Readers, ReminderStore } from './store.ts'

export interface SweepDeps {
  db: Transactions
  reminders: ReminderStore
  deliveries: DeliveryStore
  readers: Readers
  kinds: ReadonlyMap<string, ReminderKind>
  hoursOf(tx: Tx, tenantId: string): Promise<DigestHours>
  clock: Clock
  log: Log
}

const batch = 200
const leaseMs = 60_000

/** Subjects that a digest was made for; the lines are drawn when it leaves. */
export interface DigestDetail {
  day: string
  subjects: { kind: string; subjectId: string }[]
}

/**
 * Carries out what is due: appointments one by one, each in its own transaction; the rest bundled into one digest per
 * person. Works through everything that is due, oldest first, and costs what is due, not what is stored.
 * @param stopping asked before each: what is not begun waits for the next start
 * @returns how many reminders were carried out
 */
export async function sweep(deps: SweepDeps, stopping: () => boolean): Promise<number> {
  let carriedOut = 0
  for (;;) {
    const due = await deps.reminders.due(deps.db.reader, deps.clock.now(), batch)
    if (due.length === 0) return carriedOut
    const digests = new Map<string, Reminder[]>()
    for (const reminder of due) {
      if (stopping()) return carriedOut
      const kind = deps.kinds.get(reminder.kind)
      if (kind?.mode === 'digest') {
        digests.set(reminder.recipientId, [...(digests.get(reminder.recipientId) ?? []), reminder])
      } else if (await runAppointment(deps, kind, reminder)) carriedOut += 1
    }
    for (const [personId, bundle] of digests) {
      if (stopping()) return carriedOut
      carriedOut += await bundleDigest(deps, personId, bundle)
    }
  }
}

async function runAppointment(
  deps: SweepDeps,
  kind: AppointmentKind | undefined,
  reminder: Reminder,
): Promise<boolean> {
  const now = deps.clock.now()
  try {
    return await deps.db.write(async tx => {
      if (!(await deps.reminders.lease(tx, reminder.id, now, new Date(now.getTime() + leaseMs)))) return false
      if (!kind) throw new TypeError(`no reminder kind ${reminder.kind}`)
      await kind.run(tx, reminder, now)
      await deps.reminders.finish(tx, [reminder.id], now)
      return true
    })
  } catch (error) {
    await giveBack(deps, reminder, error)
    return false
  }
}

async function bundleDigest(deps: SweepDeps, personId: string, bundle: Reminder[]): Promise<number> {
  const now = deps.clock.now()
  const all = bundle.map(reminder => reminder.id)
  try {
    return await deps.db.write(async tx => {
      const still = await deps.reminders.stillDue(tx, all, now)
      const due = bundle.filter(reminder => still.has(reminder.id))
      if (due.length === 0) return 0
      const ids = due.map(reminder => reminder.id)
      const reader = await deps.readers.find(tx, personId)
      if (!reader) {
        await deps.reminders.cancel(tx, ids, now)
        return 0
      }
      const moment = await intoDigest(deps, tx, reader, due, now)
      if (moment === null) {
        await deps.reminders.finish(tx, ids, now)
        return ids.length
      }
      await deps.reminders.putOff(tx, due, moment)
      return 0
    })
  } catch (error) {
    for (const reminder of bundle) await giveBack(deps, reminder, error)
    return 0
  }
}

/** @returns null when they are in a digest that is queued; otherwise when to try again */
async function intoDigest(
  deps: SweepDeps,
  tx: Tx,
  reader: Reader,
  due: readonly Reminder[],
  now: Date,
): Promise<Date | null> {
  const { personId } = reader
  // Whoever has no chat yet, or cannot be reached, finds one digest when they come, not one for each day.
  const waiting = await deps.deliveries.unsent(tx, 'digest', personId)
  if (waiting) {
    const { day, subjects } = waiting.detail as DigestDetail
    await deps.deliveries.amend(tx, waiting.id, { day, subjects: eachOnce([...subjects, ...due]) })
    return null
  }
  const hours = await deps.hoursOf(tx, reader.tenantId)
  const today = dayOf(now, hours.zone)
  const last = await deps.deliveries.lastSent(tx, 'digest', personId)
  const waited = {
    since: new Date(Math.min(...due.map(({ dueAt, dueSince }) => (dueSince ?? dueAt).getTime()))),
    owed: due.some(({ putOff }) => putOff),
  }
  const moment = digestTurn(now, waited, hours, reader, last && dayOf(last, hours.zone))
  if (moment.getTime() > now.getTime()) return moment
  const detail: DigestDetail = { day: today, subjects: eachOnce(due) }
  const queued = await deps.deliveries.insert(
    tx,
    {
      key: `digest:${personId}:${today}`,
      kind: 'digest',
      subjectId: personId,
      recipientId: personId,
      detail,
    },
    now,
  )
  // The clock has gone back to a day that had its digest.
  return queued ? null : digestTurn(now, { since: now, owed: false }, hours, reader, today)
}

/** Each thing once, however many of its reminders came due while the bot was down (R-ACT-5). */
function eachOnce(subjects: DigestDetail['subjects'] | readonly Reminder[]): DigestDetail['subjects'] {
  const seen = new Map(subjects.map(({ kind, subjectId }) => [`${kind}:${subjectId}`, { kind, subjectId }]))
  return [...seen.values()]
}

async function giveBack(deps: SweepDeps, reminder: Reminder, error: unknown): Promise<void> {
  const { id, kind } = reminder
  const now = deps.clock.now()
  const attempts = reminder.attempts + 1
  deps.log.error('reminder.fault', { id, kind, attempts, code: codeOf(error) })
  await deps.db.write(async tx => {
    // In between it may have been moved, cancelled or carried out.
    if (!(await deps.reminders.stillDue(tx, [id], now)).has(id)) return
    if (attempts >= maxAttempts) return deps.reminders.fail(tx, id, now)
    const dueAt = new Date(now.getTime() + backOffSeconds(attempts) * 1000)
    return deps.reminders.postpone(tx, id, dueAt, attempts)
  })
}
