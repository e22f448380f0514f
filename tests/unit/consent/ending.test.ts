import { describe, expect, test } from 'vitest'
import { mayGoOn, mayUndo, problemsOfNarrowing } from '../../../src/features/consent/ending/model.ts'
import { type Consent, emptyDetail, type Standing } from '../../../src/features/consent/model.ts'
import type { Day } from '../../../src/shared/day.ts'

const consent: Consent = {
  id: 'c1',
  childId: 'noah',
  agendaItemId: 'i1',
  status: 'given',
  recipients: ['lone', 'mette'],
  detail: {
    ...emptyDetail,
    questions: ['q1', 'q2'],
    categories: ['wellbeing', 'family'],
    functions: ['psychologist'],
  },
  textVersion: '1',
  givenOn: '2026-10-05' as Day,
  validUntil: '2027-10-04' as Day,
  recordedById: 'lone',
  recordedAt: new Date('2026-10-05T20:00:00Z'),
  endedAt: null,
}
const zone = 'Europe/Copenhagen'
const standing = (state: Standing['state']): Standing => ({
  state,
  missing: [],
  uncovered: [],
  ended: null,
  basis: 'consent',
})

describe('R-CONS-5: a no that was a mistake', () => {
  const refused: Consent = { ...consent, status: 'refused' }
  const withdrawn: Consent = {
    ...consent,
    status: 'withdrawn',
    endedAt: new Date('2026-10-06T21:59:00Z'),
    detail: { ...consent.detail, ended: 'withdrawn', endedById: 'mette' },
  }
  const may = (one: Consent, state: Standing['state'], today: string, personId: string) =>
    mayUndo({ consent: one, standing: standing(state), today: today as Day, zone }, personId)
  test('whoever recorded it, on the same local day, and nobody else', () => {
    expect(may(refused, 'refused', '2026-10-05', 'lone')).toBe(true)
    expect(may(refused, 'refused', '2026-10-05', 'mette')).toBe(false)
    expect(may(refused, 'refused', '2026-10-06', 'lone')).toBe(false)
    expect(may(withdrawn, 'withdrawn', '2026-10-06', 'mette')).toBe(true)
    expect(may(withdrawn, 'withdrawn', '2026-10-06', 'lone')).toBe(false)
    expect(may(withdrawn, 'withdrawn', '2026-10-07', 'mette')).toBe(false)
  })
  test('a yes, or a change of custody, is nothing to undo', () => {
    expect(may(consent, 'valid', '2026-10-05', 'lone')).toBe(false)
    expect(may({ ...withdrawn, status: 'superseded' }, 'stale', '2026-10-06', 'mette')).toBe(false)
  })
})

describe('R-CONS-2: a smaller consent', () => {
  const all = {
    recipients: ['lone', 'mette'],
    functions: ['psychologist'],
    questions: ['q1', 'q2'],
    categories: ['wellbeing', 'family'],
  } as const
  test.each([
    [{}, { recipients: 'nothingLess' }],
    [{ recipients: ['lone'] }, {}],
    [{ functions: [] }, {}],
    [{ questions: ['q2'] }, {}],
    [{ categories: ['wellbeing'] }, {}],
    [{ recipients: ['lone', 'bo'] }, { recipients: 'nothingLess' }],
    [{ recipients: [], functions: [] }, { recipients: 'nothingLeft' }],
    [{ questions: [] }, { questions: 'nothingLeft' }],
    [{ categories: [] }, { categories: 'nothingLeft' }],
  ] as const)('%o: %o', (change, problems) => {
    expect(problemsOfNarrowing(consent, { ...all, ...change })).toEqual(problems)
  })
})

test('R-CONS-10: going on although the parents object, where they were informed, and say of what', () => {
  const informed: Consent = {
    ...consent,
    status: 'refused',
    detail: { ...consent.detail, basis: 'information' },
  }
  expect(mayGoOn(informed, 'information')).toBe(true)
  expect(mayGoOn({ ...informed, status: 'withdrawn' }, 'information')).toBe(true)
  expect(mayGoOn(informed, 'consent')).toBe(false)
  expect(mayGoOn({ ...informed, detail: consent.detail }, 'information')).toBe(false)
  expect(mayGoOn({ ...informed, recipients: [] }, 'information')).toBe(false)
  expect(mayGoOn({ ...informed, status: 'given' }, 'information')).toBe(false)
})
