import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import type { Waiting } from '../../reminders/backlog.ts'
import { digestTimes, type Rhythm } from '../../reminders/model.ts'
import {
  type Actor,
  defineAction,
  type Feature,
  ownOnly,
  professions,
  type StartEntry,
  type Turn,
} from '../../shared/action.ts'
import { type Day, parseDay } from '../../shared/day.ts'
import { fullDay } from '../../shared/human-dates.ts'
import { type Card, nothingHere, type Outcome, view } from '../../shared/outcome.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf, timeField } from '../../shared/zoned-time.ts'
import type { PolicyService } from '../policy/service.ts'
import {
  backlogCard,
  openedCard,
  professionCard,
  type SettingsState,
  type StopConsequences,
  settingsCard,
  startCard,
  stopCard,
} from './cards.ts'
import type { PeopleService } from './service.ts'

export interface PeopleActionDeps {
  people: PeopleService
  policies: PolicyService
  /** what every feature has to offer this person now */
  entries(turn: Turn<null>): Promise<readonly StartEntry[]>
  /** the neutral card of a posted message, as it is now; null when it is not this person's */
  redraw(tx: Tx, deliveryId: string, actor: Actor, now: Date): Promise<Card | null>
  /** what it means that this person stops their reminders */
  consequences(turn: Turn<unknown>): Promise<StopConsequences>
  /** what a message that stands for several says still; null when it is none, or not this person's */
  waiting(tx: Tx, deliveryId: string, actor: Actor, now: Date): Promise<readonly Waiting[] | null>
}

