import type { Turn } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { ActionPoint, ActionPointEvent } from '../../action-points/model.ts'
import type { ActionPointService } from '../../action-points/service.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { MinutesVersion } from '../model.ts'
import type { MinutesReading, ReadItem } from '../reading/service.ts'
import type { MinutesService } from '../service.ts'

export interface LastDeps {
  agenda: AgendaService
  meetings: MeetingService
  minutes: MinutesService
  reading: MinutesReading
  actionPoints: ActionPointService
}

type By = Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>

/** Where the same matter was held last. */
interface Held {
  meeting: Meeting
  version: MinutesVersion
  itemId: string
}

/** What was said then, as its reader may read it, and what has become of what was agreed. */
export interface LastTime extends Held {
  read: ReadItem
  agreed: readonly { point: ActionPoint; latest: ActionPointEvent | null }[]
}

export type LastService = ReturnType<typeof createLastService>

/** What happened the last time that an item's matter was held: what was said, and what came of it (R-MEET-1, R-AGENDA-4). */
export function createLastService({ agenda, meetings, minutes, reading, actionPoints }: LastDeps) {
  /** The items of the matter that were held before: the child's in this team, or what the item carries on. */
  async function before(tx: Tx, item: AgendaItem): Promise<AgendaItem[]> {
    const point = item.carriedActionPointId && (await actionPoints.find(tx, item.carriedActionPointId))
    const carriedId = item.carriedItemId ?? (point ? point.agendaItemId : null)
    const carried = carriedId === null ? null : await agenda.find(tx, carriedId)
    const ofChild = item.childId === null ? [] : await agenda.ofChild(tx, item.childId)
    return [...(carried ? [carried] : []), ...ofChild].filter(
      one => one.id !== item.id && one.teamId === item.teamId && one.status === 'held',
    )
  }

  /** The latest of them; to an item of a meeting that is over, what came after it is not the last time. */
  async function held(tx: Tx, item: AgendaItem): Promise<Held | null> {
    const own = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
    const found: Held[] = []
    for (const one of await before(tx, item)) {
      const meeting = one.meetingId === null ? null : await meetings.find(tx, one.meetingId)
      const version = meeting && (await minutes.latest(tx, meeting.id))
      if (meeting && own && meeting.startAt >= own.startAt) continue
      if (meeting && version?.content.items.some(({ itemId }) => itemId === one.id))
        found.push({ meeting, version, itemId: one.id })
    }
    return found.toSorted((a, b) => b.meeting.startAt.getTime() - a.meeting.startAt.getTime())[0] ?? null
  }

  return {
    /** Whether there is anything to open: to whoever took no part in it, not even that the matter was held before. */
    async exists(by: By, item: AgendaItem): Promise<boolean> {
      const last = await held(by.tx, item)
      return last !== null && reading.concerns(by, last.itemId)
    },

    /**
     * The read is recorded; what is withheld from this reader stands with the reason, and no agreement beside it.
     * @returns null when it was not held before, or this reader took no part in it
     */
    async of({ tx, actor, now }: By, item: AgendaItem): Promise<LastTime | null> {
      const last = await held(tx, item)
      if (!last) return null
      const { content } = last.version
      const only = content.items.filter(({ itemId }) => itemId === last.itemId)
      const [read] = await reading.items({ tx, actor, now }, { ...content, items: only }, 'minutes.read')
      if (!read) return null
      if (!read.allowed) return { ...last, read, agreed: [] }
      const points = (await actionPoints.ofItem(tx, last.itemId)).filter(({ status }) => status !== 'draft')
      const agreed = await Promise.all(
        points.map(async point => ({
          point,
          latest: (await actionPoints.history(tx, point.id)).at(-1) ?? null,
        })),
      )
      return { ...last, read, agreed }
    },
  }
}
