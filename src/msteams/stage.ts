import type { Actor } from '../shared/action.ts'
import type { Message } from '../shared/outcome.ts'
import type { Origin } from './identity.ts'

/** How the demo answers in the chat that a command came from. */
export interface StageReplies {
  say(text: string): Promise<void>
  /** posts a queued message in this chat */
  post(message: Message, deliveryId: string): Promise<void>
  /** the start card of somebody */
  start(actor: Actor): Promise<void>
}

/** What the demo puts between the door and the bot; absent in production. */
export interface Stage {
  /** the municipality that everybody belongs to, whichever tenant a local client has them in */
  readonly tenantId: string
  /** who acts in this chat, where somebody is played */
  actorIn(conversationId: string, actor: Actor): Promise<Actor>
  /** @returns whether the text was one of the demo's commands, and has been answered */
  command(origin: Origin, actor: Actor, text: string, replies: StageReplies): Promise<boolean>
}

export type { Origin }
