import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Meters } from '../shared/meters.ts'

/** A message that leaves so much later than it was due is late: the alarm's measure. */
const lateSeconds = 300

export interface Metrics {
  meters: Meters
  /** what Prometheus reads; the queue is counted when it is asked for */
  page(): Promise<{ type: string; body: string }>
}

/** @param queue what waits: messages and reminders that are due, the age of the oldest, and what was given up */
export function createMetrics(
  queue: () => Promise<{ due: number; oldestDueSeconds: number; retrying: number; failed: number }>,
): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register, prefix: 'roed_traad_' })
  const attempts = new Counter({
    name: 'roed_traad_delivery_attempts_total',
    help: 'Messages that were tried, by kind and what became of it: sent, later, ambiguous, unreachable, failed, …',
    labelNames: ['kind', 'result'],
    registers,
  })
  const late = new Counter({
    name: 'roed_traad_deliveries_late_total',
    help: `Messages that left more than ${lateSeconds} seconds after they were due, by kind`,
    labelNames: ['kind'],
    registers,
  })
  const turns = new Histogram({
    name: 'roed_traad_turn_seconds',
    help: 'From a request of Teams to its answer',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name: `roed_traad_${name}`, help, registers })
  const gauges = {
    due: gauge('due', 'Messages and calendar entries that are to leave by now'),
    oldestDueSeconds: gauge(
      'queue_age_seconds',
      'Since when the oldest due message or reminder has been due',
    ),
    retrying: gauge('retrying', 'Messages and reminders that were tried several times in vain'),
    failed: gauge('failed', 'Messages and reminders that were given up within a day'),
  }
  const database = gauge('database_up', 'Whether the database answers: 1, or 0')
  return {
    meters: {
      attempt({ kind, result, lateSeconds: seconds }) {
        attempts.inc({ kind, result })
        if (result === 'sent' && seconds > lateSeconds) late.inc({ kind })
      },
      turn: () => {
        const end = turns.startTimer()
        return () => void end()
      },
    },
    async page() {
      // What cannot be counted is no number: nought would say that all is well.
      const now = await queue().catch(() => null)
      database.set(now ? 1 : 0)
      for (const name of ['due', 'oldestDueSeconds', 'retrying', 'failed'] as const)
        gauges[name].set(now?.[name] ?? Number.NaN)
      return { type: register.contentType, body: await register.metrics() }
    },
  }
}
