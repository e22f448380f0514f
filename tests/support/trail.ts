import type { App } from '../../src/compose.ts'
import type { Performed, Turn } from '../../src/shared/action.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'

/**
 * What is nobody's content: what is to be sent and what was answered, the log itself, and the steps of a team that is
 * not there yet, which nobody but their author is shown.
 */
const unrecorded = [
  'AuditEvent',
  'CalendarEntry',
  'ConversationReference',
  'Delivery',
  'ProcessedActivity',
  'Reminder',
  'Setting',
  'TeamDraft',
]

/**
 * Watches that each click which changes something leaves an event of that person in the audit log, in the same
 * transaction (R-SEC-4). The database itself notes what is changed, so that no way of changing it can be forgotten.
 * @returns the actions that changed something without, with the tables: 'absence.add changes Absence'
 */
export async function watchTrail(app: App): Promise<ReadonlySet<string>> {
  const { db } = app.core
  const unaudited = new Set<string>()
  await db.write(async tx => {
    const client = clientOf(tx)
    const tables = await client.$queryRawUnsafe<{ name: string }[]>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '[A-Z]*'`,
    )
    await client.$executeRawUnsafe('CREATE TABLE IF NOT EXISTS "_changed" ("what" TEXT)')
    for (const { name } of tables.filter(table => !unrecorded.includes(table.name)))
      for (const change of ['INSERT', 'UPDATE', 'DELETE'])
        await client.$executeRawUnsafe(
          `CREATE TRIGGER IF NOT EXISTS "_${name}_${change}" AFTER ${change} ON "${name}"
           BEGIN INSERT INTO "_changed" VALUES ('${name}'); END`,
        )
  })

  const { action } = app.registry
  app.registry.action = verb => {
    const found = action(verb)
    if (found?.effect !== 'write') return found
    return { ...found, perform: turn => watched(verb, turn, () => found.perform(turn)) }
  }
  return unaudited

  async function watched(
    verb: string,
    turn: Turn<unknown>,
    perform: () => Promise<Performed>,
  ): Promise<Performed> {
    const client = clientOf(turn.tx)
    await client.$executeRawUnsafe('DELETE FROM "_changed"')
    const last = await client.auditEvent.aggregate({ _max: { id: true } })
    const performed = await perform()
    const changed = await client.$queryRawUnsafe<{ what: string }[]>('SELECT DISTINCT "what" FROM "_changed"')
    if (changed.length === 0) return performed
    const noted = await client.auditEvent.count({
      where: {
        id: { gt: last._max.id ?? 0 },
        actorId: turn.actor.personId,
        NOT: { action: { endsWith: '.read' } },
      },
    })
    if (noted === 0) unaudited.add(`${verb} changes ${changed.map(({ what }) => what).join(', ')}`)
    return performed
  }
}
