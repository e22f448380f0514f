import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge, seenOf } from '../../../src/features/minutes/run/item/model.ts'
import { presentIn, ticksOf } from '../../../src/features/minutes/run/item/schema.ts'

const both = (drawn: string, stored: string, typed: string) =>
  merge(seenOf({ summary: drawn }), { summary: stored }, { summary: typed })

describe('what was typed on a card that was drawn before something else was stored', () => {
  test('is kept where nothing else has changed', () => {
    expect(both('a', 'a', 'b')).toEqual({ fields: { summary: 'b' }, changed: [] })
    expect(both('a', 'a', '')).toEqual({ fields: { summary: '' }, changed: [] })
  })

  test('takes nothing away where nothing was typed, also when the client has other line ends', () => {
    expect(both('', 'new', '')).toEqual({ fields: { summary: 'new' }, changed: [] })
    expect(both('a\nb', 'new', 'a\r\nb ')).toEqual({ fields: { summary: 'new' }, changed: [] })
  })

  test('stands beside the other where both have changed', () => {
    expect(both('a', 'b', 'c')).toEqual({ fields: { summary: 'b\n\nc' }, changed: ['summary'] })
    expect(both('a', 'b', '')).toEqual({ fields: { summary: 'b' }, changed: ['summary'] })
    const stored = { outcomes: 'x,y', placement: 'one', followUpDay: '' }
    const typed = { outcomes: 'z,x', placement: 'two', followUpDay: '2027-01-12' }
    const fields = { outcomes: 'x,y,z', placement: 'two', followUpDay: '2027-01-12' }
    expect(merge('', stored, typed)).toEqual({ fields, changed: ['placement', 'outcomes'].toSorted() })
  })

  test('no word is ever lost without being asked about', () => {
    const word = fc.constantFrom('', 'a', 'b', 'c')
    fc.assert(
      fc.property(word, word, word, (drawn, stored, typed) => {
        const { fields, changed } = both(drawn, stored, typed)
        const kept = fields.summary ?? ''
        if (stored !== drawn) expect(kept).toContain(stored)
        if (typed !== drawn) expect(kept).toContain(typed)
        if (changed.length === 0) expect([stored, typed]).toContain(kept)
      }),
    )
  })
})

test('what a card showed never reads as a CPR number, whatever the ids of people are', () => {
  const people = fc.array(fc.uuid(), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(people, ids => {
      expect(seenOf(ticksOf(ids))).not.toMatch(/\d/)
    }),
  )
})

describe('ticks of people, a field for each', () => {
  const drawn = { lone: 'true', jens: 'true', sara: 'true' }

  test('two devices that untick different people take nothing from each other, and nobody is asked', () => {
    const stored = { ...drawn, jens: '' }
    const { fields, changed } = merge(seenOf(drawn), stored, ticksOf(['lone', 'jens']))
    expect(presentIn(fields)).toBe('lone')
    expect(changed).toEqual([])
  })

  test('somebody who was not on the card stays as they are', () => {
    const stored = { ...drawn, ida: 'true' }
    const { fields } = merge(seenOf(drawn), stored, ticksOf(['lone', 'sara']))
    expect(presentIn(fields)).toBe('lone,sara,ida')
  })
})
