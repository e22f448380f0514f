import { createHash } from 'node:crypto'
import type { Line } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { Clock } from '../../../shared/clock.ts'
import { faultFields } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'
import type { Transactions, Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import {
  type Appointment,
  type CalendarGateway,
  type CallResult,
  type Entry,
  nextStep,
  type Step,
  stateAfter,
} from '../model.ts'
import { type CalendarService, wantedOf } from '../service.ts'
import type { CalendarStore } from '../store.ts'

export interface UpkeepDeps {
  db: Transactions
  store: CalendarStore
  gateway: CalendarGateway
  calendar: CalendarService
  meetings: Pick<MeetingService, 'get' | 'participants'>
  teams: Pick<TeamService, 'get'>
  people: Pick<PeopleService, 'get'>
  planner: Planner
  /** what stands in the event, in its reader's language */
  words(team: Team, language: 'da' | 'en'): { subject: string; body: string }
  clock: Clock
  log: Log
}

const batch = 100
/** Different people's calendars are reached at the same time, a few of them. */
const abreast = 4
const leaseMs = 120_000

/**
 * What an event is known by to its calendar: another for each meeting, person and generation, and the same for each
 * try. It tells nobody anything of either.
 */
export const eventKey = ({ meetingId, personId, generation }: Entry): string =>
  createHash('sha256').update(`${meetingId}:${personId}:${generation}`).digest('hex').slice(0, 32)

interface Task {
  entry: Entry
  step: Exclude<Step, 'nothing'>
  mailbox: string
  meeting: Meeting
  wanted: Appointment | null
}

/** Lets people's calendars follow their meetings: the third line of the engine, beside sweeping and delivering. */
export function createCalendarUpkeep(deps: UpkeepDeps): Line {
  const { db, store, gateway, calendar, meetings, teams, people, planner, words, clock, log } = deps

  /** Not let in at all, as far as the last call knows: the alarm waits for no second one. */
  let shut = false

  /** What is to be done for one entry; null when there is nothing, or somebody else does it. */
  async function take(tx: Tx, id: string, now: Date): Promise<Task | null> {
    const entry = await store.claim(tx, id, now, new Date(now.getTime() + leaseMs))
    if (!entry) return null
    const meeting = await meetings.get(tx, entry.meetingId)
    const wanted = wantedOf(meeting, await meetings.participants(tx, meeting), entry.personId)
    const step = nextStep(entry, wanted, meeting.endAt <= now)
    const mailbox = (await calendar.mailboxes(tx, [entry.personId])).get(entry.personId)
    if (step === 'nothing' || mailbox === undefined) {
      const { generation, eventId, shown, unsureSince } = entry
      const rest = { generation, eventId, shown, unsureSince, attempts: 0, tryingSince: null, dueAt: now }
      await store.settle(tx, entry, { ...rest, status: 'settled' }, now)
      return null
    }
    if (step === 'create' || step === 'update') await store.unsure(tx, id, step, now)
    return {
      entry: { ...entry, unsureSince: step === 'create' ? now : entry.unsureSince },
      step,
      mailbox,
      meeting,
      wanted,
    }
  }

  async function call({ entry, step, mailbox, meeting, wanted }: Task): Promise<CallResult> {
    const key = eventKey(entry)
    if (step === 'look') return gateway.look(mailbox, key)
    if (step === 'delete') return gateway.remove(mailbox, entry.eventId ?? '')
    if (!wanted) throw new TypeError('an event is made or changed only for what is wanted')
    const [team, person] = await Promise.all([
      teams.get(db.reader, meeting.teamId),
      people.get(db.reader, entry.personId),
    ])
    const event = { ...wanted, zone: meeting.zone, ...words(team, person.language) }
    if (step === 'create') return gateway.create(mailbox, key, event)
    return gateway.update(mailbox, entry.eventId ?? '', event)
  }

  async function record(task: Task, result: CallResult): Promise<void> {
    const { entry, step, meeting, wanted } = task
    const now = clock.now()
    const state = stateAfter(entry, step, result, wanted, now)
    if (!['done', 'found', 'none', 'gone'].includes(result.type)) {
      const { id, attempts } = entry
      const level = state.status === 'failed' || result.type === 'noAccess' ? 'error' : 'warn'
      log[level]('calendar.notDone', { id, step, result: result.type, status: state.status, attempts })
    }
    await db.write(async tx => {
      const left = await store.settle(tx, entry, state, now)
      // Of a calendar that was out of reach before, they have been told so from the beginning.
      const news = left?.status === 'failed' || (left?.status === 'noMailbox' && entry.status !== 'noMailbox')
      if (news) await leaveToThem(tx, entry, meeting, wanted, now)
    })
  }

  /** They were told that it would be there by itself: once for each change they hear that it is not, and what to do. */
  async function leaveToThem(
    tx: Tx,
    { personId }: Entry,
    meeting: Meeting,
    wanted: Appointment | null,
    now: Date,
  ): Promise<void> {
    if (!wanted || meeting.endAt <= now) return
    const key = `calendar.link:${meeting.id}:${meeting.sequence}:${personId}`
    await planner.deliver(
      tx,
      { key, kind: 'calendar.link', subjectId: meeting.id, recipientId: personId },
      now,
    )
  }

  /** One that cannot be taken up must not keep the others waiting: it comes again, with the alarm when it does so often. */
  async function putOff(id: string, now: Date): Promise<void> {
    await db.write(async tx => {
      const entry = await store.claim(tx, id, now, new Date(now.getTime() + leaseMs))
      const later = { type: 'later', seconds: null, perhapsDone: false } as const
      if (entry) await store.settle(tx, entry, stateAfter(entry, 'look', later, null, now), now)
    })
  }

  /** @returns false when we are not let in at all: the rest would fare no better */
  async function one(id: string): Promise<boolean> {
    const now = clock.now()
    let task: Task | null
    try {
      task = await db.write(tx => take(tx, id, now))
    } catch (error) {
      log.error('calendar.fault', { id, ...faultFields(error) })
      await putOff(id, now)
      return true
    }
    if (!task) return true
    let result: CallResult
    try {
      result = await call(task)
    } catch (error) {
      log.error('calendar.fault', { id, ...faultFields(error) })
      result = { type: 'later', seconds: null, perhapsDone: true }
    }
    await record(task, result)
    shut = result.type === 'noAccess'
    return !shut
  }

  return {
    async run(ending) {
      for (;;) {
        const due = await store.due(db.reader, clock.now(), batch)
        if (due.length === 0) return
        for (let from = 0; from < due.length; from += abreast) {
          if (ending()) return
          const admitted = await Promise.all(due.slice(from, from + abreast).map(one))
          if (admitted.includes(false)) return
        }
      }
    },
    async backlog(now) {
      const backlog = await store.backlog(db.reader, now)
      return { ...backlog, retrying: Math.max(backlog.retrying, shut ? 1 : 0) }
    },
  }
}
