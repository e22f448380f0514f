import { afterEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { emptyResult } from '../../src/features/minutes/model.ts'
import { createMinutesStore } from '../../src/features/minutes/store.prisma.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { asks, clicks } from '../support/agenda.ts'
import { tablesMentioning } from '../support/at-rest.ts'
import type { TestPerson } from '../support/bot.ts'
import { headingOf, wordsOf } from '../support/cards.ts'
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
    expect(
      await tablesMentioning(
        at.bot.app.core.db.reader,
        [...carried, ...points].map(({ id }) => id),
      ),
    ).toEqual([])
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

describe('what the others hear and see of it (decision 0011)', () => {
  const heading = 'Dagsordenen er ændret'
  const words = [
    heading,
    'Noget er taget af dagsordenen til mødet tirsdag 24. november kl. 9.00 (Ressourceteam Solsikken).',
    'Undrer det dig, så hør dine kolleger, før du gør mere ved det eller sætter det på igen.',
    'Åbn dagsordenen',
  ]
  const told = (person: TestPerson) => person.inbox().filter(({ card }) => headingOf(card) === heading)
  const readBy = (person: TestPerson) => told(person).map(({ card }) => wordsOf(card).split('\n'))
  const yes = (person: TestPerson, itemId = at.item.id) =>
    clicks(person, 'form.begin', { itemId, suspicion: 'yes' })

  /** Mette's own item about a group, with a form that Ida fills in. */
  async function mettesItem(): Promise<AgendaItem> {
    const { db, services } = at.bot.app.core
    const actor = await at.actorOf(at.mette)
    const content = {
      childName: '',
      problem: 'Uro i garderoben',
      questions: ['Hvad gør vi?'],
      ageMonths: null,
    }
    const who = { minutes: 10, presenterId: at.mette.personId, formFillerId: at.ida.personId }
    const what = { team: at.team, meeting: at.meeting, kind: 'childGroup' as const, content, childId: null }
    return db.write(tx => services.agenda.add(tx, { ...what, ...who }, actor, at.bot.clock.now()))
  }

  test('the coordinator hears what she hears of any removal, and no row leads to the item or the child', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, lone, mette, jens, ida } = at
    await bot.passTo('2026-11-10T07:30:00Z')
    const sent = bot.teams.sent.length
    await yes(ida)
    await bot.app.engine.runDue()
    expect(readBy(lone)).toEqual([words])
    for (const other of [mette, jens]) expect(told(other)).toEqual([])
    expect(ida.inbox().at(-1)?.summary).toContain('Du skal ikke med til mødet')
    expect(await tablesMentioning(at.bot.app.core.db.reader, [item.id, item.childId ?? ''])).toEqual([])
    const since = JSON.stringify(bot.teams.sent.slice(sent))
    for (const trace of [item.id, item.childId ?? '', 'Noah', 'Punkt 1', 'punkt 1', 'Ida', 'mistanke'])
      expect(since).not.toContain(trace)

    const { id } = await mettesItem()
    await clicks(mette, 'agenda.delete', { itemId: id })
    await bot.app.engine.runDue()
    expect(readBy(lone)).toEqual([words, words])
    const summaries = new Set(told(lone).map(({ summary }) => summary))
    expect(summaries.size).toBe(1)
    const rows = await clientOf(bot.app.core.db.reader).delivery.findMany({
      where: { kind: 'agenda.removed' },
    })
    const shapes = rows.map(({ key: _, id: __, activityId: ___, createdAt: ____, ...row }) => ({
      ...row,
      dueAt: 0,
      sentAt: 0,
    }))
    expect(shapes[0]).toEqual(shapes[1])
    expect(shapes[0]).toMatchObject({ subjectId: at.meeting.id, recipientId: lone.personId, detail: 'null' })
  })

  test('two removals are told twice; a click that comes twice, once', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, lone, mette, ida } = at
    const deleted = { verb: 'agenda.delete', v: 1, itemId: (await mettesItem()).id }
    for (const n of ['one', 'one', 'two']) await mette.sends({ ...deleted, n })
    const stopped = { verb: 'form.begin', v: 1, itemId: item.id, suspicion: 'yes' }
    for (const n of ['one', 'one', 'two']) await ida.sends({ ...stopped, n })
    await bot.app.engine.runDue()
    expect(told(lone)).toHaveLength(2)
  })

  test('nobody hears of what they took off themselves; the author hears of it from others', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, lone, mette } = at
    const { services, db } = bot.app.core
    const of = async (id: string, formFillerId: string) => {
      const one = await services.agenda.get(db.reader, id)
      const { minutes, presenterId } = one
      const actor = await at.actorOf(lone)
      const to = { minutes, presenterId, formFillerId }
      await db.write(tx => services.agenda.arrange(tx, one, to, actor, bot.clock.now()))
    }
    await of(item.id, lone.personId)
    await yes(lone)
    await bot.app.engine.runDue()
    expect(await services.agenda.find(db.reader, item.id)).toBeNull()
    for (const person of [lone, mette]) expect(told(person)).toEqual([])

    for (const take of ['stop', 'delete'] as const) {
      const { id } = await mettesItem()
      await of(id, lone.personId)
      if (take === 'stop') await yes(lone, id)
      else await clicks(lone, 'agenda.delete', { itemId: id })
    }
    await bot.app.engine.runDue()
    expect(told(lone)).toEqual([])
    expect(readBy(mette)).toEqual([words, words])
  })

  test('an item that waits for a meeting is told of in the same way', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, lone, ida } = at
    await clicks(lone, 'agenda.move', { itemId: item.id, to: 'waiting' })
    await yes(ida)
    await bot.app.engine.runDue()
    expect(readBy(lone)[0]?.[1]).toBe('Noget er taget af ventelisten (Ressourceteam Solsikken).')
    await lone.finds(heading)
    await lone.presses('Åbn ventelisten')
    expect(headingOf(lone.card)).toBe('Venteliste')
    expect(await tablesMentioning(at.bot.app.core.db.reader, [item.id, item.childId ?? ''])).toEqual([])
  })

  test('whoever was invited to the item need not come', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, meeting, lone, ida, stranger } = at
    const actor = await at.actorOf(lone)
    const { db, services } = bot.app.core
    const invitation = {
      personId: stranger.personId,
      itemId: item.id,
      asFiller: false,
      invitedById: lone.personId,
    }
    await db.write(tx => services.meetings.invite(tx, meeting, invitation, actor, bot.clock.now()))
    await bot.app.engine.runDue()
    await yes(ida)
    await bot.app.engine.runDue()
    expect(stranger.inbox().at(-1)?.summary).toContain('Du skal ikke med til mødet')
    expect(await clientOf(db.reader).meetingGuest.count()).toBe(0)
  })

  test('every button that led to it answers as after a deletion: nothing is here', async () => {
    const answers: string[][] = []
    for (const take of ['stop', 'delete'] as const) {
      at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
      const { bot, item, lone, mette, ida } = at
      const { itemId } = { itemId: item.id }
      await bot.passTo('2026-11-10T07:30:00Z')
      const request = await ida.finds('Udfyld et forberedelsesskema')
      await asks(lone, 'dagsorden')
      const agenda = lone.card
      if (take === 'stop') await yes(ida)
      else await clicks(lone, 'agenda.delete', { itemId })
      const read: string[] = []
      await ida.presses('Start', {}, request)
      read.push(ida.words())
      await lone.presses('Åbn', {}, agenda)
      read.push(lone.words())
      const verbs = ['agenda.item', 'agenda.plan', 'agenda.askDelete', 'agenda.place', 'agenda.postpone']
      verbs.push('agenda.edit', 'agenda.anonymous', 'consent.open', 'form.open', 'form.ask', 'form.read')
      verbs.push('form.submit', 'agenda.delete')
      for (const verb of verbs)
        for (const person of [lone, mette, ida]) {
          await clicks(person, verb, { itemId })
          read.push(person.words())
        }
      await asks(lone, 'dagsorden')
      read.push(lone.words())
      for (const verb of ['form.evidence', 'form.list', 'meeting.open']) {
        await clicks(lone, verb, { meetingId: at.meeting.id })
        read.push(lone.words())
      }
      await lone.says('overblik')
      read.push(lone.words())
      answers.push(read)
      if (take === 'stop') await bot.stop()
    }
    expect(answers[0]).toEqual(answers[1])
    expect(new Set(answers[0]?.slice(0, -5)).size).toBe(1)
    expect(answers[0]?.[0]).toContain('Her er ikke noget at vise')
    expect(answers[0]?.join()).not.toContain('kode')
  })

  test('whoever says yes on a card of what is gone is told what to do all the same', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { ida, item, stranger } = at
    await yes(ida)
    expect(ida.words()).toContain('Rød Tråd fortæller ingen om mistanken.')
    expect(ida.words()).toContain(
      'får kun besked om, at noget er taget af dagsordenen, eller at de ikke skal med',
    )
    for (const person of [ida, stranger]) {
      await yes(person)
      expect(person.words()).toContain('Følg kommunens beredskab')
      expect(person.words()).not.toContain('Punktet er slettet')
    }
    await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'no' })
    expect(ida.words()).toContain('Her er ikke noget at vise')
  })

  test('it is taken out of the messages that tell of other items too', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
    const { bot, item, team, lone, jens, mette } = at
    const { db, services } = bot.app.core
    const actor = await at.actorOf(lone)
    const other = await mettesItem()
    const fill = async (id: string, formFillerId: string) => {
      const one = await services.agenda.get(db.reader, id)
      const { minutes, presenterId } = one
      const to = { minutes, presenterId, formFillerId }
      await db.write(tx => services.agenda.arrange(tx, one, to, actor, bot.clock.now()))
    }
    for (const { id } of [item, other]) await fill(id, jens.personId)
    await clicks(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    await fill(item.id, mette.personId)
    await yes(mette)
    expect(await tablesMentioning(at.bot.app.core.db.reader, [item.id, item.childId ?? ''])).toEqual([])
    await bot.app.engine.runDue()
    const unfilled = lone.inbox().filter(one => one.summary.startsWith('Hvem skal udfylde'))
    expect(unfilled.map(one => one.summary)).toEqual(['Hvem skal udfylde skemaet?'])
  })
})
