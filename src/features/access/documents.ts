import { type Block, type Fact, fact, facts, type PaperDocument } from '../../documents/model.ts'
import { type Texts, textsIn, textsOn } from '../../locales/texts.ts'
import { type Language, professions } from '../../shared/action.ts'
import { fullDate, fullDay } from '../../shared/human-dates.ts'
import { withCapital } from '../../shared/text.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import type { Basis } from '../consent/model.ts'
import { consentFacts } from '../consent/record/documents.ts'
import { outcomeWord } from '../minutes/run/item/cards.ts'
import { contributionFields } from '../preparation/contributions/model.ts'
import { pagesOf } from '../preparation/reading/cards.ts'
import { placementWords } from '../preparation/scale/cards.ts'
import { placements } from '../preparation/scale/model.ts'
import { whomOf } from '../preparation/schema.ts'
import type { Dossier, Held, Part, PlacedItem, Sending, WithheldPart } from './model.ts'

/** What the words are made with. */
interface Voice {
  lang: Language
  zone: Zone
  nameOf(personId: string): string
}

const heading = (text: string, level: 1 | 2): Block => ({ type: 'heading', text, level })
const say = (text: string): Block => ({ type: 'paragraph', text })
/**
 * The dossier to read and to give on (R-SEC-6): item by item, what is withheld, and who did and saw what.
 * @returns a document that names the child, and may name others: for a reader whom the gate has let through
 */
export function accessDocument(dossier: Dossier, zone: Zone, lang: Language): PaperDocument {
  const t = textsIn(lang).access
  const nameOf = (personId: string) => dossier.people.get(personId)?.name ?? t.noName
  const voice: Voice = { lang, zone, nameOf }
  const [page = '', of = ''] = t.pages
  return {
    title: t.title,
    language: lang,
    now: dossier.madeAt,
    header: t.header,
    footer: t.made(fullDate(dossier.madeAt, zone, lang)),
    pages: [page, of],
    blocks: [
      ...facts(fact(t.child, dossier.childName ?? t.nameWithheld)),
      say(t.scope[dossier.scope]),
      ...dossier.items.flatMap(item => itemBlocks(item, dossier, voice)),
      ...(dossier.scope === 'coordinator' ? withheldBlocks(dossier, voice) : []),
      heading(t.trailHeading, 1),
      { type: 'table', columns: t.trailColumns, rows: trailRows(dossier, voice) },
      { type: 'paragraph', tone: 'small', text: t.tool },
    ],
  }
}

const titleOf = ({ meeting, teamName }: PlacedItem, { lang, zone }: Voice): string => {
  const t = textsIn(lang).access
  return meeting ? t.itemAt(fullDate(meeting.startAt, zone, lang), teamName) : t.itemWaiting(teamName)
}

function itemBlocks(item: PlacedItem, dossier: Dossier, voice: Voice): Block[] {
  const { lang, zone, nameOf } = voice
  const t = textsIn(lang).access
  const sent = dossier.sendings.filter(({ itemId }) => itemId === item.id)
  const invited = dossier.invited.filter(({ itemId }) => itemId === item.id)
  return [
    heading(titleOf(item, voice), 1),
    ...dossier.parts.filter(({ itemId }) => itemId === item.id).flatMap(part => partBlocks(part, voice)),
    ...(sent.length > 0
      ? [
          heading(t.sentHeading, 2),
          { type: 'table' as const, columns: t.sentColumns, rows: sent.map(one => sentRow(one, voice)) },
        ]
      : []),
    ...(invited.length > 0
      ? [
          heading(t.invitedHeading, 2),
          {
            type: 'list' as const,
            marker: 'dot' as const,
            items: invited.map(one => t.invited(nameOf(one.personId), fullDate(one.since, zone, lang))),
          },
        ]
      : []),
  ]
}

function sentRow(one: Sending, { lang, zone, nameOf }: Voice): string[] {
  const t = textsIn(lang).access
  const when = (at: Date | null, none: string) => (at ? fullDate(at, zone, lang) : none)
  return [
    one.contributorId === '' ? t.form(one.version) : t.contribution(nameOf(one.contributorId), one.version),
    nameOf(one.personId),
    one.stopped && one.sentAt === null
      ? `${t.stopped} ${fullDate(one.stopped.at, zone, lang)}`
      : when(one.sentAt, t.notSent),
    when(one.openedAt, t.notOpened),
  ]
}

