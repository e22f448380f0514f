import { parseArgs } from 'node:util'
import { command, operator as openOperator, Stop } from './wiring/command.ts'

const usage = [
  'npm run undelivered                      lists what was given up: messages, reminders, calendar entries',
  'npm run undelivered -- --again <id>      tries that one again; --again may be given several times',
  'npm run undelivered -- --again all       tries all of them again',
].join('\n')

function wanted(): readonly string[] {
  try {
    return parseArgs({ options: { again: { type: 'string', multiple: true } } }).values.again ?? []
  } catch {
    throw new Stop(usage)
  }
}

type Operator = Awaited<ReturnType<typeof openOperator>>

/** Ids, codes and times: what the messages say is nowhere in it. */
async function list(operator: Operator): Promise<void> {
  const { list, dead } = await operator.givenUp()
  for (const one of list)
    console.log(
      [
        one.at.toISOString(),
        one.what,
        one.kind,
        one.id,
        `person ${one.personId || 'none'}`,
        `tenant ${one.tenantId || 'none'}`,
        `attempts ${one.attempts}`,
        one.last ?? 'no answer on record',
      ].join('  '),
    )
  for (const one of dead)
    console.log(
      [one.at.toISOString(), 'errand', one.id, `person ${one.personId}`, `code ${one.code}`].join('  '),
    )
  console.log(list.length === 0 ? 'Nothing was given up.' : `${list.length} given up.`)
}

async function again(operator: Operator, ids: readonly string[]): Promise<void> {
  const all = ids.includes('all')
  const done = await operator.tryAgain(all ? null : ids)
  if (!done) throw new Stop('The bot is running and has the database to itself: stop it, and run this again.')
  console.log(`${done.given} will be tried again${done.errands > 0 ? `, and ${done.errands} errands` : ''}.`)
  if (!all && done.given < new Set(ids).size)
    throw new Stop('Not all of these were given up: npm run undelivered lists those that were.')
}

await command(async () => {
  const ids = wanted()
  const operator = await openOperator(process.env)
  try {
    await (ids.length === 0 ? list(operator) : again(operator, ids))
  } finally {
    await operator.close()
  }
})
