import { createAccessDownload } from '../features/access/actions.ts'
import { createActionPointFollowUp } from '../features/action-points/nudges/reminders.ts'
import { createActionPointService } from '../features/action-points/service.ts'
import { createActionPointStore } from '../features/action-points/store.prisma.ts'
import { createAnonymityService } from '../features/agenda/anonymity/service.ts'
import type { CarrySources } from '../features/agenda/carried/service.ts'
import { type AgendaListener, createAgendaService } from '../features/agenda/service.ts'
import { createAgendaStore } from '../features/agenda/store.prisma.ts'
import { type ConsentListener, createConsentService } from '../features/consent/service.ts'
import { createSheetDownload } from '../features/consent/sheet/actions.ts'
import { createConsentStore } from '../features/consent/store.prisma.ts'
import { createDownloadService, type DownloadKind } from '../features/downloads/service.ts'
import { createDownloadStore } from '../features/downloads/store.prisma.ts'
import { createAbsentees } from '../features/meetings/absentees/service.ts'
import { createAvailability, type EngagementSource } from '../features/meetings/availability/service.ts'
import { createSeries } from '../features/meetings/series/service.ts'
import { createSeriesStore } from '../features/meetings/series/store.prisma.ts'
import { createMeetingsService, type MeetingListener } from '../features/meetings/service.ts'
import { createMeetingStore } from '../features/meetings/store.prisma.ts'
import { createPaperDownloads } from '../features/minutes/paper/actions.ts'
import { createMinutesReading } from '../features/minutes/reading/service.ts'
import { createMinutesStore } from '../features/minutes/store.prisma.ts'
import { createFiguresDownload } from '../features/oversight/figures/actions.ts'
import { createFigures } from '../features/oversight/figures/service.ts'
import { createFiguresStore } from '../features/oversight/figures/store.prisma.ts'
import { createAssessmentService } from '../features/oversight/self-assessment/service.ts'
import { createAssessmentStore } from '../features/oversight/self-assessment/store.prisma.ts'
import { createAuditTrail } from '../features/oversight/store.prisma.ts'
import { createPeopleService, type PeopleListener } from '../features/people/service.ts'
import { createPeopleStore } from '../features/people/store.prisma.ts'
import { createPolicyService } from '../features/policy/service.ts'
import { createPolicyStore } from '../features/policy/store.prisma.ts'
import { createAnsweringService } from '../features/polls/answer/service.ts'
import { createNextMeetings } from '../features/polls/next/service.ts'
import { createNextStopStore } from '../features/polls/next/store.prisma.ts'
import { createPollService } from '../features/polls/service.ts'
import { createPollStore } from '../features/polls/store.prisma.ts'
import { createEvidenceDownload } from '../features/preparation/distribution/evidence/actions.ts'
import { createTeamService, type TeamListener } from '../features/teams/service.ts'
import { createTeamStore } from '../features/teams/store.prisma.ts'
import type { Graph } from '../msgraph/graph.ts'
import { wake } from '../reminders/backlog.ts'
import { createPlanner } from '../reminders/planner.ts'
import type { DeliveryStore, ReminderStore } from '../reminders/store.ts'
import type { Clock } from '../shared/clock.ts'
import type { Codec } from '../shared/codec.ts'
import type { Database } from '../shared/database.prisma.ts'
import type { Ids } from '../shared/ids.ts'
import type { LinkSigner } from '../shared/keyring.ts'
import type { Log } from '../shared/log.ts'
import { createAccess } from './access.ts'
import { actionReminderDeps } from './action-points.ts'
import { agendaFollowUps } from './agenda.ts'
import { calendarServices } from './calendar.ts'
import { allPlacements, minutesServices } from './minutes.ts'
import { pollListeners } from './polls.ts'
import { createPreparation } from './preparation.ts'

