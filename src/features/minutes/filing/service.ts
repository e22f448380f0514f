import type { Actor } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MinutesVersion } from '../model.ts'
import type { PendingMinutes } from '../pending/service.ts'
import type { MinutesStore } from '../store.ts'
import { type FilingState, filingState } from './model.ts'

export interface FilingDeps {
  store: MinutesStore
  pending: PendingMinutes
  audit: AuditTrail
}

export type FilingService = ReturnType<typeof createFilingService>

/** *Journaliseret*: by the coordinator's word, of one version of the minutes (R-MIN-2). */
export function createFilingService({ store, pending, audit }: FilingDeps) {
  const record = (tx: Tx, now: Date, actor: Actor, action: string, { id }: MinutesVersion) =>
    audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: 'minutes',
      subjectId: id,
      reason: 'coordinator',
    })

  return {
    of: async (tx: Tx, version: Pick<MinutesVersion, 'meetingId' | 'version'>): Promise<FilingState> =>
      filingState(version, await store.filings(tx, version.meetingId)),

    /** Ticks the version in force, or corrects its reference: who and when are those of the last time. */
    async file(
      tx: Tx,
      meeting: Meeting,
      version: MinutesVersion,
      reference: string,
      actor: Actor,
      now: Date,
    ): Promise<void> {
      const of = { meetingId: meeting.id, version: version.version }
      await store.putFiling(tx, { ...of, reference, filedById: actor.personId, filedAt: now })
      await record(tx, now, actor, 'minutes.filed', version)
      await pending.plan(tx, meeting, now)
    },

    /** It was ticked by mistake: the coordinator is reminded again. */
    async takeBack(
      tx: Tx,
      meeting: Meeting,
      version: MinutesVersion,
      actor: Actor,
      now: Date,
    ): Promise<void> {
      await store.removeFiling(tx, meeting.id, version.version)
      await record(tx, now, actor, 'minutes.unfiled', version)
      await pending.plan(tx, meeting, now)
    },
  }
}
