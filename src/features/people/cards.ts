import { z } from 'zod'
import { button, buttonField, choicesField } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { partOf } from '../../cards/part.ts'
import { listed, textsIn } from '../../locales/texts.ts'
import type { Waiting } from '../../reminders/backlog.ts'
import type { Reader, Rhythm } from '../../reminders/model.ts'
import { type Language, professions, type StartEntry } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'
import { clockTime, fullDay } from '../../shared/human-dates.ts'
import type { Card, Message } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import type { Absence, Person, WrongAbsence } from './model.ts'

const start = defineCard(
  'start',
  z.object({ notice: z.string(), entries: z.array(z.object({ detail: z.string(), action: buttonField })) }),
  'posted',
)

/** What fits this person now; every way leads back here (P3). */
export function startCard(person: Person, entries: readonly StartEntry[], notice: string): Card {
  const t = textsIn(person.language).people
  return start(
    { lang: person.language, heading: t.startHeading, next: t.startNext },
    {
      notice,
      entries: entries
        .toSorted((a, b) => a.order - b.order)
        .map((entry, index, all) => ({
          // Said once over those of the same team that stand together.
          detail: entry.detail === all[index - 1]?.detail ? '' : shown(entry.detail ?? ''),
          action: button(
            entry.title,
            entry.verb,
            entry.payload as Record<string, string>,
            index === 0 ? { style: 'positive' } : {},
          ),
        })),
    },
  )
}

const backlog = defineCard(
  'backlog',
  z.object({ lines: z.array(z.object({ text: z.string(), action: buttonField })) }),
  'posted',
)

/** More lines do not fit into a message; the rest is one click away. */
const linesPerCard = 12

/**
 * What waited while its reader could not be reached (R-ACT-5): the neutral line of each message, and a button to it.
 * @param backlogId the message that this card is of
 * @param from where in the list the card begins
 */
export function backlogCard(
  waiting: readonly Waiting[],
  backlogId: string,
  from: number,
  lang: Language,
): Card {
  const t = textsIn(lang)
  const { here, next, left } = partOf(waiting, from, linesPerCard)
  const more = { deliveryId: backlogId, from: next ?? 0 }
  return backlog(
    {
      lang,
      heading: t.people.backlogHeading,
      next: t.people.backlogNext,
      buttons: [
        ...(next === null
          ? []
          : [button(t.people.backlogMore(left), 'message.more', more, { inputs: false })]),
        button(t.common.start, 'start.open', {}, { inputs: false }),
      ],
    },
    {
      lines: here.map(({ deliveryId, message }) => ({
        text: message.summary,
        action: button(t.common.open, 'message.open', { deliveryId }, { inputs: false }),
      })),
    },
  )
}

/** The card as a message, with its neutral line. */
export const drawBacklog = (waiting: readonly Waiting[], backlogId: string, reader: Reader): Message => ({
  card: backlogCard(waiting, backlogId, 0, reader.language),
  summary: textsIn(reader.language).people.backlogSummary(waiting.length),
})

/** A message opened from the list, with the way back to it. */
export function openedCard(card: Card, lang: Language): Card {
  const back = button(textsIn(lang).common.back, 'start.close', {}, { inputs: false })
  const body = [...(card.json.body as readonly unknown[]), { type: 'ActionSet', actions: [back] }]
  return { ...card, json: { ...card.json, body } }
}

const profession = defineCard(
  'profession',
  z.object({ label: z.string(), missing: z.string(), choices: choicesField, chosen: z.string() }),
  'posted',
)

const professionChoices = (language: Language) =>
  professions.map(value => ({ value, title: textsIn(language).people.professions[value] }))

/** Asked once, before the first start card. */
export function professionCard(person: Person): Card {
  const t = textsIn(person.language)
  return profession(
    {
      lang: person.language,
      heading: t.people.whoHeading,
      context: t.people.welcome(person.name.split(' ')[0] ?? ''),
      next: t.people.whoText,
      buttons: [button(t.common.saveAndContinue, 'people.profession', {}, { style: 'positive' })],
    },
    {
      label: t.people.whoLabel,
      missing: t.people.whoMissing,
      choices: professionChoices(person.language),
      chosen: person.profession ?? '',
    },
  )
}

const settings = defineCard(
  'settings',
  z.object({
    languageLabel: z.string(),
    languages: choicesField,
    language: z.string(),
    professionLabel: z.string(),
    professions: choicesField,
    profession: z.string(),
    digestTimeLabel: z.string(),
    digestTimes: choicesField,
    digestTime: z.string(),
    digestDayLabel: z.string(),
    digestDays: choicesField,
    digestDay: z.string(),
    digestText: z.string(),
    save: buttonField,
    absenceHeading: z.string(),
    absenceText: z.string(),
    absences: z.array(z.object({ text: z.string(), remove: buttonField })),
    fromLabel: z.string(),
    fromDay: z.string(),
    fromProblem: z.string(),
    toLabel: z.string(),
    toDay: z.string(),
    toProblem: z.string(),
    add: buttonField,
  }),
  'posted',
)

