import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import {
  type Actor,
  defineAction,
  type Feature,
  type Language,
  type StartEntry,
  type Turn,
} from '../../../shared/action.ts'
import { nothingHere, type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { DownloadKind, DownloadService } from '../../downloads/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { type Chosen, figuresCard, figuresFileCard, mostInstitutions, noFiguresCard } from './cards.ts'
import { type FiguresRow, figuresSheets } from './documents.ts'
import type { Cells, Period } from './model.ts'
import type { FiguresService } from './service.ts'

export interface FiguresActionDeps {
  figures: FiguresService
  teams: TeamService
  policies: PolicyService
  downloads: DownloadService
}

const kind = 'figures'
const municipality = 'municipality'

/** Whose figures somebody may see: of the teams they coordinate, and of the municipality where it has named them. */
interface Reach {
  teams: readonly Team[]
  consultant: boolean
}

type By = Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>

async function reachOf(
  { figures, teams }: Pick<FiguresActionDeps, 'figures' | 'teams'>,
  tx: Tx,
  actor: Actor,
) {
  const led = new Set(actor.memberships.filter(one => one.coordinator).map(one => one.teamId))
  const own = led.size === 0 ? [] : (await teams.mine(tx, actor)).filter(team => led.has(team.id))
  const reach: Reach = { teams: own, consultant: await figures.isConsultant(tx, actor) }
  return reach.teams.length > 0 || reach.consultant ? reach : null
}

/** What was asked for, as it may be seen: a scope that is not theirs becomes one that is. */
interface Found {
  scope: string
  name: string
  cells: Cells
  period: Period
  periods: readonly Period[]
  /** what the choice of scope offers; institutions only where the municipality's figures are seen */
  institutions: readonly { id: string; name: string; cells: Cells }[]
  total: Cells | null
}

function createLookUp({ figures, policies }: FiguresActionDeps) {
  const todayOf = async ({ tx, actor, now }: By) => dayOf(now, (await policies.of(tx, actor.tenantId)).zone)

  /** @returns null when the municipality has no figures yet */
  async function look(by: By, reach: Reach, scope: string, period: string): Promise<Found | null> {
    const { tx, actor, now } = by
    const team = reach.teams.find(({ id }) => scope === id) ?? (reach.consultant ? null : reach.teams[0])
    if (team) {
      const found = await figures.ofTeam(tx, team, period, now)
      if (!found) return null
      return { ...found, scope: team.id, name: team.name, institutions: [], total: null }
    }
    const { periods, table } = await figures.ofMunicipality(tx, actor.tenantId, period, now)
    // Whoever coordinates too has the figures of a team in the meantime.
    if (!table) return reach.teams[0] ? look(by, { ...reach, consultant: false }, '', period) : null
    const { institutions, total } = table
    const one = institutions.find(({ id }) => scope === id)
    const name = one?.name ?? textsIn(actor.language).figures.municipality
    const cells = one?.cells ?? total
    const found = { periods, period: table.period, institutions, total, name, cells }
    return { ...found, scope: one ? scope : municipality }
  }

  return { look, todayOf }
}

/** *Tal* (R-OV-2): for a coordinator those of her teams, for the municipality's consultants all of it. */
export function createFiguresActions(deps: FiguresActionDeps): Feature {
  const { downloads } = deps
  const { look, todayOf } = createLookUp(deps)

  const chosenOf = (
    { scope, name, period, periods, institutions, total }: Found,
    reach: Reach,
    lang: Language,
  ): Chosen => ({
    scope,
    name: shown(name),
    period,
    periods,
    own: total === null,
    tooMany: institutions.length > mostInstitutions,
    scopes: [
      ...(reach.consultant
        ? [
            { value: municipality, title: textsIn(lang).figures.municipality },
            ...(institutions.length > mostInstitutions ? [] : institutions).map(one => ({
              value: one.id,
              title: one.name,
            })),
          ]
        : []),
      ...reach.teams.map(team => ({ value: team.id, title: team.name })),
    ],
  })

  const asked = z.object({
    scope: z.string().max(60).default(''),
    period: z.string().max(10).default(''),
  })

  async function open(turn: Turn<z.output<typeof asked>>, reach: Reach): Promise<Outcome> {
    const { payload, actor } = turn
    const today = await todayOf(turn)
    const found = await look(turn, reach, payload.scope, payload.period)
    if (found)
      return view(figuresCard(found.cells, chosenOf(found, reach, actor.language), today, actor.language))
    const { first } = await deps.figures.ofMunicipality(turn.tx, actor.tenantId, '', turn.now)
    return view(noFiguresCard(first, actor.language))
  }

  return {
    actions: [
      defineAction({
        verb: 'figures.open',
        effect: 'read',
        schema: asked,
        authorize: ({ tx, actor }) => reachOf(deps, tx, actor),
        run: open,
      }),
      defineAction({
        verb: 'figures.file',
        effect: 'write',
        schema: asked,
        authorize: ({ tx, actor }) => reachOf(deps, tx, actor),
        async run(turn, reach) {
          const { tx, actor, payload, now } = turn
          const found = await look(turn, reach, payload.scope, payload.period)
          if (!found) return nothingHere
          // The file of the municipality holds every institution: one table, one pattern of what is hidden.
          const scope = found.total ? municipality : found.scope
          const url = await downloads.offer(
            tx,
            {
              kind,
              subjectId: `${scope}/${found.period.id}`,
              format: 'xlsx',
              language: actor.language,
              childId: null,
              reason: found.total ? 'consultant' : 'coordinator',
            },
            actor,
            now,
          )
          const chosen = chosenOf(found, reach, actor.language)
          return view(figuresFileCard(chosen, url, await todayOf(turn), actor.language))
        },
      }),
    ],
    commands: [
      {
        words: { da: ['tal', 'statistik', 'nøgletal'], en: ['figures', 'statistics'] },
        verb: 'figures.open',
        payload: {},
      },
    ],
    async startEntries({ tx, actor }): Promise<StartEntry[]> {
      if (!(await deps.figures.isConsultant(tx, actor))) return []
      const title = textsIn(actor.language).figures.municipality
      return [{ order: 26, title, verb: 'figures.open', payload: { scope: municipality } }]
    },
  }
}

/** The workbook behind its link: as the figures are when it is fetched, for whoever may still see them. */
export function createFiguresDownload(deps: Omit<FiguresActionDeps, 'downloads'>): DownloadKind {
  const { look, todayOf } = createLookUp(deps as FiguresActionDeps)
  return {
    kind,
    async draw(tx, { subjectId, format, language }, actor, now) {
      const [scope = '', period = ''] = subjectId.split('/')
      const reach = await reachOf(deps, tx, actor)
      if (!reach || format !== 'xlsx') return null
      const by = { tx, actor: { ...actor, language }, now }
      const found = await look(by, reach, scope, period)
      // What they may see now must be what the link was made for.
      if (!found || found.scope !== scope || found.period.id !== period) return null
      const rows: FiguresRow[] = [{ name: found.name, cells: found.cells }, ...found.institutions]
      const sheets = figuresSheets(rows, found.period, await todayOf(by), language)
      return { format, name: `tal-${period}`, sheets }
    },
  }
}
