import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { command, operator as openOperator, Stop } from './wiring/command.ts'
import type { OperatorFile } from './wiring/operator.ts'

const usage = [
  'npm run export -- --item <id>              prints the id of the child that the item names',
  'npm run export -- --child <id> --out DIR   writes everything that is held about the child',
].join('\n')

function wanted(): { child?: string; item?: string; out?: string } {
  try {
    const options = { child: { type: 'string' }, item: { type: 'string' }, out: { type: 'string' } } as const
    return parseArgs({ options }).values
  } catch {
    throw new Stop(usage)
  }
}

/** A folder that nobody else on the machine can look into. */
function ownFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  // Windows keeps no such modes: there the folder's own rights decide.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Stop(`${path} is open to others: name a new folder, or close it with chmod 700.`)
}

/** All of them or none; one that is there already is left alone. */
function write(folder: string, files: readonly OperatorFile[]): void {
  const written: string[] = []
  try {
    for (const { name, bytes } of files) {
      const path = join(folder, name)
      writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 })
      written.push(path)
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Stop(`${folder} holds an export already: name another folder.`)
    throw error
  }
}

async function run(): Promise<void> {
  const { child, item, out } = wanted()
  if (item === undefined ? !child || !out : child !== undefined || out !== undefined) throw new Stop(usage)
  const operator = await openOperator(process.env)
  try {
    if (item !== undefined) {
      const found = await operator.childOf(item)
      if (found === null) throw new Stop('No child is named by an item with this id.')
      console.log(found)
      return
    }
    if (!child || !out) throw new Stop(usage)
    ownFolder(out)
    const files = await operator.exportOf(child)
    if (!files) throw new Stop('There is no child with this id. Find it with --item <id>.')
    write(out, files)
    console.log(`Written to ${out}: ${files.map(({ name }) => name).join(', ')}`)
    if (!operator.records)
      console.error(
        'The bot is running, so this is not in its audit log: note it in your own records, or stop the bot and export again.',
      )
  } finally {
    await operator.close()
  }
}

await command(run)
