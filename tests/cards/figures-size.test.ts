import { expect, test } from 'vitest'
import { figuresCard, mostInstitutions } from '../../src/features/oversight/figures/cards.ts'
import { halvesSince, measures } from '../../src/features/oversight/figures/model.ts'
import { toInvokeBody } from '../../src/msteams/render.ts'
import type { Day } from '../../src/shared/day.ts'
import { largestCard, sizeOf } from '../support/cards.ts'

const id = '5d82b17f-613f-409d-98f6-8dbec809222b'

test('as many institutions as can be chosen from, with long names, are one card', () => {
  const cells = Object.fromEntries(measures.map(measure => [measure, { yes: 1234, no: 567 }])) as Parameters<
    typeof figuresCard
  >[0]
  const periods = halvesSince('2020-01-01' as Day, '2026-11-23' as Day)
  const name = 'Ø'.repeat(60)
  const scopes = Array.from({ length: mostInstitutions + 2 }, () => ({ value: id, title: name }))
  const chosen = { scope: id, own: false, scopes, tooMany: true, name, period: periods[0]!, periods }
  const card = figuresCard(cells, chosen, '2026-11-23' as Day, 'da')
  const body = toInvokeBody({ type: 'card', card }, { instance: id, deliveryId: id }).value
  expect(sizeOf(body)).toBeLessThanOrEqual(largestCard)
})
