import type { Texts } from '../texts.ts'

export const minutesPaper: Texts['minutesPaper'] = {
  open: 'Get as a file',
  cardHeading: 'Get the minutes as a file',
  cardText:
    'The files show what you may read right now. The name of the file names no child, but the content does: keep it only where it may be kept.',
  cardNext: minutes =>
    `The links are yours alone and work for ${minutes} minutes. Get the minutes for your records before you close this: Rød Tråd is a working tool, not your archive.`,
  whole: 'The whole meeting',
  childOnly: 'Only that child',
  childOnlyHeading: 'Get only that child',
  fileName: day => `minutes-${day}`,
  childFileName: day => `minutes-extract-${day}`,

  title: 'Minutes',
  childTitle: 'Extract of minutes',
  header: (team, date) => `${team} · meeting on ${date}`,
  made: date => `Fetched ${date}`,
  meeting: 'Meeting',
  place: 'Place',
  team: 'Team',
  institution: 'Daycare',
  version: 'Version',
  versionOf: (version, date, name) => `${version}, approved ${date} by ${name}`,
  fetchedBy: 'Fetched by',
  result: 'Conclusion',
  parentTalk: 'Talk with the parents about what was discussed and agreed at the meeting',
  childScope: 'The extract shows only what concerns one child.',
  guestScope: name => `The minutes show only the items that ${name} took part in.`,
  peopleHeading: 'Participants',
  peopleColumns: ['Name', 'Profession', 'Attendance'],
  present: 'Present',
  absent: 'Not present',
  guest: attendance => `${attendance} (guest)`,
  summary: 'Discussion',
  agreed: 'Action points',
  agreedColumns: ['What', 'Who', 'By'],
  corrected: (version, date) => `Corrected in version ${version} (${date}), because`,
  about:
    'Rød Tråd is a working tool and not the municipality’s archive: the minutes are to be filed in the municipality’s own system. They show only what the person who fetched them might read when they were fetched.',
}
