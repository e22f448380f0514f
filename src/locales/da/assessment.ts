/** Teamets selvvurdering en gang om året (R-OV-3). */
export const assessment = {
  entry: 'Årets selvvurdering',
  begin: (year: number) => `Lav den for ${year}`,
  edit: 'Ret',
  earlier: (year: number) => `Se ${year}`,

  line: (team: string) => `Det er tid til årets selvvurdering i ${team}.`,
  lineButton: 'Lav selvvurderingen',

  overviewDue: 'Det er tid til årets selvvurdering.',
  overviewDone: (year: number) => `Selvvurderingen for ${year} er lavet.`,
  overviewNone: (day: string) => `Årets selvvurdering: du bliver mindet om den fra ${day}.`,

  noneHeading: 'Ingen selvvurdering endnu',
  none: 'En gang om året vurderer teamet sig selv på seks områder.',
  noneNext: 'Tovholderen skriver den ind, når I har talt om den sammen. Så kan hele teamet se den her.',

  formHeading: (year: number) => `Hvordan går det i ${year}?`,
  formIntro: 'Tal om spørgsmålene på et møde, og vælg sammen.',
  formWorkedOn: (year: number) => `I ${year} ville I arbejde med:`,
  scoreLabel: (name: string, question: string) => `${name}: ${question}`,
  choices: ['1 – slet ikke', '2', '3', '4', '5 – i høj grad'] as readonly string[],
  choose: 'Vælg et tal fra 1 til 5.',
  togetherLabel: 'Det er vi enige om (valgfrit)',
  workOnLabel: 'Det vil vi arbejde med (valgfrit)',
  names: 'Skriv det uden børns navne.',
  formNext: 'Skriv ikke børns navne eller CPR-numre. Når du gemmer, kan hele teamet se det, og ingen andre.',
  changedMeanwhile:
    'Selvvurderingen er ændret imens. Det, du skrev, står her: gem igen, hvis det er det, der skal gælde.',
  otherQuestions: 'Spørgsmålene er ændret imens. Se dem igennem, og gem igen.',
  closed: 'Der er lavet en nyere selvvurdering, så den her kan ikke rettes mere.',

  heading: (year: number) => `Selvvurdering ${year}`,
  written: (day: string) => `skrevet ${day}`,
  corrected: (day: string) => `rettet ${day}`,
  saved: 'Selvvurderingen er gemt. Hele teamet kan se den.',
  savedCorrection: 'Rettelsen er gemt.',
  score: (score: number) => `${score} af 5`,
  up: (score: number, from: number) => `${score} af 5 · op fra ${from}`,
  down: (score: number, from: number) => `${score} af 5 · ned fra ${from}`,
  same: (score: number) => `${score} af 5 · som før`,
  isNew: (score: number) => `${score} af 5 · ny`,
  together: 'Det er vi enige om',
  workOn: 'Det vil vi arbejde med',
  alt: (year: number, all: string) => `Spindelvæv for ${year}. ${all}.`,
  altBefore: (year: number, before: number, all: string) =>
    `Spindelvæv for ${year}, med ${before} som stiplet linje. ${all}.`,
  next: (day: string) =>
    `Du kan rette den, til I laver den næste. Jeg minder dig om den fra ${day}. Kun teamet kan se den.`,
  nextDue: 'Det er tid til den næste. Kun teamet kan se den.',
  nextMember: 'Tovholderen skriver for teamet. Kun teamet kan se den.',
}
