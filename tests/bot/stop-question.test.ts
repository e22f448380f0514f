import { afterEach, expect, test } from 'vitest'
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
      await services.actionPoints.activate(tx, [item.id], actor, now)
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
