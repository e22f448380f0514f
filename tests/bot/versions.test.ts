import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { headingOf } from '../support/cards.ts'
import { handsIn, typed } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { joinsTeam } from '../support/team.ts'

/** R-FORM-11: one meeting whose forms are out, and what becomes of Noah's when it is corrected. */
let room: MeetingRoom
let noah: AgendaItem
beforeAll(async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, mette, jens } = room
  noah = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
  await room.adds({ about: 'Larm på stuen', formFillerId: mette.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await room.consents(noah)
  await handsIn(ida)
  await handsIn(mette)
  await bot.passTo('2026-11-20T11:00:00Z')
  await reads(jens)
}, 60_000)
afterAll(() => room.stop())

const db = () => clientOf(room.bot.app.core.db.reader)
const reads = (person: TestPerson, fields: { version?: number } = {}) =>
  clicks(person, 'form.read', { itemId: noah.id, ...fields })
const told = (person: TestPerson) =>
  person
    .inbox()
    .map(({ summary }) => summary)
    .filter(summary => summary.includes('rettet'))
const versions = async () =>
  (await db().handedInVersion.findMany({ where: { agendaItemId: noah.id } })).map(({ version }) => version)
const formOf = () => db().preparationForm.findUniqueOrThrow({ where: { agendaItemId: noah.id } })

/** Ida writes something else into the first theme; nothing leaves before the engine runs. */
async function writes(seen: string): Promise<void> {
  const { ida } = room
  await clicks(ida, 'form.takeBack', { itemId: noah.id })
  await clicks(ida, 'form.step', { itemId: noah.id, step: 'emotional' })
  const known = JSON.parse(JSON.stringify(ida.card).match(/"known":(\d+)/)?.[1] ?? '0')
  const fields = {
    frequency_emotional_preschool_anxious: 'daily',
    concern_emotional_preschool_anxious: 'some',
  }
  const more = { own: typed.own, ownFrequency: 'weekly', ownConcern: 'slight', since: 'september' }
  await clicks(ida, 'form.save', {
    itemId: noah.id,
    step: 'emotional',
    known,
    go: 'close',
    ...fields,
    ...more,
    where: 'daycare,home',
    seen,
  })
}
const submits = () => clicks(room.ida, 'form.submit', { itemId: noah.id })

