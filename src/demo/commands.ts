import { addDays, isDay, toDay } from '../shared/day.ts'
import { nearest } from '../shared/text.ts'
import { dayOf, instantOf, parseTime, timeOf, type Zone } from '../shared/zoned-time.ts'
import type { DemoPerson } from './people.ts'

/** The demo's commands, absent in production. */
export type DemoCommand =
  | { type: 'become'; who: string }
  | { type: 'wind'; to: string }
  | { type: 'meeting' }
  | { type: 'restart' }
  | { type: 'unknown' }

/** @returns null when the text is none of the demo's commands */
export function readDemoCommand(text: string): DemoCommand | null {
  const match = /^\/(\S+)\s*(.*)$/s.exec(text.trim())
  if (!match) return null
  const [, word = '', rest = ''] = match
  switch (word.toLowerCase()) {
    case 'som':
      return { type: 'become', who: rest.trim() }
    case 'spol':
      return { type: 'wind', to: rest.trim() }
    case 'møde':
    case 'mødet':
    case 'moede':
      return { type: 'meeting' }
    case 'forfra':
      return { type: 'restart' }
    default:
      return { type: 'unknown' }
  }
}

const units: Readonly<Record<string, number>> = {
  minut: 60_000,
  time: 3_600_000,
  dag: 0,
  uge: 0,
}

/** Further than this is a slip of the finger, and each day of it would be played through. */
const furthestDays = 400

/**
 * Where `/spol` goes: `3 dage`, `2 timer`, `1 uge`, `2026-12-01 08:30`, `2026-12-01`.
 * Days and weeks keep the wall time, also over a change of clock.
 * @returns the instant, or null when the text names none, or one that is past or too far off
 */
export function windTo(text: string, now: Date, zone: Zone): Date | null {
  const target = spanFrom(text, now, zone) ?? momentOf(text, zone)
  if (!target || target.getTime() < now.getTime()) return null
  return target.getTime() - now.getTime() > furthestDays * 86_400_000 ? null : target
}

function spanFrom(text: string, now: Date, zone: Zone): Date | null {
  const match = /^(\d{1,4})\s*(minut|time|dag|uge)(ter|r|e|er)?$/i.exec(text)
  if (!match) return null
  const count = Number(match[1])
  const unit = match[2]?.toLowerCase() ?? ''
  const milliseconds = units[unit] ?? 0
  if (milliseconds > 0) return new Date(now.getTime() + count * milliseconds)
  const days = unit === 'uge' ? count * 7 : count
  if (days > furthestDays) return null
  return instantOf(addDays(dayOf(now, zone), days), timeOf(now, zone), zone)
}

function momentOf(text: string, zone: Zone): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]+(\S+))?$/.exec(text)
  if (!match) return null
  const [, year, month, date, clock] = match
  const time = clock === undefined ? '08:30' : parseTime(clock)
  if (!time || !isDay(`${year}-${month}-${date}`)) return null
  return instantOf(toDay(Number(year), Number(month), Number(date)), time, zone)
}

/** Who is meant by a name, a first name or a role, however it is spelt. */
export function whoIs(text: string, people: readonly DemoPerson[]): DemoPerson | null {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return null
  const names = new Map<string, DemoPerson>()
  for (const person of people) {
    const name = person.name.toLowerCase()
    for (const word of [name, ...name.split(' '), ...person.words])
      if (!names.has(word)) names.set(word, person)
  }
  const close = names.has(wanted) ? wanted : nearest(wanted, [...names.keys()], 2)
  return (close !== null && names.get(close)) || null
}
