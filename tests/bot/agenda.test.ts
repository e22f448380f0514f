import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  pressesRow,
  recordsConsent,
  startPlanned,
} from '../support/agenda.ts'
import { buttonTitles, headingOf, inputValues, nodes } from '../support/cards.ts'

let at: PlannedSolsikken
beforeEach(async () => {
  at = await startPlanned()
})
afterEach(() => at.bot.stop())

const reader = () => at.bot.app.core.db.reader
const services = () => at.bot.app.core.services
const items = (meetingId?: string) => at.items(meetingId)
const firstItem = () => at.firstItem()
const reads = (action: string) => clientOf(reader()).auditEvent.findMany({ where: { action } })

describe('putting a child on the agenda', () => {
  test('R-CONS-4: in two steps; only its author sees the content until there is consent', async () => {
    const { lone, mette } = at
    await addsChild(lone)
    expect(lone.words()).toContain('Punktet står på dagsordenen.')
    await lone.presses('Gem', { minutes: 30, formFillerId: 'none' })
    expect(lone.words()).toContain('Barn: Noah Berg, 3 år')
    expect(lone.words()).toContain('Kun du kan se indholdet')
    expect(lone.words()).toContain('Samtykke: \nmangler')
    await mette.says('dagsordenen')
    expect(mette.words()).toMatch(/^Dagsorden\n/)
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('1. Et barn på 3 år')
    expect(mette.words()).toContain('samtykke mangler')
    expect(mette.words()).toContain('Indholdet vises, når forældrenes samtykke er registreret.')
    await mette.presses('Åbn')
    for (const secret of ['Noah', 'larm', 'Hvad kan vi gøre']) expect(mette.words()).not.toContain(secret)

    await asks(lone, 'dagsorden')
    await lone.presses('Åbn')
    await lone.presses('Samtykke')
    await recordsConsent(lone)
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('1. Barn: Noah Berg, 3 år')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('2. Hvordan støtter vi forældrene?')
    const read = (await reads('item.read')).filter(event => event.actorId === mette.personId)
    const { childId, id } = await firstItem()
    expect(read.length).toBeGreaterThanOrEqual(2)
    for (const event of read) expect([event.subjectId, event.childId]).toEqual([id, childId])
    expect(read[0]?.reason).toMatch(/^consent:/)
  })

  test('nothing of it stands in clear in the database, or in any message', async () => {
    const { lone, mette, bot } = at
    await addsChild(lone)
    await lone.presses('Gem', { minutes: 30, formFillerId: 'none' })
    await bot.passTo('2026-11-23T12:00:00Z')
    const kept = await bot.atRest()
    for (const secret of ['Noah Berg', 'meget larm', 'Hvad kan vi gøre'])
      expect(kept.includes(secret)).toBe(false)
    const posted = JSON.stringify([...lone.inbox(), ...mette.inbox()])
    expect(posted).not.toMatch(/Noah|Berg|larm/)
  })

  test('what has to be filled in is marked; the name is not, where a child can be chosen instead', async () => {
    const { lone } = at
    const required = () => [...nodes(lone.card)].flatMap(one => (one.isRequired === true ? [one.id] : []))
    const open = { teamId: at.team.id, meetingId: at.meeting.id, kind: 'child' }
    await clicks(lone, 'agenda.new', open)
    expect(required()).toEqual(['childName', 'age', 'problem', 'question1'])
    await addsChild(lone)
    await clicks(lone, 'agenda.new', open)
    expect(required()).toEqual(['age', 'problem', 'question1'])
    await clicks(lone, 'agenda.new', { ...open, kind: 'other' })
    expect(required()).toEqual(['problem'])
  })

  test('mistakes come back at their fields, with everything that was typed', async () => {
    const { lone } = at
    await addsChild(lone, { age: '7', question1: '', question2: '' })
    expect(lone.words()).toContain('Barnet er fyldt 7')
    expect(lone.words()).toContain('Skriv mindst ét spørgsmål')
    expect(inputValues(lone.card)).toMatchObject({ childName: 'Noah Berg', age: '7', problem: noah.problem })
    await lone.presses('Gem og fortsæt', { age: '20', ageUnit: 'months', question3: 'Hvad nu?' })
    expect(await firstItem()).toMatchObject({ ageMonths: 20, questions: ['Hvad nu?'] })
    await lone.presses('Gem', { minutes: 4, presenterId: 'nobody' })
    expect(lone.words()).toContain('Vælg mellem 5 og 60 minutter.')
    expect(lone.words()).toContain('Vælg en, der er med i teamet.')
    expect(inputValues(lone.card).minutes).toBe('4')
    expect((await firstItem()).minutes).toBe(20)
  })

  test('texts that are too long come back whole with how long they may be; 2000 characters are stored', async () => {
    const { lone } = at
    const long = { problem: '👍'.repeat(2001), question1: 'å'.repeat(201), childName: 'Noah'.repeat(21) }
    await addsChild(lone, long)
    for (const most of ['højst 2000 tegn', 'højst 200 tegn', 'højst 80 tegn'])
      expect(lone.words()).toContain(most)
    expect(inputValues(lone.card)).toMatchObject(long)
    expect(await items()).toEqual([])
    await lone.presses('Gem og fortsæt', { ...noah, problem: '👍'.repeat(2000) })
    const { id, problem } = await firstItem()
    expect(problem).toBe('👍'.repeat(2000))
    await clicks(lone, 'agenda.edit', { itemId: id })
    await lone.presses('Gem', { problem: 'a\n'.repeat(1000).trim() })
    await clicks(lone, 'agenda.item', { itemId: id })
    expect(lone.words().match(/\ba\b/g)).toHaveLength(1000)
  })

  test('a CPR number is refused at its field, and stored nowhere', async () => {
    const { lone } = at
    await addsChild(lone, { problem: 'Noah, 030523-1234, er stille.' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(lone.card).childName).toBe('Noah Berg')
    expect(await items()).toEqual([])
    await lone.presses('Gem og fortsæt', { problem: 'Noah er stille.' })
    expect(await items()).toHaveLength(1)
    await clicks(lone, 'agenda.edit', { itemId: (await firstItem()).id })
    await lone.presses('Gem', { question1: 'Er det 030523-1234?' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect((await firstItem()).questions[0]).toBe(noah.question1)
  })

  test('a CPR number hides nothing else that is wrong on its card', async () => {
    const { lone } = at
    const wrong = { problem: 'Noah, 030523-1234, er stille.', age: '9', question1: 'x'.repeat(201) }
    const others = ['Fjern CPR-nummeret.', 'Barnet er fyldt 7', 'højst 200 tegn']
    await addsChild(lone, { ...wrong, childName: '' })
    for (const said of [...others, 'Skriv barnets navn.']) expect(lone.words()).toContain(said)
    expect(inputValues(lone.card)).toMatchObject({ ...wrong, childName: '' })
    await lone.presses('Gem og fortsæt', noah)
    const { id: itemId } = await firstItem()
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', wrong)
    for (const said of others) expect(lone.words()).toContain(said)
    await clicks(lone, 'agenda.anonymous', { itemId })
    await lone.presses('Sæt på dagsordenen', { ...wrong, band: '' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect(lone.words()).toContain('højst 200 tegn')
    expect(lone.words()).toContain('Skriv barnets alder.')
  })

  test('a double click adds one', async () => {
    const { lone } = at
    await asks(lone, 'dagsorden')
    await lone.presses('Tilføj punkt')
    await pressesRow(lone, 'kind', 'child')
    const form = lone.card
    await Promise.all([
      lone.presses('Gem og fortsæt', noah, form),
      lone.presses('Gem og fortsæt', noah, form),
    ])
    expect(await items()).toHaveLength(1)
  })

  test('text is shown as typed, whatever it looks like', async () => {
    const { lone } = at
    const hostile = '**fed** [x](https://a.dk) ${name} <at>Lone</at> {{DATE(2026-01-01)}} <b>&amp;</b> 👩‍👩‍👧'
    await addsChild(lone, { childName: '${name} _x_', problem: hostile, question1: hostile })
    const item = await firstItem()
    expect(item.problem).toBe(hostile)
    await clicks(lone, 'agenda.item', { itemId: item.id })
    expect(lone.words().replaceAll('\u2060', '')).toContain(hostile)
    expect(lone.words()).not.toContain('<at>')
    for (const node of JSON.stringify(lone.card).matchAll(/"type":"TextBlock"[^}]*/g))
      expect(node[0]).not.toContain('fed')
  })

  test('the same child is one child: chosen from a list, and asked about when its name is typed again', async () => {
    const { lone, mette } = at
    await addsChild(lone)
    await addsChild(lone, { question1: 'Igen?' })
    expect(lone.words()).toContain('Du har haft et barn med det navn på dagsordenen.')
    const { childId } = await firstItem()
    await lone.presses('Gem og fortsæt', { childId, childName: '' })
    const both = await items()
    expect(both.map(item => item.childId)).toEqual([childId, childId])
    expect(await reads('child.listed')).not.toHaveLength(0)
    await addsChild(mette)
    expect(mette.words()).not.toContain('Du har haft et barn med det navn')
    expect(inputValues(mette.card)).not.toHaveProperty('childId')
    await addsChild(mette, { childId: childId ?? '' })
    expect(headingOf(mette.card)).toBe('Her er ikke noget at vise')
    expect(new Set((await items()).map(item => item.childId)).size).toBe(2)
  })
})

describe('an anonymous discussion (R-CONS-6)', () => {
  test('R-CONS-6: has a band of age and no name, warns, and takes no text that tells who it is', async () => {
    const { lone, mette } = at
    await addsChild(lone)
    await asks(lone, 'dagsorden')
    await lone.presses('Tilføj punkt')
    await pressesRow(lone, 'kind', 'anonymousCase')
    expect(lone.words()).toContain('I en lille institution kan få ord være nok')
    expect(inputValues(lone.card)).not.toHaveProperty('childName')
    await lone.presses('Gem og fortsæt', { band: '36', problem: 'Noah bider.', question1: 'Hvad med N.B.?' })
    expect(lone.words().match(/Teksten kan vise, hvem barnet er\./g)).toHaveLength(2)
    // A child that no consent lets Mette read of is known here too: her text is refused, and says no name.
    await asks(mette, 'dagsorden')
    await mette.presses('Tilføj punkt')
    await pressesRow(mette, 'kind', 'anonymousCase')
    await mette.presses('Gem og fortsæt', { band: '36', problem: 'Vi har talt om berg i dag.' })
    expect(mette.words()).toContain('Teksten kan vise, hvem barnet er.')
    const refusals = await clientOf(reader()).auditEvent.findMany({
      where: { action: 'agenda.namingRefused' },
    })
    expect(refusals.map(({ actorId, childId }) => [actorId, childId])).toEqual([
      [lone.personId, null],
      [mette.personId, null],
    ])
    await lone.presses('Gem og fortsæt', { problem: 'Et barn bider de andre.', question1: 'Hvad virker?' })
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('2. Anonym drøftelse: 3–4 år')
    expect(mette.words()).toContain('Et barn bider de andre.')
    const anonymous = (await items())[1]
    expect(anonymous).toMatchObject({ childId: null, ageMonths: 36 })
  })
})

describe('who may do what', () => {
  test('a stranger meets nothing, whatever they click', async () => {
    const { lone, stranger, meeting, team } = at
    await addsChild(lone)
    const { id: itemId, revision } = await firstItem()
    const verbs: [string, Record<string, unknown>][] = [
      ['agenda.open', { meetingId: meeting.id }],
      ['agenda.waiting', { teamId: team.id }],
      ['agenda.kind', { teamId: team.id, meetingId: meeting.id }],
      ['agenda.new', { teamId: team.id, meetingId: meeting.id, kind: 'child' }],
      ['agenda.add', { teamId: team.id, meetingId: meeting.id, kind: 'child', ...noah }],
      ['agenda.item', { itemId }],
      ['agenda.edit', { itemId }],
      ['agenda.rewrite', { itemId, revision, ...noah }],
      ['agenda.plan', { itemId }],
      ['agenda.arrange', { itemId, revision, minutes: '10' }],
      ['agenda.place', { itemId }],
      ['agenda.move', { itemId, to: 'waiting' }],
      ['agenda.postpone', { itemId }],
      ['agenda.askDelete', { itemId }],
      ['agenda.delete', { itemId }],
      ['agenda.anonymous', { itemId }],
      ['agenda.replace', { itemId, revision, ...noah }],
    ]
    const before = JSON.stringify(await items())
    for (const [verb, payload] of verbs) {
      await clicks(stranger, verb, payload)
      expect([verb, headingOf(stranger.card)]).toEqual([verb, 'Her er ikke noget at vise'])
    }
    expect(JSON.stringify(await items())).toBe(before)
  })

  test('their own team is no way into another team’s meeting', async () => {
    const { stranger, meeting } = at
    const own = (await services().teams.mine(reader(), await at.actorOf(stranger)))[0]
    const about = { teamId: own?.id, meetingId: meeting.id, kind: 'other' }
    const { words } = await stranger.sends({ verb: 'agenda.add', v: 1, n: 'theirs', ...about, ...noah })
    expect(words).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
    await clicks(stranger, 'agenda.add', about)
    expect(headingOf(stranger.card)).toBe('Her er ikke noget at vise')
    expect(await items()).toEqual([])
  })

  test('R-AGENDA-5: a guest who fills in the form sees that item alone; a new filler takes the place', async () => {
    const { lone, ida, jens, mette } = at
    await addsChild(lone)
    await lone.presses('Gem', { minutes: 30, formFillerId: ida.personId })
    await addsChild(lone, { childName: 'Alma Holst', problem: 'Alma er meget træt.' })
    await asks(ida, 'dagsorden')
    expect(ida.words()).toContain('1. Et barn på 3 år')
    expect(ida.words()).not.toContain('2.')
    expect(ida.words()).not.toMatch(/Planlagt|Tilføj/)
    const [first, second] = await items()
    await clicks(ida, 'agenda.item', { itemId: second?.id })
    expect(headingOf(ida.card)).toBe('Her er ikke noget at vise')
    await clicks(ida, 'agenda.edit', { itemId: first?.id })
    expect(headingOf(ida.card)).toBe('Her er ikke noget at vise')

    await clicks(lone, 'agenda.plan', { itemId: first?.id })
    await lone.presses('Gem', { formFillerId: jens.personId })
    await asks(ida, 'dagsorden')
    expect(headingOf(ida.card)).toBe('Ingen dagsorden endnu')
    expect(await services().meetings.circleOf(reader(), at.meeting, first?.id ?? '')).not.toContain(
      ida.personId,
    )
    expect(mette.inbox().length).toBeGreaterThan(0)
  })

  test('an invitation that came with a form goes with it, one made by hand stays', async () => {
    const { lone, ida, sara, mette, meeting } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: ida.personId })
    await addsChild(lone, { childName: 'Alma Holst', problem: 'Alma er meget træt.' })
    await lone.presses('Gem', { formFillerId: ida.personId })
    const [first, second] = await items()
    const give = async (item: AgendaItem | undefined, person: string) => {
      await clicks(lone, 'agenda.plan', { itemId: item?.id })
      await lone.presses('Gem', { formFillerId: person })
    }
    await give(first, mette.personId)
    await clicks(ida, 'agenda.item', { itemId: first?.id })
    expect(headingOf(ida.card)).toBe('Her er ikke noget at vise')
    await clicks(ida, 'form.open', { itemId: second?.id })
    expect(headingOf(ida.card)).not.toBe('Her er ikke noget at vise')

    const recorded = (actor: { personId: string }) =>
      clientOf(reader()).auditEvent.findMany({
        where: { action: 'meeting.invited', actorId: actor.personId },
        select: { reason: true },
      })
    const before = (await recorded(lone)).length
    const invite = { meetingId: meeting.id, personId: ida.personId, scope: second?.id, go: 'invite' }
    await clicks(lone, 'meeting.sendInvite', invite)
    expect(lone.words()).toContain('Ida Krogh er inviteret.')
    expect(await recorded(lone)).toHaveLength(before + 1)
    await clicks(lone, 'meeting.sendInvite', invite)
    expect(lone.words()).toContain('Den person er med i forvejen.')
    await give(second, sara.personId)
    await clicks(ida, 'agenda.item', { itemId: second?.id })
    expect(headingOf(ida.card)).not.toBe('Her er ikke noget at vise')
    expect(ida.inbox().filter(({ summary }) => summary.startsWith('Du er inviteret'))).toHaveLength(1)
    await addsChild(mette, { childName: 'Emil Dam' })
    await mette.presses('Gem', { formFillerId: ida.personId })
    expect(await recorded(mette)).toEqual([{ reason: 'member' }])
  })

  test('several items of a meeting make one message; the whole of it, a move and coming back are news', async () => {
    const { lone, ida, meeting } = at
    const told = async (start: string) => {
      await at.bot.app.engine.runDue()
      return ida.inbox().filter(({ summary }) => summary.startsWith(start)).length
    }
    for (const childName of ['Noah Berg', 'Alma Holst', 'Emil Dam']) {
      await addsChild(lone, { childName })
      await lone.presses('Gem', { formFillerId: ida.personId })
    }
    expect(await told('Du er inviteret')).toBe(1)
    const [first, second, third] = await items()
    const circle = (item: AgendaItem | undefined) =>
      services().meetings.circleOf(reader(), meeting, item?.id ?? '')
    for (const item of [first, second, third]) expect(await circle(item)).toContain(ida.personId)

    await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    for (const item of [second, third]) await clicks(lone, 'agenda.postpone', { itemId: item?.id })
    expect(await told('Dit punkt er flyttet')).toBe(2)

    const invite = { meetingId: meeting.id, personId: ida.personId, scope: 'whole', go: 'invite' }
    await clicks(lone, 'meeting.sendInvite', invite)
    await ida.finds('har inviteret dig til mødet')
    expect(await told('Du er inviteret')).toBe(2)

    await clicks(lone, 'meeting.uninvite', { meetingId: meeting.id, personId: ida.personId })
    expect(await told('Du skal ikke med')).toBe(1)
    await clicks(lone, 'meeting.sendInvite', { ...invite, scope: first?.id })
    expect(await told('Du er inviteret')).toBe(3)
  })

  test('guests of an item go where it goes, and hear once when they need not come', async () => {
    const { lone, ida, sara, stranger, meeting } = at
    const told = (person: typeof ida, start: string) =>
      person.inbox().filter(({ summary }) => summary.startsWith(start)).length
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: ida.personId })
    const { id: itemId } = await firstItem()
    const invite = { meetingId: meeting.id, scope: itemId, go: 'invite' }
    await clicks(lone, 'meeting.sendInvite', { ...invite, personId: stranger.personId })
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    await clicks(lone, 'agenda.postpone', { itemId })
    await stranger.finds(
      'flyttet det punkt, du er inviteret til, fra mødet tirsdag den 24. november 2026 kl. 9.00 til mødet tirsdag den 12. januar 2027',
    )
    const circle = await services().meetings.circleOf(reader(), january, itemId)
    expect(circle).toEqual(expect.arrayContaining([ida.personId, stranger.personId]))
    await clicks(stranger, 'meeting.open', { meetingId: meeting.id })
    expect(headingOf(stranger.card)).toBe('Her er ikke noget at vise')

    await clicks(lone, 'agenda.move', { itemId, to: 'waiting' })
    for (const person of [ida, stranger]) {
      await person.finds('du skal ikke længere med til mødet tirsdag den 12. januar 2027 kl. 9.00.')
      expect(told(person, 'Du skal ikke med')).toBe(1)
      await clicks(person, 'agenda.item', { itemId })
      expect(headingOf(person.card)).toBe('Her er ikke noget at vise')
    }
    // Nobody can be invited while it waits, and what the filler has begun is not lost for that.
    await clicks(ida, 'form.open', { itemId })
    expect(headingOf(ida.card)).not.toBe('Her er ikke noget at vise')
    await clicks(lone, 'agenda.move', { itemId, to: january.id })
    expect(await services().meetings.circleOf(reader(), january, itemId)).toContain(ida.personId)
    await clicks(lone, 'agenda.delete', { itemId })
    await ida.finds('du skal ikke længere med')
    expect([told(ida, 'Du skal ikke med'), told(stranger, 'Du skal ikke med')]).toEqual([2, 1])
    expect(told(sara, 'Du skal ikke med')).toBe(0)
  })

  test('whoever is taken out of the team fills in nothing of it, and no later meeting brings them back', async () => {
    const { lone, jens, meeting, team, bot } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: jens.personId })
    const { id: itemId } = await firstItem()
    await clicks(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    expect((await firstItem()).formFillerId).toBeNull()
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const actor = await at.actorOf(lone)
    await bot.app.core.db.write(tx => services().meetings.cancel(tx, meeting, actor, bot.clock.now()))
    expect((await items(january.id)).map(item => item.id)).toEqual([itemId])
    expect(await services().meetings.circleOf(reader(), january, itemId)).not.toContain(jens.personId)
    for (const verb of ['form.open', 'agenda.item']) {
      await clicks(jens, verb, { itemId })
      expect(headingOf(jens.card)).toBe('Her er ikke noget at vise')
    }
  })

  test('a guest who came into the team is none any more once taken out of it', async () => {
    const { lone, ida, meeting, team } = at
    await clicks(lone, 'meeting.sendInvite', {
      meetingId: meeting.id,
      personId: ida.personId,
      scope: 'whole',
      go: 'invite',
    })
    await clicks(lone, 'team.addPeople', { teamId: team.id, people: ida.personId, go: 'add' })
    await clicks(lone, 'team.remove', { teamId: team.id, personId: ida.personId })
    for (const verb of ['meeting.open', 'agenda.open']) {
      await clicks(ida, verb, { meetingId: meeting.id })
      expect(headingOf(ida.card)).toBe('Her er ikke noget at vise')
    }
    expect(await services().meetings.circleOf(reader(), meeting, null)).not.toContain(ida.personId)
  })

  test('the coordinator hears once, neutrally, of forms that nobody fills in now, and chooses somebody else', async () => {
    const { lone, jens, ali, team, bot } = at
    for (const childName of ['Noah Berg', 'Alma Holst', 'Emil Dam']) {
      await addsChild(lone, { childName })
      await lone.presses('Gem', { formFillerId: jens.personId })
    }
    const [first] = await items()
    await clicks(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    await bot.app.engine.runDue()
    const told = () => lone.inbox().filter(one => one.summary.startsWith('Hvem skal udfylde'))
    expect(told().map(one => one.summary)).toEqual(['Hvem skal udfylde 3 skemaer?'])
    await lone.finds('Hvem skal udfylde 3 skemaer?')
    expect(lone.words()).toContain('Jens Bach skulle udfylde skemaerne, men er ikke med længere.')
    expect(lone.words()).toContain('Punkt 1 på mødet tirsdag 24. november kl. 9.00')
    expect(JSON.stringify(told())).not.toMatch(/Noah|Alma|Emil/)
    await pressesRow(lone, 'itemId', first?.id)
    expect(headingOf(lone.card)).toBe('Hvem gør hvad?')
    await lone.presses('Gem', { formFillerId: ali.personId })
    expect((await firstItem()).formFillerId).toBe(ali.personId)
    const message = { kind: 'form.unfilled', recipientId: lone.personId }
    const { id } = await clientOf(reader()).delivery.findFirstOrThrow({ where: message })
    await clicks(lone, 'message.open', { deliveryId: id })
    expect(headingOf(lone.card)).toBe('Hvem skal udfylde 2 skemaer?')
    await clicks(jens, 'agenda.plan', { itemId: first?.id })
    expect(headingOf(jens.card)).toBe('Her er ikke noget at vise')
    await bot.passTo('2026-10-20T12:00:00Z')
    expect(told()).toHaveLength(1)
  })

  test('a guest who is taken off fills in nothing there any more, and no move brings them back', async () => {
    const { lone, ida, meeting, bot } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: ida.personId })
    const { id: itemId } = await firstItem()
    await clicks(lone, 'meeting.uninvite', { meetingId: meeting.id, personId: ida.personId })
    expect(lone.words()).toContain(
      'Ida Krogh er ikke inviteret længere og udfylder ikke skemaet til punkt 1. Mangler skemaet, får du en besked',
    )
    expect((await firstItem()).formFillerId).toBeNull()
    await lone.finds('Hvem skal udfylde skemaet?')
    expect(lone.words()).toContain('Ida Krogh skulle udfylde skemaet, men er ikke med længere.')
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    await clicks(lone, 'agenda.move', { itemId, to: january.id })
    await bot.app.engine.runDue()
    for (const place of [meeting, january])
      expect(await services().meetings.circleOf(reader(), place, itemId)).not.toContain(ida.personId)
    for (const verb of ['form.open', 'agenda.item']) {
      await clicks(ida, verb, { itemId })
      expect(headingOf(ida.card)).toBe('Her er ikke noget at vise')
    }
    await ida.says('start')
    expect(ida.words()).not.toContain('skema')
    // The bot itself takes somebody off who is there for nothing else: nobody hears of that.
    await clicks(lone, 'agenda.plan', { itemId })
    await lone.presses('Gem', { formFillerId: ida.personId })
    await clicks(lone, 'agenda.plan', { itemId })
    await lone.presses('Gem', { formFillerId: lone.personId })
    await bot.app.engine.runDue()
    expect(lone.inbox().filter(one => one.summary.startsWith('Hvem skal udfylde'))).toHaveLength(1)
  })

  test('taking a guest off names every item whose form is theirs no more', async () => {
    const { lone, ida, meeting } = at
    for (const childName of ['Noah Berg', 'Alma Holst']) {
      await addsChild(lone, { childName })
      await lone.presses('Gem', { formFillerId: ida.personId })
    }
    await clicks(lone, 'meeting.uninvite', { meetingId: meeting.id, personId: ida.personId })
    expect(lone.words()).toContain('udfylder ikke skemaet til punkt 1 og 2. Mangler')
  })

  test('an old card takes nobody from a meeting that is over, nor from what they came to since', async () => {
    const { lone, ida, bot, meeting } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: 'none' })
    await addsChild(lone, { childName: 'Alma Holst' })
    await lone.presses('Gem', { formFillerId: 'none' })
    const [first, second] = await items()
    const meetingId = meeting.id
    const ofIda = async () =>
      (await services().meetings.participants(reader(), meeting)).filter(
        ({ personId }) => personId === ida.personId,
      )
    const invite = { meetingId, personId: ida.personId, scope: first?.id, go: 'invite' }
    await clicks(lone, 'meeting.sendInvite', invite)
    await clicks(lone, 'meeting.invite', { meetingId })
    const old = lone.card
    await clicks(lone, 'agenda.plan', { itemId: second?.id })
    await lone.presses('Gem', { formFillerId: ida.personId })
    await lone.presses('Fjern', {}, old)
    expect(await ofIda()).toHaveLength(2)
    expect(lone.words()).toContain('Det, Ida Krogh er inviteret til, er ændret, siden kortet blev åbnet.')
    const now = lone.card
    bot.clock.set('2026-11-26T09:00:00Z')
    await lone.presses('Fjern', {}, now)
    expect(await ofIda()).toHaveLength(2)
    expect(lone.words()).toContain('Her er det, som det er nu.')
  })

  test('a member adds an item and owns its words; the coordinator arranges it unread', async () => {
    const { mette, lone } = at
    await addsChild(mette)
    const { id: itemId } = await firstItem()
    await clicks(lone, 'agenda.item', { itemId })
    expect(lone.words()).toContain('Indholdet vises, når forældrenes samtykke er registreret.')
    expect(buttonTitles(lone.card)).not.toContain('Ret teksten')
    await clicks(lone, 'agenda.edit', { itemId })
    expect(lone.words()).toContain('Teksten er skrevet af Mette Dahl.')
    expect(lone.words()).not.toContain('Noah')
    await clicks(lone, 'agenda.plan', { itemId })
    await lone.presses('Gem', { minutes: 15, formFillerId: 'none' })
    expect((await firstItem()).minutes).toBe(15)
    await clicks(mette, 'agenda.place', { itemId })
    expect(headingOf(mette.card)).toBe('Her er ikke noget at vise')
  })
})

