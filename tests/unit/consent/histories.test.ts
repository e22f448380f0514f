import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Consent,
  emptyDetail,
  mayRead,
  minutesContent,
  newestOf,
  wordsOf,
} from '../../../src/features/consent/model.ts'
import { lastValidDay } from '../../../src/features/consent/term/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'

/**
 * The one rule over random histories, against an oracle that knows no states: it holds the whole past, and asks of each
 * reader and each instant what was said, from the end backwards. 2,500 of them in each of the four zones. The same
 * through the front door: tests/histories.
 */
const people = ['lone', 'mette', 'jens', 'sara', 'ida', 'bo']
const author = 'lone'
const filler = 'ida'
const texts = ['q1', 'q2', 'q3']

type Happening =
  | { type: 'joins' | 'leaves'; who: string }
  | { type: 'asks'; about: string[] }
  | { type: 'yes'; recipients: string[]; about: string[]; daysAgo: number }
  | { type: 'no' | 'ends' | 'handedIn' | 'takenBack' | 'out' | 'held' }
  | { type: 'days'; pass: number }

const who = fc.constantFrom(...people)
const is = <T extends string>(...types: T[]) => fc.record({ type: fc.constantFrom(...types) })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: fc.record({ type: fc.constantFrom('joins' as const, 'leaves' as const), who }), weight: 3 },
  { arbitrary: fc.record({ type: fc.constant('asks' as const), about: fc.subarray(texts) }), weight: 1 },
  {
    arbitrary: fc.record({
      type: fc.constant('yes' as const),
      recipients: fc.subarray(people, { minLength: 3 }),
      about: fc.subarray(texts, { minLength: 1 }),
      daysAgo: fc.integer({ min: 0, max: 360 }),
    }),
    weight: 3,
  },
  { arbitrary: is('no', 'ends', 'handedIn', 'takenBack', 'out', 'held'), weight: 3 },
  {
    arbitrary: fc.record({ type: fc.constant('days' as const), pass: fc.integer({ min: 1, max: 200 }) }),
    weight: 1,
  },
)

const firstDay = '2026-01-05' as Day
const from: Happening[] = [
  { type: 'joins', who: author },
  { type: 'joins', who: 'mette' },
  { type: 'asks', about: ['q1'] },
]

/** The day on which the history stands, or stood after its first `count` happenings. */
const dayAfter = (past: readonly Happening[], count = past.length): Day =>
  past.slice(0, count).reduce((day, one) => (one.type === 'days' ? addDays(day, one.pass) : day), firstDay)

const lastOf = (past: readonly Happening[], ...types: Happening['type'][]) =>
  past.findLast(({ type }) => types.includes(type))

/** What the requirements say of this reader, asked of the past itself (R-CONS-2, 4, 5, 9; R-FORM-10). */
function mayHave(past: readonly Happening[], reader: string, what: 'item' | 'form' | 'minutes'): boolean {
  if ((what === 'item' && reader === author) || (what === 'form' && reader === filler)) return true
  const isIn = (person: string) => past.findLast(one => 'who' in one && one.who === person)?.type === 'joins'
  if (!isIn(reader)) return false
  if (what === 'form' && lastOf(past, 'handedIn', 'takenBack')?.type !== 'handedIn') return false
  if (what === 'form' && !lastOf(past, 'out')) return false
  const said = past.findLastIndex(({ type }) => ['yes', 'no', 'ends'].includes(type))
  const word = past[said]
  if (word?.type !== 'yes' || !word.recipients.includes(reader)) return false
  const given = addDays(dayAfter(past, said), -word.daysAgo)
  const [year = 0, ...rest] = given.split('-')
  if (dayAfter(past) >= ([String(Number(year) + 1), ...rest].join('-') as Day)) return false
  const asked = lastOf(past, 'asks')
  if (asked?.type === 'asks' && asked.about.some(question => !word.about.includes(question))) return false
  return lastOf(past, 'held') !== undefined || people.filter(isIn).every(one => word.recipients.includes(one))
}

/** The same past as the product keeps it: rows, each with its status. */
function rowsOf(past: readonly Happening[]): Consent[] {
  const rows: Consent[] = []
  past.forEach((one, place) => {
    if (one.type !== 'yes' && one.type !== 'no' && one.type !== 'ends') return
    const at = new Date(Date.UTC(2026, 0, 1, 0, place))
    const open = rows.at(-1)
    if (open?.endedAt === null && (one.type !== 'ends' || open.status === 'given')) {
      const ended = one.type === 'ends' ? 'withdrawn' : 'superseded'
      rows[rows.length - 1] = { ...open, endedAt: at, status: open.status === 'given' ? ended : open.status }
    }
    if (one.type === 'ends') return
    const givenOn = addDays(dayAfter(past, place), one.type === 'yes' ? -one.daysAgo : 0)
    rows.push({
      id: `c${place}`,
      childId: 'noah',
      agendaItemId: 'i1',
      status: one.type === 'yes' ? 'given' : 'refused',
      // A no is a no, whatever else a row says.
      recipients: one.type === 'yes' ? one.recipients : people,
      detail: { ...emptyDetail, questions: one.type === 'yes' ? one.about : texts },
      textVersion: '1',
      givenOn,
      validUntil: lastValidDay(givenOn, 12),
      recordedById: author,
      recordedAt: at,
      endedAt: null,
    })
  })
  return rows
}

test('ten thousand histories: nobody reads outside the consent in force, and whoever may does', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 3, maxLength: 16 }), happenings => {
      const past = [...from, ...happenings]
      const asked = lastOf(past, 'asks')
      const members = people.filter(
        person => past.findLast(one => 'who' in one && one.who === person)?.type === 'joins',
      )
      const about = {
        item: {
          kind: 'child' as const,
          status: lastOf(past, 'held') ? ('held' as const) : ('open' as const),
          childId: 'noah',
          meetingId: 'm1',
          questions: asked?.type === 'asks' ? asked.about : [],
        },
        circle: members,
        consent: newestOf(rowsOf(past)),
        today: dayAfter(past),
      }
      const form = {
        of: 'form' as const,
        authorId: filler,
        atWork: [],
        handedIn: lastOf(past, 'handedIn', 'takenBack')?.type === 'handedIn',
        out: lastOf(past, 'out') !== undefined,
      }
      const contents = { item: wordsOf({ createdById: author }), form, minutes: minutesContent }
      for (const personId of people)
        for (const what of ['item', 'form', 'minutes'] as const)
          if (
            mayRead({ ...about, personId, content: contents[what] }).allowed !== mayHave(past, personId, what)
          )
            expect.fail(`${what} to ${personId}`)
    }),
    { numRuns: 2500 },
  )
})
