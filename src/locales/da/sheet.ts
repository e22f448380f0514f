import type { Category } from '../../features/consent/model.ts'
import type { TeamKind } from '../../features/teams/model.ts'

/** Samtykkearket (R-CONS-7): the parents read it, and sign it. Its version is `textVersion` in consent/model.ts. */
export const sheet = {
  title: 'Samtykkeark til forældrene',
  intro:
    'Vi vil gerne drøfte jeres barn på et møde, så vi sammen kan støtte barnet og jer bedst muligt. Det gør vi kun, hvis I siger ja. Læs arket igennem, og spørg, hvis noget er uklart.',
  child: 'Barn',
  meetingHeading: 'Hvad er det for et møde?',
  meetingKinds: {
    resourceTeam:
      'Et ressourceteam er et fast møde, hvor dagtilbuddet og fagfolk fra kommunen taler om, hvordan børn kan trives bedre.',
    focusTeam:
      'Et fokusteam er et fast møde, hvor dagtilbuddet og fagfolk fra kommunen taler om, hvordan børn kan trives bedre.',
  } satisfies Record<TeamKind, string>,
  team: 'Team',
  institution: 'Dagtilbud',
  when: 'Hvornår',
  whenWaiting: 'På et af teamets næste møder',
  place: 'Hvor',
  peopleHeading: 'Hvem får oplysningerne?',
  people: 'Det er kun de her personer. Skal flere være med, spørger vi jer igen.',
  columns: ['Navn', 'Fag', 'Arbejdssted'],
  elsewhere: 'Kommunen',
  questionsHeading: 'Hvad drøfter vi?',
  questions: 'Vi drøfter præcis det her. Kommer der et nyt spørgsmål, spørger vi jer igen.',
  purposeHeading: 'Hvad skal det bruges til?',
  categoriesHeading: 'Hvilke oplysninger må vi dele?',
  categories: 'Sæt kryds ved det, I siger ja til.',
  category: {
    wellbeing: 'Barnets trivsel og udvikling',
    family: 'Familiens forhold',
    health: 'Oplysninger om helbred',
  } satisfies Record<Category, string>,
  health: 'Oplysninger om helbred siger I ja til for sig.',
  toldHeading: 'Det skal I vide',
  told: {
    refuse: 'I kan sige nej. Det er i orden, og I behøver ikke give en grund.',
    withdraw: (contact: string) =>
      `I kan trække samtykket tilbage, når I vil. Sig det til ${contact}, så deler vi ikke mere. Det, der allerede er skrevet i kommunens sag, bliver stående.`,
    consequence:
      'Siger I nej, bliver jeres barn ikke drøftet ved navn på mødet. Så får vi ikke råd fra dem, der står på listen, men I kan altid tale med os i dagtilbuddet.',
    duty: 'Alle, der arbejder med børn, har en personlig pligt til at reagere, hvis et barn kan have det svært. Den gælder, uanset om I siger ja eller nej.',
    limits: (months: number) =>
      `Samtykket gælder kun for de personer og spørgsmål, der står på arket, og højst i ${months} ${months === 1 ? 'måned' : 'måneder'}.`,
    contact: (contact: string) => `Har I spørgsmål, så tal med ${contact}.`,
    dpo: (dpo: string) => `Vil I vide, hvordan kommunen passer på jeres oplysninger, så kontakt: ${dpo}.`,
  },
  answerHeading: 'Jeres svar',
  answers: ['Ja, vi giver samtykke til det, vi har sat kryds ved.', 'Nej, vi giver ikke samtykke.'],
  allSign: 'Alle, der har forældremyndighed, skriver under.',
  oneSigns: 'Den forælder, barnet bor hos, skriver under. Skriv gerne under begge to.',
  signature: ['Navn', 'Underskrift', 'Dato'],
  made: (date: string, version: string) => `Lavet ${date} · tekst ${version}`,
  pages: ['Side', 'af'],
  /** what the file is called: no name in it */
  fileName: 'samtykkeark',

  open: 'Samtykkeark',
  cardHeading: 'Samtykkeark til forældrene',
  cardText: (people: number, questions: number) =>
    `Arket har præcis de ${people} personer og ${questions === 1 ? 'det spørgsmål' : `de ${questions} spørgsmål`}, som punktet har nu.\nÆndrer deltagerne eller spørgsmålene sig, så hent et nyt.`,
  cardNext: (minutes: number) =>
    `Linket er dit alene og virker i ${minutes} minutter. Når forældrene har svaret, registrerer du det her.`,
  pdf: 'Hent som PDF',
  word: 'Hent som Word',
  otherLanguage: 'Ark på engelsk',
}
