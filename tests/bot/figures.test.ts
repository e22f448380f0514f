import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import type { Team } from '../../src/features/teams/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { TestBot, TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'
import { temporaryFolder } from '../support/database.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { fetchPaper, linksOn } from '../support/papers.ts'
import { quickStart } from '../support/quick-start.ts'

async function sends(person: TestPerson, verb: string, payload: object = {}): Promise<string> {
  const answer = await person.sends({ v: 1, verb, ...payload })
  if (typeof answer.value !== 'string') person.card = answer.value
  return answer.words
}

/** A meeting that was held that day, with items that stood so at its deadline, as the product leaves them. */
async function past(
  bot: TestBot,
  team: Team,
  day: string,
  items: readonly { consent: string | null; form: string | null; ageMonths: number | null }[],
  approved: string | null = null,
): Promise<void> {
  const { db, ids, codec } = bot.app.core
  const startAt = new Date(`${day}T09:00:00Z`)
  await db.write(async tx => {
    const client = clientOf(tx)
    const meetingId = ids.next()
    const times = { startAt, endAt: new Date(`${day}T11:00:00Z`), dueAt: startAt, createdAt: startAt }
    const meeting = { zone: 'Europe/Copenhagen', place: '', status: 'held', sequence: 0, ...times }
    await client.meeting.create({ data: { id: meetingId, teamId: team.id, ...meeting } })
    if (approved) {
      const approvedAt = new Date(`${approved}T09:00:00Z`)
      const minutes = { id: ids.next(), meetingId, version: 1, status: 'approved', contentSealed: '' }
      await client.minutes.create({ data: { ...minutes, approvedAt, createdAt: approvedAt } })
    }
    for (const [position, { consent, form, ageMonths }] of items.entries()) {
      const id = ids.next()
      const texts = { problemSealed: codec.seal('', id), questionsSealed: codec.seal('', id) }
      const item = { kind: 'child', status: 'held', minutes: 20, withoutForm: false, presenterId: id }
      await client.agendaItem.create({
        data: {
          id,
          teamId: team.id,
          meetingId,
          position,
          ageMonths,
          createdById: id,
          createdAt: startAt,
          ...item,
          ...texts,
        },
      })
      await client.deadlineStanding.create({ data: { agendaItemId: id, meetingId, consent, form } })
    }
  })
}

const items = (
  count: number,
  one: { consent?: string | null; form?: string | null; ageMonths?: number | null },
) => Array.from({ length: count }, () => ({ consent: null, form: null, ageMonths: null, ...one }))

const consultant = async (bot: TestBot, person: TestPerson): Promise<void> => {
  const { db } = bot.app.core
  const row = await clientOf(db.reader).person.findUniqueOrThrow({ where: { id: person.personId } })
  const value = JSON.stringify([row.externalId.toUpperCase()])
  await db.write(tx => createPolicyStore().put(tx, row.tenantId, 'consultants', value, bot.clock.now()))
}

