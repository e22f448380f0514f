import { afterEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { dayOf, timeOf } from '../../src/shared/zoned-time.ts'
import type { TestPerson } from '../support/bot.ts'
import { handsIn } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

/** A meeting with all that hangs on one: a child with consent, one without, a group that nobody fills in, a form. */
interface Scene extends MeetingRoom {
  items: Record<'noah' | 'alma' | 'group' | 'other', AgendaItem>
}

const rooms: MeetingRoom[] = []
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.stop()
})

async function open(now: string, startAt: string): Promise<Scene> {
  const room = await openMeetingRoom(now, undefined, startAt)
  rooms.push(room)
  const noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId })
  await room.consents(noah)
  const alma = await room.adds({ child: 'Alma Holst', formFillerId: room.mette.personId })
  const group = await room.adds({ kind: 'childGroup', about: 'Uro i garderoben' })
  const other = await room.adds({ about: 'Måltider', formFillerId: room.jens.personId })
  return { ...room, items: { noah, alma, group, other } }
}

/** Every reminder that is planned, in whatever scope, as people would list them: when, what, about what, to whom. */
async function planned({ bot, items, meeting, team, ...people }: Scene): Promise<string[]> {
  const names = new Map([
    [meeting.id, 'mødet'],
    [team.id, 'teamet'],
    ...Object.entries(items).map(([name, item]) => [item.id, name] as const),
    ...[people.lone, people.mette, people.jens, people.sara, people.ida].map(
      ({ personId, name }) => [personId, name.split(' ')[0] ?? ''] as const,
    ),
  ])
  const rows = await clientOf(bot.app.core.db.reader).reminder.findMany({ where: { status: 'planned' } })
  return rows
    .map(({ kind, subjectId, recipientId, dueAt }) => {
      const when = `${dayOf(dueAt, meeting.zone)} ${timeOf(dueAt, meeting.zone)}`
      return `${when} ${kind} ${names.get(subjectId) ?? 'andet'} ${names.get(recipientId) ?? ''}`.trim()
    })
    .toSorted()
}

/** Messages that are queued. */
async function pending({ bot, lone, mette, jens, sara, ida }: Scene): Promise<string[]> {
  const names = new Map(
    [lone, mette, jens, sara, ida].map(one => [one.personId, one.name.split(' ')[0] ?? '']),
  )
  const rows = await clientOf(bot.app.core.db.reader).delivery.findMany({ where: { status: 'pending' } })
  return rows.map(({ kind, recipientId }) => `${kind} ${names.get(recipientId) ?? 'andre'}`).toSorted()
}

async function moves({ bot, lone, meeting, actor }: MeetingRoom, startAt: string): Promise<void> {
  const { db, services } = bot.app.core
  const leading = await actor(lone)
  const start = new Date(startAt)
  await db.write(async tx => {
    const now = await services.meetings.get(tx, meeting.id)
    const end = new Date(start.getTime() + 2 * 3_600_000)
    const moved = await services.meetings.move(tx, now, start, end, leading, bot.clock.now())
    if (!moved) throw new Error('it was not moved')
  })
}

describe('a meeting that was moved is like one that was there from the start (R-POLL-7)', () => {
  test.each([
    ['forward', '2026-11-02T08:00:00Z', '2026-11-24T08:00:00Z', '2026-12-08T08:00:00Z'],
    ['back', '2026-11-02T08:00:00Z', '2026-12-08T08:00:00Z', '2026-11-24T08:00:00Z'],
    ['to within the deadline', '2026-11-02T08:00:00Z', '2026-11-24T08:00:00Z', '2026-11-04T08:00:00Z'],
    ['to within the reminders', '2026-11-02T08:00:00Z', '2026-11-24T08:00:00Z', '2026-11-12T08:00:00Z'],
    ['over a change of clock', '2027-03-01T08:00:00Z', '2027-03-23T08:00:00Z', '2027-04-14T07:00:00Z'],
    ['back over a change of clock', '2026-10-01T08:00:00Z', '2026-11-03T08:00:00Z', '2026-10-20T07:00:00Z'],
  ])('%s', async (_what, now, from, to) => {
    const moved = await open(now, from)
    const before = await planned(moved)
    await moved.bot.app.engine.runDue()
    await moves(moved, to)
    expect(await pending(moved)).toEqual(
      ['Ida', 'Jens', 'Mette', 'Sara'].map(name => `meeting.changed ${name}`),
    )
    await moved.bot.app.engine.runDue()
    const fresh = await open(now, to)
    await fresh.bot.app.engine.runDue()
    const after = await planned(moved)
    expect(after).toEqual(await planned(fresh))
    expect(after).not.toEqual(before)
  })
})

