// Generates the Prisma client into prisma/generated. Plain JavaScript: it runs at install, on whatever Node (20
// or newer) the machine has, before the project's own Node is in place.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cli = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js')

/** The schema of each database: of PostgreSQL the one that is kept beside its newest migration. */
const others = join(root, 'prisma/migrations-postgresql')
const newest = readdirSync(others, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort()
  .at(-1)
const copy = join(root, 'prisma/generated-from/postgresql.prisma')

mkdirSync(dirname(copy), { recursive: true })
copyFileSync(join(others, newest ?? '', 'schema.prisma'), copy)

for (const schema of [join(root, 'prisma/schema.prisma'), copy]) generate(schema)

function generate(schema) {
  const result = spawnSync(process.execPath, [cli, 'generate', '--schema', schema], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // The command looks for a native engine that it does not need, and would download it: any file satisfies it.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      NO_COLOR: '1',
    },
  })
  if (result.status === 0) return
  process.stderr.write(
    `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`,
  )
  process.stderr.write(
    'The Prisma client could not be generated: correct prisma/schema.prisma and run `node prisma/generate.mjs`.\n',
  )
  process.exit(1)
}
