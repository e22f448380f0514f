import Database from 'libsql'
import type { Day } from '../../src/shared/day.ts'

/** A meeting as it stands in the database. */
export interface MeetingRow {
  id: string
  teamId: string
  startAt: Date
  endAt: Date
  dueAt: Date
  place: string
  status: string
  sequence: number
  distributedAt: Date | null
}

export interface SlotRow {
  id: string
  startAt: Date
  endAt: Date
}

export interface PollRow {
  id: string
  teamId: string
  status: string
  deadlineAt: Date
}

export interface MemberRow {
  personId: string
  profession: string
  required: boolean
  coordinator: boolean
  joinedAt: Date
}

/** An action point as it stands in the database. */
export interface PointRow {
  id: string
  teamId: string
  meetingId: string
  kind: string
  status: string
  ownerId: string
  handoverToId: string | null
  dueDay: Day
  /** the day that its owner has asked for */
  wantedDay: Day | null
  escalatedAt: Date | null
}

/** An agenda item that carries something on. */
export interface CarrierRow {
  id: string
  meetingId: string | null
  status: string
  /** the action point, or the item that is followed up */
  carries: string
}

/** The database read past the product, by a connection of its own: what is checked is what is stored. */
export interface Rows {
  meeting(id: string): MeetingRow
  meetingsOf(teamId: string): MeetingRow[]
  /** planned and running ones of all teams that this person is in */
  engagements(personId: string): MeetingRow[]
  poll(id: string): PollRow
  openPoll(teamId: string): PollRow | null
  slots(pollId: string): SlotRow[]
  /** by slot */
  answers(pollId: string, personId: string): ReadonlyMap<string, string>
  /** in the team now */
  members(teamId: string): MemberRow[]
  item(id: string): {
    meetingId: string | null
    status: string
    formFillerId: string | null
    teamId: string
    childId: string | null
  } | null
  formStatus(itemId: string): { status: string; submittedAt: Date | null } | null
  /** what a message is about beside its subject: those that it stands for, and the dates of a half-year */
  delivered(deliveryId: string): {
    kind: string
    subjectId: string
    deliveries: string[]
    meetingIds: string[]
  }
  /** what a message about one action point says; '' of any other */
  toldOf(deliveryId: string): string
  /** which forms, in which version, a message brings */
  formsIn(deliveryId: string): string[]
  openItems(meetingId: string): { id: string; formFillerId: string | null }[]
  point(id: string): PointRow
  /** of a meeting, of a team, or of one owner; all of them */
  points(by: 'meetingId' | 'teamId' | 'ownerId', id: string): PointRow[]
  /** items of a team, of whatever status, that carry action points or follow-ups on */
  carriers(teamId: string, what: 'carriedActionPointId' | 'carriedItemId'): CarrierRow[]
  /** held items of a team whose follow-up is due by that day */
  followUpsDue(teamId: string, until: Day): string[]
  /** whether anything is stored of an item at a meeting */
  hasResult(itemId: string, meetingId: string): boolean
  all(sql: string, ...args: unknown[]): Record<string, unknown>[]
  close(): void
}

