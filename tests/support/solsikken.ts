import type { Rhythm, Team } from '../../src/features/teams/model.ts'
import type { Profession } from '../../src/shared/action.ts'
import type { TestBot, TestPerson } from './bot.ts'

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
  const { core } = bot.app
  const { people, teams } = core.services
  const now = bot.clock.now()
  const place = (person: TestPerson, profession: Profession, required: boolean) => ({
    personId: person.personId,
    profession,
    required,
  })
  const created = await core.db.write(async tx => {
    const actor = await people.actorById(tx, lone.personId)
    if (!actor) throw new Error('Lone is not there')
    const institution = await people.ensureInstitution(tx, actor.tenantId, 'Solsikken', now)
    return teams.create(
      tx,
      actor,
      {
        kind: 'resourceTeam',
        institutionId: institution.id,
        name: 'Ressourceteam Solsikken',
        members: [
          place(lone, 'daycareLeader', true),
          place(mette, 'outreachAdvisor', true),
          place(jens, 'psychologist', true),
          place(ali, 'speechTherapist', false),
          place(sara, 'healthVisitor', true),
        ],
        rhythm: {
          cadenceWeeks: 6,
          weekday: 2,
          startTime: '09:00',
          lengthMinutes: 120,
          place: 'Personalestuen',
          reservedMinutes02: 30,
          ...rhythm,
        },
      },
      now,
    )
  })
  if (!created.ok) throw new Error(created.problem)
  await bot.app.engine.runDue()
  return { team: created.team, lone, mette, jens, ali, sara, ida }
}
