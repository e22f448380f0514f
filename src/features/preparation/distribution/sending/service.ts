import type { Planner } from '../../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../../reminders/store.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import type { AgendaItem } from '../../../agenda/model.ts'
import { inForce, leaving, mayRead } from '../../../consent/model.ts'
import type { ItemConsent } from '../../../consent/service.ts'
import type { Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import { isLate } from '../../model.ts'
import type { FormStore, Receipt } from '../../store.ts'
import { samePaper } from '../../versions/model.ts'
import type { Stopped } from '../evidence/model.ts'
import { type Given, isOnItsWay, type Paper, sendingOf } from '../model.ts'

export interface SendingDeps {
  store: FormStore
  meetings: MeetingService
  planner: Planner
  deliveries: DeliveryStore
  /** what is handed in for a meeting, in the agenda's order */
  handedIn(tx: Tx, meeting: Meeting, now: Date): Promise<HandedIn[]>
}

/** A form or a contribution that was handed in, with what decides who may read it. */
export interface HandedIn extends Paper {
  item: AgendaItem
  /** what people read before it */
  number: number
  known: ItemConsent
}

/** Message kinds of the distribution. */
export const distributionKinds = {
  forms: 'distribution',
  corrected: 'distribution.corrected',
  withheld: 'distribution.withheld',
} as const

/** May it leave for this person? A send is a read by its recipient. */
export const maySend = ({ item, content, known }: HandedIn, personId: string): boolean =>
  mayRead({ item, personId, content: leaving(content), ...known }).allowed

/** A receipt with what became of its message. */
interface GivenReceipt extends Given {
  receipt: Receipt
}

/**
 * Sends everybody what is new to them, once for each version (R-FORM-10, R-FORM-11), and keeps on record whom each
 * message brought what.
 */
export function createSending({ store, meetings, planner, deliveries, handedIn }: SendingDeps) {
  /** The messages that brought something, of both kinds, the oldest of each first. */
  async function wavesOf(tx: Tx, meetingId: string) {
    const of = async (kind: string) =>
      (await deliveries.evidence(tx, kind, meetingId)).map(wave => ({ ...wave, kind }))
    return [...(await of(distributionKinds.forms)), ...(await of(distributionKinds.corrected))]
  }

  /** Sends everybody what is new to them; nothing when there is nothing. */
  async function sendNew(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    // What is held is over: who may read it still may, but nothing more is sent of it.
    const all = (await handedIn(tx, meeting, now)).filter(({ item }) => item.status === 'open')
    const itemIds = [...new Set(all.map(({ item }) => item.id))]
    await stopUnsent(tx, meeting, all, now)
    const waves = await wavesOf(tx, meeting.id)
    const status = new Map(waves.map(wave => [wave.id, wave.status]))
    const given = (await store.receipts(tx, itemIds))
      .filter(receipt => receipt.meetingId === meeting.id)
      .map(
        (receipt): GivenReceipt => ({
          receipt,
          version: receipt.formVersion,
          opened: receipt.openedAt !== null,
          status: status.get(receipt.deliveryId) ?? 'obsolete',
        }),
      )
    const people = new Set((await meetings.participants(tx, meeting)).map(one => one.personId))
    for (const personId of people) {
      const theirs = given.filter(({ receipt }) => receipt.personId === personId)
      const fresh: HandedIn[] = []
      const corrected: HandedIn[] = []
      for (const one of all.filter(paper => maySend(paper, personId))) {
        const sending = sendingOf(
          one.version,
          theirs.filter(({ receipt }) => samePaper(receipt, one)),
        )
        const own = one.writerId === personId
        if (sending.as === 'inPlaceOf') await putInPlace(tx, meeting, one, sending.earlier, now)
        // Nobody is told of their own words; a form comes to everybody with the others, once.
        else if (sending.as === 'new' && !(own && one.contributorId !== '')) fresh.push(one)
        else if (sending.as === 'corrected' && !own) corrected.push(one)
      }
      const own = waves.filter(({ recipientId }) => recipientId === personId)
      await send(tx, meeting, personId, { kind: distributionKinds.forms, all: fresh, waves: own }, now)
      await send(
        tx,
        meeting,
        personId,
        { kind: distributionKinds.corrected, all: corrected, waves: own },
        now,
      )
    }
  }

  /** What is withheld now, and has not left, was not received: it is sent when it may be. */
  async function stopUnsent(tx: Tx, meeting: Meeting, all: readonly HandedIn[], now: Date): Promise<void> {
    const held = new Map<string, Stopped>()
    for (const { item, known } of all)
      if (!inForce(known.standing)) held.set(item.id, known.standing.state as Stopped)
    if (held.size > 0) await store.stopUnsent(tx, meeting.id, held, now)
  }

  type Waves = Awaited<ReturnType<typeof wavesOf>>

  /** Queues one message about all of it; a correction comes into one that has not left. */
  async function send(
    tx: Tx,
    meeting: Meeting,
    personId: string,
    { kind, all, waves }: { kind: string; all: readonly HandedIn[]; waves: Waves },
    now: Date,
  ): Promise<void> {
    if (all.length === 0) return
    const earlier = waves.filter(one => one.kind === kind)
    const waiting =
      kind === distributionKinds.corrected ? earlier.find(({ status }) => isOnItsWay(status)) : undefined
    const wave = earlier.length
    const key = `${kind}:${meeting.id}:${personId}:${wave}`
    if (!waiting)
      await planner.deliver(
        tx,
        {
          key,
          kind,
          subjectId: meeting.id,
          recipientId: personId,
          detail: { forms: all.length, wave },
          late: isLate(meeting, now),
        },
        now,
      )
    const deliveryId = waiting?.id ?? (await store.deliveryId(tx, key))
    if (deliveryId !== null)
      await store.putReceipts(
        tx,
        all.map(one => receiptOf(one, personId, meeting, deliveryId, now)),
      )
  }

  const receiptOf = (
    { agendaItemId, contributorId, version, late }: HandedIn,
    personId: string,
    meeting: Meeting,
    deliveryId: string,
    now: Date,
  ): Receipt => ({
    agendaItemId,
    contributorId,
    personId,
    formVersion: version,
    meetingId: meeting.id,
    deliveryId,
    late: isLate(meeting, now) || late,
    openedAt: null,
  })

  /** The earlier version never left: the message that was to bring it brings this one. */
  async function putInPlace(
    tx: Tx,
    meeting: Meeting,
    one: HandedIn,
    earlier: readonly GivenReceipt[],
    now: Date,
  ): Promise<void> {
    for (const { receipt } of earlier) {
      const { personId, deliveryId } = receipt
      await store.dropReceipt(tx, receipt)
      await store.putReceipts(tx, [receiptOf(one, personId, meeting, deliveryId, now)])
    }
  }

  return { wavesOf, sendNew }
}
