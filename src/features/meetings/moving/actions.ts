import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { parseDay } from '../../../shared/day.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import { dayOf, instantOf, parseTime, timeOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { typedText } from '../../teams/inputs/schema.ts'
import { longestPlace } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { MeetingLead } from '../changes/actions.ts'
import { type Meeting, readPossibleTime } from '../model.ts'
import type { MeetingService } from '../service.ts'
import {
  askMoveCard,
  hinderedIn,
  impossibleWords,
  type MoveInputs,
  type MoveWords,
  moveCard,
} from './cards.ts'
import { type Insistence, putRight, unseen } from './model.ts'
import { type Checked, type Destination, type MoveCheck, sameTime } from './service.ts'

export interface MovingDeps extends MeetingLead {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  moveCheck: MoveCheck
  /** whether it says the name of a child: a place is read by everybody, guests of another item among them (P2, R-POLL-6) */
  namesChild(turn: Turn<unknown>, meeting: Meeting, place: string): Promise<boolean>
}

/** A destination that could be read and that nothing unseen speaks against, or the card that says what does. */
type Answered =
  | { ok: true; to: Meeting; asked: Destination; checked: Checked }
  | { ok: false; outcome: Outcome }

/** Ids of people, as a button carries them. */
const idList = z.string().max(4000).default('')

