import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { circleOfItem, type Invitation, isUpcoming, type Meeting, type Participant } from '../model.ts'
import type { MeetingStore } from '../store.ts'

interface GuestDeps {
  store: MeetingStore
  teams: TeamService
  people: PeopleService
  planner: Planner
  ids: Ids
  participants(tx: Tx, meeting: Meeting): Promise<Participant[]>
  record(tx: Tx, now: Date, actor: Actor | null, action: string, meeting: Meeting): Promise<void>
  /** tells the listeners */
  circleChanged(tx: Tx, meeting: Meeting, now: Date): Promise<void>
  guestLeft(tx: Tx, meeting: Meeting, personId: string, actor: Actor, now: Date): Promise<void>
}

/** Messages whose cards say whether somebody is to come. */
const told = ['meeting.invited', 'meeting.released']

/** Ad-hoc guests of a meeting, or of one item of it (R-TEAM-2, R-AGENDA-5). */
export function createGuests(deps: GuestDeps) {
  const { store, teams, people, planner, ids, participants, record, circleChanged, guestLeft } = deps

  const takesPart = async (tx: Tx, meeting: Meeting, personId: string): Promise<boolean> =>
    (await participants(tx, meeting)).some(one => one.personId === personId)

  /** @param from the meeting that the item was on, for a guest who goes along with it */
  async function invite(
    tx: Tx,
    meeting: Meeting,
    invitation: Invitation,
    actor: Actor | null,
    now: Date,
    from: Meeting | null = null,
  ): Promise<boolean> {
    const { personId, itemId, asFiller } = invitation
    const person = await people.find(tx, personId)
    if (person?.tenantId !== (await teams.get(tx, meeting.teamId)).tenantId) return false
    const there = await participants(tx, meeting)
    if (circleOfItem(there, itemId).includes(personId)) {
      if (asFiller || !(await store.keepGuest(tx, meeting.id, personId, itemId))) return false
      await record(tx, now, actor, 'meeting.invited', meeting)
      return true
    }
    const id = ids.next()
    if (!(await store.insertGuest(tx, { ...invitation, id, meetingId: meeting.id }, now))) return false
    // Another item of the same meeting would be told in the very same words (P6).
    const knows = itemId !== null && !from && there.some(one => one.personId === personId)
    if (!knows) {
      await planner.changed(tx, meeting.id, now, told)
      await planner.deliver(
        tx,
        {
          key: `meeting.invited:${id}`,
          kind: 'meeting.invited',
          subjectId: meeting.id,
          recipientId: personId,
          detail: from ? { from: from.startAt.toISOString() } : {},
        },
        now,
      )
    }
    await record(tx, now, actor, 'meeting.invited', meeting)
    await circleChanged(tx, meeting, now)
    return true
  }

  /** One neutral message to somebody who need not come any more. */
  async function tellReleased(tx: Tx, meeting: Meeting, personId: string, now: Date): Promise<void> {
    if (!isUpcoming(meeting, now) || (await takesPart(tx, meeting, personId))) return
    await planner.changed(tx, meeting.id, now, told)
    await planner.deliver(
      tx,
      {
        key: `meeting.released:${ids.next()}`,
        kind: 'meeting.released',
        subjectId: meeting.id,
        recipientId: personId,
        detail: { startAt: meeting.startAt.toISOString() },
      },
      now,
    )
  }

  return {
    /**
     * Invites somebody to the meeting, or to one item of it (R-TEAM-2). They get one neutral message for the
     * meeting, however many of its items they are invited to, and another only when it says something new: the whole
     * meeting, an item that comes from another date, or that they come back (P6). A wider circle makes consent stale,
     * which the listeners see to.
     * @param invitation `itemId`: an item of this meeting (the caller has checked), or null for the whole meeting
     * @param actor null: the bot, e.g. because the item of a form comes onto the meeting
     * @returns false when they take part in just that already, or are none of the municipality's
     */
    invite: (tx: Tx, meeting: Meeting, invitation: Invitation, actor: Actor | null, now: Date) =>
      invite(tx, meeting, invitation, actor, now),

    /**
     * Takes back all invitations of a guest to this meeting and tells them so; from this moment they see nothing of it,
     * and what waited for them there is nobody's (the listeners see to that).
     * @returns false when they are no guest of it
     */
    async uninvite(tx: Tx, meeting: Meeting, personId: string, actor: Actor, now: Date): Promise<boolean> {
      const all = await participants(tx, meeting)
      if (!all.some(one => one.guest && one.personId === personId)) return false
      await store.deleteGuest(tx, meeting.id, personId)
      await record(tx, now, actor, 'meeting.uninvited', meeting)
      await tellReleased(tx, meeting, personId, now)
      await guestLeft(tx, meeting, personId, actor, now)
      await circleChanged(tx, meeting, now)
      return true
    },

    /**
     * Takes back the invitation that came with an item's form. What they were invited to by hand, or fill in besides,
     * stays (R-AGENDA-5).
     */
    async uninviteFiller(
      tx: Tx,
      meeting: Meeting,
      filler: { personId: string; itemId: string },
      actor: Actor,
      now: Date,
    ): Promise<void> {
      if (!(await store.deleteFiller(tx, meeting.id, filler.personId, filler.itemId))) return
      await record(tx, now, actor, 'meeting.uninvited', meeting)
      await tellReleased(tx, meeting, filler.personId, now)
      await circleChanged(tx, meeting, now)
    },

    /**
     * Guests of an item go where it goes, and each hears of it once. A meeting that runs, is over or off keeps its
     * guests: they sit there, took part, or hear that it is cancelled.
     * @param to null: the item waits for a meeting, or is gone
     */
    async followItem(
      tx: Tx,
      item: { itemId: string; from: Meeting; to: Meeting | null },
      actor: Actor | null,
      now: Date,
    ): Promise<void> {
      const { itemId, from, to } = item
      const guests = await store.guestsOfItem(tx, from.id, itemId)
      if (guests.length === 0) return
      const upcoming = isUpcoming(from, now)
      const leaving = upcoming && from.status !== 'running'
      if (leaving) {
        await store.deleteItemGuests(tx, from.id, itemId)
        await record(tx, now, actor, 'meeting.uninvited', from)
      }
      for (const guest of guests) {
        const along = to !== null && (await invite(tx, to, guest, actor, now, upcoming ? from : null))
        if (leaving && !along) await tellReleased(tx, from, guest.personId, now)
      }
      if (leaving) await circleChanged(tx, from, now)
    },
  }
}
