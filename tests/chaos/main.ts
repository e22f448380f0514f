import { parseArgs } from 'node:util'
import { type ChaosOptions, chaos, limits, type Verdict } from './run.ts'

/** `npm run chaos -- --database sqlite --seed 1`: 10,000 messages, a Teams in trouble, and processes that are killed. */
const option = (fallback: string) => ({ type: 'string', default: fallback }) as const
const { values } = parseArgs({
  options: {
    database: option('both'),
    seed: option(String(Math.floor(performance.timeOrigin) % 100_000)),
    deliveries: option('10000'),
    people: option('1500'),
    tenants: option('12'),
    kills: option('20'),
  },
})
const databases: ChaosOptions['database'][] =
  values.database === 'both'
    ? ['sqlite', 'postgresql']
    : [values.database === 'sqlite' ? 'sqlite' : 'postgresql']

function bad(verdict: Verdict): string[] {
  const never = [
    'lost',
    'repeatedThoughCertain',
    'repeatedUnmarked',
    'nudgedTwiceInADay',
    'tooEarlyAfter429',
  ] as const
  return [
    ...never.filter(name => verdict[name] > 0),
    ...verdict.rates.conversation.flatMap((rate, index) =>
      rate > (limits.conversation[index] ?? 0) ? ['rate of a conversation'] : [],
    ),
    ...(verdict.rates.tenant > limits.tenant ? ['rate of a tenant'] : []),
  ]
}

let failed = false
for (const database of databases) {
  const [seed, deliveries, people, tenants, kills] = (
    ['seed', 'deliveries', 'people', 'tenants', 'kills'] as const
  ).map(name => Number(values[name])) as [number, number, number, number, number]
  console.log(`${database}, seed ${seed}`)
  const verdict = await chaos({ database, seed, deliveries, people, tenants, kills }, line =>
    console.log(`  ${line}`),
  )
  console.log(JSON.stringify(verdict, null, 2))
  const wrong = bad(verdict)
  console.log(wrong.length === 0 ? 'as promised' : `NOT as promised: ${wrong.join(', ')}`)
  failed ||= wrong.length > 0
}
process.exit(failed ? 1 : 0)
