import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from './config.ts'
import { systemClock } from './shared/clock.ts'
import { Fault } from './shared/errors.ts'
import { chance, randomIds } from './shared/ids.ts'
import { createLog } from './shared/log.ts'

const result = readConfig(process.env, process.argv.slice(2))
if (!result.ok) {
  console.error(['Rød Tråd cannot start:', ...result.problems.map(problem => `  - ${problem}`)].join('\n'))
  process.exit(1)
}
const { config } = result
const log = createLog(config.logLevel)

try {
  const app =
    config.mode === 'demo'
      ? await (await import('./demo/demo.ts')).startDemo(config, log)
      : await (await import('./compose.ts')).compose(config, {
          clock: systemClock,
          ids: randomIds,
          log,
          sweepEveryMs: 15_000,
          // A minute: where database and bot start together, the database is often the later one.
          tryAgain: async tried => tried < 12 && sleep(5000, true),
          sending: { abreast: 32, wait: ms => sleep(ms), chance },
        })
  if (config.mode === 'teams') log.info('started', { port: app.server.port })

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info('stopping', { signal })
    await app.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  if (!(error instanceof Fault)) throw error
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? `\n  ${error.remedy}` : ''
  console.error(`Rød Tråd cannot start (${error.code}): ${error.message}${remedy}`)
  process.exit(1)
}
