import { z } from 'zod'
import { button, type Choices, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Person } from '../../people/model.ts'
import type { AgendaItem } from '../model.ts'

const arrangeCardOf = defineCard(
  'agenda-arrange',
  z.object({
    minutesLabel: z.string(),
    minutes: z.number(),
    minutesRequired: z.string(),
    minutesWrong: z.string(),
    asksPlace: z.boolean(),
    placeLabel: z.string(),
    places: choicesField,
    to: z.string(),
    placeWrong: z.string(),
    presenterLabel: z.string(),
    presenters: choicesField,
    presenterId: z.string(),
    presenterRequired: z.string(),
    presenterWrong: z.string(),
    fillerLabel: z.string(),
    fillers: choicesField,
    formFillerId: z.string(),
    fillerPlaceholder: z.string(),
    fillerRequired: z.string(),
    fillerWrong: z.string(),
    fillerHint: z.string(),
  }),
  'fetched',
)

export interface ArrangeFields {
  minutes: string
  presenterId: string
  /** 'none': there is no form; '': nobody is chosen yet */
  formFillerId: string
  /** where it is to stand: asked about when there is no room for it */
  to: string
}

export interface ArrangeForm {
  item: AgendaItem
  /** just added: the second of two steps */
  fresh: boolean
  fields: ArrangeFields
  wrong: readonly (keyof ArrangeFields)[]
  members: readonly Person[]
  outsiders: readonly Person[]
  /** where it can stand instead of on a meeting that has no room for it, and what is chosen at first */
  place: { meetingId: string; places: Choices; to: string } | null
  back: CardJson
  lang: Language
  saved?: string
  problem?: string
}

/** Whoever gets no messages is not asked for the form: the tovholder should know when they choose (R-TEAM-5). */
function withReach(title: string, { status }: Person, lang: Language): string {
  const { teams: t } = textsIn(lang)
  if (status === 'active') return title
  return `${title} · ${status === 'known' ? t.notInstalled : t.unreachable}`
}

/** Who does what, and for how long (R-AGENDA-2). */
export function arrangeCard(form: ArrangeForm): Card {
  const { item, fields, wrong, members, outsiders, place, lang } = form
  const { agenda: t, common } = textsIn(lang)
  const people = (some: readonly Person[], title: (name: string) => string): Choices =>
    some.map(person => ({ value: person.id, title: withReach(title(person.name), person, lang) }))
  return arrangeCardOf(
    {
      lang,
      ...(form.fresh ? { where: `${t.step(2)} · ${t.kinds[item.kind]}` } : {}),
      heading: t.planHeading,
      next: t.planNext,
      ...(form.problem ? { problem: form.problem } : wrong.length > 0 ? { problem: common.fix } : {}),
      ...(form.saved ? { saved: form.saved } : {}),
      buttons: [
        button(
          t.planSend,
          'agenda.arrange',
          { itemId: item.id, revision: item.revision, ...(place ? { full: place.meetingId } : {}) },
          { style: 'positive' },
        ),
        form.back,
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      minutesLabel: t.minutesLabel,
      // What is no number cannot be shown in a field for numbers.
      minutes: /^\d{1,4}$/.test(fields.minutes.trim()) ? Number(fields.minutes) : item.minutes,
      minutesRequired: t.minutesWrong,
      minutesWrong: wrong.includes('minutes') ? t.minutesWrong : '',
      asksPlace: place !== null,
      placeLabel: t.room.label,
      places: place?.places ?? [],
      to: place?.places.some(({ value }) => value === fields.to) ? fields.to : (place?.to ?? ''),
      placeWrong: wrong.includes('to') ? t.placeWrong : '',
      presenterLabel: t.presenterLabel,
      presenters: people(members, name => name),
      presenterId: fields.presenterId,
      presenterRequired: t.presenterWrong,
      presenterWrong: wrong.includes('presenterId') ? t.presenterWrong : '',
      fillerLabel: t.fillerLabel,
      fillers: [
        ...people(members, name => name),
        ...people(outsiders, t.fillerOutside),
        { value: 'none', title: t.nobody },
      ],
      formFillerId: fields.formFillerId,
      fillerPlaceholder: t.fillerPlaceholder,
      fillerRequired: t.fillerWrong,
      fillerWrong: wrong.includes('formFillerId') ? t.fillerWrong : '',
      fillerHint: t.fillerHint,
    },
  )
}

const moveCardOf = defineCard(
  'agenda-move',
  z.object({ placeLabel: z.string(), places: choicesField, to: z.string(), placeWrong: z.string() }),
  'fetched',
)

/** Where an item is to stand: a place on this agenda, another meeting, or waiting. */
export function moveCard(about: {
  item: AgendaItem
  number: number
  places: Choices
  to: string
  wrong: boolean
  /** that the place chosen has no room for it, or the card was old; '' when neither */
  problem: string
  back: CardJson
  lang: Language
}): Card {
  const { agenda: t, common } = textsIn(about.lang)
  const problem = about.wrong ? common.fix : about.problem
  return moveCardOf(
    {
      lang: about.lang,
      where: `${t.itemHeading(about.number)} · ${t.kinds[about.item.kind]}`,
      heading: t.placeHeading,
      next: t.placeNext,
      ...(problem ? { problem } : {}),
      buttons: [
        button(
          t.placeSend,
          'agenda.move',
          { itemId: about.item.id, revision: about.item.revision },
          { style: 'positive' },
        ),
        about.back,
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      placeLabel: t.placeLabel,
      places: about.places.map(one => ({ ...one, title: shown(one.title) })),
      to: about.to,
      placeWrong: about.wrong ? t.placeWrong : '',
    },
  )
}

/** Asks once before an item is deleted; neutral. */
export function deleteCard(about: {
  item: AgendaItem
  number: number
  /** the card that was pressed was old; '' when it is asked for the first time */
  problem: string
  back: CardJson
  lang: Language
}): Card {
  const { item, problem, lang } = about
  const asked = { itemId: item.id, revision: item.revision }
  const t = textsIn(lang).agenda
  const carried = item.carriedActionPointId !== null || item.carriedItemId !== null
  return notice(
    {
      lang,
      heading: t.deleteHeading(about.number),
      problem,
      next: t.deleteNext,
      buttons: [about.back, button(t.delete, 'agenda.delete', asked, { style: 'destructive' })],
    },
    carried ? t.deleteCarried : t.deleteText,
  )
}
