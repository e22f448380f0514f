import pino from 'pino'

/** What a log line may hold: ids, codes and counts. Never names, answers or texts (R-SEC-5). */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** Structured lines on standard output, one JSON object each. */
export function createLog(level: string): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return {
    info: (event, fields = {}) => out.info(fields, event),
    warn: (event, fields = {}) => out.warn(fields, event),
    error: (event, fields = {}) => out.error(fields, event),
  }
}

/** For tests and for the demo's quiet terminal. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
