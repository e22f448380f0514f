import { expect, test } from 'vitest'
import type { ThemeAnswer } from '../../src/features/preparation/model.ts'
import { linesOf } from '../../src/features/preparation/reading/cards.ts'

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
