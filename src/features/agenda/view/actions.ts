import { z } from 'zod'
import { type ButtonPayload, button, likeliestFirst } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, ownOnly, type Turn } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { inForce, neverAnswered, saidNo } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import { isUpcoming, type Meeting, type MeetingRole, roleIn } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import { isCoordinator, isMember, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { AnonymityService } from '../anonymity/service.ts'
import { budgetLines } from '../budget/cards.ts'
import { type AgendaItem, type ItemRole, isNamed, roleFor } from '../model.ts'
import type { AgendaService } from '../service.ts'
import { createWaitingView } from '../waiting/actions.ts'
import { agendaCard, chooseCard, itemCard, type Said } from './cards.ts'
import type { ItemView } from './model.ts'
import { createItemViews, type FormStates } from './service.ts'

/** What other features put on agendas: they build on the agenda, so it asks them through this. */
export interface AgendaExtras {
  formStates: FormStates
  /** e.g. the form of an item; the most likely first */
  itemButtons: ((turn: Turn<unknown>, item: AgendaItem) => Promise<readonly CardJson[]>)[]
  /** e.g. starting the meeting */
  agendaButtons: ((turn: Turn<unknown>, meeting: Meeting) => Promise<readonly CardJson[]>)[]
}

export interface AgendaActionDeps {
  agenda: AgendaService
  anonymity: AnonymityService
  consents: ConsentService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  audit: AuditTrail
  extras: AgendaExtras
}

/** More would be a long way to scroll, and too large a message with the longest texts. */
const itemsOnCard = 8
const from = z.number().int().min(0).default(0)

export interface ItemGrant {
  item: AgendaItem
  role: ItemRole
}

export type AgendaViews = ReturnType<typeof createAgendaViews>

/** Reading agendas and items: who gets to them, and their cards. */
export function createAgendaViews(deps: AgendaActionDeps) {
  const { agenda, meetings, teams, extras } = deps
  const views = createItemViews({ ...deps, formStates: extras.formStates })
  const showWaiting = createWaitingView(deps, (turn, items) => views.of(turn, items))

  async function meetingGrant(
    turn: Turn<unknown>,
    meetingId: string,
  ): Promise<{ meeting: Meeting; role: MeetingRole } | null> {
    const meeting = await meetings.find(turn.tx, meetingId)
    const role = meeting && roleIn(turn.actor, meeting)
    return meeting && role ? { meeting, role } : null
  }

  async function itemGrant(turn: Turn<unknown>, itemId: string): Promise<ItemGrant | null> {
    const item = await agenda.reach(turn.tx, itemId)
    const role = item && roleFor(turn.actor, item)
    return item && role ? { item, role } : null
  }

  /** The same for those in the team; a guest changes nothing. */
  async function teamGrant(turn: Turn<{ itemId: string }>): Promise<ItemGrant | null> {
    const grant = await itemGrant(turn, turn.payload.itemId)
    return grant && grant.role !== 'guest' ? grant : null
  }

  /** And for the coordinator alone. */
  async function coordinatorGrant(turn: Turn<{ itemId: string }>): Promise<ItemGrant | null> {
    const grant = await itemGrant(turn, turn.payload.itemId)
    return grant?.role === 'coordinator' ? grant : null
  }

  /** The items of one card, and the buttons to the next and the previous ones. */
  function page(
    turn: Turn<unknown>,
    items: readonly AgendaItem[],
    from: number,
    verb: string,
    ref: ButtonPayload,
  ) {
    const t = textsIn(turn.actor.language).common
    const first = Math.min(from, Math.max(0, items.length - 1))
    const here = items.slice(first, first + itemsOnCard)
    const bare = { inputs: false } as const
    const turning: CardJson[] = []
    if (first + itemsOnCard < items.length)
      turning.push(button(t.showMore, verb, { ...ref, from: first + itemsOnCard }, bare))
    if (first > 0)
      turning.push(button(t.back, verb, { ...ref, from: Math.max(0, first - itemsOnCard) }, bare))
    return { here, turning }
  }

  async function showAgenda(
    turn: Turn<unknown>,
    meeting: Meeting,
    said: Said = {},
    from = 0,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const t = textsIn(actor.language)
    const role = roleIn(actor, meeting)
    const team = await teams.get(tx, meeting.teamId)
    const all = await agenda.ofMeeting(tx, meeting.id)
    const mine = all.filter(item => roleFor(actor, item) !== null)
    const guest = role === 'guest'
    const waiting = guest ? [] : await agenda.waiting(tx, team.id)
    const upcoming = isUpcoming(meeting, now)
    const refs = { teamId: team.id, meetingId: meeting.id }
    const bare = { inputs: false } as const
    const own: CardJson[] = []
    if (upcoming && !guest)
      own.push(button(t.agenda.add, 'agenda.kind', refs, { ...bare, style: 'positive' }))
    const { here, turning } = page(turn, mine, from, 'agenda.open', { meetingId: meeting.id })
    own.push(...turning)
    for (const more of extras.agendaButtons) own.push(...(await more(turn, meeting)))
    const buttons = likeliestFirst(own)
    buttons.splice(2, 0, button(t.common.close, 'start.close', {}, bare))
    if (waiting.length > 0)
      buttons.push(button(t.agenda.waitingEntry(waiting.length), 'agenda.waiting', { teamId: team.id }, bare))
    return view(
      agendaCard(
        {
          team,
          meeting,
          items: await views.of(turn, here, all),
          time: guest ? { budget: '', budgetOver: '' } : await timeOf(turn, meeting, all),
          next: nextWords(turn, meeting, guest),
          buttons,
          lang: actor.language,
        },
        said,
      ),
    )
  }

  async function timeOf(turn: Turn<unknown>, meeting: Meeting, items: readonly AgendaItem[]) {
    const { tx, actor, now } = turn
    const open = isUpcoming(meeting, now)
    const coordinates = isCoordinator(actor, meeting.teamId)
    const budget = await agenda.budgets.of(tx, meeting, items, now)
    return budgetLines(budget, { items, open, coordinates, lang: actor.language })
  }

  function nextWords({ actor, now }: Turn<unknown>, meeting: Meeting, guest: boolean): string {
    const t = textsIn(actor.language).agenda
    if (meeting.status === 'running') return t.nextRunning
    if (meeting.status === 'cancelled') return t.nextCancelled
    if (!isUpcoming(meeting, now)) return t.nextOver
    if (guest) return t.nextGuest
    return now < meeting.dueAt ? t.next(rowDate(meeting.dueAt, meeting.zone, actor.language)) : t.nextSent
  }

  /** Whose words it is to change: of a named child only the author's, who alone may read them without consent. */
  const mayRewrite = ({ item, role }: ItemGrant, personId: string): boolean =>
    item.status === 'open' &&
    item.carriedActionPointId === null &&
    (item.createdById === personId || (role === 'coordinator' && !isNamed(item)))

  /** Time and people: the coordinator, and whoever put it there. */
  const mayArrange = ({ item, role }: ItemGrant, personId: string): boolean =>
    item.status === 'open' && (role === 'coordinator' || (role === 'member' && item.createdById === personId))

  /** What this reader can do with an item: the step that comes next first, what is rare last. */
  async function buttonsOf(
    turn: Turn<unknown>,
    { item, standing, formState }: ItemView,
    meeting: Meeting | null,
  ): Promise<CardJson[]> {
    const { actor } = turn
    const t = textsIn(actor.language)
    const grant = { item, role: roleFor(actor, item) ?? 'guest' }
    const arranges = mayArrange(grant, actor.personId)
    const coordinates = grant.role === 'coordinator' && item.status === 'open'
    const ref = { itemId: item.id }
    const bare = { inputs: false } as const
    const first = { ...bare, style: 'positive' } as const
    const offered: CardJson[] = []
    for (const more of extras.itemButtons) offered.push(...(await more(turn, item)))
    const isLater = ({ mode }: CardJson) => mode === 'secondary'
    const buttons = offered.filter(one => !isLater(one))
    // At a meeting that has begun it is too late for a form; after a no nobody is asked for one (R-CONS-9).
    const mayFillIn = (!meeting || meeting.status === 'planned') && !saidNo(standing)
    const unchosen = arranges && mayFillIn && formState === 'notChosen'
    if (unchosen) buttons.unshift(button(t.agenda.chooseFiller, 'agenda.plan', ref, first))
    const asks = isNamed(item) && (grant.role === 'coordinator' || item.createdById === actor.personId)
    const lacking = asks && !inForce(standing)
    // What was there and covers no more is mended first; what was never there, when the item is prepared.
    const waits = buttons.some(({ verb }) => verb === 'form.open') || (unchosen && neverAnswered(standing))
    const title = textsOn(standing.basis, actor.language).agenda.consentButton
    const consent = button(title, 'consent.open', ref, lacking && !waits ? first : bare)
    if (lacking) buttons.splice(Number(waits), 0, consent)
    const [close, back] = [button(t.common.close, 'start.close', {}, bare), toAgenda(turn, item)]
    if (lacking && buttons.length > 1) buttons.splice(2, 0, close, back)
    else buttons.splice(1, 0, back, close)
    if (asks && !lacking) buttons.push(consent)
    buttons.push(...offered.filter(isLater))
    if (mayRewrite(grant, actor.personId)) buttons.push(button(t.agenda.edit, 'agenda.edit', ref, bare))
    if (arranges && !unchosen) buttons.push(button(t.agenda.plan, 'agenda.plan', ref, bare))
    if (grant.role === 'coordinator' && isNamed(item))
      buttons.push(
        button(t.seen.open, 'seen.open', ref, bare),
        button(t.access.open, 'access.open', ref, { ...bare, later: true }),
      )
    if (coordinates) buttons.push(button(t.agenda.place, 'agenda.place', ref, bare))
    if (arranges)
      buttons.push(button(t.agenda.delete, 'agenda.askDelete', ref, { ...bare, style: 'destructive' }))
    return buttons.map((one, index) =>
      index > 0 && one.style === 'positive' ? { ...one, style: 'default' } : one,
    )
  }

  async function showItem(turn: Turn<unknown>, itemId: string, said: Said = {}): Promise<Outcome> {
    const { tx, actor, now } = turn
    const item = await agenda.get(tx, itemId)
    const team = await teams.get(tx, item.teamId)
    const meeting = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    const all = meeting ? await agenda.ofMeeting(tx, meeting.id) : [item]
    const [own] = await views.of(turn, [item], all)
    if (!own) return { type: 'nothingHere' }
    if (item.status !== 'open' && item.status !== 'held') return closed(turn, item)
    const buttons = await buttonsOf(turn, own, meeting)
    return view(
      itemCard(
        own,
        { team, meeting, next: itemNext(turn, own, meeting), buttons, lang: actor.language },
        said,
      ),
    )
    function itemNext(of: Turn<unknown>, shownItem: ItemView, on: Meeting | null): string {
      const words = textsOn(shownItem.standing.basis, of.actor.language).agenda.itemNext
      if (shownItem.item.status === 'held') return words.held
      // Readable without consent: by its author alone.
      if (shownItem.reading.allowed && !inForce(shownItem.standing))
        return neverAnswered(shownItem.standing) ? words.author : words.authorAgain
      if (!on) return words.waits
      if (now >= on.dueAt) return shownItem.reading.allowed ? words.sent : words.heldBack
      const due = rowDate(on.dueAt, on.zone, of.actor.language)
      if (!shownItem.reading.allowed) return words.withheld(due)
      return shownItem.formState === 'notNeeded' ? words.noForm : words.open(due)
    }
  }

  function toAgenda({ actor }: Turn<unknown>, item: AgendaItem): CardJson {
    const t = textsIn(actor.language).agenda
    return item.meetingId === null
      ? button(t.toWaiting, 'agenda.waiting', { teamId: item.teamId }, { inputs: false })
      : button(t.toAgenda, 'agenda.open', { meetingId: item.meetingId }, { inputs: false })
  }

  /** What is so now, for a card of an item that is on the agenda no more. */
  function closed(turn: Turn<unknown>, item: AgendaItem): Outcome {
    const t = textsIn(turn.actor.language).agenda
    const card = notice(
      {
        lang: turn.actor.language,
        heading: t.closedHeading,
        next: t.closedNext,
        buttons: [toAgenda(turn, item)],
      },
      t.closed,
    )
    return refuse('itemClosed', t.closed, card)
  }

  /** The team's next meeting, or what waits for one, of every team; and the meetings one is invited to. */
  async function places(turn: Turn<unknown>): Promise<{ team: Team; meeting: Meeting | null }[]> {
    const { tx, actor, now } = turn
    const { upcoming } = await meetings.mine(tx, actor, now)
    const own = await teams.mine(tx, actor)
    const others = upcoming.filter(meeting => !isMember(actor, meeting.teamId))
    return [
      ...(await Promise.all(
        own.map(async team => ({ team, meeting: await meetings.next(tx, team.id, now) })),
      )),
      ...(await Promise.all(
        others.map(async meeting => ({ team: await teams.get(tx, meeting.teamId), meeting })),
      )),
    ].toSorted(
      (a, b) =>
        (a.meeting?.startAt.getTime() ?? Number.POSITIVE_INFINITY) -
        (b.meeting?.startAt.getTime() ?? Number.POSITIVE_INFINITY),
    )
  }

  async function showNext(turn: Turn<unknown>): Promise<Outcome> {
    const t = textsIn(turn.actor.language)
    const { language: lang } = turn.actor
    const all = await places(turn)
    const only = all[0]
    const start = button(t.common.start, 'start.open', {}, { inputs: false })
    if (!only) {
      const frame = { lang, heading: t.agenda.noneHeading, next: t.agenda.noneNext, buttons: [start] }
      return view(notice(frame, t.agenda.none))
    }
    if (all.length === 1) return only.meeting ? showAgenda(turn, only.meeting) : showWaiting(turn, only.team)
    const rows = all.map(({ team, meeting }) => ({
      title: team.name,
      text: meeting ? rowDate(meeting.startAt, meeting.zone, lang) : t.agenda.noMeeting,
      action: meeting
        ? button(t.agenda.open, 'agenda.open', { meetingId: meeting.id })
        : button(t.agenda.open, 'agenda.waiting', { teamId: team.id }),
    }))
    return view(
      chooseCard(
        { lang, heading: t.agenda.chooseHeading, next: t.agenda.chooseNext, buttons: [start] },
        rows,
      ),
    )
  }

  const actions: readonly Action[] = [
    defineAction({
      verb: 'agenda.next',
      effect: 'read',
      schema: z.object({}),
      authorize: ownOnly,
      run: turn => showNext(turn),
    }),
    defineAction({
      verb: 'agenda.open',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid(), from }),
      authorize: turn => meetingGrant(turn, turn.payload.meetingId),
      run: (turn, { meeting }) => showAgenda(turn, meeting, {}, turn.payload.from),
    }),
    defineAction({
      verb: 'agenda.waiting',
      effect: 'read',
      schema: z.object({ teamId: z.uuid(), from }),
      authorize: async turn =>
        isMember(turn.actor, turn.payload.teamId) ? teams.find(turn.tx, turn.payload.teamId) : null,
      run: (turn, team) => showWaiting(turn, team, {}, turn.payload.from),
    }),
    defineAction({
      verb: 'agenda.item',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => itemGrant(turn, turn.payload.itemId),
      run: (turn, { item }) => showItem(turn, item.id),
    }),
  ]

  return {
    actions,
    teamGrant,
    coordinatorGrant,
    showAgenda,
    showItem,
    showWaiting,
    closed,
    toAgenda,
    mayRewrite,
    mayArrange,
  }
}
