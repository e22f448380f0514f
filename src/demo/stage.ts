import type { Core } from '../compose.ts'
import { textsIn } from '../locales/texts.ts'
import type { Origin, Stage, StageReplies } from '../msteams/stage.ts'
import type { Actor } from '../shared/action.ts'
import { fullDate } from '../shared/human-dates.ts'
import type { DemoClock } from './clock.ts'
import { readDemoCommand, whoIs, windTo } from './commands.ts'
import { readyMeeting } from './meeting.ts'
import { type DemoPerson, demoChatId, demoInstitution, demoPeople, demoTenantId } from './people.ts'
import { demoStore } from './store.prisma.ts'

/** Where a chat is, and who is shown in it. */
interface Scene {
  personId: string
  serviceUrl: string
  teamsUserId: string
  botId: string
}

const scenePrefix = 'scene:'
const zone = 'Europe/Copenhagen'
/** More than the newest messages would only scroll away. */
const shownAgain = 8

/**
 * Whom the local client's own chat shows: its user, or whoever was played there last.
 * @returns name and role, e.g. 'Lone Holm, leder'
 */
export async function shownFirst({ db, services }: Core): Promise<string> {
  const scene = await demoStore.setting(db.reader, scenePrefix + demoChatId)
  const played = scene
    ? await services.people.find(db.reader, (JSON.parse(scene) as Scene).personId)
    : demoPeople[0]
  const { name, profession } = played ?? { name: '', profession: null }
  return profession ? `${name}, ${textsIn('da').people.professionShort[profession]}` : name
}

/**
 * The demo between the door and the bot: one chat may show any of its people, the clock can be wound forward, and
 * messages to somebody who is shown nowhere wait until they are.
 * @param restart starts the demo over, after the answer has left
 */