/** Lines of a table, without those of the next proposal and of the minutes, which follow the meeting's own day. */
const upTo = (lines: readonly string[], day: string) => lines.filter(line => line < day)
const posted = (person: TestPerson, words: string) =>
  person.inbox().filter(({ card, summary }) => `${summary} ${JSON.stringify(card)}`.includes(words)).length

describe('moved when some of it has been sent (R-POLL-7)', () => {
  test('asked and reminded once, then moved: nobody is asked again, and the rest is of the new date', async () => {
    const scene = await open('2026-11-02T08:00:00Z', '2026-11-24T08:00:00Z')
    const { bot, ida } = scene
    await bot.passTo('2026-11-13T08:00:00Z')
    expect([posted(ida, 'Udfyld et forberedelsesskema'), posted(ida, 'skal afleveres')]).toEqual([1, 1])
    await moves(scene, '2026-12-08T08:00:00Z')
    expect(upTo(await planned(scene), '2026-12-08')).toEqual([
      '2026-11-24 08:30 form.unchosen mødet Lone',
      '2026-11-27 08:30 consent.todo alma Lone',
      '2026-11-27 08:30 form.nudge alma Mette',
      '2026-11-27 08:30 form.nudge noah Ida',
      '2026-11-27 08:30 form.nudge other Jens',
      '2026-11-27 08:30 form.unchosen mødet Lone',
      '2026-12-03 08:30 consent.todo alma Lone',
      '2026-12-03 08:30 form.missing mødet Lone',
      '2026-12-03 08:30 form.nudge alma Mette',
      '2026-12-03 08:30 form.nudge noah Ida',
      '2026-12-03 08:30 form.nudge other Jens',
      '2026-12-03 08:30 form.unchosen mødet Lone',
      '2026-12-04 11:59 agenda.carry mødet',
      '2026-12-04 12:00 distribution.run mødet',
    ])
    await bot.passTo('2026-12-07T12:00:00Z')
    expect([posted(ida, 'Udfyld et forberedelsesskema'), posted(ida, 'skal afleveres')]).toEqual([1, 3])
  })

  test('after the distribution to a later date: what went out counts, the rest goes out at the new deadline', async () => {
    const scene = await open('2026-11-16T08:00:00Z', '2026-11-24T08:00:00Z')
    const { bot, jens, ida, mette, sara, lone, meeting } = scene
    const { db, services } = bot.app.core
    await bot.app.engine.runDue()
    await handsIn(jens)
    await bot.passTo('2026-11-20T12:00:00Z')
    expect(posted(sara, '1 skema til mødet')).toBe(1)
    const proof = async () => {
      const { rows } = await services.distribution.evidence(db.reader, meeting, bot.clock.now())
      return rows.map(({ receipt, number, delivery }) => [
        number,
        receipt.late,
        delivery?.sentAt?.toISOString(),
      ])
    }
    const before = await proof()
    expect(before.length).toBeGreaterThan(0)

    await moves(scene, '2026-12-08T08:00:00Z')
    await bot.app.engine.runDue()
    expect(await proof()).toEqual(before)
    await lone.sends({ v: 1, verb: 'meeting.open', meetingId: meeting.id }).then(({ words }) => {
      expect(words).toContain(
        'De skemaer, der var klar, blev sendt ud fredag den 20. november 2026 kl. 12.00.',
      )
      expect(words).toContain('Det, der mangler, skal være klar fredag den 4. december 2026 kl. 12.00.')
    })
    await handsIn(ida)
    await bot.passTo('2026-12-04T10:59:00Z')
    expect(posted(sara, 'skema mere til mødet')).toBe(0)
    await bot.passTo('2026-12-04T11:00:00Z')
    expect(posted(sara, '1 skema mere til mødet tirsdag den 8. december')).toBe(1)
    const after = await proof()
    expect(after).toEqual(expect.arrayContaining(before))
    expect(after.length).toBeGreaterThan(before.length)
    expect(after.every(([, late]) => late === false)).toBe(true)
    // Ida had none before: hers is the whole of it. Mette has not handed in, and is told to.
    expect(posted(mette, 'skal afleveres')).toBeGreaterThan(0)
  })
})

