import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import type { TestPerson } from '../support/bot.ts'
import { inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

/** What goes on from one meeting to the next (R-AGENDA-3, R-AGENDA-4): no child is lost, and none is held by mistake. */
describe('from one meeting to the next', () => {
  let room: MeetingRoom
  let lone: TestPerson
  beforeEach(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    lone = room.lone
  })
  afterEach(() => room.stop())

  async function sends(verb: string, payload: Record<string, unknown>): Promise<void> {
    const answer = await lone.sends({ v: 1, verb, ...payload })
    if (typeof answer.value !== 'string') lone.card = answer.value
  }
  const goesTo = (item: AgendaItem) => sends('run.item', { itemId: item.id })
  const itemNow = async (item: AgendaItem) => {
    const { services, db } = room.bot.app.core
    const { status, meetingId } = await services.agenda.get(db.reader, item.id)
    return { status, meetingId }
  }
  const cancels = async (meeting: Meeting) => {
    const { services, db } = room.bot.app.core
    const leading = await room.actor(lone)
    await db.write(tx => services.meetings.cancel(tx, meeting, leading, room.bot.clock.now()))
  }
  /** Noah, with consent, on the meeting that has just been started. */
  async function starts(): Promise<AgendaItem> {
    const noah = await room.adds({ child: 'Noah Berg' })
    await room.consents(noah)
    await sends('run.start', { meetingId: room.meeting.id })
    return noah
  }
  const plansJanuary = () => room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')

  describe('while the minutes of a meeting wait for approval', () => {
    test('what was put off goes to the meeting that is planned next, not back onto the one that runs', async () => {
      const noah = await starts()
      await goesTo(noah)
      await lone.presses('Til næste møde', { summary: 'Mor kunne ikke komme; vi venter.' })
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: null })
      const { services, db } = room.bot.app.core
      const { result } = await services.run.entryOf(db.reader, room.meeting, noah)
      expect(result.summary).toBe('Mor kunne ikke komme; vi venter.')
      const january = await plansJanuary()
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: january.id })
      await sends('minutes.approve', { meetingId: room.meeting.id })
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: january.id })
    })

    test('the items of a cancelled meeting wait, or go to the next planned one', async () => {
      await starts()
      const january = await plansJanuary()
      const alma = await room.adds({ child: 'Alma Holst' }, january)
      await cancels(january)
      expect(await itemNow(alma)).toEqual({ status: 'open', meetingId: null })
    })

    test('it is called the next meeting on its day, and no longer afterwards', async () => {
      await starts()
      await plansJanuary()
      await lone.says('dagsorden')
      await lone.presses('Åbn')
      expect(lone.words()).toContain('24. november')
      room.bot.clock.set('2026-11-26T08:00:00Z')
      await lone.says('dagsorden')
      await lone.presses('Åbn')
      expect(lone.words()).toContain('5. januar')
      await lone.says('overblik')
      expect(lone.words()).toContain('Referatet fra mødet tirsdag 24. november er ikke godkendt endnu.')
      expect(lone.words()).toContain('5. januar')
    })
  })

  describe('what was put off with words about it', () => {
    const inJanuary = async (summary: string) => {
      const noah = await starts()
      const january = await plansJanuary()
      await goesTo(noah)
      await lone.presses('Synspunkter', { summary })
      await lone.presses('Gem og fortsæt', { p_psychologist: 'Han har brug for ro.' })
      await lone.presses('Gem og fortsæt', { followUpDay: '2026-12-15' })
      await lone.presses('Til næste møde')
      await sends('minutes.approve', { meetingId: room.meeting.id })
      room.bot.clock.set('2027-01-05T08:00:00Z')
      await sends('run.start', { meetingId: january.id })
      return { noah, january }
    }

    test('does not count as spoken of at the next meeting, also when somebody looked at it there', async () => {
      const { noah, january } = await inJanuary('Mor kunne ikke komme; vi venter.')
      await goesTo(noah)
      expect(inputValues(lone.card).summary).toBe('')
      expect(lone.words()).toContain('Det skrev I på mødet tirsdag den 24. november: ')
      expect(lone.words()).toContain('Mor kunne ikke komme; vi venter.')
      expect(lone.words()).toContain('psykolog: Han har brug for ro.')
      await lone.presses('Alle punkter')
      expect(lone.words()).toContain('I er her')
      await lone.presses('Afslut mødet')
      expect(lone.words()).toContain('Der er ikke skrevet noget.')
      await lone.presses('Godkend referatet')
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: null })
      await sends('minutes.read', { meetingId: january.id })
      expect(lone.words()).not.toContain('Mor kunne ikke komme')
    })

    test('is followed up on the day that was set where it was held, not on the day from before', async () => {
      const { noah, january } = await inJanuary('Vi venter.')
      await goesTo(noah)
      await lone.presses('Gem og fortsæt', { summary: 'Nu har vi talt om det.' })
      await sends('minutes.approve', { meetingId: january.id })
      expect(await itemNow(noah)).toEqual({ status: 'held', meetingId: january.id })
      const march = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
      const { services, db } = room.bot.app.core
      const carried = await services.agenda.ofMeeting(db.reader, march.id)
      expect(carried.filter(item => item.carriedItemId === noah.id)).toEqual([])
    })

    test('keeps the agreements of an item that was moved from the agenda, and assigns them where it is held', async () => {
      const noah = await starts()
      const january = await plansJanuary()
      const { services, db } = room.bot.app.core
      const leading = await room.actor(lone)
      const agreed = { text: 'Ring til børnehaven', ownerId: room.jens.personId, dueDay: '2027-01-20' as Day }
      await db.write(async tx => {
        const running = await services.meetings.get(tx, room.meeting.id)
        await services.run.addAction(tx, running, noah, agreed, leading, room.bot.clock.now())
      })
      await sends('agenda.move', { itemId: noah.id, to: january.id })
      await sends('minutes.approve', { meetingId: room.meeting.id })
      const points = () => services.actionPoints.ofItem(db.reader, noah.id)
      expect(await points()).toMatchObject([{ status: 'draft', text: 'Ring til børnehaven' }])
      room.bot.clock.set('2027-01-05T08:00:00Z')
      await sends('run.start', { meetingId: january.id })
      await sends('minutes.preview', { meetingId: january.id })
      expect(lone.words()).toContain('Der er ikke skrevet noget.')
      await goesTo(noah)
      await lone.presses('Gem og fortsæt', { summary: 'Nu har vi talt om det.' })
      await sends('minutes.approve', { meetingId: january.id })
      // Whoever approves has said yes to what is their own.
      expect((await points()).map(({ kind, status }) => [kind, status])).toEqual([
        ['parentTalk', 'accepted'],
        ['task', 'assigned'],
      ])
    })
  })

  test('an action point that is done leaves the agenda with the meeting that did not speak of it', async () => {
    const noah = await room.adds({ child: 'Noah Berg' })
    await room.consents(noah)
    const agreed = { owner: room.mette, due: '2026-12-08' }
    const [calls, asks] = await room.holds(noah, [
      { ...agreed, text: 'Ring til børnehaven' },
      { ...agreed, text: 'Spørg sundhedsplejersken' },
    ])
    const january = await plansJanuary()
    const { services, db } = room.bot.app.core
    const onAgenda = async (meeting: Meeting) =>
      (await services.agenda.ofMeeting(db.reader, meeting.id)).map(item => item.carriedActionPointId)
    expect((await onAgenda(january)).toSorted()).toEqual([calls?.id, asks?.id].toSorted())
    const by = { actor: await room.actor(room.mette), coordinator: false }
    if (calls)
      await db.write(tx => services.actionPoints.move(tx, calls, 'done', {}, by, room.bot.clock.now()))
    room.bot.clock.set('2027-01-05T08:00:00Z')
    await sends('run.start', { meetingId: january.id })
    await sends('minutes.approve', { meetingId: january.id })
    const march = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
    expect(await onAgenda(march)).toEqual([asks?.id])
  })

  test('whoever fills in the form of a carried item that was deleted is asked again when it is put back', async () => {
    const noah = await room.adds({ child: 'Noah Berg' })
    await room.consents(noah)
    await room.holds(noah, [{ text: 'Ring til børnehaven', owner: room.mette, due: '2026-12-08' }])
    const january = await plansJanuary()
    const { services, db } = room.bot.app.core
    const [carried] = await services.agenda.ofMeeting(db.reader, january.id)
    if (!carried) throw new Error('nothing was carried')
    const where = { kind: 'form.ask', subjectId: carried.id, status: 'sent' }
    const asked = () => clientOf(db.reader).delivery.count({ where })
    await sends('agenda.plan', { itemId: carried.id })
    await lone.presses('Gem', { formFillerId: room.ida.personId })
    await room.bot.passTo('2026-12-28T12:00:00Z')
    expect(await asked()).toBe(1)
    await sends('agenda.delete', { itemId: carried.id })
    const between = await room.plan('2026-12-30T08:00:00Z', '2026-12-30T10:00:00Z')
    expect(await services.agenda.ofMeeting(db.reader, between.id)).toHaveLength(1)
    await cancels(between)
    expect(await itemNow(carried)).toEqual({ status: 'open', meetingId: january.id })
    await room.bot.app.engine.runDue()
    expect(await asked()).toBe(2)
  })

  describe('a meeting that nobody has started', () => {
    test('keeps its children until the next meeting’s deadline, and no longer', async () => {
      const noah = await room.adds({ child: 'Noah Berg' })
      const january = await plansJanuary()
      await room.bot.passTo('2026-12-28T12:00:00Z')
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: room.meeting.id })
      await room.bot.passTo('2027-01-04T12:00:00Z')
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: january.id })
    })

    test('gives them to a meeting that is planned two weeks later, in time for their forms', async () => {
      const noah = await room.adds({ child: 'Noah Berg' })
      room.bot.clock.set('2026-12-07T08:00:00Z')
      const early = await room.plan('2027-02-02T08:00:00Z', '2027-02-02T10:00:00Z')
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: room.meeting.id })
      await cancels(early)
      room.bot.clock.set('2026-12-09T08:00:00Z')
      const january = await plansJanuary()
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: january.id })
    })

    test('gives a carried item on with its form, and never as a second one beside it', async () => {
      const noah = await room.adds({ child: 'Noah Berg' })
      await room.consents(noah)
      const agreed = { text: 'Ring til børnehaven', owner: room.mette, due: '2026-12-08' }
      const [point] = await room.holds(noah, [agreed])
      const january = await plansJanuary()
      const { services, db } = room.bot.app.core
      const [carried] = await services.agenda.ofMeeting(db.reader, january.id)
      if (!point || !carried) throw new Error('nothing was carried')
      await sends('agenda.plan', { itemId: carried.id })
      await lone.presses('Gem', { formFillerId: room.jens.personId })
      await room.jens.sends({ v: 1, verb: 'form.begin', itemId: carried.id, suspicion: 'no' })
      room.bot.clock.set('2027-01-06T08:00:00Z')
      const march = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
      expect(await services.agenda.ofMeeting(db.reader, march.id)).toEqual([])
      await room.bot.passTo('2027-02-26T12:00:00Z')
      const there = await services.agenda.ofMeeting(db.reader, march.id)
      expect(there.map(item => item.id)).toEqual([carried.id])
      const [onwards = carried] = there
      expect(await services.preparation.stateOf(db.reader, onwards)).toBe('draft')
    })

    test('gives them at once to a meeting whose deadline has passed when it is planned', async () => {
      const noah = await room.adds({ child: 'Noah Berg' })
      room.bot.clock.set('2026-11-25T08:00:00Z')
      const soon = await room.plan('2026-11-26T08:00:00Z', '2026-11-26T10:00:00Z')
      expect(await itemNow(noah)).toEqual({ status: 'open', meetingId: soon.id })
    })
  })

  /** Minutes that nobody approves keep a meeting running for ever: what it carried goes on all the same. */
  describe('a meeting whose minutes are never approved', () => {
    /** Agreed in November, carried to January, where the meeting is started and its minutes are left lying. */
    async function carriedToJanuary() {
      const item = await room.adds({})
      const agreed = [{ text: 'Ring til børnehaven', owner: room.jens, due: '2026-12-01' }]
      const [point] = await room.holds(item, agreed)
      const january = await plansJanuary()
      room.bot.clock.set('2027-01-05T08:00:00Z')
      await sends('run.start', { meetingId: january.id })
      return { point, january }
    }
    const itemsFor = async (meeting: Meeting, pointId: string | undefined) => {
      const { services, db } = room.bot.app.core
      const items = await services.agenda.ofMeeting(db.reader, meeting.id)
      return items.filter(one => one.carriedActionPointId === pointId).map(one => one.status)
    }

    test('keeps what it carried for two weeks, and then it stands on the next agenda as well', async () => {
      const { point, january } = await carriedToJanuary()
      const soon = await room.plan('2027-01-18T08:00:00Z', '2027-01-18T10:00:00Z')
      expect(await itemsFor(soon, point?.id)).toEqual([])
      room.bot.clock.set('2027-01-25T08:00:00Z')
      const march = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
      expect(await itemsFor(march, point?.id)).toEqual(['open'])
      expect(await itemsFor(january, point?.id)).toEqual(['open'])
    })

    test('gives it on once when they are approved after all', async () => {
      const { point, january } = await carriedToJanuary()
      room.bot.clock.set('2027-01-25T08:00:00Z')
      const march = await room.plan('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z')
      await sends('minutes.approve', { meetingId: january.id })
      expect(await itemsFor(march, point?.id)).toEqual(['open'])
      expect(await itemsFor(january, point?.id)).toEqual([])
    })
  })
})
