import { actionPoints } from './en/actionPoints.ts'
import { common } from './en/common.ts'
import { meetings } from './en/meetings.ts'
import { oversight } from './en/oversight.ts'
import { people } from './en/people.ts'
import { teams } from './en/teams.ts'
import type { Texts } from './texts.ts'

/** The same in English. */
export const en: Texts = { actionPoints, common, meetings, oversight, people, teams }
