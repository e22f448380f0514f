import type { Profession } from '../../shared/action.ts'
import type { ActionPoint, ActionPointEvent } from '../action-points/model.ts'
import type { AgendaItem, ItemStatus } from '../agenda/model.ts'
import type { Basis, Consent, TooEarly, Withheld } from '../consent/model.ts'
import type { ItemResult, MinutesItem } from '../minutes/model.ts'
import type { ContributionTexts } from '../preparation/contributions/model.ts'
import type { Form } from '../preparation/model.ts'

/** Of the JSON file, described in docs/access-export.md: raised by whatever a program that reads it would stumble over. */
export const schemaVersion = 1

/** What is held about a child; each of them passes the gate by itself. `notes`: what was entered at a meeting. */
export const partKinds = [
  'item',
  'consent',
  'form',
  'contribution',
  'notes',
  'minutes',
  'actionPoint',
] as const
export type PartKind = (typeof partKinds)[number]

interface PartHead {
  itemId: string
  /** of what is handed in or approved in versions; 0: a draft, or there is one alone */
  version: number
  /** when it was written, recorded, handed in or approved */
  since: Date
  /** whose words it holds, by person id; empty: what several people said at a meeting */
  writtenBy: readonly string[]
}

/** What stands in a part. */
export type Held =
  | {
      kind: 'item'
      /** one that was replaced is told from a deleted one by nobody (R-CONS-6) */
      content: Pick<AgendaItem, 'kind' | 'ageMonths' | 'problem' | 'questions' | 'minutes'> & {
        status: Exclude<ItemStatus, 'replaced'>
      }
    }
  | { kind: 'consent'; content: Omit<Consent, 'agendaItemId' | 'childId'> }
  | { kind: 'form'; content: Pick<Form, 'status' | 'layout' | 'answers' | 'late'> }
  | { kind: 'contribution'; content: { status: string; profession: Profession; texts: ContributionTexts } }
  | { kind: 'notes'; content: Omit<ItemResult, 'agendaItemId'> }
  | {
      kind: 'minutes'
      content: Omit<MinutesItem, 'itemId' | 'childId'> & {
        meetingId: string
        correctedBecause: string | null
        approvedById: string
      }
    }
  | { kind: 'actionPoint'; content: Omit<ActionPoint, 'childId'> & { history: readonly ActionPointEvent[] } }

export type Part = PartHead & Held

/** `others`: what colleagues wrote since about an agreement whose own text may be read */
export type WithheldWhy = Withheld | TooEarly | 'others'

/** That there is something which this reader may not have: the request is answered whole by whoever may. */
export interface WithheldPart extends PartHead {
  kind: PartKind
  why: WithheldWhy
  /** who may read it as its author; null: nobody in the team does, the municipality's operator has it */
  askId: string | null
}

/** An item's form, or a contribution to it, on its way to one person. */
export interface Sending {
  itemId: string
  /** '' is the item's form */
  contributorId: string
  version: number
  personId: string
  sentAt: Date | null
  openedAt: Date | null
  late: boolean
  /** it was stopped on the way, and how the consent stood then (R-CONS-5) */
  stopped: { why: string; at: Date; underWay: boolean } | null
}

/** Somebody from outside the team who was invited to an item. */
export interface Invited {
  itemId: string
  personId: string
  since: Date
}

/** A line of the audit log. */
export interface TrailEvent {
  at: Date
  /** null: the bot itself */
  actorId: string | null
  action: string
  subjectId: string
  reason: string
}

/** Where an item stands. */
export interface PlacedItem {
  id: string
  teamName: string
  /** are parents asked about what the team discusses, or informed */
  basis: Basis
  /** null: it waits for one */
  meeting: { id: string; startAt: Date; place: string } | null
}

/** Everything that is held about a child, as far as one reader may have it. */
export interface Dossier {
  childId: string
  /** null: this reader may not have it */
  childName: string | null
  madeAt: Date
  /** whole: for the municipality's operator, past the gate */
  scope: 'coordinator' | 'whole'
  items: readonly PlacedItem[]
  parts: readonly Part[]
  withheld: readonly WithheldPart[]
  sendings: readonly Sending[]
  invited: readonly Invited[]
  trail: readonly TrailEvent[]
  people: ReadonlyMap<string, { name: string; profession: Profession | null }>
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Every id that stands anywhere in it: those of people are told by name. */
export const idsIn = (...held: readonly unknown[]): string[] => [
  ...new Set(JSON.stringify(held).match(uuid) ?? []),
]

/**
 * The dossier for another program (R-SEC-6): what docs/access-export.md describes. Instants are UTC and days are
 * calendar dates, both ISO 8601; people stand by id, and once with their names.
 */
export function dataOf(dossier: Dossier) {
  const { childId, childName, people, ...rest } = dossier
  return {
    format: 'roed-traad/access',
    schemaVersion,
    child: { id: childId, name: childName },
    ...rest,
    people: Object.fromEntries(people),
  }
}
