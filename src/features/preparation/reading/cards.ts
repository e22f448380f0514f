import { z } from 'zod'
import { type ButtonOptions, button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { pageOf } from '../../../cards/part.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { fewLines, shown } from '../../../shared/text.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Theme } from '../../policy/form/model.ts'
import type { HandedIn } from '../distribution/sending/service.ts'
import {
  allSteps,
  type FilledStep,
  type Form,
  isSafetyStep,
  isTheme,
  type PerspectivesAnswer,
  type PlacementAnswer,
  perspectiveFields,
  type ReflectionAnswer,
  reflectionFields,
  type SafetyAnswers,
  type SafetyStep,
  type Step,
  type StepAnswers,
  stepsOf,
  type ThemeAnswer,
} from '../model.ts'
import { levelWords, placementWords, ruleWords } from '../scale/cards.ts'
import { scaleOf } from '../scale/model.ts'
import { answeredWords } from '../schema.ts'
import { firstPlacement, ownKey, type SignAnswer, signIn } from '../signs/model.ts'
import { type ChildPlace, childContext, type FormPlace } from '../stop/cards.ts'
import type { Chosen } from '../versions/service.ts'

/** A line of what was answered; the label is ours, the text is theirs, made safe to show. */
interface Line {
  label: string
  text: string
  /** it goes on with the text of the line before */
  continues?: boolean
}

/** A line costs its frame: a text of very many short ones goes on in the last of these, and is there to the end. */
const mostLines = 12

/** In which language a form speaks, and of whom. */
type Voice = Pick<FormPlace, 'lang' | 'whom'>

/** What a step is called; its reflection and perspectives speak of whom the form is about. */
export function headingOf(step: Step, { lang, whom }: Voice): string {
  const t = textsIn(lang).preparation
  return { ...t.headings, ...t.about[whom.of].headings }[step]
}

/** There may be many signs. */
const mostLinesOfSign = 4

/** A text that was typed, a row for each of its lines. */
const typed = (label: string, text: string, most = mostLines): Line[] =>
  fewLines(text, most).map((line, index) => ({
    label: index === 0 ? label : '',
    text: shown(line),
    ...(index > 0 && { continues: true }),
  }))

const oneLine = (text: string) => shown(text.replace(/\s+/g, ' '))

/** A sign with how often, how much concern, since when and where. */
function signLine(words: string, { frequency, concern, since = '', where = [] }: SignAnswer, lang: Language) {
  const t = textsIn(lang).preparation
  return t.reading.sign(
    oneLine(words),
    frequency === '' ? t.reading.notAnswered : t.frequencies[frequency],
    concern === '' ? t.reading.notAnswered : t.concerns[concern],
    [...(since === '' ? [] : [t.reading.since(oneLine(since))]), ...where.map(place => t.places[place])],
  )
}

/** Nothing but that it was not seen. */
const isUnseen = (sign: SignAnswer | undefined) =>
  sign?.frequency === 'notSeen' && (sign.concern === '' || sign.concern === 'none') && !sign.seen

const wordsIn = (theme: Theme, { signs, own }: ThemeAnswer, key: string, lang: Language): string =>
  oneLine(key === ownKey ? own : answeredWords(theme, key, signs[key])[lang])

/** What was looked for and not seen is worth a line, not a line each. */
function unseenLine(theme: Theme, answer: ThemeAnswer, lang: Language): Line[] {
  const unseen = Object.keys(answer.signs).filter(id => isUnseen(answer.signs[id]))
  if (unseen.length === 0) return []
  const label = textsIn(lang).preparation.reading.notSeen
  return [{ label, text: unseen.map(id => wordsIn(theme, answer, id, lang)).join(' · ') }]
}

function detailLines(theme: Theme, answer: ThemeAnswer, key: string, lang: Language): Line[] {
  const { reading } = textsIn(lang).preparation
  const sign = signIn(answer, key)
  if (!sign) return []
  return [
    {
      label: key === ownKey ? reading.ownSign : '',
      text: signLine(wordsIn(theme, answer, key, lang), sign, lang),
    },
    ...typed(reading.signSeen, sign.seen ?? '', mostLinesOfSign),
  ]
}

/** What is said of the theme beside its signs. */
function besideSigns({ seen, since, where }: ThemeAnswer, lang: Language): Line[] {
  const t = textsIn(lang).preparation
  return [
    ...typed(t.reading.seen, seen),
    ...typed(t.since, since),
    ...(where.length > 0 ? [{ label: t.placesLabel, text: where.map(one => t.places[one]).join(', ') }] : []),
  ]
}

/** A theme with the details of its signs. */
function themeLines(theme: Theme, answer: ThemeAnswer, lang: Language): Line[] {
  const { signs, own, ownSign } = answer
  const ownIs = [own, ownSign.seen ?? '', ownSign.since ?? ''].some(text => text !== '')
  const keys = [...Object.keys(signs).filter(id => !isUnseen(signs[id])), ...(ownIs ? [ownKey] : [])]
  const details = (key: string) => detailLines(theme, answer, key, lang)
  return [...keys.flatMap(details), ...unseenLine(theme, answer, lang), ...besideSigns(answer, lang)]
}

