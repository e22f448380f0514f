import { strFromU8, unzipSync } from 'fflate'
import { steps } from '../../src/features/preparation/model.ts'
import type { Answer, TestPerson } from '../support/bot.ts'
import { nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { linksOn, readPdf } from '../support/papers.ts'
import { type Act, isNamed, itemsOf, leaves, matterOf, oneOf, preferring, written } from './acts.ts'
import { endsFor, refuses, standingOne } from './consents.ts'
import type { ItemFacts, PaperKey } from './facts.ts'
import type { Telling } from './texts.ts'
import { buttonWith, type House, type Town } from './town.ts'

/** Everything that can be typed on a card, with texts that nobody has typed before. */
function filledIn(card: CardNode, text: (field: string) => string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const node of nodes(card)) {
    if (node.type === 'Input.Text') fields[String(node.id)] = written(text(String(node.id)))
    if (node.type !== 'Input.ChoiceSet') continue
    const choices = (node.choices as { value: string }[])
      .map(({ value }) => value)
      .filter(value => value !== '')
    const last = choices.at(-1)
    if (last) fields[String(node.id)] = last
  }
  return fields
}

interface Writing {
  paper: PaperKey
  by: TestPerson
  telling: Telling
}

/** Fills in a card of a paper and saves it; the witness takes what stands there now into account if it was kept. */
async function writes(
  town: Town,
  house: House,
  { paper, by, telling }: Writing,
  card: Answer,
  which: { verb: string; go: string; step?: string },
): Promise<boolean> {
  const { witness, facts } = town
  const matter = matterOf(house, paper.itemId)
  const { step = '', ...press } = which
  if (!matter || typeof card.value === 'string' || !buttonWith(card.value, press)) return false
  const typed = new Map<string, string>()
  const fields = filledIn(card.value, field => {
    const marker = town.word()
    typed.set(`${step} ${field}`, marker)
    witness.wrote(marker, { telling, matter, itemId: paper.itemId, authorId: by.personId, paper })
    return marker
  })
  const before = facts.paper(paper)
  await town.press(by, card, press, fields, house)
  if ((facts.paper(paper)?.revision ?? 0) > (before?.revision ?? 0)) witness.saved(paper, typed)
  return true
}

/** It is handed in now; others read it from the distribution on. */
async function handedIn(town: Town, item: ItemFacts, paper: PaperKey): Promise<void> {
  const { facts, witness } = town
  const now = facts.paper(paper)
  if (now?.status !== 'submitted') return
  witness.handedIn(paper, now.version)
  await isCurious(town, item, paper)
}

/** A colleague looks: before the deadline in vain, and at a correction before it is handed in. */
async function isCurious(town: Town, item: ItemFacts, { contributorId }: PaperKey): Promise<void> {
  const curious = town.personOf(town.chance.of([...town.facts.circle(item)]))
  const verb = contributorId === '' ? 'form.read' : 'contribution.read'
  await town.click(curious, verb, { itemId: item.id, page: 1 })
}

/** The form from the stop question on: some steps of it, mostly enough to hand it in. Half of it may be a correction. */
export const fillsIn: Act = async (town, house) => {
  const { facts } = town
  const item = oneOf(
    town,
    itemsOf(town, house, one => one.formFillerId !== null && facts.formStatus(one.id) !== 'submitted'),
  )
  return item !== null && fills(town, house, item)
}

async function fills(town: Town, house: House, item: ItemFacts): Promise<boolean> {
  const { chance } = town
  if (!item.formFillerId) return false
  const { id: itemId } = item
  const by = town.personOf(item.formFillerId)
  const paper = { itemId, contributorId: '' }
  await town.click(by, 'form.begin', { itemId, suspicion: 'no' }, house)
  const others = steps.filter(step => !['overview', 'perspectives', 'placement'].includes(step))
  const some = chance.happens(0.85) ? ['perspectives', 'placement'] : []
  for (const step of [...(chance.happens(0.4) ? chance.some(others, 1) : []), ...some]) {
    const card = await town.click(by, 'form.step', { itemId, step })
    const which = { verb: 'form.save', go: 'next', step }
    if (!(await writes(town, house, { paper, by, telling: 'form' }, card, which))) return true
  }
  await isCurious(town, item, paper)
  if (!chance.happens(0.85)) return true
  const revision = town.facts.paper(paper)?.revision ?? null
  await town.click(by, 'form.submit', { itemId, revision }, house)
  await handedIn(town, item, paper)
  return true
}

/** A colleague adds what they know, from the stop question on; handed in, or kept for later. */
export const contributes: Act = async (town, house) => {
  const { chance, facts } = town
  const item = preferring(town, itemsOf(town, house), one => {
    const word = matterOf(house, one.id)?.words.at(-1)
    return !isNamed(one) || (word?.yes === true && !word.ended)
  })
  if (!item) return false
  const { id: itemId } = item
  const begun = facts.contributors(itemId)
  const by = town.personOf(
    begun.length > 0 && chance.happens(0.3) ? chance.of(begun) : chance.of([...facts.circle(item)]),
  )
  return writesContribution(town, house, item, by)
}

