import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysOf, partOn, quarterMs, without } from '../../../src/features/calendar/busy/model.ts'
import { busySpans } from '../../../src/msgraph/busy.ts'

const at = (iso: string) => new Date(iso)
const span = (startAt: string, endAt: string) => ({ startAt: at(startAt), endAt: at(endAt) })

describe('the row of figures', () => {
  test('busy and out of office are busy; tentative and working elsewhere are not', () => {
    expect(busySpans('0220', at('2026-10-20T07:00:00Z'))).toEqual([
      span('2026-10-20T07:15:00Z', '2026-10-20T07:45:00Z'),
    ])
    expect(busySpans('3141', at('2026-10-20T07:00:00Z'))).toEqual([
      span('2026-10-20T07:00:00Z', '2026-10-20T07:15:00Z'),
    ])
    expect(busySpans('', at('2026-10-20T07:00:00Z'))).toEqual([])
  })

  test('every quarter is in a span just when its figure says so, over a change of clock as well', () => {
    const start = at('2026-10-24T00:00:00Z')
    fc.assert(
      fc.property(fc.array(fc.constantFrom('0', '1', '2', '3', '4'), { maxLength: 300 }), figures => {
        const spans = busySpans(figures.join(''), start)
        for (const [index, figure] of figures.entries()) {
          const quarter = start.getTime() + index * quarterMs
          const inside = spans.some(
            one => one.startAt.getTime() <= quarter && quarter + quarterMs <= one.endAt.getTime(),
          )
          expect(inside).toBe(figure === '2' || figure === '3')
        }
      }),
    )
  })
})

describe('hours that are known for what they are', () => {
  test('the bot’s own meeting is taken out, and what stands beside it stays', () => {
    const busy = [span('2026-10-20T07:00:00Z', '2026-10-20T12:00:00Z')]
    expect(without(busy, [span('2026-10-20T08:10:00Z', '2026-10-20T09:50:00Z')])).toEqual([
      span('2026-10-20T07:00:00Z', '2026-10-20T08:00:00Z'),
      span('2026-10-20T10:00:00Z', '2026-10-20T12:00:00Z'),
    ])
    expect(without(busy, busy)).toEqual([])
    expect(without(busy, [span('2026-10-20T12:00:00Z', '2026-10-20T13:00:00Z')])).toEqual(busy)
  })

  test('cut into days and laid together again, nothing is lost', () => {
    const night = span('2026-10-20T22:30:00Z', '2026-10-22T03:00:00Z')
    const parts = daysOf(night).flatMap(day => partOn(day, [night]))
    expect(parts).toHaveLength(3)
    expect(parts[0]?.startAt).toEqual(night.startAt)
    expect(parts.at(-1)?.endAt).toEqual(night.endAt)
    for (const [index, part] of parts.slice(1).entries()) expect(part.startAt).toEqual(parts[index]?.endAt)
  })
})
