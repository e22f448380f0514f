import { sheet } from './sheet.ts'

/** Orienteringen (R-CONS-10): the sheet for parents who are informed beforehand and not asked. They sign nothing. */
export const informedSheet = {
  ...sheet,
  title: 'Orientering til forældrene',
  intro:
    'Vi vil gerne tale om jeres barn på et møde, så vi sammen kan støtte barnet og jer bedst muligt. Her kan I se, hvem der er med, hvad vi taler om, og hvorfor. Vi vil gerne høre, hvad I mener. Spørg os, hvis I er i tvivl om noget.',
  people: 'Det er kun de her personer. Skal flere være med, får I det at vide først.',
  functions:
    'Skifter teamet en af dem ud, får den nye i samme fag oplysningerne, hvis der er sat kryds ved faget. Ellers får I det at vide først.',
  questions: 'Vi taler kun om det her. Kommer der et nyt spørgsmål, får I det at vide først.',
  basisHeading: 'Hvorfor må vi det?',
  categoriesHeading: 'Hvilke oplysninger deler vi?',
  categories: 'Vi deler det, der er sat kryds ved.',
  /** where policy lets parents be informed of it like the rest */
  health: 'Oplysninger om helbred deler vi kun, hvis der også er sat kryds her.',
  noHealth: 'Oplysninger om helbred er ikke med. Dem deler vi ikke uden jeres ja.',
  told: {
    object: (contact: string) => `I kan altid sige, hvad I mener, også at I er imod. Sig det til ${contact}.`,
    against:
      'Er I imod, deler vi ikke mere, før lederen har taget stilling. Vi kan lade være med at tale om det, vi kan tale om det uden barnets navn, eller vi kan gå videre. Går vi videre, får I det at vide først. Det, der allerede er skrevet i kommunens sag, bliver stående.',
    duty: 'Vi, der arbejder med børn, har hver især pligt til at give kommunen besked, hvis vi får grund til at tro, at et barn har brug for særlig støtte. Det hedder en underretning. Pligten gælder, uanset hvad I mener.',
    limits: (months: number) =>
      `Det gælder kun for personerne og spørgsmålene på arket og de fag, der er sat kryds ved. Det gælder højst i ${months} ${months === 1 ? 'måned' : 'måneder'}.`,
    contact: sheet.told.contact,
    dpo: sheet.told.dpo,
  },
  answerHeading: 'Det siger I',
  answers: ['Vi er med på det.', 'Vi er i tvivl.', 'Vi er imod.'],
  view: 'Skriv gerne med jeres egne ord, hvad I mener. I skal ikke skrive under.',
  /** as many lines as a few sentences take */
  viewLines: ['', ''],
  toldBy: ['Hvem har talt med jer', 'Dato'],
  fileName: 'orientering',

  open: 'Ark til forældrene',
  cardHeading: 'Orientering til forældrene',
  cardNext: (minutes: number) =>
    `Linket er dit alene og virker i ${minutes} minutter. Når du har talt med forældrene, registrerer du det her.`,
}
