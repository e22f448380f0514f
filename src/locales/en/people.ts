import type { people as da } from '../da/people.ts'

export const people: typeof da = {
  startHeading: 'What would you like to do?',
  startNext: 'Write “help” whenever you want to come back here.',
  whoHeading: 'What do you work as?',
  whoText: 'Then I show what fits you. You can change it under settings.',
  whoLabel: 'I am',
  whoMissing: 'Choose what fits best.',
  welcome: name =>
    `Hello${name && ` ${name}`}. I keep the thread of your meetings about children’s wellbeing: dates, forms, consent, minutes and action points.`,
  professions: {
    daycareLeader: 'Daycare leader or pedagogical leader',
    outreachAdvisor: 'Outreach social worker',
    psychologist: 'Psychologist (PPR)',
    specialEducator: 'Special educator (PPR)',
    speechTherapist: 'Speech and hearing consultant (PPR)',
    healthVisitor: 'Health visitor',
    pedagogue: 'Pedagogue',
    other: 'Something else',
  },
  professionShort: {
    daycareLeader: 'leader',
    outreachAdvisor: 'outreach social worker',
    psychologist: 'psychologist',
    specialEducator: 'special educator',
    speechTherapist: 'speech and hearing consultant',
    healthVisitor: 'health visitor',
    pedagogue: 'pedagogue',
    other: 'other professional',
  },
  settings: 'Settings',
  settingsHeading: 'Your settings',
  settingsSaved: 'Your settings are saved.',
  languageLabel: 'Language',
  languages: { da: 'Dansk', en: 'English' },
  absenceHeading: 'Absence',
  absenceText:
    'While you are away you get no reminders and I propose no meetings. Your coordinator can see it.',
  absenceFrom: 'From',
  absenceTo: 'Until and including',
  absenceAdd: 'Register absence',
  absenceRemove: 'Delete',
  absenceRow: (from, to) => (from === to ? from : `${from} – ${to}`),
  absenceSaved: (from, to) =>
    from === to ? `Your absence on ${from} is saved.` : `Your absence from ${from} to ${to} is saved.`,
  absenceRemoved: 'The absence is deleted.',
  absenceProblems: {
    dayUnreadable: 'Choose a date.',
    endBeforeStart: 'The last day is before the first.',
    allInThePast: 'That date has passed.',
    tooLong: 'That is more than a year.',
  },
  absenceOffer: day => `The nearest that you can choose is ${day}.`,
  backlogHeading: 'This waited for you',
  backlogSummary: count => `${count} messages have waited for you`,
  backlogNext: 'Here is only what still holds.',
  backlogMore: count => `Show ${count} more`,
  unknownName: 'a colleague',
  group: {
    heading: 'Rød Tråd',
    installedHeading: 'Rød Tråd has joined',
    installed: count =>
      `I can see ${count === 1 ? 'the one participant' : `the ${count} participants`} here, so that you can choose among everybody when you set up a team.\nEverything about children happens in your own chat with me, never here.\nIf you do not have Rød Tråd yet, find the app in Teams and choose “Add”.`,
    goPersonal: count =>
      `I only show dates here. Write to me in your own chat for anything more. When you set up a team, you can choose among ${count === 1 ? 'the one participant' : `the ${count} participants`} from here.`,
    nextMeeting: (team, date) => `${team}: the next meeting is ${date}.`,
  },
}
