import { expect, test } from 'vitest'
import type { Span } from '../../../src/features/meetings/availability/model.ts'
import { readDates } from '../../../src/features/meetings/series/reading/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import type { Day } from '../../../src/shared/day.ts'
import { instantOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const spanOn = (day: string, time = '09:00'): Span => {
  const startAt = instantOf(day as Day, time, zone)
  return { startAt, endAt: new Date(startAt.getTime() + 7_200_000) }
}
const row = (day: string, time = '09:00') => ({ keep: true, day, time })

test('one that is planned already is no mistake, past or not; another at that hour is', () => {
  const taken = [spanOn('2026-08-11'), spanOn('2026-09-01')]
  const { there, spans, rows, good } = readDates(
    [row('2026-08-11'), row('2026-09-01'), row('2026-09-01', '10:00'), row('2026-09-08')],
    {
      now: instantOf('2026-08-17' as Day, '10:00', zone),
      zone,
      calendar: calendarOf(defaultPolicy),
      lang: 'da',
      lengthMinutes: 120,
      soonest: '2026-08-30' as Day,
      taken,
      missing: () => [],
    },
  )
  expect(there).toEqual(taken)
  expect(spans).toEqual([spanOn('2026-09-08')])
  expect(good).toBe(false)
  expect(rows.map(one => one.keep)).toEqual([true, true, true, true])
  expect(rows[2]).toMatchObject({ problem: { type: 'overlap' }, day: '2026-09-01', time: '11:00' })
})
