import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isCoordinator,
  isMember,
  mayCreate,
  missingRoles,
  nameProblem,
  pickLimit,
  pickList,
  readRhythm,
  requiredByDefault,
  roleOf,
  sameName,
  type TypedRhythm,
  teamKinds,
} from '../../../src/features/teams/model.ts'
import { type Actor, professions } from '../../../src/shared/action.ts'

const actor = (part: Partial<Actor>): Actor => ({
  tenantId: 't',
  personId: 'p',
  profession: null,
  language: 'da',
  memberships: [],
  invitations: [],
  ...part,
})
const membership = (teamId: string, coordinator: boolean) => ({
  teamId,
  coordinator,
  profession: 'other' as const,
})

describe('who may', () => {
  test('a team is known to its members, and led by its coordinator', () => {
    const mette = actor({ memberships: [membership('a', false), membership('b', true)] })
    expect([isMember(mette, 'a'), isCoordinator(mette, 'a')]).toEqual([true, false])
    expect([isMember(mette, 'b'), isCoordinator(mette, 'b')]).toEqual([true, true])
    expect([isMember(mette, 'c'), isCoordinator(mette, 'c')]).toEqual([false, false])
  })

  test('a leader sets up teams, and so does whoever coordinates one', () => {
    expect(mayCreate(actor({ profession: 'daycareLeader' }))).toBe(true)
    expect(mayCreate(actor({ profession: 'psychologist' }))).toBe(false)
    expect(mayCreate(actor({ profession: 'pedagogue', memberships: [membership('a', true)] }))).toBe(true)
    expect(mayCreate(actor({ profession: 'pedagogue', memberships: [membership('a', false)] }))).toBe(false)
  })
})

describe('default roles (R-TEAM-2)', () => {
  test('a ressourceteam has leader, advisor, PPR of any kind, and health visitor', () => {
    expect(missingRoles('resourceTeam', [])).toEqual(['leader', 'outreachAdvisor', 'ppr', 'healthVisitor'])
    expect(missingRoles('resourceTeam', ['daycareLeader', 'speechTherapist'])).toEqual([
      'outreachAdvisor',
      'healthVisitor',
    ])
  })

  test('a fokusteam wants each PPR profession', () => {
    expect(missingRoles('focusTeam', ['psychologist', 'daycareLeader'])).toEqual([
      'specialEducator',
      'speechTherapist',
      'outreachAdvisor',
    ])
    expect(requiredByDefault('focusTeam', 'healthVisitor')).toBe(false)
  })

  test('PPR professions stand in for each other in a ressourceteam only', () => {
    expect(roleOf('resourceTeam', 'psychologist')).toBe(roleOf('resourceTeam', 'specialEducator'))
    expect(roleOf('focusTeam', 'psychologist')).not.toBe(roleOf('focusTeam', 'specialEducator'))
    expect(roleOf('resourceTeam', 'pedagogue')).toBe('pedagogue')
  })

  test('whoever is required by default fills a role that is missing without them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...teamKinds),
        fc.constantFrom(...professions),
        fc.array(fc.constantFrom(...professions)),
        (kind, newcomer, others) => {
          const before = missingRoles(kind, others)
          const after = missingRoles(kind, [...others, newcomer])
          const role = roleOf(kind, newcomer)
          expect(after).toEqual(before.filter(missing => missing !== role))
          expect(missingRoles(kind, []).some(missing => missing === role)).toBe(
            requiredByDefault(kind, newcomer),
          )
        },
      ),
    )
  })
})

describe('names', () => {
  test('case and spaces make no difference', () => {
    expect(sameName('Ressourceteam  Solsikken ', 'RESSOURCETEAM solsikken')).toBe(true)
    expect(sameName('Åhaven', 'åhaven')).toBe(true)
    expect(sameName('Solsikken', 'Solsikkerne')).toBe(false)
  })

  test('an empty name and a long one are named', () => {
    expect(nameProblem('  ')).toBe('missing')
    expect(nameProblem('Solsikken')).toBeNull()
    expect(nameProblem('æ'.repeat(80))).toBeNull()
    expect(nameProblem('æ'.repeat(81))).toBe('tooLong')
    expect(nameProblem('👩‍👩‍👧'.repeat(80))).toBeNull()
  })
})

const good: TypedRhythm = {
  cadenceWeeks: '6',
  weekday: '2',
  startTime: '09:00',
  lengthMinutes: '120',
  place: ' Kontoret ',
  reservedMinutes02: '30',
}
const problemsOf = (kind: (typeof teamKinds)[number], part: Partial<TypedRhythm>) => {
  const read = readRhythm(kind, { ...good, ...part })
  return read.ok ? {} : read.problems
}

