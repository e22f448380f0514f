import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import type { Profession } from '../../src/shared/action.ts'
import type { Chance } from '../simulation/chance.ts'
import { type Rows, readRows } from '../simulation/rows.ts'
import { type Answer, startTestBot, type TestBot, type TestPerson } from '../support/bot.ts'
import { buttonData, inputValues, nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { plansMeeting } from '../support/meetings.ts'
import { startTeamOf } from '../support/team.ts'
import { createFacts, type Facts } from './facts.ts'
import { markers, markersIn } from './texts.ts'
import { createWitness, type Matter, type Witness } from './witness.ts'

/** A team and what is talked of in it: three children, and what came of them. */
export interface House {
  team: Team
  /** the one in November, which the histories lead up to, and the one in January */
  meetings: [Meeting, Meeting]
  leader: TestPerson
  matters: Matter[]
  /** name markers, by child */
  children: Map<string, string>
  /** clicks that changed something, so that Teams may deliver them once more */
  clicks: { person: TestPerson; data: Record<string, unknown>; activityId: string }[]
  /** by which somebody may fetch a paper, for a while */
  links: { person: TestPerson; url: string }[]
}

/** One booted product with many houses in it: whoever is in several teams is one person. */
export interface Town {
  bot: TestBot
  chance: Chance
  rows: Rows
  facts: Facts
  witness: Witness
  people: TestPerson[]
  personOf(id: string): TestPerson
  houses: House[]
  /** A word that nobody has typed yet. */
  word(): string
  /** Clicks, and has the witness look at the answer. */
  click(person: TestPerson, verb: string, payload?: Record<string, unknown>, house?: House): Promise<Answer>
  /** Presses a button of the card that an answer brought, with what stands in its fields. */
  press(
    person: TestPerson,
    answer: Answer,
    which: Record<string, unknown>,
    fields?: Record<string, unknown>,
    house?: House,
  ): Promise<Answer>
  redeliver(click: House['clicks'][number]): Promise<void>
  /** The witness reads what has been sent since. */
  hears(): void
  /** Everything that is due leaves, and the witness reads it. */
  runDue(): Promise<void>
  stop(): Promise<void>
}

const november = '2026-11-24T08:00:00Z'
const january = '2027-01-12T08:00:00Z'
const staff: readonly Profession[] = ['psychologist', 'healthVisitor', 'outreachAdvisor', 'speechTherapist']

/** '2 skemaer og 1 bidrag': how many papers a message speaks of. */
const promisedIn = (summary: string): number =>
  [...summary.matchAll(/(\d+) (?:skema|bidrag)/g)].reduce((sum, [, count]) => sum + Number(count), 0)

/** A power cut is not what these histories are about: where there is a disk in memory, none is waited for. */
const inMemory = () => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'roed-traad-'))

/** @param about what the houses hold is begun by `acts` */
export async function openTown(chance: Chance, about: { houses: number; people: number }): Promise<Town> {
  const folder = inMemory()
  const file = join(folder, 'histories.db')
  const bot = await startTestBot({ now: '2026-11-09T08:00:00Z', databaseUrl: `file:${file}` })
  const rows = readRows(file)
  const facts = createFacts(rows)
  const witness = createWitness(facts, bot.clock.now)
  const words = markers()
  const people: TestPerson[] = []
  const byChat = new Map<string, string>()
  let heard = 0
  let instance = 0

  async function send(
    person: TestPerson,
    data: Record<string, unknown>,
    activityId?: string,
  ): Promise<Answer> {
    const answer = await person.sends(data, activityId)
    const { verb, itemId = '', n: _, ...rest } = data
    witness.shown(
      person.personId,
      answer.value,
      `${verb} ${itemId} ${JSON.stringify(rest).slice(0, 80)}`,
      markersIn(data),
    )
    if (answer.status !== 200) witness.complain('faults', `${verb}: ${answer.status}`)
    return answer
  }

  const town: Town = {
    bot,
    chance,
    rows,
    facts,
    witness,
    people,
    houses: [],
    personOf(id) {
      const found = people.find(one => one.personId === id)
      if (!found) throw new Error(`nobody is ${id}`)
      return found
    },
    word: words.next,
    async click(person, verb, payload = {}, house) {
      instance += 1
      const data = { v: 1, n: `${person.personId}-${instance}`, verb, ...payload }
      const activityId = `activity-${instance}`
      const answer = await send(person, data, activityId)
      house?.clicks.push({ person, data, activityId })
      return answer
    },
    async press(person, answer, which, fields = {}, house) {
      const data = typeof answer.value === 'string' ? null : buttonWith(answer.value, which)
      if (!data || typeof answer.value === 'string')
        throw new Error(`${person.name}: no button ${JSON.stringify(which)} on:\n${answer.words}`)
      const { v: _, verb, ...payload } = data
      return town.click(person, String(verb), { ...inputValues(answer.value), ...fields, ...payload }, house)
    },
    async redeliver({ person, data, activityId }) {
      await send(person, data, activityId)
    },
    hears() {
      for (const activity of bot.teams.sent.slice(heard)) {
        const personId = byChat.get(activity.conversationId)
        if (!personId) continue
        witness.posted(personId, activity, activity.summary || activity.text)
        const forms = activity.card && buttonWith(activity.card, { verb: 'form.list' })
        const house = town.houses.find(({ meetings }) => meetings.some(({ id }) => id === forms?.meetingId))
        if (house) witness.promised(personId, promisedIn(activity.summary), String(forms?.meetingId), house)
      }
      heard = bot.teams.sent.length
    },
    async runDue() {
      await bot.app.engine.runDue()
      town.hears()
    },
    async stop() {
      rows.close()
      await bot.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }

  for (let count = 0; count < about.people; count += 1) {
    const profession = staff[count % staff.length] ?? 'other'
    people.push(await bot.person(`Person ${count}`, profession))
  }
  for (const { conversationId, personId } of people) byChat.set(conversationId, personId)
  for (let count = 0; count < about.houses; count += 1) {
    const [leader, ...members] = chance.some(people, 4)
    if (!leader) throw new Error('there is nobody to lead a team')
    const team = await startTeamOf(bot, leader, `House ${count}`, members)
    const planned = [await plansMeeting(bot, team, november), await plansMeeting(bot, team, january)] as const
    town.houses.push({
      team,
      meetings: [...planned],
      leader,
      matters: [],
      children: new Map(),
      clicks: [],
      links: [],
    })
  }
  await town.runDue()
  return town
}

/** The data of the first button that carries all of these. */
export function buttonWith(card: CardNode, which: Record<string, unknown>): CardNode | null {
  if (typeof which.verb === 'string' && Object.keys(which).length === 1) {
    try {
      return buttonData(card, which.verb)
    } catch {
      return null
    }
  }
  for (const node of nodes(card)) {
    if (node.type !== 'Action.Execute') continue
    const data = node.data as CardNode
    if (Object.entries(which).every(([key, value]) => data[key] === value)) return data
  }
  return null
}
