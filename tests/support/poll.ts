import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import type { Poll } from '../../src/features/polls/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import { type TestBot, type TestPerson, tenantId } from './bot.ts'
import { nodes } from './cards.ts'
import type { CardNode } from './fake-teams.ts'
import type { Solsikken } from './solsikken.ts'

/** Lone sends the times as they are proposed. */
export async function startsPoll({ lone }: Solsikken): Promise<void> {
  await lone.says('find en mødedato')
  await lone.presses('Send til teamet')
}

/** The controls of the slots on an answering card. */
export const slotInputs = (card: CardNode): CardNode[] =>
  [...nodes(card)].filter(node => String(node.id).startsWith('slot:'))

/** Fills in the newest card that asks this person, slot by slot, by what stands beside each control. */
export async function answersPoll(person: TestPerson, pick: (date: string) => string) {
  await person.finds('Send svar')
  const chosen = slotInputs(person.card).map(node => [String(node.id), pick(String(node.label))])
  return person.presses('Send svar', Object.fromEntries(chosen))
}

export async function openPollOf(bot: TestBot, team: Team): Promise<Poll> {
  const { db, services } = bot.app.core
  const [poll] = await services.polls.open(db.reader, [team.id])
  if (!poll) throw new Error('no open poll')
  return poll
}

export async function actorOf(bot: TestBot, { personId }: TestPerson): Promise<Actor> {
  const { db, services } = bot.app.core
  const actor = await services.people.actorById(db.reader, personId)
  if (!actor) throw new Error('nobody has this id')
  return actor
}

/** What the municipality has decided. */
export const decides = (bot: TestBot, key: string, value: unknown) =>
  bot.app.core.db.write(tx =>
    createPolicyStore().put(tx, tenantId, key, JSON.stringify(value), bot.clock.now()),
  )

/** Another team, of Bo's, with Jens and whoever else is named in it. */
export async function startKastanjen(
  bot: TestBot,
  s: Solsikken,
  others: readonly TestPerson[] = [],
): Promise<{ bo: TestPerson; team: Team }> {
  const bo = await bot.person('Bo Frem', 'daycareLeader')
  const { db, services } = bot.app.core
  const actor = await actorOf(bot, bo)
  const team = await db.write(async tx => {
    const now = bot.clock.now()
    const { id: institutionId } = await services.people.ensureInstitution(tx, tenantId, 'Kastanjen', now)
    const place = { profession: 'psychologist', required: true } as const
    const members = [
      { personId: bo.personId, profession: 'daycareLeader' as const, required: true },
      ...[s.jens, ...others].map(({ personId }) => ({ ...place, personId })),
    ]
    const { kind, cadenceWeeks, weekday, startTime, lengthMinutes, reservedMinutes02 } = s.team
    const rhythm = { cadenceWeeks, weekday, startTime, lengthMinutes, place: 'Loftet', reservedMinutes02 }
    const input = { kind, institutionId, name: 'Team Kastanjen', members, rhythm }
    const created = await services.teams.create(tx, actor, input, now)
    if (!created.ok) throw new Error(created.problem)
    return created.team
  })
  await bot.app.engine.runDue()
  return { bo, team }
}

/** A meeting of that team, as another poll of theirs would have fixed it. */
export async function plansMeeting(bot: TestBot, team: Team, by: TestPerson, startAt: string, hours = 2) {
  const { db, services } = bot.app.core
  const start = new Date(startAt)
  const endAt = new Date(start.getTime() + hours * 3_600_000)
  const input = { team, startAt: start, endAt, pollId: null, createdById: by.personId }
  const meeting = await db.write(tx => services.meetings.create(tx, input, bot.clock.now()))
  await bot.app.engine.runDue()
  return meeting
}
