import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../src')
const home = join('features', 'consent')

/** What a second place would have to look at to decide for itself who may read what. */
const decides = [
  /\.recipients\b/,
  /\bvalidUntil\b/,
  /\bconsent\??\.status\b/,
  /\bstate\b[^\n]{0,20}[!=]==? '(valid|stale|expired|missing)'/,
  /[!=]==? [\w.]*\bupdatedById\b|\bupdatedById [!=]==?/,
]

test('R-CONS-4: nothing but the gate decides who may read what', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.startsWith(home) && !file.startsWith('locales'))
    .map(file => ({ file, text: readFileSync(join(root, file), 'utf8') }))
  expect(files.length).toBeGreaterThan(200)
  const found = files.flatMap(({ file, text }) =>
    decides.filter(one => one.test(text)).map(one => `${file}: ${one.source}`),
  )
  expect(found).toEqual([])
})
