import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SqliteConnection } from '../../../src/shared/sqlite-connection.prisma.ts'
import { temporaryFolder } from '../../support/database.ts'

it('opened anew, it has let go of the transaction and of its lock, whatever it keeps prepared', () => {
  const folder = temporaryFolder()
  const connection = new SqliteConnection(join(folder, 'test.db'))
  connection.script('CREATE TABLE Thing (name TEXT)')
  connection.execute('BEGIN IMMEDIATE')
  connection.execute('INSERT INTO Thing (name) VALUES (?)', ['half done'])
  connection.reopen()
  connection.execute('BEGIN IMMEDIATE')
  expect(connection.execute('SELECT name FROM Thing').rows).toEqual([])
  connection.execute('COMMIT')
  connection.close()
  rmSync(folder, { recursive: true, force: true })
})
