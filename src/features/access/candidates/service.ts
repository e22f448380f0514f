import type { Tx } from '../../../shared/transaction.ts'
import { inOwnWords } from '../../action-points/model.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import { minutesContent, wordsOf } from '../../consent/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { MinutesVersion } from '../../minutes/model.ts'
import {
  type Contribution,
  contentOf as contributionContent,
  keyOf,
} from '../../preparation/contributions/model.ts'
import { parseTexts } from '../../preparation/contributions/schema.ts'
import { authorOf, type Form, contentOf as formContent } from '../../preparation/model.ts'
import { parseAnswers } from '../../preparation/schema.ts'
import { isHandedIn } from '../../preparation/versions/model.ts'
import type { AccessSources } from '../store.ts'
import type { Candidate, Gated } from './model.ts'

/** Gathers everything that is held about a child, part by part, with what the gate is asked about each. */
export function createCandidates(deps: { sources: AccessSources; meetings: Pick<MeetingService, 'find'> }) {
  const { sources, meetings } = deps
  const words = (item: AgendaItem): Gated => ({ by: 'content', content: wordsOf(item) })
  const spoken: Gated = { by: 'content', content: minutesContent }
  const plain = { inOwnWords: null }

  function itemOf(item: AgendaItem): Candidate {
    const { id, createdAt, createdById, kind, ageMonths, problem, questions, minutes } = item
    const status = item.status === 'replaced' ? 'deleted' : item.status
    return {
      ...plain,
      item,
      rowId: id,
      part: {
        kind: 'item',
        itemId: id,
        version: 0,
        since: createdAt,
        writtenBy: [createdById],
        content: { kind, status, ageMonths, problem, questions, minutes },
      },
      gated: words(item),
      askId: createdById,
    }
  }

  /**
   * What a consent says stands behind the item's own words, as on its card. A draft is the one's who fills it in, but for
   * the questions: they are the item's, and were only shown to whoever began it (R-CONS-5).
   */
  async function consentsOf(tx: Tx, childId: string, byId: ReadonlyMap<string, AgendaItem>) {
    return (await sources.consents(tx, childId)).flatMap((consent): Candidate[] => {
      const { childId: _child, agendaItemId: itemId, ...content } = consent
      const { id: rowId, recordedById, recordedAt: since, status } = content
      const item = byId.get(itemId)
      if (!item) return []
      const part = { kind: 'consent' as const, itemId, version: 0, since, writtenBy: [recordedById], content }
      if (status !== 'draft')
        return [{ ...plain, item, rowId, part, gated: words(item), askId: item.createdById }]
      const writer = { by: 'writer' as const, writerId: recordedById }
      const own = { ...content, detail: { ...content.detail, questions: [] } }
      return [
        {
          item,
          rowId,
          part,
          gated: { ...writer, content: wordsOf(item) },
          askId: recordedById,
          inOwnWords: { part: { ...part, content: own }, gated: { ...writer, content: null } },
        },
      ]
    })
  }

  const people = (ids: readonly string[]) => [...new Set(ids.filter(id => id !== ''))]
  const formWriters = (form: Pick<Form, 'answers' | 'updatedById'>) =>
    people([form.updatedById, ...Object.values(form.answers).map(({ by }) => by ?? '')])

  /** The versions of the form, and what is being written now where that is none of them. */
  async function formsOf(tx: Tx, item: AgendaItem): Promise<Candidate[]> {
    const form = await sources.form(tx, item.id)
    if (!form) return []
    const kept = (await sources.versions(tx, item.id)).filter(one => one.contributorId === '')
    const candidate = (as: Form, since: Date, version: number, handedIn: boolean): Candidate => {
      const author = authorOf(as)
      return {
        ...plain,
        item,
        rowId: form.id,
        part: {
          kind: 'form',
          itemId: item.id,
          version,
          since,
          writtenBy: formWriters(as),
          content: { status: as.status, layout: as.layout, answers: as.answers, late: as.late },
        },
        gated: {
          by: 'version',
          key: { agendaItemId: item.id, contributorId: '' },
          version,
          writerId: as.updatedById,
          earlier: version > 0 && version < form.version,
          contentOf: out => ({ ...formContent(as, item, out), handedIn }),
        },
        askId: author === '' ? null : author,
      }
    }
    const versions = kept.map(({ version, answers, writtenById, submittedAt, late }) =>
      candidate(
        { ...form, answers: parseAnswers(answers), updatedById: writtenById, status: 'submitted', late },
        submittedAt,
        version,
        isHandedIn(form),
      ),
    )
    const isKept = form.status === 'submitted' && kept.some(({ version }) => version === form.version)
    const own = form.status === 'submitted' ? form.version : 0
    const now = candidate(form, form.submittedAt ?? form.updatedAt, own, form.status === 'submitted')
    return isKept ? versions : [...versions, now]
  }

  async function contributionsOf(tx: Tx, item: AgendaItem): Promise<Candidate[]> {
    const versions = await sources.versions(tx, item.id)
    return (await sources.contributions(tx, item.id)).flatMap(one => {
      const kept = versions.filter(({ contributorId }) => contributorId === one.authorId)
      const candidate = (as: Contribution, since: Date, version: number, handedIn: boolean): Candidate => ({
        ...plain,
        item,
        rowId: one.id,
        part: {
          kind: 'contribution',
          itemId: item.id,
          version,
          since,
          writtenBy: [one.authorId],
          content: { status: as.status, profession: as.profession, texts: as.texts },
        },
        gated: {
          by: 'version',
          key: keyOf(one),
          version,
          writerId: one.authorId,
          earlier: version > 0 && version < one.version,
          contentOf: out => ({ ...contributionContent(as, out), handedIn }),
        },
        askId: one.authorId,
      })
      const isKept = one.status === 'submitted' && kept.some(({ version }) => version === one.version)
      const own = one.status === 'submitted' ? one.version : 0
      return [
        ...kept.map(({ answers, submittedAt, version }) =>
          candidate(
            { ...one, texts: parseTexts(answers), status: 'submitted' },
            submittedAt,
            version,
            isHandedIn(one),
          ),
        ),
        ...(isKept
          ? []
          : [candidate(one, one.submittedAt ?? one.updatedAt, own, one.status === 'submitted')]),
      ]
    })
  }

  /** What was entered at its meetings. */
  async function notesOf(tx: Tx, item: AgendaItem): Promise<{ notes: Candidate[]; meetingIds: string[] }> {
    const results = await sources.results(tx, item.id)
    const notes: Candidate[] = []
    for (const { agendaItemId: itemId, ...content } of results) {
      const meeting = await meetings.find(tx, content.meetingId)
      const since = content.startedAt ?? meeting?.startAt ?? item.createdAt
      notes.push({
        ...plain,
        item,
        rowId: itemId,
        part: { kind: 'notes', itemId, version: 0, since, writtenBy: [], content },
        gated: spoken,
        askId: null,
      })
    }
    return { notes, meetingIds: results.map(({ meetingId }) => meetingId) }
  }

  function minutesOf(version: MinutesVersion, byId: ReadonlyMap<string, AgendaItem>): Candidate[] {
    const { meetingId, approvedById, approvedAt: since, reason } = version
    return version.content.items.flatMap(({ itemId, childId: _child, ...said }): Candidate[] => {
      const item = byId.get(itemId)
      if (!item) return []
      const correctedBecause = reason?.itemId === itemId ? reason.text : null
      const content = { ...said, meetingId, approvedById, correctedBecause }
      return [
        {
          ...plain,
          item,
          rowId: itemId,
          part: { kind: 'minutes', itemId, version: version.version, since, writtenBy: [], content },
          gated: spoken,
          askId: null,
        },
      ]
    })
  }

  async function pointsOf(tx: Tx, childId: string, byId: ReadonlyMap<string, AgendaItem>) {
    const candidates: Candidate[] = []
    for (const point of await sources.points(tx, childId)) {
      const item = byId.get(point.agendaItemId)
      if (!item) continue
      const history = await sources.history(tx, point.id)
      const authorId = history.find(({ what }) => what === 'created')?.actorId ?? ''
      const partOf = (as: typeof point, said: typeof history) => {
        const { childId: _child, ...content } = as
        return {
          kind: 'actionPoint' as const,
          itemId: item.id,
          version: 0,
          since: point.createdAt,
          writtenBy: people([authorId, ...history.map(one => (one.detail ? (one.actorId ?? '') : ''))]),
          content: { ...content, history: said },
        }
      }
      const own = inOwnWords(point, history, authorId)
      candidates.push({
        item,
        rowId: point.id,
        part: partOf(point, history),
        gated: spoken,
        askId: authorId === '' ? null : authorId,
        inOwnWords: {
          part: partOf(own.point, own.history),
          gated: { by: 'content', content: { of: 'agreement', authorId } },
        },
      })
    }
    return candidates
  }

  return async (tx: Tx, childId: string, items: readonly AgendaItem[]): Promise<Candidate[]> => {
    const byId = new Map(items.map(item => [item.id, item]))
    const candidates = [...items.map(itemOf), ...(await consentsOf(tx, childId, byId))]
    const meetingIds = new Set<string>()
    for (const item of items) {
      const { notes, meetingIds: at } = await notesOf(tx, item)
      candidates.push(...(await formsOf(tx, item)), ...(await contributionsOf(tx, item)), ...notes)
      for (const id of [...at, item.meetingId, item.waitedFromId]) if (id !== null) meetingIds.add(id)
    }
    for (const id of meetingIds)
      for (const version of await sources.minutes(tx, id)) candidates.push(...minutesOf(version, byId))
    return [...candidates, ...(await pointsOf(tx, childId, byId))]
  }
}
