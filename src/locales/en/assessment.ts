import type { Texts } from '../texts.ts'

export const assessment: Texts['assessment'] = {
  entry: 'This year’s self-assessment',
  begin: year => `Make the one for ${year}`,
  edit: 'Correct',
  earlier: year => `See ${year}`,

  line: team => `It is time for this year’s self-assessment in ${team}.`,
  lineButton: 'Make the self-assessment',

  overviewDue: 'It is time for this year’s self-assessment.',
  overviewDone: year => `The self-assessment for ${year} is made.`,
  overviewNone: day => `This year’s self-assessment: you are reminded of it from ${day}.`,

  noneHeading: 'No self-assessment yet',
  none: 'Once a year the team assesses itself in six areas.',
  noneNext:
    'The coordinator writes it down when you have talked about it together. Then the whole team can see it here.',

  formHeading: year => `How is it going in ${year}?`,
  formIntro: 'Talk about the questions at a meeting, and choose together.',
  formWorkedOn: year => `In ${year} you wanted to work on:`,
  scoreLabel: (name, question) => `${name}: ${question}`,
  choices: ['1 – not at all', '2', '3', '4', '5 – to a high degree'],
  choose: 'Choose a number from 1 to 5.',
  togetherLabel: 'What we agree on (optional)',
  workOnLabel: 'What we want to work on (optional)',
  names: 'Write it without children’s names.',
  formNext:
    'Do not write children’s names or CPR numbers. When you save, the whole team can see it, and nobody else.',
  changedMeanwhile:
    'The self-assessment was changed meanwhile. What you wrote is here: save again if that is what should apply.',
  otherQuestions: 'The questions were changed meanwhile. Look through them, and save again.',
  closed: 'A newer self-assessment has been made, so this one can no longer be corrected.',

  heading: year => `Self-assessment ${year}`,
  written: day => `written ${day}`,
  corrected: day => `corrected ${day}`,
  saved: 'The self-assessment is saved. The whole team can see it.',
  savedCorrection: 'The correction is saved.',
  score: score => `${score} of 5`,
  up: (score, from) => `${score} of 5 · up from ${from}`,
  down: (score, from) => `${score} of 5 · down from ${from}`,
  same: score => `${score} of 5 · as before`,
  isNew: score => `${score} of 5 · new`,
  together: 'What we agree on',
  workOn: 'What we want to work on',
  alt: (year, all) => `Spider’s web for ${year}. ${all}.`,
  altBefore: (year, before, all) => `Spider’s web for ${year}, with ${before} as a dashed line. ${all}.`,
  next: day =>
    `You can correct it until you make the next one. I remind you of that from ${day}. Only the team can see it.`,
  nextDue: 'It is time for the next one. Only the team can see it.',
  nextMember: 'The coordinator writes for the team. Only the team can see it.',
}
