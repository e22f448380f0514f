import type { figures as danish } from '../da/figures.ts'

export const figures: typeof danish = {
  title: 'Figures',
  heading: 'How it is going',
  municipality: 'The whole municipality',
  context: (name, period) => `${name} · ${period}`,
  half: (half, year) => `${half === 1 ? 'First' : 'Second'} half of ${year}`,
  soFar: year => `${year} so far`,
  measures: {
    meetings: 'Meetings held',
    forms: 'Forms in time',
    consents: 'Consent or information in time',
    youngest: 'Items about 0–2-year-olds',
    actions: 'Action points done in time',
    followUps: 'Follow-ups held',
  },
  of: (yes, all, percent) => `${yes} of ${all} · ${percent}%`,
  hidden: 'not shown',
  nothing: 'nothing yet',
  hiddenNote:
    'Where a figure holds for only one to four, or fails for only one to four, it is not shown: somebody might be known by it. Nor are figures that it could be worked out from.',
  nextTeam: 'The figures follow from day to day. They name no child and no colleague.',
  nextMunicipality: 'New figures come six weeks after the half-year. They name no child and no colleague.',
  tooMany: 'There are too many institutions to choose from here. All of them are in the file for Excel.',
  show: 'Show',
  scopeLabel: 'Whose figures?',
  periodLabel: 'When?',
  file: 'Get for Excel',
  fileHeading: 'The figures for Excel',
  fileTeam: 'The file has the figures that you have just seen, and says how they are counted.',
  fileMunicipality:
    'The file has the figures of the municipality and of each institution, and says how they are counted.',
  fileNext: minutes => `The link is yours alone and works for ${minutes} minutes.`,
  excel: 'Get the file',
  first: date => `There are no figures yet. The first come on ${date}, six weeks after the half-year.`,
  firstNext:
    'Figures of a half-year that is under way are not shown: one could work out what happened from day to day.',

  sheet: 'Figures',
  howSheet: 'How it is counted',
  columns: {
    who: 'Who',
    what: 'What',
    yes: 'Count',
    all: 'Out of',
    percent: 'Per cent',
    how: 'How it is counted',
    period: 'Period',
    counted: 'Counts',
  },
  how: {
    meetings:
      'Meetings that were held, out of those that the team’s cadence calls for. More than that do not count extra.',
    forms: 'Items that were to have a form when the meeting’s deadline came: handed in by then.',
    consents:
      'Items about a named child: consent, or information, was in order when the meeting’s deadline came.',
    youngest: 'Items where the child’s age is known: the child was under three.',
    actions:
      'Action points whose date is past: done by that date. Where it was moved, the new one counts. Dropped before the date does not count.',
    followUps: 'Follow-ups that were taken up at a meeting within two weeks of their date.',
  },
  settled: date => `What stands in minutes approved by ${date}. Later ones do not change the figures.`,
}