const namesOf = (ids: readonly string[], { lang, nameOf }: Voice): string =>
  ids.map(nameOf).join(', ') || textsIn(lang).access.several

function partBlocks(part: Part, voice: Voice): Block[] {
  const { lang, zone } = voice
  const t = textsIn(lang).access
  const basis = part.kind === 'consent' ? part.content.detail.basis : 'consent'
  return [
    heading(t.version(textsOn(basis, lang).access.kinds[part.kind], part.version), 2),
    ...facts(fact(t.since, fullDate(part.since, zone, lang)), fact(t.by, namesOf(part.writtenBy, voice))),
    ...heldBlocks(part, voice),
  ]
}

function heldBlocks(held: Held, voice: Voice): Block[] {
  switch (held.kind) {
    case 'item':
      return wordsBlocks(held.content, voice)
    case 'consent':
      return facts(...consentFacts(held.content, voice))
    case 'form':
      return formBlocks(held.content, voice)
    case 'contribution': {
      const t = textsIn(voice.lang)
      const { texts, profession, status } = held.content
      return facts(
        fact(t.access.status, t.access.statuses[status]),
        [{ label: withCapital(t.people.professionShort[profession]), text: '' }],
        ...contributionFields.map(field => fact(t.contributions.write.fields[field], texts[field])),
      )
    }
    case 'notes':
      return notesBlocks(held.content, voice)
    case 'minutes':
      return minutesBlocks(held.content, voice)
    case 'actionPoint':
      return pointBlocks(held.content, voice)
  }
}

type ContentOf<K extends Held['kind']> = Extract<Held, { kind: K }>['content']

function wordsBlocks(content: ContentOf<'item'>, { lang }: Voice): Block[] {
  const t = textsIn(lang)
  return [
    ...facts(
      fact(t.access.status, t.access.statuses[content.status]),
      fact(t.access.age, content.ageMonths === null ? '' : t.access.months(content.ageMonths)),
      fact(t.minutes.labels.problem, content.problem),
    ),
    ...(content.questions.length > 0
      ? [
          say(`${t.minutes.labels.questions}:`),
          { type: 'list' as const, marker: 'number' as const, items: content.questions },
        ]
      : []),
  ]
}

function formBlocks(content: ContentOf<'form'>, { lang }: Voice): Block[] {
  const t = textsIn(lang).access
  // The child has a name, whatever its age: the form speaks of one.
  const whom = whomOf({ kind: 'child', childId: '', ageMonths: 0 })
  const rows = pagesOf(content, { lang, whom }).flat()
  return [
    ...facts(fact(t.status, t.statuses[content.status])),
    ...rows.flatMap(({ heading: step, label, text }): Block[] => [
      ...(step ? [{ type: 'paragraph' as const, text: step, tone: 'strong' as const }] : []),
      label ? { type: 'facts', rows: [{ label, text }] } : say(text),
    ]),
  ]
}

const placement = (code: string | null, lang: Language): string => {
  const known = placements.find(one => one === code)
  return known ? placementWords(known, lang) : (code ?? '')
}

/** What was said and decided, at the meeting and in its minutes. */
function saidFacts(said: ContentOf<'notes'> | ContentOf<'minutes'>, lang: Language): Fact[][] {
  const { minutes: t, people } = textsIn(lang)
  return [
    fact(t.labels.summary, said.summary),
    ...professions.map(one => fact(withCapital(people.professionShort[one]), said.perspectives[one])),
    fact(t.labels.placement, placement(said.secondPlacement, lang)),
    fact(t.labels.outcomes, said.outcomes.map(code => outcomeWord(code, lang)).join(', ')),
    fact(t.labels.duty, said.dutyPointedOut ? t.duty : ''),
    fact(t.labels.followUp, said.followUpDay && fullDay(said.followUpDay, lang)),
  ]
}

function notesBlocks(said: ContentOf<'notes'>, { lang, nameOf }: Voice): Block[] {
  const t = textsIn(lang).access
  const talk = said.parentTalkById ? nameOf(said.parentTalkById) : ''
  return facts(
    ...saidFacts(said, lang),
    fact(
      t.parentTalk,
      [talk, said.parentTalkDay && fullDay(said.parentTalkDay, lang)].filter(Boolean).join(', '),
    ),
    fact(t.away, said.away.map(nameOf).join(', ')),
  )
}

