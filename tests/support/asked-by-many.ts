import type { Poll } from '../../src/features/polls/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import { actorOf, type TestBot, type TestPerson } from './bot.ts'
import { nodes } from './cards.ts'

/** Asks a team about times of two hours; the messages wait for the next round, unless it is asked for. */
export async function asksTeam(
  bot: TestBot,
  leader: TestPerson,
  team: Team,
  times: readonly string[],
  deadline = '2026-10-12T10:00:00Z',
): Promise<Poll> {
  const { db, services } = bot.app.core
  const actor = await actorOf(bot, leader)
  const slots = times.map(time => {
    const startAt = new Date(time)
    return { startAt, endAt: new Date(startAt.getTime() + 2 * 3_600_000) }
  })
  return db.write(tx =>
    services.polls.start(tx, actor, team, { slots, deadlineAt: new Date(deadline) }, bot.clock.now()),
  )
}

/** What to send for the slots of a card, by the date that stands beside each control and the team above it. */
export function picks(card: unknown, pick: (date: string, team: string) => string | null) {
  const chosen: Record<string, string> = {}
  for (const section of nodes(card)) {
    if (section.type !== 'Container' || !Array.isArray(section.items)) continue
    const inside = [...nodes(section.items)]
    if (!inside.some(node => String(node.id).startsWith('comment:'))) continue
    const team = String(inside.find(node => node.type === 'TextRun')?.text ?? '')
    for (const node of inside) {
      const answer = String(node.id).startsWith('slot:') ? pick(String(node.label), team) : null
      if (answer !== null) chosen[String(node.id)] = answer
    }
  }
  return chosen
}

/** The remark's field of the poll whose team stands above it; of the only one without a name. */
export function remarkField(card: unknown, team = ''): string {
  for (const section of nodes(card)) {
    if (section.type !== 'Container' || !Array.isArray(section.items)) continue
    const inside = [...nodes(section.items)]
    const field = inside.find(node => String(node.id).startsWith('comment:'))
    if (field && (team === '' || inside.some(node => node.text === team))) return String(field.id)
  }
  throw new Error(`no remark for ${team}`)
}
