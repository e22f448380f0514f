import type { Texts } from '../texts.ts'

/** What other features say of an item whose parents are informed and not asked (R-CONS-10). */
export const informed: Texts['informed'] = {
  agenda: {
    consent: {
      notNeeded: '',
      missing: 'the parents are not informed',
      valid: 'the parents are informed',
      stale: 'what the parents were told no longer covers it',
      expired: 'the parents were informed too long ago',
      refused: 'held back',
      withdrawn: 'held back',
    },
    consentFact: {
      notNeeded: '',
      missing: 'missing',
      valid: 'in place',
      stale: 'no longer covers it',
      expired: 'too long ago',
      refused: 'the parents object',
      withdrawn: 'the parents object',
    },
    withheld: {
      missing: 'You see the content once the parents are informed.',
      stale:
        'The content is not shown. The parents have not been told of everybody who takes part, or of every question.',
      expired: 'The content is not shown. The parents must be informed again.',
      refused: 'The content is not shown. The item is held back.',
      withdrawn: 'The content is not shown. The item is held back.',
      closed: 'The item is closed.',
      outsideCircle: 'The content is shown to those who take part in the item only.',
      notRecipient: 'The content is not shown. The parents have not been told of you.',
    },
    consentLabel: 'Parents informed',
    consentButton: 'Parents informed',
    nextAuthor: 'Only you can see the content until it is recorded that the parents are informed.',
    nextHeldBack: 'The item is held back until the parents are informed.',
    nextWithheld: due => `If the parents are informed by ${due}, you get the content with the others.`,
  },
  minutes: {
    missing: 'The parents are not informed.',
    stale: 'The parents have not been told of everybody who takes part, or of every question.',
    expired: 'The parents were informed too long ago.',
    refused: 'The parents object.',
    withdrawn: 'The parents object.',
    notRecipient: 'The parents have not been told of you.',
    text: 'Until the parents are informed you may not speak of the child by name. Discuss it anonymously, or next time.',
  },
}
