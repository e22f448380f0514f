/**
 * The people whom the local Teams client does not show, acting over its HTTP interface.
 *
 * How that works (read in m365agentsplayground 0.2.28, and tried):
 * - `POST /_connector/v3/conversations {isGroup: false, members: [{id}]}` makes the person's personal chat, or returns
 *   the one that exists: `a:lone-holm` for the current user as the configuration says, `<uuid>@test.user` for the
 *   others. Conversations live in the client's memory; after a restart the others have new ids.
 * - `POST /_conversation/v1/conversations/{id}/messages` is of no use: it always speaks as the current user. So do
 *   `POST /_debug/conversation/{id}/installation` and the templates of `/_internal/v1/customActivities/template`.
 *   `POST /_internal/v1/customActivities` sends the bot any activity as it is: that is how a colleague speaks.
 *   It answers 200 at once; the end of the bot's turn is seen in the log.
 * - `POST /_conversation/v1/invoke {name: 'adaptiveCard/action', value: {action}, from: {id}, conversation: {id},
 *   replyToId}` presses a button. The person must be a member of the conversation and the message must be the bot's.
 *   The answer is the bot's `{type, value}` without its `statusCode` (the log has it); an HTTP status other than 2xx
 *   becomes 502.
 * - Nothing can be read back, and the page hears nothing of other people's personal chats. But every call of the bot
 *   and its answer pass through the WebSocket `/_ws/log/stream`, to everybody who listens. Until the first listener
 *   comes they are kept, and given to that one alone: call `actAs` before a page is opened.
 * - Text and attachments in one activity become several messages, and the bot gets no id: such a card can be read here,
 *   but not pressed.
 */
import { plainSpaces } from './cards.ts'
import { botName, type ClientLog, call, type Json, listen } from './client-log.ts'

/** Somebody of `.m365agentsplayground.yml`. */
interface Person {
  readonly id: string
  readonly name: string
  readonly aadObjectId: string
}

/** A message as its reader sees it: the card is the one last posted, updated, or returned to this person. */
interface BotMessage {
  readonly id: string
  readonly text: string
  readonly card: Json | undefined
}

/** The bot's answer to a button: a card, a message or an error. */
interface InvokeReply {
  readonly statusCode: number
  readonly type: string
  readonly value: unknown
}

type News = BotMessage & { readonly turn: number }

const patience = 15_000

/**
 * Acts as a member of the demo, in that person's own personal chat with the bot or in the group chat.
 *
 * @param name as in the configuration: 'Mette Dahl'.
 * @throws Error when nobody has that name.
 * @example
 * const mette = await actAs('Mette Dahl', { clientUrl: client.url })
 * await mette.install()
 * await mette.waitForMessage('Hvornår kan du?')
 * const reply = await mette.press('Send svar', { slot1: 'kan' })
 */
export async function actAs(
  name: string,
  options: { clientUrl: string; chat?: 'personal' | 'group' },
): Promise<Colleague> {
  const { clientUrl, chat = 'personal' } = options
  const log = await listen(clientUrl)
  const { config } = (await call(clientUrl, '/_internal/v1/testConfig')) as {
    config: { currentUser: Person; users: Person[]; groupChats: { id: string }[] }
  }
  const person = [config.currentUser, ...config.users].find(each => each.name === name)
  if (!person) throw new Error(`Nobody in .m365agentsplayground.yml is called ${name}.`)
  if (chat === 'group') return new Colleague(clientUrl, log, person, config.groupChats[0]!.id)
  const made = await call(clientUrl, '/_connector/v3/conversations', {
    isGroup: false,
    members: [{ id: person.id }],
  })
  return new Colleague(clientUrl, log, person, (made as { id: string }).id)
}

export class Colleague {
  readonly person: Person
  readonly conversationId: string
  readonly #url: string
  readonly #log: ClientLog
  readonly #messages = new Map<string, News>()
  #turn = 0
  #read = 0

  constructor(url: string, log: ClientLog, person: Person, conversationId: string) {
    this.#url = url
    this.#log = log
    this.person = person
    this.conversationId = conversationId
  }

