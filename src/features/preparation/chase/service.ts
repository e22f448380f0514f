import type { Planner } from '../../../reminders/planner.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { type AgendaItem, numberOf } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { saidNo } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import { formKinds } from '../deadlines/model.ts'
import type { PreparationService } from '../service.ts'

/** A form that somebody is to fill in, and has not handed in. */
export interface MissingForm {
  item: AgendaItem
  /** as people read it before the item */
  number: number
  fillerId: string
  begun: boolean
}

/** What the coordinator can do about forms that are missing, before they are late (R-FORM-1). */
export function createChase(deps: {
  agenda: AgendaService
  consents: ConsentService
  preparation: PreparationService
  planner: Planner
}) {
  const { agenda, consents, preparation, planner } = deps
  return {
    /** Forms of a meeting to come that are not handed in. Of a child whose parents said no none is asked for. */
    async missing(tx: Tx, meeting: Meeting, now: Date): Promise<MissingForm[]> {
      // At a meeting that has begun it is too late for a form.
      if (meeting.status !== 'planned' || !isUpcoming(meeting, now)) return []
      const items = await agenda.ofMeeting(tx, meeting.id)
      const known = await consents.lookUp(tx, items, now)
      const states = await preparation.statesOf(tx, items)
      return items.flatMap(item => {
        const state = states.get(item.id)
        const wanted = (state === 'asked' || state === 'draft') && !saidNo(known.get(item.id)?.standing)
        // A form that was begun by somebody who is not to fill it in any more waits for nobody.
        return wanted && item.status === 'open' && item.formFillerId !== null
          ? [
              {
                item,
                number: numberOf(items, item.id),
                fillerId: item.formFillerId,
                begun: state === 'draft',
              },
            ]
          : []
      })
    },

    /** Reminds whoever fills it in, at once. @returns false when that was done today already */
    remind(tx: Tx, { item, fillerId }: MissingForm, { zone }: Meeting, now: Date): Promise<boolean> {
      const key = `${formKinds.reminded}:${item.id}:${fillerId}:${dayOf(now, zone)}`
      const wish = { key, kind: formKinds.reminded, subjectId: item.id, recipientId: fillerId }
      return planner.deliver(tx, wish, now)
    },
  }
}

export type Chase = ReturnType<typeof createChase>
