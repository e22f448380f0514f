import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Rows, readRows } from '../simulation/rows.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonData, inputValues, plainSpaces, wordsOf } from '../support/cards.ts'
import { type CardNode, type FakeTeams, startFakeTeams } from '../support/fake-teams.ts'
import { startWithForm } from '../support/forms.ts'
import { createVictim, type Victim } from './process.ts'

/** A database in which a meeting is planned, with a child on its agenda whose form Ida is to fill in. */
export interface Before {
  file: string
  itemId: string
  meetingId: string
  childId: string
  lone: Who
  ida: Who
  mette: Who
  /** from another team */
  stranger: Who
  /** who is to get the form */
  circle: Who[]
  /** deletes it */
  drop(): void
}

export type Who = Pick<TestPerson, 'name' | 'personId' | 'conversationId'>

/** What the bot answered: certain for whoever got it. */
export interface Acknowledged {
  value: CardNode | string
  words: string
}

/** A click as Teams sends it, and sends it again when nobody answered. */
export interface Click {
  by: Who
  data: Record<string, unknown>
  activityId: string
}

/** One copy of that database with the product's process on it, and Teams at the far end, which outlives it. */
export interface Scene extends Before {
  teams: FakeTeams
  victim: Victim
  /** opens the rows as they are, whether anybody is alive or not */
  look<T>(at: (rows: Rows) => T): T
  click(by: Who, verb: string, payload: object): Click
  /** a button of a card, with what stands in its fields */
  button(by: Who, card: CardNode, verb: string, fields: object): Click
  send(click: Click): Promise<Acknowledged>
  says(by: Who, text: string): Promise<unknown>
  close(): Promise<void>
}

const folderNear = () =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'roed-traad-crash-'))

/** Asked for the form on the tenth; it is due on Friday the 20th of November at 12.00. */
export const begins = new Date('2026-11-10T09:00:00Z')

export async function prepare(): Promise<Before> {
  const folder = folderNear()
  const file = join(folder, 'before.db')
  const at = await startWithForm({ consent: false, now: begins.toISOString(), databaseUrl: `file:${file}` })
  const who = ({ name, personId, conversationId }: TestPerson): Who => ({ name, personId, conversationId })
  const { lone, ida, mette, jens, ali, sara, stranger, item, meeting } = at
  await at.bot.passTo(begins)
  await at.bot.stop()
  return {
    file,
    itemId: item.id,
    meetingId: meeting.id,
    childId: item.childId ?? '',
    lone: who(lone),
    ida: who(ida),
    mette: who(mette),
    stranger: who(stranger),
    circle: [lone, ida, mette, jens, ali, sara].map(who),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function open(before: Before): Promise<Scene> {
  const folder = folderNear()
  const file = join(folder, 'scene.db')
  copyFileSync(before.file, file)
  copyFileSync(`${before.file}.key`, `${file}.key`)
  const teams = await startFakeTeams()
  const victim = createVictim(file)

  const envelope = ({ name, conversationId }: Who) => {
    const aadObjectId = conversationId.slice(2)
    const tenantId = '11111111-1111-4111-8111-111111111111'
    return {
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: `29:${aadObjectId}`, name, aadObjectId },
      recipient: { id: '28:bot', name: 'Rød Tråd' },
      conversation: { id: conversationId, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      locale: 'da-DK',
    }
  }
  const click: Scene['click'] = (by, verb, payload) => ({
    by,
    data: { v: 1, n: randomUUID(), verb, ...payload },
    activityId: randomUUID(),
  })

  return {
    ...before,
    file,
    teams,
    victim,
    click,
    look(at) {
      const rows = readRows(file)
      try {
        return at(rows)
      } finally {
        rows.close()
      }
    },
    button(by, card, verb, fields) {
      const { v: _v, n: _n, verb: _verb, ...payload } = buttonData(card, verb)
      return click(by, verb, { ...inputValues(card), ...fields, ...payload })
    },
    async send({ by, data, activityId }) {
      const value = { action: { type: 'Action.Execute', data, verb: data.verb }, trigger: 'manual' }
      const body = plainSpaces(
        (await victim.post({
          ...envelope(by),
          id: activityId,
          type: 'invoke',
          name: 'adaptiveCard/action',
          value,
        })) ?? {},
      ) as { value?: CardNode | string }
      const answer = body.value ?? ''
      const words = typeof answer === 'string' ? answer : wordsOf(answer)
      if (/\(kode /.test(words)) throw new Error(`${by.name}, ${data.verb}: ${words}`)
      return { value: answer, words: `${words}\n${Object.values(inputValues(answer)).join('\n')}` }
    },
    says: (by, text) => victim.post({ ...envelope(by), id: randomUUID(), type: 'message', text }),
    async close() {
      await victim.stop()
      await teams.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