  /** Tells the bot, as Teams does, that this person has installed it. Resolves when the bot has finished. */
  async install(): Promise<void> {
    this.#turn = this.#log.length
    const { id, name } = (await this.#template()).recipient as { id: string; name: string }
    const membersAdded = [
      { id: this.person.id, aadObjectId: this.person.aadObjectId },
      { id, name },
    ]
    await this.#send({ type: 'installationUpdate', action: 'add' })
    await this.#send({ type: 'conversationUpdate', membersAdded })
  }

  /** Tells the bot that this person has removed it. */
  async uninstall(): Promise<void> {
    this.#turn = this.#log.length
    await this.#send({ type: 'installationUpdate', action: 'remove' })
  }

  /** Writes to the bot. Resolves when the bot has finished its turn. @throws Error when the bot answers with one. */
  async say(text: string): Promise<void> {
    this.#turn = this.#log.length
    await this.#send({ type: 'message', text, textFormat: 'plain' })
  }

  /**
   * Presses a button by its name, in the newest message that has it, with the fields filled in by their ids.
   * Fields that are not given keep what the card has prefilled. The returned card takes the pressed one's place.
   *
   * @throws Error when there is no such button or field, or the bot answers with an HTTP error.
   */
  async press(
    button: string,
    fields: Record<string, string> = {},
    place: { within?: string; at?: number } = {},
  ): Promise<InvokeReply> {
    const having = ({ card, text }: BotMessage) =>
      actions(card).some(action => action.title === button) && text.includes(place.within ?? '')
    const message = this.messages().findLast(having)
    if (!message) throw new Error(`${this.person.name} has no card with the button ${button}.`)
    const action = actions(message.card)
      .filter(each => each.title === button)
      .at(place.at ?? 0)!
    const inputs = action.associatedInputs === 'none' ? [] : inputsOf(message.card)
    const unknown = Object.keys(fields).filter(id => !inputs.some(input => input.id === id))
    if (unknown.length > 0) throw new Error(`The card has no field ${unknown.join(', ')}.`)
    const prefilled = inputs
      .map(input => [input.id, untouched(input)])
      .filter(([, value]) => value !== undefined)
    const data = { ...(action.data as Json), ...Object.fromEntries(prefilled), ...fields }
    return this.invoke({ type: action.type, title: button, verb: action.verb, data }, message.id)
  }

  /** Sends an action as it is given, also one that no card offered. */
  async invoke(action: Json, messageId = this.messages().at(-1)?.id): Promise<InvokeReply> {
    const start = this.#log.length
    this.#turn = start
    const { id } = this.person
    const conversation = { id: this.conversationId }
    const request = { name: 'adaptiveCard/action', from: { id }, conversation, replyToId: messageId }
    await call(this.#url, '/_conversation/v1/invoke', { ...request, value: { action, trigger: 'manual' } })
    // The log keeps the order: what the bot sent during its turn stands before the answer.
    const ended = await this.#log.find(start, item => {
      const { from, conversation: place, name, replyToId } = item.request.body ?? {}
      const isHere = place?.id === this.conversationId && from?.id === id
      return isHere && name === request.name && replyToId === messageId
    })
    const reply = ended.response.body as InvokeReply
    this.#catchUp()
    const pressed = this.#messages.get(messageId ?? '')
    if (pressed && reply.type === 'application/vnd.microsoft.card.adaptive') {
      const card = reply.value as Json
      this.#messages.set(pressed.id, { id: pressed.id, text: textOf(card), card, turn: this.#log.length })
    }
    return reply
  }

  /** Everything the bot has sent to this conversation, oldest first, as it is now. */
  messages(): BotMessage[] {
    this.#catchUp()
    return [...this.#messages.values()]
  }

  /**
   * Waits for a message that contains the text and came, or was changed, since this person last acted.
   * @throws Error with everything there is, when nothing fits within 15 seconds.
   */
  async waitForMessage(text: string): Promise<BotMessage> {
    const deadline = AbortSignal.timeout(patience)
    for (;;) {
      this.#catchUp()
      const found = [...this.#messages.values()].findLast(
        each => each.turn >= this.#turn && each.text.includes(text),
      )
      if (found) return found
      if (!(await this.#log.more(this.#read, deadline))) {
        const all = this.messages().map(each => `--- ${each.text}`)
        throw new Error(`No news of ${text} for ${this.person.name}. There is:\n${all.join('\n')}`)
      }
    }
  }

  #catchUp(): void {
    for (; this.#read < this.#log.length; this.#read++) {
      const { from, conversationId, activityName, request, response } = this.#log.at(this.#read)
      const isFromBot = from === botName && activityName === 'message' && response.statusCode < 300
      if (!isFromBot || conversationId !== this.conversationId) continue
      const { body = {} } = request
      const id = (response.body as { id?: string } | undefined)?.id ?? `unnumbered-${this.#read}`
      const card = body.attachments?.[0]?.content
      const text = [body.text ?? '', textOf(card)].join('\n').trim()
      this.#messages.set(id, { id, text, card, turn: this.#read })
    }
  }

  #template(): Promise<Json> {
    const query = new URLSearchParams({ conversationId: this.conversationId })
    return call(this.#url, `/_internal/v1/customActivities/template?${query}`) as Promise<Json>
  }

  async #send(activity: Json): Promise<void> {
    const template = await this.#template()
    const { id, name, aadObjectId } = this.person
    const tenant = { id: (template.conversation as { tenantId: string }).tenantId }
    const client = {
      type: 'clientInfo',
      locale: 'en-US',
      country: 'US',
      platform: 'Web',
      timezone: 'Europe/Copenhagen',
    }
    const sent = { ...template, from: { id, name, aadObjectId }, channelData: { tenant }, entities: [client] }
    await call(this.#url, '/_internal/v1/customActivities', { ...sent, locale: 'en-US', ...activity })
    const ended = await this.#log.find(this.#turn, ({ from, request }) => {
      return from !== botName && request.body?.id === template.id
    })
    const { statusCode } = ended.response
    if (statusCode >= 300) throw new Error(`The bot answered ${this.person.name} with HTTP ${statusCode}.`)
  }
}

/** Every object inside a card, in the order of reading. */
function nodes(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(nodes)
  if (typeof value !== 'object' || value === null) return []
  return [
    value as Json,
    ...Object.entries(value).flatMap(([name, child]) => (name === 'data' ? [] : nodes(child))),
  ]
}

function actions(card: Json | undefined): Json[] {
  return nodes(card).filter(node => node.type === 'Action.Execute')
}

function inputsOf(card: Json | undefined): Json[] {
  return nodes(card).filter(node => String(node.type).startsWith('Input.'))
}

/** What the client sends for an untouched input: nothing when it is empty, but for a toggle. */
function untouched(input: Json): string | undefined {
  const value = input.value ?? (input.type === 'Input.Toggle' ? (input.valueOff ?? 'false') : undefined)
  return value === undefined ? undefined : String(value)
}

function textOf(card: Json | undefined): string {
  const words = nodes(plainSpaces(card)).flatMap(node => [node.text, node.label, node.title, node.value])
  return words.filter(word => typeof word === 'string').join('\n')
}
