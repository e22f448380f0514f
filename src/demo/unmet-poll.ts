import type { Core } from '../compose.ts'
import { calendarOf } from '../features/policy/model.ts'
import { type Answer, proposedDeadline } from '../features/polls/model.ts'
import { Fault } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { addWorkingDays } from '../shared/working-calendar.ts'
import { dayOf, instantOf } from '../shared/zoned-time.ts'
import { seedCases } from './cases.ts'
import { demoInstitution, demoPeople } from './people.ts'

const members = ['Lone Holm', 'Mette Dahl', 'Jens Bach', 'Ali Demir']

/** One of those who have to be there cannot come, whichever time it is. */
const refusals = ['Jens Bach', 'Mette Dahl', 'Ali Demir']

/**
 * A second team of Lone's, which was asked three working days ago and has answered: no time suits everybody who has to
 * be there, so that one can see what the bot does then (R-POLL-4).
 * @param idOf the person of that name
 */
export async function seedUnmetPoll(
  core: Core,
  tx: Tx,
  idOf: (name: string) => string,
  now: Date,
): Promise<void> {
  const { people, teams, polls, policies } = core.services
  const actorOf = async (name: string) => {
    const actor = await people.actorById(tx, idOf(name))
    if (!actor) throw new Fault('DEMO_SEED', 'somebody of the demo is not there: start over with /forfra')
    return actor
  }
  const policy = await policies.of(tx, (await actorOf('Lone Holm')).tenantId)
  const { zone, pollWorkingDays: workingDays } = policy
  const calendar = calendarOf(policy)
  const asked = instantOf(addWorkingDays(dayOf(now, zone), -3, calendar), '10:00', zone)

  const institution = await people.ensureInstitution(
    tx,
    (await actorOf('Lone Holm')).tenantId,
    demoInstitution,
    asked,
  )
  const created = await teams.create(
    tx,
    await actorOf('Lone Holm'),
    {
      kind: 'focusTeam',
      institutionId: institution.id,
      name: `Fokusteam ${demoInstitution}`,
      members: demoPeople
        .filter(person => members.includes(person.name))
        .map(({ name, profession }) => ({ personId: idOf(name), profession, required: true })),
      rhythm: {
        cadenceWeeks: 4,
        weekday: 4,
        startTime: '12:30',
        lengthMinutes: 90,
        place: `Mødelokalet, ${demoInstitution}`,
        reservedMinutes02: 0,
      },
    },
    asked,
  )
  if (!created.ok)
    throw new Fault('DEMO_SEED', `the demo’s second team could not be made: ${created.problem}`)
  const { team } = created
  await seedCases(core, tx, team, actorOf, now)

  const { proposals } = await polls.propose(tx, team, null, 'da', asked)
  const asking = proposals.map(({ startAt, endAt }) => ({ startAt, endAt }))
  const [first] = asking
  if (!first) return
  const deadlineAt = proposedDeadline(asked, first.startAt, { workingDays, zone, calendar })
  const poll = await polls.start(tx, await actorOf('Lone Holm'), team, { slots: asking, deadlineAt }, asked)
  const { slots } = await polls.view(tx, poll, asked)
  for (const name of members) {
    const answers = new Map(
      slots.map((slot, index): [string, Answer] => [
        slot.id,
        refusals[index % refusals.length] === name ? 'no' : name === 'Ali Demir' ? 'ifNeeded' : 'yes',
      ]),
    )
    const actor = await actorOf(name)
    await polls.answer(tx, actor, poll, actor.personId, { answers, comment: null }, asked)
  }
}
