import type { CloudAdapter, ConversationReference, TurnContext } from 'botbuilder'
import type { Notifier } from '../reminders/deliver.ts'
import type { SendResult } from '../reminders/model.ts'
import { codeOf } from '../shared/errors.ts'
import type { Ids } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Transactions } from '../shared/transaction.ts'
import { isAllowedHost } from './identity.ts'
import { toActivity } from './render.ts'
import type { Door, Reference } from './store.ts'

export interface NotifierDeps {
  adapter: CloudAdapter
  appId: string
  db: Transactions
  door: Pick<Door, 'referenceOf'>
  serviceHosts: readonly string[]
  ids: Ids
  log: Log
  /** where a person's messages go when somebody else is shown in their chat (the demo); undefined: as stored */
  redirect?(personId: string, stored: Reference | null): Promise<Reference | 'parked' | null>
}

const timeOutMs = 30_000

/** Sends to a person's own chat with the bot, once, and tells what became of it. */
export function createNotifier(deps: NotifierDeps): Notifier {
  return {
    async send(reader, deliveryId, message) {
      const stored = await deps.door.referenceOf(deps.db.reader, reader.personId)
      const reference = deps.redirect ? await deps.redirect(reader.personId, stored) : stored
      if (reference === 'parked') return { type: 'sent', activityId: null, conversationId: null }
      if (!reference) return { type: 'noChat' }
      if (!isAllowedHost(reference.serviceUrl, deps.serviceHosts)) {
        deps.log.error('notifier.host', { deliveryId })
        return { type: 'failed' }
      }
      const activity = toActivity(message, { instance: deps.ids.next(), deliveryId })
      return post(deps, reference, reader.tenantId, context => context.sendActivity(activity))
    },
  }
}

async function post(
  deps: NotifierDeps,
  reference: Reference,
  tenantId: string,
  send: (context: TurnContext) => Promise<{ id: string } | undefined>,
): Promise<SendResult> {
  // continueConversationAsync resolves even when the send inside failed: its result is caught in the callback.
  let result: SendResult = { type: 'later', seconds: 60 }
  const work = deps.adapter.continueConversationAsync(
    deps.appId,
    toConversation(reference, tenantId),
    async context => {
      sendOnce(context)
      try {
        const sent = await send(context)
        result = { type: 'sent', activityId: sent?.id ?? null, conversationId: reference.conversationId }
      } catch (error) {
        result = resultOf(error)
        deps.log.warn('notifier.failed', { code: codeOf(error), result: result.type })
      }
    },
  )
  try {
    await withTimeOut(work)
  } catch (error) {
    if (error instanceof TimeOut) return { type: 'ambiguous' }
    deps.log.warn('notifier.fault', { code: codeOf(error) })
  }
  return result
}

/** The connector repeats a POST blindly on 5xx and resets, which doubles messages. One try; we decide about the next. */
export function sendOnce(context: TurnContext): void {
  const client: unknown = context.turnState.get(context.adapter.ConnectorClientKey)
  if (client === null || typeof client !== 'object') return
  const inner = 'client' in client ? client.client : client
  if (inner === null || typeof inner !== 'object' || !('pipeline' in inner)) return
  const pipeline = inner.pipeline as { removePolicy?(which: { name: string }): void }
  pipeline.removePolicy?.({ name: 'defaultRetryPolicy' })
}

const surelyNotSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

/** What an error of the connector says about whether the message arrived. */
export function resultOf(error: unknown): SendResult {
  const fields = (error !== null && typeof error === 'object' ? error : {}) as Record<string, unknown>
  const response = fields.response as { headers?: { get?(name: string): string | undefined } } | undefined
  const status = fields.statusCode
  if (status === 429) {
    const seconds = Number(response?.headers?.get?.('retry-after'))
    return { type: 'later', seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 30 }
  }
  if (status === 412 || status === 401) return { type: 'later', seconds: status === 412 ? 5 : 300 }
  if (status === 403 || status === 404) return { type: 'unreachable' }
  if (typeof status === 'number' && status >= 400 && status < 500) return { type: 'failed' }
  if (typeof fields.code === 'string' && surelyNotSent.has(fields.code)) return { type: 'later', seconds: 60 }
  return { type: 'ambiguous' }
}

function toConversation(reference: Reference, tenantId: string): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl: reference.serviceUrl,
    bot: { id: reference.botId, name: 'Rød Tråd' },
    user: { id: reference.teamsUserId, name: '' },
    conversation: {
      id: reference.conversationId,
      isGroup: false,
      conversationType: 'personal',
      tenantId,
      name: '',
    },
  }
}

class TimeOut extends Error {}

async function withTimeOut(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeOut()), timeOutMs)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
