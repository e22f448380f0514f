import { expect, test } from 'vitest'
import { tieMessages } from '../../src/cards/tied-messages.ts'

const input = { type: 'Input.Text', id: 'reason', label: 'Begrundelse', value: 'x' }
const message = { type: 'TextBlock', text: 'Skriv lidt mere.', color: 'Attention', spacing: 'None' }
const field = (label: string) => ({ type: 'Container', style: 'attention', items: [{ ...input, label }] })

test('a message right below its field is part of its label, wherever the two stand', () => {
  const box = { type: 'Container', items: [input, message] }
  const beside = { type: 'ColumnSet', columns: [{ type: 'Column', items: [input] }] }
  expect(tieMessages({ body: [input, message, box, beside, message, input] })).toEqual({
    body: [
      field('Begrundelse – Skriv lidt mere.'),
      { type: 'Container', items: [field('Begrundelse – Skriv lidt mere.')] },
      beside,
      message,
      input,
    ],
  })
})

test('what is no message, and what has no label, stays as it is', () => {
  const bare = { type: 'Input.Text', id: 'reason', value: 'x' }
  const hint = { ...message, color: 'Default' }
  const body = [input, hint, bare, message]
  expect(tieMessages({ body })).toEqual({ body })
})
