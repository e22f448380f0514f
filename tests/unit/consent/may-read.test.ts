import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgendaItem, ItemKind, ItemStatus } from '../../../src/features/agenda/model.ts'
import {
  type Category,
  type Consent,
  type ConsentStatus,
  type Content,
  categories,
  changeOf,
  detailFrom,
  emptyDetail,
  endings,
  leaving,
  mayRead,
  minutesContent,
  newestOf,
  type Submission,
  standingOf,
  wordsOf,
} from '../../../src/features/consent/model.ts'
import { lastNoOf, lastValidDay } from '../../../src/features/consent/term/model.ts'
import type { Profession } from '../../../src/shared/action.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'

const today = '2026-11-02' as Day
const author = 'lone'
const circle = ['lone', 'mette', 'jens']
const questions = ['Hvad kan vi gøre?', 'Hvad siger forældrene?']

const words = wordsOf({ createdById: author })

type Readable = Pick<AgendaItem, 'kind' | 'status' | 'childId' | 'questions' | 'meetingId'>
const item = (change: Partial<Readable> = {}): Readable => ({
  kind: 'child',
  status: 'open',
  childId: 'noah',
  meetingId: 'm1',
  questions,
  ...change,
})

const given = (change: Partial<Consent> = {}): Consent => ({
  id: 'c1',
  childId: 'noah',
  agendaItemId: 'i1',
  status: 'given',
  recipients: circle,
  detail: {
    ...emptyDetail,
    giverName: 'Anna',
    relation: 'mother',
    otherHolder: 'agrees',
    language: '',
    purpose: 'Støtte',
    questions,
    categories: ['wellbeing'],
    told: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
    form: 'written',
  },
  textVersion: '1',
  givenOn: '2026-10-05' as Day,
  validUntil: '2027-10-04' as Day,
  recordedById: author,
  recordedAt: new Date('2026-10-05T08:00:00Z'),
  endedAt: null,
  ...change,
})

