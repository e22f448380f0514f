import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { command, operator as openOperator, Stop } from './wiring/command.ts'

const usage =
  'npm run figures -- [--period 2026-1] [--tenant <id>] [--out FILE.xlsx]\n  the figures of a half-year that is over, counts under five hidden; the newest one where none is named'

function wanted(): { period?: string; tenant?: string; out?: string } {
  try {
    const option = { type: 'string' } as const
    return parseArgs({ options: { period: option, tenant: option, out: option } }).values
  } catch {
    throw new Stop(usage)
  }
}

/** @throws Stop when the file is there already: it may be another half-year's */
function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Stop(`${path} is there already: name another file.`)
    throw error
  }
}

async function run(): Promise<void> {
  const { period = '', tenant, out } = wanted()
  const operator = await openOperator(process.env)
  try {
    const tenants = await operator.tenants()
    const chosen = tenant ?? tenants[0]
    if (!chosen) throw new Stop('There is no team yet, and so there are no figures.')
    if (!tenant && tenants.length > 1)
      throw new Stop(
        `Several municipalities use this database: name one with --tenant: ${tenants.join(', ')}`,
      )
    const found = await operator.figuresOf(chosen, period)
    if (!found)
      throw new Stop(
        `There are no figures of ${period || 'any half-year'}: only half-years that are over have them.`,
      )
    console.log(found.period)
    for (const line of found.lines)
      console.log(
        Object.entries(line)
          .map(([what, words]) => `  ${what}: ${words}`)
          .join('\n'),
        '\n',
      )
    if (out) {
      write(out, found.file.bytes)
      console.log(`Written to ${out}`)
    }
  } finally {
    await operator.close()
  }
}

await command(run)
