import type { CloudAdapter, ConversationReference, TurnContext } from 'botbuilder'
import type { Notifier } from '../reminders/deliver.ts'
import type { Reader, SendResult } from '../reminders/model.ts'
import type { Clock } from '../shared/clock.ts'
import { codeOf } from '../shared/errors.ts'
import type { Ids } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Transactions } from '../shared/transaction.ts'
import { isAllowedHost } from './identity.ts'
import { sayingPerhapsAgain, toActivity } from './render.ts'
import type { Door, Reference } from './store.ts'

export interface NotifierDeps {
  adapter: CloudAdapter
  appId: string
  db: Transactions
  door: Pick<Door, 'referenceOf'>
  serviceHosts: readonly string[]
  clock: Clock
  ids: Ids
  log: Log
  /** where a person's messages go when somebody else is shown in their chat (the demo); undefined: as stored */
  redirect?(personId: string, stored: Reference | null): Promise<Reference | 'parked' | null>
}

const timeOutMs = 30_000

/** Sends to a person's own chat with the bot, once, and tells what became of it. */
export function createNotifier(deps: NotifierDeps): Notifier {
  /** Where to; or what came of it before anything left. */
  async function way(reader: Reader, deliveryId: string): Promise<Reference | SendResult> {
    const stored = await deps.door.referenceOf(deps.db.reader, reader.personId)
    const reference = deps.redirect ? await deps.redirect(reader.personId, stored) : stored
    if (reference === 'parked') return { type: 'sent', activityId: null, conversationId: null }
    if (!reference) return { type: 'noChat' }
    if (isAllowedHost(reference.serviceUrl, deps.serviceHosts)) return reference
    deps.log.error('notifier.host', { deliveryId })
    return { type: 'failed' }
  }

  return {
    async send(reader, deliveryId, message, perhapsAgain) {
      const reference = await way(reader, deliveryId)
      if ('type' in reference) return reference
      const said = perhapsAgain ? sayingPerhapsAgain(message, reader.language) : message
      const activity = toActivity(said, { instance: deps.ids.next(), deliveryId })
      return post(deps, reference, reader.tenantId, context => context.sendActivity(activity))
    },

    async update(reader, { deliveryId, activityId, conversationId }, message) {
      const reference = await way(reader, deliveryId)
      if ('type' in reference) return reference
      const activity = { ...toActivity(message, { instance: deps.ids.next(), deliveryId }), id: activityId }
      // In the chat that it was posted to: it may have been opened anew since.
      return post(deps, { ...reference, conversationId }, reader.tenantId, async context => {
        await context.updateActivity(activity)
        return { id: activityId }
      })
    },
  }
}

async function post(
  deps: NotifierDeps,
  reference: Reference,
  tenantId: string,
  send: (context: TurnContext) => Promise<{ id: string } | undefined>,
): Promise<SendResult> {
  const handover: Handover = { done: false, closed: false }
  // continueConversationAsync resolves even when the send inside failed: its result is caught in the callback.
  let result: SendResult = notSent
  const work = deps.adapter.continueConversationAsync(
    deps.appId,
    toConversation(reference, tenantId),
    async context => {
      sendOnce(context)
      watch(context, handover)
      try {
        const sent = await send(context)
        result = { type: 'sent', activityId: sent?.id ?? null, conversationId: reference.conversationId }
      } catch (error) {
        result = handover.done ? resultOf(error, deps.clock.now()) : notSent
        deps.log.warn('notifier.failed', { code: codeOf(error), result: result.type })
      }
    },
  )
  try {
    await withTimeOut(work)
  } catch (error) {
    if (error instanceof TimeOut) {
      handover.closed = true
      return handover.done ? { type: 'ambiguous' } : notSent
    }
    deps.log.warn('notifier.fault', { code: codeOf(error) })
  }
  return result
}

const notSent: SendResult = { type: 'later', seconds: 60 }