/**
 * What another device has saved meanwhile, as the card beside one's own shows it: of a theme, what this card asks for.
 * @param on the signs whose details it asks for; empty: the step's own card
 */
export function cardLinesOf(
  step: FilledStep,
  on: readonly string[],
  answer: StepAnswers[FilledStep],
  voice: Voice,
): Line[] {
  if (!isTheme(step)) return linesOf(step, answer as StepAnswers[typeof step], voice)
  const { lang } = voice
  const theme = answer as ThemeAnswer
  if (on.length > 0) return on.flatMap(key => detailLines(step, theme, key, lang))
  const t = textsIn(lang).preparation
  const often = [...Object.keys(theme.signs), ...(theme.own === '' ? [] : [ownKey])].flatMap(key => {
    const frequency = signIn(theme, key)?.frequency ?? ''
    if (frequency === 'notSeen' || (frequency === '' && key !== ownKey)) return []
    const word = frequency === '' ? t.reading.notAnswered : t.frequencies[frequency]
    return [`${wordsIn(step, theme, key, lang)}: ${word}`]
  })
  return [
    ...(often.length > 0 ? [{ label: t.reading.oftenSeen, text: often.join(' · ') }] : []),
    ...unseenLine(step, theme, lang),
    ...besideSigns(theme, lang),
  ]
}

/** One answer as its reader sees it; empty fields are left out. */
export function linesOf<S extends FilledStep>(
  step: S,
  answer: StepAnswers[S],
  { lang, whom }: Voice,
): Line[] {
  const t = textsIn(lang).preparation
  const words = t.about[whom.of]
  if (isTheme(step)) return themeLines(step, answer as ThemeAnswer, lang)
  if (step === 'reflection')
    return reflectionFields.flatMap(field =>
      typed(words.reflection[field], (answer as ReflectionAnswer)[field]),
    )
  if (step === 'perspectives')
    return perspectiveFields.flatMap(field =>
      typed({ ...words.perspectives, ...words.whyMissing }[field], (answer as PerspectivesAnswer)[field]),
    )
  if (isSafetyStep(step)) {
    const labels: Readonly<Record<string, string>> = t.safety[step]
    return Object.entries(answer as SafetyAnswers[SafetyStep]).flatMap(([field, text]) =>
      typed(labels[field] ?? '', text),
    )
  }
  const { own, reason } = answer as PlacementAnswer
  return [
    ...(own === '' ? [] : [{ label: t.reading.ownPlacement, text: placementWords(own, lang) }]),
    ...typed(t.reading.reason, reason),
  ]
}

interface ReadingRow {
  heading: string
  label: string
  text: string
}

/** A page's JSON stays well inside the 40 KB of a message; a row costs its text and its frame. */
const roomOfPage = 11_000
const frameOfRow = 420

/** A form as its readers see it, divided into pages that each fit in a message. @returns at least one page */
export function pagesOf({ answers, layout }: Pick<Form, 'answers' | 'layout'>, voice: Voice): ReadingRow[][] {
  const t = textsIn(voice.lang).preparation
  const ofLayout = stepsOf(layout)
  const held = allSteps.filter(step => ofLayout.includes(step) || (step !== 'overview' && answers[step]))
  const rows = held.flatMap((step): ReadingRow[] => {
    if (step === 'overview') return []
    const heading = step === 'placement' ? t.reading.placement : headingOf(step, voice)
    const saved = answers[step]
    const lines = saved ? linesOf(step, saved.answer, voice) : []
    const level = firstPlacement(answers)
    // As it was filled in: on the scale that the own placement was made on.
    const own = answers.placement?.answer.own
    const scale = own ? scaleOf(own) : 'wellbeing'
    const first: Line[] =
      step === 'placement' && layout === 'lineal'
        ? [
            {
              label: t.reading.firstPlacement,
              text: level ? levelWords(level, scale, voice.lang) : t.reading.noFirstPlacement,
            },
            { label: '', text: ruleWords(scale, voice.lang) },
          ]
        : []
    const all = [...first, ...(lines.length > 0 ? lines : [{ label: '', text: t.reading.noAnswer }])]
    return all.map(({ label, text }, index) => ({ heading: index === 0 ? heading : '', label, text }))
  })
  const pages: ReadingRow[][] = [[]]
  let room = roomOfPage
  for (const row of rows) {
    const cost = JSON.stringify(row).length + frameOfRow
    if (cost > room && pages.at(-1)?.length !== 0) {
      pages.push([])
      room = roomOfPage
    }
    pages.at(-1)?.push(row)
    room -= cost
  }
  return pages
}

const readingCardOf = defineCard(
  'form-reading',
  z.object({
    note: z.string(),
    rows: z.array(z.object({ heading: z.string(), label: z.string(), text: z.string() })),
  }),
  'fetched',
)

/** What a reader is told of the other versions of what they read (R-FORM-11). */
type VersionsShown = Pick<Chosen<Pick<Form, 'submittedAt'>>, 'newest' | 'earlier'>

