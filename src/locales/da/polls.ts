/** Finding a date: proposals, answers, result. */
export const polls = {
  findDate: 'Find en mødedato',
  answerEntry: 'Svar på mødetider',
  statusEntry: 'Se svar på mødetider',
  facts: (team: string, length: string, place: string) => [team, length, place].filter(Boolean).join(' · '),

  draftHeading: 'Hvilke tider skal teamet svare på?',
  draftNext:
    'Når du sender, får alle i teamet et kort, hvor de kan svare. Kun dem, der mangler, bliver mindet om det.',
  moreHeading: 'Hvilke nye tider foreslår du?',
  moreNext: 'De svar, I allerede har givet, bliver stående. Alle bliver kun spurgt om de nye tider.',
  row: (weekday: string, week: string) => `${weekday} i ${week}`,
  rowUnreadable: (number: number) => `Tid ${number}`,
  keep: 'Spørg om den',
  own: 'Din egen tid',
  day: 'Dato',
  time: 'Kl.',
  deadline: 'Svar senest (kl. 12)',
  send: 'Send til teamet',
  without: (names: string) => `Uden ${names}, som ikke kan`,
  skippedWeek: (week: number, holiday: string) => `Uge ${week} er sprunget over: ${holiday}.`,
  skippedTooSoon: (date: string) =>
    `${date} ville passe med jeres rytme, men så når svar og skemaer ikke at komme ind i tide.`,
  skippedDay: (date: string, why: string) => `${date} er sprunget over: ${why}.`,
  schoolHoliday: (week: number): string =>
    week === 7
      ? 'vinterferie'
      : week === 42
        ? 'efterårsferie'
        : week === 29 || week === 30
          ? 'sommerferie'
          : 'skoleferie',
  closed: 'institutionen har lukket',
  weekend: 'weekend',
  away: (names: string) => `${names} er væk`,
  busy: (names: string) => `${names} er optaget`,
  noProposals: 'Jeg fandt ingen tider, der passer med teamets kalender. Skriv dine egne.',

  problemNone: 'Vælg mindst én tid.',
  problemClash: {
    duplicate: 'Den tid står der to gange.',
    overlap: 'Tiden overlapper en anden tid.',
    taken: 'Den tid er der allerede spurgt om.',
  },
  nearest: (date: string) => `Den nærmeste mulighed er ${date}.`,
  problemUnreadable: 'Vælg en dato og et klokkeslæt.',
  problemPast: 'Den tid er passeret.',
  problemTooFar: 'Det er mere end et år frem. Vælg en tidligere dato.',
  problemHoliday: (name: string) => `Den dag er ${name}.`,
  problemWeekend: 'Den dag er i weekenden.',
  problemClosed: 'Den dag har institutionen lukket.',
  problemHours: 'Mødet skal ligge mellem kl. 7 og 18.',
  problemDeadline: {
    unreadable: 'Vælg en dato.',
    past: 'Fristen er udløbet.',
    afterFirstSlot: 'Fristen skal ligge før den første tid.',
  },
  noDeadline: 'Der er ingen hverdag før den første tid. Vælg senere tider.',
  tooMany: (most: number) =>
    `Der kan højst spørges om ${most} tider i en afstemning. Vælg en af dem, eller stop afstemningen, og begynd på en ny.`,
  alreadyOpenHeading: 'I er ved at finde en dato',
  alreadyOpen:
    'Teamet er allerede spurgt om mødetider. Se svarene, og vælg en tid, eller spørg om flere tider. Du kan også stoppe afstemningen og begynde på en ny.',
  sentHeading: 'Mødetiderne er sendt',
  sent: (count: number, deadline: string) =>
    `${count === 1 ? 'Én' : count} i teamet er spurgt. Fristen er ${deadline}, og du får besked, når alle har svaret.`,

  pollHeading: 'Hvornår kan du?',
  answers: { yes: 'Kan', ifNeeded: 'Hvis nødvendigt', no: 'Kan ikke' },
  answerMissing: 'Vælg et svar.',
  answersMissing: 'Svar på alle tiderne. Det, du har valgt, står her stadig.',
  comment: 'Bemærkning til tovholderen, ikke om børn (valgfri)',
  sendAnswer: 'Send svar',
  pollNext: (deadline: string) => `Svar senest ${deadline}. Du kan ændre dit svar, indtil datoen er fundet.`,
  pollSummary: (team: string) => `${team}: hvornår kan du?`,
  onBehalf: (name: string) => `Du svarer for ${name}. Det bliver noteret.`,
  savedHeading: 'Dit svar er gemt',
  savedOtherHeading: 'Svaret er gemt',
  savedNext: 'Tak. Du får besked, når datoen er fundet.',
  recordedForYou: 'Tovholderen har svaret for dig. Ret det, hvis det ikke passer.',
  edit: 'Ret svar',
  answerRow: (date: string, answer: string) => `${date}: ${answer}`,

  resultHeading: 'Svar på mødetiderne',
  resultDeadline: 'Fristen er udløbet.',
  resultSummary: (team: string) => `${team}: se svar på mødetiderne`,
  resultOpen: 'Se svar',
  counts: (yes: number, ifNeeded: number, no: number) =>
    [
      `${yes} kan`,
      ...(ifNeeded > 0 ? [`${ifNeeded} hvis nødvendigt`] : []),
      ...(no > 0 ? [`${no} kan ikke`] : []),
    ].join(' · '),
  recommended: 'Bedste tid',
  saidNo: (names: string) => `${names} kan ikke`,
  missing: (names: string) => `Mangler at svare: ${names}.`,
  missingNew: (names: string) => `Mangler at svare på de nye tider: ${names}.`,
  answered: (names: string) => `Har svaret: ${names}.`,
  unreached: (names: string) =>
    `Jeg kan ikke skrive til ${names}, før Rød Tråd er tilføjet i Teams. Spørg selv, og skriv svaret ind med »Svar for en anden«.`,
  nobodyMissing: 'Alle har svaret.',
  noneFeasible:
    'Ingen af tiderne passer alle, der skal være med. Foreslå nye tider, eller vælg en alligevel.',
  allPast: 'Alle tiderne er passeret. Foreslå nye tider.',
  slotPast: 'Passeret',
  slotGone: 'Den tid er passeret. Vælg en anden, eller foreslå nye tider.',
  resultNext: (deadline: string) => `Fristen er ${deadline}. Når du vælger en tid, får alle besked.`,
  resultNextLate: 'Når du vælger en tid, får alle besked.',
  confirmBest: (date: string) => `Vælg ${date}`,
  choose: 'Vælg',
  behalf: 'Svar for en anden',
  behalfHeading: 'Hvem svarer du for?',
  behalfLabel: 'Kollega',
  more: 'Foreslå nye tider',
  cancel: 'Stop afstemningen',
  cancelHeading: 'Vil du stoppe afstemningen?',
  cancelText:
    'Ingen kan svare længere, og alle får besked om, at der ikke bliver fundet en dato. Du kan begynde på en ny bagefter.',
  cancelYes: 'Stop afstemningen',
  comments: (count: number) => (count === 1 ? 'Se bemærkningen' : `Se ${count} bemærkninger`),
  commentsHeading: 'Bemærkninger',
  recordedMark: (names: string) => `Noteret af tovholderen for: ${names}.`,

  overruleHeading: 'Hvorfor netop den tid?',
  overruleText: (best: string) => `Efter svarene er ${best} bedst. Skriv kort, hvorfor du vælger en anden.`,
  overruleNone: 'Ikke alle, der skal være med, kan den dag. Skriv kort, hvorfor du vælger den alligevel.',
  overruleLabel: 'Begrundelse',
  overruleMissing: 'Skriv en kort begrundelse.',
  overruleConfirm: 'Vælg tiden',

  confirmedHeading: 'Datoen er fundet',
  confirmedText: (date: string, place: string) =>
    place ? `Mødet er ${date}, ${place}.` : `Mødet er ${date}.`,
  confirmedDue: (date: string) => `Skemaerne skal være klar ${date}. Så får alle dem samtidig.`,
  confirmedSummary: (team: string) => `${team}: datoen er fundet`,
  confirmedNextCoordinator: 'Alle i teamet får besked nu. Næste skridt er at sætte punkter på dagsordenen.',
  confirmedNext: 'Tovholderen sætter punkter på dagsordenen. Du hører fra mig, hvis du skal forberede noget.',
  calendar: 'Læg i kalenderen',
  openMeeting: 'Se mødet',
  cancelledHeading: 'Afstemningen er stoppet',
  cancelledSummary: (team: string) => `${team}: afstemningen er stoppet`,
  cancelledLeads: 'Alle i teamet får besked. Du kan begynde på en ny afstemning, når du vil.',
  meetingCancelledHeading: 'Mødet er aflyst',
  meetingCancelled: (date: string) =>
    `Datoen var ${date}, men mødet er aflyst. Tovholderen kan begynde på en ny afstemning.`,
  noneHeading: 'Du har ingen afstemning lige nu',
  none: 'Du får et kort, når dit team skal finde en dato. Det er tovholderen, der sætter det i gang.',
  noneLeads: 'Når du har spurgt teamet, kan du følge svarene her.',
  cancelled: 'Der er ikke fundet en dato. Tovholderen kan begynde på en ny afstemning.',
  chooseTeamHeading: 'Hvilket team?',
  digestLine: (team: string, days: string) => `${days} · svar på mødetider (${team})`,
  digestButton: 'Svar',
}
