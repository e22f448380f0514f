/**
 * Fills the database in `DATABASE_URL` with four teams of six, each with an agenda of six items and an open poll of
 * four slots, and prints as JSON what the people of the bench click on.
 */

import { type App, compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import type { AgendaItem, Content } from '../../src/features/agenda/model.ts'
import { emptyDetail } from '../../src/features/consent/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import type { Tx } from '../../src/shared/transaction.ts'
import { dayOf } from '../../src/shared/zoned-time.ts'
import { type Clicks, chat, crowd, rhythm, tenantId, visitor } from './people.ts'

const teamSize = 5
const dayMs = 24 * 3_600_000

/** Five of those who click, and a coordinator who does not, so that the poll is never answered in full. */
async function seedTeam({ core }: App, tx: Tx, first: number, into: Clicks): Promise<void> {
  const { people, teams, meetings, polls } = core.services
  const now = systemClock.now()
  const register = (number: number) => people.register(tx, visitor(number), chat(number), now)
  const newcomer = await register(crowd + first)
  const members: Actor[] = []
  for (let number = first; number < first + teamSize; number += 1) members.push(await register(number))
  const everybody = [newcomer, ...members]
  for (const person of everybody) await people.setProfession(tx, person, 'psychologist', now)
  const institution = await people.ensureInstitution(tx, tenantId, `Institution ${first}`, now)
  const created = await teams.create(
    tx,
    newcomer,
    {
      kind: 'resourceTeam',
      institutionId: institution.id,
      name: `Ressourceteam ${first}`,
      members: everybody.map(({ personId }) => ({ personId, profession: 'psychologist', required: true })),
      rhythm,
    },
    now,
  )
  if (!created.ok) throw new Error(created.problem)
  const { team } = created
  const coordinator = (await people.actorById(tx, newcomer.personId)) ?? newcomer

  const meeting = await meetings.create(
    tx,
    { team, ...slot(now, 30), pollId: null, createdById: coordinator.personId },
    now,
  )
  const recipients = everybody.map(({ personId }) => personId)
  for (const { kind, ...content } of contents) {
    const item = await core.services.agenda.add(
      tx,
      {
        team,
        meeting,
        kind,
        content,
        childId: null,
        minutes: 15,
        presenterId: coordinator.personId,
        formFillerId: null,
      },
      coordinator,
      now,
    )
    if (content.childName.startsWith('Barn')) await consent(core, tx, item, recipients, coordinator, now)
  }

  const slots = [40, 41, 42, 43].map(days => slot(now, days))
  const deadlineAt = new Date(now.getTime() + 7 * dayMs)
  const poll = await polls.start(tx, coordinator, team, { slots, deadlineAt }, now)
  const { slots: stored } = await polls.view(tx, poll, now)
  for (const [place] of members.entries()) {
    into.agenda[first + place] = { verb: 'agenda.open', meetingId: meeting.id }
    const answers = (answer: string) => Object.fromEntries(stored.map(({ id }) => [`slot:${id}`, answer]))
    into.poll[first + place] = ['yes', 'no'].map(answer => ({
      verb: 'poll.answer',
      pollIds: poll.id,
      ...answers(answer),
    }))
  }
}

/** Two named children with consent, one without, and three items about nobody in particular. */
const contents: readonly (Content & { kind: 'child' | 'childGroup' | 'anonymousCase' | 'other' })[] = [
  { kind: 'child', childName: 'Barn Et', ageMonths: 40, problem: text(1), questions: [text(2), text(3)] },
  { kind: 'child', childName: 'Barn To', ageMonths: 20, problem: text(2), questions: [text(1)] },
  { kind: 'child', childName: 'Uden samtykke', ageMonths: 50, problem: text(3), questions: [text(1)] },
  { kind: 'childGroup', childName: '', ageMonths: null, problem: text(1), questions: [text(2)] },
  { kind: 'anonymousCase', childName: '', ageMonths: 36, problem: text(2), questions: [text(3)] },
  { kind: 'other', childName: '', ageMonths: null, problem: text(3), questions: [] },
]

function text(number: number): string {
  return `Hvad kan vi gøre ved overgangen fra leg til måltid, når der er uro i garderoben? (${number})`
}

async function consent(
  { services }: App['core'],
  tx: Tx,
  item: AgendaItem,
  recipients: readonly string[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const detail = {
    ...emptyDetail,
    giverName: 'Forælder',
    relation: 'mother',
    otherHolder: 'agrees',
    language: '',
    purpose: 'Drøftelse i ressourceteamet',
    questions: item.questions,
    categories: ['wellbeing'],
    told: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
    form: 'written',
    evidence: '',
  } as const
  const givenOn = dayOf(now, 'Europe/Copenhagen')
  await services.consents.record(tx, item, { detail, recipients, givenOn }, actor, now)
}

function slot(now: Date, days: number): { startAt: Date; endAt: Date } {
  const startAt = new Date(now.getTime() + days * dayMs)
  return { startAt, endAt: new Date(startAt.getTime() + rhythm.lengthMinutes * 60_000) }
}

const read = readConfig({ ...process.env, PORT: '0' }, ['--no-client'])
if (!read.ok) throw new Error(read.problems.join('\n'))
const around = { clock: systemClock, ids: randomIds, log: silentLog, sweepEveryMs: 3_600_000 }
const app = await compose(read.config, around)
const clicks: Clicks = { agenda: [], poll: [] }
for (let first = 0; first < crowd; first += teamSize) {
  await app.core.db.write(tx => seedTeam(app, tx, first, clicks))
}
await app.stop()
console.log(JSON.stringify(clicks))
