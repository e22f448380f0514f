import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import type { Poll } from '../../src/features/polls/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { remarkField } from './asked-by-many.ts'
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
export async function answersPoll(person: TestPerson, pick: (date: string) => string, comment?: string) {
  const card = await person.finds('Send svar')
  const chosen = slotInputs(card).map(node => [String(node.id), pick(String(node.label))])
  const remark = comment === undefined ? [] : [[remarkField(card), comment]]
  return person.presses('Send svar', Object.fromEntries([...chosen, ...remark]))
}

export async function openPollOf(bot: TestBot, team: Team): Promise<Poll> {
  const { db, services } = bot.app.core
  const [poll] = await services.polls.open(db.reader, [team.id])
  if (!poll) throw new Error('no open poll')
  return poll
}

/** The newest event of a poll in the audit log, with who did it and why. */
export const lastEventOf = (bot: TestBot, pollId: string) =>
  clientOf(bot.app.core.db.reader).auditEvent.findFirst({
    where: { subjectId: pollId },
    orderBy: { id: 'desc' },
  })

/** What the municipality has decided. */
export const decides = (bot: TestBot, key: string, value: unknown) =>
  bot.app.core.db.write(tx =>
    createPolicyStore().put(tx, tenantId, key, JSON.stringify(value), bot.clock.now()),
  )
