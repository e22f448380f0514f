import { afterEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { emptyResult } from '../../src/features/minutes/model.ts'
import { createMinutesStore } from '../../src/features/minutes/store.prisma.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { clicks } from '../support/agenda.ts'
import { startWithForm, typed, type WithForm } from '../support/forms.ts'

let at: WithForm
afterEach(() => at.bot.stop())

/** What is kept of the answers to clicks, so that a redelivered one gets the same. */
async function remembered(): Promise<string> {
  const { db, codec } = at.bot.app.core
  const rows = await clientOf(db.reader).processedActivity.findMany()
  return rows.map(row => codec.open(row.responseSealed, `ProcessedActivity.response:${row.key}`)).join('\n')
}

test('on yes the answers that are remembered for a redelivered click lose the child too', async () => {
  at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
  const { bot, ida } = at
  await bot.passTo('2026-11-10T07:30:00Z')
  await ida.finds('Start')
  await ida.presses('Start')
  await ida.presses('Fortsæt', { suspicion: 'no' })
  await ida.presses('Gem og fortsæt', { seen: typed.seen })
  await ida.presses('Tilbage')
  const before = await remembered()
  expect(before.includes(typed.seen)).toBe(true)
  expect(before.includes('Noah')).toBe(true)

  await ida.presses('Mistanke om vold eller overgreb')
  const question = ida.card
  await ida.presses('Fortsæt', { suspicion: 'yes' }, question)
  const after = await remembered()
  expect(after.includes(typed.seen)).toBe(false)
  expect(after.includes('Noah')).toBe(false)
  // The answer to this very click is still there for a second delivery of it.
  const stopped = ida.words()
  await ida.presses('Fortsæt', { suspicion: 'yes' }, question)
  expect(ida.words()).toBe(stopped)
})

test('a colleague’s answers of a moment ago are forgotten too', async () => {
  at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
  const { item, jens, ida } = at
  const { db } = at.bot.app.core
  await jens.says('dagsorden')
  await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'yes' })
  const kept = await clientOf(db.reader).processedActivity.findMany()
  expect(kept.map(({ personId }) => personId)).toEqual([ida.personId])
})

test('on yes from an old card nothing is removed, and what to do is said all the same', async () => {
  at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
  const { bot, item, ida } = at
  const { db, services } = bot.app.core
  await bot.passTo('2026-11-25T08:00:00Z')
  await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'yes' })
  expect(ida.words()).toContain('Følg kommunens beredskab')
  expect(ida.words()).not.toContain('Punktet er slettet')
  expect(await services.agenda.get(db.reader, item.id)).toMatchObject({ childId: item.childId })
})

/** The meeting is held, and the item is to be taken up again: by a follow-up day, or by an agreement that is open. */
async function heldWith(what: 'followUp' | 'agreement'): Promise<void> {
  const { item, meeting, bot } = at
  const { db, codec, services } = bot.app.core
  const actor = await at.actorOf(at.lone)
  const now = bot.clock.now()
  await db.write(async tx => {
    if (what === 'followUp') {
      const result = { ...emptyResult(item.id, meeting.id), followUpDay: '2027-01-05' as Day }
      await createMinutesStore(codec).put(tx, result, now)
    } else {
      const agreed = { item, meeting, ownerId: at.mette.personId, text: 'Lav en rolig krog' }
      const due = { dueDay: '2026-12-08' as Day, kind: 'task' as const }
      await services.actionPoints.draft(tx, { ...agreed, ...due }, actor, now)
      await services.actionPoints.activate(tx, [item.id], new Set([at.mette.personId]), actor, now)
    }
    await services.agenda.setStatus(tx, item.id, 'held', now)
    await services.meetings.setStatus(tx, meeting.id, 'held', now)
  })
}

