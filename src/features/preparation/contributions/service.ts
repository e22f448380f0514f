import type { PlannedWish } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Transactions, Tx } from '../../../shared/transaction.ts'
import { type AgendaItem, itemEvent } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { type Reading, type Submission, saidNo, wordsOf } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import { isUpcoming } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Paper } from '../distribution/model.ts'
import type { DistributionService } from '../distribution/service.ts'
import { nextDigestAt } from '../model.ts'
import type { HandedInAs } from '../service.ts'
import type { FormStore } from '../store.ts'
import { isHandedIn } from '../versions/model.ts'
import type { Chosen, Kept, Standing, VersionService } from '../versions/service.ts'
import {
  type Contribution,
  type ContributionTexts,
  contentOf,
  isEmpty,
  keyOf,
  noTexts,
  sameTexts,
} from './model.ts'
import { parseTexts } from './schema.ts'
import type { ContributionStore } from './store.ts'

export interface ContributionDeps {
  store: ContributionStore
  receipts: Pick<FormStore, 'markOpened'>
  versions: VersionService
  distribution: DistributionService
  agenda: AgendaService
  meetings: MeetingService
  consents: ConsentService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
  ids: Ids
  /** for what a read leaves behind: that it was opened */
  db: Transactions
}

export const unfinishedKind = 'contribution.unfinished'

/** Why somebody may not write one now; see `ContributionService.obstacle`. */
export type Obstacle = 'closed' | 'fillsForm' | 'withheld'

export type SavedContribution = { ok: true; contribution: Contribution } | { ok: false; other: Contribution }

const keptOf = (contribution: Contribution): Kept<Contribution> => ({
  key: keyOf(contribution),
  paper: contribution,
  as: ({ version, answers, submittedAt, late }) => ({
    ...contribution,
    status: 'submitted',
    version,
    texts: parseTexts(answers),
    submittedAt,
    late,
  }),
})

/** Contributions as their readers have them (R-FORM-9), for what is sent. */
export function createContributionPapers(store: ContributionStore, versions: VersionService) {
  return async (tx: Tx, items: readonly { id: string }[]): Promise<Paper[]> => {
    const all = await store.ofItems(
      tx,
      items.map(({ id }) => id),
    )
    const papers: Paper[] = []
    for (const contribution of all) {
      const read = await versions.handedIn(tx, keptOf(contribution))
      if (!read) continue
      const { version, late, profession, authorId: writerId } = read
      papers.push({ ...keyOf(read), profession, version, late, writerId, content: contentOf(read, true) })
    }
    return papers
  }
}

export type ContributionService = ReturnType<typeof createContributions>

