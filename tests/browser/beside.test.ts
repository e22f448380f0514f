/**
 * What a daycare leader meets beside the straight way of thread.test.ts, in the local Teams client: a date in the
 * calendar, an action point that changes hands, a child whose content may not be shown, another team. Each test goes on
 * where the one before it stopped.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textsIn } from '../../src/locales/texts.ts'
import { addWorkingDays } from '../../src/shared/working-calendar.ts'
import { datesIn, type ReadDate } from '../support/danish-dates.ts'
import { type Play, read, startPlay } from '../support/play.ts'
import type { TeamsClient } from '../support/teams-client.ts'
import { addChild, addressOf, chooseAgenda, findDate, recordConsent } from '../support/thread.ts'

let play: Play
let teams: TeamsClient

/** What the cards have said so far. */
let slot: string
let start: ReadDate
let due: ReadDate

const da = textsIn('da')
const alma = 'Alma Holst'
const about = 'Hun leger mest alene, når der er mange på stuen.'

const see = (wanted: string | RegExp) => teams.waitForCard(wanted)

/** The agenda as a colleague reads it in a chat of her own: the one with a meeting stands first, and is opened with a button (P2). */
async function agendaOf(name: string): Promise<string> {
  const person = play.colleague(name)
  await person.say('dagsorden')
  const { id, text } = await person.waitForMessage(da.agenda.chooseHeading)
  // In order of time: the fokusteam's meeting may come before.
  const at = text.indexOf('Fokusteam') < text.indexOf('Ressourceteam') ? 1 : 0
  await person.press('Åbn', {}, { within: da.agenda.chooseHeading, at })
  return person.messages().find(message => message.id === id)?.text ?? ''
}

async function openItem(row: string): Promise<string> {
  await play.startWith('Dagsorden')
  await chooseAgenda(teams)
  await see('Planlagt:')
  await teams.press('Åbn', { row })
  return see('Fremlægger')
}

beforeAll(async () => {
  play = await startPlay(['Mette Dahl', 'Jens Bach', 'Ali Demir', 'Sara Lind'])
  teams = play.teams
  await teams.open(play.url)
  await see('Hvad vil du?')
})

afterAll(() => play?.stop())

describe('when the date is found', () => {
  test('its calendar file lies behind the link that everybody has', async () => {
    await teams.press('Find en mødedato')
    await see('Hvilket team?')
    await teams.press('Find en mødedato')
    slot = await findDate(teams, play.others.values())
    await teams.press('Se mødet')
    const dates = datesIn(await see('Et kommende møde'))
    start = read(dates[0])
    due = read(dates[1])
    const { card } = await play.colleague('Mette Dahl').waitForMessage('Datoen er fundet')
    const response = await fetch(addressOf(card, 'Læg i kalenderen'))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/calendar')
    const lines = (await response.text()).split('\r\n')
    expect(lines).toContainEqual(expect.stringMatching(/^UID:[0-9a-f-]{36}@roed-traad$/))
    const local = `${start.day}T${start.time}00`.replace(/[-:]/g, '')
    expect(lines).toContain(`DTSTART;TZID=Europe/Copenhagen:${local}`)
    expect(lines).toContain('SUMMARY:Møde: Ressourceteam Solsikken')
  })

  test('mine møder and overblik say what is to come and what was', async () => {
    await play.startWith('Mine møder')
    const mine = await see('Dine møder')
    expect(mine).toMatch(new RegExp(`Kommende[^]*${slot}[^]*De seneste tre måneder[^]*holdt`))
    await play.startWith('Overblik')
    const overview = await see('Dit overblik')
    expect(overview).toContain(`Næste møde: ${slot}`)
    expect(overview).toMatch(/En aftale er åben:\s+Jens Bach · /)
  })
})

describe('an action point', () => {
  test('is taken by its owner, who passes it on', async () => {
    await play.becomes('Jens Bach')
    await play.startWith('Mine opgaver')
    await see('Dine opgaver')
    await teams.press('Åbn', { row: 'aftale fra mødet' })
    await see('Observation i garderoben')
    await teams.press('Tag den')
    await see('Den er din. Tak for det.')
    await teams.pressInMenu('Giv videre')
    await see('Hvem skal have den?')
    await teams.choose('Giv den til', 'Ali Demir')
    await teams.press('Spørg')
    await see('Ali Demir er spurgt og får besked nu.')
  })

  test('changes hands once the other has said yes', async () => {
    const ali = play.colleague('Ali Demir')
    await ali.waitForMessage('Vil du tage en aftale?')
    await ali.press('Åbn aftalen')
    await ali.press('Tag den')
    expect(ali.messages().at(-1)?.text).toContain('Den er din nu. Jens Bach får besked.')
    await see('Din aftale er givet videre')
    await play.startWith('Mine opgaver')
    await see('Der er ikke noget, der venter på dig lige nu.')
  })

  test('is dropped by the coordinator with a reason, and its owner hears', async () => {
    await play.becomes('Lone Holm')
    const late = addWorkingDays(play.today, 5, { usualClosingDays: true, closingDays: [] })
    await play.windTo(late, '09:00')
    await play.startWith('Overblik')
    await see('Dit overblik')
    await teams.press('Åbn', { row: 'Ali Demir' })
    await see('Observation i garderoben')
    await teams.press('Drop')
    await see('Hvorfor skal den droppes?')
    await teams.press('Drop aftalen')
    await see('Skriv en grund.')
    await teams.fill('Skriv kort hvorfor', 'Garderoben er bygget om.')
    await teams.press('Drop aftalen')
    expect(await see('Aftalen er droppet.')).toContain('Garderoben er bygget om.')
    await play.colleague('Ali Demir').waitForMessage('En aftale er droppet')
  })
})

