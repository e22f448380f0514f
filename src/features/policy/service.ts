import { Fault } from '../../shared/errors.ts'
import type { Tx } from '../../shared/transaction.ts'
import { defaultPolicy, type Policy, policySchema } from './model.ts'
import type { PolicyStore } from './store.ts'

export interface PolicyService {
  /** @throws Fault POLICY_INVALID when a stored value does not fit, naming its keys */
  of(tx: Tx, tenantId: string): Promise<Policy>
}

export function createPolicyService(store: PolicyStore): PolicyService {
  return {
    async of(tx, tenantId) {
      const stored = await store.stored(tx, tenantId)
      if (Object.keys(stored).length === 0) return defaultPolicy
      const parsed = policySchema.safeParse(
        Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, JSON.parse(value) as unknown])),
      )
      if (parsed.success) return parsed.data
      const keys = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
      throw new Fault(
        'POLICY_INVALID',
        `stored policy does not fit at: ${keys}; correct these rows of Policy`,
      )
    },
  }
}
