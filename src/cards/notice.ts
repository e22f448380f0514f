import { z } from 'zod'
import type { Card } from '../shared/outcome.ts'
import { paragraphs } from '../shared/text.ts'
import { defineCard, type Frame } from './define-card.ts'

const draw = defineCard('notice', z.object({ lines: z.array(z.object({ text: z.string() })) }), 'posted')

/**
 * The plainest card: a heading, a few sentences, buttons. For what is so now, what was done, why not.
 * @param text sentences; a line break makes a new paragraph. It may stand in a chat: nothing about a child.
 */
export function notice(frame: Frame, text: string): Card {
  return draw(frame, { lines: paragraphs(text).map(line => ({ text: line })) })
}
