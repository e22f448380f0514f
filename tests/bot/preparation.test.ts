import { afterEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { graphemes } from '../../src/shared/text.ts'
import { asks, clicks, pressesRow, recordsConsent } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { fillsIn, handsIn, startWithForm, typed, type WithForm } from '../support/forms.ts'

let at: WithForm
afterEach(() => at.bot.stop())

const askAt = '2026-11-10T07:30:00Z'
const due = '2026-11-20T11:00:00Z'
const reader = () => at.bot.app.core.db.reader
const db = () => clientOf(reader())
const formOf = () => at.bot.app.core.services.preparation.formOf(reader(), at.item.id)
const posted = (words: string) =>
  at.bot.teams.sent.filter(activity => JSON.stringify(activity.card ?? '').includes(words))

describe('from the request to the reading', () => {
  test('the whole thread, with consent', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, mette, jens, lone } = at
    await bot.passTo('2026-11-10T07:29:00Z')
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(0)
    await bot.passTo(askAt)
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(1)
    await ida.finds('Start')
    expect(ida.words()).toContain('til punkt 1 på mødet tirsdag 24. november kl. 9.00')
    expect(ida.words()).toContain('senest fredag 20. november kl. 12.00')
    await asks(ida, 'hjælp')
    await clicks(ida, 'start.open')
    expect(buttonTitles(ida.card)).toContain('Udfyld skema til punkt 1')

    await handsIn(ida)
    expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
    expect(ida.words()).toContain('fredag 20. november kl. 12.00')
    expect(buttonTitles(ida.card)).toEqual(['Mine opgaver', 'Ret skemaet', 'Luk', 'Læs skemaet'])
    await ida.presses('Mine opgaver')
    expect(headingOf(ida.card)).toBe('Dine opgaver')
    await clicks(ida, 'start.open')
    expect(buttonTitles(ida.card)).not.toContain('Udfyld skema til punkt 1')
    await clicks(mette, 'form.list', { meetingId: at.meeting.id })
    expect(mette.words()).toContain('Der er ingen skemaer')
    const formTitles = async (person: TestPerson) => {
      await clicks(person, 'meeting.open', { meetingId: at.meeting.id })
      return buttonTitles(person.card).filter(title => /skemaer/i.test(title))
    }
    expect(await formTitles(ida)).toEqual(['Skemaer'])
    expect(await formTitles(lone)).toEqual([])

    await bot.passTo(due)
    expect(await formTitles(lone)).toEqual(['Skemaer', 'Hvem har fået skemaerne?'])
    expect(await formTitles(jens)).toEqual(['Skemaer'])
    await mette.finds('1 skema til mødet tirsdag den 24. november 2026')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('Punkt 1 · Et barn på 3 år')
    await mette.presses('Åbn')
    expect(mette.words()).toContain(typed.seen)
    expect(mette.words()).toContain(
      'Er bange eller urolig, uden at vi kan se hvorfor (dagligt, bekymring: noget, siden september, hjemme, i dagtilbuddet)',
    )
    expect(mette.words()).toContain(typed.own)
    expect(mette.words()).toContain('Udfyldt af Ida Krogh')
    const read = await db().auditEvent.findMany({ where: { action: 'form.read', actorId: mette.personId } })
    expect(read).toHaveLength(1)
    expect(read[0]).toMatchObject({ subjectId: at.item.id, childId: at.item.childId })
    expect(read[0]?.reason).toMatch(/^consent:/)

    await clicks(lone, 'form.evidence', { meetingId: at.meeting.id, layout: 'person' })
    expect(lone.words()).toContain('Punkt 1 · Mette Dahl')
    expect(lone.words()).toMatch(
      /sendt fredag 20\. november kl\. 12\.00 · åbnet fredag 20\. november kl\. 12\.00/,
    )
    expect(lone.words()).toContain('ikke åbnet')
    const names = [...lone.words().matchAll(/Punkt 1 · (.*)/g)].map(([, name]) => name ?? '')
    expect(names.length).toBeGreaterThan(2)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'da')))
    await clicks(jens, 'form.evidence', { meetingId: at.meeting.id, layout: 'person' })
    expect(jens.words()).toContain('Her er ikke noget at vise')
    expect(await at.bot.app.core.services.meetings.get(reader(), at.meeting.id)).toMatchObject({
      distributedAt: new Date(due),
    })
    // Nothing of the content rests in Teams (P2).
    const all = JSON.stringify(bot.teams.sent)
    for (const secret of ['Noah', typed.seen, typed.own, typed.child]) expect(all).not.toContain(secret)
  })

  test('of an item that waits it is offered, not asked for; on a meeting inside the ten days it is asked for at once', async () => {
    at = await startWithForm({ consent: true })
    const { bot, lone, ida } = at
    const itemId = at.item.id
    await clicks(lone, 'agenda.move', { itemId, to: 'waiting' })
    await bot.passTo('2026-11-16T08:00:00Z')
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(0)
    expect(posted('skal afleveres')).toHaveLength(0)
    await clicks(ida, 'start.open')
    expect(ida.words()).toContain('Solsikken · venter på et møde')
    await ida.presses('Udfyld skema til et punkt')
    await ida.presses('Fortsæt', { suspicion: 'no' })
    await clicks(ida, 'start.open')
    expect(buttonTitles(ida.card)).toContain('Fortsæt skemaet til et punkt')
    await asks(ida, 'mine opgaver')
    expect(ida.words()).not.toContain('skema')
    await clicks(lone, 'agenda.take', { itemId, meetingId: at.meeting.id })
    await bot.passTo('2026-11-16T08:05:00Z')
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(1)
    await ida.finds('Aflevér det senest fredag 20. november kl. 12.00')
    await clicks(ida, 'start.open')
    expect(buttonTitles(ida.card)).toContain('Fortsæt skemaet til punkt 1')
    await bot.passTo('2026-11-19T08:00:00Z')
    expect(posted('Udfyld et forberedelsesskema')).toHaveLength(1)
    expect(posted('Skemaet til punkt 1 skal afleveres').length).toBe(1)
  })

  test('reminded five and one working days before, and never after it is handed in (R-FORM-1)', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, lone } = at
    await bot.passTo('2026-11-13T08:00:00Z')
    await ida.finds('Skemaet til punkt 1 skal afleveres fredag 20. november')
    const digests = () => posted('Skemaet til punkt 1 skal afleveres').length
    expect(digests()).toBe(1)
    await bot.passTo('2026-11-19T08:00:00Z')
    expect(digests()).toBe(2)
    await lone.finds('Der mangler 1 skema')
    expect(lone.words()).toContain('Ida Krogh')
    await handsIn(ida)
    await bot.passTo('2026-11-25T08:00:00Z')
    expect(digests()).toBe(2)
    expect(posted('Ikke alle skemaer er klar')).toHaveLength(0)
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(0)
  })

  test('the coordinator hears the working day before, whose and for which item, and can act; nobody is nagged', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, lone, mette } = at
    await bot.passTo('2026-11-18T12:00:00Z')
    expect(posted('Der mangler 1 skema')).toHaveLength(0)
    await bot.passTo('2026-11-19T08:00:00Z')
    await lone.finds(
      'Der mangler 1 skema, som skal afleveres fredag 20. november kl. 12.00: punkt 1 (Ida Krogh)',
    )
    await lone.presses('Se, hvad du kan gøre')
    expect(lone.words()).toContain('Punkt 1 · Ida Krogh · er ikke begyndt')
    const reminded = () => ida.inbox().filter(one => one.summary === 'Tovholderen mangler dit skema')
    for (const said of ['Ida Krogh får en påmindelse nu.', 'Ida Krogh har fået din påmindelse i dag.']) {
      await clicks(lone, 'form.remind', { itemId: at.item.id })
      expect(lone.words()).toContain(said)
      await bot.app.engine.runDue()
      expect(reminded()).toHaveLength(1)
    }
    expect(JSON.stringify(reminded())).not.toContain('Noah')
    const refused = await mette.sends({ verb: 'form.without', v: 1, n: 'x', itemId: at.item.id })
    expect(refused.words).toContain('Det findes ikke længere')
    // An old card: nobody had begun it, and nobody else had been asked.
    const old = lone.card
    const chooses = async (formFillerId: string) => {
      await clicks(lone, 'agenda.plan', { itemId: at.item.id })
      await lone.presses('Gem', { formFillerId })
    }
    const changed = 'Der er sket noget med punktet, siden kortet blev åbnet. Her er det, som det er nu.'
    await chooses(mette.personId)
    for (const pressed of ['Påmind nu', 'Drøft uden skema']) {
      await lone.presses(pressed, {}, old)
      expect(lone.words()).toContain(changed)
      expect(lone.words()).toContain('Punkt 1 · Mette Dahl · er ikke begyndt')
    }
    const notBegun = lone.card
    await clicks(mette, 'form.begin', { itemId: at.item.id, suspicion: 'no' })
    await lone.presses('Drøft uden skema', {}, notBegun)
    expect(lone.words()).toContain(changed)
    expect(lone.words()).toContain('Punkt 1 · Mette Dahl · er i gang')
    expect(mette.inbox().filter(({ summary }) => summary === 'Tovholderen mangler dit skema')).toEqual([])
    await lone.presses('Drøft uden skema')
    expect(lone.words()).toContain('Punkt 1 bliver drøftet uden skema.')
    expect(lone.words()).toContain('Der mangler ikke længere nogen skemaer.')
    await clicks(lone, 'form.remind', { itemId: at.item.id })
    expect(lone.words()).toContain('Skemaet mangler ikke længere.')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(posted('Der mangler 1 skema')).toHaveLength(1)
    expect(posted('Ikke alle skemaer er klar')).toHaveLength(0)
  })

  test('nobody is reminded of the form of a child whose parents said no, until they say yes after all', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, lone } = at
    const { services, db: data } = bot.app.core
    await bot.passTo(askAt)
    const actor = await at.actorOf(lone)
    await data.write(tx => services.consents.withdraw(tx, at.item, 'withdrawn', actor, bot.clock.now()))
    const digests = () =>
      [...posted('Skemaet til punkt 1 skal afleveres'), ...posted('Der mangler 1 skema')].length
    await bot.passTo('2026-11-19T07:00:00Z')
    expect(digests()).toBe(0)
    await clicks(lone, 'consent.open', { itemId: at.item.id })
    await recordsConsent(lone, { givenOn: '2026-11-19' })
    await bot.passTo('2026-11-19T08:00:00Z')
    await ida.finds('Skemaet til punkt 1 skal afleveres')
    await lone.finds('Der mangler 1 skema')
  })

  test('a reminder that waits for its reader outlives a change of the item', async () => {
    at = await startWithForm({ consent: false })
    const { bot, ida, lone, mette, item } = at
    await bot.passTo(askAt)
    const { services, db: data } = bot.app.core
    // Due, and not carried out yet.
    bot.clock.set('2026-11-13T07:31:00Z')
    const actor = await at.actorOf(lone)
    const to = { minutes: 20, presenterId: mette.personId, formFillerId: ida.personId }
    await data.write(tx => services.agenda.arrange(tx, item, to, actor, bot.clock.now()))
    await bot.passTo('2026-11-13T08:00:00Z')
    await ida.finds('Skemaet til punkt 1 skal afleveres fredag 20. november')
    await lone.finds('Samtykke mangler til punkt 1')
  })

  test('not handed in: the coordinator is told once, at the deadline', async () => {
    at = await startWithForm({ consent: true })
    await at.bot.passTo('2026-11-23T12:00:00Z')
    expect(posted('Ikke alle skemaer er klar')).toHaveLength(1)
    expect(posted('Noget bliver holdt tilbage')).toHaveLength(0)
    await at.lone.finds('Ikke alle skemaer er klar')
    expect(at.lone.words()).toContain('Punkt 1: Ida Krogh har ikke afleveret skemaet.')
    expect(at.lone.words()).not.toContain('samtykke')
    expect(posted('skemaer til mødet')).toHaveLength(0)
  })
})

