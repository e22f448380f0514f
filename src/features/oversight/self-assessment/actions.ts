import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import type { Picture } from '../../../documents/model.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Actor, defineAction, type Feature, type Turn } from '../../../shared/action.ts'
import { beside, type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { overfull } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { AnonymityService } from '../../agenda/anonymity/service.ts'
import { componentCount } from '../../policy/assessment/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { isCoordinator, isMember, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import {
  type AssessmentForm,
  assessmentCard,
  assessmentForm,
  noAssessmentCard,
  scoreField,
  webOf,
} from './cards.ts'
import { before, longestText, mayWrite, readScores, type TextField, type Typed, textFields } from './model.ts'
import type { AssessmentService } from './service.ts'
import { webPicture } from './web/model.ts'

export interface AssessmentActionDeps {
  assessments: AssessmentService
  teams: TeamService
  policies: PolicyService
  anonymity: Pick<AnonymityService, 'namesChild'>
  /** the address of a picture, which holds all of it */
  addressOf(picture: Picture): string
}

const teamId = z.uuid()
const year = z.number().int().min(2000).max(3000)
const text = z.string().max(20_000).default('')

const saving = z.object({
  teamId,
  year,
  /** the version that was on the card; 0: none */
  seen: z.number().int().min(0).max(100_000),
  /** ids of what was asked, in the order of the card */
  components: z.string().max(500),
  ...Object.fromEntries(Array.from({ length: componentCount }, (_, index) => [scoreField(index), text])),
  together: text,
  workOn: text,
})
type Saving = z.infer<typeof saving>

