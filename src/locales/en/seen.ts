import type { Texts } from '../texts.ts'

export const seen: Texts['seen'] = {
  open: 'Who has seen it?',
  heading: 'Who has seen it?',
  what: {
    item: 'opened the item',
    form: 'opened the form',
    contribution: 'opened a contribution',
    consent: 'opened the consent',
    sheet: 'fetched the sheet for the parents',
    minutes: 'opened the minutes',
    minutesFile: 'fetched the minutes as a file',
    access: 'fetched it for an access request',
    other: 'opened something of the item',
  },
  right: {
    author: 'wrote it',
    filler: 'fills in the form',
    circle: 'takes part',
    consent: 'the consent covers them',
    other: 'had access',
  },
  when: (date, right) => `${date} · ${right}`,
  nobody: 'Nobody has opened the item yet.',
  next: 'The newest stands first. Everybody who has seen something is listed, also those who have left.',
  earlier: 'Show earlier',
  later: 'Show newer',
  toItem: 'To the item',
  bot: 'Rød Tråd',
}
