import { z } from 'zod'
import { button, linkButton } from '../../cards/button.ts'
import { notice } from '../../cards/notice.ts'
import { textsIn } from '../../locales/texts.ts'
import { type Actor, defineAction, type Feature } from '../../shared/action.ts'
import { view } from '../../shared/outcome.ts'
import type { Tx } from '../../shared/transaction.ts'
import { roleFor } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { isPaper, linkMinutes } from '../downloads/model.ts'
import type { DownloadKind, DownloadService } from '../downloads/service.ts'
import type { PolicyService } from '../policy/service.ts'
import { accessDocument } from './documents.ts'
import { dataOf } from './model.ts'
import type { AccessService } from './service.ts'

/** The name of the dossier among the documents that can be fetched. */
const kind = 'access'

/** An item of a named child, for the coordinator of its team; null for everybody else (R-SEC-2). */
async function ledItem(agenda: Pick<AgendaService, 'reach'>, tx: Tx, itemId: string, actor: Actor) {
  const item = await agenda.reach(tx, itemId)
  if (!item || item.childId === null || roleFor(actor, item) !== 'coordinator') return null
  return { ...item, childId: item.childId }
}

/** *Hent til indsigt*: everything about the child that the coordinator may have, as Word and as data (R-SEC-6). */
export function createAccessActions(deps: { agenda: AgendaService; downloads: DownloadService }): Feature {
  const { agenda, downloads } = deps
  return {
    actions: [
      defineAction({
        verb: 'access.open',
        effect: 'write',
        schema: z.object({ itemId: z.uuid() }),
        authorize: ({ tx, actor, payload }) => ledItem(agenda, tx, payload.itemId, actor),
        async run({ tx, actor, now }, { id, childId }) {
          const { language } = actor
          const offer = (format: 'docx' | 'json') =>
            downloads.offer(
              tx,
              // Of the item: it goes with it (R-FORM-2).
              { kind, subjectId: id, format, language, childId, reason: 'coordinator' },
              actor,
              now,
            )
          const { access: t, common } = textsIn(language)
          return view(
            notice(
              {
                lang: language,
                heading: t.cardHeading,
                next: t.cardNext,
                buttons: [
                  linkButton(t.word, await offer('docx')),
                  linkButton(t.json, await offer('json')),
                  button(common.back, 'agenda.item', { itemId: id }),
                ],
              },
              t.cardText(linkMinutes),
            ),
          )
        },
      }),
    ],
  }
}

/** The dossier behind its link: gathered, and asked of the gate part by part, when it is fetched. */
export function createAccessDownload(deps: {
  agenda: AgendaService
  access: AccessService
  policies: PolicyService
}): DownloadKind {
  const { agenda, access, policies } = deps
  return {
    kind,
    async draw(tx, { subjectId, format, language }, actor, now) {
      const item = await ledItem(agenda, tx, subjectId, actor)
      const dossier = item && (await access.forCoordinator(tx, item.childId, actor, now))
      if (!dossier) return null
      const name = textsIn(language).access.fileName
      if (format === 'json') return { name, format, data: dataOf(dossier) }
      if (!isPaper(format)) return null
      const { zone } = await policies.of(tx, actor.tenantId)
      return { name, format, document: accessDocument(dossier, zone, language) }
    },
  }
}