describe('changing an agenda', () => {
  test('somebody who edits an old version gets it back with what they typed', async () => {
    const { lone, mette, ida } = at
    await addsChild(lone)
    const { id: itemId } = await firstItem()
    await clicks(lone, 'agenda.edit', { itemId })
    const old = lone.card
    await lone.presses('Gem', { problem: 'Først.' })
    await lone.presses('Gem', { problem: 'Så.' }, old)
    expect(lone.words()).toContain('Punktet er blevet rettet, siden du åbnede det.')
    // Nothing is written over unseen; what is the same on both sides is not said twice.
    expect(lone.words()).toContain('gem igen, hvis det skal gælde. Nu står der: »Først.«')
    expect(lone.words()).not.toContain(`»${noah.question1}`)
    expect(inputValues(lone.card).problem).toBe('Så.')
    expect((await firstItem()).problem).toBe('Først.')
    await lone.presses('Gem')
    expect((await firstItem()).problem).toBe('Så.')

    await clicks(lone, 'agenda.plan', { itemId })
    const plan = lone.card
    await lone.presses('Gem', { minutes: 30, presenterId: mette.personId, formFillerId: ida.personId })
    await lone.presses('Gem', { minutes: 15, formFillerId: 'none' }, plan)
    expect(lone.words()).toContain('Nu: 30 min. · fremlægges af Mette Dahl · skemaet: Ida Krogh')
    expect(await firstItem()).toMatchObject({ minutes: 30, formFillerId: ida.personId })
    await lone.presses('Gem')
    expect(await firstItem()).toMatchObject({ minutes: 15, formFillerId: null })
  })

  test('a card that is pressed once more, because no answer came, adds nothing twice', async () => {
    const { lone, bot } = at
    const adds = async (kind: string, fields: Record<string, unknown>) => {
      await asks(lone, 'dagsorden')
      await lone.presses('Tilføj punkt')
      await pressesRow(lone, 'kind', kind)
      const card = lone.card
      await lone.presses('Gem og fortsæt', fields)
      const arrange = headingOf(lone.card)
      const count = (await items()).length
      bot.clock.set(new Date(bot.clock.now().getTime() + 20 * 60_000).toISOString())
      await lone.presses('Gem og fortsæt', fields, card)
      expect(headingOf(lone.card)).toBe(arrange)
      expect(await items()).toHaveLength(count)
    }
    await addsChild(lone)
    const childId = (await firstItem()).childId
    await adds('childGroup', { problem: 'Der er uro ved samling.' })
    await adds('child', { ...noah, childName: '', childId, problem: 'Noget andet.' })
    expect(await items()).toHaveLength(3)
    await adds('child', { ...noah, childName: '', childId, problem: 'Noget tredje.' })
    expect(await items()).toHaveLength(4)
  })

  test('the age stays what it was when only the words are changed, to the month', async () => {
    const { lone } = at
    for (const [index, months] of [11, 20, 30, 40, 83].entries()) {
      const childName = `${['Alma', 'Bo', 'Carl', 'Ditte', 'Eva'][index]} Berg`
      await addsChild(lone, { childName, age: String(months), ageUnit: 'months' })
      const item = (await items()).at(-1)
      await clicks(lone, 'agenda.edit', { itemId: item?.id })
      await lone.presses('Gem', { problem: 'Det er blevet bedre.' })
      expect(await services().agenda.get(reader(), item?.id ?? '')).toMatchObject({
        problem: 'Det er blevet bedre.',
        ageMonths: months,
      })
    }
  })

  test('while nothing hangs on it, another name is another child, and a slip of the keyboard is not', async () => {
    const { lone } = at
    await addsChild(lone)
    const { id: itemId, childId } = await firstItem()
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'Noa berg' })
    expect((await firstItem()).childId).toBe(childId)
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'Emma Berg' })
    expect((await firstItem()).childId).not.toBe(childId)
    // Nothing tells of the first any more.
    expect(await clientOf(reader()).child.count()).toBe(1)
  })

  test('once a consent is there the author says whether it is the same child; another one is another item', async () => {
    const { lone } = at
    await addsChild(lone)
    const { id: itemId, childId } = await firstItem()
    const name = () => services().agenda.childName(reader(), childId ?? '')
    const stateNow = async () =>
      (await services().consents.stateOf(reader(), await firstItem(), at.bot.clock.now())).state
    await clicks(lone, 'consent.open', { itemId })
    await recordsConsent(lone)
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'NOAH  Berg' })
    expect(await name()).toBe('NOAH Berg')

    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'Noa Berg', problem: 'Noa er urolig.' })
    expect(lone.words()).toContain('Er det det samme barn?')
    expect(inputValues(lone.card)).toMatchObject({ childName: 'Noa Berg', problem: 'Noa er urolig.' })
    await lone.presses('Gem', { sameChild: 'no' })
    expect(lone.words()).toContain('Tilføj det andet barn som et nyt punkt.')
    expect(inputValues(lone.card).childName).toBe('Noa Berg')
    expect(await name()).toBe('NOAH Berg')
    await lone.presses('Gem', { sameChild: 'yes' })
    expect(await name()).toBe('Noa Berg')
    expect((await firstItem()).childId).toBe(childId)
    expect(await stateNow()).toBe('valid')
    const said = await clientOf(reader()).auditEvent.findMany({ where: { action: 'agenda.childRenamed' } })
    expect(said).toMatchObject([{ actorId: lone.personId, childId }])
  })

  test.each([
    [
      'a form that was begun',
      async () => clicks(at.ida, 'form.begin', { itemId: (await firstItem()).id, suspicion: 'no' }),
    ],
    [
      'a consent that was begun',
      async () => {
        await clicks(at.lone, 'consent.step', { itemId: (await firstItem()).id, step: 'who' })
        await at.lone.presses('Gem og fortsæt', {
          giverName: 'Anna Berg',
          relation: 'mother',
          otherHolder: 'agrees',
        })
      },
    ],
    [
      'another item',
      async () => {
        const { childId } = await firstItem()
        await asks(at.lone, 'dagsorden')
        await at.lone.presses('Tilføj punkt')
        await pressesRow(at.lone, 'kind', 'child')
        await at.lone.presses('Gem og fortsæt', { ...noah, childName: '', childId, problem: 'Om søvn.' })
      },
    ],
  ])('the author is asked because of %s', async (_, happens) => {
    const { lone, ida } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: ida.personId })
    const { id: itemId, childId } = await firstItem()
    await happens()
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'Viggo Lund' })
    expect(lone.words()).toContain('Er det det samme barn?')
    expect(await services().agenda.childName(reader(), childId ?? '')).toBe('Noah Berg')
  })

  test('a consent card that was drawn for another child is gone through again', async () => {
    const { lone } = at
    await addsChild(lone)
    const { id: itemId } = await firstItem()
    await clicks(lone, 'consent.step', { itemId, step: 'who' })
    const old = lone.card
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { childName: 'Viggo Lund' })
    const who = { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'agrees' }
    await lone.presses('Gem og fortsæt', who, old)
    expect(lone.words()).toContain('Punktet er blevet rettet, siden du åbnede kortet.')
    expect(inputValues(lone.card)).toMatchObject(who)
    expect(await clientOf(reader()).consent.count()).toBe(0)
  })

  test('order, another meeting, waiting, and the next meeting that is planned', async () => {
    const { lone } = at
    await addsChild(lone)
    await addsChild(lone, { childName: 'Alma Holst' })
    const [first, second] = await items()
    await clicks(lone, 'agenda.place', { itemId: second?.id })
    await lone.presses('Flyt', { to: 'at:1' })
    expect((await items()).map(item => item.id)).toEqual([second?.id, first?.id])
    expect(lone.words()).toContain('Punktet er flyttet.')

    await clicks(lone, 'agenda.postpone', { itemId: first?.id })
    expect(lone.words()).toContain('Punktet står på ventelisten.')
    await lone.presses('Se det punkt, der venter')
    expect(lone.words()).toContain('Barn: Noah Berg, 3 år')
    expect(buttonTitles(lone.card)).not.toContain('Find en mødedato')
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    // What was put off from November does not come back there: it goes to the one after it.
    expect((await items(january.id)).map(item => item.id)).toEqual([first?.id])
    await clicks(lone, 'agenda.place', { itemId: first?.id })
    await lone.presses('Flyt', { to: at.meeting.id })
    expect(await items()).toHaveLength(2)
    await clicks(lone, 'agenda.place', { itemId: first?.id })
    await lone.presses('Flyt', { to: january.id })
    expect((await items(january.id)).map(item => item.id)).toEqual([first?.id])
    await clicks(lone, 'agenda.move', { itemId: first?.id, to: 'at:99' })
    await clicks(lone, 'agenda.move', { itemId: first?.id, to: 'nowhere' })
    expect(lone.words()).toContain('Vælg et sted på listen.')
  })

  test('deleting asks once; an old card of what is gone leads nowhere', async () => {
    const { lone } = at
    await addsChild(lone)
    const { id: itemId } = await firstItem()
    await clicks(lone, 'agenda.askDelete', { itemId })
    expect(headingOf(lone.card)).toBe('Slet punkt 1?')
    const asked = lone.card
    await lone.presses('Slet punktet')
    expect(await items()).toEqual([])
    await lone.presses('Tilbage', {}, asked)
    expect(headingOf(lone.card)).toBe('Her er ikke noget at vise')
    await clicks(lone, 'agenda.rewrite', { itemId, revision: 0, ...noah })
    expect(headingOf(lone.card)).toBe('Her er ikke noget at vise')
  })

  test('an old card deletes and moves nothing that has changed since: it asks about what is so now', async () => {
    const { lone, bot } = at
    await addsChild(lone)
    const { id: itemId } = await firstItem()
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    await clicks(lone, 'agenda.place', { itemId })
    const place = lone.card
    await clicks(lone, 'agenda.askDelete', { itemId })
    const asked = lone.card
    await clicks(lone, 'agenda.move', { itemId, to: january.id })
    await bot.passTo('2026-11-05T08:00:00Z')
    const changed = 'Der er sket noget med punktet, siden kortet blev åbnet. Her er det, som det er nu.'
    await lone.presses('Slet punktet', {}, asked)
    expect(await items(january.id)).toHaveLength(1)
    expect(headingOf(lone.card)).toBe('Slet punkt 1?')
    expect(lone.words()).toContain(changed)
    await lone.presses('Flyt', { to: 'waiting' }, place)
    expect(await items(january.id)).toHaveLength(1)
    expect(headingOf(lone.card)).toBe('Hvor skal punktet være?')
    expect(lone.words()).toContain(changed)
    await lone.presses('Flyt', { to: 'waiting' })
    expect(await items(january.id)).toEqual([])
  })

  test('an agenda of a meeting that is cancelled takes nothing, and its items go on', async () => {
    const { lone, meeting } = at
    await addsChild(lone)
    await lone.presses('Gem', { minutes: 30, formFillerId: at.ida.personId })
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const actor = await at.actorOf(lone)
    const { db } = at.bot.app.core
    await db.write(tx => services().meetings.cancel(tx, meeting, actor, at.bot.clock.now()))
    const [moved] = await items(january.id)
    expect(moved?.problem).toBe(noah.problem)
    expect(await services().meetings.circleOf(reader(), january, moved?.id ?? '')).toContain(at.ida.personId)
    await clicks(lone, 'agenda.open', { meetingId: meeting.id })
    expect(lone.words()).toContain('Mødet er aflyst.')
    const about = { teamId: at.team.id, meetingId: meeting.id, kind: 'child', ...noah }
    const { words } = await lone.sends({ verb: 'agenda.add', v: 1, n: 'cancelled', ...about })
    expect(words).toContain('Mødet er holdt eller aflyst')
    expect(words).toContain('Det står her stadig, så kopiér det')
    await db.write(tx => services().meetings.cancel(tx, january, actor, at.bot.clock.now()))
    expect(await services().agenda.waiting(reader(), at.team.id)).toHaveLength(1)
    await clicks(at.mette, 'agenda.waiting', { teamId: at.team.id })
    expect(buttonTitles(at.mette.card)).not.toContain('Find en mødedato')
    await clicks(lone, 'agenda.waiting', { teamId: at.team.id })
    expect(buttonTitles(lone.card).filter(title => title !== 'Åbn')).toEqual([
      'Find en mødedato',
      'Tilføj punkt',
      'Luk',
    ])
    await lone.presses('Find en mødedato')
    expect(headingOf(lone.card)).toBe('Hvilke tider skal teamet svare på?')
    const later = await at.plan('2027-02-09T08:00:00Z', '2027-02-09T10:00:00Z')
    expect(await items(later.id)).toHaveLength(1)
  })
})

