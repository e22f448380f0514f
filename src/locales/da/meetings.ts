import type { ItemKind } from '../../features/agenda/model.ts'
import type { PersonStatus } from '../../features/people/model.ts'

/** Meetings: mine møder, a meeting, moving, cancelling, inviting, the calendar file. */
export const meetings = {
  calendar: {
    summary: (team: string) => `Møde: ${team}`,
    description: 'Dagsorden og skemaer ligger i Rød Tråd i Teams.',
  },

  /** where the municipality has let the bot put meetings into people's own calendars */
  ownCalendar: {
    label: 'Kalender',
    standing: { there: 'Ligger i din kalender', coming: 'Kommer af sig selv i din kalender' },
    there: 'Mødet ligger i din kalender.',
    coming: 'Mødet kommer af sig selv i din kalender.',
    changed: 'Din kalender følger med af sig selv.',
    cancelled: 'Mødet bliver taget ud af din kalender.',
    several: 'De kommer af sig selv i din kalender.',
    heading: 'Læg selv mødet i kalenderen',
    text: (team: string, date: string) =>
      `${team}: mødet er ${date}. Jeg kan ikke komme ind i din kalender, så mødet kommer der ikke af sig selv.`,
    next: 'Læg det i kalenderen herunder. Står en gammel tid der, så slet den.',
    unreachedSummary: (date: string) => `Læg selv mødet ${date} i kalenderen`,
  },

  entry: 'Mine møder',
  mine: {
    heading: 'Dine møder',
    upcoming: 'Kommende',
    recent: 'De seneste tre måneder',
    next: 'Åbn et møde for at se deltagere, dagsorden og frist.',
    noneHeading: 'Du har ingen møder endnu',
    none: 'Når der er fundet en dato, står mødet her.',
    more: 'Vis flere',
    noPlace: 'sted ikke valgt',
    guest: 'du er gæst',
    running: 'i gang nu',
    held: 'holdt',
    cancelled: 'aflyst',
    unfinished: 'ikke afsluttet',
  },

  view: {
    headings: {
      planned: 'Et kommende møde',
      running: 'Mødet er i gang',
      held: 'Mødet er holdt',
      cancelled: 'Mødet er aflyst',
      unfinished: 'Mødet er ikke afsluttet',
    },
    time: 'Tidspunkt',
    team: 'Team',
    place: 'Sted',
    noPlace: 'Ikke valgt endnu',
    due: 'Frist for skemaer',
    participants: (count: number) => (count === 1 ? 'Én deltager' : `${count} deltagere`),
    andMore: (count: number) => `og ${count} til`,
    guest: 'gæst',
    itemGuest: (items: number) => (items === 1 ? 'gæst til et punkt' : `gæst til ${items} punkter`),
    away: 'væk den dag',
    awayFrom: (from: string, to: string) => `væk fra ${from} til ${to}`,
    coordinator: 'tovholder',
    unreached: {
      active: '',
      known: 'har ikke Rød Tråd endnu',
      unreachable: 'får ingen beskeder',
    } satisfies Record<PersonStatus, string>,
    remedy:
      'Nogen får ingen beskeder om mødet: bed dem om at finde appen Rød Tråd i Teams, vælge »Tilføj« og skrive »hej«.',
    next: {
      planned: (due: string) =>
        `Skemaerne skal være klar ${due}. Så sender jeg dem, der er klar, til deltagerne.`,
      late: 'Fristen for skemaerne er udløbet. Det, der bliver klar nu, sender jeg med det samme.',
      distributed: (at: string) => `De skemaer, der var klar, blev sendt ud ${at}.`,
      rest: (due: string) => `Det, der mangler, skal være klar ${due}.`,
      running: 'Tovholderen skriver referatet undervejs. I får det, når det er godkendt.',
      held: 'Dine egne aftaler ligger under »Mine opgaver«.',
      cancelled: 'Der kommer ikke flere påmindelser om mødet.',
      unfinished: 'Når tovholderen har godkendt referatet, får I det her.',
    },
    agenda: 'Dagsorden',
    calendar: 'Læg i kalenderen',
    uncalendar: 'Fjern fra kalenderen',
    move: 'Flyt mødet',
    cancel: 'Aflys mødet',
    invite: 'Invitér en gæst',
    standIn: 'Lad en anden lede mødet',
    standsIn: 'leder mødet',
  },

  unreachedHere: (names: string) =>
    `Jeg kan ikke skrive til ${names}, før Rød Tråd er tilføjet i Teams. Giv selv besked.`,
  changedMeanwhile: 'Mødet er ændret, siden kortet blev åbnet. Her er det, som det er nu.',
  cancelledBefore: 'Mødet er aflyst i forvejen. Der er ikke ændret noget.',
  locked: 'Du kan kun flytte eller aflyse et møde, der ikke er begyndt. Her er det, som det er nu.',

  move: {
    heading: 'Hvornår i stedet?',
    context: (date: string) => `Mødet er sat til ${date}.`,
    day: 'Dato',
    start: 'Fra klokken',
    end: 'Til klokken',
    place: 'Sted',
    check: 'Fortsæt',
    timeTitle: (day: string, time: string) => `${day} kl.\u00a0${time}`,
    span: (day: string, start: string, end: string) => `${day} kl.\u00a0${start}–${end}`,
    filledIn: (span: string) => `Jeg har sat ${span} ind i stedet.`,
    noOffer: 'Jeg fandt ikke et bedre tidspunkt de næste seks uger.',
    offers: 'De her tidspunkter er også gode:',
    insist: (time: string) => `Behold ${time}`,
    next: 'Mødet er ikke flyttet endnu. På næste kort ser du, hvad der flytter med.',
    askHeading: 'Flyt mødet?',
    fromTo: (from: string, to: string) => `Fra ${from} til ${to}.`,
    due: (due: string) => `Skemaerne skal så være klar ${due}.`,
    dueGone:
      'Fristen for skemaerne er så udløbet. Det, der er klar, sender jeg med det samme, og resten, når det bliver klar.',
    follows: 'Påmindelser og frister flytter med, og de andre får én besked om den nye dato.',
    placeFollows: 'De andre får én besked om det nye sted.',
    allTheSame: (hindered: string) => `${hindered} Du flytter mødet alligevel.`,
    askPlaceHeading: 'Skift sted?',
    timeStays: 'Tidspunktet og fristen bliver, som de er.',
    changePlace: 'Skift sted',
    moved: 'Mødet er flyttet. De andre får besked.',
    placeChanged: 'Stedet er ændret. De andre får besked.',
    same: 'Det er den dato og det sted, mødet har i forvejen. Der er ikke ændret noget.',
  },

  /** Why a time is not a good one. The tovholder may insist. */
  objections: {
    weekend: (asked: string) => `${asked} ligger i en weekend.`,
    holiday: (asked: string, name: string) => `${asked} er ${name}.`,
    closed: (asked: string) => `${asked} holder institutionen lukket.`,
    schoolHoliday: (asked: string, week: number) => `${asked} er i skoleferien (uge ${week}).`,
    hours: 'Møder ligger ellers mellem kl.\u00a07 og 18.',
    that: (day: string, time: string, hindered: string) => `${day} kl.\u00a0${time}: ${hindered}`,
    busy: (_count: number, names: string) => `${names} er optaget.`,
    away: (_count: number, names: string) => `${names} er væk.`,
  },

  problems: {
    choose: (day: string) => `Vælg en dato. Jeg har sat ${day} ind.`,
    past: (day: string) =>
      `Den dato er passeret. Den nærmeste dag, I kan mødes, er ${day}. Jeg har sat den ind.`,
    tooFar: (day: string) => `Det er mere end et år ude i fremtiden. Jeg har sat ${day} ind.`,
    timeUnreadable: (time: string) => `Skriv et klokkeslæt, fx 09:00. Jeg har sat kl.\u00a0${time} ind.`,
    timePast: (day: string) => `Det klokkeslæt er passeret i dag. Jeg har sat ${day} ind.`,
    endBeforeStart: (time: string) => `Mødet slutter, før det begynder. Jeg har sat kl.\u00a0${time} ind.`,
    placeNames: 'Skriv stedet uden børns navne. Det står i alles beskeder og kalendere.',
  },

  cancel: {
    askHeading: 'Aflys mødet?',
    date: (date: string) => `Mødet ${date} bliver aflyst.`,
    follows:
      'De andre får én besked. Påmindelser, frister og udsendelse stopper, og punkterne på dagsordenen venter på et nyt møde.',
    final: 'Du kan ikke fortryde det.',
    done: 'Mødet er aflyst. De andre får besked.',
    waiting: (count: number) =>
      count === 1 ? 'Et punkt venter på et nyt møde.' : `${count} punkter venter på et nyt møde.`,
  },

  invite: {
    heading: 'Hvem vil du invitere?',
    person: 'Gæst',
    personMissing: 'Vælg, hvem du vil invitere.',
    scope: 'Gæsten er med til',
    scopeMissing: 'Vælg, hvad gæsten er med til.',
    whole: 'Hele mødet',
    item: (number: number, kind: string) => `Punkt ${number}: ${kind}`,
    kinds: {
      child: 'et barn',
      childGroup: 'en børnegruppe',
      anonymousCase: 'en anonym drøftelse',
      followUp: 'en opfølgning',
      other: 'andet',
    } satisfies Record<ItemKind, string>,
    next: 'Gæsten får én besked. Gæsten ser først noget om et barn, når forældrenes samtykke også gælder gæsten.',
    send: 'Invitér',
    invited: (name: string) =>
      `${name} er inviteret. Se efter, om samtykket til punkterne også gælder ${name}.`,
    alreadyIn: 'Den person er med i forvejen.',
    guests: 'Inviteret',
    remove: 'Fjern',
    removed: (name: string) => `${name} er ikke inviteret længere.`,
    removedFiller: (name: string, numbers: string) =>
      `${name} er ikke inviteret længere og udfylder ikke skemaet til punkt ${numbers}. Mangler skemaet, får du en besked, hvor du kan vælge en anden.`,
    changedSince: (name: string) =>
      `Det, ${name} er inviteret til, er ændret, siden kortet blev åbnet. Her er det, som det er nu.`,
    notPossible: 'Du kan kun invitere til et møde, der ikke er slut. Her er det, som det er nu.',
  },

  changed: {
    movedHeading: 'Mødet er flyttet',
    moved: (team: string, from: string, to: string) => `${team}: mødet ${from} er flyttet til ${to}.`,
    place: (place: string) => `Sted: ${place}`,
    movedDue: (due: string) => `Skemaerne skal nu være klar ${due}.`,
    movedLate: 'Fristen for skemaerne er udløbet, så aflevér dit skema nu, hvis du mangler det.',
    movedLink: 'Hent den nye tid til din kalender herunder.',
    movedSummary: (date: string) => `Mødet er flyttet til ${date}`,
    newPlace: (place: string) => `Nyt sted: ${place}`,
    placeHeading: 'Mødet har fået et nyt sted',
    placeText: (team: string, date: string) => `${team}: mødet ${date} bliver holdt et andet sted.`,
    placeNext: 'Tidspunktet og fristen er, som de var.',
    placeLink: 'Hent mødet igen, så stedet også står i din kalender.',
    placeSummary: (date: string) => `Mødet ${date} har fået et nyt sted`,
    cancelledHeading: 'Mødet er aflyst',
    cancelled: (team: string, date: string) => `${team}: mødet ${date} er aflyst.`,
    cancelledNext: 'Der kommer ikke flere påmindelser om mødet.',
    cancelledSummary: (date: string) => `Mødet ${date} er aflyst`,
    open: 'Se mødet',
    update: 'Hent til kalenderen',
  },
  fixed: {
    line: (date: string) => `I mødes ${date}.`,
    calendar: (day: string) => `Læg ${day} i kalenderen`,
  },
  invited: {
    heading: 'Du er inviteret til et møde',
    whole: (team: string, date: string) => `${team} har inviteret dig til mødet ${date}.`,
    item: (team: string, date: string) => `${team} har inviteret dig til et punkt på mødet ${date}.`,
    next: 'Du får besked her, når der er noget, du skal se eller gøre.',
    summary: (date: string) => `Du er inviteret til et møde ${date}`,
    movedHeading: 'Dit punkt er flyttet',
    moved: (team: string, from: string, to: string) =>
      `${team} har flyttet det punkt, du er inviteret til, fra mødet ${from} til mødet ${to}.`,
    movedSummary: (date: string) => `Dit punkt er flyttet til mødet ${date}`,
  },
  unreachable: {
    heading: 'En kollega får ingen beskeder',
    text: (name: string, teams: string) =>
      `${name} har fjernet eller blokeret Rød Tråd i Teams og får ingen beskeder. Det gælder ${teams}.`,
    remedy: (name: string) =>
      `Bed ${name} om at finde appen Rød Tråd i Teams, vælge »Tilføj« og skrive »hej«.`,
    next: 'Det, der venter, sender jeg, når din kollega er tilbage.',
    summary: 'En kollega får ingen beskeder fra Rød Tråd',
  },
  silent: {
    heading: 'En kollega får ikke påmindelser',
    text: (name: string, teams: string) =>
      `${name} har stoppet sine påmindelser fra Rød Tråd. Det gælder også ${teams}.`,
    remedy: (name: string) =>
      `${name} får stadig indkaldelser, nye aftaler og skemaer, men bliver ikke mindet om frister. Snak om, hvad der passer jer.`,
    next: 'Du kan altid se det i overblikket.',
    summary: 'En kollega får ikke påmindelser fra Rød Tråd',
  },
  absent: {
    heading: 'En, der skal med, er væk',
    text: (name: string, team: string, date: string) => `${name} er væk, når ${team} mødes ${date}.`,
    next: 'Gør du ikke noget, bliver mødet, hvor det er.',
    see: (day: string) => `Se mødet ${day}`,
    summary: 'En, der skal med til et møde, er væk den dag',
  },
  /** Somebody who conducts one meeting beside its coordinator. */
  standIn: {
    heading: 'Hvem leder mødet?',
    label: 'Den, der leder mødet',
    nobody: 'Jeg gør det selv',
    next: 'Den, du vælger, får besked og kan starte mødet, gå dagsordenen igennem og godkende referatet. Du kan stadig gøre det samme selv. Det giver ingen adgang til at læse mere.',
    save: 'Gem',
    named: (name: string) => `${name} leder mødet og får besked.`,
    takenBack: 'Du leder selv mødet.',
    unchanged: 'Det er, som det var. Der er ikke ændret noget.',
    missing: 'Vælg en, der er med i teamet.',
    changedMeanwhile: 'Der er valgt en anden, siden kortet blev åbnet. Her er det, som det er nu.',
    news: {
      asked: {
        heading: 'Du leder mødet',
        text: (by: string, team: string, date: string) =>
          `${by} beder dig om at lede mødet ${date} (${team}).`,
        next: 'Når I er samlet, åbner du mødet og trykker på »Start mødet«. Så går vi dagsordenen igennem sammen. Kan du ikke, så sig det til tovholderen.',
        summary: (date: string) => `Du leder mødet ${date}`,
      },
      released: {
        heading: 'Du skal ikke lede mødet',
        text: (_by: string, team: string, date: string) =>
          `Du skal ikke længere lede mødet ${date} (${team}).`,
        next: 'Du er stadig med til mødet som før.',
        summary: (date: string) => `Du skal ikke lede mødet ${date}`,
      },
      left: {
        heading: 'Der mangler en til at lede mødet',
        text: (_by: string, team: string, date: string) =>
          `Den, der skulle lede mødet ${date} (${team}), er ikke længere med i teamet.`,
        next: 'Led det selv, eller vælg en anden på mødets kort.',
        summary: (date: string) => `Der mangler en til at lede mødet ${date}`,
      },
    },
  },
  released: {
    heading: 'Du skal ikke med til mødet',
    text: (team: string, date: string) => `${team}: du skal ikke længere med til mødet ${date}.`,
    next: 'Står mødet i din kalender, så slet det der. Skal du med en anden gang, får du besked.',
    summary: (date: string) => `Du skal ikke med til mødet ${date}`,
  },
}
