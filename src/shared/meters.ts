/** What the figures for whoever watches the bot are made of: counts and times, never who or what. */
export interface Meters {
  /** a message was tried; `lateSeconds` since it was due */
  attempt(attempt: { kind: string; result: string; lateSeconds: number }): void
  /** A request of Teams' begins. @returns to be called when it has been answered */
  turn(): () => void
}
