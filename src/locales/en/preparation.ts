import type { Basis } from '../../features/consent/model.ts'
import type { preparation as da } from '../da/preparation.ts'
import { chase } from './chase.ts'

const forms = (count: number) => (count === 1 ? '1 form' : `${count} forms`)
const item = (number: number) => (number > 0 ? `item ${number}` : 'an item')

const ready: Record<Basis, string> = {
  consent: ', if consent is in place',
  information: ', if the parents are informed',
}
const ifReady = (basis: Basis | null) => (basis === null ? '' : ready[basis])

const reflection = {
  daycare: 'Resources in the daycare',
  goesWell: 'When does it go well?',
  tried: 'What have you tried, and what worked?',
  other: 'What else may explain it?',
}
const perspectives = {
  childReason: 'If the field above is empty: why?',
  parents: 'What do the parents see, what worries them, and what do they want? Do you disagree on anything?',
  talked: 'Who has talked with them, and when?',
  parentsReason: 'If the parents’ perspective is empty: why?',
}
const whyMissing = { parentsReason: 'Why the parents’ perspective is missing' }

export const preparation: typeof da = {
  item,
  entries: {
    asked: number => `Fill in the form for ${item(number)}`,
    draft: number => `Continue the form for ${item(number)}`,
    correcting: number => `Finish correcting the form for ${item(number)}`,
  },
  start: 'Start',
  fill: 'Fill in the form',
  goOn: 'Continue the form',
  goOnCorrecting: 'Go on correcting',
  read: 'Read the form',
  forms: 'Forms',
  evidence: 'Who has the forms?',

  ask: {
    heading: 'Fill in a preparation form',
    text: about =>
      `You fill in the form for ${item(about.number)} of the meeting on ${about.date} (${about.team}).`,
    due: date => `Hand it in by ${date}.`,
    dueNow: 'The deadline has passed, so hand it in as soon as you can.',
    next: 'You can fill it in over several sittings. What you write is saved on the way.',
  },
  unfilled: {
    heading: count => (count === 1 ? 'Who fills in the form?' : `Who fills in ${count} forms?`),
    text: (count, name) =>
      `${name} was going to fill in the ${count === 1 ? 'form' : 'forms'}, but no longer takes part.`,
    row: (number, date) => `Item ${number} of the meeting on ${date}`,
    rowWaiting: 'An item that waits for a meeting',
    choose: 'Choose somebody else',
    next: 'Whoever you choose hears about it in good time. If there should be no form, choose “Nobody”.',
  },
  nudge: (number, date) => `The form for ${item(number)} is due ${date}`,
  missingLine: (count, due, rows) => `${forms(count)} still missing, due ${due}: ${rows}`,
  missingOf: (number, name) => `item ${number} (${name})`,
  chase,
  unchosenLine: (count, numbers, date) =>
    `Choose who fills in the form for ${count === 1 ? 'item' : 'items'} ${numbers} (by ${date})`,
  correctingLine: number =>
    `You are correcting the form for ${item(number)}. The correction is not handed in`,
  openAgenda: 'Open the agenda',

  where: (number, of) => `Step ${number} of ${of}`,
  whereSigns: (from, to, of) => (from === to ? `sign ${from} of ${of}` : `signs ${from}–${to} of ${of}`),
  whereSaved: time => `saved at ${time}`,
  context: (number, team, date) => `${number > 0 ? `Item ${number} · ` : ''}${team} · meeting on ${date}`,
  contextWaiting: team => `${team} · waits for a meeting`,

  stop: {
    heading: 'First a question',
    doubt: name => `If you are not sure which child it is, ask ${name}.`,
    question: 'Is there suspicion or knowledge of violence or abuse?',
    yes: 'Yes',
    no: 'No',
    missing: 'Answer yes or no. Nothing has been saved.',
    go: 'Continue',
    next: 'Nothing is saved until you have answered. If you answer yes, the item and the open action points of the matter are deleted.',
  },
  stopped: {
    heading: 'Follow the emergency procedure',
    noPhone: 'The social services duty line: the number is on the municipality’s website',
    duty: 'Your duty to notify is personal and does not wait for a meeting (barnets lov, section 133). You must notify the municipality yourself.',
    parents: 'Do not contact the parents first.',
    erased:
      'The item has been deleted together with the open action points of the matter, and no reminders about them will come. Approved minutes stay.',
    told: 'Your colleagues can see that the item is gone, but not why. Those who have to do with the item only hear that something has been taken off the agenda, or that they need not come to the meeting.',
    next: 'Call now. Rød Tråd tells nobody about the suspicion. You must do it yourself. Tell your manager as well, unless the suspicion is about them.',
  },

  headings: {
    emotional: 'Mental and emotional wellbeing',
    cognitive: 'Cognitive wellbeing',
    social: 'Social wellbeing',
    physical: 'Physical and sensorimotor wellbeing',
    family: 'Care and family',
    learningEnvironment: 'The daycare’s learning environment',
    worries: 'What are you worried about?',
    working: 'What is working well?',
    wanted: 'What needs to happen?',
    placement: 'Your placement',
    overview: 'Overview',
  },
  safety: {
    worries: {
      seen: 'What have you seen that worries you? Describe it concretely',
      ahead: 'What may it lead to if nothing changes?',
    },
    working: {
      strengths: 'What and who helps already?',
      exceptions: 'When does it go well, and what do you do then?',
    },
    wanted: {
      goal: 'What would you like to see before you feel at ease about it?',
      next: 'What are the next small steps, and who can take them?',
    },
  },
  frequency: 'How often have you seen it?',
  chooseFrequency: 'Choose how often',
  frequencies: {
    notSeen: 'not seen',
    rarely: 'rarely',
    weekly: 'weekly',
    daily: 'daily',
    manyTimesDaily: 'several times a day',
  },
  concern: 'Concern',
  concerns: { none: 'none', slight: 'slight', some: 'some', great: 'great' },
  own: 'Another sign, in your own words',
  ownFrequency: 'How often have you seen that sign?',
  seen: 'Anything else you have seen',
  signsNext:
    'You can say more about the signs you have seen on the next card. Everything is saved when you go on, back or close.',
  chooseConcern: 'Choose how much',
  signSeen: 'What have you seen? Describe it concretely',
  since: 'Since when',
  placesLabel: 'Where',
  places: { home: 'at home', daycare: 'in daycare' },
  about: {
    child: {
      headings: {
        reflection: 'What helps the child?',
        perspectives: 'The child’s and the parents’ perspective',
      },
      guideReflection:
        'It is only a guide. Think about what helps the child before you make your own placement.',
      reflection: {
        ...reflection,
        child: 'The child’s resources',
        family: 'Resources in the family',
      },
      perspectives: {
        ...perspectives,
        child: 'If the child were here, what would they want us to know?',
      },
      missing: { childPerspective: 'The child’s perspective, or why it is missing' },
      whyMissing: { ...whyMissing, childReason: 'Why the child’s perspective is missing' },
    },
    group: {
      headings: {
        reflection: 'What helps the children?',
        perspectives: 'The children’s and the parents’ perspective',
      },
      guideReflection:
        'It is only a guide. Think about what helps the children before you make your own placement.',
      reflection: {
        ...reflection,
        child: 'The children’s resources',
        family: 'Resources in the families',
      },
      perspectives: {
        ...perspectives,
        child: 'If the children were here, what would they want us to know?',
      },
      missing: { childPerspective: 'The children’s perspective, or why it is missing' },
      whyMissing: { ...whyMissing, childReason: 'Why the children’s perspective is missing' },
    },
  },
  placements: {
    wellbeing: 'Wellbeing',
    attention: 'Extra attention',
    concern: 'Concern',
    green: 'Thrives (green)',
    yellow: 'Needs extra attention (yellow)',
    red: 'Gives cause for concern (red)',
    five1: '1 · Thrives well',
    five2: '2 · Thrives',
    five3: '3 · Needs extra attention',
    five4: '4 · Gives cause for concern',
    five5: '5 · Gives cause for great concern',
    ten1: '1 · Thrives well',
    ten2: '2 · Thrives',
    ten3: '3 · Thrives, with something to keep an eye on',
    ten4: '4 · A little extra attention',
    ten5: '5 · Extra attention',
    ten6: '6 · Much extra attention',
    ten7: '7 · Slight concern',
    ten8: '8 · Concern',
    ten9: '9 · Great concern',
    ten10: '10 · Very great concern',
  },
  scaleNames: { wellbeing: '', trafficLight: '', fiveSteps: 'scale 1–5', tenSteps: 'scale 1–10' },
  onScale: (level, range) => `${level}. That is ${range} on the scale`,
  ruleOnScale: (wellbeing, attention, concern) =>
    `On the scale, wellbeing is ${wellbeing}, extra attention ${attention} and concern ${concern}.`,
  newScale: before =>
    `The municipality has a new scale. On the old one you chose “${before}”. Choose again. Your reason is still here.`,
  missingAt: {
    childPerspective: 'Write something here, or write below why the field is empty.',
    parentPerspective: 'Write something here, or write further down why the field is empty.',
    ownPlacement: 'Choose a placement.',
    placementReason: 'Write a reason.',
  },
  first: placement => `The first placement is: ${placement}`,
  firstNone: 'No sign has a degree of concern yet, so there is no first placement.',
  rule: 'This is how it is computed: Concern, when a sign of great concern is seen daily, or when at least three themes have a sign of some or great concern. Extra attention, when at least one sign is of some or great concern. Otherwise wellbeing. Signs that were not seen, or have no degree of concern, do not count. With no answer to compute from there is no first placement.',
  guide: 'It is only a guide. Your own placement is the one that counts.',
  ownPlacement: 'Your own placement',
  ownReason: 'Your reason',
  otherHeading: 'What was saved in the meantime',
  conflict: time =>
    `The step was changed at ${time}, after you opened it. Yours is in the fields, the other below. Choose which one is to count.`,
  handedIn: {
    problem:
      'The form was handed in since you opened the card. What you have written here is not in it. If it should be, press “Correct the form and save”, and hand it in again.',
    next: 'The form as handed in holds until you have corrected it.',
    save: 'Correct the form and save',
  },
  keepMine: 'Save mine',
  useOther: 'Use the other',
  saveAndClose: 'Save and close',
  suspicion: 'Suspicion of violence or abuse',
  closedSaved: 'The form is saved',
  closedText: time => `Everything was saved at ${time}.`,
  closedNext:
    'You can go on whenever you like, also on another device. Nobody gets the form until you hand it in.',
  closedNextCorrecting:
    'You can go on whenever you like. The others read what you handed in until you hand in the correction.',
  stepNext: 'Everything is saved when you go on, go back or close.',

  overview: {
    step: (name, state) => `${name} · ${state}`,
    filled: 'filled in',
    empty: 'not filled in',
    edit: 'Edit',
    missingHeading: 'Missing before you can hand it in',
    changed: 'The form has changed since you opened the card. Look it over, and then hand it in.',
    notYet: 'The form is not handed in yet. Something is missing.',
    missing: {
      parentPerspective: 'The parents’ perspective, or why it is missing',
      ownPlacement: 'Your own placement',
      placementReason: 'The reason for your placement',
    },
    sparring: 'Advice while you wait for the meeting',
    sparringNote: 'Only say whom it is about if the parents have agreed to that.',
    submit: 'Hand in',
    next: (date, basis) =>
      `When you have handed it in, I send the form to the participants ${date}${ifReady(basis)}.`,
    nextLate: basis =>
      `The deadline has passed. When you have handed it in, I send the form at once${ifReady(basis)}.`,
    nextWaiting: basis =>
      `The item is waiting for a meeting. I send the form before the meeting${ifReady(basis)}.`,
    nextCorrecting:
      'The others read what you handed in. When you hand in the correction, those who have it are told that the form was corrected.',
  },
  drop: {
    button: 'Drop the correction',
    heading: 'Drop the correction?',
    text: 'What you have corrected and not handed in is deleted. The version that the others have still holds.',
    next: 'You cannot get the correction back.',
  },
  submitted: {
    heading: 'The form is handed in',
    text: date => `Thank you. You handed it in ${date}.`,
    next: (date, basis) => `I send the form to the participants ${date}${ifReady(basis)}.`,
    nextLate: basis => `The deadline has passed. I send the form at once${ifReady(basis)}.`,
    tasks: 'My tasks',
    takeBack: 'Correct the form',
    takenBack: 'You can correct the form now. Remember to hand it in again.',
    correcting:
      'You can correct the form now. The others read what you handed in until you hand it in again.',
    corrected:
      'Those who had the earlier version are told that the form was corrected. The earlier version is kept.',
    unchanged: 'You have changed nothing. What the others have still holds, and nobody is told.',
    dropped:
      'The correction is gone. The version that the others have still holds, and they are told nothing.',
  },
  closed: 'The form can no longer be filled in. The meeting is over, or the item was taken off the agenda.',
  parentsSaidNo:
    'The parents have said no. What you write is not sent to anybody. Wait until the coordinator tells you to go on.',
  notFiller: 'The form is filled in by somebody else.',
  begunByOther:
    'Somebody else has begun the form, and without a valid consent you may not read it. Nothing has been changed. Ask the coordinator to get the consent, or to let whoever began hand the form in.',

  reading: {
    heading: 'Preparation form',
    withheld:
      'The form is withheld. There is no valid consent that lets you read it. The coordinator can tell you what is missing.',
    withdrawn: 'The form has been withdrawn and is not shown. The coordinator can tell you what holds now.',
    notSubmitted: 'The form has not been handed in yet. I will tell you when it is sent out.',
    notHad: 'You have not had that version of the form. You can read the newest.',
    notOut: 'The form has not been sent out yet. Everybody gets it at the same time, and I will tell you.',
    late: 'Handed in after the deadline',
    lateCorrection: 'Corrected after the deadline',
    isEarlier: date => `This is an earlier version. The newest is from ${date}.`,
    toEarlier: 'See the earlier version',
    toNewest: 'See the newest version',
    by: (name, version, date) =>
      `Filled in by ${name} · ${version > 1 ? `version ${version}, ` : ''}handed in ${date}`,
    draft: 'Not handed in yet',
    page: (page, of) => `Page ${page} of ${of}`,
    more: 'Next page',
    previous: 'Previous page',
    next: 'I have noted that you opened the form. Press “Close” when you are done.',
    sign: (sign, frequency, concern, details) =>
      `${sign} (${[frequency, `concern: ${concern}`, ...details].join(', ')})`,
    since: since => `since ${since}`,
    notSeen: 'Not seen',
    notAnswered: 'not answered',
    noAnswer: 'Not filled in',
    firstPlacement: 'First placement (a guide)',
    noFirstPlacement: 'None, as no sign has a degree of concern',
    placement: 'Placement',
    ownPlacement: 'Own placement',
    reason: 'Reason',
    ownSign: 'Own sign',
    oftenSeen: 'Seen',
    signSeen: 'What was seen',
    seen: 'What else was seen',
  },

  list: {
    heading: 'Forms for the meeting',
    none: 'There are no forms for you to read yet. I will tell you when there are.',
    withdrawn: 'Some of what you were sent has been withdrawn and is shown no more.',
    next: 'You see the forms that you may read.',
    due: date => `I send out the forms ${date}.`,
    row: (number, about) => `Item ${number} · ${about}`,
    contribution: (profession, name) => `Contribution: ${profession}, ${name}`,
    late: 'handed in after the deadline',
    lateCorrection: 'corrected after the deadline',
  },
}
