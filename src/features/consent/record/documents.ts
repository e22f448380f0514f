import { type Fact, fact } from '../../../documents/model.ts'
import { textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDate, fullDay } from '../../../shared/human-dates.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { Consent } from '../model.ts'

/**
 * All that was recorded of what the parents said, line by line (R-CONS-1, R-SEC-6).
 * @returns facts that name the parents: for a reader whom the gate has let through
 */
export function consentFacts(
  { detail, ...consent }: Omit<Consent, 'agendaItemId' | 'childId'>,
  { lang, zone, nameOf }: { lang: Language; zone: Zone; nameOf(personId: string): string },
): Fact[][] {
  const { access: own, people, [detail.basis]: t } = textsOn(detail.basis, lang)
  const { labels } = t
  return [
    fact(own.status, own.statuses[consent.status]),
    fact(
      labels.giver,
      [detail.giverName, detail.relation && t.relations[detail.relation]].filter(Boolean).join(', '),
    ),
    fact(labels.other, detail.otherHolder && t.others[detail.otherHolder]),
    fact(labels.given, fullDay(consent.givenOn, lang)),
    fact(labels.until, consent.validUntil && fullDay(consent.validUntil, lang)),
    fact(labels.span, detail.meetingId && t.oneMeeting),
    fact(own.ended, consent.endedAt && fullDate(consent.endedAt, zone, lang)),
    fact(labels.narrowed, detail.narrowedOn && fullDay(detail.narrowedOn, lang)),
    fact(labels.informedBy, detail.informedBy),
    fact(labels.opinion, detail.opinion && t.opinions[detail.opinion]),
    fact(labels.view, detail.view),
    fact(detail.wentOnById ? labels.remark : labels.undone, detail.remark),
    fact(labels.form, detail.form && t.forms[detail.form]),
    fact(labels.evidence, detail.evidence),
    fact(labels.language, detail.language),
    fact(labels.purpose, detail.purpose),
    fact(labels.questions, detail.questions.map((one, index) => `${index + 1}. ${one}`).join(' ')),
    fact(labels.categories, detail.categories.map(one => t.categories[one]).join(', ')),
    fact(own.told, detail.told.map(one => t.told[one]).join(' ')),
    fact(labels.recipients, consent.recipients.map(nameOf).join(', ')),
    fact(labels.functions, detail.functions.map(one => people.professionShort[one]).join(', ')),
    fact(labels.recorded, nameOf(consent.recordedById)),
    fact(own.textVersion, consent.textVersion),
  ]
}