test('to within the deadline: what would have come onto the agenda just before it comes now (R-AGENDA-4)', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  rooms.push(room)
  const { bot, lone, mette } = room
  const { db, services } = bot.app.core
  const item = await room.adds({ about: 'Samarbejdet' })
  await room.holds(item, [])
  const next = await room.plan('2026-12-15T08:00:00Z', '2026-12-15T10:00:00Z')
  const leading = await room.actor(lone)
  const now = bot.clock.now()
  const point = await db.write(async tx => {
    const agreed = { ownerId: mette.personId, text: 'Lav en rolig krog', dueDay: '2026-12-01' as Day }
    const made = await services.actionPoints.draft(
      tx,
      { item, meeting: room.meeting, kind: 'task', ...agreed },
      leading,
      now,
    )
    await services.actionPoints.activate(tx, [item.id], new Set([mette.personId]), leading, now)
    return made
  })
  const onAgenda = async () =>
    (await services.agenda.ofMeeting(db.reader, next.id)).filter(one => one.carriedActionPointId === point.id)
  expect(await onAgenda()).toHaveLength(0)
  await moves({ ...room, meeting: next }, '2026-11-26T08:00:00Z')
  expect(await onAgenda()).toHaveLength(1)
})

describe('cancelled (R-POLL-7)', () => {
  test('nothing is left of it, each is told once, no item is lost, and the next date is offered', async () => {
    const scene = await open('2026-11-12T08:00:00Z', '2026-11-24T08:00:00Z')
    const { bot, lone, meeting, items, team } = scene
    const { db, services } = bot.app.core
    await bot.app.engine.runDue()
    await lone.sends({ v: 1, verb: 'meeting.cancel', meetingId: meeting.id })
    const confirm = { v: 1, verb: 'meeting.confirmCancel', meetingId: meeting.id, sequence: 0 }
    const done = await lone.sends(confirm)
    expect(done.words).toContain('4 punkter venter på et nyt møde.')
    expect(done.words).toContain('Find en mødedato')
    expect(await pending(scene)).toEqual(
      ['Ida', 'Jens', 'Mette', 'Sara'].map(name => `meeting.changed ${name}`),
    )
    const left = (await planned(scene)).filter(line => !line.includes('teamet'))
    expect(left).toEqual([])
    const waiting = (await services.agenda.waiting(db.reader, team.id)).map(({ id }) => id).toSorted()
    expect(waiting).toEqual(
      Object.values(items)
        .map(({ id }) => id)
        .toSorted(),
    )

    // On the next meeting they stand again, with all that hangs on one.
    const next = await scene.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const onAgenda = (await services.agenda.ofMeeting(db.reader, next.id)).map(({ id }) => id)
    expect(onAgenda.toSorted()).toEqual(waiting)
  })
})

describe('a fault in the middle', () => {
  test.each(['moved', 'cancelled'] as const)('%s: everything is as it was', async what => {
    const scene = await open('2026-11-02T08:00:00Z', '2026-11-24T08:00:00Z')
    const { bot, lone, meeting } = scene
    const { db, services } = bot.app.core
    await bot.app.engine.runDue()
    const everything = async () => {
      const tx = clientOf(db.reader)
      return JSON.stringify(
        await Promise.all([
          tx.meeting.findMany(),
          tx.agendaItem.findMany({ orderBy: { id: 'asc' } }),
          tx.reminder.findMany({ orderBy: { id: 'asc' } }),
          tx.delivery.findMany({ orderBy: { id: 'asc' } }),
          tx.auditEvent.findMany({ orderBy: { id: 'asc' } }),
        ]),
      )
    }
    const before = await everything()
    // The last that is told: all the others have done their work by then.
    const { meetingListener } = services.distribution
    const faulty = async () => {
      throw new Error('a fault')
    }
    Object.assign(meetingListener, { [what]: faulty })
    const to = { day: '2026-12-08', start: '09:00', end: '11:00', place: meeting.place }
    const about = { v: 1, meetingId: meeting.id, sequence: 0 }
    const answer =
      what === 'moved'
        ? await lone.sends({ ...about, verb: 'meeting.confirmMove', ...to })
        : await lone.sends({ ...about, verb: 'meeting.confirmCancel' })
    expect(answer.words).toContain('kode')
    expect(await everything()).toBe(before)
    await bot.app.engine.runDue()
    for (const person of [scene.mette, scene.jens])
      expect(person.inbox().filter(({ summary }) => /flyttet|aflyst/.test(summary))).toEqual([])
  })
})
