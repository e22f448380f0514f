import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionPoint } from '../../src/features/action-points/model.ts'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { type Day, toDay } from '../../src/shared/day.ts'
import { isWorkingDay } from '../../src/shared/working-calendar.ts'
import { dayOf } from '../../src/shared/zoned-time.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues, wordsOf } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom, pressesWith } from '../support/meeting-room.ts'

const zone = 'Europe/Copenhagen'

async function sends(person: TestPerson, verb: string, payload: Record<string, unknown>): Promise<string> {
  const answer = await person.sends({ v: 1, verb, ...payload })
  if (typeof answer.value !== 'string') person.card = answer.value
  return answer.words
}

const opens = (person: TestPerson, point: ActionPoint) =>
  sends(person, 'action.open', { actionPointId: point.id })

const summaries = (person: TestPerson) => person.inbox().map(one => one.summary)

async function planned(room: MeetingRoom, point: ActionPoint): Promise<string[]> {
  const rows = await clientOf(room.bot.app.core.db.reader).reminder.findMany({
    where: { subjectId: point.id, status: 'planned' },
  })
  return rows.map(row => row.kind)
}

describe('an action point in the hands of people (R-ACT-1, R-ACT-2)', () => {
  let room: MeetingRoom
  let noah: AgendaItem
  let points: ActionPoint[]
  const texts = [
    'Lav en rolig krog',
    'Observér ved frokost',
    'Ring til tandlægen',
    'Find en dato',
    'Lav en plan',
  ]
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId })
    await room.consents(noah)
    points = await room.holds(
      noah,
      texts.map(text => ({ text, owner: room.mette, due: '2026-12-08' })),
    )
  })
  afterAll(() => room.stop())
  const point = (index: number) => points[index]!
  const statusOf = async (index: number) => {
    const { services, db } = room.bot.app.core
    return (await services.actionPoints.get(db.reader, point(index).id)).status
  }

  test('the owner is told once for the whole meeting, in neutral words, and finds them among their tasks', async () => {
    const { mette } = room
    expect(summaries(mette).filter(one => one.includes('aftale'))).toEqual([
      'Referatet fra mødet tirsdag den 24. november er klar. Du har fået 5 aftaler.',
    ])
    await mette.finds('Referatet er klar')
    await mette.presses('Mine opgaver')
    expect(mette.words()).toContain('5 ting venter på dig')
    expect(mette.words()).toContain(
      'Skal være gjort om 14 dage, venter på, at du siger ja · aftale fra mødet tirsdag 24. november (Solsikken, punkt 1)',
    )
    expect(mette.words()).not.toContain('krog')
  })

  test('accepted, and done with a note: its reminders end in the same breath, and a second click does nothing', async () => {
    const { mette, bot } = room
    await opens(mette, point(0))
    expect(mette.words()).toContain('Lav en rolig krog')
    expect(buttonTitles(mette.card)).toEqual(
      expect.arrayContaining(['Tag den', 'Gjort', 'Luk', 'Ikke mig', 'Giv videre', 'Drop']),
    )
    const fresh = mette.card
    await mette.presses('Tag den')
    expect(mette.words()).toContain('Den er din. Tak for det.')
    await mette.presses('Tag den', {}, fresh)
    expect(mette.words()).toContain('Den er din. Tak for det.')
    expect((await planned(room, point(0))).length).toBeGreaterThan(5)
    await mette.presses('Gjort', { note: 'Den står ved vinduet.' })
    expect(mette.words()).toContain('Aftalen er gjort')
    expect(mette.words()).toContain('Du har 4 aftaler mere.')
    expect(await planned(room, point(0))).toEqual([])
    await sends(mette, 'action.done', { actionPointId: point(0).id })
    expect(mette.words()).toContain('Aftalen er allerede gjort')
    await opens(mette, point(0))
    expect(mette.words()).toContain('Den står ved vinduet.')
    expect(mette.words()).toContain('Mette Dahl gjorde den')
    expect(buttonTitles(mette.card)).toEqual(['Luk'])
    const events = await clientOf(bot.app.core.db.reader).actionPointEvent.findMany({
      where: { actionPointId: point(0).id, what: 'done' },
    })
    expect(events).toHaveLength(1)
    expect(events[0]?.detailSealed).not.toContain('vinduet')
  })

  test('declined with a reason, it goes back to the coordinator, who is told and gives it to somebody else', async () => {
    const { mette, lone, jens, bot } = room
    await opens(mette, point(1))
    await mette.presses('Ikke mig')
    await mette.presses('Send', { reason: '   ' })
    expect(mette.words()).toContain('Skriv en grund.')
    await mette.presses('Send', { reason: 'Jeg er på kursus' })
    expect(mette.words()).toContain('Du har den ikke mere. Lone Holm får besked og vælger en anden.')
    expect(await planned(room, point(1))).not.toContain('action.due')
    await sends(mette, 'action.done', { actionPointId: point(1).id })
    expect(mette.words()).toContain('Aftalen har ændret sig')
    await bot.app.engine.runDue()
    await lone.finds('Hvem skal tage aftalen?')
    expect(lone.words()).toContain('Mette Dahl kan ikke tage aftalen fra mødet')
    await lone.presses('Åbn aftalen')
    expect(lone.words()).toContain('»Jeg er på kursus«')
    await lone.presses('Vælg person')
    await lone.presses('Gem', { personId: jens.personId, dueDay: '2026-12-12' })
    expect(lone.words()).toContain('Det er weekend. Den nærmeste arbejdsdag er fredag den 11. december 2026.')
    expect(inputValues(lone.card)).toMatchObject({ personId: jens.personId, dueDay: '2026-12-12' })
    await lone.presses('Gem', { dueDay: '2026-12-11' })
    expect(lone.words()).toContain(
      'Jens Bach har den, og den skal være gjort senest fredag den 11. december 2026.',
    )
    await bot.app.engine.runDue()
    await jens.finds('Du har fået en aftale')
    await jens.presses('Åbn aftalen')
    await jens.presses('Tag den')
    expect(await statusOf(1)).toBe('accepted')
    const due = await clientOf(bot.app.core.db.reader).reminder.findMany({
      where: { subjectId: point(1).id, status: 'planned', kind: 'action.due' },
    })
    expect(due).toHaveLength(7)
    expect(due.every(row => row.recipientId === jens.personId)).toBe(true)
  })

  test('passed on, it stays with the owner until the other accepts', async () => {
    const { mette, sara, ida, bot } = room
    await opens(mette, point(2))
    await mette.presses('Giv videre')
    expect(wordsOf(mette.card)).toContain('Ida Krogh')
    await mette.presses('Spørg', { personId: '' })
    expect(mette.words()).toContain('Vælg en fra mødet.')
    await mette.presses('Spørg', { personId: sara.personId })
    expect(mette.words()).toContain('Sara Lind er spurgt')
    expect(buttonTitles(mette.card)).toEqual(expect.arrayContaining(['Behold den selv', 'Gjort']))
    await bot.app.engine.runDue()
    await sara.finds('Vil du tage en aftale?')
    await sara.presses('Åbn aftalen')
    await sara.presses('Ikke mig')
    await sara.presses('Send', { reason: 'Ikke mit område' })
    expect(sara.words()).toContain('Du tager den ikke. Mette Dahl får besked')
    await bot.app.engine.runDue()
    await mette.finds('Aftalen er stadig din')
    await mette.presses('Åbn aftalen')
    expect(mette.words()).toContain('»Ikke mit område«')
    await mette.presses('Giv videre')
    await mette.presses('Spørg', { personId: ida.personId })
    await bot.app.engine.runDue()
    await ida.finds('Vil du tage en aftale?')
    const offer = ida.card
    await ida.presses('Åbn aftalen')
    expect(ida.words()).toContain('Ring til tandlægen')
    await ida.presses('Tag den')
    expect(ida.words()).toContain('Den er din nu. Mette Dahl får besked.')
    await bot.app.engine.runDue()
    await mette.finds('Din aftale er givet videre')
    await ida.presses('Åbn aftalen', {}, offer)
    expect(ida.words()).toContain('Din aftale')
    await opens(mette, point(2))
    expect(mette.words()).toContain('Ida Krogh har aftalen. Tovholderen kan give den til en anden.')
    expect(buttonTitles(mette.card)).toEqual(['Luk'])
  })

  test('dropped only with a reason, by its owner or the coordinator, who then tells the other', async () => {
    const { mette, lone, bot } = room
    await opens(lone, point(3))
    await lone.presses('Drop')
    await lone.presses('Drop aftalen', { reason: 'Det er løst 010215-1234' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    await lone.presses('Drop aftalen', { reason: 'Det er løst' })
    expect(lone.words()).toContain('Aftalen er droppet.')
    await bot.app.engine.runDue()
    await mette.finds('En aftale er droppet')
    expect(mette.words()).toContain('Lone Holm har droppet aftalen fra mødet')
    await sends(mette, 'action.accept', { actionPointId: point(3).id })
    expect(mette.words()).toContain('Aftalen er droppet')
    expect(await planned(room, point(3))).toEqual([])
  })

  test('a moved date moves every reminder, and nothing comes for the old one', async () => {
    const { lone, mette, bot } = room
    await opens(lone, point(4))
    await lone.presses('Ret aftalen')
    await lone.presses('Gem', { dueDay: '2027-02-02' })
    expect(lone.words()).toContain('Skriv kort, hvorfor fristen flyttes.')
    expect(inputValues(lone.card)).toMatchObject({ dueDay: '2027-02-02' })
    await lone.presses('Gem', { reason: 'Barnet er på ferie' })
    expect(lone.words()).toContain('Lone Holm flyttede fristen (tirsdag 2. februar) – »Barnet er på ferie«')
    const rows = await clientOf(bot.app.core.db.reader).reminder.findMany({
      where: { subjectId: point(4).id, status: 'planned' },
    })
    expect(rows).toHaveLength(9)
    expect(rows.every(row => row.dueAt > new Date('2027-01-01'))).toBe(true)
    await bot.app.engine.runDue()
    await mette.finds('En frist er flyttet')
    expect(mette.words()).toContain('senest tirsdag den 2. februar 2027')
  })

  test('a colleague of the team is told whose it is; everybody else learns nothing', async () => {
    const { jens, ida, bo } = room
    const id = { actionPointId: point(4).id }
    expect(await sends(jens, 'action.done', id)).toContain('Mette Dahl har aftalen, så kun Mette Dahl')
    expect(await sends(jens, 'action.drop', { ...id, reason: 'x' })).toContain('Mette Dahl har aftalen')
    for (const verb of ['open', 'accept', 'done', 'drop', 'reassign', 'takeOver'])
      for (const person of [bo, ida])
        expect(await sends(person, `action.${verb}`, { ...id, reason: 'x' })).toContain('har du ikke adgang')
    const draft = { actionPointId: noah.id }
    expect(await sends(jens, 'action.open', draft)).toContain('har du ikke adgang')
    expect(await statusOf(4)).toBe('assigned')
  })

  test('hostile reasons are shown as they were typed', async () => {
    const { mette } = room
    const hostile = '**x** ${y} <at>Lone</at>'
    await opens(mette, point(4))
    await mette.presses('Drop')
    await mette.presses('Drop aftalen', { reason: 'x'.repeat(501) })
    expect(mette.words()).toContain('Skriv det kortere: højst 500 tegn.')
    await mette.presses('Drop aftalen', { reason: hostile })
    expect(mette.words()).toContain('»**x** ${y} <\u2060at>Lone<\u2060/at>«')
  })

  test('without consent the text is withheld, and it can still be finished', async () => {
    const { ida } = room
    await room.withdraws({ ...noah, status: 'held' })
    await opens(ida, point(2))
    expect(ida.words()).toContain('Teksten vises ikke.')
    expect(ida.words()).not.toContain('tandlægen')
    await ida.presses('Gjort')
    expect(await statusOf(2)).toBe('done')
  })
})

