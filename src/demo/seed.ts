import type { Core } from '../compose.ts'
import { demoInstitution, demoPeople, demoTenantId } from './people.ts'

/** The municipality of the demo, made once: one institution, six people, a past meeting with an open action point. */
export async function seed(core: Core): Promise<void> {
  const { db, clock } = core
  const { people } = core.services
  const now = clock.now()
  const first = demoPeople[0]
  if (!first || (await people.arrive(db.reader, { ...first, tenantId: demoTenantId }))) return
  await db.write(async tx => {
    const institution = await people.ensureInstitution(tx, demoTenantId, demoInstitution, now)
    for (const person of demoPeople) {
      const actor = await people.register(tx, { ...person, tenantId: demoTenantId }, null, now)
      await people.activate(tx, actor.personId)
      await people.setProfession(tx, actor, person.profession)
      await people.joinInstitution(tx, actor.personId, institution.id)
    }
  })
}