describe('a form that is corrected after it was sent out', () => {
  test('is read as it was handed in, while it is being corrected; its filler sees that the correction waits', async () => {
    const { ida, jens, lone } = room
    await writes('Han leger tæt ved en voksen.')
    expect(ida.words()).toContain('De andre læser den udgave, du afleverede, indtil du afleverer rettelsen.')
    for (const person of [jens, lone, ida]) {
      await reads(person)
      expect(person.words()).toContain(typed.seen)
      expect(person.words()).not.toContain('Han leger tæt')
    }
    await ida.says('mine opgaver')
    expect(ida.words()).toContain('Du er ved at rette skemaet til punkt 1. Rettelsen er ikke afleveret')
    await lone.says('overblik')
    expect(lone.words()).not.toContain('mangler 1 skema')
    await room.bot.passTo('2026-11-23T08:00:00Z')
    const reminded = ida.inbox().filter(({ card }) => JSON.stringify(card).includes('ved at rette skemaet'))
    // What she asked for, and one reminder.
    expect(reminded).toHaveLength(2)
    expect(told(jens)).toEqual([])
  })

  test('is a new version once it is handed in: those who had the other one hear of it once', async () => {
    const { bot, ida, jens, sara, lone } = room
    await submits()
    expect(ida.words()).toContain('De, der havde den tidligere udgave, får besked')
    await submits()
    await writes('Han leger tæt ved en voksen, også ude.')
    await submits()
    await bot.app.engine.runDue()
    for (const person of [jens, sara, lone]) expect(told(person)).toEqual(['Skemaet til punkt 1 er rettet'])
    expect(told(ida)).toEqual([])
    expect(JSON.stringify(jens.inbox())).not.toMatch(/Noah|Han leger/)
    expect(await versions()).toEqual([1, 2, 3])
    await bot.passTo('2026-11-23T09:00:00Z')
    expect(told(jens)).toHaveLength(1)
  })

  test('says which version it is, and leads to the earlier one, which is recorded when it is opened', async () => {
    const { jens, lone } = room
    await jens.finds('Skemaet til punkt 1 er rettet')
    await jens.presses('Åbn')
    expect(jens.words()).toContain('også ude')
    expect(jens.words()).toContain('udgave 3, afleveret mandag 23. november')
    expect(jens.words()).toContain('Rettet efter fristen')
    await jens.presses('Se tidligere udgave')
    expect(jens.words()).toContain(typed.seen)
    expect(jens.words()).toContain('Det er en tidligere udgave. Den nyeste er fra mandag 23. november')
    const read = { action: 'form.read', actorId: jens.personId, subjectId: noah.id }
    const before = await db().auditEvent.count({ where: read })
    await jens.presses('Se den nyeste udgave')
    expect(jens.words()).toContain('også ude')
    expect(await db().auditEvent.count({ where: read })).toBe(before + 1)
    const receipts = await db().formReceipt.findMany({
      where: { agendaItemId: noah.id, personId: jens.personId },
      orderBy: { formVersion: 'asc' },
    })
    expect(receipts.map(({ formVersion, openedAt }) => [formVersion, openedAt !== null])).toEqual([
      [1, true],
      [3, true],
    ])
    await clicks(lone, 'form.evidence', { meetingId: room.meeting.id, layout: 'person' })
    expect(lone.words()).toMatch(
      /Punkt 1 · Jens Bach\nsendt mandag .* · åbnet .* · udgave 3 · rettet efter fristen/,
    )
  })

  test('a correction is dropped: asked once if something would be lost, and the others have what they had', async () => {
    const { bot, ida, jens } = room
    const before = await formOf()
    await clicks(ida, 'form.takeBack', { itemId: noah.id })
    await ida.presses('Fortryd rettelsen')
    expect(ida.words()).toContain('Rettelsen er væk.')
    expect(await formOf()).toMatchObject({ status: 'submitted', version: 3 })
    await writes('Noget helt andet.')
    await clicks(ida, 'form.step', { itemId: noah.id, step: 'emotional' })
    const step = ida.card
    await clicks(ida, 'form.step', { itemId: noah.id, step: 'overview' })
    await ida.presses('Fortryd rettelsen')
    expect(headingOf(ida.card)).toBe('Fortryd rettelsen?')
    const asked = ida.card
    // What she has written since was not asked about.
    await writes('Noget helt tredje.')
    await ida.presses('Fortryd rettelsen', {}, asked)
    expect(headingOf(ida.card)).toBe('Fortryd rettelsen?')
    expect(await formOf()).toMatchObject({ status: 'correcting' })
    await ida.presses('Fortryd rettelsen')
    expect(ida.words()).toContain('Den udgave, de andre har, gælder stadig')
    await clicks(ida, 'form.drop', { itemId: noah.id })
    expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
    const { status, version, submittedAt, late } = await formOf()
    expect({ status, version, submittedAt, late }).toEqual({
      status: 'submitted',
      version: 3,
      submittedAt: before.submittedAt,
      late: before.late,
    })
    for (const person of [jens, ida]) {
      await reads(person)
      expect(person.words()).toContain('også ude')
      expect(person.words()).not.toContain('Noget helt')
    }
    await bot.app.engine.runDue()
    expect(told(jens)).toHaveLength(1)
    expect(await versions()).toEqual([1, 2, 3])
    // A card of the dropped correction does not write over what was restored.
    await clicks(ida, 'form.takeBack', { itemId: noah.id })
    await ida.presses('Gem og fortsæt', { own: 'Noget fjerde.' }, step)
    expect(ida.words()).toContain('også ude')
    await clicks(ida, 'form.drop', { itemId: noah.id })
    expect(ida.words()).toContain('Rettelsen er væk.')
  })

  test('corrected into what it was: no new version, and nobody hears of it', async () => {
    const { bot, ida, jens } = room
    await writes('Noget helt andet.')
    await writes('Han leger tæt ved en voksen, også ude.')
    await submits()
    expect(ida.words()).toContain('Du har ikke ændret noget.')
    await bot.app.engine.runDue()
    expect(await versions()).toEqual([1, 2, 3])
    expect(told(jens)).toHaveLength(1)
    expect(await formOf()).toMatchObject({ status: 'submitted', version: 3 })
  })

  test('a withdrawal between queue and send: the correction does not leave, and no version is read any more', async () => {
    const { bot, jens, mette } = room
    await writes('Nyt, som ingen når at få.')
    await submits()
    await room.withdraws(noah)
    await bot.app.engine.runDue()
    expect(told(jens)).toHaveLength(1)
    for (const version of [0, 1, 3]) {
      const answer = await jens.sends({
        verb: 'form.read',
        v: 1,
        n: `no${version}`,
        itemId: noah.id,
        version,
      })
      expect(answer.words).toContain('trukket tilbage')
      expect(answer.words).not.toMatch(/Han leger|holder sig for ørerne/)
    }
    await room.consents(noah)
    await bot.app.engine.runDue()
    expect(told(jens)).toHaveLength(2)
    expect(told(mette)).toHaveLength(2)
    await reads(jens)
    expect(jens.words()).toContain('Nyt, som ingen når at få.')
  })

  test('whoever comes later gets the newest one alone', async () => {
    const { bot, bo, team } = room
    await joinsTeam(bot, bo, team)
    await room.consents(noah)
    await bot.app.engine.runDue()
    expect(told(bo)).toEqual([])
    await bo.finds('1 skema mere til mødet')
    await reads(bo)
    expect(bo.words()).toContain('udgave 4')
    expect(JSON.stringify(bo.card)).not.toContain('Se tidligere udgave')
    const answer = await bo.sends({ verb: 'form.read', v: 1, n: 'old', itemId: noah.id, version: 1 })
    expect(answer.words).toContain('Du har ikke haft den udgave af skemaet.')
    expect(answer.words).not.toContain(typed.seen)
  })

  test('what was handed in before versions were kept is kept when it is corrected', async () => {
    const { jens } = room
    const before = { where: { agendaItemId: noah.id } }
    await room.bot.app.core.db.write(tx => clientOf(tx).handedInVersion.deleteMany(before))
    await writes('Og lidt til.')
    expect(await versions()).toEqual([4])
    await reads(jens)
    expect(jens.words()).toContain('Nyt, som ingen når at få.')
    await submits()
    expect(await versions()).toEqual([4, 5])
  })

  test('until the meeting is held', async () => {
    const { ida } = room
    await room.holds(noah, [])
    await clicks(ida, 'form.takeBack', { itemId: noah.id })
    expect(await formOf()).toMatchObject({ status: 'submitted', version: 5 })
  })
})
