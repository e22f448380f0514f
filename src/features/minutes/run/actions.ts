import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction, type Feature, type StartEntry, type Turn } from '../../../shared/action.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { minutesContent } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import { conducts, type Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import { isCurrent, startMoment } from '../model.ts'
import { attendanceCard, hubCard, startQuestion, takenBackCard } from './cards.ts'
import { createItemActions, type ItemActionDeps } from './item/actions.ts'
import { merge, seenOf } from './item/model.ts'
import { codesIn, ticksOf } from './item/schema.ts'
import { createOwnViewActions } from './own/actions.ts'
import type { RunService } from './service.ts'

export interface RunActionDeps extends Omit<ItemActionDeps, 'hub'> {
  run: RunService
  meetings: MeetingService
  consents: ConsentService
  people: PeopleService
}

const idSchema = z.object({ meetingId: z.uuid() })

/** Starting the meeting, who is here, the meeting at a glance, ending it (R-MEET-1). Only whoever conducts it. */
export function createRunActions(deps: RunActionDeps): Feature {
  const { run, meetings, agenda, consents, people, policies } = deps

  async function authorize(turn: Turn<{ meetingId: string }>): Promise<Meeting | null> {
    const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
    return meeting && conducts(turn.actor, meeting) ? meeting : null
  }

  /** The card was of a meeting that does not run: what is so now, and the way on. */
  function notRunning(turn: Turn<unknown>, meeting: Meeting): Outcome {
    const t = textsIn(turn.actor.language).minutes
    return refuse('notRunning', t.notRunning[meeting.status === 'running' ? 'planned' : meeting.status])
  }

  async function hub(
    turn: Turn<unknown>,
    meeting: Meeting,
    said: { saved?: string; problem?: string; from?: number; ordering?: boolean } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const entries = await run.entries(tx, meeting)
    const items = entries.map(entry => entry.item)
    const readings = await consents.readings(tx, items, actor.personId, now, () => minutesContent)
    const attendees = await run.attendees(tx, meeting)
    const rows = entries.map(entry => ({
      entry,
      withheld: readings.get(entry.item.id)?.reading.allowed !== true,
    }))
    const present = attendees.filter(one => one.present).length
    const mayTakeBack = await run.isUnwritten(tx, meeting)
    return view(
      hubCard(meeting, rows, {
        basis: await policies.basisFor(tx, meeting.teamId),
        lang: actor.language,
        now,
        present,
        all: attendees.length,
        mayTakeBack,
        ...said,
      }),
    )
  }

  async function attendance(turn: Turn<unknown>, meeting: Meeting): Promise<Outcome> {
    const { tx, actor } = turn
    const attendees = await run.attendees(tx, meeting)
    const known = await people.many(
      tx,
      attendees.map(one => one.personId),
    )
    const entries = await run.entries(tx, meeting)
    const items = entries.map(entry => entry.item.id)
    const participants = await meetings.participants(tx, meeting)
    const unknown = textsIn(actor.language).people.unknownName
    const rows = attendees
      .map(one => ({
        ...one,
        name: known.get(one.personId)?.name ?? unknown,
        itemNumbers: participants
          .filter(place => place.personId === one.personId && place.itemId !== null)
          .map(place => items.indexOf(place.itemId ?? '') + 1)
          .filter(number => number > 0),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
    const begun = entries.some(entry => entry.result.startedAt !== null)
    const mayTakeBack = await run.isUnwritten(tx, meeting)
    return view(attendanceCard(meeting, rows, { lang: actor.language, begun, mayTakeBack }))
  }

  const itemActions = createItemActions({ ...deps, hub })

  return {
    actions: [
      defineAction({
        verb: 'run.start',
        effect: 'write',
        schema: idSchema.extend({ sure: z.boolean().default(false) }),
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          const { tx, actor, now, payload } = turn
          if (meeting.status === 'running') return hub(turn, meeting)
          if (meeting.status !== 'planned') return notRunning(turn, meeting)
          const when = startMoment(meeting, now)
          if (when !== 'now' && !payload.sure) return view(startQuestion(meeting, when, actor.language))
          await run.start(tx, meeting, actor, now)
          return attendance(turn, { ...meeting, status: 'running' })
        },
      }),
      defineAction({
        verb: 'run.takeBack',
        effect: 'write',
        schema: idSchema,
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          const { tx, actor, now } = turn
          const { language: lang } = actor
          if (meeting.status === 'planned') return view(takenBackCard(meeting, now, lang))
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          if (await run.takeBack(tx, meeting, actor, now)) return view(takenBackCard(meeting, now, lang))
          return hub(turn, meeting, { problem: textsIn(lang).minutes.takeBackTooLate })
        },
      }),
      defineAction({
        verb: 'run.open',
        effect: 'read',
        schema: idSchema.extend({ from: z.number().int().min(0).max(1000).optional() }),
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          const { from } = turn.payload
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          return hub(turn, meeting, from === undefined ? {} : { from })
        },
      }),
      defineAction({
        verb: 'run.order',
        effect: 'read',
        schema: idSchema.extend({ from: z.number().int().min(0).max(1000).optional() }),
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          const { from } = turn.payload
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          return hub(turn, meeting, { ordering: true, ...(from === undefined ? {} : { from }) })
        },
      }),
      defineAction({
        verb: 'run.up',
        effect: 'write',
        schema: z.object({
          itemId: z.uuid(),
          /** where the card showed it */ number: z.number().int().min(2),
        }),
        async authorize(turn) {
          const item = await agenda.reach(turn.tx, turn.payload.itemId)
          const meeting = item?.meetingId ? await meetings.get(turn.tx, item.meetingId) : null
          return item && meeting && conducts(turn.actor, meeting) ? { item, meeting } : null
        },
        async run(turn, { item, meeting }) {
          const { tx, actor, now, payload } = turn
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          const number = await agenda.numberOf(tx, item)
          // Somebody has moved it meanwhile: the card shows where it stands now.
          if (number === payload.number) await agenda.putAt(tx, item, number - 1, actor, now)
          const at = await agenda.numberOf(tx, item)
          return hub(turn, meeting, { ordering: true, from: Math.max(0, at - 1) })
        },
      }),
      defineAction({
        verb: 'run.attendance',
        effect: 'read',
        schema: idSchema,
        authorize: turn => authorize(turn),
        run: async (turn, meeting) =>
          meeting.status === 'running' ? attendance(turn, meeting) : notRunning(turn, meeting),
      }),
      defineAction({
        verb: 'run.attend',
        effect: 'write',
        schema: idSchema.extend({
          present: z.string().max(8000).default(''),
          /** what the card showed, from `seenOf` */
          seen: z.string().max(8000).optional(),
        }),
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          const { tx, actor, now } = turn
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          const known = await run.attendees(tx, meeting)
          const ticked = ticksOf(codesIn(turn.payload.present))
          const stored = Object.fromEntries(known.map(one => [one.personId, one.present ? 'true' : '']))
          // Somebody may have been noted on an item, or on another device, since the card was drawn.
          const { fields } = merge(turn.payload.seen ?? seenOf(stored), stored, ticked)
          const attendees = known.map(one => ({ ...one, present: fields[one.personId] === 'true' }))
          await run.noteAttendance(tx, meeting, attendees, actor, now)
          const entries = await run.entries(tx, meeting)
          const at = entries.find(entry => isCurrent(entry.result))
          const first = entries[0]
          const begun = entries.some(entry => entry.result.startedAt !== null)
          const to = at ?? (begun ? undefined : first)
          const saved = textsIn(actor.language).minutes.attendanceSaved
          if (!to) return hub(turn, meeting, { saved })
          return deps.perform(turn, 'run.item', { itemId: to.item.id })
        },
      }),
      defineAction({
        verb: 'run.end',
        effect: 'write',
        schema: idSchema,
        authorize: turn => authorize(turn),
        async run(turn, meeting) {
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          await run.turnTo(turn.tx, meeting, null, turn.actor, turn.now)
          return deps.preview(turn, meeting)
        },
      }),
      ...itemActions,
      ...createOwnViewActions(deps),
    ],
    startEntries: turn => runEntries(deps, turn),
  }
}

