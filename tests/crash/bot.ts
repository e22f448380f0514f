import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { SqliteConnection } from '../../src/shared/sqlite-connection.prisma.ts'
import { passTo } from '../support/passing.ts'

/**
 * The product in a process of its own, which is killed as the system kills: at whatever statement to its database it
 * stands, without a word. It is told the time, and tells its port.
 */
export type Order =
  /** at the so many-th from now; 0: not at all */
  | { die: number; at: Place }
  /** the time is now, and what is due by then is carried out and delivered */
  | { passTo: string }

/**
 * Inside a transaction all that was done in it is undone: what belongs together may come apart at its end alone, and
 * what is recorded too early shows before a message leaves.
 */
export type Place = 'statement' | 'commit' | 'send'
/** how many there were since it was last asked */
export type Counts = Record<Place, number>
export type Report = { port: number } | { counts: Counts } | { passed: true }

let left = Number(process.env.DIE_AFTER ?? 0)
let at: Place = 'statement'
let counts: Counts = { statement: 0, commit: 0, send: 0 }

/** Is it here that it dies? */
function comesTo(...here: readonly Place[]): boolean {
  for (const place of here) counts[place] += 1
  if (here.includes(at)) left -= 1
  return here.includes(at) && left === 0
}

const execute = SqliteConnection.prototype.execute
SqliteConnection.prototype.execute = function (...args) {
  const dies = args[0] === 'COMMIT' ? comesTo('statement', 'commit') : comesTo('statement')
  // Half of the time what the statement does is done, and nobody hears of it.
  if (dies && counts.statement % 2 === 0) process.kill(process.pid, 'SIGKILL')
  const result = execute.apply(this, args)
  if (dies) process.kill(process.pid, 'SIGKILL')
  return result
}

const request = http.request
http.request = ((...args: Parameters<typeof request>) => {
  if (comesTo('send')) process.kill(process.pid, 'SIGKILL')
  return request(...args)
}) as typeof request
syncBuiltinESMExports()

const report = (message: Report) => process.send?.(message)
let current = new Date(process.env.NOW ?? '')
const clock = {
  now: () => new Date(current),
  set(instant: string | Date) {
    current = new Date(instant)
  },
}
const read = readConfig({ PORT: '0', DATABASE_URL: process.env.DATABASE_URL, LOG_LEVEL: 'silent' }, [
  '--no-client',
])
if (!read.ok) throw new Error(read.problems.join('\n'))
const app = await compose(read.config, { clock, ids: randomIds, log: silentLog, sweepEveryMs: 3_600_000 })

process.on('message', async (order: Order) => {
  if ('passTo' in order) {
    await passTo(app, clock, order.passTo)
    report({ passed: true })
    return
  }
  report({ counts })
  counts = { statement: 0, commit: 0, send: 0 }
  left = order.die
  at = order.at
})
process.on('disconnect', () => process.exit())
report({ port: app.server.port })
