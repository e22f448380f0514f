import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultPolicy } from '../../../src/features/policy/model.ts'
import { formKinds, wishesOfMeeting } from '../../../src/features/preparation/deadlines/model.ts'
import { formDeadline, isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = { usualClosingDays: true, closingDays: [] }

test('the coordinator hears of missing forms before the limit, on a working day, once (R-FORM-1)', () => {
  const starts = fc.date({
    min: new Date('2026-01-01T06:00:00Z'),
    max: new Date('2028-12-31T06:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(starts, startAt => {
      const { leadDays, leadMode, sendAt, digestAt } = defaultPolicy
      const dueAt = formDeadline({ startAt, leadDays, leadMode, sendAt, zone, calendar })
      const wishes = wishesOfMeeting(defaultPolicy, { id: 'm', dueAt, zone }, 'lone', new Date(0))
      const missing = wishes.filter(({ kind }) => kind === formKinds.missing)
      expect(missing).toHaveLength(1)
      const [{ dueAt: at, recipientId } = { dueAt, recipientId: '' }] = missing
      expect(recipientId).toBe('lone')
      expect(dayOf(at, zone) < dayOf(dueAt, zone)).toBe(true)
      expect(isWorkingDay(dayOf(at, zone), calendar)).toBe(true)
      expect(timeOf(at, zone)).toBe(digestAt)
      for (const { dueAt: each } of wishes) expect(each <= dueAt).toBe(true)
      expect(new Set(wishes.map(({ key }) => key)).size).toBe(wishes.length)
    }),
  )
})
