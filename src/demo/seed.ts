import type { Core } from '../compose.ts'
import type { Actor } from '../shared/action.ts'
import { addDays, type Day, isoWeekday } from '../shared/day.ts'
import { Fault } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { addWorkingDays, isWorkingDay } from '../shared/working-calendar.ts'
import { dayOf, instantOf } from '../shared/zoned-time.ts'
import { demoInstitution, demoPeople, demoTenantId } from './people.ts'
import { demoStore } from './store.prisma.ts'
import { seedUnmetPoll } from './unmet-poll.ts'

const zone = 'Europe/Copenhagen'
const calendar = { usualClosingDays: true, closingDays: [] }
const rhythm = {
  cadenceWeeks: 6,
  weekday: 2,
  startTime: '09:00',
  lengthMinutes: 120,
  place: 'Personalestuen, Solsikken',
  reservedMinutes02: 30,
}

/**
 * The municipality of the demo, made once: one institution, six people, a ressourceteam with its meeting six weeks ago
 * and an action point that is still open, and a fokusteam that finds no date after its next meeting, where two consents
 * are not in order.
 */
export async function seed(core: Core): Promise<void> {
  const { db, clock, services } = core
  const now = clock.now()
  const first = demoPeople[0]
  if (!first || (await services.people.arrive(db.reader, { ...first, tenantId: demoTenantId }))) return
  await db.write(async tx => {
    const ids = await seedPeople(core, tx, now)
    await seedPastMeeting(core, tx, ids, now)
    await seedUnmetPoll(core, tx, name => ids.get(name) ?? '', now)
    await demoStore.forgetHistory(tx, now)
  })
}

type Ids = ReadonlyMap<string, string>

async function seedPeople({ services: { people } }: Core, tx: Tx, now: Date): Promise<Ids> {
  const institution = await people.ensureInstitution(tx, demoTenantId, demoInstitution, now)
  const ids = new Map<string, string>()
  for (const person of demoPeople) {
    const actor = await people.register(tx, { ...person, tenantId: demoTenantId }, null, now)
    await people.activate(tx, actor.personId)
    await people.setProfession(tx, actor, person.profession, now)
    await people.joinInstitution(tx, actor.personId, institution.id)
    ids.set(person.name, actor.personId)
  }
  return ids
}

async function seedPastMeeting({ services }: Core, tx: Tx, ids: Ids, now: Date): Promise<void> {
  const { people, teams, meetings, agenda, run, minutes } = services
  const idOf = (name: string) => ids.get(name) ?? ''
  const lone = async (): Promise<Actor> => {
    const actor = await people.actorById(tx, idOf('Lone Holm'))
    if (!actor) throw new Fault('DEMO_SEED', 'the demo’s leader is not there: start over with /forfra')
    return actor
  }
  const today = dayOf(now, zone)
  const met = sixWeeksAgo(today)
  const startAt = instantOf(met, rhythm.startTime, zone)
  const endAt = new Date(startAt.getTime() + rhythm.lengthMinutes * 60_000)
  const before = instantOf(addDays(met, -28), '10:00', zone)

  const institution = await people.ensureInstitution(tx, demoTenantId, demoInstitution, before)
  const created = await teams.create(
    tx,
    await lone(),
    {
      kind: 'resourceTeam',
      institutionId: institution.id,
      name: `Ressourceteam ${demoInstitution}`,
      members: demoPeople
        .filter(person => person.profession !== 'pedagogue')
        .map(({ name, profession }) => ({
          personId: idOf(name),
          profession,
          required: profession !== 'speechTherapist',
        })),
      rhythm,
    },
    before,
  )
  if (!created.ok) throw new Fault('DEMO_SEED', `the demo’s team could not be made: ${created.problem}`)
  const { team } = created
  const coordinator = await lone()
  const meeting = await meetings.create(
    tx,
    { team, startAt, endAt, pollId: null, createdById: coordinator.personId },
    before,
  )
  const item = await agenda.add(
    tx,
    {
      team,
      meeting,
      kind: 'childGroup',
      content: {
        childName: '',
        problem: 'Der er uro i garderoben, når børnene skal på legepladsen.',
        questions: ['Hvordan kan vi dele gruppen op?'],
        ageMonths: null,
      },
      childId: null,
      minutes: 20,
      presenterId: coordinator.personId,
      formFillerId: null,
    },
    coordinator,
    before,
  )
  await run.start(tx, meeting, coordinator, startAt)
  await run.turnTo(tx, meeting, item.id, coordinator, startAt)
  const summary = 'Vi prøver at gå ud i tre små hold. Jens ser med en formiddag.'
  await run.keep(tx, meeting, item, { summary, outcomes: ['pprObservation'] }, coordinator, startAt)
  const action = { text: 'Observation i garderoben', ownerId: idOf('Jens Bach'), dueDay: dueSoon(today) }
  await run.addAction(tx, meeting, item, action, coordinator, startAt)
  await minutes.approve(tx, await meetings.get(tx, meeting.id), coordinator, endAt)
}

function sixWeeksAgo(today: Day): Day {
  let day = addDays(today, -42)
  while (isoWeekday(day) !== rhythm.weekday || !isWorkingDay(day, calendar)) day = addDays(day, -1)
  return day
}

const dueSoon = (today: Day): Day => addWorkingDays(today, 4, calendar)
