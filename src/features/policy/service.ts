import { Fault } from '../../shared/errors.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Basis } from '../consent/model.ts'
import { defaultPolicy, forInstitution, type Policy, policySchema } from './model.ts'
import type { PolicyStore } from './store.ts'

export interface PolicyService {
  /** @throws Fault POLICY_INVALID when a stored value does not fit, naming its keys and what to do */
  of(tx: Tx, tenantId: string): Promise<Policy>
  /** What holds for a team: its institution's closing days are in it. */
  forTeam(tx: Tx, teamId: string): Promise<Policy>
  /** Are the parents asked about what this team discusses, or informed (R-CONS-10)? */
  basisFor(tx: Tx, teamId: string): Promise<Basis>
}

export function createPolicyService(store: PolicyStore): PolicyService {
  async function of(tx: Tx, tenantId: string): Promise<Policy> {
    const stored = await store.stored(tx, tenantId)
    if (Object.keys(stored).length === 0) return defaultPolicy
    const parsed = policySchema.safeParse(
      Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, JSON.parse(value) as unknown])),
    )
    if (parsed.success) return parsed.data
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`).join(', ')
    throw new Fault('POLICY_INVALID', `stored policy does not fit at: ${wrong}; correct these rows of Policy`)
  }

  return {
    of,
    async forTeam(tx, teamId) {
      const { tenantId, institutionId } = await store.placeOfTeam(tx, teamId)
      return forInstitution(await of(tx, tenantId), institutionId)
    },
    async basisFor(tx, teamId) {
      const { tenantId, kind } = await store.placeOfTeam(tx, teamId)
      return (await of(tx, tenantId)).basis[kind]
    },
  }
}
