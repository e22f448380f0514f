import { createAgendaWitness } from './agendas.ts'
import { type Chronicle, count, isAway } from './chronicle.ts'
import { clockAt, isWorkday, today } from './hours.ts'
import { createNudgeWitness } from './nudges.ts'
import { datesRead, readsAs } from './reading.ts'
import type { MeetingRow } from './rows.ts'
import type { Sent, Town } from './town.ts'

/** What must never happen in the year. */
export const wrongs = [
  /** a date was fixed though nobody can fill a required role: they are in another meeting, or on the way */
  'double booking',
  /** a message names a date that its meeting or poll does not have, or speaks of a meeting that is off */
  'old date',
  /** reminded of a poll that is closed, or that the person has answered, or of a form that is handed in */
  'reminded in vain',
  /** a digest at night, on a day off, or while its reader is away */
  'outside hours',
  'two digests in a day',
  'told twice',
  'not told',
  /** the distribution of a meeting that was held ran after its deadline, or missed somebody */
  'form late',
  /** somebody had said nothing when a reminder was due, and got none */
  'not reminded',
  /** longer without a meeting than the cadence and four weeks, for no reason that is known */
  'team without a date',
  /** a wall time became another one on its way into the database */
  'zone',
  /** asked to do something about an action point that is over, or that is not theirs */
  'nudged in vain',
  /** a rung of the ladder came into no digest */
  'not nudged',
  /** more lines about an action point than its ladder has rungs */
  'too often',
  /** a digest before the hour that its reader chose, or on another day than their own of the week */
  'not their turn',
  /** an agenda carries the same thing on twice */
  'carried twice',
  /** unfinished, and on no agenda of the next meeting, nor anywhere else where somebody sees to it */
  'lost',
  /** what is kept of how an action point came to stand as it does is not what people did */
  'history',
  /** something due waits still, or was given up */
  'stuck',
] as const
export type Wrong = (typeof wrongs)[number]

/** Looks on from beside, and keeps what is wrong. */
export interface Witness {
  complain(wrong: Wrong, what: string): void
  /** at the moment at which a date is fixed @param pollId null: it was moved */
  fixed(meetingId: string, pollId: string | null): void
  /** at the moment at which a message reaches somebody */
  reached(sent: Sent): void
  /** at the moment at which a meeting begins, or is the next one when the year is over */
  meets(meetingId: string): void
  readonly complaints: ReadonlyMap<Wrong, string[]>
}

/** From one place to another (policy). */
const travelMs = 30 * 60_000

/** What leaves for a reason of its own, and is not about a date. */
const aboutNoDate = new Set([
  'team.joined',
  'action.told',
  'minutes.approved',
  'minutes.ready',
  'form.unfilled',
])
/** These offer times that are nobody's yet. */
const offersTimes = new Set(['next.proposal', 'poll.result'])

