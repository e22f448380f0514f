import type { minutes as da } from '../da/minutes.ts'

export const minutes: typeof da = {
  item: (number, what) => `Item ${number}: ${what}`,
  itemOf: (number, count) => `Item ${number} of ${count}`,
  step: step => `step ${step} of 3`,
  time: (used, planned) => `${used} of ${planned} min`,
  outcomes: {
    supportInInstitution: 'Support in the institution',
    pprObservation: 'PPR observation',
    networkMeeting: 'Network meeting',
    parentTalk: 'Talk with the parents',
    sparringMeeting: 'Sparring meeting',
    counselling: 'Counselling',
    continuedAttention: 'Continued attention',
    nothingFurther: 'Nothing more for now',
  },

  start: 'Start the meeting',
  goOn: 'Go to the meeting',
  read: 'Read the minutes',
  startAnyway: 'Start the meeting now',
  startQuestion: 'Start the meeting now?',
  startEarly: date => `The meeting is not until ${date}.`,
  startLate: date =>
    `The meeting was planned for ${date}. You can still go through the agenda and write the minutes.`,
  startNext: 'You can undo it while nothing is written. After that the meeting cannot be moved or cancelled.',
  takeBack: 'Undo the start',
  takenBackHeading: 'The meeting has not started',
  takenBack: date => `The meeting is planned for ${date} as before.`,
  takenBackNext: 'Forms and reminders go on.',
  takenBackLate: date => `The meeting was planned for ${date}.`,
  takenBackLateNext:
    'If it was held, start it again and write the minutes. Otherwise its items go on to a meeting to come.',
  takeBackTooLate:
    'Something was written at the meeting. Delete it first if the meeting should not have started.',
  notKept: 'The item is no longer on the agenda, or the meeting is not going on any more.',
  notRunning: {
    planned: 'The meeting has not started yet.',
    held: 'The meeting is held and its minutes are approved. If something is wrong, correct the minutes.',
    cancelled: 'The meeting is cancelled.',
  },

  attendance: 'Attendance',
  attendanceHeading: 'Who is here?',
  attendanceLabel: 'Present',
  attendanceNext: 'Untick those who did not come. Then you go to the first item.',
  attendanceNextLater:
    'Untick only those who never came. If somebody comes later, tick them: it counts from the item you are at. If somebody has left, change it at the item under “Who is here?”.',
  attendanceSaved: 'Attendance is saved.',
  itemGuest: (count, name, numbers) => `${name} (${count === 1 ? 'item' : 'items'} ${numbers})`,

  runHeading: 'The meeting is on',
  runHeadingEmpty: 'There are no items',
  runNext: 'Press “Go to” at the item you want to take. Everything is saved as you go.',
  present: (count, all) => `${count} of ${all} are here`,
  states: {
    waiting: 'not begun',
    current: 'you are here',
    entered: 'written',
    seen: 'nothing written',
    withheld: 'no consent',
  },
  row: (item, time, state) => `${item} · ${time} · ${state}`,
  goTo: 'Go to',
  order: 'Change the order',
  orderHeading: 'In which order?',
  orderNext: 'Move up what you want to take first. What is written goes along.',
  ordered: 'Done',
  moveUp: 'Move up',
  overview: 'All items',
  end: 'End the meeting',
  nextItem: 'Next item',
  previousItem: 'Previous item',
  defer: 'To the next meeting',
  backToItem: 'Back to the item',
  seeForm: 'See the form',

  talkHeading: 'What are you talking about?',
  viewsStep: 'views',
  views: count => (count === 0 ? 'Views' : `Views (${count})`),
  viewsHeading: 'How does each of you see it?',
  viewsNext: 'You need not agree: the views stand side by side.',
  own: {
    button: 'Write your view',
    listHeading: 'What do you want to write about?',
    listNext:
      'What you write stands under your profession in the minutes, once the coordinator has approved them.',
    noneHeading: 'There is nothing to write about right now',
    none: 'The items that you take part in and may read come here.',
    refresh: 'Refresh',
    write: 'Write',
    written: 'written',
    heading: 'How do you see it?',
    next: 'Write as if the parents read it. You can change it until the minutes are approved.',
    save: 'Save',
    saved: time => `Saved at ${time}. Whoever leads the meeting can see it now.`,
    changedElsewhere:
      'Something else was written under your profession meanwhile. Both stand here. Adjust it, and save again.',
  },
  who: 'Who is here?',
  allHere: 'All who came are here.',
  notHere: names => `Not here: ${names}`,
  whoStep: 'attendance',
  whoHeading: 'Who is here for this item?',
  whoLabel: 'Here for this item',
  whoNext:
    'Untick those who have left or have not come yet. It applies to the next items too, until you change it.',
  resultHeading: 'What did you conclude?',
  actionsHeading: 'What do you agree on?',
  presenter: name => `${name} presents`,
  facts: { problem: 'What it is about', questions: 'Questions' },
  carried: {
    point: date => (date === '' ? 'Action point from last time' : `Action point from the meeting on ${date}`),
    who: 'Who',
    stands: (owner, due, status) => `${owner} · by ${due} · ${status}`,
    history: 'What has happened',
    summary: date => `What you wrote at the meeting on ${date}`,
    noSummary: 'Nothing',
  },
  last: {
    button: 'What happened last time?',
    heading: 'What happened last time?',
    context: date => `At the meeting on ${date}`,
    said: 'What you talked about',
    agreed: 'What you agreed',
    status: 'Now',
    next: 'It is noted that you have read this.',
    none: 'There is nothing from earlier that you can read.',
  },
  openAction: 'Open the action point',
  summaryLabel: 'Short summary (2,000 characters at most)',
  perspectiveLabel: profession => `As seen by the ${profession} (optional)`,
  talkNext: 'Write as if the parents read it.',
  formPlacement: placement => `The form’s own placement: ${placement}`,
  placementLabel: 'Your placement after the talk',
  placementNone: 'Not placed at the meeting',
  outcomesLabel: 'What is the next step?',
  outcomesClash: '“Nothing more for now” cannot stand beside a next step. Choose one or the other.',
  dutyTitle: 'The personal duty to notify was pointed out',
  dutyNote:
    'The minutes only say that the duty was pointed out. It is personal and does not wait for a meeting.',
  followUpLabel: 'Follow up on (optional)',
  followUpSet: day =>
    `Follow-up: ${day}. It is suggested by the placement; if it should be otherwise, go back and change it.`,
  resultNext:
    'The item comes back by itself on the agenda of the first meeting on or after the day you choose. If you choose none, I suggest one by the placement.',
  talkWhoLabel: 'Who talks with the parents?',
  talkNobody: 'Nobody, it is not agreed',
  talkDayLabel: 'By when?',
  talkWhoMissing: 'Choose somebody from the meeting, or “Nobody”.',
  actionsLabel: 'Action points',
  noActions: 'There are no action points yet.',
  actionRow: (text, owner, due) => `${text} · ${owner} · ${due}`,
  remove: 'Delete',
  whatLabel: 'New action point (without children’s names), e.g. “psychologist: observation by 10/12”',
  understood:
    'Is the action point read correctly? Then press “Add action point” again. Otherwise correct it first.',
  ownerLabel: 'Who does it? (unless you wrote it above)',
  ownerMissing: 'Choose who does it.',
  ownerFitting: (names: string) => `Several fit: ${names}. Choose one.`,
  tooManyActions: 'An item can have at most 8 action points. Delete one, or join two.',
  dueLabel: 'When should it be done by? (unless you wrote it above)',
  add: 'Add action point',
  added: 'It is written down. Nobody hears about it before the minutes are approved.',
  removed: 'The action point is deleted.',
  notRemoved: 'The action point has been assigned or deleted already.',
  actionsNext: 'I send the action points when you approve the minutes.',
  saved: time => `Saved at ${time}.`,
  changedElsewhere:
    'Something else was written on another device meanwhile. Texts and ticks from both are here; choices and dates are yours. Correct them, and save again.',
  deferred: date => `The item is moved to the meeting on ${date}.`,
  deferredWaiting: 'The item now waits for the next meeting and comes onto its agenda by itself.',
  deferredBefore: 'The previous item is put off and comes onto the next meeting by itself.',
  deferHasActions:
    'The item has action points. Delete them first if it is to wait for the next meeting, or finish the item.',

  withheldHeading: 'The item cannot be discussed yet',
  withheld: {
    missing: 'There is no consent from the parents.',
    stale: 'The consent does not cover everybody who takes part, or every question.',
    expired: 'The consent has expired.',
    refused: 'The parents have not consented.',
    withdrawn: 'The consent has been withdrawn.',
  },
  withheldText:
    'Without consent you must not speak of the child by name. Discuss it anonymously, or take it next time.',
  withheldNext: 'The item waits until you have chosen.',
  askConsent: 'See the consent',
  anonymous: 'Discuss anonymously',

  previewHeading: 'Are the minutes right?',
  previewNext:
    'When you approve, they are locked and everybody gets a message. Rød Tråd is a working tool, not your archive.',
  untouched: 'Nothing has been written. If you do nothing more, the item goes on to the next meeting.',
  noneFurther: 'Close the item',
  approve: 'Approve the minutes',
  approveQuestion: 'Approve the minutes now?',
  approveEarly: date => `The meeting is not until ${date}.`,
  approveNext: 'When you approve, the meeting has been held and everybody gets a message.',
  approveAnyway: 'Approve now',
  backToMeeting: 'Back to the meeting',
  page: (page, count) => `Page ${page} of ${count}`,
  nextPage: 'Next page',
  previousPage: 'Previous page',
  empty: 'Nothing has been written about any item.',
  goesOn: title => `${title} (continued)`,
  moreItems: 'More items',
  labels: {
    present: 'Present',
    absent: 'Not present',
    child: 'Child',
    problem: 'What it is about',
    questions: 'Questions',
    time: 'Time',
    summary: 'Minutes',
    placement: 'Placement',
    outcomes: 'Next step',
    duty: 'Notification',
    action: 'Action point',
    followUp: 'Follow-up',
    here: 'Present for this item',
    reason: 'Corrected because',
    withheld: 'Not shown',
  },
  duty: 'The personal duty to notify was pointed out.',
  actionLine: (text, owner, due) => `${text.replace(/\.$/, '')} – ${owner}, by ${due}`,
  approvedHeading: 'The minutes are approved',
  approvedText: (people, actions) =>
    `${people === 1 ? 'One participant gets' : `${people} participants get`} a message now. ${
      actions === 0
        ? 'There are no action points.'
        : actions === 1
          ? 'There is one action point.'
          : `There are ${actions} action points.`
    }`,
  approvedOwn: (own, actions) =>
    actions === 1
      ? 'It is yours.'
      : own === actions
        ? 'They are all yours.'
        : own === 1
          ? 'One of them is yours.'
          : `${own} of them are yours.`,
  approvedNext: (actions, fileBy) =>
    `${
      actions === 0
        ? ''
        : 'I remind people of the action points, and the coordinator is told if one of them is not done. '
    }${
      fileBy === ''
        ? 'Remember to file the minutes in your records system'
        : `The minutes are to be filed in your records system by ${fileBy}`
    }: Rød Tråd is only a working tool.`,
  myTasks: 'My tasks',

  heading: 'Minutes',
  correctedHeading: 'Minutes (corrected)',
  context: (team, date) => `${team} · ${date}`,
  version: (version, date) => `Version ${version} · approved ${date}`,
  archive: 'Rød Tråd is a working tool, not your archive.',
  withheldWhy: {
    closed: 'The item is closed.',
    outsideCircle: 'You did not take part in the item.',
    notRecipient: 'The consent does not include you.',
    missing: 'There is no valid consent.',
    stale: 'The consent does not cover it any more.',
    expired: 'The consent has expired.',
    refused: 'No consent was given.',
    withdrawn: 'The consent has been withdrawn.',
  },
  none: 'There are no minutes that you have access to.',

  correct: 'Correct the minutes',
  correctHeading: 'Which item do you want to correct?',
  correctItem: number => `Correct item ${number}`,
  correctItemHeading: 'Correct the minutes',
  correctNext: 'The old version is kept. Everybody gets one message.',
  reasonLabel: 'Why do you correct it?',
  reasonMissing: 'Write briefly why.',
  correctSend: 'Approve the correction',
  corrected: 'The correction is approved, and the participants get a message.',
  correctedMeanwhile:
    'The item has been corrected meanwhile. Both texts are here. Correct them, and approve again.',
  nothingCorrected: 'You have not changed anything in the item yet.',

  ready: {
    heading: 'The minutes are ready',
    headingCorrected: 'The minutes are corrected',
    text: (date, actions) =>
      `The minutes of the meeting on ${date} are ready.${
        actions === 0
          ? ''
          : actions === 1
            ? ' You have an action point.'
            : ` You have ${actions} action points.`
      }`,
    textCorrected: date =>
      `The minutes of the meeting on ${date} are corrected. Open them to see the new version.`,
    next: 'Only you can see them when you open them.',
  },
  pending: {
    notStarted: (date, team) => `The meeting on ${date} (${team}) has no minutes yet`,
    notApproved: (date, team) =>
      `The minutes of the meeting on ${date} (${team}) wait for you to approve them`,
    notFiled: (date, team) => `The minutes of the meeting on ${date} (${team}) are not filed yet`,
    notFiledAgain: (date, team) =>
      `The corrected minutes of the meeting on ${date} (${team}) are not filed yet`,
  },
}
