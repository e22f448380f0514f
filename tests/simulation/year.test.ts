import { beforeAll, describe, expect, test } from 'vitest'
import { simulate, type Year } from './simulate.ts'
import { wrongs } from './witness.ts'

/**
 * A year of a municipality, both changes of the clock in it: the real services, rules, store and engine, with people
 * who ask, answer, move, cancel, are away, come and go, block the bot and come back, and a bot that is down for a day
 * and for a week. They hold their meetings item by item, approve the minutes soon, late or never, and accept, do, give
 * back, pass on, drop or forget what they agreed. From December on nothing new is agreed, and the year lasts until the
 * end of January: by then every action point has ended, or has used up its ladder and stands on the next agenda, which
 * a team without a date is given then. Chance has a seed: the same one makes the same year. Another year, or a whole municipality:
 * `npm run simulate -- --seed 7 --teams 200`, or `SIMULATION_SEED=7 SIMULATION_TEAMS=50` before the tests.
 *
 * What is wrong is found beside the product: in what reached people, and in the rows, with days and clocks counted out
 * by hand. People who are needed for nothing may be in two places: whoever is taken counts as a no when a date is fixed,
 * which is no double booking while everybody who is required, or somebody of their role, can come.
 *
 * Each was seen to fail, with the product changed like this:
 * - double booking: a member's other meetings are no hindrance
 * - told twice: a date that was found is queued under two keys
 * - two digests in a day: a digest is queued under two keys
 * - old date, not told: times are written in UTC
 * - reminded in vain: an answer ends no reminder, and the line does not ask whether there is one
 * - outside hours: a digest leaves on any day
 * - form late: a move does not plan the distribution anew; the distribution runs a day later
 * - not reminded: the reminder halfway is left out
 * - team without a date: twice the cadence is proposed
 * - zone: summer time is ignored
 * - stuck: nothing wakes what waited for somebody who blocked the bot
 * - nudged in vain: an action point that is done keeps its ladder, and the line does not ask whether it is open
 * - not nudged: one rung is left out
 * - too often: the ladder has three rungs more
 * - not their turn: a weekly reader's digest leaves on any day; the hour that was chosen, or that none is wanted, counts
 *   for nothing
 * - told twice: a message about an action point is queued under two keys; a digest names a thing for each of its reminders
 * - not told: whoever is asked to take over hears nothing
 * - carried twice: what stands on the agenda already is carried once more, without the unique index
 * - lost: what was spoken of and is not finished does not come again; no ladder ends with its leader; a meeting whose
 *   minutes are never approved keeps what it carried (so it was, and the year found it)
 * - history: that a handover was refused is not written down
 */
const seed = Number(process.env.SIMULATION_SEED ?? 1)
const teams = Number(process.env.SIMULATION_TEAMS ?? 8)

let year: Year
beforeAll(async () => {
  year = await simulate({ seed, teams, year: 2026 })
})

describe(`a year of ${teams} teams, seed ${seed}`, () => {
  test.each(wrongs)('no: %s', wrong => {
    expect(year.witness.complaints.get(wrong) ?? []).toEqual([])
  })

  /** A year in which nothing happened would have nothing wrong in it. */
  test.each([
    'meetings held',
    'meetings moved',
    'meetings cancelled',
    'next meetings taken up',
    'half-years laid out',
    'dates fixed by the bot',
    'absences',
    'absences taken back',
    'members replaced',
    'people who blocked the bot',
    'news of a date',
    'distributions',
    'forms received in time',
    'reminders of a poll that were due',
    'reminders of a form',
    'answers recorded for somebody',
    'minutes approved late',
    'minutes never approved',
    'meetings that nobody started',
    'meetings ended early',
    'items left untouched',
    'items put off at the meeting',
    'items withheld at the meeting',
    'agreements read from a line',
    'carried items deleted',
    'carried items put off',
    'carried on, at a meeting',
    'follow-ups due',
    'people who left the municipality',
    'weekly readers',
    'people who chose an hour',
    'people who want no digests',
    'people who want digests again',
    'digests to weekly readers',
    'news of an action point',
    'points: talks with parents',
    'points: accept',
    'points: decline',
    'points: declined, left lying',
    'points: handOver',
    'points: handed over to somebody away',
    'points: takeOver',
    'points: refuse',
    'points: offers never answered',
    'points: reassign',
    'points: another day',
    'points: done in time',
    'points: done late',
    'points: drop',
    'points: postpone',
    'points: askDay',
    'points: grantDay',
    'points: denyDay',
    'points: escalated',
    'points: escalated, left lying',
    'points: nudges that were due',
    'points: nudges after downtime',
    'points: ended',
    'points: on an agenda',
    'points whose owner left',
  ])('there were: %s', what => {
    expect(year.chronicle.counts.get(what) ?? 0).toBeGreaterThan(0)
  })

  test('every team met at least three times', () => {
    expect(year.chronicle.counts.get('meetings held')).toBeGreaterThanOrEqual(3 * teams)
  })
})
