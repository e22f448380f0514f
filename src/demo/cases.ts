import type { Core } from '../compose.ts'
import { type AgendaItem, bandOf, type Content } from '../features/agenda/model.ts'
import { categories, emptyDetail, tellings } from '../features/consent/model.ts'
import type { Meeting } from '../features/meetings/model.ts'
import type { Team } from '../features/teams/model.ts'
import type { Actor } from '../shared/action.ts'
import { addDays, type Day, isoWeekday } from '../shared/day.ts'
import type { Tx } from '../shared/transaction.ts'
import { isWorkingDay } from '../shared/working-calendar.ts'
import { dayOf, instantOf } from '../shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = { usualClosingDays: true, closingDays: [] }

/** So far ahead that nobody has been asked for a form yet, and the deadline is a week or two of `/spol` away. */
const daysAhead = 18

/** What was agreed with whom, and how long ago: the consents were given before Sara was invited. */
const daysAgo = { added: 12, consented: 9, invited: 4, withdrawn: 2 }

/**
 * The fokusteam's next meeting with three children, as a leader may find it on a Monday: a consent that does not cover
 * somebody who has been invited since, one that the parents have taken back, and a child that nobody is to recognise
 * (R-CONS-2, R-CONS-5, R-CONS-6).
 * @param actorOf the person of that name
 */
export async function seedCases(
  core: Core,
  tx: Tx,
  team: Team,
  actorOf: (name: string) => Promise<Actor>,
  now: Date,
): Promise<void> {
  const { meetings, agenda, consents } = core.services
  const lone = await actorOf('Lone Holm')
  const ago = (days: number) => instantOf(addDays(dayOf(now, zone), -days), '10:00', zone)
  const meeting = await plan(core, tx, team, lone, now, ago(daysAgo.added))

  const mette = await actorOf('Mette Dahl')
  const add = (kind: 'child' | 'anonymousCase', content: Content, author: Actor) =>
    agenda.add(
      tx,
      {
        team,
        meeting,
        kind,
        childId: null,
        content,
        minutes: 20,
        presenterId: author.personId,
        formFillerId: null,
      },
      author,
      ago(daysAgo.added),
    )
  const widened = await add(
    'child',
    {
      childName: 'Emma Holt',
      ageMonths: 40,
      problem: 'Emma siger få ord og trækker sig, når de andre leger.',
      questions: ['Hvordan hjælper vi hende ind i legen?'],
    },
    lone,
  )
  const takenBack = await add(
    'child',
    {
      childName: 'Oskar Friis',
      ageMonths: 52,
      problem: 'Oskar bliver ked af det, når mange børn er samlet.',
      questions: ['Hvad kan vi ændre i hverdagen?'],
    },
    lone,
  )
  await add(
    'anonymousCase',
    {
      childName: '',
      ageMonths: bandOf(40),
      problem: 'Et barn er tit træt og sultent om morgenen, og forældrene vil gerne have hjælp.',
      questions: ['Hvad kan vi tilbyde familien?'],
    },
    mette,
  )
  await recordConsent(core, tx, widened, 'Maria Holt', lone, ago(daysAgo.consented))
  await recordConsent(core, tx, takenBack, 'Anne Friis', lone, ago(daysAgo.consented))

  const sara = await actorOf('Sara Lind')
  const invitation = {
    personId: sara.personId,
    itemId: null,
    asFiller: false,
    invitedById: lone.personId,
  }
  await meetings.invite(tx, meeting, invitation, lone, ago(daysAgo.invited))
  await consents.withdraw(tx, takenBack, 'withdrawn', lone, ago(daysAgo.withdrawn))
}

async function plan(
  { services: { meetings } }: Core,
  tx: Tx,
  team: Team,
  lone: Actor,
  now: Date,
  planned: Date,
): Promise<Meeting> {
  let day: Day = addDays(dayOf(now, zone), daysAhead)
  while (isoWeekday(day) !== team.weekday || !isWorkingDay(day, calendar)) day = addDays(day, 1)
  const startAt = instantOf(day, team.startTime, zone)
  const endAt = new Date(startAt.getTime() + team.lengthMinutes * 60_000)
  return meetings.create(tx, { team, startAt, endAt, pollId: null, createdById: lone.personId }, planned)
}

/** Both parents have said yes, in writing, to everybody who took part in the item then. */
export async function recordConsent(
  { services: { agenda, consents } }: Core,
  tx: Tx,
  item: AgendaItem,
  giverName: string,
  lone: Actor,
  given: Date,
): Promise<void> {
  const circle = (await agenda.circles(tx, [item])).get(item.id)?.people ?? []
  await consents.record(
    tx,
    item,
    {
      recipients: circle,
      givenOn: dayOf(given, zone),
      detail: {
        ...emptyDetail,
        giverName,
        relation: 'mother',
        otherHolder: 'agrees',
        language: '',
        purpose: 'At finde den rette støtte i børnehaven.',
        questions: item.questions,
        categories: categories.filter(category => category !== 'health'),
        told: tellings.consent,
        form: 'written',
        evidence: 'Ligger i institutionens mappe',
      },
    },
    lone,
    given,
  )
}
