/**
 * The smallest bot that exercises everything the local Teams client can draw and send. The harness is tried on it, so
 * that a failing test of the real bot is never the harness's fault.
 *
 * What it understands: `kort` posts a card with every kind of input, `hjælp` and everything else is echoed as text.
 * Buttons: *Gem* answers with a card, *Besked* with a message, *Fejl* with an error, *Afvis* with HTTP 500,
 * *Opdater* replaces the posted card for everybody, and *Gemt væk* stands in the menu and answers with a message.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  type Activity,
  type Attachment,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  MessageFactory,
  type TurnContext,
} from 'botbuilder'
import { createServer, plugins } from 'restify'

export interface EchoBot {
  readonly port: number
  /** Everything that has arrived, oldest first. */
  readonly received: readonly Activity[]
  /** The first activity, past or coming, that the predicate accepts. */
  arrived(predicate: (activity: Activity) => boolean): Promise<Activity>
  /** Sends without being asked, as a reminder does, to wherever the given activity came from. */
  sendTo(activity: Activity, message: Partial<Activity>): Promise<void>
  stop(): Promise<void>
}

/** @example const bot = await startEchoBot(); // listens on 127.0.0.1, on a port that the system chose */
export async function startEchoBot(): Promise<EchoBot> {
  const received: Activity[] = []
  const waiting = new Set<(activity: Activity) => void>()
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
  const server = createServer({ handleUncaughtExceptions: false })
  server.use(plugins.bodyParser({ mapParams: false }))
  server.post('/api/messages', async (request, response) => {
    const activity = request.body as Activity
    received.push(activity)
    for (const tell of waiting) tell(activity)
    if (refuses(activity)) response.send(500, { error: 'refused on purpose' })
    else await adapter.process(request as unknown as Parameters<CloudAdapter['process']>[0], response, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    received,
    arrived: predicate => arrival(received, waiting, predicate),
    sendTo: (activity, message) => send(adapter, activity, message),
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.server.closeAllConnections()
      await closed
    },
  }
}

function inputCard(heading: string): Attachment {
  const choices = ['Mandag', 'Tirsdag', 'Onsdag'].map(title => ({ title, value: title.toLowerCase() }))
  return card([
    { type: 'TextBlock', text: heading, size: 'Large', weight: 'Bolder', style: 'heading', wrap: true },
    { type: 'Input.Text', id: 'navn', label: 'Navn', isRequired: true, errorMessage: 'Skriv et navn' },
    { type: 'Input.Text', id: 'note', label: 'Note', isMultiline: true },
    { type: 'Input.Number', id: 'antal', label: 'Antal', min: 0, max: 10 },
    { type: 'Input.Date', id: 'dato', label: 'Dato' },
    { type: 'Input.Time', id: 'tid', label: 'Tid' },
    { type: 'Input.Toggle', id: 'ja', label: 'Svar', title: 'Jeg er enig' },
    { type: 'Input.ChoiceSet', id: 'dag', label: 'Dag', style: 'compact', choices },
    { type: 'Input.ChoiceSet', id: 'dag2', label: 'Anden dag', style: 'expanded', choices },
    {
      type: 'Input.ChoiceSet',
      id: 'dage',
      label: 'Flere dage',
      style: 'expanded',
      isMultiSelect: true,
      choices,
    },
    {
      type: 'Input.ChoiceSet',
      id: 'dage2',
      label: 'Mange dage',
      style: 'compact',
      isMultiSelect: true,
      choices,
    },
  ])
}

function card(body: object[]): Attachment {
  const buttons = ['Gem', 'Besked', 'Fejl', 'Opdater', 'Afvis', 'Gemt væk']
  const actions = buttons.map(title => ({
    type: 'Action.Execute',
    title,
    verb: title.toLowerCase(),
    data: { verb: title.toLowerCase() },
    ...(title === 'Gem' ? { style: 'positive' } : { associatedInputs: 'none' }),
    ...(title === 'Gemt væk' ? { mode: 'secondary' } : {}),
  }))
  return CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body, actions })
}

async function answer(context: TurnContext): Promise<void> {
  const { activity } = context
  if (activity.type === 'invoke') return answerInvoke(context)
  if (activity.type === 'installationUpdate') {
    await context.sendActivity(`Velkommen, ${activity.from.id}`)
    return
  }
  if (activity.type !== 'message') return
  const text = activity.text?.trim()
  if (text === 'kort') await context.sendActivity(MessageFactory.attachment(inputCard('Hvad siger du?')))
  else await context.sendActivity(`Ekko: ${text ?? JSON.stringify(activity.value)}`)
}

async function answerInvoke(context: TurnContext): Promise<void> {
  const { activity } = context
  const { verb, data } = activity.value.action as { verb: string; data: Record<string, unknown> }
  const said = Object.entries(data).map(([name, value]) => `${name}=${value}`)
  if (verb === 'opdater') {
    await context.updateActivity({
      ...MessageFactory.attachment(inputCard('Opdateret kort')),
      id: activity.replyToId!,
    })
  }
  const body = {
    gem: adaptive(card([{ type: 'TextBlock', text: `Gemt: ${said.join('; ')}`, wrap: true }])),
    fejl: {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'Nej', message: 'Det gik ikke' },
    },
  }[verb] ?? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'En besked' }
  const reply: InvokeResponse = { status: 200, body }
  await context.sendActivity({ type: 'invokeResponse', value: reply })
}

function adaptive(attachment: Attachment): object {
  return { statusCode: 200, type: attachment.contentType, value: attachment.content }
}

function refuses(activity: Activity): boolean {
  return activity.type === 'invoke' && activity.value?.action?.verb === 'afvis'
}

async function send(adapter: CloudAdapter, activity: Activity, message: Partial<Activity>): Promise<void> {
  const { conversation, channelId, serviceUrl, recipient, from } = activity
  const reference = { conversation, channelId, serviceUrl, bot: recipient, user: from }
  await adapter.continueConversationAsync('echo', reference, async context => {
    await context.sendActivity(message)
  })
}

async function arrival(
  received: readonly Activity[],
  waiting: Set<(activity: Activity) => void>,
  predicate: (activity: Activity) => boolean,
): Promise<Activity> {
  const earlier = received.find(predicate)
  if (earlier) return earlier
  return new Promise(resolve => {
    const tell = (activity: Activity) => {
      if (!predicate(activity)) return
      waiting.delete(tell)
      resolve(activity)
    }
    waiting.add(tell)
  })
}
