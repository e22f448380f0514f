import type { Category } from '../../features/consent/model.ts'
import type { TeamKind } from '../../features/teams/model.ts'

/** Samtykkearket (R-CONS-7): the parents read it, and sign it. Its version is `textVersion` in consent/model.ts. */
export const sheet = {
  title: 'Samtykkeark til forældrene',
  intro:
    'Vi vil gerne tale om jeres barn på et møde, så vi sammen kan støtte barnet og jer bedst muligt. Det gør vi kun, hvis I siger ja. Jeres ja hedder et samtykke. Læs arket, og spørg os, hvis I er i tvivl om noget.',
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
  functions:
    'Skifter teamet en af dem ud, må den nye i samme fag så også få oplysningerne? Sæt kryds ved de fag, I siger ja til. Uden et kryds spørger vi jer først.',
  columns: ['Navn', 'Fag', 'Arbejdssted'],
  elsewhere: 'Kommunen',
  questionsHeading: 'Hvad taler vi om?',
  questions: 'Vi taler kun om det her. Kommer der et nyt spørgsmål, spørger vi jer igen.',
  purposeHeading: 'Hvad skal det bruges til?',
  categoriesHeading: 'Hvilke oplysninger må vi dele?',
  categories: 'Sæt kryds ved det, I siger ja til.',
  category: {
    wellbeing: 'Barnets trivsel og udvikling',
    family: 'Familiens forhold',
    health: 'Oplysninger om helbred',
  } satisfies Record<Category, string>,
  health: 'Oplysninger om helbred siger I ja til for sig. Vi deler dem kun, hvis I også sætter kryds her.',
  toldHeading: 'Det skal I vide',
  told: {
    refuse: 'I kan sige nej. Det er i orden, og I behøver ikke at sige hvorfor.',
    withdraw: (contact: string) =>
      `I kan trække samtykket tilbage, når I vil. Sig det til ${contact}, så deler vi ikke mere. Det, der allerede er skrevet i kommunens sag, bliver stående.`,
    consequence:
      'Siger I nej, taler vi ikke om jeres barn ved navn på mødet. Så får vi ikke råd fra dem, der står på listen, men I kan altid tale med os i dagtilbuddet.',
    duty: 'Vi, der arbejder med børn, har hver især pligt til at give kommunen besked, hvis vi får grund til at tro, at et barn har brug for særlig støtte. Det hedder en underretning. Pligten gælder, både når I siger ja, og når I siger nej.',
    limits: (months: number) =>
      `Samtykket gælder kun for personerne og spørgsmålene på arket og de fag, I har sat kryds ved. Det gælder højst i ${months} ${months === 1 ? 'måned' : 'måneder'}.`,
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
  /** between people, one of whom is enough */
  or: ' eller ',
  /** what the file is called: no name in it */
  fileName: 'samtykkeark',

  open: 'Samtykkeark',
  cardHeading: 'Samtykkeark til forældrene',
  cardText: (people: number, questions: number) =>
    `Arket har præcis ${people === 1 ? 'den person' : `de ${people} personer`} og ${questions === 1 ? 'det spørgsmål' : `de ${questions} spørgsmål`}, som punktet har nu.\nÆndrer deltagerne eller spørgsmålene sig, så hent et nyt.`,
  cardNext: (minutes: number) =>
    `Linket er dit alene og virker i ${minutes} minutter. Når forældrene har svaret, registrerer du det her.`,
  pdf: 'Hent som PDF',
  word: 'Hent som Word',
  inOther: 'Her henter du arket på engelsk.',
  otherLanguage: 'Vis arket på engelsk',
  ownLanguage: 'Vis arket på dansk',
}
