import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature, type Language, type Turn } from '../../shared/action.ts'
import { rowDate } from '../../shared/human-dates.ts'
import { type CardJson, type Outcome, refuse, view } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import { type AgendaItem, roleFor } from '../agenda/model.ts'
import { whatWords } from '../agenda/view/cards.ts'
import type { TooEarly, Withheld } from '../consent/model.ts'
import { isUpcoming, type Meeting, roleIn } from '../meetings/model.ts'
import { evidenceCard } from './distribution/cards.ts'
import type { DistributionService } from './distribution/service.ts'
import { createFillActions, type FillDeps } from './fill/actions.ts'
import { isOut } from './model.ts'
import { listCard, readingCard } from './reading/cards.ts'
import { whomOf } from './schema.ts'

export interface FormActionDeps extends FillDeps {
  distribution: DistributionService
}

type OnMeeting = Turn<{ meetingId: string }>
const page = z.coerce.number().int().min(1).max(99).catch(1).default(1)

/** Filling in forms, reading them, and the proof that everybody got them. */
export function createFormActions(deps: FormActionDeps): Feature {
  const { preparation, distribution, agenda, meetings, teams, policies, people } = deps

  /** Whoever takes part in the meeting; to others it does not exist. */
  async function meetingOf(turn: OnMeeting): Promise<Meeting | null> {
    const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
    return meeting && roleIn(turn.actor, meeting) ? meeting : null
  }

  async function contextOf(turn: Turn<unknown>, meeting: Meeting, number: number): Promise<string> {
    const lang = turn.actor.language
    const team = shown((await teams.get(turn.tx, meeting.teamId)).name)
    return textsIn(lang).preparation.context(number, team, rowDate(meeting.startAt, meeting.zone, lang))
  }

  async function startEntries(turn: Turn<null>) {
    const { tx, actor, now } = turn
    const t = textsIn(actor.language).preparation
    const open = await preparation.open(tx, actor, now)
    return Promise.all(
      open.slice(0, 3).map(async ({ item }) => {
        const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
        return {
          order: 6,
          title: t.entry(await agenda.numberOf(tx, item)),
          detail: meeting
            ? await contextOf(turn, meeting, 0)
            : t.contextWaiting((await teams.get(tx, item.teamId)).name),
          verb: 'form.open',
          payload: { itemId: item.id },
        }
      }),
    )
  }

  return {
    startEntries,
    actions: [
      ...createFillActions(deps),
      defineAction({
        verb: 'form.read',
        effect: 'read',
        schema: z.object({ itemId: z.uuid(), page }),
        async authorize(turn) {
          const item = await agenda.reach(turn.tx, turn.payload.itemId)
          if (!item) return null
          const own = item.formFillerId === turn.actor.personId
          return own || roleFor(turn.actor, item) !== null ? item : null
        },
        async run(turn, item) {
          const { tx, actor, now, payload } = turn
          const t = textsIn(actor.language).preparation
          const form = await preparation.formOf(tx, item.id)
          if (!form) return refuse('notSubmitted', t.reading.notSubmitted)
          const reading = await preparation.gate(tx, item, form, actor.personId, now)
          if (!reading.allowed) return unread(reading.why, actor.language)
          const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
          const author = await people.find(tx, form.updatedById)
          const childName = await preparation.opened(tx, item, form, actor, reading.reason, now)
          const number = await agenda.numberOf(tx, item)
          const team = shown((await teams.get(tx, item.teamId)).name)
          return view(
            readingCard(form, {
              lang: actor.language,
              zone: (await policies.of(tx, actor.tenantId)).zone,
              about: whatWords({ item, childName }, actor.language),
              context: meeting ? await contextOf(turn, meeting, number) : t.contextWaiting(team),
              itemId: item.id,
              whom: whomOf(item),
              meetingId: item.meetingId,
              author: author?.name ?? textsIn(actor.language).people.unknownName,
              page: payload.page,
            }),
          )
        },
      }),
      defineAction({
        verb: 'form.list',
        effect: 'read',
        schema: z.object({ meetingId: z.uuid(), page }),
        authorize: turn => meetingOf(turn),
        async run(turn, meeting) {
          const { actor, now, payload } = turn
          const forms = await distribution.formsFor(turn.tx, meeting, actor.personId, now)
          return view(
            listCard(
              // Never a name: the list may be read over a shoulder.
              forms.map(one => ({
                ...one,
                about: whatWords({ item: one.item, childName: null }, actor.language),
              })),
              {
                lang: actor.language,
                meeting,
                context: await contextOf(turn, meeting, 0),
                now,
                page: payload.page,
              },
            ),
          )
        },
      }),
      defineAction({
        verb: 'form.evidence',
        effect: 'read',
        schema: z.object({ meetingId: z.uuid(), page }),
        async authorize(turn) {
          const meeting = await meetingOf(turn)
          return meeting && roleIn(turn.actor, meeting) === 'coordinator' ? meeting : null
        },
        async run(turn, meeting) {
          const { tx, actor, now, payload } = turn
          const evidence = await distribution.evidence(tx, meeting, now)
          const mentioned = [
            ...evidence.rows.map(({ receipt }) => receipt.personId),
            ...evidence.fillers.values(),
          ]
          return view(
            evidenceCard({
              meeting,
              team: await teams.get(tx, meeting.teamId),
              lang: actor.language,
              evidence,
              people: await people.many(tx, [...new Set(mentioned)]),
              page: payload.page,
            }),
          )
        },
      }),
    ],
  }
}

