import { expect, test } from 'vitest'
import { outOfReach, type PersonStatus } from '../../../src/features/people/model.ts'
import { type Day, toDay } from '../../../src/shared/day.ts'

const day = (date: number): Day => toDay(2026, 11, date)
const reach = (status: PersonStatus = 'active', silent = false) => ({ status, silent })
const away = (from: number, to: number) => ({ fromDay: day(from), toDay: day(to) })

test('whoever has no chat, is away today, or on the day that it is due, does not hear of it in time (R-TEAM-4, R-TEAM-5)', () => {
  const out = (absences: ReturnType<typeof away>[], due = 26) =>
    outOfReach(reach(), absences, day(24), day(due))
  expect(outOfReach(reach('unreachable'), [], day(24), day(26))).toEqual({ type: 'noChat' })
  expect(outOfReach(reach('known'), [away(24, 25)], day(24), day(26))).toEqual({ type: 'noChat' })
  expect(out([])).toBeNull()
  expect(out([away(20, 24)])).toEqual({ type: 'away', ...away(20, 24) })
  expect(out([away(26, 28)])).toEqual({ type: 'away', ...away(26, 28) })
  expect(out([away(25, 25)])).toBeNull()
  expect(out([away(27, 28)])).toBeNull()
  expect(outOfReach(reach('active', true), [], day(24), day(26))).toEqual({ type: 'silent' })
  // Over time: what counts is today.
  expect(out([away(20, 23)], 20)).toBeNull()
})

test('absences that follow or overlap each other are one', () => {
  const absences = [away(23, 24), away(24, 26), away(27, 29), away(25, 25)]
  expect(outOfReach(reach(), absences, day(24), day(24))).toEqual({ type: 'away', ...away(23, 29) })
})
