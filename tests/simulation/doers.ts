import type { Day } from '../../src/shared/day.ts'
import { inputChoices } from '../support/cards.ts'
import { apart, nthWorked } from '../support/plain-calendar.ts'
import { count, isAway } from './chronicle.ts'
import { at, atWork, closed, today } from './hours.ts'
import { isOpen, may, note } from './ledger.ts'
import type { PointRow } from './rows.ts'
import type { Sent } from './town.ts'
import type { World } from './world.ts'

/** What people do about what was agreed: each in their own way, or not at all. */
export interface Doers {
  /** the minutes are approved; whoever approved them knows it, the others hear of it */
  agreed(meetingId: string): void
  /** a message has reached somebody */
  hears(sent: Sent): void
}

/** What somebody will do about an action point, once they have heard of it. */
type Fate = 'soon' | 'fromDigest' | 'late' | 'postpone' | 'decline' | 'handOver' | 'drop' | 'never'

const fates: readonly Fate[] = [
  ...(['soon', 'soon', 'soon', 'soon', 'fromDigest', 'fromDigest', 'fromDigest'] as const),
  ...(['late', 'late', 'late', 'decline', 'decline', 'handOver', 'handOver', 'handOver'] as const),
  ...(['postpone', 'postpone', 'postpone', 'drop', 'never', 'never', 'never'] as const),
]
/** what begins no ladder anew */
const lastFates: readonly Fate[] = ['soon', 'fromDigest', 'late', 'drop', 'never']

