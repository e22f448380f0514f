import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Actor } from '../../../shared/action.ts'
import { tooLong } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Span } from '../../meetings/availability/model.ts'
import type { AvailabilityService } from '../../meetings/availability/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { type Answer, longestRemark } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { collisions, progressOf, suggestedAnswer, type Taken, type Typed, takenBy } from './model.ts'

export interface AnsweringDeps {
  polls: PollService
  teams: Pick<TeamService, 'coordinatorOf'>
  policies: PolicyService
  availability: AvailabilityService
  deliveries: Pick<DeliveryStore, 'unsentTo'>
  /** whether a text says the name of a child of the team's institution */
  namesChild(by: { tx: Tx; actor: Actor; now: Date }, teamId: string, text: string): Promise<boolean>
}

/** One poll as it is put to the person whose answers these are. */
export interface Asked extends Typed {
  view: PollView
  taken: ReadonlyMap<string, Taken>
  /** the coordinator has answered for this person */
  recordedByOther: boolean
}

/** What became of one poll on the card that was sent. */
export interface Treated {
  /**
   * over: see {@link isOver} · locked: its deadline has come, and they had answered · saved · tooLong: the remark · naming: it says the name of a child ·
   * crossed: saved, and times have come and gone since · partial: an answer is missing · blank: passed over, it waits · kept: passed over, and it was answered before
   */
  fate: 'over' | 'locked' | 'saved' | 'crossed' | 'tooLong' | 'naming' | 'partial' | 'blank' | 'kept'
  /** with what was typed where it was taken or comes back, else with what is kept */
  asked: Asked
  /** what was typed and could not be taken */
  refused?: Typed
}

/** Nobody can answer any more: it was closed, or its times have passed. */
export const isOver = ({ poll, ahead }: Pick<PollView, 'poll' | 'ahead'>): boolean =>
  poll.status !== 'open' || ahead.length === 0

export type AnsweringService = ReturnType<typeof createAnsweringService>

