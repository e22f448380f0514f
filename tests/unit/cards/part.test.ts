import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Part, pageOf, partOf } from '../../../src/cards/part.ts'

const list = fc.array(fc.integer(), { maxLength: 40 })
const size = fc.integer({ min: 1, max: 12 })

describe('a list that one card has no room for', () => {
  test('turned over to its end, shows everything once and in order', () => {
    fc.assert(
      fc.property(list, size, (all, room) => {
        const met: number[] = []
        let part: Part<number> | null = partOf(all, 0, room)
        while (part !== null) {
          met.push(...part.here)
          expect(part.left).toBe(all.length - met.length)
          expect(part.here.length).toBeLessThanOrEqual(room)
          part = part.next === null ? null : partOf(all, part.next, room)
        }
        expect(met).toEqual(all)
      }),
    )
  })

  test('that has grown shorter since is shown from its beginning, not as an empty card', () => {
    expect(partOf(['a', 'b'], 10, 2)).toEqual({ here: ['a', 'b'], from: 0, next: null, left: 0 })
  })

  test('of nothing is one empty card', () => {
    expect(partOf([], 0, 5)).toEqual({ here: [], from: 0, next: null, left: 0 })
    expect(pageOf([], 3, 5)).toMatchObject({ here: [], page: 1, pages: 1 })
  })

  test('by numbered pages, gives the nearest page that is there', () => {
    const all = ['a', 'b', 'c', 'd', 'e']
    expect(pageOf(all, 2, 2)).toMatchObject({ here: ['c', 'd'], page: 2, pages: 3 })
    expect(pageOf(all, 9, 2)).toMatchObject({ here: ['e'], page: 3, pages: 3 })
    expect(pageOf(all, 0, 2)).toMatchObject({ here: ['a', 'b'], page: 1, pages: 3 })
  })
})
