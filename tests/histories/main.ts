import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type Lived, live, together } from './live.ts'

/**
 * `npm run histories -- --count 10000 --seed 1 --lanes 2`: so many histories of what parents agreed to, in as many
 * processes as there are lanes, and whatever somebody was shown that they should not have been.
 */
const option = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`)
  return place === -1 ? otherwise : Number(process.argv[place + 1])
}

const options = { count: option('count', 1000), seed: option('seed', 1), lanes: option('lanes', 2) }
const lane = option('lane', -1)

if (lane >= 0) {
  const lived = await live({ ...options, lane }, over => process.send?.({ over }))
  process.send?.({ lived })
} else {
  const began = performance.now()
  const over = new Array<number>(options.lanes).fill(0)
  const all = await Promise.all(over.map((_, number) => run(number)))
  const { histories, complaints, counts } = together(all)
  const minutes = (performance.now() - began) / 60_000
  console.table(Object.fromEntries(Object.entries(counts).toSorted()))
  const wrong = Object.entries(complaints).filter(([, list]) => list.length > 0)
  for (const [what, list] of wrong) {
    // One of each town's: the rest of them mostly follow from it.
    const firsts = new Map(list.toReversed().map(one => [one.split(':')[0], one]))
    console.log(what, list.length, [...firsts.values()].toReversed().slice(0, 20))
  }
  console.log(
    `${wrong.length === 0 ? 'nothing' : 'something'} went wrong in ${histories} histories; ` +
      `${minutes.toFixed(1)} minutes, ${Math.round(histories / minutes)} a minute`,
  )
  if (wrong.length > 0) process.exitCode = 1

  async function run(number: number): Promise<Lived> {
    const child = fork(import.meta.filename, [...process.argv.slice(2), '--lane', String(number)])
    let lived: Lived | null = null
    child.on('message', (message: { over?: number; lived?: Lived }) => {
      lived = message.lived ?? lived
      if (message.over === undefined) return
      over[number] = message.over
      console.log(`${over.reduce((sum, one) => sum + one, 0)} of ${options.count} histories`)
    })
    const [code] = await once(child, 'exit')
    if (!lived) throw new Error(`lane ${number} ended with ${code} before its histories did`)
    return lived
  }
}
