/** Finding a date: proposals, answers, result. */
export const polls = {
  findDate: 'Find en mødedato',
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
  deadline: 'Svar senest (kl.\u00a012)',
  send: 'Send til teamet',
  without: (names: string) => `Uden ${names}, som ikke kan`,
  list: (names: readonly string[]) =>
    names.length > 1 ? `${names.slice(0, -1).join(', ')} og ${names.at(-1)}` : names.join(''),
  clauses: (sentences: readonly string[]) =>
    sentences.length > 1
      ? `${sentences.slice(0, -1).join(', ')}, og ${sentences.at(-1)}`
      : sentences.join(''),
  weeks: (numbers: string, _count: number) => `uge ${numbers}`,
  moved: (weeks: number, why: string) =>
    `Flyttet ${weeks === 1 ? 'en uge' : weeks === 2 ? 'to uger' : `${weeks} uger`}: ${why}.`,
  dayIs: (days: string, why: string) => `${days} er ${why}`,
  closedOn: (days: string) => `institutionen har lukket ${days}`,
  fromTo: (first: string, last: string) => `${first} til ${last}`,
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
  anySchoolHoliday: 'skoleferie',
  closed: 'institutionen har lukket',
  nextYear: 'det næste år',
  yearFrom: (day: string) => `det første år efter ${day}`,
  closing: { closingDay: 'lukkedage', schoolHoliday: 'skoleferie' },
  noSuchDay: (weekday: string, period: string, why: readonly string[]) =>
    `I kan ikke mødes på en ${weekday} ${period}. Alle ${weekday}e er sat som ${why.join(' eller ')}. Vælg en anden ugedag for teamet, eller bed kommunen om at rette det.`,
  noDay: (period: string, why: readonly string[]) =>
    `Der er ingen dage at mødes på ${period}. De er alle sat som ${why.join(' eller ')}. Bed kommunen om at rette det.`,
  weekend: 'weekend',
  away: (names: string) => `${names} er væk`,
  awayUntil: (name: string, day: string) => `${name} er væk til og med ${day}`,
  busy: (names: string) => `${names} er optaget`,
  andBusy: (away: string) => `${away} og ellers optaget`,
  refused: (names: string, days: string, half: 'morning' | 'afternoon') =>
    `${names} har sagt nej til ${
      days === ''
        ? { morning: 'formiddage', afternoon: 'eftermiddage' }[half]
        : `${days} ${{ morning: 'formiddag', afternoon: 'eftermiddag' }[half]}`
    }.`,
  nobody: (day: string, who: string) => `Jeg har ledt til og med ${day}. ${who}.`,
  noProposals: 'Jeg fandt ingen tider, der passer med teamets kalender. Skriv dine egne.',

  problemNone: 'Vælg mindst én tid.',
  problemClash: {
    duplicate: 'Den tid står der to gange.',
    overlap: 'Tiden overlapper en anden tid.',
    taken: 'Den tid er der allerede spurgt om.',
  },
  filledIn: (date: string) => `Jeg har sat ${date} ind.`,
  nothingNear: 'Jeg fandt ingen anden tid i nærheden.',
  insist: 'Brug mine egne tider',
  insistNext:
    'Jeg har sat den nærmeste tid ind. Vil du have den, du selv skrev, så tryk på »Brug mine egne tider«.',
  insistNotAll:
    'Med »Brug mine egne tider« sender du dem, du selv skrev. Det gælder ikke tider, der er passeret, ikke kan læses eller står der to gange.',
  lookFirst: 'Se det igennem, før du sender.',
  concerns: {
    oneSlot: 'Der er kun én tid at svare på. Er datoen aftalt, så planlæg mødet uden at spørge.',
    nobodyRequired: 'Der er ingen i teamet, der skal være med, så alle svar vejer lige meget.',
  },
  everybodyAway: (who: string) => `Alle de andre er væk på de tider: ${who}. Vælg hellere senere tider.`,
  sendAnyway: 'Spørg alligevel',
  planNow: 'Planlæg uden at spørge',
  planBusy:
    'Nogen i teamet er optaget på det tidspunkt, så mødet er ikke planlagt. Spørg teamet i stedet, eller vælg en anden tid.',
  planSeveral: 'Der er flere tider nu. Spørg teamet om dem, eller lad kun den aftalte stå.',
  problemUnreadable: 'Vælg en dato og et klokkeslæt.',
  problemPast: 'Den tid er passeret.',
  problemTooFar: 'Det er mere end et år frem.',
  problemHoliday: (day: string, name: string) => `${day} er ${name}.`,
  problemWeekend: (day: string) => `${day} ligger i en weekend.`,
  problemClosed: (day: string) => `Institutionen har lukket ${day}.`,
  problemHours: 'Mødet skal ligge mellem kl.\u00a07 og 18.',
  problemDeadline: {
    unreadable: 'Vælg en dato.',
    past: 'Fristen er udløbet.',
    afterFirstSlot: 'Fristen skal ligge før den første tid.',
  },
  noDeadline: 'Der er ingen hverdag før den første tid. Vælg senere tider.',
  tooMany: (most: number) => `Der kan højst spørges om ${most} tider i en afstemning.`,
  tooManyNext: 'Vælg en af dem, eller tag nogle af dem ud under »Ret tider og frist«.',
  leaveOut: (most: number, over: number) =>
    `Der kan højst spørges om ${most} tider i en afstemning. Fravælg mindst ${over === 1 ? 'én' : over}.`,
  alreadyOpenHeading: 'I er ved at finde en dato',
  alreadyOpen: 'Teamet er allerede spurgt om mødetider.',
  alreadyOpenNext:
    'Se svarene, og vælg en tid, eller spørg om flere tider. Du kan også stoppe afstemningen og begynde på en ny.',
  sentHeading: 'Mødetiderne er sendt',
  sent: (count: number) => `${count === 1 ? 'Én' : count} i teamet er spurgt.`,
  sentNext: (deadline: string) => `Fristen er ${deadline}, og du får besked, når alle har svaret.`,

  answers: { yes: 'Kan', ifNeeded: 'Hvis nødvendigt', no: 'Kan ikke' },

  editTimes: 'Ret tider og frist',
  editHeading: 'Hvilke tider skal der svares på?',
  editNext: 'Svar på tider, du ikke ændrer, bliver stående. Teamet bliver kun spurgt om det nye.',
  editSave: 'Gem ændringerne',
  editNone: 'Så er der ingen tider tilbage. Behold eller tilføj mindst én, eller stop afstemningen.',
  editCrossed: 'Tiderne er ændret imens. Dine ændringer står her stadig. Se dem igennem, og gem igen.',
  editSame: 'Der er ikke ændret noget',
  editedHeading: 'Ændringerne er gemt',
  editedAsked: (names: string) => (names ? `Mangler at svare på det nye: ${names}.` : 'Alle har svaret.'),
  editedNobody: 'Ingen bliver spurgt igen.',
  editedSooner: (names: string) => `Får besked om den nye frist: ${names}.`,
  editedOneSlot: 'Der er kun én tid tilbage at svare på. Er den aftalt, så vælg den under »Se svar«.',

  resultHeading: 'Svar på mødetiderne',
  resultDeadline: 'Fristen er udløbet.',
  resultSummary: (team: string) => `${team}: se svar på mødetiderne`,
  resultOpen: 'Se svar',
  resultRefresh: 'Hent nye svar',
  counts: (yes: number, ifNeeded: number, no: number) =>
    [
      ...(yes > 0 ? [`${yes} kan`] : []),
      ...(ifNeeded > 0 ? [`${ifNeeded} hvis nødvendigt`] : []),
      ...(no > 0 ? [`${no} kan ikke`] : []),
    ].join(' · '),
  recommended: 'Bedste tid',
  saidNo: (names: string) => `${names} kan ikke`,
  slotWithout: (names: string) => `Uden ${names}`,
  missing: (names: string) => `Mangler at svare: ${names}.`,
  missingNew: (names: string) => `Mangler at svare på de nye tider: ${names}.`,
  answered: (names: string) => `Har svaret: ${names}.`,
  unreached: (names: string) =>
    `Jeg kan ikke skrive til ${names}, før Rød Tråd er tilføjet i Teams. Spørg selv, og skriv svaret ind med »Svar for en anden«.`,
  nobodyMissing: 'Alle har svaret.',
  noneFeasible:
    'Ingen af tiderne passer alle, der skal være med. Foreslå nye tider, eller vælg en alligevel.',
  better: (dates: string) => `Bedre tider ud fra svarene: ${dates}.`,
  askBetter: 'Spørg om de tider',
  betterOld: 'De tider kan ikke længere bruges. Her er svarene, som de er nu.',
  allPast: 'Alle tiderne er passeret. Foreslå nye tider.',
  slotPast: 'Passeret',
  slotGone: 'Den tid er passeret. Vælg en anden, eller foreslå nye tider.',
  resultNext: (deadline: string) => `Fristen er ${deadline}. Når du vælger en tid, får alle besked.`,
  resultNextLate: 'Når du vælger en tid, får alle besked.',
  confirmBest: 'Vælg den bedste tid',
  choose: 'Vælg',
  behalf: 'Svar for en anden',
  behalfHeading: 'Hvem svarer du for?',
  behalfNext: 'På næste kort skriver du svaret ind. Det bliver noteret, at det er dig, der svarer.',
  behalfLabel: 'Kollega',
  behalfGo: 'Fortsæt',
  more: 'Foreslå nye tider',
  cancel: 'Stop afstemningen',
  cancelHeading: 'Vil du stoppe afstemningen?',
  cancelText: 'Ingen kan svare længere, og alle får besked om, at der ikke bliver fundet en dato.',
  cancelNext: 'Du kan begynde på en ny bagefter.',
  cancelYes: 'Stop afstemningen',
  comments: (count: number) => (count === 1 ? 'Se bemærkningen' : `Se ${count} bemærkninger`),
  commentsHeading: 'Bemærkninger',
  commentsNext: 'Gå tilbage til svarene, når du vil vælge en tid.',
  recordedMark: (names: string) => `Noteret af tovholderen for: ${names}.`,
  lateMark: (names: string) => `Svarede efter fristen: ${names}.`,

  overruleHeading: 'Hvorfor netop den tid?',
  overruleText: (best: string) => `Ud fra svarene er ${best} bedst. Skriv kort, hvorfor du vælger en anden.`,
  overruleNone:
    'Ikke alle, der skal være med, har sagt, at de kan. Skriv kort, hvorfor du vælger tiden alligevel.',
  overruleClash: (names: string) => `${names} er optaget på det tidspunkt.`,
  overruleClashAsk: 'Skriv kort, hvorfor tiden alligevel er den rigtige.',
  overruleLabel: 'Begrundelse til teamet, ikke om børn',
  overruleNames: 'Skriv begrundelsen uden børns navne.',
  overruleNext: 'Når du vælger tiden, får alle besked. Begrundelsen kan kun teamet læse.',
  overruleMissing: 'Skriv en kort begrundelse.',
  overruleConfirm: 'Vælg tiden',

  confirmedHeading: 'Datoen er fundet',
  confirmedText: (date: string, place: string) =>
    place ? `Mødet er ${date}, ${place}.` : `Mødet er ${date}.`,
  why: 'Hvorfor den tid?',
  reasoned: 'Tovholderen har skrevet, hvorfor det blev den tid.',
  reasonHeading: 'Hvorfor blev det den tid?',
  reasonOf: (date: string) => `Tovholderen om ${date}:`,
  reasonNext: 'Kan du ikke komme, så sig det til tovholderen.',
  confirmedDue: (date: string) => `Skemaerne skal være klar ${date}. Så får alle dem samtidig.`,
  confirmedSummary: (team: string) => `${team}: datoen er fundet`,
  confirmedNextCoordinator: 'Alle i teamet får besked nu. Næste skridt er at sætte punkter på dagsordenen.',
  confirmedBefore: 'Næste skridt er at sætte punkter på dagsordenen.',
  confirmedNext: 'Tovholderen sætter punkter på dagsordenen. Du hører fra mig, hvis du skal forberede noget.',
  byItself: 'Alle kan, så tiden blev valgt af sig selv, da fristen udløb. Sådan har kommunen bestemt det.',
  byItselfNext:
    'Passer den ikke alligevel, kan du flytte eller aflyse mødet. Ellers er næste skridt dagsordenen.',

  moreTime: 'Giv mere tid',
  moreTimeHeading: 'Hvor længe skal der kunne svares?',
  moreTimeNext: 'Kun dem, der mangler, bliver mindet om det. De svar, der er givet, bliver stående.',
  moreTimeSummary: (team: string) => `${team}: der er mere tid til at svare`,
  sooner: 'Fristen er rykket frem.',
  soonerIn: (team: string) => `${team} har rykket fristen frem.`,
  soonerSummary: (team: string, deadline: string) => `${team}: svar nu senest ${deadline}`,
  timeGivenHeading: 'Fristen er flyttet',
  timeGiven: (deadline: string) => `Der kan svares indtil ${deadline}.`,
  askedAgain: (names: string) => `Spurgt igen: ${names}.`,
  timeGivenNext: 'Du får besked, når alle har svaret.',
  calendar: 'Læg i kalenderen',
  openMeeting: 'Se mødet',
  cancelledHeading: 'Afstemningen er stoppet',
  cancelledSummary: (team: string) => `${team}: afstemningen er stoppet`,
  cancelledLeads: 'Alle i teamet får besked.',
  startAgain: 'Du kan begynde på en ny afstemning, når du vil.',
  mayStartAgain: 'Tovholderen kan begynde på en ny afstemning.',
  begun: (date: string) => `Mødet var sat til ${date}.`,
  begunNext: 'Tryk på »Se mødet«, hvis du vil se mere.',
  meetingCancelledHeading: 'Mødet er aflyst',
  meetingCancelled: (date: string) => `Datoen var ${date}, men mødet er aflyst.`,
  noneHeading: 'Du har ingen afstemning lige nu',
  none: 'Du får et kort, når dit team skal finde en dato. Det er tovholderen, der sætter det i gang.',
  noneLeads: 'Når du har spurgt teamet, kan du følge svarene her.',
  cancelled: 'Der er ikke fundet en dato.',
  chooseTeamNext: 'Jeg foreslår nogle tider. Teamet får dem først, når du sender dem.',
  undecidedLine: (team: string) => `Fristen er udløbet · vælg en mødedato (${team})`,
  slotsGoneLine: (team: string) => `Alle tider er passeret · foreslå nye (${team})`,
  undecidedButton: 'Se svarene',
}
