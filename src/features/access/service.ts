import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Tx } from '../../shared/transaction.ts'
import { type AgendaItem, itemEvent, roleFor } from '../agenda/model.ts'
import type { Reading, Submission } from '../consent/model.ts'
import type { ConsentService } from '../consent/service.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { PaperKey } from '../preparation/versions/model.ts'
import type { TeamService } from '../teams/service.ts'
import type { Candidate, Gated } from './candidates/model.ts'
import { createCandidates } from './candidates/service.ts'
import { type Dossier, idsIn, type Part, type WithheldPart } from './model.ts'
import type { AccessSources } from './store.ts'

export interface AccessDeps {
  sources: AccessSources
  consents: Pick<ConsentService, 'gate'>
  meetings: Pick<MeetingService, 'find'>
  teams: Pick<TeamService, 'get'>
  people: Pick<PeopleService, 'many'>
  policies: Pick<PolicyService, 'basisFor'>
  distribution: {
    isOutFor(tx: Tx, item: AgendaItem, key: PaperKey, version: number, personId: string): Promise<boolean>
    versionsOf(tx: Tx, key: PaperKey, personId: string): Promise<ReadonlySet<number>>
  }
  audit: AuditTrail
}

/** For whom it is gathered. */
interface For {
  scope: Dossier['scope']
  /** to others an item does not exist */
  reaches(item: AgendaItem): boolean
  reads(item: AgendaItem, gated: Gated): Promise<Reading<Submission>>
}

export type AccessService = ReturnType<typeof createAccessService>

/** Everything that the bot holds about a child, for an access request (R-SEC-4, R-SEC-6). */
export function createAccessService(deps: AccessDeps) {
  const { sources, consents, meetings, teams, people, policies, distribution, audit } = deps
  const candidatesOf = createCandidates({ sources, meetings })

  /** As this person may read it: each part passes the gate by itself. */
  const reader = (tx: Tx, actor: Actor, now: Date): For => ({
    scope: 'coordinator',
    // A deleted one is told apart from a stopped one by nobody (decision 0011).
    reaches: item => item.status !== 'deleted' && roleFor(actor, item) === 'coordinator',
    async reads(item, gated) {
      const { personId } = actor
      if (gated.by === 'writer' && gated.writerId !== personId) return { allowed: false, why: 'draft' }
      if (gated.by !== 'version')
        return gated.content === null
          ? { allowed: true, reason: 'author' }
          : consents.gate(tx, item, gated.content, personId, now)
      const { key, version } = gated
      const content = gated.contentOf(await distribution.isOutFor(tx, item, key, version, personId))
      const reading = await consents.gate(tx, item, content, personId, now)
      if (!reading.allowed || !gated.earlier || gated.writerId === personId) return reading
      // An earlier version is its writer's, and theirs whom it reached (R-FORM-11).
      const had = await distribution.versionsOf(tx, key, personId)
      return had.has(version) ? reading : { allowed: false, why: 'notOut' }
    },
  })

  const operator: For = {
    scope: 'whole',
    reaches: () => true,
    reads: async () => ({ allowed: true, reason: 'accessRequest' }),
  }

  /** What is let through, what is not, and by what right each item was read. */
  async function sorted(candidates: readonly Candidate[], whom: For) {
    const parts: Part[] = []
    const withheld: WithheldPart[] = []
    const rights = new Map<string, Set<string>>()
    for (const { item, part, gated, askId, inOwnWords } of candidates) {
      const { kind, itemId, version, since, writtenBy } = part
      const hold = (why: WithheldPart['why'], ask = askId) =>
        withheld.push({ kind, itemId, version, since, writtenBy, why, askId: ask })
      const reading = await whom.reads(item, gated)
      const own = reading.allowed || !inOwnWords ? null : await whom.reads(item, inOwnWords.gated)
      const right = reading.allowed ? reading.reason : own?.allowed ? own.reason : null
      if (right) rights.set(itemId, (rights.get(itemId) ?? new Set()).add(right))
      if (reading.allowed) parts.push(part)
      else if (own?.allowed && inOwnWords) {
        parts.push(inOwnWords.part)
        if (JSON.stringify(part) !== JSON.stringify(inOwnWords.part)) hold('others', null)
      } else hold(reading.why)
    }
    return { parts, withheld, rights }
  }

  /** @returns null where there is no such child, or nothing about it that this reader knows of */
  async function gather(tx: Tx, childId: string, whom: For, now: Date) {
    const child = await sources.child(tx, childId)
    const items = (await sources.items(tx, childId)).filter(whom.reaches)
    if (!child || (whom.scope === 'coordinator' && items.length === 0)) return null
    const itemIds = items.map(({ id }) => id)
    const candidates = await candidatesOf(tx, childId, items)
    const { parts, withheld, rights } = await sorted(candidates, whom)
    // Of what was stopped no row is left, and its trail must not tell of it either (R-FORM-2).
    const known = new Set([childId, ...itemIds, ...candidates.map(({ rowId }) => rowId)])
    const trail = (await sources.trail(tx, childId)).filter(({ subjectId }) => known.has(subjectId))
    const sendings = await sources.sendings(tx, itemIds)
    const invited = await sources.invited(tx, itemIds)
    const found = await people.many(tx, idsIn(parts, withheld, trail, sendings, invited))
    const named = whom.scope === 'whole' || parts.some(({ kind }) => kind === 'item')
    const dossier: Dossier = {
      childId,
      childName: named ? child.name : null,
      madeAt: now,
      scope: whom.scope,
      items: await Promise.all(items.map(item => placed(tx, item))),
      parts,
      withheld,
      sendings,
      invited,
      trail,
      people: new Map([...found].map(([id, { name, profession }]) => [id, { name, profession }])),
    }
    return { dossier, items, rights, tenantId: child.tenantId }
  }

  async function placed(tx: Tx, { id, teamId, meetingId }: AgendaItem) {
    const meeting = meetingId === null ? null : await meetings.find(tx, meetingId)
    return {
      id,
      teamName: (await teams.get(tx, teamId)).name,
      basis: await policies.basisFor(tx, teamId),
      meeting: meeting && { id: meeting.id, startAt: meeting.startAt, place: meeting.place },
    }
  }

  return {
    /**
     * What the coordinator of the child's items may have, each part through the gate, and that there is more where
     * there is. The read is recorded per item, with the right by which it was allowed, before it is returned.
     */
    async forCoordinator(tx: Tx, childId: string, actor: Actor, now: Date): Promise<Dossier | null> {
      const found = await gather(tx, childId, reader(tx, actor, now), now)
      if (!found) return null
      const events = found.items.flatMap(item =>
        [...(found.rights.get(item.id) ?? ['coordinator: state only'])].map(reason =>
          itemEvent(actor, 'access.read', item, reason),
        ),
      )
      await audit.record(tx, now, ...events)
      return found.dossier
    },

    /**
     * The whole of it, for the municipality that answers the request; nobody reaches it from Teams.
     * @param record false where nothing can be written, because the bot is running
     */
    async whole(tx: Tx, childId: string, now: Date, record: boolean) {
      const found = await gather(tx, childId, operator, now)
      if (!found) return null
      const { dossier, tenantId, items } = found
      if (record)
        await audit.record(
          tx,
          now,
          ...items.map(item => ({
            ...itemEvent({ tenantId, personId: '' }, 'access.read', item, 'accessRequest'),
            actorId: null,
          })),
        )
      return { dossier, tenantId }
    },

    /** The child that an item names, deleted or not; null for one that names none. */
    childOf: async (tx: Tx, itemId: string): Promise<string | null> => sources.childOfItem(tx, itemId),
  }
}
