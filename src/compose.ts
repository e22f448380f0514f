import type { Config } from './config.ts'
import { createActionPointFollowUp } from './features/action-points/nudges/reminders.ts'
import { createActionPointService } from './features/action-points/service.ts'
import { createActionPointStore } from './features/action-points/store.prisma.ts'
import type { CarrySources } from './features/agenda/carried/service.ts'
import { type AgendaListener, createAgendaService } from './features/agenda/service.ts'
import { createAgendaStore } from './features/agenda/store.prisma.ts'
import type { AgendaExtras } from './features/agenda/view/actions.ts'
import { type ConsentListener, createConsentService } from './features/consent/service.ts'
import { createConsentStore } from './features/consent/store.prisma.ts'
import type { MeetingButtons } from './features/meetings/actions.ts'
import { createMeetingsService, type MeetingListener } from './features/meetings/service.ts'
import { createMeetingStore } from './features/meetings/store.prisma.ts'
import { createMinutesStore } from './features/minutes/store.prisma.ts'
import { drawDigest } from './features/oversight/cards.ts'
import { createAuditTrail } from './features/oversight/store.prisma.ts'
import { createPeopleActions } from './features/people/actions.ts'
import { createReaders } from './features/people/readers.ts'
import { createPeopleService } from './features/people/service.ts'
import { createPeopleStore } from './features/people/store.prisma.ts'
import { calendarOf } from './features/policy/model.ts'
import { createPolicyService } from './features/policy/service.ts'
import { createPolicyStore } from './features/policy/store.prisma.ts'
import { createPollService } from './features/polls/service.ts'
import { createPollStore } from './features/polls/store.prisma.ts'
import type { TeamButtons } from './features/teams/actions.ts'
import { createTeamService, type TeamListener } from './features/teams/service.ts'
import { createTeamStore } from './features/teams/store.prisma.ts'
import { createBot } from './msteams/bot.ts'
import { createGroups } from './msteams/groups.ts'
import { createNotifier, type NotifierDeps } from './msteams/notifier.ts'
import { createRegistry, type Registry } from './msteams/registry.ts'
import { createAdapter, type Server, startServer } from './msteams/server.ts'
import type { Stage } from './msteams/stage.ts'
import { createAnswerMemory } from './msteams/store.prisma.ts'
import type { Door } from './msteams/store.ts'
import { createTurns } from './msteams/turns.ts'
import { createDigestMessage } from './reminders/digest.ts'
import { createEngine, type Engine } from './reminders/engine.ts'
import type { DigestHours, MessageKind, ReminderKind } from './reminders/model.ts'
import { createPlanner } from './reminders/planner.ts'
import { createDeliveryStore, createReminderStore } from './reminders/store.prisma.ts'
import type { DeliveryStore, Readers, ReminderStore } from './reminders/store.ts'
import type { Actor, Feature, StartEntry } from './shared/action.ts'
import type { Clock } from './shared/clock.ts'
import type { Codec } from './shared/codec.ts'
import { type Database, openDatabase } from './shared/database.prisma.ts'
import { databasePath } from './shared/database-file.prisma.ts'
import type { Ids } from './shared/ids.ts'
import { openKeyring } from './shared/key-check.prisma.ts'
import { type LinkSigner, lookupKey } from './shared/keyring.ts'
import type { Log } from './shared/log.ts'
import type { Card } from './shared/outcome.ts'
import type { Tx } from './shared/transaction.ts'
import { actionReminderDeps, wireActionPoints } from './wiring/action-points.ts'
import { agendaFollowUps, wireAgenda } from './wiring/agenda.ts'
import { wireMeetings } from './wiring/meetings.ts'
import { minutesServices, wireMinutes } from './wiring/minutes.ts'
import { wireOversight } from './wiring/oversight.ts'
import { wirePolls } from './wiring/polls.ts'
import { createPreparation, wirePreparation } from './wiring/preparation.ts'
import { wireTeams } from './wiring/teams.ts'

/** What is passed in from outside, so that a test or the demo can put its own in place. */
export interface Surroundings {
  clock: Clock
  ids: Ids
  log: Log
  /** how often the engine looks for what is due, in milliseconds */
  sweepEveryMs: number
  /** the demo's commands and played people; undefined in production */
  stage?(core: Core): Promise<{ stage: Stage; redirect: NonNullable<NotifierDeps['redirect']> }>
}

/** The wired product without its front door. */
export interface Core {
  db: Database
  codec: Codec
  services: ReturnType<typeof createServices>
  reminders: ReminderStore
  deliveries: DeliveryStore
  messageKinds: ReadonlyMap<string, MessageKind>
  readers: Readers
  clock: Clock
  ids: Ids
  /** set once the front door stands */
  engine(): Engine
}

export interface App {
  core: Core
  registry: Registry
  engine: Engine
  server: Server
  /** Finishes what is in flight: requests, then the round of the engine, then the database. */
  stop(): Promise<void>
}