/** Others write their views while it runs; a day later nobody looks for that any more. */
const ownViewMs = 86_400_000

/** When a meeting begins, the way to it stands first, as long as it runs: to the whole of it, or to one's own view. */
async function runEntries(
  { meetings }: RunActionDeps,
  { tx, actor, now }: Turn<null>,
): Promise<StartEntry[]> {
  const t = textsIn(actor.language).minutes
  const { upcoming, recent } = await meetings.mine(tx, actor, now)
  return [...upcoming, ...recent].flatMap((meeting): StartEntry[] => {
    const entry = { order: 1, payload: { meetingId: meeting.id } }
    if (meeting.status === 'planned' && conducts(actor, meeting))
      return startMoment(meeting, now) === 'now' ? [{ ...entry, title: t.start, verb: 'run.start' }] : []
    if (meeting.status !== 'running') return []
    if (conducts(actor, meeting)) return [{ ...entry, title: t.goOn, verb: 'run.open' }]
    const late = now.getTime() > meeting.endAt.getTime() + ownViewMs
    return late ? [] : [{ ...entry, title: t.own.button, verb: 'own.items' }]
  })
}

/** What stands on a meeting's card for whoever conducts it: starting it, going on with it. */
export function runButtons(turn: Turn<unknown>, meeting: Meeting): CardJson[] {
  if (!conducts(turn.actor, meeting)) return []
  const t = textsIn(turn.actor.language).minutes
  const id = { meetingId: meeting.id }
  if (meeting.status === 'running')
    return [button(t.goOn, 'run.open', id, { style: 'positive', inputs: false })]
  if (meeting.status !== 'planned') return []
  const when = startMoment(meeting, turn.now) === 'early' ? { later: true } : { style: 'positive' as const }
  return [button(t.start, 'run.start', id, { ...when, inputs: false })]
}
