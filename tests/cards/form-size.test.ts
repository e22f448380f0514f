import { describe, expect, test } from 'vitest'
import {
  longestSign,
  mostSigns,
  type Signs,
  signLists,
  type Theme,
  themes,
} from '../../src/features/policy/form/model.ts'
import { stepCard } from '../../src/features/preparation/fill/cards.ts'
import {
  type FilledStep,
  type Form,
  perspectiveFields,
  reflectionFields,
  type StepAnswers,
} from '../../src/features/preparation/model.ts'
import { listCard, pagesOf, readingCard } from '../../src/features/preparation/reading/cards.ts'
import { ownKey, type SignAnswer } from '../../src/features/preparation/signs/model.ts'
import { lengthProblems, longest } from '../../src/features/preparation/texts/model.ts'
import { textsIn } from '../../src/locales/texts.ts'
import { toInvokeBody } from '../../src/msteams/render.ts'
import type { Card } from '../../src/shared/outcome.ts'
import { largestCard, sizeOf, wordsOf } from '../support/cards.ts'

const id = '5d82b17f-613f-409d-98f6-8dbec809222b'
const context = 'Punkt 12 · Ressourceteam Solsikken · mødet tirsdag 24. november kl. 9.00'
const whom = { of: 'child', band: 'preschool' } as const
/** The longest name that is let in; see `longestName`. */
const about = `Opfølgning: ${'Å'.repeat(80)}, 3½ år`
const place = {
  itemId: id,
  whom,
  about,
  context,
  zone: 'Europe/Copenhagen',
  lang: 'da' as const,
}
/** A municipality's own list, as long as it may be. */
const idOf = (theme: string, list: string, index: number) => `${theme}.${list}.${'abcd'[index]}`
const listOf = (words: string) =>
  Object.fromEntries(
    themes.map(theme => [
      theme,
      Object.fromEntries(
        signLists.map(list => [
          list,
          Array.from({ length: mostSigns }, (_, index) => ({
            id: idOf(theme, list, index),
            da: words,
            en: words,
          })),
        ]),
      ),
    ]),
  ) as Signs
/** As it leaves, with what the front door adds to every button. */
const size = (card: Card): number =>
  sizeOf(toInvokeBody({ type: 'card', card }, { instance: id, deliveryId: id }).value)

/** The longest answers that are let in, of what costs most, and a character to count them by. */
const fullOf: [name: string, mark: string, make: (max: number) => string][] = [
  ['very many short lines', 'a', max => 'a\n'.repeat(max / 2).trim()],
  ['emoji', '👍', max => '👍'.repeat(max)],
  ['quotes and backslashes', '\\', max => '"\\'.repeat(max / 2)],
]

function answersOf(make: (max: number) => string): StepAnswers {
  const sign: SignAnswer = {
    frequency: 'manyTimesDaily',
    concern: 'great',
    seen: make(longest.signSeen),
    since: make(longest.since),
    where: ['home', 'daycare'],
  }
  /** All signs of the age, and those of the ages, or of the lists, that were changed since. */
  const words = 'a'.repeat(longestSign)
  const theme = (name: Theme): StepAnswers['emotional'] => ({
    signs: Object.fromEntries(
      signLists
        .slice(0, 3)
        .flatMap(list =>
          ['a', 'b', 'c', 'd'].map(letter => [
            `${name}.${list}.${letter}`,
            { ...sign, words: { da: words, en: words } },
          ]),
        ),
    ),
    own: make(longest.own),
    ownSign: sign,
    seen: make(longest.seen),
    since: make(longest.since),
    where: ['home', 'daycare'],
  })
  const perspective = (field: string) => make(field.endsWith('Reason') ? longest.reason : longest.perspective)
  return {
    ...(Object.fromEntries(themes.map(name => [name, theme(name)])) as Record<Theme, StepAnswers[Theme]>),
    reflection: Object.fromEntries(
      reflectionFields.map(field => [field, make(longest.reflection)]),
    ) as StepAnswers['reflection'],
    perspectives: Object.fromEntries(
      perspectiveFields.map(field => [field, perspective(field)]),
    ) as StepAnswers['perspectives'],
    worries: { seen: make(longest.safety), ahead: make(longest.safety) },
    working: { strengths: make(longest.safety), exceptions: make(longest.safety) },
    wanted: { goal: make(longest.safety), next: make(longest.safety) },
    placement: { own: 'concern', reason: make(longest.perspective) },
  }
}

