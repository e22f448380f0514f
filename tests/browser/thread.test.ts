/**
 * The whole thread, as the daycare leader of the demo plays it in the local Teams client. Each test goes on where the
 * one before it stopped. `PICTURES=docs/pictures` makes the pictures of the user guide on the way.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textsIn } from '../../src/locales/texts.ts'
import { addDays, type Day } from '../../src/shared/day.ts'
import { addWorkingDays } from '../../src/shared/working-calendar.ts'
import { datesIn, type ReadDate } from '../support/danish-dates.ts'
import { dayIn, type Play, read, startPlay } from '../support/play.ts'
import type { TeamsClient } from '../support/teams-client.ts'
import {
  addChild,
  answerPoll,
  chooseAgenda,
  englishTimesOn,
  findDate,
  pictures,
  recordConsent,
  timesOn,
} from '../support/thread.ts'

let play: Play
let teams: TeamsClient
let picture: ReturnType<typeof pictures>

/** What the cards have said so far. */
let slot: string
let start: ReadDate
let due: ReadDate
let doneBy: Day

const readingDistance = 8
/** Long words come from where they are kept; short ones stand here, as Lone reads them. */
const da = textsIn('da')
const en = textsIn('en')
const noah = 'Noah Berg'
const summary = da.minutes.summaryLabel

const see = (wanted: string | RegExp) => teams.waitForCard(wanted)

beforeAll(async () => {
  play = await startPlay(['Mette Dahl', 'Jens Bach', 'Ali Demir', 'Sara Lind'])
  teams = play.teams
  picture = pictures(teams, play.browser)
})

afterAll(() => play?.stop())