describe('every combination of item, content, reader, circle and consent', () => {
  const named = { child: 'noah', followUp: 'noah' } as const
  const kinds: { kind: ItemKind; childId: string | null }[] = [
    { kind: 'child', childId: named.child },
    { kind: 'followUp', childId: named.followUp },
    { kind: 'followUp', childId: null },
    { kind: 'childGroup', childId: null },
    { kind: 'anonymousCase', childId: null },
    { kind: 'other', childId: null },
  ]
  const statuses: ItemStatus[] = ['open', 'held', 'replaced', 'deleted']
  const readers = { author, member: 'mette', filler: 'jens', former: 'sara', outsider: 'bo' }
  const circles = { whole: circle, wider: [...circle, 'sara'], narrower: ['lone', 'mette'] }
  const consents: Record<string, Consent | null> = {
    none: null,
    draft: given({ status: 'draft' }),
    given: given(),
    'given for others': given({ recipients: ['lone', 'jens', 'sara'] }),
    'given for more': given({ recipients: [...circle, 'sara', 'bo'] }),
    'given for fewer questions': given({
      detail: { ...given().detail, questions: ['Hvad kan vi gøre?'] },
    }),
    'given for more questions': given({
      detail: { ...given().detail, questions: [...questions, 'Og hvad mere?'] },
    }),
    expired: given({ validUntil: addDays(today, -1) }),
    'given tomorrow': given({ givenOn: addDays(today, 1) }),
    'for another child': given({ childId: 'ida' }),
    refused: given({ status: 'refused' }),
    withdrawn: given({ status: 'withdrawn', endedAt: new Date() }),
    superseded: given({ status: 'superseded', detail: { ...given().detail, ended: 'custody' } }),
  }
  const inForceNames = ['given', 'given for others', 'given for more', 'given for more questions']

  const filler = 'jens'
  const former = 'sara'
  const bools = [false, true]
  /** a form by one author, then by several people; the same of a contribution */
  const submissions = (['form', 'contribution'] as const).flatMap(of =>
    [filler, ''].flatMap(authorId =>
      bools.flatMap(handedIn =>
        bools.map(out => ({ of, authorId, atWork: [former, filler], handedIn, out })),
      ),
    ),
  )
  const contents: Content[] = [
    words,
    { of: 'agreement', authorId: filler },
    minutesContent,
    ...submissions,
    ...submissions.filter(({ out }) => out).map(leaving),
  ]
  const writes = (content: Content, personId: string): boolean =>
    'atWork' in content && content.atWork.includes(personId)

  interface Row {
    kind: (typeof kinds)[number]
    status: ItemStatus
    personId: string
    circleName: keyof typeof circles
    consentName: string
    content: Content
  }

  /** What the requirement says, written out anew: every ground to refuse, whoever refuses first. */
  function forbidden({ kind, status, personId, circleName, consentName, content }: Row): boolean {
    const members: readonly string[] = circles[circleName]
    const recipients = consents[consentName]?.recipients ?? []
    const named = kind.childId !== null || kind.kind === 'child'
    const own = 'authorId' in content && content.authorId === personId
    const grounds = [
      status === 'deleted',
      !own && status === 'replaced',
      !own && !members.includes(personId),
      !own && named && (kind.childId === null || !inForceNames.includes(consentName)),
      !own && named && !recipients.includes(personId),
      !own && named && status !== 'held' && members.some(one => !recipients.includes(one)),
      !own && 'handedIn' in content && !content.handedIn && !writes(content, personId),
      !own && 'out' in content && !content.out && !writes(content, personId),
    ]
    return grounds.includes(true)
  }

  const rowsOf = (kind: (typeof kinds)[number]): Row[] =>
    contents.flatMap(content =>
      statuses.flatMap(status =>
        Object.values(readers).flatMap(personId =>
          (Object.keys(circles) as (keyof typeof circles)[]).flatMap(circleName =>
            Object.keys(consents).map(consentName => ({
              kind,
              status,
              personId,
              circleName,
              consentName,
              content,
            })),
          ),
        ),
      ),
    )
  const decide = ({ kind, status, personId, circleName, consentName, content }: Row) =>
    mayRead({
      item: item({ ...kind, status }),
      personId,
      content,
      circle: circles[circleName],
      consent: consents[consentName] ?? null,
      today,
    })

  test.each(kinds)('R-CONS-4: $kind $childId', kind => {
    const rows = rowsOf(kind)
    expect(rows).toHaveLength(27 * 4 * 5 * 3 * 13)
    expect(rows.filter(row => decide(row).allowed === forbidden(row))).toEqual([])
  })

  test('R-CONS-4: whatever may be sent to somebody, they may read; nobody is sent what they wrote without consent', () => {
    for (const row of kinds.flatMap(rowsOf)) {
      const { content } = row
      if (!('handedIn' in content)) continue
      const sent = decide({ ...row, content: leaving(content) })
      if (!sent.allowed) continue
      expect(sent.reason).not.toBe('author')
      expect(decide({ ...row, content: { ...content, out: true } }).allowed).toBe(true)
    }
  })

  test('a draft says that it is one, whatever the consent; what is not out, once the consent allows it', () => {
    const read = (change: Partial<Submission>, consent: Consent | null) =>
      mayRead({
        item: item(),
        personId: 'mette',
        circle,
        consent,
        today,
        content: { of: 'form', authorId: 'ida', atWork: ['ida'], handedIn: true, out: true, ...change },
      })
    expect(read({ handedIn: false, out: false }, null)).toEqual({ allowed: false, why: 'draft' })
    expect(read({ out: false }, null)).toEqual({ allowed: false, why: 'missing' })
    expect(read({ out: false }, given())).toEqual({ allowed: false, why: 'notOut' })
    expect(read({}, given())).toEqual({ allowed: true, reason: 'consent:c1' })
  })

  test('the reason says why: author, circle, or which consent', () => {
    const read = (personId: string, change: Partial<Readable> = {}) =>
      mayRead({
        item: item(change),
        personId,
        content: words,
        circle,
        consent: given(),
        today,
      })
    expect(read(author)).toEqual({ allowed: true, reason: 'author' })
    expect(read('mette')).toEqual({ allowed: true, reason: 'consent:c1' })
    expect(read('mette', { kind: 'other', childId: null })).toEqual({ allowed: true, reason: 'circle' })
    expect(read('bo')).toEqual({ allowed: false, why: 'outsideCircle' })
    expect(read(author, { status: 'deleted' })).toEqual({ allowed: false, why: 'closed' })
  })

  test('whoever wrote a text is its author, and of nothing else', () => {
    const about = { item: item(), personId: 'mette', circle, consent: null, today }
    const hers: Content = { of: 'agreement', authorId: 'mette' }
    expect(mayRead({ ...about, content: hers })).toEqual({ allowed: true, reason: 'author' })
    expect(mayRead({ ...about, content: words })).toEqual({ allowed: false, why: 'missing' })
    expect(mayRead({ ...about, personId: author, content: hers }).allowed).toBe(false)
  })
})

