import { afterEach, describe, expect, test } from 'vitest'
import { startTestBot, type TestBot } from '../support/bot.ts'
import { answersPoll, decides } from '../support/poll.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'

let bot: TestBot
let s: Solsikken
afterEach(() => bot.stop())

/** The worked examples of section 5: what is sent in, what stands in the row, and what people read. */
const EXAMPLES = [
  {
    meeting: { day: '2026-11-24', time: '09:00', reads: 'tirsdag den 24. november 2026 kl. 9.00' },
    otherDay: '2026-11-26',
    calendar: { at: '2026-11-20T12:00:00+01:00', reads: 'fredag 20. november kl. 12.00' },
    working: { at: '2026-11-19T12:00:00+01:00', reads: 'torsdag 19. november kl. 12.00' },
  },
  {
    meeting: { day: '2027-03-30', time: '09:00', reads: 'tirsdag den 30. marts 2027 kl. 9.00' },
    otherDay: '2027-04-01',
    calendar: { at: '2027-03-24T12:00:00+01:00', reads: 'onsdag 24. marts kl. 12.00' },
    working: { at: '2027-03-22T12:00:00+01:00', reads: 'mandag 22. marts kl. 12.00' },
  },
  {
    meeting: { day: '2027-01-04', time: '13:00', reads: 'mandag den 4. januar 2027 kl. 13.00' },
    otherDay: '2027-01-06',
    calendar: { at: '2026-12-30T12:00:00+01:00', reads: 'onsdag 30. december kl. 12.00' },
    working: { at: '2026-12-28T12:00:00+01:00', reads: 'mandag 28. december kl. 12.00' },
  },
  {
    meeting: { day: '2027-03-31', time: '09:00', reads: 'onsdag den 31. marts 2027 kl. 9.00' },
    otherDay: '2027-04-02',
    calendar: { at: '2027-03-24T12:00:00+01:00', reads: 'onsdag 24. marts kl. 12.00' },
    working: { at: '2027-03-23T12:00:00+01:00', reads: 'tirsdag 23. marts kl. 12.00' },
  },
] as const

/** The team is asked about the example's date and another; everybody can come to the first alone. */
async function finds({ meeting, otherDay }: (typeof EXAMPLES)[number]): Promise<void> {
  await s.lone.says('hej')
  await s.lone.presses('Find en mødedato')
  const kept = Object.fromEntries([2, 3, 4, 5, 6].map(row => [`keep${row}`, 'false']))
  await s.lone.presses('Send til teamet', {
    ...kept,
    ...{ keep0: 'true', day0: meeting.day, time0: meeting.time },
    ...{ keep1: 'true', day1: otherDay, time1: meeting.time },
  })
  for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) {
    let asked = 0
    await answersPoll(person, () => (asked++ === 0 ? 'yes' : 'no'))
    expect(asked).toBe(2)
  }
  await s.lone.finds('Vælg den bedste tid')
  await s.lone.presses('Vælg den bedste tid')
}

describe('a meeting confirmed at each of section 5’s dates has that deadline, in its row and on the cards', () => {
  for (const example of EXAMPLES) {
    test.each(['calendar', 'working'] as const)(`${example.meeting.reads}, in %s days`, async leadMode => {
      const { day, time, reads } = example.meeting
      bot = await startTestBot({
        now: new Date(Date.parse(`${day}T09:00:00Z`) - 40 * 86_400_000).toISOString(),
      })
      s = await startSolsikken(bot)
      const { db, services } = bot.app.core
      await decides(bot, 'leadMode', leadMode)
      await finds(example)

      const [meeting] = await services.meetings.ofTeam(db.reader, s.team.id)
      expect(meeting?.dueAt.toISOString()).toBe(new Date(example[leadMode].at).toISOString())
      expect(s.lone.words()).toContain(`Mødet er ${reads}`)
      expect(s.lone.words()).toContain(`Skemaerne skal være klar ${example[leadMode].reads}.`)
      await s.mette.finds('Datoen er fundet')
      expect(s.mette.words()).toContain(`Mødet er ${reads}`)
      expect(s.mette.words()).toContain(`Skemaerne skal være klar ${example[leadMode].reads}.`)
      expect(`${day} ${time}`).toBe(
        new Intl.DateTimeFormat('sv-SE', {
          timeZone: 'Europe/Copenhagen',
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(meeting?.startAt),
      )
    })
  }
})
