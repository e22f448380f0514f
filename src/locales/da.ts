import { actionPoints } from './da/actionPoints.ts'
import { common } from './da/common.ts'
import { meetings } from './da/meetings.ts'
import { oversight } from './da/oversight.ts'
import { people } from './da/people.ts'
import { teams } from './da/teams.ts'

/** Every Danish word that a user sees, by feature. */
export const da = { actionPoints, common, meetings, oversight, people, teams }