async function writesContribution(
  town: Town,
  house: House,
  item: ItemFacts,
  by: TestPerson,
): Promise<boolean> {
  const paper = { itemId: item.id, contributorId: by.personId }
  const card = await town.click(by, 'contribution.begin', { itemId: item.id, suspicion: 'no' }, house)
  const go = town.chance.happens(0.8) ? 'submit' : 'close'
  const which = { verb: 'contribution.save', go }
  if (!(await writes(town, house, { paper, by, telling: 'contribution' }, card, which))) return false
  town.witness.count('contributions written')
  await handedIn(town, item, paper)
  return true
}

/** Taken back, and mostly corrected: what the others have they keep until it is handed in again (R-FORM-11). */
export const corrects: Act = async (town, house) => {
  const { chance, facts, witness } = town
  const papers = itemsOf(town, house).flatMap(item =>
    ['', ...facts.contributors(item.id)]
      .map(contributorId => ({ item, paper: { itemId: item.id, contributorId } }))
      .filter(({ paper }) => facts.paper(paper)?.status === 'submitted'),
  )
  const found = oneOf(town, papers)
  if (!found) return false
  const { item, paper } = found
  const ofForm = paper.contributorId === ''
  const writer = ofForm ? item.formFillerId : paper.contributorId
  if (!writer) return false
  const by = town.personOf(writer)
  await town.click(by, ofForm ? 'form.takeBack' : 'contribution.takeBack', { itemId: item.id }, house)
  const { status } = facts.paper(paper) ?? {}
  if (status === 'submitted') return false
  if (status === 'correcting') witness.count('corrections')
  else witness.takenBack(paper)
  if (chance.happens(0.7))
    await (ofForm ? fills(town, house, item) : writesContribution(town, house, item, by))
  // Whoever has it presses the button of an older one, and of the one that is not there yet.
  const reader = town.personOf(chance.of([...facts.circle(item)]))
  const verb = ofForm ? 'form.read' : 'contribution.read'
  const which = { itemId: item.id, page: 1, ...(ofForm ? {} : { personId: writer }) }
  for (const version of [0, 1, 2]) await town.click(reader, verb, { ...which, version })
  return true
}

/**
 * The consent sheet, and all that is held about a child, by their links: now, and once more after somebody has said no, or
 * whoever has it is out (R-CONS-7, R-SEC-6).
 */
export const asksForPaper: Act = async (town, house) => {
  const { chance } = town
  const item = chance.happens(0.8)
    ? standingOne(town, house, one => one.createdById !== house.leader.personId)
    : oneOf(town, itemsOf(town, house, isNamed))
  if (!item) return false
  const by = chance.happens(0.9) ? house.leader : town.personOf(item.createdById)
  const links: House['links'] = []
  for (const [verb, more] of [
    ['consent.sheet', { language: 'da' }],
    ['access.open', {}],
  ] as const) {
    const { value } = await town.click(by, verb, { itemId: item.id, ...more }, house)
    if (typeof value !== 'string') links.push(...linksOn({ card: value }).map(url => ({ person: by, url })))
  }
  if (links.length === 0) return false
  house.links.push(...links)
  for (const link of links) await fetches(town, link)
  const over = chance.happens(0.8)
    ? await endsFor(town, house, item)
    : await chance.of([refuses, leaves])(town, house)
  if (!over) return true
  for (const link of links) await fetches(town, link)
  town.witness.count('links pressed after the end')
  return true
}

/** The minutes as a file, of the meeting or of one child: fetched now, and perhaps once more when it is not so any more. */
export async function fetchesMinutes(
  town: Town,
  house: House,
  person: TestPerson,
  meetingId: string,
): Promise<void> {
  const held = town.facts.itemsOf(house.team.id).filter(item => item.meetingId === meetingId)
  const asked = [
    await town.click(person, 'minutes.paper', { meetingId }, house),
    ...(held.length > 0
      ? [await town.click(person, 'minutes.childPaper', { itemId: town.chance.of(held).id }, house)]
      : []),
  ]
  // Word first: its parts are read whole, what it says of itself too.
  const urls = asked.flatMap(({ value }) =>
    typeof value === 'string' ? [] : linksOn({ card: value }).slice(0, 1),
  )
  for (const url of urls) {
    house.links.push({ person, url })
    if (await fetches(town, { person, url })) town.witness.count('minutes fetched')
  }
}

/** By a link that somebody still has: the newest ones lead on for some minutes. */
export const fetchesPaper: Act = async (town, house) => {
  const link = oneOf(town, house.links.slice(-4))
  return link !== null && fetches(town, link)
}

async function fetches({ bot, witness }: Town, link: House['links'][number]): Promise<boolean> {
  const here = link.url.replace(/^https?:\/\/[^/]+/, `http://127.0.0.1:${bot.app.server.port}`)
  const response = await fetch(here, { method: 'POST' })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const words = await wordsOf(bytes, response.headers.get('content-type') ?? '')
  const given = response.ok && /^\W*(PK|%PDF|\{)/.test(strFromU8(bytes.slice(0, 8), true))
  witness.count(given ? 'papers fetched' : 'papers not given')
  witness.shown(link.person.personId, words, 'a paper', new Set())
  return response.ok
}

/** All the words of a file, wherever in it they stand. */
async function wordsOf(bytes: Uint8Array, type: string): Promise<string[]> {
  if (type.includes('pdf')) {
    const { words, title } = await readPdf(bytes)
    return [words, title]
  }
  if (type.includes('wordprocessing')) return Object.values(unzipSync(bytes)).map(part => strFromU8(part))
  return [strFromU8(bytes)]
}
