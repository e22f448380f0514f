import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import {
  type AppointmentKind,
  type DigestKind,
  digestMoment,
  type MessageKind,
  type Reader,
} from '../../../reminders/model.ts'
import { shown } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Showing } from '../cards.ts'
import type { PollService } from '../service.ts'
import { nextCard } from './cards.ts'
import type { NextMeetingService } from './service.ts'

export interface NextReminderDeps {
  nextMeetings: NextMeetingService
  polls: PollService
  teams: TeamService
  policies: PolicyService
  showing(tx: Tx, reader: Reader, team: Team): Promise<Showing>
}

const detailSchema = z.object({ meetingId: z.string() })

/** The proposal of the next meeting, and the reminders that there is none (R-POLL-8). Drawn from what is so then. */
export function createNextReminders(deps: NextReminderDeps) {
  const { nextMeetings, polls, teams, policies, showing } = deps

  const leads = async (tx: Tx, teamId: string, reader: Reader) =>
    (await teams.coordinatorOf(tx, teamId)) === reader.personId

  const due: AppointmentKind = {
    kind: 'next.due',
    mode: 'appointment',
    run: (tx, { subjectId }, now) => nextMeetings.came(tx, subjectId, now),
  }

  const nudge: DigestKind = {
    kind: 'next.nudge',
    mode: 'digest',
    async line(tx, { subjectId }, reader, now) {
      const { standing } = await nextMeetings.of(tx, subjectId, now)
      if (standing !== 'wanted' || !(await leads(tx, subjectId, reader))) return null
      const team = await teams.get(tx, subjectId)
      const t = textsIn(reader.language).series.next
      return {
        overdueDays: 0,
        text: t.digestLine(shown(team.name)),
        button: button(t.digestButton, 'next.open', { teamId: team.id }),
      }
    },
  }

  const proposal: MessageKind = {
    kind: 'next.proposal',
    onAmbiguous: 'repeat',
    /** Nobody waits for it: held up, it comes in working hours, and not while its reader is away. */
    async notBefore(tx, _delivery, reader, now) {
      const policy = await policies.of(tx, reader.tenantId)
      const { zone, digestAt: from, digestUntil: until } = policy
      return digestMoment(now, { zone, from, until, calendar: calendarOf(policy) }, reader.absences, null)
    },
    async render(tx, { subjectId, detail }, reader, now) {
      const { standing, last } = await nextMeetings.of(tx, subjectId, now)
      if (standing !== 'wanted' || last?.id !== detailSchema.parse(detail).meetingId) return null
      if (!(await leads(tx, subjectId, reader))) return null
      const team = await teams.get(tx, subjectId)
      const facts = await showing(tx, reader, team)
      const proposed = await polls.propose(tx, team, null, reader.language, now)
      return {
        card: nextCard({ team, ...proposed, reminds: true }, facts, now),
        summary: textsIn(reader.language).series.next.summary(shown(team.name)),
      }
    },
  }

  return { reminders: [due, nudge], messages: [proposal] }
}
