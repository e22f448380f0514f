import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import { type Action, defineAction, type Feature, type Turn } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { rowDate } from '../../shared/human-dates.ts'
import { beside, type CardJson, type Outcome, refuse, view } from '../../shared/outcome.ts'
import { shown, withCapital } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import { type AgendaItem, type ItemRole, isNamed, itemEvent, roleFor } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { meetingDay, whatWords } from '../agenda/view/cards.ts'
import type { DownloadService } from '../downloads/service.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import { stateOnly } from '../oversight/seen/model.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import { consentCard } from './cards.ts'
import { createEndingActions } from './ending/actions.ts'
import { mayGoOn, mayUndo } from './ending/model.ts'
import { mayRead, type Reading, type Standing, saidNo, wordsOf } from './model.ts'
import { createRecordActions } from './record/actions.ts'
import { holdsNote } from './record/schema.ts'
import type { ConsentService, ItemConsent, Reach } from './service.ts'
import { createSheetActions } from './sheet/actions.ts'

export interface ConsentActionDeps {
  consents: ConsentService
  agenda: AgendaService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
  audit: AuditTrail
  /** what has left of an item already */
  reach(tx: Tx, item: AgendaItem): Promise<Reach>
  teams: TeamService
  downloads: DownloadService
}

export interface ConsentGrant {
  item: AgendaItem
  role: ItemRole
}

export type ConsentViews = ReturnType<typeof createConsentViews>

/** Seeing how an item stands: for the coordinator and the item's author. */
export function createConsentViews(deps: Omit<ConsentActionDeps, 'downloads' | 'teams'>) {
  const { consents, agenda, meetings, people, policies, audit } = deps

  async function itemGrant(turn: Turn<{ itemId: string }>): Promise<ConsentGrant | null> {
    const item = await agenda.reach(turn.tx, turn.payload.itemId)
    const role = item && roleFor(turn.actor, item)
    if (!item || !role || !isNamed(item)) return null
    return role === 'coordinator' || item.createdById === turn.actor.personId ? { item, role } : null
  }

  /** 'Punkt 2 på mødet tirsdag den 24. november', as a line of its own */
  async function pointOf(turn: Turn<unknown>, item: AgendaItem): Promise<string> {
    const t = textsIn(turn.actor.language).consent
    if (item.meetingId === null) return withCapital(t.pointWaiting)
    const meeting = await meetings.get(turn.tx, item.meetingId)
    return withCapital(
      t.point(await agenda.numberOf(turn.tx, item), meetingDay(meeting, turn.actor.language)),
    )
  }

  /** Only who may read the item can tell the parents what they say yes to. */
  const mayRecord = ({ item }: ConsentGrant, reading: Reading): boolean =>
    item.status === 'open' && reading.allowed

  async function showConsent(
    turn: Turn<unknown>,
    grant: ConsentGrant,
    said: { saved?: string; problem?: string } = {},
  ): Promise<Outcome> {
    const { tx, actor, now } = turn
    const { item } = grant
    const lang = actor.language
    const known = await consents.of(tx, item, now)
    const t = textsIn(lang)[known.basis]
    const reading = mayRead({ item, personId: actor.personId, content: wordsOf(item), ...known })
    const reason = reading.allowed ? reading.reason : `${grant.role}: ${stateOnly}`
    await audit.record(tx, now, itemEvent(actor, 'consent.read', item, reason))
    const reach = saidNo(known.standing) ? await deps.reach(tx, item) : null
    const names = await people.many(tx, [
      item.createdById,
      ...(reach?.sent ?? []),
      ...known.circle,
      ...(known.consent
        ? [...known.consent.recipients, known.consent.recordedById, known.consent.detail.endedById ?? '']
        : []),
    ])
    const nameOf = (personId: string) => names.get(personId)?.name ?? t.formerMember
    const meeting = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    const childName =
      reading.allowed && item.childId !== null ? await agenda.childName(tx, item.childId) : null
    return view(
      consentCard(
        {
          point: await pointOf(turn, item),
          what: whatWords({ item, childName }, lang),
          standing: known.standing,
          consent: reading.allowed ? known.consent : null,
          reach,
          nameOf,
          zone: (await policies.of(tx, actor.tenantId)).zone,
          next: nextWords(turn, grant, known, meeting, mayRecord(grant, reading), nameOf),
          buttons: buttonsFor(turn, grant, known, mayRecord(grant, reading)),
          lang,
        },
        said,
      ),
    )
  }

  function nextWords(
    { actor, now }: Turn<unknown>,
    { item, role }: ConsentGrant,
    { standing, basis }: ItemConsent,
    meeting: Meeting | null,
    records: boolean,
    nameOf: (personId: string) => string,
  ): string {
    const lang = actor.language
    const t = textsIn(lang)[basis].next
    if (item.status !== 'open') return t.over
    if (standing.state === 'valid') return t.valid
    if (!records && role === 'coordinator') return t.author(shown(nameOf(item.createdById)))
    if (meeting && saidNo(standing)) return role === 'coordinator' ? t.no : t.noAuthor
    if (meeting && now >= meeting.dueAt) return t.late
    return meeting ? t.todo(rowDate(meeting.dueAt, meeting.zone, lang)) : t.waits
  }

  function buttonsFor(
    { actor }: Turn<unknown>,
    { item, role }: ConsentGrant,
    known: ItemConsent,
    records: boolean,
  ): CardJson[] {
    const { standing, basis, consent } = known
    const { [basis]: t, common, sheet, informedSheet } = textsIn(actor.language)
    const ref = { itemId: item.id }
    const bare = { inputs: false } as const
    const buttons: CardJson[] = []
    const toItem = button(t.toItem, 'agenda.item', ref, bare)
    const close = button(common.close, 'start.close', {}, bare)
    if (item.status !== 'open') return [toItem, close]
    const valid = standing.state === 'valid'
    const title = standing.state === 'missing' ? t.record : t.recordAnew
    const first = { ...bare, style: 'positive' } as const
    const leads = role === 'coordinator'
    const no = saidNo(standing)
    const ask = button(title, 'consent.step', { ...ref, step: 'who' }, no && leads ? bare : first)
    const asked = !valid && records ? [ask] : []
    const without =
      !valid && leads
        ? [
            button(t.anonymous, 'agenda.anonymous', ref, no ? first : bare),
            button(t.postpone, 'agenda.postpone', { ...ref, revision: item.revision }, bare),
            ...(mayGoOn(consent, basis) ? [button(t.goOn, 'consent.askGoOn', ref, bare)] : []),
          ]
        : []
    // A no is not argued with: what can be done without a yes comes first (decision 0008).
    buttons.push(...(no ? [...without, ...asked] : [...asked, ...without]))
    if (mayUndo(known, actor.personId)) buttons.push(button(t.undo, 'consent.askUndo', ref, bare))
    buttons.push(toItem, close)
    if (records && consent?.status === 'given') buttons.push(button(t.narrow, 'consent.askNarrow', ref, bare))
    if (records && valid) buttons.push(button(t.recordAnew, 'consent.step', { ...ref, step: 'who' }, bare))
    if (records && !valid && standing.state !== 'refused')
      buttons.push(button(t.refused, 'consent.askRefuse', ref, bare))
    if (records && !no)
      buttons.push(
        button(
          (basis === 'information' ? informedSheet : sheet).open,
          'consent.sheet',
          { ...ref, language: 'da' },
          bare,
        ),
      )
    if (isGiven(standing))
      buttons.push(button(t.end, 'consent.askEnd', ref, { ...bare, style: 'destructive' }))
    return buttons
  }

  /** Something was given that can still end. */
  const isGiven = ({ state, ended }: Standing): boolean =>
    state === 'valid' ||
    state === 'expired' ||
    (state === 'stale' && (ended === null || ended === 'otherMeeting' || ended === 'basis'))

  return { itemGrant, pointOf, mayRecord, showConsent }
}

