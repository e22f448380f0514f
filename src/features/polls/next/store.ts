import type { Tx } from '../../../shared/transaction.ts'

/** That a coordinator does not want to be asked about the next meeting. */
export interface NextStop {
  teamId: string
  /** after which meeting: planning another one ends it */
  occasion: string
  stoppedById: string
}

export interface NextStopStore {
  find(tx: Tx, teamId: string): Promise<NextStop | null>
  put(tx: Tx, stop: NextStop, now: Date): Promise<void>
  remove(tx: Tx, teamId: string): Promise<void>
}
