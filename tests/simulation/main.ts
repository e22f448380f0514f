import type { Chronicle } from './chronicle.ts'
import { figuresOf } from './figures.ts'
import { simulate } from './simulate.ts'

/** `npm run simulate -- --seed 7 --teams 200 --year 2026`: a year of the municipality, and what came of it. */
const option = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`)
  return place === -1 ? otherwise : Number(process.argv[place + 1])
}

const options = { seed: option('seed', 1), teams: option('teams', 200), year: option('year', 2026) }
console.log(options)
const progress = (now: Date, { counts }: Chronicle) =>
  console.log(`${now.toISOString().slice(0, 10)}: ${counts.get('messages') ?? 0} messages so far`)
const { chronicle, witness, took } = await simulate({ ...options, progress })
console.table(Object.fromEntries([...chronicle.counts].toSorted()))
console.table(figuresOf(chronicle))
for (const [wrong, list] of witness.complaints) console.log(wrong, list.length, list.slice(0, 5))
console.log(
  `${witness.complaints.size === 0 ? 'nothing' : 'something'} went wrong; ${Math.round(took / 1000)} s`,
)
if (witness.complaints.size > 0) process.exitCode = 1