describe('what makes a consent stale (R-CONS-2)', () => {
  const standing = (change: {
    circle?: string[]
    questions?: string[]
    today?: string
    status?: ItemStatus
  }) =>
    standingOf({
      item: item({
        ...(change.questions ? { questions: change.questions } : {}),
        ...(change.status ? { status: change.status } : {}),
      }),
      circle: change.circle ?? circle,
      consent: given(),
      today: (change.today ?? today) as Day,
    })

  test('one more in the circle, and who; one less is fine', () => {
    expect(standing({ circle: [...circle, 'sara'] })).toMatchObject({ state: 'stale', missing: ['sara'] })
    expect(standing({ circle: ['lone'] }).state).toBe('valid')
  })
  test('another question, and which; one less, or other spaces, are fine', () => {
    expect(standing({ questions: [...questions, 'Skal han flyttes?'] })).toMatchObject({
      state: 'stale',
      uncovered: [2],
    })
    expect(standing({ questions: ['Hvad siger   forældrene?'] }).state).toBe('valid')
  })
  test('holds on its last day, and not on the next', () => {
    expect(standing({ today: '2027-10-04' }).state).toBe('valid')
    expect(standing({ today: '2027-10-05' }).state).toBe('expired')
  })
  test('a member who comes after the meeting makes nothing stale', () => {
    expect(standing({ circle: [...circle, 'sara'], status: 'held' }).state).toBe('valid')
  })
  test('twelve months end the day before the same date', () => {
    expect(lastValidDay('2026-10-05' as Day, 12)).toBe('2027-10-04')
    expect(lastValidDay('2026-08-31' as Day, 6)).toBe('2027-02-27')
    expect(lastValidDay('2028-02-29' as Day, 12)).toBe('2029-02-27')
    expect(lastValidDay('2026-12-15' as Day, 1)).toBe('2027-01-14')
  })
})

describe('what a consent is bound to, beside circle and questions', () => {
  const standing = (consent: Consent, more: Partial<Parameters<typeof standingOf>[0]> = {}) =>
    standingOf({ item: item(), circle, consent, today, ...more })
  const bound = (detail: Partial<Consent['detail']>, more: Partial<Consent> = {}) =>
    given({ ...more, detail: { ...given().detail, ...detail } })

  test('R-CONS-1: nobody receives for being something else: that is no function, and anybody may be it', () => {
    const anybody = bound({ functions: ['other'] }, { recipients: ['lone'] })
    const functions = new Map([['sara', 'other' as const]])
    expect(standing(anybody, { circle: ['lone', 'sara'], functions }).missing).toEqual(['sara'])
  })
  test('R-CONS-1: by function, whoever has it in the team; another function is a widening', () => {
    const psychologist = bound({ functions: ['psychologist'] }, { recipients: ['lone', 'mette'] })
    const functions = new Map([
      ['jens', 'psychologist'],
      ['mette', 'outreachAdvisor'],
    ] as const)
    expect(standing(psychologist).missing).toEqual(['jens'])
    expect(standing(psychologist, { functions }).state).toBe('valid')
    const next = new Map([['sara', 'psychologist']] as const)
    expect(standing(psychologist, { circle: ['lone', 'sara'], functions: next }).state).toBe('valid')
    const nurse = new Map([['sara', 'healthVisitor']] as const)
    expect(standing(psychologist, { circle: ['lone', 'sara'], functions: nurse }).missing).toEqual(['sara'])
    const read = (personId: string, among: ReadonlyMap<string, Profession>) =>
      mayRead({
        item: item(),
        personId,
        content: words,
        circle: ['mette', 'sara'],
        consent: psychologist,
        today,
        functions: among,
      }).allowed
    expect(read('sara', next)).toBe(true)
    expect(read('sara', nurse)).toBe(false)
  })

  test('R-CONS-2: for one meeting it holds at no other, whenever that one is', () => {
    const once = bound({ meetingId: 'm1' })
    expect(standing(once).state).toBe('valid')
    for (const meetingId of ['m2', null])
      expect(standing(once, { item: item({ meetingId }) })).toMatchObject({
        state: 'stale',
        ended: 'otherMeeting',
      })
  })

  test('R-CONS-10: where consent is asked, information is not enough; the other way round it is', () => {
    expect(standing(bound({ basis: 'information' }))).toMatchObject({ state: 'stale', ended: 'basis' })
    expect(standing(bound({ basis: 'information' }), { basis: 'information' }).state).toBe('valid')
    expect(standing(given(), { basis: 'information' }).state).toBe('valid')
    const wider = { basis: 'information', circle: [...circle, 'sara'] } as const
    expect(standing(bound({ basis: 'information' }), wider).missing).toEqual(['sara'])
  })

  test('a record from before these fields reads as it was meant', () => {
    const { basis: _, functions: __, meetingId: ___, ...old } = given().detail
    expect(standing(given({ detail: detailFrom(old) })).state).toBe('valid')
  })

  test('one that was undone counts for nothing', () => {
    const no = given({ id: 'no', status: 'undone', recordedAt: new Date('2026-10-06T08:00:00Z') })
    expect(newestOf([given(), no])?.id).toBe('c1')
    expect(lastNoOf([no], 'noah', 'Europe/Copenhagen')).toBeNull()
  })
})

