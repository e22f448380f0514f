import type { Texts } from '../texts.ts'

/** The next meeting by itself, and a half-year in one go. */
export const series: Texts['series'] = {
  next: {
    heading: 'When do you meet next?',
    summary: team => `${team}: times for the next meeting`,
    rhythm: (weeks, week) => `By your rhythm it is in ${weeks} weeks, in ${week}.`,
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
}
