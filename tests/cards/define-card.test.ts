import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineCard } from '../../src/cards/define-card.ts'
import { notice } from '../../src/cards/notice.ts'
import { compareFields } from '../../src/cards/template-fields.ts'

const row = z.object({ text: z.string(), flag: z.boolean() })
const schema = z.object({ title: z.string(), rows: z.array(row), other: z.string() })

describe('template and schema name the same fields', () => {
  const template = {
    body: [
      { type: 'TextBlock', text: '${title}' },
      { $data: '${rows}', $when: '${flag}', text: "${if(flag, text, 'none')} ${$root.other}" },
    ],
  }

  test('they agree', () => {
    expect(compareFields(template, schema)).toEqual([])
  })

  test('a field that the data would not have is found: a user would read ${missing}', () => {
    const wrong = { body: [...template.body, { text: '${missing}' }] }
    expect(compareFields(wrong, schema)).toEqual(["the template's ${missing} is not in the schema"])
  })

  test('a field of the wrong level is found', () => {
    const wrong = { body: [...template.body, { text: '${flag}' }] }
    expect(compareFields(wrong, schema)).toEqual(["the template's ${flag} is not in the schema"])
  })

  test('a field that nobody would see is found', () => {
    const more = schema.extend({ rows: z.array(row.extend({ lost: z.string() })) })
    expect(compareFields(template, more)).toEqual(["the schema's field lost is not used by the template"])
  })
})

test('a card that does not fit its template stops the start', () => {
  expect(() => defineCard('no-such-card', z.object({}), 'posted')).toThrow(/missing or is not JSON/)
  expect(() => defineCard('notice', z.object({}), 'posted')).toThrow(/rename one/)
})

test('data of the wrong shape is a fault that names the field, not what was in it', () => {
  const wrong = { lang: 'da' as const, next: '', heading: 3 as unknown as string }
  expect(() => notice(wrong, 'secret')).toThrow(/notice does not fit its schema at: heading/)
})
