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
  /** after so many statements from now; 0: not at all */
  | { die: number }
  /** the time is now, and what is due by then is carried out and delivered */
  | { passTo: string }

export type Report = { port: number } | { statements: number } | { passed: true }

let left = Number(process.env.DIE_AFTER ?? 0)
let statements = 0
const execute = SqliteConnection.prototype.execute
SqliteConnection.prototype.execute = function (...args) {
  statements += 1
  left -= 1
  // Half of the time what the statement does is done, and nobody hears of it.
  if (left === 0 && statements % 2 === 0) process.kill(process.pid, 'SIGKILL')
  const result = execute.apply(this, args)
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return result
}

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
  report({ statements })
  statements = 0
  left = order.die
})
process.on('disconnect', () => process.exit())
report({ port: app.server.port })
