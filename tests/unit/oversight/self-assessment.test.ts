import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Shape } from '../../../src/documents/model.ts'
import { pngOf } from '../../../src/documents/png.ts'
import {
  type Assessment,
  compared,
  dueDayOf,
  mayWrite,
  readScores,
  reminderDays,
  standingOf,
} from '../../../src/features/oversight/self-assessment/model.ts'
import { webPicture } from '../../../src/features/oversight/self-assessment/web/model.ts'
import { componentsSchema, defaultComponents } from '../../../src/features/policy/assessment/model.ts'
import { toDay } from '../../../src/shared/day.ts'
import { largestPicture } from '../../support/sample-cards.ts'

const zone = 'Europe/Copenhagen'
const scoresOf = (...scores: number[]) =>
  Object.fromEntries(defaultComponents.map(({ id }, index) => [id, scores[index] ?? 1]))
const made = (year: number, recordedAt: string, scores = scoresOf(3, 3, 3, 3, 3, 3)): Assessment => ({
  teamId: 'team',
  year,
  version: 1,
  recordedById: 'lone',
  recordedAt: new Date(recordedAt),
  correctedAt: null,
  components: defaultComponents,
  scores,
  together: '',
  workOn: '',
})
const held = (startAt: string) => ({ status: 'held', startAt: new Date(startAt), zone }) as const

describe('when a team is asked (R-OV-3)', () => {
  test('a year after its first held meeting, then a year after the last; never before it has met', () => {
    expect(dueDayOf(null, null)).toBeNull()
    expect(dueDayOf(toDay(2026, 2, 3), null)).toBe('2027-02-03')
    expect(dueDayOf(toDay(2026, 2, 3), toDay(2027, 3, 1))).toBe('2028-03-01')
    expect(dueDayOf(toDay(2028, 2, 29), null)).toBe('2029-02-28')
  })

  test('by the local day: the last minutes of a year belong to the next one in Copenhagen', () => {
    const now = new Date('2026-12-31T23:30:00Z')
    const standing = standingOf([], [held('2026-03-02T08:00:00Z'), held('2025-12-31T23:30:00Z')], now, zone)
    expect(standing).toMatchObject({ year: 2027, dueDay: '2027-01-01', due: true })
    expect(standingOf([], [{ ...held('2026-03-02T08:00:00Z'), status: 'planned' }], now, zone)).toMatchObject(
      {
        dueDay: null,
        due: false,
      },
    )
  })

  test('three times, a week apart', () => {
    const often = { selfAssessmentTimes: 3, selfAssessmentEveryDays: 7 }
    expect(reminderDays(toDay(2027, 2, 20), often)).toEqual(['2027-02-20', '2027-02-27', '2027-03-06'])
  })
})

test('what can be written: this year’s, the latest until the next, and last year’s that nothing has followed', () => {
  const year = 2027
  const latest = made(2026, '2026-09-01T08:00:00Z')
  expect(mayWrite({ all: [], year }, 2027)).toBe(true)
  expect(mayWrite({ all: [], year }, 2026)).toBe(true)
  expect(mayWrite({ all: [], year }, 2025)).toBe(false)
  expect(mayWrite({ all: [], year }, 2028)).toBe(false)
  expect(mayWrite({ all: [latest], year }, 2026)).toBe(true)
  expect(mayWrite({ all: [made(2027, '2027-09-01T08:00:00Z'), latest], year }, 2026)).toBe(false)
  expect(mayWrite({ all: [made(2023, '2023-09-01T08:00:00Z')], year }, 2023)).toBe(true)
})

test('numbers are 1 to 5 and all there', () => {
  const typed = Object.fromEntries(defaultComponents.map(({ id }) => [id, '4']))
  expect(readScores(defaultComponents, typed)).toMatchObject({ ok: true, scores: { parents: 4 } })
  for (const bad of ['', '0', '6', '4.5', '44', 'x'])
    expect(readScores(defaultComponents, { ...typed, parents: bad })).toEqual({
      ok: false,
      missing: ['parents'],
    })
})

test('a component that was not asked about then has no number before', () => {
  const { parents: _, ...rest } = scoresOf(1, 2, 3, 4, 5, 1)
  const rows = compared(made(2027, '2027-09-01T08:00:00Z'), { scores: rest })
  expect(rows.map(one => one.before)).toEqual([1, 2, null, 4, 5, 1])
})

