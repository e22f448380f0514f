import fc from 'fast-check'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import { addDays, type Day } from '../../src/shared/day.ts'
import { instantOf } from '../../src/shared/zoned-time.ts'
import { actorOf, startTestBot, type TestBot } from '../support/bot.ts'
import { nodes } from '../support/cards.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'

let bot: TestBot
let s: Solsikken
let lone: Actor
beforeAll(async () => {
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z' })
  s = await startSolsikken(bot)
  lone = await actorOf(bot, s.lone)
})
afterAll(() => bot.stop())

interface Span {
  startAt: Date
  endAt: Date
}
const span = (day: string, start: string, end: string): Span => ({
  startAt: instantOf(day as Day, start, 'Europe/Copenhagen'),
  endAt: instantOf(day as Day, end, 'Europe/Copenhagen'),
})

async function plan({ startAt, endAt }: Span): Promise<Meeting> {
  const { db, services } = bot.app.core
  const input = { team: s.team, startAt, endAt, pollId: null, createdById: s.lone.personId }
  return db.write(tx => services.meetings.create(tx, input, bot.clock.now()))
}
const find = (id: string) => bot.app.core.services.meetings.get(bot.app.core.db.reader, id)
async function move(id: string, { startAt, endAt }: Span): Promise<void> {
  const { db, services } = bot.app.core
  await db.write(async tx =>
    services.meetings.move(tx, await services.meetings.get(tx, id), startAt, endAt, lone, bot.clock.now()),
  )
}
async function cancel(id: string): Promise<void> {
  const { db, services } = bot.app.core
  await db.write(async tx =>
    services.meetings.cancel(tx, await services.meetings.get(tx, id), lone, bot.clock.now()),
  )
}

async function download(url: string): Promise<{ type: string; text: string }> {
  const response = await fetch(`http://127.0.0.1:${bot.app.server.port}${new URL(url).pathname}`)
  expect(response.status).toBe(200)
  return { type: response.headers.get('content-type') ?? '', text: await response.text() }
}
const fileOf = (id: string) => download(bot.app.core.services.meetings.calendarUrl({ id }))

