import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature, type Language, type Turn } from '../../shared/action.ts'
import { type CardJson, type Outcome, refuse, view } from '../../shared/outcome.ts'
import type { AnonymityService } from '../agenda/anonymity/service.ts'
import type { AgendaItem } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { minutesContent } from '../consent/model.ts'
import type { ConsentService } from '../consent/service.ts'
import type { DownloadService } from '../downloads/service.ts'
import { conducts, type Meeting, roleIn } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import { isCoordinator } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import {
  approvedCard,
  approveQuestion,
  attendanceSection,
  itemSection,
  type MinutesWords,
  minutesCard,
  previewCard,
  type Section,
  untouchedSection,
  withheldSection,
} from './cards.ts'
import { createCorrectionActions } from './correction/actions.ts'
import { createFilingActions } from './filing/actions.ts'
import { filingSection } from './filing/cards.ts'
import type { FilingService } from './filing/service.ts'
import { type CorrectionReason, type MinutesContent, nothingFurther, startMoment } from './model.ts'
import { createPaperActions } from './paper/actions.ts'
import type { PendingMinutes } from './pending/service.ts'
import type { MinutesReading, ReadItem } from './reading/service.ts'
import type { RunService } from './run/service.ts'
import type { MinutesService } from './service.ts'

export interface MinutesActionDeps {
  minutes: MinutesService
  run: RunService
  teams: TeamService
  meetings: MeetingService
  agenda: AgendaService
  consents: ConsentService
  anonymity: AnonymityService
  people: PeopleService
  reading: MinutesReading
  filing: FilingService
  pending: PendingMinutes
  downloads: DownloadService
  placements(lang: Language): ReadonlyMap<string, string>
}

