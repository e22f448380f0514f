import { afterEach, describe, expect, test } from 'vitest'
import { emptyDetail, tellings } from '../../src/features/consent/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { asks, clicks, recordsConsent } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { headingOf, inputValues } from '../support/cards.ts'
import { handsIn, startWithForm, typed, type WithForm } from '../support/forms.ts'
import { plansMeeting } from '../support/meetings.ts'
import { fetchPaper, linksOn, readDocx, readPdf } from '../support/papers.ts'

let at: WithForm
afterEach(() => at.bot.stop())

const askAt = '2026-11-10T07:30:00Z'
const due = '2026-11-20T11:00:00Z'
const reader = () => at.bot.app.core.db.reader
const db = () => clientOf(reader())
const formOf = () => at.bot.app.core.services.preparation.formOf(reader(), at.item.id)
const posted = (words: string) =>
  at.bot.teams.sent.filter(activity => JSON.stringify(activity.card ?? '').includes(words))

describe('without consent (R-CONS-4)', () => {
  test('nobody but its author has the form; the coordinator chooses; a consent sends it at once, as late', async () => {
    at = await startWithForm({ consent: false })
    const { bot, ida, mette, lone } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    await bot.passTo(due)
    expect(posted('skema til mødet')).toHaveLength(0)
    await lone.finds('Noget bliver holdt tilbage')
    expect(lone.words()).toContain('Punkt 1: der mangler et gyldigt samtykke.')
    for (const person of [mette, lone]) {
      await clicks(person, 'form.read', { itemId: at.item.id })
      expect(JSON.stringify(person.card)).not.toContain(typed.seen)
      const answer = await person.sends({ verb: 'form.read', v: 1, n: 'again', itemId: at.item.id })
      expect(answer.words).toContain('Skemaet bliver holdt tilbage')
    }
    await clicks(ida, 'form.read', { itemId: at.item.id })
    expect(ida.words()).toContain(typed.seen)

    await bot.passTo('2026-11-21T09:00:00Z')
    await lone.finds('Noget bliver holdt tilbage')
    await lone.presses('Se samtykket')
    await recordsConsent(lone, { givenOn: '2026-11-20' })
    await mette.finds('1 skema til mødet')
    expect(mette.words()).toContain('Det kommer efter fristen.')
    await mette.presses('Åbn')
    await mette.presses('Åbn')
    expect(mette.words()).toContain(typed.seen)
    const receipts = await db().formReceipt.findMany({})
    expect(receipts.length).toBeGreaterThan(3)
    expect(receipts.every(receipt => receipt.late)).toBe(true)
  })

  test('a consent that is recorded on another item of the same matter sends it, too', async () => {
    at = await startWithForm({ consent: false })
    const { bot, ida, mette, lone, team, item } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    const later = await plansMeeting(bot, team, '2026-12-15T08:00:00Z')
    const { services, db: data } = bot.app.core
    const leading = await at.actorOf(lone)
    const carrier = await data.write(async tx => {
      const { childId } = item
      const questions = [...item.questions]
      const content = { childName: '', ageMonths: 40, problem: 'Opfølgning', questions }
      const plan = {
        kind: 'child',
        minutes: 20,
        presenterId: lone.personId,
        formFillerId: ida.personId,
      } as const
      const now = bot.clock.now()
      const made = await services.agenda.add(
        tx,
        { team, meeting: later, content, childId, ...plan },
        leading,
        now,
      )
      await clientOf(tx).agendaItem.update({ where: { id: made.id }, data: { originItemId: item.id } })
      return services.agenda.get(tx, made.id)
    })
    await bot.passTo('2026-11-21T09:00:00Z')
    expect(posted('skema til mødet')).toHaveLength(0)
    await data.write(async tx => {
      const recipients = (await services.agenda.circles(tx, [carrier])).get(carrier.id)?.people ?? []
      const detail = {
        ...emptyDetail,
        giverName: 'Anna Berg',
        relation: 'mother' as const,
        otherHolder: 'agrees' as const,
        purpose: 'At støtte barnet.',
        questions: carrier.questions,
        categories: ['wellbeing' as const],
        told: [...tellings.consent],
        form: 'written' as const,
        evidence: 'Sag 12',
      }
      const given = { detail, recipients, givenOn: '2026-11-20' as Day }
      await services.consents.record(tx, carrier, given, leading, bot.clock.now())
    })
    await bot.app.engine.runDue()
    await mette.finds('1 skema til mødet')
  })

  test('a consent that ends closes the form at once, and reaches what has not left (R-CONS-5)', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, mette, lone } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    await bot.passTo(due)
    await mette.finds('1 skema til mødet')
    await mette.presses('Åbn')
    const list = mette.card
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    await data.write(tx => services.consents.withdraw(tx, at.item, 'withdrawn', actor, bot.clock.now()))
    const queued = (await bot.app.core.deliveries.evidence(reader(), 'distribution', at.meeting.id)).find(
      ({ recipientId }) => recipientId === mette.personId,
    )
    const delivery = queued && (await bot.app.core.deliveries.find(reader(), queued.id))
    const person = await bot.app.core.readers.find(reader(), mette.personId)
    if (!delivery || !person) throw new Error('it was queued for Mette')
    const kind = bot.app.core.messageKinds.get('distribution')
    expect(await kind?.render(reader(), delivery, person, bot.clock.now())).toBeNull()
    const answer = await mette.presses('Åbn', {}, list)
    expect(answer.words).toContain('trukket tilbage')
    expect(answer.words).not.toContain(typed.seen)
  })
})

