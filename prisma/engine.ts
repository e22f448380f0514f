import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm'
import type { Provider } from './history.ts'

/** Nothing is managed outside the migrations. */
export const noFilters = { externalTables: [], externalEnums: [] }

let compiled: Promise<typeof SchemaEngine> | undefined

/**
 * The official schema engine, as WebAssembly out of npm: nothing is downloaded. Compiling it takes about a tenth
 * of a second, so load it only when there is something for it to do.
 *
 * @param adapter of the database that the engine works on; in memory when only texts are compared
 * @param datamodel schema text that the engine starts from; empty when it shall only apply migrations
 */
export async function openEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory = new PrismaLibSql({ url: ':memory:' }),
  datamodel = '',
): Promise<SchemaEngine> {
  compiled ??= compile()
  const Engine = await compiled
  return Engine.new(
    { datamodels: [['schema.prisma', datamodel]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

async function compile(): Promise<typeof SchemaEngine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const binary = readFileSync(join(dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bindings.SchemaEngine
}

/**
 * Stands for a PostgreSQL that nobody needs: the engine asks one for its version before it compares texts.
 * @throws TypeError when it asks for anything else
 */
function noPostgres(): SqlMigrationAwareDriverAdapterFactory {
  const unused = async (): Promise<never> => {
    throw new TypeError('texts are compared without a database')
  }
  const version = {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18', 180_000]],
  }
  const adapter: SqlDriverAdapter = {
    provider: 'postgres',
    adapterName: 'no-postgres',
    queryRaw: async ({ sql }) => (sql.includes('version()') ? version : unused()),
    executeRaw: unused,
    executeScript: unused,
    startTransaction: unused,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => {},
  }
  const connect = async () => adapter
  return { provider: 'postgres', adapterName: 'no-postgres', connect, connectToShadowDb: connect }
}

/**
 * The SQL that turns one schema into another, without touching a database.
 *
 * @param from schema text, or undefined for an empty database
 * @param to schema text
 * @returns the script; undefined when there is no difference
 */
export async function diffSchemas(
  provider: Provider,
  from: string | undefined,
  to: string,
): Promise<string | undefined> {
  const engine = await openEngine(provider === 'sqlite' ? undefined : noPostgres(), to)
  try {
    const result = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: true,
      filters: noFilters,
    })
    return result.exitCode === 0 ? undefined : (result.stdout ?? '')
  } finally {
    engine.free()
  }
}

function datamodel(text: string): DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: text }] }
}
