import type { Texts } from '../texts.ts'

const forms = (count: number) => (count === 1 ? '1 form' : `${count} forms`)

export const distribution: Texts['distribution'] = {
  what: (count, contributions) =>
    [
      ...(count > 0 ? [forms(count)] : []),
      ...(contributions > 0 ? [`${contributions} contribution${contributions === 1 ? '' : 's'}`] : []),
    ].join(' and '),
  heading: (what, date) => `${what} for the meeting on ${date}`,
  moreHeading: (what, date) => `${what} more for the meeting on ${date}`,
  text: (count, team) =>
    count === 1
      ? `It belongs to the meeting of ${team}. Only you can see it when you open it.`
      : `They belong to the meeting of ${team}. Only you can see them when you open them.`,
  late: count => (count === 1 ? 'It comes after the deadline.' : 'They come after the deadline.'),
  next: count => `Read ${count === 1 ? 'it' : 'them'} before the meeting.`,
  nextBegun: count => `The meeting has begun, so read ${count === 1 ? 'it' : 'them'} now.`,
  withheldHeading: 'Something is withheld',
  withheldText: (team, date) =>
    `It is about the meeting on ${date} (${team}). The forms that are ready have been sent out.`,
  missingHeading: 'Not all forms are ready',
  why: {
    notChosen: number => `Item ${number}: nobody is chosen to fill in the form.`,
    notSubmitted: (number, name) => `Item ${number}: ${name} has not handed in the form.`,
    consent: number => `Item ${number}: a valid consent is missing.`,
  },
  withheldNext:
    'You can obtain consent, discuss the item anonymously or move it to the next meeting. If the consent or the form comes later, I send the form at once.',
  missingNext:
    'If the form comes later, I send it at once. Otherwise you can discuss the item without a form or move it to the next meeting.',
  consent: 'See the consent',
  choose: 'Choose',

  corrected: {
    heading: {
      form: (count, numbers) =>
        count === 1
          ? `The form for item ${numbers} was corrected`
          : `The forms for items ${numbers} were corrected`,
      contribution: (_count, numbers) => `Contribution to item ${numbers} corrected`,
      both: (_count, numbers) => `Form and contribution to item ${numbers} corrected`,
    },
    text: (team, date) =>
      `It is about the meeting on ${date} (${team}). Only you can see what it says when you open it.`,
    next: 'Read what is new before the meeting. You can still see the earlier version.',
    nextBegun: 'The meeting has begun, so read what is new now. You can still see the earlier version.',
  },
  proof: {
    heading: 'Who has the forms?',
    due: date => `Everybody must have the forms by ${date}.`,
    row: (item, name) => `${item} · ${name}`,
    contributionRow: (item, from, name) => `${item}, contribution from ${from} · ${name}`,
    inTime: (count, of, first, last) => {
      const who = count < of ? `${count} of ${of}` : of > 1 ? `All ${of}` : 'The one who was to have it'
      return `${who} got it ${first === last ? first : `between ${first} and ${last}`}.`
    },
    openedBy: (count, of) => {
      if (count === 0) return 'Nobody has opened it yet.'
      if (count < of) return `${count} ${count === 1 ? 'has' : 'have'} opened it.`
      return of > 1 ? 'All have opened it.' : 'It has been opened.'
    },
    unopenedBy: names => `Not opened by ${names}.`,
    everybody: count => `All ${count}`,
    others: count => `${count} others`,
    moreExceptions: count => `${count} more: see each person`,
    toPeople: 'See each person',
    toPapers: 'See it together',
    sent: date => `sent ${date}`,
    opened: date => `opened ${date}`,
    notOpened: 'not opened',
    version: version => `version ${version}`,
    summary: (people, of, date) => `${people} of ${of} had everything by ${date}.`,
    late: {
      joined: 'joined after the deadline',
      consent: 'consent came after the deadline',
      form: 'the form came after the deadline',
      corrected: 'corrected after the deadline',
      item: 'the item came on after the deadline',
      sent: 'sent after the deadline',
    },
    notSent: (why, date) => `not sent: ${why} ${date}`,
    underWay: (date, why) => `sent ${date}, just when ${why}`,
    stopped: {
      missing: 'consent was missing',
      stale: 'the consent no longer covered it',
      expired: 'the consent expired',
      refused: 'the parents said no',
      withdrawn: 'the consent was withdrawn',
    },
    statuses: {
      pending: 'on its way',
      sending: 'on its way',
      bundled: 'on its way',
      waiting: 'waits: has not opened Rød Tråd yet',
      unreachable: 'not reached: has removed or blocked Rød Tråd',
      obsolete: 'not sent: withheld',
      failed: 'not sent: fault',
    },
    none: 'No forms have been sent out for the meeting yet.',
    withheldHeading: 'Withheld',
  },
  paper: {
    open: 'Get as a file',
    title: 'Proof of distribution',
    fileName: 'proof-of-distribution',
    meeting: 'Meeting',
    due: 'Deadline',
    inTime: 'In time',
    item: number => `Item ${number}`,
    offAgenda: 'No longer on the agenda',
    columns: ['To', 'What', 'Sent', 'Opened', 'Remark'],
    what: (from, version) =>
      [
        from === '' ? 'Form' : `Contribution from ${from}`,
        ...(version > 1 ? [`version ${version}`] : []),
      ].join(', '),
    nothing: '–',
    underWay: why => `was sent, just when ${why}`,
    about:
      'Sent: when the message was delivered to Teams. Opened: when the person fetched the content. No child is named; items have the number that they have on the agenda now. Rød Tråd is a working tool and not the municipality’s archive.',
    made: date => `Fetched ${date}`,
    cardText:
      'The file shows who got what when, and who has opened it. It names no child, only the numbers of the items.',
    cardNext: minutes => `The link is yours alone and works for ${minutes} minutes.`,
  },
}
