// Fails when schema, migrations and what is kept beside them do not agree: npm run check:schema
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { diffSchemas, noFilters, openEngine } from './engine.ts'
import {
  composeSql,
  extraSql,
  keptSchema,
  migrationsOf,
  type Provider,
  providers,
  readMigrations,
  schemaFile,
  schemaFor,
} from './history.ts'

const findings = await findDrift()
for (const finding of findings) console.error(finding)
process.exitCode = findings.length === 0 ? 0 : 1

async function findDrift(): Promise<string[]> {
  const migrations = readMigrations()
  const newest = migrations.at(-1)
  if (newest === undefined) return ['There is no migration: run `node prisma/new-migration.ts init`.']
  const schema = readFileSync(schemaFile, 'utf8')
  const found: string[] = []

  for (const provider of providers) found.push(...(await findDriftOf(provider, schema)))
  return [
    ...found,
    ...(await findDriftOfDatabase(
      migrations.map(({ sql }) => sql),
      schema,
    )),
  ]
}

/** Whether a database's migrations are those of the schema, and of each other. */
async function findDriftOf(provider: Provider, schema: string): Promise<string[]> {
  const folder = migrationsOf(provider)
  const migrations = readMigrations(folder)
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).join()
  const newest = migrations.at(-1)
  if (!newest || names(migrations) !== names(readMigrations()))
    return [`${relative('.', folder)} has other migrations than prisma/migrations: each is made for both.`]
  const found: string[] = []
  if (
    (await diffSchemas(provider, keptSchema(newest.name, folder), schemaFor(provider, schema))) !== undefined
  ) {
    found.push(
      'prisma/schema.prisma has changed since the newest migration: run `node prisma/new-migration.ts <name>`,',
      `or \`node prisma/new-migration.ts --redo\` while ${newest.name} has not been released.`,
    )
  }
  for (const { name, sql } of migrations) {
    if (!sql.endsWith(composeSql('', extraSql(name, folder)).trimStart())) {
      found.push(
        `migration.sql of ${name} does not end with its extra.sql: run \`node prisma/new-migration.ts --redo\`.`,
      )
    }
  }
  return found
}

/** Applies the migrations to an empty database in memory, and compares what is there then with the schema. */
async function findDriftOfDatabase(scripts: string[], schema: string): Promise<string[]> {
  const client = new PrismaLibSql({ url: ':memory:' }).createClient({ url: ':memory:' })
  class Migrated extends PrismaLibSql {
    override createClient() {
      return client
    }
  }
  for (const script of scripts) await client.executeMultiple(script)
  const engine = await openEngine(new Migrated({ url: ':memory:' }), schema)
  try {
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files: [{ path: 'schema.prisma', content: schema }], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: false,
      exitCode: true,
      filters: noFilters,
    })
    const found =
      difference.exitCode === 0 ? [] : [`The migrations lead to another schema:\n${difference.stdout ?? ''}`]
    const present = await client.execute(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
    const names = new Set(present.rows.map(row => String(row[0])))
    for (const [, wanted] of scripts.join('\n').matchAll(/^CREATE TRIGGER "(\w+)"/gm)) {
      if (wanted !== undefined && !names.has(wanted)) {
        found.push(
          `The trigger ${wanted} is lost in a later migration: put it back in that migration's extra.sql.`,
        )
      }
    }
    return found
  } finally {
    engine.free()
    client.close()
  }
}