/** Onboarding, the start card, *Luk*, settings and absence. */
export function createPeopleActions({
  people,
  policies,
  entries,
  redraw,
  consequences,
  waiting,
}: PeopleActionDeps): Feature {
  async function start(turn: Turn<unknown>, notice = ''): Promise<Outcome> {
    const person = await people.get(turn.tx, turn.actor.personId)
    if (!person.profession) return view(professionCard(person))
    const actor = { ...turn.actor, profession: person.profession, language: person.language }
    return view(startCard(person, await entries({ ...turn, actor, payload: null }), notice))
  }

  const todayOf = async ({ tx, actor, now }: Turn<unknown>): Promise<Day> =>
    dayOf(now, (await policies.of(tx, actor.tenantId)).zone)

  async function settings(turn: Turn<unknown>, state: SettingsState): Promise<Outcome> {
    const person = await people.get(turn.tx, turn.actor.personId)
    const { zone, digestAt: from, digestUntil: until } = await policies.of(turn.tx, turn.actor.tenantId)
    const absences = await people.absences(turn.tx, [person.id], dayOf(turn.now, zone))
    const rhythm = await people.rhythm(turn.tx, person.id)
    return view(settingsCard({ person, absences, rhythm, times: digestTimes({ from, until }) }, state))
  }

  /** What was chosen on the card; what an older card did not ask about stays. The policy's own time is no choice. */
  async function rhythmOf(
    turn: Turn<{ digestDay?: string | undefined; digestTime?: string | undefined }>,
  ): Promise<Rhythm> {
    const { digestDay: day, digestTime: time } = turn.payload
    const { digestAt } = await policies.of(turn.tx, turn.actor.tenantId)
    const before = await people.rhythm(turn.tx, turn.actor.personId)
    return {
      at: time === undefined ? before.at : time === digestAt ? null : time,
      weekday: day === undefined || day === 'none' ? before.weekday : day === 'every' ? null : Number(day),
      // Stopped only where the consequence was shown; started again by choosing a day.
      stopped: before.stopped && (day === undefined || day === 'none'),
    }
  }

  return {
    actions: [
      defineAction({
        verb: 'start.open',
        effect: 'read',
        schema: z.object({}),
        authorize: ownOnly,
        run: turn => start(turn),
      }),
      defineAction({
        verb: 'start.help',
        effect: 'read',
        schema: z.object({ suggestion: z.string().max(60) }),
        authorize: ownOnly,
        run(turn) {
          const t = textsIn(turn.actor.language).common
          const { suggestion } = turn.payload
          return start(turn, suggestion ? `${t.notUnderstood} ${t.didYouMean(suggestion)}` : t.notUnderstood)
        },
      }),
      defineAction({
        verb: 'start.close',
        effect: 'read',
        schema: z.object({}),
        authorize: ownOnly,
        async run(turn) {
          const card = turn.deliveryId ? await redraw(turn.tx, turn.deliveryId, turn.actor, turn.now) : null
          return card ? view(card) : start(turn)
        },
      }),
      defineAction({
        verb: 'message.open',
        effect: 'read',
        schema: z.object({ deliveryId: z.uuid() }),
        authorize: ({ tx, actor, now, payload }) => redraw(tx, payload.deliveryId, actor, now),
        run: async (turn, card) => view(turn.deliveryId ? openedCard(card, turn.actor.language) : card),
      }),
      defineAction({
        verb: 'message.more',
        effect: 'read',
        schema: z.object({ deliveryId: z.uuid(), from: z.number().int().min(0).max(1000) }),
        authorize: ({ tx, actor, now, payload }) => waiting(tx, payload.deliveryId, actor, now),
        run: async ({ actor, payload }, lines) =>
          view(backlogCard(lines, payload.deliveryId, payload.from, actor.language)),
      }),
      defineAction({
        verb: 'people.profession',
        effect: 'write',
        schema: z.object({ profession: z.enum(professions) }),
        authorize: ownOnly,
        async run(turn) {
          await people.setProfession(turn.tx, turn.actor, turn.payload.profession, turn.now)
          return start(turn)
        },
      }),
      defineAction({
        verb: 'settings.open',
        effect: 'read',
        schema: z.object({}),
        authorize: ownOnly,
        run: turn => settings(turn, {}),
      }),
      defineAction({
        verb: 'settings.save',
        effect: 'write',
        schema: z.object({
          language: z.enum(['da', 'en']),
          profession: z.enum(professions),
          digestDay: z.enum(['every', '1', '2', '3', '4', '5', 'none']).optional(),
          digestTime: timeField.optional(),
        }),
        authorize: ownOnly,
        async run(turn) {
          const { language, profession } = turn.payload
          await people.setLanguage(turn.tx, turn.actor, language, turn.now)
          await people.setProfession(turn.tx, turn.actor, profession, turn.now)
          const { stopped } = await people.rhythm(turn.tx, turn.actor.personId)
          const rhythm = await rhythmOf(turn)
          await people.setRhythm(turn.tx, turn.actor, rhythm, turn.now)
          if (turn.payload.digestDay === 'none' && !stopped)
            return view(stopCard(await consequences(turn), await todayOf(turn), language))
          const t = textsIn(language).people
          return settings(turn, { saved: stopped && !rhythm.stopped ? t.digestStarted : t.settingsSaved })
        },
      }),
      defineAction({
        verb: 'digest.stop',
        effect: 'write',
        // An old card says what the consequences were then.
        schema: z.object({ shown: z.string().max(20).default('') }),
        authorize: ownOnly,
        async run(turn) {
          const today = await todayOf(turn)
          const lang = turn.actor.language
          if (turn.payload.shown !== today) return view(stopCard(await consequences(turn), today, lang))
          const rhythm = await people.rhythm(turn.tx, turn.actor.personId)
          await people.setRhythm(turn.tx, turn.actor, { ...rhythm, stopped: true }, turn.now)
          return settings(turn, { saved: textsIn(lang).people.digestStopped })
        },
      }),
      defineAction({
        verb: 'absence.add',
        effect: 'write',
        schema: z.object({ fromDay: z.string().max(20).default(''), toDay: z.string().max(20).default('') }),
        authorize: ownOnly,
        async run(turn) {
          const { zone } = await policies.of(turn.tx, turn.actor.tenantId)
          const days = {
            fromDay: parseDay(turn.payload.fromDay),
            toDay: parseDay(turn.payload.toDay),
            today: dayOf(turn.now, zone),
          }
          const wrong = await people.addAbsence(turn.tx, turn.actor, days, turn.now)
          if (wrong || !days.fromDay || !days.toDay) return settings(turn, { wrong, typed: turn.payload })
          const lang = turn.actor.language
          const saved = textsIn(lang).people.absenceSaved(
            fullDay(days.fromDay, lang),
            fullDay(days.toDay, lang),
          )
          return settings(turn, { saved })
        },
      }),
      defineAction({
        verb: 'absence.remove',
        effect: 'write',
        schema: z.object({ absenceId: z.uuid() }),
        authorize: ownOnly,
        async run(turn) {
          const removed = await people.removeAbsence(turn.tx, turn.actor, turn.payload.absenceId, turn.now)
          return removed
            ? settings(turn, { saved: textsIn(turn.actor.language).people.absenceRemoved })
            : nothingHere
        },
      }),
    ],
    commands: [
      {
        words: {
          da: ['hjælp', 'start', 'hej', 'menu', 'forfra'],
          en: ['help', 'hello', 'hi'],
        },
        verb: 'start.open',
        payload: {},
      },
      {
        words: {
          da: ['indstillinger', 'sprog', 'fravær', 'meld fravær'],
          en: ['settings', 'language', 'absence', 'report absence'],
        },
        verb: 'settings.open',
        payload: {},
      },
    ],
    async startEntries({ actor }) {
      return [
        { order: 90, title: textsIn(actor.language).people.settings, verb: 'settings.open', payload: {} },
      ]
    },
  }
}
