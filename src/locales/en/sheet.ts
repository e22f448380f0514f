import type { Texts } from '../texts.ts'

export const sheet: Texts['sheet'] = {
  title: 'Consent sheet for parents',
  intro:
    'We would like to talk about your child at a meeting, so that together we can support your child and you as well as possible. We only do so if you say yes. Your yes is called a consent. Please read this sheet, and ask us if you are in doubt about anything.',
  child: 'Child',
  meetingHeading: 'What kind of meeting is it?',
  meetingKinds: {
    resourceTeam:
      'A resource team is a regular meeting where the daycare and professionals from the municipality talk about how children can thrive.',
    focusTeam:
      'A focus team is a regular meeting where the daycare and professionals from the municipality talk about how children can thrive.',
  },
  team: 'Team',
  institution: 'Daycare',
  when: 'When',
  whenWaiting: 'At one of the team’s next meetings',
  place: 'Where',
  peopleHeading: 'Who receives the information?',
  people: 'Only these people. If anybody else is to take part, we ask you again.',
  functions:
    'If the team replaces one of them, may the new person in the same profession receive the information too? Tick the professions you say yes to. Without a tick we ask you first.',
  columns: ['Name', 'Profession', 'Workplace'],
  elsewhere: 'The municipality',
  questionsHeading: 'What do we talk about?',
  questions: 'We talk about this and nothing else. If a new question comes up, we ask you again.',
  purposeHeading: 'What is it for?',
  categoriesHeading: 'What information may we share?',
  categories: 'Tick what you say yes to.',
  category: {
    wellbeing: 'How your child is doing and developing',
    family: 'The family’s circumstances',
    health: 'Information about health',
  },
  health: 'You say yes to information about health separately. We only share it if you tick this box too.',
  toldHeading: 'What you should know',
  told: {
    refuse: 'You may say no. That is fine, and you need not give a reason.',
    withdraw: contact =>
      `You may take your consent back whenever you like. Tell ${contact}, and we share no more. What is already written in the municipality’s file stays there.`,
    consequence:
      'If you say no, we do not talk about your child by name at the meeting. We then get no advice from the people on the list, but you can always talk with us at the daycare.',
    duty: 'Each of us who work with children has a duty to tell the municipality if we have reason to believe that a child needs special support. It is called a notification. The duty applies both when you say yes and when you say no.',
    limits: months =>
      `Your consent covers only the people and questions on this sheet and the professions you have ticked. It holds for at most ${months} ${months === 1 ? 'month' : 'months'}.`,
    contact: contact => `If you have questions, talk with ${contact}.`,
    dpo: dpo => `If you want to know how the municipality looks after your information, contact: ${dpo}.`,
  },
  answerHeading: 'Your answer',
  answers: ['Yes, we consent to what we have ticked.', 'No, we do not consent.'],
  allSign: 'Everybody who has custody signs.',
  oneSigns: 'The parent with whom the child lives signs. You are welcome to sign both.',
  signature: ['Name', 'Signature', 'Date'],
  made: (date, version) => `Made ${date} · text ${version}`,
  pages: ['Page', 'of'],
  or: ' or ',
  fileName: 'consent-sheet',

  open: 'Consent sheet',
  cardHeading: 'Consent sheet for parents',
  cardText: (people, questions) =>
    `The sheet has exactly ${people === 1 ? 'the person' : `the ${people} people`} and ${questions === 1 ? 'the question' : `the ${questions} questions`} that the item has now.\nIf either changes, fetch a new one.`,
  cardNext: minutes =>
    `The link is yours alone and works for ${minutes} minutes. When the parents have answered, you record it here.`,
  pdf: 'Get as PDF',
  word: 'Get as Word',
  inOther: 'Here you get the sheet in Danish.',
  otherLanguage: 'Show the sheet in Danish',
  ownLanguage: 'Show the sheet in English',
}
