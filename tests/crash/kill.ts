import { type FilledStep, steps } from '../../src/features/preparation/model.ts'
import { textsIn } from '../../src/locales/texts.ts'
import type { Chance } from '../simulation/chance.ts'
import { nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import type { Counts, Place } from './bot.ts'
import { Killed } from './process.ts'
import { type Acknowledged, type Before, begins, type Click, open, type Scene, type Who } from './scene.ts'

/** What came of so many deaths. */
export interface Outcome {
  kills: number
  /** where the process was when it died, and how often */
  where: Record<string, number>
  /** messages that came twice because nobody could know whether they had arrived */
  twice: number
  complaints: string[]
}

const due = new Date('2026-11-20T11:00:00Z')
const meetingIs = new Date('2026-11-23T12:00:00Z')
/** How many statements and commits such a piece of work takes: learnt as it goes. */
const usual = new Map<string, Counts>()
const { common, consent } = textsIn('da')

/** Lives through one meeting's preparation, and dies on the way at points that chance chooses. */
export async function dieOften(before: Before, chance: Chance): Promise<Outcome> {
  const scene = await open(before)
  const outcome: Outcome = { kills: 0, where: {}, twice: 0, complaints: [] }
  const life = createLife(scene, chance, outcome)
  try {
    await life.starts('the start')
    for (const who of [...scene.circle, scene.stranger])
      await life.survives('a greeting', () => scene.says(who, 'start'))
    const parts = [fillsIn, recordsConsent]
    for (const part of chance.happens(0.5) ? parts : parts.toReversed()) {
      life.fate(part === fillsIn ? 2 : 1)
      await part(life)
    }
    life.fate(3)
    await distributes(life)
  } catch (error) {
    life.complain(error instanceof Error ? error.message : String(error))
  } finally {
    await scene.close()
  }
  return outcome
}

type Life = ReturnType<typeof createLife>

function createLife(scene: Scene, chance: Chance, outcome: Outcome) {
  const { victim, teams, itemId } = scene
  let now = begins
  /** deaths that are still to come in what is done now */
  let fated = 0
  /** messages of which the product knew that they had arrived */
  const certain = new Set<string>()
  /** the last one that came from the process that lives now: nobody knows yet whether it is recorded */
  let last: string | null = null
  /** steps and what was answered to be saved in them */
  const saved = new Map<FilledStep, string[]>()
  let recorded = false
  let submitted = false
  let heard = 0

  const complain = (what: string) => outcome.complaints.push(what)

  /**
   * What has come since, against what was certain before it came. Messages leave one after the other: whatever came
   * before another one from the same process has been recorded, whatever the rows say of it.
   */
  function hears(): void {
    for (const { conversationId, card, summary } of teams.sent.slice(heard)) {
      const id = deliveryOf(card)
      if (id === null) continue
      if (last !== null) certain.add(last)
      if (certain.has(id)) complain(`sent again though it was certain: ${summary} to ${conversationId}`)
      last = id
    }
    heard = teams.sent.length
  }

  function died(where: string): void {
    outcome.kills += 1
    fated -= 1
    outcome.where[where] = (outcome.where[where] ?? 0) + 1
    hears()
    scene.look(rows => {
      for (const { id } of rows.all(`SELECT id FROM Delivery WHERE status = 'sent'`)) certain.add(String(id))
    })
  }

  /** On the same database; now and then it dies again before it stands. */
  async function starts(where: string): Promise<void> {
    hears()
    last = null
    for (;;) {
      const again = fated > 0 && chance.happens(0.15)
      try {
        await victim.start(now, again ? chance.between(1, usual.get('a start')?.statement ?? 60) : 0)
        usual.set('a start', await victim.dieAt(0))
        return
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        died(`${where}: starting`)
      }
    }
  }

  /** After a death: what was answered is there. */
  async function nothingLost(): Promise<void> {
    const whole = submitted ? await wholeForm(scene, scene.ida) : null
    for (const [step, texts] of saved) {
      const words = whole ?? (await scene.send(scene.click(scene.ida, 'form.step', { itemId, step }))).words
      if (!texts.every(text => words.includes(text))) complain(`lost of ${step}: ${words}`)
    }
    if (!recorded) return
    const { words } = await scene.send(scene.click(scene.lone, 'consent.open', { itemId }))
    if (!words.includes(consent.states.valid)) complain(`the consent is lost: ${words}`)
  }

  async function comesBack(where: string): Promise<void> {
    died(where)
    await starts(where)
    await nothingLost()
  }

  return {
    scene,
    chance,
    complain,
    saved,
    hears,
    starts,
    died,
    comesBack,
    record: () => {
      recorded = true
    },
    submit: () => {
      submitted = true
    },
    setNow(instant: Date) {
      now = instant
    },
    fate(deaths: number) {
      fated = deaths
    },
    mayDie: (probability: number) => fated > 0 && chance.happens(probability),
    countTwice() {
      outcome.twice += 1
    },
    /** Within what such a piece of work takes: at any statement, or where what belongs together could come apart. */
    async mayDieIn(what: string, otherwise: Counts): Promise<void> {
      const known = usual.get(what) ?? otherwise
      const at = chance.of<Place>(known.send > 0 ? ['statement', 'commit', 'send'] : ['statement', 'commit'])
      await victim.dieAt(chance.between(1, Math.max(1, known[at])), at)
    },

    /**
     * Does a piece of work, perhaps with a death in it: then everything is started anew, and the work done again, as
     * Teams delivers again what nobody answered.
     * @param between is called after each death, before the work is done again
     */
    async survives<T>(what: string, work: () => Promise<T>, between?: () => Promise<void>): Promise<T> {
      for (;;) {
        let result: { done: T } | null = null
        try {
          if (this.mayDie(0.3)) await this.mayDieIn(what, { statement: 30, commit: 1, send: 0 })
          else await victim.dieAt(0)
          result = { done: await work() }
          usual.set(what, await victim.dieAt(0))
          return result.done
        } catch (error) {
          if (!(error instanceof Killed)) throw error
          await comesBack(result ? `${what}: answered` : what)
          // It died when all was done.
          if (result) return result.done
          await between?.()
        }
      }
    },
  }
}

/** The message's own number, which its buttons carry. */
function deliveryOf(card: CardNode | null): string | null {
  for (const node of nodes(card)) {
    const data = node.type === 'Action.Execute' ? (node.data as CardNode) : {}
    if (typeof data.d === 'string') return data.d
  }
  return null
}

const cardOf = ({ value, words }: Acknowledged): CardNode => {
  if (typeof value === 'string') throw new Error(`no card, but: ${words}`)
  return value
}

/** Step by step, each with words of its own in every field. */
async function fillsIn(life: Life): Promise<void> {
  const { scene, chance, complain, saved } = life
  const { ida, itemId } = scene
  const begin = scene.click(ida, 'form.begin', { itemId, suspicion: 'no' })
  await life.survives('beginning the form', () => scene.send(begin))
  for (const step of steps.filter((one): one is FilledStep => one !== 'overview')) {
    const opens = () => scene.send(scene.click(ida, 'form.step', { itemId, step }))
    const card = cardOf(await life.survives('opening a step', opens))
    const fields = filledIn(card, field => `Ord ${step} ${field} ${chance.between(1000, 9999)}`)
    const texts = Object.values(fields).filter(text => text.startsWith('Ord '))
    const save = scene.button(ida, card, 'form.save', fields)
    await life.survives(
      'saving a step',
      () => scene.send(save),
      async () => {
        const { words } = await scene.send(scene.click(ida, 'form.step', { itemId, step }))
        const kept = texts.filter(text => words.includes(text))
        if (kept.length > 0 && kept.length < texts.length) complain(`half of a step was saved: ${step}`)
      },
    )
    saved.set(step, texts)
  }
  const submit = scene.click(ida, 'form.submit', { itemId })
  await life.survives('handing in', () => scene.send(submit))
  life.submit()
  once(life, 'form.submitted')
}

/** The first choice of each, and words in each field. */
function filledIn(card: CardNode, text: (field: string) => string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const node of nodes(card)) {
    const id = String(node.id)
    if (node.type === 'Input.Text') fields[id] = text(id)
    if (node.type !== 'Input.ChoiceSet') continue
    const choice = (node.choices as { value: string }[]).map(({ value }) => value).find(value => value !== '')
    if (choice) fields[id] = choice
  }
  return fields
}

