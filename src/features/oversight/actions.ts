import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import type { DigestLine } from '../../reminders/model.ts'
import { defineAction, type Feature, ownOnly, type StartEntry, type Turn } from '../../shared/action.ts'
import { type Outcome, view } from '../../shared/outcome.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { ActionPoint } from '../action-points/model.ts'
import type { Origin } from '../action-points/nudges/cards.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import { noOverviewCard, overviewCard, type TeamView, tasksCard } from './cards.ts'
import type { OversightService } from './service.ts'

/** What waits for somebody, as another feature knows it: neutral lines with the button that goes on. */
export type TaskSource = (turn: Turn<unknown>) => Promise<readonly DigestLine[]>

export interface OversightActionDeps {
  oversight: OversightService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  tasks: readonly TaskSource[]
  originOf(tx: Tx, point: ActionPoint): Promise<Origin>
}

const paged = z.object({ from: z.coerce.number().int().min(0).max(10_000).catch(0).default(0) })

/** *Mine opgaver* for everybody, *overblik* for a coordinator (R-OV-1). */
export function createOversightActions(deps: OversightActionDeps): Feature {
  const { oversight, teams, people, policies } = deps

  async function viewsFor(turn: Turn<unknown>): Promise<TeamView[]> {
    const { tx, actor, now } = turn
    const { zone } = await policies.of(tx, actor.tenantId)
    const led = new Set(actor.memberships.filter(one => one.coordinator).map(one => one.teamId))
    const own = (await teams.mine(tx, actor)).filter(team => led.has(team.id))
    return Promise.all(
      own.map(async team => {
        const overview = await oversight.of(tx, team, now)
        const mentioned = [
          ...overview.polls.flatMap(poll => poll.silent),
          ...overview.forms.keys(),
          ...overview.absentees.map(one => one.personId),
          ...overview.actions.map(point => point.ownerId),
        ]
        const origins = new Map<string, Origin>()
        for (const point of overview.actions) origins.set(point.id, await deps.originOf(tx, point))
        return { overview, names: await people.many(tx, mentioned), origins, zone }
      }),
    )
  }

  async function overview(turn: Turn<{ from: number }>): Promise<Outcome> {
    const { actor, now } = turn
    const views = await viewsFor(turn)
    return view(
      views.length === 0
        ? noOverviewCard(actor.language)
        : overviewCard(views, turn.payload.from, actor.language, now),
    )
  }

  return {
    actions: [
      defineAction({
        verb: 'tasks.open',
        effect: 'read',
        schema: paged,
        authorize: ownOnly,
        async run(turn) {
          const { tx, actor, payload } = turn
          const lines = (await Promise.all(deps.tasks.map(source => source(turn)))).flat()
          const { stopped } = await people.rhythm(tx, actor.personId)
          return view(tasksCard(lines, payload.from, { lang: actor.language, silent: stopped }))
        },
      }),
      defineAction({
        verb: 'overview.open',
        effect: 'read',
        schema: paged,
        authorize: ownOnly,
        run: turn => overview(turn),
      }),
    ],
    commands: [
      {
        words: {
          da: ['mine opgaver', 'opgaver', 'mine aftaler', 'aftaler', 'skema', 'skemaer', 'udfyld skemaet'],
          en: ['my tasks', 'tasks', 'action points', 'form', 'forms', 'fill in the form'],
        },
        verb: 'tasks.open',
        payload: {},
      },
      { words: { da: ['overblik'], en: ['overview'] }, verb: 'overview.open', payload: {} },
    ],
    async startEntries({ actor }): Promise<StartEntry[]> {
      const t = textsIn(actor.language).oversight
      const takesPart = actor.memberships.length > 0 || actor.invitations.length > 0
      const leads = actor.memberships.some(membership => membership.coordinator)
      return [
        ...(takesPart ? [{ order: 15, title: t.tasks, verb: 'tasks.open', payload: {} }] : []),
        ...(leads ? [{ order: 25, title: t.overview, verb: 'overview.open', payload: {} }] : []),
      ]
    },
  }
}
