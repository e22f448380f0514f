import { endings } from '../../src/features/consent/model.ts'
import { textsIn } from '../../src/locales/texts.ts'
import { nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { stepped } from '../support/plain-calendar.ts'
import {
  type Act,
  arrangesItem,
  begins,
  isNamed,
  itemsOf,
  matterOf,
  oneOf,
  preferring,
  says,
} from './acts.ts'
import type { ItemFacts } from './facts.ts'
import { markersIn, nameOf } from './texts.ts'
import { buttonWith, type House, type Town } from './town.ts'
import type { Word } from './witness.ts'

const { consent } = textsIn('da')

interface Choice {
  title: string
  value: string
}

/** What can be ticked in a field; nothing when the card does not have it. */
const choicesOf = (card: CardNode | string, id: string): Choice[] =>
  typeof card === 'string' ? [] : (([...nodes(card)].find(node => node.id === id)?.choices ?? []) as Choice[])

export const lastWord = (house: House, item: ItemFacts): Word | undefined =>
  matterOf(house, item.id)?.words.at(-1)

/** A no says of nobody and nothing. */
const no = (): Word => ({
  yes: false,
  recipients: new Set(),
  functions: new Set(),
  meetingId: null,
  questions: new Set(),
  given: '2026-01-01' as Word['given'],
  ended: false,
})

/**
 * The parents say yes: to all who take part, or leaving somebody out, or to functions beside people; for a year or for
 * one meeting; today, or so long ago that it soon runs out.
 */
export const consents: Act = async (town, house) => {
  const { chance, facts, witness } = town
  const without = (one: ItemFacts) => matterOf(house, one.id)?.words.length === 0
  const item = preferring(town, itemsOf(town, house, isNamed), without)
  const matter = item && matterOf(house, item.id)
  if (!item || !matter) return false
  const by = chance.happens(0.9) ? town.personOf(item.createdById) : house.leader
  let answer = await town.click(by, 'consent.step', { itemId: item.id, step: 'who' })
  if (typeof answer.value === 'string' || !buttonWith(answer.value, { verb: 'consent.who' })) return false
  const text = (): string => {
    const marker = town.word()
    witness.wrote(marker, { telling: 'consent', matter, itemId: item.id, authorId: by.personId })
    return marker
  }
  const circle = [...facts.circle(item)]
  const recipients = chance.happens(0.75) ? circle : chance.some(circle, chance.between(1, circle.length))
  const today = town.bot.clock.now().toISOString().slice(0, 10) as Parameters<typeof stepped>[0]
  const given = stepped(today, chance.happens(0.6) ? 0 : -chance.between(335, 364))
  const who = { giverName: nameOf(text()), relation: 'mother', otherHolder: 'agrees' }
  answer = await town.press(by, answer, { verb: 'consent.who' }, who, house)
  const byFunction = choicesOf(answer.value, 'functions').map(({ value }) => value)
  const functions = chance.happens(0.25) ? chance.some(byFunction, chance.between(1, 2)) : []
  const purpose = text()
  const asWell = {
    categories: 'wellbeing,family',
    recipients: recipients.join(),
    functions: functions.join(),
  }
  answer = await town.press(by, answer, { verb: 'consent.what' }, { purpose, ...asWell }, house)
  const once = choicesOf(answer.value, 'span').length > 0 && chance.happens(0.3)
  const told = 'refuse,withdraw,consequence,contact,dpo'
  const span = once ? 'meeting' : 'period'
  const how = { told, form: 'written', givenOn: given, evidence: text(), span }
  answer = await town.press(by, answer, { verb: 'consent.record' }, how, house)
  if (!says(answer, consent.recorded, consent.recordedPartly)) return false
  matter.words.push({
    yes: true,
    recipients: new Set(recipients),
    functions: new Set(functions),
    meetingId: once ? item.meetingId : null,
    questions: new Set(matter.asked.get(item.id)),
    given,
    ended: false,
  })
  witness.count('consents')
  if (functions.length > 0) witness.count('consents by function')
  if (once) witness.count('consents for one meeting')
  return true
}

/** The parents take a part of it back: of those who receive, or of the questions. */
export const narrows: Act = async (town, house) => {
  const { chance, witness } = town
  const item = standingOne(town, house)
  const matter = item && matterOf(house, item.id)
  const word = matter?.words.at(-1)
  if (!item || !word) return false
  const by = chance.happens(0.7) ? house.leader : town.personOf(item.createdById)
  const card = await town.click(by, 'consent.askNarrow', { itemId: item.id })
  if (typeof card.value === 'string' || !buttonWith(card.value, { verb: 'consent.narrow' })) return false
  const people = choicesOf(card.value, 'recipients').map(({ value }) => value)
  const questions = choicesOf(card.value, 'questions')
  const fewer = chance.happens(0.7) || questions.length < 2
  const kept = fewer ? chance.some(people, chance.between(1, people.length)) : people
  const asked = fewer ? questions : chance.some(questions, questions.length - 1)
  const left = { recipients: kept.join(), questions: asked.map(({ value }) => value).join() }
  const answer = await town.press(by, card, { verb: 'consent.narrow' }, left, house)
  if (!says(answer, consent.narrowSaved, consent.narrowSavedWider)) return false
  const still = new Set(asked.flatMap(({ title }) => [...markersIn(title)]))
  matter?.words.push({
    ...word,
    recipients: new Set([...word.recipients].filter(personId => kept.includes(personId))),
    functions: new Set([...word.functions].filter(one => kept.includes(`function:${one}`))),
    questions: new Set([...word.questions].filter(marker => still.has(marker))),
  })
  witness.count('consents narrowed')
  return true
}

export const refuses: Act = async (town, house) => {
  const item = oneOf(town, itemsOf(town, house, isNamed))
  return item !== null && saysNo(town, house, item)
}

async function saysNo(town: Town, house: House, item: ItemFacts): Promise<boolean> {
  const by = town.personOf(item.createdById)
  const card = await town.click(by, 'consent.askRefuse', { itemId: item.id })
  if (typeof card.value === 'string' || !buttonWith(card.value, { verb: 'consent.refuse' })) return false
  const answer = await town.press(by, card, { verb: 'consent.refuse' }, {}, house)
  if (!says(answer, consent.refuseSaved)) return false
  matterOf(house, item.id)?.words.push(no())
  town.witness.count('refusals')
  return true
}

/** A no is recorded on the wrong child, and undone: what it ended holds again, and before that nobody reads. */
export const refusesByMistake: Act = async (town, house) => {
  const item = standingOne(town, house)
  if (!item || !(await saysNo(town, house, item))) return false
  for (const personId of town.chance.some([...town.facts.circle(item)], 2))
    await town.click(town.personOf(personId), 'agenda.item', { itemId: item.id })
  const by = town.personOf(item.createdById)
  const card = await town.click(by, 'consent.askUndo', { itemId: item.id })
  const mistake = { remark: 'Det var et andet barn.' }
  const answer = await town.press(by, card, { verb: 'consent.undo' }, mistake, house)
  if (!says(answer, consent.undoSaved)) throw new Error(`a no is not undone:\n${answer.words}`)
  matterOf(house, item.id)?.words.pop()
  town.witness.count('a no undone')
  return true
}

/**
 * A click once more. Of a card of last week, when nothing was recorded since that it did not show, the parents' no, or
 * the end, is said again; and what was taken back is handed in again as it was.
 */
async function delivers(town: Town, house: House, click: House['clicks'][number]): Promise<void> {
  const { facts, witness } = town
  const { data } = click
  const itemId = String(data.itemId ?? '')
  const paper = { itemId, contributorId: data.verb === 'contribution.save' ? click.person.personId : '' }
  const wasHandedIn = facts.paper(paper)?.status === 'submitted'
  const before = facts.lastConsent(itemId)
  await town.redeliver(click)
  const written = facts.paper(paper)
  if (!wasHandedIn && written?.status === 'submitted') witness.handedIn(paper, written.version)
  const after = facts.lastConsent(itemId)
  const over = data.verb === 'consent.refuse' || data.verb === 'consent.end'
  const matter = matterOf(house, itemId)
  if (!over || !matter || JSON.stringify(before) === JSON.stringify(after)) return
  if (data.consentId !== (before?.id ?? '')) witness.complain('faults', `an old card ended ${before?.id}`)
  const word = matter.words.at(-1)
  if (data.verb === 'consent.refuse') matter.words.push(no())
  else if (word) word.ended = true
}

/** Teams delivers a click once more: what was just pressed, or what was answered long ago. */
export const redelivers: Act = async (town, house) => {
  const click = oneOf(town, town.chance.happens(0.8) ? house.clicks.slice(-8) : house.clicks)
  if (!click) return false
  const known = new Set(town.facts.itemsOf(house.team.id).map(({ id }) => id))
  await delivers(town, house, click)
  // A stop forgets what was answered: adding something then adds it again (decision 0011).
  const again = town.facts.itemsOf(house.team.id).find(({ id }) => !known.has(id))
  if (click.data.verb !== 'agenda.add' || !again) return true
  const questions = [1, 2, 3].flatMap(place => [...markersIn(click.data[`question${place}`])])
  const matter = begins(house, again, questions)
  for (const marker of markersIn(click.data)) town.witness.also(marker, matter)
  return true
}

/** Taken back, or custody or the home has changed: whatever it is called, it is over. */
export const ends: Act = async (town, house) => {
  const standing = town.facts
    .itemsOf(house.team.id)
    .filter(item => isNamed(item) && ['open', 'held'].includes(item.status))
    .filter(item => lastWord(house, item)?.ended === false)
  const item = oneOf(town, standing)
  return item !== null && endsFor(town, house, item)
}

export async function endsFor(town: Town, house: House, item: ItemFacts): Promise<boolean> {
  const { chance, witness } = town
  const word = lastWord(house, item)
  if (!word?.yes || word.ended) return false
  const by = chance.happens(0.7) ? house.leader : town.personOf(item.createdById)
  const card = await town.click(by, 'consent.askEnd', { itemId: item.id })
  if (typeof card.value === 'string' || !buttonWith(card.value, { verb: 'consent.end' })) return false
  const answer = await town.press(by, card, { verb: 'consent.end' }, { ending: chance.of(endings) }, house)
  if (!says(answer, consent.endSaved)) return false
  word.ended = true
  witness.count('consents ended')
  return true
}

/** The consent ends while people are at it, and whatever they have just pressed is delivered again. */
export const endsAmongClicks: Act = async (town, house) => {
  const item = standingOne(town, house)
  if (!item) return false
  await arrangesItem(town, house, item, house.leader)
  if (!(await endsFor(town, house, item))) return false
  for (const click of house.clicks.slice(-6)) await delivers(town, house, click)
  return true
}

/** An item whose parents have said yes, as far as they were asked. */
export function standingOne(
  town: Town,
  house: House,
  wanted: (item: ItemFacts) => boolean = () => true,
): ItemFacts | null {
  const standing = itemsOf(town, house, isNamed).filter(item => {
    const word = lastWord(house, item)
    return word?.yes && !word.ended
  })
  return preferring(town, standing, wanted)
}