async function recordsConsent(life: Life): Promise<void> {
  const { scene } = life
  const { lone, itemId } = scene
  const opens = () => scene.send(scene.click(lone, 'consent.step', { itemId, step: 'who' }))
  let card = cardOf(await life.survives('opening the consent', opens))
  const leaves = async (verb: string, fields: object, between?: () => Promise<void>) => {
    const click: Click = scene.button(lone, card, verb, fields)
    const answer = await life.survives(`consent: ${verb}`, () => scene.send(click), between)
    card = cardOf(answer)
    return answer.words
  }
  await leaves('consent.who', { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'agrees' })
  await leaves('consent.what', { categories: 'wellbeing,family', purpose: 'At støtte barnet.' })
  const how = { told: 'refuse,withdraw,consequence,contact,dpo', form: 'written', givenOn: '2026-11-10' }
  const words = await leaves('consent.record', { ...how, evidence: 'Sag 12, bilag 3' }, async () => {
    const given = givenIn(life)
    const events = eventsIn(life, 'consent.recorded')
    const { words } = await scene.send(scene.click(lone, 'consent.open', { itemId }))
    const shown = words.includes(consent.states.valid) && words.includes('Sag 12, bilag 3')
    if (given !== events || given !== Number(shown))
      life.complain(`a consent that is there in part: ${given} given, ${events} events, ${words}`)
  })
  if (!words.includes(consent.recorded)) throw new Error(`the consent is not recorded:\n${words}`)
  life.record()
  if (givenIn(life) !== 1) life.complain('the consent is there more than once')
  once(life, 'consent.recorded')
}