function minutesBlocks(said: ContentOf<'minutes'>, { lang, nameOf }: Voice): Block[] {
  const { access, minutes: t, actionPoints } = textsIn(lang)
  return facts(
    fact(access.approvedBy, nameOf(said.approvedById)),
    fact(t.labels.reason, said.correctedBecause),
    fact(t.labels.problem, said.problem),
    fact(t.labels.questions, said.questions.join('\n')),
    ...saidFacts(said, lang),
    ...said.actions.map(({ kind, text, ownerId, dueDay }) =>
      fact(
        t.labels.action,
        t.actionLine(
          kind === 'parentTalk' ? actionPoints.parentTalk : text,
          nameOf(ownerId),
          fullDay(dueDay, lang),
        ),
      ),
    ),
    fact(t.labels.here, said.here.map(nameOf).join(', ')),
  )
}

function pointBlocks(point: ContentOf<'actionPoint'>, { lang, zone, nameOf }: Voice): Block[] {
  const { access: t, actionPoints } = textsIn(lang)
  const lines = point.history.map(({ at, actorId, what, toPersonId, detail }) => {
    const who = actorId === null ? t.bot : nameOf(actorId)
    const line = `${fullDate(at, zone, lang)}: ${who} ${actionPoints.history[what]}`
    const full = toPersonId ? actionPoints.historyTo(line, nameOf(toPersonId)) : line
    return detail ? actionPoints.historyDetail(full, detail) : full
  })
  return [
    ...facts(
      fact(t.agreed, point.kind === 'parentTalk' ? actionPoints.parentTalk : point.text),
      fact(t.owner, nameOf(point.ownerId)),
      fact(t.due, fullDay(point.dueDay, lang)),
      fact(t.status, actionPoints.statuses[point.status]),
      fact(t.note, point.note),
    ),
    ...(lines.length > 0 ? [{ type: 'list' as const, marker: 'dot' as const, items: lines }] : []),
  ]
}

/** Item by item, so that whoever is asked for a part knows where it belongs. */
function withheldBlocks({ items, withheld }: Dossier, voice: Voice): Block[] {
  const { lang, zone, nameOf } = voice
  const t = textsIn(lang).access
  if (withheld.length === 0) return [heading(t.withheldHeading, 1), say(t.nothingWithheld)]
  const rowOf = (by: Texts['access'], { kind, version, since, writtenBy, askId, why }: WithheldPart) => [
    t.version(by.kinds[kind], version),
    fullDate(since, zone, lang),
    namesOf(writtenBy, voice),
    askId === null ? t.askOperator : nameOf(askId),
    by.why[why],
  ]
  const tables = items.flatMap((item): Block[] => {
    const by = textsOn(item.basis, lang).access
    const rows = withheld.filter(({ itemId }) => itemId === item.id).map(one => rowOf(by, one))
    if (rows.length === 0) return []
    return [heading(titleOf(item, voice), 2), { type: 'table', columns: t.withheldColumns, rows }]
  })
  return [heading(t.withheldHeading, 1), say(t.withheldText), ...tables]
}

/** A consent is spoken of unless every one of the child's teams informs the parents. */
const trailBasis = (items: readonly PlacedItem[]): Basis =>
  items.length > 0 && items.every(({ basis }) => basis === 'information') ? 'information' : 'consent'

function trailRows({ trail, items }: Dossier, { lang, zone, nameOf }: Voice): string[][] {
  const { access: t, actionPoints } = textsOn(trailBasis(items), lang)
  const ofPoint: Readonly<Record<string, string>> = actionPoints.history
  const wordsOf = (action: string) => {
    const [feature = '', what = ''] = action.split('.')
    return t.trail[action] ?? (feature === 'actionPoint' ? ofPoint[what] : undefined) ?? t.trailOther(feature)
  }
  return trail.map(({ at, actorId, action }) => [
    fullDate(at, zone, lang),
    actorId === null ? t.bot : nameOf(actorId),
    wordsOf(action),
  ])
}
