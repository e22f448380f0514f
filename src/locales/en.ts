import { access } from './en/access.ts'
import { actionPoints } from './en/actionPoints.ts'
import { agenda } from './en/agenda.ts'
import { answering } from './en/answering.ts'
import { assessment } from './en/assessment.ts'
import { common } from './en/common.ts'
import { consent } from './en/consent.ts'
import { contributions } from './en/contributions.ts'
import { distribution } from './en/distribution.ts'
import { downloads } from './en/downloads.ts'
import { figures } from './en/figures.ts'
import { filing } from './en/filing.ts'
import { information } from './en/information.ts'
import { informed } from './en/informed.ts'
import { informedSheet } from './en/informedSheet.ts'
import { meetings } from './en/meetings.ts'
import { minutes } from './en/minutes.ts'
import { minutesPaper } from './en/minutesPaper.ts'
import { oversight } from './en/oversight.ts'
import { people } from './en/people.ts'
import { polls } from './en/polls.ts'
import { preparation } from './en/preparation.ts'
import { seen } from './en/seen.ts'
import { series } from './en/series.ts'
import { sheet } from './en/sheet.ts'
import { teams } from './en/teams.ts'
import type { Texts } from './texts.ts'

/** The same in English. */
export const en: Texts = {
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