const givenIn = ({ scene }: Life): number =>
  scene.look(rows => rows.all(`SELECT id FROM Consent WHERE status = 'given'`).length)
const eventsIn = ({ scene }: Life, action: string): number =>
  scene.look(rows => rows.all('SELECT id FROM AuditEvent WHERE action = ?', action).length)

/** A click that is delivered twice is done once. */
function once(life: Life, action: string): void {
  const times = eventsIn(life, action)
  if (times !== 1) life.complain(`${action} ${times} times`)
}

/** The deadline comes; it dies among the messages, and they arrive all the same. */
async function distributes(life: Life): Promise<void> {
  const { scene, chance } = life
  const { teams, victim } = scene
  // Half an hour after the deadline, hours after it, on the next working day: what was unsure is tried again by then.
  const times = [due, new Date('2026-11-20T11:30:00Z'), new Date('2026-11-20T15:00:00Z'), meetingIs]
  const from = teams.sent.length
  for (const time of times) {
    life.setNow(time)
    let finished = false
    while (!finished) {
      try {
        // Between the claim of a message and the record of it: it has just arrived.
        if (life.mayDie(0.2)) {
          const after = teams.sent.length + chance.between(0, 5)
          void teams
            .waitFor(() => true, { from: after })
            .then(
              () => (finished ? undefined : victim.kill()),
              () => undefined,
            )
        } else if (life.mayDie(0.9))
          await life.mayDieIn('distribution', { statement: 80, commit: 20, send: 6 })
        await victim.passTo(time)
        finished = true
        const took = await victim.dieAt(0)
        if (time === due) usual.set('distribution', took)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        await life.comesBack('distribution')
      }
    }
  }
  life.hears()
  await arrived(life, from)
}

async function arrived(life: Life, from: number): Promise<void> {
  const { scene, complain } = life
  const { teams, circle } = scene
  const recipients = scene.look(
    rows =>
      new Map(rows.all('SELECT id, recipientId FROM Delivery').map(row => [String(row.id), row.recipientId])),
  )
  const times = new Map<string, number>()
  for (const { conversationId, card, summary } of teams.sent) {
    const id = deliveryOf(card)
    if (id === null) continue
    const owner = circle.find(one => one.conversationId === conversationId)
    if (!owner || recipients.get(id) !== owner.personId) complain(`${summary} went to ${owner?.name}`)
    times.set(id, (times.get(id) ?? 0) + 1)
    // The process died before it could record the first: nobody can know, so the second one has to say so.
    if ((times.get(id) ?? 0) > 1 && !JSON.stringify(card).includes(common.perhapsAgain))
      complain(`${summary} came to ${owner?.name} again as if it were new`)
  }
  for (const count of times.values()) if (count > 1) life.countTwice()
  for (const who of circle) {
    const got = teams.sent
      .slice(from)
      .filter(one => one.conversationId === who.conversationId && one.summary.includes('skema til mødet'))
    const messages = new Set(got.map(({ card }) => deliveryOf(card)))
    if (messages.size !== 1) {
      const rows = scene.look(look =>
        look.all(
          `SELECT kind, status, attempts, dueAt, leaseUntil, unsureAt FROM Delivery WHERE recipientId = ?`,
          who.personId,
        ),
      )
      complain(
        `${who.name} has been sent the form in ${messages.size} messages; their deliveries: ${JSON.stringify(rows)}`,
      )
    }
  }
  if (JSON.stringify(teams.sent).includes('Ord ')) complain('words of the form were posted')
  await readable(life)
}

async function wholeForm(scene: Scene, by: Who): Promise<string> {
  let all = ''
  for (let page = 1; page < 9; page += 1)
    all += (await scene.send(scene.click(by, 'form.read', { itemId: scene.itemId, page }))).words
  return all
}

/** Whoever may, finds all of it; who may not, nothing. */
async function readable({ scene, saved, complain }: Life): Promise<void> {
  const [mette, stranger] = [await wholeForm(scene, scene.mette), await wholeForm(scene, scene.stranger)]
  for (const text of [...saved.values()].flat()) {
    if (!mette.includes(text)) complain(`Mette does not find ${text}`)
    if (stranger.includes(text)) complain(`a stranger finds ${text}`)
  }
}
