import { textsIn } from '../../src/locales/texts.ts'
import type { Answer, TestPerson } from '../support/bot.ts'
import { cancelsMeeting, movesMeeting } from '../support/meetings.ts'
import type { ItemFacts } from './facts.ts'
import { nameOf } from './texts.ts'
import type { House, Town } from './town.ts'
import type { Matter } from './witness.ts'

/** Something that somebody does in a house; false when nothing there was to be done. */
export type Act = (town: Town, house: House) => Promise<boolean>

const { agenda, preparation } = textsIn('da')
export const says = (answer: Answer, ...words: string[]) => words.some(one => answer.words.includes(one))

export const matterOf = (house: House, itemId: string): Matter | undefined =>
  house.matters.find(matter => matter.asked.has(itemId))

export const itemsOf = ({ facts }: Town, house: House, fits: (item: ItemFacts) => boolean = () => true) =>
  facts.itemsOf(house.team.id).filter(item => item.status === 'open' && fits(item))

export const isNamed = (item: ItemFacts) => item.childId !== null

/** One of them, with whatever was carried onto an agenda since somebody looked last. */
export function oneOf<T>({ chance }: Town, list: readonly T[]): T | null {
  return list.length === 0 ? null : chance.of(list)
}

/** Mostly one of those that something is still to be done about. */
export function preferring<T>(town: Town, list: readonly T[], wanted: (one: T) => boolean): T | null {
  const first = list.filter(wanted)
  return oneOf(town, first.length > 0 && town.chance.happens(0.8) ? first : list)
}

/** What came onto an agenda by itself belongs to the matter that it carries on. */
export function learn({ facts }: Town, house: House): void {
  for (const { id, carriedItemId, carriedActionPointId } of facts.itemsOf(house.team.id)) {
    if (matterOf(house, id)) continue
    const point = facts.pointsOf(house.team.id).find(one => one.id === carriedActionPointId)
    const from = carriedItemId ?? point?.agendaItemId ?? ''
    matterOf(house, from)?.asked.set(id, matterOf(house, from)?.asked.get(from) ?? [])
  }
}

const someone = ({ chance, facts, personOf }: Town, { team }: House): TestPerson =>
  personOf(chance.of(facts.members(team.id)))

/** Puts something on the agenda: mostly a child, at times the same one again. */
export const adds: Act = async (town, house) => {
  const { chance, witness, facts } = town
  const author = someone(town, house)
  const kind = chance.happens(0.75) ? 'child' : chance.of(['anonymousCase', 'childGroup', 'other'] as const)
  const own = [...house.children].filter(([childId]) =>
    facts.itemsOf(house.team.id).some(one => one.childId === childId && one.createdById === author.personId),
  )
  const again = kind === 'child' && chance.happens(0.2) ? oneOf(town, own) : null
  const [name, problem, ...questions] = Array.from({ length: 2 + chance.between(1, 3) }, () => town.word())
  if (!name || !problem) return false
  const meetingId = chance.happens(0.9) ? house.meetings[0].id : chance.of([house.meetings[1].id, ''])
  const known = new Set(facts.itemsOf(house.team.id).map(({ id }) => id))
  const answer = await town.click(
    author,
    'agenda.add',
    {
      teamId: house.team.id,
      meetingId,
      kind,
      childId: again?.[0] ?? '',
      childName: kind === 'child' && !again ? nameOf(name) : '',
      age: '3',
      ageUnit: 'years',
      band: '36',
      problem: written(problem),
      ...asked(questions),
    },
    house,
  )
  const item = facts.itemsOf(house.team.id).find(({ id }) => !known.has(id))
  if (!item) {
    if (says(answer, agenda.added)) throw new Error(`an item is nowhere:\n${answer.words}`)
    return false
  }
  const matter = begins(house, item, questions)
  const text = { matter, itemId: item.id, authorId: author.personId }
  witness.wrote(problem, { ...text, telling: 'problem' })
  for (const question of questions) witness.wrote(question, { ...text, telling: 'question' })
  if (again) witness.also(again[1], matter)
  else if (item.childId !== null) {
    house.children.set(item.childId, name)
    witness.wrote(name, { ...text, telling: 'name' })
  }
  return true
}

export const written = (marker: string) => `${marker} er det, vi har set.`
const asked = (markers: readonly string[]) =>
  Object.fromEntries(markers.map((marker, place) => [`question${place + 1}`, `${marker}?`]))

export function begins(house: House, item: ItemFacts, questions: readonly string[]): Matter {
  const matter: Matter = {
    named: isNamed(item),
    teamId: house.team.id,
    asked: new Map([[item.id, questions]]),
    words: [],
  }
  house.matters.push(matter)
  return matter
}

