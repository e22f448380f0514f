import { chanceFrom } from '../simulation/chance.ts'
import { dieOften, type Outcome } from './kill.ts'
import { prepare } from './scene.ts'

/**
 * Kills the product's process at least so many times, on copies of one database, several processes at once.
 * @param options `seed`: chooses where; what the machine makes of a moment is not in our hands
 * @param progress is told how many deaths there were
 */
export async function killOften(
  { times, seed, lanes }: { times: number; seed: number; lanes: number },
  progress: (kills: number) => void = () => undefined,
): Promise<Outcome> {
  const before = await prepare()
  const sum: Outcome = { kills: 0, where: {}, twice: 0, complaints: [] }
  let scenes = 0
  const lane = async () => {
    while (sum.kills < times) {
      const number = seed * 100_003 + scenes++
      const { kills, where, twice, complaints } = await dieOften(before, chanceFrom(number))
      sum.kills += kills
      sum.twice += twice
      sum.complaints.push(...complaints.map(one => `seed ${number}: ${one}`))
      for (const [what, count] of Object.entries(where)) sum.where[what] = (sum.where[what] ?? 0) + count
      progress(sum.kills)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    return sum
  } finally {
    before.drop()
  }
}
