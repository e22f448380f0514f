import type {
  Category,
  ConsentForm,
  ConsentState,
  Ending,
  OtherHolder,
  Relation,
  Told,
} from '../../features/consent/model.ts'
import type { ConsentProblem } from '../../features/consent/record/model.ts'

/** Samtykke: how an item stands, recording, refusing, withdrawing. */
export const consent = {
  heading: 'Samtykke',
  /** neutral: may stand in a chat */
  point: (number: number, date: string) => `punkt ${number} på mødet ${date}`,
  pointWaiting: 'et punkt, der venter på et møde',
  states: {
    notNeeded: 'Punktet nævner ikke et barn ved navn, så det kræver ikke samtykke.',
    missing: 'Samtykket mangler. Ingen andre end den, der har skrevet punktet, kan se indholdet.',
    valid: 'Samtykket er på plads.',
    stale: 'Samtykket dækker ikke længere. Indholdet er skjult for alle andre end den, der har skrevet det.',
    expired: 'Samtykket er udløbet. Indholdet er skjult for alle andre end den, der har skrevet det.',
    refused: 'Der er ikke samtykke. Indholdet er skjult for alle andre end den, der har skrevet det.',
    withdrawn:
      'Samtykket er trukket tilbage. Indholdet er skjult for alle andre end den, der har skrevet det.',
  } satisfies Record<ConsentState, string>,
  missing: (names: string) => `Det gælder ikke for ${names}.`,
  uncovered: (questions: string) => `Det gælder ikke ${questions}.`,
  question: (number: number) => `spørgsmål ${number}`,
  ended: {
    withdrawn: '',
    custody: 'Forældremyndigheden er ændret, så forældrene skal spørges igen.',
    moved: 'Barnet er flyttet, så forældrene skal spørges igen.',
  } satisfies Record<Ending, string>,
  duty: 'Et nej fra forældrene ændrer ikke din egen pligt til at underrette. Den er personlig, og den venter ikke på et samtykke eller et møde.',
  filed: 'Det, der allerede er journaliseret, bliver i kommunens sag. Det har et andet grundlag.',
  next: {
    todo: (due: string) =>
      `Er samtykket ikke på plads ${due}, sender jeg resten af dagsordenen og holder punktet tilbage.`,
    late: 'Punktet bliver holdt tilbage, indtil samtykket er på plads. Så sender jeg det med det samme.',
    no: 'Punktet bliver holdt tilbage. Du kan drøfte det anonymt eller flytte det til næste møde.',
    noAuthor: 'Punktet bliver holdt tilbage. Tovholderen kan drøfte det anonymt eller flytte det.',
    valid: 'Det gælder, så længe deltagerne og spørgsmålene er de samme.',
    author: (name: string) =>
      `${name} har skrevet punktet og registrerer samtykket. Du kan også flytte punktet eller drøfte det anonymt.`,
    waits: 'Punktet venter på det næste møde. Samtykket kan registreres allerede nu.',
    over: 'Punktet er drøftet.',
  },
  record: 'Registrér samtykke',
  recordAnew: 'Registrér nyt samtykke',
  anonymous: 'Drøft anonymt',
  postpone: 'Til næste møde',
  refused: 'Forældrene siger nej',
  end: 'Afslut samtykket',
  toItem: 'Til punktet',

  labels: {
    giver: 'Givet af',
    other: 'Den anden',
    given: 'Givet den',
    until: 'Gælder til og med',
    purpose: 'Formål',
    categories: 'Oplysninger',
    recipients: 'Gælder for',
    form: 'Hvordan',
    evidence: 'Hvor ligger det',
    language: 'Sprog eller tolk',
    recorded: 'Registreret af',
    questions: 'Spørgsmål',
  },
  formerMember: 'en, der ikke er med mere',

  step: (step: number) => `Trin ${step} af 3`,
  stepSaved: (step: number) => `Trin ${step} af 3 · det forrige er gemt`,
  whoHeading: 'Hvem giver samtykke?',
  giverLabel: 'Navn på den, der giver samtykke',
  relationLabel: 'Er barnets',
  relations: {
    mother: 'mor',
    father: 'far',
    otherHolder: 'anden forældremyndighedsindehaver',
    guardian: 'værge',
  } satisfies Record<Relation, string>,
  otherLabel: 'Den anden, der har forældremyndighed',
  others: {
    agrees: 'har også sagt ja',
    none: 'er der ikke: kun én har forældremyndighed',
    notAsked: 'er ikke spurgt endnu',
    refuses: 'har sagt nej',
  } satisfies Record<OtherHolder, string>,
  languageLabel: 'Sprog eller tolk, hvis det ikke var på dansk',
  whoNext: 'Bagefter vælger du, hvad samtykket gælder, og hvem det gælder for.',

  whatHeading: 'Hvad gælder samtykket?',
  purposeLabel: 'Formål',
  purposeDefault: 'At drøfte, hvordan vi bedst støtter barnet og familien.',
  questionsHeading: 'I drøfter præcis de her spørgsmål',
  questionsHint: 'Får punktet et nyt spørgsmål, skal forældrene spørges igen.',
  noQuestions: 'Punktet har ingen spørgsmål.',
  categoriesLabel: 'Hvilke oplysninger må I drøfte?',
  categories: {
    wellbeing: 'Trivsel og udvikling',
    family: 'Familiens forhold',
    health: 'Helbredsoplysninger',
  } satisfies Record<Category, string>,
  categoriesHint: 'Helbredsoplysninger skal forældrene have sagt ja til for sig.',
  recipientsLabel: 'Hvem må få dem?',
  recipientsHint:
    'Alle, der er med til punktet, skal være med her. Ellers bliver punktet holdt tilbage for alle.',
  recipient: (name: string, profession: string) => (profession === '' ? name : `${name} · ${profession}`),
  whatNext: 'Bagefter skriver du, hvordan og hvornår samtykket er givet.',

  howHeading: 'Hvordan er det givet?',
  toldLabel: 'Det har forældrene fået at vide',
  told: {
    refuse: 'De kan sige nej.',
    withdraw: 'De kan trække samtykket tilbage, når de vil.',
    consequence: 'Hvad der sker, hvis de siger nej.',
    contact: 'Hvem de kan kontakte.',
    dpo: 'Hvordan de får fat i databeskyttelsesrådgiveren.',
  } satisfies Record<Told, string>,
  formLabel: 'Skriftligt eller mundtligt?',
  forms: {
    written: 'Skriftligt',
    oral: 'Mundtligt, med et notat',
    other: 'På en anden måde',
  } satisfies Record<ConsentForm, string>,
  givenLabel: 'Hvornår',
  evidenceLabel: 'Hvor ligger det? Eller et kort notat om, hvad der blev sagt',
  howNext: 'Når det er registreret, kan de, det gælder for, se punktet.',
  send: 'Registrér',

  problems: {
    missing: 'Udfyld feltet.',
    cpr: 'Fjern CPR-nummeret. Det må ikke stå her, og der er ikke gemt noget.',
    otherNotAsked:
      'Alle, der har forældremyndighed, skal sige ja. Dit svar er gemt: kom tilbage, når den anden er spurgt.',
    otherRefuses:
      'Når en af dem siger nej, er der ikke samtykke. Gå tilbage, og tryk på »Forældrene siger nej«.',
    notAllTold: 'Forældrene skal have alle fem ting at vide, før de svarer. Fortæl dem det, der mangler.',
    noteMissing: 'Skriv et kort notat om, hvad der blev sagt, og hvornår.',
  } satisfies Record<Exclude<ConsentProblem, 'tooLong' | 'future' | 'tooOld' | 'beforeNo'>, string>,
  givenInFuture: (today: string) =>
    `Den dato er ikke kommet endnu. Vælg den dag, samtykket blev givet, senest i dag, ${today}.`,
  givenTooLongAgo: (earliest: string) => `Et samtykke fra før ${earliest} er udløbet. Spørg forældrene igen.`,
  givenBeforeNo: (day: string) =>
    `Et ja fra før ${day} gælder ikke mere. Den dag blev det registreret, at der ikke var samtykke. Vælg den dag, forældrene siden har sagt ja, eller spørg dem igen.`,
  requiredMessages: {
    giverName: 'Skriv navnet på den, der har givet samtykket.',
    relation: 'Vælg, hvem det er.',
    otherHolder: 'Vælg, hvad den anden siger.',
    purpose: 'Skriv, hvad drøftelsen skal bruges til.',
    categories: 'Vælg mindst én slags.',
    recipients: 'Vælg mindst én.',
    form: 'Vælg, hvordan det er givet.',
    givenOn: 'Vælg en dato.',
  },
  recorded: 'Samtykket er registreret. De, det gælder for, kan se punktet nu.',
  recordedPartly:
    'Samtykket er registreret, som forældrene gav det. Det dækker ikke alle, så punktet er stadig skjult.',
  itemChanged: 'Punktet er blevet rettet, siden du åbnede kortet. Se det igennem igen.',

  refuseHeading: 'Siger forældrene nej?',
  refuseText:
    'Jeg skriver kun, at der ikke er samtykke, og hvilken dag det er. Du behøver ikke en grund.\nPunktet kan drøftes anonymt, eller det kan flyttes.',
  refuseSend: 'Registrér et nej',
  refuseSaved: 'Det er registreret.',
  endHeading: 'Gælder samtykket ikke mere?',
  endLabel: 'Hvad er der sket?',
  endings: {
    withdrawn: 'Forældrene har trukket det tilbage',
    custody: 'Forældremyndigheden er ændret',
    moved: 'Barnet er flyttet',
  } satisfies Record<Ending, string>,
  endNext: 'Det virker med det samme: indholdet bliver skjult, og det, der skulle sendes, bliver ikke sendt.',
  endSend: 'Afslut samtykket',
  endSaved: 'Det er registreret.',
  notGiven: 'Der er ikke et samtykke at afslutte. Her er det, der gælder nu.',
  notYours: (name: string) =>
    `Uden samtykke er det kun ${name}, der kan læse punktet. Derfor er det ${name}, der registrerer samtykket.`,
  itemOver: 'Punktet er lukket, så der er ikke noget samtykke at registrere.',

  lines: {
    missing: (what: string) => `Samtykke mangler til ${what}`,
    stale: (what: string) => `Samtykket til ${what} dækker ikke længere alle`,
    expired: (what: string) => `Samtykket til ${what} er udløbet`,
  },
  toldCoordinator: {
    valid: (what: string) => `Samtykket til ${what} er på plads.`,
    stale: (what: string) => `Samtykket til ${what} dækker ikke længere.`,
    refused: (what: string) => `Der er ikke samtykke til ${what}.`,
    withdrawn: (what: string) => `Samtykket til ${what} er trukket tilbage.`,
  },
  toldSummary: (what: string) => `Der er nyt om samtykket til ${what}`,
  openConsent: 'Se samtykket',
  toldNext: 'Åbn det, så ser du, hvad du kan gøre.',
}
