import type { polls as da } from '../da/polls.ts'

export const polls: typeof da = {
  findDate: 'Find a meeting date',
  answerEntry: 'Answer the meeting poll',
  statusEntry: 'See the answers',
  facts: (team, length, place) => [team, length, place].filter(Boolean).join(' · '),

  draftHeading: 'Which times should the team answer?',
  draftNext:
    'When you send, everybody in the team gets a card to answer on. Only those who are missing are reminded.',
  moreHeading: 'Which times do you want to add?',
  moreNext: 'The answers already given stay. Everybody is asked about the new times only.',
  row: (weekday, week) => `${weekday} in ${week}`,
  rowUnreadable: number => `Time ${number}`,
  keep: 'Ask about it',
  own: 'Your own time',
  day: 'Date',
  time: 'Time',
  deadline: 'Answer by (12 noon)',
  send: 'Send to the team',
  without: names => `Without ${names}, who cannot come`,
  skippedWeek: (week, holiday) => `Week ${week} is skipped: ${holiday}.`,
  skippedTooSoon: date => `${date} would fit your rhythm, but answers and forms would not be in on time.`,
  skippedDay: (date, why) => `${date} is skipped: ${why}.`,
  schoolHoliday: week =>
    week === 7
      ? 'winter holiday'
      : week === 42
        ? 'autumn holiday'
        : week === 29 || week === 30
          ? 'summer holiday'
          : 'school holiday',
  closed: 'the institution is closed',
  weekend: 'weekend',
  away: names => `away: ${names}`,
  busy: names => `not available: ${names}`,
  noProposals: 'I found no times that fit the team’s calendar. Write your own.',

  problemNone: 'Choose at least one time.',
  problemClash: {
    duplicate: 'That time is there twice.',
    overlap: 'That time overlaps another.',
    taken: 'That time has been asked about already.',
  },
  nearest: date => `The nearest possible time is ${date}.`,
  problemUnreadable: 'Choose a date and a time.',
  problemPast: 'That time has passed.',
  problemTooFar: 'That is more than a year ahead. Choose an earlier date.',
  problemHoliday: name => `That day is ${name}.`,
  problemWeekend: 'That day is in a weekend.',
  problemClosed: 'The institution is closed that day.',
  problemHours: 'The meeting must be between 7.00 and 18.00.',
  problemDeadline: {
    unreadable: 'Choose a date.',
    past: 'The deadline has passed.',
    afterFirstSlot: 'The deadline must come before the first time.',
  },
  noDeadline: 'There is no working day before the first time. Choose later times.',
  tooMany: most =>
    `A poll can ask about ${most} times at most. Choose one of them, or stop the poll and start a new one.`,
  alreadyOpenHeading: 'You are already finding a date',
  alreadyOpen:
    'The team has been asked about meeting times already. See the answers and choose a time, or ask about more times. You can also stop the poll and start a new one.',
  sentHeading: 'The times are sent',
  sent: (count, deadline) =>
    `${count === 1 ? 'One person' : `${count} people`} in the team ${count === 1 ? 'is' : 'are'} asked. The deadline is ${deadline}, and you are told when everybody has answered.`,

  pollHeading: 'When can you come?',
  answers: { yes: 'Can', ifNeeded: 'If necessary', no: 'Cannot' },
  answerMissing: 'Choose an answer.',
  answersMissing: 'Answer every time. What you chose is still here.',
  comment: 'Remark to the coordinator, not about children (optional)',
  sendAnswer: 'Send answer',
  pollNext: deadline => `Answer by ${deadline}. You can change your answer until the date is fixed.`,
  pollSummary: team => `${team}: when can you come?`,
  onBehalf: name => `You are answering for ${name}. This is noted.`,
  savedHeading: 'Your answer is saved',
  savedOtherHeading: 'The answer is saved',
  savedNext: 'Thank you. You are told when the date is fixed.',
  recordedForYou: 'The coordinator has answered for you. Change it if it is not right.',
  edit: 'Change answer',
  answerRow: (date, answer) => `${date}: ${answer}`,

  resultHeading: 'Answers to the poll',
  resultDeadline: 'The deadline has passed.',
  resultSummary: team => `${team}: see the answers to the poll`,
  resultOpen: 'See answers',
  counts: (yes, ifNeeded, no) =>
    [
      `${yes} can`,
      ...(ifNeeded > 0 ? [`${ifNeeded} if necessary`] : []),
      ...(no > 0 ? [`${no} cannot`] : []),
    ].join(' · '),
  recommended: 'Best time',
  saidNo: names => `${names} cannot`,
  missing: names => `Still to answer: ${names}.`,
  missingNew: names => `Still to answer about the new times: ${names}.`,
  answered: names => `Answered: ${names}.`,
  unreached: names =>
    `I cannot write to ${names} until Rød Tråd has been added in Teams. Ask them yourself, and enter the answer with “Answer for somebody”.`,
  nobodyMissing: 'Everybody has answered.',
  noneFeasible:
    'None of the times suits everybody who is required. Propose new times, or choose one all the same.',
  allPast: 'All the times have passed. Propose new times.',
  slotPast: 'Passed',
  slotGone: 'That time has passed. Choose another, or propose new times.',
  resultNext: deadline => `The deadline is ${deadline}. When you choose a time, everybody is told.`,
  resultNextLate: 'When you choose a time, everybody is told.',
  confirmBest: date => `Choose ${date}`,
  choose: 'Choose',
  behalf: 'Answer for somebody',
  behalfHeading: 'Who do you answer for?',
  behalfLabel: 'Colleague',
  more: 'Propose new times',
  cancel: 'Stop the poll',
  cancelHeading: 'Do you want to stop the poll?',
  cancelText:
    'Nobody can answer any more, and everybody is told that no date is found. You can start a new one afterwards.',
  cancelYes: 'Stop the poll',
  comments: count => (count === 1 ? 'See the remark' : `See ${count} remarks`),
  commentsHeading: 'Remarks',
  recordedMark: names => `Recorded by the coordinator for: ${names}.`,

  overruleHeading: 'Why this time?',
  overruleText: best => `By the answers ${best} is best. Say briefly why you choose another.`,
  overruleNone:
    'Not everybody who is required can come that day. Say briefly why you choose it all the same.',
  overruleLabel: 'Reason',
  overruleMissing: 'Write a short reason.',
  overruleConfirm: 'Choose the time',

  confirmedHeading: 'The date is fixed',
  confirmedText: (date, place) => (place ? `The meeting is ${date}, ${place}.` : `The meeting is ${date}.`),
  confirmedDue: date => `The forms must be ready ${date}. Then everybody gets them at once.`,
  confirmedSummary: team => `${team}: the date is fixed`,
  confirmedNextCoordinator: 'Everybody in the team is told now. The next step is to put items on the agenda.',
  confirmedNext:
    'The coordinator puts items on the agenda. I will tell you if there is something to prepare.',
  calendar: 'Put in the calendar',
  openMeeting: 'See the meeting',
  cancelledHeading: 'The poll is stopped',
  cancelledSummary: team => `${team}: the poll is stopped`,
  cancelledLeads: 'Everybody in the team is told. You can start a new poll whenever you want.',
  meetingCancelledHeading: 'The meeting is cancelled',
  meetingCancelled: date =>
    `The date was ${date}, but the meeting is cancelled. The coordinator can start a new poll.`,
  noneHeading: 'You have no poll right now',
  none: 'You get a card when your team is to find a date. The coordinator sets it going.',
  noneLeads: 'When you have asked the team, you can follow the answers here.',
  cancelled: 'No date was found. The coordinator can start a new poll.',
  chooseTeamHeading: 'Which team?',
  digestLine: (team, days) => `${days} · answer the meeting poll (${team})`,
  digestButton: 'Answer',
  undecidedLine: team => `The deadline has passed · choose a date (${team})`,
  slotsGoneLine: team => `All times have passed · propose new ones (${team})`,
  undecidedButton: 'See the answers',
}
