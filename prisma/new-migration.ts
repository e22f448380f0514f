// Makes the next migration:      node prisma/new-migration.ts <name>
// Makes the newest one again:    node prisma/new-migration.ts --redo     (only while it has not been released)
// SQL that the engine cannot express goes into extra.sql beside the migration; then --redo.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { diffSchemas } from './engine.ts'
import {
  composeSql,
  extraSql,
  keptSchema,
  migrationsFolder,
  migrationsOf,
  type Provider,
  providers,
  readMigrations,
  schemaFile,
  schemaFor,
} from './history.ts'

const argument = process.argv[2] ?? ''
const redo = argument === '--redo'
const names = readMigrations().map(migration => migration.name)
const newest = names.at(-1)

if (redo ? newest === undefined : !/^[a-z][a-z0-9_]*$/.test(argument)) {
  console.error('Usage: node prisma/new-migration.ts <name_in_snake_case> | --redo')
  process.exit(2)
}

const name = redo && newest !== undefined ? newest : `${timestamp()}_${argument}`
const previous = redo ? names.at(-2) : newest
const schema = readFileSync(schemaFile, 'utf8')
const differences = new Map<Provider, string | undefined>()
for (const provider of providers) {
  const from = previous === undefined ? undefined : keptSchema(previous, migrationsOf(provider))
  differences.set(provider, await diffSchemas(provider, from, schemaFor(provider, schema)))
}

if (differences.get('sqlite') === undefined && !redo) {
  console.error('prisma/schema.prisma is what the newest migration leads to: there is nothing to do.')
  process.exit(1)
}

for (const [provider, difference] of differences) {
  const folder = join(migrationsOf(provider), name)
  const extra = extraSql(name, migrationsOf(provider))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), composeSql(difference ?? '', extra))
  writeFileSync(join(folder, 'schema.prisma'), schemaFor(provider, schema))
  console.log(`Wrote ${relative('.', folder)}: read migration.sql before you commit it.`)
  if (difference?.includes('DROP TABLE')) {
    console.log(
      'A table is made anew, which drops its triggers: put them back in extra.sql, then run --redo.',
    )
  }
}
// The client follows the schema, so that one command is enough.
process.exitCode =
  spawnSync(process.execPath, [join(migrationsFolder, '../generate.mjs')], { stdio: 'inherit' }).status ?? 1

/** UTC, to the second, as the engine's own names begin. */
function timestamp(): string {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14)
}
