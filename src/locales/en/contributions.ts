import type { Basis } from '../../features/consent/model.ts'
import type { contributions as da } from '../da/contributions.ts'

const item = (number: number) => (number > 0 ? `item ${number}` : 'an item')
const ready: Record<Basis, string> = {
  consent: ', if consent is in place',
  information: ', if the parents are informed',
}
const ifReady = (basis: Basis | null) => (basis === null ? '' : ready[basis])

export const contributions: typeof da = {
  add: 'Add your contribution',
  goOn: 'Go on with your contribution',
  goOnCorrecting: 'Go on correcting',
  correct: 'Correct your contribution',
  read: count => (count === 1 ? 'Read 1 contribution' : `Read ${count} contributions`),
  unfinished: number => `Your contribution to ${item(number)} is not handed in`,
  unfinishedCorrection: number =>
    `You are correcting your contribution to ${item(number)}. The correction is not handed in`,
  by: (profession, name) => `${profession} · ${name}`,

  write: {
    heading: 'Your contribution to the item',
    fields: {
      sees: 'What do you see from your profession?',
      works: 'What works?',
      suggests: 'What do you suggest?',
    },
    saved: time => `Saved at ${time}`,
    next: 'Write briefly. You need not fill in every field, and nobody reads it before you hand it in.',
    nextCorrecting: 'The others read what you handed in until you hand it in again.',
    submit: 'Hand in',
    saveAndClose: 'Save and close',
    empty: 'Write something in at least one field before you hand it in.',
    conflict:
      'The contribution was changed after you opened the card. Yours is in the fields, the other below. Choose which one is to count.',
    handedIn:
      'The contribution was handed in since you opened the card. What you have written here is not in it. If it should be, press “Correct it and save”.',
    saveAndCorrect: 'Correct it and save',
    takenBack: 'You can change the contribution now. Remember to hand it in again.',
    correcting:
      'You can change the contribution now. The others read what you handed in until you hand it in again.',
  },
  kept: {
    heading: 'The contribution is saved',
    text: time => `It was saved at ${time}.`,
    next: 'You can go on whenever you like, also on another device. Nobody has it before you hand it in.',
  },
  submitted: {
    heading: 'Your contribution is handed in',
    text: date => `Thank you. You handed it in ${date}.`,
    next: (date, basis) => `I send it to the participants ${date}${ifReady(basis)}.`,
    nextLate: basis => `The deadline has passed. I send it at once${ifReady(basis)}.`,
    nextWaiting: basis => `The item is waiting for a meeting. I send it before the meeting${ifReady(basis)}.`,
    corrected: 'Those who had the earlier version are told that the contribution was corrected.',
    unchanged: 'You have changed nothing. What the others have still holds, and nobody is told.',
    dropped: 'The correction is gone. What the others have still holds, and they are told nothing.',
  },
  obstacles: {
    closed:
      'A contribution can no longer be written. The meeting is over, or the item was taken off the agenda.',
    withheld:
      'The item is withheld because there is no valid consent. You can write once the consent is in place.',
    fillsForm: 'You fill in the form of this item, so write it there.',
  },
  reading: {
    heading: 'Contributions to the item',
    withheld:
      'The contributions are withheld. There is no valid consent that lets you read them. The coordinator can tell you what is missing.',
    withdrawn:
      'The contributions have been withdrawn and are not shown. The coordinator can tell you what holds now.',
    notHad: 'You have not had that version of the contribution. You can read the newest.',
    none: 'There are no contributions for you to read yet. I will tell you when there are.',
    next: 'It is noted what you have opened. Press “Close” when you are done.',
    submitted: (version, date) => `${version > 1 ? `version ${version}, ` : ''}handed in ${date}`,
    late: 'Handed in after the deadline',
    lateCorrection: 'Corrected after the deadline',
    isEarlier: date => `This is an earlier version. The newest is from ${date}.`,
    toForm: 'Read the form',
  },
}
