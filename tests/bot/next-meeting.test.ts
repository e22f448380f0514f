import { beforeEach, describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { reportsAbsence } from '../support/absence.ts'
import type { TestBot, TestPerson } from '../support/bot.ts'
import { buttonData, buttonTitles, headingOf, wordsOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { cancelsMeeting, movesMeeting, plansMeeting } from '../support/meetings.ts'
import { openPollOf } from '../support/poll.ts'
import { asLeader } from '../support/team.ts'

const { bot, s } = freshSolsikken('2026-08-17T08:00:00Z')
let meeting: Meeting
/** Tuesday 1 September 2026 9.00–11.00: six weeks later is the autumn holiday. */
beforeEach(async () => {
  meeting = await plansMeeting(bot, s.team, '2026-09-01T07:00:00Z')
})

const services = () => bot.app.core.services
const write: TestBot['app']['core']['db']['write'] = work => bot.app.core.db.write(work)

const heading = 'Hvornår mødes I næste gang?'
const proposals = (person: TestPerson) => person.inbox().filter(({ card }) => headingOf(card) === heading)
const lines = (person: TestPerson) =>
  person.inbox().filter(({ card }) => wordsOf(card).includes('Ingen næste mødedato'))
const theDayAfter = '2026-09-02T07:00:00Z'

describe('the next meeting is proposed by itself (R-POLL-8)', () => {
  test('the next working day at half past eight, once, with the shift explained; one click asks the team', async () => {
    await bot.passTo('2026-09-02T06:29:59Z')
    expect(proposals(s.lone)).toHaveLength(0)
    await bot.passTo(theDayAfter)
    expect(proposals(s.lone)).toHaveLength(1)
    expect(proposals(s.mette)).toHaveLength(0)
    await s.lone.finds(heading)
    expect(s.lone.words()).toContain('Efter jeres rytme er det om 6 uger, i uge 42.')
    expect(s.lone.words()).toContain('Flyttet en uge: uge 42 er efterårsferie.')
    expect(s.lone.words()).toContain('Tirsdag 20. oktober kl. 9.00')
    await s.lone.presses('Spørg teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt.')
    await s.mette.finds('Hvornår kan du?')
    expect(s.mette.words()).toContain('tirsdag 20. oktober kl. 9.00')
  })

  test('pressed twice, or when somebody else has asked meanwhile, the team is asked once', async () => {
    await bot.passTo(theDayAfter)
    const posted = await s.lone.finds(heading)
    await s.lone.presses('Spørg teamet', {}, posted)
    await s.lone.presses('Spørg teamet', {}, posted)
    await s.lone.sends({ ...buttonData(posted, 'Spørg teamet'), n: 'another press' }).then(answer => {
      expect(answer.words).toContain('I er ved at finde en dato')
    })
    expect(await services().polls.open(bot.app.core.db.reader, [s.team.id])).toHaveLength(1)
  })

  test('weeks later, when the times are past or gone: fresh ones, and nothing is sent before the next click', async () => {
    await bot.passTo(theDayAfter)
    const posted = await s.lone.finds(heading)
    await bot.passTo('2026-10-19T07:00:00Z')
    await s.lone.presses('Spørg teamet', {}, posted)
    expect(s.lone.words()).toContain('De foreslåede tider kan ikke længere bruges.')
    expect(s.lone.words()).not.toContain('20. oktober')
    expect(await services().polls.open(bot.app.core.db.reader, [s.team.id])).toHaveLength(0)
    await s.lone.presses('Spørg teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt.')
  })

  test('a time that a required colleague has given away since is not asked about', async () => {
    await bot.passTo(theDayAfter)
    const posted = await s.lone.finds(heading)
    await reportsAbsence(s.sara, '2026-10-20')
    await s.lone.presses('Spørg teamet', {}, posted)
    expect(s.lone.words()).toContain('De foreslåede tider kan ikke længere bruges.')
    expect(s.lone.words()).toContain('Sara Lind er væk')
  })

  test('approved in working hours: at once; approved later, it comes no second time', async () => {
    await bot.passTo('2026-09-01T09:30:00Z')
    await write(tx => services().meetings.setStatus(tx, meeting.id, 'held', bot.clock.now()))
    await bot.app.engine.runDue()
    expect(proposals(s.lone)).toHaveLength(1)
    await bot.passTo('2026-09-04T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
  })

  test('begun a day late, so that it went on when the moment came: proposed when it is over', async () => {
    await bot.passTo('2026-09-02T06:00:00Z')
    await write(tx => services().meetings.setStatus(tx, meeting.id, 'running', bot.clock.now()))
    await bot.passTo('2026-09-02T09:30:00Z')
    expect(proposals(s.lone)).toHaveLength(0)
    await write(tx => services().meetings.setStatus(tx, meeting.id, 'held', bot.clock.now()))
    await bot.app.engine.runDue()
    expect(proposals(s.lone)).toHaveLength(1)
  })

  test('the rhythm is said of its own day, not of the first time that is left', async () => {
    await bot.passTo(theDayAfter)
    await reportsAbsence(s.sara, '2026-10-12', '2026-10-30')
    const data = buttonData(await s.lone.finds(heading), 'Ret tiderne først')
    const opened = async (now: string) => {
      bot.clock.set(now)
      return (await s.lone.sends({ ...data, verb: 'next.open', n: now })).words
    }
    expect(await opened('2026-09-02T08:00:00Z')).toContain('Efter jeres rytme er det om 6 uger, i uge 42.')
    const tooSoon = await opened('2026-10-05T08:00:00Z')
    expect(tooSoon).toContain('13. oktober ville passe med jeres rytme')
    expect(tooSoon).not.toContain('Efter jeres rytme')
    const late = await opened('2026-11-05T08:00:00Z')
    expect(late).toContain('Jeg foreslår:')
    expect(late).not.toContain('Efter jeres rytme')
  })

  test('a meeting that runs: only when it is over; its minutes are not waited for', async () => {
    await bot.passTo('2026-09-01T07:05:00Z')
    await write(tx => services().meetings.setStatus(tx, meeting.id, 'running', bot.clock.now()))
    await bot.passTo('2026-09-01T08:59:00Z')
    expect(proposals(s.lone)).toHaveLength(0)
    await bot.passTo(theDayAfter)
    expect(proposals(s.lone)).toHaveLength(1)
    await write(tx => services().meetings.setStatus(tx, meeting.id, 'held', bot.clock.now()))
    await bot.passTo('2026-09-03T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
  })

  test('another meeting ahead, or an open poll: nothing', async () => {
    await plansMeeting(bot, s.team, '2026-09-15T07:00:00Z')
    await bot.passTo('2026-09-14T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(0)
    await s.lone.says('find en mødedato')
    await s.lone.presses('Send til teamet')
    await bot.passTo('2026-09-17T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(0)
    expect(lines(s.lone)).toHaveLength(0)
  })

  test('moved: after the new date; cancelled: the next working day, and not again after the old date', async () => {
    await movesMeeting(bot, meeting, '2026-09-08T07:00:00Z')
    await bot.passTo('2026-09-04T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(0)
    await cancelsMeeting(bot, meeting)
    expect(proposals(s.lone)).toHaveLength(0)
    await bot.passTo('2026-09-07T07:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
    await bot.passTo('2026-09-09T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
  })

  test('after weeks of downtime: one message, in working hours, and one line, not a burst (R-ACT-5)', async () => {
    bot.clock.set('2026-10-03T22:00:00Z')
    await bot.app.engine.runDue()
    expect(proposals(s.lone)).toHaveLength(0)
    await bot.passTo('2026-10-05T07:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
    expect(lines(s.lone)).toHaveLength(1)
    await bot.passTo('2026-10-30T09:00:00Z')
    expect(proposals(s.lone)).toHaveLength(1)
    expect(lines(s.lone)).toHaveLength(1)
  })
})

describe('reminders that there is no next meeting', () => {
  test('every third working day in the digest, five times; they end with a poll', async () => {
    await bot.passTo('2026-09-07T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
    await s.lone.finds('Ingen næste mødedato')
    await s.lone.presses('Se forslag')
    expect(headingOf(s.lone.card)).toBe(heading)
    await s.lone.presses('Spørg teamet')
    await bot.passTo('2026-10-12T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
  })

  test('a poll that is given up begins them anew: without it nothing leads to a date', async () => {
    await bot.passTo(theDayAfter)
    await s.lone.finds(heading)
    await s.lone.presses('Spørg teamet')
    await bot.passTo('2026-10-06T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(0)
    const poll = await openPollOf(bot, s.team)
    await asLeader(bot, s.team, (tx, lone) => services().polls.cancel(tx, lone, poll, bot.clock.now()))
    await bot.passTo('2026-12-01T09:00:00Z')
    expect(lines(s.lone)).toHaveLength(5)
    expect(proposals(s.lone)).toHaveLength(1)
  })

  test('bounded, and forgotten when a meeting is planned', async () => {
    await bot.passTo('2026-09-11T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(2)
    await plansMeeting(bot, s.team, '2026-12-01T08:00:00Z')
    await bot.passTo('2026-12-01T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(2)
    await bot.passTo('2027-03-01T09:00:00Z')
    expect(lines(s.lone)).toHaveLength(2 + 5)
    expect(proposals(s.lone)).toHaveLength(2)
  })

  test('stopped: remembered, shown with what follows from it, and over when a meeting is planned', async () => {
    await bot.passTo(theDayAfter)
    await s.lone.finds(heading)
    await s.lone.presses('Mind mig ikke om det')
    expect(s.lone.words()).toContain('kommer ikke på en dagsorden, før der er en')
    await bot.passTo('2026-10-05T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(0)
    await s.lone.says('overblik')
    expect(s.lone.words()).toContain('du har bedt mig om ikke at minde dig om det')
    await plansMeeting(bot, s.team, '2026-10-20T07:00:00Z')
    await bot.passTo('2026-10-21T07:00:00Z')
    expect(proposals(s.lone)).toHaveLength(2)
  })

  test('and taken back: the times are shown, and the reminders go on', async () => {
    await bot.passTo(theDayAfter)
    await s.lone.finds(heading)
    await s.lone.presses('Mind mig ikke om det')
    await s.lone.presses('Mind mig igen')
    expect(s.lone.words()).toContain('Jeg minder dig om det igen.')
    expect(buttonTitles(s.lone.card)).toContain('Spørg teamet')
    await bot.passTo('2026-09-07T07:00:00Z')
    expect(lines(s.lone)).toHaveLength(1)
    await s.lone.says('mine opgaver')
    expect(s.lone.words()).toContain('Ingen næste mødedato')
  })

  test('a coordinator who was replaced: the new one is told and reminded, the other is not', async () => {
    await bot.passTo(theDayAfter)
    const posted = await s.lone.finds(heading)
    const { db } = bot.app.core
    const lead = (personId: string, coordinator: boolean) =>
      db.write(tx =>
        clientOf(tx).teamMember.update({
          where: { teamId_personId: { teamId: s.team.id, personId } },
          data: { coordinator },
        }),
      )
    await lead(s.lone.personId, false)
    await lead(s.mette.personId, true)
    const { teamListener } = services().nextMeetings
    await asLeader(bot, s.team, async (tx, mette) =>
      teamListener.circleChanged?.(tx, s.team.id, mette, bot.clock.now()),
    )
    await bot.passTo('2026-09-07T07:00:00Z')
    expect(proposals(s.mette)).toHaveLength(1)
    expect(lines(s.mette)).toHaveLength(1)
    expect(lines(s.lone)).toHaveLength(0)
    const refused = await s.lone.sends({ ...buttonData(posted, 'Spørg teamet'), n: 'no longer' })
    expect(refused.words).toContain('Det findes ikke længere')
  })
})
