import type { ReminderKind } from '../../../reminders/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { assessmentLine } from './cards.ts'
import { type AssessmentService, kinds } from './service.ts'

export interface AssessmentReminderDeps {
  assessments: AssessmentService
  teams: TeamService
}

/** That it is time for the team's self-assessment: a line of the digest, never a message of its own (R-ACT-4). */
export function createAssessmentReminders({ assessments, teams }: AssessmentReminderDeps): ReminderKind[] {
  return [
    {
      kind: kinds.due,
      mode: 'appointment',
      run: (tx, { subjectId }, now) => assessments.came(tx, subjectId, now),
    },
    {
      kind: kinds.line,
      mode: 'digest',
      async line(tx, { subjectId }, reader, now) {
        const { due, year } = await assessments.of(tx, subjectId, now)
        if (!due || (await teams.coordinatorOf(tx, subjectId)) !== reader.personId) return null
        return assessmentLine(await teams.get(tx, subjectId), year, reader)
      },
    },
  ]
}