export function createWitness(chronicle: Chronicle, town: () => Town): Witness {
  const complaints = new Map<Wrong, string[]>()
  const seen = new Set<string>()
  const digests = new Set<string>()
  const rows = () => town().rows

  function complain(wrong: Wrong, what: string): void {
    complaints.set(wrong, [...(complaints.get(wrong) ?? []), what])
  }

  /** Planned meetings in which the person sits at that time, or between which and it they cannot get there. */
  function clashes(personId: string, meeting: MeetingRow): MeetingRow[] {
    return rows()
      .engagements(personId)
      .filter(other => {
        if (other.id === meeting.id) return false
        const way = other.place === meeting.place ? 0 : travelMs
        return (
          other.startAt.getTime() - way < meeting.endAt.getTime() &&
          meeting.startAt.getTime() < other.endAt.getTime() + way
        )
      })
  }

  const nudges = createNudgeWitness(chronicle, rows, complain)
  const agendas = createAgendaWitness(chronicle, rows, complain)

  function roleIn(teamId: string, profession: string): string {
    const [team] = rows().all('SELECT kind FROM Team WHERE id = ?', teamId)
    const ppr = ['psychologist', 'specialEducator', 'speechTherapist'].includes(profession)
    return team?.kind === 'resourceTeam' && ppr ? 'ppr' : profession
  }

  function fixed(meetingId: string, pollId: string | null): void {
    const meeting = rows().meeting(meetingId)
    const slot =
      pollId &&
      rows()
        .slots(pollId)
        .find(one => one.startAt.getTime() === meeting.startAt.getTime())
    const covered = new Map<string, boolean>()
    const taken: string[] = []
    for (const { personId, required, profession } of rows().members(meeting.teamId)) {
      const said = slot ? rows().answers(pollId, personId).get(slot.id) : 'yes'
      const clash = clashes(personId, meeting)
      const comes = clash.length === 0 && (said === 'yes' || said === 'ifNeeded')
      if (clash.length > 0 && said !== 'no') {
        count(chronicle, 'people let go because they sit elsewhere')
        taken.push(`${personId} in ${clash.map(one => one.id).join(', ')}`)
      }
      const role = roleIn(meeting.teamId, profession)
      if (required) covered.set(role, comes || (covered.get(role) ?? false))
    }
    for (const [role, comes] of covered)
      if (!comes)
        complain('double booking', `meeting ${meetingId} has no ${role}; taken: ${taken.join('; ')}`)
  }

  /** The rows that a message speaks of: meetings and polls, whichever way its subject or its buttons lead there. */
  function subjectsOf(sent: Sent): { meetings: MeetingRow[]; polls: string[] } {
    const ids = new Set([sent.subjectId])
    for (const button of sent.buttons)
      for (const key of ['meetingId', 'pollId', 'itemId'])
        if (typeof button[key] === 'string') ids.add(button[key])
    const { deliveries, meetingIds } = rows().delivered(sent.deliveryId)
    for (const id of meetingIds) ids.add(id)
    for (const id of deliveries) {
      const stoodFor = rows().delivered(id)
      for (const about of [stoodFor.subjectId, ...stoodFor.meetingIds]) ids.add(about)
    }
    const meetings: MeetingRow[] = []
    const polls: string[] = []
    for (const id of ids) {
      const item = rows().item(id)
      const meetingId = item ? item.meetingId : id
      if (rows().all('SELECT 1 FROM Poll WHERE id = ?', id).length > 0) polls.push(id)
      else if (meetingId !== null && rows().all('SELECT 1 FROM Meeting WHERE id = ?', meetingId).length > 0)
        meetings.push(rows().meeting(meetingId))
    }
    return { meetings, polls }
  }

  /** The meetings at which action points were agreed that its buttons lead to: a digest says where each comes from. */
  const originsOf = ({ buttons }: Sent): MeetingRow[] =>
    buttons.flatMap(({ actionPointId }) =>
      typeof actionPointId === 'string' ? rows().meeting(rows().point(actionPointId).meetingId) : [],
    )

  /** Every date in the words is one that its meeting or poll has now; only news of a move names the old one. */
  function checkDates(sent: Sent): void {
    const { meetings, polls } = subjectsOf(sent)
    const allowed: Date[] = [...meetings, ...originsOf(sent)].flatMap(one => [
      one.startAt,
      one.endAt,
      one.dueAt,
    ])
    for (const id of polls)
      allowed.push(
        rows().poll(id).deadlineAt,
        ...rows()
          .slots(id)
          .map(slot => slot.startAt),
      )
    if (sent.kind === 'meeting.changed' || sent.kind === 'backlog')
      allowed.push(
        ...chronicle.changes
          .filter(one => meetings.some(({ id }) => id === one.meetingId))
          .map(one => one.startAt),
      )
    for (const date of datesRead(`${sent.summary}\n${sent.words}`))
      if (!allowed.some(one => readsAs(one, date)))
        complain(
          'old date',
          `${sent.kind} to ${sent.personId} at ${sent.at.toISOString()} names ${JSON.stringify(date)}: ${sent.words}`,
        )
    const news = sent.kind === 'meeting.changed' || sent.kind === 'backlog' || sent.kind.startsWith('minutes')
    if (!news && meetings.some(one => one.status === 'cancelled'))
      complain('old date', `${sent.kind} to ${sent.personId} speaks of a meeting that is off: ${sent.words}`)
    if (sent.kind.startsWith('form.') || sent.kind === 'distribution')
      // What comes too late, after the bot was down, is sent at once, while there is a meeting to use it in (R-FORM-10).
      for (const one of meetings)
        if (one.status === 'running' ? today(one.endAt) !== today(sent.at) : one.endAt <= sent.at)
          complain('old date', `${sent.kind} about a meeting that is over: ${sent.words}`)
  }

  function checkDigest(sent: Sent): void {
    const { at, personId } = sent
    const day = today(at)
    const who = `${personId} at ${at.toISOString()}`
    if (digests.has(`${personId} ${day}`)) complain('two digests in a day', who)
    digests.add(`${personId} ${day}`)
    if (!isWorkday(day) || clockAt(at) < '08:30' || clockAt(at) >= '16:00') complain('outside hours', who)
    if (isAway(chronicle, personId, day)) complain('outside hours', `${who} is away`)
    for (const { verb, pollId, itemId } of sent.buttons) {
      if (verb === 'poll.open') {
        const open = rows().poll(String(pollId)).status === 'open'
        const answered = rows().answers(String(pollId), personId).size === rows().slots(String(pollId)).length
        if (!open || answered) complain('reminded in vain', `${who} of poll ${pollId}`)
        count(chronicle, 'reminders of a poll')
      }
      if (verb === 'form.open') {
        count(chronicle, 'reminders of a form')
        if (rows().formStatus(String(itemId))?.status === 'submitted')
          complain('reminded in vain', `${who} of form ${itemId}`)
      }
    }
  }

  return {
    complaints,
    complain,
    fixed,
    meets: meetingId => agendas.meets(meetingId, town().now()),
    reached(sent) {
      count(chronicle, `message ${sent.kind}`)
      // Two late forms are announced alike: the same form twice is what must not be.
      const forms = sent.kind === 'distribution' ? rows().formsIn(sent.deliveryId).join(' ') : ''
      const same = `${sent.personId} ${sent.kind} ${sent.subjectId} ${sent.words} ${forms}`
      if (seen.has(sent.deliveryId)) complain('told twice', `${sent.deliveryId} left twice`)
      if (
        sent.kind !== 'digest' &&
        !aboutNoDate.has(sent.kind) &&
        !offersTimes.has(sent.kind) &&
        seen.has(same)
      )
        complain('told twice', same)
      seen.add(sent.deliveryId).add(same)
      if (sent.kind === 'digest') checkDigest(sent)
      nudges.reached(sent)
      if (!aboutNoDate.has(sent.kind) && !offersTimes.has(sent.kind)) checkDates(sent)
    },
  }
}
