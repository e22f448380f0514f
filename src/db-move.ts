import { parseArgs } from 'node:util'
import { databaseProblems } from './config.ts'
import { command, copying, Stop } from './wiring/command.ts'

const usage =
  'npm run db:move -- --to postgresql://user@host:5432/roed_traad   moves the SQLite file that DATABASE_URL names into an empty PostgreSQL, and compares; a password may stand in PGPASSWORD'

function wanted(): string {
  try {
    const to = parseArgs({ options: { to: { type: 'string' } } }).values.to?.trim()
    if (to) return to
  } catch {
    // Said below.
  }
  throw new Stop(usage)
}

await command(async () => {
  const to = wanted()
  // They are about the same kind of URL, given here and not there.
  const problems = databaseProblems(to).map(problem => problem.replaceAll('DATABASE_URL', '--to'))
  if (problems.length > 0) throw new Stop(problems.join('\n'))
  const lines = await copying(process.env).move(to)
  for (const line of lines) console.log(line)
  console.log(
    'Moved, and compared: both hold the same. Set DATABASE_URL to the PostgreSQL, and start the bot.',
  )
  console.log('The file is as it was. Keep it until you have looked, then delete it: it is personal data.')
})
