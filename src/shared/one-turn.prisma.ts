import type { AsyncLocalStorage } from 'node:async_hooks'
import { Prisma, type PrismaClient } from '../../prisma/generated/client.ts'
import { Fault } from './errors.ts'
import { Outside } from './postgres.prisma.ts'

/** What has been asked so far in one turn, by model and question, with its answer. */
export class Asked {
  readonly #byModel = new Map<string, Map<string, Promise<unknown>>>()
  readonly reading: boolean
  /** whether a reading turn has had to save something, and so has waited for others */
  waited = false

  constructor(reading: boolean) {
    this.reading = reading
  }

  /** The earlier answer, or that of `ask`, which is remembered unless it fails. */
  once(model: string, question: string, ask: () => Promise<unknown>): Promise<unknown> {
    const answers = this.#byModel.get(model) ?? new Map<string, Promise<unknown>>()
    this.#byModel.set(model, answers)
    const known = answers.get(question)
    if (known) return known
    const answer = ask()
    answers.set(question, answer)
    answer.catch(() => answers.delete(question))
    return answer
  }

  /** @param model undefined: a statement of ours, which may touch anything */
  forget(model: string | undefined): void {
    if (model === undefined) this.#byModel.clear()
    else for (const touched of [model, anyModel]) this.#byModel.delete(touched)
  }
}

/** What a question in SQL of our own asks about: it may reach into any table. */
const anyModel = '*'
const questions: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
])

/** What is asked about, if it is a question: not by the operation alone, for a statement may change and return. */
function askedAbout(model: string | undefined, operation: string, args: unknown): string | undefined {
  if (model !== undefined) return questions.has(operation) ? model : undefined
  const sql = operation === '$queryRaw' ? (args as Prisma.Sql).sql : ''
  return /^\s*SELECT\b/i.test(sql) ? anyModel : undefined
}

/**
 * Within one turn a question that is asked twice is answered once: rules, gates and cards each ask for the team and
 * its members, and need not know of each other. A change of a model forgets what was read of it, and the schema has no
 * relations by which a question could reach into another model.
 *
 * What the surroundings are to blame for becomes a StoreFault here.
 *
 * Prisma prints the whole query into the message of an error of ours, values and all: these end here (R-SEC-5).
 */
export function careful(prisma: PrismaClient, turn: AsyncLocalStorage<Asked | undefined>): PrismaClient {
  const extended = prisma.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        const asked = turn.getStore()
        try {
          const about = asked && askedAbout(model, operation, args)
          if (asked && about)
            return await asked.once(about, `${operation} ${JSON.stringify(args)}`, () => query(args))
          try {
            return await query(args)
          } finally {
            asked?.forget(model)
          }
        } catch (error) {
          if (error instanceof Outside) throw error.toFault()
          if (!(error instanceof Prisma.PrismaClientValidationError)) throw error
          const complaint = error.message.trimEnd().split('\n').at(-1)
          throw new Fault('QUERY_INVALID', `${model ?? 'raw'}.${operation}: ${complaint}`)
        }
      },
    },
  })
  return extended as unknown as PrismaClient
}
