import type { Line } from './model.ts'
import type { SweepDeps } from './sweep.ts'

/**
 * Runs work that is asked for again while it runs once more afterwards, for all who asked.
 * @param work gets whether it is to end early
 */
export function oneAtATime(work: (ending: () => boolean) => Promise<unknown>) {
  let flight: Promise<void> | null = null
  let again = false
  let ended = false

  async function rounds(): Promise<void> {
    do {
      again = false
      await work(() => ended)
    } while (again && !ended)
  }

  return {
    async run(): Promise<void> {
      if (ended) return
      again = flight !== null
      flight ??= rounds().finally(() => {
        flight = null
      })
      return flight
    },
    /** No new round, and an early end of the one in flight; resolves when it is over. */
    async end(): Promise<void> {
      ended = true
      await flight
    },
  }
}

export interface Health {
  ok: boolean
  oldestDueSeconds: number
  retrying: number
  failed: number
}

const alarmAfterSeconds = 300

/** What waits, and whether that is an alarm. */
export async function queueOf(
  { clock, db, reminders }: Pick<SweepDeps, 'clock' | 'db' | 'reminders'>,
  lines: readonly Line[],
): Promise<Health & { due: number }> {
  const now = clock.now()
  const all = await Promise.all([reminders.backlog(db.reader, now), ...lines.map(line => line.backlog(now))])
  const oldest = Math.min(...all.map(({ oldestDueAt }) => (oldestDueAt ?? now).getTime()))
  const oldestDueSeconds = Math.max(0, Math.round((now.getTime() - oldest) / 1000))
  const retrying = all.reduce((sum, one) => sum + one.retrying, 0)
  const failed = all.reduce((sum, one) => sum + one.failed, 0)
  const due = all.reduce((sum, one) => sum + one.due, 0)
  const ok = oldestDueSeconds < alarmAfterSeconds && retrying === 0 && failed === 0
  return { ok, due, oldestDueSeconds, retrying, failed }
}
