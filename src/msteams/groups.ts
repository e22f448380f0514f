import { TeamsInfo, type TurnContext } from 'botbuilder'
import { notice } from '../cards/notice.ts'
import { textsIn } from '../locales/texts.ts'
import type { Clock } from '../shared/clock.ts'
import type { Ids } from '../shared/ids.ts'
import type { Message } from '../shared/outcome.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import type { Origin } from './identity.ts'
import { toActivity } from './render.ts'
import type { Door, Identity } from './store.ts'

/** Group chats and channels: the bot learns the roster there and shows dates and counts, nothing else (P1). */
export interface Groups {
  installed(context: TurnContext, origin: Origin): Promise<void>
  /** somebody came or left */
  changed(context: TurnContext, origin: Origin): Promise<void>
  said(context: TurnContext, origin: Origin): Promise<void>
}

export interface GroupDeps {
  db: Transactions
  door: Door
  clock: Clock
  ids: Ids
  /** what the group may know: the dates of the teams whose people are just those in it */
  dates(tx: Tx, conversationId: string, now: Date): Promise<string[]>
}

const pageSize = 200

/** The chat, or the channel whichever of its threads somebody writes in: each thread has an id of its own. */
const groupOf = ({ reference }: Origin): string => reference.conversationId.replace(/;messageid=.*$/, '')

export function createGroups(deps: GroupDeps): Groups {
  /** @returns how many of the municipality's are in it, and whether somebody from elsewhere is */
  async function learnRoster(
    context: TurnContext,
    origin: Origin,
  ): Promise<{ count: number; strangers: boolean }> {
    const members: Identity[] = []
    let strangers = false
    let token: string | undefined
    do {
      const page = await TeamsInfo.getPagedMembers(context, pageSize, token)
      for (const member of page.members) {
        // Guests from elsewhere are in the chat, not in the municipality.
        if (member.tenantId && member.tenantId !== origin.tenantId) {
          strangers = true
          continue
        }
        members.push({
          tenantId: origin.identity.tenantId,
          externalId: member.aadObjectId || member.id,
          teamsUserId: member.id,
          name: member.name,
        })
      }
      token = page.continuationToken || undefined
    } while (token)
    const { serviceUrl } = origin.reference
    const group = {
      id: groupOf(origin),
      tenantId: origin.identity.tenantId,
      kind: origin.place === 'channel' ? ('channel' as const) : ('groupChat' as const),
      serviceUrl,
    }
    await deps.db.write(tx => deps.door.registerGroup(tx, group, members, deps.clock.now()))
    return { count: members.length, strangers }
  }

  async function post(context: TurnContext, message: Message): Promise<void> {
    await context.sendActivity(toActivity(message, { instance: deps.ids.next(), deliveryId: null }))
  }

  const t = textsIn('da').people.group

  return {
    async installed(context, origin) {
      if (context.activity.action?.startsWith('remove')) return
      const { count } = await learnRoster(context, origin)
      await post(context, {
        card: notice({ lang: 'da', heading: t.installedHeading, next: t.installedNext }, t.installed(count)),
        summary: t.installedHeading,
      })
    },

    async changed(context, origin) {
      await learnRoster(context, origin)
    },

    async said(context, origin) {
      const { count, strangers } = await learnRoster(context, origin)
      // Whoever is not in the team learns nothing of it, not even that it meets (R-SEC-2).
      const dates = strangers ? [] : await deps.dates(deps.db.reader, groupOf(origin), deps.clock.now())
      await post(context, {
        card: notice({ lang: 'da', heading: t.heading, next: t.goPersonal(count) }, dates.join('\n')),
        summary: t.heading,
      })
    },
  }
}
