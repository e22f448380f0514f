import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { duration, rowDate } from '../../../shared/human-dates.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { inForce } from '../../consent/model.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { Person } from '../../people/model.ts'
import { fullWords, offerChoices } from '../budget/cards.ts'
import { type AgendaItem, readMinutes, roleFor } from '../model.ts'
import type { AgendaActionDeps, AgendaViews, ItemGrant } from '../view/actions.ts'
import { meetingDay } from '../view/cards.ts'
import { type ArrangeFields, arrangeCard, deleteCard, moveCard } from './cards.ts'

/** A longer list of people than this is no choice on a telephone, and no card. */
const mostOutsiders = 60
const revision = z.number().int().min(0)
/** The item as it was when the card was drawn. */
const drawnAt = revision.nullable().default(null)

/** Has the item been moved or changed since the card was drawn? Then the card says what is so now, and nothing is done. */
const isOld = ({ payload }: Turn<{ revision: number | null }>, item: AgendaItem): boolean =>
  payload.revision !== null && payload.revision !== item.revision

/** Where an item is to stand: '' where it is, 'waiting', 'insist', or a meeting's id; and a meeting with no room for it. */
interface Placing {
  to: string
  full: string
}

export type Orders = ReturnType<typeof createOrderActions>

/** Who does what and for how long; where an item stands; deleting one. */
export function createOrderActions(deps: AgendaActionDeps, views: AgendaViews) {
  const { agenda, meetings, teams, people, consents } = deps

  const backToItem = (turn: Turn<unknown>, item: AgendaItem): CardJson =>
    button(textsIn(turn.actor.language).common.back, 'agenda.item', { itemId: item.id }, { inputs: false })

  async function arrangeForm(
    turn: Turn<unknown>,
    item: AgendaItem,
    state: {
      fields?: ArrangeFields
      wrong?: readonly (keyof ArrangeFields)[]
      saved?: string
      problem?: string
      fresh?: boolean
      /** a meeting that has no room for it */
      full?: Meeting
    } = {},
  ): Promise<Outcome> {
    const { language: lang } = turn.actor
    const { members, outsiders } = await choosable(turn, item)
    const fields = state.fields ?? {
      minutes: String(item.minutes),
      presenterId: item.presenterId,
      formFillerId: item.formFillerId ?? (item.withoutForm ? 'none' : ''),
      to: '',
    }
    const { saved, full } = state
    const minutes = readMinutes(fields.minutes) ?? item.minutes
    const offer = full && (await agenda.budgets.offer(turn.tx, full, { ...item, minutes }, turn.now))
    const t = textsIn(lang).agenda
    const problem = offer
      ? [fullWords(offer, item, lang), ...(item.meetingId ? [] : [t.room.waits]), t.room.choose].join(' ')
      : state.problem
    const coordinates = roleFor(turn.actor, item) === 'coordinator'
    return view(
      arrangeCard({
        item,
        fresh: state.fresh ?? false,
        fields,
        wrong: state.wrong ?? [],
        members,
        outsiders,
        place: offer ? { meetingId: offer.meeting.id, ...offerChoices(offer, coordinates, lang) } : null,
        back: backToItem(turn, item),
        lang,
        ...(saved ? { saved } : {}),
        ...(problem ? { problem } : {}),
      }),
    )
  }

  /** Members present, and fill in; people from outside, those of the institution first, can fill in the form. */
  async function choosable(
    turn: Turn<unknown>,
    item: AgendaItem,
  ): Promise<{ members: Person[]; outsiders: Person[] }> {
    const { tx, actor } = turn
    const team = await teams.get(tx, item.teamId)
    const ids = (await teams.members(tx, team.id)).map(member => member.personId)
    const known = await people.many(tx, [...ids, item.formFillerId ?? ''])
    const members = ids
      .flatMap(id => known.get(id) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
    const near = (person: Person) => Number(person.institutionId === team.institutionId)
    const others = (await people.pickable(tx, actor))
      .filter(person => !ids.includes(person.id) && person.status === 'active')
      .toSorted((a, b) => near(b) - near(a))
      .slice(0, mostOutsiders)
    const filler = item.formFillerId === null ? undefined : known.get(item.formFillerId)
    const missing = filler && ![...members, ...others].some(person => person.id === filler.id)
    return { members, outsiders: missing ? [filler, ...others] : others }
  }

  /** A meeting of the item's team that is not over. */
  async function meetingOf(
    { tx, now }: Turn<unknown>,
    item: AgendaItem,
    id: string,
  ): Promise<Meeting | null> {
    const meeting = id === '' ? null : await meetings.find(tx, id)
    return meeting?.teamId === item.teamId && isUpcoming(meeting, now) ? meeting : null
  }

  /**
   * Where an item stands with so many minutes (R-AGENDA-3). Only the coordinator may insist on a meeting that has no
   * room for it.
   * @returns `full`: the meeting that has none, with what was wanted of it; `wrong`: not one of the choices
   */
  async function placeOf(
    turn: Turn<Placing>,
    { item, role }: ItemGrant,
    minutes: number,
  ): Promise<{ to: Meeting | null } | { full: Meeting } | 'wrong'> {
    const { tx, now, payload } = turn
    if (payload.to === 'waiting') return { to: null }
    const wanted = await meetingOf(turn, item, payload.full)
    if (payload.to === 'insist') return wanted && role === 'coordinator' ? { to: wanted } : 'wrong'
    if (payload.to === '' && item.meetingId === null) return wanted ? { full: wanted } : { to: null }
    const to = await meetingOf(turn, item, payload.to || (item.meetingId ?? ''))
    // A meeting that is over keeps what it has.
    if (!to) return payload.to === '' ? { to: await meetings.get(tx, item.meetingId ?? '') } : 'wrong'
    const longer = to.id !== item.meetingId || minutes > item.minutes
    const room = !longer || (await agenda.budgets.admits(tx, to, { ...item, minutes }, now))
    return room ? { to } : { full: to }
  }

  async function arrange(
    turn: Turn<ArrangeFields & Placing & { revision: number }>,
    grant: ItemGrant,
  ): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { item } = grant
    const t = textsIn(actor.language).agenda
    const { minutes: typedMinutes, presenterId, formFillerId, to } = payload
    const fields = { minutes: typedMinutes, presenterId, formFillerId, to }
    const full = (await meetingOf(turn, item, payload.full)) ?? undefined
    const again = { fields, ...(full ? { full } : {}) }
    if (payload.revision !== item.revision) {
      const known = await people.many(tx, [item.presenterId, item.formFillerId ?? ''])
      const nameOf = (personId: string | null) => shown(known.get(personId ?? '')?.name ?? '')
      const { presenterId: presenting, formFillerId: filling } = item
      const minutesNow = duration(item.minutes, actor.language)
      const problem = `${t.changedMeanwhile} ${t.arrangedNow(minutesNow, nameOf(presenting), nameOf(filling))}`
      return arrangeForm(turn, item, { fields, problem })
    }
    const { members, outsiders } = await choosable(turn, item)
    const minutes = readMinutes(typedMinutes)
    const filler = formFillerId === 'none' ? null : formFillerId
    const wrong: (keyof ArrangeFields)[] = []
    if (minutes === null) wrong.push('minutes')
    if (!members.some(person => person.id === presenterId)) wrong.push('presenterId')
    if (filler !== null && ![...members, ...outsiders].some(person => person.id === filler))
      wrong.push('formFillerId')
    if (minutes === null || wrong.length > 0) return arrangeForm(turn, item, { ...again, wrong })
    const place = await placeOf(turn, grant, minutes)
    if (place === 'wrong') return arrangeForm(turn, item, { ...again, wrong: ['to'] })
    if ('full' in place) return arrangeForm(turn, item, { fields, full: place.full })
    const toId = place.to?.id ?? null
    const moved = await agenda.moveTo(tx, item, toId, actor, now)
    if (moved.status !== 'open') return showWhereItWas(turn, item, t.moved)
    await agenda.arrange(tx, moved, { minutes, presenterId, formFillerId: filler }, actor, now)
    const words = place.to ? t.movedTo(meetingDay(place.to, actor.language)) : t.movedWaiting
    return views.showItem(turn, item.id, { saved: toId === item.meetingId ? t.planned : words })
  }

  /** Meetings of the team that are still to come, the earliest first, without the one that the item is on. */
  async function otherMeetings(turn: Turn<unknown>, item: AgendaItem): Promise<Meeting[]> {
    const all = await meetings.ofTeam(turn.tx, item.teamId)
    return all
      .filter(meeting => meeting.id !== item.meetingId && isUpcoming(meeting, turn.now))
      .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
  }

  /** @param state `full`: a meeting that has no room for it; `wrong`: not one of the choices; `old`: the card was */
  async function moveForm(
    turn: Turn<unknown>,
    item: AgendaItem,
    state: { wrong?: boolean; full?: Meeting; old?: boolean } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { wrong = false, full, old = false } = state
    const lang = actor.language
    const t = textsIn(lang).agenda
    const here = item.meetingId === null ? [] : await agenda.ofMeeting(tx, item.meetingId)
    const number = await agenda.numberOf(tx, item)
    const others: { value: string; title: string }[] = []
    for (const meeting of await otherMeetings(turn, item)) {
      const title = t.placeMeeting(rowDate(meeting.startAt, meeting.zone, lang))
      const room = await agenda.budgets.admits(tx, meeting, item, now)
      others.push({ value: meeting.id, title: room ? title : t.room.placeFull(title) })
    }
    const offer = full && (await agenda.budgets.offer(tx, full, item, now))
    const insist = offer
      ? [{ value: `insist:${offer.meeting.id}`, title: t.room.insist(duration(offer.overMinutes, lang)) }]
      : []
    const places = [
      ...here.map((_, index) => ({ value: `at:${index + 1}`, title: t.placeAt(index + 1) })),
      ...others,
      ...insist,
      ...(item.meetingId === null ? [] : [{ value: 'waiting', title: t.placeWaiting }]),
    ]
    if (places.length === 0) return refuse('NO_PLACE', t.placeNone)
    const to = full?.id ?? (number > 0 ? `at:${number}` : (places[0]?.value ?? ''))
    const overfull = offer ? `${fullWords(offer, item, lang)} ${t.room.chooseMove}` : ''
    const problem = old ? t.oldCard : overfull
    return view(moveCard({ item, number, places, to, wrong, problem, back: backToItem(turn, item), lang }))
  }

  async function showWhereItWas(turn: Turn<unknown>, item: AgendaItem, saved: string): Promise<Outcome> {
    if (item.meetingId === null)
      return views.showWaiting(turn, await teams.get(turn.tx, item.teamId), { saved })
    return views.showAgenda(turn, await meetings.get(turn.tx, item.meetingId), { saved })
  }

  async function move(turn: Turn<{ to: string }>, item: AgendaItem): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const t = textsIn(actor.language).agenda
    const number = /^at:(\d{1,3})$/.exec(payload.to)?.[1]
    if (number !== undefined && item.meetingId !== null) {
      await agenda.putAt(tx, item, Number(number), actor, now)
      return showWhereItWas(turn, item, t.moved)
    }
    if (payload.to === 'waiting') return moveAway(turn, item, null)
    const meetingId = payload.to.replace(/^insist:/, '')
    const meeting = (await otherMeetings(turn, item)).find(one => one.id === meetingId)
    if (!meeting) return moveForm(turn, item, { wrong: true })
    const insists = meetingId !== payload.to
    if (!insists && !(await agenda.budgets.admits(tx, meeting, item, now)))
      return moveForm(turn, item, { full: meeting })
    return moveAway(turn, item, meeting)
  }

  /** The agenda that the item has left, and where it is now. */
  async function moveAway(turn: Turn<unknown>, item: AgendaItem, to: Meeting | null): Promise<Outcome> {
    const { tx, actor, now } = turn
    const t = textsIn(actor.language).agenda
    await agenda.moveTo(tx, item, to?.id ?? null, actor, now)
    return showWhereItWas(turn, item, to ? t.movedTo(meetingDay(to, actor.language)) : t.movedWaiting)
  }

  /**
   * The next meeting with room after the one that the item is on; waiting when there is none. The card offered it
   * because there was no consent: where that has come since, nothing is put off any more.
   */
  async function postpone(turn: Turn<{ revision: number | null }>, item: AgendaItem): Promise<Outcome> {
    const { tx, now, payload } = turn
    const agreed = payload.revision !== null && inForce(await consents.stateOf(tx, item, now))
    if (agreed || isOld(turn, item))
      return views.showItem(turn, item.id, { problem: textsIn(turn.actor.language).agenda.oldCard })
    const from = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    const later = (await agenda.budgets.planned(tx, item.teamId, now)).filter(
      meeting => from === null || meeting.startAt > from.startAt,
    )
    return moveAway(turn, item, await agenda.budgets.firstWithRoom(tx, later, item, now))
  }

  async function askDelete(turn: Turn<unknown>, item: AgendaItem, problem = ''): Promise<Outcome> {
    const number = await agenda.numberOf(turn.tx, item)
    const back = backToItem(turn, item)
    return view(deleteCard({ item, number, problem, back, lang: turn.actor.language }))
  }

  const actions: readonly Action[] = [
    defineAction({
      verb: 'agenda.plan',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => views.teamGrant(turn),
      run: async (turn, grant) =>
        views.mayArrange(grant, turn.actor.personId)
          ? arrangeForm(turn, grant.item)
          : views.closed(turn, grant.item),
    }),
    defineAction({
      verb: 'agenda.arrange',
      effect: 'write',
      schema: z.object({
        itemId: z.uuid(),
        revision,
        minutes: z.coerce.string().max(40).default(''),
        presenterId: z.string().max(40).default(''),
        formFillerId: z.string().max(40).default(''),
        to: z.string().max(40).default(''),
        full: z.string().max(40).default(''),
      }),
      authorize: turn => views.teamGrant(turn),
      run: async (turn, grant) =>
        views.mayArrange(grant, turn.actor.personId) ? arrange(turn, grant) : views.closed(turn, grant.item),
    }),
    defineAction({
      verb: 'agenda.place',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => views.coordinatorGrant(turn),
      run: async (turn, { item }) =>
        item.status === 'open' ? moveForm(turn, item) : views.closed(turn, item),
    }),
    defineAction({
      verb: 'agenda.move',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), revision: drawnAt, to: z.string().max(50).default('') }),
      authorize: turn => views.coordinatorGrant(turn),
      async run(turn, { item }) {
        if (item.status !== 'open') return views.closed(turn, item)
        return isOld(turn, item) ? moveForm(turn, item, { old: true }) : move(turn, item)
      },
    }),
    defineAction({
      verb: 'agenda.postpone',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), revision: drawnAt }),
      authorize: turn => views.coordinatorGrant(turn),
      run: async (turn, { item }) =>
        item.status === 'open' ? postpone(turn, item) : views.closed(turn, item),
    }),
    defineAction({
      verb: 'agenda.askDelete',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => views.teamGrant(turn),
      run: async (turn, grant) =>
        views.mayArrange(grant, turn.actor.personId)
          ? askDelete(turn, grant.item)
          : views.closed(turn, grant.item),
    }),
    defineAction({
      verb: 'agenda.delete',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), revision: drawnAt }),
      authorize: turn => views.teamGrant(turn),
      async run(turn, grant) {
        const { item } = grant
        if (!views.mayArrange(grant, turn.actor.personId)) return views.closed(turn, item)
        const t = textsIn(turn.actor.language).agenda
        if (isOld(turn, item)) return askDelete(turn, item, t.oldCard)
        await agenda.remove(turn.tx, item, turn.actor, turn.now)
        return showWhereItWas(turn, item, t.deleted)
      },
    }),
  ]

  return { actions, arrangeForm }
}
