import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import { type AgendaItem, isNamed } from '../../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../../agenda/service.ts'
import { inForce, leaving, mayRead } from '../../consent/model.ts'
import type { ConsentListener, ConsentService, ItemConsent } from '../../consent/service.ts'
import { isAhead, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { contentOf, type Form, isLate, isOut, stateOf } from '../model.ts'
import type { FormStore, Receipt } from '../store.ts'
import { fingerprintOf, type WithheldItem, withheldDetail } from './model.ts'

export interface DistributionDeps {
  store: FormStore
  agenda: AgendaService
  meetings: MeetingService
  consents: ConsentService
  teams: TeamService
  planner: Planner
  deliveries: DeliveryStore
}

/** An item of a meeting whose form was handed in, with what decides who may read it. */
export interface HandedIn {
  item: AgendaItem
  /** what people read before it */
  number: number
  form: Form
  known: ItemConsent
}

/** Message kinds of the distribution. */
export const distributionKinds = { forms: 'distribution', withheld: 'distribution.withheld' } as const

export type DistributionService = ReturnType<typeof createDistribution>

/** May the form leave for this person? A send is a read by its recipient. */
const maySend = ({ item, form, known }: HandedIn, personId: string): boolean =>
  mayRead({ item, personId, content: leaving(contentOf(form, item, true)), ...known }).allowed

/**
 * Everybody has every form they may read at the deadline at the latest (R-FORM-10), and it can be proved.
 * One function sends: to whom a form is new, once. It runs at the deadline, and whenever something changes after it:
 * a form is handed in late, a consent comes, somebody joins.
 */
export function createDistribution(deps: DistributionDeps) {
  const { store, agenda, meetings, consents, teams, planner, deliveries } = deps

  async function handedIn(tx: Tx, meeting: Meeting, now: Date): Promise<HandedIn[]> {
    const items = await agenda.ofMeeting(tx, meeting.id)
    const forms = await store.ofItems(tx, items)
    const found = await consents.lookUp(tx, items, now)
    return items.flatMap((item, index) => {
      const form = forms.get(item.id)
      const known = found.get(item.id)
      return form?.status === 'submitted' && known ? [{ item, number: index + 1, form, known }] : []
    })
  }

  /** Sends everybody what is new to them; nothing when there is nothing. */
  async function sendNew(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    // What is held is over: who may read it still may, but nothing more is sent of it.
    const all = (await handedIn(tx, meeting, now)).filter(({ item }) => item.status === 'open')
    const itemIds = all.map(({ item }) => item.id)
    const held = all.filter(one => !inForce(one.known.standing)).map(({ item }) => item.id)
    if (held.length > 0) await store.dropUnsentReceipts(tx, held)
    const receipts = await store.receipts(tx, itemIds)
    const waves = await deliveries.evidence(tx, distributionKinds.forms, meeting.id)
    const given = new Set(
      waves.filter(({ status }) => status !== 'obsolete' && status !== 'failed').map(({ id }) => id),
    )
    const has = (personId: string, { item, form }: HandedIn) =>
      receipts.some(
        one =>
          one.personId === personId &&
          one.agendaItemId === item.id &&
          one.formVersion === form.version &&
          one.meetingId === meeting.id &&
          given.has(one.deliveryId),
      )
    const people = new Set((await meetings.participants(tx, meeting)).map(one => one.personId))
    for (const personId of people) {
      const fresh = all.filter(one => maySend(one, personId) && !has(personId, one))
      if (fresh.length === 0) continue
      const late = isLate(meeting, now)
      const wave = waves.filter(({ recipientId }) => recipientId === personId).length
      const key = `distribution:${meeting.id}:${personId}:${wave}`
      await planner.deliver(
        tx,
        {
          key,
          kind: distributionKinds.forms,
          subjectId: meeting.id,
          recipientId: personId,
          detail: { forms: fresh.length, wave },
          late,
        },
        now,
      )
      const deliveryId = await store.deliveryId(tx, key)
      if (deliveryId === null) continue
      await store.putReceipts(
        tx,
        fresh.map(({ item, form }) => ({
          agendaItemId: item.id,
          personId,
          formVersion: form.version,
          meetingId: meeting.id,
          deliveryId,
          late: late || form.late,
          openedAt: null,
        })),
      )
    }
  }

  /** After the deadline only: before it, everything waits for it. */
  async function catchUp(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    if (isAhead(meeting, now) && meeting.distributedAt !== null && now >= meeting.dueAt)
      await sendNew(tx, meeting, now)
  }

  /** Items that do not go out with the rest. A named child without consent is among them, form or not. */
  async function withheld(tx: Tx, meeting: Meeting, now: Date): Promise<WithheldItem[]> {
    const items = await agenda.ofMeeting(tx, meeting.id)
    const forms = await store.ofItems(tx, items)
    const found = await consents.lookUp(tx, items, now)
    return items.flatMap((item, index): WithheldItem[] => {
      const known = found.get(item.id)
      const about = { itemId: item.id, number: index + 1 }
      const unconsented = isNamed(item) && known !== undefined && !inForce(known.standing)
      const state = stateOf(item, forms.get(item.id) ?? null)
      const missing = state === 'asked' || state === 'draft'
      return [
        ...(state === 'notChosen' ? [{ ...about, why: 'notChosen' as const }] : []),
        ...(missing ? [{ ...about, why: 'notSubmitted' as const }] : []),
        ...(unconsented ? [{ ...about, why: 'consent' as const }] : []),
      ]
    })
  }

  /** The appointment at the deadline (R-FORM-10): what is in order goes out, the coordinator hears of the rest. */
  async function distribute(tx: Tx, meetingId: string, now: Date): Promise<void> {
    const meeting = await meetings.find(tx, meetingId)
    // Moved in between: its own appointment comes.
    if (!meeting || !isAhead(meeting, now) || now < meeting.dueAt) return
    await sendNew(tx, meeting, now)
    await meetings.markDistributed(tx, meeting.id, now)
    const items = await withheld(tx, meeting, now)
    if (items.length > 0) await tellWithheld(tx, meeting, items, meeting.dueAt, now)
  }

  /**
   * What the coordinator has heard last is not said again: the meeting may have been moved in between.
   * @param since once for the deadline, and once for each day on which something that came later is withheld
   */
  async function tellWithheld(
    tx: Tx,
    meeting: Meeting,
    items: readonly WithheldItem[],
    since: Date,
    now: Date,
  ): Promise<void> {
    const kind = distributionKinds.withheld
    const fillers = new Map((await agenda.ofMeeting(tx, meeting.id)).map(one => [one.id, one.formFillerId]))
    const said = fingerprintOf(meeting, items, fillers)
    const recipientId = await teams.coordinatorOf(tx, meeting.teamId)
    const last = (await deliveries.evidence(tx, kind, meeting.id))
      .filter(one => one.recipientId === recipientId && one.status !== 'failed' && one.status !== 'obsolete')
      .at(-1)
    if (last && withheldDetail.parse(last.detail).said === said) return
    const key = `${kind}:${meeting.id}:${since.getTime()}`
    await planner.deliver(tx, { key, kind, subjectId: meeting.id, recipientId, detail: { said } }, now)
  }

  /** Those whose form was sent to this person, with whatever meeting. */
  async function receivedBy(tx: Tx, items: readonly AgendaItem[], personId: string): Promise<Set<string>> {
    const receipts = await store.receipts(
      tx,
      items.map(({ id }) => id),
    )
    return new Set(
      receipts.filter(receipt => receipt.personId === personId).map(({ agendaItemId }) => agendaItemId),
    )
  }

  const ofItem = async (tx: Tx, item: AgendaItem): Promise<Meeting | null> =>
    item.meetingId === null ? null : meetings.find(tx, item.meetingId)

  const meetingListener: MeetingListener = {
    circleChanged: catchUp,
    // Moved back to a deadline that has been carried out, which no appointment comes for again.
    moved: (tx, meeting, _before, now) => catchUp(tx, meeting, now),
  }
  /** Moved onto a meeting whose forms are out already, or a question less, so that the consent covers it again. */
  const itemChanged = async (tx: Tx, item: AgendaItem, now: Date): Promise<void> => {
    const meeting = item.status === 'open' ? await ofItem(tx, item) : null
    if (meeting) await catchUp(tx, meeting, now)
  }
  const agendaListener: AgendaListener = { added: itemChanged, changed: itemChanged }
  const consentListener: ConsentListener = {
    async changed(tx, item, _known, _actor, now) {
      const meeting = await ofItem(tx, item)
      if (meeting) await catchUp(tx, meeting, now)
    },
  }

  return {
    meetingListener,
    agendaListener,
    consentListener,
    distribute,
    withheld,
    handedIn,

    /** An item that came after the deadline is withheld a working day later, too: the coordinator hears of it. */
    async stillWithheld(tx: Tx, item: AgendaItem, now: Date): Promise<void> {
      const meeting = await ofItem(tx, item)
      if (!meeting || !isAhead(meeting, now) || now < meeting.dueAt) return
      const items = await withheld(tx, meeting, now)
      if (items.some(({ itemId }) => itemId === item.id))
        await tellWithheld(
          tx,
          meeting,
          items,
          instantOf(dayOf(now, meeting.zone), '00:00', meeting.zone),
          now,
        )
    },

    /** A form was handed in: after the deadline it goes out at once, marked late. */
    async formSubmitted(tx: Tx, item: AgendaItem, now: Date): Promise<void> {
      const meeting = await ofItem(tx, item)
      if (meeting) await catchUp(tx, meeting, now)
    },

    /** Is the item's form out, with its meeting, or received by this person with an earlier one? */
    async isOutFor(tx: Tx, item: AgendaItem, personId: string): Promise<boolean> {
      return isOut(await ofItem(tx, item)) || (await receivedBy(tx, [item], personId)).has(item.id)
    },

    /** The forms of a meeting that this person may read now, in the agenda's order. */
    async formsFor(tx: Tx, meeting: Meeting, personId: string, now: Date): Promise<HandedIn[]> {
      const all = await handedIn(tx, meeting, now)
      const items = all.map(({ item }) => item)
      const received = isOut(meeting) ? null : await receivedBy(tx, items, personId)
      return all.filter(({ item, form, known }) => {
        const content = contentOf(form, item, received?.has(item.id) ?? true)
        return mayRead({ item, personId, content, ...known }).allowed
      })
    },

    /** How many of a message's forms its reader may still have. */
    async countOf(
      tx: Tx,
      meeting: Meeting,
      deliveryId: string,
      personId: string,
      now: Date,
    ): Promise<number> {
      const ids = new Set((await store.receiptsOfDelivery(tx, deliveryId)).map(one => one.agendaItemId))
      return (await handedIn(tx, meeting, now)).filter(one => ids.has(one.item.id) && maySend(one, personId))
        .length
    },

    /** Who got what, when, and opened it when: every form of the meeting for every one of its circle. */
    async evidence(tx: Tx, meeting: Meeting, now: Date) {
      const items = await agenda.ofMeeting(tx, meeting.id)
      const itemIds = items.map(({ id }) => id)
      const receipts = (await store.receipts(tx, itemIds)).filter(one => one.meetingId === meeting.id)
      const sends = new Map(
        (await deliveries.evidence(tx, distributionKinds.forms, meeting.id)).map(one => [one.id, one]),
      )
      return {
        rows: receipts.map((receipt: Receipt) => ({
          receipt,
          number: itemIds.indexOf(receipt.agendaItemId) + 1,
          delivery: sends.get(receipt.deliveryId) ?? null,
        })),
        withheld: await withheld(tx, meeting, now),
        /** who fills in each item's form */
        fillers: new Map(items.map(item => [item.id, item.formFillerId ?? ''])),
      }
    },
  }
}
