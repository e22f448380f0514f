/** Work that one of several processes takes, and no other meanwhile. */
export interface Taken<T> {
  what: T
  /** It is over. */
  done(): Promise<void>
  /** It threw: it is tried again, each time later, and is kept aside when that is in vain. */
  failed(error: unknown): Promise<void>
}

/** Somebody who has messages to get. */
export interface Errand {
  personId: string
  tenantId: string
}

/**
 * How several processes share the work: who looks for what is due, and who brings whom their messages. What is to be
 * done stands in the tables of reminders and deliveries; should the queue lose something, it is found there again.
 */
export interface Queue {
  /** Makes itself ready. @throws StartFault with a remedy */
  start(): Promise<void>
  /** Somebody is to look for what is due: one of all that are asked for until then. @param everySeconds at most so often */
  ring(everySeconds?: number): Promise<void>
  /** The bell that has been rung; null when it has not, or somebody else has heard it. */
  takeRing(): Promise<Taken<null> | null>
  /** People with messages to get. Who is waiting or being served is not taken in a second time. */
  add(errands: readonly Errand[]): Promise<void>
  take(limit: number): Promise<Taken<Errand>[]>
  /** Errands kept aside; what they were to bring stands in the tables all the same. */
  dead(): Promise<DeadErrand[]>
  /** Hands them out again. @returns how many */
  revive(): Promise<number>
  stop(): Promise<void>
}

/** Threw every time. */
export interface DeadErrand extends Errand {
  id: string
  at: Date
  /** of what it threw */
  code: string
}