describe('from a date to the next agenda', () => {
  test('the start card comes by itself, and everybody is asked for a date', async () => {
    await teams.open(play.url)
    await see('Hvad vil du?')
    await picture.card('start')
    await teams.press('Find en mødedato')
    await see('Hvilket team?')
    await teams.press('Find en mødedato')
    await see('Hvilke tider skal teamet svare på?')
    await teams.press('Send til teamet')
    await see('Mødetiderne er sendt')
    const poll = await see('Hvornår kan du?')
    for (const person of play.others.values()) await answerPoll(person, 'Hvornår kan du?', 'Send svar')
    const slots = timesOn(poll)
    expect(slots.length).toBeGreaterThanOrEqual(3)
    slot = slots[1] ?? ''
    await see('Hvornår kan du?')
    for (const each of slots) await teams.choose(each, each === slot ? 'Kan' : 'Hvis nødvendigt')
    await picture.card('afstemning', { within: 'Hvornår kan du?' })
    await teams.press('Send svar')
    await see('Dit svar er gemt')
  })

  test('the coordinator confirms the best date, and everybody hears', async () => {
    await see('Alle har svaret.')
    await picture.card('svar', { within: 'Bedste tid' })
    await teams.press('Vælg den bedste tid')
    await see('Datoen er fundet')
    for (const person of play.others.values()) await person.waitForMessage('Datoen er fundet')
    await teams.press('Se mødet')
    const dates = datesIn(await see('Et kommende møde'))
    start = read(dates[0])
    due = read(dates[1])
    expect(addDays(dayIn(due), 3) <= dayIn(start)).toBe(true)
  })

  test('a child comes onto the agenda, where the open agreement stands already', async () => {
    await teams.press('Dagsorden')
    await see('Observation i garderoben')
    await addChild(teams, {
      name: noah,
      problem: 'Noah trækker sig fra de andre børn, når der er meget larm.',
      filler: 'Ida Krogh (bliver inviteret til punktet)',
    })
    const item = await see('Punkt 2')
    expect(item).toContain('Samtykke: mangler')
    expect(item).toContain('Kun du kan se indholdet')
  })

  test('the parents’ consent is recorded', async () => {
    await teams.press('Samtykke')
    await see('Samtykket mangler.')
    await recordConsent(teams, 'Anna Berg', () => picture.card('samtykke'))
    await see('Samtykket er på plads.')
    await play.startWith('Dagsorden')
    await chooseAgenda(teams)
    expect(await see(noah)).toContain('samtykke er på plads')
    await picture.card('dagsorden')
  })

  test('Ida is asked for the form and fills it in, the question about violence first', async () => {
    const askedBy = addDays(dayIn(due), -readingDistance)
    if (askedBy > play.today) await play.windTo(askedBy, '12:00')
    await teams.say('/som Ida')
    await see('Udfyld et forberedelsesskema')
    await teams.press('Start')
    await see('Er der mistanke om eller viden om vold eller overgreb?')
    await teams.choose('Er der mistanke om eller viden om vold eller overgreb?', 'Nej')
    await picture.card('stopspoergsmaal')
    await teams.press('Fortsæt')
    await see('Psykisk og emotionel trivsel')
    await teams.choose('Sætter sig for sig selv og svarer ikke', 'dagligt')
    await picture.card('skema')
    await teams.press('Gem og fortsæt')
    await see('tegn 1 af 1')
    await teams.choose('Bekymring', 'noget')
    await teams.fill(da.preparation.signSeen, 'Han sætter sig i puderummet, når vi samles.')
    await teams.fill('Siden hvornår', 'august')
    await teams.choose('Hvor', 'i dagtilbuddet')
    await picture.card('skema-tegn')
    await teams.press('Gem og fortsæt')
    await see('Kognitiv trivsel')
    await teams.press('Tilbage')
    expect(await see('Psykisk og emotionel trivsel')).toContain('gemt kl.')
    await teams.press('Gem og fortsæt')
    await see('tegn 1 af 1')
    await teams.press('Gem og fortsæt')
    for (const theme of ['Kognitiv trivsel', 'Social trivsel', 'Fysisk og sansemotorisk trivsel']) {
      await see(theme)
      await teams.press('Gem og fortsæt')
    }
    await see('Omsorgsmiljø og familie')
    await teams.press('Gem og fortsæt')
    await see('Dagtilbuddets læringsmiljø')
    await teams.press('Gem og fortsæt')
    expect(await see('Hvad hjælper barnet?')).toContain('Den første placering er: Ekstra opmærksomhed')
    await teams.fill('Ressourcer hos barnet', 'Noah er nysgerrig og god til at bygge.')
    await teams.press('Gem og fortsæt')
    await see('Barnets og forældrenes perspektiv')
    await teams.fill(da.preparation.about.child.perspectives.child, 'At det er rart, når der er ro.')
    await teams.fill(
      da.preparation.about.child.perspectives.parents,
      'De ser det også hjemme, når der er gæster.',
    )
    await teams.press('Gem og fortsæt')
    await see('Din placering')
    await teams.choose('Din egen placering', 'Ekstra opmærksomhed')
    await teams.fill('Din begrundelse', 'Han trives, når der er ro, og søger væk, når der er larm.')
    await teams.press('Gem og fortsæt')
    await see('Overblik')
    await teams.press('Aflevér')
    await see('Skemaet er afleveret')
  })

  test('at the deadline everybody has the form, and the evidence says who has opened it', async () => {
    await play.becomes('Lone Holm')
    await play.windTo(due.day, due.time)
    await see('1 skema til mødet')
    await picture.card('udsendt', { within: '1 skema til mødet' })
    for (const person of play.others.values()) await person.waitForMessage('1 skema til mødet')
    const jens = play.colleague('Jens Bach')
    await jens.press('Åbn', {}, { within: '1 skema til mødet' })
    await jens.press('Åbn', {}, { within: 'Skemaer til mødet' })
    expect(jens.messages().at(-1)?.text).toContain('Noah er nysgerrig')
    await teams.press('Åbn', { within: '1 skema til mødet' })
    await see('Skemaer til mødet')
    await teams.press('Åbn', { row: 'Punkt 2' })
    await see('Noah er nysgerrig')
    await teams.press('Luk')
    expect(await see('1 skema til mødet')).not.toContain('Noah')
    await play.startWith('Mine møder')
    await see('Dine møder')
    await teams.press('Åbn', { row: slot.split(' kl')[0] ?? '' })
    await see('Et kommende møde')
    await teams.press('Hvem har fået skemaerne?')
    expect(await see('Hvem har fået skemaerne?')).toMatch(/Alle \d fik det [^·]*2 har åbnet det\./)
    await picture.card('bevis')
    await teams.press('Se hver person')
    const evidence = (await see('Punkt 2 · Jens Bach')).replace(/\s+/g, ' ')
    for (const name of [...play.others.keys(), 'Lone Holm'])
      expect(evidence).toMatch(
        new RegExp(`Punkt 2 · ${name} sendt ${due.day ? '[^·]*' : ''} · (?:ikke )?åbnet`),
      )
    expect(evidence).toMatch(/Jens Bach sendt [^·]* · åbnet/)
    expect(evidence).toMatch(/Mette Dahl sendt [^·]* · ikke åbnet/)
  })

  test('the meeting is held, item by item, and its minutes are approved', async () => {
    await play.windTo(start.day, start.time)
    await play.startWith('Dagsorden')
    await chooseAgenda(teams)
    await see(noah)
    await teams.press('Start mødet')
    await see('Hvem er her?')
    await teams.press('Gem og fortsæt')
    await see('Punkt 1 af 2')
    await teams.fill(summary, 'Jens har været syg. Han ser med i januar.')
    await teams.press('Næste punkt')
    await see('Punkt 2 af 2')
    await teams.fill(summary, 'Noah trives, når der er ro. Vi laver små grupper om formiddagen.')
    await teams.press('Gem og fortsæt')
    await see('Hvad kom I frem til?')
    await teams.choose('Hvad bliver næste skridt?', ['Støtte i dagtilbuddet', 'PPR-observation'])
    await teams.press('Gem og fortsæt')
    await see('Hvad aftaler I?')
    doneBy = addWorkingDays(dayIn(start), 7, { usualClosingDays: true, closingDays: [] })
    await teams.fill(da.minutes.whatLabel, 'Se med på stuen en formiddag')
    await teams.choose(da.minutes.ownerLabel, 'Jens Bach')
    await teams.fill(da.minutes.dueLabel, doneBy)
    await teams.press('Tilføj aftale')
    await see('Aftalen er skrevet ned.')
    await picture.card('aftale')
    await teams.press('Afslut mødet')
    const preview = await see('Er referatet rigtigt?')
    expect(preview).toContain('Jens har været syg.')
    expect(preview).toContain('Vi laver små grupper')
    expect(preview).toContain('Tal med forældrene')
    await picture.card('referat')
    await teams.press('Godkend referatet')
    await see('Referatet er godkendt')
    for (const person of play.others.values()) await person.waitForMessage('Referatet er klar')
  })

  test('Jens is nudged until he has done it', async () => {
    await play.becomes('Jens Bach')
    await play.windTo(doneBy, '09:00')
    // What is over time comes every third working day: whether in the same message depends on the day of this run.
    await see(/\d+ dage over tid/)
    await see('Skal være gjort i dag')
    await picture.card('paamindelse', { within: 'Skal være gjort i dag' })
    await picture.together('demo', [['skema'], ['afstemning', 'paamindelse']])
    await teams.press('Gjort', { within: 'Skal være gjort i dag', row: slot.split(' kl')[0] ?? '' })
    await see('Aftalen er gjort')
    await play.startWith('Mine opgaver')
    const left = await see('Dine opgaver')
    expect(left).toContain('over tid')
    expect(left).not.toContain('Skal være gjort i dag')
  })

  test('what is not done stands on the agenda of the next meeting', async () => {
    await play.becomes('Lone Holm')
    await teams.press('Find en mødedato')
    await see('Hvilket team?')
    await teams.press('Find en mødedato')
    await findDate(teams, ['Mette Dahl', 'Ali Demir', 'Sara Lind'].map(play.colleague))
    await teams.press('Se mødet')
    await see('Et kommende møde')
    await teams.press('Dagsorden')
    const agenda = await see('Observation i garderoben')
    expect(agenda).not.toContain('Se med på stuen')
    await teams.press('Åbn', { row: 'Observation i garderoben' })
    expect(await see('Hvor det kommer fra')).toContain('Hvem: Jens Bach')
  })

  test('the rest of the half-year is planned in one go, and everybody hears of it once', async () => {
    await play.startWith('Planlæg halvåret')
    await see('Hvilket team?')
    await teams.choose('Hvilket team?', 'Ressourceteam Solsikken')
    await teams.press('Planlæg halvåret')
    expect(await see('Hvornår mødes I det næste halve år?')).toContain('Allerede planlagt')
    await picture.card('halvaar')
    await teams.press(/^Planlæg alle \d møder$/)
    await see('Møderne er planlagt')
    const told = await play.colleague('Mette Dahl').waitForMessage('Jeres møder er planlagt')
    expect(timesOn(told.text).length + datesIn(told.text).length).toBeGreaterThanOrEqual(2)
  })
})

