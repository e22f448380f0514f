import type { Profession } from '../../../shared/action.ts'
import { addDays, type Day, isoWeek, isoWeekday, parseDay, partsOfDay, toDay } from '../../../shared/day.ts'

/** Somebody who may be given the action point. */
export interface Candidate {
  id: string
  name: string
  profession: Profession | null
}

/** What a line is read against. */
export interface LineTerms {
  /** those who take part in the item, and nobody else: another's name is part of the text */
  people: readonly Candidate[]
  /** who types: 'jeg' */
  writerId: string
  /** local calendar day */
  today: Day
  /** the team's next meeting: 'til næste møde'; null when none is planned */
  nextMeetingDay: Day | null
  /** what was chosen in its own field is not read from the line: another name, or another day, is part of the text */
  chosen: { ownerId: string | null; dueDay: Day | null }
}

/** What was understood. It is shown, and counts only when somebody has said that it is right (R-MEET-2). */
export interface ReadLine {
  /** what is to be done, without whom and when */
  text: string
  /** null: nobody is named, or the word fits several */
  ownerId: string | null
  /** several whom the word fits, so that one of them is chosen */
  fitting: readonly string[]
  /** null when no day is named; whether it is a good one is `dayProblem`'s matter */
  dueDay: Day | null
}

const stem = (words: string): RegExp => new RegExp(`^(?:den |vores |the |our )?(?:${words})$`, 'u')

/** What people call each other by their work, in both languages, with the article or without. */
const professionWords: Readonly<Record<Profession, RegExp>> = {
  daycareLeader: stem('(?:pædagogiske? |dagtilbuds|daginstitutions)?leder(?:en)?|(?:daycare )?leader'),
  outreachAdvisor: stem(
    '(?:fremskudte? |forebyggende )?(?:social)?rådgiver(?:en)?|(?:outreach )?(?:advisor|social worker)',
  ),
  psychologist: stem('(?:ppr-?)?psykolog(?:en)?|(?:ppr )?psychologist'),
  specialEducator: stem('special ?pædagog(?:en)?|special educator'),
  speechTherapist: stem(
    'tale-? ?høre-?(?:konsulent|lærer|pædagog)(?:en)?|tale(?:pædagog|konsulent|lærer)(?:en)?|logopæd(?:en)?|speech therapist',
  ),
  healthVisitor: stem('sundhedsplejerske[nr]?|health visitor'),
  pedagogue: stem('pædagog(?:en)?|pedagogue'),
  other: /^$/u,
}
const ppr: readonly Profession[] = ['psychologist', 'specialEducator', 'speechTherapist']

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
const unmarked = (text: string): string => text.replace(/^[\s:;,.–—-]+|[\s:;,–—-]+$/gu, '')

/** Whom a word means: a name, or a part of it, before a profession; the writer by 'jeg'. */
function meantBy(word: string, { people, writerId }: LineTerms): Candidate[] {
  const said = plain(word)
  if (said === 'jeg' || said === 'me') return people.filter(one => one.id === writerId)
  const full = people.filter(one => plain(one.name) === said)
  if (full.length > 0) return full
  const part = people.filter(one => plain(one.name).split(/[ -]/).includes(said))
  if (part.length > 0) return part
  if (/^ppr$/u.test(said)) return people.filter(one => one.profession && ppr.includes(one.profession))
  return people.filter(one => one.profession && professionWords[one.profession].test(said))
}

const numbers = 'en|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten'.split('|')
const english = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen'.split('|')

function numberOf(word: string): number | null {
  if (/^\d{1,3}$/u.test(word)) return Number(word)
  const at = Math.max(
    numbers.indexOf(word === 'et' ? 'en' : word),
    english.indexOf(word === 'a' ? 'one' : word),
  )
  return at < 0 ? null : at + 1
}

const weekdays = [
  /^(?:mandag|monday)$/u,
  /^(?:tirsdag|tuesday)$/u,
  /^(?:onsdag|wednesday)$/u,
  /^(?:torsdag|thursday)$/u,
  /^(?:fredag|friday)$/u,
  /^(?:lørdag|saturday)$/u,
  /^(?:søndag|sunday)$/u,
]

const mondayOf = (day: Day): Day => addDays(day, 1 - isoWeekday(day))

/** The Friday of the next week of that number: of this year, or of the one that comes. */
function fridayOfWeek(week: number, today: Day): Day | null {
  for (let ahead = 0; ahead < 54; ahead += 1) {
    const friday = addDays(mondayOf(today), 7 * ahead + 4)
    if (isoWeek(friday) === week) return friday
  }
  return null
}

/** The same date so many months later, or the last of that month. */
function monthsLater(day: Day, months: number): Day {
  const { year, month, date } = partsOfDay(day)
  const first = toDay(year + Math.floor((month - 1 + months) / 12), ((month - 1 + months) % 12) + 1, 1)
  const following = addDays(first, 31)
  const last = addDays(following, -partsOfDay(following).date)
  return addDays(first, Math.min(date, partsOfDay(last).date) - 1)
}

