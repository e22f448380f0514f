import type { Actor, Language } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Ids } from '../../shared/ids.ts'
import type { LinkSigner } from '../../shared/keyring.ts'
import type { Tx } from '../../shared/transaction.ts'
import { type Download, type DownloadFormat, type DownloadLink, isAlive, linkMinutes } from './model.ts'
import type { DownloadStore } from './store.ts'

/** A document that can be fetched. */
export interface DownloadKind {
  kind: string
  /**
   * Makes the document as it is now, for this person: asks the gate again and records the read (R-SEC-4).
   * @returns null when they may not have it any more
   */
  draw(
    tx: Tx,
    link: Pick<DownloadLink, 'subjectId' | 'format' | 'language'>,
    actor: Actor,
    now: Date,
  ): Promise<Download | null>
}

export interface DownloadDeps {
  store: DownloadStore
  audit: AuditTrail
  ids: Ids
  links: LinkSigner
  /** where people's browsers reach this server, without a slash at the end */
  publicUrl: string
  /** the person as they are now: their teams are what lets them through */
  actorOf(tx: Tx, personId: string): Promise<Actor | null>
  /** asked for at each download, so that features can be wired in any order */
  kinds(): readonly DownloadKind[]
}

export type DownloadService = ReturnType<typeof createDownloadService>

/** What a download link signs: a signature made for something else opens no document. */
const signed = (id: string) => `download:${id}`

/** Documents behind links: a card cannot carry a file (decision 0016). */
export function createDownloadService(deps: DownloadDeps) {
  const { store, audit, ids, links, publicUrl, actorOf, kinds } = deps

  async function alive(tx: Tx, token: string, now: Date): Promise<DownloadLink | null> {
    const [id = '', signature = '', ...more] = token.split('.')
    if (more.length > 0 || !links.verify(signed(id), signature)) return null
    const link = await store.find(tx, id)
    return link && isAlive(link, now) ? link : null
  }

  return {
    /**
     * Makes a link for this person and this document; the caller has asked the gate.
     * @param about `childId`, `reason`: for the audit log
     * @returns the address of a page with a button; the link works for ten minutes and a few downloads
     */
    async offer(
      tx: Tx,
      about: {
        kind: string
        subjectId: string
        format: DownloadFormat
        language: Language
        childId: string | null
        reason: string
      },
      actor: Actor,
      now: Date,
    ): Promise<string> {
      const { childId, reason, ...what } = about
      const id = ids.next()
      const expiresAt = new Date(now.getTime() + linkMinutes * 60_000)
      await store.forget(tx, now)
      await store.insert(tx, { id, personId: actor.personId, ...what, taken: 0, createdAt: now, expiresAt })
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: 'download.offered',
        subjectType: about.kind,
        subjectId: about.subjectId,
        childId,
        reason,
      })
      return `${publicUrl}/hent/${id}.${links.sign(signed(id))}`
    },

    /** Whether the link leads to a document. Looking uses nothing up, and tells nothing of what it is. */
    isAlive: async (tx: Tx, token: string, now: Date): Promise<boolean> =>
      (await alive(tx, token, now)) !== null,

    /**
     * The document behind the link, as it is now, for the person whose link it is, if they still may.
     * @returns null for a link that is not ours, has run out, or whose person may not read it any more: told apart by nobody
     */
    async fetch(tx: Tx, token: string, now: Date): Promise<Download | null> {
      const link = await alive(tx, token, now)
      const actor = link && (await actorOf(tx, link.personId))
      const kind = link && kinds().find(one => one.kind === link.kind)
      if (!link || !actor || !kind) return null
      const drawn = await kind.draw(tx, link, actor, now)
      if (!drawn) return null
      await store.take(tx, link.id)
      return drawn
    },
  }
}