describe('the evidence (R-FORM-10, R-CONS-5)', () => {
  const evidence = () => clicks(at.lone, 'form.evidence', { meetingId: at.meeting.id, layout: 'person' })
  const linesOf = (who: string) => {
    const lines = at.lone.words().split('\n')
    return lines.flatMap((line, index) => (line.endsWith(`· ${who}`) ? [lines[index + 1]] : []))
  }
  const withdraws = async () => {
    const { services, db: data } = at.bot.app.core
    const actor = await at.actorOf(at.lone)
    await data.write(tx => services.consents.withdraw(tx, at.item, 'withdrawn', actor, at.bot.clock.now()))
  }

  test('withdrawn while the distribution is running: what had left, what was leaving, and what did not leave', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    // The first has left, the second is with Teams just then, the rest is queued.
    bot.teams.next.push({ meanwhile: async () => {} }, { meanwhile: withdraws })
    await bot.passTo(due)
    const reached = posted('1 skema til mødet')
    expect(reached).toHaveLength(2)
    const [had, leaving] = reached.map(({ conversationId }) =>
      [at.lone, at.mette, at.jens, at.ali, at.sara, ida].find(one => one.conversationId === conversationId),
    )
    await evidence()
    expect(linesOf(had?.name ?? '')).toEqual(['sendt fredag 20. november kl. 12.00 · ikke åbnet'])
    expect(linesOf(leaving?.name ?? '')).toEqual([
      'sendt fredag 20. november kl. 12.00, lige da samtykket blev trukket tilbage',
    ])
    const kept = 'ikke sendt: samtykket blev trukket tilbage fredag 20. november kl. 12.00'
    expect(at.lone.words().split(kept)).toHaveLength(5)
    // Taken together, what differs stands first, with its names.
    await at.lone.presses('Se det samlet')
    const [exception, other, ...rest] = at.lone.words().split('Punkt 1 · Skema\n')[1]?.split('\n') ?? []
    expect([exception, other].some(line => line?.endsWith(kept))).toBe(true)
    expect([exception, other].some(line => line?.startsWith(`${leaving?.name}: sendt`))).toBe(true)
    expect(rest[0]).toBe('1 af 6 fik det fredag 20. november kl. 12.00. Ingen har åbnet det endnu.')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(posted('1 skema til mødet')).toHaveLength(2)
    await evidence()
    expect(at.lone.words().split(kept)).toHaveLength(5)

    // The same on paper, for whoever asks for it a year later.
    await at.lone.presses('Hent som fil')
    const papers = linksOn(at.lone)
    for (const [place, read] of [readPdf, readDocx].entries()) {
      const response = await fetchPaper(bot, papers[place] ?? '')
      expect(response.headers.get('content-disposition')).toContain('bevis-for-udsendelse')
      const { title, words } = await read(new Uint8Array(await response.arrayBuffer()))
      expect(title).toBe('Bevis for udsendelse')
      expect(words.split(kept)).toHaveLength(5)
      expect(words).toContain('blev sendt, lige da samtykket blev trukket tilbage')
      expect(words).toContain(`${had?.name} Skema fredag 20. november kl. 12.00 –`)
      expect(words).not.toContain('Noah')
    }
    await clicks(at.mette, 'form.evidenceFile', { meetingId: at.meeting.id })
    expect(linksOn(at.mette)).toEqual([])
    // Whoever leads the team no more has a link that leads nowhere.
    await bot.app.core.db.write(tx =>
      clientOf(tx).teamMember.updateMany({
        where: { personId: at.lone.personId },
        data: { coordinator: false },
      }),
    )
    expect((await fetchPaper(bot, papers[0] ?? '')).status).toBe(404)
  })

  test('the summary counts whoever had all of it in time; late joiners and late forms say why', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida, mette, stranger } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    await bot.passTo(due)
    await clicks(lone, 'form.evidence', { meetingId: at.meeting.id })
    expect(lone.words()).toContain('6 af 6 fik alt senest fredag den 20. november 2026 kl. 12.00.')
    const all = 'Punkt 1 · Skema\nAlle 6 fik det fredag 20. november kl. 12.00.'
    expect(lone.words()).toContain(`${all} Ingen har åbnet det endnu.`)
    const card = lone.card
    for (const one of [lone, mette, at.jens, at.sara]) await clicks(one, 'form.read', { itemId: at.item.id })
    await clicks(lone, 'form.evidence', { meetingId: at.meeting.id })
    expect(lone.words()).toContain(`${all} 4 har åbnet det.\nIkke åbnet af Ali Demir og Ida Krogh.`)
    // Everybody's own row is a click away.
    await lone.presses('Se hver person', {}, card)
    for (const one of [lone, mette, at.jens, at.sara, at.ali, ida])
      expect(linesOf(one.name)[0]).toContain('sendt fredag 20. november kl. 12.00 · ')
    await bot.passTo('2026-11-23T09:00:00Z')
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    const place = { personId: stranger.personId, profession: 'healthVisitor' as const, required: false }
    await data.write(tx => services.teams.addMember(tx, at.team, place, actor, bot.clock.now()))
    await asks(lone, 'dagsorden')
    await lone.presses('Åbn')
    await lone.presses('Samtykke')
    await recordsConsent(lone, { givenOn: '2026-11-23' })
    await bot.app.engine.runDue()
    await evidence()
    expect(lone.words()).toContain('6 af 7 fik alt')
    await lone.presses('Se det samlet')
    const late = `${stranger.name}: sendt mandag 23. november kl. 10.00 · kom med efter fristen`
    expect(lone.words()).toContain(`Punkt 1 · Skema\n${late}\n6 af 7 fik det fredag`)
    await lone.presses('Se hver person')
    expect(linesOf(stranger.name)).toEqual([
      'sendt mandag 23. november kl. 10.00 · ikke åbnet · kom med efter fristen',
    ])
    const content = { childName: '', problem: 'Om larm.', questions: [], ageMonths: null }
    const about = { team: at.team, meeting: at.meeting, kind: 'other' as const, content, childId: null }
    const who = { minutes: 10, presenterId: lone.personId, formFillerId: mette.personId }
    await data.write(tx => services.agenda.add(tx, { ...about, ...who }, actor, bot.clock.now()))
    await evidence()
    // Ida is the guest of the first item alone.
    expect(lone.words()).toContain('1 af 7 fik alt')
    await bot.app.engine.runDue()
    await handsIn(mette)
    await bot.app.engine.runDue()
    await evidence()
    expect(linesOf('Jens Bach')[1]).toBe(
      'sendt mandag 23. november kl. 10.00 · ikke åbnet · skemaet kom efter fristen',
    )
  })
})