describe('an owner who needs another day (R-ACT-2, R-ACT-3)', () => {
  let room: MeetingRoom
  let point: ActionPoint
  let other: ActionPoint
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId })
    await room.consents(noah)
    const agreed = ['Observér ved frokost', 'Ring til sagsbehandleren'].map(text => ({
      text,
      owner: room.mette,
      due: '2026-12-08',
    }))
    const made = await room.holds(noah, agreed)
    point = made[0]!
    other = made[1]!
    for (const person of [room.mette, room.lone]) await told(person)
  })
  afterAll(() => room.stop())

  const stored = async (id = point.id) => {
    const { services, db } = room.bot.app.core
    return services.actionPoints.get(db.reader, id)
  }
  const heard = new Map<TestPerson, number>()
  /** what has reached them since they were asked last */
  const told = async (person: TestPerson) => {
    await room.bot.app.engine.runDue()
    const all = summaries(person)
    const news = all.slice(heard.get(person) ?? 0)
    heard.set(person, all.length)
    return news
  }

  test('what is wrong with the day or the reason stands at its field, and what was typed is still there', async () => {
    const { mette } = room
    await opens(mette, point)
    await mette.presses('Flyt fristen')
    expect(mette.words()).toContain('Fristen er nu tirsdag den 8. december 2026.')
    await mette.presses('Flyt fristen', { dueDay: '2026-12-12', reason: '' })
    expect(mette.words()).toContain(
      'Det er weekend. Den nærmeste arbejdsdag er fredag den 11. december 2026.',
    )
    expect(mette.words()).toContain('Skriv en grund.')
    await mette.presses('Flyt fristen', { dueDay: '2026-12-08', reason: 'Noah Berg er syg' })
    expect(mette.words()).toContain('Tirsdag den 8. december 2026 er den frist, der gælder nu.')
    expect(mette.words()).toContain('navn')
    expect(inputValues(mette.card)).toMatchObject({ dueDay: '2026-12-08', reason: 'Noah Berg er syg' })
    await mette.presses('Flyt fristen', { dueDay: '2026-12-11', reason: 'Se 010215-1234' })
    expect(mette.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(mette.card)).toMatchObject({ dueDay: '2026-12-11' })
    expect(await stored()).toMatchObject({ dueDay: '2026-12-08', postponed: 0, status: 'assigned' })
  })

  test('moves it herself twice: each has its reason, the reminders follow, and nobody is disturbed', async () => {
    const { mette, lone } = room
    await mette.presses('Flyt fristen', { dueDay: '2026-12-11', reason: 'Stuen er på tur' })
    expect(mette.words()).toContain('Fristen er flyttet til fredag den 11. december 2026.')
    expect(mette.words()).toContain('Mette Dahl flyttede fristen (fredag 11. december) – »Stuen er på tur«')
    expect(await stored()).toMatchObject({ dueDay: '2026-12-11', postponed: 1, status: 'accepted' })
    await mette.presses('Flyt fristen')
    expect(mette.words()).toContain(
      'Det er sidste gang, du selv kan flytte den. Næste gang skal du spørge Lone Holm.',
    )
    await mette.presses('Flyt fristen', { dueDay: '2026-12-15', reason: 'Jeg er på kursus' })
    expect(await stored()).toMatchObject({ dueDay: '2026-12-15', postponed: 2 })
    const due = await clientOf(room.bot.app.core.db.reader).reminder.findMany({
      where: { subjectId: point.id, status: 'planned', kind: 'action.due' },
    })
    expect(due.every(row => row.key.includes(':2026-12-15:'))).toBe(true)
    expect(await told(lone)).toEqual([])
  })

  test('the third time the coordinator is asked, and the old day holds until there is an answer', async () => {
    const { mette, lone } = room
    await mette.presses('Flyt fristen')
    expect(mette.words()).toContain('Fristen kan du ikke længere flytte selv.')
    await mette.presses('Spørg Lone Holm', { dueDay: '2026-12-21', reason: 'Psykologen mangler' })
    expect(mette.words()).toContain('Lone Holm er spurgt om en ny frist.')
    expect(await stored()).toMatchObject({ dueDay: '2026-12-15', wantedDay: '2026-12-21' })
    expect(await told(lone)).toEqual(['Må en frist flyttes?'])
    await lone.finds('Må en frist flyttes?')
    expect(lone.words()).toContain('Mette Dahl beder om en ny frist for aftalen fra mødet')
    expect(lone.words()).not.toContain('Psykologen')
    await sends(lone, 'tasks.open', {})
    expect(lone.words()).toContain('Må fristen flyttes?')
    await opens(lone, point)
    expect(lone.words()).toContain('Ønsket frist')
    expect(lone.words()).toContain(
      'Mette Dahl bad om en ny frist (mandag 21. december) – »Psykologen mangler«',
    )
    const seen = lone.card
    await opens(mette, point)
    await mette.presses('Flyt fristen')
    expect(inputValues(mette.card)).toMatchObject({ dueDay: '2026-12-21' })
    await mette.presses('Spørg Lone Holm', { dueDay: '2026-12-22', reason: 'Psykologen mangler stadig' })
    await lone.presses('Flyt fristen', {}, seen)
    expect(lone.words()).toContain('Aftalen har ændret sig')
    expect(await stored()).toMatchObject({ dueDay: '2026-12-15', wantedDay: '2026-12-22' })
  })

  test('nobody but the coordinator answers; a no has its reason, and the owner is told', async () => {
    const { mette, jens, lone } = room
    await told(lone)
    const id = { actionPointId: point.id }
    for (const person of [mette, jens]) {
      expect(await sends(person, 'action.grantDay', { ...id, dueDay: '2026-12-22' })).toContain(
        'Det er Lone Holm, der bestemmer det',
      )
      expect(await sends(person, 'action.denyDay', { ...id, reason: 'x' })).toContain('Lone Holm')
    }
    await opens(lone, point)
    await lone.presses('Sig nej')
    const refusal = lone.card
    await opens(mette, point)
    await mette.presses('Flyt fristen')
    await mette.presses('Spørg Lone Holm', { dueDay: '2026-12-23', reason: 'Psykologen er syg' })
    await told(lone)
    await lone.presses('Send', { reason: 'Forældrene venter' }, refusal)
    expect(lone.words()).toContain('Aftalen har ændret sig')
    expect(await stored()).toMatchObject({ wantedDay: '2026-12-23' })
    await opens(lone, point)
    await lone.presses('Sig nej')
    await lone.presses('Send', { reason: 'Forældrene venter' })
    expect(lone.words()).toContain('Fristen er, som den var. Mette Dahl får besked.')
    expect(await stored()).toMatchObject({ dueDay: '2026-12-15', wantedDay: null })
    expect(await told(mette)).toEqual(['Fristen er, som den var'])
    await opens(mette, point)
    expect(mette.words()).toContain('»Forældrene venter«')
    expect(await sends(lone, 'action.grantDay', { ...id, dueDay: '2026-12-22' })).toContain(
      'Aftalen har ændret sig',
    )
  })

  test('a yes moves the day and all its reminders; the owner is told the new one', async () => {
    const { mette, lone } = room
    await opens(mette, point)
    await mette.presses('Flyt fristen')
    await mette.presses('Spørg Lone Holm', { dueDay: '2026-12-22', reason: 'Psykologen mangler' })
    await told(lone)
    await opens(lone, point)
    await lone.presses('Flyt fristen')
    expect(lone.words()).toContain(
      'Fristen er flyttet til tirsdag den 22. december 2026. Mette Dahl får besked.',
    )
    expect(await stored()).toMatchObject({ dueDay: '2026-12-22', wantedDay: null, postponed: 2 })
    expect(await told(mette)).toEqual(['En frist er flyttet'])
    expect(await planned(room, point)).not.toContain('action.asked')
  })

  test('a yes that comes after the day that was asked for: the coordinator chooses another', async () => {
    const { mette, lone, bot } = room
    await opens(mette, point)
    await mette.presses('Flyt fristen')
    await mette.presses('Spørg Lone Holm', { dueDay: '2026-11-25', reason: 'Det kan gå hurtigere' })
    await told(lone)
    await opens(lone, point)
    bot.clock.set('2026-11-26T08:00:00Z')
    await lone.presses('Flyt fristen')
    expect(lone.words()).toContain('Den dato er passeret.')
    await lone.presses('Gem', { dueDay: '2026-12-18', reason: 'Så tidligt som muligt' })
    expect(await stored()).toMatchObject({ dueDay: '2026-12-18', wantedDay: null })
  })

  test('a question that nobody answers is in the coordinator’s digest, and ends when the thing is done', async () => {
    const { mette, lone, bot } = room
    for (const day of ['2026-12-09', '2026-12-10', '2026-12-11']) {
      await opens(mette, other)
      await mette.presses('Flyt fristen')
      const send = buttonTitles(mette.card)[0]!
      await mette.presses(send, { dueDay: day, reason: 'Sagsbehandleren er væk' })
    }
    expect(await stored(other.id)).toMatchObject({ dueDay: '2026-12-10', wantedDay: '2026-12-11' })
    bot.clock.set('2026-11-27T07:30:00Z')
    await bot.app.engine.runDue()
    const digest = lone.inbox().at(-1)
    expect(wordsOf(digest?.card)).toContain('Må fristen flyttes?')
    await sends(mette, 'action.done', { actionPointId: other.id })
    expect(await planned(room, other)).toEqual([])
    expect(await stored(other.id)).toMatchObject({ wantedDay: null, status: 'done' })
  })
})

