import type { ActionPoint } from '../../src/features/action-points/model.ts'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import type { NewItem } from '../../src/features/agenda/service.ts'
import { emptyDetail } from '../../src/features/consent/model.ts'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Team } from '../../src/features/teams/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import type { Day } from '../../src/shared/day.ts'
import type { Log } from '../../src/shared/log.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson } from './bot.ts'
import { nodes } from './cards.ts'
import { plansMeeting } from './meetings.ts'
import { startTeamOf } from './team.ts'

/** A ressourceteam with a planned meeting, for tests of what happens at it and afterwards. */
export interface MeetingRoom {
  bot: TestBot
  team: Team
  /** Tuesday 24 November 2026 9.00–11.00, unless another time is given */
  meeting: Meeting
  /** coordinator */
  lone: TestPerson
  mette: TestPerson
  jens: TestPerson
  sara: TestPerson
  /** the pædagog: a guest of Noah's item */
  ida: TestPerson
  /** coordinates another team of the municipality, which nobody else is in */
  bo: TestPerson
  kastanjen: Team
  actor(person: TestPerson): Promise<Actor>
  /** two hours, unless it is said until when */
  plan(startAt: string, endAt?: string): Promise<Meeting>
  adds(item: Partial<NewItem> & { about?: string; child?: string }, to?: Meeting): Promise<AgendaItem>
  /** The parents' consent to the item as it is, for whoever takes part in it. */
  consents(item: AgendaItem): Promise<void>
  withdraws(item: AgendaItem): Promise<void>
  /** The meeting is held now: this was said about the item and agreed, and the minutes are approved. */
  holds(item: AgendaItem, agreed: readonly Agreed[], at?: Meeting): Promise<ActionPoint[]>
  stop(): Promise<void>
}

export interface Agreed {
  text: string
  owner: TestPerson
  /** 'YYYY-MM-DD' */
  due: string
}

export async function openMeetingRoom(
  now = '2026-11-16T08:00:00Z',
  log?: Log,
  startAt = '2026-11-24T08:00:00Z',
  databaseUrl?: string,
): Promise<MeetingRoom> {
  const bot = await startTestBot({ now, ...(log ? { log } : {}), ...(databaseUrl ? { databaseUrl } : {}) })
  const { core } = bot.app
  const { services, db } = core
  const lone = await bot.person('Lone Holm', 'daycareLeader')
  const mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  const jens = await bot.person('Jens Bach', 'psychologist')
  const sara = await bot.person('Sara Lind', 'healthVisitor')
  const ida = await bot.person('Ida Krogh', 'pedagogue')
  const bo = await bot.person('Bo Frem', 'daycareLeader')

  const team = await startTeamOf(bot, lone, 'Solsikken', [mette, jens, sara], {
    name: 'Solsikken',
    rhythm: { place: 'Personalestuen' },
  })
  const kastanjen = await startTeamOf(bot, bo, 'Kastanjen', [])
  const actor = (person: TestPerson) => actorOf(bot, person)
  const plan = (from: string, until?: string) => plansMeeting(bot, team, from, until)
  const meeting = await plan(startAt)

  return {
    bot,
    team,
    kastanjen,
    meeting,
    lone,
    mette,
    jens,
    sara,
    ida,
    bo,
    actor,
    plan,
    async adds({ about = 'Vi har set det på stuen.', child, ...item }, to = meeting) {
      const leading = await actor(lone)
      return db.write(tx =>
        services.agenda.add(
          tx,
          {
            team,
            meeting: to,
            kind: child ? 'child' : 'other',
            content: {
              childName: child ?? '',
              ageMonths: child ? 40 : null,
              problem: about,
              questions: ['Hvad kan vi gøre på stuen?'],
            },
            childId: null,
            minutes: 20,
            presenterId: lone.personId,
            formFillerId: null,
            ...item,
          },
          leading,
          bot.clock.now(),
        ),
      )
    },
    async consents(item) {
      const leading = await actor(lone)
      await db.write(async tx => {
        const circle = (await services.agenda.circles(tx, [item])).get(item.id)?.people ?? []
        await services.consents.record(
          tx,
          item,
          {
            detail: {
              ...emptyDetail,
              giverName: 'Anna Berg',
              relation: 'mother',
              otherHolder: 'agrees',
              language: 'dansk',
              purpose: 'At støtte barnet.',
              questions: item.questions,
              categories: ['wellbeing'],
              told: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
              form: 'written',
              evidence: 'Sag 12',
            },
            recipients: circle,
            givenOn: '2026-11-10' as Day,
          },
          leading,
          bot.clock.now(),
        )
      })
    },
    async withdraws(item) {
      const leading = await actor(lone)
      await db.write(tx => services.consents.withdraw(tx, item, 'withdrawn', leading, bot.clock.now()))
    },
    async holds(item, agreed, at = meeting) {
      const leading = await actor(lone)
      const now = bot.clock.now()
      const points = await db.write(async tx => {
        await services.run.start(tx, at, leading, now)
        const running = await services.meetings.get(tx, at.id)
        for (const { text, owner, due } of agreed) {
          const action = { text, ownerId: owner.personId, dueDay: due as Day }
          await services.run.addAction(tx, running, item, action, leading, now)
        }
        const said = { summary: 'Vi talte om det.', parentTalkById: '', parentTalkDay: null }
        await services.run.keep(tx, running, item, said, leading, now)
        await services.minutes.approve(tx, running, leading, now)
        return services.actionPoints.ofMeeting(tx, at.id)
      })
      await bot.app.engine.runDue()
      return agreed.flatMap(({ text }) => points.filter(point => point.text === text))
    },
    stop: () => bot.stop(),
  }
}

/** Presses the first button whose data has all of these values: rows of one card have buttons of the same title. */
export async function pressesWith(person: TestPerson, values: Record<string, unknown>): Promise<void> {
  for (const node of nodes(person.card)) {
    if (node.type !== 'Action.Execute') continue
    const data = node.data as Record<string, unknown>
    if (Object.entries(values).some(([key, value]) => data[key] !== value)) continue
    const answer = await person.sends({ ...data })
    if (typeof answer.value !== 'string') person.card = answer.value
    return
  }
  throw new Error(`no button with ${JSON.stringify(values)} on:\n${person.words()}`)
}
