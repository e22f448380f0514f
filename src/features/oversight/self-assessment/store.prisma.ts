import type { Codec } from '../../../shared/codec.ts'
import { clientOf } from '../../../shared/database.prisma.ts'
import type { Answers, Assessment } from './model.ts'
import type { AssessmentStore } from './store.ts'

export function createAssessmentStore(codec: Codec): AssessmentStore {
  const placeOf = ({ teamId, year }: Pick<Assessment, 'teamId' | 'year'>) =>
    `SelfAssessment.answers:${teamId}:${year}`

  function rowOf({ components, scores, together, workOn, ...facts }: Assessment) {
    const answers: Answers = { components, scores, together, workOn }
    return { ...facts, answersSealed: codec.seal(JSON.stringify(answers), placeOf(facts)) }
  }

  return {
    async ofTeam(tx, teamId) {
      const rows = await clientOf(tx).selfAssessment.findMany({
        where: { teamId },
        orderBy: { year: 'desc' },
      })
      return rows.map(({ answersSealed, ...facts }) => ({
        ...facts,
        ...(JSON.parse(codec.open(answersSealed, placeOf(facts))) as Answers),
      }))
    },
    async insert(tx, assessment) {
      await clientOf(tx).selfAssessment.create({ data: rowOf(assessment) })
    },
    async correct(tx, assessment) {
      const { teamId, year, version } = assessment
      const { count } = await clientOf(tx).selfAssessment.updateMany({
        where: { teamId, year, version: version - 1 },
        data: rowOf(assessment),
      })
      return count === 1
    },
  }
}
