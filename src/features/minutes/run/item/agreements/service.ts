import { type Day, parseDay } from '../../../../../shared/day.ts'
import { withCapital } from '../../../../../shared/text.ts'
import { dayOf } from '../../../../../shared/zoned-time.ts'
import { readLine } from '../../../../action-points/line/model.ts'
import { textProblem } from '../../../../action-points/model.ts'
import type { AnonymityService } from '../../../../agenda/anonymity/service.ts'
import type { AgendaItem } from '../../../../agenda/model.ts'
import type { Meeting } from '../../../../meetings/model.ts'
import type { MeetingService } from '../../../../meetings/service.ts'
import type { PeopleService } from '../../../../people/service.ts'
import type { Policy } from '../../../../policy/model.ts'
import { mostActions } from '../../../model.ts'
import type { Entered, RunService } from '../../service.ts'
import {
  type FieldProblem,
  type FieldProblems,
  readDay,
  type Typing,
  tellingProblems,
} from '../fields/model.ts'
import { nobody, type Saved } from '../schema.ts'

export interface AgreementDeps {
  run: RunService
  meetings: MeetingService
  anonymity: AnonymityService
  people: PeopleService
}

/** The card of agreements as it was understood. */
export interface ReadAgreements {
  problems: FieldProblems
  /** the fields, with what was read from the line in those that were empty */
  payload: Saved
  /** who talks with the parents */
  talk: Entered
  /** null: none was typed */
  action: { text: string; ownerId: string; dueDay: Day } | null
}

/** Reads what is agreed: who talks with the parents (R-MEET-3), and a new agreement (R-MEET-2). Writes nothing. */
export function createAgreementReader({ run, meetings, anonymity, people }: AgreementDeps) {
  /** Who talks with the parents, as typed; `{}` where the card did not ask. */
  function readTalk(
    typing: Typing,
    policy: Policy,
    circle: readonly string[],
    kept: Day | null,
    problems: Map<string, FieldProblem>,
  ): Entered {
    const { payload } = typing
    if (payload.parentTalkBy === '') return {}
    if (payload.parentTalkBy === nobody) return { parentTalkById: '', parentTalkDay: null }
    const talkDay = readDay(typing, policy, payload.parentTalkDay, kept)
    if (!circle.includes(payload.parentTalkBy)) problems.set('parentTalkBy', { type: 'talker' })
    if (!talkDay.ok) problems.set('parentTalkDay', { type: 'day', problem: talkDay.problem })
    else if (talkDay.day === null)
      problems.set('parentTalkDay', { type: 'day', problem: { code: 'unreadable' } })
    else return { parentTalkById: payload.parentTalkBy, parentTalkDay: talkDay.day }
    return {}
  }

  /** The fields with what the line says of whom and when, where they are empty. Nothing of the line is lost. */
  async function understood(
    { tx, now, actor, payload }: Typing,
    meeting: Meeting,
    policy: Policy,
    circle: readonly string[],
    problems: Map<string, FieldProblem>,
  ): Promise<Saved> {
    if (payload.ownerId !== '' && payload.dueDay !== '') return payload
    const known = await people.many(tx, circle)
    const next = await meetings.nextPlanned(tx, meeting.teamId, now)
    const line = readLine(payload.what, {
      people: circle.flatMap(id => known.get(id) ?? []),
      writerId: actor.personId,
      today: dayOf(now, policy.zone),
      nextMeetingDay: next && dayOf(next.startAt, next.zone),
      chosen: { ownerId: payload.ownerId || null, dueDay: parseDay(payload.dueDay) },
    })
    const read = { ...payload, ownerId: line.ownerId ?? '', dueDay: line.dueDay ?? payload.dueDay }
    if (line.fitting.length > 0) problems.set('ownerId', { type: 'fitting', ids: line.fitting })
    if (read.ownerId === payload.ownerId && read.dueDay === payload.dueDay && line.fitting.length === 0)
      return payload
    problems.set('what', { type: 'understood' })
    return { ...read, what: withCapital(line.text) }
  }

  /** A new agreement; what was begun is never dropped silently, whichever button was pressed. */
  async function readAction(
    typing: Typing,
    meeting: Meeting,
    item: AgendaItem,
    policy: Policy,
    problems: Map<string, FieldProblem>,
  ): Promise<Pick<ReadAgreements, 'payload' | 'action'>> {
    const { tx } = typing
    if (typing.payload.go !== 'add' && typing.payload.what.trim() === '')
      return { payload: typing.payload, action: null }
    const circle = await meetings.circleOf(tx, meeting, item.id)
    const payload = await understood(typing, meeting, policy, circle, problems)
    const wrong = textProblem(payload.what)
    const telling = await anonymity.agreementTexts(typing, item, { what: payload.what })
    const { actions } = await run.entryOf(tx, meeting, item)
    if (actions.length >= mostActions) problems.set('what', { type: 'tooMany' })
    for (const [field, problem] of tellingProblems(telling)) problems.set(field, problem)
    if (wrong) problems.set('what', { type: 'text', problem: wrong })
    if (!circle.includes(payload.ownerId) && !problems.has('ownerId'))
      problems.set('ownerId', { type: 'owner' })
    const due = readDay(typing, policy, payload.dueDay, null)
    if (!due.ok) problems.set('dueDay', { type: 'day', problem: due.problem })
    else if (due.day === null) problems.set('dueDay', { type: 'day', problem: { code: 'unreadable' } })
    else return { payload, action: { text: payload.what, ownerId: payload.ownerId, dueDay: due.day } }
    return { payload, action: null }
  }

  return {
    async read(typing: Typing, meeting: Meeting, item: AgendaItem, policy: Policy): Promise<ReadAgreements> {
      const circle = await meetings.circleOf(typing.tx, meeting, item.id)
      const { result } = await run.entryOf(typing.tx, meeting, item)
      const problems = new Map<string, FieldProblem>()
      const talk = readTalk(typing, policy, circle, result.parentTalkDay, problems)
      return { problems, talk, ...(await readAction(typing, meeting, item, policy, problems)) }
    },
  }
}
