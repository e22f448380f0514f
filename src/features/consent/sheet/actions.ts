import { z } from 'zod'
import { button, linkButton } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, type Actor, defineAction, type Language, type Turn } from '../../../shared/action.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { type AgendaItem, roleFor } from '../../agenda/model.ts'
import { isPaper, linkMinutes } from '../../downloads/model.ts'
import type { DownloadKind, DownloadService } from '../../downloads/service.ts'
import type { ConsentActionDeps, ConsentGrant, ConsentViews } from '../actions.ts'
import { functionsIn } from '../record/model.ts'
import { informationDocument, type Sheet, sheetDocument } from './documents.ts'

/** The name of the consent sheet among the documents that can be fetched. */
const kind = 'consent.sheet'

type SheetDeps = Omit<ConsentActionDeps, 'downloads' | 'audit' | 'reach'>

/** The sheet for the parents (R-CONS-7), who are asked or informed (R-CONS-10): for whoever may tell them of it. */
export function createSheetActions(
  deps: SheetDeps & { downloads: DownloadService },
  views: ConsentViews,
  refusal: (turn: Turn<unknown>, grant: ConsentGrant) => Promise<Outcome | null>,
): readonly Action[] {
  const { consents, downloads } = deps
  return [
    defineAction({
      verb: 'consent.sheet',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), language: z.enum(['da', 'en']).default('da') }),
      authorize: turn => views.itemGrant(turn),
      async run(turn, grant) {
        const { tx, actor, now, payload } = turn
        const { item } = grant
        const refused = await refusal(turn, grant)
        if (refused) return refused
        const { circle, basis } = await consents.of(tx, item, now)
        const offer = (format: 'pdf' | 'docx') =>
          downloads.offer(
            tx,
            {
              kind,
              subjectId: item.id,
              format,
              language: payload.language,
              childId: item.childId,
              reason: grant.role === 'coordinator' ? 'coordinator' : 'author',
            },
            actor,
            now,
          )
        const { common, sheet, informedSheet } = textsIn(actor.language)
        const t = basis === 'information' ? informedSheet : sheet
        const own = payload.language === actor.language
        return view(
          notice(
            {
              lang: actor.language,
              heading: t.cardHeading,
              context: await views.pointOf(turn, item),
              next: t.cardNext(linkMinutes),
              buttons: [
                linkButton(t.pdf, await offer('pdf')),
                linkButton(t.word, await offer('docx')),
                button(common.back, 'consent.open', { itemId: item.id }),
                button(own ? t.otherLanguage : t.ownLanguage, 'consent.sheet', {
                  itemId: item.id,
                  language: payload.language === 'da' ? 'en' : 'da',
                }),
              ],
            },
            [t.cardText(circle.length, item.questions.length), ...(own ? [] : [t.inOther])].join('\n'),
          ),
        )
      },
    }),
  ]
}

/** The sheet behind its link: drawn from the item as it is when it is fetched. */
export function createSheetDownload(deps: SheetDeps): DownloadKind {
  const { consents, agenda, meetings, people, policies, teams } = deps

  async function circleOf(tx: Tx, circle: readonly string[]) {
    const known = await people.many(tx, circle)
    return Promise.all(
      circle.map(async personId => {
        const person = known.get(personId)
        const institution = person?.institutionId ? await people.institution(tx, person.institutionId) : null
        return {
          name: person?.name ?? '',
          profession: person?.profession ?? null,
          institution: institution?.name ?? null,
        }
      }),
    )
  }

  /** The author, who wrote it, and the coordinator. */
  async function contactsOf(tx: Tx, item: AgendaItem): Promise<string[]> {
    const coordinatorId = await teams.coordinatorOf(tx, item.teamId)
    const ids = [...new Set([item.createdById, ...(coordinatorId === null ? [] : [coordinatorId])])]
    const known = await people.many(tx, ids)
    return ids.flatMap(id => known.get(id)?.name ?? [])
  }

  async function documentOf(tx: Tx, item: AgendaItem, actor: Actor, language: Language, now: Date) {
    const { circle, consent, functions, basis } = await consents.of(tx, item, now)
    const team = await teams.get(tx, item.teamId)
    const policy = await policies.of(tx, actor.tenantId)
    const draft = await consents.draft(tx, item, actor)
    const institution = await people.institution(tx, team.institutionId)
    const typed = draft?.detail.purpose || consent?.detail.purpose
    const sheet: Sheet = {
      childName: item.childId === null ? '' : await agenda.childName(tx, item.childId),
      team,
      institution: institution?.name ?? '',
      meeting: item.meetingId === null ? null : await meetings.get(tx, item.meetingId),
      circle: await circleOf(tx, circle),
      functions: functionsIn(circle, functions),
      questions: item.questions,
      purpose: typed || textsIn(language)[basis].purposeDefault,
      contacts: await contactsOf(tx, item),
      consentMonths: policy.consentMonths,
      residentParentAlone: policy.residentParentAlone,
      dpo: policy.dpo[language],
      zone: policy.zone,
      now,
    }
    if (basis === 'consent') return sheetDocument(sheet, language)
    const { basisText, healthInWriting } = policy
    return informationDocument(sheet, { basisText: basisText[language], healthInWriting }, language)
  }

  return {
    kind,
    async draw(tx, { subjectId, language, format }, actor, now) {
      if (!isPaper(format)) return null
      const item = await agenda.reach(tx, subjectId)
      const role = item && roleFor(actor, item)
      if (item?.status !== 'open' || !role) return null
      if (role !== 'coordinator' && item.createdById !== actor.personId) return null
      const found = await consents.read(tx, [item], actor, 'consent.sheet.read', now)
      const known = found.get(item.id)
      if (!known?.reading.allowed) return null
      return {
        name: textsIn(language)[known.basis === 'information' ? 'informedSheet' : 'sheet'].fileName,
        format,
        document: await documentOf(tx, item, actor, language, now),
      }
    },
  }
}
