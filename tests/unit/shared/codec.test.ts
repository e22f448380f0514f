import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCodec } from '../../../src/shared/codec.ts'
import { Fault } from '../../../src/shared/errors.ts'
import { lookupKey, parseKeys, textDigest } from '../../../src/shared/keyring.ts'

const key = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
const old = key('2025')
const codec = createCodec(parseKeys(old))
const secret = 'Noah sover dårligt'

function fault(work: () => unknown): Fault {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('codec', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.string(), (text, context) => {
        expect(codec.open(codec.seal(text, context), context)).toBe(text)
      }),
    )
  })

  it('names version and key, and shows nothing of the text', () => {
    const sealed = codec.seal(secret, 'Child.name:1')
    expect(sealed).toMatch(/^v1\.2025\.[A-Za-z0-9_-]+$/)
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('Noah')
  })

  it('never seals the same text alike', () => {
    const sealed = Array.from({ length: 100 }, () => codec.seal(secret, 'x'))
    expect(new Set(sealed).size).toBe(100)
  })

  it('does not open a text that was moved to another row or field', () => {
    const sealed = codec.seal(secret, 'AgendaItem.problem:1')
    for (const context of ['AgendaItem.problem:2', 'AgendaItem.questions:1', '']) {
      expect(fault(() => codec.open(sealed, context)).code).toBe('SEAL_BROKEN')
    }
  })

  it('notices every changed byte, and gives nothing of the text away', () => {
    const sealed = codec.seal(secret, 'x')
    const [version, id, body = ''] = sealed.split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let position = 0; position < bytes.length; position++) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
      const refused = fault(() => codec.open(`${version}.${id}.${changed.toString('base64url')}`, 'x'))
      expect(refused.code).toBe('SEAL_BROKEN')
      expect(`${refused.message} ${refused.stack} ${String(refused.cause)}`).not.toContain('Noah')
    }
  })

  it.each(['', 'Noah', 'v1', 'v1.2025', 'v1.2025.', 'v1.2025.AAAA', 'v2.2025.AAAA', 'v1.2025.AAAA.AAAA'])(
    'refuses "%s", which is no sealed text',
    text => {
      expect(fault(() => codec.open(text, 'x')).code).toBe('SEAL_BROKEN')
    },
  )

  it('says which key is missing', () => {
    const refused = fault(() => codec.open(createCodec(parseKeys(key('2024'))).seal(secret, 'x'), 'x'))
    expect(refused).toMatchObject({ code: 'SEAL_KEY', message: expect.stringContaining('2024') })
  })

  it('refuses another key of the same name', () => {
    const stranger = createCodec(parseKeys(key('2025')))
    expect(fault(() => stranger.open(codec.seal(secret, 'x'), 'x')).code).toBe('SEAL_BROKEN')
  })

  it('seals with the first key and opens with all', () => {
    const rotated = createCodec(parseKeys(`${key('2026a')}, ${old}`))
    expect(rotated.open(codec.seal(secret, 'x'), 'x')).toBe(secret)
    expect(rotated.seal(secret, 'x')).toMatch(/^v1\.2026a\./)
  })
})

describe('parseKeys', () => {
  it('takes base64 with and without padding, and the URL alphabet', () => {
    const bytes = Buffer.alloc(32, 0xfb)
    for (const text of [
      bytes.toString('base64'),
      bytes.toString('base64').replace('=', ''),
      bytes.toString('base64url'),
    ]) {
      expect(parseKeys(`k:${text}`).keys[0].secret.equals(bytes)).toBe(true)
    }
  })

  it.each([
    ['nothing', ''],
    ['only commas', ' , ,'],
    ['no name', Buffer.alloc(32).toString('base64')],
    ['a short key', `k:${Buffer.alloc(16).toString('base64')}`],
    ['a long key', `k:${Buffer.alloc(33).toString('base64')}`],
    ['a name with a dot', `a.b:${Buffer.alloc(32).toString('base64')}`],
    ['a name twice', `${old},${old}`],
  ])('refuses %s without repeating it', (_, text) => {
    const refused = fault(() => parseKeys(text))
    expect(refused.code).toBe('KEY_WRONG')
    expect(refused.message).not.toMatch(/[A-Za-z0-9+/]{20}/)
  })
})

describe('textDigest', () => {
  const digest = textDigest(parseKeys(old))

  it('is the same for the same text, and another one for another text or under another key', () => {
    expect(digest('yes')).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(digest('yes')).toBe(textDigest(parseKeys(old))('yes'))
    expect(digest('no')).not.toBe(digest('yes'))
    expect(textDigest(parseKeys(key('2026a')))('yes')).not.toBe(digest('yes'))
    expect(digest('meeting 1')).not.toBe(lookupKey(parseKeys(old)).sign('meeting 1'))
    expect(digest('yes')).not.toBe(createHash('sha256').update('yes').digest('base64url'))
  })
})

describe('lookupKey', () => {
  const links = lookupKey(parseKeys(old))

  it('verifies what it signed, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const signature = links.sign(text)
        expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/)
        expect(links.verify(text, signature)).toBe(true)
        expect(links.verify(other, signature)).toBe(text === other)
        expect(links.verify(text, other)).toBe(false)
      }),
    )
  })

  it('goes on verifying after a rotation, until the old key is taken out', () => {
    const signature = links.sign('meeting 1')
    const added = key('2026a')
    expect(lookupKey(parseKeys(`${added},${old}`)).verify('meeting 1', signature)).toBe(true)
    expect(lookupKey(parseKeys(added)).verify('meeting 1', signature)).toBe(false)
  })
})