/** A request goes through the policies of its client one after the other, and then onto the network. */
interface Pipeline {
  removePolicy(which: { name: string }): void
  addPolicy(
    policy: { name: string; sendRequest(request: unknown, next: (request: unknown) => unknown): unknown },
    where: { phase: 'Sign' },
  ): void
}

function pipelineOf(context: TurnContext): Pipeline | null {
  const client: unknown = context.turnState.get(context.adapter.ConnectorClientKey)
  if (client === null || typeof client !== 'object') return null
  const inner = 'client' in client ? client.client : client
  if (inner === null || typeof inner !== 'object' || !('pipeline' in inner)) return null
  return inner.pipeline as Pipeline
}

/** The connector repeats a POST blindly on 5xx and resets, which doubles messages. One try; we decide about the next. */
export function sendOnce(context: TurnContext): void {
  pipelineOf(context)?.removePolicy({ name: 'defaultRetryPolicy' })
}

interface Handover {
  /** The request has been given to the network. Before that nothing has left the machine: the bot signs in first. */
  done: boolean
  /** it is no longer waited for, and must not leave after all */
  closed: boolean
}

function watch(context: TurnContext, handover: Handover): void {
  const pipeline = pipelineOf(context)
  if (!pipeline) {
    handover.done = true
    return
  }
  const policy = {
    name: 'handover',
    async sendRequest(request: unknown, next: (request: unknown) => unknown) {
      if (handover.closed) throw new TimeOut()
      handover.done = true
      return next(request)
    },
  }
  // The last phase: signing in comes before it.
  pipeline.addPolicy(policy, { phase: 'Sign' })
}

/** No address, no connection: there was nothing to write the request to. */
const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPROTO'])
/** These also break off a connection that the request was written to. */
const notOnTheWay = new Set(['ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH'])
const badCertificate = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/

function surelyNotWritten(code: unknown, message: unknown): boolean {
  if (typeof code !== 'string') return false
  if (notConnected.has(code) || badCertificate.test(code)) return true
  const said = typeof message === 'string' ? message : ''
  // Of several addresses that were tried, the error names none, and not what it was doing.
  if (notOnTheWay.has(code)) return !/^(read|write) /.test(said)
  return code === 'ECONNRESET' && said.includes('before secure TLS connection')
}

const usualRest = 30
/** Teams has never asked for so long a rest: what says more means something else. */
const longestRest = 24 * 3600

/** Seconds, or a date (RFC 9110): rounded up, so that nothing comes early. */
function retryAfter(header: string | undefined, now: Date): number {
  const said = header?.trim() ?? ''
  const seconds = /^\d+(\.\d+)?$/.test(said) ? Number(said) : (Date.parse(said) - now.getTime()) / 1000
  return seconds > 0 && Number.isFinite(seconds) ? Math.min(longestRest, Math.ceil(seconds)) : usualRest
}

/**
 * What an error of the connector says about whether the message arrived.
 * @param now for a Retry-After that is a date
 */
export function resultOf(error: unknown, now: Date): SendResult {
  const fields = (error !== null && typeof error === 'object' ? error : {}) as Record<string, unknown>
  const response = fields.response as { headers?: { get?(name: string): string | undefined } } | undefined
  const status = fields.statusCode
  if (typeof status !== 'number')
    return surelyNotWritten(fields.code, fields.message) ? notSent : { type: 'ambiguous' }
  switch (status) {
    case 429:
      return {
        type: 'later',
        seconds: retryAfter(response?.headers?.get?.('retry-after'), now),
        asked: true,
        status,
      }
    case 408:
      return { type: 'ambiguous', status }
    case 412:
    case 425:
      return { type: 'later', seconds: 5, status }
    // 407: a proxy on the way out has let nothing through; it is its operator's to mend, like our own secret.
    case 401:
    case 407:
      return { type: 'later', seconds: 300, status }
    case 403:
    case 404:
      return { type: 'unreachable', status }
  }
  return { type: status >= 400 && status < 500 ? 'failed' : 'ambiguous', status }
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
