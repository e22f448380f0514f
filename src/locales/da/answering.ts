/** Answering polls: the card for all that somebody is asked. */
export const answering = {
  entry: 'Svar på mødetider',
  teams: (count: number) => `${count} team`,
  heading: 'Hvornår kan du?',
  teamsAsk: (count: number) => `${count} team spørger`,
  facts: (length: string, place: string, deadline: string) =>
    [length, place, deadline].filter(Boolean).join(' · '),
  answerBy: (deadline: string) => `svar senest ${deadline}`,
  deadlineWas: (deadline: string) => `fristen var ${deadline}`,
  missing: 'Vælg et svar.',
  problemMissing: 'Svar på alle tiderne. Det, du har valgt, står her stadig.',
  problemCrossed: 'Tiderne er ændret imens. Det, du svarede, er gemt. Svar også på de nye.',
  comment: 'Bemærkning til tovholderen, ikke om børn (valgfri)',
  remarkNames: 'Skriv bemærkningen uden børns navne.',
  send: 'Send svar',
  others: 'Vis de næste',
  next: (deadline: string) => `Svar senest ${deadline}. Du kan ændre dit svar indtil da.`,
  nextLate: (deadline: string) =>
    `Fristen var ${deadline}. Dit svar tæller stadig, til datoen er fundet, men tovholderen kan se, at det kom sent.`,
  nextAll: 'Du kan ændre dine svar, til fristen er gået.',
  left: (count: number) =>
    count === 1 ? 'Bagefter spørger ét team mere.' : `Bagefter spørger ${count} team mere.`,
  summary: (team: string, deadline: string) => `${team}: hvornår kan du? Svar senest ${deadline}`,
  summaryLate: (team: string) => `${team}: hvornår kan du? Svar, så snart du kan`,
  onBehalf: (name: string) => `Du svarer for ${name}. Det bliver noteret.`,

  hours: (from: string, to: string) => `kl. ${from}–${to}`,
  takenMeeting: (team: string, hours: string, travel: boolean) =>
    travel ? `Du har møde i ${team} ${hours}, og vejen tager tid.` : `Du har møde i ${team} ${hours}.`,
  takenPromised: (team: string, hours: string, travel: boolean) =>
    travel
      ? `Du har sagt, at du kan til ${team} ${hours}, og vejen tager tid.`
      : `Du har sagt, at du kan til ${team} på det tidspunkt.`,
  takenCalendar: 'Optaget i din kalender.',
  takenAway: 'Du er væk.',
  otherBusy: 'Optaget.',
  otherAway: 'Væk.',

  savedHeading: 'Dit svar er gemt',
  savedOtherHeading: 'Svaret er gemt',
  savedNext: 'Tak. Du får besked, når datoen er fundet.',
  savedAllNext: 'Tak. Du får besked, når datoerne er fundet.',
  savedLateNext:
    'Tak. Fristen var gået, så tovholderen kan se, at dit svar kom bagefter. Det tæller alligevel.',
  savedTeams: (teams: string) => `Gemt: ${teams}.`,
  recordedForYou: 'Tovholderen har svaret for dig. Ret det, hvis det ikke passer.',
  edit: 'Ret svar',
  row: (date: string, answer: string) => `${date}: ${answer}`,
  countsAsNo: 'Hvor du har et andet møde, tæller du som »Kan ikke«, så længe det møde står.',
  countsAsNoFor: (name: string) => `Hvor ${name} er optaget, tæller det som »Kan ikke«, så længe det varer.`,
  slotOf: (date: string, teams: string) => `${date} (${teams})`,
  collide: (slots: string, count: number) => `${slots} kan ikke ${count === 2 ? 'begge' : 'alle'} nås.`,
  collideNext: 'Det er i orden: Når det ene møde er aftalt, tæller du som optaget til det andet.',

  lockedHeading: 'Fristen er gået',
  locked: (deadline: string, coordinator: string) =>
    `Fristen var ${deadline}, så svaret står, som det er. Skal det ændres, så sig det til ${coordinator}, der kan notere det for dig.`,
  wished: (date: string, answer: string) => `Ikke ændret: ${date} til »${answer}«.`,
  unsentRemark: (remark: string) => `Ikke sendt: »${remark}«`,
  overHeading: 'De afstemninger er slut',
  overNext: 'Du hører fra mig, når der er nyt om møderne.',
  overConfirmed: (team: string, date: string) => `${team}: Datoen er fundet, ${date}.`,
  overCancelled: (team: string) => `${team}: Afstemningen er stoppet.`,
  overMeetingCancelled: (team: string) => `${team}: Mødet er aflyst.`,

  digestLine: (team: string, days: string) => `${days} · svar på mødetider (${team})`,
  digestButton: 'Svar',
}
