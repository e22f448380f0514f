import { chanceFrom } from '../simulation/chance.ts'

/** What is sent to whom: the same seed makes the same. */
export interface Plan {
  seed: number
  deliveries: number
  people: number
  tenants: number
}

/** Repeated when nobody knows whether it arrived, and says so; or not before the next day. */
export const kinds = ['distribution', 'nudge'] as const
export type ChaosKind = (typeof kinds)[number]

export interface Planned {
  key: string
  kind: ChaosKind
  personId: string
}

export const tenantOf = (personId: string): string => personId.split('-')[0] ?? ''

/** Some municipalities are larger than others, and so is what each person gets. */
export function planOf({ seed, deliveries, people, tenants }: Plan): Planned[] {
  const chance = chanceFrom(seed)
  const everybody = Array.from({ length: people }, (_, index) => `t${index % tenants}-p${index}`)
  return Array.from({ length: deliveries }, (_, index) => ({
    key: `chaos:${index}`,
    kind: chance.happens(0.6) ? 'distribution' : 'nudge',
    personId: chance.of(everybody),
  }))
}
