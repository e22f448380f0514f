import type { Tx } from '../../../shared/transaction.ts'
import { type HandIn, handedIn, type PaperKey, takenBack, type Version } from './model.ts'
import type { VersionStore } from './store.ts'

/** A paper as it stands in its own row: what is written now, and how it is handed in. */
export interface Standing extends HandIn, PaperKey {
  /** JSON */
  answers: string
  writtenById: string
}

export type VersionService = ReturnType<typeof createVersions>

/** Handing in and correcting, for everything that is handed in before a meeting (R-FORM-11). */
export function createVersions(store: VersionStore) {
  const find = async (tx: Tx, key: PaperKey, version: number): Promise<Version | null> =>
    (await store.of(tx, key)).find(one => one.version === version) ?? null

  return {
    /** Every version of a paper, oldest first. */
    of: (tx: Tx, key: PaperKey) => store.of(tx, key),

    find,

    /**
     * Hands in what is written now, and keeps it.
     * @param same whether an earlier text says the same, whenever and by whom it was saved
     * @returns how the paper stands; `restored`: nothing was changed, and its row is to hold this version as it was
     */
    async handIn(
      tx: Tx,
      paper: Standing,
      same: (earlier: string) => boolean,
      at: { now: Date; dueAt: Date | null },
    ): Promise<{ standing: HandIn; restored: Version | null }> {
      const { agendaItemId, contributorId, answers, writtenById } = paper
      const last = await find(tx, paper, paper.version)
      const unchanged = last !== null && same(last.answers)
      const standing = handedIn(paper, { unchanged, ...at })
      if (unchanged) return { standing, restored: last }
      const { version, late } = standing
      const key = { agendaItemId, contributorId, version }
      await store.insert(tx, { ...key, answers, writtenById, submittedAt: at.now, late })
      return { standing, restored: null }
    },

    /**
     * Takes what is handed in back to be corrected.
     * What was handed in before versions were kept is kept now: its row is what the others go on reading.
     */
    async takeBack(tx: Tx, paper: Standing, reached: boolean): Promise<HandIn> {
      const { agendaItemId, contributorId, version, answers, writtenById, submittedAt, late } = paper
      if (submittedAt && !(await find(tx, paper, version)))
        await store.insert(tx, {
          agendaItemId,
          contributorId,
          version,
          answers,
          writtenById,
          submittedAt,
          late,
        })
      return takenBack(paper, reached)
    },
  }
}
