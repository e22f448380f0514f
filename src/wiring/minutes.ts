import type { ActionPointService } from '../features/action-points/service.ts'
import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import type { AgendaItem } from '../features/agenda/model.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import type { ConsentService } from '../features/consent/service.ts'
import type { DownloadService } from '../features/downloads/service.ts'
import { type Meeting, roleIn } from '../features/meetings/model.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import { createMinutesActions, minutesButtons } from '../features/minutes/actions.ts'
import { createFilingService } from '../features/minutes/filing/service.ts'
import { createLastActions, lastButtons } from '../features/minutes/last/actions.ts'
import { createLastService } from '../features/minutes/last/service.ts'
import { createPendingMinutes } from '../features/minutes/pending/service.ts'
import type { MinutesReading } from '../features/minutes/reading/service.ts'
import { createMinutesReminders } from '../features/minutes/reminders.ts'
import { createRunActions, runButtons } from '../features/minutes/run/actions.ts'
import type { ItemActionDeps } from '../features/minutes/run/item/actions.ts'
import { createItemEntryService } from '../features/minutes/run/item/service.ts'
import { ownButtons } from '../features/minutes/run/own/actions.ts'
import { createRunService } from '../features/minutes/run/service.ts'
import { createMinutesService } from '../features/minutes/service.ts'
import type { MinutesStore } from '../features/minutes/store.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import { placementChoices, placementWords } from '../features/preparation/scale/cards.ts'
import { levelOf, placements, scaleOf } from '../features/preparation/scale/model.ts'
import type { PreparationService } from '../features/preparation/service.ts'
import type { TeamService } from '../features/teams/service.ts'
import { textsIn } from '../locales/texts.ts'
import type { Planner } from '../reminders/planner.ts'
import type { Feature, Language, Turn } from '../shared/action.ts'
import type { AuditTrail } from '../shared/audit.ts'
import type { Ids } from '../shared/ids.ts'
import { type CardJson, nothingHere } from '../shared/outcome.ts'

/** What meetings that run, and their minutes, need of the rest. */
export interface AroundMinutes {
  teams: TeamService
  meetings: MeetingService
  agenda: AgendaService
  actionPoints: ActionPointService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
  ids: Ids
}

/** The services of a running meeting and of its minutes. */
export function minutesServices(store: MinutesStore, around: AroundMinutes) {
  const run = createRunService({ store, ...around })
  const pending = createPendingMinutes({ store, ...around })
  const filing = createFilingService({ store, pending, ...around })
  return { run, pending, filing, minutes: createMinutesService({ store, run, pending, ...around }) }
}

/** Every step of every scale: minutes are older than the municipality's scale. */
export const allPlacements = (lang: Language): ReadonlyMap<string, string> =>
  new Map(placements.map(placement => [placement, placementWords(placement, lang)]))

/** The actions, messages and buttons of meetings that run, and of minutes. */
export function wireMinutes(
  around: Omit<AroundMinutes, 'planner' | 'ids'> &
    ReturnType<typeof minutesServices> & {
      consents: ConsentService
      people: PeopleService
      anonymity: AnonymityService
      reading: MinutesReading
      downloads: DownloadService
      preparation: PreparationService
      /** every feature, for the cards of others that are one click away */
      features: readonly Feature[]
      hasForm: ItemActionDeps['hasForm']
    },
) {
  const { meetings, teams, features, preparation, policies } = around
  const entries = createItemEntryService({
    ...around,
    placements,
    async concernOf(tx, item, placement, actor, now) {
      const own = placements.find(one => one === placement)
      const placed = own ?? (await preparation.ownPlacement(tx, item, actor, now))
      return placed && levelOf(placed)
    },
  })
  const shared = {
    ...around,
    placements: allPlacements,
  }
  const last = createLastService(around)
  const minutes = createMinutesActions(shared)
  const run = createRunActions({
    ...shared,
    entries,
    hasLast: last.exists,
    /** On the scale of what is placed already, so that the two can be held beside each other; else the municipality's. */
    async scale({ tx, actor, now }, { item, result }) {
      const { language } = actor
      const form = await preparation.ownPlacement(tx, item, actor, now)
      const before = placements.find(one => one === result.secondPlacement) ?? form
      const scale = before ? scaleOf(before) : (await policies.of(tx, actor.tenantId)).scale
      const words = textsIn(language).minutes
      return {
        placements: placementChoices(scale, language),
        formPlacement: form ? words.formPlacement(placementWords(form, language)) : '',
      }
    },
    preview: minutes.preview,
    async perform(turn, verb, payload) {
      const action = features.flatMap(feature => feature.actions).find(one => one.verb === verb)
      const performed = await action?.perform({ ...turn, payload })
      return performed?.type === 'outcome' ? performed.outcome : nothingHere
    },
  })
  return {
    features: [run, minutes.feature, { actions: createLastActions({ ...shared, last }) }],
    /** on the card of an item */
    itemButtons: (turn: Turn<unknown>, item: AgendaItem) => lastButtons(last, turn, item),
    ...createMinutesReminders({ pending: around.pending, meetings, teams }),
    /** on the card of a meeting and of its agenda */
    async buttons(turn: Turn<unknown>, meeting: Meeting): Promise<CardJson[]> {
      const read = roleIn(turn.actor, meeting) ? await minutesButtons(around.minutes, turn, meeting) : []
      return [...runButtons(turn, meeting), ...ownButtons(turn, meeting), ...read]
    },
  }
}
