import { listed, textsIn } from '../../../../locales/texts.ts'
import type { Actor, Language, Turn } from '../../../../shared/action.ts'
import { fullDate, rowDate } from '../../../../shared/human-dates.ts'
import { type Card, type Outcome, refuse, view } from '../../../../shared/outcome.ts'
import { shown, withCapital } from '../../../../shared/text.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import type { Team } from '../../../teams/model.ts'
import type { TeamService } from '../../../teams/service.ts'
import { noPollCard, type Showing } from '../../cards.ts'
import { longestRemark, type Poll } from '../../model.ts'
import type { PollService, PollView } from '../../service.ts'
import { type AnswerFrame, type Kept, pollCard, type Section, savedCard } from '../cards.ts'
import { cardful } from '../model.ts'
import { type AnsweringService, type Asked, isOver, type Treated } from '../service.ts'

/** Who reads a card, and when: somebody's turn, or the moment when a message to them leaves. */
export interface Sitting {
  tx: Tx
  actor: Pick<Actor, 'personId' | 'tenantId' | 'language'>
  now: Date
}

export interface ReplyDeps {
  polls: PollService
  teams: TeamService
  answering: AnsweringService
  showing(tx: Tx, actor: Sitting['actor'], team: Team): Promise<Showing>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
}

/** The remark that comes too late, so that it is not lost; '' where there is none. */
function unsentIn({ asked, refused }: Treated, lang: Language): string {
  const remark = refused?.comment ?? ''
  return remark === '' || remark === asked.comment ? '' : textsIn(lang).answering.unsentRemark(shown(remark))
}