/** Putting polls to somebody, and taking what they say (R-POLL-2). */
export function createAnsweringService(deps: AnsweringDeps) {
  const { polls, teams, policies, availability, deliveries } = deps
  const spanOf = ({ ahead }: PollView): Span | null => {
    const [first, last] = [ahead[0], ahead.at(-1)]
    return first && last ? { startAt: first.startAt, endAt: last.endAt } : null
  }

  /** Slots that this person has given away, each with what stands there; their own promises to this poll do not count. */
  async function takenOf(tx: Tx, view: PollView, personId: string): Promise<ReadonlyMap<string, Taken>> {
    const { team, ahead } = view
    const span = spanOf(view)
    if (!span || view.poll.status !== 'open') return new Map()
    const { zone } = await policies.forTeam(tx, team.id)
    const known = await availability.of(tx, team, [personId], span, { ownPolls: false })
    return new Map(
      ahead.flatMap(slot => {
        const on = dayOf(slot.startAt, zone)
        const away = known.absences.some(({ fromDay, toDay }) => fromDay <= on && on <= toDay)
        const taken = takenBy(slot, known.diary.clash(personId, slot, team.place), away)
        return taken ? [[slot.id, taken] as const] : []
      }),
    )
  }

  /** @param remarks whether the card may show the remark that is kept */
  async function put(tx: Tx, view: PollView, personId: string, remarks: boolean): Promise<Asked> {
    const own = view.answers.filter(one => one.personId === personId)
    const given = new Map(own.map(one => [one.slotId, one.answer]))
    const taken = await takenOf(tx, view, personId)
    const suggested = view.slots.flatMap(({ id }) => {
      const answer = suggestedAnswer(given.get(id), taken.get(id))
      return answer ? [[id, answer] as const] : []
    })
    return {
      view,
      taken,
      chosen: new Map(suggested),
      comment: remarks ? ((await polls.comments(tx, view.poll.id)).get(personId) ?? '') : null,
      recordedByOther: own.some(one => one.recordedById !== personId),
    }
  }

  /** Whether this actor may still answer for that person: after the deadline the coordinator alone changes anything. */
  async function mayAnswer(
    tx: Tx,
    actor: Pick<Actor, 'personId'>,
    view: PollView,
    personId: string,
    now: Date,
  ): Promise<boolean> {
    if (isOver(view)) return false
    if (polls.mayAnswer(view, personId, now)) return true
    return (await teams.coordinatorOf(tx, view.team.id)) === actor.personId
  }

  return {
    put,
    mayAnswer,

    /** Takes what was sent about one poll, whole or not at all: what is missing there keeps nothing else back. */
    async receive(
      tx: Tx,
      actor: Actor,
      view: PollView,
      personId: string,
      typed: Typed,
      now: Date,
    ): Promise<Treated> {
      const before = await put(tx, view, personId, true)
      if (isOver(view)) return { fate: 'over', asked: before, refused: typed }
      if (!(await mayAnswer(tx, actor, view, personId, now)))
        return { fate: 'locked', asked: before, refused: typed }
      const asked = { ...before, ...typed }
      if (typed.comment !== null && tooLong(typed.comment, longestRemark)) return { fate: 'tooLong', asked }
      // The coordinator reads it, and nobody's parents have said yes to that (R-CONS-4).
      const remark = typed.comment === before.comment ? '' : (typed.comment ?? '')
      if (remark !== '' && (await deps.namesChild({ tx, actor, now }, view.team.id, remark)))
        return { fate: 'naming', asked }
      const progress = progressOf(view.ahead, typed, before.chosen, before.comment ?? '')
      if (progress === 'complete' || (progress === 'partial' && typed.crossed)) {
        const input = { answers: typed.chosen, comment: typed.comment }
        await polls.answer(tx, actor, view.poll, personId, input, now)
        const fate = progress === 'complete' ? 'saved' : 'crossed'
        return { fate, asked: { ...asked, recordedByOther: personId !== actor.personId } }
      }
      if (progress === 'partial') return { fate: 'partial', asked }
      const waits = view.silent.some(voter => voter.personId === personId)
      return { fate: waits ? 'blank' : 'kept', asked: { ...before, comment: typed.comment } }
    },

    /** Slots of different polls that somebody says they can come to, and that cannot all be kept. */
    async collisions(tx: Tx, all: readonly Asked[]) {
      const picks = all.flatMap(({ view: { poll, team, ahead }, chosen }) =>
        ahead
          .filter(slot => chosen.get(slot.id) === ('yes' satisfies Answer))
          .map(({ startAt, endAt }) => ({ startAt, endAt, pollId: poll.id, place: team.place, team })),
      )
      const [first] = picks
      if (!first) return []
      const { travelMinutes } = await policies.forTeam(tx, first.team.id)
      return collisions(picks, travelMinutes)
    },

    /** Messages asking this person that have not left: one card that asks about all of these polls stands for them. */
    async unsentFor(tx: Tx, personId: string, all: readonly PollView[]): Promise<string[]> {
      const ids = new Set(all.map(({ poll }) => poll.id))
      const unsent = await deliveries.unsentTo(tx, 'poll.invitation', personId)
      return unsent.filter(({ subjectId }) => ids.has(subjectId)).map(({ id }) => id)
    },

    /** The person's own calendar over all that they are asked about, for an action's `prepare`. */
    async lookUp(tx: Tx, actor: Actor, now: Date): Promise<void> {
      const spans = (await polls.waitingFor(tx, actor, now)).flatMap(view => spanOf(view) ?? [])
      if (spans.length === 0) return
      const startAt = new Date(Math.min(...spans.map(span => span.startAt.getTime())))
      const endAt = new Date(Math.max(...spans.map(span => span.endAt.getTime())))
      await availability.lookUp(tx, [actor.personId], { startAt, endAt }, now)
    },
  }
}