describe('what comes onto an agenda by itself (R-AGENDA-4)', () => {
  async function openPoint(): Promise<string> {
    const { db } = at.bot.app.core
    const item = await firstItem()
    const actor = await at.actorOf(at.lone)
    const now = at.bot.clock.now()
    return db.write(async tx => {
      const point = await services().actionPoints.draft(
        tx,
        {
          item,
          meeting: at.meeting,
          ownerId: at.mette.personId,
          text: 'Lav en rolig krog',
          dueDay: '2026-12-08' as never,
          kind: 'task',
        },
        actor,
        now,
      )
      await services().actionPoints.activate(tx, [item.id], new Set([at.mette.personId]), actor, now)
      await services().agenda.setStatus(tx, item.id, 'held', now)
      await services().meetings.setStatus(tx, at.meeting.id, 'held', now)
      return point.id
    })
  }

  test('an unfinished action point, once, with its history, under the consent of its matter', async () => {
    const { lone, mette } = at
    await addsChild(lone)
    await clicks(lone, 'consent.open', { itemId: (await firstItem()).id })
    await recordsConsent(lone)
    const pointId = await openPoint()
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const { db } = at.bot.app.core
    await db.write(tx => services().agenda.carry(tx, january, at.bot.clock.now()))
    const carried = await items(january.id)
    expect(carried).toHaveLength(1)
    expect(carried[0]).toMatchObject({
      kind: 'followUp',
      carriedActionPointId: pointId,
      presenterId: mette.personId,
    })
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('1. Opfølgning: Noah Berg, 3 år')
    expect(mette.words()).toContain('Lav en rolig krog')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('En aftale fra mødet tirsdag 24. november')
    expect(mette.words()).toContain('Hvem: Mette Dahl')
    expect(mette.words()).toContain('Skulle være gjort: tirsdag den 8. december 2026')
    expect(mette.words()).toContain('Hvor langt: venter på svar')
  })

  test('deleted from one agenda, it comes onto the next; at the deadline nothing is doubled', async () => {
    const { lone } = at
    await addsChild(lone)
    await openPoint()
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const [carried] = await items(january.id)
    await clicks(lone, 'agenda.askDelete', { itemId: carried?.id })
    expect(lone.words()).toContain('kommer på den næste dagsorden')
    await lone.presses('Slet punktet')
    await at.bot.passTo('2027-01-11T12:00:00Z')
    expect(await items(january.id)).toEqual([])
    const { db } = at.bot.app.core
    await db.write(tx => services().meetings.setStatus(tx, january.id, 'held', at.bot.clock.now()))
    const march = await at.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
    expect(await items(march.id)).toHaveLength(1)
    await at.bot.passTo('2027-03-01T12:00:00Z')
    expect(await items(march.id)).toHaveLength(1)
  })

  test('a meeting that is cancelled hands on what was carried, and it still stands once', async () => {
    const { lone } = at
    await addsChild(lone)
    await openPoint()
    const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    await at.plan('2027-02-09T08:00:00Z', '2027-02-09T10:00:00Z')
    const { db } = at.bot.app.core
    const actor = await at.actorOf(lone)
    await db.write(tx => services().meetings.cancel(tx, january, actor, at.bot.clock.now()))
    const next = await services().meetings.next(reader(), at.team.id, at.bot.clock.now())
    expect(await items(next?.id)).toHaveLength(1)
    expect(await services().agenda.waiting(reader(), at.team.id)).toEqual([])
  })
})

