import type { Actor } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import {
  type Cell,
  type Cells,
  figuresOf,
  halvesSince,
  hideInTable,
  hideSmall,
  type Measure,
  measures,
  type Period,
  type TeamFacts,
  yearsSince,
} from './model.ts'
import type { FiguresStore } from './store.ts'

export interface FiguresDeps {
  store: FiguresStore
  people: Pick<PeopleService, 'directoryIds' | 'institutions'>
  policies: PolicyService
}

/** Of one team, for its coordinator. */
export interface TeamFigures {
  /** the running one first */
  periods: readonly Period[]
  period: Period
  cells: Cells
}

/** Of a municipality: what may stand in one table with its totals. */
export interface MunicipalFigures {
  /** those that are over, the newest first; none yet in the first half-year */
  periods: readonly Period[]
  /** null: there is none yet */
  table: FiguresTable | null
}

export interface FiguresTable {
  period: Period
  total: Cells
  /** by name */
  institutions: readonly { id: string; name: string; cells: Cells }[]
}

export type FiguresService = ReturnType<typeof createFigures>

/** Figures without anybody's name (R-OV-2): of a team for its coordinator, of the municipality for its consultants. */
export function createFigures({ store, people, policies }: FiguresDeps) {
  const todayIn = async (tx: Tx, tenantId: string, now: Date) => {
    const { zone } = await policies.of(tx, tenantId)
    return { zone, today: dayOf(now, zone) }
  }

  async function tableOf(
    tx: Tx,
    tenantId: string,
    facts: readonly TeamFacts[],
    period: Period,
    today: Day,
  ): Promise<FiguresTable> {
    const withTeams = new Set(facts.map(one => one.institutionId))
    const named = (await people.institutions(tx, tenantId))
      .filter(({ id }) => withTeams.has(id))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
    const figures = named.map(({ id }) => {
      const own = facts.filter(one => one.institutionId === id)
      return figuresOf(own, period, today)
    })
    const hidden = Object.fromEntries(
      measures.map(measure => [
        measure,
        hideInTable(
          measure,
          figures.map(one => one[measure]),
        ),
      ]),
    ) as Record<Measure, ReturnType<typeof hideInTable>>
    const cells = (cellOf: (measure: Measure) => Cell) =>
      Object.fromEntries(measures.map(measure => [measure, cellOf(measure)])) as Record<Measure, Cell>
    return {
      period,
      total: cells(measure => hidden[measure].total),
      institutions: named.map(({ id, name }, index) => ({
        id,
        name,
        cells: cells(measure => hidden[measure].rows[index] ?? 'hidden'),
      })),
    }
  }

  return {
    tenants: (tx: Tx) => store.tenants(tx),

    /** Whether the municipality has named this person as one who follows its figures. */
    async isConsultant(tx: Tx, actor: Pick<Actor, 'tenantId' | 'personId'>): Promise<boolean> {
      const { consultants } = await policies.of(tx, actor.tenantId)
      if (consultants.length === 0) return false
      const known = (await people.directoryIds(tx, [actor.personId])).get(actor.personId)
      return consultants.some(id => id.toLowerCase() === known?.externalId.toLowerCase())
    },

    /**
     * A team's own figures, small counts hidden.
     * @param wanted a year; the running one where it is none of the team's
     */
    async ofTeam(tx: Tx, team: Team, wanted: string, now: Date): Promise<TeamFigures | null> {
      const { zone, today } = await todayIn(tx, team.tenantId, now)
      const [facts] = await store.facts(tx, { tenantId: team.tenantId, teamIds: [team.id] }, zone)
      if (!facts) return null
      const periods = yearsSince(facts.since, today)
      const period = periods.find(({ id }) => id === wanted) ?? periods[0]
      return period ? { periods, period, cells: hideSmall(figuresOf([facts], period, today)) } : null
    },

    /**
     * The municipality's figures in one table, of a half-year that is over (decision 0020).
     * @param wanted a half-year; the newest where there is no such one
     */
    async ofMunicipality(tx: Tx, tenantId: string, wanted: string, now: Date): Promise<MunicipalFigures> {
      const { zone, today } = await todayIn(tx, tenantId, now)
      const facts = await store.facts(tx, { tenantId }, zone)
      const since = facts.map(one => one.since).toSorted()[0]
      const periods = since ? halvesSince(since, today) : []
      const period = periods.find(({ id }) => id === wanted) ?? periods[0]
      return { periods, table: period ? await tableOf(tx, tenantId, facts, period, today) : null }
    },
  }
}
