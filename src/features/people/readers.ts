import type { Readers } from '../../reminders/store.ts'
import type { Clock } from '../../shared/clock.ts'
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
      const absences = await people.absences(tx, [personId], dayOf(clock.now(), zone))
      const chatSince = await people.chatSince(tx, personId)
      const { tenantId, language, status } = person
      return { personId, tenantId, language, status, absences, chatSince }
    },
    markUnreachable: (tx, personId, now) => people.markUnreachable(tx, personId, now),
  }
}
