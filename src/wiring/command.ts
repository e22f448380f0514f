import packageJson from '../../package.json' with { type: 'json' }
import { type Config, readConfig } from '../config.ts'
import { backUp, countsOf, restore } from '../copying/backup.prisma.ts'
import { move } from '../copying/move.prisma.ts'
import { systemClock } from '../shared/clock.ts'
import { databasePath } from '../shared/database-file.prisma.ts'
import { Fault } from '../shared/errors.ts'
import { randomIds } from '../shared/ids.ts'
import { demoKeyFile, parseKeys } from '../shared/keyring.ts'
import { createLog } from '../shared/log.ts'
import { openForOperator } from './operator.ts'

/** What stands in the way of an operator's command, with its remedy; nothing of what is held is ever printed. */
export class Stop extends Error {}

function configured(env: NodeJS.ProcessEnv): Config {
  const result = readConfig(env, [])
  if (result.ok) return result.config
  throw new Stop(['The configuration cannot be used:', ...result.problems].join('\n  - '))
}

/** The database, with the variables that the bot has. @throws Stop, Fault with a message that names the remedy */
export const operator = (env: NodeJS.ProcessEnv) =>
  openForOperator(configured(env), { clock: systemClock, ids: randomIds, log: createLog('silent') })

/** Backing up and restoring, with the keys and the database that the bot has. @throws Stop, Fault, as above */
export function copying(env: NodeJS.ProcessEnv) {
  const { databaseUrl, dataKeys } = configured(env)
  const keyring = () =>
    dataKeys ? parseKeys(dataKeys) : demoKeyFile(`${databasePath(databaseUrl)}.key`, false)
  const now = systemClock.now()
  return {
    /** @returns lines that say how much is in it */
    backUp: async (file: string) =>
      countsOf(await backUp(databaseUrl, file, keyring(), { program: packageJson.version, now })),
    /** @returns lines that say how much was moved */
    move: async (toUrl: string) => countsOf(await move(databaseUrl, toUrl, now)),
    async restore(file: string) {
      const { sums, made, unsure } = await restore(databaseUrl, file, keyring(), now)
      return { lines: countsOf(sums), made, unsure }
    },
  }
}

/** Runs a command of the operator's; what stands in its way is said in words, and the exit code is 1. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Stop || error instanceof Fault)) throw error
    const remedy = 'remedy' in error && typeof error.remedy === 'string' ? `\n  ${error.remedy}` : ''
    console.error(`${error.message}${remedy}`)
    process.exitCode = 1
  }
}
