import { describe, expect, test } from 'vitest'
import { writeCard } from '../../src/features/preparation/contributions/cards.ts'
import {
  type Contribution,
  contributionFields,
  longestContribution,
  tooLongTexts,
} from '../../src/features/preparation/contributions/model.ts'
import { pagesOf, readingCard } from '../../src/features/preparation/contributions/reading/cards.ts'
import { toInvokeBody } from '../../src/msteams/render.ts'
import type { Card } from '../../src/shared/outcome.ts'
import { largestCard, sizeOf, wordsOf } from '../support/cards.ts'

const id = '5d82b17f-613f-409d-98f6-8dbec809222b'
const place = {
  itemId: id,
  whom: { of: 'child', band: 'preschool' },
  about: `Opfølgning: ${'Å'.repeat(80)}, 3½ år`,
  context: 'Punkt 12 · Ressourceteam Solsikken · mødet tirsdag 24. november kl. 9.00',
  zone: 'Europe/Copenhagen',
  lang: 'da',
} as const
/** As it leaves, with what the front door adds to every button. */
const size = (card: Card): number =>
  sizeOf(toInvokeBody({ type: 'card', card }, { instance: id, deliveryId: id }).value)

const texts = (text: string): Contribution['texts'] => ({ sees: text, works: text, suggests: text })
const contributionOf = (text: string): Contribution => ({
  id,
  agendaItemId: id,
  authorId: id,
  profession: 'speechTherapist',
  texts: texts(text),
  status: 'submitted',
  version: 3,
  submittedAt: new Date('2026-11-20T11:00:00Z'),
  late: true,
  revision: 2,
  createdAt: new Date('2026-11-10T11:00:00Z'),
  updatedAt: new Date('2026-11-20T11:00:00Z'),
})

describe.each([
  ['emoji', '😀'.repeat(longestContribution)],
  ['ordinary text', 'Æblegrød. '.repeat(longestContribution / 10)],
  ['short lines', '– å\n'.repeat(longestContribution / 4)],
  ['quotation marks', '"'.repeat(longestContribution)],
])('the largest contribution, %s (R-FORM-9)', (_, text) => {
  const longest = contributionOf(text)

  test('fits into a message to write in, beside another device’s', () => {
    expect(tooLongTexts(longest.texts)).toEqual([])
    const problems = Object.fromEntries(
      contributionFields.map(field => [field, 'Skriv det kortere.'.repeat(3)]),
    )
    const view = { texts: longest.texts, known: 2, problems, problem: 'Ret det.', other: longest }
    expect(size(writeCard(place, view, longest))).toBeLessThanOrEqual(largestCard)
  })

  test('is read beside the others in pages that each fit, with nothing left out', () => {
    const all = Array.from({ length: 8 }, () => longest)
    const pages = pagesOf(all, 'da')
    const cards = pages.map((page, index) =>
      readingCard(
        place,
        page.map(read => ({ read, newest: longest, earlier: 1, name: 'Å'.repeat(80) })),
        { page: index + 1, pages: pages.length, meetingId: id, hasForm: true },
      ),
    )
    for (const card of cards) expect(size(card)).toBeLessThanOrEqual(largestCard)
    const words = cards.map(card => wordsOf(card.json)).join('\n')
    const [mark = ''] = [...text]
    const count = (said: string) => said.split(mark).length - 1
    expect(count(words)).toBeGreaterThanOrEqual(8 * 3 * count(text))
  })
})
