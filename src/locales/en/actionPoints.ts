import { withCapital } from '../../shared/text.ts'
import type { actionPoints as da } from '../da/actionPoints.ts'

export const actionPoints: typeof da = {
  from: ({ date, team, number }) =>
    `action point from the meeting on ${date} (${team}${number > 0 ? `, item ${number}` : ''})`,
  heading: { mine: 'Your action point', other: 'An action point' },
  place: (team, number, date) =>
    [team, ...(number > 0 ? [`item ${number}`] : []), `the meeting on ${date}`].join(' · '),
  parentTalk: 'Talk with the parents about what you discussed at the meeting and what you agreed.',
  withheld:
    'The text is not shown. There is no valid consent that gives you access to it. The coordinator can tell you what is missing.',
  owner: 'Who',
  wanted: 'Date asked for',
  due: 'By when',
  status: 'How far',
  receiver: 'Asked',
  note: 'Note',
  statuses: {
    draft: 'written down, minutes not approved',
    assigned: 'waiting for an answer',
    accepted: 'accepted',
    declined: 'nobody has it',
    handingOver: 'being handed over',
    done: 'done',
    dropped: 'dropped',
  },
  escalated: 'It comes onto the next agenda.',
  noteLabel: 'How it went (optional)',
  historyHeading: 'What has happened',
  bot: 'Rød Tråd',
  history: {
    created: 'wrote it down',
    activated: 'approved the minutes',
    accept: 'accepted it',
    decline: 'said no',
    done: 'did it',
    handOver: 'asked somebody else',
    takeOver: 'took over',
    refuse: 'did not take over',
    drop: 'dropped it',
    reassign: 'chose who has it',
    reschedule: 'moved the date',
    postpone: 'moved the date',
    askDay: 'asked for a new date',
    grantDay: 'said yes to a new date',
    denyDay: 'said no to a new date',
    escalated: 'told the coordinator',
  },
  historyTo: (what, to) => `${what}: ${to}`,
  historyDay: (line, date) => `${line} (${date})`,
  historyDetail: (line, detail) => `${line} – “${detail}”`,

  accept: 'Accept',
  takeBack: 'Keep it yourself',
  done: 'Done',
  decline: 'Not me',
  handOver: 'Pass it on',
  takeOver: 'Accept',
  refuse: 'Not me',
  drop: 'Drop',
  change: 'Change it',
  choose: 'Choose a person',
  postpone: 'Move the date',
  grantDay: 'Move the date',
  denyDay: 'Say no',

  next: {
    assigned: date => `Say whether you take it. It should be done by ${date}.`,
    accepted: date => `Press “Done” when it is done, by ${date}.`,
    handingOver: name =>
      `I have asked ${name}. Until ${name} answers it is yours, and you can still finish it.`,
    receiver: 'If you accept, it is yours. If you say no, it goes back.',
    declinedCoordinator: 'Choose who takes it, or drop it.',
    declined: name => `${name} chooses who takes it.`,
    other: name => `It belongs to ${name}. The coordinator can give it to somebody else.`,
    otherLed: name => `It belongs to ${name}. You can give it to somebody else or move the date.`,
    wantedCoordinator: name => `${name} has asked for a new date. The reason stands in the history below.`,
    wanted: (name, date) =>
      `${name} has been asked for a new date. Until there is an answer, it is due ${date}.`,
    over: 'It is finished, and there are no more reminders about it.',
  },
  saved: {
    accept: 'It is yours. Thank you.',
    decline: name => `You do not have it any more. ${name} gets a message and chooses somebody else.`,
    declineOwn: 'You have said no. Now choose who takes it.',
    handOver: name => `${name} gets a message now.`,
    handOverLate: (name, why) =>
      `${name} is asked, but ${why}. It is yours until then. Press “Keep it yourself” if you want to ask somebody else.`,
    others: names => `It can also go to ${names}.`,
    takeOver: name => `It is yours now. I let ${name} know.`,
    refuse: name => `You do not take it. ${name} gets a message and still has it.`,
    drop: 'The action point is dropped. There are no more reminders about it.',
    denyDay: name => `The date is as it was. ${name} gets a message.`,
    postpone: date => `The date is moved to ${date}. I will remind you of the new one.`,
    askDay: name => `${name} gets a message now and answers. Until then the old date applies.`,
    grantDay: (name, date) => `The date is moved to ${date}. ${name} gets a message.`,
    change: (name, date) => `${name} has it, and it should be done by ${date}.`,
  },
  doneHeading: 'The action point is done',
  doneText: what => `The ${what} is finished. There are no more reminders about it.`,
  left: count =>
    count === 0
      ? 'You have no more action points.'
      : count === 1
        ? 'You have one more action point.'
        : `You have ${count} more action points.`,
  doneNext: 'Your team can see it in the history.',
  overHeading: { done: 'The action point is already done', dropped: 'The action point is dropped' },
  changedHeading: 'The action point has changed',
  overText: what => `The ${what} is finished, so there is nothing more to do.`,
  noMore: 'There are no more reminders about it.',
  changedNext: 'Open it to see what applies now.',
  notYours: name =>
    `The action point belongs to ${name}, so only ${name} can do that. The coordinator can give it to somebody else.`,
  coordinatorDecides: name => `That is for ${name} to decide as coordinator.`,
  notYoursUnknown: 'The action point belongs to somebody else. Only that person can do that.',
  openAction: 'Open the action point',
  myTasks: 'My tasks',

  reasonHeading: {
    decline: 'Why not you?',
    drop: 'Why should it be dropped?',
    refuse: 'Why not you?',
    denyDay: 'Why not a new date?',
  },
  reasonLabel: 'Write briefly why',
  reasonMissing: 'Write a reason.',
  reasonNext: {
    decline: name => `${name} gets a message and chooses somebody else.`,
    drop: 'The action point ends, and the reason stands in its history.',
    refuse: name => `${name} gets a message and still has it.`,
    denyDay: name => `${name} gets a message, and the date is as it was.`,
  },
  send: { decline: 'Send', drop: 'Drop it', refuse: 'Send', denyDay: 'Send' },

  handOverHeading: 'Who should have it?',
  handOverLabel: 'Pass it on to',
  handOverMissing: 'Choose somebody from the meeting.',
  handOverNext: 'It is yours until the other person has said yes.',
  handOverSend: 'Ask',
  nobodyElse: 'Nobody else from the meeting can take it. You can move the date or drop it.',
  changeHeading: 'Who and when?',
  ownerLabel: 'Who does it?',
  changedSince: 'It has changed since you opened the card. See who has it now.',
  ownerMissing: 'Choose somebody from the meeting.',
  dueLabel: 'When should it be done by?',
  moveReasonLabel: 'Why do you move the date? (if you do)',
  moveReasonMissing: 'Write briefly why the date is moved.',
  postponeHeading: 'When can you have it done?',
  postponeNext: 'The reason stands in the history. I will remind you of the new date.',
  postponeLast: name => `This is the last time you can move it yourself. Next time you have to ask ${name}.`,
  askDayHeading: 'Ask for a new date',
  askDayNext: name =>
    `You can no longer move the date yourself. ${name} gets a message and answers. Until then the old date applies.`,
  askDaySend: name => `Ask ${name}`,
  dueNow: date => `The date is now ${date}.`,
  newDayLabel: 'New date',
  sameDay: date => `${withCapital(date)} is the date that applies now. Choose another one.`,
  changeNext: 'Whoever gets it hears about it now.',
  outOfReach: (name, why) => `${name} (${why})`,
  hasNoChat: 'does not have Rød Tråd now',
  isSilent: 'gets no reminders',
  awayUntil: until => `is away until and including ${until}`,
  awayFrom: (from, until) => `is away from ${from} until and including ${until}`,

  textProblems: {
    missing: 'Write what needs to be done.',
    tooLong: 'Make it shorter: at most 300 characters.',
  },
  dayProblems: {
    unreadable: 'Choose a date.',
    past: offer => `That date is past. The nearest working day is ${offer}.`,
    tooFar: 'That is more than a year ahead. Choose a date that is closer.',
    weekend: offer => `That is a weekend. The nearest working day is ${offer}.`,
    holiday: (name, offer) => `That is ${name}. The nearest working day is ${offer}.`,
    closed: offer => `It is closed that day. The nearest working day is ${offer}.`,
  },

  overdue: days => (days === 1 ? '1 day late' : `${days} days late`),
  dueIn: { 0: 'due today', 1: 'due tomorrow' },
  dueLater: days => `due in ${days} days`,
  line: (urgency, what) => `${withCapital(urgency)} · ${what}`,
  offered: 'will you take it over?',
  ownerless: 'nobody has it',
  askedDay: 'may the date be moved?',
  unanswered: 'waiting for your yes',

  told: {
    assigned: {
      heading: 'You have a new action point',
      next: 'Open it and say whether you take it.',
      text: (what, date) => `It is an ${what}. It should be done by ${date}.`,
    },
    reassigned: {
      heading: 'It is no longer yours',
      next: 'You get no more reminders about it.',
      text: what =>
        `The coordinator has given the ${what} to somebody else. You need not do anything more about it.`,
    },
    rescheduled: {
      heading: 'A date has been moved',
      next: 'I will remind you of the new date.',
      text: (what, date) => `The ${what} should now be done by ${date}.`,
    },
    declined: {
      heading: 'Who takes the action point?',
      next: 'Nobody is responsible for it until you have chosen.',
      text: (what, name) => `${name} cannot take the ${what}. Choose who takes it.`,
    },
    offered: {
      heading: 'Will you take an action point?',
      next: 'Open it and answer yes or no.',
      text: (what, name) =>
        `${name} would like to give you an ${what}. It stays with ${name} until you say yes.`,
    },
    takenOver: {
      heading: 'Your action point is passed on',
      next: 'You get no more reminders about it.',
      text: (what, name) => `${name} has taken over. You need not do anything more about the ${what}.`,
    },
    refused: {
      heading: 'The action point is still yours',
      next: 'I will keep reminding you of it.',
      text: (what, name) =>
        `${name} cannot take over the ${what}. You still have it and can ask somebody else.`,
    },
    dropped: {
      heading: 'An action point is dropped',
      next: 'There are no more reminders about it.',
      text: (what, name) => `${name} has dropped the ${what}. The reason stands in its history.`,
    },
    escalated: {
      heading: 'An action point was not done',
      next: 'Open it and choose what should happen.',
      text: (what, name) =>
        `${name} has had every reminder about the ${what}. There are no more. It comes onto the next agenda, and you can give it to somebody else or drop it now.`,
    },
    escalatedSilent: {
      heading: 'An action point was not done',
      next: 'Open it and choose what should happen.',
      text: (what, name) =>
        `The ${what} is overdue, and ${name} has stopped their reminders. It comes onto the next agenda, and you can give it to somebody else or drop it now.`,
    },
    askedDay: {
      heading: 'May a date be moved?',
      next: 'Open it and answer yes or no.',
      text: (what, name) =>
        `${name} asks for a new date for the ${what}. The old one applies until you have answered.`,
    },
    deniedDay: {
      heading: 'The date is as it was',
      next: 'Open it to see why.',
      text: (what, name) =>
        `${name} has said no to a new date for the ${what}. If you cannot make it, pass it on.`,
    },
    unreachable: {
      heading: 'An action point cannot reach its owner',
      next: 'Open it when you want to give it to somebody else.',
      text: (what, name) =>
        `${name} does not have Rød Tråd and gets no message about the ${what}. Ask ${name} to find the app Rød Tråd in Teams, choose “Add” and write “hello”, or give it to somebody else.`,
    },
    away: {
      heading: 'An action point is due during an absence',
      next: 'Open it when you want to move the date or give it to somebody else.',
      text: (what, name) =>
        `${name} is away when the ${what} is due. Move the date, or give it to somebody else.`,
    },
  },
}
