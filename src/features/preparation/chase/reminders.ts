import type { MessageKind } from '../../../reminders/model.ts'
import { formKinds } from '../deadlines/model.ts'
import type { ChaseDeps } from './actions.ts'
import { remindedMessage } from './cards.ts'

/** What whoever fills in a form is told when the coordinator asks for it. */
export const createChaseMessages = ({ chase, agenda, meetings }: ChaseDeps): readonly MessageKind[] => [
  {
    kind: formKinds.reminded,
    onAmbiguous: 'repeat',
    async render(tx, { subjectId }, reader, now) {
      const item = await agenda.find(tx, subjectId)
      const meeting = item?.meetingId ? await meetings.find(tx, item.meetingId) : null
      if (!item || !meeting) return null
      // Handed in, or given to somebody else, before it left.
      const missing = (await chase.missing(tx, meeting, now)).find(one => one.item.id === item.id)
      if (missing?.fillerId !== reader.personId) return null
      return remindedMessage(missing.number, meeting, item.id, now, reader.language)
    },
  },
]
