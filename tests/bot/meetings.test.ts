import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson, tenantId } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, nodes, wordsOf } from '../support/cards.ts'
import { setUpTeam } from '../support/team.ts'

let bot: TestBot
let lone: TestPerson
let mette: TestPerson
let jens: TestPerson
let ali: TestPerson
let stranger: TestPerson
let teamId: string
beforeAll(async () => {
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z' })
  lone = await bot.person('Lone Holm', 'daycareLeader')
  mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  jens = await bot.person('Jens Bach', 'psychologist')
  ali = await bot.person('Ali Demir', 'speechTherapist')
  stranger = await bot.person('Rita Skov', 'daycareLeader')
  teamId = await setUpTeam(lone, [mette, jens])
})
afterAll(() => bot.stop())

const core = () => bot.app.core
const services = () => bot.app.core.services
const find = (id: string) => services().meetings.get(core().db.reader, id)
const told = (person: TestPerson, summary: string) =>
  person.inbox().filter(activity => activity.summary.includes(summary))
const reset = () => {
  bot.teams.next.length = 0
}

/** A meeting as a confirmed poll plans it. */
async function plan(startAt: string, endAt: string): Promise<Meeting> {
  const { meetings, teams } = services()
  return core().db.write(async tx =>
    meetings.create(
      tx,
      {
        team: await teams.get(tx, teamId),
        startAt: new Date(startAt),
        endAt: new Date(endAt),
        pollId: null,
        createdById: lone.personId,
      },
      bot.clock.now(),
    ),
  )
}

/** The address behind a button that opens one. */
const linkOn = (card: unknown): string => {
  for (const node of nodes(card)) if (node.type === 'Action.OpenUrl') return String(node.url)
  throw new Error('no link on the card')
}
async function download(url: string): Promise<{ status: number; text: string }> {
  const { pathname } = new URL(url)
  const response = await fetch(`http://127.0.0.1:${bot.app.server.port}${pathname}`)
  // Lines of a calendar file are folded after 75 bytes.
  return { status: response.status, text: (await response.text()).replace(/\r\n[ \t]/g, '') }
}

let meeting: Meeting
beforeEach(async () => {
  reset()
  meeting = await plan('2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z')
})

