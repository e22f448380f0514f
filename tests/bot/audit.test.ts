import { afterEach, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { startTestBot, type TestBot } from '../support/bot.ts'
import { startWithForm } from '../support/forms.ts'
import { realWords } from '../support/typing.ts'
import { wander } from '../support/wanderer.ts'

/** Every test of this folder fails when a click changes something that the audit log knows nothing of: support/trail.ts. */

class BrokenLog extends Error {}

/**
 * Every write is first tried with a log that fails, and then done.
 * @param swallowed called when the failure of the log did not end the write
 */
function tryEverythingTwice({ app }: TestBot, swallowed: () => void): void {
  const { db, services } = app.core
  const { audit } = services
  const { write } = db
  const { record } = audit
  db.write = async work => {
    let failed = false
    audit.record = async () => {
      failed = true
      throw new BrokenLog()
    }
    const outcome = await write(async tx => {
      await work(tx)
      throw new Error('only tried')
    }).catch((error: unknown) => error)
    audit.record = record
    if (failed && !(outcome instanceof BrokenLog)) swallowed()
    return write(work)
  }
}

test('whatever people press: a change that the log cannot take is not made (R-SEC-4)', async () => {
  const swallowed: string[] = []
  const faults: string[] = []
  await wander({
    typing: realWords,
    language: 'da',
    clicks: 40,
    sees: () => {},
    fails: what => faults.push(what),
    async meets(bot) {
      const { action } = bot.app.registry
      let verb = ''
      bot.app.registry.action = name => {
        verb = name
        return action(name)
      }
      tryEverythingTwice(bot, () => swallowed.push(verb))
    },
  })
  expect(swallowed).toEqual([])
  expect(faults).toEqual([])
}, 120_000)

let bot: TestBot
afterEach(() => bot?.stop())

test('who goes on with a form that a colleague has only begun is its author from then on, which is on record', async () => {
  const at = await startWithForm({ consent: false })
  bot = at.bot
  const { ida, lone, mette, item } = at
  await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'no' })
  await clicks(lone, 'agenda.plan', { itemId: item.id })
  await lone.presses('Gem', { formFillerId: mette.personId })
  await clicks(mette, 'form.begin', { itemId: item.id, suspicion: 'no' })
  const begun = await clientOf(bot.app.core.db.reader).auditEvent.findMany({
    where: { action: 'form.begun' },
  })
  expect(begun.map(({ actorId }) => actorId)).toEqual([ida.personId, mette.personId])
})

test('the user is told, nothing is kept, and once the log works the same click does', async () => {
  bot = await startTestBot()
  const { db, services } = bot.app.core
  const ida = await bot.person('Ida Krogh', 'pedagogue')
  const click = { v: 1, n: 'one', verb: 'absence.add', fromDay: '2026-12-01', toDay: '2026-12-03' }
  const absences = () => clientOf(db.reader).absence.count()
  const { record } = services.audit
  services.audit.record = () => Promise.reject(new BrokenLog())
  expect((await ida.sends(click)).words).toContain('Noget gik galt')
  expect(await absences()).toBe(0)
  services.audit.record = record
  await ida.sends(click)
  expect(await absences()).toBe(1)
})
