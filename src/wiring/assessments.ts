import type { Picture } from '../documents/model.ts'
import { pngOf } from '../documents/png.ts'
import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import { createAssessmentActions } from '../features/oversight/self-assessment/actions.ts'
import { createAssessmentReminders } from '../features/oversight/self-assessment/reminders.ts'
import type { AssessmentService } from '../features/oversight/self-assessment/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import type { TeamService } from '../features/teams/service.ts'

/** The actions and reminders of the yearly self-assessment, and its button on a team's card. */
export function wireAssessments(around: {
  assessments: AssessmentService
  teams: TeamService
  policies: PolicyService
  anonymity: Pick<AnonymityService, 'namesChild'>
}) {
  // Inside the card, and not behind a link: a link would be open to whoever has it (decision 0019).
  const addressOf = (picture: Picture) =>
    `data:image/png;base64,${Buffer.from(pngOf(picture)).toString('base64')}`
  const { teamButtons, ...feature } = createAssessmentActions({ ...around, addressOf })
  return { feature, teamButtons, reminders: createAssessmentReminders(around) }
}
