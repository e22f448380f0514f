import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bands,
  defaultSigns,
  layouts,
  mostSigns,
  type Signs,
  scales,
  signLists,
  signsSchema,
  themes,
} from '../../../src/features/policy/form/model.ts'
import { defaultPolicy } from '../../../src/features/policy/model.ts'
import {
  type Answers,
  authorOf,
  changedSince,
  isLate,
  missingOf,
  planOf,
  resumeAt,
  type SavedStep,
  stepAfter,
  stepBefore,
  stepCount,
  stepNumber,
  steps,
  stepsOf,
  type ThemeAnswer,
  touchedBy,
  whoKnows,
} from '../../../src/features/preparation/model.ts'
import { levelWords, ruleWords } from '../../../src/features/preparation/scale/cards.ts'
import {
  levels,
  placements,
  placementsOf,
  scaleOf,
  stepsOfLevel,
} from '../../../src/features/preparation/scale/model.ts'
import {
  answeredWords,
  answerOf,
  parseAnswers,
  signsFor,
  signsKnown,
  signsShown,
  typedSchema,
  type Whom,
  whomOf,
} from '../../../src/features/preparation/schema.ts'
import {
  concerns,
  detailsAfter,
  detailsBefore,
  firstPlacement,
  frequencies,
  type SignAnswer,
  unasked,
} from '../../../src/features/preparation/signs/model.ts'
import { lengthProblems, longest } from '../../../src/features/preparation/texts/model.ts'
import { formDeadline } from '../../../src/shared/working-calendar.ts'

const zone = 'Europe/Copenhagen'
const calendar = { usualClosingDays: true, closingDays: [] }
const theme = (
  signs: readonly SignAnswer[],
  ownSign: SignAnswer = { frequency: '', concern: '' },
): ThemeAnswer => ({
  signs: Object.fromEntries(signs.map((sign, index) => [`s${index}`, sign])),
  own: '',
  ownSign,
  seen: '',
  since: '',
  where: [],
})
const saved = <A>(answer: A) => ({ seen: 1, savedAt: '2026-11-01T08:00:00.000Z', answer })
const form = (byTheme: readonly (readonly SignAnswer[])[]): Answers =>
  Object.fromEntries(byTheme.map((signs, index) => [themes[index], saved(theme(signs))]))

