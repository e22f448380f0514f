import type { Block, PaperDocument } from '../../../documents/model.ts'
import { type Texts, textsIn } from '../../../locales/texts.ts'
import type { Language, Profession } from '../../../shared/action.ts'
import { fullDate } from '../../../shared/human-dates.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { Team } from '../../teams/model.ts'
import { type Category, categories, textVersion } from '../model.ts'

/** What stands on the sheet: the item as it is at this moment. */
export interface Sheet {
  childName: string
  team: Pick<Team, 'name' | 'kind'>
  institution: string
  /** null: the item waits */
  meeting: { startAt: Date; zone: Zone; place: string } | null
  /** everybody in the item's circle, and nobody else */
  circle: readonly { name: string; profession: Profession | null; institution: string | null }[]
  /** what those of them who are in the team are there: somebody new in the same function may be agreed to */
  functions: readonly Profession[]
  questions: readonly string[]
  purpose: string
  /** whom the parents ask, and tell that they take it back */
  contacts: readonly string[]
  consentMonths: number
  residentParentAlone: boolean
  dpo: string
  zone: Zone
  now: Date
}

/** Where the parents are informed and not asked (R-CONS-10). */
export interface Informing {
  /** the legal basis, as the municipality's policy says it in the parents' language */
  basisText: string
  /** policy: health information takes their yes, and is not part of it */
  healthInWriting: boolean
}

type Words = Texts['sheet'] | Texts['informedSheet']

const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
const say = (text: string): Block => ({ type: 'paragraph', text })
const boxes = (some: readonly Category[], t: Words): Block => ({
  type: 'list',
  marker: 'box',
  items: some.map(one => t.category[one]),
})
const withoutHealth = categories.filter(one => one !== 'health')

/**
 * The sheet that parents read and sign (R-CONS-7): exactly the people and questions of the item, what they are told
 * (R-CONS-1), and health information to be ticked by itself.
 * @param language of the parents
 * @returns a document that names the child: for a reader whom the gate has let through
 */
export function sheetDocument(sheet: Sheet, language: Language): PaperDocument {
  const { sheet: t } = textsIn(language)
  return paperOf(sheet, t, language, [
    ...purposeBlocks(sheet, t),
    heading(t.categoriesHeading),
    say(t.categories),
    boxes(withoutHealth, t),
    say(t.health),
    boxes(['health'], t),
    heading(t.toldHeading),
    { type: 'list', marker: 'dot', items: toldLines(sheet, language) },
    heading(t.answerHeading),
    { type: 'list', marker: 'box', items: t.answers },
    say(sheet.residentParentAlone ? t.oneSigns : t.allSign),
    { type: 'signature', fields: t.signature },
    { type: 'signature', fields: t.signature },
  ])
}

/**
 * The same for parents who are informed (R-CONS-10): the same people and questions, the legal basis as policy says it,
 * that they may object, and room for what they say instead of a signature.
 * @param language of the parents
 * @returns a document that names the child: for a reader whom the gate has let through
 */
export function informationDocument(sheet: Sheet, by: Informing, language: Language): PaperDocument {
  const { informedSheet: t } = textsIn(language)
  return paperOf(sheet, t, language, [
    ...purposeBlocks(sheet, t),
    heading(t.basisHeading),
    say(by.basisText),
    heading(t.categoriesHeading),
    say(t.categories),
    boxes(withoutHealth, t),
    ...(by.healthInWriting ? [say(t.noHealth)] : [say(t.health), boxes(['health'], t)]),
    heading(t.toldHeading),
    { type: 'list', marker: 'dot', items: informedLines(sheet, language) },
    heading(t.answerHeading),
    { type: 'list', marker: 'box', items: t.answers },
    say(t.view),
    ...t.viewLines.map((line): Block => ({ type: 'signature', fields: [line] })),
    { type: 'signature', fields: t.toldBy },
  ])
}

/** What both have: of whom, when, with whom and about what. */
function paperOf(sheet: Sheet, t: Words, language: Language, rest: readonly Block[]): PaperDocument {
  const [page = '', of = ''] = t.pages
  return {
    title: t.title,
    language,
    now: sheet.now,
    header: `${sheet.team.name} · ${sheet.institution}`,
    footer: t.made(fullDate(sheet.now, sheet.zone, language), textVersion),
    pages: [page, of],
    blocks: [
      say(t.intro),
      { type: 'facts', rows: [{ label: t.child, text: sheet.childName }] },
      heading(t.meetingHeading),
      say(t.meetingKinds[sheet.team.kind]),
      { type: 'facts', rows: meetingFacts(sheet, language) },
      heading(t.peopleHeading),
      say(t.people),
      { type: 'table', columns: t.columns, rows: peopleRows(sheet, language) },
      ...functionBoxes(sheet, t, language),
      heading(t.questionsHeading),
      say(t.questions),
      { type: 'list', marker: 'number', items: sheet.questions },
      ...rest,
    ],
  }
}

const purposeBlocks = ({ purpose }: Sheet, t: Words): Block[] => [heading(t.purposeHeading), say(purpose)]

function meetingFacts({ team, institution, meeting }: Sheet, language: Language) {
  const t = textsIn(language).sheet
  const when = meeting ? fullDate(meeting.startAt, meeting.zone, language) : t.whenWaiting
  return [
    { label: t.team, text: team.name },
    { label: t.institution, text: institution },
    { label: t.when, text: when },
    ...(meeting?.place ? [{ label: t.place, text: meeting.place }] : []),
  ]
}

function peopleRows({ circle }: Sheet, language: Language): string[][] {
  const { sheet: t, people } = textsIn(language)
  return circle
    .map(({ name, profession, institution }) => [
      name,
      profession === null ? '' : people.professions[profession],
      institution ?? t.elsewhere,
    ])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b, 'da'))
}

/** By function only those whom the parents have ticked: else it is the people above, and nobody else (R-CONS-1). */
function functionBoxes({ functions }: Sheet, t: Words, language: Language): Block[] {
  const { people } = textsIn(language)
  if (functions.length === 0) return []
  const items = functions.map(one => people.professions[one]).toSorted((a, b) => a.localeCompare(b, 'da'))
  return [
    { type: 'paragraph', text: t.functions },
    { type: 'list', marker: 'box', items },
  ]
}

function toldLines({ contacts, dpo, consentMonths }: Sheet, language: Language): string[] {
  const { told, or } = textsIn(language).sheet
  // One of them is enough: a parent who withdraws need not find both.
  const contact = contacts.join(or)
  return [
    told.refuse,
    told.withdraw(contact),
    told.consequence,
    told.duty,
    told.limits(consentMonths),
    told.contact(contact),
    told.dpo(dpo),
  ]
}

function informedLines({ contacts, dpo, consentMonths }: Sheet, language: Language): string[] {
  const { told, or } = textsIn(language).informedSheet
  const contact = contacts.join(or)
  return [
    told.object(contact),
    told.against,
    told.duty,
    told.limits(consentMonths),
    told.contact(contact),
    told.dpo(dpo),
  ]
}
