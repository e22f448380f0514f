import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { handsIn } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

/** R-FORM-10: whoever comes after the distribution gets everything at once, and the breach is on record. */
let room: MeetingRoom
beforeEach(async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, jens, mette } = room
  await room.adds({ about: 'Måltider', formFillerId: jens.personId })
  await room.adds({ about: 'Uro i garderoben', formFillerId: mette.personId })
  await bot.passTo('2026-11-10T08:00:00Z')
  await handsIn(jens)
  await handsIn(mette)
  await bot.passTo('2026-11-20T11:00:00Z')
})
afterEach(() => room.stop())

const forms = (person: TestPerson) =>
  person
    .inbox()
    .map(({ summary }) => summary)
    .filter(summary => /\d+ skema/.test(summary))

async function team(what: 'comes' | 'goes', person: TestPerson): Promise<void> {
  const { db, services } = room.bot.app.core
  const leads = await room.actor(room.lone)
  const now = room.bot.clock.now()
  const place = { personId: person.personId, profession: 'pedagogue', required: false } as const
  await db.write(async tx => {
    if (what === 'comes') await services.teams.addMember(tx, room.team, place, leads, now)
    else await services.teams.removeMember(tx, room.team, person.personId, leads, now)
  })
}

/** What the proof says of a person, as the coordinator reads it. */
async function proofOf(person: TestPerson): Promise<string[]> {
  const { lone, meeting } = room
  await clicks(lone, 'form.evidence', { meetingId: meeting.id, layout: 'person' })
  const lines = lone.words().split('\n')
  return lines.filter((_, index) => lines[index - 1]?.endsWith(` · ${person.name}`))
}

describe('a member', () => {
  test('who comes after the distribution gets all of it in one message, and the proof says that it was late', async () => {
    const { bot, ida, sara } = room
    bot.clock.set('2026-11-23T09:00:00Z')
    await team('comes', ida)
    await bot.app.engine.runDue()
    expect(forms(ida)).toEqual(['2 skemaer til mødet tirsdag den 24. november 2026'])
    expect(forms(sara)).toHaveLength(1)
    const late = 'sendt mandag 23. november kl. 10.00 · ikke åbnet · kom med efter fristen'
    expect(await proofOf(ida)).toEqual([late, late])
    expect((await proofOf(sara)).join()).not.toContain('efter fristen')
  })

  test('who comes on the day, before it begins and while it goes on', async () => {
    const { bot, ida, bo, meeting } = room
    bot.clock.set('2026-11-24T07:30:00Z')
    await team('comes', ida)
    await bot.app.engine.runDue()
    expect(forms(ida)).toHaveLength(1)
    const { db, services } = bot.app.core
    bot.clock.set('2026-11-24T08:05:00Z')
    await db.write(tx => services.meetings.setStatus(tx, meeting.id, 'running', bot.clock.now()))
    await team('comes', bo)
    await bot.app.engine.runDue()
    expect(forms(bo)).toEqual(['2 skemaer til mødet tirsdag den 24. november 2026'])
    const late = 'sendt tirsdag 24. november kl. 9.05 · ikke åbnet · kom med efter fristen'
    expect(await proofOf(bo)).toEqual([late, late])
  })

  test('who comes when the meeting is over gets nothing of it', async () => {
    const { bot, ida } = room
    bot.clock.set('2026-11-24T12:00:00Z')
    await team('comes', ida)
    await bot.app.engine.runDue()
    expect(forms(ida)).toEqual([])
  })

  test('who comes and goes before anything left: nothing leaves; back again, everything does, once', async () => {
    const { bot, ida } = room
    bot.clock.set('2026-11-23T09:00:00Z')
    await team('comes', ida)
    bot.clock.set('2026-11-23T09:01:00Z')
    await team('goes', ida)
    const before = ida.inbox().length
    await bot.app.engine.runDue()
    expect(ida.inbox()).toHaveLength(before)
    bot.clock.set('2026-11-23T09:02:00Z')
    await team('comes', ida)
    await bot.app.engine.runDue()
    expect(forms(ida)).toHaveLength(1)
    await team('goes', ida)
    bot.clock.set('2026-11-23T09:03:00Z')
    await team('comes', ida)
    await bot.app.engine.runDue()
    expect(forms(ida)).toHaveLength(1)
  })

  test('who comes between the poll and the meeting, before the distribution: the dates at once, the forms with all', async () => {
    await room.stop()
    room = await openMeetingRoom('2026-11-09T08:00:00Z')
    const { bot, ida, jens, sara } = room
    await room.adds({ about: 'Måltider', formFillerId: jens.personId })
    await bot.passTo('2026-11-10T08:00:00Z')
    await handsIn(jens)
    await team('comes', ida)
    await bot.app.engine.runDue()
    await ida.finds('Du er med i Solsikken.')
    expect(ida.words()).toContain('I mødes tirsdag den 24. november 2026 kl. 9.00.')
    expect(forms(ida)).toEqual([])
    await bot.passTo('2026-11-20T11:00:00Z')
    expect([forms(ida), forms(sara)].map(list => list.length)).toEqual([1, 1])
    expect((await proofOf(ida)).join()).not.toContain('efter fristen')
  })
})

describe('a guest', () => {
  const invites = async (person: TestPerson, itemId: string | null) => {
    const { db, services } = room.bot.app.core
    const leads = await room.actor(room.lone)
    const invitation = { personId: person.personId, itemId, asFiller: false, invitedById: leads.personId }
    await db.write(async tx => {
      const meeting = await services.meetings.get(tx, room.meeting.id)
      await services.meetings.invite(tx, meeting, invitation, leads, room.bot.clock.now())
    })
    await room.bot.app.engine.runDue()
  }

  test('of the whole meeting gets everything at once, of one item that item alone; both are on record', async () => {
    const { bot, bo, ida, meeting } = room
    const { db, services } = bot.app.core
    const [first, second] = await services.agenda.ofMeeting(db.reader, meeting.id)
    bot.clock.set('2026-11-23T09:00:00Z')
    await invites(bo, null)
    await invites(ida, first?.id ?? '')
    expect(forms(bo)).toEqual(['2 skemaer til mødet tirsdag den 24. november 2026'])
    expect(forms(ida)).toEqual(['1 skema til mødet tirsdag den 24. november 2026'])
    expect((await proofOf(ida)).map(line => line.includes('efter fristen'))).toEqual([true])
    await invites(ida, second?.id ?? '')
    expect(forms(ida)).toHaveLength(2)
    const receipts = await clientOf(db.reader).formReceipt.findMany({ where: { personId: ida.personId } })
    expect(receipts.map(({ late }) => late)).toEqual([true, true])
  })

  test('who is taken off before it left gets nothing', async () => {
    const { bot, bo, meeting } = room
    const { db, services } = bot.app.core
    const leads = await room.actor(room.lone)
    const invitation = { personId: bo.personId, itemId: null, asFiller: false, invitedById: leads.personId }
    bot.clock.set('2026-11-23T09:00:00Z')
    await db.write(async tx => {
      await services.meetings.invite(tx, meeting, invitation, leads, bot.clock.now())
      await services.meetings.uninvite(tx, meeting, bo.personId, leads, bot.clock.now())
    })
    await bot.app.engine.runDue()
    expect(forms(bo)).toEqual([])
  })
})
