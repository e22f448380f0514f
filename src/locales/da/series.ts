/** The next meeting by itself, and a half-year in one go. */
export const series = {
  next: {
    heading: 'Hvornår mødes I næste gang?',
    summary: (team: string) => `${team}: forslag til næste møde`,
    /** @param weeks from now to the day of the rhythm, whatever it was moved to */
    rhythm: (weeks: number, week: string) =>
      weeks > 1
        ? `Efter jeres rytme er det om ${weeks} uger, i ${week}.`
        : `Efter jeres rytme er det i ${week}.`,
    proposed: 'Jeg foreslår:',
    ask: 'Spørg teamet',
    edit: 'Ret tiderne først',
    stop: 'Mind mig ikke om det',
    nextAsk: 'Når du spørger teamet, får alle et kort at svare på, og du får besked, når de har svaret.',
    nextNone: 'Skriv dine egne tider, eller planlæg hele halvåret.',
    old: 'De foreslåede tider kan ikke længere bruges. Her er nye. Der er ikke sendt noget endnu.',
    thereHeading: 'I har allerede en dato',
    there: (date: string) => `Næste møde er ${date}.`,
    thereNext: 'Vil I mødes flere gange, kan du finde en dato mere.',
    another: 'Find en dato mere',
    stoppedHeading: 'Jeg minder dig ikke om det',
    stopped:
      'I har ingen næste mødedato. Punkter, der venter, og opfølgninger kommer ikke på en dagsorden, før der er en.',
    stoppedNext: 'Når du har planlagt et møde, foreslår jeg igen det næste bagefter.',
    resume: 'Mind mig igen',
    resumed: 'Jeg minder dig om det igen.',
    overviewStopped:
      'Der er ikke planlagt et møde, og du har bedt mig om ikke at minde dig om det. Det, der venter, kommer ikke på en dagsorden.',
    digestLine: (team: string) => `Ingen næste mødedato · se forslag (${team})`,
    digestButton: 'Se forslag',
  },
  half: {
    entry: 'Planlæg halvåret',
    heading: 'Hvornår mødes I det næste halve år?',
    doneHeading: 'Halvåret er planlagt',
    closedHeading: 'Jeg fandt ingen datoer',
    closedNext: 'Vælg en anden ugedag under »Ret mødetiden«, eller find en dato ad gangen.',
    period: 'det næste halve år',
    chooseNext: 'Jeg foreslår datoer for et halvt år. Intet bliver planlagt, før du siger til.',
    next: 'Du kan rette dato og tid. Når du planlægger, får alle i teamet én besked med alle datoerne.',
    doneNext: 'Vil du have flere møder, kan du finde en dato ad gangen.',
    allPlanned: 'Der er ingen flere datoer at planlægge efter jeres rytme.',
    planned: (dates: string) => `Allerede planlagt: ${dates}`,
    more: (count: number) => `og ${count} mere`,
    rest: (count: number) =>
      count === 1
        ? 'Der er én mere. Den får du, når de her er planlagt.'
        : `Der er ${count} mere. Dem får du, når de her er planlagt.`,
    openPoll: (deadline: string) =>
      `Teamet er ved at svare på mødetider (frist ${deadline}). I kan godt have begge dele. Stop afstemningen, hvis den ikke skal bruges.`,
    keep: 'Planlæg den',
    all: (count: number) =>
      count === 1 ? 'Planlæg mødet' : count === 2 ? 'Planlæg begge møder' : `Planlæg alle ${count} møder`,
    ticked: 'Planlæg de valgte',
    someTicked: (ticked: number, all: number) =>
      `Du har kun sat kryds ved ${ticked} af ${all}. Vælg, om det kun er dem. Der er ikke planlagt noget endnu.`,
    noneTicked: 'Sæt kryds ved mindst ét møde. Der er ikke planlagt noget endnu.',
    go: 'Planlæg møderne',
    insist: 'Planlæg, som jeg skrev',
    insistNext:
      'Med »Planlæg, som jeg skrev« gælder dine egne tider, undtagen dem, der er passeret, ikke kan læses eller rammer et andet af jeres møder. Der gælder den tid, jeg har sat ind.',
    fix: 'Se de datoer, der er markeret nedenfor. Der er ikke planlagt noget endnu.',
    since: (dates: string, count: number) =>
      `Der er kommet ${count === 1 ? 'et møde' : 'møder'} til siden sidst: ${dates}. Se datoerne igennem, og planlæg igen. Der er ikke planlagt noget endnu.`,
    overlap: 'I har et andet møde på det tidspunkt.',
    leftOut: (day: string, why: string) => `${day} er sprunget over: ${why}.`,
    why: {
      tooSoon: (weeks: string) => `skemaerne kan ikke nå at være klar til ${weeks}`,
      missing: (who: string, days: string) => `${who} ${days}`,
    },
    without: (who: string) => `Kan ikke komme: ${who}.`,
    saidNo: (names: string) => `${names} har sagt nej`,
    savedHeading: (count: number): string => (count === 1 ? 'Mødet er planlagt' : 'Møderne er planlagt'),
    saved: (count: number) => (count === 1 ? 'Ét møde er planlagt.' : `${count} møder er planlagt.`),
    thereBefore: (count: number) =>
      `${count === 1 ? 'Det' : 'De'} var planlagt i forvejen. Der er ikke sendt noget igen.`,
    savedNext: (count: number): string =>
      count === 1
        ? 'Alle i teamet får én besked nu. Frist for skemaer og påmindelser følger datoen. Næste skridt er dagsordenen.'
        : 'Alle i teamet får én besked nu. Frist for skemaer og påmindelser følger hver dato. Næste skridt er dagsordenen til det første møde.',
    seeRest: 'Se resten af halvåret',
    calendar: 'I kalenderen',
    messageHeading: (count: number): string =>
      count === 1 ? 'Jeres møde er planlagt' : 'Jeres møder er planlagt',
    messageLink: (count: number) => `Læg ${count === 1 ? 'det' : 'dem'} i din kalender.`,
    messageNext: 'Du hører fra mig, når du skal forberede noget.',
    messageSummary: (team: string, count: number) =>
      count === 1 ? `${team}: et møde er planlagt` : `${team}: ${count} møder er planlagt`,
  },
}
