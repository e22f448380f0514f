import { describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../../src/features/agenda/model.ts'
import {
  type Consent,
  type ConsentState,
  emptyDetail,
  type Standing,
} from '../../../src/features/consent/model.ts'
import { nudgesFor } from '../../../src/features/consent/nudges/model.ts'
import {
  type Around,
  earliestGiven,
  type Filled,
  problemsIn,
  unfinishedStep,
} from '../../../src/features/consent/record/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'

const rules: Around = {
  today: '2026-10-05' as Day,
  lastNo: null,
  consentMonths: 12,
  residentParentAlone: false,
  healthInWriting: true,
  basis: 'consent',
}
const detail: Filled['detail'] = {
  ...emptyDetail,
  giverName: 'Anna Berg',
  relation: 'mother',
  otherHolder: 'agrees',
  language: '',
  purpose: 'At støtte barnet.',
  questions: ['Hvad kan vi gøre?'],
  categories: ['wellbeing'],
  told: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
  form: 'written',
}
const filled = (change: Partial<Filled['detail']> = {}, more: Partial<Filled> = {}): Filled => ({
  detail: { ...detail, ...change },
  recipients: ['mette'],
  givenOn: '2026-10-01' as Day,
  until: null,
  ...more,
})

describe('recording a consent (R-CONS-1)', () => {
  test('complete: nothing is wrong', () => {
    expect(unfinishedStep(filled(), rules)).toBeNull()
  })
  test.each([
    ['who', { giverName: ' ' }, 'giverName', 'missing'],
    ['who', { giverName: 'x'.repeat(81) }, 'giverName', 'tooLong'],
    ['who', { relation: null }, 'relation', 'missing'],
    ['who', { otherHolder: null }, 'otherHolder', 'missing'],
    ['who', { otherHolder: 'notAsked' }, 'otherHolder', 'otherNotAsked'],
    ['who', { otherHolder: 'refuses' }, 'otherHolder', 'otherRefuses'],
    ['who', { language: 'Tolk 010203-1234' }, 'language', 'cpr'],
    ['what', { purpose: '' }, 'purpose', 'missing'],
    ['what', { categories: [] }, 'categories', 'missing'],
    ['how', { told: ['refuse', 'withdraw', 'consequence', 'contact'] }, 'told', 'notAllTold'],
    ['how', { form: null }, 'form', 'missing'],
    ['how', { form: 'oral' }, 'evidence', 'noteMissing'],
    ['how', { form: 'other', evidence: '  ' }, 'evidence', 'noteMissing'],
    ['how', { evidence: 'x'.repeat(1001) }, 'evidence', 'tooLong'],
  ] as const)('%s %o: %s %s', (step, change, field, problem) => {
    expect(problemsIn(step, filled(change as Partial<Filled['detail']>), rules)).toEqual({ [field]: problem })
    expect(unfinishedStep(filled(change as Partial<Filled['detail']>), rules)).toBe(step)
  })
  test.each([
    ['oral', 'healthNotWritten'],
    ['other', 'healthNotWritten'],
    ['written', undefined],
  ] as const)('R-CONS-1: health information by itself, and in writing: %s is %s', (form, problem) => {
    const health = filled({ form, categories: ['health'], evidence: 'Sagt ved døren.' })
    expect(problemsIn('how', health, rules).form).toBe(problem)
    expect(problemsIn('how', health, { ...rules, healthInWriting: false }).form).toBeUndefined()
  })
  test('R-CONS-2: health information for a year at most, whatever policy says', () => {
    const long = { ...rules, consentMonths: 24 }
    const until = (day: string, categories: Filled['detail']['categories']) =>
      problemsIn('how', filled({ categories }, { until: day as Day }), long).until
    expect(until('2028-09-30', ['wellbeing'])).toBeUndefined()
    expect(until('2028-10-01', ['wellbeing'])).toBe('untilTooLate')
    expect(until('2027-09-30', ['health'])).toBeUndefined()
    expect(until('2027-10-01', ['health'])).toBe('untilTooLate')
  })
  test.each([
    [null, undefined],
    ['unreadable', 'untilUnreadable'],
    ['2026-10-04', 'untilPast'],
    ['2026-10-05', undefined],
    ['2027-09-30', undefined],
    ['2027-10-01', 'untilTooLate'],
  ] as const)('until %s: %s', (until, problem) => {
    expect(problemsIn('how', filled({}, { until: until as Day | null }), rules).until).toBe(problem)
  })
  test('R-CONS-10: who informed the parents, of three things, and what they think', () => {
    const informing = { ...rules, basis: 'information' } as const
    const told = ['object', 'contact', 'dpo'] as const
    expect(problemsIn('how', filled(), informing)).toEqual({
      told: 'notAllTold',
      informedBy: 'missing',
      opinion: 'missing',
    })
    const informed = { told, informedBy: 'Lone Holm', opinion: 'unsure' } as const
    expect(problemsIn('how', filled(informed), informing)).toEqual({ view: 'missing' })
    expect(problemsIn('how', filled({ ...informed, opinion: 'agrees' }), informing)).toEqual({})
    expect(problemsIn('what', filled({ categories: ['health'] }), informing)).toEqual({
      categories: 'healthNeedsConsent',
    })
  })
  test('nobody who may receive', () => {
    expect(problemsIn('what', filled({}, { recipients: [] }), rules)).toEqual({ recipients: 'missing' })
  })
  test('R-CONS-3: all holders by default; policy may let the parent with whom the child lives decide alone, but not over a no', () => {
    expect(problemsIn('who', filled({ otherHolder: 'notAsked' }), rules)).toEqual({
      otherHolder: 'otherNotAsked',
    })
    const alone = { ...rules, residentParentAlone: true }
    expect(problemsIn('who', filled({ otherHolder: 'notAsked' }), alone)).toEqual({})
    expect(problemsIn('who', filled({ otherHolder: 'refuses' }), alone)).toEqual({
      otherHolder: 'otherRefuses',
    })
  })
  test.each([
    ['2026-10-05', undefined],
    ['2026-10-06', 'future'],
    ['2025-10-06', undefined],
    ['2025-10-05', 'tooOld'],
    [null, 'missing'],
  ] as const)('given on %s: %s', (givenOn, problem) => {
    expect(problemsIn('how', filled({}, { givenOn: givenOn as Day | null }), rules).givenOn).toBe(problem)
  })
  test.each([
    ['2026-09-30', 'beforeNo'],
    ['2025-10-05', 'beforeNo'],
    ['2026-10-01', undefined],
    ['2026-10-02', undefined],
  ] as const)('after a no on 1 October, given on %s: %s', (givenOn, problem) => {
    const said = { ...rules, lastNo: '2026-10-01' as Day }
    expect(problemsIn('how', filled({}, { givenOn: givenOn as Day }), said).givenOn).toBe(problem)
  })
  test.each([
    ['2026-10-05', 12, '2025-10-06'],
    ['2026-02-28', 12, '2025-03-01'],
    ['2026-03-31', 1, '2026-03-01'],
  ] as const)(
    'on %s, with %i months, it was given on %s at the earliest',
    (today, consentMonths, earliest) => {
      const around = { ...rules, today: today as Day, consentMonths }
      expect(earliestGiven(around)).toBe(earliest)
      const problem = (givenOn: Day) => problemsIn('how', filled({}, { givenOn }), around).givenOn
      expect(problem(earliestGiven(around))).toBeUndefined()
      expect(problem(addDays(earliestGiven(around), -1))).toBe('tooOld')
    },
  )
  test('the first step that lacks something is where one goes on', () => {
    expect(unfinishedStep(filled({ giverName: '', form: null }), rules)).toBe('who')
  })
})

describe('who is nudged about a consent, and when', () => {
  const now = new Date('2026-11-02T08:00:00Z')
  const meeting = {
    status: 'planned',
    startAt: new Date('2026-11-24T08:00:00Z'),
    dueAt: new Date('2026-11-20T11:00:00Z'),
  }
  const before = [new Date('2026-11-13T07:30:00Z'), new Date('2026-11-19T07:30:00Z')]
  const item: Pick<AgendaItem, 'id' | 'status'> = { id: 'i1', status: 'open' }
  const standing = (state: ConsentState, change: Partial<Standing> = {}): Standing => ({
    state,
    missing: [],
    uncovered: [],
    ended: null,
    basis: 'consent',
    ...change,
  })
  const about = {
    item,
    meeting,
    consent: { id: 'c1' } as Consent,
    people: ['lone', 'mette'],
    before,
    endsAt: null,
    now,
  }
  const keys = (more: Partial<Parameters<typeof nudgesFor>[0]>) =>
    nudgesFor({ ...about, standing: standing('missing'), ...more }).map(({ key, dueAt }) => [
      key,
      dueAt.toISOString(),
    ])

  test('missing: before the deadline, each who can act; what has passed is not planned anew', () => {
    const missing = { ...about, consent: null, standing: standing('missing') }
    for (const day of ['02', '16', '23']) {
      const nudges = nudgesFor({ ...missing, now: new Date(`2026-11-${day}T08:00:00Z`) })
      expect(nudges.map(({ aheadOnly }) => aheadOnly)).toEqual([true, true, true, true])
    }
  })
  test('stale: at once, once for one cause, however often it is planned anew', () => {
    const stale = standing('stale', { missing: ['sara'] })
    const first = keys({ standing: stale, people: ['lone'] })
    expect(first[0]?.[1]).toBe(now.toISOString())
    const again = keys({ standing: stale, people: ['lone'], now: new Date('2026-11-03T08:00:00Z') })
    expect(again[0]?.[0]).toBe(first[0]?.[0])
    const other = keys({ standing: standing('stale', { missing: ['ida', 'sara'] }), people: ['lone'] })
    expect(other[0]?.[0]).not.toBe(first[0]?.[0])
    expect(keys({ standing: standing('stale', { uncovered: [1] }), people: ['lone'] })[0]?.[0]).not.toContain(
      'Hvad',
    )
  })
  test('never after a no', () => {
    expect(keys({ standing: standing('refused') })).toEqual([])
    expect(keys({ standing: standing('withdrawn') })).toEqual([])
  })
  test('valid: only when it runs out before the meeting', () => {
    const valid = standing('valid')
    expect(keys({ standing: valid, endsAt: new Date('2027-10-05T06:30:00Z') })).toEqual([])
    expect(keys({ standing: valid, endsAt: new Date('2026-11-10T07:30:00Z'), people: ['lone'] })).toEqual([
      ['consent.ends:c1:i1:lone', '2026-11-10T07:30:00.000Z'],
    ])
  })
  test('nothing for an item that waits, is closed, or whose meeting is off', () => {
    expect(keys({ meeting: null })).toEqual([])
    expect(keys({ item: { id: 'i1', status: 'held' } })).toEqual([])
    expect(keys({ meeting: { ...meeting, status: 'cancelled' } })).toEqual([])
    expect(keys({ meeting: { ...meeting, status: 'running' } })).toEqual([])
  })
})
