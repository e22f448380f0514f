import type { Texts } from '../texts.ts'
import { sheet } from './sheet.ts'

export const informedSheet: Texts['informedSheet'] = {
  ...sheet,
  title: 'Information for parents',
  intro:
    'We would like to talk about your child at a meeting, so that together we can support your child and you as well as possible. Here you can see who takes part, what we talk about, and why. We would like to hear what you think. Ask us if you are in doubt about anything.',
  people: 'Only these people. If anybody else is to take part, we tell you first.',
  functions:
    'If the team replaces one of them, the new person in the same profession receives the information if the profession is ticked. Otherwise we tell you first.',
  questions: 'We talk about this and nothing else. If a new question comes up, we tell you first.',
  basisHeading: 'Why may we do so?',
  categoriesHeading: 'What information do we share?',
  categories: 'We share what is ticked.',
  health: 'We only share information about health if this box is ticked too.',
  noHealth: 'Information about health is not part of it. We do not share it without your yes.',
  told: {
    object: contact => `You can always say what you think, also that you are against it. Tell ${contact}.`,
    against:
      'If you are against it, we share no more until the leader has decided. We can leave it, talk about it without your child’s name, or go on. If we go on, we tell you first. What is already written in the municipality’s file stays there.',
    duty: 'Each of us who work with children has a duty to tell the municipality if we have reason to believe that a child needs special support. It is called a notification. The duty applies whatever you think.',
    limits: months =>
      `It covers only the people and questions on this sheet and the professions that are ticked. It holds for at most ${months} ${months === 1 ? 'month' : 'months'}.`,
    contact: sheet.told.contact,
    dpo: sheet.told.dpo,
  },
  answerHeading: 'What you say',
  answers: ['We are fine with it.', 'We are in doubt.', 'We are against it.'],
  view: 'You are welcome to write in your own words what you think. You need not sign.',
  viewLines: ['', ''],
  toldBy: ['Who has talked with you', 'Date'],
  fileName: 'information',

  open: 'Sheet for parents',
  cardHeading: 'Information for parents',
  cardNext: minutes =>
    `The link is yours alone and works for ${minutes} minutes. When you have talked with the parents, you record it here.`,
}
