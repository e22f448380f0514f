import type { Day } from '../../src/shared/day.ts'
import { dayThere } from '../support/plain-calendar.ts'
import type { Facts, ItemFacts, PaperKey } from './facts.ts'
import { markersIn, type Telling } from './texts.ts'

/** What the parents said, as somebody wrote it down and was told that it is recorded. */
export interface Word {
  yes: boolean
  recipients: ReadonlySet<string>
  /** beside them, whoever has one of these in the team */
  functions: ReadonlySet<string>
  /** the only meeting that it is for; null: a period */
  meetingId: string | null
  /** markers of the questions that it was given to */
  questions: ReadonlySet<string>
  given: Day
  ended: boolean
}

/** One child, group or case from its first item on, with whatever was carried on from it. */
export interface Matter {
  named: boolean
  teamId: string
  /** what is asked, by item: markers of its questions */
  readonly asked: Map<string, readonly string[]>
  /** in the order in which they were recorded: the last one counts */
  readonly words: Word[]
}

interface Written {
  telling: Telling
  /** the same child can have several */
  matters: Matter[]
  itemId: string
  authorId: string
  /** of a form or a contribution */
  paper?: PaperKey
}

/** What was written into a form or a contribution, and handed in. */
interface Paper {
  /** what stands there now, by field */
  now: Map<string, string>
  /** what was handed in, by version */
  versions: Map<number, ReadonlySet<string>>
  /** null: taken back before anybody had it */
  newest: number | null
}

export const wrongs = [
  'shown outside the consent',
  'shown before the distribution',
  'posted into a chat',
  'shown after the stop',
  'left after the stop',
  'told of forms that nobody may have',
  'withheld from somebody who may read',
  'not sent to somebody who may have it',
  'shown, and nobody wrote it',
  'faults',
] as const
export type Wrong = (typeof wrongs)[number]

export type Witness = ReturnType<typeof createWitness>

/** Twelve months, counted on the calendar: given on 5 October it holds until 4 October. */
function holdsOn(day: Day, given: Day): boolean {
  const [year = '', ...rest] = given.split('-')
  return given <= day && day < ([String(Number(year) + 1), ...rest].join('-') as Day)
}

/**
 * Watches what anybody is shown, and knows from what it was told itself who may: what the parents said, for whom, to
 * which questions, until when; who wrote a text; and who is in the circle now, from the rows of members and guests. It
 * asks no rule of the product.
 */