describe('in English', () => {
  test('whoever chooses English has the start card and a poll in English; others keep Danish', async () => {
    await play.startWith('Indstillinger')
    await see('Dine indstillinger')
    await teams.choose('Sprog', 'English')
    await teams.press('Gem')
    await see('Your settings are saved.')
    await teams.say('help')
    await see('What would you like to do?')
    await teams.press('Find a meeting date')
    await see('Which team?')
    await teams.press('Find a meeting date')
    await see('Which times should the team answer?')
    await teams.press('Send to the team')
    await see('The times are sent')
    const poll = await see('When can you come?')
    for (const time of englishTimesOn(poll)) await teams.choose(time, 'Can')
    await teams.press('Send answer')
    await see('Your answer is saved')
    await play.colleague('Sara Lind').waitForMessage('Hvornår kan du?')
  })

  test('the agenda and an action point are in English, with what people wrote as they wrote it', async () => {
    await play.startWith('Agenda', 'en')
    await chooseAgenda(teams, 'en')
    expect(await see('Follow-up')).toContain('presented by Lone Holm')
    await teams.press('Open', { row: 'Observation i garderoben' })
    expect(await see('Where it comes from')).toContain('Who: Jens Bach')
    await play.startWith('My tasks', 'en')
    await see('Your tasks')
    await teams.press('Open', { row: 'action point from the meeting' })
    expect(await see('Your action point')).toContain('Talk with the parents')
    await teams.fill(en.actionPoints.noteLabel, 'De er glade for de små grupper.')
    await teams.press('Done')
    await see('The action point is done')
  })
})
