import { afterEach, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles } from '../support/cards.ts'
import { handsIn, typed } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

let room: MeetingRoom
afterEach(() => room.stop())

/** The messages about forms that somebody was sent. */
const told = (person: TestPerson) =>
  person
    .inbox()
    .map(({ summary }) => summary)
    .filter(summary => /\d+ skema/.test(summary))

test('an item that is moved onto a meeting whose forms are out goes out at once', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, mette, jens, lone } = room
  const later = await room.plan('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')
  const item = await room.adds({ about: 'Larm på stuen', formFillerId: mette.personId }, later)
  await bot.passTo('2026-11-24T07:40:00Z')
  await handsIn(mette)
  expect(told(jens)).toEqual([])
  const { services, db } = bot.app.core
  const actor = await room.actor(lone)
  await db.write(async tx => {
    const now = await services.agenda.get(tx, item.id)
    await services.agenda.moveTo(tx, now, room.meeting.id, actor, bot.clock.now())
  })
  await bot.app.engine.runDue()
  expect(told(jens)).toHaveLength(1)
  const { rows } = await services.distribution.evidence(db.reader, room.meeting, bot.clock.now())
  expect(rows.length).toBeGreaterThan(2)
  expect(rows.every(({ receipt }) => receipt.late)).toBe(true)
})

test('a question less, so that the consent covers it again, sends what was withheld', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, jens, lone } = room
  const noah = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await room.consents(noah)
  const { services, db } = bot.app.core
  const actor = await room.actor(lone)
  const rewrite = (questions: string[]) =>
    db.write(async tx => {
      const item = await services.agenda.get(tx, noah.id)
      const content = { childName: '', ageMonths: 40, problem: item.problem, questions }
      await services.agenda.rewrite(tx, item, content, actor, bot.clock.now())
    })
  await rewrite([...noah.questions, 'Hvad siger sundhedsplejersken?'])
  await handsIn(ida)
  await bot.passTo('2026-11-20T12:00:00Z')
  expect(told(jens)).toEqual([])
  await rewrite([...noah.questions])
  await bot.app.engine.runDue()
  expect(told(jens)).toHaveLength(1)
})

test('before the deadline nobody reads ahead, though the form is handed in', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, mette, jens, lone } = room
  const item = await room.adds({ about: 'Larm på stuen', formFillerId: mette.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(mette)
  for (const person of [jens, lone]) {
    await clicks(person, 'agenda.item', { itemId: item.id })
    expect(person.words()).not.toContain('Læs skemaet')
    const answer = await person.sends({ verb: 'form.read', v: 1, n: 'ahead', itemId: item.id })
    expect(answer.words).toContain('Alle får det på samme tid')
    expect(answer.words).not.toContain(typed.seen)
  }
  const { db } = bot.app.core
  // What Mette met of her own on the way is on the record; nobody else has read anything.
  const ofOthers = { action: 'form.read', actorId: { not: mette.personId } }
  expect(await clientOf(db.reader).auditEvent.count({ where: ofOthers })).toBe(0)
  await clicks(mette, 'form.read', { itemId: item.id })
  expect(mette.words()).toContain(typed.seen)
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(jens, 'agenda.item', { itemId: item.id })
  await jens.presses('Læs skemaet')
  expect(jens.words()).toContain(typed.seen)
})

test('the second message about a meeting says that there is more', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, mette, sara, jens } = room
  await room.adds({ about: 'Larm på stuen', formFillerId: mette.personId })
  await room.adds({ about: 'Måltider', formFillerId: sara.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(mette)
  await bot.passTo('2026-11-20T12:00:00Z')
  await handsIn(sara)
  expect(told(jens)).toEqual([
    '1 skema til mødet tirsdag den 24. november 2026',
    '1 skema mere til mødet tirsdag den 24. november 2026',
  ])
})

test('an item that was asked for late and put off is not reminded of before it is asked for again', async () => {
  room = await openMeetingRoom('2026-11-20T13:00:00Z')
  const { bot, ida, lone } = room
  const later = await room.plan('2027-01-19T08:00:00Z', '2027-01-19T10:00:00Z')
  const item = await room.adds({ about: 'Larm på stuen', formFillerId: ida.personId })
  await bot.app.engine.runDue()
  await clicks(lone, 'agenda.move', { itemId: item.id, to: later.id })
  const cards = () => ida.inbox().map(({ card }) => JSON.stringify(card))
  const nudged = () => cards().filter(card => card.includes('skal afleveres')).length
  await bot.passTo('2026-11-24T07:00:00Z')
  expect(nudged()).toBe(0)
  await bot.passTo('2027-01-15T07:45:00Z')
  expect(nudged()).toBe(2)
})

