import type { Withheld } from '../../features/consent/model.ts'

/** Holding the meeting, and its minutes. */
export const minutes = {
  item: (number: number, what: string) => `Punkt ${number}: ${what}`,
  itemOf: (number: number, count: number) => `Punkt ${number} af ${count}`,
  step: (step: number) => `trin ${step} af 3`,
  time: (used: number, planned: number) => `${used} af ${planned} min.`,
  outcomes: {
    supportInInstitution: 'Støtte i dagtilbuddet',
    pprObservation: 'PPR-observation',
    networkMeeting: 'Netværksmøde',
    parentTalk: 'Forældresamtale',
    sparringMeeting: 'Sparringsmøde',
    counselling: 'Rådgivning',
    continuedAttention: 'Fortsat opmærksomhed',
    nothingFurther: 'Ikke mere nu',
  } as Record<string, string>,

  start: 'Start mødet',
  goOn: 'Gå til mødet',
  read: 'Læs referatet',
  startAnyway: 'Start mødet nu',
  startQuestion: 'Vil du starte mødet nu?',
  startEarly: (date: string) => `Mødet er først ${date}.`,
  startLate: (date: string) =>
    `Mødet var planlagt til ${date}. Du kan stadig gå dagsordenen igennem og skrive referat.`,
  startNext:
    'Du kan fortryde, så længe der ikke er skrevet noget. Derefter kan mødet ikke flyttes eller aflyses.',
  takeBack: 'Fortryd start',
  takenBackHeading: 'Mødet er ikke startet',
  takenBack: (date: string) => `Mødet er planlagt til ${date} som før.`,
  takenBackNext: 'Skemaer og påmindelser fortsætter.',
  takenBackLate: (date: string) => `Mødet var planlagt til ${date}.`,
  takenBackLateNext:
    'Blev det holdt, så start det igen, og skriv referat. Ellers går punkterne videre til et kommende møde.',
  takeBackTooLate: 'Der er skrevet noget på mødet. Slet det først, hvis mødet ikke skulle være startet.',
  notKept: 'Punktet er ikke på dagsordenen længere, eller også er mødet ikke i gang mere.',
  notRunning: {
    planned: 'Mødet er ikke startet endnu.',
    held: 'Mødet er holdt, og referatet er godkendt. Skal noget ændres, så ret referatet.',
    cancelled: 'Mødet er aflyst.',
  },

  attendance: 'Fremmøde',
  attendanceHeading: 'Hvem er her?',
  attendanceLabel: 'Til stede',
  attendanceNext: 'Fjern fluebenet ved dem, der ikke kom. Derefter går du til det første punkt.',
  attendanceNextLater:
    'Fjern kun fluebenet ved dem, der slet ikke kom. Kommer en senere, så sæt fluebenet: det tæller fra det punkt, I er ved. Er en gået, så ret det på punktet under »Hvem er med?«.',
  attendanceSaved: 'Fremmødet er gemt.',
  itemGuest: (_count: number, name: string, numbers: string) => `${name} (punkt ${numbers})`,

  runHeading: 'I er i gang',
  runHeadingEmpty: 'Der er ingen punkter',
  runNext: 'Tryk på »Gå til« ved det punkt, I vil tage. Alt bliver gemt undervejs.',
  present: (count: number, all: number) => `${count} af ${all} er her`,
  states: {
    waiting: 'ikke begyndt',
    current: 'I er her',
    entered: 'skrevet',
    seen: 'intet skrevet',
    withheld: 'uden samtykke',
  },
  row: (item: string, time: string, state: string) => `${item} · ${time} · ${state}`,
  goTo: 'Gå til',
  order: 'Ret rækkefølgen',
  orderHeading: 'I hvilken rækkefølge?',
  orderNext: 'Ryk det op, I vil tage først. Det, der er skrevet, følger med.',
  ordered: 'Færdig',
  moveUp: 'Ryk op',
  overview: 'Alle punkter',
  end: 'Afslut mødet',
  nextItem: 'Næste punkt',
  previousItem: 'Forrige punkt',
  defer: 'Til næste møde',
  backToItem: 'Tilbage til punktet',
  seeForm: 'Se skema',

  talkHeading: 'Hvad taler I om?',
  viewsStep: 'synspunkter',
  views: (count: number) => (count === 0 ? 'Synspunkter' : `Synspunkter (${count})`),
  viewsHeading: 'Hvordan ser I hver især på det?',
  viewsNext: 'I behøver ikke at være enige: synspunkterne står side om side.',
  /** Everybody's own view, on their own phone. */
  own: {
    button: 'Skriv dit synspunkt',
    listHeading: 'Hvad vil du skrive om?',
    listNext: 'Det, du skriver, står under din faggruppe i referatet, når tovholderen har godkendt det.',
    noneHeading: 'Der er ikke noget at skrive om lige nu',
    none: 'Her kommer de punkter, du er med til og må læse.',
    refresh: 'Opdatér',
    write: 'Skriv',
    written: 'skrevet',
    heading: 'Hvordan ser du på det?',
    next: 'Skriv det, som om forældrene læser med. Du kan rette det, til referatet er godkendt.',
    save: 'Gem',
    saved: (time: string) => `Gemt kl.\u00a0${time}. Den, der leder mødet, kan se det nu.`,
    changedElsewhere:
      'Der er skrevet noget andet imens under din faggruppe. Begge dele står her. Ret til, og gem igen.',
  },
  who: 'Hvem er med?',
  allHere: 'Alle, der er kommet, er med.',
  notHere: (names: string) => `Ikke med: ${names}`,
  whoStep: 'fremmøde',
  whoHeading: 'Hvem er med til punktet?',
  whoLabel: 'Med til punktet',
  whoNext:
    'Fjern fluebenet ved dem, der er gået eller ikke er kommet endnu. Det gælder også de næste punkter, indtil du retter det.',
  resultHeading: 'Hvad kom I frem til?',
  actionsHeading: 'Hvad aftaler I?',
  presenter: (name: string) => `${name} fremlægger`,
  facts: { problem: 'Hvad handler det om', questions: 'Spørgsmål' },
  carried: {
    point: (date: string) => (date === '' ? 'Aftale fra sidst' : `Aftale fra mødet ${date}`),
    who: 'Hvem',
    stands: (owner: string, due: string, status: string) => `${owner} · senest ${due} · ${status}`,
    history: 'Det er der sket',
    summary: (date: string) => `Det skrev I på mødet ${date}`,
    noSummary: 'Ikke noget',
  },
  last: {
    button: 'Hvad skete der sidst?',
    heading: 'Hvad skete der sidst?',
    context: (date: string) => `På mødet ${date}`,
    said: 'Det talte I om',
    agreed: 'Det aftalte I',
    status: 'Nu',
    next: 'Det er noteret, at du har læst det.',
    none: 'Der er ikke noget fra tidligere, du kan læse.',
  },
  openAction: 'Åbn aftalen',
  summaryLabel: 'Kort referat (højst 2.000 tegn)',
  perspectiveLabel: (profession: string) => `Set af ${profession} (valgfrit)`,
  talkNext: 'Skriv det, som om forældrene læser med.',
  formPlacement: (placement: string) => `Skemaets egen placering: ${placement}`,
  placementLabel: 'Jeres placering efter samtalen',
  placementNone: 'Ikke vurderet på mødet',
  outcomesLabel: 'Hvad bliver næste skridt?',
  outcomesClash: '»Ikke mere nu« kan ikke stå sammen med et næste skridt. Vælg det ene eller det andet.',
  dutyTitle: 'Den personlige underretningspligt er nævnt',
  dutyNote: 'Referatet siger kun, at pligten er nævnt. Den er personlig og venter ikke på et møde.',
  followUpLabel: 'Følg op den (valgfrit)',
  followUpSet: (day: string) =>
    `Opfølgning: ${day}. Den er foreslået ud fra placeringen; skal det være anderledes, så gå tilbage og ret den.`,
  resultNext:
    'Punktet kommer selv på dagsordenen igen til det første møde på eller efter den dag, I vælger. Vælger I ingen dag, foreslår jeg en ud fra placeringen.',
  talkWhoLabel: 'Hvem taler med forældrene?',
  talkNobody: 'Ingen, det er ikke aftalt',
  talkDayLabel: 'Senest hvornår?',
  talkWhoMissing: 'Vælg en fra mødet, eller vælg »Ingen«.',
  actionsLabel: 'Aftaler',
  noActions: 'Der er ingen aftaler endnu.',
  actionRow: (text: string, owner: string, due: string) => `${text} · ${owner} · ${due}`,
  remove: 'Slet',
  whatLabel: 'Ny aftale (uden børns navne), fx »psykologen: observation inden 10/12«',
  understood: 'Er aftalen læst rigtigt? Så tryk på »Tilføj aftale« igen. Ellers ret den først.',
  ownerLabel: 'Hvem gør det? (hvis det ikke står ovenfor)',
  ownerMissing: 'Vælg, hvem der gør det.',
  ownerFitting: (names: string) => `Flere passer: ${names}. Vælg en.`,
  tooManyActions: 'Et punkt kan højst have 8 aftaler. Slet en, eller saml to i én.',
  dueLabel: 'Hvornår skal det være gjort? (hvis det ikke står ovenfor)',
  add: 'Tilføj aftale',
  added: 'Aftalen er skrevet ned. Ingen får besked, før referatet er godkendt.',
  removed: 'Aftalen er slettet.',
  notRemoved: 'Aftalen er allerede sat i gang eller slettet.',
  actionsNext: 'Aftalerne bliver sendt, når du godkender referatet.',
  saved: (time: string) => `Gemt kl.\u00a0${time}.`,
  changedElsewhere:
    'Der er skrevet noget andet på en anden enhed imens. Tekster og flueben fra begge står her; valg og datoer er dine. Ret til, og gem igen.',
  deferred: (date: string) => `Punktet er flyttet til mødet ${date}.`,
  deferredWaiting: 'Punktet venter nu på det næste møde og kommer selv på dagsordenen.',
  deferredBefore: 'Det forrige punkt er udskudt og kommer selv på det næste møde.',
  deferHasActions:
    'Punktet har aftaler. Slet dem først, hvis det skal til næste møde, eller gør punktet færdigt.',

  withheldHeading: 'Punktet kan ikke drøftes endnu',
  withheld: {
    missing: 'Der er ikke et samtykke fra forældrene.',
    stale: 'Samtykket gælder ikke alle, der er med, eller alle spørgsmålene.',
    expired: 'Samtykket er udløbet.',
    refused: 'Forældrene har ikke givet samtykke.',
    withdrawn: 'Samtykket er trukket tilbage.',
  } as Record<string, string>,
  withheldText:
    'Uden samtykke må I ikke tale om barnet ved navn. Drøft det anonymt, eller tag det næste gang.',
  withheldNext: 'Punktet venter, til du har valgt.',
  askConsent: 'Se samtykket',
  anonymous: 'Drøft anonymt',

  previewHeading: 'Er referatet rigtigt?',
  previewNext:
    'Når du godkender, bliver det låst, og alle får besked. Rød Tråd er et arbejdsredskab og ikke jeres arkiv.',
  untouched: 'Der er ikke skrevet noget. Gør du ikke mere, går punktet videre til næste møde.',
  noneFurther: 'Afslut punktet',
  approve: 'Godkend referatet',
  approveQuestion: 'Vil du godkende referatet nu?',
  approveEarly: (date: string) => `Mødet er først ${date}.`,
  approveNext: 'Når du godkender, er mødet holdt, og alle får besked.',
  approveAnyway: 'Godkend nu',
  backToMeeting: 'Tilbage til mødet',
  page: (page: number, count: number) => `Side ${page} af ${count}`,
  nextPage: 'Næste side',
  previousPage: 'Forrige side',
  empty: 'Der er ikke skrevet referat til nogen punkter.',
  goesOn: (title: string) => `${title} (fortsat)`,
  moreItems: 'Flere punkter',
  labels: {
    present: 'Til stede',
    absent: 'Ikke til stede',
    child: 'Barn',
    problem: 'Hvad handler det om',
    questions: 'Spørgsmål',
    time: 'Tid',
    summary: 'Referat',
    placement: 'Placering',
    outcomes: 'Næste skridt',
    duty: 'Underretning',
    action: 'Aftale',
    followUp: 'Opfølgning',
    here: 'Med til punktet',
    reason: 'Rettet, fordi',
    withheld: 'Vises ikke',
  },
  duty: 'Den personlige underretningspligt er nævnt.',
  actionLine: (text: string, owner: string, due: string) =>
    `${text.replace(/\.$/, '')} – ${owner}, senest ${due}`,
  approvedHeading: 'Referatet er godkendt',
  approvedText: (people: number, actions: number) =>
    `${people === 1 ? 'En deltager' : `${people} deltagere`} får besked nu. ${
      actions === 0
        ? 'Der er ingen aftaler.'
        : actions === 1
          ? 'Der er en aftale.'
          : `Der er ${actions} aftaler.`
    }`,
  approvedOwn: (own: number, actions: number) =>
    actions === 1
      ? 'Den er din egen.'
      : own === actions
        ? 'De er alle dine egne.'
        : own === 1
          ? 'En af dem er din egen.'
          : `${own} af dem er dine egne.`,
  approvedNext: (actions: number, fileBy: string) =>
    `${
      actions === 0
        ? ''
        : 'Jeg minder om aftalerne, og tovholderen får besked, hvis en af dem ikke bliver gjort. '
    }${
      fileBy === '' ? 'Husk at journalisere referatet' : `Referatet skal journaliseres senest ${fileBy}`
    }: Rød Tråd er kun et arbejdsredskab.`,
  myTasks: 'Mine opgaver',

  heading: 'Referat',
  correctedHeading: 'Referat (rettet)',
  context: (team: string, date: string) => `${team} · ${date}`,
  version: (version: number, date: string) => `Udgave ${version} · godkendt ${date}`,
  archive: 'Rød Tråd er et arbejdsredskab og ikke jeres arkiv.',
  withheldWhy: {
    closed: 'Punktet er lukket.',
    outsideCircle: 'Du var ikke med til punktet.',
    notRecipient: 'Samtykket gælder ikke dig.',
    missing: 'Der er ikke et gyldigt samtykke.',
    stale: 'Samtykket dækker ikke længere.',
    expired: 'Samtykket er udløbet.',
    refused: 'Der er ikke givet samtykke.',
    withdrawn: 'Samtykket er trukket tilbage.',
  } satisfies Record<Withheld, string>,
  none: 'Der er ikke noget referat, du har adgang til.',

  correct: 'Ret referatet',
  correctHeading: 'Hvilket punkt vil du rette?',
  correctItem: (number: number) => `Ret punkt ${number}`,
  correctItemHeading: 'Ret referatet',
  correctNext: 'Den gamle udgave bliver gemt. Alle får besked én gang.',
  reasonLabel: 'Hvorfor retter du det?',
  reasonMissing: 'Skriv kort hvorfor.',
  correctSend: 'Godkend rettelsen',
  corrected: 'Rettelsen er godkendt, og deltagerne får besked.',
  correctedMeanwhile:
    'Punktet er blevet rettet i mellemtiden. Begge tekster står her. Ret til, og godkend igen.',
  nothingCorrected: 'Du har ikke ændret noget i punktet endnu.',

  ready: {
    heading: 'Referatet er klar',
    headingCorrected: 'Referatet er rettet',
    text: (date: string, actions: number) =>
      `Referatet fra mødet ${date} er klar.${
        actions === 0 ? '' : actions === 1 ? ' Du har fået en aftale.' : ` Du har fået ${actions} aftaler.`
      }`,
    textCorrected: (date: string) =>
      `Referatet fra mødet ${date} er rettet. Åbn det for at se den nye udgave.`,
    next: 'Kun du kan se det, når du åbner det.',
  },
  pending: {
    notStarted: (date: string, team: string) => `Mødet ${date} (${team}) har intet referat endnu`,
    notApproved: (date: string, team: string) =>
      `Referatet fra mødet ${date} (${team}) venter på, at du godkender det`,
    notFiled: (date: string, team: string) =>
      `Referatet fra mødet ${date} (${team}) er ikke journaliseret endnu`,
    notFiledAgain: (date: string, team: string) =>
      `Det rettede referat fra mødet ${date} (${team}) er ikke journaliseret endnu`,
  },
}
