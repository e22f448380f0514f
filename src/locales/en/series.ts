import type { Texts } from '../texts.ts'

/** The next meeting by itself, and a half-year in one go. */
export const series: Texts['series'] = {
  next: {
    heading: 'When do you meet next?',
    summary: team => `${team}: times for the next meeting`,
    rhythm: (weeks, week) =>
      weeks > 1 ? `By your rhythm it is in ${weeks} weeks, in ${week}.` : `By your rhythm it is in ${week}.`,
    proposed: 'I suggest:',
    ask: 'Ask the team',
    edit: 'Change the times first',
    stop: 'Do not remind me',
    nextAsk: 'When you ask the team, everybody gets a card to answer, and you are told when they have.',
    nextNone: 'Write your own times, or plan the whole half-year.',
    old: 'The suggested times can no longer be used. Here are new ones. Nothing has been sent yet.',
    thereHeading: 'You have a date already',
    there: date => `The next meeting is ${date}.`,
    thereNext: 'If you want to meet more often, you can find one more date.',
    another: 'Find one more date',
    stoppedHeading: 'I will not remind you',
    stopped:
      'You have no next date. Items that wait, and follow-ups, come onto no agenda until there is one.',
    stoppedNext: 'When you have planned a meeting, I suggest the next one after it again.',
    resume: 'Remind me again',
    resumed: 'I will remind you again.',
    overviewStopped:
      'No meeting is planned, and you have asked me not to remind you. What waits comes onto no agenda.',
    digestLine: team => `No next date · see suggestions (${team})`,
    digestButton: 'See suggestions',
  },
  half: {
    entry: 'Plan the half-year',
    heading: 'When do you meet in the next half-year?',
    doneHeading: 'The half-year is planned',
    closedHeading: 'I found no dates',
    closedNext: 'Choose another weekday under “Change the time”, or find one date at a time.',
    period: 'in the next half-year',
    chooseNext: 'I suggest dates for half a year. Nothing is planned before you say so.',
    next: 'You can change date and time. When you plan, everybody in the team gets one message with all dates.',
    doneNext: 'If you want more meetings, you can find one date at a time.',
    allPlanned: 'By your rhythm there are no more dates to plan.',
    planned: dates => `Planned already: ${dates}`,
    more: count => `and ${count} more`,
    rest: count =>
      count === 1
        ? 'There is one more. You get it when these are planned.'
        : `There are ${count} more. You get them when these are planned.`,
    openPoll: deadline =>
      `The team is being asked about times (until ${deadline}). You may have both. Stop the poll if it is not needed.`,
    keep: 'Plan it',
    all: count =>
      count === 1 ? 'Plan the meeting' : count === 2 ? 'Plan both meetings' : `Plan all ${count} meetings`,
    ticked: 'Plan those ticked',
    someTicked: (ticked, all) =>
      `You have ticked only ${ticked} of ${all}. Choose whether to plan these alone. Nothing has been planned yet.`,
    noneTicked: 'Tick at least one meeting. Nothing has been planned yet.',
    go: 'Plan the meetings',
    insist: 'Plan them as I wrote',
    insistNext:
      'With “Plan them as I wrote” your own times hold, except those that are past, cannot be read or meet another of your meetings. For these, the time I have put in holds.',
    fix: 'Look at the dates marked below. Nothing has been planned yet.',
    since: (dates, count) =>
      `${count === 1 ? 'A meeting has' : 'Meetings have'} been added meanwhile: ${dates}. Look through the dates, and plan again. Nothing is planned yet.`,
    overlap: 'You have another meeting at that time.',
    leftOut: (day, why) => `${day}: skipped, ${why}.`,
    why: {
      tooSoon: weeks => `forms cannot be in by ${weeks}`,
      missing: (who, days) => `${who} on ${days}`,
    },
    without: who => `Cannot come: ${who}.`,
    saidNo: names => `${names} said no`,
    savedHeading: count => (count === 1 ? 'The meeting is planned' : 'The meetings are planned'),
    saved: count => (count === 1 ? 'One meeting is planned.' : `${count} meetings are planned.`),
    thereBefore: count =>
      `${count === 1 ? 'It was' : 'They were'} planned before. Nothing has been sent again.`,
    savedNext: count =>
      count === 1
        ? 'Everybody in the team gets one message now. The deadline for forms and the reminders follow the date. The next step is the agenda.'
        : 'Everybody in the team gets one message now. Deadlines for forms and reminders follow each date. The next step is the agenda of the first meeting.',
    seeRest: 'See the rest of the half-year',
    calendar: 'To the calendar',
    messageHeading: count => (count === 1 ? 'Your meeting is planned' : 'Your meetings are planned'),
    messageLink: count => `Put ${count === 1 ? 'it' : 'them'} into your calendar.`,
    messageNext: 'You hear from me when there is something to prepare.',
    messageSummary: (team, count) =>
      count === 1 ? `${team}: one meeting is planned` : `${team}: ${count} meetings are planned`,
  },
}