describe('what changes on the way', () => {
  test('a cancelled meeting: nobody is asked, reminded or sent anything', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone } = at
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    await data.write(tx => services.meetings.cancel(tx, at.meeting, actor, bot.clock.now()))
    await bot.passTo('2026-11-25T08:00:00Z')
    expect(posted('forberedelsesskema')).toHaveLength(0)
    expect(posted('Skemaet til punkt')).toHaveLength(0)
    expect(posted('til mødet tirsdag den 24.')).toHaveLength(0)
  })

  test('a moved meeting: nothing at the old time, everything at the new one', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida, mette } = at
    const { services, db: data } = bot.app.core
    await bot.passTo(askAt)
    await handsIn(ida)
    const actor = await at.actorOf(lone)
    const [startAt, endAt] = [new Date('2026-12-08T08:00:00Z'), new Date('2026-12-08T10:00:00Z')]
    await data.write(tx => services.meetings.move(tx, at.meeting, startAt, endAt, actor, bot.clock.now()))
    await bot.passTo('2026-12-03T08:00:00Z')
    expect(posted('1 skema til mødet')).toHaveLength(0)
    await bot.passTo('2026-12-04T11:00:00Z')
    await mette.finds('1 skema til mødet tirsdag den 8. december 2026')
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(1)
  })

  test('handed in between two moves: it goes out when the meeting is back at a deadline that has passed', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida, mette } = at
    const { services, db: data } = bot.app.core
    await bot.passTo('2026-11-20T11:05:00Z')
    const actor = await at.actorOf(lone)
    const movesTo = async (startAt: string, endAt: string) => {
      const meeting = await services.meetings.get(reader(), at.meeting.id)
      await data.write(tx =>
        services.meetings.move(tx, meeting, new Date(startAt), new Date(endAt), actor, bot.clock.now()),
      )
    }
    await movesTo('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    await handsIn(ida)
    await bot.passTo('2026-11-20T12:00:00Z')
    expect(posted('1 skema til mødet')).toHaveLength(0)
    await movesTo('2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
    await mette.finds('1 skema til mødet tirsdag den 24. november 2026')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(posted('1 skema til mødet')).toHaveLength(6)
  })

  test('created late: asked at once, and handed in late it goes out at once, marked', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-20T13:00:00Z' })
    const { bot, ida, mette, lone } = at
    await handsIn(ida)
    expect(await formOf()).toMatchObject({ late: true })
    await mette.finds('1 skema til mødet')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('afleveret efter fristen')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(mette.inbox().filter(one => JSON.stringify(one.card).includes('skema til mødet'))).toHaveLength(1)
    await clicks(lone, 'form.evidence', { meetingId: at.meeting.id, layout: 'person' })
    expect(lone.words()).toContain('efter fristen')
  })

  test('created after the deadline and left lying: reminded the next working day, and the coordinator hears of it', async () => {
    at = await startWithForm({ consent: false, now: '2026-11-20T13:00:00Z' })
    const { bot, ida, lone } = at
    const nudged = () => ida.inbox().filter(one => JSON.stringify(one.card).includes('skal afleveres')).length
    await bot.passTo('2026-11-23T07:00:00Z')
    expect([nudged(), posted('Noget bliver holdt tilbage').length]).toEqual([0, 0])
    await bot.passTo('2026-11-23T12:00:00Z')
    expect([nudged(), posted('Noget bliver holdt tilbage').length]).toEqual([1, 1])
    await lone.finds('Noget bliver holdt tilbage')
    expect(lone.words()).toContain('Punkt 1: Ida Krogh har ikke afleveret skemaet.')
    expect(lone.words()).toContain('Punkt 1: der mangler et gyldigt samtykke.')
    await bot.passTo('2026-11-24T07:45:00Z')
    expect([nudged(), posted('Noget bliver holdt tilbage').length]).toEqual([1, 1])
  })

  test('created just before the deadline and left lying: the coordinator hears of it once, at the deadline', async () => {
    at = await startWithForm({ consent: false, now: '2026-11-20T10:00:00Z' })
    const nudged = () =>
      at.ida.inbox().filter(one => JSON.stringify(one.card).includes('skal afleveres')).length
    await at.bot.passTo(due)
    expect([nudged(), posted('Noget bliver holdt tilbage').length]).toEqual([0, 1])
    await at.bot.passTo('2026-11-23T12:00:00Z')
    expect([nudged(), posted('Noget bliver holdt tilbage').length]).toEqual([1, 1])
  })

  test('left lying, given to another and back: what the coordinator has heard is not said in the same words again', async () => {
    at = await startWithForm({ consent: false, now: '2026-11-20T13:00:00Z' })
    const { bot, lone, mette, ida } = at
    await bot.passTo('2026-11-23T08:00:00Z')
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(1)
    const gives = async (person: TestPerson) => {
      await clicks(lone, 'agenda.plan', { itemId: at.item.id })
      await lone.presses('Gem', { formFillerId: person.personId })
      await bot.app.engine.runDue()
    }
    await gives(mette)
    await gives(ida)
    await bot.passTo('2026-11-24T07:45:00Z')
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(1)
  })

  test('left lying and given to another: the coordinator hears who has it now', async () => {
    at = await startWithForm({ consent: false, now: '2026-11-20T13:00:00Z' })
    const { bot, lone, mette } = at
    await bot.passTo('2026-11-23T08:00:00Z')
    await clicks(lone, 'agenda.plan', { itemId: at.item.id })
    await lone.presses('Gem', { formFillerId: mette.personId })
    await bot.passTo('2026-11-24T07:45:00Z')
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(2)
    expect(posted('Mette Dahl har ikke afleveret skemaet')).toHaveLength(1)
  })

  test('created after the deadline and handed in: nothing more is said of it', async () => {
    at = await startWithForm({ consent: true, now: '2026-11-20T13:00:00Z' })
    await handsIn(at.ida)
    await at.bot.passTo('2026-11-24T07:45:00Z')
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(0)
    expect(posted('skal afleveres')).toHaveLength(0)
  })

  test('somebody who joins late gets everything that the consent lets them have, and it is on record (R-FORM-10)', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida, stranger } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    await bot.passTo(due)
    await bot.passTo('2026-11-23T09:00:00Z')
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    const place = { personId: stranger.personId, profession: 'healthVisitor' as const, required: false }
    await data.write(tx => services.teams.addMember(tx, at.team, place, actor, bot.clock.now()))
    await bot.app.engine.runDue()
    // A wider circle makes the consent stale: nothing leaves until it covers them too (R-CONS-2).
    expect(stranger.inbox().some(one => JSON.stringify(one.card).includes('skema til mødet'))).toBe(false)
    await asks(lone, 'dagsorden')
    await lone.presses('Åbn')
    await lone.presses('Samtykke')
    await recordsConsent(lone, { givenOn: '2026-11-23' })
    await stranger.finds('1 skema til mødet')
    const receipts = await db().formReceipt.findMany({ where: { personId: stranger.personId } })
    expect(receipts.map(({ late }) => late)).toEqual([true])
    // Nobody else is sent it again.
    expect(posted('skema til mødet')).toHaveLength(7)
  })

  test('in English', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida } = at
    const actor = await at.actorOf(ida)
    await bot.app.core.db.write(tx =>
      bot.app.core.services.people.setLanguage(tx, actor, 'en', bot.clock.now()),
    )
    await bot.passTo(askAt)
    await ida.finds('Start')
    expect(ida.words()).toContain('You fill in the form for item 1')
    await ida.presses('Start')
    expect(headingOf(ida.card)).toBe('First a question')
    await ida.presses('Continue', { suspicion: 'no' })
    expect(ida.words()).toContain('Step 2 of 11')
  })
})

