import type { Team } from '../../src/features/teams/model.ts'
import type { Outcome } from '../../src/shared/outcome.ts'
import { buttonData, buttonTitles, inputValues, nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { nthWorked, onTheWall } from '../support/plain-calendar.ts'
import type { Chair } from './chair.ts'
import { type Change, count } from './chronicle.ts'
import { atWork, clockAt, closed, isWorkday, later, today, ZONE } from './hours.ts'
import type { PollRow } from './rows.ts'
import type { World } from './world.ts'

/** What the leader of a team does in a year: asks for dates, fixes, moves and cancels them, and holds meetings. */
export interface Leader {
  wantsDate(team: Team): Promise<void>
  /** @param proposal what the button carries that asks the team about the times as they are */
  takesUp(proposal: CardNode): Promise<void>
  /** the result is in, or the bot has reminded of it */
  decides(pollId: string): Promise<void>
  /** the bot has fixed a date by itself, and says so */
  hears(meetingId: string): void
}

const cardOf = (outcome: Outcome) => ('card' in outcome && outcome.card ? outcome.card.json : null)

export function createLeader(world: World, chair: Chair): Leader {
  const { town, chance, population, chronicle, timeline, witness } = world
  const { rows } = town
  const triedMore = new Set<string>()
  /** who would rather lay out a half-year than ask each time */
  const planners = new Set(population.teams.filter((_, index) => index % 8 === 5).map(team => team.id))
  const leaderOf = (teamId: string) => population.leaders.get(teamId) ?? ''
  const teamOf = (teamId: string) => {
    const team = population.teams.find(one => one.id === teamId)
    if (!team) throw new Error(`there is no team ${teamId}`)
    return team
  }

  const hasDate = (team: Team) =>
    rows.meetingsOf(team.id).some(one => one.status === 'planned' && one.endAt > town.now())

  function gaveUp(team: Team, why: string, days: [number, number]): void {
    chronicle.reasons.push({ teamId: team.id, at: town.now(), why })
    timeline.at(atWork(chance, town.now(), ...days), () => wantsDate(team))
  }

  /** Sends the times as the bot proposes them; none of them is typed. */
  async function sends(team: Team, draft: Outcome, verb: 'poll.start' | 'poll.addSlots'): Promise<boolean> {
    const card = cardOf(draft)
    if (!card || !buttonData(card, verb)) return false
    const typed = inputValues(card)
    const kept = Object.keys(typed).filter(key => key.startsWith('keep') && typed[key] === 'true')
    if (kept.length === 0) return false
    const outcome = await town.press(leaderOf(team.id), verb, { ...typed, ...buttonData(card, verb) })
    if (outcome.type !== 'view') return false
    const poll = rows.openPoll(team.id)
    if (!poll) throw new Error('the poll that was sent is not there')
    const stored = new Set(rows.slots(poll.id).map(slot => onTheWall(slot.startAt, ZONE)))
    for (const key of kept) {
      const row = key.slice('keep'.length)
      const wall = `${typed[`day${row}`]} ${typed[`time${row}`]}`
      if (!stored.has(wall))
        witness.complain('zone', `${wall} was sent, and is not among ${[...stored].join(', ')}`)
    }
    asked(team, poll, verb === 'poll.start' ? 'polls' : 'rounds of new times')
    return true
  }

  function asked(team: Team, { id: pollId, deadlineAt }: PollRow, what: string): void {
    const members = rows.members(team.id).map(member => member.personId)
    chronicle.asked.push({ pollId, teamId: team.id, at: town.now(), deadlineAt, members })
    count(chronicle, what)
  }

  async function wantsDate(team: Team): Promise<void> {
    if (rows.openPoll(team.id)) return
    if (hasDate(team)) return
    if (planners.has(team.id) && (await plansHalfYear(team))) return
    const draft = await town.press(leaderOf(team.id), 'poll.draft', { teamId: team.id })
    if (!(await sends(team, draft, 'poll.start'))) gaveUp(team, 'no times to propose', [5, 8])
  }

  /**
   * *Planlæg halvåret*: all the dates as they are laid out, and where one of them will not do, as they came back.
   * @returns false where the bot has none, and the team is asked instead
   */
  async function plansHalfYear(team: Team): Promise<boolean> {
    const leader = leaderOf(team.id)
    const before = new Set(rows.meetingsOf(team.id).map(one => one.id))
    let card = cardOf(await town.press(leader, 'series.open', { teamId: team.id }))
    for (let tries = 0; tries < 2 && card && buttonData(card, 'series.plan'); tries += 1) {
      const outcome = await town.press(leader, 'series.plan', {
        ...inputValues(card),
        ...buttonData(card, 'series.plan'),
      })
      if (outcome.type === 'view') break
      count(chronicle, 'half-years that came back')
      card = cardOf(outcome)
    }
    const fresh = rows.meetingsOf(team.id).filter(one => !before.has(one.id))
    if (fresh.length === 0) return false
    count(chronicle, 'half-years laid out')
    // Dates at which somebody who is required cannot come are left out, and it says so.
    chronicle.reasons.push({ teamId: team.id, at: town.now(), why: 'laid out for a half-year' })
    for (const { id } of fresh) fixed(team, id, null)
    return true
  }

  /** The next meeting as the bot proposes it by itself. */
  async function takesUp(proposal: CardNode): Promise<void> {
    const team = teamOf(String(proposal.teamId))
    await town.press(leaderOf(team.id), 'next.ask', proposal)
    const poll = rows.openPoll(team.id)
    if (!poll || chronicle.asked.some(one => one.pollId === poll.id)) return
    count(chronicle, 'next meetings taken up')
    asked(team, poll, 'polls')
  }

  async function decides(pollId: string): Promise<void> {
    const poll = rows.poll(pollId)
    if (poll.status !== 'open') return
    const team = teamOf(poll.teamId)
    const leader = leaderOf(team.id)
    const stored = await town.services.polls.find(town.db.reader, pollId)
    if (!stored) throw new Error('the poll is not there')
    const { ranked } = await town.services.polls.view(town.db.reader, stored, town.now())
    const best = ranked.find(one => one.slot.startAt > town.now())
    if (best?.feasible) {
      const choice = { pollId, slotId: best.slot.id }
      let outcome = await town.press(leader, 'poll.confirm', choice)
      // Somebody who could has got another meeting since: then it wants a reason in writing (decision 0012).
      if (outcome.type === 'refuse' && outcome.code === 'REASON') {
        count(chronicle, 'dates fixed with a reason in writing')
        outcome = await town.press(leader, 'poll.confirm', { ...choice, reason: 'Vi er nok alligevel.' })
      }
      if (rows.poll(pollId).status !== 'confirmed') return complainOf(team, 'confirm', outcome)
      return confirmed(team, pollId)
    }
    if (!triedMore.has(pollId)) {
      triedMore.add(pollId)
      count(chronicle, 'polls that could not be met')
      chronicle.reasons.push({ teamId: team.id, at: town.now(), why: 'nothing feasible' })
      const draft = await town.press(leader, 'poll.more', { pollId })
      if (cardOf(draft) && buttonTitles(cardOf(draft)).length > 0 && (await sendsMore(team, draft))) return
    }
    await town.press(leader, 'poll.cancel', { pollId })
    chronicle.closedPolls.set(pollId, town.now())
    count(chronicle, 'polls given up')
    gaveUp(team, 'nothing feasible', [3, 8])
  }

  async function sendsMore(team: Team, draft: Outcome): Promise<boolean> {
    const offered = [...nodes(cardOf(draft))].some(node => node.verb === 'poll.addSlots')
    return offered && sends(team, draft, 'poll.addSlots')
  }

  function complainOf(team: Team, what: string, outcome: Outcome): void {
    count(chronicle, `${what} refused`)
    chronicle.reasons.push({ teamId: team.id, at: town.now(), why: `${what}: ${outcome.type}` })
    timeline.at(atWork(chance, town.now(), 1, 3), () => {
      const poll = rows.openPoll(team.id)
      return poll ? decides(poll.id) : wantsDate(team)
    })
  }

  /** @param by whoever did it knows it already; null: the bot */
  function changed(what: Change['what'], meetingId: string, by: string | null): void {
    const { teamId, startAt, endAt, dueAt } = rows.meeting(meetingId)
    const toTell = rows
      .members(teamId)
      .map(member => member.personId)
      .filter(personId => personId !== by)
    chronicle.changes.push({ what, at: town.now(), meetingId, teamId, startAt, endAt, dueAt, toTell })
  }

  function confirmed(team: Team, pollId: string): void {
    const [row] = rows.all('SELECT id FROM Meeting WHERE pollId = ?', pollId)
    count(chronicle, 'dates confirmed')
    chronicle.closedPolls.set(pollId, town.now())
    fixed(team, String(row?.id), pollId)
  }

  function hears(meetingId: string): void {
    const [row] = rows.all('SELECT pollId FROM Meeting WHERE id = ?', meetingId)
    const pollId = String(row?.pollId)
    if (chronicle.closedPolls.has(pollId)) return
    count(chronicle, 'dates fixed by the bot')
    chronicle.closedPolls.set(pollId, town.now())
    fixed(teamOf(rows.meeting(meetingId).teamId), meetingId, pollId, null)
  }

  /** @param pollId null: it was laid out @param by who fixed it; null: the bot */
  function fixed(
    team: Team,
    meetingId: string,
    pollId: string | null,
    by: string | null = leaderOf(team.id),
  ): void {
    changed('confirmed', meetingId, by)
    witness.fixed(meetingId, pollId)
    const meeting = rows.meeting(meetingId)
    holdsAt(team, meetingId, meeting.startAt)
    if (chance.happens(0.75))
      timeline.at(atWork(chance, town.now(), 0, 4), () => chair.addsItems(team, meetingId))
    const span = meeting.startAt.getTime() - town.now().getTime()
    const some = new Date(town.now().getTime() + chance.next() * span)
    const when = atWork(chance, some, 0, 1)
    if (when >= meeting.startAt) return
    if (chance.happens(0.15)) timeline.at(when, () => moves(team, meetingId))
    else if (chance.happens(0.08)) timeline.at(when, () => cancels(team, meetingId))
  }

  /** Some days on at the same hour; where that will not do, to the time that the bot fills in instead. */
  async function moves(team: Team, meetingId: string): Promise<void> {
    const meeting = rows.meeting(meetingId)
    if (meeting.status !== 'planned' || meeting.startAt <= town.now()) return
    const { sequence, place } = meeting
    const day = nthWorked(today(meeting.startAt), chance.between(1, 12), closed)
    const [start, end] = [clockAt(meeting.startAt), clockAt(meeting.endAt)]
    const move = (typed: object) =>
      town.press(leaderOf(team.id), 'meeting.confirmMove', { meetingId, sequence, place, ...typed })
    let wanted = { day, start, end } as Record<'day' | 'start' | 'end', string>
    let outcome = await move(wanted)
    if (rows.meeting(meetingId).sequence === sequence) {
      count(chronicle, 'moves that were advised against')
      const offered = inputValues(cardOf(outcome))
      wanted = { day: offered.day ?? '', start: offered.start ?? '', end: offered.end ?? '' }
      outcome = await move(wanted)
    }
    const moved = rows.meeting(meetingId)
    if (moved.sequence === sequence) return count(chronicle, `moves refused (${outcome.type})`)
    if (onTheWall(moved.startAt, ZONE) !== `${wanted.day} ${wanted.start}`)
      witness.complain('zone', `moved to ${JSON.stringify(wanted)}, stands at ${moved.startAt.toISOString()}`)
    count(chronicle, 'meetings moved')
    chronicle.reasons.push({ teamId: team.id, at: town.now(), why: 'moved' })
    changed('moved', meetingId, leaderOf(team.id))
    witness.fixed(meetingId, null)
    holdsAt(team, meetingId, moved.startAt)
  }

  async function cancels(team: Team, meetingId: string): Promise<void> {
    const meeting = rows.meeting(meetingId)
    if (meeting.status !== 'planned' || meeting.startAt <= town.now()) return
    const { sequence } = meeting
    const outcome = await town.press(leaderOf(team.id), 'meeting.confirmCancel', { meetingId, sequence })
    if (rows.meeting(meetingId).status !== 'cancelled') return complainOf(team, 'cancel', outcome)
    count(chronicle, 'meetings cancelled')
    changed('cancelled', meetingId, leaderOf(team.id))
    chronicle.reasons.push({ teamId: team.id, at: town.now(), why: 'cancelled' })
    timeline.at(atWork(chance, town.now(), 1, 4), () => wantsDate(team))
  }

  function holdsAt(team: Team, meetingId: string, startAt: Date): void {
    timeline.at(startAt, async () => {
      const meeting = rows.meeting(meetingId)
      // Moved or cancelled since.
      if (meeting.status !== 'planned' || meeting.startAt.getTime() !== startAt.getTime()) return
      // The bot proposes the next one; whoever has not taken that up asks for one some time.
      await chair.holds(team, meetingId, () =>
        timeline.at(atWork(chance, town.now(), 10, 20), async () => {
          const asks = !rows.openPoll(team.id) && !hasDate(team)
          if (asks) chronicle.reasons.push({ teamId: team.id, at: town.now(), why: 'asked late' })
          await wantsDate(team)
        }),
      )
    })
  }

  return { wantsDate, takesUp, decides, hears }
}

/** The first thing that each team does, some time in the first weeks. */
export function begins(world: World, leader: Leader): void {
  const { chance, population, timeline, town } = world
  // Both teams of a house think of it at the same time.
  let from = town.now()
  for (const [index, team] of population.teams.entries()) {
    if (index % 2 === 0) from = later(town.now(), chance.between(0, 30))
    const day = isWorkday(today(from)) ? from : later(from, 3)
    timeline.at(atWork(chance, day, 0, 2), () => leader.wantsDate(team))
  }
}
