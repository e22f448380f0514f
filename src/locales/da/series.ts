/** The next meeting by itself, and a half-year in one go. */
export const series = {
  next: {
    heading: 'Hvornår mødes I næste gang?',
    summary: (team: string) => `${team}: forslag til næste møde`,
    /** @param weeks from now to the first time */
    rhythm: (weeks: number, week: string) => `Efter jeres rytme er det om ${weeks} uger, i ${week}.`,
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
}
