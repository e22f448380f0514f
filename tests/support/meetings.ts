import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import type { TestBot } from './bot.ts'
import { asLeader } from './team.ts'

/** Two hours, unless it is said until when. */
function span(start: string | Date, end?: string | Date): { startAt: Date; endAt: Date } {
  const startAt = new Date(start)
  return { startAt, endAt: end ? new Date(end) : new Date(startAt.getTime() + 2 * 3_600_000) }
}

/** A meeting of the team, as a poll of theirs would have fixed it. */
export const plansMeeting = (
  bot: TestBot,
  team: Team,
  startAt: string | Date,
  endAt?: string | Date,
): Promise<Meeting> =>
  asLeader(bot, team, (tx, { personId }) => {
    const input = { team, ...span(startAt, endAt), pollId: null, createdById: personId }
    return bot.app.core.services.meetings.create(tx, input, bot.clock.now())
  })

/** @returns the meeting as it is then, or null when it could not be moved */
export const movesMeeting = (
  bot: TestBot,
  { id, teamId }: Meeting,
  start: string | Date,
  end?: string | Date,
): Promise<Meeting | null> =>
  asLeader(bot, { id: teamId }, async (tx, leader) => {
    const { meetings } = bot.app.core.services
    const { startAt, endAt } = span(start, end)
    return meetings.move(tx, await meetings.get(tx, id), startAt, endAt, leader, bot.clock.now())
  })

export const cancelsMeeting = (bot: TestBot, { id, teamId }: Meeting): Promise<unknown> =>
  asLeader(bot, { id: teamId }, async (tx, leader) => {
    const { meetings } = bot.app.core.services
    return meetings.cancel(tx, await meetings.get(tx, id), leader, bot.clock.now())
  })