function createServices(core: {
  db: Database
  codec: Codec
  ids: Ids
  reminders: ReminderStore
  deliveries: DeliveryStore
  links: LinkSigner
  publicUrl: string
}) {
  const { codec, ids, deliveries } = core
  const audit = createAuditTrail(core.db)
  const planner = createPlanner(core.reminders, deliveries)
  const policies = createPolicyService(createPolicyStore())
  const people = createPeopleService({
    store: createPeopleStore(codec),
    audit,
    ids,
    wake: (tx, personId, now) => deliveries.wake(tx, personId, now),
  })
  const teams = createTeamService({
    store: createTeamStore(),
    people,
    audit,
    planner,
    ids,
    listeners: (): readonly TeamListener[] => [meetings.teamListener, pollListener],
  })
  const meetings = createMeetingsService({
    store: createMeetingStore(),
    teams,
    people,
    policies,
    audit,
    planner,
    ids,
    links: core.links,
    publicUrl: core.publicUrl,
    // Whatever hangs on a meeting and must follow it (R-POLL-7).
    listeners: (): readonly MeetingListener[] => [
      // First: what comes onto an agenda, or leaves it, is there before the rest looks.
      agenda.meetingListener,
      followUps.carrying.meetingListener,
      followUps.consent.meetingListener,
      minutes.meetingListener,
      preparation.meetingListener,
      distribution.meetingListener,
    ],
  })
  const polls = createPollService({
    store: createPollStore(codec),
    teams,
    meetings,
    people,
    policies,
    audit,
    planner,
    ids,
  })
  const pollListener: TeamListener = {
    circleChanged: (tx, teamId, _actor, now) => polls.membersChanged(tx, teamId, now),
  }
  const actionPoints = createActionPointService({
    store: createActionPointStore(codec, ids),
    audit,
    ids,
    followUp: () => createActionPointFollowUp(actionReminderDeps(aroundActionPoints)),
  })
  const agenda = createAgendaService({
    store: createAgendaStore(codec),
    teams,
    meetings,
    audit,
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
    }),
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
      distribution.consentListener,
    ],
  })
  const followUps = agendaFollowUps({ agenda, consents, meetings, teams, policies, planner })
  const { run, minutes } = minutesServices(createMinutesStore(codec), {
    teams,
    meetings,
    agenda,
    actionPoints,
    policies,
    planner,
    audit,
    ids,
  })
  const { preparation, distribution } = createPreparation({
    ...core,
    agenda,
    consents,
    meetings,
    teams,
    policies,
    audit,
    planner,
  })
  return {
    audit,
    planner,
    policies,
    people,
    teams,
    meetings,
    polls,
    actionPoints,
    run,
    minutes,
    agenda,
    consents,
    preparation,
    distribution,
  }
}

/**
 * Wires everything by hand and starts it.
 * @throws StartFault, Fault with a message that names the remedy
 */
