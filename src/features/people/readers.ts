import type { Readers } from '../../reminders/store.ts'
import type { Clock } from '../../shared/clock.ts'
import { addDays } from '../../shared/day.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { PolicyService } from '../policy/service.ts'
import type { PeopleService } from './service.ts'

/** Whom the reminder engine writes to: language, reachability and absence, as they are now. */
export function createReaders(people: PeopleService, policies: PolicyService, clock: Clock): Readers {
  return {
    async find(tx, personId) {
      const person = await people.find(tx, personId)
      if (!person) return null
      const { zone } = await policies.of(tx, person.tenantId)
      // Of the last week too: who was away on the weekday of their digest gets it on the day they are back.
      const absences = await people.absences(tx, [personId], addDays(dayOf(clock.now(), zone), -7))
      const chatSince = await people.chatSince(tx, personId)
      const rhythm = await people.rhythm(tx, personId)
      const { tenantId, language, status } = person
      return { personId, tenantId, language, status, absences, rhythm, chatSince }
    },
    markUnreachable: (tx, personId, now) => people.markUnreachable(tx, personId, now),
  }
}
