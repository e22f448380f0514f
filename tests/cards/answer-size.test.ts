import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { pollCard, type Section } from '../../src/features/polls/answer/cards.ts'
import { cardRoom } from '../../src/features/polls/answer/model.ts'
import { mostSlots } from '../../src/features/polls/drafting/model.ts'
import type { PollView } from '../../src/features/polls/service.ts'
import type { Team } from '../../src/features/teams/model.ts'
import { asSent } from '../support/card-rules.ts'
import { largestCard, sizeOf } from '../support/cards.ts'

const long = 'Å'.repeat(80)
const hour = (day: number, at: number) => new Date(Date.UTC(2026, 8, 1 + day, at))

/** A poll with the longest of everything: each slot promised to a team with a long name, and a remark that costs most. */
function fullest(count: number): Section {
  const id = randomUUID()
  const slots = Array.from({ length: count }, (_, day) => ({
    ...{ id: randomUUID(), pollId: id, startAt: hour(day, 8), endAt: hour(day, 10) },
  }))
  const team = { id, name: long, place: long, lengthMinutes: 135 } as Team
  const promised = {
    why: 'promised',
    teamId: id,
    startAt: hour(0, 7),
    endAt: hour(0, 9),
    travel: true,
  } as const
  const poll = { id, deadlineAt: hour(0, 10) } as PollView['poll']
  return {
    view: {
      poll,
      team,
      slots,
      ahead: slots,
      answers: [],
      voters: [],
      hindered: [],
      silent: [],
      ranked: [],
    } as PollView,
    chosen: new Map(slots.map(slot => [slot.id, 'ifNeeded' as const])),
    taken: new Map(slots.map(slot => [slot.id, promised])),
    comment: '"\n'.repeat(250),
    recordedByOther: true,
  }
}

test.each([
  ['as many polls as one card has room for', Array(cardRoom.polls).fill(cardRoom.slots / cardRoom.polls)],
  ['the longest poll', [mostSlots]],
])('%s, with the longest of everything, can be sent', (_, counts: number[]) => {
  const showing = { lang: 'da', zone: 'Europe/Copenhagen', nameOf: () => long, reached: () => true } as never
  const frame = { now: hour(0, 8), left: 9, saved: long, problem: long, teamName: () => long }
  expect(sizeOf(asSent(pollCard(counts.map(fullest), frame, showing)))).toBeLessThan(largestCard)
})
