import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { MessageKind } from '../../../reminders/model.ts'
import type { Language } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import type { Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { removedKind } from './service.ts'

/** The same words for everything that may be taken off, and every reason why (R-FORM-2). */
function removedMessage(lang: Language, team: Team, meeting: Meeting | null): Message {
  const { removed: t } = textsIn(lang).agenda
  const from = meeting ? t.agenda(rowDate(meeting.startAt, meeting.zone, lang)) : t.waiting
  const open = meeting
    ? button(t.open, 'agenda.open', { meetingId: meeting.id }, { style: 'positive' })
    : button(t.openWaiting, 'agenda.waiting', { teamId: team.id }, { style: 'positive' })
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons: [open] }, t.text(from, shown(team.name))),
    summary: t.summary(from),
  }
}

/** What those concerned hear of a removal. */
export function createRemovalMessages(deps: {
  meetings: MeetingService
  teams: TeamService
}): readonly MessageKind[] {
  const { meetings, teams } = deps
  return [
    {
      kind: removedKind,
      // Whoever does not hear of it may go on with what is not to be gone on with.
      onAmbiguous: 'repeat',
      async render(tx, { subjectId }, reader, now) {
        const meeting = await meetings.find(tx, subjectId)
        if (meeting && !isUpcoming(meeting, now)) return null
        const team = await teams.find(tx, meeting?.teamId ?? subjectId)
        if (!team) return null
        const here = (await teams.members(tx, team.id)).some(({ personId }) => personId === reader.personId)
        return here ? removedMessage(reader.language, team, meeting) : null
      },
    },
  ]
}
