import type { Turn } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaService } from '../../agenda/service.ts'
import { type Basis, minutesContent, type Withheld } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { isCoordinator } from '../../teams/model.ts'
import type { FilingState } from '../filing/model.ts'
import type { FilingService } from '../filing/service.ts'
import { type MinutesContent, type MinutesItem, type MinutesVersion, ofSameChild } from '../model.ts'
import type { MinutesService } from '../service.ts'

/** One item of minutes, as far as its reader may read it. `childName`: null where no child is named. */
export type ReadItem = { item: MinutesItem } & (
  | { allowed: true; childName: string | null }
  | { allowed: false; why: Withheld; basis: Basis }
)

/** Approved minutes as one reader may have them. */
export interface ReadMinutes {
  version: MinutesVersion
  filing: FilingState
  coordinator: boolean
  /** took part in the whole meeting: reads also who was there, which a guest of one item is not told */
  whole: boolean
  items: readonly ReadItem[]
}

/** How the minutes are read: on a card, or in a file (the names in the audit log). */
export type ReadAction = 'minutes.read' | 'minutes.file.read'

type By = Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>

export interface MinutesReadingDeps {
  minutes: MinutesService
  meetings: MeetingService
  agenda: AgendaService
  consents: ConsentService
  filing: FilingService
}

export type MinutesReading = ReturnType<typeof createMinutesReading>

/** What of minutes somebody may read: the one way to their content, on every card and in every file (R-MIN-1). */
export function createMinutesReading({ minutes, meetings, agenda, consents, filing }: MinutesReadingDeps) {
  const itemsOf = async (tx: Tx, content: MinutesContent) =>
    (await Promise.all(content.items.map(({ itemId }) => agenda.find(tx, itemId)))).filter(
      item => item !== null,
    )

  /**
   * The items of the content; each read is recorded with its reason (R-SEC-4). What somebody took no part in is left
   * out, and what is withheld stands with the reason.
   */
  async function items(
    { tx, actor, now }: By,
    content: MinutesContent,
    action: ReadAction,
  ): Promise<ReadItem[]> {
    const known = await itemsOf(tx, content)
    const readings = await consents.read(tx, known, actor, action, now, () => minutesContent)
    const read: ReadItem[] = []
    for (const item of content.items) {
      const { reading, standing } = readings.get(item.itemId) ?? {}
      if (reading?.allowed) {
        const childName = item.childId === null ? null : await agenda.childName(tx, item.childId)
        read.push({ item, allowed: true, childName })
      } else if (reading && standing && reading.why !== 'outsideCircle')
        read.push({ item, allowed: false, why: reading.why, basis: standing.basis })
    }
    return read
  }

  /** The version in force, for whoever took part and for the coordinator; null for everybody else. */
  async function openTo({ tx, actor }: By, meeting: Meeting): Promise<Omit<ReadMinutes, 'items'> | null> {
    const version = await minutes.latest(tx, meeting.id)
    const coordinator = isCoordinator(actor, meeting.teamId)
    const tookPart = version?.content.attendance.some(one => one.personId === actor.personId) ?? false
    if (!version || !(tookPart || coordinator)) return null
    const own = (await meetings.participants(tx, meeting)).filter(one => one.personId === actor.personId)
    const filed = await filing.of(tx, version)
    return { version, filing: filed, coordinator, whole: coordinator || own.some(one => one.itemId === null) }
  }

  return {
    items,

    /** Whether an item of minutes is anything to this person: theirs to read, or withheld with a reason. Nothing is read. */
    async concerns({ tx, actor, now }: By, itemId: string): Promise<boolean> {
      const item = await agenda.find(tx, itemId)
      if (!item) return false
      const reading = (await consents.readings(tx, [item], actor.personId, now, () => minutesContent)).get(
        itemId,
      )?.reading
      return reading !== undefined && (reading.allowed || reading.why !== 'outsideCircle')
    },

    /**
     * The minutes, each read on record.
     * @param childOf only what concerns the child of this item
     * @returns null when there are no minutes for this reader
     */
    async approved(
      by: By,
      meeting: Meeting,
      action: ReadAction,
      childOf: string | null = null,
    ): Promise<ReadMinutes | null> {
      const open = await openTo(by, meeting)
      if (!open) return null
      const { content } = open.version
      const wanted = childOf === null ? content.items : ofSameChild(content.items, childOf)
      const read = await items(by, { ...content, items: wanted }, action)
      return read.length > 0 || open.whole ? { ...open, items: read } : null
    },

    /**
     * Which items this person may read now, before any is shown.
     * @returns null when there are no minutes for this reader
     */
    async readable(by: By, meeting: Meeting): Promise<MinutesItem[] | null> {
      const open = await openTo(by, meeting)
      if (!open) return null
      const { tx, actor, now } = by
      const known = await itemsOf(tx, open.version.content)
      const readings = await consents.readings(tx, known, actor.personId, now, () => minutesContent)
      const shown = open.version.content.items.filter(({ itemId }) => {
        const reading = readings.get(itemId)?.reading
        return reading && (reading.allowed || reading.why !== 'outsideCircle')
      })
      if (shown.length === 0 && !open.whole) return null
      return shown.filter(({ itemId }) => readings.get(itemId)?.reading.allowed)
    },
  }
}
