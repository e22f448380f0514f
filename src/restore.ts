import { parseArgs } from 'node:util'
import { command, copying, Stop } from './wiring/command.ts'

const usage = 'npm run restore -- --in FILE   puts a backup back, where DATABASE_URL names no database yet'

function wanted(): string {
  try {
    const { in: from } = parseArgs({ options: { in: { type: 'string' } } }).values
    if (from) return from
  } catch {
    // Said below.
  }
  throw new Stop(usage)
}

await command(async () => {
  const from = wanted()
  const { lines, made, unsure } = await copying(process.env).restore(from)
  for (const line of lines) console.log(line)
  console.log(`Restored as it was ${made}, and compared.`)
  console.log(
    `${unsure} messages were on their way, or waited for somebody, and will say that they may have come already.`,
  )
  console.log(
    'What was deleted or withdrawn since is back, items that were stopped by a yes to the stop question, too: start the bot with SENDING=off, and read docs/drift.md, "Efter en gendannelse".',
  )
})