/** What one sees of the polls that one is asked, and when one has answered. */
export function createReplies(deps: ReplyDeps) {
  const { polls, teams, answering, showing, closed } = deps

  /** The card of these polls. What the reader has given away to whom is looked up for them alone. */
  async function drawAsked(
    { tx, actor, now }: Sitting,
    sections: readonly Section[],
    more: Partial<AnswerFrame> = {},
  ): Promise<Card> {
    const takers = sections.flatMap(({ taken }) =>
      [...taken.values()].flatMap(one => ('teamId' in one ? one.teamId : [])),
    )
    const known = await teams.many(tx, [...new Set(takers)])
    const [first] = sections
    if (!first) throw new RangeError('a card that asks about nothing')
    const facts = await showing(tx, actor, first.view.team)
    return pollCard(sections, { now, teamName: id => known.get(id)?.name ?? '', ...more }, facts)
  }

  /** As many of these as one card has room for. It may rest in the chat: no remark stands on it. */
  async function ask(
    sitting: Sitting,
    all: readonly PollView[],
    notes: readonly string[] = [],
  ): Promise<Card> {
    const { here, later } = cardful(all)
    const sections: Section[] = []
    for (const one of here) sections.push(await answering.put(sitting.tx, one, sitting.actor.personId, false))
    return drawAsked(sitting, sections, { left: later.length, notes })
  }

  /** What has become of a poll that nobody can answer any more, in a line. */
  async function overNote({ tx, actor }: Sitting, { poll, team }: PollView): Promise<string> {
    const t = textsIn(actor.language).answering
    const name = shown(team.name)
    if (poll.status === 'open') return t.overPast(name)
    if (poll.status === 'cancelled') return t.overCancelled(name)
    const meeting = await polls.meetingOf(tx, poll)
    if (meeting.status === 'cancelled') return t.overMeetingCancelled(name)
    return t.overConfirmed(name, rowDate(meeting.startAt, meeting.zone, actor.language))
  }

  /** That, and the remark that comes too late for it. */
  const overNotes = async (sitting: Sitting, one: Treated): Promise<string[]> =>
    [await overNote(sitting, one.asked.view), unsentIn(one, sitting.actor.language)].filter(Boolean)

  /** Whom to tell what is to be changed after the deadline; and what could not be taken, so that it is not lost. */
  async function lockedNotes({ tx, actor }: Sitting, one: Treated): Promise<string[]> {
    const { asked, refused } = one
    const { ahead, team, poll } = asked.view
    const facts = await showing(tx, actor, team)
    const t = textsIn(facts.lang).answering
    const coordinator = shown(facts.nameOf(await teams.coordinatorOf(tx, team.id)))
    const changed = ahead.flatMap(({ id, startAt }) => {
      const answer = refused?.chosen.get(id)
      if (!answer || answer === asked.chosen.get(id)) return []
      return [t.wished(rowDate(startAt, facts.zone, facts.lang), textsIn(facts.lang).polls.answers[answer])]
    })
    return [
      ...changed,
      unsentIn(one, facts.lang),
      t.locked(fullDate(poll.deadlineAt, facts.zone, facts.lang), coordinator),
    ].filter(Boolean)
  }

  /** Slots of different polls that cannot all be kept, and answers that do not count while another meeting stands. */
  async function remarksOn(
    { tx, actor }: Sitting,
    saved: readonly Asked[],
    personId: string,
  ): Promise<string[]> {
    const [first] = saved
    if (!first) return []
    const { lang, zone, nameOf } = await showing(tx, actor, first.view.team)
    const t = textsIn(lang).answering
    const inMeeting = saved.some(({ view: { ahead }, chosen, taken }) =>
      ahead.some(({ id }) => taken.get(id)?.why === 'meeting' && (chosen.get(id) ?? 'no') !== 'no'),
    )
    const counts = personId === actor.personId ? t.countsAsNo : t.countsAsNoFor(shown(nameOf(personId)))
    const own = personId === actor.personId ? await answering.collisions(tx, saved) : []
    /** Three teams that are asked at once are often proposed the same time: it is named once. */
    const named = (group: readonly { startAt: Date; team: Team }[]) => {
      const dates = group.map(one => rowDate(one.startAt, zone, lang))
      const teamsAt = (date: string) =>
        group.flatMap(({ team }, at) => (dates[at] === date ? shown(team.name) : []))
      const slots = [...new Set(dates)].map(date => t.slotOf(date, listed(teamsAt(date), lang)))
      return withCapital(t.collide(listed(slots, lang), group.length))
    }
    return [...own.map(named), ...(own.length > 0 ? [t.collideNext] : []), ...(inMeeting ? [counts] : [])]
  }

  /** Nothing is asked any more: what is kept, and what became of the rest. */
  async function settled(
    turn: Turn<unknown>,
    treated: readonly Treated[],
    personId: string,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const over = treated.filter(one => one.fate === 'over')
    const rest = treated.filter(one => one.fate !== 'over')
    const [first] = treated
    if (!first) return view(noPollCard(actor.language, false))
    const { poll, team } = first.asked.view
    const plain = treated.length === 1 && unsentIn(first, actor.language) === ''
    const outcome = plain ? await closed(turn, poll, team) : null
    if (outcome) return outcome
    const kept: Kept[] = []
    for (const one of rest) {
      const locked = one.fate === 'locked'
      kept.push({ ...one.asked, locked, notes: locked ? await lockedNotes(turn, one) : [] })
    }
    const notes = (await Promise.all(over.map(one => overNotes(turn, one)))).flat()
    const saved = rest.filter(one => one.fate === 'saved').map(one => one.asked)
    const about = {
      now,
      notes: [...notes, ...(await remarksOn(turn, saved, personId))],
      over: over.map(one => one.asked.view.poll),
      ...(personId === actor.personId ? {} : { behalfOf: personId }),
    }
    return view(savedCard(kept, about, await showing(tx, actor, (rest[0] ?? first).asked.view.team)))
  }

  return {
    ask,

    /** The card of what somebody has answered in full, while it may still be changed or seen (R-POLL-2). */
    async saved(sitting: Sitting, all: readonly PollView[]): Promise<Card | null> {
      const { tx, actor, now } = sitting
      const kept: Kept[] = []
      for (const one of cardful(all).here) {
        const asked = await answering.put(tx, one, actor.personId, false)
        const locked = !(await answering.mayAnswer(tx, actor, one, actor.personId, now))
        kept.push({
          ...asked,
          locked,
          notes: locked ? await lockedNotes(sitting, { fate: 'locked', asked }) : [],
        })
      }
      const [first] = kept
      return first
        ? savedCard(kept, { now, notes: [], over: [] }, await showing(tx, actor, first.view.team))
        : null
    },

    /** The polls that somebody asks for, filled in, and what else waits for them. */
    async open(turn: Turn<unknown>, views: readonly PollView[], personId: string): Promise<Outcome> {
      const { tx, actor, now } = turn
      const behalf = personId === actor.personId ? {} : { behalfOf: personId }
      const open: PollView[] = []
      for (const found of views)
        if (await answering.mayAnswer(tx, actor, found, personId, now)) open.push(found)
      const ids = new Set(open.map(({ poll }) => poll.id))
      const others = behalf.behalfOf
        ? []
        : (await polls.waitingFor(tx, actor, now)).filter(({ poll }) => !ids.has(poll.id))
      const ended: Treated[] = []
      for (const found of views.filter(({ poll }) => !ids.has(poll.id))) {
        const asked = await answering.put(tx, found, personId, false)
        ended.push({ fate: isOver(found) ? 'over' : 'locked', asked })
      }
      // What is asked for stands first, and alone when nothing of it can be answered any more.
      if (open.length === 0) return settled(turn, ended, personId)
      const fit = cardful(open).later.length === 0
      const { here, later } = cardful([...open, ...others], fit ? { first: ids } : {})
      const sections: Section[] = []
      for (const found of here) sections.push(await answering.put(tx, found, personId, true))
      return view(await drawAsked(turn, sections, { left: later.length, ...behalf }))
    },

    /** What comes back when a card was sent: what is missing with what was typed, what else waits, or what is kept. */
    async answer(
      turn: Turn<unknown>,
      treated: readonly Treated[],
      { personId, remarks, passing }: { personId: string; remarks: boolean; passing: boolean },
    ): Promise<Outcome> {
      const { tx, actor, now } = turn
      const t = textsIn(actor.language)
      const of = (...fates: Treated['fate'][]) => treated.filter(one => fates.includes(one.fate))
      const remarkProblems = { tooLong: t.common.tooLong(longestRemark), naming: t.answering.remarkNames }
      const back = of('tooLong', 'naming', 'partial', 'crossed')
      const backIds = new Set(back.map(one => one.asked.view.poll.id))
      const blank = of('blank').map(one => one.asked.view)
      const saved = of('saved').map(one => one.asked)
      const behalf = personId === actor.personId ? {} : { behalfOf: personId }
      const waiting = behalf.behalfOf ? blank : await polls.waitingFor(tx, actor, now)
      const questions = [
        ...back.map(one => one.asked.view),
        ...waiting.filter(({ poll }) => !backIds.has(poll.id)),
      ]
      if (questions.length === 0) return settled(turn, treated, personId)
      const blankIds = new Set(blank.map(({ poll }) => poll.id))
      // Sent as it came: then what is missing is marked, instead of being passed over.
      const untouched = blank.length > 0 && saved.length + back.length === 0 && !passing
      const { here, later } = cardful(questions, { first: backIds, ...(untouched ? {} : { last: blankIds }) })
      const sections: Section[] = []
      for (const found of here) {
        const returned = back.find(one => one.asked.view.poll.id === found.poll.id)
        if (returned) sections.push(markedAt(returned, remarkProblems))
        else {
          const asked = await answering.put(tx, found, personId, remarks)
          sections.push({ ...asked, incomplete: untouched && blankIds.has(found.poll.id) })
        }
      }
      const wrongRemark = of('tooLong', 'naming').length > 0
      const missing = untouched || of('partial').length > 0
      const crossed = of('crossed').length > 0 ? t.answering.problemCrossed : ''
      const problem = wrongRemark ? t.common.fix : missing ? t.answering.problemMissing : crossed
      const locked = await Promise.all(
        of('locked').map(async one => {
          const [first = '', ...rest] = await lockedNotes(turn, one)
          return [`${shown(one.asked.view.team.name)}: ${first}`, ...rest]
        }),
      )
      const card = await drawAsked(turn, sections, {
        left: later.length,
        problem,
        saved: saved.length > 0 ? t.answering.savedTeams(t.polls.list(teamsOf(saved))) : '',
        notes: [
          ...(await Promise.all(of('over').map(one => overNotes(turn, one)))).flat(),
          ...locked.flat(),
          ...(await remarksOn(turn, saved, personId)),
        ],
        ...behalf,
      })
      if (wrongRemark) return refuse('REMARK', t.common.fix, card)
      return missing ? refuse('INCOMPLETE', problem, card) : view(card)
    },

    /** The card as it was sent, with messages at its fields: nothing of it was kept. */
    async typedAgain(
      turn: Turn<unknown>,
      typed: readonly (Pick<Section, 'view' | 'chosen' | 'comment'> & { commentProblem: string })[],
      personId: string,
    ): Promise<Card> {
      const sections: Section[] = []
      for (const one of typed) {
        const asked = await answering.put(turn.tx, one.view, personId, false)
        sections.push({ ...asked, ...one })
      }
      return drawAsked(turn, sections, {
        problem: textsIn(turn.actor.language).common.fix,
        ...(personId === turn.actor.personId ? {} : { behalfOf: personId }),
      })
    },
  }
}

const teamsOf = (all: readonly Asked[]): string[] => all.map(({ view: { team } }) => shown(team.name))

/** A poll as it comes back, with what was typed in it. */
function markedAt(
  { fate, asked }: Treated,
  remarkProblems: Readonly<Record<'tooLong' | 'naming', string>>,
): Section {
  return fate === 'tooLong' || fate === 'naming'
    ? { ...asked, commentProblem: remarkProblems[fate] }
    : { ...asked, incomplete: fate === 'partial' }
}
