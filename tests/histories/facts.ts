import type { Rows } from '../simulation/rows.ts'

export interface ItemFacts {
  id: string
  teamId: string
  meetingId: string | null
  kind: string
  status: string
  childId: string | null
  formFillerId: string | null
  createdById: string
  carriedActionPointId: string | null
  carriedItemId: string | null
  revision: number
}

/** The form of an item, or somebody's contribution to it. */
export interface PaperKey {
  itemId: string
  /** '': the form */
  contributorId: string
}

export interface PaperFacts {
  status: string
  version: number
  revision: number
}

/** What stands in the rows about places, people and times, read past the product: nothing that its gate decides. */
export interface Facts {
  /** null: no row is left */
  item(id: string): ItemFacts | null
  itemsOf(teamId: string): ItemFacts[]
  meetingsOf(
    teamId: string,
  ): { id: string; status: string; startAt: Date; endAt: Date; dueAt: Date; out: boolean }[]
  members(teamId: string): string[]
  leads(personId: string, teamId: string): boolean
  guests(meetingId: string): { personId: string; itemId: string }[]
  /** members, guests of the whole meeting, guests of the item; while it waits, members */
  circle(item: Pick<ItemFacts, 'id' | 'teamId' | 'meetingId'>): ReadonlySet<string>
  /** into the team, when the meeting was over */
  cameAfter(item: ItemFacts, personId: string): boolean
  /** the papers of the item's meeting are with its participants */
  isOut(itemId: string): boolean
  formStatus(itemId: string): string | null
  /** as it is written now, handed in or not; null: nobody has begun it */
  paper(key: PaperKey): PaperFacts | null
  /** who has begun a contribution */
  contributors(itemId: string): string[]
  /** what this person was sent of a paper, or has opened */
  had(key: PaperKey, personId: string): number[]
  /** in the team; null: a guest, of whom nobody has said it there */
  functionOf(personId: string, teamId: string): string | null
  pointsOf(teamId: string): { id: string; agendaItemId: string }[]
  /** the answer of the parents that is recorded last, whatever has become of it; null: none */
  lastConsent(itemId: string): { id: string; status: string } | null
  /** where anything is left that leads to this row, beside the audit log */
  tablesWith(id: string): string[]
}

export function createFacts(rows: Rows): Facts {
  const text = (value: unknown) => (value === null ? null : String(value))
  const read = (row: Record<string, unknown>): ItemFacts => ({
    id: String(row.id),
    teamId: String(row.teamId),
    meetingId: text(row.meetingId),
    kind: String(row.kind),
    status: String(row.status),
    childId: text(row.childId),
    formFillerId: text(row.formFillerId),
    createdById: String(row.createdById),
    carriedActionPointId: text(row.carriedActionPointId),
    carriedItemId: text(row.carriedItemId),
    revision: Number(row.revision),
  })
  // In the order in which they came: ids are other ones each time, and the same seed is to make the same histories.
  const members = (teamId: string) =>
    rows
      .all('SELECT personId FROM TeamMember WHERE teamId = ? AND leftAt IS NULL ORDER BY rowid', teamId)
      .map(row => String(row.personId))
  const guests = (meetingId: string) =>
    rows
      .all('SELECT personId, agendaItemId FROM MeetingGuest WHERE meetingId = ? ORDER BY rowid', meetingId)
      .map(row => ({ personId: String(row.personId), itemId: String(row.agendaItemId) }))
  const tables = rows
    .all(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('AuditEvent')`)
    .map(({ name }) => ({
      name: String(name),
      columns: rows.all('SELECT name FROM pragma_table_info(?)', String(name)).map(one => String(one.name)),
    }))
  const item = (id: string) => rows.all('SELECT * FROM AgendaItem WHERE id = ?', id).map(read)[0] ?? null

  return {
    item,
    members,
    guests,
    itemsOf: teamId => rows.all('SELECT * FROM AgendaItem WHERE teamId = ? ORDER BY rowid', teamId).map(read),
    meetingsOf: teamId =>
      rows.meetingsOf(teamId).map(({ id, status, startAt, endAt, dueAt, distributedAt }) => ({
        id,
        status,
        startAt,
        endAt,
        dueAt,
        out: distributedAt !== null || (status !== 'planned' && status !== 'cancelled'),
      })),
    leads: (personId, teamId) =>
      rows.members(teamId).some(one => one.personId === personId && one.coordinator),
    circle({ id, teamId, meetingId }) {
      const invited = meetingId === null ? [] : guests(meetingId)
      const here = invited.filter(({ itemId }) => itemId === '' || itemId === id)
      return new Set([...members(teamId), ...here.map(one => one.personId)])
    },
    cameAfter({ teamId, meetingId }, personId) {
      const member = rows.members(teamId).find(one => one.personId === personId)
      if (!member || meetingId === null) return false
      const [row] = rows.all('SELECT endedAt, endAt FROM Meeting WHERE id = ?', meetingId)
      return member.joinedAt > new Date(String(row?.endedAt ?? row?.endAt))
    },
    isOut(itemId) {
      const meetingId = item(itemId)?.meetingId ?? null
      if (meetingId === null) return false
      const { distributedAt, status } = rows.meeting(meetingId)
      return distributedAt !== null || status !== 'planned'
    },
    formStatus: itemId => rows.formStatus(itemId)?.status ?? null,
    paper({ itemId, contributorId }) {
      const [row] =
        contributorId === ''
          ? rows.all('SELECT * FROM PreparationForm WHERE agendaItemId = ?', itemId)
          : rows.all(
              'SELECT * FROM Contribution WHERE agendaItemId = ? AND authorId = ?',
              itemId,
              contributorId,
            )
      return row
        ? { status: String(row.status), version: Number(row.version), revision: Number(row.revision) }
        : null
    },
    contributors: itemId =>
      rows
        .all('SELECT authorId FROM Contribution WHERE agendaItemId = ? ORDER BY rowid', itemId)
        .map(row => String(row.authorId)),
    had: ({ itemId, contributorId }, personId) =>
      rows
        .all(
          'SELECT formVersion FROM FormReceipt WHERE agendaItemId = ? AND contributorId = ? AND personId = ?',
          itemId,
          contributorId,
          personId,
        )
        .map(row => Number(row.formVersion)),
    functionOf: (personId, teamId) =>
      rows.members(teamId).find(one => one.personId === personId)?.profession ?? null,
    lastConsent(itemId) {
      const [row] = rows.all(
        `SELECT id, status FROM Consent WHERE agendaItemId = ? AND status NOT IN ('draft', 'undone')
         ORDER BY recordedAt DESC, rowid DESC LIMIT 1`,
        itemId,
      )
      return row ? { id: String(row.id), status: String(row.status) } : null
    },
    tablesWith: id =>
      tables.flatMap(({ name, columns }) => {
        const all = columns.map(column => `coalesce("${column}", '')`).join(` || ' ' || `)
        return rows.all(`SELECT 1 FROM "${name}" WHERE instr(${all}, ?) LIMIT 1`, id).length > 0 ? [name] : []
      }),
    pointsOf: teamId =>
      rows
        .all('SELECT id, agendaItemId FROM ActionPoint WHERE teamId = ? ORDER BY rowid', teamId)
        .map(row => ({ id: String(row.id), agendaItemId: String(row.agendaItemId) })),
  }
}
