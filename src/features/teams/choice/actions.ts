import { z } from 'zod'
import { type Action, defineAction, ownOnly, type Turn } from '../../../shared/action.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import type { Team } from '../model.ts'
import type { TeamService } from '../service.ts'
import { choiceCard } from './cards.ts'

export interface TeamChoice {
  verb: string
  teams: Pick<TeamService, 'led'>
  /** what is done with a team, and looked up for it before */
  run(turn: Turn<unknown>, team: Team): Promise<Outcome>
  lookUp(turn: Turn<unknown>, team: Team): Promise<void>
  /** for somebody who leads no team */
  none(turn: Turn<unknown>): Outcome
  /** the button that does it, and what happens then */
  goes(turn: Turn<unknown>): { title: string; verb: string; next: string }
  /** the most likely first */
  inOrder(turn: Turn<unknown>, own: readonly Team[]): Promise<readonly Team[]>
}

/** Begins something with a team that one leads; asks which, only where there are several. */
export function createTeamChoice({ verb, teams, ...choice }: TeamChoice): Action {
  return defineAction({
    verb,
    effect: 'read',
    schema: z.object({}),
    authorize: ownOnly,
    async prepare(turn) {
      const [only, ...others] = await teams.led(turn.tx, turn.actor)
      if (only && others.length === 0) await choice.lookUp(turn, only)
    },
    async run(turn) {
      const own = await teams.led(turn.tx, turn.actor)
      const [only, ...others] = own
      if (!only) return choice.none(turn)
      if (others.length === 0) return choice.run(turn, only)
      return view(choiceCard(await choice.inOrder(turn, own), turn.actor.language, choice.goes(turn)))
    },
  })
}
