import { z } from 'zod'
import { button, linkButton } from '../../../../cards/button.ts'
import { notice } from '../../../../cards/notice.ts'
import { textsIn } from '../../../../locales/texts.ts'
import { type Action, type Actor, defineAction } from '../../../../shared/action.ts'
import { rowDate } from '../../../../shared/human-dates.ts'
import { view } from '../../../../shared/outcome.ts'
import { shown } from '../../../../shared/text.ts'
import type { Tx } from '../../../../shared/transaction.ts'
import { isPaper, linkMinutes } from '../../../downloads/model.ts'
import type { DownloadKind, DownloadService } from '../../../downloads/service.ts'
import { type Meeting, roleIn } from '../../../meetings/model.ts'
import type { MeetingService } from '../../../meetings/service.ts'
import type { PeopleService } from '../../../people/service.ts'
import type { PolicyService } from '../../../policy/service.ts'
import type { TeamService } from '../../../teams/service.ts'
import type { DistributionService } from '../service.ts'
import { evidenceCard, layouts } from './cards.ts'
import { evidenceDocument } from './documents.ts'
import type { DistributionEvidence } from './model.ts'

/** The name of the proof among the documents that can be fetched. */
const kind = 'form.evidence'
const page = z.coerce.number().int().min(1).max(99).catch(1).default(1)

interface EvidenceActionDeps {
  distribution: DistributionService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
}

/** The meeting, for its coordinator; to others its proof does not exist (R-SEC-2). */
async function ledMeeting(
  { meetings }: Pick<EvidenceActionDeps, 'meetings'>,
  tx: Tx,
  meetingId: string,
  actor: Actor,
): Promise<Meeting | null> {
  const meeting = await meetings.find(tx, meetingId)
  return meeting && roleIn(actor, meeting) === 'coordinator' ? meeting : null
}

const mentionedIn = ({ rows, stopped, fillers }: DistributionEvidence): string[] => [
  ...new Set([
    ...rows.flatMap(({ receipt }) => [receipt.personId, receipt.contributorId]),
    ...stopped.flatMap(({ stopped: one }) => [one.personId, one.contributorId]),
    ...fillers.values(),
  ]),
]

/** *Bevis for udsendelse* (R-FORM-10): on a card, and as a file. */
export function createEvidenceActions(
  deps: EvidenceActionDeps & { downloads: DownloadService },
): readonly Action[] {
  const { distribution, teams, people, policies, downloads } = deps
  return [
    defineAction({
      verb: 'form.evidence',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid(), page, layout: z.enum(layouts).catch('paper') }),
      authorize: ({ tx, actor, payload }) => ledMeeting(deps, tx, payload.meetingId, actor),
      async run({ tx, actor, now, payload }, meeting) {
        const evidence = await distribution.evidence(tx, meeting, now)
        return view(
          evidenceCard({
            meeting,
            team: await teams.get(tx, meeting.teamId),
            lang: actor.language,
            evidence,
            people: await people.many(tx, mentionedIn(evidence)),
            basis: await policies.basisFor(tx, meeting.teamId),
            layout: payload.layout,
            page: payload.page,
          }),
        )
      },
    }),
    defineAction({
      verb: 'form.evidenceFile',
      effect: 'write',
      schema: z.object({ meetingId: z.uuid() }),
      authorize: ({ tx, actor, payload }) => ledMeeting(deps, tx, payload.meetingId, actor),
      async run({ tx, actor, now }, meeting) {
        const { language } = actor
        const offer = (format: 'pdf' | 'docx') =>
          downloads.offer(
            tx,
            { kind, subjectId: meeting.id, format, language, childId: null, reason: 'coordinator' },
            actor,
            now,
          )
        const { common, preparation, sheet, distribution: words } = textsIn(language)
        const { paper: t } = words
        const { name } = await teams.get(tx, meeting.teamId)
        const date = rowDate(meeting.startAt, meeting.zone, language)
        return view(
          notice(
            {
              lang: language,
              heading: t.title,
              context: preparation.context(0, shown(name), date),
              next: t.cardNext(linkMinutes),
              buttons: [
                linkButton(sheet.pdf, await offer('pdf')),
                linkButton(sheet.word, await offer('docx')),
                button(common.back, 'form.evidence', { meetingId: meeting.id }),
              ],
            },
            t.cardText,
          ),
        )
      },
    }),
  ]
}

/** The proof behind its link: what is known when it is fetched. */
export function createEvidenceDownload(deps: EvidenceActionDeps): DownloadKind {
  const { distribution, teams, people, policies } = deps
  return {
    kind,
    async draw(tx, { subjectId, language, format }, actor, now) {
      const meeting = await ledMeeting(deps, tx, subjectId, actor)
      if (!isPaper(format) || !meeting) return null
      const evidence = await distribution.evidence(tx, meeting, now)
      const team = await teams.get(tx, meeting.teamId)
      const institution = (await people.institution(tx, team.institutionId))?.name ?? ''
      const mentioned = await people.many(tx, mentionedIn(evidence))
      const basis = await policies.basisFor(tx, team.id)
      const paper = { basis, meeting, team, institution, evidence, people: mentioned, now }
      return {
        name: textsIn(language).distribution.paper.fileName,
        format,
        document: evidenceDocument(paper, language),
      }
    },
  }
}
