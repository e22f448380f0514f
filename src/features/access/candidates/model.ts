import type { AgendaItem } from '../../agenda/model.ts'
import type { Content, Submission } from '../../consent/model.ts'
import type { PaperKey } from '../../preparation/versions/model.ts'
import type { Part } from '../model.ts'

/** What the gate is asked about a part. */
export type Gated =
  | { by: 'content'; content: Exclude<Content, Submission> }
  /** a draft that is its writer's alone; `content`: what stands in it that is not theirs, and is asked about as well */
  | { by: 'writer'; writerId: string; content: Exclude<Content, Submission> | null }
  | {
      by: 'version'
      key: PaperKey
      version: number
      writerId: string
      /** a newer one is handed in */
      earlier: boolean
      /** @param out distributed, or received by this reader */
      contentOf(out: boolean): Submission
    }

/** Something that is held, before it is known who may have it. */
export interface Candidate {
  item: AgendaItem
  /** of the row: what the audit log calls it */
  rowId: string
  part: Part
  gated: Gated
  askId: string | null
  /** the same without what others wrote since, for its author */
  inOwnWords: { part: Part; gated: Gated } | null
}
