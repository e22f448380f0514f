import type { Rhythm, Team } from '../../src/features/teams/model.ts'
import type { TestBot, TestPerson } from './bot.ts'
import { startTeamOf } from './team.ts'

/** The demo's six, with their team, as a test begins with it. */
export interface Solsikken {
  team: Team
  lone: TestPerson
  mette: TestPerson
  jens: TestPerson
  ali: TestPerson
  sara: TestPerson
  /** the pædagog: has the bot, is no member */
  ida: TestPerson
}

/** Lone's ressourceteam: Mette, Jens and Sara are required, Ali is not. Tuesdays at nine, every six weeks. */
export async function startSolsikken(bot: TestBot, rhythm: Partial<Rhythm> = {}): Promise<Solsikken> {
  const lone = await bot.person('Lone Holm', 'daycareLeader')
  const mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  const jens = await bot.person('Jens Bach', 'psychologist')
  const ali = await bot.person('Ali Demir', 'speechTherapist')
  const sara = await bot.person('Sara Lind', 'healthVisitor')
  const ida = await bot.person('Ida Krogh', 'pedagogue')
  const team = await startTeamOf(bot, lone, 'Solsikken', [mette, jens, ali, sara], {
    name: 'Ressourceteam Solsikken',
    optional: [ali],
    rhythm: { place: 'Personalestuen', ...rhythm },
  })
  return { team, lone, mette, jens, ali, sara, ida }
}
