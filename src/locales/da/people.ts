import type { AbsenceProblem } from '../../features/people/model.ts'
import type { Profession } from '../../shared/action.ts'

/** Start card, who am I, settings, absence, group chats. */
export const people = {
  startHeading: 'Hvad vil du?',
  startNext: 'Skriv »hjælp«, når du vil tilbage hertil.',
  whoHeading: 'Hvad arbejder du som?',
  whoText: 'Så viser jeg det, der passer til dig. Du kan ændre det under indstillinger.',
  whoLabel: 'Jeg er',
  whoMissing: 'Vælg det, der passer bedst.',
  welcome: (name: string) =>
    `Hej${name && ` ${name}`}. Jeg holder den røde tråd i jeres møder om børns trivsel: datoer, skemaer, hvad forældrene siger, referat og aftaler.`,
  professions: {
    daycareLeader: 'Dagtilbudsleder eller pædagogisk leder',
    outreachAdvisor: 'Fremskudt eller forebyggende rådgiver',
    psychologist: 'Psykolog (PPR)',
    specialEducator: 'Specialpædagog (PPR)',
    speechTherapist: 'Tale-hørekonsulent (PPR)',
    healthVisitor: 'Sundhedsplejerske',
    pedagogue: 'Pædagog',
    other: 'Noget andet',
  } satisfies Record<Profession, string>,
  professionShort: {
    daycareLeader: 'leder',
    outreachAdvisor: 'fremskudt rådgiver',
    psychologist: 'psykolog',
    specialEducator: 'specialpædagog',
    speechTherapist: 'tale-hørekonsulent',
    healthVisitor: 'sundhedsplejerske',
    pedagogue: 'pædagog',
    other: 'anden fagperson',
  } satisfies Record<Profession, string>,
  settings: 'Indstillinger',
  settingsHeading: 'Dine indstillinger',
  settingsNext: 'Det, du ændrer, gælder, så snart du har gemt det.',
  settingsSaved: 'Dine indstillinger er gemt.',
  languageLabel: 'Sprog',
  languages: { da: 'Dansk', en: 'English' },
  digestDayLabel: 'Påmindelser får jeg',
  digestDaily: 'hver arbejdsdag, når der er noget',
  digestWeekly: (weekday: string) => `en gang om ugen, ${weekday}`,
  digestNone: 'slet ikke',
  digestStarted: 'Du får påmindelser igen. Det, der stadig venter på dig, kommer i den næste.',
  digestStopped: 'Du får ingen påmindelser. Det, der venter på dig, ligger under »Mine opgaver«.',
  digestStoppedText:
    'Du får ingen påmindelser. Vælg en dag ovenfor, når du vil have dem igen. Det, der venter på dig, ligger under »Mine opgaver«.',
  stopHeading: 'Vil du stoppe påmindelserne?',
  stopText:
    'Du bliver ikke længere mindet om aftaler, skemaer og svar, heller ikke når fristen er overskredet.',
  stopTasks: (count: number) =>
    count === 1 ? 'Lige nu venter der en ting på dig.' : `Lige nu venter der ${count} ting på dig.`,
  stopTold: (names: string) => `${names} får at vide, at du ikke får påmindelser.`,
  stopLed: (teams: string) => `Du er tovholder for ${teams}, så ingen bliver mindet om det, der mangler dér.`,
  stopStill: 'Indkaldelser, nye aftaler og skemaer til et møde får du stadig.',
  stopNext: 'Er det for meget, kan du i stedet få dem en gang om ugen. Vælg en ugedag under indstillingerne.',
  stopKeep: 'Behold dem',
  stopSend: 'Stop påmindelser',
  digestTimeLabel: 'Tidspunkt',
  digestTime: (time: string) => `kl.\u00a0${time}`,
  digestText:
    'Det hele kommer i én besked. Er dagen en helligdag, eller er du væk, kommer beskeden den næste arbejdsdag. Spørgsmål om tider, skemaer til et møde og nyt om det, der er aftalt, får du stadig med det samme.',
  absenceHeading: 'Fravær',
  absenceText:
    'Mens du er væk, får du ingen påmindelser, og jeg foreslår ingen møder. Din tovholder, og den, der vil give dig en aftale, kan se, hvornår du er væk.',
  absenceFrom: 'Fra og med',
  absenceTo: 'Til og med',
  absenceAdd: 'Meld fravær',
  absenceRemove: 'Slet',
  absenceRow: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  absenceSaved: (from: string, to: string) =>
    from === to ? `Dit fravær ${from} er gemt.` : `Dit fravær fra ${from} til ${to} er gemt.`,
  absenceRemoved: 'Fraværet er slettet.',
  absenceProblems: {
    dayUnreadable: 'Vælg en dato.',
    endBeforeStart: 'Slutdatoen ligger før startdatoen.',
    allInThePast: 'Den dato er passeret.',
    tooLong: 'Det er mere end et år.',
  } satisfies Record<AbsenceProblem, string>,
  absenceOffer: (day: string) => `Den nærmeste, du kan vælge, er ${day}.`,
  backlogHeading: 'Det ventede på dig',
  backlogSummary: (count: number) => `${count} beskeder har ventet på dig`,
  backlogNext: 'Her står kun det, der stadig gælder.',
  backlogMore: (count: number) => `Vis ${count} mere`,
  unknownName: 'en kollega',
  group: {
    heading: 'Rød Tråd',
    installedHeading: 'Rød Tråd er med',
    installed: (count: number) =>
      `Jeg kan nu se ${count === 1 ? 'den ene deltager' : `de ${count} deltagere`} her, så I kan vælge blandt alle, når I opretter et team.\nAlt om børn foregår i din egen chat med mig, aldrig her.`,
    installedNext: 'Har du ikke Rød Tråd endnu, så find appen i Teams, og vælg »Tilføj«.',
    goPersonal: (count: number) =>
      `Her viser jeg kun datoer. Skriv til mig i din egen chat, hvis du vil mere. Vil du oprette et team, kan du vælge blandt ${count === 1 ? 'den ene deltager' : `de ${count} deltagere`} herfra.`,
    nextMeeting: (team: string, date: string) => `${team}: næste møde er ${date}.`,
  },
}
