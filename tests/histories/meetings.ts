import type { Answer } from '../support/bot.ts'
import { type Act, matterOf } from './acts.ts'
import { fetchesMinutes } from './papers.ts'
import { buttonWith, type House, type Town } from './town.ts'

const goes = (answer: Answer, go: string) =>
  typeof answer.value !== 'string' && buttonWith(answer.value, { verb: 'run.save', go }) !== null

/** The meeting is held, item by item: something is said, something agreed, and the minutes are approved. */
export const holds: Act = async (town, house) => {
  const { facts, witness, chance } = town
  const { leader } = house
  const meetingId = house.meetings[0].id
  if (facts.meetingsOf(house.team.id).find(({ id }) => id === meetingId)?.status !== 'planned') return false
  await town.click(leader, 'run.start', { meetingId, sure: true }, house)
  for (const item of facts.itemsOf(house.team.id))
    if (item.meetingId === meetingId && item.status === 'open' && chance.happens(0.8))
      await talksOf(town, house, item.id)
  if (chance.happens(0.9)) await town.click(leader, 'minutes.approve', { meetingId, sure: true }, house)
  witness.count('meetings held')
  return true
}

async function talksOf(town: Town, house: House, itemId: string): Promise<void> {
  const { witness, chance, facts } = town
  const { leader } = house
  const matter = matterOf(house, itemId)
  if (!matter) return
  const text = (telling: 'minutes' | 'agreement') => {
    const marker = town.word()
    witness.wrote(marker, { telling, matter, itemId, authorId: leader.personId })
    return marker
  }
  const item = await town.click(leader, 'run.item', { itemId }, house)
  if (!goes(item, 'result')) return
  const said = { summary: text('minutes') }
  const result = await town.press(leader, item, { verb: 'run.save', go: 'result' }, said, house)
  if (!goes(result, 'actions')) return
  const followUpDay = chance.happens(0.5) ? '2027-01-05' : ''
  const decided = { outcomes: 'continuedAttention', followUpDay }
  const actions = await town.press(leader, result, { verb: 'run.save', go: 'actions' }, decided, house)
  if (!goes(actions, 'add') || !chance.happens(0.6)) return
  const ownerId = chance.of([...facts.members(house.team.id)])
  const agreed = { what: text('agreement'), ownerId, dueDay: '2026-12-08' }
  await town.press(leader, actions, { verb: 'run.save', go: 'add' }, agreed, house)
}

/** Those who took part read the minutes, and what they are to do. */
export const readsUp: Act = async (town, house) => {
  const { facts, chance } = town
  const [{ id: meetingId }] = house.meetings
  if (facts.meetingsOf(house.team.id).find(({ id }) => id === meetingId)?.status !== 'held') return false
  const here = new Set([...facts.members(house.team.id), ...facts.guests(meetingId).map(one => one.personId)])
  for (const personId of chance.some([...here], 2)) {
    const person = town.personOf(personId)
    await town.click(person, 'minutes.read', { meetingId, page: 1 })
    await fetchesMinutes(town, house, person, meetingId)
    for (const { id } of facts.pointsOf(house.team.id))
      await town.click(person, 'action.open', { actionPointId: id })
  }
  return true
}