const page = z.coerce.number().int().min(1).max(500).catch(1)
const meetingId = z.uuid()
/** Preview, approval and reading of minutes (R-MIN-1). */
export function createMinutesActions(deps: MinutesActionDeps) {
  const { minutes, run, teams, meetings, agenda, consents, people, reading, pending } = deps

  async function led(turn: Turn<{ meetingId: string }>): Promise<Meeting | null> {
    const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
    return meeting && conducts(turn.actor, meeting) ? meeting : null
  }

  /** An item of a meeting that the actor conducts. */
  async function ledItem(
    turn: Turn<{ itemId: string }>,
  ): Promise<{ item: AgendaItem; meeting: Meeting } | null> {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    if (!item || item.meetingId === null) return null
    const meeting = await meetings.get(turn.tx, item.meetingId)
    return conducts(turn.actor, meeting) ? { item, meeting } : null
  }

  /** What is approved is the coordinator's alone to correct (R-MIN-1). */
  const isOwn = (turn: Turn<unknown>, { teamId }: Meeting) => isCoordinator(turn.actor, teamId)
  async function coordinated(turn: Turn<{ meetingId: string }>): Promise<Meeting | null> {
    const meeting = await led(turn)
    return meeting && isOwn(turn, meeting) ? meeting : null
  }
  async function coordinatedItem(turn: Turn<{ itemId: string }>) {
    const found = await ledItem(turn)
    return found && isOwn(turn, found.meeting) ? found : null
  }

  async function wordsFor(
    turn: Turn<unknown>,
    content: MinutesContent,
    others: readonly string[] = [],
  ): Promise<MinutesWords> {
    const { tx, actor } = turn
    const mentioned = [
      ...others,
      ...content.attendance.map(one => one.personId),
      ...content.items.flatMap(item => item.actions.map(action => action.ownerId)),
    ]
    return {
      lang: actor.language,
      names: await people.many(tx, mentioned),
      placements: deps.placements(actor.language),
      came: content.attendance.filter(one => one.present && one.whole).map(one => one.personId),
    }
  }

  /** The items of the content as this reader may see them. */
  const sectionsOf = (
    items: readonly ReadItem[],
    words: MinutesWords,
    reason: CorrectionReason | null = null,
  ): Section[] =>
    items.map(one =>
      one.allowed
        ? itemSection(one.item, one.childName, words, reason)
        : withheldSection(one.item, one.why, one.basis, words.lang),
    )

  async function preview(
    turn: Turn<unknown>,
    meeting: Meeting,
    said: { saved?: string } = {},
    at = 1,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { content, untouched } = await minutes.assemble(tx, meeting, now)
    const words = await wordsFor(turn, content)
    const readings = await consents.readings(tx, untouched, actor.personId, now, () => minutesContent)
    const left = untouched.map(item =>
      untouchedSection(item, readings.get(item.id)?.reading.allowed === true, actor.language),
    )
    const sections = [
      attendanceSection(content.attendance, words),
      ...left,
      ...sectionsOf(await reading.items(turn, content, 'minutes.read'), words),
    ]
    const team = await teams.get(tx, meeting.teamId)
    return view(previewCard({ meeting, team, sections, page: at, lang: actor.language }, said))
  }

  /** Approved minutes, or word that there are none for this reader. */
  async function read(
    turn: Turn<unknown>,
    meeting: Meeting,
    at = 1,
    said: { saved?: string } = {},
  ): Promise<Outcome> {
    const { tx, actor } = turn
    const readable = await reading.approved(turn, meeting, 'minutes.read')
    if (!readable) return refuse('noMinutes', textsIn(actor.language).minutes.none)
    const { version, coordinator, whole } = readable
    const filers = [readable.filing.filing, readable.filing.earlier].flatMap(one => one?.filedById ?? [])
    const known = await wordsFor(turn, version.content, filers)
    const words = whole ? known : { ...known, came: null }
    const items = sectionsOf(readable.items, words, version.reason)
    const team = await teams.get(tx, meeting.teamId)
    const { filing: state } = readable
    const filed = filingSection(state, coordinator, { meeting, people: words.names, lang: actor.language })
    const sections = [
      ...(whole ? [...filed, attendanceSection(version.content.attendance, words)] : []),
      ...items,
    ]
    return view(
      minutesCard({ meeting, team, sections, page: at, lang: actor.language, version, coordinator }, said),
    )
  }

  function notRunning(turn: Turn<unknown>, meeting: Meeting): Outcome {
    const t = textsIn(turn.actor.language).minutes
    return refuse('notRunning', t.notRunning[meeting.status === 'running' ? 'planned' : meeting.status])
  }

  const feature: Feature = {
    actions: [
      defineAction({
        verb: 'minutes.preview',
        effect: 'read',
        schema: z.object({ meetingId, page }),
        authorize: turn => led(turn),
        run: async (turn, meeting) =>
          meeting.status === 'running'
            ? preview(turn, meeting, {}, turn.payload.page)
            : notRunning(turn, meeting),
      }),
      defineAction({
        verb: 'minutes.further',
        effect: 'write',
        schema: z.object({ itemId: z.uuid() }),
        authorize: turn => ledItem(turn),
        async run(turn, { item, meeting }) {
          if (meeting.status !== 'running') return notRunning(turn, meeting)
          const { tx, actor, now } = turn
          if ((await consents.gate(tx, item, minutesContent, actor.personId, now)).allowed)
            await run.keep(tx, meeting, item, { outcomes: [nothingFurther] }, actor, now)
          return preview(turn, meeting)
        },
      }),
      defineAction({
        verb: 'minutes.approve',
        effect: 'write',
        schema: z.object({ meetingId, sure: z.boolean().default(false) }),
        authorize: turn => led(turn),
        async run(turn, meeting) {
          const { tx, actor, now, payload } = turn
          if (meeting.status === 'running' && startMoment(meeting, now) === 'early' && !payload.sure)
            return view(approveQuestion(meeting, actor.language))
          const approved = await minutes.approve(tx, meeting, actor, now)
          if (!approved) return notRunning(turn, meeting)
          const actions = [...approved.counts.values()].reduce((sum, count) => sum + count, 0)
          const own = approved.counts.get(actor.personId) ?? 0
          const filing = await pending.of(tx, { ...meeting, status: 'held' })
          const result = { told: approved.told, actions, own, fileBy: filing?.dueDay ?? null }
          return view(approvedCard(meeting, result, actor.language))
        },
      }),
      defineAction({
        verb: 'minutes.read',
        effect: 'read',
        schema: z.object({ meetingId, page }),
        async authorize(turn) {
          const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
          return meeting && roleIn(turn.actor, meeting) ? meeting : null
        },
        run: (turn, meeting) => read(turn, meeting, turn.payload.page),
      }),
      ...createPaperActions(deps),
      ...createFilingActions({ ...deps, led: coordinated, read }),
      ...createCorrectionActions({ ...deps, led: coordinated, ledItem: coordinatedItem, read }),
    ],
  }
  return { feature, preview }
}

/** What stands on the card of a meeting that is held, for everybody who took part. */
export async function minutesButtons(
  minutes: MinutesService,
  turn: Turn<unknown>,
  meeting: Meeting,
): Promise<CardJson[]> {
  if (meeting.status !== 'held' || !(await minutes.latest(turn.tx, meeting.id))) return []
  const title = textsIn(turn.actor.language).minutes.read
  return [button(title, 'minutes.read', { meetingId: meeting.id }, { style: 'positive', inputs: false })]
}