describe('what stood at the deadline is what counts (R-OV-2)', () => {
  let room: MeetingRoom
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-09T08:00:00Z')
  })
  afterAll(() => room.stop())

  test('the gate’s word and the forms of then: what comes afterwards changes nothing', async () => {
    const { bot, ida, mette } = room
    const asked = await room.adds({ child: 'Noah Lund', formFillerId: ida.personId })
    const other = await room.adds({ child: 'Alma Juhl', formFillerId: mette.personId })
    const bare = await room.adds({ about: 'Samarbejdet' })
    await room.consents(asked)
    await bot.passTo('2026-11-20T12:00:00Z')
    await room.withdraws(asked)
    await room.consents(other)
    const rows = await clientOf(bot.app.core.db.reader).deadlineStanding.findMany()
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(
      expect.arrayContaining([
        { agendaItemId: asked.id, meetingId: room.meeting.id, consent: 'inOrder', form: 'missing' },
        { agendaItemId: other.id, meetingId: room.meeting.id, consent: 'missing', form: 'missing' },
        { agendaItemId: bare.id, meetingId: room.meeting.id, consent: null, form: null },
      ]),
    )
  })

  test('R-FORM-2: of an item that is stopped nothing is left to count', async () => {
    const { bot, mette } = room
    const { deadlineStanding, agendaItem } = clientOf(bot.app.core.db.reader)
    const stopped = await agendaItem.findFirstOrThrow({ where: { formFillerId: mette.personId } })
    await sends(mette, 'form.begin', { itemId: stopped.id, suspicion: 'yes' })
    expect(mette.words()).toContain('Punktet er slettet')
    expect(await deadlineStanding.count({ where: { agendaItemId: stopped.id } })).toBe(0)
    expect(await deadlineStanding.count()).toBe(2)
  })

  test('of a team whose items are few nothing is shown that would tell of one; a new year has nothing yet', async () => {
    const { bot, lone } = room
    bot.clock.set('2026-11-24T08:00:00Z')
    await sends(lone, 'overview.open')
    await lone.presses('Tal')
    expect(lone.words()).toContain('Solsikken · 2026 indtil nu')
    expect(lone.words()).toContain('ikke noget endnu')
    expect(lone.words()).not.toContain('%')
    expect(buttonTitles(lone.card)).toEqual(['Hent til Excel', 'Til start'])
  })
})

