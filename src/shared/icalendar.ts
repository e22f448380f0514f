import { TZDate } from '@date-fns/tz'
import { ICalCalendar, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import { isZone, type Zone } from './zoned-time.ts'

/** One meeting as a calendar file. Nothing in it may be about a child (R-POLL-6). */
export interface IcsTerms {
  /** Stable for the meeting's whole life: a calendar knows a moved meeting by it. */
  uid: string
  /** 0 at first, one higher with every change, the cancellation included. */
  sequence: number
  method: 'REQUEST' | 'PUBLISH' | 'CANCEL'
  startAt: Date
  endAt: Date
  /** The zone whose wall times the calendar shows, with its rules in the file. */
  zone: Zone
  summary: string
  description: string
  location: string
  /** When this version of the file was made. */
  stamp: Date
}

/** The zone's VTIMEZONE block, under the name that the event's times are given in. */
function zoneRules(zone: Zone): string {
  const [rules = ''] = isZone(zone) ? tzlib_get_ical_block(zone) : []
  if (!rules.startsWith('BEGIN:VTIMEZONE')) {
    throw new RangeError(`No calendar rules for zone '${zone}': give an IANA name such as Europe/Copenhagen.`)
  }
  // The library answers an alias with its main zone (Copenhagen with Berlin: the same rules under another name),
  // and a calendar that finds no rules for the event's TZID guesses.
  return rules.replace(/^(TZID|X-LIC-LOCATION):.*$/gm, `$1:${zone}`)
}

/** Control characters have no place in a calendar file, and the library passes them on. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
}

/**
 * The meeting as an iCalendar file (RFC 5545) for the calendars of Outlook, Google and Apple: wall times in the
 * zone with its VTIMEZONE, lines folded, line ends CRLF (R-POLL-6). CANCEL marks it cancelled as well.
 *
 * @throws RangeError for an end that is not after the start, or an unknown zone.
 */
export function icsFor(terms: IcsTerms): string {
  if (terms.endAt <= terms.startAt) throw new RangeError('A meeting ends after it starts.')
  const rules = zoneRules(terms.zone)
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod[terms.method],
    prodId: { company: 'Roed Traad', product: 'Moeder', language: 'DA' },
    // No name: with one the library writes DTSTAMP as local time without saying so.
    timezone: { name: null, generator: () => rules },
  })
  calendar.createEvent({
    id: printable(terms.uid).replace(/\s/g, ''),
    sequence: terms.sequence,
    stamp: terms.stamp,
    // A plain Date would be written in the machine's own zone.
    start: new TZDate(terms.startAt.getTime(), terms.zone),
    end: new TZDate(terms.endAt.getTime(), terms.zone),
    timezone: terms.zone,
    summary: printable(terms.summary),
    description: printable(terms.description),
    location: printable(terms.location),
    status: terms.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: terms.method === 'CANCEL' ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
  })
  return `${calendar.toString()}\r\n`
}
