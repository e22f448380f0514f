import type { Clock } from '../shared/clock.ts'
import { systemClock } from '../shared/clock.ts'

/** The demo's clock: the real one, some way ahead of it. */
export interface DemoClock extends Clock {
  readonly offsetMs: number
  setOffset(milliseconds: number): void
  /** Puts the clock at an instant; from there it goes on by itself. */
  moveTo(instant: Date): void
}

export function createDemoClock(): DemoClock {
  let offsetMs = 0
  return {
    now: () => new Date(systemClock.now().getTime() + offsetMs),
    get offsetMs() {
      return offsetMs
    },
    setOffset(milliseconds) {
      offsetMs = milliseconds
    },
    moveTo(instant) {
      offsetMs = instant.getTime() - systemClock.now().getTime()
    },
  }
}
