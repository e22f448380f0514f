import { access } from './da/access.ts'
import { actionPoints } from './da/actionPoints.ts'
import { agenda } from './da/agenda.ts'
import { answering } from './da/answering.ts'
import { assessment } from './da/assessment.ts'
import { common } from './da/common.ts'
import { consent } from './da/consent.ts'
import { contributions } from './da/contributions.ts'
import { distribution } from './da/distribution.ts'
import { downloads } from './da/downloads.ts'
import { figures } from './da/figures.ts'
import { filing } from './da/filing.ts'
import { information } from './da/information.ts'
import { informed } from './da/informed.ts'
import { informedSheet } from './da/informedSheet.ts'
import { meetings } from './da/meetings.ts'
import { minutes } from './da/minutes.ts'
import { minutesPaper } from './da/minutesPaper.ts'
import { oversight } from './da/oversight.ts'
import { people } from './da/people.ts'
import { polls } from './da/polls.ts'
import { preparation } from './da/preparation.ts'
import { seen } from './da/seen.ts'
import { series } from './da/series.ts'
import { sheet } from './da/sheet.ts'
import { teams } from './da/teams.ts'

/** Every Danish word that a user sees, by feature. */
export const da = {
  access,
  actionPoints,
  agenda,
  answering,
  assessment,
  common,
  consent,
  contributions,
  distribution,
  downloads,
  information,
  figures,
  filing,
  informed,
  informedSheet,
  meetings,
  minutes,
  minutesPaper,
  oversight,
  people,
  polls,
  preparation,
  seen,
  series,
  sheet,
  teams,
}
