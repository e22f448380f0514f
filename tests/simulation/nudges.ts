import { stepped } from '../support/plain-calendar.ts'
import { type Chronicle, count, isAway } from './chronicle.ts'
import { at, clockAt, isWorkday, today } from './hours.ts'
import { isOpen } from './ledger.ts'
import type { PointRow, Rows } from './rows.ts'
import type { Sent } from './town.ts'
import { earlierInWeek, rhythmAt, wasDisturbed, weekFrom } from './turns.ts'
import type { Wrong } from './witness.ts'

/** What must hold of every message about action points, at the moment at which it reaches its reader. */
export function createNudgeWitness(
  chronicle: Chronicle,
  rows: () => Rows,
  complain: (wrong: Wrong, what: string) => void,
): { reached(sent: Sent): void } {
  /** The same words to the same person, how often, and how the action point stood when they came. */
  const said = new Map<string, number>()

  const leaderOf = ({ teamId }: PointRow) =>
    rows()
      .members(teamId)
      .find(member => member.coordinator)?.personId

  /** A button that asks its reader to do something: about something that is still to be done, and by them. */
  function checkButton(sent: Sent, point: PointRow, told: string): void {
    const { personId, kind } = sent
    const who = `${kind} ${told} to ${personId} at ${sent.at.toISOString()} about ${JSON.stringify(point)}`
    const leads = leaderOf(point) === personId
    const owns = point.ownerId === personId && point.status !== 'declined'
    const asked = point.handoverToId === personId
    const ownerless = point.status === 'declined' && leads
    const ownAsked = point.wantedDay !== null && leads
    const news = told !== '' && told !== 'offered' && told !== 'assigned' && told !== 'rescheduled'
    if (!isOpen(point) || (!news && !owns && !asked && !ownerless && !ownAsked))
      complain('nudged in vain', who)
  }

  function checkDigest(sent: Sent): void {
    const ids = sent.buttons.map(one => one.actionPointId).filter(one => typeof one === 'string')
    if (new Set(ids).size < ids.length)
      complain('told twice', `one digest to ${sent.personId} at ${sent.at.toISOString()} names a thing twice`)
    count(chronicle, 'points: lines of a digest', ids.length)
    checkRhythm(sent)
  }

  /** Not before the hour that they chose; of a weekly reader on the first day of their week that they are there. */
  function checkRhythm({ personId, at: moment }: Sent): void {
    const { time, weekday, stopped } = rhythmAt(chronicle, personId, moment)
    const day = today(moment)
    const who = `${personId} at ${moment.toISOString()}, who chose ${time} and weekday ${weekday}`
    if (stopped) complain('not their turn', `${who}, and wants none`)
    if (time !== null && clockAt(moment) < time) complain('not their turn', who)
    if (weekday === null) return
    count(chronicle, 'digests to weekly readers')
    const free = earlierInWeek(day, weekday).filter(
      one => isWorkday(one) && !isAway(chronicle, personId, one),
    )
    if (free.length === 0) return
    // What was due for a turn that the bot slept through, or that they could not be reached on, is made up for.
    const since = at(stepped(weekFrom(day, weekday), -1), '00:00')
    if (!wasDisturbed(chronicle, personId, since, moment)) complain('not their turn', who)
    else count(chronicle, 'digests made up for')
  }

  return {
    reached(sent) {
      const told = rows().toldOf(sent.deliveryId)
      for (const { verb, actionPointId } of sent.buttons)
        if (typeof actionPointId === 'string' && String(verb).startsWith('action.'))
          checkButton(sent, rows().point(actionPointId), told)
      if (sent.kind === 'digest') checkDigest(sent)
      if (told === '') return
      // The same words again are news only when the action point has changed since.
      const key = `${sent.personId} ${sent.subjectId} ${sent.words}`
      const changes = chronicle.points.get(sent.subjectId)?.length ?? 0
      if (said.get(key) === changes) complain('told twice', `${key} at ${sent.at.toISOString()}`)
      said.set(key, changes)
    },
  }
}
