import { clientOf } from '../../../shared/database.prisma.ts'
import { stateOnly } from './model.ts'
import type { SeenStore } from './store.ts'

export function createSeenStore(): SeenStore {
  return {
    ofItem: (tx, itemId, skip, take) =>
      clientOf(tx).auditEvent.findMany({
        where: {
          subjectType: 'agendaItem',
          subjectId: itemId,
          action: { endsWith: '.read' },
          NOT: { reason: { endsWith: stateOnly } },
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        select: { at: true, actorId: true, action: true, reason: true },
        skip,
        take,
      }),
  }
}
