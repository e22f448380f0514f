/**
 * A fault: something that should not happen. It is thrown, logged with its code and an id, and shown to the
 * user without detail (R-SEC-5). What a user can bring about by ordinary use is a refusal instead (outcome.ts).
 */
export class Fault extends Error {
  readonly code: string

  /**
   * @param code stable, in capitals, e.g. `CARD_TEMPLATE`
   * @param message for the log and the developer: what to do about it; never a name, an answer or a text
   */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Fault'
    this.code = code
  }
}

/** The stable code of whatever was thrown, for the log. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'UNKNOWN'
}

/**
 * What the log may know of something thrown (R-SEC-5): its code; of a fault of ours its message, which names the
 * remedy; of anything else the line of code that threw it. The message of a stranger may hold what a user typed.
 */
export function faultFields(error: unknown): { code: string; reason?: string; at?: string } {
  const code = codeOf(error)
  if (error instanceof Fault) return { code, reason: error.message }
  const frame = error instanceof Error ? /^ +at .*$/m.exec(error.stack ?? '')?.[0].trim() : undefined
  return frame ? { code, at: frame } : { code }
}
