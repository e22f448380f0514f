import type { Delivery } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import { type AgendaItem, isNamed } from '../../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../../agenda/service.ts'
import { inForce, mayRead, saidNo } from '../../consent/model.ts'
import type { ConsentListener, ConsentService, Reach } from '../../consent/service.ts'
import { isAhead, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { isOut, stateOf } from '../model.ts'
import type { DeadlineStanding, FormStore, Receipt } from '../store.ts'
import { type PaperKey, samePaper } from '../versions/model.ts'
import type { Stopped } from './evidence/model.ts'
import { createEvidence } from './evidence/service.ts'
import { fingerprintOf, type Paper, type WithheldItem, withheldDetail } from './model.ts'
import { createSending, distributionKinds, type HandedIn, maySend } from './sending/service.ts'

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

export type DistributionService = ReturnType<typeof createDistribution>

/**
 * Everybody has every form and contribution they may read at the deadline at the latest (R-FORM-10), and it can be
 * proved. One function sends: to whom something is new, once. It runs at the deadline, and whenever something changes
 * after it: a form is handed in late or corrected, a consent comes, somebody joins.
 */
export function createDistribution(deps: DistributionDeps) {
  const { store, papers, agenda, meetings, consents, teams, planner, deliveries } = deps

  /** @param items numbered in this order */
  async function handedInOf(tx: Tx, items: readonly AgendaItem[], now: Date): Promise<HandedIn[]> {
    const all = Map.groupBy(await papers(tx, items), paper => paper.agendaItemId)
    const found = await consents.lookUp(tx, items, now)
    return items.flatMap((item, index) => {
      const known = found.get(item.id)
      return known
        ? (all.get(item.id) ?? []).map(paper => ({ ...paper, item, number: index + 1, known }))
        : []
    })
  }

  const handedIn = async (tx: Tx, meeting: Meeting, now: Date): Promise<HandedIn[]> =>
    handedInOf(tx, await agenda.ofMeeting(tx, meeting.id), now)

  const { sendNew, wavesOf } = createSending({ store, meetings, planner, deliveries, handedIn })

  /**
   * Of these, what this person may read now: the newest version once it is out, before that the one that they had.
   * @param meeting theirs; null: they wait for one
   */
  async function readable(
    tx: Tx,
    all: readonly HandedIn[],
    meeting: Meeting | null,
    personId: string,
  ): Promise<HandedIn[]> {
    const read: HandedIn[] = []
    for (const one of all) {
      const receipts = isOut(meeting) ? [] : await receiptsOf(tx, one, personId)
      const mayBe = (out: boolean) =>
        mayRead({ item: one.item, personId, content: { ...one.content, out }, ...one.known }).allowed
      if (mayBe(isOut(meeting) || receipts.some(({ formVersion }) => formVersion === one.version)))
        read.push(one)
      else if (mayBe(true)) {
        const had = (await arrived(tx, receipts)).toSorted((a, b) => b.formVersion - a.formVersion)[0]
        if (had) read.push({ ...one, version: had.formVersion, late: had.late })
      }
    }
    return read
  }

  /** What this person was sent of a paper, or is being sent. */
  const receiptsOf = async (tx: Tx, key: PaperKey, personId: string): Promise<Receipt[]> =>
    (await store.receipts(tx, [key.agendaItemId])).filter(
      receipt => receipt.personId === personId && samePaper(receipt, key),
    )

  /** Of these, what has left for its reader, or was opened. */
  async function arrived(tx: Tx, receipts: readonly Receipt[]): Promise<Receipt[]> {
    const had: Receipt[] = []
    for (const receipt of receipts)
      if (receipt.openedAt || (await deliveries.find(tx, receipt.deliveryId))?.sentAt) had.push(receipt)
    return had
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

  /** What the figures will say of the deadline (R-OV-2): how each item stands now, by the gate's own word. */
  async function standings(tx: Tx, meeting: Meeting, now: Date): Promise<DeadlineStanding[]> {
    const items = await agenda.ofMeeting(tx, meeting.id)
    const forms = await store.ofItems(tx, items)
    const found = await consents.lookUp(tx, items, now)
    return items.map((item): DeadlineStanding => {
      const standing = found.get(item.id)?.standing
      const form = forms.get(item.id) ?? null
      const state = stateOf(item, form)
      const inTime = state === 'submitted' && !form?.late
      // Of a child whose parents said no, no form is asked for (decision 0008).
      const asked = state !== 'notNeeded' && !saidNo(standing)
      return {
        agendaItemId: item.id,
        consent: !isNamed(item) || !standing ? null : inForce(standing) ? 'inOrder' : 'missing',
        form: asked ? (inTime ? 'inTime' : 'missing') : null,
      }
    })
  }

  /** The appointment at the deadline (R-FORM-10): what is in order goes out, the coordinator hears of the rest. */
  async function distribute(tx: Tx, meetingId: string, now: Date): Promise<void> {
    const meeting = await meetings.find(tx, meetingId)
    // Moved in between: its own appointment comes.
    if (!meeting || !isAhead(meeting, now) || now < meeting.dueAt) return
    await sendNew(tx, meeting, now)
    await meetings.markDistributed(tx, meeting.id, now)
    await store.keepStandings(tx, meeting.id, await standings(tx, meeting, now))
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

  const ofItem = async (tx: Tx, item: AgendaItem): Promise<Meeting | null> =>
    item.meetingId === null ? null : meetings.find(tx, item.meetingId)

  const meetingListener: MeetingListener = {
    circleChanged: catchUp,
    // Moved back to a deadline that has been carried out, which no appointment comes for again.
    moved: (tx, meeting, _before, now) => catchUp(tx, meeting, now),
  }
  /**
   * Moved onto a meeting whose forms are out already, or a question less, so that the consent covers it again. A message
   * about the meeting that it was on leaves without it.
   */
  const itemChanged = async (tx: Tx, item: AgendaItem, now: Date): Promise<void> => {
    if (item.status === 'open') await store.dropPutOff(tx, item)
    const meeting = item.status === 'open' ? await ofItem(tx, item) : null
    if (meeting) await catchUp(tx, meeting, now)
  }
  const agendaListener: AgendaListener = { added: itemChanged, changed: itemChanged }
  const consentListener: ConsentListener = {
    async changed(tx, item, { standing }, _actor, now) {
      const meeting = await ofItem(tx, item)
      if (!meeting) return
      // Also of a meeting that has been moved: what has not left for it does not leave (R-CONS-5).
      if (!inForce(standing))
        await store.stopUnsent(tx, meeting.id, new Map([[item.id, standing.state as Stopped]]), now)
      await catchUp(tx, meeting, now)
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

    /**
     * Is this version of it out, with its meeting, or received by this person with an earlier one? A correction of what
     * went out with an earlier meeting goes out with the others of its own (R-FORM-10, R-FORM-11).
     */
    async isOutFor(
      tx: Tx,
      item: AgendaItem,
      key: PaperKey,
      version: number,
      personId: string,
    ): Promise<boolean> {
      return (
        isOut(await ofItem(tx, item)) ||
        (await receiptsOf(tx, key, personId)).some(({ formVersion }) => formVersion === version)
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
      return (await store.receipts(tx, [item.id])).some(receipt => samePaper(receipt, key))
    },

    /** The versions of it that reached this person, or that they have opened. */
    async versionsOf(tx: Tx, key: PaperKey, personId: string): Promise<ReadonlySet<number>> {
      const had = await arrived(tx, await receiptsOf(tx, key, personId))
      return new Set(had.map(({ formVersion }) => formVersion))
    },

    /** What was handed in for a meeting that this person may read now, in the agenda's order. */
    papersFor: async (tx: Tx, meeting: Meeting, personId: string, now: Date): Promise<HandedIn[]> =>
      readable(tx, await handedIn(tx, meeting, now), meeting, personId),

    /** Was this person sent something for the meeting that the parents have taken back since (R-CONS-5)? */
    async hasLost(tx: Tx, meeting: Meeting, personId: string, now: Date): Promise<boolean> {
      for (const one of await handedIn(tx, meeting, now))
        if (one.known.standing.state === 'withdrawn') {
          const had = await arrived(tx, await receiptsOf(tx, one, personId))
          if (had.length > 0) return true
        }
      return false
    },

    /** The same of one item, with or without a meeting. */
    papersOf: async (tx: Tx, item: AgendaItem, personId: string, now: Date): Promise<HandedIn[]> =>
      readable(tx, await handedInOf(tx, [item], now), await ofItem(tx, item), personId),

    /** Is anything of it handed in: its form, or a contribution? */
    anyOf: async (tx: Tx, item: AgendaItem): Promise<boolean> => (await papers(tx, [item])).length > 0,

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

    /**
     * A message has left: what it did not bring, because the consent had run out while it waited for its reader, was
     * not received.
     */
    async left(tx: Tx, { id, subjectId }: Pick<Delivery, 'id' | 'subjectId'>, now: Date): Promise<void> {
      const meeting = await meetings.find(tx, subjectId)
      const all = meeting ? await handedIn(tx, meeting, now) : []
      for (const receipt of await store.receiptsOfDelivery(tx, id)) {
        const standing = all.find(one => samePaper(one, receipt))?.known.standing
        if (receipt.openedAt === null && standing && !inForce(standing))
          await store.stop(tx, receipt, standing.state as Stopped, now)
      }
    },

    /** The proof of it (R-FORM-10). */
    evidence: createEvidence({ ...deps, sends: wavesOf, withheld }),
  }
}