describe('the stop question (R-FORM-2)', () => {
  test('on yes nothing of the child is left, in the file or in any message', async () => {
    at = await startWithForm({ consent: true })
    const { bot, ida, lone, item } = at
    await bot.passTo(askAt)
    await ida.finds('Start')
    await ida.presses('Start')
    expect(headingOf(ida.card)).toBe('Først et spørgsmål')
    expect(await formOf()).toBeNull()
    await ida.presses('Fortsæt', { suspicion: 'no' })
    await ida.presses('Gem og fortsæt', { seen: typed.seen })
    const sealed = await db().preparationForm.findUnique({ where: { agendaItemId: item.id } })
    const child = await db().child.findFirst({})
    const before = await db().agendaItem.findUnique({ where: { id: item.id } })
    const consent = await db().consent.findFirst({ where: { agendaItemId: item.id } })

    const sealedTexts = [
      sealed?.answersSealed,
      child?.nameSealed,
      before?.problemSealed,
      consent?.detailSealed,
    ]
    const held = await bot.atRest()
    for (const text of sealedTexts) expect(held.includes(text ?? '?')).toBe(true)

    await ida.presses('Mistanke om vold eller overgreb')
    await ida.presses('Fortsæt', { suspicion: 'yes' })
    expect(headingOf(ida.card)).toBe('Følg kommunens beredskab')
    expect(ida.words()).toContain('Kommunens socialvagt: nummeret står på kommunens hjemmeside')
    expect(ida.words()).toContain('barnets lov § 133')
    expect(ida.words()).toContain('Kontakt ikke forældrene først.')

    expect(await db().preparationForm.count()).toBe(0)
    expect(await db().consent.count({ where: { agendaItemId: item.id } })).toBe(0)
    expect(await db().child.count()).toBe(0)
    expect(await db().agendaItem.count()).toBe(0)
    const stopped = await db().auditEvent.findMany({ where: { action: 'form.stopped' } })
    // Earlier records of the item name its child: this one leads to neither.
    expect(stopped.map(({ childId, subjectType, subjectId }) => [childId, subjectType, subjectId])).toEqual([
      [null, 'team', at.team.id],
    ])
    expect(JSON.stringify(stopped)).not.toContain(item.id)
    expect(await db().reminder.count({ where: { subjectId: item.id } })).toBe(0)

    const sent = bot.teams.sent.length
    await bot.passTo('2026-11-25T08:00:00Z')
    const since = JSON.stringify(bot.teams.sent.slice(sent))
    expect(since).not.toMatch(/Noah|punkt 1/)
    expect(JSON.stringify(bot.teams.sent)).not.toMatch(/Noah|under bordet/)
    const kept = await bot.atRest()
    for (const clear of ['Noah', 'under bordet', 'Anna Berg']) expect(kept.includes(clear)).toBe(false)
    for (const text of sealedTexts) expect(kept.includes(text ?? '?')).toBe(false)
    for (const person of [lone, ida]) {
      await clicks(person, 'form.read', { itemId: item.id })
      expect(person.words()).not.toContain(typed.seen)
    }
    for (const person of [lone, ida]) {
      await clicks(person, 'form.open', { itemId: item.id })
      expect(person.words()).toContain('Her er ikke noget at vise')
    }
  })

  test('what to do then is said in the reader’s language', async () => {
    at = await startWithForm({ consent: true })
    const { ida, item } = at
    await clicks(ida, 'settings.open')
    await ida.presses('Gem', { language: 'en' })
    await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'yes' })
    expect(ida.words()).toContain(
      'The social services duty line: the number is on the municipality’s website',
    )
  })

  test('unanswered, nothing is stored', async () => {
    at = await startWithForm({ consent: true })
    await at.bot.passTo(askAt)
    await at.ida.finds('Start')
    await at.ida.presses('Start')
    await at.ida.presses('Fortsæt')
    expect(at.ida.words()).toContain('Svar ja eller nej. Der er ikke gemt noget.')
    expect(await formOf()).toBeNull()
  })
})