function noteOf(form: Form, { newest }: VersionsShown, { lang, zone }: FormPlace): string {
  const t = textsIn(lang).preparation.reading
  if (newest?.submittedAt) return t.isEarlier(rowDate(newest.submittedAt, zone, lang))
  if (!form.late) return ''
  return form.version > 1 ? t.lateCorrection : t.late
}

/** The form, one page of it, for somebody who has passed the gate. */
export function readingCard(
  form: Form,
  versions: VersionsShown,
  about: ChildPlace & {
    meetingId: string | null
    author: string
    page: number
    mayCorrect: boolean
    /** how many contributions of colleagues to the same item this reader may read */
    contributions: number
  },
): Card {
  const { lang, itemId, meetingId, zone } = about
  const { common, preparation: t } = textsIn(lang)
  const pages = pagesOf(form, about)
  const page = Math.min(Math.max(about.page, 1), pages.length)
  const turn = (title: string, to: number, version = versions.newest ? form.version : 0) =>
    button(title, 'form.read', { itemId, page: to, version }, { inputs: false })
  const by = form.submittedAt
    ? t.reading.by(shown(about.author), form.version, rowDate(form.submittedAt, zone, lang))
    : t.reading.draft
  const buttons: CardJson[] = [
    ...(page < pages.length ? [turn(t.reading.more, page + 1)] : []),
    ...(page > 1 ? [turn(t.reading.previous, page - 1)] : []),
    button(common.close, 'start.close', {}, { inputs: false }),
    ...(about.contributions > 0
      ? [
          button(
            textsIn(lang).contributions.read(about.contributions),
            'contribution.read',
            { itemId },
            { inputs: false },
          ),
        ]
      : []),
    ...(versions.newest ? [turn(t.reading.toNewest, 1, 0)] : []),
    ...(versions.earlier === null ? [] : [turn(t.reading.toEarlier, 1, versions.earlier)]),
    ...(about.mayCorrect
      ? [button(t.submitted.takeBack, 'form.takeBack', { itemId }, { inputs: false })]
      : []),
    ...(meetingId === null ? [] : [button(t.forms, 'form.list', { meetingId }, { inputs: false })]),
  ]
  return readingCardOf(
    {
      lang,
      where: pages.length > 1 ? t.reading.page(page, pages.length) : '',
      heading: t.reading.heading,
      context: `${childContext(about)} · ${by}`,
      next: t.reading.next,
      buttons,
    },
    { note: noteOf(form, versions, about), rows: pages[page - 1] ?? [] },
  )
}

const listCardOf = defineCard(
  'form-list',
  z.object({
    note: z.string(),
    rows: z.array(z.object({ text: z.string(), note: z.string(), open: buttonField })),
  }),
  'fetched',
)

const rowsOfPage = 12

/** Opens a form, or a contribution among those of its item. */
export const openButton = (
  { item, contributorId }: Pick<HandedIn, 'item' | 'contributorId'>,
  title: string,
  options: ButtonOptions,
): CardJson =>
  contributorId === ''
    ? button(title, 'form.read', { itemId: item.id }, options)
    : button(title, 'contribution.read', { itemId: item.id, personId: contributorId }, options)

/** What was handed in for a meeting that this person may read, so many to a page. */
export function listCard(
  forms: readonly (Pick<HandedIn, 'item' | 'contributorId' | 'number' | 'version' | 'late'> & {
    about: string
  })[],
  about: {
    lang: Language
    meeting: Meeting
    context: string
    now: Date
    page: number
    /** something that this reader was sent has been withdrawn since */
    withdrawn: boolean
  },
): Card {
  const { lang, meeting, now } = about
  const { here, page, pages } = pageOf(forms, about.page, rowsOfPage)
  const turn = (title: string, to: number) =>
    button(title, 'form.list', { meetingId: meeting.id, page: to }, { inputs: false })
  const { common, preparation: t } = textsIn(lang)
  return listCardOf(
    {
      lang,
      where: pages > 1 ? t.reading.page(page, pages) : '',
      heading: t.list.heading,
      context: about.context,
      next: now < meeting.dueAt ? t.list.due(rowDate(meeting.dueAt, meeting.zone, lang)) : t.list.next,
      buttons: [
        ...(page < pages ? [turn(t.reading.more, page + 1)] : []),
        ...(page > 1 ? [turn(t.reading.previous, page - 1)] : []),
        button(common.close, 'start.close', {}, { inputs: false }),
        button(t.openAgenda, 'agenda.open', { meetingId: meeting.id }, { inputs: false }),
      ],
    },
    {
      note: about.withdrawn ? t.list.withdrawn : forms.length === 0 ? t.list.none : '',
      rows: here.map(({ number, version, late, about: what, ...paper }) => ({
        text: t.list.row(number, what),
        note: late ? (version > 1 ? t.list.lateCorrection : t.list.late) : '',
        open: openButton(paper, common.open, { inputs: false }),
      })),
    },
  )
}
