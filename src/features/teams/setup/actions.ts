import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, type Actor, defineAction, ownOnly, type Turn } from '../../../shared/action.ts'
import { type Card, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { rhythmWords } from '../inputs/cards.ts'
import { cprAt, idsIn, rhythmPayload, typedPlace, typedText } from '../inputs/schema.ts'
import { mayCreate, readRhythm, type Team, teamKinds } from '../model.ts'
import {
  basicsStep,
  basicsWords,
  nameOf,
  otherInstitution,
  peopleStep,
  placesPerCard,
  restartCard,
  rhythmStep,
  rolesStep,
  summaryStep,
} from './cards.ts'
import {
  type Basics,
  type BasicsField,
  basicsProblems,
  choosePlace,
  type TeamDraft,
  withBasics,
} from './model.ts'
import type { TeamSetupService } from './service.ts'

export interface TeamSetupActionDeps {
  setup: TeamSetupService
  /** the team as it is after it was made, to its coordinator */
  showTeam(turn: Turn<unknown>, team: Team, saved: string): Promise<Outcome>
  /** whether a text says the name of a child of the institution; those who are to be in the team may stand there */
  namesChildOf(
    turn: Turn<unknown>,
    institutionId: string,
    personIds: readonly string[],
    text: string,
  ): Promise<boolean>
}

const go = z.enum(['next', 'back', 'search']).default('next')

const basicsSchema = z
  .object({
    kind: z.enum(teamKinds).default('resourceTeam'),
    institutionId: z.string().max(60).default(''),
    institutionName: typedText,
    name: typedText,
  })
  .transform(typed => ({
    ...typed,
    institutionId: typed.institutionId === otherInstitution ? '' : typed.institutionId,
  }))

/** Setting up a team in five steps; each is stored when it is left, forwards or backwards (R-TEAM-1, R-TEAM-2). */
export function createTeamSetupActions(deps: TeamSetupActionDeps): readonly Action[] {
  const { setup, showTeam, namesChildOf } = deps

  const leaders = async ({ actor }: { actor: Actor }) => (mayCreate(actor) ? true : null)
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)

  async function basics(
    turn: Turn<unknown>,
    typed: Basics,
    state: { problems?: Partial<Record<BasicsField, string>>; problem?: string; saved?: string } = {},
  ): Promise<Card> {
    const institutions = await setup.institutions(turn.tx, turn.actor)
    const unfinished = (await setup.find(turn.tx, turn.actor)) !== null
    return basicsStep(turn.actor.language, { typed, institutions, unfinished, ...state })
  }

  async function people(
    turn: Turn<unknown>,
    draft: TeamDraft,
    state?: Parameters<typeof peopleStep>[3],
  ): Promise<Card> {
    return peopleStep(turn.actor.language, draft, await setup.candidates(turn.tx, turn.actor), state)
  }

  async function roles(
    turn: Turn<unknown>,
    draft: TeamDraft,
    page: number,
    problems?: readonly string[],
  ): Promise<Card> {
    const places = await setup.places(turn.tx, turn.actor, draft)
    return rolesStep(turn.actor.language, draft, places, page, problems)
  }

  async function summary(turn: Turn<unknown>, draft: TeamDraft): Promise<Card> {
    const places = await setup.places(turn.tx, turn.actor, draft)
    return summaryStep(
      turn.actor.language,
      draft,
      places,
      await setup.institutionName(turn.tx, turn.actor, draft),
    )
  }

  /** The place stands in everybody's messages and calendars. Of an institution that is new, no child is known. */
  async function placeNamesChild(turn: Turn<unknown>, draft: TeamDraft): Promise<boolean> {
    const chosen = await setup.institution(turn.tx, turn.actor, draft)
    const people = [turn.actor.personId, ...draft.picked]
    return chosen !== undefined && namesChildOf(turn, chosen.id, people, draft.rhythm.place)
  }

  const placeAgain = ({ actor: { language } }: Turn<unknown>, draft: TeamDraft): Outcome =>
    view(rhythmStep(language, draft, rhythmWords(language, { place: 'placeNames' })))

  /** For the steps of a card that is older than the draft: the team has been made, or begun anew. */
  async function gone(turn: Turn<unknown>): Promise<Outcome> {
    const text = words(turn).teams.setup.gone
    const fresh = await setup.fresh(turn.tx, turn.actor)
    return refuse('draftGone', text, await basics(turn, fresh, { problem: text }))
  }

  return [
    defineAction({
      verb: 'team.new',
      effect: 'read',
      schema: z.object({}),
      authorize: ownOnly,
      async run(turn) {
        if (!mayCreate(turn.actor)) return refuse('notLeader', words(turn).teams.setup.notLeader)
        const draft = await setup.find(turn.tx, turn.actor)
        return view(await basics(turn, draft ?? (await setup.fresh(turn.tx, turn.actor))))
      },
    }),

    defineAction({
      verb: 'team.basics',
      effect: 'write',
      schema: basicsSchema,
      authorize: leaders,
      async run(turn) {
        const { tx, actor, now, payload: typed } = turn
        const kept = (await setup.find(tx, actor)) ?? (await setup.fresh(tx, actor))
        const draft = withBasics(kept, typed)
        await setup.save(tx, actor, draft, now)
        const own = await setup.institutions(tx, actor)
        const problems = basicsProblems(
          typed,
          own.map(institution => institution.id),
        )
        if (typed.institutionId === '' && (await setup.isForeign(tx, actor, typed.institutionName)))
          problems.institutionName ??= 'foreign'
        const name = nameOf(actor.language, draft, await setup.institutionName(tx, actor, draft))
        if (!problems.name && (await setup.nameTaken(tx, actor, draft, name))) problems.name = 'taken'
        if (Object.keys(problems).length === 0) return view(await people(turn, draft))
        return view(await basics(turn, typed, { problems: basicsWords(actor.language, problems) }))
      },
      async again(turn, _grant, fields) {
        return view(
          await basics(turn, turn.payload, { problems: cprAt(fields, words(turn).common.cprField) }),
        )
      },
    }),

    defineAction({
      verb: 'team.people',
      effect: 'write',
      schema: z.object({ people: typedText, search: typedText, go }),
      authorize: leaders,
      async run(turn) {
        const { tx, actor, now, payload } = turn
        const kept = await setup.find(tx, actor)
        if (!kept) return gone(turn)
        const candidates = await setup.candidates(tx, actor)
        const picked = idsIn(payload.people).filter(id => candidates.some(person => person.id === id))
        const draft = { ...kept, picked }
        await setup.save(tx, actor, draft, now)
        const { search } = payload
        if (payload.go === 'search') return view(await people(turn, draft, { search }))
        if (payload.go === 'back') return view(await basics(turn, draft))
        if (picked.length > 0 || candidates.length === 0) return view(await roles(turn, draft, 0))
        return view(await people(turn, draft, { search, peopleProblem: words(turn).teams.pick.nobody }))
      },
      async again(turn) {
        const kept = await setup.find(turn.tx, turn.actor)
        if (!kept) return gone(turn)
        const { search } = turn.payload
        const draft = { ...kept, picked: idsIn(turn.payload.people) }
        return view(await people(turn, draft, { search, searchProblem: words(turn).common.cprField }))
      },
    }),

    defineAction({
      verb: 'team.roles',
      effect: 'write',
      schema: z.object({ page: z.number().int().min(0).max(100), go }).catchall(z.string().max(60)),
      authorize: leaders,
      async run(turn) {
        const { tx, actor, now, payload } = turn
        const kept = await setup.find(tx, actor)
        if (!kept) return gone(turn)
        const { page } = payload
        const first = page * placesPerCard
        const before = await setup.places(tx, actor, kept)
        const places = { ...kept.places }
        for (const row of before.slice(first, first + placesPerCard))
          places[row.personId] = choosePlace(places[row.personId], row, typedPlace(payload, row.personId))
        const draft = { ...kept, places }
        await setup.save(tx, actor, draft, now)
        if (payload.go === 'back')
          return view(page === 0 ? await people(turn, draft) : await roles(turn, draft, page - 1))
        const after = await setup.places(tx, actor, draft)
        const open = after
          .slice(first, first + placesPerCard)
          .filter(place => place.profession === null)
          .map(place => place.personId)
        if (open.length > 0) return view(await roles(turn, draft, page, open))
        const more = after.length > first + placesPerCard
        return view(more ? await roles(turn, draft, page + 1) : rhythmStep(actor.language, draft))
      },
    }),

    defineAction({
      verb: 'team.when',
      effect: 'write',
      schema: z.object({ ...rhythmPayload, go }),
      authorize: leaders,
      async run(turn) {
        const { tx, actor, now } = turn
        const kept = await setup.find(tx, actor)
        if (!kept) return gone(turn)
        const { go: where, ...rhythm } = turn.payload
        const draft = { ...kept, rhythm }
        await setup.save(tx, actor, draft, now)
        if (where === 'back') return view(await roles(turn, draft, 0))
        const read = readRhythm(draft.kind, rhythm)
        if (!read.ok)
          return view(rhythmStep(actor.language, draft, rhythmWords(actor.language, read.problems)))
        return (await placeNamesChild(turn, draft))
          ? placeAgain(turn, draft)
          : view(await summary(turn, draft))
      },
      async again(turn, _grant, fields) {
        const kept = await setup.find(turn.tx, turn.actor)
        if (!kept) return gone(turn)
        const { go: _, ...rhythm } = turn.payload
        const problems = cprAt(fields, words(turn).common.cprField)
        return view(rhythmStep(turn.actor.language, { ...kept, rhythm }, problems))
      },
    }),

    defineAction({
      verb: 'team.backToWhen',
      effect: 'read',
      schema: z.object({}),
      authorize: leaders,
      async run(turn) {
        const draft = await setup.find(turn.tx, turn.actor)
        return draft ? view(rhythmStep(turn.actor.language, draft)) : gone(turn)
      },
    }),

    defineAction({
      verb: 'team.create',
      effect: 'write',
      schema: z.object({}),
      authorize: leaders,
      async run(turn) {
        const { tx, actor, now } = turn
        const t = words(turn).teams.setup
        const draft = await setup.find(tx, actor)
        if (!draft) return gone(turn)
        // The summary may be older than the place.
        if (await placeNamesChild(turn, draft)) return placeAgain(turn, draft)
        const name = nameOf(actor.language, draft, await setup.institutionName(tx, actor, draft))
        const made = await setup.create(tx, actor, draft, name, now)
        if (made.ok) {
          const own = { teamId: made.team.id, coordinator: true, profession: actor.profession ?? 'other' }
          const memberships = [...actor.memberships, own]
          const asCoordinator = { ...turn, actor: { ...actor, memberships } }
          return showTeam(asCoordinator, made.team, t.created(draft.picked.length))
        }
        if (made.problem === 'nameTaken') {
          const text = t.basicsProblems.taken
          return refuse(made.problem, text, await basics(turn, draft, { problems: { name: text } }))
        }
        if (made.problem === 'foreign') {
          const text = t.basicsProblems.foreign
          return refuse(
            made.problem,
            text,
            await basics(turn, draft, { problems: { institutionName: text } }),
          )
        }
        const text = t[made.problem]
        return refuse(made.problem, text, await basics(turn, draft, { problem: text }))
      },
    }),

    defineAction({
      verb: 'team.askRestart',
      effect: 'read',
      schema: z.object({}),
      authorize: leaders,
      run: async turn => view(restartCard(turn.actor.language)),
    }),

    defineAction({
      verb: 'team.restart',
      effect: 'write',
      schema: z.object({}),
      authorize: leaders,
      async run(turn) {
        await setup.drop(turn.tx, turn.actor)
        const fresh = await setup.fresh(turn.tx, turn.actor)
        return view(await basics(turn, fresh, { saved: words(turn).teams.setup.restarted }))
      },
    }),
  ]
}
