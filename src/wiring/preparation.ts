import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import type { AgendaItem } from '../features/agenda/model.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import type { ConsentService } from '../features/consent/service.ts'
import type { DownloadService } from '../features/downloads/service.ts'
import type { Meeting } from '../features/meetings/model.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import {
  createFormActions,
  type FormActionDeps,
  formButtons,
  itemFormButtons,
} from '../features/preparation/actions.ts'
import { createChaseMessages } from '../features/preparation/chase/reminders.ts'
import { createChase } from '../features/preparation/chase/service.ts'
import { itemContributionButtons } from '../features/preparation/contributions/actions.ts'
import {
  type ContributionService,
  createContributionPapers,
  createContributions,
  unfinishedKind,
} from '../features/preparation/contributions/service.ts'
import { createContributionStore } from '../features/preparation/contributions/store.prisma.ts'
import { formKinds } from '../features/preparation/deadlines/model.ts'
import { createDistribution, type DistributionService } from '../features/preparation/distribution/service.ts'
import { createReadiness } from '../features/preparation/readiness/service.ts'
import { createFormReading } from '../features/preparation/reading/service.ts'
import { createFormReminders } from '../features/preparation/reminders.ts'
import { createPreparationService, type PreparationService } from '../features/preparation/service.ts'
import { createStopStore } from '../features/preparation/stop/store.prisma.ts'
import { createFormStore } from '../features/preparation/store.prisma.ts'
import { createVersions } from '../features/preparation/versions/service.ts'
import { createVersionStore } from '../features/preparation/versions/store.prisma.ts'
import type { TeamService } from '../features/teams/service.ts'
import type { Planner } from '../reminders/planner.ts'
import type { DeliveryStore } from '../reminders/store.ts'
import type { Turn } from '../shared/action.ts'
import type { AuditTrail } from '../shared/audit.ts'
import type { Codec } from '../shared/codec.ts'
import type { Ids } from '../shared/ids.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'

/** What forms need of the rest. */
interface AroundPreparation {
  agenda: AgendaService
  consents: ConsentService
  meetings: MeetingService
  teams: TeamService
  policies: PolicyService
  planner: Planner
}

/** Forms and their distribution, behind their services. */
export function createPreparation(
  around: AroundPreparation & {
    db: Transactions
    codec: Codec
    ids: Ids
    audit: AuditTrail
    deliveries: DeliveryStore
  },
): {
  preparation: PreparationService
  contributions: ContributionService
  distribution: DistributionService
  readiness: ReturnType<typeof createReadiness>
} {
  const store = createFormStore(around.codec)
  const versions = createVersions(createVersionStore(around.codec))
  const reading = createFormReading({ store, versions })
  const contributionStore = createContributionStore(around.codec)
  const contributionPapers = createContributionPapers(contributionStore, versions)
  const distribution = createDistribution({
    ...around,
    store,
    // A form, then what colleagues add to it.
    papers: async (tx, items) => [
      ...(await reading.papers(tx, items)),
      ...(await contributionPapers(tx, items)),
    ],
  })
  return {
    distribution,
    readiness: createReadiness({ ...around, store }),
    contributions: createContributions({
      ...around,
      store: contributionStore,
      receipts: store,
      versions,
      distribution,
    }),
    preparation: createPreparationService({
      ...around,
      store,
      stops: createStopStore(),
      versions,
      distribution,
    }),
  }
}

/** The actions, digest lines, appointments and messages of forms, and their buttons on an item's card. */
export function wirePreparation(
  around: AroundPreparation & {
    preparation: PreparationService
    contributions: ContributionService
    distribution: DistributionService
    people: PeopleService
    anonymity: AnonymityService
    downloads: DownloadService
  },
) {
  const chase = createChase(around)
  const deps: FormActionDeps = { ...around, chase }
  const { reminders, messages } = createFormReminders({ ...around, chase })
  return {
    feature: createFormActions(deps),
    itemButtons: async (turn: Turn<unknown>, item: AgendaItem) => [
      ...(await itemFormButtons(deps, turn, item)),
      ...(await itemContributionButtons(deps, turn, item)),
    ],
    meetingButtons: (turn: Turn<unknown>, meeting: Meeting) => formButtons(around, turn, meeting),
    /** for *Mine opgaver* */
    openForms: async ({ tx, actor, now }: Turn<unknown>) => [
      // What waits for a meeting is offered on the start card, and is nobody's task yet.
      ...(await around.preparation.open(tx, actor, now)).flatMap(({ item, meeting, state }) =>
        meeting
          ? [{ itemId: item.id, kind: state === 'correcting' ? formKinds.correcting : formKinds.nudge }]
          : [],
      ),
      ...(await around.contributions.unfinished(tx, actor, now)).map(({ id }) => ({
        itemId: id,
        kind: unfinishedKind,
      })),
    ],
    /** one click away at the meeting (R-MEET-1) */
    hasForm: (tx: Tx, item: AgendaItem) => around.distribution.anyOf(tx, item),
    reminders,
    messages: [...messages, ...createChaseMessages({ ...around, chase })],
  }
}
