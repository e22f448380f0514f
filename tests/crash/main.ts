import { killOften } from './often.ts'

/** `npm run crash -- --times 200 --seed 1 --lanes 2`: so many deaths of the process, and what was lost or sent twice. */
const option = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`)
  return place === -1 ? otherwise : Number(process.argv[place + 1])
}

const began = performance.now()
const options = { times: option('times', 200), seed: option('seed', 1), lanes: option('lanes', 2) }
const outcome = await killOften(options, kills => console.log(`${kills} of ${options.times} deaths`))
console.table(Object.fromEntries(Object.entries(outcome.where).toSorted()))
for (const complaint of outcome.complaints.slice(0, 10)) console.log(complaint)
console.log(
  `${outcome.complaints.length === 0 ? 'nothing' : 'something'} went wrong in ${outcome.kills} deaths; ` +
    `${outcome.twice} messages came twice because nobody could know; ` +
    `${Math.round((performance.now() - began) / 1000)} s`,
)
process.exit(outcome.complaints.length === 0 ? 0 : 1)
