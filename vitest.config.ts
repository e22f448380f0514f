import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/**
 * Rules are run in four zones: where the users are, where servers are, and one far to each side, where
 * the machine's own date is another day than in Copenhagen for most of the day.
 */
const ZONES = ['UTC', 'Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati']

/** A server of the project's own, on which each test has its own database. */
const onPostgres = {
  globalSetup: ['tests/support/postgres.ts'],
  setupFiles: ['tests/support/on-postgres.ts'],
}

/** Forks, because only a process of its own can have a time zone of its own. */
function project(
  name: string,
  folder: string,
  test: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [`tests/${folder}/**/*.test.ts`],
      environment: 'node',
      pool: 'forks',
      testTimeout: 20_000,
      hookTimeout: 30_000,
      ...test,
    },
  }
}

export default defineConfig({
  test: {
    // Named, because vitest chooses a shorter report of its own where it believes nobody is reading.
    reporters: ['default'],
    // By itself it leaves one core to whoever watches; of two, that is half of them.
    maxWorkers: '100%',
    projects: [
      ...ZONES.map(zone =>
        // Rules keep nothing between calls, so the files of one zone share a process: less than half the time.
        project(`unit:${zone}`, 'unit', {
          env: { TZ: zone },
          provide: { zone },
          isolate: false,
          testTimeout: 10_000,
        }),
      ),
      // Each test boots a bot of its own: the files share a process, which has the product loaded, and warm, from the first on.
      project('contract', 'contract', { isolate: false, exclude: ['tests/contract/postgresql/**'] }),
      // The same on a real PostgreSQL, but for what is said of a file.
      project('contract:postgresql', 'contract', {
        isolate: false,
        exclude: [
          'tests/contract/documents/**',
          'tests/contract/copying/**',
          'tests/contract/database/{connection,failure,migrate,start}.test.ts',
        ],
        ...onPostgres,
      }),
      project('bot', 'bot', { isolate: false }),
      // Of the whole product what leans on the database most; ROED_TRAAD_TESTS=all runs all of it there.
      project('bot:postgresql', 'bot', {
        isolate: false,
        ...onPostgres,
        ...(process.env.ROED_TRAAD_TESTS === 'all'
          ? {}
          : { include: ['tests/bot/{contributions,every-action,undelivered}.test.ts'] }),
      }),
      project('cards', 'cards', { isolate: false }),
      // A year takes its time, and one process; so do hundreds of histories, and deaths.
      project('simulation', '{simulation,histories,crash,chaos}', {
        testTimeout: 600_000,
        hookTimeout: 600_000,
      }),
      project('browser', 'browser', { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
})

declare module 'vitest' {
  export interface ProvidedContext {
    /** The zone that the unit tests of this project are run in. */
    zone: string
  }
}
