/**
 * What proposing times for a team of eight costs, whose members have few or many meetings with other teams: the real
 * service over the real store, all in one database. Works in the folder in `FOLDER`; prints its figures as JSON.
 */
import { join } from 'node:path'
import { type App, compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import type { Team } from '../../src/features/teams/model.ts'
import { professions } from '../../src/shared/action.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { addDays, type Day, daysBetween, isoWeekday } from '../../src/shared/day.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { instantOf } from '../../src/shared/zoned-time.ts'
import { median } from './load.ts'
import { chat, rhythm, tenantId, visitor } from './people.ts'

export interface ProposalFigures {
  /** of each member, in the twelve weeks in which a date is looked for */
  ahead: number
  /** of each member, in the years before */
  over: number
  /** how many times were proposed */
  found: number
  /** milliseconds; the median of the rounds */
  ms: number
}

interface Group {
  ahead: number
  over: number
  /** every hour of the day is given away, so that all has to be looked at, and nothing is found */
  full?: boolean
}

const groups: readonly Group[] = [
  { ahead: 20, over: 0 },
  { ahead: 200, over: 0 },
  { ahead: 2_000, over: 0 },
  { ahead: 20, over: 2_000 },
  { ahead: 2_000, over: 0, full: true },
]
const teamSize = 8
/** of each member beside the one that is asked */
const otherTeams = 10
const rounds = 9
const perRound = 5

const zone = 'Europe/Copenhagen'
const today = '2026-08-24' as Day
const now = instantOf(today, '09:00', zone)
const horizon = { first: addDays(today, 7), last: addDays(today, 112) }
const history = { first: addDays(today, -1_100), last: addDays(today, -1) }

const workingDays = ({ first, last }: typeof horizon): Day[] =>
  Array.from({ length: daysBetween(first, last) }, (_, index) => addDays(first, index)).filter(
    day => isoWeekday(day) <= 5,
  )

/** Five minutes each, spread over the days and over afternoons; over whole days where nothing is to be left. */
function meetingsOf(personId: string, count: number, span: typeof horizon, full: boolean) {
  const days = workingDays(span)
  const perDay = Math.ceil(count / days.length)
  const [from, minutes] = full ? ['07:00', 655] : ['13:00', 295]
  return Array.from({ length: count }, (_, index) => {
    const start = instantOf(days[index % days.length] ?? today, from, zone)
    const startAt = new Date(
      start.getTime() + Math.floor((index / count) * perDay) * (minutes / perDay) * 60_000,
    )
    const endAt = new Date(startAt.getTime() + 5 * 60_000)
    const id = randomIds.next()
    const teamId = `${personId}-${index % otherTeams}`
    const rest = { status: 'planned', sequence: 0, dueAt: startAt, createdAt: startAt }
    return { id, teamId, startAt, endAt, zone, place: `Sted ${index % otherTeams}`, ...rest }
  })
}

/** A team of eight, and what each of them has with other teams. */
async function seed({ core }: App, { ahead, over, full = false }: Group, number: number): Promise<Team> {
  const { people, teams } = core.services
  return core.db.write(async tx => {
    const first = number * teamSize
    const everybody = await Promise.all(
      Array.from({ length: teamSize }, (_, index) =>
        people.register(tx, visitor(first + index), chat(first + index), now),
      ),
    )
    const [coordinator] = everybody
    if (!coordinator) throw new Error('nobody was registered')
    const institution = await people.ensureInstitution(tx, tenantId, `Institution ${number}`, now)
    const members = everybody.map(({ personId }, index) => ({
      personId,
      profession: professions[index] ?? ('other' as const),
      required: true,
    }))
    const name = `Ressourceteam ${number}`
    const input = { kind: 'resourceTeam' as const, institutionId: institution.id, name, members, rhythm }
    const created = await teams.create(tx, coordinator, input, now)
    if (!created.ok) throw new Error(created.problem)
    const client = clientOf(tx)
    for (const { personId } of everybody) {
      await client.teamMember.createMany({
        data: Array.from({ length: otherTeams }, (_, index) => ({
          teamId: `${personId}-${index}`,
          personId,
          profession: 'psychologist',
          required: true,
          coordinator: false,
          joinedAt: now,
        })),
      })
      await client.meeting.createMany({
        data: [
          ...meetingsOf(personId, ahead, horizon, full),
          ...meetingsOf(personId, over, history, full).map(one => ({ ...one, status: 'held' })),
        ],
      })
    }
    return created.team
  })
}

const url = `file:${join(process.env.FOLDER ?? '', 'proposals.db')}`
const read = readConfig({ ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error', PORT: '0' }, ['--no-client'])
if (!read.ok) throw new Error(read.problems.join('\n'))
const around = { clock: systemClock, ids: randomIds, log: silentLog, sweepEveryMs: 3_600_000 }
const app = await compose(read.config, around)
const teams: Team[] = []
for (const [number, group] of groups.entries()) teams.push(await seed(app, group, number))

const { db, services } = app.core
const propose = (team: Team) => services.polls.propose(db.reader, team, null, 'da', now)
const measured = groups.map(() => [] as number[])
// One after the other in every round, so that whatever else the machine does falls on all of them.
for (let round = 0; round <= rounds; round += 1) {
  for (const [index, team] of teams.entries()) {
    const begun = performance.now()
    for (let count = 0; count < perRound; count += 1) await propose(team)
    // The first round warms up.
    if (round > 0) measured[index]?.push((performance.now() - begun) / perRound)
  }
}
const figures: ProposalFigures[] = []
for (const [index, { ahead, over }] of groups.entries()) {
  const team = teams[index]
  const found = team ? (await propose(team)).proposals.length : 0
  figures.push({ ahead, over, found, ms: median(measured[index] ?? []) })
}
await app.stop()
console.log(JSON.stringify(figures))
