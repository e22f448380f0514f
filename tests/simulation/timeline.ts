/** What is to happen, in order of time; what falls on the same moment happens in the order in which it was put in. */
export interface Timeline {
  at(when: Date, what: () => Promise<void>): void
  /** when the next thing happens; null when nothing is left */
  next(): Date | null
  /** takes out the first of those that are due */
  take(now: Date): (() => Promise<void>) | null
}

interface Entry {
  when: Date
  order: number
  what: () => Promise<void>
}

const before = (a: Entry, b: Entry) =>
  a.when.getTime() - b.when.getTime() < 0 || (a.when.getTime() === b.when.getTime() && a.order < b.order)

/** A heap: a year of two hundred teams puts in tens of thousands. */
export function timeline(): Timeline {
  const heap: Entry[] = []
  let order = 0

  function swap(a: number, b: number): void {
    const [one, other] = [heap[a], heap[b]]
    if (one && other) [heap[a], heap[b]] = [other, one]
  }

  function sink(): void {
    for (let place = 0; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      let least = place
      for (const child of [left, right]) {
        const [one, other] = [heap[child], heap[least]]
        if (one && other && before(one, other)) least = child
      }
      if (least === place) return
      swap(place, least)
      place = least
    }
  }

  return {
    at(when, what) {
      heap.push({ when, order: order++, what })
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1
        const [own, above] = [heap[place], heap[parent]]
        if (!own || !above || !before(own, above)) return
        swap(place, parent)
        place = parent
      }
    },
    next: () => heap[0]?.when ?? null,
    take(now) {
      const first = heap[0]
      if (!first || first.when > now) return null
      swap(0, heap.length - 1)
      heap.pop()
      sink()
      return first.what
    },
  }
}
