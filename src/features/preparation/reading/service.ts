import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { Paper } from '../distribution/model.ts'
import type { DistributionService } from '../distribution/service.ts'
import { contentOf, type Form } from '../model.ts'
import { parseAnswers } from '../schema.ts'
import type { FormStore } from '../store.ts'
import { isHandedIn, type PaperKey, type Version } from '../versions/model.ts'
import type { VersionService } from '../versions/service.ts'

export const keyOfForm = ({ agendaItemId }: Pick<Form, 'agendaItemId'>): PaperKey => ({
  agendaItemId,
  contributorId: '',
})

/** Forms as their readers have them: what was handed in, whatever is being written now (R-FORM-11). */
export function createFormReading({ store, versions }: { store: FormStore; versions: VersionService }) {
  const asVersion = (form: Form, { version, answers, writtenById, submittedAt, late }: Version): Form => ({
    ...form,
    status: 'submitted',
    version,
    answers: parseAnswers(answers),
    updatedById: writtenById,
    submittedAt,
    late,
  })

  /** The form as it was handed in last; null when it is not. */
  async function handedIn(tx: Tx, form: Form): Promise<Form | null> {
    if (form.status !== 'correcting') return isHandedIn(form) ? form : null
    const last = await versions.find(tx, keyOfForm(form), form.version)
    return last && { ...asVersion(form, last), submittedAt: form.submittedAt, late: form.late }
  }

  return {
    handedIn,

    /** An earlier version, as it was; null when there is no such. */
    async earlier(tx: Tx, form: Form, version: number): Promise<Form | null> {
      const found = version < form.version ? await versions.find(tx, keyOfForm(form), version) : null
      return found && asVersion(form, found)
    },

    /**
     * Earlier versions that this person may ask for: what they wrote, and what reached them (R-FORM-11).
     * @returns numbers below `version`, the oldest first
     */
    async earlierFor(
      tx: Tx,
      form: Form,
      version: number,
      personId: string,
      distribution: Pick<DistributionService, 'versionsOf'>,
    ): Promise<number[]> {
      if (version < 2) return []
      const had = await distribution.versionsOf(tx, keyOfForm(form), personId)
      return (await versions.of(tx, keyOfForm(form)))
        .filter(one => one.version < version && (one.writtenById === personId || had.has(one.version)))
        .map(one => one.version)
    },

    /** The forms of these items that are handed in, as they are sent. */
    async papers(tx: Tx, items: readonly AgendaItem[]): Promise<Paper[]> {
      const papers: Paper[] = []
      const forms = await store.ofItems(tx, items)
      for (const item of items) {
        const form = forms.get(item.id)
        const read = form && (await handedIn(tx, form))
        if (!read) continue
        const { version, late, updatedById: writerId } = read
        papers.push({ ...keyOfForm(read), version, late, writerId, content: contentOf(read, item, true) })
      }
      return papers
    },
  }
}