describe('R-CONS-2: narrowing and widening', () => {
  const some = (all: readonly string[]) => fc.subarray([...all])
  const scope = fc.record({
    people: some(['lone', 'mette', 'jens', 'sara']),
    questions: some(['q1', 'q2', 'q3']),
    categories: some(categories) as fc.Arbitrary<Category[]>,
    purpose: fc.constantFrom('støtte', 'visitation'),
  })

  test('widening and narrowing are each other’s opposites', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const less = (from: typeof a, to: typeof a) =>
          (['people', 'questions', 'categories'] as const).some(field =>
            (from[field] as string[]).some(one => !(to[field] as string[]).includes(one)),
          )
        const change = changeOf(a, b)
        expect(change.narrows).toBe(less(a, b))
        expect(change.widens).toBe(less(b, a) || a.purpose !== b.purpose)
        expect(changeOf(a, a)).toMatchObject({ widens: false, narrows: false })
      }),
    )
  })

  test('less of anything never makes stale; one more person or question always does, and back again is covered', () => {
    fc.assert(
      fc.property(scope, scope, (consented, now) => {
        const consent = given({
          recipients: consented.people,
          detail: { ...given().detail, questions: consented.questions },
        })
        const state = (people: readonly string[], asked: readonly string[]) =>
          standingOf({ item: item({ questions: asked }), circle: people, consent, today }).state
        const more = less(now.people, consented.people) || less(now.questions, consented.questions)
        expect(state(now.people, now.questions)).toBe(more ? 'stale' : 'valid')
        if (more) return
        expect(state(now.people.slice(1), now.questions)).toBe('valid')
        expect(state(now.people, now.questions.slice(1))).toBe('valid')
        expect(state([...now.people, 'bo'], now.questions)).toBe('stale')
        expect(state(now.people, [...now.questions, 'q4'])).toBe('stale')
        expect(state(now.people, now.questions)).toBe('valid')
      }),
    )
    function less(from: readonly string[], to: readonly string[]): boolean {
      return from.some(one => !to.includes(one))
    }
  })
})

describe('which of several decides', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 9, 5, hour))
  test('the newest; drafts never', () => {
    const refused = given({ id: 'no', status: 'refused', recordedAt: at(9) })
    expect(newestOf([given(), refused])?.id).toBe('no')
    expect(newestOf([given({ id: 'draft', status: 'draft', recordedAt: at(12) }), refused])?.id).toBe('no')
    expect(newestOf([])).toBeNull()
  })
  test('of several of the same instant, the one that nothing has ended', () => {
    const old = given({ id: 'old', status: 'superseded', endedAt: at(8) })
    expect(newestOf([old, given({ id: 'new' })])?.id).toBe('new')
    const withdrawn = given({ id: 'new', status: 'withdrawn', endedAt: at(8) })
    expect(newestOf([old, withdrawn])?.id).toBe('new')
  })
})

describe('the day of the last no', () => {
  const late = new Date('2026-10-05T22:30:00Z')
  const lastNo = (...consents: Consent[]) => lastNoOf(consents, 'noah', 'Europe/Copenhagen')
  test('none was said, or a newer consent took the place of the earlier', () => {
    expect(lastNo()).toBeNull()
    expect(lastNo(given(), given({ status: 'superseded', endedAt: late }))).toBeNull()
  })
  test('refused, or ended, in local days; the latest, whatever was recorded since', () => {
    const refused = given({ status: 'refused', givenOn: '2026-10-02' as Day, endedAt: late })
    expect(lastNo(refused, given({ recordedAt: late }))).toBe('2026-10-02')
    for (const ended of endings) {
      const over = given({ status: ended === 'withdrawn' ? 'withdrawn' : 'superseded', endedAt: late })
      expect(lastNo({ ...over, detail: { ...over.detail, ended } }, refused)).toBe('2026-10-06')
    }
  })
  test('R-CONS-2: narrowed, so that an earlier yes widens nothing, also when a newer one took its place', () => {
    const narrowedOn = '2026-10-04' as Day
    const less = given({ detail: { ...given().detail, narrowedOn } })
    expect(lastNo(less)).toBe(narrowedOn)
    expect(lastNo({ ...less, status: 'superseded', endedAt: late })).toBe(narrowedOn)
  })
  test('not one about another child', () => {
    expect(lastNo(given({ status: 'refused', childId: 'alma' }))).toBeNull()
  })
})

