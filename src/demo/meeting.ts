import type { Core } from '../compose.ts'
import type { AgendaItem, Content } from '../features/agenda/model.ts'
import type { Meeting } from '../features/meetings/model.ts'
import { emptyAnswer } from '../features/preparation/schema.ts'
import type { Team } from '../features/teams/model.ts'
import type { Actor } from '../shared/action.ts'
import { addDays, type Day, isoWeekday } from '../shared/day.ts'
import { Fault } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { isWorkingDay } from '../shared/working-calendar.ts'
import { dayOf, instantOf } from '../shared/zoned-time.ts'
import { recordConsent } from './cases.ts'
import { demoPeople, demoTenantId } from './people.ts'
import { demoStore } from './store.prisma.ts'

const zone = 'Europe/Copenhagen'
const calendar = { usualClosingDays: true, closingDays: [] }

/** The forms are asked for and sent out on the way there, as they would be in real life. */
const daysAhead = 14
const settingKey = 'meeting'

/** What is written about a child before the meeting. */
interface Case {
  content: Content
  giver: string
  filler: string
  seen: string
  placement: 'attention' | 'concern'
  reason: string
  child: string
  parents: string
  contribution?: { by: string; sees: string; works: string; suggests: string }
}

const cases: readonly Case[] = [
  {
    content: {
      childName: 'Karl Møller',
      ageMonths: 44,
      problem: 'Karl bliver tit ked af det, når vi skifter fra leg til samling.',
      questions: ['Hvordan hjælper vi Karl fra én ting til den næste?'],
    },
    giver: 'Sofie Møller',
    filler: 'Ida Krogh',
    seen: 'Han holder fast i legetøjet og græder, når vi synger samlingssangen.',
    placement: 'attention',
    reason: 'Det sker hver dag, og det er blevet sværere siden sommerferien.',
    child: 'At han gerne vil lege færdig først.',
    parents: 'De ser det samme om morgenen, når de skal ud ad døren.',
    contribution: {
      by: 'Ali Demir',
      sees: 'Han forstår det meste, men mangler ord, når det går hurtigt.',
      works: 'Når vi viser et billede af det, der kommer nu.',
      suggests: 'En billedplan over formiddagen.',
    },
  },
  {
    content: {
      childName: 'Liva Berg',
      ageMonths: 14,
      problem: 'Liva spiser kun lidt, og hun sover meget i vuggestuen.',
      questions: ['Hvad skal vi holde øje med, og hvem taler med forældrene?'],
    },
    giver: 'Tine Berg',
    filler: 'Sara Lind',
    seen: 'Hun vender hovedet væk fra skeen og er træt efter en halv time.',
    placement: 'concern',
    reason: 'Hun har ikke taget på de sidste to måneder.',
    child: 'At der er en voksen, hun kender, når hun skal spise.',
    parents: 'De er bekymrede og vil gerne have råd.',
  },
]

const about: Content = {
  childName: '',
  ageMonths: null,
  problem: 'Garderoben er trang, når alle skal ud på én gang.',
  questions: ['Hvem kan gå ud først?'],
}

/**
 * A meeting of the ressourceteam with three items, ready to be walked through: two children with consent, forms and a
 * contribution, and what is still open from last time.
 * @returns the meeting, also when it was made before; `held` when it is over
 */
export async function readyMeeting(core: Core, now: Date): Promise<Meeting | 'held'> {
  const { db, services } = core
  return db.write(async tx => {
    const known = await demoStore.setting(tx, settingKey)
    const made = known === null ? null : await services.meetings.find(tx, known)
    if (made) return made.status === 'held' || made.status === 'cancelled' ? 'held' : made
    const meeting = await make(core, tx, now)
    await demoStore.put(tx, settingKey, meeting.id)
    return meeting
  })
}