/** Every service of the product, each with its store: who tells whom when something changes. */
export function createServices(core: {
  db: Database
  codec: Codec
  ids: Ids
  reminders: ReminderStore
  deliveries: DeliveryStore
  links: LinkSigner
  publicUrl: string
  /** people's own calendars; null where the municipality has not opened them */
  graph: Graph | null
  clock: Clock
  log: Log
}) {
  const { codec, ids, deliveries } = core
  const audit = createAuditTrail(core.db)
  const planner = createPlanner(core.reminders, deliveries)
  const policies = createPolicyService(createPolicyStore())
  const people = createPeopleService({
    store: createPeopleStore(codec),
    audit,
    ids,
    wake: (tx, personId, now) => wake(deliveries, tx, personId, now),
    async recall(tx, personId, rhythm, now) {
      await core.reminders.recall(tx, personId, rhythm, now)
      await deliveries.recall(tx, personId, now)
    },
    listeners: (): readonly PeopleListener[] => [absentees.peopleListener, followingPolls.people],
  })
  const teams = createTeamService({
    store: createTeamStore(),
    people,
    audit,
    planner,
    ids,
    listeners: (): readonly TeamListener[] => [
      // First: what a leaver was to fill in is nobody’s when the rest looks who takes part.
      agenda.teamListener,
      meetings.teamListener,
      followingPolls.team,
      pointListener,
      nextMeetings.teamListener,
      assessments.teamListener,
    ],
  })
  const meetingStore = createMeetingStore()
  const calendars = calendarServices(core.graph, { ...core, people, meetingStore, meetings: () => meetings })
  const absentees = createAbsentees({
    store: meetingStore,
    teams,
    people,
    policies,
    planner,
    log: core.log,
    owes: async (tx, personId) => (await actionPoints.mine(tx, personId)).map(point => point.teamId),
  })
  const availability = createAvailability({
    store: meetingStore,
    people,
    policies,
    // What people have given away beside meetings.
    sources: (): readonly EngagementSource[] => [
      polls.promised,
      ...(calendars?.hours ? [calendars.hours.source] : []),
    ],
    calendars: calendars?.hours?.lookUp ?? null,
  })
  const meetings = createMeetingsService({
    store: meetingStore,
    teams,
    people,
    policies,
    audit,
    planner,
    deliveries,
    ids,
    links: core.links,
    publicUrl: core.publicUrl,
    standing: calendars?.service?.standing ?? null,
    // Whatever hangs on a meeting and must follow it (R-POLL-7).
    listeners: (): readonly MeetingListener[] => [
      // First: what comes onto an agenda, or leaves it, is there before the rest looks.
      agenda.meetingListener,
      followUps.carrying.meetingListener,
      followUps.consent.meetingListener,
      minutes.meetingListener,
      preparation.meetingListener,
      distribution.meetingListener,
      nextMeetings.listener,
      assessments.meetingListener,
      followingPolls.meeting,
      ...(calendars?.service ? [calendars.service.meetingListener] : []),
    ],
  })
  const polls = createPollService({
    store: createPollStore(codec),
    teams,
    meetings,
    policies,
    availability,
    audit,
    planner,
    deliveries,
    ids,
    givenUp: (tx, teamId, now) => nextMeetings.follow(tx, teamId, now),
  })
  const nextMeetings = createNextMeetings({
    store: createNextStopStore(),
    teams,
    meetings,
    polls,
    availability,
    policies,
    planner,
    audit,
  })
  const series = createSeries({
    store: createSeriesStore(),
    teams,
    meetings,
    refused: polls.refused,
    availability,
    policies,
    planner,
    audit,
  })
  const followingPolls = pollListeners({ polls: () => polls, meetings: () => meetings })
  const answering = createAnsweringService({
    polls,
    teams,
    policies,
    availability,
    deliveries,
    namesChild: (by, teamId, text) => anonymity.namesChild(by, teamId, text),
  })
  const actionPoints = createActionPointService({
    store: createActionPointStore(codec, ids),
    audit,
    ids,
    followUp: () => createActionPointFollowUp(actionReminderDeps(aroundActionPoints)),
  })
  const pointListener: TeamListener = { memberLeft: actionPoints.ownerLeft }
  const agenda = createAgendaService({
    store: createAgendaStore(codec),
    teams,
    meetings,
    audit,
    planner,
    ids,
    // Whatever hangs on an agenda item and must follow it.
    listeners: (): readonly AgendaListener[] => [
      followUps.consent.agendaListener,
      preparation.agendaListener,
      distribution.agendaListener,
    ],
    sources: (): CarrySources => ({
      open: actionPoints.open,
      find: actionPoints.find,
      followUps: (tx, teamId, until) => minutes.followUps(tx, teamId, until),
      lacking: (tx, items, meeting, now) => readiness.lacking(tx, items, meeting, now),
    }),
  })
  const anonymity = createAnonymityService({
    agenda,
    teams,
    people,
    audit,
    parents: (tx, institutionId) => consents.giversIn(tx, institutionId),
  })
  const aroundActionPoints = {
    actionPoints: () => actionPoints,
    planner,
    policies,
    people,
    teams,
    meetings,
    agenda,
  }
  const consents = createConsentService({
    store: createConsentStore(codec),
    agenda,
    teams,
    policies,
    audit,
    ids,
    // Whatever is sent, or stopped, when a consent comes or ends.
    listeners: (): readonly ConsentListener[] => [
      followUps.consent.consentListener,
      preparation.consentListener,
      distribution.consentListener,
    ],
  })
  const followUps = agendaFollowUps({
    agenda,
    consents,
    meetings,
    teams,
    policies,
    planner,
    reach: (tx, item) => distribution.reach(tx, item),
  })
  const { run, pending, filing, minutes } = minutesServices(createMinutesStore(codec), {
    teams,
    meetings,
    agenda,
    actionPoints,
    policies,
    planner,
    audit,
    ids,
  })
  const { preparation, contributions, distribution, readiness } = createPreparation({
    ...core,
    agenda,
    consents,
    meetings,
    teams,
    policies,
    audit,
    planner,
  })
  const around = { consents, agenda, meetings, people, policies, audit, teams }
  const assessments = createAssessmentService({
    store: createAssessmentStore(codec),
    teams,
    meetings,
    policies,
    planner,
    audit,
  })
  const reading = createMinutesReading({ ...around, minutes, filing })
  const figures = createFigures({ store: createFiguresStore(), people, policies })
  const access = createAccess({ ...around, codec, ids, distribution })
  const downloads = createDownloadService({
    store: createDownloadStore(),
    audit,
    ids,
    links: core.links,
    publicUrl: core.publicUrl,
    actorOf: people.actorById,
    // Whatever can be fetched as a file.
    kinds: (): readonly DownloadKind[] => [
      createSheetDownload(around),
      createAccessDownload({ ...around, access }),
      createEvidenceDownload({ ...around, distribution }),
      ...createPaperDownloads({ ...around, minutes, reading, placements: allPlacements }),
      createFiguresDownload({ ...around, figures }),
    ],
  })
  return {
    access,
    figures,
    assessments,
    audit,
    downloads,
    planner,
    policies,
    people,
    teams,
    meetings,
    absentees,
    availability,
    calendars,
    polls,
    answering,
    nextMeetings,
    series,
    actionPoints,
    run,
    minutes,
    pending,
    filing,
    reading,
    agenda,
    anonymity,
    consents,
    preparation,
    contributions,
    distribution,
  }
}

export type Services = ReturnType<typeof createServices>