/** Somebody is to fill in a form: now and then one from outside the team, who is the item's guest then. */
export const arranges: Act = async (town, house) => {
  const item = preferring(town, itemsOf(town, house), one => one.formFillerId === null)
  if (!item) return false
  const author = town.personOf(item.createdById)
  const stays = town.facts.members(house.team.id).includes(author.personId) && town.chance.happens(0.7)
  await arrangesItem(town, house, item, stays ? author : house.leader)
  return true
}

export async function arrangesItem(town: Town, house: House, item: ItemFacts, by: TestPerson): Promise<void> {
  const { chance, people } = town
  const filler = chance.happens(0.7) ? someone(town, house) : chance.of(people)
  await town.click(
    by,
    'agenda.arrange',
    {
      itemId: item.id,
      revision: item.revision,
      minutes: '20',
      presenterId: someone(town, house).personId,
      formFillerId: chance.happens(0.95) ? filler.personId : 'none',
    },
    house,
  )
}

/** Another question, one less, another problem. */
export const rewrites: Act = async (town, house) => {
  const { chance, witness, facts } = town
  const item = oneOf(
    town,
    itemsOf(town, house, one => one.carriedActionPointId === null),
  )
  const matter = item && matterOf(house, item.id)
  if (!item || !matter) return false
  const author = town.personOf(item.createdById)
  const before = matter.asked.get(item.id) ?? []
  const fresh = chance.happens(0.6) ? [town.word()] : []
  const questions = [...chance.some(before, chance.between(0, before.length)), ...fresh].slice(0, 3)
  const problem = town.word()
  const text = { matter, itemId: item.id, authorId: author.personId }
  witness.wrote(problem, { ...text, telling: 'problem' })
  for (const question of fresh) witness.wrote(question, { ...text, telling: 'question' })
  const name = house.children.get(item.childId ?? '')
  const answer = await town.click(
    author,
    'agenda.rewrite',
    {
      itemId: item.id,
      revision: item.revision,
      childName: item.kind === 'child' && name ? nameOf(name) : '',
      sameChild: 'yes',
      age: '3',
      ageUnit: 'years',
      band: '36',
      problem: written(problem),
      ...asked(questions),
    },
    house,
  )
  if (!says(answer, agenda.rewritten)) return false
  if (facts.item(item.id)?.revision === item.revision) throw new Error('a text was changed, and no row of it')
  matter.asked.set(item.id, questions)
  witness.count('topics changed')
  return true
}

export const joins: Act = async (town, house) => {
  const { facts, chance, people } = town
  const { id: teamId } = house.team
  const { personId } = chance.of(people)
  await town.click(house.leader, 'team.addPeople', { teamId, people: personId, search: '', go: 'add' }, house)
  if (!facts.members(teamId).includes(personId)) throw new Error('somebody did not come into the team')
  town.witness.count('joins')
  // Whoever is new looks around, at what was held before they came too.
  const person = town.personOf(personId)
  await town.click(person, 'minutes.read', { meetingId: house.meetings[0].id, page: 1 })
  const held = facts.itemsOf(teamId).filter(({ status }) => status === 'held')
  for (const { id: itemId } of chance.some(held.length > 0 ? held : itemsOf(town, house), 2))
    for (const verb of ['agenda.item', 'form.read', 'contribution.read'])
      await town.click(person, verb, { itemId })
  // What was corrected before they came never reached them.
  for (const { id: itemId } of itemsOf(town, house).filter(one => facts.formStatus(one.id) !== null))
    await town.click(person, 'form.read', { itemId, version: 1 })
  return true
}

export const leaves: Act = async (town, house) => {
  const { facts, chance } = town
  const { id: teamId } = house.team
  const personId = chance.of(facts.members(teamId))
  if (personId === house.leader.personId) return false
  await town.click(house.leader, 'team.remove', { teamId, personId }, house)
  if (facts.members(teamId).includes(personId)) throw new Error('somebody is still in the team')
  town.witness.count('leaves')
  return true
}

export const invites: Act = async (town, house) => {
  const { chance, people } = town
  const item = oneOf(town, itemsOf(town, house))
  const meetingId = item?.meetingId ?? house.meetings[0].id
  const scope = item?.meetingId && chance.happens(0.6) ? item.id : 'whole'
  const { personId } = chance.of(people)
  const invitation = { meetingId, personId, scope, search: '', go: 'invite' }
  await town.click(house.leader, 'meeting.sendInvite', invitation, house)
  return true
}

