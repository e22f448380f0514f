import { z } from 'zod'
import type { Action } from '../../src/shared/action.ts'
import type { TestPerson } from '../support/bot.ts'
import { samplePayload } from '../support/sample-payload.ts'
import { matterOf } from './acts.ts'
import type { ItemFacts } from './facts.ts'
import { markersIn } from './texts.ts'
import type { House, Town } from './town.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

/** These lead to what a child's item holds; at everything else a look now and then is enough. */
const ofChildren = /^(agenda|consent|form|contribution|run|minutes|action|tasks|overview)\./

/** Somebody presses any button that shows something, whether or not a card of theirs has it. */
export async function looks(town: Town, house: House, about = ofChildren): Promise<void> {
  const { chance, facts } = town
  const items = facts.itemsOf(house.team.id)
  const item = items.length > 0 ? chance.of(items) : null
  const circle = item ? [...facts.circle(item)] : facts.members(house.team.id)
  const person = chance.happens(0.6) ? town.personOf(chance.of(circle)) : chance.of(town.people)
  const meeting = chance.of(house.meetings)
  const point = facts.pointsOf(house.team.id)
  const ids: Record<string, string> = {
    teamId: house.team.id,
    meetingId: item?.meetingId ?? meeting.id,
    itemId: item?.id ?? nobody,
    agendaItemId: item?.id ?? nobody,
    actionPointId: point.length > 0 ? chance.of(point).id : nobody,
    childId: item?.childId ?? nobody,
    personId: chance.of(circle),
    presenterId: person.personId,
    formFillerId: person.personId,
    ownerId: person.personId,
    institutionId: house.team.institutionId,
    pollId: nobody,
    pollIds: nobody,
    slotId: nobody,
    absenceId: nobody,
    deliveryId: nobody,
  }
  const all = town.bot.app.registry.actions().filter(({ effect }) => effect === 'read')
  const action = chance.of(chance.happens(0.85) ? all.filter(({ verb }) => about.test(verb)) : all)
  const payload = sampled(town, action, ids)
  // An old button, and whoever has contributed.
  if (/^(form|contribution)\.read$/.test(action.verb)) {
    const contributors = facts.contributors(ids.itemId ?? nobody)
    const personId = contributors.length > 0 ? chance.of(contributors) : nobody
    Object.assign(payload, { version: chance.of([0, 0, 1, 2]), personId })
  }
  await town.click(person, action.verb, payload)
}

const enumsOf = new WeakMap<z.ZodType, [string, unknown[]][]>()

function sampled({ chance }: Town, { schema }: Action, ids: Record<string, string>): Record<string, unknown> {
  const { payload } = samplePayload(schema, ids)
  let enums = enumsOf.get(schema)
  if (!enums) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
      properties?: Record<string, { enum?: unknown[] }>
    }
    enums = Object.entries(json.properties ?? {}).flatMap(([field, part]): [string, unknown[]][] =>
      part.enum ? [[field, part.enum]] : [],
    )
    enumsOf.set(schema, enums)
  }
  for (const [field, values] of enums) payload[field] = chance.of(values)
  return payload
}

/** All that somebody finds in a form, page by page. */
async function readsForm(town: Town, person: TestPerson, itemId: string): Promise<Set<string>> {
  const found = new Set<string>()
  for (let page = 1; page < 9; page += 1) {
    const { value } = await town.click(person, 'form.read', { itemId, page })
    const here = markersIn(value)
    if ([...here].every(marker => found.has(marker))) break
    for (const marker of here) found.add(marker)
  }
  return found
}

/** After the distribution whoever may have a form was sent it, and finds in it all that its author does (R-FORM-10). */
export async function everybodyHasIt(town: Town, house: House): Promise<void> {
  const { facts, bot, chance } = town
  const now = bot.clock.now()
  const items: ItemFacts[] = []
  for (const { id, status, out, dueAt, endAt } of facts.meetingsOf(house.team.id)) {
    if (status !== 'planned' || !out || dueAt > now || endAt < now) continue
    for (const item of facts.itemsOf(house.team.id))
      if (item.meetingId === id && item.status === 'open' && facts.formStatus(item.id) === 'submitted')
        items.push(item)
  }
  for (const item of items) wasSent(town, house, item)
  if (chance.happens(0.5)) for (const item of chance.some(items, 1)) await findsIt(town, house, item)
}

/** Was everybody who may have it sent it? The chat shows. */
function wasSent({ facts, witness, bot, personOf }: Town, house: House, item: ItemFacts): void {
  const matter = matterOf(house, item.id)
  if (!matter) return
  for (const personId of facts.circle(item)) {
    if (!witness.covered(matter, item.id, personId)) continue
    witness.count('readers who have it')
    const { conversationId } = personOf(personId)
    const told = bot.teams.sent.some(
      one => one.conversationId === conversationId && leadsTo(one.card, 'form.list', item.meetingId ?? ''),
    )
    if (!told) witness.complain('not sent to somebody who may have it', `${item.id} to ${personId}`)
  }
}

async function findsIt(town: Town, house: House, item: ItemFacts): Promise<void> {
  const { facts, witness, chance } = town
  const matter = matterOf(house, item.id)
  if (!matter || !item.formFillerId) return
  const whole = await readsForm(town, town.personOf(item.formFillerId), item.id)
  const entitled = [...facts.circle(item)].filter(personId => witness.covered(matter, item.id, personId))
  for (const personId of chance.some(entitled, 2)) {
    const read = await readsForm(town, town.personOf(personId), item.id)
    if ([...whole].some(marker => !read.has(marker)))
      witness.complain('withheld from somebody who may read', `form of ${item.id} from ${personId}`)
  }
}

const leadsTo = (card: unknown, verb: string, meetingId: string): boolean => {
  const text = JSON.stringify(card ?? '')
  return text.includes(`"${verb}"`) && text.includes(meetingId)
}
