import type { App } from '../../src/compose.ts'

/** Moves the clock through everything that falls due on the way, as time would. */
export async function passTo(
  { core, engine }: Pick<App, 'core' | 'engine'>,
  clock: { now(): Date; set(instant: Date): void },
  instant: string | Date,
): Promise<void> {
  const target = new Date(instant)
  await engine.runDue()
  for (let steps = 0; steps < 5000; steps += 1) {
    const next = await core.reminders.nextDueAt(core.db.reader)
    if (!next || next > target) break
    if (next > clock.now()) clock.set(next)
    await engine.runDue()
  }
  if (target > clock.now()) clock.set(target)
  await engine.runDue()
}