describe('whoever approves the minutes has said yes to what is their own (R-ACT-1)', () => {
  let room: MeetingRoom
  let own: ActionPoint
  let other: ActionPoint
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId })
    await room.consents(noah)
    const points = await room.holds(noah, [
      { text: 'Ring til tandlægen', owner: room.lone, due: '2026-12-08' },
      { text: 'Lav en plan', owner: room.mette, due: '2026-12-08' },
    ])
    own = points[0]!
    other = points[1]!
  })
  afterAll(() => room.stop())

  test('it starts as accepted, and the history says so; the others are asked as before', async () => {
    const { lone, mette, bot } = room
    const { services, db } = bot.app.core
    expect(own.status).toBe('accepted')
    expect(other.status).toBe('assigned')
    expect((await services.actionPoints.history(db.reader, own.id)).map(({ what }) => what)).toEqual([
      'created',
      'activated',
      'accept',
    ])
    expect(summaries(lone).filter(one => one.includes('aftale'))).toEqual([])
    await lone.says('mine opgaver')
    expect(lone.words()).toContain('Skal være gjort om 14 dage · aftale fra mødet tirsdag 24. november')
    await opens(lone, own)
    expect(lone.words()).toContain('Tryk på »Gjort«, når den er gjort')
    expect(lone.words()).toContain('Lone Holm tog aftalen')
    expect(buttonTitles(lone.card)[0]).toBe('Gjort')
    expect(buttonTitles(lone.card)).toEqual(expect.arrayContaining(['Ikke mig', 'Giv videre', 'Drop']))
    expect(buttonTitles(lone.card)).not.toContain('Tag den')
    await opens(mette, other)
    expect(buttonTitles(mette.card)).toContain('Tag den')
  })

  test('it is nudged for like any other, until it is done', async () => {
    const { lone } = room
    expect((await planned(room, own)).sort()).toEqual(
      (await planned(room, other)).filter(kind => kind !== 'action.watch').sort(),
    )
    await opens(lone, own)
    await lone.presses('Gjort')
    expect(await planned(room, own)).toEqual([])
  })
})

