import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { listed, textsIn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import { fullDay } from '../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../shared/outcome.ts'
import { paragraphs, shown } from '../../shared/text.ts'
import { dayOf, type Zone } from '../../shared/zoned-time.ts'
import type { Basis, Consent, Standing } from './model.ts'
import { inForce, saidNo } from './model.ts'
import type { Reach } from './service.ts'

const namesOf = (personIds: readonly string[], nameOf: ConsentView['nameOf']): string[] =>
  personIds.map(nameOf).toSorted((a, b) => a.localeCompare(b, 'da'))

const consentCardOf = defineCard(
  'consent',
  z.object({
    lacking: z.boolean(),
    state: z.string(),
    whys: z.array(z.object({ text: z.string() })),
    what: z.string(),
    facts: z.array(z.object({ label: z.string(), text: z.string() })),
    notes: z.array(z.object({ text: z.string() })),
  }),
  'fetched',
)

export interface ConsentView {
  /** neutral: 'punkt 2 på mødet tirsdag den 24. november' */
  point: string
  /** 'Barn: Noah, 3 år', or without the name */
  what: string
  standing: Standing
  /** null: there is none, or this reader may not see what it says */
  consent: Consent | null
  /** after a no: what had left already */
  reach: Reach | null
  nameOf(personId: string): string
  zone: Zone
  next: string
  buttons: readonly CardJson[]
  lang: Language
}

/** How an item stands with its consent, why, and what can be done (R-CONS-2, R-CONS-4). */
export function consentCard(view: ConsentView, said: { saved?: string; problem?: string } = {}): Card {
  const { standing, consent, reach, lang, nameOf } = view
  const t = textsIn(lang)[standing.basis]
  const missing = namesOf(standing.missing, nameOf).map(shown)
  const uncovered = standing.uncovered.map(place => t.question(place + 1))
  const whys = [
    ...(missing.length > 0 ? [t.missing(listed(missing, lang))] : []),
    ...(uncovered.length > 0 ? [t.uncovered(listed(uncovered, lang))] : []),
    ...(standing.ended === null || standing.ended === 'withdrawn' ? [] : [t.ended[standing.ended]]),
  ]
  const none = saidNo(standing)
  return consentCardOf(
    {
      lang,
      heading: t.heading,
      context: view.point,
      next: view.next,
      buttons: view.buttons,
      ...said,
    },
    {
      lacking: !inForce(standing),
      state: t.states[standing.state],
      whys: whys.map(text => ({ text })),
      what: view.what,
      facts: [
        ...(consent && (consent.status !== 'refused' || consent.recipients.length > 0)
          ? factsOf(consent, view)
          : []),
        ...(reach ? reachFacts(reach, nameOf, lang) : []),
      ],
      notes: [
        ...(reach ? [t.reached(reach.sent.length, reach.opened.length)] : []),
        ...(none ? [t.duty] : []),
        ...(standing.state === 'withdrawn' ? [t.filed] : []),
      ].map(text => ({
        text,
      })),
    },
  )
}

const fact = (label: string, text: string) => (text.trim() === '' ? [] : [{ label, text: shown(text) }])

/** Names of colleagues, and nothing of what they were sent. */
function reachFacts({ sent, opened }: Reach, nameOf: ConsentView['nameOf'], lang: Language) {
  const { labels } = textsIn(lang).consent
  return [
    ...fact(labels.sent, listed(namesOf(sent, nameOf), lang)),
    ...fact(labels.opened, listed(namesOf(opened, nameOf), lang)),
  ]
}

/** Of one that has ended, what it was: not until when, nor for whom. */
function factsOf(consent: Consent, { standing, nameOf, zone, lang }: ConsentView) {
  const { people, [consent.detail.basis]: t } = textsIn(lang)
  const { detail } = consent
  const over = saidNo(standing) || standing.ended !== null
  const endedOn = consent.endedAt && fullDay(dayOf(consent.endedAt, zone), lang)
  const giver = [detail.giverName, ...(detail.relation ? [t.relations[detail.relation]] : [])].join(', ')
  return [
    ...fact(
      detail.ended === 'withdrawn' ? t.labels.withdrawn : t.labels.over,
      endedOn && detail.endedById ? t.endedBy(endedOn, nameOf(detail.endedById)) : '',
    ),
    ...fact(t.labels.giver, giver),
    ...fact(t.labels.other, detail.otherHolder ? t.others[detail.otherHolder] : ''),
    ...fact(t.labels.given, fullDay(consent.givenOn, lang)),
    ...fact(t.labels.until, over ? '' : fullDay(consent.validUntil, lang)),
    ...fact(t.labels.span, over || detail.meetingId === null ? '' : t.oneMeeting),
    ...fact(t.labels.narrowed, detail.narrowedOn ? fullDay(detail.narrowedOn, lang) : ''),
    ...fact(t.labels.informedBy, detail.basis === 'information' ? detail.informedBy : ''),
    ...fact(t.labels.opinion, detail.opinion ? t.opinions[detail.opinion] : ''),
    ...fact(t.labels.view, paragraphs(detail.view).join(' ')),
    ...fact(detail.wentOnById ? t.labels.remark : t.labels.undone, detail.remark),
    ...fact(t.labels.form, detail.form ? t.forms[detail.form] : ''),
    ...fact(t.labels.evidence, paragraphs(detail.evidence).join(' ')),
    ...fact(t.labels.language, detail.language),
    ...fact(t.labels.purpose, paragraphs(detail.purpose).join(' ')),
    ...fact(t.labels.questions, detail.questions.map((one, index) => `${index + 1}. ${one}`).join(' ')),
    ...fact(t.labels.categories, detail.categories.map(one => t.categories[one]).join(', ')),
    ...fact(t.labels.recipients, over ? '' : listed(namesOf(consent.recipients, nameOf), lang)),
    ...fact(
      t.labels.functions,
      over
        ? ''
        : listed(
            detail.functions.map(one => people.professionShort[one]),
            lang,
          ),
    ),
    ...fact(t.labels.recorded, nameOf(consent.recordedById)),
  ]
}

/** Tells the coordinator what somebody else has recorded. What is seen on a locked telephone says no state of it (P2). */
export function changedMessage(
  itemId: string,
  state: 'valid' | 'stale' | 'refused' | 'withdrawn',
  point: string,
  { basis, reach }: { basis: Basis; reach: Reach | null },
  lang: Language,
): Message {
  const t = textsIn(lang)[basis]
  const card = notice(
    {
      lang,
      heading: t.heading,
      next: t.toldNext,
      buttons: [button(t.openConsent, 'consent.open', { itemId }, { style: 'positive' })],
    },
    [
      t.toldCoordinator[state](point),
      ...(reach ? [t.reached(reach.sent.length, reach.opened.length)] : []),
    ].join('\n'),
  )
  return { card, summary: t.toldSummary(point) }
}
