import type { answering as da } from '../da/answering.ts'

export const answering: typeof da = {
  entry: 'Answer the meeting poll',
  ownEntry: 'See or change your answer',
  teams: count => `${count} teams`,
  heading: 'When can you come?',
  headingOf: name => `When can ${name} come?`,
  teamsAsk: count => `${count} teams ask`,
  facts: (length, place, deadline) => [length, place, deadline].filter(Boolean).join(' · '),
  answerBy: deadline => `answer by ${deadline}`,
  deadlineWas: deadline => `the deadline was ${deadline}`,
  missing: 'Choose an answer.',
  problemMissing: 'Answer every time. What you chose is still here.',
  problemCrossed: 'The times were changed meanwhile. What you answered is saved. Answer the new ones too.',
  comment: 'Remark to the coordinator, not about children (optional)',
  commentOf: 'Remark, not about children (optional)',
  remarkNames: 'Write the remark without children’s names.',
  send: 'Send answer',
  others: 'Show the next ones',
  next: deadline => `Answer by ${deadline}. You can change your answer until then.`,
  nextLate: deadline =>
    `The deadline was ${deadline}. You can still answer until the date is fixed, but the coordinator sees that it came late.`,
  nextOf: (name, deadline) => `${name} can change the answer until ${deadline}.`,
  nextOfLate: 'The deadline has passed. You can change the answer until the date is fixed.',
  nextAll: 'You can change your answers until the deadline has passed.',
  left: count => (count === 1 ? 'One more team asks after this.' : `${count} more teams ask after this.`),
  summary: (team, deadline) => `${team}: when can you come? Answer by ${deadline}`,
  summaryLate: team => `${team}: when can you come? Answer as soon as you can`,
  onBehalf: name => `You are answering for ${name}. I note that it was you.`,

  hours: (from, to) => `at ${from}–${to}`,
  takenMeeting: (team, hours, travel) =>
    travel
      ? `You have a meeting of ${team} ${hours}, and getting there takes time.`
      : `You have a meeting of ${team} ${hours}.`,
  takenPromised: (team, hours, travel) =>
    travel
      ? `You have said you can come to ${team} ${hours}, and getting there takes time.`
      : `You have said you can come to ${team} at that time.`,
  takenCalendar: 'Busy in your calendar.',
  takenAway: 'You are away.',
  otherBusy: 'Busy.',
  otherAway: 'Away.',

  savedHeading: teams => (teams === 1 ? 'Your answer is saved' : 'Your answers are saved'),
  savedOtherHeading: 'The answer is saved',
  savedOtherNext: name => `I have noted that you answered for ${name}.`,
  savedNext: 'Thank you. I will tell you when the date is fixed.',
  savedAllNext: 'Thank you. I will tell you when the dates are fixed.',
  savedLateNext:
    'Thank you. The deadline had passed, so the coordinator sees that your answer came later. It counts all the same.',
  savedTeams: teams => `Saved: ${teams}.`,
  recordedForYou: 'The coordinator has answered for you. Change it if it is not right.',
  edit: 'Change answer',
  row: (date, answer, passed) => `${date}: ${answer}${passed ? ' · past' : ''}`,
  countsAsNo:
    'If you have another meeting at that time, your answer counts as “Cannot” until that meeting is moved or cancelled.',
  countsAsNoFor: name =>
    `If ${name} is busy at that time, the answer counts as “Cannot” for as long as that is so.`,
  slotOf: (date, teams) => `${date} (${teams})`,
  collide: (slots, count) => `${slots}: you cannot be in time for ${count === 2 ? 'both' : 'all of them'}.`,
  collideNext: 'That is fine: once one meeting is fixed, you count as busy for the other.',

  lockedHeading: 'The deadline has passed',
  locked: (deadline, coordinator) =>
    `The deadline was ${deadline}, so the answer stays as it is. If it has to change, tell ${coordinator}, who can record it for you.`,
  wished: (date, answer) => `Not changed: ${date} to “${answer}”.`,
  unsentRemark: remark => `Not sent: “${remark}”`,
  overHeading: count => (count === 1 ? 'The poll is over' : 'The polls are over'),
  passedHeading: 'The times have passed',
  overPast: team => `${team}: the times in the poll have passed.`,
  overNext: 'I will tell you when there is news about the meetings.',
  overConfirmed: (team, date) => `${team}: the date is fixed, ${date}.`,
  overCancelled: team => `${team}: the poll is stopped.`,
  overMeetingCancelled: team => `${team}: the meeting is cancelled.`,

  digestLine: (team, days) => `${days} · answer the meeting poll (${team})`,
  digestButton: 'Answer',
}