/** @param file of a database that somebody else writes */
export function readRows(file: string): Rows {
  const database = new Database(file, { readonly: true })
  const prepared = new Map<string, Database.Statement>()
  const all = (sql: string, ...args: unknown[]) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement.all(...args) as Record<string, unknown>[]
  }
  const date = (value: unknown) => new Date(String(value))
  const meeting = (row: Record<string, unknown>): MeetingRow => ({
    id: String(row.id),
    teamId: String(row.teamId),
    startAt: date(row.startAt),
    endAt: date(row.endAt),
    dueAt: date(row.dueAt),
    place: String(row.place),
    status: String(row.status),
    sequence: Number(row.sequence),
    distributedAt: row.distributedAt === null ? null : date(row.distributedAt),
  })
  const point = (row: Record<string, unknown>): PointRow => ({
    id: String(row.id),
    teamId: String(row.teamId),
    meetingId: String(row.meetingId),
    kind: String(row.kind),
    status: String(row.status),
    ownerId: String(row.ownerId),
    handoverToId: row.handoverToId === null ? null : String(row.handoverToId),
    dueDay: String(row.dueDay) as Day,
    wantedDay: row.wantedDay === null ? null : (String(row.wantedDay) as Day),
    escalatedAt: row.escalatedAt === null ? null : date(row.escalatedAt),
  })
  const poll = (row: Record<string, unknown>): PollRow => ({
    id: String(row.id),
    teamId: String(row.teamId),
    status: String(row.status),
    deadlineAt: date(row.deadlineAt),
  })
  const first = <T>(list: T[], what: string): T => {
    if (list[0] === undefined) throw new Error(`${what} is not there`)
    return list[0]
  }

  return {
    all,
    close: () => database.close(),
    meeting: id => first(all('SELECT * FROM Meeting WHERE id = ?', id).map(meeting), `meeting ${id}`),
    meetingsOf: teamId =>
      all('SELECT * FROM Meeting WHERE teamId = ? ORDER BY startAt, id', teamId).map(meeting),
    engagements: personId =>
      all(
        `SELECT Meeting.* FROM TeamMember JOIN Meeting USING (teamId)
         WHERE personId = ? AND leftAt IS NULL AND status IN ('planned', 'running')`,
        personId,
      ).map(meeting),
    point: id => first(all('SELECT * FROM ActionPoint WHERE id = ?', id).map(point), `action point ${id}`),
    points: (by, id) => all(`SELECT * FROM ActionPoint WHERE ${by} = ? ORDER BY id`, id).map(point),
    carriers: (teamId, what) =>
      all(
        `SELECT id, meetingId, status, ${what} AS carries FROM AgendaItem
         WHERE teamId = ? AND ${what} IS NOT NULL ORDER BY id`,
        teamId,
      ) as unknown as CarrierRow[],
    followUpsDue: (teamId, until) =>
      all(
        `SELECT agendaItemId FROM ItemResult JOIN AgendaItem USING (meetingId)
         JOIN Meeting ON Meeting.id = AgendaItem.meetingId
         WHERE AgendaItem.id = agendaItemId AND AgendaItem.teamId = ? AND AgendaItem.status = 'held'
         AND Meeting.status = 'held' AND followUpDay <= ? ORDER BY agendaItemId`,
        teamId,
        until,
      ).map(row => String(row.agendaItemId)),
    hasResult: (itemId, meetingId) =>
      all('SELECT 1 FROM ItemResult WHERE agendaItemId = ? AND meetingId = ?', itemId, meetingId).length > 0,
    poll: id => first(all('SELECT * FROM Poll WHERE id = ?', id).map(poll), `poll ${id}`),
    openPoll: teamId =>
      all(`SELECT * FROM Poll WHERE teamId = ? AND status = 'open'`, teamId).map(poll)[0] ?? null,
    slots: pollId =>
      all('SELECT * FROM PollSlot WHERE pollId = ? ORDER BY startAt, id', pollId).map(row => ({
        id: String(row.id),
        startAt: date(row.startAt),
        endAt: date(row.endAt),
      })),
    answers: (pollId, personId) =>
      new Map(
        all('SELECT slotId, answer FROM PollAnswer WHERE pollId = ? AND personId = ?', pollId, personId).map(
          row => [String(row.slotId), String(row.answer)],
        ),
      ),
    members: teamId =>
      all('SELECT * FROM TeamMember WHERE teamId = ? AND leftAt IS NULL ORDER BY personId', teamId).map(
        row => ({
          personId: String(row.personId),
          profession: String(row.profession),
          required: Number(row.required) === 1,
          coordinator: Number(row.coordinator) === 1,
          joinedAt: date(row.joinedAt),
        }),
      ),
    item(id) {
      const row = all(
        'SELECT meetingId, status, formFillerId, teamId, childId FROM AgendaItem WHERE id = ?',
        id,
      )[0]
      return (row as unknown as ReturnType<Rows['item']>) ?? null
    },
    formStatus(itemId) {
      const row = all('SELECT status, submittedAt FROM PreparationForm WHERE agendaItemId = ?', itemId)[0]
      return row
        ? { status: String(row.status), submittedAt: row.submittedAt === null ? null : date(row.submittedAt) }
        : null
    },
    delivered(deliveryId) {
      const [row] = all('SELECT kind, subjectId, detail FROM Delivery WHERE id = ?', deliveryId)
      const detail = JSON.parse(String(row?.detail ?? 'null')) as Partial<
        ReturnType<Rows['delivered']>
      > | null
      const { deliveries = [], meetingIds = [] } = detail ?? {}
      return { kind: String(row?.kind), subjectId: String(row?.subjectId), deliveries, meetingIds }
    },
    toldOf(deliveryId) {
      const [row] = all(`SELECT detail FROM Delivery WHERE kind = 'action.told' AND id = ?`, deliveryId)
      return row ? (JSON.parse(String(row.detail)) as { told: string }).told : ''
    },
    formsIn: deliveryId =>
      all(
        'SELECT agendaItemId, formVersion FROM FormReceipt WHERE deliveryId = ? ORDER BY 1, 2',
        deliveryId,
      ).map(({ agendaItemId, formVersion }) => `${agendaItemId}/${formVersion}`),
    openItems: meetingId =>
      all(`SELECT id, formFillerId FROM AgendaItem WHERE meetingId = ? AND status = 'open'`, meetingId) as {
        id: string
        formFillerId: string | null
      }[],
  }
}
