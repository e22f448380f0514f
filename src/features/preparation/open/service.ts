import type { Actor } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { saidNo } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { FormStore } from '../store.ts'
import type { HandInStatus } from '../versions/model.ts'

/** A form that somebody is to fill in. */
export interface OpenForm {
  item: AgendaItem
  /** null: its item waits for one. It may be begun, and is neither asked for nor reminded of until there is a date. */
  meeting: Meeting | null
  /** asked: not begun · correcting: handed in, and a correction of it waits to be */
  state: 'asked' | Exclude<HandInStatus, 'submitted'>
}

interface OpenFormDeps {
  store: FormStore
  agenda: AgendaService
  consents: ConsentService
  meetings: MeetingService
}

/** What somebody has to fill in, for the start card and *Mine opgaver*. */
export function createOpenForms({ store, agenda, consents, meetings }: OpenFormDeps) {
  async function openOf(
    tx: Tx,
    items: readonly AgendaItem[],
    meeting: Meeting | null,
    now: Date,
  ): Promise<OpenForm[]> {
    const forms = await store.ofItems(tx, items)
    const known = await consents.lookUp(tx, items, now)
    return items.flatMap((item): OpenForm[] => {
      const state = forms.get(item.id)?.status ?? 'asked'
      return state === 'submitted' || saidNo(known.get(item.id)?.standing) ? [] : [{ item, meeting, state }]
    })
  }

  /**
   * Forms that this person is to fill in and has not handed in, of meetings to come, the most urgent first, and of items
   * that wait, last; without the children whose parents said no (R-CONS-9).
   */
  return async (tx: Tx, actor: Actor, now: Date): Promise<OpenForm[]> => {
    const open: OpenForm[] = []
    for (const meeting of (await meetings.mine(tx, actor, now)).upcoming) {
      const mine = (await agenda.ofMeeting(tx, meeting.id)).filter(
        item => item.status === 'open' && item.formFillerId === actor.personId,
      )
      open.push(...(await openOf(tx, mine, meeting, now)))
    }
    return [...open, ...(await openOf(tx, await agenda.waitingFor(tx, actor.personId), null, now))]
  }
}