test('a due follow-up comes once, with its words and its questions; handled, it does not come again', async () => {
  const { lone } = at
  await addsChild(lone)
  await clicks(lone, 'consent.open', { itemId: (await firstItem()).id })
  await recordsConsent(lone)
  const held = await firstItem()
  const { db, codec } = at.bot.app.core
  const { agenda, meetings } = services()
  const now = at.bot.clock.now()
  await db.write(async tx => {
    await clientOf(tx).itemResult.create({
      data: {
        agendaItemId: held.id,
        meetingId: at.meeting.id,
        summarySealed: codec.seal('', `ItemResult.summary:${held.id}:${at.meeting.id}`),
        perspectivesSealed: codec.seal('{}', `ItemResult.perspectives:${held.id}:${at.meeting.id}`),
        decisionsSealed: codec.seal(
          JSON.stringify({ outcomes: [], secondPlacement: null, dutyPointedOut: false }),
          `ItemResult.decisions:${held.id}:${at.meeting.id}`,
        ),
        followUpDay: '2027-02-01',
        updatedAt: now,
      },
    })
    await agenda.setStatus(tx, held.id, 'held', now)
    await meetings.setStatus(tx, at.meeting.id, 'held', now)
  })
  const january = await at.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
  expect(await items(january.id)).toEqual([])
  await db.write(tx => meetings.setStatus(tx, january.id, 'held', now))
  const february = await at.plan('2027-02-09T08:00:00Z', '2027-02-09T10:00:00Z')
  const carried = await items(february.id)
  expect(carried).toHaveLength(1)
  expect(carried[0]).toMatchObject({
    kind: 'followUp',
    carriedItemId: held.id,
    originItemId: held.id,
    questions: held.questions,
  })
  await asks(at.mette, 'dagsorden')
  await at.mette.presses('Åbn')
  expect(at.mette.words()).toContain('Opfølgning: Noah Berg, 3 år')
  expect(at.mette.words()).toContain('Et punkt fra mødet tirsdag 24. november')
  await db.write(async tx => {
    await agenda.setStatus(tx, carried[0]?.id ?? '', 'held', now)
    await meetings.setStatus(tx, february.id, 'held', now)
  })
  const april = await at.plan('2027-04-06T07:00:00Z', '2027-04-06T09:00:00Z')
  expect(await items(april.id)).toEqual([])
})

test('a long agenda is turned like a page', async () => {
  const { lone, meeting, team } = at
  for (let number = 1; number <= 9; number += 1) {
    const about = { kind: 'other', problem: `Emne ${number}` }
    await clicks(lone, 'agenda.add', { teamId: team.id, meetingId: meeting.id, ...about })
    await lone.presses('Gem', { formFillerId: 'none', minutes: 10, to: meeting.id })
  }
  await asks(lone, 'dagsorden')
  expect(lone.words()).toContain('8. Andet')
  expect(lone.words()).not.toContain('9. Andet')
  await lone.presses('Vis mere')
  expect(lone.words()).toContain('9. Andet')
  await lone.presses('Tilbage')
  expect(lone.words()).toContain('1. Andet')
})

test('in English', async () => {
  const { lone } = at
  await lone.says('indstillinger')
  await lone.presses('Gem', { language: 'en' })
  await asks(lone, 'agenda')
  await lone.presses('Add item')
  await pressesRow(lone, 'kind', 'child')
  await lone.presses('Save and continue', noah)
  await lone.presses('Save', { minutes: 30, formFillerId: 'none' })
  expect(lone.words()).toContain('Child: Noah Berg, 3 years')
  expect(lone.words()).toContain('Consent: \nmissing')
})
