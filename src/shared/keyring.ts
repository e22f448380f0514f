import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartFault } from './start-fault.ts'

/** A key of 256 bits, and the name under which sealed texts refer to it. */
export interface Key {
  id: string
  secret: Buffer
}

/** The keys of this installation: the first seals, all open. Never empty. */
export interface Keyring {
  readonly keys: readonly [Key, ...Key[]]
}

/**
 * Reads the keys from the environment's text.
 *
 * @param text `id:key` pairs separated by commas, the one that seals first; the key is 32 bytes in base64
 * @throws StartFault `KEY_WRONG` that says which part is wrong, never what it holds
 * @example parseKeys('2026a:3q2+7w…=,2025:…') // new texts are sealed by 2026a; those of 2025 can still be read
 */
export function parseKeys(text: string): Keyring {
  const keys = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map((part, index) => parseKey(part, index + 1))
  const [first, ...rest] = keys
  if (first === undefined) throw wrongKeys('DATA_KEYS is empty.')
  if (new Set(keys.map(key => key.id)).size !== keys.length) throw wrongKeys('DATA_KEYS names a key twice.')
  return { keys: [first, ...rest] }
}

function parseKey(part: string, position: number): Key {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(part)
  const id = match?.[1]
  const secret = Buffer.from(match?.[2] ?? '', 'base64')
  if (id === undefined || secret.length !== 32)
    throw wrongKeys(`Part ${position} of DATA_KEYS is not a name and a key.`)
  return { id, secret }
}

function wrongKeys(message: string): StartFault {
  return new StartFault(
    'KEY_WRONG',
    message,
    'Write a name, a colon and 32 random bytes in base64 (`openssl rand -base64 32`), the newest first, separated by commas.',
  )
}

/**
 * The demo's key, kept in a file beside the database and readable for this user alone.
 *
 * @param path of the key file
 * @param mayCreate whether to make the file where there is none: only for a database that holds nothing sealed
 * @throws StartFault `KEY_WRONG` when the file is missing and must not be made, or is no key file
 */
export function demoKeyFile(path: string, mayCreate: boolean): Keyring {
  if (!existsSync(path)) {
    if (!mayCreate) {
      throw new StartFault(
        'KEY_WRONG',
        `The key file ${path} is missing, and what is to be read was sealed with it.`,
        'Put the key file back beside the database, for a restore too; without it nothing can be read, and the demo can only start over.',
      )
    }
    createKeyFile(path)
  }
  try {
    return parseKeys(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartFault(
      'KEY_WRONG',
      `The key file ${path} cannot be used.`,
      'Put back the key file that the database was sealed with.',
      {
        cause: error,
      },
    )
  }
}

function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `demo:${randomBytes(32).toString('base64')}\n`)
    // The key must not be lost in a power cut that what it seals survives.
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Signs references that leave the house, such as calendar links, so that nobody can make one up. */
export interface LinkSigner {
  /** @returns 43 characters, safe in a URL */
  sign(text: string): string
  /** Whether `signature` was made for `text` by any key of the ring. Takes the same time either way. */
  verify(text: string, signature: string): boolean
}

/** A key of its own for one purpose (HKDF), so that none gives another away. */
const derive = (key: Key, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key.secret, '', `roed-traad/${purpose}/v1`, 32))

const mac = (secret: Buffer | undefined, text: string): Buffer =>
  createHmac('sha256', secret ?? '')
    .update(text)
    .digest()

/**
 * Compares texts without keeping them: the same for the same text, and not to be guessed without the key. Under
 * another key it is another one.
 * @returns 43 characters
 */
export function textDigest(keyring: Keyring): (text: string) => string {
  const derived = derive(keyring.keys[0], 'digest')
  return text => mac(derived, text).toString('base64url')
}

/** A signer with keys of its own, derived from the data keys. */
export function lookupKey(keyring: Keyring): LinkSigner {
  const derived = keyring.keys.map(key => derive(key, 'links'))
  return {
    sign: text => mac(derived[0], text).toString('base64url'),
    verify(text, signature) {
      const given = Buffer.from(signature, 'base64url')
      return derived
        .map(secret => mac(secret, text))
        .some(own => own.length === given.length && timingSafeEqual(own, given))
    },
  }
}

/** Encrypts one backup, and nothing else. */
export type BackupKey = Buffer

/** @param salt hex, another one for each file */
export const backupKey = (key: Key, salt: string): BackupKey =>
  Buffer.from(hkdfSync('sha256', key.secret, Buffer.from(salt, 'hex'), 'roed-traad/backup/v1', 32))

/** Another one for each backup. @returns hex */
export const newSalt = (): string => randomBytes(32).toString('hex')
