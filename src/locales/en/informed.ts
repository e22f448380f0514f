import type { Texts } from '../texts.ts'
import { access } from './access.ts'
import { actionPoints } from './actionPoints.ts'
import { agenda } from './agenda.ts'
import { contributions } from './contributions.ts'
import { distribution } from './distribution.ts'
import { meetings } from './meetings.ts'
import { minutes } from './minutes.ts'
import { oversight } from './oversight.ts'
import { preparation } from './preparation.ts'
import { seen } from './seen.ts'
import { teams } from './teams.ts'

const withheldBecause = 'the parents are not informed of it, or they object'
const askCoordinator = 'The coordinator can tell you what is missing.'

/** What other features say where the parents are informed and not asked (R-CONS-10). */
export const informed: Texts['informed'] = {
  access: {
    ...access,
    kinds: { ...access.kinds, consent: 'Parents informed' },
    statuses: { ...access.statuses, refused: 'the parents object', withdrawn: 'the parents objected' },
    trail: {
      ...access.trail,
      'consent.drafted': 'began to record that the parents are informed',
      'consent.recorded': 'recorded that the parents are informed',
      'consent.refused': 'recorded that the parents object',
      'consent.narrowed': 'narrowed what the parents were told',
      'consent.withdrawn': 'recorded that the parents object',
      'consent.read': 'saw whether the parents are informed',
    },
    trailOther: feature =>
      feature === 'consent' ? 'changed what the parents were told' : access.trailOther(feature),
    why: {
      ...access.why,
      notRecipient: 'the parents have not been told of the coordinator',
      missing: 'the parents are not informed',
      stale: 'what the parents were told does not cover it any more',
      expired: 'the parents were informed too long ago',
      refused: 'the parents object',
      withdrawn: 'the parents object',
    },
  },
  actionPoints: {
    ...actionPoints,
    withheld: `The text is not shown, because ${withheldBecause}. ${askCoordinator}`,
  },
  agenda: {
    ...agenda,
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
    released: {
      ...agenda.released,
      waits: {
        ...agenda.released.waits,
        consent: count =>
          `${count === 1 ? '1 item is' : `${count} items are`} still waiting because the parents are not informed.`,
      },
    },
    consentLabel: 'Parents informed',
    consentButton: 'Parents informed',
    itemNext: {
      ...agenda.itemNext,
      author: 'Only you can see the content until it is recorded that the parents are informed.',
      authorAgain: 'Only you can see the content until it is recorded that the parents are informed again.',
      heldBack: 'The item is held back until the parents are informed.',
      withheld: due => `If the parents are informed by ${due}, you get the content with the others.`,
    },
    kindTexts: {
      ...agenda.kindTexts,
      child: 'A child you mention by name. The parents must be informed first.',
    },
    questionMissing: 'Write at least one question. The parents are informed of the questions that you ask.',
    contentNextChild: 'Only you can see it until it is recorded that the parents are informed.',
    rewriteNext: 'If there are new questions, the parents must be informed of them.',
  },
  contributions: {
    ...contributions,
    obstacles: {
      ...contributions.obstacles,
      withheld: `The item is withheld, because ${withheldBecause}. You can write once it is in order.`,
    },
    reading: {
      ...contributions.reading,
      withheld: `The contributions are withheld, because ${withheldBecause}. ${askCoordinator}`,
    },
  },
  distribution: {
    ...distribution,
    why: {
      ...distribution.why,
      consent: number => `Item ${number}: the parents are not informed, or they object.`,
    },
    withheldNext:
      'You can inform the parents, discuss the item anonymously or move it to the next meeting. If the parents are informed or the form comes later, I send the form at once.',
    consent: 'See what the parents were told',
    proof: {
      ...distribution.proof,
      late: { ...distribution.proof.late, consent: 'the parents were informed after the deadline' },
      stopped: {
        missing: 'the parents were not informed',
        stale: 'what the parents were told no longer covered it',
        expired: 'it was too long since the parents were informed',
        refused: 'the parents objected',
        withdrawn: 'the parents objected',
      },
    },
  },
  meetings: {
    ...meetings,
    invite: {
      ...meetings.invite,
      next: 'The guest gets one message. They see nothing about a child until the parents have been told of them.',
      invited: name => `${name} is invited. Check whether the parents have been told of ${name}.`,
    },
  },
  minutes: {
    ...minutes,
    states: { ...minutes.states, withheld: 'held back' },
    withheld: {
      missing: 'The parents are not informed.',
      stale: 'The parents have not been told of everybody who takes part, or of every question.',
      expired: 'The parents were informed too long ago.',
      refused: 'The parents object.',
      withdrawn: 'The parents object.',
    },
    withheldText:
      'Until the parents are informed you may not speak of the child by name. Discuss it anonymously, or next time.',
    askConsent: 'See what the parents were told',
    withheldWhy: {
      ...minutes.withheldWhy,
      notRecipient: 'The parents have not been told of you.',
      missing: 'The parents are not informed.',
      stale: 'The parents have not been told of everybody who takes part, or of every question.',
      expired: 'The parents were informed too long ago.',
      refused: 'The parents object.',
      withdrawn: 'The parents object.',
    },
  },
  oversight: {
    ...oversight,
    consents: count =>
      count === 1
        ? 'Of one item the parents are not informed.'
        : `Of ${count} items the parents are not informed.`,
  },
  preparation: {
    ...preparation,
    parentsSaidNo:
      'The parents object. What you write is not sent to anybody. Wait until the coordinator tells you to go on.',
    begunByOther:
      'Somebody else has begun the form, and you may not read it until the parents are informed. Nothing has been changed. Ask the coordinator to see to it, or to let whoever began hand the form in.',
    reading: {
      ...preparation.reading,
      withheld: `The form is withheld, because ${withheldBecause}. ${askCoordinator}`,
    },
  },
  seen: {
    ...seen,
    what: { ...seen.what, consent: 'opened what the parents were told' },
    right: { ...seen.right, consent: 'the parents have been told of them' },
  },
  teams: {
    ...teams,
    addNext:
      'They get one message each. They see nothing about a child until the parents have been told of them.',
    added: count =>
      `${count === 1 ? 'One person has joined' : `${count} people have joined`} the team. Check whether the parents of the children on the agenda have been told of them.`,
  },
}