/** A day counted from now: 'om 14 dage', 'in two weeks', 'om en måned'. */
function counted(text: string, today: Day): Day | null {
  const [, word = '', unit = ''] =
    /^(?:om|in) (\S+) (dag|dage|days?|uger?|weeks?|måned|måneder|months?)$/u.exec(text) ?? []
  const number = numberOf(word)
  if (number === null) return null
  if (/^d/u.test(unit)) return addDays(today, number)
  if (/^[uw]/u.test(unit)) return addDays(today, 7 * number)
  return number > 12 ? null : monthsLater(today, number)
}

/** A day as one says it among colleagues; a week is meant until its Friday, and a weekday is never today. */
function spokenDay(text: string, { today, nextMeetingDay }: LineTerms): Day | null {
  if (/^(?:det )?næste møde$|^(?:the )?next meeting$/u.test(text)) return nextMeetingDay
  if (/^(?:i )?denne uge$|^this week$/u.test(text)) return addDays(mondayOf(today), 4)
  if (/^(?:i )?næste uge$|^next week$/u.test(text)) return addDays(mondayOf(today), 11)
  const week = /^(?:i )?(?:uge|week) (\d{1,2})$/u.exec(text)
  if (week) return fridayOfWeek(Number(week[1]), today)
  const [, next, word = ''] = /^(næste |next )?(\p{L}+)$/u.exec(text) ?? []
  const weekday = weekdays.findIndex(name => name.test(word)) + 1
  if (weekday > 0 && next) return addDays(mondayOf(today), 6 + weekday)
  if (weekday > 0) return addDays(today, ((weekday - isoWeekday(today) + 6) % 7) + 1)
  return counted(text, today) ?? parseDay(text, today)
}

const prepositions = /^(?:(?:inden|senest|før|til|på|by|before|until|on|d\.|den|the|due)(?: |$))+/u
const longestDay = 6

interface Found {
  day: Day
  from: number
  until: number
}

/**
 * The day in a line: at its end, at its beginning, or anywhere behind a word like 'senest'; the longest wording that is
 * one. '1/2 time' at the beginning is no day.
 */
function dayAmong(words: readonly string[], terms: LineTerms): Found | null {
  for (let size = Math.min(longestDay, words.length); size > 0; size -= 1) {
    for (let from = words.length - size; from >= 0; from -= 1) {
      const said = plain(unmarked(words.slice(from, from + size).join(' ')).replace(/\.$/u, ''))
      const introduced = prepositions.exec(said)?.[0] ?? ''
      const bare = introduced === '' && from + size < words.length
      if (bare && (from > 0 || /^\d/u.test(said))) continue
      const day = spokenDay(said.slice(introduced.length), terms) ?? spokenDay(said, terms)
      if (day !== null) return { day, from, until: from + size }
    }
  }
  return null
}

const mostNameWords = 4

/** Whom the line begins with: what stands before a colon, or a name or profession at its start. */
function ownerOf(line: string, terms: LineTerms): { people: Candidate[]; rest: string } {
  const [, before, after] = /^([^:]{1,60}?)\s*:\s*(.*)$/su.exec(line) ?? []
  if (before !== undefined && after !== undefined) {
    const people = meantBy(unmarked(before), terms)
    if (people.length > 0) return { people, rest: after }
  }
  const words = line.split(' ')
  for (let size = Math.min(mostNameWords, words.length - 1); size > 0; size -= 1) {
    const people = meantBy(unmarked(words.slice(0, size).join(' ')), terms)
    if (people.length > 0) return { people, rest: words.slice(size).join(' ') }
  }
  return { people: [], rest: line }
}

/**
 * Reads an agreement as one says it across the table: who, what and by when, in one line (R-MEET-2). Whatever is not
 * understood stays in the text; nothing of the line is lost.
 * @returns what was understood, to be confirmed
 * @example readLine('psykologen: observation inden 10/12', terms)
 *   // { text: 'observation', ownerId: 'jens', fitting: [], dueDay: '2026-12-10' }
 */
export function readLine(line: string, terms: LineTerms): ReadLine {
  const typed = line.replace(/\s+/gu, ' ').trim()
  const words = typed.split(' ')
  const { ownerId, dueDay } = terms.chosen
  const named = dayAmong(words, terms)
  const found = named && (dueDay === null || named.day === dueDay) ? named : null
  const undated = found ? [...words.slice(0, found.from), ...words.slice(found.until)].join(' ') : typed
  const eligible = terms.people.filter(one => ownerId === null || one.id === ownerId)
  const { people, rest } = ownerOf(unmarked(undated), { ...terms, people: eligible })
  const [only, ...others] = people
  return {
    text: unmarked(rest),
    ownerId: ownerId ?? (only && others.length === 0 ? only.id : null),
    fitting: others.length > 0 ? people.map(one => one.id) : [],
    dueDay: dueDay ?? found?.day ?? null,
  }
}