describe('nudges (R-ACT-3, R-ACT-4)', () => {
  let room: MeetingRoom
  let krog: ActionPoint
  let plan: ActionPoint
  /** local days on which a digest with an action point came to this person */
  const digests = async (person: TestPerson): Promise<Day[]> => {
    const rows = await clientOf(room.bot.app.core.db.reader).delivery.findMany({
      where: {
        kind: 'digest',
        recipientId: person.personId,
        status: 'sent',
        detail: { contains: 'action.due' },
      },
      orderBy: { sentAt: 'asc' },
    })
    return rows.map(row => dayOf(row.sentAt ?? row.createdAt, zone))
  }
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const item = await room.adds({ about: 'Samarbejdet' })
    const made = await room.holds(item, [
      { text: 'Lav en rolig krog', owner: room.mette, due: '2026-12-10' },
      { text: 'Lav en plan', owner: room.mette, due: '2026-12-10' },
    ])
    krog = made[0]!
    plan = made[1]!
  })
  afterAll(() => room.stop())

  test('come as lines of one digest, and are finished right there', async () => {
    const { mette, bot } = room
    await bot.passTo('2026-12-11T12:00:00Z')
    expect(await digests(mette)).toEqual(['2026-12-07', '2026-12-10'])
    await mette.finds('2 ting i dag')
    expect(mette.words()).toContain(
      'Skal være gjort i dag · aftale fra mødet tirsdag 24. november (Solsikken, punkt 1)',
    )
    expect(JSON.stringify(mette.card)).not.toContain('krog')
    const digest = mette.card
    await mette.presses('Gjort')
    expect(mette.words()).toContain('Aftalen er gjort')
    expect(mette.words()).toContain('Du har en aftale mere.')
    await mette.presses('Luk')
    expect(mette.words()).toContain('En ting i dag')
    expect(mette.words()).toContain('1 dag over tid')
    // a second click on the card as it still stands in the chat gets the first answer again, and finishes nothing
    await mette.presses('Gjort', {}, digest)
    expect(mette.words()).toContain('Du har en aftale mere.')
    const { services, db } = bot.app.core
    expect(await services.actionPoints.mine(db.reader, mette.personId)).toHaveLength(1)
  })

  test('go on every third working day, five times, then to the coordinator, then onto the next agenda, once', async () => {
    const { mette, lone, bot } = room
    const next = await room.plan('2027-01-19T08:00:00Z', '2027-01-19T10:00:00Z')
    await bot.passTo('2027-03-01T12:00:00Z')
    const came = await digests(mette)
    expect(came).toEqual([
      '2026-12-07',
      '2026-12-10',
      '2026-12-15',
      '2026-12-18',
      '2026-12-23',
      '2026-12-30',
      '2027-01-06',
    ])
    const calendar = { closingDays: [], usualClosingDays: true }
    expect(came.every(day => isWorkingDay(day, calendar))).toBe(true)
    await lone.finds('En aftale er ikke blevet gjort')
    expect(lone.words()).toContain('Mette Dahl har fået alle påmindelser')
    expect(summaries(lone).filter(one => one === 'En aftale er ikke blevet gjort')).toHaveLength(1)
    const { services, db } = bot.app.core
    const [open] = (await services.actionPoints.mine(db.reader, mette.personId)).map(point => point.id)
    expect([krog.id, plan.id]).toContain(open)
    const carried = (await services.agenda.ofMeeting(db.reader, next.id)).filter(
      item => item.carriedActionPointId === open,
    )
    expect(carried).toHaveLength(1)
    expect((await services.actionPoints.get(db.reader, open!)).escalatedAt).toEqual(
      new Date('2027-01-11T07:30:00Z'),
    )
  })

  test('a follow-up shows what it carries on at the next meeting, and can be finished from there', async () => {
    const { lone, mette, bot } = room
    const { services, db } = bot.app.core
    const next = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
    bot.clock.set('2027-03-02T08:00:00Z')
    await db.write(tx => services.agenda.carryToNext(tx, room.team.id, bot.clock.now()))
    await sends(lone, 'run.start', { meetingId: next.id })
    await lone.presses('Gem og fortsæt')
    expect(lone.words()).toContain('Aftale fra mødet tirsdag den 24. november')
    expect(lone.words()).toContain('Rød Tråd fortalte det til tovholderen')
    await lone.presses('Åbn aftalen', { summary: 'Mette har brug for hjælp.' })
    await lone.presses('Tilbage til punktet')
    expect(inputValues(lone.card).summary).toBe('Mette har brug for hjælp.')
    await lone.presses('Åbn aftalen')
    await lone.presses('Ret aftalen')
    await lone.presses('Gem', { dueDay: '2027-03-09', reason: 'Vi venter på PPR' })
    expect(lone.words()).toContain('Mette Dahl har den')
    await bot.app.engine.runDue()
    await mette.finds('En frist er flyttet')
    await mette.presses('Åbn aftalen')
    await mette.presses('Gjort')
    const sent = bot.teams.sent.length
    await bot.passTo('2027-05-01T12:00:00Z')
    const later = bot.teams.sent.slice(sent).map(one => wordsOf(one.card))
    expect(later.some(words => words.includes('aftale fra mødet'))).toBe(false)
  })
})

