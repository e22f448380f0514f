import type { Evidence as Sent } from '../../../../reminders/store.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import type { AgendaItem } from '../../../agenda/model.ts'
import type { AgendaService } from '../../../agenda/service.ts'
import { inForce } from '../../../consent/model.ts'
import type { ConsentService } from '../../../consent/service.ts'
import type { Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import { stateOf } from '../../model.ts'
import type { FormStore, Receipt } from '../../store.ts'
import { samePaper } from '../../versions/model.ts'
import type { Paper, WithheldItem } from '../model.ts'
import { type DistributionEvidence, type Facts, inTimeOf, lateWhyOf } from './model.ts'

interface EvidenceDeps {
  store: FormStore
  agenda: AgendaService
  consents: ConsentService
  meetings: MeetingService
  papers(tx: Tx, items: readonly AgendaItem[]): Promise<Paper[]>
  /** the messages that brought something of a meeting */
  sends(tx: Tx, meetingId: string): Promise<readonly Sent[]>
  withheld(tx: Tx, meeting: Meeting, now: Date): Promise<WithheldItem[]>
}

/** *Bevis for udsendelse* (R-FORM-10): who got what, when, and opened it when; what was late, withheld or stopped, and why. */
export function createEvidence(deps: EvidenceDeps) {
  const { store, agenda, consents, meetings, papers, sends, withheld } = deps

  /** The earliest way in which each person takes part. */
  async function joinedOf(tx: Tx, meeting: Meeting): Promise<ReadonlyMap<string, Date>> {
    const joined = new Map<string, Date>()
    for (const { personId, joinedAt } of await meetings.participants(tx, meeting)) {
      const before = joined.get(personId)
      if (!before || joinedAt < before) joined.set(personId, joinedAt)
    }
    return joined
  }

  /** What is to be known of receipts beside their messages. */
  async function factsFor(tx: Tx, meeting: Meeting, items: readonly AgendaItem[], now: Date) {
    const joined = await joinedOf(tx, meeting)
    const known = await consents.lookUp(tx, items, now)
    const all = await papers(tx, items)
    const created = new Map(items.map(({ id, createdAt }) => [id, createdAt]))
    const of = (receipt: Receipt): Facts => {
      const paper = all.find(one => samePaper(one, receipt) && one.version === receipt.formVersion)
      return {
        version: receipt.formVersion,
        formLate: paper?.late ?? false,
        joinedAt: joined.get(receipt.personId) ?? null,
        consentAt: known.get(receipt.agendaItemId)?.consent?.recordedAt ?? null,
        itemAt: created.get(receipt.agendaItemId) ?? meeting.dueAt,
      }
    }
    return { of, known }
  }

  /** What was sent for the meeting and stands there no more, because it was put off; what is deleted is gone from here too. */
  async function putOff(tx: Tx, ids: readonly string[], sent: readonly string[]): Promise<AgendaItem[]> {
    const items: AgendaItem[] = []
    for (const id of new Set(sent.filter(one => !ids.includes(one)))) {
      const item = await agenda.reach(tx, id)
      if (item) items.push(item)
    }
    return items
  }

  return async (tx: Tx, meeting: Meeting, now: Date): Promise<DistributionEvidence> => {
    const items = await agenda.ofMeeting(tx, meeting.id)
    const ids = items.map(({ id }) => id)
    const allReceipts = await store.receiptsOfMeeting(tx, meeting.id)
    const allStopped = await store.stopped(tx, meeting.id)
    const away = await putOff(
      tx,
      ids,
      [...allReceipts, ...allStopped].map(one => one.agendaItemId),
    )
    const shown = new Set([...ids, ...away.map(({ id }) => id)])
    const numberOf = (itemId: string) => ids.indexOf(itemId) + 1
    const bySend = new Map((await sends(tx, meeting.id)).map(one => [one.id, one]))
    const facts = await factsFor(tx, meeting, [...items, ...away], now)
    const receipts = allReceipts.filter(one => shown.has(one.agendaItemId))
    const stoppedForms = allStopped.filter(one => shown.has(one.agendaItemId))
    const sentAt = ({ deliveryId }: { deliveryId: string }) => bySend.get(deliveryId)?.sentAt ?? null
    const reached = (itemId: string, personId: string): Date | null =>
      receipts
        .filter(one => one.agendaItemId === itemId && one.contributorId === '' && one.personId === personId)
        .flatMap(one => sentAt(one) ?? [])
        .toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
    const forms = await store.ofItems(tx, items)
    const expected = items.flatMap(item => {
      const known = facts.known.get(item.id)
      const wanted = stateOf(item, forms.get(item.id) ?? null) !== 'notNeeded'
      // Once something of it has left, a consent that ends later makes nobody's proof another.
      const left = receipts.some(one => one.agendaItemId === item.id && sentAt(one) !== null)
      return known && wanted && (left || inForce(known.standing))
        ? [{ itemId: item.id, personIds: known.circle }]
        : []
    })
    const held = new Set(items.filter(({ status }) => status === 'held').map(({ id }) => id))
    return {
      inTime: inTimeOf(meeting, expected, reached),
      rows: receipts.map(receipt => ({
        receipt,
        number: numberOf(receipt.agendaItemId),
        delivery: bySend.get(receipt.deliveryId) ?? null,
        late: lateWhyOf(meeting, facts.of(receipt), sentAt(receipt), receipt.late),
      })),
      stopped: stoppedForms.map(stopped => ({
        stopped,
        number: numberOf(stopped.agendaItemId),
        sentAt: stopped.underWay ? sentAt(stopped) : null,
      })),
      // What was spoken of was sent, or was not: a consent that ends afterwards held nothing back.
      withheld: (await withheld(tx, meeting, now)).filter(
        ({ itemId }) => !held.has(itemId) || !receipts.some(one => one.agendaItemId === itemId),
      ),
      fillers: new Map(items.map(item => [item.id, item.formFillerId ?? ''])),
    }
  }
}