/** Another time, or another place, for a meeting (R-POLL-7). */
export function createMovingActions(deps: MovingDeps): readonly Action[] {
  const { meetings, teams, people, policies, moveCheck, led, show, locked, changed, unreached, namesChild } =
    deps
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)
  const meetingId = z.uuid()
  const sequence = z.number().int().min(0)
  const inputs = { day: typedText, start: typedText, end: typedText, place: typedText }
  const insistence = { insists: z.boolean().default(false), anyway: idList }

  const inputsOf = ({ startAt, endAt, zone, place }: Meeting): MoveInputs => ({
    day: dayOf(startAt, zone),
    start: timeOf(startAt, zone),
    end: timeOf(endAt, zone),
    place,
  })

  async function askWhere(
    turn: Turn<unknown>,
    meeting: Meeting,
    typed: MoveInputs,
    state?: Parameters<typeof moveCard>[4],
  ): Promise<Outcome> {
    const team = await teams.get(turn.tx, meeting.teamId)
    return view(moveCard(turn.actor.language, meeting, team, typed, state))
  }

  async function readTime(turn: Turn<unknown>, meeting: Meeting, typed: MoveInputs) {
    const policy = await policies.forTeam(turn.tx, meeting.teamId)
    const { zone } = meeting
    const times = {
      day: parseDay(typed.day, dayOf(turn.now, zone)),
      start: parseTime(typed.start),
      end: parseTime(typed.end),
    }
    const lengthMinutes = Math.round((meeting.endAt.getTime() - meeting.startAt.getTime()) / 60_000)
    const { now, actor } = turn
    const rules = { now, zone, calendar: calendarOf(policy), lang: actor.language, lengthMinutes }
    return { times, ...readPossibleTime(times, rules) }
  }

  /** What is wrong with another place: it stands in messages and in calendars, so nothing of a child may be in it. */
  async function placeProblem(turn: Turn<unknown>, meeting: Meeting, place: string): Promise<MoveWords> {
    const { common, meetings } = words(turn)
    if (tooLong(place, longestPlace)) return { place: common.tooLong(longestPlace) }
    const other = place !== meeting.place && place !== ''
    return other && (await namesChild(turn, meeting, place)) ? { place: meetings.problems.placeNames } : {}
  }

  /** Reads and checks where the meeting is to go; what nobody can insist on comes back with the nearest good time. */
  async function destination(
    turn: Turn<unknown>,
    meeting: Meeting,
    typed: MoveInputs,
    insists: Insistence,
  ): Promise<Answered> {
    const { language: lang } = turn.actor
    const read = await readTime(turn, meeting, typed)
    const place = typed.place.trim()
    const placeWords = await placeProblem(turn, meeting, place)
    if (!read.ok) {
      const problems = { ...impossibleWords(lang, read.problems, read.nearest), ...placeWords }
      const filledIn = {
        ...typed,
        ...(read.nearest ? putRight(read.times, read.problems, read.nearest) : {}),
      }
      return { ok: false, outcome: await askWhere(turn, meeting, filledIn, { problems }) }
    }
    const stays = sameTime(read, meeting)
    if (placeWords.place)
      return { ok: false, outcome: await askWhere(turn, meeting, typed, { problems: placeWords }) }
    const dueAt = stays ? meeting.dueAt : await meetings.deadline(turn.tx, meeting.teamId, read.startAt)
    const to = { ...meeting, startAt: read.startAt, endAt: read.endAt, place, dueAt }
    const asked = { ...inputsOf(to), day: dayOf(to.startAt, to.zone), place }
    const checked = await moveCheck.check(turn.tx, meeting, asked, turn.now, lang)
    if (unseen(checked.objections, insists).length === 0) return { ok: true, to, asked, checked }
    const names = await people.many(turn.tx, hinderedIn(checked.objections))
    const [filledIn = asked] = checked.offers
    const outcome = await askWhere(
      turn,
      meeting,
      { ...filledIn, place },
      { against: { ...checked, asked, names } },
    )
    return { ok: false, outcome }
  }

  /** The participants' own calendars, from the day that was asked for. */
  async function lookUp(turn: Turn<unknown>, meeting: Meeting, asked: string): Promise<void> {
    const day = parseDay(asked, dayOf(turn.now, meeting.zone))
    if (day) await moveCheck.lookUp(turn.tx, meeting, instantOf(day, '00:00', meeting.zone), turn.now)
  }

  const insistenceOf = (payload: { insists: boolean; anyway: string }): Insistence => ({
    time: payload.insists,
    personIds: payload.anyway.split(',').filter(id => id !== ''),
  })

  return [
    defineAction({
      verb: 'meeting.move',
      effect: 'read',
      schema: z.object({ meetingId, ...inputs }),
      authorize: turn => led(turn, turn.payload.meetingId),
      run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        const { day, start, end, place } = turn.payload
        return askWhere(turn, meeting, day ? { day, start, end, place } : inputsOf(meeting))
      },
    }),

    defineAction({
      verb: 'meeting.checkMove',
      effect: 'read',
      schema: z.object({
        meetingId,
        ...inputs,
        ...insistence,
        // a time that a button offers goes before what stands in the fields
        toDay: typedText,
        toStart: typedText,
        toEnd: typedText,
      }),
      authorize: turn => led(turn, turn.payload.meetingId),
      prepare: (turn, meeting) => lookUp(turn, meeting, turn.payload.toDay || turn.payload.day),
      async run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        const { toDay, toStart, toEnd, place, ...payload } = turn.payload
        const time = toDay === '' ? payload : { day: toDay, start: toStart, end: toEnd }
        const { day, start, end } = time
        const answer = await destination(turn, meeting, { day, start, end, place }, insistenceOf(payload))
        if (!answer.ok) return answer.outcome
        const { to, asked, checked } = answer
        if (sameTime(to, meeting) && to.place === meeting.place)
          return show(turn, meeting, words(turn).meetings.move.same)
        const { objections } = checked
        const names = await people.many(turn.tx, hinderedIn(objections))
        const unheard = await unreached(turn, meeting)
        const move = { to, asked, now: turn.now, objections, names, unreached: unheard }
        return view(askMoveCard(turn.actor.language, meeting, move))
      },
      async again(turn, meeting, fields) {
        const { day, start, end, place } = turn.payload
        const said = words(turn).common.cprField
        const problems = Object.fromEntries(fields.map(field => [field, said]))
        return askWhere(turn, meeting, { day, start, end, place }, { problems })
      },
    }),

    defineAction({
      verb: 'meeting.confirmMove',
      effect: 'write',
      schema: z.object({ meetingId, sequence, ...inputs, ...insistence }),
      authorize: turn => led(turn, turn.payload.meetingId),
      prepare: (turn, meeting) => lookUp(turn, meeting, turn.payload.day),
      async run(turn, meeting) {
        const { sequence: seen, day, start, end, place, ...insists } = turn.payload
        if (meeting.status !== 'planned') return locked(turn, meeting)
        if (meeting.sequence !== seen) return changed(turn, meeting)
        // In the transaction that moves it: nobody can have given the hour away in between.
        const typed = { day, start, end, place }
        const answer = await destination(turn, meeting, typed, insistenceOf(insists))
        if (!answer.ok) return answer.outcome
        const { startAt, endAt, place: to } = answer.to
        const moved = await meetings.move(turn.tx, meeting, startAt, endAt, turn.actor, turn.now, to)
        if (!moved) return changed(turn, meeting)
        const t = words(turn).meetings.move
        return show(turn, moved, sameTime(moved, meeting) ? t.placeChanged : t.moved)
      },
      async again(turn, meeting, fields) {
        const { day, start, end, place } = turn.payload
        const said = words(turn).common.cprField
        const problems = Object.fromEntries(fields.map(field => [field, said]))
        return askWhere(turn, meeting, { day, start, end, place }, { problems })
      },
    }),
  ]
}
