import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type IcsTerms, icsFor } from '../../../src/shared/icalendar.ts'
import { onTheWall } from '../../support/plain-calendar.ts'

const meeting: IcsTerms = {
  uid: 'meeting-7@roed-traad',
  sequence: 0,
  method: 'REQUEST',
  startAt: new Date('2026-11-24T08:00:00Z'),
  endAt: new Date('2026-11-24T09:30:00Z'),
  zone: 'Europe/Copenhagen',
  summary: 'Ressourceteam · Solsikken',
  description: 'Dagsordenen står i Rød Tråd.',
  location: 'Solsikken, stuen; 1. sal',
  stamp: new Date('2026-11-01T07:00:00Z'),
}

/** Reads the file as a calendar would that knows no time zone but those in the file. */
function read(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics))
  const zones = calendar.getAllSubcomponents('vtimezone').map(zone => new ICAL.Timezone(zone))
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
  const instant = (name: 'dtstart' | 'dtend') => {
    const property = event.component.getFirstProperty(name)!
    const zone = zones.find(({ tzid }) => tzid === property.getFirstParameter('tzid'))
    const time = property.getFirstValue() as ICAL.Time
    return new Date((zone ? time.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime() : Number.NaN) * 1000)
  }
  return { calendar, zones, event, instant }
}

describe('a calendar file', () => {
  test('says what the meeting is', () => {
    const { calendar, event } = read(icsFor(meeting))
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    expect(event.uid).toBe('meeting-7@roed-traad')
    expect(event.sequence).toBe(0)
    expect(event.summary).toBe(meeting.summary)
    expect(event.description).toBe(meeting.description)
    expect(event.location).toBe(meeting.location)
    expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(String(event.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-01T07:00:00Z')
  })

  test.each([
    ['winter', '2026-11-24T08:00:00Z', '2026-11-24T09:30:00Z', '20261124T090000'],
    ['summer', '2027-06-01T07:00:00Z', '2027-06-01T08:30:00Z', '20270601T090000'],
    ['the day that summer time begins', '2027-03-28T07:00:00Z', '2027-03-28T08:00:00Z', '20270328T090000'],
    ['the day that it ends', '2026-10-25T08:00:00Z', '2026-10-25T09:00:00Z', '20261025T090000'],
  ])('has the right instant and the right wall time in %s', (_, start, end, wall) => {
    const ics = icsFor({ ...meeting, startAt: new Date(start), endAt: new Date(end) })
    const { instant, zones } = read(ics)
    expect(instant('dtstart')).toEqual(new Date(start))
    expect(instant('dtend')).toEqual(new Date(end))
    expect(ics).toContain(`DTSTART;TZID=Europe/Copenhagen:${wall}\r\n`)
    expect(zones.map(({ tzid }) => tzid)).toEqual(['Europe/Copenhagen'])
  })

  test('keeps its uid and raises its sequence when the meeting moves, and says so when it is cancelled', () => {
    const moved = read(icsFor({ ...meeting, sequence: 1, startAt: new Date('2026-11-24T09:00:00Z') }))
    const cancelled = read(icsFor({ ...meeting, sequence: 2, method: 'CANCEL' }))
    expect([moved.event.uid, cancelled.event.uid]).toEqual([meeting.uid, meeting.uid])
    expect([moved.event.sequence, cancelled.event.sequence]).toEqual([1, 2])
    expect(cancelled.calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(cancelled.event.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  test('can be published', () => {
    expect(read(icsFor({ ...meeting, method: 'PUBLISH' })).calendar.getFirstPropertyValue('method')).toBe(
      'PUBLISH',
    )
  })

  test('folds lines at 75 octets, between characters, and ends every line with CRLF', () => {
    const long = 'Rød grød med fløde på Ærø, æøå ÆØÅ 👨‍👩‍👧‍👦; '.repeat(20).trim()
    const ics = icsFor({ ...meeting, description: long })
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of ics.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toMatch(/[\r\n\ufffd]/)
    }
    expect(read(ics).event.description).toBe(long)
  })

  test('escapes commas, semicolons, backslashes and line breaks', () => {
    const ics = icsFor({ ...meeting, description: 'a, b; c\\d\ne\r\nf' })
    expect(ics).toContain('DESCRIPTION:a\\, b\\; c\\\\d\\ne\\nf\r\n')
    expect(read(ics).event.description).toBe('a, b; c\\d\ne\nf')
  })

  test('cannot be given lines of its own by a text', () => {
    const ics = icsFor({
      ...meeting,
      uid: 'x\r\nATTENDEE:mailto:a@example.dk',
      summary: 'x\r\nATTENDEE:mailto:b@example.dk',
      location: 'x\u0085\u0000\u001b[0m',
    })
    const { event } = read(ics)
    expect(event.attendees).toEqual([])
    expect(event.location).toBe('x[0m')
    expect(ics.split('\r\n').filter(line => line.startsWith('ATTENDEE'))).toEqual([])
  })

  test('keeps every text and every instant', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'ø', '👶', ',', ';', '\\', '\n', ':', '"', ' ', 'n'),
      maxLength: 120,
    })
    const changeOfClock = Date.UTC(2031, 9, 26) / 60_000
    const start = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2035, 11) / 60_000 })
    fc.assert(
      fc.property(text, start, fc.nat(50), (words, minute, sequence) => {
        const startAt = new Date(minute * 60_000)
        const endAt = new Date((minute + 24 * 60) * 60_000)
        const { event, instant } = read(icsFor({ ...meeting, summary: words, sequence, startAt, endAt }))
        expect(event.summary ?? '').toBe(words)
        expect(event.sequence).toBe(sequence)
        // A wall time of the hour that comes twice means two instants, and whoever reads it takes either.
        const hourAway = (hours: number) => new Date(startAt.getTime() + hours * 3_600_000)
        const wall = onTheWall(startAt, meeting.zone)
        const meant = [startAt, hourAway(-1), hourAway(1)].filter(at => onTheWall(at, meeting.zone) === wall)
        expect(meant).toContainEqual(instant('dtstart'))
      }),
      {
        examples: [
          ['the first of the two hours', changeOfClock, 0],
          ['', changeOfClock + 60, 0],
        ],
      },
    )
  })

  test('the same meeting gives the same file', () => {
    expect(icsFor(meeting)).toBe(icsFor({ ...meeting }))
  })

  test('an end before the start and an unknown zone are faults', () => {
    expect(() => icsFor({ ...meeting, endAt: meeting.startAt })).toThrow(RangeError)
    expect(() => icsFor({ ...meeting, zone: 'Europe/Solsikken' })).toThrow(RangeError)
  })
})
