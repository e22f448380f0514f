import { z } from 'zod'
import type { MessageKind } from '../../../reminders/model.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { absentMessage, silentMessage, unreachableMessage } from './cards.ts'
import { type AbsenteeService, absenteeKinds } from './service.ts'

const absentDetail = z.object({ meetings: z.array(z.string()) })

/** That somebody gets no messages, or will be away on a day that is fixed. Drawn from what is so when it leaves. */
export function createAbsenteeMessages(deps: {
  absentees: AbsenteeService
  people: PeopleService
  teams: TeamService
}): readonly MessageKind[] {
  const { absentees, people, teams } = deps
  return [
    {
      kind: absenteeKinds.unreachable,
      onAmbiguous: 'repeat',
      async render(tx, { subjectId, recipientId }, { language }, now) {
        const person = await people.find(tx, subjectId)
        // Back before it left: there is nothing to see to.
        if (person?.status !== 'unreachable') return null
        const waiting = await absentees.waitingTeams(tx, subjectId, recipientId, now)
        return waiting.length === 0 ? null : unreachableMessage(language, person, waiting)
      },
    },
    {
      kind: absenteeKinds.silent,
      onAmbiguous: 'repeat',
      async render(tx, { subjectId, recipientId }, { language }, now) {
        const person = await people.find(tx, subjectId)
        // They have thought better of it before it left.
        if (!person || (await people.silent(tx, [subjectId])).length === 0) return null
        const waiting = await absentees.waitingTeams(tx, subjectId, recipientId, now)
        return waiting.length === 0 ? null : silentMessage(language, person, waiting)
      },
    },
    {
      kind: absenteeKinds.absent,
      onAmbiguous: 'repeat',
      async render(tx, { subjectId, recipientId, detail }, { language }, now) {
        const { meetings: ids } = absentDetail.parse(detail)
        const missed = await absentees.stillMissed(tx, ids, subjectId, recipientId, now)
        if (missed.length === 0) return null
        const known = await teams.many(
          tx,
          missed.map(({ teamId }) => teamId),
        )
        return absentMessage(language, await people.get(tx, subjectId), missed, known)
      },
    },
  ]
}
