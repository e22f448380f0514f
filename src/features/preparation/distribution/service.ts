import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import { type AgendaItem, isNamed } from '../../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../../agenda/service.ts'
import { inForce, leaving, mayRead } from '../../consent/model.ts'
import type { ConsentListener, ConsentService, ItemConsent, Reach } from '../../consent/service.ts'
import { isAhead, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { isLate, isOut, stateOf } from '../model.ts'
import type { FormStore, Receipt } from '../store.ts'
import { type PaperKey, samePaper } from '../versions/model.ts'
import type { Stopped } from './evidence/model.ts'
import { createEvidence } from './evidence/service.ts'
import {
  fingerprintOf,
  type Given,
  isOnItsWay,
  type Paper,
  sendingOf,
  type WithheldItem,
  withheldDetail,
} from './model.ts'

export interface DistributionDeps {
  store: FormStore
  /** what is handed in of these items, in the order in which it is listed */
  papers(tx: Tx, items: readonly AgendaItem[]): Promise<Paper[]>
  agenda: AgendaService
  meetings: MeetingService
  consents: ConsentService
  teams: TeamService
  planner: Planner
  deliveries: DeliveryStore
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

export type DistributionService = ReturnType<typeof createDistribution>

/** May it leave for this person? A send is a read by its recipient. */
const maySend = ({ item, content, known }: HandedIn, personId: string): boolean =>
  mayRead({ item, personId, content: leaving(content), ...known }).allowed

/** A receipt with what became of its message. */
interface GivenReceipt extends Given {
  receipt: Receipt
}

/**
 * Everybody has every form and contribution they may read at the deadline at the latest (R-FORM-10), and it can be
 * proved. One function sends: to whom something is new, once. It runs at the deadline, and whenever something changes
 * after it: a form is handed in late or corrected, a consent comes, somebody joins.
 */
export function createDistribution(deps: DistributionDeps) {
  const { store, papers, agenda, meetings, consents, teams, planner, deliveries } = deps

  async function handedIn(tx: Tx, meeting: Meeting, now: Date): Promise<HandedIn[]> {
    const items = await agenda.ofMeeting(tx, meeting.id)
    const all = Map.groupBy(await papers(tx, items), paper => paper.agendaItemId)
    const found = await consents.lookUp(tx, items, now)
    return items.flatMap((item, index) => {
      const known = found.get(item.id)
      return known
        ? (all.get(item.id) ?? []).map(paper => ({ ...paper, item, number: index + 1, known }))
        : []
    })
  }

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
    for (const { item, known } of all) {
      const { state } = known.standing
      if (state !== 'valid' && state !== 'notNeeded') held.set(item.id, state)
    }
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

  const receiptsOf = async (tx: Tx, key: PaperKey): Promise<Receipt[]> =>
    (await store.receipts(tx, [key.agendaItemId])).filter(receipt => samePaper(receipt, key))

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

    /** Something was handed in: after the deadline it goes out at once, marked late. */
    async submitted(tx: Tx, item: AgendaItem, now: Date): Promise<void> {
      const meeting = await ofItem(tx, item)
      if (meeting) await catchUp(tx, meeting, now)
    },

    /** Is it out, with its meeting, or received by this person with an earlier one? */
    async isOutFor(tx: Tx, item: AgendaItem, key: PaperKey, personId: string): Promise<boolean> {
      return (
        isOut(await ofItem(tx, item)) ||
        (await receiptsOf(tx, key)).some(receipt => receipt.personId === personId)
      )
    },

    /** To whom the item's form has left, and who has opened it (R-CONS-5). */
    async reach(tx: Tx, item: AgendaItem): Promise<Reach> {
      const receipts = await store.receipts(tx, [item.id])
      const sent: Receipt[] = []
      for (const receipt of receipts)
        if ((await deliveries.find(tx, receipt.deliveryId))?.sentAt) sent.push(receipt)
      const people = (some: readonly Receipt[]) => [...new Set(some.map(({ personId }) => personId))]
      return { sent: people(sent), opened: people(sent.filter(({ openedAt }) => openedAt !== null)) }
    },

    /** Does anybody have it, or is it on its way to them: then they keep it while it is corrected (R-FORM-11). */
    async hasReached(tx: Tx, item: AgendaItem, key: PaperKey, now: Date): Promise<boolean> {
      const meeting = await ofItem(tx, item)
      if (meeting && (isOut(meeting) || now >= meeting.dueAt)) return true
      return (await receiptsOf(tx, key)).length > 0
    },

    /** The versions of it that reached this person, or that they have opened. */
    async versionsOf(tx: Tx, key: PaperKey, personId: string): Promise<ReadonlySet<number>> {
      const had = new Set<number>()
      for (const receipt of await receiptsOf(tx, key)) {
        if (receipt.personId !== personId) continue
        const sent = (await deliveries.find(tx, receipt.deliveryId))?.sentAt
        if (receipt.openedAt || sent) had.add(receipt.formVersion)
      }
      return had
    },

    /** What was handed in for a meeting that this person may read now, in the agenda's order. */
    async papersFor(tx: Tx, meeting: Meeting, personId: string, now: Date): Promise<HandedIn[]> {
      const all = await handedIn(tx, meeting, now)
      const items = [...new Set(all.map(({ item }) => item.id))]
      const receipts = isOut(meeting) ? [] : await store.receipts(tx, items)
      const received = receipts.filter(receipt => receipt.personId === personId)
      return all.filter(one => {
        const out = isOut(meeting) || received.some(receipt => samePaper(receipt, one))
        const content = { ...one.content, out }
        return mayRead({ item: one.item, personId, content, ...one.known }).allowed
      })
    },

    /** What a message brings that its reader may still have. */
    async broughtBy(
      tx: Tx,
      meeting: Meeting,
      deliveryId: string,
      personId: string,
      now: Date,
    ): Promise<HandedIn[]> {
      const receipts = await store.receiptsOfDelivery(tx, deliveryId)
      return (await handedIn(tx, meeting, now)).filter(
        one => receipts.some(receipt => samePaper(receipt, one)) && maySend(one, personId),
      )
    },

    /** The proof of it (R-FORM-10). */
    evidence: createEvidence({ ...deps, sends: wavesOf, withheld }),
  }
}
