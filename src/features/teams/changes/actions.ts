import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { nothingHere, type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { ShownPlace } from '../cards.ts'
import { pickCard, placesCard, rhythmCard, rhythmWords } from '../inputs/cards.ts'
import { cprAt, idsIn, rhythmPayload, typedPlace, typedText } from '../inputs/schema.ts'
import {
  isCoordinator,
  pickList,
  readRhythm,
  requiredByDefault,
  type Team,
  type TypedRhythm,
} from '../model.ts'
import type { Place, TeamService } from '../service.ts'
import { typedRhythm } from '../setup/model.ts'

export interface TeamChangeActionDeps {
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  placesOf(turn: Turn<unknown>, team: Team): Promise<ShownPlace[]>
  /** the team as it is now, with what was done */
  showTeam(turn: Turn<unknown>, team: Team, saved: string): Promise<Outcome>
  /** whether it says the name of a child: each meeting's messages and calendars get the place from here (R-POLL-6) */
  namesChild(turn: Turn<unknown>, team: Team, place: string): Promise<boolean>
}

/** What the tovholder changes: who is in the team, as what, and when it meets (R-TEAM-1). */
export function createTeamChangeActions(deps: TeamChangeActionDeps): readonly Action[] {
  const { teams, people, policies, placesOf, showTeam, namesChild } = deps
  const teamId = z.uuid()
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)
  /** what is said of parents who are asked, or informed (R-CONS-10) */
  const asking = async (turn: Turn<unknown>, team: Team) =>
    textsOn(await policies.basisFor(turn.tx, team.id), turn.actor.language).teams

  /** The team, for its tovholder alone. */
  async function led(turn: Turn<unknown>, id: string): Promise<Team | null> {
    return isCoordinator(turn.actor, id) ? teams.find(turn.tx, id) : null
  }

  /** Somebody's place in a team that the actor coordinates. */
  async function ledMember(turn: Turn<{ teamId: string; personId: string }>) {
    const team = await led(turn, turn.payload.teamId)
    const places = team ? await placesOf(turn, team) : []
    const place = places.find(one => one.person.id === turn.payload.personId)
    return team && place ? { team, place, places } : null
  }

  function memberCard(turn: Turn<unknown>, team: Team, place: ShownPlace, places: readonly ShownPlace[]) {
    const t = words(turn)
    const ids = { teamId: team.id, personId: place.person.id }
    return placesCard(
      {
        lang: turn.actor.language,
        heading: t.teams.memberHeading,
        context: shown(team.name),
        next: t.teams.memberNext,
        buttons: [
          button(t.common.save, 'team.savePlace', ids, { style: 'positive' }),
          button(t.common.back, 'team.open', { teamId: team.id }, { inputs: false }),
          ...(place.coordinator
            ? []
            : [button(t.teams.remove, 'team.askRemove', ids, { inputs: false, style: 'destructive' })]),
        ],
      },
      { kind: team.kind, rows: [place], filled: places.map(one => one.profession) },
    )
  }

  async function addCard(
    turn: Turn<unknown>,
    team: Team,
    picked: readonly string[],
    state: { search?: string; searchProblem?: string; peopleProblem?: string } = {},
  ): Promise<Outcome> {
    const t = words(turn)
    const { search = '', ...problems } = state
    const present = new Set((await teams.members(turn.tx, team.id)).map(member => member.personId))
    const candidates = (await people.pickable(turn.tx, turn.actor)).filter(one => !present.has(one.id))
    const ids = { teamId: team.id }
    const list = pickList(candidates, picked, problems.searchProblem ? '' : search)
    const add = button(t.teams.addButton, 'team.addPeople', { ...ids, go: 'add' }, { style: 'positive' })
    return view(
      pickCard(
        {
          lang: turn.actor.language,
          heading: t.teams.addHeading,
          context: shown(team.name),
          problem: problems.searchProblem || problems.peopleProblem ? t.common.fix : '',
          next: (await asking(turn, team)).addNext,
          buttons: [
            ...(list.shown.length > 0 ? [add] : []),
            button(t.common.back, 'team.open', ids, { inputs: false }),
          ],
        },
        {
          label: t.teams.pick.addLabel,
          nobody: t.teams.pick.allIn,
          list,
          picked,
          search,
          ...problems,
          find: button(t.teams.pick.search, 'team.addPeople', { ...ids, go: 'search' }),
        },
      ),
    )
  }

  function editRhythm(
    turn: Turn<unknown>,
    team: Team,
    typed: TypedRhythm,
    problems: Partial<Record<keyof TypedRhythm, string>> = {},
  ): Outcome {
    const t = words(turn)
    const ids = { teamId: team.id }
    return view(
      rhythmCard(
        {
          lang: turn.actor.language,
          heading: t.teams.rhythmHeading,
          context: shown(team.name),
          problem: Object.keys(problems).length > 0 ? t.common.fix : '',
          next: t.teams.rhythmEditNext,
          buttons: [
            button(t.common.save, 'team.saveRhythm', ids, { style: 'positive' }),
            button(t.common.back, 'team.open', ids, { inputs: false }),
          ],
        },
        team.kind,
        typed,
        problems,
      ),
    )
  }

  return [
    defineAction({
      verb: 'team.member',
      effect: 'read',
      schema: z.object({ teamId, personId: z.uuid() }),
      authorize: turn => ledMember(turn),
      run: async (turn, { team, place, places }) => view(memberCard(turn, team, place, places)),
    }),
    defineAction({
      verb: 'team.savePlace',
      effect: 'write',
      schema: z.object({ teamId, personId: z.uuid() }).catchall(z.string().max(60)),
      authorize: turn => ledMember(turn),
      async run(turn, { team, place }) {
        const personId = place.person.id
        const typed = typedPlace(turn.payload, personId)
        const changed: Place = {
          personId,
          profession: typed.profession ?? place.profession ?? 'other',
          required: typed.required ?? place.required,
        }
        await teams.changePlaces(turn.tx, team, [changed], turn.actor, turn.now)
        return showTeam(turn, team, words(turn).teams.placeSaved)
      },
    }),
    defineAction({
      verb: 'team.askRemove',
      effect: 'read',
      schema: z.object({ teamId, personId: z.uuid() }),
      authorize: turn => ledMember(turn),
      async run(turn, { team, place }) {
        if (place.coordinator) return nothingHere
        const t = words(turn)
        const ids = { teamId: team.id, personId: place.person.id }
        const buttons = [
          button(t.common.back, 'team.member', ids),
          button(t.teams.remove, 'team.remove', ids, { style: 'destructive' }),
        ]
        const { removeHeading: heading, removeNext: next } = t.teams
        const frame = { lang: turn.actor.language, heading, next, buttons }
        return view(notice(frame, t.teams.removeText(shown(place.person.name))))
      },
    }),
    defineAction({
      verb: 'team.remove',
      effect: 'write',
      schema: z.object({ teamId, personId: z.uuid() }),
      authorize: turn => ledMember(turn),
      async run(turn, { team, place }) {
        const removed = await teams.removeMember(turn.tx, team, place.person.id, turn.actor, turn.now)
        if (!removed) return nothingHere
        return showTeam(turn, team, words(turn).teams.removed(shown(place.person.name)))
      },
    }),

    defineAction({
      verb: 'team.add',
      effect: 'read',
      schema: z.object({ teamId }),
      authorize: turn => led(turn, turn.payload.teamId),
      run: (turn, team) => addCard(turn, team, []),
    }),
    defineAction({
      verb: 'team.addPeople',
      effect: 'write',
      schema: z.object({ teamId, people: typedText, search: typedText, go: z.enum(['add', 'search']) }),
      authorize: turn => led(turn, turn.payload.teamId),
      async run(turn, team) {
        const t = words(turn)
        const pickable = new Map(
          (await people.pickable(turn.tx, turn.actor)).map(person => [person.id, person]),
        )
        const picked = idsIn(turn.payload.people).flatMap(id => pickable.get(id) ?? [])
        const pickedIds = picked.map(person => person.id)
        const { search } = turn.payload
        if (turn.payload.go === 'search') return addCard(turn, team, pickedIds, { search })
        if (picked.length === 0)
          return addCard(turn, team, [], { search, peopleProblem: t.teams.pick.nobody })
        const places = picked.map((person): Place => {
          const profession = person.profession ?? 'other'
          return { personId: person.id, profession, required: requiredByDefault(team.kind, profession) }
        })
        const count = await teams.addMembers(turn.tx, team, places, turn.actor, turn.now)
        return showTeam(turn, team, count > 0 ? (await asking(turn, team)).added(count) : t.teams.addedNobody)
      },
      again: (turn, team) =>
        addCard(turn, team, idsIn(turn.payload.people), {
          search: turn.payload.search,
          searchProblem: words(turn).common.cprField,
        }),
    }),

    defineAction({
      verb: 'team.rhythm',
      effect: 'read',
      schema: z.object({ teamId }),
      authorize: turn => led(turn, turn.payload.teamId),
      run: async (turn, team) => editRhythm(turn, team, typedRhythm(team)),
    }),
    defineAction({
      verb: 'team.saveRhythm',
      effect: 'write',
      schema: z.object({ teamId, ...rhythmPayload }),
      authorize: turn => led(turn, turn.payload.teamId),
      async run(turn, team) {
        const { teamId: _, ...typed } = turn.payload
        const read = readRhythm(team.kind, typed)
        if (!read.ok) return editRhythm(turn, team, typed, rhythmWords(turn.actor.language, read.problems))
        const { place } = read.rhythm
        if (place !== team.place && (await namesChild(turn, team, place)))
          return editRhythm(turn, team, typed, rhythmWords(turn.actor.language, { place: 'placeNames' }))
        const changed = await teams.changeRhythm(turn.tx, team, read.rhythm, turn.actor, turn.now)
        return showTeam(turn, changed, words(turn).teams.rhythmSaved)
      },
      async again(turn, team, fields) {
        const { teamId: _, ...typed } = turn.payload
        return editRhythm(turn, team, typed, cprAt(fields, words(turn).common.cprField))
      },
    }),
  ]
}