export interface SettingsState {
  saved?: string
  typed?: { fromDay: string; toDay: string }
  wrong?: WrongAbsence | null
}

/** A person's own settings, as they are now. */
export interface Settings {
  person: Person
  absences: readonly Absence[]
  rhythm: Rhythm
  /** the times of day that can be chosen for the digest; the first is the policy's */
  times: readonly string[]
}

/** What it means that somebody stops their reminders. */
export interface StopConsequences {
  /** what waits for them now */
  tasks: number
  /** coordinators who are told, by name */
  told: readonly string[]
  /** teams of which they are the coordinator, by name: nobody else is reminded of what is missing there */
  led: readonly string[]
}

/**
 * Asked before reminders are stopped (R-ACT-6).
 * @param today the day on which it is so; the button names it
 */
export function stopCard({ tasks, told, led }: StopConsequences, today: Day, lang: Language): Card {
  const t = textsIn(lang)
  const names = (all: readonly string[]) => listed(all.map(shown), lang)
  const lines = [
    t.people.stopText,
    ...(tasks > 0 ? [t.people.stopTasks(tasks)] : []),
    ...(told.length > 0 ? [t.people.stopTold(names(told))] : []),
    ...(led.length > 0 ? [t.people.stopLed(names(led))] : []),
    t.people.stopStill,
  ]
  return notice(
    {
      lang,
      heading: t.people.stopHeading,
      next: t.people.stopNext,
      buttons: [
        button(t.people.stopKeep, 'settings.open', {}, { style: 'positive' }),
        button(t.people.stopSend, 'digest.stop', { shown: today }, { style: 'destructive' }),
      ],
    },
    lines.join('\n'),
  )
}

/** One's own language, profession, digest (R-ACT-6) and absences. */
export function settingsCard({ person, absences, rhythm, times }: Settings, state: SettingsState): Card {
  const lang = person.language
  const t = textsIn(lang)
  const wrong = (field: 'fromDay' | 'toDay') => {
    if (state.wrong?.field !== field) return ''
    const { problem, offer } = state.wrong
    return [
      t.people.absenceProblems[problem],
      ...(offer ? [t.people.absenceOffer(fullDay(offer, lang))] : []),
    ].join(' ')
  }
  return settings(
    {
      lang,
      heading: t.people.settingsHeading,
      next: t.people.settingsNext,
      ...(state.saved ? { saved: state.saved } : {}),
      ...(state.wrong ? { problem: t.common.fix } : {}),
      buttons: [button(t.common.start, 'start.open', {}, { inputs: false })],
    },
    {
      languageLabel: t.people.languageLabel,
      languages: [
        { value: 'da', title: t.people.languages.da },
        { value: 'en', title: t.people.languages.en },
      ],
      language: lang,
      professionLabel: t.people.whoLabel,
      professions: professionChoices(lang),
      profession: person.profession ?? 'other',
      digestTimeLabel: t.people.digestTimeLabel,
      digestTimes: times.map(time => ({ value: time, title: t.people.digestTime(clockTime(time)) })),
      digestTime: times.find(time => time === rhythm.at) ?? times[0] ?? '',
      digestDayLabel: t.people.digestDayLabel,
      digestDays: [
        { value: 'every', title: t.people.digestDaily },
        ...t.teams.weekdays.map((name, index) => ({
          value: String(index + 1),
          title: t.people.digestWeekly(name),
        })),
        { value: 'none', title: t.people.digestNone },
      ],
      digestDay: rhythm.stopped ? 'none' : rhythm.weekday === null ? 'every' : String(rhythm.weekday),
      digestText: rhythm.stopped ? t.people.digestStoppedText : t.people.digestText,
      save: button(t.common.save, 'settings.save', {}, { style: 'positive' }),
      absenceHeading: t.people.absenceHeading,
      absenceText: t.people.absenceText,
      absences: absences.map(absence => ({
        text: t.people.absenceRow(fullDay(absence.fromDay, lang), fullDay(absence.toDay, lang)),
        remove: button(
          t.people.absenceRemove,
          'absence.remove',
          { absenceId: absence.id },
          { inputs: false },
        ),
      })),
      fromLabel: t.people.absenceFrom,
      fromDay: state.typed?.fromDay ?? '',
      fromProblem: wrong('fromDay'),
      toLabel: t.people.absenceTo,
      toDay: state.typed?.toDay ?? '',
      toProblem: wrong('toDay'),
      add: button(t.people.absenceAdd, 'absence.add'),
    },
  )
}
