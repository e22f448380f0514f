import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, openDatabase } from '../../src/shared/database.prisma.ts'
import { silentLog } from '../../src/shared/log.ts'
import { noah } from '../support/agenda.ts'
import { temporaryFolder } from '../support/database.ts'
import { handsIn, startWithForm, typed, type WithForm } from '../support/forms.ts'
import { readDocx } from '../support/papers.ts'
import { quickStart } from '../support/quick-start.ts'

const program = fileURLToPath(new URL('../../src/export.ts', import.meta.url))
let folder: string
let url: string
let room: WithForm
beforeAll(async () => {
  folder = temporaryFolder()
  url = `file:${join(folder, 'bot.db')}`
  room = await startWithForm({ consent: true, now: '2026-11-12T08:00:00Z', databaseUrl: url })
  await handsIn(room.ida)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as the operator gives it. */
async function gives(...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    env: { ...quickStart, DATABASE_URL: url },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('R-SEC-6: the operator exports all of it, beside the bot and without it, for nobody else to read and nothing printed', async () => {
  const { bot, item } = room
  const child = item.childId ?? ''
  const beside = join(folder, 'beside')
  const [found, first] = await Promise.all([
    gives('--item', item.id),
    gives('--child', child, '--out', beside),
  ])
  expect(found).toEqual({ code: 0, said: `${item.childId}\n` })
  expect(first.code).toBe(0)
  expect(first.said).toContain('The bot is running, so this is not in its audit log')

  await bot.stop()
  const alone = join(folder, 'alone')
  const second = await gives('--child', child, '--out', alone)
  expect(second).toEqual({ code: 0, said: `Written to ${alone}: indsigt.docx, indsigt.json\n` })
  for (const out of [beside, alone]) {
    expect(modeOf(out)).toBe('700')
    expect(readdirSync(out)).toEqual(['indsigt.docx', 'indsigt.json'])
    const [word, json] = readdirSync(out).map(name => join(out, name))
    for (const path of [word, json]) expect(modeOf(path ?? '')).toBe('600')
    const { words } = readDocx(readFileSync(word ?? ''))
    const data = readFileSync(json ?? '', 'utf8')
    // A form that is not sent out is its writer's, to everybody but the municipality that answers.
    for (const one of [noah.childName, noah.problem, typed.seen, typed.reason, 'Anna Berg']) {
      expect(words).toContain(one)
      expect(data).toContain(one)
      expect(first.said + second.said).not.toContain(one)
    }
    expect(JSON.parse(data)).toMatchObject({ schemaVersion: 1, scope: 'whole', withheld: [] })
  }
  const db = await openDatabase({ url, log: silentLog })
  const events = await clientOf(db.reader).auditEvent.findMany({ where: { action: 'access.read' } })
  await db.close()
  expect(events).toMatchObject([
    { subjectId: item.id, childId: child, actorId: null, reason: 'accessRequest' },
  ])
}, 60_000)

test('what is asked for wrongly is said with its remedy, and nothing is written over', async () => {
  const child = room.item.childId ?? ''
  const open = join(folder, 'open')
  mkdirSync(open, { mode: 0o755 })
  const [again, wide] = await Promise.all([
    gives('--child', child, '--out', join(folder, 'alone')),
    gives('--child', child, '--out', open),
  ])
  expect([again.code, wide.code]).toEqual([1, 1])
  expect(again.said).toContain('holds an export already')
  expect(wide.said).toContain('is open to others')
  expect(readdirSync(open)).toEqual([])
}, 60_000)
