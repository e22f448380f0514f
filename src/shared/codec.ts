import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { Fault } from './errors.ts'
import type { Keyring } from './keyring.ts'

/** Seals what must be unreadable in the database (R-SEC-3): every column whose name ends in "Sealed". */
export interface Codec {
  /**
   * @param plain any text
   * @param context which field of which row, e.g. `AgendaItem.problem:<id>`; the same is needed to open it, so that
   *   a sealed text cannot be moved to another row
   * @returns `v1.<key id>.<base64url of nonce, tag and ciphertext>`; another one each time
   */
  seal(plain: string, context: string): string
  /**
   * @returns what was sealed
   * @throws Fault `SEAL_KEY` when its key is not in the ring, `SEAL_BROKEN` when it was altered, moved or is no
   *   sealed text; neither says what it holds
   */
  open(sealed: string, context: string): string
}

const nonceLength = 12
const tagLength = 16

/**
 * AES-256-GCM under the first key of the ring; all keys of the ring open.
 *
 * @example
 * const sealed = codec.seal('Noah', `Child.name:${id}`)
 * codec.open(sealed, `Child.name:${id}`) // 'Noah'
 */
export function createCodec(keyring: Keyring): Codec {
  // Node reads a raw key anew for every text, which takes longer than opening it.
  const byId = new Map<string, KeyObject>(keyring.keys.map(({ id, secret }) => [id, createSecretKey(secret)]))
  const sealing = { id: keyring.keys[0].id, secret: createSecretKey(keyring.keys[0].secret) }
  return {
    seal(plain, context) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', sealing.secret, nonce)
      cipher.setAAD(authenticated(sealing.id, context))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `v1.${sealing.id}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
    },
    open(sealed, context) {
      const [version, keyId, body, ...more] = sealed.split('.')
      if (version !== 'v1' || keyId === undefined || body === undefined || more.length > 0)
        throw broken(context)
      const key = byId.get(keyId)
      if (key === undefined)
        throw new Fault('SEAL_KEY', `The key ${keyId} of a sealed text is missing: add it to DATA_KEYS`)
      const bytes = Buffer.from(body, 'base64url')
      if (bytes.length < nonceLength + tagLength) throw broken(context)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
          authTagLength: tagLength,
        })
        decipher.setAAD(authenticated(keyId, context))
        decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
        return (
          decipher.update(bytes.subarray(nonceLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch {
        throw broken(context)
      }
    },
  }
}

function authenticated(keyId: string, context: string): Buffer {
  return Buffer.from(`v1.${keyId}.${context}`, 'utf8')
}

function broken(context: string): Fault {
  return new Fault(
    'SEAL_BROKEN',
    `The sealed text of ${context} was altered, moved, or sealed with another key of that name`,
  )
}