test('a begun form that nobody fills in any more is missing from nobody', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, mette, lone } = room
  const item = await room.adds({ about: 'Larm på stuen', formFillerId: ida.personId })
  await room.adds({ about: 'Måltider', formFillerId: mette.personId })
  await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'no' })
  await clicks(lone, 'agenda.plan', { itemId: item.id })
  await lone.presses('Gem', { formFillerId: 'none' })
  await bot.passTo('2026-11-19T12:00:00Z')
  const cards = lone.inbox().map(({ card }) => JSON.stringify(card))
  expect(cards.filter(card => card.includes('som skal afleveres'))).toEqual([
    expect.stringContaining('punkt 2 (Mette Dahl)'),
  ])
})

test('R-FORM-10, R-FORM-11: put off to a later meeting, a correction goes out with that one; until then its readers keep what they had', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, mette, jens, lone } = room
  const later = await room.plan('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')
  const item = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
  const itemId = item.id
  await bot.passTo('2026-11-10T07:31:00Z')
  await room.consents(item)
  await clicks(mette, 'contribution.begin', { itemId, suspicion: 'no' })
  await mette.presses('Aflevér', { sees: 'Familien har fået en støttekontakt.' })
  await handsIn(ida)
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(lone, 'agenda.move', { itemId, to: later.id })
  await clicks(ida, 'form.takeBack', { itemId })
  await clicks(ida, 'form.step', { itemId, step: 'perspectives' })
  await ida.presses('Gem og fortsæt', { perspective_child: 'At nogen har tid.' })
  await clicks(ida, 'form.submit', { itemId })
  await clicks(mette, 'contribution.takeBack', { itemId })
  await clicks(mette, 'contribution.open', { itemId })
  await mette.presses('Aflevér', { sees: 'Støttekontakten er holdt op.' })

  const seenBy = async (person: TestPerson) => {
    let words = ''
    const reads: [string, object][] = [
      ...[1, 2, 3].map((page): [string, object] => ['form.read', { itemId, page }]),
      ['form.read', { itemId, version: 2 }],
      ['contribution.read', { itemId }],
      ['contribution.read', { itemId, personId: mette.personId, version: 2 }],
      ['form.list', { meetingId: later.id }],
    ]
    for (const [verb, payload] of reads)
      words += `${(await person.sends({ verb, v: 1, n: `${verb}${words.length}`, ...payload })).words}\n`
    return words
  }
  for (const person of [jens, lone]) {
    const words = await seenBy(person)
    for (const kept of [typed.child, 'fået en støttekontakt', 'Et barn på 3 år', 'Mette Dahl'])
      expect(words).toContain(kept)
    expect(words).not.toMatch(/At nogen har tid|er holdt op|tidligere udgave|nyeste/)
    await clicks(person, 'agenda.item', { itemId })
    expect(buttonTitles(person.card)).toContain('Læs skemaet')
  }
  expect(await seenBy(ida)).toContain('At nogen har tid.')
  const { services, db } = bot.app.core
  const leader = await room.actor(lone)
  const dossier = await db.write(tx =>
    services.access.forCoordinator(tx, item.childId ?? '', leader, bot.clock.now()),
  )
  expect(JSON.stringify(dossier?.parts)).toContain(typed.child)
  expect(JSON.stringify(dossier?.parts)).not.toMatch(/At nogen har tid|er holdt op/)
  const notOut = dossier?.withheld.filter(({ why }) => why === 'notOut')
  expect(notOut?.map(({ kind, version }) => [kind, version])).toEqual([
    ['form', 2],
    ['contribution', 2],
  ])

  await bot.passTo('2026-12-04T11:00:00Z')
  for (const person of [jens, lone]) {
    const words = await seenBy(person)
    for (const fresh of ['At nogen har tid.', 'er holdt op', 'Se tidligere udgave'])
      expect(words).toContain(fresh)
  }
})

