import { z } from 'zod'
import { type BusyGateway, quarterMs } from '../features/calendar/busy/model.ts'
import type { Span } from '../features/meetings/availability/model.ts'
import type { Clock } from '../shared/clock.ts'
import type { GraphClient } from './client.ts'

/** Graph takes so many people in one request. */
const mostPeople = 20
/** and so long a time */
const mostMs = 31 * 24 * 3_600_000
/** Requests at the same time: a mailbox takes four. */
const abreast = 3
/** Somebody waits for it. What comes later than they wait still serves the next click. */
const timeOutMs = 5_000
const addressMs = 24 * 3_600_000

const batchSchema = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown().optional() })),
})
const calendarSchema = z.object({ owner: z.object({ address: z.string().min(1) }) })
/** Of the answer only the row of figures is read: what the items are about never gets further than this line. */
const scheduleSchema = z.object({
  value: z.array(z.object({ scheduleId: z.string(), availabilityView: z.string().optional() })),
})

/** busy · out of office; tentative and working elsewhere are no hindrance */
const busyFigures = new Set(['2', '3'])

/** Free/busy through Microsoft Graph's `getSchedule`. */
export function createBusyGateway(client: GraphClient, clock: Clock): BusyGateway {
  /** `getSchedule` takes addresses alone; they are kept in memory, for a day. */
  const addresses = new Map<string, { address: string; until: number }>()

  async function addressesOf(mailboxes: readonly string[]): Promise<ReadonlyMap<string, string> | null> {
    const now = clock.now().getTime()
    const missing = mailboxes.filter(mailbox => (addresses.get(mailbox)?.until ?? 0) <= now)
    for (const part of inParts(missing, mostPeople)) {
      const requests = part.map((mailbox, index) => ({
        id: String(index),
        method: 'GET',
        url: `/users/${encodeURIComponent(mailbox)}/calendar?$select=owner`,
      }))
      const answer = await client.request('POST', '/$batch', { body: { requests }, timeOutMs })
      if (answer.type !== 'answer' || answer.status !== 200) return null
      for (const { id, status, body } of batchSchema.safeParse(answer.body).data?.responses ?? []) {
        const mailbox = part[Number(id)]
        const calendar = calendarSchema.safeParse(body)
        if (mailbox !== undefined && status === 200 && calendar.success)
          addresses.set(mailbox, { address: calendar.data.owner.address, until: now + addressMs })
      }
    }
    return new Map(
      mailboxes.flatMap(mailbox => {
        const known = addresses.get(mailbox)
        return known ? [[mailbox, known.address] as const] : []
      }),
    )
  }

  /** By address, in lower case. */
  async function schedules(
    asker: string,
    wanted: readonly string[],
    { startAt, endAt }: Span,
  ): Promise<ReadonlyMap<string, Span[]> | null> {
    const body = {
      schedules: wanted,
      startTime: utc(startAt),
      endTime: utc(endAt),
      availabilityViewInterval: quarterMs / 60_000,
    }
    const path = `/users/${encodeURIComponent(asker)}/calendar/getSchedule`
    const answer = await client.request('POST', path, { body, timeOutMs })
    if (answer.type !== 'answer' || answer.status !== 200) return null
    const read = scheduleSchema.safeParse(answer.body)
    if (!read.success) return null
    return new Map(
      read.data.value.flatMap(({ scheduleId, availabilityView }) =>
        availabilityView === undefined
          ? []
          : [[scheduleId.toLowerCase(), busySpans(availabilityView, startAt)] as const],
      ),
    )
  }

  return {
    async busy(mailboxes, span) {
      const known = await addressesOf(mailboxes)
      if (known === null) return null
      const calls = inParts([...known], mostPeople).flatMap(part =>
        windows(span).map(window => ({ part, window })),
      )
      const found = new Map<string, Span[]>([...known.keys()].map(mailbox => [mailbox, []]))
      for (const together of inParts(calls, abreast)) {
        const answers = await Promise.all(
          together.map(async ({ part, window }) => {
            const wanted = part.map(([, address]) => address)
            return { part, hours: await schedules(part[0]?.[0] ?? '', wanted, window) }
          }),
        )
        for (const { part, hours } of answers) {
          if (hours === null) return null
          for (const [mailbox, address] of part) {
            const own = hours.get(address.toLowerCase())
            // Half a picture would show somebody free who is not.
            if (own) found.get(mailbox)?.push(...own)
            else found.delete(mailbox)
          }
        }
      }
      return found
    },
  }
}

const utc = (at: Date) => ({ dateTime: at.toISOString().slice(0, 19), timeZone: 'UTC' })

function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  )
}

function windows({ startAt, endAt }: Span): Span[] {
  const parts: Span[] = []
  for (let from = startAt.getTime(); from < endAt.getTime(); from += mostMs)
    parts.push({ startAt: new Date(from), endAt: new Date(Math.min(from + mostMs, endAt.getTime())) })
  return parts
}

/**
 * One figure for each quarter, from the start: UTC, so that a change of clock moves none of them.
 * @example busySpans('0220', new Date('2026-10-20T07:00:00Z')) // 07:15–07:45
 */
export function busySpans(view: string, startAt: Date): Span[] {
  const spans: Span[] = []
  for (let at = 0; at < view.length; ) {
    let until = at
    while (busyFigures.has(view[until] ?? '')) until += 1
    if (until > at) {
      const moment = (index: number) => new Date(startAt.getTime() + index * quarterMs)
      spans.push({ startAt: moment(at), endAt: moment(until) })
    }
    at = Math.max(until, at + 1)
  }
  return spans
}