/** A small history of one item, played against a model that keeps sets instead of records. */
describe('random histories: nobody reads outside the consent in force', () => {
  const people = ['lone', 'mette', 'jens', 'sara', 'ida', 'bo']
  const texts = ['q1', 'q2', 'q3', 'q4']
  const step = fc.oneof(
    fc.record({ type: fc.constant('join' as const), who: fc.constantFrom(...people) }),
    fc.record({ type: fc.constant('leave' as const), who: fc.constantFrom(...people.slice(1)) }),
    fc.record({ type: fc.constant('ask' as const), questions: fc.subarray(texts, { maxLength: 3 }) }),
    fc.record({
      type: fc.constant('give' as const),
      for: fc.subarray(people),
      about: fc.subarray(texts),
    }),
    fc.record({ type: fc.constant('refuse' as const) }),
    fc.record({ type: fc.constant('withdraw' as const) }),
    fc.record({ type: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 200 }) }),
  )

  test('over joins, leaves, new questions, consents, refusals, withdrawals and time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), history => {
        let members = new Set(['lone', 'mette'])
        let asked = ['q1']
        let day = today
        const consents: Consent[] = []
        /** the model: who may receive what, until when; null without a yes */
        let yes: { for: Set<string>; about: Set<string>; until: Day } | null = null
        let count = 0
        for (const event of history) {
          const endAll = (status: ConsentStatus) => {
            for (const [index, one] of consents.entries())
              if (one.endedAt === null)
                consents[index] = {
                  ...one,
                  endedAt: new Date(),
                  status: one.status === 'given' ? status : one.status,
                }
          }
          count += 1
          const record = (change: Partial<Consent>) =>
            consents.push(
              given({
                id: `c${count}`,
                recordedAt: new Date(Date.UTC(2026, 9, 1, 0, count)),
                givenOn: day,
                ...change,
              }),
            )
          if (event.type === 'join') members = new Set([...members, event.who])
          if (event.type === 'leave') members = new Set([...members].filter(one => one !== event.who))
          if (event.type === 'ask') asked = event.questions
          if (event.type === 'pass') day = addDays(day, event.days)
          if (event.type === 'give') {
            endAll('superseded')
            const until = lastValidDay(day, 12)
            record({
              recipients: event.for,
              validUntil: until,
              detail: { ...given().detail, questions: event.about },
            })
            yes = { for: new Set(event.for), about: new Set(event.about), until }
          }
          if (event.type === 'refuse') {
            endAll('superseded')
            record({ status: 'refused' })
            yes = null
          }
          if (event.type === 'withdraw') {
            if (yes) endAll('withdrawn')
            yes = null
          }
          const covered: boolean =
            yes !== null &&
            day <= yes.until &&
            asked.every(question => yes?.about.has(question)) &&
            [...members].every(one => yes?.for.has(one))
          for (const personId of people) {
            const { allowed } = mayRead({
              item: item({ questions: asked }),
              personId,
              circle: [...members],
              consent: newestOf(consents),
              content: words,
              today: day,
            })
            expect(allowed).toBe(personId === author || (covered && members.has(personId)))
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('narrowing never takes reading away from those who stay; widening never gives it to others', () => {
    const subset = fc.subarray(['lone', 'mette', 'jens', 'sara'], { minLength: 1 })
    fc.assert(
      fc.property(
        subset,
        subset,
        fc.subarray(texts),
        fc.subarray(texts),
        (recipients, members, about, ask) => {
          const consent = given({ recipients, detail: { ...given().detail, questions: about } })
          const read = (who: string, among: string[], wanted: string[]) =>
            mayRead({
              item: item({ questions: wanted }),
              personId: who,
              content: words,
              circle: among,
              consent,
              today,
            }).allowed
          for (const who of members) {
            if (!read(who, members, ask)) continue
            for (const leaver of members.filter(one => one !== who))
              expect(
                read(
                  who,
                  members.filter(one => one !== leaver),
                  ask,
                ),
              ).toBe(true)
            expect(read(who, members, ask.slice(1))).toBe(true)
          }
          for (const who of members)
            if (who !== author && !recipients.includes(who)) expect(read(who, members, ask)).toBe(false)
        },
      ),
    )
  })
})
