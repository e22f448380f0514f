import type { Texts } from '../texts.ts'

export const filing: Texts['filing'] = {
  open: 'They are filed',
  edit: 'Correct the filing',
  section: 'Filing',
  not: 'The minutes are not filed yet. Get them as a file, put them into your records system, and then press “They are filed”.',
  done: (version, date, name, reference) =>
    `Version ${version} was filed ${date} by ${name}. Reference: ${reference}`,
  again: 'The minutes were corrected since: this version has to be filed again.',

  heading: 'Where are the minutes filed?',
  context: (version, date) => `Version ${version} · meeting on ${date}`,
  label: 'Reference, e.g. the number of the case',
  missing: 'Write the reference, so that you can find the minutes again.',
  names: 'Write a number or a case without the child’s name.',
  next: 'Do not write children’s names or CPR numbers. When you have saved, I do not remind you of it any more.',
  save: 'Save',
  takeBack: 'Not filed',
  saved: 'It is noted that the minutes are filed. If you correct them, they have to be filed again.',
  takenBack: 'It is noted that the minutes are not filed.',
  correctedMeanwhile: version =>
    `The minutes were corrected meanwhile. Get version ${version}, put it into your records system, and save again.`,
  paper: 'Filed',
  paperDone: (date, name, reference) => `${date} by ${name}, reference: ${reference}`,
  paperAgain: version => `Version ${version} is filed; this version has to be filed again`,
}
