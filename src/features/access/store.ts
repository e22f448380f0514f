import type { Tx } from '../../shared/transaction.ts'
import type { ActionPoint, ActionPointEvent } from '../action-points/model.ts'
import type { AgendaItem } from '../agenda/model.ts'
import type { Consent } from '../consent/model.ts'
import type { ItemResult, MinutesVersion } from '../minutes/model.ts'
import type { Contribution } from '../preparation/contributions/model.ts'
import type { Form } from '../preparation/model.ts'
import type { Version } from '../preparation/versions/model.ts'
import type { Invited, Sending, TrailEvent } from './model.ts'

/** What no other feature's store tells. */
export interface AccessStore {
  /** What was sent of these items to whom, and what was stopped on the way. */
  sendings(tx: Tx, itemIds: readonly string[]): Promise<Sending[]>
  invited(tx: Tx, itemIds: readonly string[]): Promise<Invited[]>
  /** What was recorded of the child, oldest first. */
  trail(tx: Tx, childId: string): Promise<TrailEvent[]>
}

/** Everything that is held about a child, in the features that hold it. */
export interface AccessSources extends AccessStore {
  child(tx: Tx, childId: string): Promise<{ name: string; tenantId: string } | null>
  /** The child that an item names, deleted or not. */
  childOfItem(tx: Tx, itemId: string): Promise<string | null>
  /** Every item that names the child, deleted ones among them. */
  items(tx: Tx, childId: string): Promise<AgendaItem[]>
  /** Drafts among them. */
  consents(tx: Tx, childId: string): Promise<Consent[]>
  form(tx: Tx, itemId: string): Promise<Form | null>
  contributions(tx: Tx, itemId: string): Promise<Contribution[]>
  /** Of the form and of every contribution, oldest first. */
  versions(tx: Tx, itemId: string): Promise<Version[]>
  results(tx: Tx, itemId: string): Promise<ItemResult[]>
  minutes(tx: Tx, meetingId: string): Promise<MinutesVersion[]>
  points(tx: Tx, childId: string): Promise<ActionPoint[]>
  history(tx: Tx, pointId: string): Promise<ActionPointEvent[]>
}
