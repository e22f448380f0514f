import type { oversight as da } from '../da/oversight.ts'

export const oversight: typeof da = {
  digestHeading: count => (count === 1 ? 'One thing today' : `${count} things today`),
  digestSummary: count => (count === 1 ? 'You have one thing today' : `You have ${count} things today`),
  digestNext: 'You get at most one message a day about what is waiting.',
  more: count => `Show ${count} more`,

  tasks: 'My tasks',
  tasksHeading: 'Your tasks',
  tasksCount: count => (count === 1 ? 'One thing is waiting for you' : `${count} things are waiting for you`),
  noTasks: 'Nothing is waiting for you now.',
  tasksSilent: 'You get no reminders. You can have them again in “Settings”.',
  tasksNext: 'I remind you when it is time, at most once a day.',

  overview: 'Overview',
  overviewHeading: 'Your overview',
  overviewNext: 'Dates, counts and colleagues. Everything about children is behind the buttons.',
  notCoordinatorHeading: 'The overview is for coordinators',
  notCoordinator: 'You do not coordinate a team.',
  notCoordinatorNext: 'What is waiting for you is under “My tasks”.',
  list: names =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  next: when => `Next meeting: ${when}`,
  running: 'The meeting is going on, or its minutes are waiting to be approved.',
  noMeeting: 'No meeting is planned.',
  findDate: 'Find a date',
  noMinutes: date => `The minutes of the meeting on ${date} are not approved yet.`,
  notFiled: date => `The minutes of the meeting on ${date} are not filed yet.`,
  votes: (names, deadline) => `No answer yet about the date from ${names} (by ${deadline}).`,
  votesGone: 'All times in the poll have passed. Propose new ones.',
  votesIn: 'Everybody has answered about the date. You can choose it.',
  seePoll: 'See the answers',
  forms: (count, names, deadline) =>
    `${count === 1 ? 'One form is' : `${count} forms are`} missing from ${names} (by ${deadline}).`,
  unchosen: (count, deadline) =>
    `${count === 1 ? 'One item needs' : `${count} items need`} somebody to fill in the form (by ${deadline}).`,
  chooseFiller: 'Choose',
  consents: count =>
    count === 1 ? 'One item lacks a valid consent.' : `${count} items lack a valid consent.`,
  overTime: over => `The agenda is ${over} too long.`,
  seeAgenda: 'Agenda',
  actions: (open, late) => {
    const all = open === 1 ? 'One action point is open' : `${open} action points are open`
    if (late === 0) return `${all}:`
    return late === open
      ? `${all} and ${late === 1 ? 'needs' : 'need'} you:`
      : `${all}, and ${late === 1 ? 'one needs' : `${late} need`} you:`
  },
  moreActions: count => `… and ${count} more.`,
  neverOpened: name =>
    `${name} has not opened Rød Tråd yet and gets no messages. Ask ${name} to add the app in Teams.`,
  unreachable: name =>
    `${name} has removed or blocked Rød Tråd and gets no messages. Ask ${name} to find the app Rød Tråd in Teams, choose “Add” and write “hello”.`,
  silent: name => `${name} has stopped reminders.`,
  away: (name, from, to) =>
    from === to ? `${name} is away on ${from}.` : `${name} is away from ${from} to ${to}.`,
  waiting: count => (count === 1 ? 'One item waits for a meeting.' : `${count} items wait for a meeting.`),
  seeTeam: 'See the team',
  inOrder: 'Everything is in order.',
}
