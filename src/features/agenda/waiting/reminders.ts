import type { MessageKind } from '../../../reminders/model.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { isUpcoming } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { numberOf } from '../model.ts'
import type { AgendaService } from '../service.ts'
import { releasedMessage } from './cards.ts'
import { releasedDetail } from './model.ts'
import { releasedKind } from './service.ts'

/** What the coordinator hears when a meeting's reserved time is released: drawn from what is so when it leaves. */
export function createWaitingMessages(deps: {
  agenda: AgendaService
  meetings: MeetingService
  teams: TeamService
  policies: PolicyService
}): readonly MessageKind[] {
  const { agenda, meetings, teams, policies } = deps

  async function stillWaiting(tx: Tx, ids: readonly string[]): Promise<number> {
    const items = await Promise.all(ids.map(id => agenda.find(tx, id)))
    return items.filter(item => item?.status === 'open' && item.meetingId === null).length
  }

  return [
    {
      kind: releasedKind,
      // Twice does no harm; not at all, and nobody sees to what still waits.
      onAmbiguous: 'repeat',
      async render(tx, { subjectId, detail }, reader, now) {
        const meeting = await meetings.find(tx, subjectId)
        if (!meeting || !isUpcoming(meeting, now)) return null
        const team = await teams.get(tx, meeting.teamId)
        if ((await teams.coordinatorOf(tx, team.id)) !== reader.personId) return null
        const { took, form, consent, room } = releasedDetail.parse(detail)
        const items = await agenda.ofMeeting(tx, meeting.id)
        const numbers = took
          .map(id => numberOf(items, id))
          .filter(number => number > 0)
          .toSorted((a, b) => a - b)
        const counts = {
          form: await stillWaiting(tx, form),
          consent: await stillWaiting(tx, consent),
          room: await stillWaiting(tx, room),
        }
        if (numbers.length + counts.form + counts.consent + counts.room === 0) return null
        const basis = await policies.basisFor(tx, team.id)
        return releasedMessage({ team, meeting, numbers, counts, basis, lang: reader.language })
      },
    },
  ]
}
