import { type AccessDeps, createAccessService } from '../features/access/service.ts'
import { createAccessStore } from '../features/access/store.prisma.ts'
import { createActionPointStore } from '../features/action-points/store.prisma.ts'
import { createAgendaStore } from '../features/agenda/store.prisma.ts'
import { createConsentStore } from '../features/consent/store.prisma.ts'
import { createMinutesStore } from '../features/minutes/store.prisma.ts'
import { createContributionStore } from '../features/preparation/contributions/store.prisma.ts'
import { createFormStore } from '../features/preparation/store.prisma.ts'
import { createVersionStore } from '../features/preparation/versions/store.prisma.ts'
import type { Codec } from '../shared/codec.ts'
import type { Ids } from '../shared/ids.ts'

/** What is held about a child, from every store that holds some of it. */
export function createAccess(around: Omit<AccessDeps, 'sources'> & { codec: Codec; ids: Ids }) {
  const { codec, ids } = around
  const agenda = createAgendaStore(codec)
  const consents = createConsentStore(codec)
  const forms = createFormStore(codec)
  const contributions = createContributionStore(codec)
  const versions = createVersionStore(codec)
  const minutes = createMinutesStore(codec)
  const points = createActionPointStore(codec, ids)
  return createAccessService({
    ...around,
    sources: {
      ...createAccessStore(),
      child: agenda.child,
      childOfItem: async (tx, itemId) => (await agenda.find(tx, itemId))?.childId ?? null,
      items: agenda.ofChild,
      consents: consents.ofChild,
      form: forms.ofItem,
      contributions: (tx, itemId) => contributions.ofItems(tx, [itemId]),
      versions: versions.ofItem,
      results: minutes.resultsOf,
      minutes: minutes.versions,
      points: (tx, childId) => points.list(tx, { childId }),
      history: points.history,
    },
  })
}
