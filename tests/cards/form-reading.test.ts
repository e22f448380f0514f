import { expect, test } from 'vitest'
import type { ThemeAnswer } from '../../src/features/preparation/model.ts'
import { cardLinesOf, linesOf } from '../../src/features/preparation/reading/cards.ts'
import { parseAnswers } from '../../src/features/preparation/schema.ts'

test('signs that were seen, or worry, have a line each; those looked for in vain share one', () => {
  const answer: ThemeAnswer = {
    signs: {
      'emotional.infant.comfort': { frequency: 'daily', concern: 'some' },
      'emotional.infant.contact': { frequency: 'notSeen', concern: 'none' },
      'emotional.infant.passive': { frequency: 'notSeen', concern: 'slight' },
      'emotional.toddler.comfort': { frequency: 'notSeen', concern: 'none' },
      'emotional.unknown': { frequency: '', concern: '' },
    },
    own: '',
    ownSign: { frequency: '', concern: '' },
    seen: '',
    since: '',
    where: [],
  }
  const lines = linesOf('emotional', answer, { lang: 'da', whom: { of: 'child', band: 'infant' } })
  expect(lines.map(({ label }) => label)).toEqual(['', '', '', 'Ikke set'])
  expect(lines[0]?.text).toContain('(dagligt, bekymring: noget)')
  expect(lines[1]?.text).toContain('(ikke set, bekymring: lidt)')
  expect(lines[2]?.text).toBe('emotional.unknown (ikke svaret, bekymring: ikke svaret)')
  expect(lines[3]?.text.split(' · ')).toHaveLength(2)
})

const voice = { lang: 'da', whom: { of: 'child', band: 'preschool' } } as const

test('what was answered of a whole theme, before each sign was asked about, is still read', () => {
  const answer = {
    signs: { 'emotional.preschool.anxious': { frequency: 'daily', concern: 'some' } },
    own: '',
    ownSign: { frequency: '', concern: '' },
    seen: 'Han gemmer sig.',
    since: 'september',
    where: ['home', 'daycare'],
  }
  const stored = { emotional: { seen: 1, savedAt: '2026-11-01T08:00:00.000Z', answer } }
  const read = parseAnswers(JSON.stringify(stored)).emotional?.answer
  expect(read && linesOf('emotional', read, voice).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    ': Er bange eller urolig, uden at vi kan se hvorfor (dagligt, bekymring: noget)',
    'Andet, der er set: Han gemmer sig.',
    'Siden hvornår: september',
    'Hvor: hjemme, i dagtilbuddet',
  ])
})

test('of a sign it is read how often, how much concern, since when and where, and what was seen', () => {
  const words = { da: 'Bider i ærmet', en: 'Bites the sleeve' }
  const answer: ThemeAnswer = {
    signs: {
      'emotional.gone.sleeve': {
        frequency: 'weekly',
        concern: 'great',
        seen: 'Om morgenen.\nOg før søvn.',
        since: 'juni',
        where: ['daycare'],
        words,
      },
    },
    own: 'Gemmer sig',
    ownSign: { frequency: '', concern: '', seen: 'Bag jakkerne' },
    seen: '',
    since: '',
    where: [],
  }
  const details = [
    ': Bider i ærmet (ugentligt, bekymring: meget, siden juni, i dagtilbuddet)',
    'Det er set: Om morgenen.',
    ': Og før søvn.',
  ]
  const own = ['Eget tegn: Gemmer sig (ikke svaret, bekymring: ikke svaret)', 'Det er set: Bag jakkerne']
  const said = (lines: ReturnType<typeof linesOf>) => lines.map(({ label, text }) => `${label}: ${text}`)
  expect(said(linesOf('emotional', answer, voice))).toEqual([...details, ...own])
  expect(said(cardLinesOf('emotional', ['own'], answer, voice))).toEqual(own)
  expect(said(cardLinesOf('emotional', [], answer, voice))).toEqual([
    'Set: Bider i ærmet: ugentligt · Gemmer sig: ikke svaret',
  ])
})