/** Consent: how an item stands, recording, refusing, ending (R-CONS-1, 2, 4, 5, 9). */
export function createConsentActions(deps: ConsentActionDeps): Feature {
  const { consents, people } = deps
  const views = createConsentViews(deps)
  const reference = z.object({ itemId: z.uuid() })

  /** Why this person may not record; null when they may. A note of what the parents said stands on its card still. */
  async function refusal(turn: Turn<unknown>, grant: ConsentGrant): Promise<Outcome | null> {
    const refused = await whyNot(turn, grant)
    return refused && holdsNote(turn.payload)
      ? beside(refused, textsIn(turn.actor.language).common.stillHere)
      : refused
  }

  async function whyNot(turn: Turn<unknown>, grant: ConsentGrant): Promise<Outcome | null> {
    const { basis } = await consents.of(turn.tx, grant.item, turn.now)
    const { people: names, [basis]: t } = textsIn(turn.actor.language)
    if (grant.item.status !== 'open') return refuse('itemClosed', t.itemOver)
    const reading = await consents.gate(
      turn.tx,
      grant.item,
      wordsOf(grant.item),
      turn.actor.personId,
      turn.now,
    )
    if (views.mayRecord(grant, reading)) return null
    const author = await people.find(turn.tx, grant.item.createdById)
    return refuse('authorOnly', t.notYours(shown(author?.name ?? names.unknownName)))
  }

  const actions: readonly Action[] = [
    defineAction({
      verb: 'consent.open',
      effect: 'read',
      schema: reference,
      authorize: turn => views.itemGrant(turn),
      run: (turn, grant) => views.showConsent(turn, grant),
    }),
  ]
  return {
    actions: [
      ...actions,
      ...createEndingActions(deps, views, refusal),
      ...createRecordActions(deps, views, refusal),
      ...createSheetActions(deps, views, refusal),
    ],
  }
}