export const uninvites: Act = async (town, house) => {
  const meetingId = house.meetings[0].id
  // Whoever has come into the team since is no guest of it.
  const members = town.facts.members(house.team.id)
  const guests = town.facts.guests(meetingId).filter(({ personId }) => !members.includes(personId))
  const guest = oneOf(town, guests)
  if (!guest) return false
  const { personId } = guest
  await town.click(house.leader, 'meeting.uninvite', { meetingId, personId }, house)
  const meeting = town.facts.meetingsOf(house.team.id).find(({ id }) => id === meetingId)
  // Whoever was there goes on reading what came of it.
  if (meeting?.status !== 'planned' || meeting.endAt <= town.bot.clock.now()) return true
  if (town.facts.guests(meetingId).some(one => one.personId === personId))
    throw new Error('somebody is still a guest')
  return true
}

/** Yes to the stop question (R-FORM-2). */
export const stops: Act = async (town, house) => {
  const { chance, facts } = town
  const contributes = chance.happens(0.3)
  const item = preferring(
    town,
    itemsOf(town, house, one => one.meetingId !== null && (contributes || one.formFillerId !== null)),
    one => facts.contributors(one.id).length > 0,
  )
  if (!item) return false
  const by = contributes ? chance.of([...facts.circle(item)]) : (item.formFillerId ?? '')
  const yes = { itemId: item.id, suspicion: 'yes' }
  const verb = contributes ? 'contribution.begin' : 'form.begin'
  const answer = await town.click(town.personOf(by), verb, yes, house)
  if (!says(answer, preparation.stopped.erased)) return true
  const left = facts.tablesWith(item.id)
  if (left.length > 0) town.witness.complain('left after the stop', `${item.id} in ${left.join()}`)
  town.witness.count('stops')
  return true
}

export const deletes: Act = async (town, house) => {
  const item = oneOf(town, itemsOf(town, house))
  if (!item) return false
  await town.click(house.leader, 'agenda.delete', { itemId: item.id }, house)
  if (town.facts.item(item.id)?.status === 'open') throw new Error('an item is still there')
  return true
}

export const moves: Act = async (town, house) => {
  const once = (one: ItemFacts) => typeof matterOf(house, one.id)?.words.at(-1)?.meetingId === 'string'
  const item = preferring(town, itemsOf(town, house), once)
  if (!item) return false
  const others = [house.meetings[0].id, house.meetings[1].id].filter(id => id !== item.meetingId)
  const to = town.chance.of([...others, 'waiting'])
  await town.click(house.leader, 'agenda.move', { itemId: item.id, to }, house)
  // Whoever takes part there looks what it is.
  for (const personId of town.chance.some([...town.facts.circle(town.facts.item(item.id) ?? item)], 2))
    for (const verb of ['agenda.item', 'form.read'])
      await town.click(town.personOf(personId), verb, { itemId: item.id })
  return true
}

export const anonymises: Act = async (town, house) => {
  const { facts, witness, chance } = town
  const item = oneOf(town, itemsOf(town, house, isNamed))
  if (!item) return false
  const known = new Set(facts.itemsOf(house.team.id).map(({ id }) => id))
  const [problem, ...questions] = Array.from({ length: chance.between(1, 3) }, () => town.word())
  if (!problem) return false
  await town.click(
    house.leader,
    'agenda.replace',
    { itemId: item.id, revision: item.revision, band: '36', problem: written(problem), ...asked(questions) },
    house,
  )
  const anonymous = facts.itemsOf(house.team.id).find(({ id }) => !known.has(id))
  if (!anonymous) throw new Error('nothing stands in the place of a child')
  const matter = begins(house, anonymous, questions)
  const text = { matter, itemId: anonymous.id, authorId: house.leader.personId }
  witness.wrote(problem, { ...text, telling: 'problem' })
  for (const question of questions) witness.wrote(question, { ...text, telling: 'question' })
  witness.count('made anonymous')
  return true
}

/** To another day of the same week, or of the week after. */
export const movesTheMeeting: Act = async ({ bot, chance, facts, witness }, house) => {
  const [{ id }] = house.meetings
  const now = facts.meetingsOf(house.team.id).find(meeting => meeting.id === id)
  if (now?.status !== 'planned' || now.startAt < bot.clock.now()) return false
  const days = chance.of([-7, 1, 2, 7])
  const startAt = new Date(now.startAt.getTime() + days * 86_400_000)
  if (startAt <= bot.clock.now()) return false
  await movesMeeting(bot, house.meetings[0], startAt)
  witness.count('meetings moved')
  return true
}

export const cancels: Act = async ({ bot, facts, witness }, house) => {
  const [meeting] = house.meetings
  if (facts.meetingsOf(house.team.id).find(({ id }) => id === meeting.id)?.status !== 'planned') return false
  await cancelsMeeting(bot, meeting)
  witness.count('meetings cancelled')
  return true
}