export async function compose(config: Config, around: Surroundings): Promise<App> {
  const { clock, ids, log } = around
  const db = await openDatabase({ url: config.databaseUrl, log })
  try {
    return await wire(config, around, db)
  } catch (error) {
    await db.close()
    throw error
  }

  async function wire(config: Config, around: Surroundings, db: Database): Promise<App> {
    const { keyring, codec } = await openKeyring(
      db,
      config.dataKeys
        ? { dataKeys: config.dataKeys }
        : { keyFile: `${databasePath(config.databaseUrl)}.key` },
    )
    const links = lookupKey(keyring)
    const reminders = createReminderStore(ids)
    const deliveries = createDeliveryStore(ids)
    const services = createServices({
      db,
      codec,
      ids,
      reminders,
      deliveries,
      links,
      publicUrl: config.publicUrl,
    })
    const { people, policies } = services

    const reminderKinds = new Map<string, ReminderKind>()
    const messageKinds = new Map<string, MessageKind>()
    const features: Feature[] = []
    const entries = async (
      turn: Parameters<NonNullable<Feature['startEntries']>>[0],
    ): Promise<StartEntry[]> =>
      (await Promise.all(features.map(feature => feature.startEntries?.(turn) ?? []))).flat()

    const redraw = async (tx: Tx, deliveryId: string, actor: Actor, now: Date): Promise<Card | null> => {
      const delivery = await deliveries.find(tx, deliveryId)
      const reader = await readers.find(tx, actor.personId)
      if (!delivery || !reader || delivery.recipientId !== actor.personId) return null
      const message = await messageKinds.get(delivery.kind)?.render(tx, delivery, reader, now)
      return message?.card ?? null
    }

    const hoursOf = async (tenantId: string): Promise<DigestHours> => {
      const policy = await policies.of(db.reader, tenantId)
      return {
        zone: policy.zone,
        from: policy.digestAt,
        until: policy.digestUntil,
        calendar: calendarOf(policy),
      }
    }

    features.push(createPeopleActions({ people, policies, entries, redraw }))
    messageKinds.set('digest', createDigestMessage({ kinds: reminderKinds, hoursOf, draw: drawDigest, log }))
    // What other features put on the card of a team, or of a meeting: the most likely button first.
    const teamButtons: TeamButtons[] = []
    const meetingButtons: MeetingButtons[] = []
    const teams = wireTeams({ ...services, codec, buttons: teamButtons })
    const meetings = wireMeetings({ ...services, buttons: meetingButtons })
    for (const { feature, messages } of [teams, meetings]) {
      features.push(feature)
      for (const kind of messages) messageKinds.set(kind.kind, kind)
    }
    // What other features put on the card of an agenda, or of an item.
    const agendaExtras: AgendaExtras = {
      formStates: (tx, items) => services.preparation.statesOf(tx, items),
      itemButtons: [],
      agendaButtons: [],
    }
    const agenda = wireAgenda(services, agendaExtras)
    features.push(...agenda.features)
    for (const kind of agenda.reminders) reminderKinds.set(kind.kind, kind)
    for (const kind of agenda.messages) messageKinds.set(kind.kind, kind)
    const preparation = wirePreparation(services)
    features.push(preparation.feature)
    meetingButtons.push(preparation.meetingButtons)
    agendaExtras.itemButtons.push(preparation.itemButtons)
    for (const kind of preparation.reminders) reminderKinds.set(kind.kind, kind)
    for (const kind of preparation.messages) messageKinds.set(kind.kind, kind)
    const polls = wirePolls({ ...services })
    features.push(polls.feature)
    for (const kind of polls.reminders) reminderKinds.set(kind.kind, kind)
    for (const kind of polls.messages) messageKinds.set(kind.kind, kind)
    const actionPoints = wireActionPoints({ ...services, actionPoints: () => services.actionPoints })
    features.push(actionPoints.feature)
    for (const kind of actionPoints.reminders) reminderKinds.set(kind.kind, kind)
    for (const kind of actionPoints.messages) messageKinds.set(kind.kind, kind)
    const minutes = wireMinutes({ ...services, features, hasForm: preparation.hasForm })
    features.push(...minutes.features)
    meetingButtons.push(minutes.buttons)
    agendaExtras.agendaButtons.push(minutes.buttons)
    for (const kind of minutes.reminders) reminderKinds.set(kind.kind, kind)
    for (const kind of minutes.messages) messageKinds.set(kind.kind, kind)

    const readers = createReaders(people, policies, clock)
    features.push(
      wireOversight({
        ...services,
        readers,
        kinds: reminderKinds,
        formStates: (tx, items, now) => agendaExtras.formStates(tx, items, now),
        openForms: preparation.openForms,
      }),
    )
    let engine: Engine | null = null
    const core: Core = {
      db,
      codec,
      services,
      reminders,
      deliveries,
      messageKinds,
      readers,
      clock,
      ids,
      engine() {
        if (!engine) throw new TypeError('the engine is asked for before it is made')
        return engine
      },
    }
    const staged = (await around.stage?.(core)) ?? null
    const door: Door = {
      find: people.arrive,
      register: people.register,
      leave: (tx, identity, now) => people.leave(tx, identity, now),
      referenceOf: people.referenceOf,
      registerGroup: people.registerGroup,
    }
    const adapter = createAdapter(config.bot, ids, log)
    const notifier = createNotifier({
      adapter,
      appId: config.bot?.appId ?? '',
      db,
      door,
      serviceHosts: config.allowedServiceHosts,
      ids,
      log,
      ...(staged ? { redirect: staged.redirect } : {}),
    })
    const memory = createAnswerMemory(codec)
    engine = createEngine({
      sweeping: {
        db,
        reminders,
        deliveries,
        readers,
        kinds: reminderKinds,
        clock,
        log,
        hoursOf,
      },
      delivering: { db, deliveries, readers, kinds: messageKinds, notifier, clock, log },
      everyMs: around.sweepEveryMs,
      tidy: now => db.write(tx => memory.forget(tx, now)),
    })
    const running = engine

    const registry = createRegistry(features)
    const turns = createTurns({
      db,
      registry,
      memory,
      clock,
      ids,
      kick: () => running.kick(),
    })
    const bot = createBot({
      db,
      door,
      turns,
      registry,
      groups: createGroups({ db, door, clock, ids, dates: meetings.groupDates }),
      allowed: { tenants: config.allowedTenants, serviceHosts: config.allowedServiceHosts },
      clock,
      ids,
      log,
      stage: staged?.stage ?? null,
    })
    const server = await startServer(
      {
        adapter,
        bot,
        log,
        calendarFile: token => meetings.calendarFile(db.reader, token, clock.now()),
        async ready() {
          const { ok, ...checks } = await running.health()
          return { ok, checks }
        },
      },
      config.host,
      config.port,
    )
    running.start()
    return {
      core,
      registry,
      engine: running,
      server,
      async stop() {
        await server.stop()
        await running.stop()
        await db.close()
      },
    }
  }
}
