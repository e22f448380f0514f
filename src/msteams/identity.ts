import type { Activity } from 'botbuilder'
import { z } from 'zod'
import type { Identity, Reference } from './store.ts'

const activitySchema = z.object({
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: z.object({ id: z.string().min(1), name: z.string().optional(), aadObjectId: z.string().optional() }),
  recipient: z.object({ id: z.string().min(1) }),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z
    .object({ tenant: z.object({ id: z.string() }).optional() })
    .optional()
    .catch(undefined),
})

/** Where an activity comes from, parsed once at the door. */
export interface Origin {
  /** the tenant that sent it; in the demo, everybody is of the demo's whatever their client says */
  tenantId: string
  identity: Identity
  reference: Reference
  place: 'personal' | 'groupChat' | 'channel'
}

export type Refused = 'shape' | 'tenant' | 'host'

/**
 * Reads who and where from an authenticated activity, and keeps out what is not on the lists (R-SEC-1).
 * @param allowed empty tenants: any, and all of them are `playedTenant` (the demo, on loopback only)
 */
export function originOf(
  activity: Activity,
  allowed: { tenants: readonly string[]; serviceHosts: readonly string[]; playedTenant?: string },
): Origin | Refused {
  const parsed = activitySchema.safeParse(activity)
  if (!parsed.success) return 'shape'
  const { from, recipient, conversation, channelData, serviceUrl } = parsed.data
  const tenantId = conversation.tenantId ?? channelData?.tenant?.id
  if (!tenantId) return 'shape'
  if (allowed.tenants.length > 0 && !allowed.tenants.includes(tenantId)) return 'tenant'
  if (!isAllowedHost(serviceUrl, allowed.serviceHosts)) return 'host'
  const place = placeOf(conversation.conversationType)
  if (!place) return 'shape'
  return {
    tenantId,
    identity: {
      tenantId: allowed.playedTenant ?? tenantId,
      externalId: from.aadObjectId || from.id,
      teamsUserId: from.id,
      name: from.name?.trim() || null,
    },
    reference: { conversationId: conversation.id, serviceUrl, teamsUserId: from.id, botId: recipient.id },
    place,
  }
}

/** Replies and messages leave only for hosts on the list, whatever an activity says. */
export function isAllowedHost(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false
  const { hostname, protocol } = new URL(serviceUrl)
  // The bot's token goes along: in the clear only to this machine, which has many names.
  if (isLoopback(hostname)) return hosts.some(isLoopback)
  return hosts.includes(hostname) && protocol === 'https:'
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

/** Null for a place that does not say what it is: nothing of a person's own is shown there. */
function placeOf(type: string | undefined): Origin['place'] | null {
  return type === 'groupChat' || type === 'channel' || type === 'personal' ? type : null
}
