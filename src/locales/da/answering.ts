/** Answering polls: the card for all that somebody is asked. */
export const answering = {
  entry: 'Svar på mødetider',
  ownEntry: 'Se eller ret dit svar',
  teams: (count: number) => `${count} teams`,
  heading: 'Hvornår kan du?',
  headingOf: (name: string) => `Hvornår kan ${name}?`,
  teamsAsk: (count: number) => `${count} teams spørger`,
  facts: (length: string, place: string, deadline: string) =>
    [length, place, deadline].filter(Boolean).join(' · '),
  answerBy: (deadline: string) => `svar senest ${deadline}`,
  deadlineWas: (deadline: string) => `fristen var ${deadline}`,
  missing: 'Vælg et svar.',
  problemMissing: 'Svar på alle tiderne. Det, du har valgt, står her stadig.',
  problemCrossed: 'Tiderne er ændret imens. Det, du svarede, er gemt. Svar også på de nye.',
  comment: 'Bemærkning til tovholderen, ikke om børn (valgfri)',
  commentOf: 'Bemærkning, ikke om børn (valgfri)',
  remarkNames: 'Skriv bemærkningen uden børns navne.',
  send: 'Send svar',
  others: 'Vis de næste',
  next: (deadline: string) => `Svar senest ${deadline}. Du kan ændre dit svar indtil da.`,
  nextLate: (deadline: string) =>
    `Fristen var ${deadline}. Du kan stadig svare, indtil datoen er fundet, men tovholderen kan se, at svaret kom sent.`,
  nextOf: (name: string, deadline: string) => `${name} kan selv ændre svaret indtil ${deadline}.`,
  nextOfLate: 'Fristen er udløbet. Du kan ændre svaret, indtil datoen er fundet.',
  nextAll: 'Du kan ændre dine svar indtil fristen.',
  left: (count: number) =>
    count === 1 ? 'Bagefter spørger ét team mere.' : `Bagefter spørger ${count} teams mere.`,
  summary: (team: string, deadline: string) => `${team}: hvornår kan du? Svar senest ${deadline}`,
  summaryLate: (team: string) => `${team}: hvornår kan du? Svar, så snart du kan`,
  onBehalf: (name: string) => `Du svarer for ${name}. Det bliver noteret.`,

  hours: (from: string, to: string) => `kl.\u00a0${from}–${to}`,
  takenMeeting: (team: string, hours: string, travel: boolean) =>
    travel ? `Du har møde i ${team} ${hours}, og vejen tager tid.` : `Du har møde i ${team} ${hours}.`,
  takenPromised: (team: string, hours: string, travel: boolean) =>
    travel
      ? `Du har sagt, at du kan mødes med ${team} ${hours}, og vejen tager tid.`
      : `Du har sagt, at du kan mødes med ${team} på det tidspunkt.`,
  takenCalendar: 'Optaget i din kalender.',
  takenAway: 'Du er væk.',
  otherBusy: 'Optaget.',
  otherAway: 'Væk.',

  savedHeading: (teams: number): string => (teams === 1 ? 'Dit svar er gemt' : 'Dine svar er gemt'),
  savedOtherHeading: 'Svaret er gemt',
  savedOtherNext: (name: string) => `Det er noteret, at du har svaret for ${name}.`,
  savedNext: 'Tak. Du får besked, når datoen er fundet.',
  savedAllNext: 'Tak. Du får besked, når datoerne er fundet.',
  savedLateNext:
    'Tak. Fristen var udløbet, så tovholderen kan se, at dit svar kom bagefter. Det tæller alligevel.',
  savedTeams: (teams: string) => `Gemt: ${teams}.`,
  recordedForYou: 'Tovholderen har svaret for dig. Ret det, hvis det ikke passer.',
  edit: 'Ret svar',
  row: (date: string, answer: string, passed: boolean) => `${date}: ${answer}${passed ? ' · passeret' : ''}`,
  countsAsNo:
    'Har du et andet møde på tidspunktet, tæller dit svar som »Kan ikke«, indtil det møde er flyttet eller aflyst.',
  countsAsNoFor: (name: string) =>
    `Er ${name} optaget på tidspunktet, tæller svaret som »Kan ikke«, så længe det er sådan.`,
  slotOf: (date: string, teams: string) => `${date} (${teams})`,
  collide: (slots: string, count: number) => `${slots} kan ikke ${count === 2 ? 'begge' : 'alle'} nås.`,
  collideNext: 'Det er i orden: når det ene møde er aftalt, tæller du som optaget til det andet.',

  lockedHeading: 'Fristen er udløbet',
  locked: (deadline: string, coordinator: string) =>
    `Fristen var ${deadline}, så svaret står, som det er. Skal det ændres, så sig det til ${coordinator}, der kan rette det for dig.`,
  wished: (date: string, answer: string) => `Ikke ændret: ${date} til »${answer}«.`,
  unsentRemark: (remark: string) => `Ikke sendt: »${remark}«`,
  overHeading: (count: number): string => (count === 1 ? 'Afstemningen er slut' : 'Afstemningerne er slut'),
  passedHeading: 'Tiderne er passeret',
  overPast: (team: string) => `${team}: tiderne i afstemningen er passeret.`,
  overNext: 'Du hører fra mig, når der er nyt om møderne.',
  overConfirmed: (team: string, date: string) => `${team}: datoen er fundet, ${date}.`,
  overCancelled: (team: string) => `${team}: afstemningen er stoppet.`,
  overMeetingCancelled: (team: string) => `${team}: mødet er aflyst.`,

  digestLine: (team: string, days: string) => `${days} · svar på mødetider (${team})`,
  digestButton: 'Svar',
}
