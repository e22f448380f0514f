import { Application, type TurnState } from '@microsoft/teams-ai'
import { type Activity, ActivityTypes, TeamsInfo, type TurnContext } from 'botbuilder'
import { textsIn } from '../locales/texts.ts'
import type { Actor, Language } from '../shared/action.ts'
import type { Clock } from '../shared/clock.ts'
import { codeOf, faultFields } from '../shared/errors.ts'
import type { Ids } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import { hasCprNumber } from '../shared/text.ts'
import type { Transactions } from '../shared/transaction.ts'
import type { Groups } from './groups.ts'
import { type Origin, originOf } from './identity.ts'
import type { Registry } from './registry.ts'
import { opener, shownFor, toActivity } from './render.ts'
import type { Stage, StageReplies } from './stage.ts'
import type { Door } from './store.ts'
import type { Turns } from './turns.ts'

export interface BotDeps {
  db: Transactions
  door: Door
  turns: Turns
  registry: Registry
  groups: Groups
  allowed: { tenants: readonly string[]; serviceHosts: readonly string[] }
  clock: Clock
  ids: Ids
  log: Log
  /** the demo's own commands and its played people; absent in production */
  stage: Stage | null
}

// teams-ai loads and saves a turn state around every turn, and fails the second of two concurrent turns on it.
// Ours lives in the database, so its storage keeps nothing.
const noStorage = { read: async () => ({}), write: async () => {}, delete: async () => {} }

