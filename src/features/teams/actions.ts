import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { notice } from '../../cards/notice.ts'
import { partOf } from '../../cards/part.ts'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature, ownOnly, type Turn } from '../../shared/action.ts'
import { addDays } from '../../shared/day.ts'
import { type CardJson, type Outcome, view } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import { membersPerCard, overviewCard, rhythmFacts, type ShownPlace, teamListCard } from './cards.ts'
import { createTeamChangeActions } from './changes/actions.ts'
import { isCoordinator, isMember, mayCreate, type Team } from './model.ts'
import type { TeamService } from './service.ts'
import { createTeamSetupActions, type TeamSetupActionDeps } from './setup/actions.ts'
import type { TeamSetupService } from './setup/service.ts'

/** Buttons that other features put on a team's card, the most likely one first; those for later come after the team's own. */
export type TeamButtons = (turn: Turn<unknown>, team: Team) => Promise<readonly CardJson[]>

export interface TeamActionDeps {
  teams: TeamService
  setup: TeamSetupService
  people: PeopleService
  policies: PolicyService
  teamButtons: TeamButtons
  /** whether a text says the name of a child that the team may know of */
  namesChild(turn: Turn<unknown>, team: Team, text: string): Promise<boolean>
  /** the same of a team that is being made */
  namesChildOf: TeamSetupActionDeps['namesChildOf']
}

/** Absences that begin within so many days are worth knowing. */
const absenceHorizonDays = 60

/** *Mit team*: who is in it, who cannot be reached and what to do about it, and its rhythm (R-TEAM-1–5). */
export function createTeamActions(deps: TeamActionDeps): Feature {
  const { teams, setup, people, policies, teamButtons } = deps
  const teamId = z.uuid()
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)

  async function placesOf(turn: Turn<unknown>, team: Team): Promise<ShownPlace[]> {
    const members = await teams.members(turn.tx, team.id)
    const ids = members.map(member => member.personId)
    const { zone } = await policies.of(turn.tx, team.tenantId)
    const today = dayOf(turn.now, zone)
    const [known, absences] = await Promise.all([
      people.many(turn.tx, ids),
      people.absences(turn.tx, ids, today),
    ])
    const places = members.flatMap(({ personId, profession, required, coordinator }) => {
      const person = known.get(personId)
      const near = absences.find(
        one => one.personId === personId && one.fromDay <= addDays(today, absenceHorizonDays),
      )
      return person ? [{ person, profession, required, coordinator, absence: near ?? null }] : []
    })
    return places.toSorted(
      (a, b) =>
        Number(b.coordinator) - Number(a.coordinator) || a.person.name.localeCompare(b.person.name, 'da'),
    )
  }

  async function showTeam(
    turn: Turn<unknown>,
    team: Team,
    { saved = '', from = 0, first = [] }: { saved?: string; from?: number; first?: readonly CardJson[] } = {},
  ): Promise<Outcome> {
    const t = words(turn)
    const { language: lang } = turn.actor
    const leads = isCoordinator(turn.actor, team.id)
    const [places, institution, contributed] = await Promise.all([
      placesOf(turn, team),
      people.institution(turn.tx, team.institutionId),
      teamButtons(turn, team),
    ])
    const { here, next } = partOf(places, from, membersPerCard)
    const id = { teamId: team.id }
    const later = contributed.filter(({ mode }) => mode === 'secondary')
    return view(
      overviewCard(
        {
          lang,
          heading: t.teams.view.heading,
          saved,
          next: leads ? t.teams.view.nextCoordinator : t.teams.view.next,
          buttons: [
            ...first,
            ...(next === null ? [] : [button(t.teams.view.more, 'team.open', { ...id, from: next })]),
            ...contributed.filter(one => !later.includes(one)),
            ...(leads ? [button(t.teams.view.add, 'team.add', id)] : []),
            ...(leads ? [button(t.teams.view.rhythm, 'team.rhythm', id)] : []),
            ...later,
            button(t.common.start, 'start.open'),
          ],
        },
        {
          kind: team.kind,
          facts: [
            { label: t.teams.view.name, value: shown(team.name) },
            { label: t.teams.view.institution, value: shown(institution?.name ?? '') },
            ...rhythmFacts(lang, team),
          ],
          places,
          here,
          notes: leads,
          change: leads
            ? place => button(t.teams.view.change, 'team.member', { ...id, personId: place.person.id })
            : null,
        },
      ),
    )
  }

  /** What a new team needs before anything else. */
  const findDate = (turn: Turn<unknown>, { id }: Team): CardJson =>
    button(words(turn).polls.findDate, 'poll.draft', { teamId: id }, { style: 'positive' })

  /** The teams of a person: the one they have, or a list. */
  async function mine(turn: Turn<unknown>): Promise<Outcome> {
    const t = words(turn)
    const own = await teams.mine(turn.tx, turn.actor)
    const [only] = own
    if (own.length === 1 && only) return showTeam(turn, only)
    if (own.length === 0) {
      const create = mayCreate(turn.actor)
        ? [button(t.teams.entryCreate, 'team.new', {}, { style: 'positive' })]
        : []
      const buttons = [...create, button(t.common.start, 'start.open')]
      return view(
        notice(
          { lang: turn.actor.language, heading: t.teams.view.noneHeading, next: t.teams.view.none, buttons },
          '',
        ),
      )
    }
    const places = await Promise.all(own.map(team => people.institution(turn.tx, team.institutionId)))
    return view(
      teamListCard(
        turn.actor.language,
        own.map((team, index) => ({ team, institution: places[index]?.name ?? '' })),
      ),
    )
  }

  return {
    actions: [
      ...createTeamSetupActions({
        setup,
        namesChildOf: deps.namesChildOf,
        showTeam: (turn, team, saved) => showTeam(turn, team, { saved, first: [findDate(turn, team)] }),
      }),
      ...createTeamChangeActions({
        teams,
        people,
        policies,
        placesOf,
        namesChild: deps.namesChild,
        showTeam: (turn, team, saved) => showTeam(turn, team, { saved }),
      }),

      defineAction({
        verb: 'team.mine',
        effect: 'read',
        schema: z.object({}),
        authorize: ownOnly,
        run: mine,
      }),
      defineAction({
        verb: 'team.open',
        effect: 'read',
        schema: z.object({ teamId, from: z.number().int().min(0).max(1000).default(0) }),
        authorize: async turn =>
          isMember(turn.actor, turn.payload.teamId) ? teams.find(turn.tx, turn.payload.teamId) : null,
        run: (turn, team) => showTeam(turn, team, { from: turn.payload.from }),
      }),
    ],
    commands: [
      {
        words: { da: ['mit team', 'mine teams', 'teamet', 'team'], en: ['my team', 'my teams'] },
        verb: 'team.mine',
        payload: {},
      },
      {
        words: {
          da: ['opret team', 'opret et team', 'nyt team'],
          en: ['set up a team', 'create team', 'create a team', 'new team'],
        },
        verb: 'team.new',
        payload: {},
      },
    ],
    async startEntries({ actor }) {
      const t = textsIn(actor.language).teams
      const title = actor.memberships.length === 1 ? t.entryMine : t.entryMany
      return [
        ...(actor.memberships.length > 0 ? [{ order: 60, title, verb: 'team.mine', payload: {} }] : []),
        ...(mayCreate(actor) ? [{ order: 61, title: t.entryCreate, verb: 'team.new', payload: {} }] : []),
      ]
    },
  }
}