export function createDoers(world: World): Doers {
  const { town, chance, population, chronicle, timeline } = world
  const { rows } = town
  const fateOf = new Map<string, Fate>()
  const answered = new Set<string>()
  const leaderOf = ({ teamId }: PointRow) => population.leaders.get(teamId) ?? ''
  const isSettled = () => town.now() >= chronicle.settledFrom

  /** In their own time; whoever has blocked the bot by then does nothing. */
  function later(
    personId: string,
    days: [number, number],
    what: () => Promise<void>,
    from = town.now(),
  ): void {
    const since = from < town.now() ? town.now() : from
    timeline.at(atWork(chance, since, ...days), async () => {
      if (!town.blocked.has(personId)) await what()
    })
  }

  /** Presses the button, if their card has it. @returns whether it was pressed */
  async function makes(
    move: string,
    personId: string,
    pointId: string,
    typed: object = {},
  ): Promise<boolean> {
    const before = rows.point(pointId)
    if (!may(before, move, personId, leaderOf(before))) return false
    const outcome = await town.press(personId, `action.${move}`, { actionPointId: pointId, ...typed })
    if (!note(town, chronicle, pointId))
      throw new Error(`${move} of ${JSON.stringify(before)} was refused: ${JSON.stringify(outcome)}`)
    const toTell = told(move, before, rows.point(pointId), personId)
    const asks = move === 'postpone' && rows.point(pointId).wantedDay !== null
    chronicle.moves.push({ pointId, at: town.now(), move, toTell })
    count(chronicle, `points: ${asks ? 'askDay' : move}`)
    return true
  }

  /** Who else is concerned by a move. */
  function told(move: string, before: PointRow, after: PointRow, by: string) {
    const leader = leaderOf(after)
    const news: Record<string, [string | null, string]> = {
      decline: [leader, 'declined'],
      handOver: [after.handoverToId, 'offered'],
      takeOver: [before.ownerId, 'takenOver'],
      refuse: [after.ownerId, 'refused'],
      drop: [by === after.ownerId ? leader : after.ownerId, 'dropped'],
      postpone: [after.wantedDay === null ? null : leader, 'askedDay'],
      grantDay: [after.ownerId, 'rescheduled'],
      denyDay: [after.ownerId, 'deniedDay'],
      reassign: [
        after.ownerId,
        after.ownerId === before.ownerId && before.status !== 'declined' ? 'rescheduled' : 'assigned',
      ],
    }
    const [personId = null, what = ''] = news[move] ?? []
    return personId === null || personId === by ? null : { personId, told: what }
  }

  async function finishes(personId: string, pointId: string): Promise<void> {
    const { dueDay } = rows.point(pointId)
    const typed = chance.happens(0.5) ? { note: 'Det er gjort, og det gik godt.' } : {}
    if (await makes('done', personId, pointId, typed))
      count(chronicle, today(town.now()) <= dueDay ? 'points: done in time' : 'points: done late')
  }

  /** They have heard of something that is theirs, and make up their mind, once. */
  function takesOn(personId: string, pointId: string, choices: readonly Fate[] = fates): Fate {
    const key = `${pointId} ${personId}`
    const known = fateOf.get(key)
    if (known) return known
    const silent = population.people.get(personId)?.habit === 'silent'
    const fate = silent ? 'never' : chance.of(isSettled() ? lastFates : choices)
    fateOf.set(key, fate)
    const { dueDay } = rows.point(pointId)
    const workdays = Math.max(0, Math.floor((apart(today(town.now()), dueDay) * 5) / 7))
    const accepts = () => later(personId, [0, 2], async () => void (await makes('accept', personId, pointId)))
    if (fate === 'soon' || fate === 'late') if (chance.happens(0.7)) accepts()
    if (fate === 'soon') later(personId, [0, workdays], () => finishes(personId, pointId))
    if (fate === 'late') later(personId, [1, 30], () => finishes(personId, pointId), at(dueDay, '12:00'))
    if (fate === 'decline') later(personId, [0, 3], () => declines(personId, pointId))
    if (fate === 'handOver') later(personId, [0, 6], () => handsOver(personId, pointId))
    if (fate === 'postpone') later(personId, [0, workdays], () => postpones(personId, pointId))
    if (fate === 'drop') later(personId, [2, 25], () => drops(personId, pointId))
    return fate
  }

  async function declines(personId: string, pointId: string): Promise<void> {
    if (isSettled()) return
    await makes('decline', personId, pointId, { reason: 'Det er ikke mit bord.' })
  }
  async function drops(personId: string, pointId: string): Promise<void> {
    await makes('drop', personId, pointId, { reason: 'Det er ikke længere nødvendigt.' })
  }

  /** To another day, and another; the third time the leader is asked, and until there is an answer nothing happens. */
  async function postpones(personId: string, pointId: string): Promise<void> {
    if (isSettled()) return
    const { dueDay } = rows.point(pointId)
    const from = dueDay < today(town.now()) ? today(town.now()) : dueDay
    const typed = { dueDay: nthWorked(from, chance.between(1, 6), closed), reason: 'Vi venter på svar.' }
    if (!(await makes('postpone', personId, pointId, typed))) return
    const again = chance.happens(0.7) && rows.point(pointId).wantedDay === null
    later(personId, [1, 6], () => (again ? postpones : finishesIfSure)(personId, pointId), at(from, '12:00'))
  }

  async function finishesIfSure(personId: string, pointId: string): Promise<void> {
    if (rows.point(pointId).wantedDay === null && chance.happens(0.7)) await finishes(personId, pointId)
  }

  /** Its owner asks for another day: the leader says yes, no, or nothing. */
  function isAsked(leader: string, pointId: string): void {
    const key = `${pointId} asked ${chronicle.points.get(pointId)?.length}`
    if (answered.has(key)) return
    answered.add(key)
    const answer = chance.next()
    if (answer < 0.3) count(chronicle, 'points: requests never answered')
    else
      later(leader, [0, 4], async () => {
        const { wantedDay: dueDay, ownerId } = rows.point(pointId)
        if (answer < 0.6) {
          if (dueDay !== null)
            await makes('denyDay', leader, pointId, { reason: 'Det haster for barnet.', dueDay })
        } else if (dueDay !== null && dueDay > today(town.now()) && !isSettled())
          await makes('grantDay', leader, pointId, { dueDay })
        later(ownerId, [1, 8], () => finishesIfSure(ownerId, pointId))
      })
  }

  /** Whom the card offers; now and then somebody who is away. */
  async function choicesFor(move: 'handOver' | 'reassign', personId: string, pointId: string) {
    if (!may(rows.point(pointId), move, personId, leaderOf(rows.point(pointId)))) return []
    const outcome = await town.press(personId, 'action.ask', { actionPointId: pointId, move })
    if (!('card' in outcome) || !outcome.card) return []
    const people = inputChoices(outcome.card.json, 'personId').filter(one => population.people.has(one))
    const gone = people.filter(one => isAway(chronicle, one, today(town.now())))
    return gone.length > 0 && chance.happens(0.6) ? gone : people
  }

  async function handsOver(personId: string, pointId: string): Promise<void> {
    if (isSettled()) return
    const others = (await choicesFor('handOver', personId, pointId)).filter(one => one !== personId)
    if (others.length === 0) return
    const receiver = chance.of(others)
    if (!(await makes('handOver', personId, pointId, { personId: receiver }))) return
    if (isAway(chronicle, receiver, today(town.now())))
      count(chronicle, 'points: handed over to somebody away')
    // Whoever hears nothing for long does it after all, or takes it back.
    if (chance.happens(0.3))
      later(personId, [8, 20], async () => void (await makes('accept', personId, pointId)))
  }

  /** Somebody is asked to take it over. */
  function isOffered(personId: string, pointId: string): void {
    const key = `${pointId} ${personId} offered ${chronicle.points.get(pointId)?.length}`
    if (answered.has(key)) return
    answered.add(key)
    if (population.people.get(personId)?.habit === 'silent' || chance.happens(0.2)) {
      count(chronicle, 'points: offers never answered')
      return
    }
    const takes = chance.happens(0.65)
    later(personId, [0, 5], async () => {
      const { ownerId } = rows.point(pointId)
      if (!takes) {
        const said = await makes('refuse', personId, pointId, { reason: 'Jeg har ikke tid.' })
        if (said && chance.happens(0.5)) later(ownerId, [1, 12], () => finishes(ownerId, pointId))
      } else if (!isSettled() && (await makes('takeOver', personId, pointId)))
        takesOn(personId, pointId, lastFates)
    })
  }

  /** It is back with the leader, or its ladder is used up: some act, some never do. */
  function comesBack(leader: string, pointId: string, why: string): void {
    const key = `${pointId} ${why} ${chronicle.points.get(pointId)?.length}`
    if (answered.has(key)) return
    answered.add(key)
    if (chance.happens(why === 'declined' ? 0.3 : 0.5)) {
      count(chronicle, `points: ${why}, left lying`)
      return
    }
    later(leader, [0, 6], async () => {
      if (chance.happens(0.15)) return drops(leader, pointId)
      if (!isSettled()) await handsOut(leader, pointId)
    })
  }

  /** To somebody, perhaps to whoever has it, with another day. */
  async function handsOut(leader: string, pointId: string): Promise<void> {
    const people = await choicesFor('reassign', leader, pointId)
    const { ownerId, status } = rows.point(pointId)
    if (people.length === 0 || !isOpen({ status })) return
    const same = people.includes(ownerId) && status !== 'declined' && chance.happens(0.4)
    const personId = same ? ownerId : chance.of(people)
    const dueDay: Day = nthWorked(today(town.now()), chance.between(3, 8), closed)
    if (dueDay === rows.point(pointId).dueDay && personId === ownerId && status !== 'declined') return
    const done = await makes('reassign', leader, pointId, {
      personId,
      dueDay,
      reason: 'Det passer bedre.',
    })
    if (done && personId === ownerId && status !== 'declined') count(chronicle, 'points: another day')
    if (done && personId === leader) takesOn(leader, pointId)
  }

  function hears({ kind, subjectId, personId, buttons, deliveryId }: Sent): void {
    if (kind === 'minutes.ready') {
      for (const point of rows.points('meetingId', subjectId))
        if (point.ownerId === personId && isOpen(point) && point.status !== 'declined')
          takesOn(personId, point.id)
      return
    }
    const what = rows.toldOf(deliveryId)
    for (const { verb, actionPointId } of buttons) {
      if (typeof actionPointId !== 'string') continue
      const point = rows.point(actionPointId)
      if (point.status === 'declined' || what === 'escalated') {
        if (personId === leaderOf(point))
          comesBack(personId, point.id, what === 'escalated' ? 'escalated' : 'declined')
      } else if (point.wantedDay !== null && personId === leaderOf(point) && personId !== point.ownerId) {
        isAsked(personId, point.id)
      } else if (what === 'unreachable' || what === 'away') {
        if (chance.happens(0.4)) comesBack(personId, point.id, 'out of reach')
      } else if (point.handoverToId === personId) isOffered(personId, point.id)
      else if (point.ownerId === personId) {
        const fate = takesOn(personId, point.id)
        if (fate === 'fromDigest' && verb === 'action.done')
          later(personId, [0, 1], () => finishes(personId, point.id))
      }
    }
  }

  return {
    agreed(meetingId) {
      for (const point of rows.points('meetingId', meetingId)) {
        if (note(town, chronicle, point.id) && point.kind === 'parentTalk')
          count(chronicle, 'points: talks with parents')
        if (point.status === 'accepted') takesOn(point.ownerId, point.id)
      }
    },
    hears,
  }
}
