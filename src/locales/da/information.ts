import { consent } from './consent.ts'

/** Orientering: the words of `consent` where parents are informed beforehand and not asked (R-CONS-10). */
export const information: typeof consent = {
  ...consent,
  heading: 'Orientering',
  states: {
    ...consent.states,
    missing:
      'Forældrene er ikke orienteret endnu. Ingen andre end den, der har skrevet punktet, kan se indholdet.',
    valid: 'Forældrene er orienteret.',
    stale:
      'Orienteringen dækker ikke længere. Indholdet er skjult for alle andre end den, der har skrevet det.',
    expired: 'Orienteringen er for gammel. Indholdet er skjult for alle andre end den, der har skrevet det.',
    refused: 'Forældrene er imod. Indholdet er skjult for alle andre end den, der har skrevet det.',
    withdrawn: 'Forældrene har sagt fra. Indholdet er skjult for alle andre end den, der har skrevet det.',
  },
  missing: names => `Forældrene er ikke orienteret om ${names}.`,
  uncovered: questions => `Forældrene er ikke orienteret om ${questions}.`,
  ended: {
    ...consent.ended,
    custody: 'Forældremyndigheden er ændret, så forældrene skal orienteres igen.',
    moved: 'Barnet er flyttet, så forældrene skal orienteres igen.',
    otherMeeting: 'Forældrene blev kun orienteret om et andet møde.',
  },
  duty: 'At forældrene er imod, ændrer ikke din egen pligt til at underrette. Den er personlig, og den venter ikke på et møde.',
  next: {
    ...consent.next,
    todo: due =>
      `Er forældrene ikke orienteret ${due}, sender jeg resten af dagsordenen og holder punktet tilbage.`,
    late: 'Punktet bliver holdt tilbage, til forældrene er orienteret. Så sender jeg det med det samme.',
    no: 'Punktet bliver holdt tilbage, til du har valgt: drøft det anonymt, flyt det, eller gå videre med en begrundelse.',
    noAuthor: 'Punktet bliver holdt tilbage, til tovholderen har valgt.',
    author: name =>
      `${name} har skrevet punktet og registrerer orienteringen. Du kan også flytte punktet eller drøfte det anonymt.`,
    waits: 'Punktet venter på det næste møde. Orienteringen kan registreres allerede nu.',
  },
  record: 'Registrér orientering',
  recordAnew: 'Registrér ny orientering',
  refused: 'Forældrene er imod',
  end: 'Afslut orienteringen',
  labels: {
    ...consent.labels,
    giver: 'Orienteret',
    given: 'Orienteret den',
    withdrawn: 'Sagt fra',
    recipients: 'Orienteret om',
  },
  whoHeading: 'Hvem er orienteret?',
  giverLabel: 'Navn på den, I har orienteret',
  others: {
    agrees: 'er også orienteret',
    none: 'er der ikke: kun én har forældremyndighed',
    notAsked: 'er ikke orienteret endnu',
    refuses: 'er imod',
  },
  whoNext: 'Bagefter vælger du, hvad de er orienteret om.',
  whatHeading: 'Hvad er de orienteret om?',
  questionsHint: 'Får punktet et nyt spørgsmål, skal forældrene orienteres igen.',
  categoriesHint: 'Helbredsoplysninger kræver, at forældrene siger ja.',
  functionsHint: 'Skifter teamet fx psykolog, gælder orienteringen så også den nye.',
  whatNext: 'Bagefter skriver du, hvem der har orienteret dem, og hvad de siger.',
  howHeading: 'Hvordan er de orienteret?',
  evidenceLabel: 'Hvor ligger det, hvis det er skriftligt?',
  untilHint: last => `Uden en dato gælder det til og med ${last}.`,
  untilTooLate: last => `Så længe gælder en orientering ikke. Vælg senest ${last}.`,
  problems: {
    ...consent.problems,
    otherNotAsked:
      'Alle, der har forældremyndighed, skal orienteres. Dit svar er gemt: kom tilbage, når den anden har hørt det.',
    otherRefuses:
      'Når en af dem er imod, gælder det som et nej. Gå tilbage, og tryk på »Forældrene er imod«.',
    notAllTold: 'Forældrene skal have alle tre ting at vide. Fortæl dem det, der mangler.',
    meetingGone:
      'Det var kun til ét møde, og punktet står ikke på det mere. Vælg den sidste dag, forældrene er orienteret om.',
    otherMeeting: 'Det, du valgte, var et andet møde. Vælg det, forældrene er orienteret om nu.',
  },
  givenInFuture: today =>
    `Den dato er ikke kommet endnu. Vælg den dag, forældrene blev orienteret, senest i dag, ${today}.`,
  givenTooLongAgo: earliest => `En orientering fra før ${earliest} er for gammel. Orientér forældrene igen.`,
  givenBeforeNo: day =>
    `En orientering fra før ${day} gælder ikke mere. Den dag sagde forældrene fra. Tal med dem igen.`,
  requiredMessages: {
    ...consent.requiredMessages,
    giverName: 'Skriv navnet på den, I har orienteret.',
    form: 'Vælg, hvordan de er orienteret.',
  },
  recorded: 'Orienteringen er registreret. De, der er med til punktet, kan se det nu.',
  recordedPartly: 'Orienteringen er registreret. Den dækker ikke alle, så punktet er stadig skjult.',
  refuseHeading: 'Er forældrene imod?',
  refuseText:
    'Jeg skriver kun, at de er imod, og hvilken dag det er.\nPunktet bliver holdt tilbage, til tovholderen har valgt.',
  refuseSend: 'Registrér, at de er imod',
  endHeading: 'Gælder orienteringen ikke mere?',
  endings: { ...consent.endings, withdrawn: 'Forældrene siger fra' },
  endSend: 'Afslut orienteringen',
  notGiven: 'Der er ikke en orientering at afslutte. Her er det, der gælder nu.',
  endOther: 'Forældrene er orienteret igen siden. Er det også slut med det?',
  notYours: name =>
    `Det er kun ${name}, der kan læse punktet endnu. Derfor er det ${name}, der registrerer orienteringen.`,
  itemOver: 'Punktet er lukket, så der er ikke nogen orientering at registrere.',
  narrowSavedWider:
    'Det er begrænset. Punktet er bredere end det, der er tilbage, så det er skjult. Ret spørgsmålene eller deltagerne, eller orientér forældrene igen.',
  narrowProblems: {
    nothingLeft:
      'Lad mindst ét flueben stå. Er forældrene imod det hele, så gå tilbage, og afslut orienteringen.',
    nothingLess: 'Fjern det, der ikke gælder længere. Skal der mere til, så registrér en ny orientering.',
  },
  undoTooLate:
    'Det kan ikke fortrydes mere. Er forældrene ikke imod længere, så registrér en ny orientering.',
  undoNext: 'Gælder orienteringen igen, sender jeg det, der var stoppet.',
  lines: {
    missing: what => `Forældrene er ikke orienteret om ${what}`,
    stale: what => `Orienteringen om ${what} dækker ikke længere alle`,
    expired: what => `Orienteringen om ${what} er for gammel`,
  },
  toldCoordinator: {
    valid: what => `Forældrene er orienteret om ${what}.`,
    stale: what => `Orienteringen om ${what} dækker ikke længere.`,
    refused: what => `Der er nyt om orienteringen om ${what}. Punktet bliver holdt tilbage.`,
    withdrawn: what => `Der er nyt om orienteringen om ${what}. Punktet bliver holdt tilbage.`,
  },
  toldSummary: what => `Der er nyt om orienteringen om ${what}`,
  openConsent: 'Se orienteringen',
}
