import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The databases that the product runs on. */
export const providers = ['sqlite', 'postgresql'] as const
export type Provider = (typeof providers)[number]

/**
 * Which database a URL names.
 * @example providerOf('postgres://bot@db/roed_traad') // 'postgresql'
 */
export const providerOf = (url: string): Provider =>
  /^postgres(?:ql)?:/i.test(url.trim()) ? 'postgresql' : 'sqlite'

/** Where the migrations of a database are: the same names in both. */
export const migrationsOf = (provider: Provider): string =>
  join(
    dirname(fileURLToPath(import.meta.url)),
    provider === 'sqlite' ? 'migrations' : 'migrations-postgresql',
  )
/** Where the migrations of SQLite are. */
export const migrationsFolder = migrationsOf('sqlite')
/** The schema that the next migration leads to. */
export const schemaFile = join(dirname(fileURLToPath(import.meta.url)), 'schema.prisma')

/** One step of the database's history: a folder under prisma/migrations. */
export interface Migration {
  /** folder name, e.g. `20261122000000_init`; the names sort in the order of application */
  name: string
  /** migration.sql: what is applied */
  sql: string
  /** as the schema engine computes it for `_prisma_migrations` */
  checksum: string
}

/**
 * The schema as another database has it. There is one schema, that of SQLite; what differs is the database's name, and
 * where its client is put.
 * @example schemaFor('postgresql', 'datasource db { provider = "sqlite" }') // 'datasource db { provider = "postgresql" }'
 */
export function schemaFor(provider: Provider, schema: string): string {
  if (provider === 'sqlite') return schema
  return schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('output              = "./generated"', 'output              = "../generated-postgresql"')
    .replace(
      '// The data of Rød Tråd. SQLite first;',
      '// Made from prisma/schema.prisma, which is the one to edit;',
    )
}

/** All migrations, oldest first. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
    .map(name => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** The schema text that a migration leads to, kept beside it. */
export function keptSchema(name: string, folder = migrationsFolder): string {
  return readFileSync(join(folder, name, 'schema.prisma'), 'utf8')
}

/** SQL written by hand that the engine cannot express (triggers), kept beside the migration; '' where there is none. */
export function extraSql(name: string, folder = migrationsFolder): string {
  const file = join(folder, name, 'extra.sql')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** The text of migration.sql: the engine's difference, then what was written by hand. */
export function composeSql(difference: string, extra: string): string {
  return extra === '' ? difference : `${difference.trimEnd()}\n\n${extra}`
}