describe('what may not be shown', () => {
  test('a child without consent is a child of an age, to everybody but its author', async () => {
    await play.startWith('Dagsorden')
    await chooseAgenda(teams)
    await see('Dagsorden')
    await addChild(teams, { name: alma, problem: about, filler: da.agenda.nobody })
    expect(await see('Tid og personer er gemt.')).toContain(about)
    const agenda = await agendaOf('Mette Dahl')
    expect(agenda).toContain('Et barn på 3 år')
    expect(agenda).toContain(da.agenda.withheld.missing)
    expect(agenda).not.toMatch(/Alma|alene/)
  })

  test('at the deadline it is held back, and the coordinator is told why without a name', async () => {
    await play.windTo(due.day, due.time)
    const told = await see('Noget bliver holdt tilbage')
    expect(told).toContain('der mangler et gyldigt samtykke')
    expect(told).not.toContain('Alma')
  })

  test('a guest widens the circle, and the consent no longer covers it', async () => {
    await openItem(alma)
    await teams.press('Samtykke')
    await see('Samtykket mangler.')
    await recordConsent(teams, 'Anna Holst')
    await see('Samtykket er på plads.')
    expect(await agendaOf('Mette Dahl')).toContain(alma)
    await play.startWith('Mine møder')
    await see('Dine møder')
    await teams.press('Åbn', { row: slot.split(' kl')[0] ?? '' })
    await see('Et kommende møde')
    await teams.pressInMenu('Invitér en gæst')
    await see('Hvem vil du invitere?')
    await teams.choose('Gæst', 'Ida Krogh · pædagog')
    await teams.choose('Gæsten er med til', 'Hele mødet')
    await teams.press('Invitér')
    await see('Ida Krogh er inviteret.')
    const agenda = await agendaOf('Mette Dahl')
    expect(agenda).toContain(da.agenda.withheld.stale)
    expect(agenda).not.toMatch(/Alma|alene/)
    await openItem(alma)
    await teams.press('Samtykke')
    expect(await see('Samtykket dækker ikke længere.')).toContain('Det gælder ikke for Ida Krogh.')
  })

  test('it can be discussed anonymously, in words that do not give the child away', async () => {
    await teams.press('Drøft anonymt')
    await see('Drøft det anonymt')
    await teams.choose(da.agenda.bandLabel, da.agenda.bands[48])
    await teams.fill(da.agenda.problemLabel, 'Alma leger mest alene.')
    await teams.fill(da.agenda.questionLabelFirst, 'Hvad kan vi gøre på stuen?')
    await teams.press('Sæt på dagsordenen')
    await see(da.agenda.telling.anonymous)
    const told = `${da.agenda.problemLabel} – ${da.agenda.telling.anonymous}`
    await teams.fill(told, 'Et barn leger mest alene.')
    await teams.press('Sæt på dagsordenen')
    await see('Det anonyme punkt står nederst på dagsordenen.')
    const agenda = await agendaOf('Mette Dahl')
    expect(agenda).toContain('Anonym drøftelse: 3–6 år')
    expect(agenda).toContain('Et barn leger mest alene.')
    expect(agenda).not.toContain('Alma')
  })
})

describe('another team', () => {
  test('is made from people who have the bot, and they are told', async () => {
    await play.startWith('Opret et team')
    await see('Hvilket team er det?')
    await teams.choose('Type', da.teams.setup.kindChoices.focusTeam)
    await teams.choose('Institution', 'Solsikken')
    await teams.fill(da.teams.setup.nameLabel, 'Vuggestuens fokusteam')
    await teams.press('Gem og fortsæt')
    await see('Hvem er med i teamet?')
    await teams.choose('Vælg dem, der er med', ['Jens Bach · psykolog', 'Mette Dahl · fremskudt rådgiver'])
    await teams.press('Gem og fortsæt')
    expect(await see('Hvilken rolle har de?')).toContain('Mette Dahl')
    await teams.press('Gem og fortsæt')
    await see('Hvornår mødes I?')
    await teams.choose('Ugedag', 'Torsdag')
    await teams.press('Gem og fortsæt')
    const summary = await see('Er det rigtigt?')
    expect(summary).toContain('Vuggestuens fokusteam')
    expect(summary).toMatch(/torsdag/i)
    await teams.press('Opret teamet')
    await see('Teamet er oprettet. 2 personer får besked nu.')
    const told = await play.colleague('Mette Dahl').waitForMessage('Du er med i Vuggestuens fokusteam.')
    expect(told.text).toContain('Lone Holm er tovholder.')
  })
})
