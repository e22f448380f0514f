import { z } from 'zod'
import { textsIn, textsOn } from '../../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../../shared/action.ts'
import { rowDate } from '../../../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../../../shared/outcome.ts'
import { shown } from '../../../../shared/text.ts'
import { type AgendaItem, roleFor } from '../../../agenda/model.ts'
import type { AgendaService } from '../../../agenda/service.ts'
import { whatWords } from '../../../agenda/view/cards.ts'
import type { Meeting } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import type { PeopleService } from '../../../people/service.ts'
import type { PolicyService } from '../../../policy/service.ts'
import type { TeamService } from '../../../teams/service.ts'
import { whomOf } from '../../schema.ts'
import type { PreparationService } from '../../service.ts'
import type { ChildPlace, FormPlace } from '../../stop/cards.ts'
import type { ContributionService } from '../service.ts'
import { pagesOf, type ReadContribution, readingCard } from './cards.ts'

export interface ContributionReadingDeps {
  contributions: ContributionService
  preparation: PreparationService
  agenda: AgendaService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
}

export type OnItem = Turn<{ itemId: string }>
export type Grant = { item: AgendaItem; meeting: Meeting | null }

/** Which of an item's contributions are read. */
export interface Which {
  /** the page with theirs; or, with a version, theirs alone as it was */
  personId?: string | undefined
  /** 0: the newest */
  version: number
  page: number
}

/** Reading the contributions to an item, side by side under each profession's name (R-FORM-9). */
export function createContributionReading(deps: ContributionReadingDeps) {
  const { contributions, preparation, agenda, meetings, teams, people, policies } = deps

  /** Whoever knows of the item; to others it does not exist. */
  async function authorize(turn: OnItem): Promise<Grant | null> {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    if (!item || roleFor(turn.actor, item) === null) return null
    const meeting = item.meetingId === null ? null : await meetings.find(turn.tx, item.meetingId)
    return { item, meeting }
  }

  async function placeOf({ tx, actor }: OnItem, { item, meeting }: Grant): Promise<FormPlace> {
    const { language: lang } = actor
    const t = textsIn(lang).preparation
    const team = shown((await teams.get(tx, item.teamId)).name)
    const { zone } = await policies.of(tx, actor.tenantId)
    const context = meeting
      ? t.context(await agenda.numberOf(tx, item), team, rowDate(meeting.startAt, meeting.zone, lang))
      : t.contextWaiting(team)
    return { itemId: item.id, whom: whomOf(item), context, zone, lang }
  }

  /** With whom it is about, as this reader may know it; that they are shown it is on record. */
  async function childPlace(turn: OnItem, grant: Grant): Promise<ChildPlace> {
    const { tx, actor, now } = turn
    const childName = await preparation.shown(tx, grant.item, null, actor, now)
    const about = whatWords({ item: grant.item, childName }, actor.language)
    return { ...(await placeOf(turn, grant)), about }
  }

  /** Several beside each other, or one of them as it was. */
  async function read(turn: OnItem, grant: Grant, which: Which): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { item } = grant
    const { language: lang } = actor
    const all = await contributions.readableOf(tx, item, actor.personId, now)
    const pages = pagesOf(all, lang)
    const asked = pages.findIndex(page => page.some(({ authorId }) => authorId === which.personId)) + 1
    const page = Math.min(asked || which.page, pages.length)
    const here = pages[page - 1] ?? []
    const earlier = which.version > 0 && which.personId !== undefined
    const authors = earlier ? [which.personId ?? ''] : here.map(({ authorId }) => authorId)
    const names = await people.many(tx, authors)
    const shownHere: ReadContribution[] = []
    for (const authorId of authors) {
      const asked = earlier ? which.version : 0
      const chosen = await contributions.choose(tx, item, authorId, asked, actor, now)
      if (!chosen || !(await contributions.opened(tx, item, chosen.read, actor, now))) continue
      const name = names.get(authorId)?.name ?? textsIn(lang).people.unknownName
      shownHere.push({ ...chosen, name })
    }
    const t = textsOn(await policies.basisFor(tx, item.teamId), lang).contributions
    if (shownHere.length === 0) {
      const withheld = (await contributions.obstacle(tx, item, null, actor, now)) === 'withheld'
      const { withdrawn, withheld: missing } = t.reading
      if (withheld)
        return refuse('withheld', (await contributions.areWithdrawn(tx, item, now)) ? withdrawn : missing)
      if (earlier) return refuse('notHad', t.reading.notHad)
    }
    const form = await preparation.formOf(tx, item.id)
    const hasForm =
      form !== null && (await preparation.readable(tx, item, form, actor.personId, now)) !== null
    return view(
      readingCard(await childPlace(turn, grant), shownHere, {
        page: earlier ? 1 : page,
        pages: earlier ? 1 : pages.length,
        meetingId: item.meetingId,
        hasForm,
      }),
    )
  }

  const action: Action = defineAction({
    verb: 'contribution.read',
    effect: 'read',
    schema: z.object({
      itemId: z.uuid(),
      personId: z.uuid().optional(),
      version: z.coerce.number().int().min(0).catch(0).default(0),
      page: z.coerce.number().int().min(1).max(99).catch(1).default(1),
    }),
    authorize: turn => authorize(turn),
    run: (turn, grant) => read(turn, grant, turn.payload),
  })

  return { action, authorize, placeOf, childPlace, read }
}
