import { z } from 'zod'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Language, type Turn } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import { type AgendaItem, roleFor } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { whatWords } from '../../agenda/view/cards.ts'
import type { Basis, TooEarly, Withheld } from '../../consent/model.ts'
import { type Meeting, roleIn } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { createContributionReading } from '../contributions/reading/actions.ts'
import type { ContributionService } from '../contributions/service.ts'
import type { HandedIn } from '../distribution/sending/service.ts'
import type { DistributionService } from '../distribution/service.ts'
import { whomOf } from '../schema.ts'
import type { PreparationService } from '../service.ts'
import { listCard, readingCard } from './cards.ts'

export interface ReadingDeps {
  preparation: PreparationService
  contributions: ContributionService
  distribution: DistributionService
  agenda: AgendaService
  meetings: MeetingService
  teams: TeamService
  policies: PolicyService
  people: PeopleService
}

const page = z.coerce.number().int().min(1).max(99).catch(1).default(1)
/** 0: the newest */
const version = z.coerce.number().int().min(0).catch(0).default(0)

/** 'Punkt 2 · Solsikken · mødet tirsdag 24. november'; without the item's number 0. */
export async function contextOf(
  { teams }: Pick<ReadingDeps, 'teams'>,
  { tx, actor }: Turn<unknown>,
  meeting: Meeting,
  number: number,
): Promise<string> {
  const { language: lang } = actor
  const team = shown((await teams.get(tx, meeting.teamId)).name)
  return textsIn(lang).preparation.context(number, team, rowDate(meeting.startAt, meeting.zone, lang))
}

/** Reading forms and what else was handed in: one item's, and all of a meeting's. */
export function createReadingActions(deps: ReadingDeps): Action[] {
  const { preparation, distribution, agenda, meetings, teams, policies, people } = deps
  const sideBySide = createContributionReading(deps)

  async function read(
    turn: Turn<{ itemId: string; page: number; version: number }>,
    item: AgendaItem,
  ): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const t = textsIn(actor.language).preparation
    const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
    const form = await preparation.formOf(tx, item.id)
    const others = await deps.contributions.readableOf(tx, item, actor.personId, now)
    // Without a form of theirs to read, what colleagues have added stands for itself.
    const instead = () =>
      others.length > 0
        ? sideBySide.read(turn, { item, meeting }, { version: 0, page: 1 })
        : refuse('notSubmitted', t.reading.notSubmitted)
    if (!form) return instead()
    // What is being corrected is read as it was handed in; a draft is its writer's alone, as the gate says.
    const found = await preparation.choose(tx, item, form, payload.version, actor.personId, now)
    if (!found) return refuse('notHad', t.reading.notHad)
    const reading = await preparation.gate(tx, item, found.read, actor.personId, now)
    if (!reading.allowed) {
      if (reading.why === 'draft') return instead()
      return unread(reading.why, await policies.basisFor(tx, item.teamId), actor.language)
    }
    const author = await people.find(tx, found.read.updatedById)
    const childName = await preparation.opened(tx, item, found.read, actor, reading.reason, now)
    const number = await agenda.numberOf(tx, item)
    const team = shown((await teams.get(tx, item.teamId)).name)
    return view(
      readingCard(found.read, found, {
        lang: actor.language,
        zone: (await policies.of(tx, actor.tenantId)).zone,
        about: whatWords({ item, childName }, actor.language),
        context: meeting ? await contextOf(deps, turn, meeting, number) : t.contextWaiting(team),
        itemId: item.id,
        whom: whomOf(item),
        meetingId: item.meetingId,
        author: author?.name ?? textsIn(actor.language).people.unknownName,
        page: payload.page,
        mayCorrect: await preparation.mayCorrect(tx, item, form, actor, now),
        contributions: others.length,
      }),
    )
  }

  return [
    defineAction({
      verb: 'form.read',
      effect: 'read',
      schema: z.object({ itemId: z.uuid(), page, version }),
      async authorize(turn) {
        const item = await agenda.reach(turn.tx, turn.payload.itemId)
        if (!item) return null
        const own = item.formFillerId === turn.actor.personId
        return own || roleFor(turn.actor, item) !== null ? item : null
      },
      run: (turn, item) => read(turn, item),
    }),
    defineAction({
      verb: 'form.list',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid(), page }),
      async authorize(turn) {
        const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
        return meeting && roleIn(turn.actor, meeting) ? meeting : null
      },
      async run(turn, meeting) {
        const { actor, now, payload } = turn
        const { language: lang } = actor
        const papers = await distribution.papersFor(turn.tx, meeting, actor.personId, now)
        const names = await people.many(
          turn.tx,
          papers.map(({ contributorId }) => contributorId),
        )
        return view(
          listCard(
            // Never a name of a child: the list may be read over a shoulder.
            papers.map(one => ({ ...one, about: aboutOf(one, names, lang) })),
            {
              lang,
              meeting,
              context: await contextOf(deps, turn, meeting, 0),
              now,
              page: payload.page,
              withdrawn: await distribution.hasLost(turn.tx, meeting, actor.personId, now),
            },
          ),
        )
      },
    }),
  ]
}

/** Never a child's name: 'Et barn på 3 år', and of a contribution 'Bidrag: Psykolog, Jens Bach'. */
function aboutOf(
  { item, contributorId, profession }: HandedIn,
  names: ReadonlyMap<string, { name: string }>,
  lang: Language,
): string {
  if (profession === null) return whatWords({ item, childName: null }, lang)
  const { people, preparation } = textsIn(lang)
  const name = shown(names.get(contributorId)?.name ?? people.unknownName)
  return preparation.list.contribution(withCapital(people.professionShort[profession]), name)
}

/** Why something is not shown, as its reader hears it. */
function unread(why: Withheld | Exclude<TooEarly, 'draft'>, basis: Basis, lang: Language): Outcome {
  const t = textsOn(basis, lang).preparation.reading
  if (why === 'notOut') return refuse('notOut', t.notOut)
  // An open view says that it was taken back (R-CONS-5).
  return refuse('withheld', why === 'withdrawn' ? t.withdrawn : t.withheld)
}