describe('when it goes wrong on the way', () => {
  test('whoever cannot be reached is shown in the proof, by name', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, lone, jens } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    await bot.app.core.db.write(tx =>
      bot.app.core.services.people.markUnreachable(tx, jens.personId, bot.clock.now()),
    )
    await bot.passTo(due)
    await clicks(lone, 'form.evidence', { meetingId: at.meeting.id, layout: 'person' })
    expect(lone.words()).toMatch(/Jens Bach\nikke nået: har fjernet eller blokeret Rød Tråd · ikke åbnet/)
  })

  test('a distribution that the bot was down for goes out when it is back, and says that it is late', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, mette } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    bot.clock.set('2026-11-20T15:00:00Z')
    await bot.app.engine.runDue()
    await mette.finds('1 skema til mødet')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(posted('1 skema til mødet')).toHaveLength(6)
    const receipts = await db().formReceipt.findMany({})
    expect(receipts.every(({ late }) => late)).toBe(true)
  })

  test('back only when the meeting has begun: the forms come all the same, to be read now', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, mette } = at
    await bot.passTo(askAt)
    await handsIn(ida)
    bot.clock.set(new Date(at.meeting.startAt.getTime() + 10 * 60_000).toISOString())
    await bot.app.engine.runDue()
    await mette.finds('1 skema til mødet')
    expect(mette.words()).toContain('Mødet er begyndt, så læs det nu.')
    expect(mette.words()).not.toContain('inden mødet')
  })

  test.each([
    ['the same day', '2026-11-24T09:00:00Z', 6],
    ['the day after, when nobody has approved the minutes', '2026-11-25T09:00:00Z', 0],
  ])('handed in while the meeting runs, %s: %s, it is sent to %i', async (_, when, reached) => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida } = at
    await bot.passTo(at.meeting.startAt.toISOString())
    await clicks(lone, 'run.start', { meetingId: at.meeting.id, sure: true })
    bot.clock.set(when)
    await handsIn(ida)
    await bot.app.engine.runDue()
    expect(await formOf()).toMatchObject({ status: 'submitted' })
    expect(posted('1 skema til mødet')).toHaveLength(reached)
  })

  test('neither form nor consent: the coordinator hears of both, in one message', async () => {
    at = await startWithForm({ consent: false })
    await at.bot.passTo(due)
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(1)
    await at.lone.finds('Noget bliver holdt tilbage')
    expect(at.lone.words()).toContain('Punkt 1: Ida Krogh har ikke afleveret skemaet.')
    expect(at.lone.words()).toContain('Punkt 1: der mangler et gyldigt samtykke.')
  })

  test('another is asked to fill it in: the first is reminded no more, and their draft stays theirs', async () => {
    at = await startWithForm({ consent: false })
    const { bot, ida, ali, lone, item } = at
    await bot.passTo(askAt)
    await ida.finds('Start')
    await ida.presses('Start')
    await ida.presses('Fortsæt', { suspicion: 'no' })
    await ida.presses('Gem og luk', { seen: typed.seen })
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    const to = { minutes: 30, presenterId: lone.personId, formFillerId: ali.personId }
    await data.write(tx => services.agenda.arrange(tx, item, to, actor, bot.clock.now()))
    await ali.finds('Start')
    await ali.presses('Start')
    expect(headingOf(ali.card)).toBe('Først et spørgsmål')
    const refused = await ali.presses('Fortsæt', { suspicion: 'no' })
    expect(refused.words).toContain('Bed tovholderen om at få samtykket på plads')
    expect(JSON.stringify(ali.card)).not.toContain(typed.seen)
    expect(await formOf()).toMatchObject({ updatedById: ida.personId })
    const answer = await ida.sends({ verb: 'form.open', v: 1, n: 'again', itemId: item.id })
    expect(answer.words).not.toContain('Trin')
    await bot.passTo('2026-11-20T08:00:00Z')
    expect(ida.inbox().some(one => JSON.stringify(one.card).includes('skal afleveres'))).toBe(false)
    expect(ali.inbox().filter(one => JSON.stringify(one.card).includes('skal afleveres'))).toHaveLength(2)
    const back = { ...to, formFillerId: ida.personId }
    const now = await services.agenda.get(reader(), item.id)
    await data.write(tx => services.agenda.arrange(tx, now, back, actor, bot.clock.now()))
    await clicks(ida, 'form.step', { itemId: item.id, step: 'emotional' })
    expect(inputValues(ida.card).seen).toBe(typed.seen)
  })

  test('given to somebody else and back: whoever fills it in then is asked again, and nobody twice at once', async () => {
    at = await startWithForm({ consent: false })
    const { bot, ida, ali, lone, item } = at
    const asked = (person: TestPerson) =>
      person.inbox().filter(one => one.summary === 'Udfyld et forberedelsesskema').length
    await bot.passTo(askAt)
    expect([asked(ida), asked(ali)]).toEqual([1, 0])
    const { services, db: data } = bot.app.core
    const actor = await at.actorOf(lone)
    const give = (person: TestPerson) =>
      data.write(async tx => {
        const now = await services.agenda.get(tx, item.id)
        const to = { minutes: 30, presenterId: lone.personId, formFillerId: person.personId }
        await services.agenda.arrange(tx, now, to, actor, bot.clock.now())
      })
    await give(ali)
    await bot.app.engine.runDue()
    await give(ida)
    await give(ida)
    await bot.app.engine.runDue()
    expect([asked(ida), asked(ali)]).toEqual([2, 1])
    await data.write(tx => services.people.markUnreachable(tx, ali.personId, bot.clock.now()))
    for (const person of [ali, ida, ali]) {
      await give(person)
      await bot.app.engine.runDue()
    }
    await ali.says('hej')
    await bot.app.engine.runDue()
    expect([asked(ida), asked(ali)]).toEqual([3, 2])
  })

  test('going on with a draft under a consent makes nobody the author of the first words', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, mette, lone, item } = at
    const { services, db: data } = bot.app.core
    await bot.passTo(askAt)
    await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'no' })
    await ida.presses('Gem og luk', { seen: typed.seen })
    const actor = await at.actorOf(lone)
    const to = { minutes: 30, presenterId: lone.personId, formFillerId: mette.personId }
    await data.write(tx => services.agenda.arrange(tx, item, to, actor, bot.clock.now()))
    await clicks(mette, 'form.step', { itemId: item.id, step: 'emotional' })
    expect(inputValues(mette.card).seen).toBe(typed.seen)
    await clicks(mette, 'form.step', { itemId: item.id, step: 'social' })
    await mette.presses('Gem og luk', { seen: 'Set af Mette' })
    const now = await services.agenda.get(reader(), item.id)
    await data.write(tx => services.consents.withdraw(tx, now, 'withdrawn', actor, bot.clock.now()))
    for (const verb of ['form.open', 'form.read', 'form.step']) {
      const payload = { verb, v: 1, n: 'after', itemId: item.id, step: 'emotional' }
      expect(JSON.stringify((await mette.sends(payload)).value)).not.toContain(typed.seen)
    }
    await clicks(mette, 'form.begin', { itemId: item.id, suspicion: 'no' })
    expect((await formOf())?.answers.emotional?.answer.seen).toBe(typed.seen)
  })
})