describe('people whom no nudge reaches (R-TEAM-4, R-TEAM-5)', () => {
  let room: MeetingRoom
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
  })
  afterAll(() => room.stop())

  test('the coordinator is told by name of an absence on the due day; the digest waits for its end', async () => {
    const { lone, mette, jens, sara, bot } = room
    await mette.says('indstillinger')
    await mette.presses('Meld fravær', { fromDay: '2026-12-07', toDay: '2026-12-11' })
    await jens.says('indstillinger')
    await jens.presses('Meld fravær', { fromDay: '2026-12-24', toDay: '2027-01-03' })
    const item = await room.adds({ about: 'Samarbejdet' })
    await room.holds(item, [
      { text: 'Lav en rolig krog', owner: mette, due: '2026-12-10' },
      { text: 'Lav en plan', owner: jens, due: '2026-12-10' },
      { text: 'Find en dato', owner: sara, due: '2026-12-10' },
    ])
    const { services, db } = bot.app.core
    const [late] = await services.actionPoints.mine(db.reader, sara.personId)
    await sends(sara, 'action.ask', { actionPointId: late?.id, move: 'handOver' })
    expect(sara.words()).toContain(
      'Mette Dahl (er væk fra mandag 7. december til og med fredag 11. december)',
    )
    await sara.presses('Spørg', { personId: mette.personId })
    expect(sara.words()).toMatch(
      /Mette Dahl er spurgt, men er væk fra mandag 7\. december til og med fredag 11\. december\. .* Den kan også gives til .*Lone Holm/,
    )
    await sara.presses('Behold den selv')
    await sara.presses('Gjort')
    await lone.finds('En aftale falder i et fravær')
    expect(lone.words()).toContain('Mette Dahl er væk')
    expect(summaries(lone).filter(one => one === 'En aftale falder i et fravær')).toHaveLength(1)
    await bot.passTo('2026-12-15T12:00:00Z')
    const days = mette
      .inbox()
      .filter(one => wordsOf(one.card).includes('aftale fra mødet') && wordsOf(one.card).includes('i dag'))
    expect(days).toHaveLength(2)
    const rows = await clientOf(bot.app.core.db.reader).delivery.findMany({
      where: { kind: 'digest', recipientId: mette.personId, status: 'sent' },
      orderBy: { sentAt: 'asc' },
    })
    expect(rows.map(row => dayOf(row.sentAt ?? row.createdAt, zone))).toEqual([
      toDay(2026, 12, 14),
      toDay(2026, 12, 15),
    ])
    expect(summaries(lone).filter(one => one === 'En aftale falder i et fravær')).toHaveLength(1)
  })

  test('an owner who has removed the bot is named to the coordinator, with the remedy, before the due day', async () => {
    const { lone, sara, bot } = room
    const { core } = bot.app
    await core.db.write(tx => core.services.people.markUnreachable(tx, sara.personId, bot.clock.now()))
    const later = await room.plan('2026-12-15T13:00:00Z', '2026-12-15T14:00:00Z')
    bot.clock.set('2026-12-15T13:00:00Z')
    const item = await room.adds({ about: 'Samarbejdet' }, later)
    await room.holds(item, [{ text: 'Ring til sagsbehandleren', owner: sara, due: '2026-12-21' }], later)
    await lone.finds('En aftale når ikke frem')
    expect(lone.words()).toContain(
      'Bed Sara Lind om at finde appen Rød Tråd i Teams, vælge »Tilføj« og skrive »hej«, eller giv aftalen til en anden.',
    )
    await lone.presses('Åbn aftalen')
    await pressesWith(lone, { verb: 'action.ask', move: 'reassign' })
    expect(lone.words()).toContain('Sara Lind (har ikke Rød Tråd lige nu)')
  })

  test('in English, an action point from end to end', async () => {
    const { jens, bot } = room
    await jens.says('indstillinger')
    await jens.presses('Gem', { language: 'en' })
    await jens.says('my tasks')
    expect(jens.words()).toContain(
      '5 days late, waiting for your yes · action point from the meeting on Tuesday 24 November (Solsikken, item 1)',
    )
    await jens.presses('Open')
    await jens.presses('Pass it on')
    await jens.presses('Ask', { personId: room.sara.personId })
    expect(jens.words()).toContain('I have asked Sara Lind.')
    await jens.presses('Done')
    expect(jens.words()).toContain('You have no more action points.')
    await bot.app.engine.runDue()
    expect(jens.words()).toContain('Your team can see it in the history.')
  })

  test('an absence that is taken back: what waited for its end comes at once', async () => {
    const { mette, bot } = room
    const digests = () => mette.inbox().filter(one => wordsOf(one.card).includes('aftale fra mødet')).length
    await mette.says('indstillinger')
    await mette.presses('Meld fravær', { fromDay: '2026-12-16', toDay: '2027-03-01' })
    const before = digests()
    await bot.passTo('2026-12-21T08:00:00Z')
    expect(digests()).toBe(before)
    await mette.says('indstillinger')
    await mette.presses('Slet')
    expect(digests()).toBe(before + 1)
  })
})