/** What colleagues of other professions add to an item before the meeting, side by side (R-FORM-9). */
export function createContributions(deps: ContributionDeps) {
  const { store, receipts, versions, distribution, agenda, meetings, consents, policies } = deps
  const { planner, audit, ids, db } = deps

  const record = (tx: Tx, now: Date, actor: Actor, action: string, item: AgendaItem) =>
    audit.record(tx, now, itemEvent(actor, action, item, 'contributor'))

  const standingOf = (contribution: Contribution): Standing => ({
    ...keyOf(contribution),
    status: contribution.status,
    version: contribution.version,
    submittedAt: contribution.submittedAt,
    late: contribution.late,
    answers: JSON.stringify(contribution.texts),
    writtenById: contribution.authorId,
  })

  const meetingOf = async (tx: Tx, { meetingId }: AgendaItem) =>
    meetingId === null ? null : meetings.find(tx, meetingId)

  async function put(
    tx: Tx,
    item: AgendaItem,
    contribution: Contribution,
    change: Partial<Contribution>,
    now: Date,
  ): Promise<Contribution> {
    const next = { ...contribution, ...change, updatedAt: now }
    await store.put(tx, next)
    await replan(tx, item, next, now)
    return next
  }

  /** Once, the next working day: what is begun and not handed in reaches nobody. */
  async function replan(tx: Tx, item: AgendaItem, contribution: Contribution, now: Date): Promise<void> {
    const { id, status, version, authorId: recipientId, updatedAt } = contribution
    const meeting = status === 'submitted' ? null : await meetingOf(tx, item)
    const at = meeting && nextDigestAt(await policies.forTeam(tx, item.teamId), meeting, updatedAt)
    const key = `${unfinishedKind}:${id}:${status}:${version}`
    const wishes: PlannedWish[] = at
      ? [{ key, kind: unfinishedKind, subjectId: item.id, recipientId, dueAt: at }]
      : []
    await planner.replan(tx, `contribution:${id}`, wishes, now)
  }

  /** Whoever may read the item, unless the parents have said no: nobody is to write on about their child then. */
  async function mayWrite(tx: Tx, item: AgendaItem, personId: string, now: Date): Promise<boolean> {
    const reading = await consents.gate(tx, item, wordsOf(item), personId, now)
    return reading.allowed && !saidNo(await consents.stateOf(tx, item, now))
  }

  const hasReached = (tx: Tx, item: AgendaItem, contribution: Contribution, now: Date) =>
    distribution.hasReached(tx, item, keyOf(contribution), now)

  async function gate(
    tx: Tx,
    item: AgendaItem,
    contribution: Contribution,
    personId: string,
    now: Date,
  ): Promise<Reading<Submission>> {
    const out = await distribution.isOutFor(tx, item, keyOf(contribution), contribution.version, personId)
    return consents.gate(tx, item, contentOf(contribution, out), personId, now)
  }

  const choose = async (
    tx: Tx,
    item: AgendaItem,
    contribution: Contribution,
    asked: number,
    personId: string,
    now: Date,
  ): Promise<Chosen<Contribution> | null> =>
    versions.choose(tx, keptOf(contribution), asked, {
      personId,
      had: await distribution.versionsOf(tx, keyOf(contribution), personId),
      mayRead: async newest => (await gate(tx, item, newest, personId, now)).allowed,
    })

  return {
    find: (tx: Tx, item: AgendaItem, actor: Actor) => store.find(tx, item.id, actor.personId),

    /**
     * What stands in the way of this person's writing one now; null when nothing does. Whoever may read the item may,
     * until the meeting is held; whoever fills in its form has that to write in (R-FORM-9).
     */
    async obstacle(
      tx: Tx,
      item: AgendaItem,
      own: Contribution | null,
      actor: Actor,
      now: Date,
    ): Promise<Obstacle | null> {
      const meeting = await meetingOf(tx, item)
      if (item.status !== 'open' || (meeting && !isUpcoming(meeting, now))) return 'closed'
      if (!(await mayWrite(tx, item, actor.personId, now))) return 'withheld'
      return own === null && item.formFillerId === actor.personId ? 'fillsForm' : null
    },

    /** The stop question was answered with no (R-FORM-2): from now on there is one. */
    async begin(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<Contribution> {
      const own = await store.find(tx, item.id, actor.personId)
      if (own) return own
      const membership = actor.memberships.find(({ teamId }) => teamId === item.teamId)
      const begun: Contribution = {
        id: ids.next(),
        agendaItemId: item.id,
        authorId: actor.personId,
        profession: membership?.profession ?? actor.profession ?? 'other',
        texts: noTexts,
        status: 'draft',
        version: 0,
        submittedAt: null,
        late: false,
        revision: 0,
        createdAt: now,
        updatedAt: now,
      }
      await store.insert(tx, begun)
      await replan(tx, item, begun, now)
      await record(tx, now, actor, 'contribution.begun', item)
      return begun
    },

    /**
     * Stores what was written, half finished as it may be.
     * @param seen the revision on the card that was filled in
     * @returns what it says now, unchanged, when it was changed since, on another device
     */
    async save(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      texts: ContributionTexts,
      seen: number,
      actor: Actor,
      now: Date,
    ): Promise<SavedContribution> {
      if (sameTexts(contribution.texts, texts)) return { ok: true, contribution }
      if (contribution.revision !== seen) return { ok: false, other: contribution }
      await record(tx, now, actor, 'contribution.saved', item)
      const { revision } = contribution
      return {
        ok: true,
        contribution: await put(tx, item, contribution, { texts, revision: revision + 1 }, now),
      }
    },

    /** Hands it in, or its correction. A second click changes nothing. */
    async submit(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      actor: Actor,
      now: Date,
    ): Promise<{ contribution: Contribution; as: HandedInAs }> {
      if (contribution.status === 'submitted') return { contribution, as: 'first' }
      const { standing, restored } = await versions.handIn(
        tx,
        standingOf(contribution),
        earlier => sameTexts(parseTexts(earlier), contribution.texts),
        { now, dueAt: (await meetingOf(tx, item))?.dueAt ?? null },
      )
      const submitted = await put(tx, item, contribution, standing, now)
      await record(tx, now, actor, 'contribution.submitted', item)
      await distribution.submitted(tx, item, now)
      const correction = restored ? 'unchanged' : 'corrected'
      return { contribution: submitted, as: contribution.status === 'correcting' ? correction : 'first' }
    },

    /** Takes it back to change it; what the others have, they keep until it is handed in again (R-FORM-11). */
    async takeBack(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      actor: Actor,
      now: Date,
    ): Promise<Contribution> {
      if (contribution.status !== 'submitted') return contribution
      const reached = await hasReached(tx, item, contribution, now)
      const standing = await versions.takeBack(tx, standingOf(contribution), reached)
      await record(tx, now, actor, reached ? 'contribution.correcting' : 'contribution.takenBack', item)
      return put(tx, item, contribution, standing, now)
    },

    /** Drops a correction that is not handed in, as that of a form is (`preparation.drop`). */
    async drop(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      sure: number | null,
      actor: Actor,
      now: Date,
    ): Promise<Contribution | null> {
      const { status, revision } = contribution
      if (status !== 'correcting') return contribution
      const { standing, restored, unchanged } = await versions.drop(tx, standingOf(contribution), earlier =>
        sameTexts(parseTexts(earlier), contribution.texts),
      )
      if (!unchanged && sure !== revision) return null
      await record(tx, now, actor, 'contribution.dropped', item)
      const words = { texts: parseTexts(restored.answers), revision: revision + 1 }
      return put(tx, item, contribution, { ...standing, ...words }, now)
    },

    /**
     * Those of an item that this person may read now, each under its author's profession, the first begun first; one's
     * own draft is not among them.
     */
    async readableOf(tx: Tx, item: AgendaItem, personId: string, now: Date): Promise<Contribution[]> {
      const papers = await distribution.papersOf(tx, item, personId, now)
      const theirs = new Map(papers.map(({ contributorId, version }) => [contributorId, version]))
      const read: Contribution[] = []
      for (const one of await store.ofItems(tx, [item.id])) {
        const version = theirs.get(one.authorId)
        const chosen = version === undefined ? null : await choose(tx, item, one, version, personId, now)
        if (chosen) read.push(chosen.read)
      }
      return read
    },

    /** The version that this person asks for, 0 for the newest of theirs; null when they did not have it (R-FORM-11). */
    async choose(
      tx: Tx,
      item: AgendaItem,
      authorId: string,
      asked: number,
      actor: Actor,
      now: Date,
    ): Promise<Chosen<Contribution> | null> {
      const contribution = await store.find(tx, item.id, authorId)
      if (!contribution || !isHandedIn(contribution)) return null
      return choose(tx, item, contribution, asked, actor.personId, now)
    },

    /** Have the parents taken back that they are read (R-CONS-5)? */
    areWithdrawn: async (tx: Tx, item: AgendaItem, now: Date): Promise<boolean> =>
      (await consents.stateOf(tx, item, now)).state === 'withdrawn',

    /**
     * May this person read it now? Then the read is on record before it is shown (R-SEC-4), and that they have opened it.
     * @returns whether they may
     */
    async opened(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      actor: Actor,
      now: Date,
    ): Promise<boolean> {
      const key = keyOf(contribution)
      const reading = await gate(tx, item, contribution, actor.personId, now)
      if (!reading.allowed) return false
      await audit.record(tx, now, itemEvent(actor, 'contribution.read', item, reading.reason))
      const mark = (own: Tx) => receipts.markOpened(own, key, actor.personId, contribution.version, now)
      if (tx === db.reader) await db.write(mark)
      else await mark(tx)
      return true
    },

    /** Its author goes on with it: what is kept of it is read, and that is on record before it is shown (R-SEC-4). */
    async shownAgain(
      tx: Tx,
      item: AgendaItem,
      contribution: Contribution,
      actor: Actor,
      now: Date,
    ): Promise<void> {
      if (!isEmpty(contribution.texts))
        await audit.record(tx, now, itemEvent(actor, 'contribution.read', item, 'author'))
    },

    /** Items of meetings to come for which this person has begun something and not handed it in. */
    async unfinished(tx: Tx, actor: Actor, now: Date): Promise<AgendaItem[]> {
      const { upcoming } = await meetings.mine(tx, actor, now)
      const items = (await Promise.all(upcoming.map(({ id }) => agenda.ofMeeting(tx, id)))).flat()
      const own = (
        await store.ofItems(
          tx,
          items.map(({ id }) => id),
        )
      ).filter(({ authorId, status }) => authorId === actor.personId && status !== 'submitted')
      return items.filter(({ id, status }) => status === 'open' && own.some(one => one.agendaItemId === id))
    },

    /** The unfinished one of this person, while they may go on with it: the line that reminds of it. */
    async unfinishedOf(tx: Tx, item: AgendaItem, personId: string, now: Date): Promise<Contribution | null> {
      const own = await store.find(tx, item.id, personId)
      if (!own || own.status === 'submitted') return null
      const circle = (await agenda.circles(tx, [item])).get(item.id)?.people ?? []
      return circle.includes(personId) && (await mayWrite(tx, item, personId, now)) ? own : null
    },
  }
}
