import type { chase as da } from '../da/chase.ts'

export const chase: typeof da = {
  open: 'See what you can do',
  heading: 'Forms that are missing',
  none: 'No forms are missing any more.',
  row: (number, name, begun) => `Item ${number} · ${name} · ${begun ? 'begun' : 'not begun'}`,
  remind: 'Remind now',
  another: 'Choose somebody else',
  without: 'Discuss without a form',
  next: due => `The deadline is ${due}. Then I send what is handed in to everybody who takes part.`,
  nextLate: due => `The deadline was ${due}. What comes now, I send at once.`,
  reminded: name => `${name} gets a reminder now.`,
  remindedBefore: name => `${name} has had your reminder today. I do not send another.`,
  doneWithout: number => `Item ${number} is discussed without a form.`,
  gone: 'The form is not missing any more.',
  askedHeading: 'The coordinator is waiting for your form',
  asked: (number, date) => `It is for item ${number} of the meeting on ${date}.`,
}