test('whoever leaves the team takes no action point along: it is with the coordinator, and they hear no more', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  try {
    const { lone, jens, sara, bot, team } = room
    const agreed = [
      { text: 'Find en dato', owner: jens, due: '2026-12-08' },
      { text: 'Lav en plan', owner: sara, due: '2026-12-08' },
      { text: 'Ring til Anna', owner: jens, due: '2026-12-08' },
    ]
    const points = await room.holds(await room.adds({}), agreed)
    const [his, hers, over] = points
    if (!his || !hers || !over) throw new Error('three were agreed')
    await sends(jens, 'action.done', { actionPointId: over.id })
    const { services, db } = bot.app.core
    const passes = await room.actor(sara)
    await db.write(tx =>
      services.actionPoints.move(
        tx,
        hers,
        'handOver',
        { toPersonId: jens.personId },
        { actor: passes, coordinator: false },
        bot.clock.now(),
      ),
    )
    await sends(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    const now = async (point: ActionPoint) => (await services.actionPoints.get(db.reader, point.id)).status
    expect([await now(his), await now(hers)]).toEqual(['declined', 'accepted'])
    expect(await planned(room, his)).not.toContain('action.due')
    expect(await planned(room, hers)).not.toContain('action.offered')
    await bot.app.engine.runDue()
    await lone.finds('Hvem skal tage aftalen?')
    expect(lone.words()).toContain('Jens Bach kan ikke tage aftalen fra mødet')
    const before = jens.inbox().length
    await bot.passTo('2026-12-09T12:00:00Z')
    expect(jens.inbox()).toHaveLength(before)
    for (const point of points)
      expect(await opens(jens, point)).toContain('Det findes ikke længere, eller også har du ikke adgang')
    await opens(lone, his)
    expect(lone.words()).toContain('Find en dato')
  } finally {
    await room.stop()
  }
})

