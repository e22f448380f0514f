import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { type Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import { PrismaClient as PostgresClient } from '../../prisma/generated-postgresql/client.ts'
import { type Provider, providerOf } from '../../prisma/history.ts'
import { connectFault } from '../../prisma/migrate-postgres.ts'

/** A database to copy from or to, of either kind. */
export interface Place {
  provider: Provider
  prisma: PrismaClient
}

/** One state of a place, as a transaction sees or makes it. */
export interface State {
  provider: Provider
  tx: Prisma.TransactionClient
}

/** A copy of millions of rows takes its time; a day is as good as no limit. */
const patient = { maxWait: 10_000, timeout: 24 * 60 * 60 * 1000 }

/**
 * Opens a database, whoever else has it open; in WAL, who reads stops nobody.
 * @param url `file:` and a path, or that of a PostgreSQL
 * @throws StartFault when a server cannot be reached
 */
export async function withDatabase<T>(url: string, work: (place: Place) => Promise<T>): Promise<T> {
  const provider = providerOf(url)
  if (provider === 'postgresql') await reach(url)
  const prisma =
    provider === 'sqlite'
      ? new PrismaClient({ adapter: new PrismaLibSql({ url }), errorFormat: 'minimal' })
      : // Made from the same schema: what can be asked of it is the same.
        (new PostgresClient({
          adapter: new PrismaPg({ connectionString: url, max: 1, options: '-c timezone=UTC' }),
          errorFormat: 'minimal',
        }) as unknown as PrismaClient)
  try {
    return await work({ provider, prisma })
  } finally {
    await prisma.$disconnect()
  }
}

/** Says what is wrong where the client would only fail. */
async function reach(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
  } catch (error) {
    throw connectFault(error)
  }
  await client.end()
}

/** All that is read by `work` is of one moment, whoever writes meanwhile. */
export const inOneState = <T>({ prisma, provider }: Place, work: (state: State) => Promise<T>): Promise<T> =>
  // PostgreSQL's usual level would show each question another state; SQLite has no other one.
  prisma.$transaction(tx => work({ provider, tx }), { ...patient, isolationLevel: 'Serializable' })

/** All that is written by `work` is there, or none of it. */
export const atOnce = <T>({ prisma, provider }: Place, work: (state: State) => Promise<T>): Promise<T> =>
  prisma.$transaction(tx => work({ provider, tx }), patient)