describe('figures for a coordinator and for a consultant (R-OV-2)', () => {
  let folder: string
  let room: MeetingRoom
  let url: string
  beforeAll(async () => {
    folder = temporaryFolder()
    url = `file:${join(folder, 'bot.db')}`
    room = await openMeetingRoom('2026-01-05T08:00:00Z', undefined, '2026-11-24T08:00:00Z', url)
    const { bot, team, kastanjen } = room
    const good = { consent: 'inOrder', form: 'inTime', ageMonths: 20 }
    for (const month of ['01', '02', '03', '04', '05', '06'])
      await past(bot, team, `2026-${month}-20`, [
        ...items(4, good),
        ...items(1, { consent: 'inOrder', form: 'missing', ageMonths: 50 }),
      ])
    await past(bot, kastanjen, '2026-03-10', [
      ...items(9, good),
      ...items(2, { consent: 'missing', form: 'missing', ageMonths: 50 }),
    ])
    // Too late for the half-year, which has been seen by then.
    await past(bot, kastanjen, '2026-04-10', items(9, good), '2026-08-20')
    bot.clock.set('2026-11-23T08:00:00Z')
    await bot.app.engine.runDue()
  })
  afterAll(async () => {
    await room.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a coordinator sees her own team, with words beside each bar, and no other', async () => {
    const { lone, kastanjen } = room
    await lone.says('tal')
    const words = lone.words()
    expect(words).toContain('Solsikken · 2026 indtil nu')
    expect(words).toContain('24 af 30 · 80 %')
    expect(words).toContain('30 af 30 · 100 %')
    expect(words).toContain('Møder holdt\n6 af 7 · 86 %')
    expect(words).not.toContain('Kastanjen')
    expect(await sends(lone, 'figures.open', { scope: kastanjen.id })).toContain('Solsikken')
    for (const scope of ['municipality', kastanjen.institutionId])
      expect(await sends(lone, 'figures.open', { scope })).not.toMatch(/kommunen|Kastanjen/)
  })

  test('somebody who coordinates nothing learns nothing, until the municipality names them', async () => {
    const { mette, bot } = room
    expect(await sends(mette, 'figures.open')).toContain('har du ikke adgang')
    expect(await sends(mette, 'figures.file')).toContain('har du ikke adgang')
    await mette.says('hej')
    expect(buttonTitles(mette.card)).not.toContain('Hele kommunen')
    await consultant(bot, mette)
    await mette.says('hej')
    await mette.presses('Hele kommunen')
    expect(mette.words()).toContain('Hele kommunen · 1. halvår 2026')
  })

  test('the municipality in one table: what is hidden cannot be found by subtraction, in the card or the file', async () => {
    const { mette, kastanjen, team, bot } = room
    await consultant(bot, mette)
    await sends(mette, 'figures.open')
    // 33 of 41 forms, and Kastanjen's 9 of 11 would be what is left of Solsikken's 24 of 30.
    expect(mette.words()).toContain('33 af 41 · 80 %')
    for (const { institutionId } of [kastanjen, team]) {
      await sends(mette, 'figures.open', { scope: institutionId, period: '2026-1' })
      expect(mette.words()).not.toMatch(/24 af 30|9 af 11/)
    }
    expect(inputValues(mette.card)).toMatchObject({ scope: team.institutionId })
    await mette.presses('Hent til Excel')
    const [link = ''] = linksOn(mette)
    const response = await fetchPaper(bot, link)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="tal-2026-1.xlsx"')
    const book = read(new Uint8Array(await response.arrayBuffer()))
    expect(book.SheetNames).toEqual(['Tal', 'Sådan er der talt'])
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.Tal!)
    const of = (who: string, what: string) => rows.find(row => row.Hvem === who && row.Hvad === what)
    expect(of('Hele kommunen', 'Skemaer til tiden')).toMatchObject({ Antal: 33, 'Ud af': 41, Procent: 80 })
    for (const who of ['Solsikken', 'Kastanjen'])
      expect(of(who, 'Skemaer til tiden')).toMatchObject({
        Antal: 'vises ikke',
        'Ud af': 'vises ikke',
      })
    expect(rows).toHaveLength(18)
  })

  test('more institutions than a card has room for: the choice says where they are', async () => {
    const { mette, bot, team } = room
    await consultant(bot, mette)
    const { db, ids } = bot.app.core
    const { tenantId } = await clientOf(db.reader).person.findUniqueOrThrow({ where: { id: mette.personId } })
    const createdAt = bot.clock.now()
    const made = Array.from({ length: 120 }, (_, index) => ({
      id: ids.next(),
      tenantId,
      createdAt,
      name: `Hus ${index}`,
    }))
    const row = await clientOf(db.reader).team.findUniqueOrThrow({ where: { id: team.id } })
    await db.write(tx => clientOf(tx).institution.createMany({ data: made }))
    const anew = () =>
      db.write(async tx => {
        await clientOf(tx).settledFigures.deleteMany()
        await bot.app.core.services.figures.settle(tx, bot.clock.now())
      })
    await anew()
    await sends(mette, 'figures.open')
    // One that has no team has no figures either.
    expect(mette.words()).not.toContain('for mange institutioner')
    const teams = made.map(({ id: institutionId }) => ({ ...row, createdAt, id: ids.next(), institutionId }))
    await db.write(tx => clientOf(tx).team.createMany({ data: teams }))
    await anew()
    await sends(mette, 'figures.open')
    expect(mette.words()).toContain('De står alle i filen til Excel.')
    await mette.presses('Hent til Excel')
    const [link = ''] = linksOn(mette)
    const book = read(new Uint8Array(await (await fetchPaper(bot, link)).arrayBuffer()))
    expect(utils.sheet_to_json(book.Sheets.Tal!)).toHaveLength(123 * 6)
    await db.write(async tx => {
      await clientOf(tx).team.deleteMany({ where: { id: { in: teams.map(({ id }) => id) } } })
      await clientOf(tx).institution.deleteMany({ where: { id: { in: made.map(({ id }) => id) } } })
    })
    await anew()
  })

  test('whatever is changed after a half-year has been seen changes nothing in it: two readings tell of nobody', async () => {
    const { mette, bot, kastanjen } = room
    await consultant(bot, mette)
    const { db, services } = bot.app.core
    const { tenantId } = await clientOf(db.reader).person.findUniqueOrThrow({ where: { id: mette.personId } })
    const seen = async () => {
      const { table } = await services.figures.ofMunicipality(db.reader, tenantId, '2026-1', bot.clock.now())
      return JSON.stringify(table)
    }
    const first = await seen()
    expect(first).toContain('Kastanjen')
    const { team, agendaItem } = clientOf(db.reader)
    const before = await team.findUniqueOrThrow({ where: { id: kastanjen.id } })
    const [item] = await agendaItem.findMany({ where: { teamId: kastanjen.id, status: 'held' } })
    const set = (cadenceWeeks: number, status: string) =>
      db.write(async tx => {
        await clientOf(tx).team.update({ where: { id: kastanjen.id }, data: { cadenceWeeks } })
        await clientOf(tx).agendaItem.update({ where: { id: item?.id ?? '' }, data: { status } })
      })
    await set(before.cadenceWeeks + 2, 'open')
    bot.clock.set('2026-11-25T08:00:00Z')
    await bot.app.engine.runDue()
    expect(await seen()).toBe(first)
    await set(before.cadenceWeeks, 'held')
    bot.clock.set('2026-11-23T08:00:00Z')
  })

  test('a municipality that has none yet is told when its first ones come, also after New Year', async () => {
    const { bot, lone } = room
    const { db, services } = bot.app.core
    const { tenantId } = await clientOf(db.reader).person.findUniqueOrThrow({ where: { id: lone.personId } })
    const at = async (now: string) =>
      (await services.figures.ofMunicipality(db.reader, tenantId, '', new Date(now))).first
    const { settledFigures } = clientOf(db.reader)
    const [row] = await settledFigures.findMany({ where: { tenantId, period: '2026-1' } })
    await db.write(tx => clientOf(tx).settledFigures.deleteMany())
    expect([await at('2026-06-30T08:00:00Z'), await at('2026-07-15T08:00:00Z')]).toEqual([
      '2026-08-12',
      '2026-08-12',
    ])
    await db.write(async tx => void (row && (await clientOf(tx).settledFigures.create({ data: row }))))
  })

  test('a link is worth nothing to one who is no consultant any more', async () => {
    const { mette, bot } = room
    await consultant(bot, mette)
    await sends(mette, 'figures.file', { scope: 'municipality', period: '2026-1' })
    const [link = ''] = linksOn(mette)
    const { db } = bot.app.core
    await db.write(tx => clientOf(tx).policy.deleteMany({ where: { key: 'consultants' } }))
    expect((await fetchPaper(bot, link)).status).toBe(404)
  })

  test('a half-year that is under way is not shown, and the file of a team is its coordinator’s', async () => {
    const { lone, mette, bot } = room
    await consultant(bot, mette)
    await sends(mette, 'figures.open', { scope: 'municipality', period: '2026-2' })
    expect(mette.words()).toContain('1. halvår 2026')
    await sends(lone, 'figures.open')
    await lone.presses('Hent til Excel')
    const [link = ''] = linksOn(lone)
    const book = read(new Uint8Array(await (await fetchPaper(bot, link)).arrayBuffer()))
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.Tal!)
    expect(rows).toHaveLength(6)
    expect(rows[1]).toMatchObject({ Hvem: 'Solsikken', Hvad: 'Skemaer til tiden', Antal: 24, 'Ud af': 30 })
  })

  test('the operator prints the same table, the same counts hidden', async () => {
    const program = fileURLToPath(new URL('../../src/figures.ts', import.meta.url))
    const gives = async (...args: string[]) => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
        env: { ...quickStart, DATABASE_URL: url },
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8')
        })
      const [code] = await once(child, 'close')
      return { code: code as number, said }
    }
    const out = join(folder, 'tal.xlsx')
    const [printed, wrong] = await Promise.all([
      gives('--period', '2026-1', '--out', out),
      gives('--period', '2019-1'),
    ])
    expect(printed).toMatchObject({ code: 0 })
    expect(printed.said).toContain('Skemaer til tiden: 33 af 41 · 80 %')
    expect(printed.said).not.toMatch(/24 af 30|9 af 11/)
    expect(existsSync(out) && read(readFileSync(out)).SheetNames).toEqual(['Tal', 'Sådan er der talt'])
    expect(wrong).toMatchObject({ code: 1 })
    expect(wrong.said).toContain('only half-years that are over')
    expect((await gives('--out', out)).said).toContain('is there already: name another file')
  })
})