export async function createStage(core: Core, clock: DemoClock, restart: () => void) {
  const { db } = core
  const { people } = core.services
  const scenes = new Map<string, Scene>()
  for (const { key, value } of await demoStore.settings(db.reader, scenePrefix)) {
    scenes.set(key, JSON.parse(value) as Scene)
  }

  const playing = (personId: string) => [...scenes].find(([, scene]) => scene.personId === personId)

  async function become(origin: Origin, who: string): Promise<string | null> {
    const person = whoIs(who, demoPeople)
    if (!person) return `Hvem? ${demoPeople.map(each => each.name).join(', ')}. Skriv fx »/som Mette«.`
    const actor = await actorOf(person)
    const { conversationId, ...place } = origin.reference
    const scene: Scene = { personId: actor.personId, ...place }
    scenes.set(conversationId, scene)
    await db.write(tx => demoStore.put(tx, `${scenePrefix}${conversationId}`, JSON.stringify(scene)))
    return `Du er nu ${person.name}, ${textsIn('da').people.professionShort[person.profession]}.`
  }

  async function actorOf(person: DemoPerson): Promise<Actor> {
    const arrival = { ...person, tenantId: demoTenantId }
    const found = await people.arrive(db.reader, arrival)
    return found?.actor ?? db.write(tx => people.register(tx, arrival, null, clock.now()))
  }

  /** What came for this person while they were shown nowhere, drawn as it is now. */
  async function unpark(origin: Origin, actor: Actor, post: StageReplies['post']): Promise<void> {
    const waiting = await demoStore.parked(db.reader, actor.personId)
    const reader = await core.readers.find(db.reader, actor.personId)
    const found = await Promise.all(waiting.map(id => core.deliveries.find(db.reader, id)))
    // Drawn as it is now, yesterday's digest would be today's over again.
    const digest = found.findLastIndex(delivery => delivery?.kind === 'digest')
    for (const [index, id] of waiting.entries()) {
      const delivery = found[index]
      const kind = delivery ? core.messageKinds.get(delivery.kind) : undefined
      const recent = index >= waiting.length - shownAgain && (delivery?.kind !== 'digest' || index === digest)
      const message =
        recent && reader && delivery ? await kind?.render(db.reader, delivery, reader, clock.now()) : null
      if (message) await post(message, id)
      await db.write(tx => demoStore.unpark(tx, id, origin.reference.conversationId))
    }
  }

  /** Kept before anything happens at that time: what is stored then must not lie ahead after an interruption. */
  async function moveTo(instant: Date): Promise<void> {
    if (instant.getTime() <= clock.now().getTime()) return
    clock.moveTo(instant)
    await db.write(tx => demoStore.put(tx, 'clockOffsetMs', String(clock.offsetMs)))
  }

  async function wind(text: string): Promise<string> {
    const target = windTo(text, clock.now(), zone)
    if (target) return windAlong(target)
    return `Skriv, hvor langt frem: »/spol 3 dage« eller »/spol 2026-12-01 08:30«. Nu er det ${fullDate(clock.now(), zone, 'da')}. Uret kan kun gå frem, højst 400 dage.`
  }

  /** Everything that falls due on the way happens. */
  async function windAlong(target: Date): Promise<string> {
    const engine = core.engine()
    await engine.runDue()
    for (;;) {
      const next = await core.reminders.nextDueAt(db.reader)
      if (!next || next.getTime() > target.getTime()) break
      await moveTo(next)
      await engine.runDue()
    }
    await moveTo(target)
    await engine.runDue()
    return `Nu er det ${fullDate(clock.now(), zone, 'da')}. Det, der skulle ske undervejs, er sket.`
  }

  /** A meeting with three items is prepared, and it is the time at which it begins. */
  async function toMeeting(): Promise<string> {
    const meeting = await readyMeeting(core, clock.now())
    if (meeting === 'held') return 'Mødet er holdt. Skriv »/forfra«, hvis du vil holde det igen.'
    if (meeting.startAt > clock.now()) await windAlong(meeting.startAt)
    return `Det er ${fullDate(clock.now(), zone, 'da')}, og ressourceteamets møde med tre punkter begynder. Skemaerne kom ud for tre dage siden. Som Lone: åbn »Mine møder«, og tryk på »Start mødet«. Som en af de andre (»/som Jens«): skriv dit synspunkt fra din egen telefon.`
  }

  const stage: Stage = {
    tenantId: demoTenantId,

    async actorIn(conversationId, actor) {
      await joinInstitution(actor)
      const scene = scenes.get(conversationId)
      if (!scene || scene.personId === actor.personId) return actor
      return (await people.actorById(db.reader, scene.personId)) ?? actor
    },

    async command(origin, actor, text, { say, post, start }) {
      const command = readDemoCommand(text)
      if (!command) return false
      switch (command.type) {
        case 'become': {
          const answer = await become(origin, command.who)
          if (answer) await say(answer)
          const now = await stage.actorIn(origin.reference.conversationId, actor)
          await unpark(origin, now, post)
          if (playing(now.personId)) await start(now)
          return true
        }
        case 'meeting': {
          await say(await toMeeting())
          const now = await stage.actorIn(origin.reference.conversationId, actor)
          if (playing(now.personId)) await unpark(origin, now, post)
          await start(now)
          return true
        }
        case 'wind':
          await say(await wind(command.to))
          return true
        case 'restart':
          await say('Demoen begynder forfra. Skriv »hej« om et øjeblik.')
          restart()
          return true
        case 'unknown':
          await say('Demoens kommandoer er »/som Mette«, »/spol 3 dage«, »/møde« og »/forfra«.')
          return true
      }
    },
  }

  async function joinInstitution(actor: Actor): Promise<void> {
    const person = await people.find(db.reader, actor.personId)
    if (person?.institutionId) return
    await db.write(async tx => {
      const institution = await people.ensureInstitution(tx, demoTenantId, demoInstitution, clock.now())
      await people.joinInstitution(tx, actor.personId, institution.id)
    })
  }

  return {
    stage,
    /** A person's messages go to the chat that shows them; nobody's chat shows somebody else's. */
    async redirect(personId: string, stored: Origin['reference'] | null) {
      const shown = playing(personId)
      if (shown) {
        const [conversationId, { serviceUrl, teamsUserId, botId }] = shown
        return { conversationId, serviceUrl, teamsUserId, botId }
      }
      if (!stored || scenes.has(stored.conversationId)) return 'parked' as const
      return stored
    },
  }
}