test('R-FORM-10: the proof of a meeting stays what it was when an item is put off and sent once more', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, jens, lone } = room
  const later = await room.plan('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')
  const item = await room.adds({ about: 'Larm på stuen', formFillerId: ida.personId })
  await room.adds({ about: 'Måltider', formFillerId: jens.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(ida)
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(jens, 'form.read', { itemId: item.id })
  const proofOf = async ({ id: meetingId }: { id: string }) => {
    await clicks(lone, 'form.evidence', { meetingId, layout: 'person' })
    return lone.words().split('\n')
  }
  const sent = 'sendt fredag 20. november kl. 12.00'
  const count = (lines: string[], words: string) => lines.filter(line => line.includes(words)).length
  expect(count(await proofOf(room.meeting), sent)).toBe(5)

  await clicks(lone, 'agenda.move', { itemId: item.id, to: later.id })
  const moved = await proofOf(room.meeting)
  expect([count(moved, sent), count(moved, 'Står ikke på dagsordenen mere · Jens Bach')]).toEqual([5, 1])
  expect(count(moved, `${sent} · åbnet fredag 20. november`)).toBe(1)

  await bot.passTo('2026-12-04T11:00:00Z')
  expect(count(await proofOf(later), 'sendt fredag 4. december kl. 12.00 · ikke åbnet')).toBe(5)
  expect(count(await proofOf(room.meeting), sent)).toBe(5)

  // What somebody deletes is gone from it as what was stopped is (decision 0011).
  await clicks(lone, 'agenda.delete', { itemId: item.id })
  for (const meeting of [room.meeting, later]) expect(count(await proofOf(meeting), 'sendt fredag')).toBe(0)
})

test('R-FORM-10: what was put off before its message left is proved as sent to nobody, and read ahead by nobody', async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, ida, mette, jens, lone } = room
  const later = await room.plan('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')
  const noise = await room.adds({ about: 'Larm på stuen', formFillerId: ida.personId })
  await room.adds({ about: 'Måltider', formFillerId: mette.personId })
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(ida)
  await handsIn(mette)
  const { services, db } = bot.app.core
  await db.write(tx => services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(lone, 'agenda.move', { itemId: noise.id, to: later.id })
  bot.clock.set('2026-11-20T12:00:00Z')
  await jens.says('hej')
  await bot.app.engine.runDue()
  const proofOf = async ({ id: meetingId }: { id: string }) => {
    await clicks(lone, 'form.evidence', { meetingId, layout: 'person' })
    const lines = lone.words().split('\n')
    return lines.flatMap((line, index) =>
      line.endsWith('· Jens Bach') ? `${line}: ${lines[index + 1]}` : [],
    )
  }
  expect(await proofOf(room.meeting)).toEqual([expect.stringContaining('Punkt 1 · Jens Bach: sendt')])
  await clicks(jens, 'form.read', { itemId: noise.id })
  expect(jens.words()).not.toContain(typed.seen)
  await bot.passTo('2026-12-04T11:00:00Z')
  expect(await proofOf(later)).toContainEqual(expect.stringContaining('Punkt 1 · Jens Bach: sendt'))
})

test.each(['has run out overnight', 'was withdrawn when the meeting had been moved'])(
  'R-CONS-5: a message that waited for its reader left without the form whose consent %s; the proof says so',
  async what => {
    room = await openMeetingRoom('2026-11-09T08:00:00Z')
    const { bot, ida, mette, jens, lone } = room
    const item = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
    await room.adds({ about: 'Måltider', formFillerId: mette.personId })
    await bot.passTo('2026-11-10T07:31:00Z')
    await room.consents(item)
    await handsIn(ida)
    await handsIn(mette)
    const { services, db } = bot.app.core
    await db.write(tx => services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
    await bot.passTo('2026-11-20T11:00:00Z')
    if (what.startsWith('was')) {
      const actor = await room.actor(lone)
      const [from, to] = [new Date('2026-12-01T08:00:00Z'), new Date('2026-12-01T10:00:00Z')]
      await db.write(tx => services.meetings.move(tx, room.meeting, from, to, actor, bot.clock.now()))
      await room.withdraws(item)
    } else await db.write(tx => clientOf(tx).consent.updateMany({ data: { validUntil: '2026-11-20' } }))
    bot.clock.set('2026-11-23T08:30:00Z')
    await jens.says('hej')
    await bot.app.engine.runDue()
    await clicks(lone, 'form.evidence', { meetingId: room.meeting.id, layout: 'person' })
    const lines = lone.words().split('\n')
    const proofs = lines.flatMap((line, index) =>
      line.endsWith('· Jens Bach') ? `${line}: ${lines[index + 1]}` : [],
    )
    expect(proofs).toEqual([
      expect.stringContaining('Punkt 1 · Jens Bach: ikke sendt'),
      expect.stringContaining('Punkt 2 · Jens Bach: sendt mandag 23. november'),
    ])
  },
)
