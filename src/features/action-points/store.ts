import type { Tx } from '../../shared/transaction.ts'
import type { ActionPoint, ActionPointEvent, ActionPointStatus } from './model.ts'

/** Which action points a list holds; what is left out does not matter. */
export interface ActionPointFilter {
  teamId?: string
  meetingId?: string
  agendaItemId?: string
  childId?: string
  /** owns it, or is asked to take it over */
  personId?: string
  statuses?: readonly ActionPointStatus[]
}

export interface ActionPointStore {
  find(tx: Tx, id: string): Promise<ActionPoint | null>
  /** By due day, then in the order in which they were written down. */
  list(tx: Tx, filter: ActionPointFilter): Promise<ActionPoint[]>
  insert(tx: Tx, point: ActionPoint): Promise<void>
  /** Writes what may change and raises the revision. */
  update(
    tx: Tx,
    id: string,
    change: Partial<
      Pick<
        ActionPoint,
        | 'text'
        | 'ownerId'
        | 'dueDay'
        | 'postponed'
        | 'wantedDay'
        | 'status'
        | 'handoverToId'
        | 'note'
        | 'escalatedAt'
        | 'endedAt'
      >
    >,
  ): Promise<void>
  /** Only a draft can be removed; false when there is none of that id. */
  removeDraft(tx: Tx, id: string): Promise<boolean>
  addEvent(tx: Tx, actionPointId: string, event: ActionPointEvent): Promise<void>
  /** Oldest first. */
  history(tx: Tx, actionPointId: string): Promise<ActionPointEvent[]>
}