describe('mine møder (R-OV-1)', () => {
  test('lists what is to come and leads to the meeting, with its deadline (section 5)', async () => {
    await mette.says('mine møder')
    expect(mette.words()).toContain('tirsdag 24. november kl. 9.00–11.00')
    expect(mette.words()).toContain('Ressourceteam Solsikken · Kontoret')
    await mette.presses('Åbn', {}, rowOf(mette, meeting.id))
    expect(mette.words()).toContain('tirsdag den 24. november 2026 kl. 9.00–11.00')
    expect(mette.words()).toContain('Skemaerne skal være klar fredag den 20. november 2026 kl. 12.00.')
    expect(mette.words()).toContain('Lone Holm')
    const changing = ['Invitér en gæst', 'Flyt mødet', 'Aflys mødet']
    expect(buttonTitles(mette.card)).toEqual(expect.arrayContaining(['Dagsorden', 'Mine møder']))
    for (const title of changing) expect(buttonTitles(mette.card)).not.toContain(title)
    const titles = buttonTitles((await open(lone)).card)
    expect(titles).toEqual(expect.arrayContaining(changing))
    // Two weeks ahead: nothing of what comes later is put forward.
    const visible = [...nodes(lone.card)]
      .filter(node => /^Action.(Execute|OpenUrl)$/.test(String(node.type)) && node.mode !== 'secondary')
      .map(node => node.title)
    expect(visible).toEqual(['Dagsorden', 'Læg i kalenderen', 'Flyt mødet'])
    expect(titles).toContain('Start mødet')
    expect(titles.filter(title => /skemaer/i.test(title))).toEqual([])
    // What cannot be undone stands last.
    expect(titles.at(-1)).toBe('Aflys mødet')
  })

  test('past is the opposite of upcoming: a meeting stands in one list, and never in none', async () => {
    const { meetings } = services()
    const actor = await actorOf(bot, mette)
    for (const at of ['2026-11-24T07:59:00Z', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z']) {
      const lists = await meetings.mine(core().db.reader, actor, new Date(at))
      const seen = [...lists.upcoming, ...lists.recent].filter(one => one.id === meeting.id)
      expect(seen).toHaveLength(1)
    }
    expect((await meetings.next(core().db.reader, teamId, bot.clock.now()))?.startAt).toEqual(meeting.startAt)
  })

  test('whoever is in no team is told what will stand here', async () => {
    await ali.says('mine møder')
    expect(headingOf(ali.card)).toBe('Du har ingen møder endnu')
  })

  test('many meetings are shown ten at a time', async () => {
    for (let day = 1; day <= 11; day += 1)
      await plan(
        `2027-02-${String(day).padStart(2, '0')}T08:00:00Z`,
        `2027-02-${String(day).padStart(2, '0')}T09:00:00Z`,
      )
    await jens.says('mine møder')
    expect(buttonTitles(jens.card).filter(title => title === 'Åbn')).toHaveLength(10)
    await jens.presses('Vis flere')
    expect(jens.words()).toContain('torsdag 11. februar')
  })
})

describe('moving (R-POLL-7)', () => {
  test('asks once, says what follows, tells everybody else once, and everything follows', async () => {
    await mette.says('fravær')
    await mette.presses('Meld fravær', { fromDay: '2026-12-01', toDay: '2026-12-02' })
    await open(lone)
    await lone.presses('Flyt mødet')
    expect(inputValues(lone.card)).toEqual({
      day: '2026-11-24',
      start: '09:00',
      end: '11:00',
      place: 'Kontoret',
    })
    await lone.presses('Fortsæt', { day: '2026-12-01' })
    expect(lone.words()).toContain('Mette Dahl er væk.')
    await lone.presses('Behold 1. dec. kl. 9.00')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    expect(lone.words()).toContain('tirsdag den 1. december 2026 kl. 9.00–11.00')
    expect(lone.words()).toContain('Skemaerne skal så være klar fredag den 27. november 2026 kl. 12.00.')
    expect(lone.words()).toContain('Mette Dahl er væk. Du flytter mødet alligevel.')
    expect((await find(meeting.id)).sequence).toBe(0)
    const ask = lone.card
    const before = told(mette, 'Mødet er flyttet').length
    const first = await lone.presses('Flyt mødet', {}, ask)
    const second = await lone.presses('Flyt mødet', {}, ask)
    expect(second.value).toEqual(first.value)

    expect(await find(meeting.id)).toMatchObject({
      sequence: 1,
      startAt: new Date('2026-12-01T08:00:00Z'),
      dueAt: new Date('2026-11-27T11:00:00Z'),
    })
    expect(told(mette, 'Mødet er flyttet til tirsdag den 1. december 2026 kl. 9.00')).toHaveLength(before + 1)
    expect(told(lone, 'Mødet er flyttet')).toHaveLength(0)
    await mette.finds('Mødet er flyttet')
    expect(mette.words()).toContain('mødet tirsdag den 24. november 2026 kl. 9.00 er flyttet til')
  })

  test('a stale card changes nothing and shows what is so now', async () => {
    await open(lone)
    await lone.presses('Flyt mødet')
    await lone.presses('Fortsæt', { day: '2026-12-08' })
    const stale = lone.card
    await open(lone)
    await lone.presses('Flyt mødet')
    await lone.presses('Fortsæt', { day: '2026-12-09' })
    await lone.presses('Flyt mødet')
    const late = await lone.presses('Flyt mødet', {}, stale)
    expect(late.words).toContain('Mødet er ændret, siden kortet blev åbnet.')
    expect(late.words).toContain('onsdag den 9. december 2026')
    expect((await find(meeting.id)).sequence).toBe(1)
  })

  test.each([
    ['2026-09-01', {}, 'Den dato er passeret.', { day: '2026-10-06' }],
    ['2027-03-26', {}, 'Fredag den 26. marts 2027 er langfredag.', { day: '2027-03-30' }],
    ['2026-11-28', {}, 'Lørdag den 28. november 2026 ligger i en weekend.', { day: '2026-11-30' }],
    ['2026-12-24', {}, 'er juleaften', { day: '2026-12-28' }],
    ['', {}, 'Vælg en dato.', { day: '2026-10-06' }],
    ['2026-12-03', { end: '08:00' }, 'Mødet slutter, før det begynder.', { start: '09:00', end: '11:00' }],
    ['2026-12-03', { start: '06:00', end: '08:00' }, 'mellem kl. 7 og 18', { start: '08:00' }],
  ])('%s %j: %s', async (day, more, said, filledIn) => {
    await open(lone)
    await lone.presses('Flyt mødet')
    await lone.presses('Fortsæt', { day, ...more })
    expect(lone.words()).toContain(said)
    expect(inputValues(lone.card)).toMatchObject(filledIn)
    await lone.presses('Fortsæt')
    expect(headingOf(lone.card)).toBe('Flyt mødet?')
    expect((await find(meeting.id)).sequence).toBe(0)
  })

  test('to the date that it has already: nothing happens', async () => {
    await open(lone)
    await lone.presses('Flyt mødet')
    await lone.presses('Fortsæt')
    expect(lone.words()).toContain('Der er ikke ændret noget.')
  })

  test('moved twice before anything could leave, only the date that holds is told', async () => {
    const { meetings } = services()
    const actor = await actorOf(bot, lone)
    const before = jens.inbox().length
    const now = bot.clock.now()
    await core().db.write(async tx => {
      const once = await meetings.move(tx, meeting, at('2026-12-15T08'), at('2026-12-15T10'), actor, now)
      if (once) await meetings.move(tx, once, at('2026-12-16T08'), at('2026-12-16T10'), actor, now)
    })
    await bot.app.engine.runDue()
    const messages = jens.inbox().slice(before)
    expect(messages.map(message => message.summary)).toEqual([
      'Mødet er flyttet til onsdag den 16. december 2026 kl. 9.00',
    ])
  })
})

describe('cancelling (R-POLL-7)', () => {
  test('asks once, tells everybody else once, and cannot be done twice', async () => {
    await open(lone)
    await lone.presses('Aflys mødet')
    expect(lone.words()).toContain('Du kan ikke fortryde det.')
    const ask = lone.card
    await lone.presses('Aflys mødet')
    expect(headingOf(lone.card)).toBe('Mødet er aflyst')
    expect(buttonTitles(lone.card)[0]).toBe('Find en mødedato')
    expect(told(jens, 'er aflyst')).toHaveLength(1)
    await jens.finds('er aflyst')
    expect(jens.words()).toContain('Der kommer ikke flere påmindelser om mødet.')
    expect(buttonTitles(lone.card)).not.toContain('Flyt mødet')
    expect(buttonTitles(lone.card)).not.toContain('Dagsorden')

    const again = await lone.sends({
      v: 1,
      verb: 'meeting.confirmCancel',
      meetingId: meeting.id,
      sequence: 1,
    })
    expect(again.words).toContain('Mødet er aflyst i forvejen. Der er ikke ændret noget.')
    const late = await lone.sends({ v: 1, verb: 'meeting.invite', meetingId: meeting.id })
    expect(late.words).toContain('Mødet er aflyst i forvejen.')
    await lone.presses('Aflys mødet', {}, ask)
    expect(told(jens, 'er aflyst')).toHaveLength(1)
  })

  test('a meeting that runs can neither be moved nor cancelled', async () => {
    const { meetings } = services()
    await core().db.write(tx => meetings.setStatus(tx, meeting.id, 'running', bot.clock.now()))
    for (const verb of ['meeting.move', 'meeting.cancel']) {
      const answer = await lone.sends({ v: 1, verb, meetingId: meeting.id })
      expect(answer.words).toContain('Du kan kun flytte eller aflyse et møde, der ikke er begyndt.')
    }
    expect(buttonTitles((await open(lone)).card)).not.toContain('Flyt mødet')
    await core().db.write(tx => meetings.setStatus(tx, meeting.id, 'held', bot.clock.now()))
    expect(await core().db.write(tx => meetings.setStatus(tx, meeting.id, 'running', bot.clock.now()))).toBe(
      false,
    )
  })
})

describe('guests (R-TEAM-2, R-AGENDA-5)', () => {
  test('a guest gets one message, sees the meeting, and nothing any more when taken off', async () => {
    await open(lone)
    await lone.presses('Invitér en gæst')
    await lone.presses('Invitér')
    expect(lone.words()).toContain('Vælg, hvem du vil invitere.')
    expect(lone.words()).toContain('Vælg, hvad gæsten er med til.')
    await lone.presses('Invitér', { personId: ali.personId })
    expect(lone.words()).not.toContain('Vælg, hvem du vil invitere.')
    expect(lone.words()).toContain('Vælg, hvad gæsten er med til.')
    expect(inputValues(lone.card)).toMatchObject({ personId: ali.personId, scope: '' })
    expect(told(ali, 'Du er inviteret til et møde')).toHaveLength(0)
    await lone.presses('Invitér', { scope: 'whole' })
    expect(lone.words()).toContain('Ali Demir er inviteret.')
    expect(lone.words()).toContain(' · tale-hørekonsulent · gæst')
    expect(told(ali, 'Du er inviteret til et møde')).toHaveLength(1)
    await ali.finds('har inviteret dig til mødet')
    await ali.presses('Se mødet')
    expect(ali.words()).toContain('Kontoret')
    expect(buttonTitles(ali.card)).not.toContain('Flyt mødet')
    await ali.says('mine møder')
    expect(ali.words()).toContain('du er gæst')

    const again = await lone.sends({
      v: 1,
      verb: 'meeting.sendInvite',
      meetingId: meeting.id,
      personId: ali.personId,
      scope: 'whole',
      go: 'invite',
    })
    expect(again.words).toContain('Den person er med i forvejen.')
    await open(lone)
    await lone.presses('Invitér en gæst')
    await lone.presses('Fjern')
    expect(lone.words()).toContain('Ali Demir er ikke inviteret længere.')
    const gone = await ali.sends({ v: 1, verb: 'meeting.open', meetingId: meeting.id })
    expect(gone.words).toContain('ikke adgang')
    expect(gone.words).not.toContain('Kontoret')
  })

  test('a guest of one item is in the circle of that item alone, and sees no other guest', async () => {
    const { agenda, meetings, teams } = services()
    const actor = await actorOf(bot, lone)
    const sara = await bot.person('Sara Lind', 'healthVisitor')
    const [first, second] = await core().db.write(async tx => {
      const team = await teams.get(tx, teamId)
      const item = (problem: string) =>
        agenda.add(
          tx,
          {
            team,
            meeting,
            kind: 'childGroup',
            content: { childName: '', ageMonths: null, problem, questions: [] },
            minutes: 20,
            presenterId: lone.personId,
            formFillerId: null,
            childId: null,
          },
          actor,
          bot.clock.now(),
        )
      return [await item('Uro i gruppen'), await item('Ny stue')] as const
    })
    await open(lone)
    await lone.presses('Invitér en gæst')
    expect(lone.words()).toContain('Punkt 2: en børnegruppe')
    expect(lone.words()).not.toContain('Ny stue')
    const scopes = [...nodes(lone.card)].find(node => node.id === 'scope')
    expect(scopes?.choices).toMatchObject([{ value: first.id }, { value: second.id }, { value: 'whole' }])
    await lone.presses('Invitér', { personId: ali.personId, scope: second.id })
    await open(lone)
    await lone.presses('Invitér en gæst')
    await lone.presses('Invitér', { personId: sara.personId, scope: first.id })

    const circle = (id: string) => meetings.circleOf(core().db.reader, meeting, id)
    expect(await circle(second.id)).toContain(ali.personId)
    expect(await circle(first.id)).not.toContain(ali.personId)
    await ali.finds('har inviteret dig til et punkt på mødet')
    await ali.presses('Se mødet')
    expect(ali.words()).toContain('Ali Demir')
    expect(ali.words()).not.toContain('Sara Lind')
    await open(lone)
    await lone.presses('Invitér en gæst')
    await lone.presses('Invitér', { personId: ali.personId, scope: first.id })
    const { words } = await open(mette)
    expect(words).toContain(' · sundhedsplejerske · gæst til et punkt')
    expect(words).toContain(' · tale-hørekonsulent · gæst til 2 punkter')

    const foreign = await lone.sends({
      v: 1,
      verb: 'meeting.sendInvite',
      meetingId: meeting.id,
      personId: stranger.personId,
      scope: '99999999-9999-4999-8999-999999999999',
      go: 'invite',
    })
    expect(foreign.words).toContain('ikke adgang')
    expect(await meetings.participants(core().db.reader, meeting)).toHaveLength(6)
  })
})

describe('somebody who comes into the team when the date is fixed (R-POLL-6)', () => {
  test('is told it with its calendar file, in the message that says so', async () => {
    const eva = await bot.person('Eva Lund', 'healthVisitor')
    await plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    await lone.sends({ v: 1, verb: 'team.addPeople', teamId, people: eva.personId, go: 'add' })
    await eva.finds('Du er med i Ressourceteam Solsikken.')
    expect(eva.words()).toContain('I mødes tirsdag den 24. november 2026 kl. 9.00.')
    expect(eva.words()).toContain('I mødes tirsdag den 5. januar 2027 kl. 9.00.')
    expect((await download(linkOn(eva.card))).text).toMatch(/SEQUENCE:0[\s\S]*Ressourceteam Solsikken/)
    expect(told(eva, 'Du er med i et team')).toHaveLength(1)
    await lone.sends({ v: 1, verb: 'team.remove', teamId, personId: eva.personId })
  })
})

describe('who may (R-SEC-2)', () => {
  test('a stranger learns nothing, a plain member changes nothing', async () => {
    const refs = { v: 1, meetingId: meeting.id }
    const time = { day: '2026-12-01', start: '09:00', end: '11:00' }
    const verbs = [
      { verb: 'meeting.move' },
      { verb: 'meeting.checkMove', ...time },
      { verb: 'meeting.confirmMove', ...time, sequence: 0 },
      { verb: 'meeting.cancel' },
      { verb: 'meeting.confirmCancel', sequence: 0 },
      { verb: 'meeting.invite' },
      { verb: 'meeting.sendInvite', personId: stranger.personId, go: 'invite' },
      { verb: 'meeting.uninvite', personId: jens.personId },
    ]
    for (const data of verbs)
      for (const person of [stranger, mette]) {
        const answer = await person.sends({ ...refs, ...data })
        expect(answer.words, data.verb).toContain('Det findes ikke længere, eller også har du ikke adgang')
      }
    const opened = await stranger.sends({ ...refs, verb: 'meeting.open' })
    expect(opened.words).not.toContain('Solsikken')
    expect(await find(meeting.id)).toEqual(meeting)
    expect(await services().meetings.participants(core().db.reader, meeting)).toHaveLength(3)
  })
})

describe('the calendar file (R-POLL-6)', () => {
  test('keeps its UID, raises SEQUENCE, and says when the meeting is cancelled', async () => {
    const url = linkOn((await open(mette)).card)
    const first = await download(url)
    expect(first.status).toBe(200)
    expect(first.text).toContain(`UID:${meeting.id}@roed-traad`)
    expect(first.text).toContain('SEQUENCE:0')
    expect(first.text).toContain('DTSTART;TZID=Europe/Copenhagen:20261124T090000')
    expect(first.text).toContain('METHOD:PUBLISH')
    for (const name of ['Lone', 'Mette', 'Jens']) expect(first.text).not.toContain(name)

    const { meetings } = services()
    const actor = await actorOf(bot, lone)
    const moved = await core().db.write(tx =>
      meetings.move(tx, meeting, at('2026-12-02T08'), at('2026-12-02T10'), actor, bot.clock.now()),
    )
    const second = await download(url)
    expect(second.text).toContain(`UID:${meeting.id}@roed-traad`)
    expect(second.text).toContain('SEQUENCE:1')
    expect(second.text).toContain('DTSTART;TZID=Europe/Copenhagen:20261202T090000')
    if (!moved) throw new Error('it was not moved')
    await core().db.write(tx => meetings.cancel(tx, moved, actor, bot.clock.now()))
    const third = await download(url)
    expect(third.text).toContain('SEQUENCE:2')
    expect(third.text).toContain('STATUS:CANCELLED')
    expect(third.text).toContain('METHOD:CANCEL')
  })

  test('a link that was made up leads nowhere', async () => {
    const url = linkOn((await open(mette)).card)
    const other = await plan('2026-12-10T08:00:00Z', '2026-12-10T10:00:00Z')
    for (const forged of [
      url.replace(meeting.id, other.id),
      url.replace(/\.ics$/, 'x.ics'),
      url.replace(/\.[^.]+\.ics$/, '.ics'),
    ])
      expect((await download(forged)).status).toBe(404)
  })
})

test('a group chat learns the next date of a team when it is that team and nobody else (R-SEC-2)', async () => {
  const { people } = services()
  const group = (id: string, members: readonly TestPerson[]) =>
    core().db.write(tx =>
      people.registerGroup(
        tx,
        { id, tenantId, kind: 'groupChat', serviceUrl: bot.teams.serviceUrl },
        members.map(person => ({
          tenantId,
          externalId: person.conversationId.slice(2),
          teamsUserId: `29:${person.conversationId.slice(2)}`,
          name: person.name,
        })),
        bot.clock.now(),
      ),
    )
  const elsewhere = { id: '29:x', name: 'Eva', aadObjectId: 'x', tenantId: 'another' }
  const asked = async (id: string, members: readonly TestPerson[], more: (typeof elsewhere)[] = []) => {
    const own = members.map(person => {
      const aadObjectId = person.conversationId.slice(2)
      return { id: `29:${aadObjectId}`, name: person.name, aadObjectId, tenantId }
    })
    bot.teams.rosters.set(id, [...own, ...more])
    await group(id, members)
    const from = bot.teams.sent.length
    const [speaker] = members
    const aadObjectId = speaker?.conversationId.slice(2) ?? ''
    await bot.post({
      id: `said-in-${id}`,
      type: 'message',
      text: 'næste møde',
      channelId: 'msteams',
      serviceUrl: bot.teams.serviceUrl,
      from: { id: `29:${aadObjectId}`, name: speaker?.name, aadObjectId },
      recipient: { id: '28:bot', name: 'Rød Tråd' },
      conversation: { id, conversationType: 'groupChat', isGroup: true, tenantId },
      channelData: { tenant: { id: tenantId } },
    })
    const answer = await bot.teams.waitFor(activity => activity.conversationId === id, { from })
    return wordsOf(answer.card)
  }
  expect(await asked('19:all@thread.v2', [lone, mette, jens])).toContain(
    'Ressourceteam Solsikken: næste møde er tirsdag den 24. november 2026 kl. 9.00.',
  )
  expect(await asked('19:some@thread.v2', [lone, mette])).not.toContain('Solsikken')
  expect(await asked('19:more@thread.v2', [lone, mette, jens, stranger])).not.toContain('Solsikken')
  expect(await asked('19:wide@thread.v2', [lone, mette, jens], [elsewhere])).not.toContain('Solsikken')
})

test('in English when the person has chosen so', async () => {
  const liv = await bot.person('Liv Moos', 'psychologist')
  await liv.says('indstillinger')
  await liv.presses('Gem', { language: 'en' })
  await lone.sends({ v: 1, verb: 'team.addPeople', teamId, people: liv.personId, go: 'add' })
  await bot.app.engine.runDue()
  await liv.says('my meetings')
  expect(headingOf(liv.card)).toBe('Your meetings')
  await open(liv)
  expect(liv.words()).toContain('The forms are due Friday 20 November 2026 at 12.00.')
})

const at = (hour: string) => new Date(`${hour}:00:00Z`)

/** The meeting's card in a person's hand. */
async function open(person: TestPerson): Promise<{ card: TestPerson['card']; words: string }> {
  const answer = await person.sends({ v: 1, verb: 'meeting.open', meetingId: meeting.id })
  if (typeof answer.value === 'string') throw new Error(answer.value)
  person.card = answer.value
  return { card: person.card, words: person.words() }
}

function rowOf(person: TestPerson, meetingId: string) {
  for (const node of nodes(person.card))
    if (node.type === 'ColumnSet' && JSON.stringify(node).includes(meetingId)) return node
  throw new Error(`${person.name} has no row for the meeting`)
}
