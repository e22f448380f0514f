import { expect, inject, test } from 'vitest'

/** Minutes ahead of UTC in January and July 2026. */
const OFFSETS: Record<string, [number, number]> = {
  UTC: [0, 0],
  'Europe/Copenhagen': [60, 120],
  'America/Los_Angeles': [-480, -420],
  'Pacific/Kiritimati': [840, 840],
}

test('the machine runs in the zone that the project names', () => {
  const zone = inject('zone')
  const offsets = [new Date('2026-01-15T12:00:00Z'), new Date('2026-07-15T12:00:00Z')].map(
    instant => 0 - instant.getTimezoneOffset(),
  )
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
  expect(offsets).toEqual(OFFSETS[zone])
})
