import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import type { Feature, Turn } from '../../shared/action.ts'
import type { CardJson } from '../../shared/outcome.ts'
import type { AgendaItem } from '../agenda/model.ts'
import type { DownloadService } from '../downloads/service.ts'
import { isUpcoming, type Meeting, roleIn } from '../meetings/model.ts'
import { createChaseActions } from './chase/actions.ts'
import type { Chase } from './chase/service.ts'
import { createContributionActions } from './contributions/actions.ts'
import type { ContributionService } from './contributions/service.ts'
import { createEvidenceActions } from './distribution/evidence/actions.ts'
import { createFillActions } from './fill/actions.ts'
import type { FillDeps } from './fill/step/actions.ts'
import { isOut } from './model.ts'
import { contextOf, createReadingActions, type ReadingDeps } from './reading/actions.ts'

export interface FormActionDeps extends FillDeps, ReadingDeps {
  contributions: ContributionService
  chase: Chase
  downloads: DownloadService
}

/** Filling in forms, reading them, and the proof that everybody got them. */
export function createFormActions(deps: FormActionDeps): Feature {
  const { preparation, agenda, teams } = deps

  async function startEntries(turn: Turn<null>) {
    const { tx, actor, now } = turn
    const t = textsIn(actor.language).preparation
    const open = await preparation.open(tx, actor, now)
    return Promise.all(
      open.slice(0, 3).map(async ({ item, meeting, state }) => {
        return {
          order: 6,
          title: t.entries[state](await agenda.numberOf(tx, item)),
          detail: meeting
            ? await contextOf(deps, turn, meeting, 0)
            : t.contextWaiting((await teams.get(tx, item.teamId)).name),
          verb: 'form.open',
          payload: { itemId: item.id },
        }
      }),
    )
  }

  return {
    startEntries,
    actions: [
      ...createFillActions(deps),
      ...createContributionActions(deps),
      ...createReadingActions(deps),
      ...createChaseActions(deps),
      ...createEvidenceActions(deps),
    ],
  }
}

/** On a meeting's card: its forms where there are any, and, once they are sent, the coordinator's proof of it. */
export async function formButtons(
  { distribution }: Pick<FormActionDeps, 'distribution'>,
  turn: Turn<unknown>,
  meeting: Meeting,
): Promise<CardJson[]> {
  const { tx, actor, now } = turn
  const t = textsIn(actor.language).preparation
  const { id: meetingId, status, distributedAt } = meeting
  if (status === 'cancelled') return []
  const any = (await distribution.papersFor(tx, meeting, actor.personId, now)).length > 0
  const proof = distributedAt !== null && roleIn(actor, meeting) === 'coordinator'
  return [
    ...(any ? [button(t.forms, 'form.list', { meetingId }, { inputs: false, later: !isOut(meeting) })] : []),
    ...(proof ? [button(t.evidence, 'form.evidence', { meetingId }, { inputs: false })] : []),
  ]
}

/** On an item's card: fill in the form, or read it. */
export async function itemFormButtons(
  deps: FormActionDeps,
  turn: Turn<unknown>,
  item: AgendaItem,
): Promise<CardJson[]> {
  const { tx, actor, now } = turn
  const t = textsIn(actor.language).preparation
  const form = await deps.preparation.formOf(tx, item.id)
  const ref = { itemId: item.id }
  const meeting = item.meetingId === null ? null : await deps.meetings.find(tx, item.meetingId)
  const fills = deps.preparation.mayFill(item, actor) && (!meeting || isUpcoming(meeting, now))
  const filling = fills && form?.status !== 'submitted'
  const begun = form?.status === 'correcting' ? t.goOnCorrecting : t.goOn
  const buttons = filling ? [button(form ? begun : t.fill, 'form.open', ref, { inputs: false })] : []
  const read = form && (await deps.preparation.readable(tx, item, form, actor.personId, now))
  return read ? [...buttons, button(t.read, 'form.read', ref, { inputs: false })] : buttons
}