export function createWitness(facts: Facts, now: () => Date) {
  const written = new Map<string, Written>()
  const papers = new Map<string, Paper>()
  const complaints = new Map<Wrong, string[]>()
  const counts = new Map<string, number>()
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  const complain = (wrong: Wrong, of: string) =>
    complaints.set(wrong, [...(complaints.get(wrong) ?? []), `${now().toISOString()} ${of}`])
  const today = () => dayThere(now(), 'Europe/Copenhagen')

  function paperOf({ itemId, contributorId }: PaperKey): Paper {
    const id = `${itemId} ${contributorId}`
    const paper = papers.get(id) ?? { now: new Map(), versions: new Map(), newest: null }
    papers.set(id, paper)
    return paper
  }

  /** Was it handed in, and do they have it: the newest once it is out with its meeting, any that reached them then? */
  function hasReached(marker: string, key: PaperKey, personId: string): boolean {
    const { versions, newest } = paperOf(key)
    if (newest === null) return false
    if (facts.isOut(key.itemId) && versions.get(newest)?.has(marker)) return true
    return facts.had(key, personId).some(version => versions.get(version)?.has(marker))
  }

  /** By name, or by what they are in the team. */
  function receives(word: Word, personId: string, { teamId }: ItemFacts): boolean {
    return word.recipients.has(personId) || word.functions.has(facts.functionOf(personId, teamId) ?? '')
  }

  /** Do the parents' last word and the circle let this person have what the item tells? */
  function covered(matter: Matter, itemId: string, personId: string): boolean {
    const item = facts.item(itemId)
    if (!item || (item.status !== 'open' && item.status !== 'held')) return false
    const circle = facts.circle(item)
    if (!circle.has(personId)) return false
    if (!matter.named) return item.status === 'open' || !facts.cameAfter(item, personId)
    const word = matter.words.at(-1)
    if (!word?.yes || word.ended || !holdsOn(today(), word.given)) return false
    if (word.meetingId !== null && word.meetingId !== item.meetingId) return false
    if (!receives(word, personId, item)) return false
    if (!(matter.asked.get(itemId) ?? []).every(question => word.questions.has(question))) return false
    return item.status === 'held' || [...circle].every(one => receives(word, one, item))
  }

  const readable = (matter: Matter, personId: string): boolean =>
    [...matter.asked.keys()].some(itemId => covered(matter, itemId, personId))

  /** null: fine */
  function wrongWith(marker: string, text: Written, personId: string): Wrong | null {
    const { telling, matters, itemId, authorId, paper } = text
    const left = [itemId, ...matters.flatMap(({ asked }) => [...asked.keys()])].map(facts.item)
    const item = left.find(one => one !== null)
    if (!item) return 'shown after the stop'
    // Minutes hold what everybody said: they are nobody's own words.
    if (personId === authorId && telling !== 'minutes') return null
    const first = matters.find(matter => readable(matter, personId))
    if (telling === 'consent') {
      const concerned = personId === item.createdById || (first && facts.leads(personId, item.teamId))
      return concerned ? null : 'shown outside the consent'
    }
    if (!first) return 'shown outside the consent'
    if (!paper || (telling === 'form' && item.formFillerId === personId)) return null
    return hasReached(marker, paper, personId) ? null : 'shown before the distribution'
  }

  return {
    complaints,
    counts,
    complain,
    count,
    covered,

    /** A text was typed; it counts from now on, whatever becomes of it. */
    wrote(marker: string, text: Omit<Written, 'matters'> & { matter: Matter }): void {
      const { matter, ...rest } = text
      written.set(marker, { ...rest, matters: [matter] })
    },
    /** So it stands in a form or a contribution from now on: nobody else's business before it is handed in. */
    saved(key: PaperKey, fields: ReadonlyMap<string, string>): void {
      const { now } = paperOf(key)
      for (const [field, marker] of fields) now.set(field, marker)
    },
    /** It is for the others from now on, once it is out. */
    handedIn(key: PaperKey, version: number): void {
      count(key.contributorId === '' ? 'forms handed in' : 'contributions handed in')
      const paper = paperOf(key)
      paper.versions.set(version, new Set(paper.now.values()))
      paper.newest = version
    },
    /** Before anybody had it: it is a draft again. */
    takenBack(key: PaperKey): void {
      paperOf(key).newest = null
    },
    /** The same child stands on an agenda again. */
    also(marker: string, matter: Matter): void {
      written.get(marker)?.matters.push(matter)
    },

    /** @param typed what stood in the very request comes back to whoever sent it */
    shown(personId: string, answer: unknown, what: string, typed: ReadonlySet<string>): void {
      count('answers')
      if (/\((kode|code) /.test(JSON.stringify(answer ?? ''))) complain('faults', what)
      for (const marker of markersIn(answer)) {
        if (typed.has(marker)) continue
        const text = written.get(marker)
        count('texts shown')
        const wrong = text ? wrongWith(marker, text, personId) : 'shown, and nobody wrote it'
        if (text && !wrong && personId !== text.authorId) count(`texts shown to others: ${text.telling}`)
        if (wrong) complain(wrong, `${what}: ${text?.telling} of ${text?.itemId} to ${personId}`)
      }
    },

    /** Forms and contributions are promised to whoever may open them, and no others are counted. */
    promised(
      personId: string,
      forms: number,
      meetingId: string,
      { team, matters }: { team: { id: string }; matters: readonly Matter[] },
    ): void {
      const there = facts.itemsOf(team.id).filter(item => item.meetingId === meetingId)
      const theirs = there.flatMap(({ id }) => {
        const matter = matters.find(one => one.asked.has(id))
        if (!matter || !covered(matter, id, personId)) return []
        return ['', ...facts.contributors(id)].filter(
          contributorId => (facts.paper({ itemId: id, contributorId })?.status ?? 'draft') !== 'draft',
        )
      })
      count('distributions')
      if (forms > theirs.length)
        complain('told of forms that nobody may have', `${forms} of ${meetingId} to ${personId}`)
    },

    /** A posted message could stand on a screen in a meeting room: it tells nothing (P2). */
    posted(personId: string, message: unknown, what: string): void {
      count('messages')
      for (const marker of markersIn(message))
        complain('posted into a chat', `${what}: ${written.get(marker)?.telling} to ${personId}`)
    },
  }
}