/** The team's yearly self-assessment: written by its coordinator, read by its members (R-OV-3). */
export function createAssessmentActions(deps: AssessmentActionDeps): Feature & {
  teamButtons(turn: Turn<unknown>, team: Team): Promise<readonly CardJson[]>
} {
  const { assessments, teams, policies, anonymity, addressOf } = deps
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)

  const led = async (actor: Actor, tx: Tx, { teamId: id }: { teamId: string }): Promise<Team | null> =>
    isCoordinator(actor, id) ? teams.find(tx, id) : null
  const mine = async (actor: Actor, tx: Tx, { teamId: id }: { teamId: string }): Promise<Team | null> =>
    isMember(actor, id) ? teams.find(tx, id) : null

  /** A year's assessment, or the latest. */
  async function show(
    turn: Turn<unknown>,
    team: Team,
    { year: wanted, saved = '' }: { year?: number; saved?: string } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const standing = await assessments.of(tx, team.id, now)
    const found = standing.all.find(one => wanted === undefined || one.year === wanted) ?? standing.all[0]
    const leads = isCoordinator(actor, team.id)
    if (!found) return leads ? form(turn, team, standing.year) : view(noAssessmentCard(actor.language))
    const { zone } = await policies.forTeam(tx, team.id)
    const web = webOf(found, before(standing.all, found.year), actor.language)
    const picture = addressOf(webPicture(web))
    return view(assessmentCard({ team, now: found, standing, zone, picture, leads, saved }, actor.language))
  }

  /** The card to write on, with what is stored, or with what was typed. */
  async function form(
    turn: Turn<unknown>,
    team: Team,
    wanted: number,
    again?: Pick<AssessmentForm, 'problem' | 'missing' | 'textProblems' | 'typed'>,
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const standing = await assessments.of(tx, team.id, now)
    if (!mayWrite(standing, wanted)) return again ? closed(turn) : show(turn, team, {})
    const stored = standing.all.find(one => one.year === wanted)
    const { selfAssessment: components } = await policies.forTeam(tx, team.id)
    const scores = Object.fromEntries(Object.entries(stored?.scores ?? {}).map(([id, n]) => [id, String(n)]))
    const card = assessmentForm(
      {
        team,
        year: wanted,
        seen: stored?.version ?? 0,
        components,
        typed: { scores, together: stored?.together ?? '', workOn: stored?.workOn ?? '' },
        earlier: before(standing.all, wanted),
        ...again,
      },
      actor.language,
    )
    return again ? refuse('ASSESSMENT', again.problem ?? '', card) : view(card)
  }

  /** Another year's was made meanwhile: what was typed stays on the card. */
  const closed = (turn: Turn<unknown>): Outcome =>
    beside(refuse('closed', words(turn).assessment.closed), words(turn).common.stillHere)

  const typedOf = (payload: Saving): Typed => ({
    scores: Object.fromEntries(
      payload.components
        .split(',')
        .map((id, index) => [id, String((payload as Record<string, unknown>)[scoreField(index)] ?? '')]),
    ),
    together: payload.together.trim(),
    workOn: payload.workOn.trim(),
  })

  /** What is wrong with the texts: the whole team reads them, whoever may know of which child. */
  async function textProblemsOf(
    turn: Turn<Saving>,
    team: Team,
    typed: Typed,
  ): Promise<Partial<Record<TextField, string>>> {
    const { assessment: t, common } = words(turn)
    const problems: Partial<Record<TextField, string>> = {}
    for (const field of textFields) {
      const written = typed[field]
      if (overfull(written, longestText)) problems[field] = common.tooLong(longestText)
      else if (written !== '' && (await anonymity.namesChild(turn, team.id, written)))
        problems[field] = t.names
    }
    return problems
  }

  async function save(turn: Turn<Saving>, team: Team): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { assessment: t, common } = words(turn)
    const typed = typedOf(payload)
    const { selfAssessment: components } = await policies.forTeam(tx, team.id)
    const read = readScores(components, typed.scores)
    const textProblems = await textProblemsOf(turn, team, typed)
    if (!read.ok || Object.keys(textProblems).length > 0) {
      const asked = payload.components.split(',')
      const others = components.some(({ id }) => !asked.includes(id))
      const problem = others ? t.otherQuestions : common.fix
      return form(turn, team, payload.year, {
        typed,
        problem,
        textProblems,
        missing: read.ok ? [] : read.missing,
      })
    }
    const { together, workOn } = typed
    const answers = { components, scores: read.scores, together, workOn }
    const saved = await assessments.save(tx, team.id, payload, answers, actor, now)
    if (saved === 'closed') return closed(turn)
    if (saved === 'changed') return form(turn, team, payload.year, { typed, problem: t.changedMeanwhile })
    return show(turn, team, { year: payload.year, saved: payload.seen === 0 ? t.saved : t.savedCorrection })
  }

  return {
    actions: [
      defineAction({
        verb: 'assessment.open',
        effect: 'read',
        schema: z.object({ teamId, year: year.optional() }),
        authorize: turn => mine(turn.actor, turn.tx, turn.payload),
        run: (turn, team) =>
          show(turn, team, turn.payload.year === undefined ? {} : { year: turn.payload.year }),
      }),
      defineAction({
        verb: 'assessment.form',
        effect: 'read',
        schema: z.object({ teamId, year }),
        authorize: turn => led(turn.actor, turn.tx, turn.payload),
        run: (turn, team) => form(turn, team, turn.payload.year),
      }),
      defineAction({
        verb: 'assessment.save',
        effect: 'write',
        schema: saving,
        authorize: turn => led(turn.actor, turn.tx, turn.payload),
        holdsText: ({ together, workOn }) => `${together}${workOn}`.trim() !== '',
        run: save,
        async again(turn, team, cprFields) {
          const problem = words(turn).common.cprField
          const fields = textFields.filter(field => cprFields.includes(field))
          return form(turn, team, turn.payload.year, {
            typed: typedOf(turn.payload),
            problem,
            textProblems: Object.fromEntries(fields.map(field => [field, problem])),
          })
        },
      }),
    ],
    async teamButtons(turn, { id }) {
      // For most of the year it is not what the coordinator came for.
      const later = isCoordinator(turn.actor, id) && !(await assessments.of(turn.tx, id, turn.now)).due
      return [button(words(turn).assessment.entry, 'assessment.open', { teamId: id }, { later })]
    },
  }
}
