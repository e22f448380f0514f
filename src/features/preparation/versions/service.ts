import { Fault } from '../../../shared/errors.ts'
import type { Tx } from '../../../shared/transaction.ts'
import {
  dropped,
  type HandIn,
  handedIn,
  isHandedIn,
  type PaperKey,
  takenBack,
  type Version,
} from './model.ts'
import type { VersionStore } from './store.ts'

/** A paper, and what makes it look as it did in one of its versions. */
export interface Kept<P extends HandIn> {
  key: PaperKey
  paper: P
  as(version: Version): P
}

/** A version that somebody asked for, and which others there are for them. */
export interface Chosen<P> {
  read: P
  /** null: it is the newest that is theirs */
  newest: P | null
  /** the one before it that they may ask for; null when there is none */
  earlier: number | null
}

/** Who asks for a version. */
export interface Reader<P> {
  personId: string
  /** the versions that reached them */
  had: ReadonlySet<number>
  /** what the gate says of the newest one */
  mayRead(newest: P): Promise<boolean>
}

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

  /** The paper as its readers have it: what was handed in last, whatever is being written now; null when nothing was. */
  async function handedInLast<P extends HandIn>(tx: Tx, { key, paper, as }: Kept<P>): Promise<P | null> {
    if (paper.status !== 'correcting') return isHandedIn(paper) ? paper : null
    const last = await find(tx, key, paper.version)
    return last && { ...as(last), submittedAt: paper.submittedAt, late: paper.late }
  }

  return {
    handedIn: handedInLast,

    /**
     * The version that somebody asks for: the newest, or an earlier one that they wrote or that reached them
     * (R-FORM-11). To whoever may not read the newest one yet, the newest of theirs is. A draft stands for itself:
     * whether it is theirs is the gate's matter.
     * @param asked 0 for the newest
     * @returns null when it is none of theirs
     */
    async choose<P extends HandIn>(
      tx: Tx,
      kept: Kept<P>,
      asked: number,
      { personId, had, mayRead }: Reader<P>,
    ): Promise<Chosen<P> | null> {
      const last = (await handedInLast(tx, kept)) ?? kept.paper
      const others = last.version < 2 ? [] : await store.of(tx, kept.key)
      const all = others.filter(
        one => one.version < last.version && (one.writtenById === personId || had.has(one.version)),
      )
      const latest = all.at(-1)
      const newest = latest && !(await mayRead(last)) ? kept.as(latest) : last
      const theirs = all.filter(one => one.version < newest.version)
      const before = (version: number) => theirs.filter(one => one.version < version).at(-1)?.version ?? null
      if (asked === 0 || asked >= newest.version)
        return { read: newest, newest: null, earlier: before(newest.version) }
      const found = theirs.find(one => one.version === asked)
      return found ? { read: kept.as(found), newest, earlier: before(asked) } : null
    },

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

    /**
     * Drops what is being corrected (R-FORM-11): the row is to hold again what was handed in last.
     * @param same whether an earlier text says what is written now
     * @returns `unchanged`: nothing would be lost by it
     * @throws Fault VERSION_MISSING: what is being corrected was kept when it was taken back
     */
    async drop(tx: Tx, paper: Standing, same: (earlier: string) => boolean) {
      const restored = await find(tx, paper, paper.version)
      if (!restored)
        throw new Fault(
          'VERSION_MISSING',
          'a correction has no earlier version: restore the HandedInVersion row',
        )
      return { standing: dropped(paper), restored, unchanged: same(restored.answers) }
    },
  }
}