/** Why a form is not shown, as its reader hears it. */
function unread(why: Withheld | TooEarly, lang: Language): Outcome {
  const t = textsIn(lang).preparation.reading
  if (why === 'draft') return refuse('notSubmitted', t.notSubmitted)
  return why === 'notOut' ? refuse('notOut', t.notOut) : refuse('withheld', t.withheld)
}

/** On a meeting's card: its forms where there are any, and, once they are sent, the coordinator's proof of it. */
export async function formButtons(
  { distribution }: Pick<FormActionDeps, 'distribution'>,
  turn: Turn<unknown>,
  meeting: Meeting,
): Promise<CardJson[]> {
  const { tx, actor, now } = turn
  const t = textsIn(actor.language).preparation
  const { id: meetingId, status, distributedAt } = meeting
  if (status === 'cancelled') return []
  const any = (await distribution.formsFor(tx, meeting, actor.personId, now)).length > 0
  const proof = distributedAt !== null && roleIn(actor, meeting) === 'coordinator'
  return [
    ...(any ? [button(t.forms, 'form.list', { meetingId }, { inputs: false, later: !isOut(meeting) })] : []),
    ...(proof ? [button(t.evidence, 'form.evidence', { meetingId }, { inputs: false })] : []),
  ]
}

/** On an item's card: fill in the form, or read it. */
export async function itemFormButtons(
  deps: FormActionDeps,
  turn: Turn<unknown>,
  item: AgendaItem,
): Promise<CardJson[]> {
  const { tx, actor, now } = turn
  const t = textsIn(actor.language).preparation
  const form = await deps.preparation.formOf(tx, item.id)
  const ref = { itemId: item.id }
  const meeting = item.meetingId === null ? null : await deps.meetings.find(tx, item.meetingId)
  if (deps.preparation.mayFill(item, actor) && form?.status !== 'submitted')
    return meeting && !isUpcoming(meeting, now)
      ? []
      : [button(form ? t.goOn : t.fill, 'form.open', ref, { inputs: false })]
  if (form?.status !== 'submitted') return []
  const { allowed } = await deps.preparation.gate(tx, item, form, actor.personId, now)
  return allowed ? [button(t.read, 'form.read', ref, { inputs: false })] : []
}
