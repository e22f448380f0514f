import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, type Actor, defineAction, type Language, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { isPaper } from '../../downloads/model.ts'
import type { DownloadKind, DownloadService } from '../../downloads/service.ts'
import { type Meeting, roleIn } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { MinutesReading, ReadItem, ReadMinutes } from '../reading/service.ts'
import type { MinutesService } from '../service.ts'
import { childPaperCard, meetingPaperCard, type PaperLinks } from './cards.ts'
import { type MinutesPaper, minutesDocument } from './documents.ts'

/** The names of both among the documents that can be fetched: of a meeting, and of an item's child at it. */
const kinds = { meeting: 'minutes', child: 'minutes.child' } as const

interface Reach {
  meetings: MeetingService
  agenda: AgendaService
  teams: TeamService
  reading: MinutesReading
}

type By = Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>

/** A meeting that the actor takes part in; to others it does not exist (R-SEC-2). */
async function ownMeeting({ meetings }: Reach, tx: Tx, id: string, actor: Actor): Promise<Meeting | null> {
  const meeting = await meetings.find(tx, id)
  return meeting && roleIn(actor, meeting) ? meeting : null
}

/** The meeting of an item, for whoever takes part in it. */
async function meetingOfItem(reach: Reach, tx: Tx, itemId: string, actor: Actor): Promise<Meeting | null> {
  const item = await reach.agenda.reach(tx, itemId)
  return item && item.meetingId !== null ? ownMeeting(reach, tx, item.meetingId, actor) : null
}

/** *Hent som fil*: minutes as Word and as PDF, of the whole meeting and of one child (R-MIN-2). */
export function createPaperActions(deps: Reach & { downloads: DownloadService }): readonly Action[] {
  const { teams, reading, downloads } = deps

  async function offer(
    { tx, actor, now }: By,
    meeting: Meeting,
    about: { kind: string; subjectId: string; childId: string | null },
  ): Promise<PaperLinks> {
    const reason = roleIn(actor, meeting) ?? 'guest'
    const { language } = actor
    const link = (format: 'pdf' | 'docx') =>
      downloads.offer(tx, { ...about, format, language, reason }, actor, now)
    return { pdf: await link('pdf'), docx: await link('docx') }
  }

  const noMinutes = (by: By): Outcome => refuse('noMinutes', textsIn(by.actor.language).minutes.none)
  const aboutOf = async (by: By, meeting: Meeting) => ({
    meeting,
    team: await teams.get(by.tx, meeting.teamId),
    lang: by.actor.language,
  })

  return [
    defineAction({
      verb: 'minutes.paper',
      effect: 'write',
      schema: z.object({ meetingId: z.uuid() }),
      authorize: ({ tx, actor, payload }) => ownMeeting(deps, tx, payload.meetingId, actor),
      async run(turn, meeting) {
        const readable = await reading.readable(turn, meeting)
        if (!readable) return noMinutes(turn)
        const links = await offer(turn, meeting, {
          kind: kinds.meeting,
          subjectId: meeting.id,
          childId: null,
        })
        const children = readable.filter(({ childId }) => childId !== null)
        return view(meetingPaperCard(await aboutOf(turn, meeting), links, children))
      },
    }),
    defineAction({
      verb: 'minutes.childPaper',
      effect: 'write',
      schema: z.object({ itemId: z.uuid() }),
      authorize: ({ tx, actor, payload }) => meetingOfItem(deps, tx, payload.itemId, actor),
      async run(turn, meeting) {
        const { itemId } = turn.payload
        const item = (await reading.readable(turn, meeting))?.find(one => one.itemId === itemId)
        if (!item || item.childId === null) return noMinutes(turn)
        const { childId } = item
        const links = await offer(turn, meeting, { kind: kinds.child, subjectId: itemId, childId })
        return view(childPaperCard(await aboutOf(turn, meeting), links, item))
      },
    }),
  ]
}

const mentionedIn = ({ version, filing }: ReadMinutes, actor: Actor): string[] => [
  ...new Set([
    actor.personId,
    version.approvedById,
    ...(filing.filing ? [filing.filing.filedById] : []),
    ...version.content.attendance.map(one => one.personId),
    ...version.content.items.flatMap(({ here, actions }) => [...here, ...actions.map(one => one.ownerId)]),
  ]),
]

/** The minutes behind their links: what their reader may read when they are fetched, and each read on record. */
export function createPaperDownloads(
  deps: Reach & {
    minutes: MinutesService
    people: PeopleService
    placements(lang: Language): ReadonlyMap<string, string>
  },
): DownloadKind[] {
  const { minutes, teams, people, reading, placements } = deps

  async function drawn(
    { tx, actor, now }: By,
    meeting: Meeting,
    { read, scope }: Pick<MinutesPaper, 'read' | 'scope'>,
    language: Language,
  ) {
    const team = await teams.get(tx, meeting.teamId)
    const known = await people.many(tx, mentionedIn(read, actor))
    const { minutesPaper: t } = textsIn(language)
    const day = dayOf(meeting.startAt, meeting.zone)
    return {
      name: scope === 'child' ? t.childFileName(day) : t.fileName(day),
      document: minutesDocument(
        {
          read,
          scope,
          versions: await minutes.versions(tx, meeting.id),
          meeting,
          team,
          institution: (await people.institution(tx, team.institutionId))?.name ?? '',
          people: known,
          placements: placements(language),
          reader: known.get(actor.personId)?.name ?? '',
          now,
        },
        language,
      ),
    }
  }

  const ofMeeting: DownloadKind = {
    kind: kinds.meeting,
    async draw(tx, { subjectId, format, language }, actor, now) {
      const by = { tx, actor, now }
      const meeting = await ownMeeting(deps, tx, subjectId, actor)
      if (!isPaper(format) || !meeting) return null
      const read = await reading.approved(by, meeting, 'minutes.file.read')
      return read && { format, ...(await drawn(by, meeting, { read, scope: 'meeting' }, language)) }
    },
  }

  const ofChild: DownloadKind = {
    kind: kinds.child,
    async draw(tx, { subjectId, format, language }, actor, now) {
      const by = { tx, actor, now }
      const meeting = await meetingOfItem(deps, tx, subjectId, actor)
      if (!isPaper(format) || !meeting) return null
      const read = await reading.approved(by, meeting, 'minutes.file.read', subjectId)
      const allowed = (one: ReadItem) => one.allowed && one.item.itemId === subjectId
      if (!read?.items.some(allowed)) return null
      return { format, ...(await drawn(by, meeting, { read, scope: 'child' }, language)) }
    },
  }

  return [ofMeeting, ofChild]
}
