import type { Actor } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { isUpcoming } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamListener } from '../../teams/service.ts'
import type { AgendaItem } from '../model.ts'
import type { AgendaStore } from '../store.ts'

interface FillerDeps {
  store: AgendaStore
  meetings: MeetingService
  /** Writes that nobody fills in the form any more, and tells the listeners of the change. */
  release(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<AgendaItem>
  /** Tells the listeners that nobody fills in the forms of these items any more. */
  lost(tx: Tx, items: readonly AgendaItem[], personId: string, now: Date): Promise<void>
}

/**
 * Whoever fills in an item's form takes part in that item (R-AGENDA-5), and only for as long as they fill it in. They and
 * its other guests go where it goes.
 */
export function createFillers(deps: FillerDeps) {
  const { store, meetings, release, lost } = deps

  async function invite(tx: Tx, item: AgendaItem, actor: Actor | null, now: Date): Promise<void> {
    if (!item.meetingId || !item.formFillerId) return
    const meeting = await meetings.get(tx, item.meetingId)
    // The bot moves items by itself; an invitation that follows from it is the author's.
    const invitedById = actor?.personId ?? item.createdById
    const invitation = { personId: item.formFillerId, itemId: item.id, asFiller: true, invitedById }
    await meetings.invite(tx, meeting, invitation, actor, now)
  }

  async function uninvite(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
    if (!item.meetingId || !item.formFillerId) return
    const meeting = await meetings.find(tx, item.meetingId)
    if (!meeting || !isUpcoming(meeting, now)) return
    const filler = { personId: item.formFillerId, itemId: item.id }
    await meetings.uninviteFiller(tx, meeting, filler, actor, now)
  }

  /**
   * The item has left the place where it was: its guests go along. Whoever fills in the form is invited also when it
   * has waited, where nobody can be its guest.
   * @param item as it was; @param meetingId where it is now, null: nowhere yet, or no more
   */
  async function follow(
    tx: Tx,
    item: AgendaItem,
    meetingId: string | null,
    actor: Actor | null,
    now: Date,
  ): Promise<void> {
    const from = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
    const to = meetingId === null ? null : await meetings.get(tx, meetingId)
    if (from) await meetings.followItem(tx, { itemId: item.id, from, to }, actor, now)
    await invite(tx, { ...item, meetingId }, actor, now)
  }

  /** Nobody fills in these any more: said once for all of them. */
  async function leave(
    tx: Tx,
    items: readonly AgendaItem[],
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const released: AgendaItem[] = []
    for (const item of items) {
      await uninvite(tx, item, actor, now)
      released.push(await release(tx, item, actor, now))
    }
    if (released.length > 0) await lost(tx, released, personId, now)
  }

  /** Whoever was taken out of the team fills in no form of it, so that no item brings them back as its guest. */
  const teamListener: TeamListener = {
    memberLeft: async (tx, teamId, personId, actor, now) =>
      leave(tx, await store.filledBy(tx, teamId, personId), personId, actor, now),
  }

  const meetingListener: MeetingListener = {
    /**
     * A start that was taken back: while the meeting ran it kept the guests of what was put off from it. Whose item has
     * not come back need not come.
     */
    async planned(tx, meeting, now) {
      const guests = (await meetings.participants(tx, meeting)).filter(one => one.guest)
      const itemIds = new Set(guests.flatMap(({ itemId }) => (itemId === null ? [] : [itemId])))
      for (const itemId of itemIds) {
        const item = await store.find(tx, itemId)
        if (item?.meetingId === meeting.id && item.status === 'open') continue
        await meetings.followItem(tx, { itemId, from: meeting, to: null }, null, now)
      }
    },
    /** Somebody who was taken off one meeting fills in nothing there: the item would bring them back when put off. */
    async guestLeft(tx, meeting, personId, actor, now) {
      // Somebody who has come into the team since goes on.
      const there = (await meetings.participants(tx, meeting)).some(one => one.personId === personId)
      const theirs = there ? [] : await store.filledBy(tx, meeting.teamId, personId)
      const here = theirs.filter(item => item.meetingId === meeting.id)
      await leave(tx, here, personId, actor, now)
    },
  }

  return { invite, uninvite, follow, teamListener, meetingListener }
}
