import type { GivenUpStore } from './store.ts'

/** All of them as one. */
export const together = (stores: readonly GivenUpStore[]): GivenUpStore => ({
  async list(tx) {
    const all = (await Promise.all(stores.map(store => store.list(tx)))).flat()
    return all.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  },
  async again(tx, ids, now) {
    let count = 0
    for (const store of stores) count += await store.again(tx, ids, now)
    return count
  },
})
