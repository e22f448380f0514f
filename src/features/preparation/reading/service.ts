import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { Paper } from '../distribution/model.ts'
import { contentOf, type Form } from '../model.ts'
import { parseAnswers } from '../schema.ts'
import type { FormStore } from '../store.ts'
import type { PaperKey } from '../versions/model.ts'
import type { Chosen, Kept, Reader, VersionService } from '../versions/service.ts'

export const keyOfForm = ({ agendaItemId }: Pick<Form, 'agendaItemId'>): PaperKey => ({
  agendaItemId,
  contributorId: '',
})

/** Forms as their readers have them: what was handed in, whatever is being written now (R-FORM-11). */
export function createFormReading({ store, versions }: { store: FormStore; versions: VersionService }) {
  const keptOf = (form: Form): Kept<Form> => ({
    key: keyOfForm(form),
    paper: form,
    as: ({ version, answers, writtenById, submittedAt, late }) => ({
      ...form,
      status: 'submitted',
      version,
      answers: parseAnswers(answers),
      updatedById: writtenById,
      submittedAt,
      late,
    }),
  })

  return {
    /** The form as it was handed in last; null when it is not. */
    handedIn: (tx: Tx, form: Form): Promise<Form | null> => versions.handedIn(tx, keptOf(form)),

    /** The version that somebody asks for; null when they did not have it. */
    choose: (tx: Tx, form: Form, asked: number, by: Reader<Form>): Promise<Chosen<Form> | null> =>
      versions.choose(tx, keptOf(form), asked, by),

    /** The forms of these items that are handed in, as they are sent. */
    async papers(tx: Tx, items: readonly AgendaItem[]): Promise<Paper[]> {
      const papers: Paper[] = []
      const forms = await store.ofItems(tx, items)
      for (const item of items) {
        const form = forms.get(item.id)
        const read = form && (await versions.handedIn(tx, keptOf(form)))
        if (!read) continue
        const { version, late, updatedById: writerId } = read
        const content = contentOf(read, item, true)
        papers.push({ ...keyOfForm(read), profession: null, version, late, writerId, content })
      }
      return papers
    },
  }
}
