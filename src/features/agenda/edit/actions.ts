import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { beside, type CardJson, nothingHere, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import { isMember, type Team } from '../../teams/model.ts'
import {
  type AddedKind,
  type AgendaItem,
  addedKinds,
  type Content,
  type ContentProblems,
  type ItemKind,
  isNamed,
  isUnder3,
  type readContent,
} from '../model.ts'
import type { Orders } from '../order/actions.ts'
import type { AgendaActionDeps, AgendaViews, ItemGrant } from '../view/actions.ts'
import { chooseCard } from '../view/cards.ts'
import { changedWords, contentCard, emptyContent, fieldsOf } from './cards.ts'
import { begunBy, type ContentFields, holdsText, usualMinutes } from './model.ts'
import { createContentReading } from './service.ts'

const typed = z.string().max(4000).default('')
const contentFields = {
  childName: typed,
  sameChild: typed,
  age: typed,
  ageUnit: typed,
  band: typed,
  problem: typed,
  question1: typed,
  question2: typed,
  question3: typed,
}
const revision = z.number().int().min(0)
const place = { teamId: z.uuid(), meetingId: z.uuid().or(z.literal('')) }

interface Place {
  team: Team
  meeting: Meeting | null
}

/** Adding items, changing what they are about, and the anonymous alternative (R-CONS-4). */
export function createEditActions(
  deps: AgendaActionDeps,
  views: AgendaViews,
  orders: Orders,
): readonly Action[] {
  const { agenda, meetings, teams, people, policies, consents, audit } = deps
  const reading = createContentReading(deps)

  /** Whoever is in the team may add an item, and is its author; the coordinator arranges the agenda. */
  async function placeGrant(turn: Turn<{ teamId: string; meetingId: string }>): Promise<Place | null> {
    const { teamId, meetingId } = turn.payload
    if (!isMember(turn.actor, teamId)) return null
    const team = await teams.get(turn.tx, teamId)
    if (meetingId === '') return { team, meeting: null }
    const meeting = await meetings.find(turn.tx, meetingId)
    return meeting?.teamId === teamId ? { team, meeting } : null
  }

  const over = (turn: Turn<unknown>, { meeting }: Place): Outcome | null =>
    meeting && !isUpcoming(meeting, turn.now)
      ? refuse('meetingOver', textsIn(turn.actor.language).agenda.meetingOver)
      : null

  const backTo = (turn: Turn<unknown>, { team, meeting }: Place): CardJson =>
    button(
      textsIn(turn.actor.language).common.back,
      'agenda.kind',
      { teamId: team.id, meetingId: meeting?.id ?? '' },
      { inputs: false },
    )
  const backToItem = (turn: Turn<unknown>, item: AgendaItem): CardJson =>
    button(textsIn(turn.actor.language).common.back, 'agenda.item', { itemId: item.id }, { inputs: false })

  /** Children that this person has had on the team's agendas: offered, so that a child is one child. */
  async function childrenFor(turn: Turn<unknown>, team: Team, kind: ItemKind) {
    if (kind !== 'child') return []
    const { tx, actor, now } = turn
    const known = await agenda.knownChildren(tx, team.id, actor.personId)
    for (const child of known) {
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: 'child.listed',
        subjectType: 'child',
        subjectId: child.id,
        childId: child.id,
        reason: 'author',
      })
    }
    return known.toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
  }

  async function addForm(
    turn: Turn<unknown>,
    at: Place,
    kind: AddedKind,
    state: { fields?: ContentFields; problems?: ContentProblems; cprFields?: readonly string[] } = {},
  ): Promise<Outcome> {
    return view(
      contentCard({
        mode: 'add',
        kind,
        fields: state.fields ?? emptyContent,
        problems: state.problems ?? {},
        cprFields: state.cprFields ?? [],
        children: await childrenFor(turn, at.team, kind),
        send: {
          verb: 'agenda.add',
          payload: { teamId: at.team.id, meetingId: at.meeting?.id ?? '', kind },
        },
        back: backTo(turn, at),
        basis: await policies.basisFor(turn.tx, at.team.id),
        lang: turn.actor.language,
      }),
    )
  }

  async function editForm(
    turn: Turn<unknown>,
    item: AgendaItem,
    mode: 'edit' | 'replace',
    state: {
      fields?: ContentFields
      problems?: ContentProblems
      cprFields?: readonly string[]
      problem?: string
    } = {},
  ): Promise<Outcome> {
    const replacing = mode === 'replace'
    if (!replacing && (!state.fields || state.problem))
      await consents.read(turn.tx, [item], turn.actor, 'item.read', turn.now)
    const name = !replacing && item.kind === 'child' && item.childId !== null
    const fields =
      state.fields ??
      (replacing
        ? emptyContent
        : fieldsOf(item, name && item.childId ? await agenda.childName(turn.tx, item.childId) : ''))
    return view(
      contentCard({
        mode,
        kind: replacing ? 'anonymousCase' : item.kind,
        fields,
        problems: state.problems ?? {},
        cprFields: state.cprFields ?? [],
        children: [],
        waits: item.meetingId === null,
        send: {
          verb: replacing ? 'agenda.replace' : 'agenda.rewrite',
          payload: { itemId: item.id, revision: item.revision },
        },
        back: replacing
          ? button(
              textsIn(turn.actor.language).common.back,
              'consent.open',
              { itemId: item.id },
              { inputs: false },
            )
          : backToItem(turn, item),
        basis: await policies.basisFor(turn.tx, item.teamId),
        lang: turn.actor.language,
        ...(state.problem ? { problem: state.problem } : {}),
      }),
    )
  }

  /** Why this person may not change the words; null when they may. */
  async function wordsRefusal(turn: Turn<unknown>, grant: ItemGrant): Promise<Outcome | null> {
    if (grant.item.status !== 'open') return views.closed(turn, grant.item)
    if (views.mayRewrite(grant, turn.actor.personId)) return null
    const author = await people.find(turn.tx, grant.item.createdById)
    const t = textsIn(turn.actor.language)
    return refuse('authorOnly', t.agenda.authorOnly(shown(author?.name ?? t.people.unknownName)))
  }

  /** The same for words that came back: they stand on their card still. */
  const unkept = (turn: Turn<unknown>, refusal: Outcome | null): Outcome | null =>
    refusal && beside(refusal, textsIn(turn.actor.language).common.stillHere)

  /** The coordinator takes a named item off and puts an anonymous one on. */
  function replaceRefusal(turn: Turn<unknown>, { item }: ItemGrant): Outcome | null {
    return item.status === 'open' && isNamed(item) ? null : views.closed(turn, item)
  }
  const contentOf = (payload: Omit<ContentFields, 'childId'>): ContentFields => ({ ...payload, childId: '' })

  /** A CPR number hides nothing else that is wrong. */
  const besideCpr = (read: ReturnType<typeof readContent>): ContentProblems => (read.ok ? {} : read.problems)

  async function add(
    turn: Turn<ContentFields & { kind: AddedKind; teamId: string; meetingId: string }>,
    at: Place,
  ): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { kind } = payload
    const { chosen, known, read } = await reading.ofNew(turn, at.team)
    if (!known) return nothingHere
    if (!read.ok) return addForm(turn, at, kind, { fields: payload, problems: read.problems })
    const twin = await reading.twinOf(turn, at, read.content)
    if (twin) return orders.arrangeForm(turn, twin, { fresh: true })
    const timed = { minutes: usualMinutes, ageMonths: read.content.ageMonths }
    const room = at.meeting === null || (await agenda.budgets.admits(tx, at.meeting, timed, now))
    const meeting = room ? at.meeting : null
    const item = await agenda.add(
      tx,
      {
        team: at.team,
        meeting,
        kind,
        content: read.content,
        childId: chosen === '' ? null : chosen,
        ...begunBy(actor),
      },
      actor,
      now,
    )
    const t = textsIn(actor.language).agenda
    if (at.meeting && !room) return orders.arrangeForm(turn, item, { fresh: true, full: at.meeting })
    const saved = meeting ? t.added : t.addedWaiting
    return orders.arrangeForm(turn, item, {
      fresh: true,
      saved: item.withoutForm ? saved : `${saved} ${t.fillerNext}`,
    })
  }

  async function rewrite(
    turn: Turn<Omit<ContentFields, 'childId'> & { revision: number }>,
    item: AgendaItem,
  ): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const t = textsIn(actor.language).agenda
    const fields = contentOf(payload)
    if (payload.revision !== item.revision)
      return editForm(turn, item, 'edit', { fields, problem: changedWords(item, fields, actor.language) })
    const read = await reading.ofItem(turn, item)
    if (!read.ok) return editForm(turn, item, 'edit', { fields, problems: read.problems })
    if (
      payload.sameChild !== 'yes' &&
      (await agenda.nameChange(tx, item, read.content.childName)) === 'unclear'
    )
      return editForm(turn, item, 'edit', {
        fields,
        problems: { childName: payload.sameChild === 'no' ? 'another' : 'unclear' },
      })
    // A follow-up keeps the age that it was carried with: its form does not ask.
    const kept: Partial<Content> = item.kind === 'followUp' ? { ageMonths: item.ageMonths } : {}
    const rewritten = await agenda.rewrite(tx, item, { ...read.content, ...kept }, actor, now)
    return views.showItem(turn, rewritten.id, { saved: t.rewritten })
  }

  async function replace(
    turn: Turn<Omit<ContentFields, 'childId'> & { revision: number }>,
    item: AgendaItem,
  ): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { changedMeanwhile: problem } = textsIn(actor.language).agenda
    if (payload.revision !== item.revision)
      return editForm(turn, item, 'replace', { fields: contentOf(payload), problem })
    const read = await reading.ofAnonymous(turn, item)
    if (!read.ok)
      return editForm(turn, item, 'replace', { fields: contentOf(payload), problems: read.problems })
    const { content } = read
    const meeting = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    // It may take longer, and what was a 0–2-year-old's may be an older child's now, for whom no time is kept.
    const grown = isUnder3(item.ageMonths) && !isUnder3(content.ageMonths)
    const timed = { id: item.id, minutes: usualMinutes, ageMonths: content.ageMonths }
    const larger = grown || usualMinutes > item.minutes
    const room = !meeting || !larger || (await agenda.budgets.admits(tx, meeting, timed, now))
    const anonymous = await agenda.replaceByAnonymous(
      tx,
      item,
      {
        team: await teams.get(tx, item.teamId),
        meeting: room ? meeting : null,
        content,
        ...begunBy(actor),
      },
      actor,
      now,
    )
    const t = textsIn(actor.language).agenda
    if (meeting && !room) return orders.arrangeForm(turn, anonymous, { fresh: true, full: meeting })
    const saved = `${meeting ? t.replaced : t.replacedWaiting} ${t.replacedNext}`
    return orders.arrangeForm(turn, anonymous, { fresh: true, saved })
  }

  return [
    defineAction({
      verb: 'agenda.kind',
      effect: 'read',
      schema: z.object(place),
      authorize: turn => placeGrant(turn),
      async run(turn, at) {
        const { language: lang } = turn.actor
        const t = textsOn(await policies.basisFor(turn.tx, at.team.id), lang)
        const refs = { teamId: at.team.id, meetingId: at.meeting?.id ?? '' }
        const rows = addedKinds.map(kind => ({
          title: t.agenda.kinds[kind],
          text: t.agenda.kindTexts[kind],
          action: button(t.agenda.choose, 'agenda.new', { ...refs, kind }),
        }))
        const back = at.meeting
          ? button(t.common.back, 'agenda.open', { meetingId: at.meeting.id })
          : button(t.common.back, 'agenda.waiting', { teamId: at.team.id })
        return (
          over(turn, at) ??
          view(
            chooseCard(
              { lang, heading: t.agenda.kindHeading, next: t.agenda.kindNext, buttons: [back] },
              rows,
            ),
          )
        )
      },
    }),
    defineAction({
      verb: 'agenda.new',
      effect: 'read',
      schema: z.object({ ...place, kind: z.enum(addedKinds) }),
      authorize: turn => placeGrant(turn),
      run: async (turn, at) => over(turn, at) ?? addForm(turn, at, turn.payload.kind),
    }),
    defineAction({
      verb: 'agenda.add',
      effect: 'write',
      schema: z.object({
        ...place,
        kind: z.enum(addedKinds),
        childId: z
          .uuid()
          .or(z.enum(['', 'new']))
          .default(''),
        ...contentFields,
      }),
      authorize: turn => placeGrant(turn),
      holdsText: payload => holdsText(payload),
      run: async (turn, at) => unkept(turn, over(turn, at)) ?? add(turn, at),
      async again(turn, at, cprFields) {
        const problems = besideCpr((await reading.ofNew(turn, at.team)).read)
        return addForm(turn, at, turn.payload.kind, { fields: turn.payload, problems, cprFields })
      },
    }),
    defineAction({
      verb: 'agenda.edit',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => views.teamGrant(turn),
      run: async (turn, grant) => (await wordsRefusal(turn, grant)) ?? editForm(turn, grant.item, 'edit'),
    }),
    defineAction({
      verb: 'agenda.rewrite',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), revision, ...contentFields }),
      authorize: turn => views.teamGrant(turn),
      holdsText: payload => holdsText(payload),
      run: async (turn, grant) => unkept(turn, await wordsRefusal(turn, grant)) ?? rewrite(turn, grant.item),
      again: async (turn, grant, cprFields) =>
        unkept(turn, await wordsRefusal(turn, grant)) ??
        editForm(turn, grant.item, 'edit', {
          fields: contentOf(turn.payload),
          problems: besideCpr(await reading.ofItem(turn, grant.item)),
          cprFields,
        }),
    }),
    defineAction({
      verb: 'agenda.anonymous',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => views.coordinatorGrant(turn),
      run: async (turn, grant) => replaceRefusal(turn, grant) ?? editForm(turn, grant.item, 'replace'),
    }),
    defineAction({
      verb: 'agenda.replace',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), revision, ...contentFields }),
      authorize: turn => views.coordinatorGrant(turn),
      holdsText: payload => holdsText(payload),
      run: async (turn, grant) => unkept(turn, replaceRefusal(turn, grant)) ?? replace(turn, grant.item),
      again: async (turn, grant, cprFields) =>
        unkept(turn, replaceRefusal(turn, grant)) ??
        editForm(turn, grant.item, 'replace', {
          fields: contentOf(turn.payload),
          problems: besideCpr(await reading.ofAnonymous(turn, grant.item)),
          cprFields,
        }),
    }),
  ]
}