function formOf(answers: StepAnswers): Form {
  const at = new Date('2026-11-10T08:00:00Z')
  const saved = Object.entries(answers).map(([step, answer]) => [
    step,
    { seen: 1, savedAt: at.toISOString(), answer },
  ])
  return {
    id,
    agendaItemId: id,
    status: 'submitted',
    layout: 'lineal',
    answers: Object.fromEntries(saved),
    revision: 1,
    version: 1,
    updatedById: id,
    updatedAt: at,
    submittedAt: at,
    late: true,
  }
}

describe.each(fullOf)('a form full of %s', (_name, mark, make) => {
  const answers = answersOf(make)
  const form = formOf(answers)

  const signs = listOf('a'.repeat(longestSign))
  const fill = {
    ...place,
    saidNo: textsIn('da').preparation.parentsSaidNo,
    signs,
    scale: 'tenSteps',
    layout: 'lineal',
    sparring: [],
  } as const
  const first = idOf('emotional', 'preschool', 0)
  test.each<[FilledStep, string[]]>([
    ['emotional', []],
    ['emotional', [first, ownKey]],
    ['reflection', []],
    ['worries', []],
    ['working', []],
    ['wanted', []],
    ['perspectives', []],
    ['placement', []],
  ])('fits into a message beside the other answer: %s %o', (step, on) => {
    const answer = answers[step]
    expect(lengthProblems(step, answer, on)).toEqual({})
    const other = { seen: 2, savedAt: '2026-11-10T08:00:00Z', answer }
    expect(size(stepCard(fill, { step, signs: on, answer, seen: 1, other }, form))).toBeLessThanOrEqual(
      largestCard,
    )
  })

  test('is read in few pages that each fit, with nothing left out', () => {
    const pages = pagesOf(form, place)
    expect(pages.length).toBeLessThan(60)
    const cards = pages.map((_page, index) =>
      readingCard(
        form,
        { newest: form, earlier: 1 },
        { ...place, meetingId: id, author: 'Ida Krogh', page: index + 1, mayCorrect: true, contributions: 3 },
      ),
    )
    for (const card of cards) expect(size(card)).toBeLessThanOrEqual(largestCard)
    const read = cards.map(card => wordsOf(card.json)).join('\n')
    const count = (text: string) => text.split(mark).length - 1
    const texts: string[] = []
    JSON.stringify(answers, (key, value) => {
      if (typeof value === 'string') texts.push(value)
      return key === 'words' ? undefined : value
    })
    expect(count(read)).toBeGreaterThanOrEqual(count(texts.join('\n')))
  })
})

test('the forms of a very long agenda are listed in pages that each fit', () => {
  const at = new Date('2026-11-20T11:00:00Z')
  const meeting = {
    id,
    teamId: id,
    pollId: null,
    startAt: at,
    endAt: at,
    zone: place.zone,
    place: '',
    status: 'planned',
    sequence: 0,
    dueAt: at,
    startedAt: null,
    standInId: null,
    endedAt: null,
    distributedAt: at,
  } as const
  const row = (number: number) =>
    ({
      number,
      version: 2,
      late: true,
      contributorId: '',
      about: 'Et barn på 3½ år',
      item: { id },
    }) as Parameters<typeof listCard>[0][number]
  const forms = Array.from({ length: 30 }, (_, index) => row(index + 1))
  const read = [1, 2, 3].map(page => {
    const card = listCard(forms, { lang: 'da', meeting, context, now: at, page, withdrawn: false })
    expect(size(card)).toBeLessThanOrEqual(largestCard)
    return wordsOf(card.json)
  })
  for (const { number } of forms) expect(read.join('\n')).toContain(`Punkt ${number} · `)
})
