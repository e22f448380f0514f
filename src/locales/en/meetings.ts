import type { meetings as da } from '../da/meetings.ts'

export const meetings: typeof da = {
  calendar: {
    summary: team => `Meeting: ${team}`,
    description: 'Agenda and forms are in Rød Tråd in Teams.',
  },

  entry: 'My meetings',
  mine: {
    heading: 'Your meetings',
    upcoming: 'Upcoming',
    recent: 'The last three months',
    next: 'Open a meeting to see participants, agenda and deadline.',
    noneHeading: 'You have no meetings yet',
    none: 'When a date has been found, the meeting appears here.',
    more: 'Show more',
    noPlace: 'place not chosen',
    guest: 'you are a guest',
    running: 'going on now',
    held: 'held',
    cancelled: 'cancelled',
    unfinished: 'not finished',
  },

  view: {
    headings: {
      planned: 'An upcoming meeting',
      running: 'The meeting is going on',
      held: 'The meeting has been held',
      cancelled: 'The meeting is cancelled',
      unfinished: 'The meeting is not finished',
    },
    time: 'Time',
    team: 'Team',
    place: 'Place',
    noPlace: 'Not chosen yet',
    due: 'Forms due',
    participants: count => (count === 1 ? 'One participant' : `${count} participants`),
    andMore: count => `and ${count} more`,
    guest: 'guest',
    itemGuest: items => (items === 1 ? 'guest for one item' : `guest for ${items} items`),
    away: 'away that day',
    next: {
      planned: due => `The forms are due ${due}. Then I send those that are ready to the participants.`,
      late: 'The deadline for the forms has passed. Whatever becomes ready now I send at once.',
      distributed: at => `The forms were sent ${at}.`,
      running: 'The coordinator writes the minutes as you go. You get them when they are approved.',
      held: 'Your own action points are under “My tasks”.',
      cancelled: 'There will be no more reminders about the meeting.',
      unfinished: 'When the coordinator has approved the minutes, you get them here.',
    },
    agenda: 'Agenda',
    calendar: 'Add to calendar',
    uncalendar: 'Remove from calendar',
    move: 'Move the meeting',
    cancel: 'Cancel the meeting',
    invite: 'Invite a guest',
  },

  changedMeanwhile: 'The meeting has changed since the card was opened. Here it is as it is now.',
  locked: 'You can only move or cancel a meeting that has not begun. Here it is as it is now.',

  move: {
    heading: 'When instead?',
    context: date => `The meeting is set for ${date}.`,
    day: 'Date',
    start: 'From',
    end: 'Until',
    check: 'Continue',
    next: 'The meeting is not moved yet. The next card shows what moves with it.',
    askHeading: 'Move the meeting?',
    fromTo: (from, to) => `From ${from} to ${to}.`,
    due: due => `The forms are then due ${due}.`,
    dueGone: 'The forms are then overdue. What is ready I send at once, and the rest when it is ready.',
    follows: 'Reminders and deadlines move with it, and the others get one message about the new date.',
    away: names => `Away that day: ${names}.`,
    moved: 'The meeting is moved. I let the others know.',
    same: 'That is the date the meeting has already. Nothing was changed.',
  },

  problems: {
    choose: day => `Choose a date. I have filled in ${day}.`,
    past: day => `That date has passed. The nearest day you can meet is ${day}. I have filled it in.`,
    tooFar: day => `That is more than a year ahead. I have filled in ${day}.`,
    weekend: (asked, day) =>
      `${asked} falls on a weekend. The nearest working day is ${day}. I have filled it in.`,
    holiday: (asked, name, day) =>
      `${asked} is ${name}. The nearest working day is ${day}. I have filled it in.`,
    closed: (asked, day) =>
      `The institution is closed on ${asked}. The nearest working day is ${day}. I have filled it in.`,
    timeUnreadable: time => `Write a time of day, such as 09:00. I have filled in ${time}.`,
    timePast: day => `That time has passed today. I have filled in ${day}.`,
    outsideHours: (start, end) =>
      `A meeting is held between 7.00 and 18.00. I have filled in ${start}–${end}.`,
    endBeforeStart: time => `The meeting ends before it begins. I have filled in ${time}.`,
  },

  cancel: {
    askHeading: 'Cancel the meeting?',
    date: date => `The meeting on ${date} is cancelled.`,
    follows:
      'The others get one message. Reminders, deadlines and distribution stop, and the items of the agenda wait for another meeting.',
    final: 'It cannot be undone.',
    done: 'The meeting is cancelled. I let the others know.',
  },

  invite: {
    heading: 'Who do you want to invite?',
    person: 'Guest',
    personMissing: 'Choose who to invite.',
    scope: 'The guest takes part in',
    scopeMissing: 'Choose what the guest takes part in.',
    whole: 'The whole meeting',
    item: (number, kind) => `Item ${number}: ${kind}`,
    kinds: {
      child: 'a child',
      childGroup: 'a group of children',
      anonymousCase: 'an anonymous discussion',
      followUp: 'a follow-up',
      other: 'something else',
    },
    next: 'The guest gets one message. They see nothing about a child until the parents’ consent covers them too.',
    send: 'Invite',
    invited: name => `${name} is invited. Check whether the consent for the items covers ${name} too.`,
    alreadyIn: 'That person takes part already.',
    guests: 'Invited',
    remove: 'Remove',
    removed: name => `${name} is no longer invited.`,
    removedFiller: (name, numbers) =>
      `${name} is no longer invited, and does not fill in the form for item ${numbers}. If the form is missing, you get a message where you can choose somebody else.`,
    notPossible: 'You can only invite to a meeting that is not over. Here it is as it is now.',
  },

  changed: {
    movedHeading: 'The meeting is moved',
    moved: (team, from, to) => `${team}: the meeting on ${from} is moved to ${to}.`,
    place: place => `Place: ${place}`,
    movedNext: due => `The forms are now due ${due}. Get the new time for your calendar below.`,
    movedSummary: date => `The meeting is moved to ${date}`,
    cancelledHeading: 'The meeting is cancelled',
    cancelled: (team, date) => `${team}: the meeting on ${date} is cancelled.`,
    cancelledNext: 'There will be no more reminders about the meeting.',
    cancelledSummary: date => `The meeting on ${date} is cancelled`,
    open: 'See the meeting',
    update: 'Get it for the calendar',
  },
  fixed: {
    line: date => `The team meets ${date}.`,
    calendar: day => `Add ${day} to the calendar`,
  },
  invited: {
    heading: 'You are invited to a meeting',
    whole: (team, date) => `${team} has invited you to the meeting on ${date}.`,
    item: (team, date) => `${team} has invited you to one item of the meeting on ${date}.`,
    next: 'You get a message here when there is something for you to see or do.',
    summary: date => `You are invited to a meeting on ${date}`,
    movedHeading: 'Your item has moved',
    moved: (team, from, to) =>
      `${team} has moved the item that you are invited to, from the meeting on ${from} to the meeting on ${to}.`,
    movedSummary: date => `Your item has moved to the meeting on ${date}`,
  },
  released: {
    heading: 'You do not need to come to the meeting',
    text: (team, date) => `${team}: you no longer need to come to the meeting on ${date}.`,
    next: 'If the meeting is in your calendar, delete it there. If you should come another time, I will tell you.',
    summary: date => `You do not need to come to the meeting on ${date}`,
  },
}
