import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { tenantId } from '../support/bot.ts'
import { nodes } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

let room: MeetingRoom
beforeEach(async () => {
  room = await openMeetingRoom('2026-11-16T08:00:00Z')
})
afterEach(() => room.stop())

const db = () => room.bot.app.core.db
const decides = (key: string, value: unknown) =>
  db().write(tx => createPolicyStore().put(tx, tenantId, key, JSON.stringify(value), room.bot.clock.now()))
const dueOf = async (startAt: string, endAt: string) => (await room.plan(startAt, endAt)).dueAt.toISOString()

describe('what a municipality has decided (P7)', () => {
  test('three working days: the deadline follows', async () => {
    expect(room.meeting.dueAt.toISOString()).toBe('2026-11-20T11:00:00.000Z')
    await decides('leadMode', 'working')
    expect(await dueOf('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')).toBe('2026-12-03T11:00:00.000Z')
  })

  test('how often somebody is reminded of what is over time', async () => {
    await decides('nudgeTimes', 2)
    const item = await room.adds({ about: 'Der er uro ved frokost.' })
    room.bot.clock.set('2026-11-24T08:00:00Z')
    const [point] = await room.holds(item, [{ text: 'Flyt bordene', owner: room.jens, due: '2026-12-01' }])
    const planned = await clientOf(db().reader).reminder.findMany({
      where: { subjectId: point?.id ?? '', kind: 'action.due', status: 'planned' },
    })
    expect(planned.filter(({ key }) => key.includes(':over'))).toHaveLength(2)
  })

  test('the outcomes to choose from', async () => {
    await decides('outcomes', ['counselling', 'nothingFurther'])
    await room.adds({ about: 'Der er uro ved frokost.' })
    room.bot.clock.set('2026-11-24T08:00:00Z')
    const { lone } = room
    await lone.says('mine møder')
    await lone.presses('Åbn')
    await lone.presses('Start mødet')
    await lone.presses('Gem og fortsæt')
    await lone.presses('Synspunkter', { summary: 'Vi talte om larm.' })
    await lone.presses('Gem og fortsæt')
    const field = [...nodes(lone.card)].find(node => node.id === 'outcomes')
    const choices = field?.choices as { value: string }[]
    expect(choices.map(({ value }) => value)).toEqual(['counselling', 'nothingFurther'])
  })

  test('a value that does not fit stops what asks for it, and names the key', async () => {
    await decides('leadMode', 'sometimes')
    await expect(room.plan('2026-12-08T08:00:00Z', '2026-12-08T10:00:00Z')).rejects.toThrow(/leadMode/)
  })
})

describe('the closing days of one institution (R-POLL-1, section 5)', () => {
  beforeEach(() =>
    decides('institutionClosingDays', { [room.team.institutionId]: ['2026-12-04', '2027-01-05'] }),
  )

  test('its deadlines shift back over them', async () => {
    expect(await dueOf('2026-12-07T08:00:00Z', '2026-12-07T10:00:00Z')).toBe('2026-12-03T11:00:00.000Z')
    const { policies } = room.bot.app.core.services
    const [other] = (await room.actor(room.bo)).memberships
    expect((await policies.forTeam(db().reader, other?.teamId ?? '')).closingDays).toEqual([])
  })

  test('no meeting is proposed on them, and one that is typed is told why', async () => {
    await room.lone.says('find en mødedato')
    expect(room.lone.words()).toContain('Flyttet en uge: institutionen har lukket tirsdag 5. januar.')
    expect(JSON.stringify(room.lone.card)).not.toContain('"value":"2027-01-05"')
    await room.lone.presses('Send til teamet', { day0: '2027-01-05' })
    expect(room.lone.words()).toContain('Institutionen har lukket tirsdag 5. januar. Jeg har sat')
  })
})
