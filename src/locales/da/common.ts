/** Words that every feature uses. */
export const common = {
  start: 'Til start',
  perhapsAgain: 'Har du fået beskeden før, er det den samme.',
  close: 'Luk',
  back: 'Tilbage',
  cancel: 'Fortryd',
  save: 'Gem',
  saveAndContinue: 'Gem og fortsæt',
  showMore: 'Vis mere',
  open: 'Åbn',
  yes: 'Ja',
  no: 'Nej',
  /** before the last of a list */
  and: 'og',
  none: 'Ingen',
  notNow: 'Det kan ikke lade sig gøre',
  done: 'Det er gjort',
  startNext: 'Gå til start, og se, hvad du kan gøre nu.',
  nothingHereHeading: 'Her er ikke noget at vise',
  nothingHere: 'Det findes ikke længere, eller også har du ikke adgang til det.',
  stillHere: 'Det, du har skrevet, er ikke gemt. Det står her stadig, så kopiér det, hvis du vil bruge det.',
  overtaken:
    'Det har du allerede trykket på. Noget er ændret siden, så skriv »hjælp«, og se, om det blev gemt. Det, du har skrevet, står her stadig.',
  unreadableHeading: 'Kortet er fra en ældre udgave',
  unreadable: 'Det, du har gemt, er der stadig.',
  unreadableNext: 'Gå til start, så får du det, der gælder nu.',
  fault: (code: string) => `Noget gik galt hos os. Prøv igen om lidt. (kode ${code})`,
  notSaved: (code: string) =>
    `Der blev ikke gemt noget. Det, du skrev, står her stadig. Prøv igen om lidt. (kode ${code})`,
  perhapsSaved: (code: string) =>
    `Forbindelsen blev afbrudt, mens jeg gemte, så jeg ved ikke, om det nåede med. Det, du skrev, står her stadig. Prøv igen om lidt: inden for ti minutter tæller det kun én gang. (kode ${code})`,
  cpr: 'Der står et CPR-nummer i det, du har skrevet. Fjern det, og prøv igen. Der er ikke gemt noget.',
  cprInChat:
    'Der står et CPR-nummer i din besked. CPR-numre må ikke stå i Teams, og jeg har ikke gemt det. Slet beskeden nu: hold på den, eller peg på den, og vælg Slet. Skriv så »hjælp«, hvis du vil videre.',
  cprField: 'Fjern CPR-nummeret. Det må ikke stå her, og der er ikke gemt noget.',
  required: 'Udfyld feltet.',
  tooLong: (max: number) => `Skriv det kortere: højst ${max} tegn.`,
  fix: 'Ret det, der er markeret nedenfor. Det andet, du har skrevet, står her stadig.',
  openInPrivate: 'Kun du kan se det, når du åbner det.',
  didYouMean: (command: string) => `Mente du »${command}«?`,
  notUnderstood: 'Det forstod jeg ikke. Vælg herunder, hvad du vil.',
  summaryCard: 'Rød Tråd har svaret dig',
}