test.each(['followUp', 'agreement'] as const)(
  'what is stopped does not come back by itself, now or later: %s',
  async what => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, ida, lone } = at
    const { db, services } = bot.app.core
    await heldWith(what)
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const [carried] = await services.agenda.ofMeeting(db.reader, january.id)
    const actor = await at.actorOf(lone)
    const to = { minutes: 10, presenterId: lone.personId, formFillerId: ida.personId }
    await db.write(tx => services.agenda.arrange(tx, carried as AgendaItem, to, actor, bot.clock.now()))
    await clicks(ida, 'form.begin', { itemId: carried?.id, suspicion: 'yes' })
    const march = await at.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
    for (const meeting of [january, march]) {
      await db.write(tx => services.agenda.carry(tx, meeting, bot.clock.now()))
      expect(await services.agenda.ofMeeting(db.reader, meeting.id)).toEqual([])
    }
    expect(
      await clientOf(db.reader).reminder.count({
        where: { scope: { startsWith: 'consent:' }, status: 'planned' },
      }),
    ).toBe(0)
  },
)

describe('a matter that is taken up again', () => {
  /** Every row that mentions one of these ids, by table; what was done before is on record for ever. */
  async function mentioning(ids: readonly string[]): Promise<string[]> {
    const client = clientOf(at.bot.app.core.db.reader)
    const tables = await client.$queryRaw<{ name: string }[]>`
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('AuditEvent')`
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await client.$queryRawUnsafe(`SELECT * FROM "${name}"`)
      const words = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
      if (ids.some(id => words.includes(id))) found.push(name)
    }
    return found
  }

  /** Noah's item is held; Mette is to talk with his parents, Jens to make a quiet corner: both come again in January. */
  async function carriedToJanuary() {
    const { item, meeting, bot, lone, mette, jens, ida } = at
    const { db, services } = bot.app.core
    const actor = await at.actorOf(lone)
    const agreed = { item, meeting, dueDay: '2026-12-08' as Day }
    await db.write(async tx => {
      const now = bot.clock.now()
      await services.actionPoints.draft(
        tx,
        { ...agreed, ownerId: mette.personId, text: '', kind: 'parentTalk' },
        actor,
        now,
      )
      await services.actionPoints.draft(
        tx,
        { ...agreed, ownerId: jens.personId, text: 'Lav en rolig krog', kind: 'task' },
        actor,
        now,
      )
      await services.agenda.setStatus(tx, item.id, 'held', now)
      const here = new Set([mette.personId, jens.personId])
      await services.actionPoints.activate(tx, [item.id], here, actor, now)
      await services.meetings.setStatus(tx, meeting.id, 'running', now)
      await services.meetings.setStatus(tx, meeting.id, 'held', now)
    })
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const carried = await services.agenda.ofMeeting(db.reader, january.id)
    const to = { minutes: 10, presenterId: lone.personId, formFillerId: ida.personId }
    for (const one of carried)
      await db.write(tx => services.agenda.arrange(tx, one, to, actor, bot.clock.now()))
    const points = await services.actionPoints.open(db.reader, at.team.id)
    return { january, carried, points }
  }

  test('on yes nobody is told to talk with the parents any more, and nothing leads back to the child', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, ida, mette, item } = at
    const { db, services } = bot.app.core
    const { january, carried, points } = await carriedToJanuary()
    expect(carried).toHaveLength(2)
    expect(points).toHaveLength(2)
    await bot.passTo('2026-12-04T08:00:00Z')
    await mette.finds('aftale fra mødet')
    const digests = () =>
      bot.teams.sent.filter(({ card }) => JSON.stringify(card).includes('aftale fra mødet'))
    const before = digests().length

    await clicks(ida, 'form.begin', { itemId: carried[0]?.id, suspicion: 'yes' })
    expect(ida.words()).toContain('Punktet er slettet sammen med sagens åbne aftaler')
    expect(await mentioning([...carried, ...points].map(({ id }) => id))).toEqual([])
    await bot.passTo('2027-01-11T12:00:00Z')
    expect(digests()).toHaveLength(before)
    for (const point of points) {
      await clicks(mette, 'action.open', { actionPointId: point.id })
      expect(mette.words()).toContain('Her er ikke noget at vise')
    }
    const march = await at.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
    for (const meeting of [january, march])
      expect(await services.agenda.ofMeeting(db.reader, meeting.id)).toEqual([])
    // What was held is filed, under the child's name as it was.
    expect(await services.agenda.get(db.reader, item.id)).toMatchObject({ childId: item.childId })
  })
})