const signs = fc.record({
  frequency: fc.constantFrom(...frequencies),
  concern: fc.constantFrom(...concerns),
})
const forms = fc.array(fc.array(signs, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
const rank = (answers: Answers) => {
  const placement = firstPlacement(answers)
  return placement === null ? -1 : levels.indexOf(placement)
}

describe('the first placement (R-FORM-5)', () => {
  test('is the published rule', () => {
    const some = { frequency: 'weekly', concern: 'some' } as const
    expect(firstPlacement(form([[{ frequency: 'daily', concern: 'slight' }]]))).toBe('wellbeing')
    expect(firstPlacement(form([[some]]))).toBe('attention')
    expect(firstPlacement(form([[some, some, some], [some]]))).toBe('attention')
    expect(firstPlacement(form([[some], [some], [some]]))).toBe('concern')
    expect(firstPlacement(form([[{ frequency: 'weekly', concern: 'great' }]]))).toBe('attention')
    expect(firstPlacement(form([[{ frequency: 'daily', concern: 'great' }]]))).toBe('concern')
    expect(firstPlacement(form([[{ frequency: 'notSeen', concern: 'great' }]]))).toBe('wellbeing')
    const own = theme([], { frequency: 'manyTimesDaily', concern: 'great' })
    expect(firstPlacement({ social: saved({ ...own, own: 'Gemmer sig' }) })).toBe('concern')
  })

  test('is none while no sign is filled in: silence is not wellbeing', () => {
    expect(firstPlacement({})).toBeNull()
    expect(firstPlacement(form([[], []]))).toBeNull()
    expect(firstPlacement({ social: saved({ ...theme([]), own: 'Gemmer sig', seen: 'I går' }) })).toBeNull()
    expect(firstPlacement(form([[{ frequency: 'daily', concern: '' }]]))).toBeNull()
    // A degree without words is shown to nobody, and counts for nothing.
    const own = theme([], { frequency: 'manyTimesDaily', concern: 'great' })
    expect(firstPlacement({ social: saved(own) })).toBeNull()
    expect(firstPlacement(form([[{ frequency: 'notSeen', concern: '' }]]))).toBe('wellbeing')
    expect(firstPlacement(form([[{ frequency: 'daily', concern: 'none' }]]))).toBe('wellbeing')
  })

  test('maps to the steps of every scale in their order (R-FORM-6)', () => {
    for (const scale of scales) {
      const steps = levels.map(level => stepsOfLevel(scale, level))
      expect(steps.every(each => each.length > 0)).toBe(true)
      expect(steps.flat()).toEqual(placementsOf(scale))
      for (const step of steps.flat()) expect(scaleOf(step)).toBe(scale)
    }
    expect(new Set(placements).size).toBe(21)
    expect(stepsOfLevel('tenSteps', 'attention')).toEqual(['ten4', 'ten5', 'ten6'])
    expect(levelWords('attention', 'tenSteps', 'da')).toBe(
      'Ekstra opmærksomhed. Det svarer til 4–6 på skalaen',
    )
    expect(levelWords('attention', 'wellbeing', 'da')).toBe('Ekstra opmærksomhed')
    expect(ruleWords('fiveSteps', 'da')).toContain(
      'svarer trivsel til 1–2, ekstra opmærksomhed til 3 og bekymring til 4–5.',
    )
  })

  test('more concern, or more often, never gives a milder one', () => {
    fc.assert(
      fc.property(forms, fc.nat(), fc.nat(), fc.boolean(), (byTheme, at, which, byConcern) => {
        const themeAt = at % byTheme.length
        const signAt = which % (byTheme[themeAt]?.length ?? 1)
        const worse = byTheme.map((list, i) =>
          list.map((sign, j) => {
            if (i !== themeAt || j !== signAt) return sign
            return byConcern
              ? {
                  ...sign,
                  concern: concerns[Math.min(concerns.indexOf(sign.concern) + 1, 3)] ?? sign.concern,
                }
              : {
                  ...sign,
                  frequency:
                    frequencies[Math.min(frequencies.indexOf(sign.frequency) + 1, 4)] ?? sign.frequency,
                }
          }),
        )
        expect(rank(form(worse))).toBeGreaterThanOrEqual(rank(form(byTheme)))
      }),
    )
  })
})

describe('the list of signs (R-FORM-4)', () => {
  const everybody: readonly Whom[] = [
    ...bands.map(({ band }): Whom => ({ of: 'child', band })),
    { of: 'group' },
  ]
  const child = (ageMonths: number) => whomOf({ kind: 'child', childId: 'noah', ageMonths })

  test('has three or four in both languages for each theme, age band and a group, and no id twice', () => {
    const ids: string[] = []
    const texts: string[] = []
    for (const one of themes) {
      for (const whom of everybody) {
        const list = signsFor(defaultSigns, one, whom)
        expect(list.length).toBeGreaterThanOrEqual(3)
        expect(list.length).toBeLessThanOrEqual(mostSigns)
        for (const sign of list) {
          expect(sign.da.length * sign.en.length).toBeGreaterThan(0)
          expect(sign.da.length).toBeLessThan(70)
          ids.push(sign.id)
          texts.push(sign.da)
        }
      }
    }
    expect(new Set(ids).size).toBe(ids.length)
    // What is looked for differs with the age.
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('a list that does not fit is refused with what to do about it', () => {
    const wrong = (change: (list: Record<string, Record<string, { id: string; da: string }[]>>) => void) => {
      const list = structuredClone(defaultSigns) as Parameters<typeof change>[0]
      change(list)
      const parsed = signsSchema.safeParse(list)
      return parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    }
    const set = (field: 'id' | 'da', text: string) =>
      wrong(list => {
        const sign = list.social?.toddler?.[0]
        if (sign) sign[field] = text
      })
    const at = 'social.toddler.0'
    expect(wrong(() => undefined)).toEqual([])
    expect(set('id', 'social.toddler.hurts')).toEqual([
      'social.toddler.1.id: another sign has this id: give each its own',
    ])
    expect(set('id', 'emotional.other')).toEqual([`${at}.id: let the id begin with "social."`])
    for (const id of ['social', 'social.o1', 'social.a_b', '__proto__.x'])
      expect(set('id', id)[0]).toBe(
        `${at}.id: write an id as words of the letters a–z with dots between them`,
      )
    expect(set('da', ' ')).toEqual([`${at}.da: write the sign in both languages`])
    expect(set('da', 'a'.repeat(121))[0]).toContain('at most 120 characters')
    expect(wrong(list => list.social?.group?.splice(0))).toEqual([
      'social.group: a list needs at least one sign',
    ])
  })

  test('says what is seen and not how often: that is asked beside it', () => {
    for (const one of themes)
      for (const whom of everybody)
        for (const { da, en } of signsFor(defaultSigns, one, whom)) {
          expect(da).not.toMatch(/\b(tit|ofte|sjældent|altid|dagligt)\b/)
          expect(en).not.toMatch(/\b(often|rarely|always|daily)\b/)
        }
  })

  test('changes with the birthdays', () => {
    const first = (months: number) => signsFor(defaultSigns, 'social', child(months))[0]?.id
    expect([first(0), first(11), first(12), first(35), first(36), first(59), first(60), first(83)]).toEqual([
      'social.infant.respond',
      'social.infant.respond',
      'social.toddler.others',
      'social.toddler.others',
      'social.preschool.play',
      'social.preschool.play',
      'social.school.friends',
      'social.school.friends',
    ])
  })

  test.each<[Parameters<typeof whomOf>[0], Whom]>([
    [{ kind: 'childGroup', childId: null, ageMonths: null }, { of: 'group' }],
    [{ kind: 'other', childId: null, ageMonths: null }, { of: 'group' }],
    // Of an anonymous case the first month of its band is known: most of 0–2 years is 1–2 years.
    [
      { kind: 'anonymousCase', childId: null, ageMonths: 0 },
      { of: 'child', band: 'toddler' },
    ],
    [
      { kind: 'anonymousCase', childId: null, ageMonths: 36 },
      { of: 'child', band: 'preschool' },
    ],
    [
      { kind: 'anonymousCase', childId: null, ageMonths: 60 },
      { of: 'child', band: 'school' },
    ],
    // A follow-up is about whom the item before it was about.
    [
      { kind: 'followUp', childId: 'noah', ageMonths: 5 },
      { of: 'child', band: 'infant' },
    ],
    [
      { kind: 'followUp', childId: null, ageMonths: 0 },
      { of: 'child', band: 'toddler' },
    ],
    [{ kind: 'followUp', childId: null, ageMonths: null }, { of: 'group' }],
  ])('is for whom the item is about: %o', (item, whom) => expect(whomOf(item)).toEqual(whom))

  test('a sign that a group was once answered about as a child stays readable and is still asked about', () => {
    const answered = {
      ...theme([]),
      signs: { 'social.preschool.play': { frequency: 'daily', concern: 'some' } as const },
    }
    expect(signsShown(defaultSigns, 'social', { of: 'group' }, answered).map(({ id }) => id)).toEqual([
      ...signsFor(defaultSigns, 'social', { of: 'group' }).map(({ id }) => id),
      'social.preschool.play',
    ])
    const { signs } = answered
    expect(answeredWords('social', 'social.preschool.play', signs['social.preschool.play']).da).toBe(
      'Står ved siden af og kommer ikke med i legen',
    )
  })
})

describe('steps', () => {
  test('are counted with the stop question; next and back are opposites', () => {
    expect(layouts.map(stepCount)).toEqual([11, 7])
    expect(stepsOf('lineal')).toEqual(steps)
    for (const layout of layouts) {
      const all = stepsOf(layout)
      expect(all.map(step => stepNumber(layout, step))).toEqual(all.map((_, index) => index + 2))
      for (const step of all.slice(0, -1)) expect(stepBefore(layout, stepAfter(layout, step))).toBe(step)
      expect(stepAfter(layout, 'overview')).toBe('overview')
    }
    expect(stepBefore('lineal', 'emotional')).toBeNull()
    expect(stepBefore('signsOfSafety', 'worries')).toBeNull()
  })

  const noOrder = () => []
  test('somebody who comes back goes on where they left', () => {
    expect(resumeAt({ layout: 'lineal', answers: {} }, noOrder)).toBe('emotional')
    expect(resumeAt({ layout: 'lineal', answers: form([[], []]) }, noOrder)).toBe('social')
    expect(resumeAt({ layout: 'signsOfSafety', answers: {} }, noOrder)).toBe('worries')
  })

  const child = (ageMonths: number) => whomOf({ kind: 'child', childId: 'noah', ageMonths })
  const reads = (
    fields: Record<string, string>,
    before?: ThemeAnswer,
    details: readonly string[] = [],
    list: Signs = defaultSigns,
  ) =>
    answerOf('social', typedSchema.parse(fields), before, {
      known: signsKnown(list, 'social', child(48), before),
      details,
    })
  const play = 'social.preschool.play'

  test('what is typed is read back as it was, by way of the database', () => {
    const first = reads({
      frequency_own: 'daily',
      frequency_social_preschool_play: 'weekly',
      frequency_social_preschool_conflicts: 'nonsense',
      frequency_social_constructor: 'daily',
      own: ' Bider i trøjen ',
      seen: 'To\nlinjer',
    })
    const words = {
      da: 'Står ved siden af og kommer ikke med i legen',
      en: 'Stands by and does not get into the play',
    }
    expect(first).toEqual({
      own: 'Bider i trøjen',
      ownSign: { frequency: 'daily', concern: '' },
      seen: 'To\nlinjer',
      since: '',
      where: [],
      signs: { [play]: { frequency: 'weekly', concern: '', words } },
    })
    const answer = reads(
      {
        concern_social_preschool_play: 'some',
        seen_social_preschool_play: ' Han står ved lågen ',
        since_social_preschool_play: 'september',
        where_social_preschool_play: 'daycare,moon,home',
        // Not on the card, and so not said.
        frequency_social_preschool_conflicts: 'daily',
        seen: 'Noget andet',
        concern_own: 'great',
      },
      first,
      [play],
    )
    expect(answer).toEqual({
      ...first,
      signs: {
        [play]: {
          frequency: 'weekly',
          concern: 'some',
          seen: 'Han står ved lågen',
          since: 'september',
          where: ['home', 'daycare'],
          words,
        },
      },
    })
    const answers: Answers = { social: saved(answer) }
    expect(parseAnswers(JSON.stringify(answers))).toEqual(answers)
  })

  test('an answer stays with its sign when the age was wrong, and is still asked about', () => {
    const young = reads({ frequency_social_toddler_others: 'daily' })
    // The card was drawn for a toddler, and comes back when the child is four.
    const both = reads({ frequency_social_preschool_play: 'weekly' }, young)
    expect(both.signs).toMatchObject({
      'social.toddler.others': { frequency: 'daily', concern: '' },
      [play]: { frequency: 'weekly', concern: '' },
    })
    const shown = signsShown(defaultSigns, 'social', child(48), both).map(({ id }) => id)
    expect(shown).toEqual([
      ...signsFor(defaultSigns, 'social', child(48)).map(({ id }) => id),
      'social.toddler.others',
    ])
    // Looked for in vain, it is kept, and not asked about anew.
    const inVain = reads({ frequency_social_toddler_others: 'notSeen' }, both)
    expect(inVain.signs['social.toddler.others']?.frequency).toBe('notSeen')
    expect(signsShown(defaultSigns, 'social', child(48), inVain)).toHaveLength(3)
  })

  test('an answer keeps its words when the municipality gets a list of its own (P7)', () => {
    const before = reads({ frequency_social_preschool_play: 'weekly' })
    const own = { id: 'social.own.stands', da: 'Står for sig selv', en: 'Stands alone' }
    const list = {
      ...defaultSigns,
      social: Object.fromEntries(
        signLists.map(each => [each, [{ ...own, id: `${own.id}.${each}` }]]),
      ) as Signs['social'],
    }
    const now = reads({ frequency_social_own_stands_preschool: 'daily' }, before, [], list)
    expect(now.signs).toEqual({
      [play]: before.signs[play],
      'social.own.stands.preschool': {
        frequency: 'daily',
        concern: '',
        words: { da: own.da, en: own.en },
      },
    })
    expect(signsShown(list, 'social', child(48), now).map(({ da }) => da)).toEqual([
      own.da,
      'Står ved siden af og kommer ikke med i legen',
    ])
  })

  test('the signs that were seen are asked about two by two, one’s own last; back is the opposite', () => {
    const seen = (index: number) => [`s${index}`, { frequency: 'daily', concern: '' } as const] as const
    const order = ['s0', 's1', 's2', 's3']
    const answer = { ...theme([]), signs: Object.fromEntries([seen(3), seen(0), seen(2)]), own: 'Gemmer sig' }
    expect(detailsAfter(theme([]), order, [])).toEqual([])
    const first = detailsAfter(answer, order, [])
    const second = detailsAfter(answer, order, first)
    expect([first, second, detailsAfter(answer, order, second)]).toEqual([['s0', 's2'], ['s3', 'own'], []])
    expect([detailsBefore(answer, order, second), detailsBefore(answer, order, first)]).toEqual([first, []])
    // Somebody who comes back meets those that nobody has left yet.
    expect(
      unasked({ ...answer, signs: { ...answer.signs, s0: { ...seen(0)[1], seen: '' } } }, order),
    ).toEqual(['s2', 's3', 'own'])
    expect(resumeAt({ layout: 'lineal', answers: { emotional: saved(answer) } }, () => order)).toBe(
      'emotional',
    )
  })

  test('two cards of a theme are left without being in each other’s way; one card twice is not', () => {
    const at = (answer: ThemeAnswer, before?: SavedStep): SavedStep => ({
      ...saved(answer),
      seen: (before?.seen ?? 0) + 1,
      touched: touchedBy('social', before, answer),
    })
    const first = at(reads({ frequency_social_preschool_play: 'weekly' }))
    const drawn = first.seen
    const detailed = reads({ seen_social_preschool_play: 'Ved lågen' }, first.answer as ThemeAnswer, [play])
    const second = at(detailed, first)
    expect(changedSince(second, [], drawn)).toBe(false)
    expect(changedSince(second, [play], drawn)).toBe(true)
    expect(changedSince(second, [play], second.seen)).toBe(false)
    expect(changedSince(second, ['own'], drawn)).toBe(false)
    const third = at({ ...detailed, seen: 'Andet' }, second)
    expect(changedSince(third, [], second.seen)).toBe(true)
    expect(changedSince(third, [play], second.seen)).toBe(false)
  })

  test('a text is too long by what a reader counts, within what a card can carry', () => {
    const seen = (text: string) => lengthProblems('social', { ...theme([]), seen: text })
    expect(seen('æ'.repeat(longest.seen))).toEqual({})
    expect(seen('😀'.repeat(longest.seen))).toEqual({})
    expect(seen('æ'.repeat(longest.seen + 1))).toEqual({ seen: longest.seen })
    expect(seen('👨‍👩‍👧‍👦'.repeat(longest.seen))).toEqual({ seen: longest.seen })
  })

  test('own placement with a reason, and both perspectives or why not (R-FORM-5, R-FORM-8)', () => {
    const empty = { child: '', childReason: '', parents: '', talked: '', parentsReason: '' }
    expect(missingOf({}, 'wellbeing')).toEqual([
      'childPerspective',
      'parentPerspective',
      'ownPlacement',
      'placementReason',
    ])
    const reasons = {
      ...empty,
      childReason: 'For lille til at spørge',
      parentsReason: 'Taler vi med i morgen',
    }
    const placement = saved({ own: 'attention' as const, reason: '  ' })
    expect(missingOf({ perspectives: saved(reasons), placement }, 'wellbeing')).toEqual(['placementReason'])
    // On another scale than the municipality's it is asked for anew.
    expect(missingOf({ perspectives: saved(reasons), placement }, 'fiveSteps')).toContain('ownPlacement')
    const talked = { ...empty, child: 'At legetøjet er væk', talked: 'Ida, mandag' }
    expect(missingOf({ perspectives: saved(talked) }, 'wellbeing')).toContain('parentPerspective')
  })
})

test.each<[string, (string | undefined)[], string]>([
  ['nothing is written yet: whoever began', [], 'jens'],
  ['one wrote all of it, another was the last to touch it', ['ida', 'ida'], 'ida'],
  ['two wrote it: nobody', ['ida', 'jens'], ''],
  ['two wrote one step: nobody', ['jens', ''], ''],
  ['written before it was kept who wrote: the last', [undefined, 'jens'], 'jens'],
])('whose words a form holds: %s', (_, writers, author) => {
  const steps = writers.map((by, index) => {
    const step = { seen: 1, savedAt: '2026-11-10T08:00:00Z', answer: {} }
    return [themes[index], by === undefined ? step : { ...step, by }]
  })
  const answers = Object.fromEntries(steps) as Answers
  expect(authorOf({ answers, updatedById: 'jens' })).toBe(author)
})

test.each([
  ['whoever put the item there', ['lone', 'mette'], 'ida', 'mette'],
  ['the coordinator, when they have left', ['lone'], 'ida', 'lone'],
  ['nobody, when that is the reader', ['lone', 'mette'], 'mette', null],
  ['nobody, when the coordinator is left alone to know', ['lone'], 'lone', null],
])('which child it is knows %s', (_, members, readerId, knows) => {
  const team = members.map(personId => ({ personId, coordinator: personId === 'lone' }))
  expect(whoKnows({ createdById: 'mette' }, team, readerId)).toBe(knows)
})

describe('when it is asked for and reminded of (R-FORM-1), by the meetings of section 5', () => {
  const planFor = (startAt: string, now: string, leadMode: 'calendar' | 'working' = 'calendar') => {
    const dueAt = formDeadline({
      startAt: new Date(startAt),
      leadDays: 3,
      leadMode,
      sendAt: '12:00',
      zone,
      calendar,
    })
    const plan = planOf(defaultPolicy, { dueAt, zone }, new Date(now))
    return {
      due: dueAt.toISOString(),
      ask: plan.askAt.toISOString(),
      nudges: plan.nudges.map(({ at }) => at.toISOString()),
    }
  }

  test.each([
    [
      '2026-11-24T08:00:00Z',
      '2026-11-20T11:00',
      '2026-11-10T07:30',
      ['2026-11-13T07:30', '2026-11-19T07:30'],
    ],
    // Ten days before is a Sunday: asked on the Friday. The Easter days are no working days.
    [
      '2027-03-30T07:00:00Z',
      '2027-03-24T11:00',
      '2027-03-12T07:30',
      ['2027-03-17T07:30', '2027-03-23T07:30'],
    ],
    [
      '2027-01-04T12:00:00Z',
      '2026-12-30T11:00',
      '2026-12-18T07:30',
      ['2026-12-21T07:30', '2026-12-29T07:30'],
    ],
    [
      '2027-03-31T07:00:00Z',
      '2027-03-24T11:00',
      '2027-03-12T07:30',
      ['2027-03-17T07:30', '2027-03-23T07:30'],
    ],
  ])('the meeting at %s', (startAt, due, ask, nudges) => {
    const full = (instant: string) => `${instant}:00.000Z`
    expect(planFor(startAt, '2026-10-05T08:00:00Z')).toEqual({
      due: full(due),
      ask: full(ask),
      nudges: nudges.map(full),
    })
  })

  test('by working days', () => {
    expect(planFor('2026-11-24T08:00:00Z', '2026-10-05T08:00:00Z', 'working')).toEqual({
      due: '2026-11-19T11:00:00.000Z',
      ask: '2026-11-09T07:30:00.000Z',
      nudges: ['2026-11-12T07:30:00.000Z', '2026-11-18T07:30:00.000Z'],
    })
  })

  test('created late: one request now; what has passed is still named, for whoever waits for it', () => {
    const late = planFor('2026-11-24T08:00:00Z', '2026-11-16T09:00:00Z')
    expect(late.ask).toBe('2026-11-16T09:00:00.000Z')
    expect(late.nudges).toEqual(['2026-11-13T07:30:00.000Z', '2026-11-19T07:30:00.000Z'])
  })

  test('a distribution is late when it comes noticeably after its time', () => {
    const dueAt = new Date('2026-11-20T11:00:00Z')
    expect(isLate({ dueAt }, new Date('2026-11-20T11:00:30Z'))).toBe(false)
    expect(isLate({ dueAt }, new Date('2026-11-20T13:00:00Z'))).toBe(true)
  })
})