describe('rhythm (R-TEAM-1)', () => {
  test('a good one is read', () => {
    expect(readRhythm('resourceTeam', good)).toEqual({
      ok: true,
      rhythm: {
        cadenceWeeks: 6,
        weekday: 2,
        startTime: '09:00',
        lengthMinutes: 120,
        place: 'Kontoret',
        reservedMinutes02: 30,
      },
    })
  })

  test.each([
    ['resourceTeam', { cadenceWeeks: '8' }, {}],
    ['resourceTeam', { cadenceWeeks: '7' }, { cadenceWeeks: 'cadenceResource' }],
    ['resourceTeam', { cadenceWeeks: '' }, { cadenceWeeks: 'cadenceResource' }],
    ['focusTeam', { cadenceWeeks: '1' }, {}],
    ['focusTeam', { cadenceWeeks: '26' }, {}],
    ['focusTeam', { cadenceWeeks: '27' }, { cadenceWeeks: 'cadenceFocus' }],
    ['focusTeam', { cadenceWeeks: '-3' }, { cadenceWeeks: 'cadenceFocus' }],
    ['focusTeam', { weekday: '6' }, { weekday: 'weekday' }],
    ['focusTeam', { startTime: 'ni' }, { startTime: 'timeUnreadable' }],
    ['focusTeam', { startTime: 'kl. 9.30' }, {}],
    ['focusTeam', { startTime: '06:59' }, { startTime: 'outsideHours' }],
    ['focusTeam', { startTime: '16:00' }, {}],
    ['focusTeam', { startTime: '16:01' }, { startTime: 'outsideHours' }],
    ['focusTeam', { lengthMinutes: '14' }, { lengthMinutes: 'length' }],
    ['focusTeam', { lengthMinutes: '1e2' }, { lengthMinutes: 'length' }],
    ['focusTeam', { reservedMinutes02: '121' }, { reservedMinutes02: 'reserved' }],
    ['focusTeam', { reservedMinutes02: '' }, {}],
    ['focusTeam', { place: 'x'.repeat(121) }, { place: 'placeTooLong' }],
    ['focusTeam', { place: '' }, {}],
  ] as const)('%s %j', (kind, part, problems) => {
    expect(problemsOf(kind, part)).toEqual(problems)
  })

  test('whatever is typed, a rhythm that is taken lies within the day', () => {
    const typed = fc.record({
      cadenceWeeks: fc.oneof(fc.string(), fc.integer({ min: 0, max: 30 }).map(String)),
      weekday: fc.oneof(fc.string(), fc.integer({ min: 0, max: 8 }).map(String)),
      startTime: fc.oneof(fc.string(), fc.constantFrom('07:00', '9', '12.30', '17:45', '23:00')),
      lengthMinutes: fc.oneof(fc.string(), fc.integer({ min: 0, max: 600 }).map(String)),
      place: fc.string(),
      reservedMinutes02: fc.oneof(fc.string(), fc.integer({ min: 0, max: 600 }).map(String)),
    })
    fc.assert(
      fc.property(fc.constantFrom(...teamKinds), typed, (kind, rhythm) => {
        const read = readRhythm(kind, rhythm)
        if (!read.ok) {
          expect(Object.keys(read.problems).length).toBeGreaterThan(0)
          return
        }
        const { startTime, lengthMinutes, reservedMinutes02 } = read.rhythm
        const start = Number(startTime.slice(0, 2)) * 60 + Number(startTime.slice(3))
        expect(start).toBeGreaterThanOrEqual(7 * 60)
        expect(start + lengthMinutes).toBeLessThanOrEqual(18 * 60)
        expect(reservedMinutes02).toBeLessThanOrEqual(lengthMinutes)
      }),
    )
  })
})

describe('picking people (R-TEAM-3)', () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name: `Person ${index}` }))

  test('a short list is shown whole, without a search', () => {
    expect(pickList(people(25), [], '')).toMatchObject({ hidden: 0, searchable: false })
    expect(pickList(people(26), [], '')).toMatchObject({ hidden: 1, searchable: true })
  })

  test('a search finds part of a name, in any case', () => {
    const named = [...people(30), { id: 'sara', name: 'Sara Lind' }]
    expect(pickList(named, [], 'LIND sara').shown).toEqual([{ id: 'sara', name: 'Sara Lind' }])
  })

  test('whoever is picked stays on the list, whatever is searched for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 59 })),
        fc.string({ maxLength: 3 }),
        (count, picks, search) => {
          const all = people(count)
          const picked = [...new Set(picks.map(pick => `p${pick}`))].filter(id =>
            all.some(person => person.id === id),
          )
          const list = pickList(all, picked, search)
          const shown = list.shown.map(person => person.id)
          expect(shown.slice(0, picked.length).toSorted()).toEqual(picked.toSorted())
          expect(new Set(shown).size).toBe(shown.length)
          expect(shown.length).toBeLessThanOrEqual(Math.max(pickLimit, picked.length))
        },
      ),
    )
  })
})