/** What a calendar that knows no time zone but those in the file makes of it. */
interface Entry extends Span {
  uid: string
  sequence: number
  method: string
  status: string
  place: string
}
function read(ics: string): Entry {
  const calendar = new ICAL.Component(ICAL.parse(ics))
  const zones = calendar.getAllSubcomponents('vtimezone').map(one => new ICAL.Timezone(one))
  expect(zones.map(({ tzid }) => tzid)).toEqual(['Europe/Copenhagen'])
  const [component, ...others] = calendar.getAllSubcomponents('vevent')
  expect(others).toEqual([])
  const event = new ICAL.Event(component!)
  const instant = (name: 'dtstart' | 'dtend') => {
    const property = event.component.getFirstProperty(name)!
    const rules = zones.find(({ tzid }) => tzid === property.getFirstParameter('tzid'))
    expect(rules).toBeDefined()
    const time = property.getFirstValue() as ICAL.Time
    return new Date(time.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime() * 1000)
  }
  expect(String(event.component.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/)
  expect(event.component.getAllProperties('attendee')).toEqual([])
  expect(event.component.getAllProperties('organizer')).toEqual([])
  return {
    uid: event.uid,
    sequence: event.sequence,
    method: String(calendar.getFirstPropertyValue('method')),
    status: String(event.component.getFirstPropertyValue('status')),
    startAt: instant('dtstart'),
    endAt: instant('dtend'),
    place: event.location ?? '',
  }
}

/** Of each event it keeps what has the highest SEQUENCE, in whatever order the files come (RFC 5546, 2.1.5). */
function calendarAfter(files: readonly Entry[]): ReadonlyMap<string, Span> {
  const kept = new Map<string, Entry>()
  for (const file of files) {
    const known = kept.get(file.uid)
    if (!known || file.sequence >= known.sequence) kept.set(file.uid, file)
  }
  const held = [...kept].filter(([, { method }]) => method !== 'CANCEL')
  return new Map(held.map(([uid, { startAt, endAt }]) => [uid, { startAt, endAt }]))
}

describe('the calendar file of a meeting (R-POLL-6)', () => {
  test('moved twice and cancelled: one entry, ever newer, at the right time', async () => {
    const first = span('2026-10-20', '09:00', '11:00')
    const second = span('2027-03-30', '09:00', '11:00')
    const { id } = await plan(first)
    const files: Entry[] = []
    const look = async () => files.push(read((await fileOf(id)).text))
    await look()
    await move(id, second)
    await look()
    await move(id, span('2027-03-31', '13:00', '15:00'))
    await look()
    expect(calendarAfter(files)).toEqual(
      new Map([[`${id}@roed-traad`, span('2027-03-31', '13:00', '15:00')]]),
    )
    await cancel(id)
    await look()

    expect(new Set(files.map(file => file.uid)).size).toBe(1)
    expect(files.map(file => file.sequence)).toEqual([0, 1, 2, 3])
    expect(files.map(file => file.method)).toEqual(['PUBLISH', 'PUBLISH', 'PUBLISH', 'CANCEL'])
    expect(files.map(file => file.status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED'])
    expect(files[0]).toMatchObject(first)
    expect(files[1]).toMatchObject(second)
    expect(calendarAfter(files)).toEqual(new Map())
  })

  test('the link on the card leads to it, its header says the same as the file, and every line is whole', async () => {
    const { id } = await plan(span('2026-11-24', '09:00', '11:00'))
    const opened = await s.mette.sends({ v: 1, n: 'x', verb: 'meeting.open', meetingId: id })
    const link = [...nodes(opened.value)].find(node => node.type === 'Action.OpenUrl')
    expect(link?.title).toBe('Læg i kalenderen')
    const { type, text } = await download(String(link?.url))
    expect(type).toBe('text/calendar; charset=utf-8; method=PUBLISH')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\n')
    }
    await cancel(id)
    expect((await download(String(link?.url))).type).toBe('text/calendar; charset=utf-8; method=CANCEL')
  })

  test('holds team, time and place, and no person', async () => {
    const { id } = await plan(span('2026-12-01', '09:00', '11:00'))
    const text = (await fileOf(id)).text.replace(/\r\n[ \t]/g, '')
    expect(text).toContain('SUMMARY:Møde: Ressourceteam Solsikken')
    expect(text).toContain('LOCATION:Personalestuen')
    for (const { name, personId } of [s.lone, s.mette, s.jens, s.ali, s.sara]) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(personId)
    }
  })

  test('in whatever order the files reach a calendar, it ends with what is so, from 2024 to 2035', async () => {
    const changes = ['2024-03-31', '2025-10-26', '2026-03-29', '2026-10-25', '2030-10-27', '2035-03-25']
    const day = fc.oneof(
      fc.nat(365 * 12 - 1).map(days => addDays('2024-01-01' as Day, days)),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -1, max: 1 }))
        .map(([near, days]) => addDays(near as Day, days)),
    )
    const time = fc.tuple(day, fc.integer({ min: 7, max: 16 })).map(([on, hour]) => {
      const wall = (at: number) => `${String(at).padStart(2, '0')}:00`
      return span(on, wall(hour), wall(hour + 1))
    })
    const story = fc.record({
      times: fc.array(time, { minLength: 1, maxLength: 4 }),
      cancelled: fc.boolean(),
      order: fc.array(fc.nat(100), { maxLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(story, async ({ times, cancelled, order }) => {
        const [first, ...moves] = times as [Span, ...Span[]]
        const { id } = await plan(first)
        const files = [read((await fileOf(id)).text)]
        for (const to of moves) {
          await move(id, to)
          files.push(read((await fileOf(id)).text))
        }
        if (cancelled) {
          await cancel(id)
          files.push(read((await fileOf(id)).text))
        }
        const newest = files.at(-1)!
        const seen = [...order.map(index => files[index % files.length]!), newest]
        const shuffled = order.length % 2 ? seen.toReversed() : seen
        const { startAt, endAt, sequence } = await find(id)
        expect(newest).toMatchObject({ startAt, endAt, sequence })
        const changed = files.filter(
          (file, index) => index === 0 || file.sequence !== files[index - 1]?.sequence,
        )
        expect(changed.map(file => file.sequence)).toEqual(changed.map((_, index) => index))
        expect(calendarAfter(shuffled)).toEqual(
          new Map(cancelled ? [] : [[`${id}@roed-traad`, { startAt, endAt }]]),
        )
      }),
      { numRuns: 40 },
    )
  })
})