test('policy: six, each id once, names that have room in a picture', () => {
  const [first, ...others] = defaultComponents
  if (!first) throw new Error('there are no components')
  expect(componentsSchema.safeParse(defaultComponents).success).toBe(true)
  expect(componentsSchema.safeParse(others).success).toBe(false)
  expect(componentsSchema.safeParse([first, first, ...others.slice(1)]).success).toBe(false)
  const named = (name: string) => [{ ...first, da: { ...first.da, name } }, ...others]
  expect(componentsSchema.safeParse(named('Opsporing')).success).toBe(true)
  expect(componentsSchema.safeParse(named('Tidlig opsporing og alt det andet')).success).toBe(false)
})

describe('the web', () => {
  const spokes = (before: readonly (number | null)[] | null) =>
    [4, 3, 2, 5, 1, 3].map((score, index) => ({
      name: `Navn ${index}`,
      score,
      before: before?.[index] ?? null,
    }))
  const drawn = (before: readonly (number | null)[] | null) =>
    webPicture({ spokes: spokes(before), called: { now: '2027', before: before && '2026' } })
  const dashed = ({ shapes }: { shapes: readonly Shape[] }) =>
    shapes.filter(shape => shape.type === 'line' && shape.dash !== undefined)
  const words = ({ shapes }: { shapes: readonly Shape[] }) =>
    shapes.flatMap(shape => (shape.type === 'text' ? [shape.text] : []))

  test('a better number lies farther out, on its own spoke', () => {
    const { shapes } = drawn(null)
    const line = shapes.findLast(shape => shape.type === 'line' && shape.closed)
    if (line?.type !== 'line') throw new Error('there is no line')
    const middle = { x: 240, y: 171 }
    const ways = line.points.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y) / (114 / 5))
    expect(ways.map(way => Math.round(way))).toEqual([4, 3, 2, 5, 1, 3])
    expect(line.points[0]?.x).toBeLessThan(middle.x)
    expect(line.points[0]?.y).toBeLessThan(middle.y)
    expect(line.points[1]?.x).toBeGreaterThan(middle.x)
  })

  test('the year before is told by its dashes and its name, not by colour alone; without one there is neither', () => {
    expect(dashed(drawn([3, 3, 3, 3, 3, 3]))).toHaveLength(7)
    expect(words(drawn([3, 3, 3, 3, 3, 3]))).toEqual(expect.arrayContaining(['2027', '2026', 'Navn 5']))
    expect(dashed(drawn(null))).toHaveLength(0)
    expect(words(drawn(null))).not.toContain('2026')
  })

  test('a component that is new leaves a gap of two', () => {
    expect(dashed(drawn([3, 3, null, 3, 3, 3]))).toHaveLength(5)
  })

  test('the file is a picture of that size, the same bytes each time, and small with the longest names', () => {
    const names = defaultComponents.map(({ da }) => da.name)
    const longest = ['Inddragelse af forældre og net', 'Forældresamarbejdskonsulenters']
    for (const name of longest) expect(name).toHaveLength(30)
    for (const name of [null, ...longest]) {
      const web = spokes([1, 2, 3, 4, 5, 1]).map((spoke, index) => ({
        ...spoke,
        name: name ?? names[index] ?? '',
      }))
      const picture = webPicture({ spokes: web, called: { now: '2027', before: '2026' } })
      const file = Buffer.from(pngOf(picture))
      expect(Buffer.compare(file, pngOf(picture))).toBe(0)
      expect(file.toString('latin1', 1, 4)).toBe('PNG')
      expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([picture.width, picture.height])
      expect(file.toString('base64').length).toBeLessThan(name ? largestPicture : 12 * 1024)
      const data = file.indexOf('IDAT')
      const rows = inflateSync(file.subarray(data + 4, data + 4 + file.readUInt32BE(data - 4)))
      expect(rows).toHaveLength((picture.width + 1) * picture.height)
      // At either edge there is nothing but ground: no name is cut off there.
      const ground = rows[1]
      for (const x of [0, picture.width - 1])
        for (let y = 0; y < picture.height; y += 1) expect(rows[y * (picture.width + 1) + 1 + x]).toBe(ground)
    }
  })
})
