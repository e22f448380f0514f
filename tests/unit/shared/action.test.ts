import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Action, defineAction, type Feature, ownOnly } from '../../../src/shared/action.ts'
import { nothingHere } from '../../../src/shared/outcome.ts'

/** What must not compile: `tsc` fails at each of these when it does (R-SEC-2). */
test('an action says who may do it, or it is none', () => {
  const schema = z.object({})
  const run = async () => nothingHere
  // @ts-expect-error an action without a rule of who may
  const lawless = () => defineAction({ verb: 'team.open', effect: 'read', schema, run })
  // @ts-expect-error a rule that is no rule
  const open = () => defineAction({ verb: 'team.open', effect: 'read', schema, authorize: true, run })
  // @ts-expect-error neither read nor write
  const vague = () => defineAction({ verb: 'team.open', schema, authorize: ownOnly, run })
  const perform = async () => ({ type: 'outcome', outcome: nothingHere }) as const
  // @ts-expect-error made by hand, past the rule
  const handmade: Action = { verb: 'team.open', effect: 'read', schema, perform, permits: async () => true }
  const lawful = defineAction({ verb: 'team.open', effect: 'read', schema, authorize: ownOnly, run })
  const feature: Feature = { actions: [lawful] }
  expect(feature.actions).toHaveLength(1)
  expect([lawless, open, vague, handmade]).toHaveLength(4)
})
