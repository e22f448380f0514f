/**
 * The product itself, with the demo's configuration but without the demo's own commands. Listens on 127.0.0.1, on
 * the port in `PORT`, with the database in `DATABASE_URL`.
 */
import { compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { createLog } from '../../src/shared/log.ts'

const read = readConfig(process.env, ['--no-client'])
if (!read.ok) throw new Error(read.problems.join('\n'))
const log = createLog(read.config.logLevel)
const app = await compose(read.config, { clock: systemClock, ids: randomIds, log, sweepEveryMs: 15_000 })
process.on('SIGTERM', async () => {
  await app.stop()
  process.exit(0)
})
