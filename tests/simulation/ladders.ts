import type { Team } from '../../src/features/teams/model.ts'
import { nthWorked, workedFrom } from '../support/plain-calendar.ts'
import { type Chronicle, count } from './chronicle.ts'
import { at, closed, later, today } from './hours.ts'
import { isOpen, type Span, stoodAt } from './ledger.ts'
import type { Sent, Town } from './town.ts'
import { digestDayEnd, rhythmAt, whenUp } from './turns.ts'
import type { Witness } from './witness.ts'

const minute = 60_000
const never = new Date(8_640_000_000_000_000)

/** The moves with which a ladder begins anew. */
const anew = new Set(['activated', 'decline', 'takeOver', 'reassign', 'reschedule', 'postpone', 'grantDay'])

/** Those after which it is its owner's again, and not the leader's. */
const resets = new Set(['activated', 'takeOver', 'reassign', 'reschedule', 'grantDay'])

interface EventRow {
  at: Date
  what: string
  actorId: string | null
  toPersonId: string | null
  dueDay: string | null
}

/** What can be said of action points when the year is over: that each was nudged, ended or went on, and has its history. */
export async function reckonPoints(
  chronicle: Chronicle,
  witness: Witness,
  town: Town,
  teams: readonly Team[],
): Promise<void> {
  const { rows } = town
  const end = town.now()
  const byPerson = Map.groupBy(chronicle.sent, sent => sent.personId)
  const to = (personId: string, from: Date, until: Date): Sent[] =>
    (byPerson.get(personId) ?? []).filter(sent => from <= sent.at && sent.at < until)
  const isBlocked = (personId: string, from: Date, until: Date) =>
    chronicle.blocks.some(one => one.personId === personId && one.from <= until && from <= one.until)
  const eventsOf = (id: string): EventRow[] =>
    rows
      .all('SELECT * FROM ActionPointEvent WHERE actionPointId = ? ORDER BY at, rowid', id)
      .map(row => ({ ...row, at: new Date(String(row.at)) }) as unknown as EventRow)

  /** Every rung of its ladder, while it stood, is a line of its owner's next digest; at the end it is the leader's (R-ACT-3). */
  function nudged(id: string, spans: readonly Span[]): void {
    const events = eventsOf(id)
    const starts = events.filter(event => anew.has(event.what)).map(event => event.at)
    for (const [index, from] of starts.entries()) {
      const span = stoodAt(spans, from)
      if (!span || !isOpen(span)) continue
      const day = span.dueDay < today(from) ? today(from) : span.dueDay
      const due = workedFrom(day, 1, closed)
      const rung = (days: number): Date => at(nthWorked(due, days, closed), '08:30')
      const until = starts[index + 1] ?? never
      seldom(id, span.ownerId, from, until)
      for (const days of [-3, 0, 3, 6, 9, 12, 15]) onRung(id, spans, from, rung(days), until)
      ended(id, spans, events, from, rung(18), until)
    }
  }

  /** No more lines than rungs, whatever happens in between: nobody is nagged (R-ACT-3). */
  function seldom(id: string, ownerId: string, from: Date, until: Date): void {
    const lines = to(ownerId, from, until).filter(
      ({ kind, buttons }) =>
        kind === 'digest' && buttons.some(one => one.verb === 'action.done' && one.actionPointId === id),
    )
    if (lines.length > 7) witness.complain('too often', `${lines.length} lines about ${id} to ${ownerId}`)
  }

  function onRung(id: string, spans: readonly Span[], from: Date, rung: Date, next: Date): void {
    const span = stoodAt(spans, rung)
    if (rung <= from || rung >= next || !span || !isOpen(span) || span.status === 'declined') return
    const { ownerId } = span
    const until = digestDayEnd(chronicle, ownerId, today(rung))
    const then = stoodAt(spans, until)
    const chose = (chronicle.rhythms.get(ownerId) ?? []).some(one => rung <= one.at && one.at <= until)
    if (chose || until >= next || until > end || !then || !isOpen(then) || then.status === 'declined') return
    if (then.ownerId !== ownerId || isBlocked(ownerId, later(rung, -1), until)) return
    count(chronicle, 'points: nudges that were due')
    if (whenUp(chronicle, rung) > rung) count(chronicle, 'points: nudges after downtime')
    const got = to(ownerId, rung, until).some(
      ({ kind, buttons }) =>
        kind === 'digest' && buttons.some(one => one.actionPointId === id || one.verb === 'tasks.open'),
    )
    if (!got)
      witness.complain('not nudged', `${ownerId} of ${id}, ${rung.toISOString()} to ${until.toISOString()}`)
  }

  /** After the last rung it is with the leader, who hears of it. */
  function ended(
    id: string,
    spans: readonly Span[],
    events: readonly EventRow[],
    from: Date,
    rung: Date,
    next: Date,
  ): void {
    const moment = whenUp(chronicle, rung)
    const span = stoodAt(spans, moment)
    if (moment >= next || moment > end || !span || !isOpen(span)) return
    count(chronicle, 'points: ladders used up')
    // One that was with the leader already, and came back as nobody's, stays with them.
    const since = events.findLast(event => event.at <= from && resets.has(event.what))
    const escalated = events.some(
      event => event.what === 'escalated' && event.at >= (since?.at ?? from) && event.at <= moment,
    )
    if (!escalated) witness.complain('lost', `${id} was never its leader's: ${moment.toISOString()}`)
  }

  /** What somebody did is heard of once by whom it concerns. */
  function told(): void {
    const byPoint = Map.groupBy(chronicle.moves, one => one.pointId)
    for (const [pointId, moves] of byPoint)
      for (const [index, { at: moment, toTell }] of moves.entries()) {
        const until = moves[index + 1]?.at ?? never
        if (!toTell || until.getTime() - moment.getTime() < minute) continue
        const { personId } = toTell
        if (isBlocked(personId, moment, moment)) continue
        count(chronicle, 'news of an action point')
        const news = to(personId, moment, until).filter(
          sent => sent.subjectId === pointId && rows.toldOf(sent.deliveryId) === toTell.told,
        )
        const who = `${personId} that ${pointId} is ${toTell.told} at ${moment.toISOString()}`
        if (news.length === 0) witness.complain('not told', who)
        if (news.length > 1) witness.complain('told twice', who)
      }
  }

  /** The history tells how it came to stand as it does: every change that people saw is in it, and leads to the row. */
  function history(id: string, spans: readonly Span[]): void {
    const events = eventsOf(id)
    const row = rows.point(id)
    const who = `${JSON.stringify(row)}: ${JSON.stringify(events)} against ${JSON.stringify(spans)}`
    let status = ''
    let owner = events[0]?.toPersonId ?? ''
    let asked: string | null = null
    let day = ''
    let own = 0
    for (const { what, toPersonId, dueDay } of events) {
      if (what === 'created' || anew.has(what)) day = dueDay ?? day
      own = what === 'reassign' ? 0 : own + (what === 'postpone' ? 1 : 0)
      // The third time it is the leader's to say (R-ACT-3).
      if (own > 2) witness.complain('history', `its owner moved it ${own} times: ${who}`)
      status = after[what] ?? status
      if (what === 'takeOver') owner = asked ?? ''
      if (what === 'reassign') owner = toPersonId ?? owner
      asked = what === 'handOver' ? toPersonId : status === 'handingOver' ? asked : null
    }
    if (events[0]?.what !== 'created' || status !== row.status || owner !== row.ownerId || day !== row.dueDay)
      witness.complain('history', who)
    for (const span of spans)
      if (!events.some(event => event.at.getTime() === span.at.getTime())) witness.complain('history', who)
    const escalations = events.filter(({ what }) => what === 'escalated')
    if (row.escalatedAt && escalations.at(-1)?.at.getTime() !== row.escalatedAt.getTime())
      witness.complain('history', who)
    for (const event of escalations) {
      count(chronicle, 'points: escalated')
      if (event.actorId !== null) witness.complain('history', who)
    }
  }

  /** Nothing is open when the year is over but what has used up its ladder, and stands on the next agenda. */
  async function endedOrOnAnAgenda(): Promise<void> {
    for (const team of teams) {
      const open = rows.points('teamId', team.id)
      for (const point of open) {
        if (isOpen(point)) {
          count(chronicle, 'points: on an agenda')
          if (!point.escalatedAt) witness.complain('lost', `${JSON.stringify(point)} is with nobody`)
        } else if (point.status === 'draft') draft(point.id, point.meetingId)
        else count(chronicle, 'points: ended')
      }
      const meeting = await nextOf(team)
      onceOpen(team)
      // What comes at its deadline comes now.
      const next = await town.services.meetings.get(town.db.reader, meeting)
      await town.db.write(tx => town.services.agenda.carry(tx, next, end))
      witness.meets(meeting)
    }
  }

  /** Before the next deadline comes too, each stands on an agenda, or waits for one. */
  function onceOpen({ id }: Team): void {
    const carriers = rows.carriers(id, 'carriedActionPointId').filter(({ status }) => status === 'open')
    for (const point of rows.points('teamId', id))
      if (isOpen(point) && !carriers.some(({ carries }) => carries === point.id))
        witness.complain('lost', `${JSON.stringify(point)} is on no agenda`)
  }

  /** Where the team has no date, it gets one now: what waits comes onto it. */
  async function nextOf(team: Team): Promise<string> {
    const planned = rows.meetingsOf(team.id).find(one => one.status === 'planned' && one.startAt > end)
    if (planned) return planned.id
    const startAt = at(workedFrom(today(later(end, 21)), 1, closed), '09:00')
    const endAt = new Date(startAt.getTime() + 90 * minute)
    const by = { team, startAt, endAt, pollId: null, createdById: null }
    return (await town.db.write(tx => town.services.meetings.create(tx, by, end))).id
  }

  /** Not agreed before the minutes are approved: its leader has been reminded of that, until the reminders ended. */
  function draft(id: string, meetingId: string): void {
    count(chronicle, 'points: in minutes never approved')
    if (rows.meeting(meetingId).status === 'held')
      witness.complain('lost', `${id} is a draft of approved minutes`)
    const { teamId, endAt } = rows.meeting(meetingId)
    const leader = rows.members(teamId).find(member => member.coordinator)?.personId ?? ''
    // Whoever wants no digests finds it among their tasks.
    if (rhythmAt(chronicle, leader, later(endAt, 14)).stopped) {
      count(chronicle, 'minutes never approved, of a leader who wants no digests')
      return
    }
    const reminded = to(leader, endAt, end).filter(
      ({ kind, buttons }) =>
        kind === 'digest' &&
        buttons.some(({ verb, ...one }) => one.meetingId === meetingId && verb === 'run.open'),
    )
    if (reminded.length === 0) witness.complain('lost', `nobody heard of the minutes of ${meetingId}`)
  }

  for (const [id, spans] of chronicle.points) {
    nudged(id, spans)
    history(id, spans)
  }
  told()
  await endedOrOnAnAgenda()
}

/** The status that each event leads to; those that are not here leave it. */
const after: Readonly<Record<string, string>> = {
  created: 'draft',
  activated: 'assigned',
  accept: 'accepted',
  decline: 'declined',
  done: 'done',
  drop: 'dropped',
  handOver: 'handingOver',
  takeOver: 'accepted',
  refuse: 'accepted',
  reassign: 'assigned',
  postpone: 'accepted',
  askDay: 'accepted',
}
