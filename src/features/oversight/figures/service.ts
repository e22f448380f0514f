import type { Actor } from '../../../shared/action.ts'
import { addDays, type Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import {
  type Cell,
  type Cells,
  figuresOf,
  firstFigures,
  halvesSince,
  hideInTable,
  hideSmall,
  type InstitutionFigures,
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
  /** the day on which the first one is there, where there is none yet */
  first: Day
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

  /** By name, as institutions are called now. */
  async function tableOf(
    tx: Tx,
    tenantId: string,
    counts: readonly InstitutionFigures[],
    period: Period,
  ): Promise<FiguresTable> {
    const names = new Map((await people.institutions(tx, tenantId)).map(({ id, name }) => [id, name]))
    const named = counts
      .map(one => ({ ...one, name: names.get(one.id) ?? one.name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
    const hidden = Object.fromEntries(
      measures.map(measure => [
        measure,
        hideInTable(
          measure,
          named.map(({ figures }) => figures[measure]),
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

  /** What is counted of each institution that has a team. */
  async function countedIn(
    tx: Tx,
    tenantId: string,
    facts: readonly TeamFacts[],
    period: Period,
    today: Day,
  ): Promise<InstitutionFigures[]> {
    const ofInstitution = Map.groupBy(facts, one => one.institutionId)
    return (await people.institutions(tx, tenantId)).flatMap(({ id, name }) => {
      const own = ofInstitution.get(id)
      return own ? [{ id, name, figures: figuresOf(own, period, today) }] : []
    })
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
     * The municipality's figures in one table, of a half-year that is over and written down (decision 0020).
     * @param wanted a half-year; the newest where there is no such one
     */
    async ofMunicipality(tx: Tx, tenantId: string, wanted: string, now: Date): Promise<MunicipalFigures> {
      const { zone, today } = await todayIn(tx, tenantId, now)
      const since = (await store.since(tx, tenantId, zone)) ?? today
      const settled = new Set(await store.settled(tx, tenantId))
      const periods = halvesSince(since, today).filter(({ id }) => settled.has(id))
      const period = periods.find(({ id }) => id === wanted) ?? periods[0]
      const counts = period && (await store.countsOf(tx, tenantId, period.id))
      const first = firstFigures(since)
      return {
        periods,
        first: first > today ? first : addDays(today, 1),
        table: period && counts ? await tableOf(tx, tenantId, counts, period) : null,
      }
    },

    /**
     * Writes down what was counted in each half-year that is settled by now, once: whatever is changed afterwards
     * changes nothing in what was seen (decision 0020).
     */
    async settle(tx: Tx, now: Date): Promise<void> {
      for (const tenantId of await store.tenants(tx)) {
        const { zone, today } = await todayIn(tx, tenantId, now)
        const since = await store.since(tx, tenantId, zone)
        const settled = new Set(await store.settled(tx, tenantId))
        const due = since ? halvesSince(since, today).filter(({ id }) => !settled.has(id)) : []
        if (due.length === 0) continue
        const facts = await store.facts(tx, { tenantId }, zone)
        for (const period of due) {
          const counts = await countedIn(tx, tenantId, facts, period, today)
          await store.settle(tx, tenantId, period.id, counts, now)
        }
      }
    },
  }
}