test('what waits for somebody who has left the team, or leads it no more, is not told when they come back', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  try {
    const { lone, jens, sara, mette, bot, team } = room
    const agreed = [
      { text: 'Find en dato', owner: jens, due: '2026-12-08' },
      { text: 'Lav en plan', owner: sara, due: '2026-12-08' },
    ]
    const [his, hers] = await room.holds(await room.adds({}), agreed)
    if (!his || !hers) throw new Error('two were agreed')
    const { services, db } = bot.app.core
    const away = (person: TestPerson) =>
      db.write(tx => services.people.markUnreachable(tx, person.personId, bot.clock.now()))
    const comesBack = async (person: TestPerson) => {
      const before = person.inbox().length
      await person.says('hej')
      await bot.passTo('2026-11-27T12:00:00Z')
      return person
        .inbox()
        .slice(before + 1)
        .map(one => `${one.summary}: ${wordsOf(one.card)}`)
    }

    await away(jens)
    const to = { personId: mette.personId, dueDay: '2026-12-08' }
    await sends(lone, 'action.reassign', { actionPointId: his.id, ...to })
    await bot.app.engine.runDue()
    await sends(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    expect(await comesBack(jens)).toEqual([])

    await away(lone)
    await opens(sara, hers)
    await sara.presses('Ikke mig')
    await sara.presses('Send', { reason: 'Jeg er på ferie.' })
    await bot.passTo('2026-11-26T12:00:00Z')
    const member = (personId: string) => ({ teamId: team.id, personId })
    await db.write(async tx => {
      const { teamMember } = clientOf(tx)
      await teamMember.updateMany({ where: member(mette.personId), data: { coordinator: true } })
      await teamMember.updateMany({ where: member(lone.personId), data: { coordinator: false } })
    })
    expect(await comesBack(lone)).toEqual([])
  } finally {
    await room.stop()
  }
})

