import type { Block, PaperDocument } from '../../../documents/model.ts'
import { textsIn } from '../../../locales/texts.ts'
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

/**
 * The sheet that parents read and sign (R-CONS-7): exactly the people and questions of the item, what they are told
 * (R-CONS-1), and health information to be ticked by itself.
 * @param language of the parents
 * @returns a document that names the child: for a reader whom the gate has let through
 */
export function sheetDocument(sheet: Sheet, language: Language): PaperDocument {
  const t = textsIn(language).sheet
  const [page = '', of = ''] = t.pages
  const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
  const say = (text: string): Block => ({ type: 'paragraph', text })
  const boxes = (some: readonly Category[]): Block => ({
    type: 'list',
    marker: 'box',
    items: some.map(one => t.category[one]),
  })
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
      ...functionBoxes(sheet, language),
      heading(t.questionsHeading),
      say(t.questions),
      { type: 'list', marker: 'number', items: sheet.questions },
      heading(t.purposeHeading),
      say(sheet.purpose),
      heading(t.categoriesHeading),
      say(t.categories),
      boxes(categories.filter(one => one !== 'health')),
      say(t.health),
      boxes(['health']),
      heading(t.toldHeading),
      { type: 'list', marker: 'dot', items: toldLines(sheet, language) },
      heading(t.answerHeading),
      { type: 'list', marker: 'box', items: t.answers },
      say(sheet.residentParentAlone ? t.oneSigns : t.allSign),
      { type: 'signature', fields: t.signature },
      { type: 'signature', fields: t.signature },
    ],
  }
}

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
function functionBoxes({ functions }: Sheet, language: Language): Block[] {
  const { sheet: t, people } = textsIn(language)
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
