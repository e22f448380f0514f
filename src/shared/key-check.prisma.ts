import { type Codec, createCodec } from './codec.ts'
import { clientOf, type Database } from './database.prisma.ts'
import { demoKeyFile, type Keyring, parseKeys } from './keyring.ts'
import { StartFault } from './start-fault.ts'
import type { Tx } from './transaction.ts'

const prefix = 'keyCheck:'
const canary = 'roed-traad'

/**
 * The keys for a database: those of the environment, or the demo's file, which is made only while nothing has
 * been sealed, so that a lost file is never silently replaced.
 *
 * @param source `dataKeys`: the text of DATA_KEYS; `keyFile`: path of the demo's file
 * @throws StartFault `KEY_WRONG`
 */
export async function openKeyring(
  db: Database,
  source: { dataKeys: string } | { keyFile: string },
): Promise<{ keyring: Keyring; codec: Codec }> {
  const keyring =
    'dataKeys' in source
      ? parseKeys(source.dataKeys)
      : demoKeyFile(source.keyFile, (await readChecks(db.reader)).length === 0)
  const codec = createCodec(keyring)
  await verifyKeys(db, keyring, codec)
  return { keyring, codec }
}

/**
 * Tries every key that has ever sealed something here on a known text, and notes the one that seals from now on.
 *
 * @throws StartFault `KEY_WRONG` when one is missing or is another key of that name
 */
export async function verifyKeys(db: Database, keyring: Keyring, codec: Codec): Promise<void> {
  const checks = await readChecks(db.reader)
  for (const check of checks) tryKey(codec, check)
  const key = `${prefix}${keyring.keys[0].id}`
  if (checks.some(check => check.key === key)) return
  await db.write(async tx => {
    const { setting } = clientOf(tx)
    // Of several processes that start together with a new key, another one may have noted it in between.
    const noted = await setting.findUnique({ where: { key } })
    if (noted) tryKey(codec, noted)
    else await setting.create({ data: { key, value: codec.seal(canary, key) } })
  })
}

/** @throws StartFault `KEY_WRONG` */
function tryKey(codec: Codec, check: { key: string; value: string }): void {
  const keyId = check.key.slice(prefix.length)
  try {
    if (codec.open(check.value, check.key) === canary) return
  } catch (error) {
    throw wrongKey(keyId, error)
  }
  throw wrongKey(keyId)
}

function readChecks(tx: Tx): Promise<{ key: string; value: string }[]> {
  return clientOf(tx).setting.findMany({ where: { key: { startsWith: prefix } } })
}

function wrongKey(keyId: string, cause?: unknown): StartFault {
  return new StartFault(
    'KEY_WRONG',
    `The key "${keyId}", which this database was sealed with, is missing or is not the right one.`,
    'Put it back: in DATA_KEYS (it may come last), or as the key file beside the database in the demo.',
    { cause },
  )
}
