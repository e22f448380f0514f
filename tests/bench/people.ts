import { randomUUID } from 'node:crypto'

export const tenantId = '22222222-2222-4222-8222-222222222222'

/** As many as click at the same time. */
export const crowd = Number(process.env.CROWD ?? 20)

/** How each of their teams meets. */
export const rhythm = {
  cadenceWeeks: 6,
  weekday: 2,
  startTime: '09:00',
  lengthMinutes: 120,
  place: 'Mødelokalet',
  reservedMinutes02: 30,
}

/** What each of them clicks on, by their number. */
export interface Clicks {
  /** opening the team's agenda */
  agenda: object[]
  /** answering the team's poll, now one way, now the other */
  poll: object[][]
}

/** The nth of the people who click. */
export function visitor(number: number) {
  const externalId = `22222222-2222-4222-8222-${String(number).padStart(12, '0')}`
  return { tenantId, externalId, teamsUserId: `29:${externalId}`, name: `Bruger ${number}` }
}

/** Where the nth person's own chat is; nobody listens there. */
export function chat(number: number) {
  const { teamsUserId } = visitor(number)
  return { conversationId: `a:${number}`, serviceUrl: 'http://127.0.0.1:9/', teamsUserId, botId: '28:bot' }
}

/** A click as Teams sends it, on a card that was not clicked before. */
export function click(number: number, data: object): object {
  const { externalId, teamsUserId, name } = visitor(number)
  const { conversationId, serviceUrl, botId } = chat(number)
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: teamsUserId, name, aadObjectId: externalId },
    recipient: { id: botId, name: 'Rød Tråd' },
    conversation: { id: conversationId, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId }, source: { name: 'message' } },
    locale: 'da-DK',
    value: {
      action: { type: 'Action.Execute', verb: 'bench', data: { ...data, v: 1, n: randomUUID() } },
      trigger: 'manual',
    },
  }
}
