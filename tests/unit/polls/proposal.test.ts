import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diaryOf, type Engagement, type Span } from '../../../src/features/meetings/availability/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import type { Answer } from '../../../src/features/polls/model.ts'
import { halfOf, type Said } from '../../../src/features/polls/proposal/lessons/model.ts'
import { type ProposalTerms, proposeSlots } from '../../../src/features/polls/proposal/model.ts'
import { addDays, type Day, isoWeekday, toDay } from '../../../src/shared/day.ts'
import { whyNoMeeting } from '../../../src/shared/working-calendar.ts'
import { dayOf, endTime, instantOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const place = 'Solsikken'
const voter = (personId: string, role: string, required = true) => ({ personId, role, required })
const lone = voter('lone', 'leader')
const jens = voter('jens', 'ppr')
const ali = voter('ali', 'ppr')
const ida = voter('ida', 'pedagogue', false)

type Change = Partial<ProposalTerms> & { given?: readonly Engagement[] }
const terms = ({ given = [], ...change }: Change = {}): ProposalTerms => ({
  now: new Date('2026-09-01T08:00:00Z'),
  zone,
  calendar: calendarOf(defaultPolicy),
  lang: 'da',
  from: '2026-10-13' as Day,
  daysAhead: 13,
  weekday: 2,
  startTime: '09:00',
  lengthMinutes: 120,
  place,
  members: [lone, jens, ida],
  absences: [],
  diary: diaryOf(given, 30),
  taken: [],
  said: [],
  ...change,
})
const propose = (change?: Change) => proposeSlots(terms(change))
const texts = (change?: Change) =>
  propose(change).proposals.map(({ day, startAt }) => `${day} ${timeOf(startAt, zone)}`)
const overlaps = (a: Span, b: Span) => a.startAt < b.endAt && b.startAt < a.endAt

const span = (day: string, from: string, until: string): Span => ({
  startAt: instantOf(day as Day, from, zone),
  endAt: instantOf(day as Day, until, zone),
})
const busy = (
  personId: string,
  day: string,
  from = '07:00',
  until = '18:00',
  kind: Engagement['kind'] = 'meeting',
) => ({
  ...span(day, from, until),
  personId,
  kind,
  place,
  teamId: 'elsewhere',
})
const absence = (personId: string, fromDay: string, toDay = fromDay) => ({ personId, fromDay, toDay })

describe('proposed slots (R-POLL-1)', () => {
  test('the preferred weekday in the weeks after the cadence, then the days beside it', () => {
    expect(texts({ from: '2026-11-03' as Day })).toEqual([
      '2026-11-02 09:00',
      '2026-11-03 09:00',
      '2026-11-04 09:00',
      '2026-11-10 09:00',
      '2026-11-17 09:00',
    ])
  })

  test('two Thursdays closed for Christmas: the one after them is a month late, and not offered before nearer days', () => {
    const inDecember = { from: '2026-12-10' as Day, weekday: 4 }
    expect(texts(inDecember)).toEqual([
      '2026-12-08 09:00',
      '2026-12-09 09:00',
      '2026-12-10 09:00',
      '2026-12-11 09:00',
      '2026-12-17 09:00',
    ])
    const closed = propose(inDecember).skipped.flatMap(one => (one.kind === 'noMeeting' ? one.days : []))
    expect(closed).toEqual(['2026-12-24', '2026-12-31'])
  })

  test('moved past the autumn holiday, with the reason', () => {
    const { skipped } = propose()
    expect(texts()).toContain('2026-10-20 09:00')
    expect(skipped).toEqual([
      {
        kind: 'moved',
        weeks: 1,
        passed: [{ days: ['2026-10-13'], why: { kind: 'schoolHoliday', week: 42 } }],
      },
    ])
  })

  test('weeks passed over for one reason make one reason', () => {
    const now = new Date('2026-05-01T08:00:00Z')
    expect(propose({ now, from: '2026-07-14' as Day }).skipped).toMatchObject([
      { kind: 'moved', weeks: 2, passed: [{ days: ['2026-07-14', '2026-07-21'], why: { week: 29 } }] },
    ])
    expect(propose({ now, from: '2026-07-07' as Day }).skipped).toMatchObject([
      { kind: 'noMeeting', days: ['2026-07-14', '2026-07-21'] },
    ])
    expect(
      propose({ now: new Date('2024-11-01T08:00:00Z'), from: '2024-12-24' as Day }).skipped,
    ).toMatchObject([
      {
        kind: 'moved',
        weeks: 2,
        passed: [{ why: { name: 'juleaften' } }, { why: { name: 'nytårsaften' } }],
      },
    ])
  })

  test('a holiday is named, in the language of the reader', () => {
    const change = { from: '2027-03-25' as Day, weekday: 4, now: new Date('2027-02-25T08:00:00Z') }
    const named = (name: string) => [{ passed: [{ days: ['2027-03-25'], why: { name } }] }]
    expect(propose(change).skipped).toMatchObject(named('skærtorsdag'))
    expect(propose({ ...change, lang: 'en' }).skipped).toMatchObject(named('Maundy Thursday'))
  })

  test('whoever is required and away, or busy, keeps a time out; without somebody else it is marked', () => {
    const away = propose({ absences: [absence('lone', '2026-10-20')] })
    expect(away.proposals.some(one => one.day === '2026-10-20')).toBe(false)
    const at = [instantOf('2026-10-20' as Day, '09:00', zone)]
    const nobody = { away: [], busy: [] }
    expect(away.skipped).toContainEqual({ kind: 'people', at, ...nobody, away: ['lone'] })
    for (const kind of ['meeting', 'calendar'] as const) {
      const taken = propose({ given: [busy('jens', '2026-10-20', '10:00', '10:30', kind)] })
      expect(taken.skipped).toContainEqual({ kind: 'people', at, ...nobody, busy: ['jens'] })
    }
    const without = propose({
      absences: [absence('ida', '2026-10-01', '2026-12-31')],
      given: [busy('ida', '2026-10-20')],
    }).proposals.map(one => one.without)
    expect(without).toEqual([['ida'], ['ida'], ['ida'], ['ida'], ['ida']])
  })

  test('two with the same role stand in for each other; only when both are gone nobody fills it', () => {
    const members = [lone, jens, ali]
    const one = propose({ members, absences: [absence('jens', '2026-01-01', '2027-12-31')] })
    expect(one.proposals).toHaveLength(5)
    expect(one.proposals.every(({ without }) => without.join() === 'jens')).toBe(true)
    const given = [busy('ali', '2026-10-20')]
    const both = propose({ members, absences: [absence('jens', '2026-10-20')], given })
    expect(both.proposals.some(({ day }) => day === '2026-10-20')).toBe(false)
    expect(both.skipped).toContainEqual(expect.objectContaining({ away: ['jens'], busy: ['ali'] }))
  })

  test('where nobody is required somebody has to come', () => {
    const members = [jens, ida].map(one => ({ ...one, required: false }))
    const gone = (...ids: string[]) => ids.map(id => absence(id, '2026-10-20'))
    expect(texts({ members, absences: gone('jens', 'ida') })).not.toContain('2026-10-20 09:00')
    expect(propose({ members: [] }).proposals).toHaveLength(5)
  })

  test('a time with the way from another place before it is not free', () => {
    const elsewhere = { ...busy('jens', '2026-10-20', '07:00', '08:45'), place: 'Mælkevejen' }
    expect(texts({ given: [elsewhere] })).not.toContain('2026-10-20 09:00')
    expect(texts({ given: [{ ...elsewhere, place }] })).toContain('2026-10-20 09:00')
  })

  test('a time that is promised to another team is asked about when there is nothing as near', () => {
    const promised = ['lone', 'jens'].flatMap(id =>
      ['2026-10-19', '2026-10-21'].map(day => busy(id, day, '09:00', '11:00', 'promised')),
    )
    expect(texts({ given: promised })).toEqual([
      '2026-10-20 09:00',
      '2026-10-22 09:00',
      '2026-10-23 09:00',
      '2026-10-27 09:00',
      '2026-11-03 09:00',
    ])
    const all = Array.from({ length: 100 }, (_, index) => addDays('2026-10-13' as Day, index))
    const given = all.map(day => busy('jens', day, '07:00', '18:00', 'promised'))
    expect(propose({ given }).proposals).toHaveLength(5)
  })

  test('another hour of the expected day, within the preferred hours, when the usual one is taken everywhere', () => {
    const days = Array.from({ length: 100 }, (_, index) => addDays('2026-10-13' as Day, index))
    const given = days.map(day => busy('lone', day, '08:00', '12:30'))
    const { proposals } = propose({ given })
    expect(proposals).toHaveLength(5)
    for (const { startAt, endAt } of proposals) {
      expect(timeOf(startAt, zone)).toBe('13:00')
      expect(timeOf(endAt, zone) <= '16:00').toBe(true)
    }
  })

  test('a meeting that is longer than the preferred hours may lie outside them', () => {
    const calendar = { ...calendarOf(defaultPolicy), preferredHours: { from: '10:00', until: '11:00' } }
    expect(propose({ calendar }).proposals).toHaveLength(5)
  })

  test('that the cadence’s own day comes too soon is said; how late one is, is not', () => {
    const soon = propose({ from: '2026-09-07' as Day })
    expect(soon.skipped).toContainEqual({ kind: 'tooSoon', day: '2026-09-08' })
    expect(soon.proposals.map(one => one.day)).toContain('2026-09-15')
    const late = propose({ from: '2026-01-01' as Day })
    expect(late.proposals[0]!.day >= '2026-09-14').toBe(true)
    expect(late.skipped).toEqual([])
  })
})

describe('when nothing can be proposed', () => {
  test('whoever is in the way is named, and until when they are away', () => {
    const { proposals, skipped } = propose({
      absences: [absence('jens', '2026-10-01', '2026-11-30'), absence('jens', '2026-12-01', '2027-03-31')],
    })
    expect(proposals).toEqual([])
    expect(skipped.at(-1)).toEqual({
      kind: 'nobody',
      lastDay: '2027-01-12',
      who: [{ personId: 'jens', awayUntil: '2027-03-31', busy: false }],
    })
  })

  test('no more people than explain it; away for some of it, and busy for the rest', () => {
    const given = Array.from({ length: 100 }, (_, index) => busy('jens', addDays('2026-10-13' as Day, index)))
    const { skipped } = propose({
      given,
      absences: [absence('jens', '2026-11-01', '2026-11-30'), absence('lone', '2026-10-20', '2026-10-30')],
    })
    expect(skipped.at(-1)).toMatchObject({
      who: [{ personId: 'jens', awayUntil: '2026-11-30', busy: true }],
    })
    const oneEach = propose({
      absences: [absence('lone', '2026-10-01', '2026-12-10'), absence('jens', '2026-12-01', '2027-03-01')],
    })
    expect(oneEach.skipped.at(-1)).toMatchObject({ who: [{ personId: 'jens' }, { personId: 'lone' }] })
  })
})

describe('better times after answers (R-POLL-4)', () => {
  const asked = (day: string, time: string, answers: Record<string, Answer>) => ({
    span: span(day, time, endTime(time, 120)),
    said: Object.entries(answers).map(
      ([personId, answer]): Said => ({
        slotId: `${day} ${time}`,
        personId,
        answer,
        weekday: isoWeekday(day as Day),
        half: halfOf(time),
      }),
    ),
  })
  const afterAnswers = (...slots: ReturnType<typeof asked>[]) => ({
    taken: slots.map(one => one.span),
    said: slots.flatMap(one => one.said),
  })
  const halves = (change: Change) =>
    propose(change).proposals.map(({ day, startAt }) => `${isoWeekday(day)} ${halfOf(timeOf(startAt, zone))}`)

  test('a weekday’s mornings that somebody required cannot come on are left alone', () => {
    const change = afterAnswers(
      asked('2026-10-20', '09:00', { lone: 'yes', jens: 'no' }),
      asked('2026-10-27', '09:00', { lone: 'yes', jens: 'no' }),
    )
    expect(halves(change)).toHaveLength(5)
    expect(halves(change)).not.toContain('2 morning')
    expect(propose(change).skipped).toContainEqual({
      kind: 'refused',
      half: 'morning',
      weekdays: [2],
      personIds: ['jens'],
    })
  })

  test('no to several mornings is no to mornings', () => {
    const change = afterAnswers(
      asked('2026-10-20', '09:00', { lone: 'yes', jens: 'no' }),
      asked('2026-10-21', '09:00', { lone: 'yes', jens: 'no' }),
    )
    expect(halves(change).every(half => half.endsWith('afternoon'))).toBe(true)
    expect(propose(change).skipped).toContainEqual({
      kind: 'refused',
      half: 'morning',
      weekdays: [],
      personIds: ['jens'],
    })
  })

  test('a no beside a yes to the like was about its date; so was one that a stand-in outweighs, or of somebody optional', () => {
    const date = afterAnswers(
      asked('2026-10-20', '09:00', { lone: 'yes', jens: 'no' }),
      asked('2026-10-27', '09:00', { lone: 'no', jens: 'yes' }),
    )
    expect(texts(date)).toContain('2026-11-03 09:00')
    const standIn = afterAnswers(
      asked('2026-10-20', '09:00', { lone: 'yes', jens: 'no', ali: 'ifNeeded', ida: 'no' }),
    )
    expect(texts({ ...standIn, members: [lone, jens, ali, ida] })).toContain('2026-10-27 09:00')
  })

  test('times like those where most could come first', () => {
    const change = afterAnswers(
      asked('2026-10-20', '09:00', { lone: 'no', jens: 'no', ida: 'no' }),
      asked('2026-10-22', '13:00', { lone: 'yes', jens: 'yes', ida: 'yes' }),
    )
    expect(texts(change)).toContain('2026-10-29 13:00')
    expect(halves(change).every(half => half.endsWith('afternoon'))).toBe(true)
  })

  test('where every half of every day was refused, a few are proposed all the same', () => {
    const days = ['2026-10-19', '2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23']
    const change = afterAnswers(
      ...days.flatMap(day => ['09:00', '13:00'].map(time => asked(day, time, { lone: 'yes', jens: 'no' }))),
    )
    expect(propose(change).proposals).toHaveLength(3)
  })
})

describe('over the years 2024–2035 and both changes of clock', () => {
  const today = fc.integer({ min: 0, max: 12 * 365 }).map(offset => addDays(toDay(2024, 1, 1), offset))
  const ids = ['lone', 'jens', 'ali', 'ida', 'sara']
  const person = fc.constantFrom(...ids)
  const offset = fc.integer({ min: 0, max: 120 })
  const hour = fc.integer({ min: 6, max: 17 }).map(at => `${String(at).padStart(2, '0')}:00`)
  const world = fc.record({
    today,
    weekday: fc.integer({ min: 1, max: 5 }),
    startTime: fc.constantFrom('07:00', '08:00', '09:15', '13:00', '15:30'),
    lengthMinutes: fc.constantFrom(15, 90, 120, 150),
    ahead: fc.integer({ min: -30, max: 60 }),
    daysAhead: fc.integer({ min: 0, max: 20 }),
    required: fc.subarray(ids),
    absences: fc.array(fc.record({ personId: person, at: offset, length: fc.integer({ min: 0, max: 40 }) }), {
      maxLength: 6,
    }),
    given: fc.array(
      fc.record({
        personId: person,
        at: offset,
        hour,
        hours: fc.integer({ min: 1, max: 8 }),
        kind: fc.constantFrom<Engagement['kind']>('meeting', 'promised', 'calendar'),
        place: fc.constantFrom(place, 'Mælkevejen', ''),
      }),
      { maxLength: 40 },
    ),
    asked: fc.array(
      fc.record({
        at: offset,
        hour,
        answers: fc.array(fc.constantFrom<Answer>('yes', 'ifNeeded', 'no'), { minLength: 5, maxLength: 5 }),
      }),
      { maxLength: 5 },
    ),
  })
  type World = typeof world extends fc.Arbitrary<infer T> ? T : never

  function termsOf(one: World): { change: ProposalTerms; given: Engagement[] } {
    const roles = ['leader', 'ppr', 'ppr', 'pedagogue', 'healthVisitor']
    const given = one.given.map(({ at, hour, hours, ...rest }): Engagement => {
      const startAt = instantOf(addDays(one.today, at), hour, zone)
      return { ...rest, startAt, endAt: new Date(startAt.getTime() + hours * 3_600_000), teamId: null }
    })
    const slots = one.asked.map(({ at, hour, answers }) => {
      const day = addDays(one.today, at)
      const half = { weekday: isoWeekday(day), half: halfOf(hour), slotId: `${day} ${hour}` }
      return {
        span: span(day, hour, endTime(hour, one.lengthMinutes)),
        said: ids.map((personId, index): Said => ({ ...half, personId, answer: answers[index] ?? 'no' })),
      }
    })
    const { weekday, startTime, lengthMinutes, daysAhead, required } = one
    const change = terms({
      now: new Date(`${one.today}T11:00:00Z`),
      from: addDays(one.today, one.ahead),
      weekday,
      startTime,
      lengthMinutes,
      daysAhead,
      members: ids.map((id, index) => voter(id, roles[index] ?? '', required.includes(id))),
      absences: one.absences.map(({ personId, at, length }) =>
        absence(personId, addDays(one.today, at), addDays(one.today, at + length)),
      ),
      given,
      taken: slots.map(slot => slot.span),
      said: slots.flatMap(slot => slot.said),
    })
    return { change, given }
  }

  /** Said again, as plainly as it can be: somebody is away, or a widened engagement lies over the time. */
  function isThere(id: string, at: Span, change: ProposalTerms, given: readonly Engagement[]): boolean {
    const day = dayOf(at.startAt, zone)
    if (change.absences.some(one => one.personId === id && one.fromDay <= day && day <= one.toDay))
      return false
    return !given.some(one => {
      const way = one.kind === 'calendar' || one.place === place ? 0 : 30 * 60_000
      const wide = {
        startAt: new Date(one.startAt.getTime() - way),
        endAt: new Date(one.endAt.getTime() + way),
      }
      return one.personId === id && one.kind !== 'promised' && overlaps(wide, at)
    })
  }

  test('a proposal can be had: a day for meetings, ahead, in hours, at a wall time, clear of others, every seat filled', () => {
    fc.assert(
      fc.property(world, one => {
        const { change, given } = termsOf(one)
        const { proposals } = proposeSlots(change)
        expect(proposals.length).toBeLessThanOrEqual(8)
        const required = change.members.filter(member => member.required)
        for (const slot of proposals) {
          expect(whyNoMeeting(slot.day, change.calendar)).toBeNull()
          expect(slot.startAt > change.now).toBe(true)
          expect(slot.day >= addDays(one.today, one.daysAhead)).toBe(true)
          expect(dayOf(slot.startAt, zone)).toBe(slot.day)
          const [from, until] = [timeOf(slot.startAt, zone), timeOf(slot.endAt, zone)]
          expect(from >= '07:00' && until <= '18:00').toBe(true)
          expect(endTime(from, change.lengthMinutes)).toBe(until)
          if (from !== change.startTime) expect(from).toMatch(/:[03]0$/)
          for (const role of new Set(required.map(member => member.role))) {
            const could = required.filter(member => member.role === role)
            expect(could.some(member => isThere(member.personId, slot, change, given))).toBe(true)
          }
          expect(slot.without).toEqual(ids.filter(id => !isThere(id, slot, change, given)).toSorted())
          expect([...proposals, ...change.taken].filter(other => overlaps(other, slot))).toEqual([slot])
        }
        const times = proposals.map(slot => slot.startAt.getTime())
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }),
      { numRuns: 25 },
    )
  })

  test('with everybody free there are three to eight, three or more of them at the team’s own time', () => {
    fc.assert(
      fc.property(world, one => {
        const { change } = termsOf({ ...one, absences: [], given: [], asked: [] })
        const { proposals } = proposeSlots(change)
        expect(proposals.length).toBeLessThanOrEqual(8)
        const own = proposals.filter(slot => timeOf(slot.startAt, zone) === one.startTime)
        expect(own.length).toBeGreaterThanOrEqual(3)
      }),
      { numRuns: 25 },
    )
  })

  test('the order of what is known makes no difference', () => {
    fc.assert(
      fc.property(world, one => {
        const { change, given } = termsOf(one)
        const turned = {
          ...change,
          members: change.members.toReversed(),
          absences: change.absences.toReversed(),
          diary: diaryOf(given.toReversed(), 30),
          taken: change.taken.toReversed(),
          said: change.said.toReversed(),
        }
        expect(proposeSlots(turned)).toEqual(proposeSlots(change))
      }),
      { numRuns: 25 },
    )
  })

  test('a day that one would expect is proposed, was asked about, or has its reason', () => {
    fc.assert(
      fc.property(world, one => {
        const { change } = termsOf(one)
        const { proposals, skipped } = proposeSlots(change)
        const told = skipped.flatMap(reason => {
          if (reason.kind === 'people') return reason.at.map(at => dayOf(at, zone))
          if (reason.kind === 'noMeeting') return reason.days
          return reason.kind === 'moved' ? reason.passed.flatMap(({ days }) => days) : []
        })
        const nobody = skipped.some(reason => reason.kind === 'nobody')
        const soonest = addDays(one.today, Math.max(1, one.daysAhead))
        const from = change.from < soonest ? soonest : change.from
        let day = addDays(from, (one.weekday - isoWeekday(from) + 7) % 7)
        let latest: Day | null = null
        for (let meetings = 0; meetings < 3 && (!latest || day <= latest); day = addDays(day, 7)) {
          const why = whyNoMeeting(day, change.calendar)
          if (!why) meetings += 1
          if (!why) latest ??= addDays(day, 21)
          const startAt = instantOf(day, one.startTime, zone)
          const slot = { startAt, endAt: new Date(startAt.getTime() + one.lengthMinutes * 60_000) }
          const known =
            proposals.some(each => each.startAt.getTime() === startAt.getTime()) ||
            change.taken.some(each => overlaps(each, slot))
          const refused = skipped.some(
            reason =>
              reason.kind === 'refused' &&
              reason.half === halfOf(one.startTime) &&
              (reason.weekdays.length === 0 || reason.weekdays.includes(one.weekday)),
          )
          expect(known || told.includes(day) || ((nobody || refused) && !why)).toBe(true)
          if (why) expect(told).toContain(day)
        }
        for (const reason of skipped) {
          if (reason.kind !== 'people') continue
          const { away, busy: taken } = reason
          expect([...away, ...taken]).not.toEqual([])
        }
        if (nobody) expect(proposals).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
