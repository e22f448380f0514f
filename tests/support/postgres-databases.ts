import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { migratePostgres } from '../../prisma/migrate-postgres.ts'
import { createPgBossQueue } from '../../src/queue/pg-boss.ts'
import { silentLog } from '../../src/shared/log.ts'

/** Makes databases on a server. */
export interface Servers {
  /** A migrated, empty database; `drop` ends whatever is still connected to it. */
  make(): Promise<MadeDatabase>
  /** One without a table. */
  makeEmpty(): Promise<MadeDatabase>
}

export interface MadeDatabase {
  url: string
  drop(): Promise<void>
}

/** @param url of any database of the server */
export function createServers(url: string): Servers {
  const urlOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const newName = () => `t_${randomUUID().replaceAll('-', '')}`
  let template: Promise<string> | undefined

  async function say(sql: string): Promise<void> {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }

  /** Migrated once for each process, and copied. */
  async function makeTemplate(): Promise<string> {
    const name = newName()
    await say(`CREATE DATABASE "${name}"`)
    await migratePostgres(urlOf(name))
    // With the queue's own tables, so that a test need not wait for them.
    const queue = createPgBossQueue({ url: urlOf(name), log: silentLog })
    await queue.start()
    await queue.stop()
    return name
  }

  async function create(from = ''): Promise<MadeDatabase> {
    const name = newName()
    await say(`CREATE DATABASE "${name}" ${from}`)
    return { url: urlOf(name), drop: () => say(`DROP DATABASE "${name}" WITH (FORCE)`) }
  }

  return {
    async make() {
      template ??= makeTemplate()
      return create(`TEMPLATE "${await template}"`)
    },
    makeEmpty: () => create(),
  }
}
