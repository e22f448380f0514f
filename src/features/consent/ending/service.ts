import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import { type Ending, emptyDetail, textVersion } from '../model.ts'
import type { ItemConsent } from '../service.ts'
import type { ConsentStore } from '../store.ts'
import { mayGoOn, mayUndo, type Remaining } from './model.ts'

/** What the consent's service lends. */
export interface EndingDeps {
  store: ConsentStore
  ids: Ids
  of(tx: Tx, item: AgendaItem, now: Date): Promise<ItemConsent>
  endEarlier(tx: Tx, item: AgendaItem, now: Date): Promise<void>
  record(tx: Tx, now: Date, actor: Actor, action: string, item: AgendaItem, subjectId: string): Promise<void>
  tell(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void>
}

/** A no, a no later, a smaller yes, and a no that was a mistake (R-CONS-2, 5, 9, 10). */
export function createEndings({ store, ids, of, endEarlier, record, tell }: EndingDeps) {
  return {
    /** The parents said no (R-CONS-9): recorded neutrally, with nothing but the day. An earlier yes ends. */
    async refuse(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
      const { standing, today, basis } = await of(tx, item, now)
      if (standing.state === 'refused') return
      await endEarlier(tx, item, now)
      const draft = await store.draft(tx, item.id, actor.personId)
      if (draft) await store.deleteDraft(tx, draft.id)
      const id = ids.next()
      await store.put(tx, {
        id,
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: 'refused',
        recipients: [],
        detail: { ...emptyDetail, basis },
        textVersion,
        givenOn: today,
        validUntil: today,
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      })
      await record(tx, now, actor, 'consent.refused', item, id)
      await tell(tx, item, actor, now)
    },

    /**
     * Ends a consent at once (R-CONS-5): withdrawn by the parents, or the custody or the home has changed.
     * @returns false when none is given
     */
    async withdraw(tx: Tx, item: AgendaItem, ending: Ending, actor: Actor, now: Date): Promise<boolean> {
      const { consent } = await of(tx, item, now)
      if (consent?.status !== 'given') return false
      await store.put(tx, {
        ...consent,
        status: ending === 'withdrawn' ? 'withdrawn' : 'superseded',
        detail: { ...consent.detail, ended: ending, endedById: actor.personId },
        endedAt: now,
      })
      await record(tx, now, actor, `consent.${ending}`, item, consent.id)
      await tell(tx, item, actor, now)
      return true
    },

    /**
     * The parents take a part of it back (R-CONS-2): a smaller consent supersedes it, for as long as the old one. Where
     * the item is wider than what is left, it is stale at once.
     * @param remaining what `problemsOfNarrowing` has found to be less, and something
     * @returns false when none is given any more
     */
    async narrow(
      tx: Tx,
      item: AgendaItem,
      { recipients, ...less }: Remaining,
      actor: Actor,
      now: Date,
    ): Promise<boolean> {
      const { consent, today } = await of(tx, item, now)
      if (consent?.status !== 'given') return false
      await endEarlier(tx, item, now)
      const id = ids.next()
      await store.put(tx, {
        ...consent,
        id,
        agendaItemId: item.id,
        recipients,
        detail: { ...consent.detail, ...less, narrowedOn: today },
        recordedById: actor.personId,
        recordedAt: now,
      })
      await record(tx, now, actor, 'consent.narrowed', item, id)
      await tell(tx, item, actor, now)
      return true
    },

    /**
     * A no that was recorded by mistake counts no more, and what it ended holds again: for whoever recorded it, on the
     * same day, with a reason (decision 0008).
     * @returns false when it is not theirs, or too late
     */
    async undo(tx: Tx, item: AgendaItem, remark: string, actor: Actor, now: Date): Promise<boolean> {
      const known = await of(tx, item, now)
      const { consent } = known
      if (!consent || !mayUndo(known, actor.personId)) return false
      if (consent.status === 'refused') {
        await store.put(tx, {
          ...consent,
          status: 'undone',
          endedAt: now,
          detail: { ...consent.detail, remark },
        })
        const before = (await of(tx, item, now)).consent
        // What the no ended bears the moment of it; what custody or a move ended is not to come back with it.
        const byTheNo = before?.endedAt?.getTime() === consent.recordedAt.getTime()
        if (before?.status === 'superseded' && before.detail.ended === null && byTheNo)
          await store.put(tx, { ...before, status: 'given', endedAt: null })
      } else {
        const detail = { ...consent.detail, ended: null, endedById: null, remark }
        await store.put(tx, { ...consent, status: 'given', endedAt: null, detail })
      }
      await record(tx, now, actor, 'consent.undone', item, consent.id)
      await tell(tx, item, actor, now)
      return true
    },

    /**
     * The parents were informed and object; the coordinator goes on, on the municipality's basis, with a reason
     * (R-CONS-10). Until then it is a no.
     * @returns false when there is nothing to go on with
     */
    async goOn(tx: Tx, item: AgendaItem, remark: string, actor: Actor, now: Date): Promise<boolean> {
      const { consent, today, basis } = await of(tx, item, now)
      if (!consent || !mayGoOn(consent, basis)) return false
      await endEarlier(tx, item, now)
      const id = ids.next()
      await store.put(tx, {
        ...consent,
        id,
        agendaItemId: item.id,
        status: 'given',
        detail: { ...consent.detail, ended: null, endedById: null, wentOnById: actor.personId, remark },
        givenOn: today,
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      })
      await record(tx, now, actor, 'consent.wentOn', item, id)
      await tell(tx, item, actor, now)
      return true
    },
  }
}
