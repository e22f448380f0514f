import { describe, expect, test } from 'vitest'
import { suggestedRhythm } from '../../../src/features/teams/model.ts'
import {
  basicsProblems,
  choosePlace,
  emptyDraft,
  plannedPlace,
  typedRhythm,
  withBasics,
} from '../../../src/features/teams/setup/model.ts'

const basics = { kind: 'resourceTeam' as const, institutionId: '', institutionName: 'Solsikken', name: '' }

describe('step 1', () => {
  test('a new institution needs a name; a chosen one does not', () => {
    expect(basicsProblems(basics, [])).toEqual({})
    expect(basicsProblems({ ...basics, institutionName: ' ' }, [])).toEqual({ institutionName: 'missing' })
    expect(basicsProblems({ ...basics, institutionId: 'i', institutionName: '' }, ['i'])).toEqual({})
  })

  test('an institution that is not one’s own cannot be chosen by its id', () => {
    expect(basicsProblems({ ...basics, institutionId: 'foreign' }, ['i'])).toEqual({
      institutionId: 'unknown',
    })
  })

  test('another kind brings its own cadence, unless the old one fits', () => {
    const draft = emptyDraft('')
    const focus = withBasics(draft, { ...basics, kind: 'focusTeam' })
    expect(focus.rhythm.cadenceWeeks).toBe('6')
    const everyMonth = { ...focus, rhythm: { ...focus.rhythm, cadenceWeeks: '4', place: 'Kontoret' } }
    const back = withBasics(everyMonth, basics)
    expect(back.rhythm).toEqual({ ...everyMonth.rhythm, cadenceWeeks: '6' })
  })

  test('what was typed later is kept when going back', () => {
    const draft = { ...emptyDraft(''), picked: ['p'], places: { p: { required: false } } }
    expect(withBasics(draft, { ...basics, name: 'Nyt navn' })).toMatchObject({
      picked: ['p'],
      places: { p: { required: false } },
      name: 'Nyt navn',
    })
  })
})

describe('places', () => {
  test('follow the profession that is known', () => {
    expect(plannedPlace('resourceTeam', 'p', undefined, 'healthVisitor')).toMatchObject({ required: true })
    expect(plannedPlace('focusTeam', 'p', undefined, 'healthVisitor')).toMatchObject({ required: false })
    expect(plannedPlace('focusTeam', 'p', undefined, null)).toMatchObject({
      profession: null,
      required: false,
    })
  })

  test('a tick that nobody touched follows a changed profession', () => {
    const shown = plannedPlace('resourceTeam', 'p', undefined, 'other')
    const chosen = choosePlace(undefined, shown, { profession: 'healthVisitor', required: false })
    expect(plannedPlace('resourceTeam', 'p', chosen, 'other')).toMatchObject({
      profession: 'healthVisitor',
      required: true,
    })
  })

  test('a tick that was set stays, whatever the profession', () => {
    const shown = plannedPlace('resourceTeam', 'p', undefined, 'healthVisitor')
    const chosen = choosePlace(undefined, shown, { profession: 'healthVisitor', required: false })
    expect(plannedPlace('resourceTeam', 'p', chosen, 'healthVisitor').required).toBe(false)
    const again = choosePlace(chosen, plannedPlace('resourceTeam', 'p', chosen, 'healthVisitor'), {
      profession: 'psychologist',
      required: false,
    })
    expect(plannedPlace('resourceTeam', 'p', again, 'healthVisitor')).toMatchObject({
      profession: 'psychologist',
      required: false,
    })
  })

  test('a row that was not on the card is left as it was', () => {
    const before = { profession: 'psychologist', required: true } as const
    const shown = plannedPlace('focusTeam', 'p', before, null)
    expect(choosePlace(before, shown, {})).toEqual(before)
  })
})

test('a rhythm goes into its inputs and out again', () => {
  expect(typedRhythm(suggestedRhythm('resourceTeam'))).toMatchObject({
    cadenceWeeks: '6',
    weekday: '2',
    startTime: '09:00',
    lengthMinutes: '120',
    reservedMinutes02: '30',
  })
})
