import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  answers,
  bestSlot,
  deadlineProblem,
  longestRemark,
  pollReminders,
  proposedDeadline,
  rankSlots,
  readConfirmation,
  type SlotAnswer,
  silentVoters,
  unanimousSlot,
  type Voter,
} from '../../../src/features/polls/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const calendar = { usualClosingDays: true, closingDays: [] }
const zone = 'Europe/Copenhagen'
const slot = (id: string, day: string) => ({
  id,
  pollId: 'p',
  startAt: new Date(`${day}T08:00:00Z`),
  endAt: new Date(`${day}T10:00:00Z`),
})
const slots = [slot('a', '2026-11-17'), slot('b', '2026-11-24'), slot('c', '2026-12-01')]
const voters: Voter[] = [
  { personId: 'lone', role: 'leader', required: true },
  { personId: 'jens', role: 'ppr', required: true },
  { personId: 'ali', role: 'ppr', required: true },
  { personId: 'ida', role: 'pedagogue', required: false },
]
const say = (personId: string, slotId: string, answer: Answer): SlotAnswer => ({
  personId,
  slotId,
  answer,
  recordedById: personId,
})
const ids = (given: SlotAnswer[]) => rankSlots(slots, given, voters).map(one => one.slot.id)

describe('the result of a poll (R-POLL-4)', () => {
  test('a slot is feasible when every required role has somebody who can, also if needed', () => {
    const given = [say('lone', 'b', 'ifNeeded'), say('ali', 'b', 'yes'), say('jens', 'b', 'no')]
    const [best] = rankSlots(slots, given, voters)
    expect(best).toMatchObject({ slot: { id: 'b' }, feasible: true, blockers: [] })
  })

  test('what blocks a slot is named: who said no, and who has not answered', () => {
    const given = [say('lone', 'a', 'yes'), say('jens', 'a', 'no')]
    const a = rankSlots(slots, given, voters).find(one => one.slot.id === 'a')
    expect(a?.blockers).toEqual([{ role: 'ppr', saidNo: ['jens'], busy: [], away: [], silent: ['ali'] }])
  })

  test('whoever is in another meeting since cannot, whatever they said; away counts where nothing is said (R-TEAM-4)', () => {
    const given = [
      say('lone', 'a', 'yes'),
      say('jens', 'a', 'yes'),
      say('lone', 'b', 'yes'),
      say('jens', 'b', 'yes'),
    ]
    const meeting = [{ slotId: 'a', personId: 'jens', why: 'meeting' as const }]
    const ranked = rankSlots(slots, given, voters, meeting)
    expect(ranked.map(one => one.slot.id)[0]).toBe('b')
    const a = ranked.find(one => one.slot.id === 'a')
    expect(a?.blockers).toEqual([{ role: 'ppr', saidNo: [], busy: ['jens'], away: [], silent: ['ali'] }])
    expect(a?.counts).toEqual({ yes: 1, ifNeeded: 0, no: 1 })

    const away = [
      { slotId: 'a', personId: 'jens', why: 'away' as const },
      { slotId: 'a', personId: 'ali', why: 'away' as const },
    ]
    const said = rankSlots(slots, given, voters, away).find(one => one.slot.id === 'a')
    expect(said).toMatchObject({ feasible: true, counts: { yes: 2, no: 1 } })
    const unsaid = rankSlots(slots, [], voters, away).find(one => one.slot.id === 'a')
    expect(unsaid?.blockers).toContainEqual({
      role: 'ppr',
      saidNo: [],
      busy: [],
      away: ['ali', 'jens'],
      silent: [],
    })
  })

  test('where nobody is required, a slot needs somebody who can, and whoever cannot is named', () => {
    const optional = voters.map(voter => ({ ...voter, required: false }))
    const given = optional.map(({ personId }) => say(personId, 'a', 'no'))
    const away = [{ slotId: 'a', personId: 'ida', why: 'away' as const }]
    const ranked = rankSlots(slots, [...given, say('ida', 'b', 'ifNeeded')], optional, away)
    expect(ranked.map(one => [one.slot.id, one.feasible])).toEqual([
      ['b', true],
      ['a', false],
      ['c', false],
    ])
    const blocker = { saidNo: ['ali', 'ida', 'jens', 'lone'], busy: [], away: [], silent: [] }
    expect(ranked[1]).toMatchObject({ blockers: [blocker], without: [] })
  })

  test('nobody waits for an answer that is known already', () => {
    const whole = slots.map(one => ({ slotId: one.id, personId: 'ida', why: 'away' as const }))
    expect(silentVoters(slots, [], voters, whole).map(one => one.personId)).toEqual(['lone', 'jens', 'ali'])
    expect(silentVoters(slots, [], voters, whole.slice(1)).map(one => one.personId)).toContain('ida')
  })

  test('feasible stands before more yes', () => {
    const given = [
      say('lone', 'c', 'ifNeeded'),
      say('jens', 'c', 'ifNeeded'),
      say('lone', 'a', 'yes'),
      say('ida', 'a', 'yes'),
    ]
    expect(ids(given)[0]).toBe('c')
  })

  test('of two feasible slots, the one with more yes of those required; then more yes; then if needed; then earlier', () => {
    const both = (id: string, lone: Answer, jens: Answer) => [say('lone', id, lone), say('jens', id, jens)]
    expect(ids([...both('a', 'yes', 'ifNeeded'), ...both('b', 'yes', 'yes')])[0]).toBe('b')
    expect(ids([...both('a', 'yes', 'yes'), ...both('b', 'yes', 'yes'), say('ida', 'b', 'yes')])[0]).toBe('b')
    expect(
      ids([...both('a', 'yes', 'yes'), ...both('b', 'yes', 'yes'), say('ida', 'b', 'ifNeeded')])[0],
    ).toBe('b')
    expect(ids([...both('b', 'yes', 'yes'), ...both('c', 'yes', 'yes')])[0]).toBe('b')
  })

  test('the answers of somebody who has left the team do not count', () => {
    const [first] = rankSlots(slots, [say('gone', 'c', 'yes')], voters)
    expect(first?.slot.id).toBe('a')
    expect(rankSlots(slots, [say('gone', 'c', 'yes')], voters).every(one => one.counts.yes === 0)).toBe(true)
  })

  const anyAnswers = fc
    .uniqueArray(
      fc.record({
        personId: fc.constantFrom('lone', 'jens', 'ali', 'ida'),
        slotId: fc.constantFrom('a', 'b', 'c'),
        answer: fc.constantFrom(...answers),
      }),
      { selector: one => `${one.personId}${one.slotId}` },
    )
    .map(list => list.map(one => ({ ...one, recordedById: one.personId })))

  test('the order does not depend on the order in which anything came in', () => {
    fc.assert(
      fc.property(anyAnswers, fc.nat(), (given, seed) => {
        const turned = [
          ...given.slice(seed % (given.length + 1)),
          ...given.slice(0, seed % (given.length + 1)),
        ]
        const again = rankSlots([...slots].reverse(), turned.reverse(), [...voters].reverse())
        expect(again.map(one => one.slot.id)).toEqual(ids(given))
      }),
    )
  })

  test('no feasible slot ever stands behind one that is not', () => {
    fc.assert(
      fc.property(anyAnswers, given => {
        const order = rankSlots(slots, given, voters).map(one => one.feasible)
        expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  test('silent are exactly those who miss a slot', () => {
    fc.assert(
      fc.property(anyAnswers, given => {
        for (const voter of voters) {
          const count = given.filter(one => one.personId === voter.personId).length
          expect(silentVoters(slots, given, voters).includes(voter)).toBe(count < slots.length)
        }
      }),
    )
  })
})

describe('deadline and reminders (R-POLL-3)', () => {
  const rules = { digestAt: '08:30', zone, calendar }

  test('the deadline is noon, so many working days ahead, and before the first slot', () => {
    const now = new Date('2026-10-05T08:00:00Z')
    const at = (first: string) =>
      proposedDeadline(now, new Date(first), { workingDays: 5, zone, calendar }).toISOString()
    expect(at('2026-11-17T08:00:00Z')).toBe('2026-10-12T10:00:00.000Z')
    expect(at('2026-10-09T07:00:00Z')).toBe('2026-10-08T10:00:00.000Z')
  })

  test('halfway and the working day before, at the digest’s time', () => {
    const [askedAt, deadlineAt] = [new Date('2026-10-05T08:00:00Z'), new Date('2026-10-12T10:00:00Z')]
    expect(pollReminders(askedAt, deadlineAt, rules).map(at => at.toISOString())).toEqual([
      '2026-10-08T06:30:00.000Z',
      '2026-10-09T06:30:00.000Z',
    ])
  })

  test('none on the day of asking, one when halfway and the day before are the same', () => {
    const deadlineAt = new Date('2026-10-07T10:00:00Z')
    const due = (askedAt: string) =>
      pollReminders(new Date(askedAt), deadlineAt, rules).map(at => at.toISOString())
    expect(due('2026-10-05T08:00:00Z')).toEqual(['2026-10-06T06:30:00.000Z'])
    expect(due('2026-10-06T05:00:00Z')).toEqual([])
  })

  describe('a deadline that is typed', () => {
    const now = new Date('2026-10-05T08:00:00Z')
    const about = (firstSlot: string | null, at = now) => ({
      now: at,
      firstSlot: firstSlot === null ? null : new Date(firstSlot),
      zone,
      calendar,
      lang: 'da' as const,
    })
    const day = (text: string) => text as Day

    test.each([
      ['2026-10-09', '2026-11-17T08:00:00Z', null],
      ['2026-10-04', '2026-11-17T08:00:00Z', { code: 'past', offer: '2026-10-05' }],
      ['2026-10-10', '2026-11-17T08:00:00Z', { code: 'notWorking', offer: '2026-10-09' }],
      ['2026-10-11', '2026-11-17T08:00:00Z', { code: 'notWorking', offer: '2026-10-12' }],
      ['2026-12-24', null, { code: 'notWorking', offer: '2026-12-23' }],
      ['2026-11-17', '2026-11-17T08:00:00Z', { code: 'afterFirstSlot', offer: '2026-11-16' }],
      ['2026-11-17', '2026-11-17T12:00:00Z', null],
      ['2027-01-01', '2026-11-16T08:00:00Z', { code: 'afterFirstSlot', offer: '2026-11-13' }],
    ] as const)('%s before a first slot of %s: %o', (typed, firstSlot, wrong) => {
      const found = deadlineProblem(day(typed), about(firstSlot))
      if (wrong === null) expect(found).toBeNull()
      else expect(found).toMatchObject(wrong)
    })

    test('a day off will do where no working day is left; a day that is past will not', () => {
      const saturday = new Date('2026-10-10T08:00:00Z')
      expect(deadlineProblem(day('2026-10-11'), about('2026-10-12T07:00:00Z', saturday))).toBeNull()
      expect(deadlineProblem(day('2026-10-09'), about('2026-10-12T07:00:00Z', saturday))).toEqual({
        code: 'past',
      })
    })

    test('what is offered is always good', () => {
      for (let days = -3; days < 120; days += 1)
        for (const slot of [null, '2026-10-06T07:00:00Z', '2026-12-29T08:00:00Z', '2027-01-04T12:00:00Z']) {
          const rules = about(slot)
          const offer = deadlineProblem(addDays(day('2026-10-05'), days), rules)?.offer
          if (offer) expect(deadlineProblem(offer, rules)).toBeNull()
        }
    })
  })

  test('reminders lie on working days between asking and deadline, at the local hour, at most two', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2035-12-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (askedAt, days) => {
        const deadlineAt = new Date(askedAt.getTime() + days * 86_400_000)
        const due = pollReminders(askedAt, deadlineAt, rules)
        expect(due.length).toBeLessThanOrEqual(2)
        expect(due).toEqual(due.toSorted((a, b) => a.getTime() - b.getTime()))
        for (const at of due) {
          expect(at > askedAt && at < deadlineAt).toBe(true)
          expect(isWorkingDay(dayOf(at, zone), calendar)).toBe(true)
          expect(timeOf(at, zone)).toBe('08:30')
        }
      }),
    )
  })
})

describe('fixing the date (R-POLL-4)', () => {
  const before = new Date('2026-11-01T08:00:00Z')
  const given = [
    ...['lone', 'jens'].flatMap(id => [say(id, 'b', 'yes'), say(id, 'c', 'ifNeeded')]),
    say('lone', 'a', 'no'),
  ]
  const ranked = rankSlots(slots, given, voters)
  const read = (slotId: string, reason: string | null, now = before) =>
    readConfirmation(ranked, slotId, reason, now)

  test('the best slot needs no reason, and one that is given is not kept', () => {
    expect(bestSlot(ranked, before)?.slot.id).toBe('b')
    expect(read('b', null)).toEqual({ ok: true, reason: null })
    expect(read('b', 'derfor')).toEqual({ ok: true, reason: null })
  })

  test('another one is asked why, also when it is feasible', () => {
    for (const id of ['a', 'c']) {
      expect(read(id, null)).toEqual({ ok: false, problem: 'ask' })
      expect(read(id, '  ')).toEqual({ ok: false, problem: 'missing' })
      expect(read(id, 'x'.repeat(longestRemark + 1))).toEqual({ ok: false, problem: 'tooLong' })
      expect(read(id, ' lokalet er ledigt ')).toEqual({ ok: true, reason: 'lokalet er ledigt' })
    }
  })

  test('the first is asked about too when nothing is feasible', () => {
    const [first] = rankSlots(slots, [], voters)
    expect(readConfirmation(rankSlots(slots, [], voters), first?.slot.id ?? '', null, before)).toEqual({
      ok: false,
      problem: 'ask',
    })
  })

  test('what has begun is past; then the next best is the best', () => {
    const later = new Date('2026-11-24T08:00:00Z')
    expect(read('b', 'derfor', later)).toEqual({ ok: false, problem: 'past' })
    expect(bestSlot(ranked, later)?.slot.id).toBe('c')
    expect(read('c', null, later)).toEqual({ ok: true, reason: null })
    expect(bestSlot(ranked, new Date('2027-01-01T08:00:00Z'))).toBeNull()
  })
})

describe('nobody is booked twice unasked (R-POLL-4)', () => {
  const now = new Date('2026-11-01T08:00:00Z')
  const yes = voters.map(({ personId }) => say(personId, 'a', 'yes'))
  const busy = (personId: string) => [{ slotId: 'a', personId, why: 'meeting' as const }]
  const first = (given: SlotAnswer[], hindered: ReturnType<typeof busy> = []) => {
    const ranked = rankSlots([slots[0] as (typeof slots)[0]], given, voters, hindered)
    const [best] = ranked
    if (!best) throw new Error('no slot')
    return { best, confirmed: readConfirmation(ranked, 'a', null, now), ranked }
  }

  test('a required person in another meeting is a clash, also where somebody stands in for them', () => {
    const { best, confirmed } = first(yes, busy('jens'))
    expect(best).toMatchObject({ feasible: true, clashes: ['jens'], without: [] })
    expect(confirmed).toEqual({ ok: false, problem: 'ask' })
  })

  test('one who has said no does not come anyway, and an optional one who never said they can is left out', () => {
    const saidNo = [...yes.filter(one => one.personId !== 'jens'), say('jens', 'a', 'no')]
    expect(first(saidNo, busy('jens')).confirmed).toEqual({ ok: true, reason: null })
    const silentIda = yes.filter(one => one.personId !== 'ida')
    expect(first(silentIda, busy('ida')).best).toMatchObject({ clashes: [], without: ['ida'] })
    expect(first(yes, busy('ida')).best).toMatchObject({ clashes: ['ida'], without: [] })
  })

  test('fixed by itself is only what all can, in words and in their calendars (decision 0012)', () => {
    const answered = fc.record(
      Object.fromEntries(voters.map(({ personId }) => [personId, fc.constantFrom(...answers, null)])),
    )
    const met = fc.subarray(voters.map(voter => voter.personId))
    fc.assert(
      fc.property(answered, met, (said, meeting) => {
        const given = Object.entries(said).flatMap(([id, answer]) => (answer ? [say(id, 'a', answer)] : []))
        const { ranked } = first(
          given,
          meeting.flatMap(id => busy(id)),
        )
        const all = voters.every(({ personId }) => said[personId] === 'yes' && !meeting.includes(personId))
        expect(unanimousSlot(ranked, voters, now) !== null).toBe(all)
      }),
    )
    expect(unanimousSlot(first(yes).ranked, voters, new Date('2026-12-24T08:00:00Z'))).toBeNull()
  })
})