/** Routes of the bot: clicks, typed text, installations. Everything else is ignored. */
export function createBot(deps: BotDeps): Application<TurnState> {
  const app = new Application<TurnState>({
    startTypingTimer: false,
    removeRecipientMention: true,
    storage: noStorage,
  })

  app.addRoute(async context => context.activity.name === 'adaptiveCard/action', click, true)
  app.activity(ActivityTypes.Message, said)
  app.activity(ActivityTypes.InstallationUpdate, installed)
  app.activity(ActivityTypes.ConversationUpdate, membersChanged)
  return app

  async function actorAt(origin: Origin): Promise<Actor> {
    const known = await deps.door.find(deps.db.reader, origin.identity)
    const fresh = known?.status === 'active' && sameReference(known.reference, origin)
    const actor =
      known && fresh
        ? known.actor
        : await deps.db.write(tx =>
            deps.door.register(
              tx,
              origin.identity,
              origin.place === 'personal' ? origin.reference : null,
              deps.clock.now(),
            ),
          )
    return deps.stage ? deps.stage.actorIn(origin.reference.conversationId, actor) : actor
  }

  function admitted(context: TurnContext): Origin | null {
    const played = deps.stage ? { playedTenant: deps.stage.tenantId } : {}
    const origin = originOf(context.activity, { ...deps.allowed, ...played })
    if (typeof origin !== 'string') return origin
    deps.log.warn('door.refused', { reason: origin })
    return null
  }

  async function click(context: TurnContext): Promise<void> {
    const origin = admitted(context)
    if (!origin)
      return answer(context, 403, { statusCode: 403, type: 'application/vnd.microsoft.error', value: {} })
    let language: Language = 'da'
    try {
      const actor = await actorAt(origin)
      language = actor.language
      // A card in a group chat carries no buttons of ours; whoever sends one gets nothing there (P1).
      if (origin.place !== 'personal')
        return answer(context, 200, words(textsIn(language).common.nothingHere))
      const body = await deps.turns.click(actor, {
        activityKey: activityKey(origin, context.activity, deps.ids),
        data: dataOf(context.activity.value),
      })
      await answer(context, 200, body)
    } catch (error) {
      await answer(context, 200, words(faultText(error, language)))
    }
  }

  async function said(context: TurnContext): Promise<void> {
    const origin = admitted(context)
    if (!origin) return
    let language: Language = 'da'
    try {
      const text = context.activity.text ?? ''
      if (origin.place !== 'personal') {
        if (hasCprNumber(text)) return void (await context.sendActivity(textsIn(language).common.cprInChat))
        return await deps.groups.said(context, origin)
      }
      const actor = await actorAt(origin)
      language = actor.language
      if (!(await deps.turns.firstTime(actor, `message:${activityKey(origin, context.activity, deps.ids)}`)))
        return
      if (deps.stage && (await deps.stage.command(origin, actor, text, repliesIn(context)))) return
      // The bot keeps nothing of it, but Teams does: only its author can take it away (R-CONS-8, P2).
      if (hasCprNumber(text)) return void (await context.sendActivity(textsIn(language).common.cprInChat))
      if (context.activity.value) return await submitted(context, origin, actor)
      const found = deps.registry.command(text, language)
      if ('command' in found) {
        const { verb, payload, words } = found.command
        return await show(context, actor, verb, payload, words[language][0])
      }
      await show(context, actor, 'start.help', { suggestion: found.suggestion ?? '' })
    } catch (error) {
      await context.sendActivity(faultText(error, language))
    }
  }

  function repliesIn(context: TurnContext): StageReplies {
    return {
      say: async line => void (await context.sendActivity(line)),
      async post(message, deliveryId) {
        await context.sendActivity(toActivity(message, { instance: deps.ids.next(), deliveryId }))
      },
      start: actor => show(context, actor, 'start.open', {}),
    }
  }

  /** A click from a client without Action.Execute: the answer is a message, so only neutral cards may be in it. */
  async function submitted(context: TurnContext, origin: Origin, actor: Actor): Promise<void> {
    const data = dataOf(context.activity.value)
    const body = await deps.turns.click(actor, {
      activityKey: activityKey(origin, context.activity, deps.ids),
      data,
    })
    if (typeof body.value === 'string') return void (await context.sendActivity(body.value))
    await show(context, actor, 'start.open', {})
  }

  /** @param name what a card that may not rest in the chat is called on the one that opens it: the command's word */
  async function show(
    context: TurnContext,
    actor: Actor,
    verb: string,
    payload: Record<string, unknown>,
    name?: string,
  ): Promise<void> {
    const t = textsIn(actor.language).common
    const shown = shownFor(await deps.turns.perform(actor, verb, payload), actor.language)
    if (shown.type === 'words') return void (await context.sendActivity(shown.text))
    const { card } = shown
    const posted = card.rests === 'posted' ? card : opener(actor.language, name ?? t.open, verb, payload)
    const stamp = { instance: deps.ids.next(), deliveryId: null }
    await context.sendActivity(toActivity({ card: posted, summary: t.summaryCard }, stamp))
  }

  async function installed(context: TurnContext): Promise<void> {
    const origin = admitted(context)
    if (!origin) return
    if (origin.place !== 'personal') return deps.groups.installed(context, origin)
    if (context.activity.action?.startsWith('remove')) {
      await deps.db.write(tx => deps.door.leave(tx, origin.identity, deps.clock.now()))
      return
    }
    await welcome(context, origin)
  }

  /** Comes beside every installation too, in no fixed order: it only keeps a group's roster up to date. */
  async function membersChanged(context: TurnContext): Promise<void> {
    const origin = admitted(context)
    if (origin && origin.place !== 'personal') await deps.groups.changed(context, origin)
  }

  async function welcome(context: TurnContext, unnamed: Origin): Promise<void> {
    const origin = await named(context, unnamed)
    const before = await deps.door.find(deps.db.reader, origin.identity)
    const actor = await actorAt(origin)
    // The local client forgets everything at each load, so the demo shows the start card anew.
    if (!deps.stage && before?.status === 'active' && sameReference(before.reference, origin)) return
    await show(context, actor, 'start.open', {})
  }

  /** An installation says who by id alone; the name is on the roster. Without it the person is greeted without one. */
  async function named(context: TurnContext, origin: Origin): Promise<Origin> {
    const { identity } = origin
    if (identity.name) return origin
    try {
      const member = await TeamsInfo.getMember(context, identity.teamsUserId)
      return { ...origin, identity: { ...identity, name: member.name || null } }
    } catch (error) {
      deps.log.warn('door.unnamed', { code: codeOf(error) })
      return origin
    }
  }

  function faultText(error: unknown, language: Language): string {
    const id = deps.ids.short()
    const code = codeOf(error)
    deps.log.error('turn.fault', { id, ...faultFields(error) })
    const t = textsIn(language).common
    if (code === 'NOT_SAVED') return t.notSaved(id)
    // If it was saved, the answer was saved with it, and the same click again gets that answer (decision 0002); if it
    // was not, the same click does it. So whoever is told to press again does it once, whatever became of the first.
    return code === 'PERHAPS_SAVED' ? t.perhapsSaved(id) : t.fault(id)
  }
}

const words = (value: string) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
})

async function answer(context: TurnContext, status: number, body: unknown): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } })
}

function sameReference(kept: Origin['reference'] | null, origin: Origin): boolean {
  if (origin.place !== 'personal') return true
  const { conversationId, serviceUrl } = origin.reference
  return kept?.conversationId === conversationId && kept.serviceUrl === serviceUrl
}

/** Teams gives an id to every activity; without one nothing can be recognised as a redelivery. */
function activityKey(origin: Origin, activity: Activity, ids: Ids): string {
  return `${origin.identity.externalId}:${origin.reference.conversationId}:${activity.id ?? ids.next()}`
}

function dataOf(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object') return {}
  const action = 'action' in value ? value.action : null
  const data = action !== null && typeof action === 'object' && 'data' in action ? action.data : value
  return data !== null && typeof data === 'object' ? { ...data } : {}
}
