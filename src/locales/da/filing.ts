/** Journalisering af referatet (R-MIN-2). */
export const filing = {
  open: 'Det er journaliseret',
  edit: 'Ret journaliseringen',
  section: 'Journalisering',
  not: 'Referatet er ikke journaliseret endnu. Hent det som fil, læg det i journalen, og tryk så på »Det er journaliseret«.',
  done: (version: number, date: string, name: string, reference: string) =>
    `Udgave ${version} er journaliseret ${date} af ${name}. Reference: ${reference}`,
  again: 'Referatet er rettet siden: denne udgave skal journaliseres igen.',

  heading: 'Hvor er referatet journaliseret?',
  context: (version: number, date: string) => `Udgave ${version} · mødet ${date}`,
  label: 'Reference, fx sagens nummer',
  missing: 'Skriv referencen, så I kan finde referatet igen.',
  names: 'Skriv et nummer eller en sag uden barnets navn.',
  next: 'Skriv ikke børns navne eller CPR-numre. Når du gemmer, minder jeg dig ikke mere om det.',
  save: 'Gem',
  takeBack: 'Ikke journaliseret',
  saved: 'Det er noteret, at referatet er journaliseret. Retter du det, skal det journaliseres igen.',
  takenBack: 'Det er noteret, at referatet ikke er journaliseret.',
  correctedMeanwhile: (version: number) =>
    `Referatet er rettet imens. Hent udgave ${version}, læg den i journalen, og gem igen.`,
  paper: 'Journaliseret',
  paperDone: (date: string, name: string, reference: string) => `${date} af ${name}, reference: ${reference}`,
  paperAgain: (version: number) => `Udgave ${version} er journaliseret; denne udgave skal journaliseres igen`,
}