describe('filling in', () => {
  const begins = async () => {
    await at.bot.passTo(askAt)
    await at.ida.finds('Start')
    await at.ida.presses('Start')
    await at.ida.presses('Fortsæt', { suspicion: 'no' })
  }

  test('in the order of the Lineal: the first placement prompts the reflection, one’s own ends it (R-FORM-3, R-FORM-7)', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    const first = () => /Den første placering er: (.*)/.exec(ida.words())?.[1]
    await ida.presses('Gem og fortsæt', { frequency_emotional_preschool_anxious: 'daily' })
    await ida.presses('Gem og fortsæt', { concern_emotional_preschool_anxious: 'some' })
    for (let theme = 0; theme < 5; theme += 1) {
      expect(first(), headingOf(ida.card)).toBeUndefined()
      await ida.presses('Gem og fortsæt')
    }
    expect(headingOf(ida.card)).toBe('Hvad hjælper barnet?')
    expect(first()).toBe('Ekstra opmærksomhed')
    expect(ida.words()).toContain('Sådan bliver den regnet ud: ')
    expect(ida.words()).toContain('Det er kun et pejlemærke.')
    const reflection = {
      child: ['Ressourcer hos barnet', 'Hun er nysgerrig.'],
      family: ['Ressourcer i familien', 'Bedsteforældre tæt på.'],
      daycare: ['Ressourcer i dagtilbuddet', 'En fast voksen.'],
      goesWell: ['Hvornår går det godt?', 'Når vi er få.'],
      tried: ['Hvad har I prøvet, og hvad virkede?', 'En rolig krog virkede.'],
      other: ['Hvad kan ellers være forklaringen?', 'Hun er nylig blevet storesøster.'],
    }
    for (const [label] of Object.values(reflection)) expect(ida.words()).toContain(label)
    const answers = Object.entries(reflection).map(([field, [, text]]) => [`reflection_${field}`, text])
    await ida.presses('Gem og fortsæt', Object.fromEntries(answers))
    await ida.presses('Tilbage')
    expect(inputValues(ida.card)).toMatchObject(Object.fromEntries(answers))
    await ida.presses('Gem og fortsæt')
    expect(headingOf(ida.card)).toBe('Barnets og forældrenes perspektiv')
    expect(first()).toBeUndefined()
    await ida.presses('Gem og fortsæt')
    expect(headingOf(ida.card)).toBe('Din placering')
    expect(first()).toBe('Ekstra opmærksomhed')
  })

  test('no signs filled in: there is no first placement, and silence is not called wellbeing (R-FORM-5)', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    const none = 'Der er ikke valgt bekymring ved nogen tegn endnu, så der er ingen første placering.'
    for (let theme = 0; theme < 6; theme += 1) await ida.presses('Gem og fortsæt')
    expect(headingOf(ida.card)).toBe('Hvad hjælper barnet?')
    expect(ida.words()).toContain(none)
    await ida.presses('Gem og fortsæt')
    await ida.presses('Gem og fortsæt', { perspective_child: 'Leg', perspective_parents: 'Ro' })
    expect(headingOf(ida.card)).toBe('Din placering')
    expect(ida.words()).toContain(none)
    await ida.presses('Gem og fortsæt', { placement: 'attention', reason: 'Vi undrer os' })
    await ida.presses('Aflevér')
    await ida.presses('Læs skemaet')
    expect(ida.words()).toContain('Ingen, for der er ikke valgt bekymring ved nogen tegn')
    expect(ida.words()).not.toMatch(/^Trivsel$/m)
  })

  test('every step is kept when left, back and closed too, and is there on another device (R-FORM-3)', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    expect(ida.words()).toContain('Trin 2 af 11')
    await ida.presses('Gem og fortsæt', { seen: 'Først' })
    await ida.presses('Tilbage', { seen: 'Så' })
    expect(inputValues(ida.card).seen).toBe('Først')
    expect(ida.words()).toContain('Trin 2 af 11 · gemt kl. 8.30')
    await ida.presses('Gem og fortsæt')
    expect(inputValues(ida.card).seen).toBe('Så')
    await ida.presses('Gem og luk', { seen: 'Til sidst' })
    expect(headingOf(ida.card)).toBe('Skemaet er gemt')
    await clicks(ida, 'form.open', { itemId: at.item.id })
    expect(ida.words()).toContain('Trin 4 af 11')
    expect((await formOf())?.answers.cognitive?.answer.seen).toBe('Til sidst')
  })

  test('two devices: the second sees what the first wrote, and chooses', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    const phone = ida.card
    await ida.presses('Gem og fortsæt', { seen: 'Fra computeren' })
    await ida.presses('Gem og fortsæt', { seen: 'Fra telefonen' }, phone)
    expect(ida.words()).toContain('Fra computeren')
    expect(inputValues(ida.card).seen).toBe('Fra telefonen')
    expect((await formOf())?.answers.emotional?.answer.seen).toBe('Fra computeren')
    const both = ida.card
    await ida.presses('Brug det andet', {}, both)
    expect(inputValues(ida.card).seen).toBe('Fra computeren')
    await ida.presses('Gem mit', {}, both)
    expect((await formOf())?.answers.emotional?.answer.seen).toBe('Fra telefonen')
    expect(ida.words()).toContain('Trin 3 af 11')
  })

  test('signs that were seen are asked about one by one, and what was not seen asks nothing more (R-FORM-4)', async () => {
    at = await startWithForm({ consent: true })
    const { ida, item } = at
    await begins()
    const anxious = 'emotional_preschool_anxious'
    const anger = 'emotional_preschool_anger'
    await ida.presses('Gem og fortsæt', { [`frequency_${anger}`]: 'notSeen' })
    expect(headingOf(ida.card)).toBe('Kognitiv trivsel')
    await ida.presses('Tilbage')
    const theme = ida.card
    const seen = { [`frequency_${anxious}`]: 'daily', own: typed.own }
    await ida.presses('Gem og luk', { ...seen, [`frequency_${anger}`]: 'weekly' })
    await clicks(ida, 'form.open', { itemId: item.id })
    expect(ida.words()).toContain('Trin 2 af 11 · tegn 1–2 af 3')
    expect(ida.words()).toContain('Er bange eller urolig, uden at vi kan se hvorfor · dagligt')
    const details = ida.card
    await ida.presses('Gem og fortsæt', { [`concern_${anxious}`]: 'great', [`since_${anger}`]: 'juni' })
    expect(ida.words()).toContain('tegn 3 af 3')
    expect(ida.words()).toContain(typed.own)
    await ida.presses('Tilbage', { seen_own: 'Bag jakkerne' })
    expect(inputValues(ida.card)).toMatchObject({ [`since_${anger}`]: 'juni' })

    // Another device: what it shows was changed, so it is shown what the first one saved.
    await ida.presses('Gem og fortsæt', { [`seen_${anger}`]: 'Kaster med klodser' }, details)
    expect(ida.words()).toContain('Det, der blev gemt i mellemtiden')
    expect(ida.words()).toContain('siden juni')
    expect(inputValues(ida.card)[`seen_${anger}`]).toBe('Kaster med klodser')
    expect(buttonTitles(ida.card)).toContain('Gem mit')
    const both = ida.card
    await ida.presses('Brug det andet', {}, both)
    expect(inputValues(ida.card)).toMatchObject({ [`since_${anger}`]: 'juni', [`seen_${anger}`]: '' })
    await ida.presses('Gem mit', { [`since_${anger}`]: 'juni' }, both)
    // The theme's own card on that device is older than the details, and stands in nobody's way but its own.
    await ida.presses('Gem og luk', seen, theme)
    expect(ida.words()).toContain('Det, der blev gemt i mellemtiden')
    await ida.presses('Gem mit', { ...seen, [`frequency_${anger}`]: 'rarely' })
    expect((await formOf())?.answers.emotional?.answer).toMatchObject({
      own: typed.own,
      ownSign: { seen: 'Bag jakkerne' },
      signs: {
        'emotional.preschool.anxious': { frequency: 'daily', concern: '' },
        'emotional.preschool.anger': { frequency: 'rarely', since: 'juni', seen: 'Kaster med klodser' },
      },
    })
  })

  test('handed in on another device while a step stands typed: it comes back, and can still be put in', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await at.bot.passTo(askAt)
    await ida.finds('Start')
    await ida.presses('Start')
    await fillsIn(ida)
    const overview = ida.card
    const opens = async (step: string) => {
      await clicks(ida, 'form.step', { itemId: at.item.id, step })
      return ida.card
    }
    const first = await opens('emotional')
    const phone = await opens('cognitive')
    await ida.presses('Gem og luk', { own: 'Gynger' }, first)
    await ida.presses('Aflevér', {}, overview)
    expect(ida.words()).toContain('Skemaet er ændret, siden du åbnede kortet.')
    await ida.presses('Aflevér')
    await ida.presses('Gem og fortsæt', {}, phone)
    expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
    await ida.presses('Gem og fortsæt', { seen: 'Kan nu tælle til ti.' }, phone)
    expect(ida.words()).toContain('er ikke kommet med')
    expect(inputValues(ida.card).seen).toBe('Kan nu tælle til ti.')
    await ida.presses('Gem og fortsæt', { seen: 'Barnet 010219-1234' }, phone)
    expect(ida.words()).toContain('Fjern CPR-nummeret')
    expect(inputValues(ida.card).seen).toBe('Barnet 010219-1234')
    await ida.presses('Gem og fortsæt', { seen: 'Kan nu tælle til ti.' }, phone)
    await ida.presses('Ret skemaet og gem')
    expect(await formOf()).toMatchObject({ status: 'draft' })
    expect((await formOf())?.answers.cognitive?.answer.seen).toBe('Kan nu tælle til ti.')

    await clicks(ida, 'form.submit', { itemId: at.item.id })
    await ida.presses('Gem og fortsæt', { own: 'Vugger' }, first)
    expect(ida.words()).toContain('Det, der blev gemt i mellemtiden')
    await at.bot.passTo(due)
    await ida.presses('Ret skemaet og gem')
    expect(await formOf()).toMatchObject({ status: 'correcting', version: 2 })
    expect((await formOf())?.answers.emotional?.answer.own).toBe('Vugger')
  })

  test('an answer stays with its sign when the age is corrected meanwhile', async () => {
    at = await startWithForm({ consent: true })
    const { ida, lone, item } = at
    await begins()
    const open = ida.card
    await clicks(lone, 'agenda.edit', { itemId: item.id })
    await lone.presses('Gem', { age: '2', ageUnit: 'years' })
    await ida.presses('Gem og fortsæt', { frequency_emotional_preschool_anxious: 'daily' }, open)
    expect(ida.words()).toContain('Trin 2 af 11 · tegn 1 af 1 · gemt kl. 8.30')
    await ida.presses('Tilbage')
    expect(ida.words()).toContain('Er bange eller urolig, uden at vi kan se hvorfor')
    await ida.presses('Gem og fortsæt', { frequency_emotional_toddler_comfort: 'weekly' })
    expect((await formOf())?.answers.emotional?.answer.signs).toMatchObject({
      'emotional.preschool.anxious': { frequency: 'daily', concern: '' },
      'emotional.toddler.comfort': { frequency: 'weekly', concern: '' },
    })
  })

  test('what is shown again to be changed is on record, with why it was allowed (R-SEC-4)', async () => {
    at = await startWithForm({ consent: true })
    const { ida, lone, mette, item, bot } = at
    const { db: data, services } = bot.app.core
    const reads = async (action: string) =>
      (await db().auditEvent.findMany({ where: { action, subjectId: item.id } })).map(event => [
        event.actorId,
        event.childId,
        event.reason.replace(/:.*/, ''),
      ])
    await begins()
    await ida.presses('Gem og fortsæt', { seen: typed.seen })
    expect(await reads('form.read')).toEqual([])
    await ida.presses('Tilbage')
    expect(await reads('form.read')).toEqual([[ida.personId, item.childId, 'author']])

    const actor = await at.actorOf(lone)
    const to = { minutes: 20, presenterId: lone.personId, formFillerId: mette.personId }
    await data.write(tx => services.agenda.arrange(tx, item, to, actor, bot.clock.now()))
    for (const step of ['emotional', 'cognitive', 'overview'])
      await clicks(mette, 'form.step', { itemId: item.id, step })
    const mettes = (await reads('form.read')).filter(([actorId]) => actorId === mette.personId)
    expect(mettes).toEqual(Array.from({ length: 3 }, () => [mette.personId, item.childId, 'consent']))

    const before = (await reads('item.read')).length
    await clicks(lone, 'agenda.edit', { itemId: item.id })
    expect((await reads('item.read')).slice(before)).toEqual([[lone.personId, item.childId, 'author']])
    const seen = (await reads('consent.read')).length
    await clicks(lone, 'consent.step', { itemId: item.id, step: 'what' })
    expect((await reads('consent.read')).slice(seen)).toEqual([[lone.personId, item.childId, 'author']])
  })

  test('a CPR number in any field is refused there, and stored nowhere (R-CONS-8)', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    const inputs = {
      emotional: ['own', 'seen'],
      reflection: ['child', 'family', 'daycare', 'goesWell', 'tried', 'other'].map(f => `reflection_${f}`),
      perspectives: ['child', 'childReason', 'parents', 'talked', 'parentsReason'].map(
        f => `perspective_${f}`,
      ),
      placement: ['reason'],
    }
    for (const [step, fields] of Object.entries(inputs)) {
      for (const field of fields) {
        await clicks(ida, 'form.step', { itemId: at.item.id, step })
        await ida.presses('Gem og fortsæt', { [field]: 'Barnet 010219-1234 er urolig' })
        expect(ida.words(), field).toContain('Fjern CPR-nummeret')
        expect(inputValues(ida.card)[field], field).toBe('Barnet 010219-1234 er urolig')
      }
    }
    expect((await formOf())?.answers).toEqual({})
    await clicks(ida, 'form.step', { itemId: at.item.id, step: 'social' })
    await ida.presses('Gem og fortsæt', { frequency_social_preschool_play: 'daily' })
    for (const field of ['seen_social_preschool_play', 'since_social_preschool_play']) {
      await ida.presses('Gem og fortsæt', { [field]: 'Barnet 010219-1234' })
      expect(ida.words().match(/Fjern CPR-nummeret/g), field).toHaveLength(1)
      expect(inputValues(ida.card)[field]).toBe('Barnet 010219-1234')
      await ida.presses('Gem og luk', { [field]: '' })
      await clicks(ida, 'form.step', {
        itemId: at.item.id,
        step: 'social',
        signs: 'social.preschool.play,constructor,__proto__,social.none',
      })
      expect(Object.keys(inputValues(ida.card))).toHaveLength(4)
    }
    await clicks(ida, 'form.step', { itemId: at.item.id, step: 'placement' })
    await ida.presses('Gem og fortsæt', { reason: 'Uden nummer' })
    expect((await formOf())?.answers.placement?.answer.reason).toBe('Uden nummer')
    // The own placement is missing at its field, whatever is missing in a step before it as well (R-FORM-5).
    expect(headingOf(ida.card)).toBe('Din placering')
    expect(inputValues(ida.card)).toMatchObject({ reason: 'Uden nummer' })
    expect(ida.words()).toContain('Ret det, der er markeret nedenfor.')
    await ida.presses('Gem og fortsæt', { placement: 'concern' })
    expect(headingOf(ida.card)).toBe('Overblik')
  })

  test('text is kept and shown as typed; too much comes back to its field', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    const hostile = '**fed** [link](http://a) ${x} <at>Lone</at> {{DATE(2026-01-01)}} 😀 æøå'
    const long = `${hostile} ${'å'.repeat(1500 - graphemes(hostile) - 1)}`
    await ida.presses('Gem og fortsæt', { seen: `${long}x` })
    expect(ida.words()).toContain('højst 1500 tegn')
    expect(inputValues(ida.card).seen).toBe(`${long}x`)
    await ida.presses('Gem og fortsæt', { seen: long, own: hostile })
    expect((await formOf())?.answers.emotional?.answer).toMatchObject({ seen: long, own: hostile })
    await clicks(ida, 'form.read', { itemId: at.item.id })
    const plain = ida.words().replaceAll('\u2060', '')
    expect(plain).toContain(long)
    expect(JSON.stringify(ida.card)).not.toMatch(/<at>|\{\{DATE/)
  })

  test('handing in says what is missing, and a second click hands in once', async () => {
    at = await startWithForm({ consent: true })
    const { ida } = at
    await begins()
    await clicks(ida, 'form.step', { itemId: at.item.id, step: 'overview' })
    expect(ida.words()).not.toContain('ikke afleveret endnu')
    await ida.presses('Aflevér')
    expect(headingOf(ida.card)).toBe('Barnets og forældrenes perspektiv')
    expect(ida.words()).toContain('Skemaet er ikke afleveret endnu. Der mangler noget.')
    expect(ida.words().match(/Skriv noget her, eller skriv/g)).toHaveLength(2)
    await clicks(ida, 'form.step', { itemId: at.item.id, step: 'overview' })
    expect(ida.words()).toContain('Det mangler, før du kan aflevere')
    expect(ida.words()).toContain('Din egen placering')
    await clicks(ida, 'form.ask', { itemId: at.item.id })
    await fillsIn(ida)
    const overview = ida.card
    expect(headingOf(overview)).toBe('Overblik')
    await ida.presses('Aflevér', {}, overview)
    await ida.presses('Aflevér', {}, overview)
    await clicks(ida, 'form.submit', { itemId: at.item.id })
    expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
    expect(await formOf()).toMatchObject({ status: 'submitted', version: 1, late: false })
    expect(await db().auditEvent.count({ where: { action: 'form.submitted' } })).toBe(1)
    await ida.presses('Ret skemaet')
    expect(await formOf()).toMatchObject({ status: 'draft' })
    // The memory of what was pressed is shorter than the life of a card in a chat.
    await at.bot.app.core.db.write(tx => clientOf(tx).processedActivity.deleteMany({}))
    await ida.presses('Aflevér', {}, overview)
    expect(ida.words()).toContain('Skemaet er ændret, siden du åbnede kortet.')
    expect(await formOf()).toMatchObject({ status: 'draft' })
    await pressesRow(ida, 'step', 'social')
    expect(headingOf(ida.card)).toBe('Social trivsel')
    await clicks(ida, 'form.submit', { itemId: at.item.id })
    await at.bot.passTo(due)
    expect(await formOf()).toMatchObject({ status: 'submitted', version: 1 })
    await clicks(ida, 'form.takeBack', { itemId: at.item.id })
    expect(await formOf()).toMatchObject({ status: 'correcting', version: 1 })
  })

  test('what was written stays on its card when somebody else is to fill it in, or the item is gone', async () => {
    const becomes = {
      another: { formFillerId: () => at.mette.personId },
      nobodys: { formFillerId: () => 'none' },
    }
    for (const what of ['another', 'nobodys', 'deleted', 'stopped'] as const) {
      at = await startWithForm({ consent: true })
      const { bot, lone, ida, item } = at
      await begins()
      const step = ida.card
      if (what === 'stopped') await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'yes' })
      else if (what === 'deleted') await clicks(lone, 'agenda.delete', { itemId: item.id })
      else {
        await clicks(lone, 'agenda.plan', { itemId: item.id })
        await lone.presses('Gem', { formFillerId: becomes[what].formFillerId() })
      }
      ida.card = step
      const { words } = await ida.presses('Gem og fortsæt', { seen: typed.seen })
      expect(words, what).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
      expect(words, what).toContain('Det står her stadig, så kopiér det')
      expect(ida.card, what).toBe(step)
      expect(await bot.app.core.services.preparation.formOf(reader(), item.id)).not.toMatchObject({
        answers: { emotional: expect.anything() },
      })
      // With nothing written on it, the card goes.
      await ida.presses('Gem og fortsæt', {})
      expect(headingOf(ida.card), what).toBe('Her er ikke noget at vise')
      if (what !== 'stopped') await bot.stop()
    }
  })

  test('a member who is to fill it in no longer is told so beside what they wrote', async () => {
    at = await startWithForm({ consent: true })
    const { lone, mette, item } = at
    const gives = async (formFillerId: string) => {
      await clicks(lone, 'agenda.plan', { itemId: item.id })
      await lone.presses('Gem', { formFillerId })
    }
    await gives(mette.personId)
    await clicks(mette, 'form.begin', { itemId: item.id, suspicion: 'no' })
    const step = mette.card
    await gives(at.ida.personId)
    const { words } = await mette.presses('Gem og fortsæt', { seen: typed.seen })
    expect(words).toContain('En anden udfylder skemaet.')
    expect(words).toContain('Det står her stadig, så kopiér det')
    expect(mette.card).toBe(step)
  })

  test('others: a member is told who fills it in, a stranger meets nothing', async () => {
    at = await startWithForm({ consent: true })
    await begins()
    for (const verb of ['form.open', 'form.ask', 'form.begin', 'form.submit', 'form.takeBack']) {
      const payload = { verb, v: 1, n: verb, itemId: at.item.id, suspicion: 'yes' }
      // Whoever says yes is told what to do, whoever was to fill in the form, and whatever became of it (R-FORM-2).
      const [told, toStranger] =
        verb === 'form.begin'
          ? ['Følg kommunens beredskab', 'Følg kommunens beredskab']
          : ['En anden udfylder skemaet.', 'Her er ikke noget at vise']
      expect((await at.mette.sends(payload)).words).toContain(told)
      const stranger = (await at.stranger.sends(payload)).words
      expect(stranger).toContain(toStranger)
      const nowhere = { ...payload, n: `${verb}?`, itemId: at.meeting.id }
      expect((await at.stranger.sends(nowhere)).words).toBe(stranger)
    }
    for (const verb of ['form.list', 'form.evidence']) {
      const answer = await at.stranger.sends({ verb, v: 1, n: verb, meetingId: at.meeting.id })
      expect(answer.words).toContain('Her er ikke noget at vise')
    }
    expect(await at.bot.app.core.services.agenda.get(reader(), at.item.id)).toMatchObject({ status: 'open' })
  })
})
