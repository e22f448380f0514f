import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '../shared/errors.ts'
import { type BackupKey, backupKey, type Keyring } from '../shared/keyring.ts'

/** Why a copy was not made, or not put back; printed as message and remedy. Stable: docs/drift.md names them. */
export type CopyFaultCode =
  | 'BACKUP_DAMAGED'
  | 'BACKUP_KEY'
  | 'BACKUP_VERSION'
  | 'COPY_DIFFERS'
  | 'COPY_TARGET'

/** What the operator can put right; nothing was changed. The message never tells what is held. */
export class CopyFault extends Fault {
  declare readonly code: CopyFaultCode
  readonly remedy: string

  constructor(code: CopyFaultCode, message: string, remedy: string) {
    super(code, message)
    this.name = 'CopyFault'
    this.remedy = remedy
  }
}

/** What stands in the clear at the beginning of a backup, and is authenticated with each part of it. */
export interface Header {
  format: 1
  program: string
  migrations: readonly string[]
  /** ISO, UTC */
  made: string
  database: 'sqlite' | 'postgresql'
  /** name of the key, not the key */
  key: string
  /** hex; each file has a key of its own */
  salt: string
}

const magic = 'roed-traad-backup\n'
const partLength = 64 * 1024
const tagLength = 16
const longestHeader = 64 * 1024

/**
 * Encrypts a stream in parts (AES-256-GCM). The header, the part's number and whether it is the last are bound to
 * each, so that cutting off, changing places and putting together are noticed (R-SEC-3).
 */
export async function* seal(
  keyring: Keyring,
  header: Header,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const head = Buffer.from(JSON.stringify(header), 'utf8')
  const key = backupKey(keyring.keys[0], header.salt)
  yield Buffer.concat([Buffer.from(magic), length(head.length), head])
  let number = 0
  let held = Buffer.alloc(0)
  for await (const piece of plain) {
    held = Buffer.concat([held, piece])
    while (held.length > partLength) {
      yield sealPart(key, head, number++, false, held.subarray(0, partLength))
      held = held.subarray(partLength)
    }
  }
  yield sealPart(key, head, number, true, held)
}

function sealPart(key: BackupKey, head: Buffer, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number))
  cipher.setAAD(bound(head, number, last))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([length(text.length), Buffer.of(last ? 1 : 0), cipher.getAuthTag(), text])
}

/** Every file has its own key: the number alone never repeats under it. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 6, 6)
  return nonce
}

const bound = (head: Buffer, number: number, last: boolean): Buffer =>
  Buffer.concat([head, nonceOf(number), Buffer.of(last ? 1 : 0)])

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Hands out a stream in pieces of the length that is asked for. */
function taking(source: AsyncIterable<Buffer>) {
  const pieces = source[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  return async (wanted: number): Promise<Buffer> => {
    while (held.length < wanted) {
      const next = await pieces.next()
      if (next.done) break
      held = Buffer.concat([held, next.value])
    }
    const taken = held.subarray(0, wanted)
    held = held.subarray(wanted)
    return taken
  }
}

/** A sealed file, with its header read and not yet to be trusted: opening the first part vouches for it. */
export async function openSealed(sealed: AsyncIterable<Buffer>) {
  const take = taking(sealed)
  if ((await take(magic.length)).toString('latin1') !== magic) throw noBackup()
  const size = (await whole(take, 4)).readUInt32BE()
  if (size > longestHeader) throw damaged()
  const head = await whole(take, size)
  const header = headerOf(head)
  return {
    header,
    /** @throws CopyFault `BACKUP_KEY`, `BACKUP_DAMAGED` */
    async *plain(keyring: Keyring): AsyncGenerator<Buffer> {
      const own = keyring.keys.find(({ id }) => id === header.key)
      if (!own) throw wrongKey(header.key)
      const key = backupKey(own, header.salt)
      for (let number = 0, last = false; !last; number += 1) {
        const size = (await whole(take, 4)).readUInt32BE()
        if (size > partLength) throw damaged()
        last = (await whole(take, 1))[0] === 1
        const tag = await whole(take, tagLength)
        const text = await whole(take, size)
        const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: tagLength })
        decipher.setAAD(bound(head, number, last))
        decipher.setAuthTag(tag)
        try {
          yield Buffer.concat([decipher.update(text), decipher.final()])
        } catch {
          throw number === 0 ? wrongKey(header.key) : damaged()
        }
      }
      if ((await take(1)).length > 0) throw damaged()
    },
  }
}

async function whole(take: (wanted: number) => Promise<Buffer>, wanted: number): Promise<Buffer> {
  const taken = await take(wanted)
  if (taken.length < wanted) throw damaged()
  return taken
}

function headerOf(head: Buffer): Header {
  try {
    const header = JSON.parse(head.toString('utf8')) as Header
    if (header.format !== 1) throw newer()
    const sound = /^[0-9a-f]{64}$/.test(header.salt) && /^[\w.+-]{1,40}$/.test(header.program)
    if (sound && Array.isArray(header.migrations) && !Number.isNaN(Date.parse(header.made))) return header
  } catch (error) {
    if (error instanceof CopyFault) throw error
  }
  throw damaged()
}

const newer = () =>
  new CopyFault(
    'BACKUP_VERSION',
    'The backup was made by a later version of the program.',
    'Restore it with the version that made it.',
  )

const noBackup = () =>
  new CopyFault('BACKUP_DAMAGED', 'The file is no backup.', 'Name a file that npm run backup has made.')

/** @example throw damaged() // a byte was changed, or the end is missing */
export const damaged = () =>
  new CopyFault(
    'BACKUP_DAMAGED',
    'The backup is damaged: it was changed, or its end is missing.',
    'Fetch the file anew from where it is kept, or restore an earlier one.',
  )

const wrongKey = (id: string) =>
  new CopyFault(
    'BACKUP_KEY',
    `The key "${id}", which the backup was sealed with, is missing or is not the right one, or the backup's beginning is damaged.`,
    'Put the key back: in DATA_KEYS (it may come last), or as the key file beside the database in the demo.',
  )