async function make(core: Core, tx: Tx, now: Date): Promise<Meeting> {
  const { people, teams, meetings, agenda } = core.services
  const actorOf = async (name: string): Promise<Actor> => {
    const person = demoPeople.find(one => one.name === name)
    const found = person && (await people.arrive(tx, { ...person, tenantId: demoTenantId }))
    if (!found) throw new Fault('DEMO_SEED', 'somebody of the demo is not there: start over with /forfra')
    return found.actor
  }
  const lone = await actorOf('Lone Holm')
  const team = (await teams.mine(tx, lone)).find(one => one.kind === 'resourceTeam')
  if (!team) throw new Fault('DEMO_SEED', 'the demo’s team is not there: start over with /forfra')
  const startAt = await freeTime(core, tx, team, now)
  const endAt = new Date(startAt.getTime() + team.lengthMinutes * 60_000)
  const meeting = await meetings.create(
    tx,
    { team, startAt, endAt, pollId: null, createdById: lone.personId },
    now,
  )
  for (const one of cases) await prepare(core, tx, { team, meeting, lone, one, actorOf, now })
  // The third is what was left from last time; where that has been done, there is something else.
  if ((await agenda.ofMeeting(tx, meeting.id)).length < 3)
    await add(core, tx, { team, meeting, lone, now }, about, null)
  return meeting
}

/** The team's own weekday and hour, on a working day without a meeting of theirs. */
async function freeTime({ services }: Core, tx: Tx, team: Team, now: Date): Promise<Date> {
  const taken = (await services.meetings.ofTeam(tx, team.id)).map(one => dayOf(one.startAt, zone))
  let day: Day = addDays(dayOf(now, zone), daysAhead)
  while (isoWeekday(day) !== team.weekday || !isWorkingDay(day, calendar) || taken.includes(day))
    day = addDays(day, 1)
  return instantOf(day, team.startTime, zone)
}

interface At {
  team: Team
  meeting: Meeting
  lone: Actor
  now: Date
}

const add = ({ services }: Core, tx: Tx, at: At, content: Content, formFillerId: string | null) =>
  services.agenda.add(
    tx,
    {
      team: at.team,
      meeting: at.meeting,
      kind: content.ageMonths === null ? 'childGroup' : 'child',
      content,
      childId: null,
      minutes: 25,
      presenterId: at.lone.personId,
      formFillerId,
    },
    at.lone,
    at.now,
  )

/** The item, the parents' yes, the form handed in, and what a colleague adds. */
async function prepare(
  core: Core,
  tx: Tx,
  at: At & { one: Case; actorOf(name: string): Promise<Actor> },
): Promise<void> {
  const { one, actorOf, lone, now } = at
  const filler = await actorOf(one.filler)
  const item = await add(core, tx, at, one.content, filler.personId)
  await recordConsent(core, tx, item, one.giver, lone, now)
  await handIn(core, tx, item, one, await actorOf(one.filler), now)
  if (!one.contribution) return
  const { by, ...texts } = one.contribution
  const { contributions } = core.services
  const author = await actorOf(by)
  const begun = await contributions.begin(tx, item, author, now)
  const saved = await contributions.save(tx, item, begun, texts, begun.revision, author, now)
  if (saved.ok) await contributions.submit(tx, item, saved.contribution, author, now)
}

async function handIn(
  { services }: Core,
  tx: Tx,
  item: AgendaItem,
  one: Case,
  filler: Actor,
  now: Date,
): Promise<void> {
  const { preparation } = services
  const begun = await preparation.begin(tx, item, filler, now)
  if (!begun) throw new Fault('DEMO_SEED', 'the demo’s form could not be begun: start over with /forfra')
  const theme = { ...emptyAnswer('emotional'), seen: one.seen }
  const asked = {
    ...emptyAnswer('perspectives'),
    child: one.child,
    parents: one.parents,
    talked: 'Sidste uge',
  }
  const placed = { own: one.placement, reason: one.reason }
  const first = await preparation.saveStep(tx, item, begun, 'emotional', theme, 0, filler, now)
  const second = await preparation.saveStep(tx, item, first.form, 'perspectives', asked, 0, filler, now)
  const third = await preparation.saveStep(tx, item, second.form, 'placement', placed, 0, filler, now)
  const { missing } = await preparation.submit(tx, item, third.form, filler, now)
  if (missing.length > 0) throw new Fault('DEMO_SEED', 'the demo’s form is not complete')
}
