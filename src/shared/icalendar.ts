import { TZDate } from '@date-fns/tz'
import { ICalCalendar, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import type { Zone } from './zoned-time.ts'

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

function zoneRules(zone: Zone): string {
  const block = tzlib_get_ical_block(zone)
  const rules = typeof block === 'string' ? block : block[0]
  if (!rules)
    throw new RangeError(`No calendar rules for zone '${zone}': give an IANA name such as Europe/Copenhagen.`)
  return rules
}

/**
 * The meeting as an iCalendar file (RFC 5545) for the calendars of Outlook, Google and Apple: wall times in the
 * zone with its VTIMEZONE, lines folded, line ends CRLF (R-POLL-6). CANCEL marks it cancelled as well.
 *
 * @throws RangeError for an end that is not after the start, or an unknown zone.
 */
export function icsFor(terms: IcsTerms): string {
  if (terms.endAt <= terms.startAt) throw new RangeError('A meeting ends after it starts.')
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod[terms.method],
    prodId: { company: 'Roed Traad', product: 'Moeder', language: 'DA' },
    timezone: { name: terms.zone, generator: zoneRules },
  })
  calendar.createEvent({
    id: terms.uid,
    sequence: terms.sequence,
    stamp: terms.stamp,
    // A plain Date would be written in the machine's own zone.
    start: new TZDate(terms.startAt.getTime(), terms.zone),
    end: new TZDate(terms.endAt.getTime(), terms.zone),
    timezone: terms.zone,
    summary: terms.summary,
    description: terms.description,
    location: terms.location,
    status: terms.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: terms.method === 'CANCEL' ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
  })
  return calendar.toString()
}