describe('the digest when a person wants it (R-ACT-6)', () => {
  test('weekly, at a time of one’s own, with each open thing once; on a holiday the next working day', async () => {
    const room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const { bot, mette } = room
    const item = await room.adds({ about: 'Samarbejdet' })
    const due = { owner: mette, due: '2026-12-10' }
    await room.holds(item, [
      { text: 'Lav en rolig krog', ...due },
      { text: 'Lav en plan', ...due },
    ])
    const times = async () => {
      const where = { kind: 'digest', recipientId: mette.personId, status: 'sent' }
      const rows = await clientOf(bot.app.core.db.reader).delivery.findMany({
        where,
        orderBy: { sentAt: 'asc' },
      })
      return rows.map(row => row.sentAt?.toISOString())
    }
    await mette.says('indstillinger')
    await mette.presses('Gem', { ...inputValues(mette.card), digestDay: '5', digestTime: '13:30' })
    expect(inputValues(mette.card)).toMatchObject({ digestDay: '5', digestTime: '13:30' })
    await bot.passTo('2026-12-19T12:00:00Z')
    const fridays = ['2026-12-11T12:30:00.000Z', '2026-12-18T12:30:00.000Z']
    expect(await times()).toEqual(fridays)
    await mette.finds('2 ting')
    // Friday 25 and the weekend after it are free.
    await bot.passTo('2026-12-28T13:00:00Z')
    expect(await times()).toEqual([...fridays, '2026-12-28T12:30:00.000Z'])
    // Daily again: what had been put off to Friday comes when the days' hours allow.
    await bot.passTo('2026-12-30T15:30:00Z')
    await mette.says('indstillinger')
    await mette.presses('Gem', { ...inputValues(mette.card), digestDay: 'every', digestTime: '08:30' })
    await bot.passTo('2027-01-04T09:00:00Z')
    expect((await times()).slice(3)).toEqual(['2027-01-04T07:30:00.000Z'])
    await room.stop()
  })

  test('stopped: the consequence first, the coordinator told once; what is open comes when they start again', async () => {
    const room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const { bot, mette, lone } = room
    const item = await room.adds({ about: 'Samarbejdet' })
    const due = { owner: mette, due: '2026-12-10' }
    const [krog, plan] = await room.holds(item, [
      { text: 'Lav en rolig krog', ...due },
      { text: 'Lav en plan', ...due },
    ])
    const digests = async () =>
      clientOf(bot.app.core.db.reader).delivery.count({
        where: { kind: 'digest', recipientId: mette.personId, status: 'sent' },
      })
    const chooses = async (digestDay: string) => {
      await mette.says('indstillinger')
      await mette.presses('Gem', { ...inputValues(mette.card), digestDay })
    }
    await bot.passTo('2026-12-07T10:00:00Z')
    expect(await digests()).toBe(1)

    await chooses('none')
    const old = mette.card
    expect(mette.words()).toContain('Vil du stoppe påmindelserne?')
    expect(mette.words()).toContain('Lige nu venter der 2 ting på dig.')
    expect(mette.words()).toContain('Lone Holm får at vide, at du ikke får påmindelser.')
    expect(mette.words()).not.toContain('Du er tovholder')
    await mette.presses('Behold dem')
    expect(inputValues(mette.card)).toMatchObject({ digestDay: 'every' })
    for (const again of [true, false]) {
      await chooses('none')
      await mette.presses('Stop påmindelser')
      expect(mette.words()).toContain('Du får ingen påmindelser.')
      expect(inputValues(mette.card)).toMatchObject({ digestDay: 'none' })
      if (again) await chooses('3')
    }
    // What else is saved leaves it as it is.
    await chooses('none')
    expect(mette.words()).toContain('Dine indstillinger er gemt.')
    await bot.app.engine.runDue()
    expect(
      summaries(lone).filter(one => one === 'En kollega får ikke påmindelser fra Rød Tråd'),
    ).toHaveLength(1)
    await lone.says('overblik')
    expect(lone.words()).toContain('Mette Dahl har stoppet sine påmindelser.')
    await mette.says('mine opgaver')
    expect(mette.words()).toContain('Du får ingen påmindelser.')
    expect(mette.words()).toContain('Skal være gjort om 3 dage')

    await bot.passTo('2027-01-12T10:00:00Z')
    expect(await digests()).toBe(1)
    await lone.finds('En aftale er ikke blevet gjort')
    expect(lone.words()).toContain('Mette Dahl har stoppet sine påmindelser.')
    await opens(mette, plan!)
    await mette.presses('Gjort')

    await chooses('every')
    expect(mette.words()).toContain('Du får påmindelser igen.')
    await bot.passTo('2027-01-13T10:00:00Z')
    expect(await digests()).toBe(2)
    await mette.finds('En ting i dag')
    expect(wordsOf(mette.card).match(/over tid/g)).toHaveLength(1)
    // An old card says what it meant then: it is asked again.
    const digest = mette.card
    await mette.presses('Stop påmindelser', {}, old)
    expect(mette.words()).toContain('Lige nu venter der en ting på dig.')
    await mette.presses('Behold dem')
    expect(inputValues(mette.card)).toMatchObject({ digestDay: 'every' })
    mette.card = digest
    await mette.presses('Gjort')
    const { services, db } = bot.app.core
    expect(await services.actionPoints.get(db.reader, krog!.id)).toMatchObject({ status: 'done' })
    await bot.passTo('2027-02-01T10:00:00Z')
    expect(await digests()).toBe(2)

    await lone.says('indstillinger')
    await lone.presses('Gem', { ...inputValues(lone.card), digestDay: 'none' })
    expect(lone.words()).toContain('Du er tovholder for Solsikken')
    expect(lone.words()).not.toContain('får at vide')
    await room.stop()
  })

  test('a digest that was held up by an outage does not leave after a stop, and is not lost', async () => {
    const room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const { bot, mette } = room
    const item = await room.adds({ about: 'Samarbejdet' })
    await room.holds(item, [{ text: 'Lav en plan', owner: mette, due: '2026-12-10' }])
    await mette.says('indstillinger')
    const held = mette.card
    await bot.passTo('2026-12-07T07:00:00Z')
    // Lone's digest leaves at the same time.
    bot.teams.next.push({ status: 429, retryAfter: 3600 }, { status: 429, retryAfter: 3600 })
    await bot.passTo('2026-12-07T08:00:00Z')
    const told = () => summaries(mette).filter(one => one === 'Du har en ting i dag')
    expect(told()).toEqual([])
    await mette.presses('Gem', { ...inputValues(held), digestDay: 'none' }, held)
    await mette.presses('Stop påmindelser')
    await bot.passTo('2026-12-09T09:00:00Z')
    expect(told()).toEqual([])
    await mette.says('indstillinger')
    await mette.presses('Gem', { ...inputValues(mette.card), digestDay: 'every' })
    await bot.passTo('2026-12-09T12:00:00Z')
    await mette.finds('En ting i dag')
    await room.stop()
  })
})
