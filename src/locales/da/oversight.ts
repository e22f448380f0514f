const list = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} og ${names.at(-1)}`

/** The digest, mine opgaver and the overview. */
export const oversight = {
  digestHeading: (count: number) => (count === 1 ? 'En ting i dag' : `${count} ting i dag`),
  digestSummary: (count: number) => (count === 1 ? 'Du har en ting i dag' : `Du har ${count} ting i dag`),
  digestNext: 'Du får højst én besked om dagen med det, der venter.',
  more: (count: number) => `Vis ${count} mere`,

  tasks: 'Mine opgaver',
  tasksHeading: 'Dine opgaver',
  tasksCount: (count: number) => (count === 1 ? 'En ting venter på dig' : `${count} ting venter på dig`),
  noTasks: 'Der er ikke noget, der venter på dig lige nu.',
  tasksSilent: 'Du får ingen påmindelser. Du kan få dem igen under »Indstillinger«.',
  tasksNext: 'Jeg minder dig om det, når det er tid, højst én gang om dagen.',

  overview: 'Overblik',
  overviewHeading: 'Dit overblik',
  overviewNext: 'Her er datoer, antal og kolleger. Alt om børn ligger bag knapperne.',
  notCoordinatorHeading: 'Overblikket er for tovholdere',
  notCoordinator: 'Du er ikke tovholder for et team.',
  notCoordinatorNext: 'Det, der venter på dig, står under »Mine opgaver«.',
  list,
  next: (when: string) => `Næste møde: ${when}`,
  running: 'Mødet er i gang, eller referatet mangler at blive godkendt.',
  noMeeting: 'Der er ikke planlagt et møde.',
  findDate: 'Find en dato',
  noMinutes: (date: string) => `Referatet fra mødet ${date} er ikke godkendt endnu.`,
  notFiled: (date: string) => `Referatet fra mødet ${date} er ikke journaliseret endnu.`,
  votes: (names: string, deadline: string) => `${names} mangler at svare på mødetiderne (frist ${deadline}).`,
  votesGone: 'Alle tiderne i afstemningen er passeret. Foreslå nye.',
  votesIn: 'Alle har svaret på mødetiderne. Du kan vælge datoen.',
  seePoll: 'Se svarene',
  forms: (count: number, names: string, deadline: string) =>
    `${count === 1 ? 'Et skema' : `${count} skemaer`} mangler fra ${names} (frist ${deadline}).`,
  unchosen: (count: number, deadline: string) =>
    `${count === 1 ? 'Et punkt' : `${count} punkter`} mangler en, der udfylder skemaet (frist ${deadline}).`,
  chooseFiller: 'Vælg en',
  consents: (count: number) =>
    count === 1 ? 'Et punkt mangler et gyldigt samtykke.' : `${count} punkter mangler et gyldigt samtykke.`,
  overTime: (over: string) => `Dagsordenen er ${over} for lang.`,
  seeAgenda: 'Dagsorden',
  actions: (open: number, late: number) => {
    const all = open === 1 ? 'En aftale er åben' : `${open} aftaler er åbne`
    if (late === 0) return `${all}:`
    return late === open
      ? `${all} og har brug for dig:`
      : `${all}, og ${late === 1 ? 'en' : late} har brug for dig:`
  },
  moreActions: (count: number) => `… og ${count} mere.`,
  neverOpened: (name: string) =>
    `${name} har ikke åbnet Rød Tråd endnu og får ingen beskeder. Bed ${name} om at tilføje appen i Teams.`,
  unreachable: (name: string) =>
    `${name} har fjernet eller blokeret Rød Tråd og får ingen beskeder. Bed ${name} om at finde appen Rød Tråd i Teams, vælge »Tilføj« og skrive »hej«.`,
  silent: (name: string) => `${name} har stoppet sine påmindelser.`,
  away: (name: string, from: string, to: string) =>
    from === to ? `${name} er væk ${from}.` : `${name} er væk fra ${from} til ${to}.`,
  waiting: (count: number) =>
    count === 1 ? 'Et punkt venter på et møde.' : `${count} punkter venter på et møde.`,
  seeTeam: 'Se teamet',
  inOrder: 'Alt er på plads.',
}
