import type { Texts } from '../texts.ts'
import { consent } from './consent.ts'

/** Information: the words of `consent` where parents are informed beforehand and not asked (R-CONS-10). */
export const information: Texts['information'] = {
  ...consent,
  heading: 'Information to the parents',
  states: {
    ...consent.states,
    missing: 'The parents have not been informed yet. Only the one who wrote the item can see the content.',
    valid: 'The parents have been informed.',
    stale:
      'What they were told no longer covers it. The content is hidden from all but the one who wrote it.',
    expired: 'It is too long ago. The content is hidden from all but the one who wrote it.',
    refused: 'The parents object. The content is hidden from all but the one who wrote it.',
    withdrawn: 'The parents object now. The content is hidden from all but the one who wrote it.',
  },
  missing: names => `The parents have not been told of ${names}.`,
  uncovered: questions => `The parents have not been told of ${questions}.`,
  ended: {
    ...consent.ended,
    custody: 'The custody has changed, so you must inform the parents again.',
    moved: 'The child has moved, so you must inform the parents again.',
    otherMeeting: 'The parents were told of another meeting only.',
  },
  duty: 'That the parents object does not change your own duty to notify. It is personal, and it waits for no meeting.',
  next: {
    ...consent.next,
    todo: due =>
      `If the parents are not informed ${due}, I send the rest of the agenda and hold this item back.`,
    late: 'The item is held back until the parents are informed. Then I send it at once.',
    no: 'The item is held back until you choose: discuss it anonymously, move it, or go on with a reason.',
    noAuthor: 'The item is held back until the coordinator has chosen.',
    author: name =>
      `${name} wrote the item and records that the parents are informed. You can also move the item or discuss it anonymously.`,
    waits: 'The item waits for the next meeting. That the parents are informed can be recorded already.',
  },
  record: 'Record information',
  recordAnew: 'Record new information',
  refused: 'The parents object',
  end: 'It no longer holds',
  labels: {
    ...consent.labels,
    giver: 'Informed',
    given: 'Informed on',
    withdrawn: 'Objected',
    recipients: 'Told of',
  },
  whoHeading: 'Who has been informed?',
  giverLabel: 'Name of the one you informed',
  others: {
    agrees: 'has been informed too',
    none: 'there is none: one person alone has custody',
    notAsked: 'has not been informed yet',
    refuses: 'objects',
  },
  whoNext: 'Then you choose what they were told of.',
  whatHeading: 'What were they told of?',
  questionsHint: 'If the item gets a new question, you must inform the parents again.',
  categoriesHint: 'Health information takes a yes from the parents.',
  functionsHint: 'If the team changes its psychologist, say, this then includes the new one.',
  whatNext: 'Then you write who informed them, and what they say.',
  howHeading: 'How were they informed?',
  evidenceLabel: 'Where is it kept, if it is in writing?',
  untilHint: last => `Without a date it holds until ${last}.`,
  untilTooLate: last => `It may not hold for that long. Choose ${last} at the latest.`,
  problems: {
    ...consent.problems,
    otherNotAsked:
      'Everybody who has custody must be informed. Your answer is saved: come back when the other one knows.',
    otherRefuses: 'When one of them objects, it counts as a no. Go back and press “The parents object”.',
    notAllTold: 'The parents must know all three things. Tell them what is missing.',
    meetingGone:
      'It was for one meeting alone, and the item is no longer on it. Choose the last day that the parents were told of.',
    otherMeeting: 'What you chose was another meeting. Choose what the parents have been told of now.',
  },
  givenInFuture: today =>
    `That date is still to come. Choose the day on which the parents were informed, today, ${today}, at the latest.`,
  givenTooLongAgo: earliest => `Before ${earliest} is too long ago. Inform the parents again.`,
  givenBeforeNo: day =>
    `What they were told before ${day} no longer counts. On that day the parents objected. Talk with them again.`,
  requiredMessages: {
    ...consent.requiredMessages,
    giverName: 'Write the name of the one you informed.',
    form: 'Choose how they were informed.',
  },
  recorded: 'It is recorded that the parents are informed. Those who take part in the item can see it now.',
  recordedPartly: 'It is recorded. It does not cover everybody, so the item is still hidden.',
  refuseHeading: 'Do the parents object?',
  refuseText:
    'I only write that they object, and the day.\nThe item is held back until the coordinator has chosen.',
  refuseSend: 'Record that they object',
  endHeading: 'Does it no longer hold?',
  endings: { ...consent.endings, withdrawn: 'The parents object' },
  endSend: 'End it',
  notGiven: 'There is nothing to end. Here is what holds now.',
  endOther: 'The parents have been informed again since. Has that ended too?',
  notYours: name =>
    `Only ${name} can read the item so far. So it is ${name} who records that the parents are informed.`,
  itemOver: 'The item is closed, so there is nothing to record.',
  narrowSavedWider:
    'It is limited. The item is wider than what is left, so it is hidden. Correct the questions or the participants, or inform the parents again.',
  narrowProblems: {
    nothingLeft: 'Leave at least one tick. If the parents object to all of it, go back and end it.',
    nothingLess: 'Untick what no longer holds. If more is needed, inform the parents and record it anew.',
  },
  undoTooLate: 'It is too late to undo it. If the parents no longer object, inform them and record it anew.',
  lines: {
    missing: what => `The parents are not informed of ${what}`,
    stale: what => `What the parents were told of ${what} no longer covers everybody`,
    expired: what => `It is too long since the parents were told of ${what}`,
  },
  toldCoordinator: {
    valid: what => `The parents are informed of ${what}.`,
    stale: what => `What the parents were told of ${what} no longer covers it.`,
    refused: what => `There is news about what the parents were told of ${what}. The item is held back.`,
    withdrawn: what => `There is news about what the parents were told of ${what}. The item is held back.`,
  },
  toldSummary: what => `There is news about what the parents were told of ${what}`,
  openConsent: 'See what they were told',
}
