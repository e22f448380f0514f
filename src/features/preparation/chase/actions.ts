import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { type Meeting, roleIn } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { chaseCard } from './cards.ts'
import type { Chase, MissingForm } from './service.ts'

export interface ChaseDeps {
  chase: Chase
  agenda: AgendaService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
}

/** The form that a row of the card is about: who fills it in, and whether they have begun. */
const asked = z.object({
  itemId: z.uuid(),
  fillerId: z.uuid().optional(),
  begun: z.boolean().optional(),
})
type Asked = z.infer<typeof asked>

/** Before a form is late: reminding whoever fills it in, choosing somebody else, or doing without it (R-FORM-1). */
export function createChaseActions({ chase, agenda, meetings, teams, people }: ChaseDeps): readonly Action[] {
  /** A meeting that this person coordinates; to others it does not exist. */
  async function meetingOf(turn: Turn<unknown>, id: string): Promise<Meeting | null> {
    const meeting = await meetings.find(turn.tx, id)
    return meeting && roleIn(turn.actor, meeting) === 'coordinator' ? meeting : null
  }

  /** The same by one of its items. */
  async function itemOf(turn: Turn<{ itemId: string }>) {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    const meeting = item?.meetingId ? await meetingOf(turn, item.meetingId) : null
    return item && meeting ? { item, meeting } : null
  }

  async function show(
    turn: Turn<unknown>,
    meeting: Meeting,
    { saved = '', problem = '' } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const missing = await chase.missing(tx, meeting, now)
    const fillers = await people.many(
      tx,
      missing.map(({ fillerId }) => fillerId),
    )
    const { unknownName } = textsIn(actor.language).people
    const rows = missing.map(one => ({ ...one, filler: fillers.get(one.fillerId)?.name ?? unknownName }))
    const team = (await teams.get(tx, meeting.teamId)).name
    return view(chaseCard({ meeting, team, rows, saved, problem, now, lang: actor.language }))
  }

  /**
   * The form that the card spoke of, while it is still missing; or the card again, with what is so now: it was handed
   * in, somebody else fills it in, or they have begun it since.
   */
  async function stillMissing(
    turn: Turn<Asked>,
    { item, meeting }: { item: AgendaItem; meeting: Meeting },
  ): Promise<{ missing: MissingForm } | { instead: Outcome }> {
    const { tx, actor, now, payload } = turn
    const { agenda: words, preparation } = textsIn(actor.language)
    const missing = (await chase.missing(tx, meeting, now)).find(one => one.item.id === item.id)
    if (!missing) return { instead: await show(turn, meeting, { saved: preparation.chase.gone }) }
    const { fillerId = missing.fillerId, begun = missing.begun } = payload
    if (fillerId === missing.fillerId && begun === missing.begun) return { missing }
    return { instead: await show(turn, meeting, { problem: words.oldCard }) }
  }

  return [
    defineAction({
      verb: 'form.chase',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid() }),
      authorize: turn => meetingOf(turn, turn.payload.meetingId),
      run: (turn, meeting) => show(turn, meeting),
    }),
    defineAction({
      verb: 'form.remind',
      effect: 'write',
      schema: asked,
      authorize: itemOf,
      async run(turn, grant) {
        const { tx, actor, now } = turn
        const { meeting } = grant
        const { chase: t } = textsIn(actor.language).preparation
        const found = await stillMissing(turn, grant)
        if ('instead' in found) return found.instead
        const { missing } = found
        const name = shown((await people.get(tx, missing.fillerId)).name)
        const reminded = await chase.remind(tx, missing, meeting, now)
        return show(turn, meeting, { saved: reminded ? t.reminded(name) : t.remindedBefore(name) })
      },
    }),
    defineAction({
      verb: 'form.without',
      effect: 'write',
      schema: asked,
      authorize: itemOf,
      async run(turn, grant) {
        const { tx, actor, now } = turn
        const { item, meeting } = grant
        const { chase: t } = textsIn(actor.language).preparation
        const found = await stillMissing(turn, grant)
        if ('instead' in found) return found.instead
        const { minutes, presenterId } = item
        await agenda.arrange(tx, item, { minutes, presenterId, formFillerId: null }, actor, now)
        return show(turn, meeting, { saved: t.doneWithout(await agenda.numberOf(tx, item)) })
      },
    }),
  ]
}
