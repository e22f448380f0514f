import type { ActionPointEvent, ActionPointStatus, TextProblem } from '../../features/action-points/model.ts'
import { withCapital } from '../../shared/text.ts'

/** Where an action point comes from; neutral, so that it may stand in a chat. */
interface From {
  /** 'tirsdag 24. november' */
  date: string
  team: string
  /** 0: not on the agenda any more */
  number: number
}

const from = ({ date, team, number }: From) =>
  `aftale fra mødet ${date} (${team}${number > 0 ? `, punkt ${number}` : ''})`

/** 'aftalen fra mødet …', inside a sentence about one that is known. */
const the = (what: string) => what.replace(/^aftale/, 'aftalen')

/** Agreements from a meeting and the nudges about them. */
export const actionPoints = {
  from,
  heading: { mine: 'Din aftale', other: 'En aftale' },
  place: (team: string, number: number, date: string) =>
    [team, ...(number > 0 ? [`punkt ${number}`] : []), `mødet ${date}`].join(' · '),
  parentTalk: 'Tal med forældrene om det, I talte om på mødet, og det, I aftalte.',
  withheld:
    'Teksten vises ikke. Der er ikke et gyldigt samtykke, der giver dig adgang til den. Tovholderen kan fortælle dig, hvad der mangler.',
  owner: 'Hvem',
  due: 'Hvornår',
  wanted: 'Ønsket frist',
  status: 'Hvor langt',
  receiver: 'Spurgt',
  note: 'Besked',
  statuses: {
    draft: 'skrevet ned, referatet er ikke godkendt',
    assigned: 'venter på svar',
    accepted: 'taget',
    declined: 'mangler en, der tager den',
    handingOver: 'på vej til en anden',
    done: 'gjort',
    dropped: 'droppet',
  } satisfies Record<ActionPointStatus, string>,
  escalated: 'Den kommer på den næste dagsorden.',
  noteLabel: 'Besked om, hvordan det gik (valgfri)',
  historyHeading: 'Det er der sket',
  bot: 'Rød Tråd',
  history: {
    created: 'skrev aftalen ned',
    activated: 'godkendte referatet',
    accept: 'tog aftalen',
    decline: 'sagde nej',
    done: 'gjorde den',
    handOver: 'spurgte en anden',
    takeOver: 'tog over',
    refuse: 'tog ikke over',
    drop: 'droppede den',
    reassign: 'valgte, hvem der har den',
    reschedule: 'flyttede fristen',
    postpone: 'flyttede fristen',
    askDay: 'bad om en ny frist',
    grantDay: 'sagde ja til en ny frist',
    denyDay: 'sagde nej til en ny frist',
    escalated: 'fortalte det til tovholderen',
  } satisfies Record<ActionPointEvent['what'], string>,
  historyTo: (what: string, to: string) => `${what}: ${to}`,
  historyDay: (line: string, date: string) => `${line} (${date})`,
  historyDetail: (line: string, detail: string) => `${line} – »${detail}«`,

  accept: 'Tag den',
  takeBack: 'Behold den selv',
  done: 'Gjort',
  decline: 'Ikke mig',
  handOver: 'Giv videre',
  takeOver: 'Tag den',
  refuse: 'Ikke mig',
  drop: 'Drop',
  change: 'Ret aftalen',
  choose: 'Vælg person',
  postpone: 'Flyt fristen',
  grantDay: 'Flyt fristen',
  denyDay: 'Sig nej',

  next: {
    assigned: (date: string) => `Svar, om du tager den. Den skal være gjort senest ${date}.`,
    accepted: (date: string) => `Tryk på »Gjort«, når den er gjort, senest ${date}.`,
    handingOver: (name: string) =>
      `${name} er spurgt og skal svare. Indtil da er aftalen din, og du kan stadig gøre den færdig.`,
    receiver: 'Tager du den, er den din. Siger du nej, går den tilbage.',
    declinedCoordinator: 'Vælg, hvem der tager den, eller drop den.',
    declined: (name: string) => `${name} vælger, hvem der tager den.`,
    other: (name: string) => `${name} har aftalen. Tovholderen kan give den til en anden.`,
    otherLed: (name: string) => `${name} har aftalen. Du kan give den til en anden eller flytte fristen.`,
    wantedCoordinator: (name: string) =>
      `${name} har bedt om en ny frist. Grunden står nedenfor i historikken.`,
    wanted: (name: string, date: string) =>
      `${name} er spurgt om en ny frist. Indtil der er svar, er fristen ${date}.`,
    over: 'Den er afsluttet, og der kommer ikke flere påmindelser om den.',
  },
  saved: {
    accept: 'Den er din. Tak for det.',
    decline: (name: string) => `Du har den ikke mere. ${name} får besked og vælger en anden.`,
    declineOwn: 'Du har sagt nej. Vælg nu, hvem der tager den.',
    handOver: (name: string) => `${name} er spurgt og får besked nu.`,
    handOverLate: (name: string, why: string) =>
      `${name} er spurgt, men ${why}. Aftalen er din så længe. Tryk på »Behold den selv«, hvis du vil spørge en anden.`,
    others: (names: string) => `Den kan også gives til ${names}.`,
    takeOver: (name: string) => `Den er din nu. ${name} får besked.`,
    refuse: (name: string) => `Du tager den ikke. ${name} får besked og har den stadig.`,
    drop: 'Aftalen er droppet. Der kommer ikke flere påmindelser om den.',
    denyDay: (name: string) => `Fristen er, som den var. ${name} får besked.`,
    postpone: (date: string) => `Fristen er flyttet til ${date}. Du bliver mindet om den nye frist.`,
    askDay: (name: string) => `${name} får besked nu og svarer. Indtil da gælder den gamle frist.`,
    grantDay: (name: string, date: string) => `Fristen er flyttet til ${date}. ${name} får besked.`,
    change: (name: string, date: string) => `${name} har den, og den skal være gjort senest ${date}.`,
  },
  doneHeading: 'Aftalen er gjort',
  doneText: (what: string) =>
    `${withCapital(the(what))} er afsluttet. Der kommer ikke flere påmindelser om den.`,
  left: (count: number) =>
    count === 0
      ? 'Du har ikke flere aftaler.'
      : count === 1
        ? 'Du har en aftale mere.'
        : `Du har ${count} aftaler mere.`,
  doneNext: 'Dit team kan se det i historikken.',
  overHeading: { done: 'Aftalen er allerede gjort', dropped: 'Aftalen er droppet' },
  changedHeading: 'Aftalen har ændret sig',
  overText: (what: string) => `${withCapital(the(what))} er afsluttet, så der er ikke mere at gøre.`,
  noMore: 'Der kommer ikke flere påmindelser om den.',
  changedNext: 'Åbn den, og se, hvad der gælder nu.',
  notYours: (name: string) =>
    `${name} har aftalen, så kun ${name} kan gøre det. Tovholderen kan give den til en anden.`,
  coordinatorDecides: (name: string) => `Det er ${name}, der bestemmer det som tovholder.`,
  notYoursUnknown: 'En anden har aftalen, og kun den person kan gøre det.',
  openAction: 'Åbn aftalen',
  myTasks: 'Mine opgaver',

  reasonHeading: {
    decline: 'Hvorfor ikke dig?',
    drop: 'Hvorfor skal den droppes?',
    refuse: 'Hvorfor ikke dig?',
    denyDay: 'Hvorfor ikke en ny frist?',
  },
  reasonLabel: 'Skriv kort hvorfor',
  reasonMissing: 'Skriv en grund.',
  reasonNext: {
    decline: (name: string) => `${name} får besked og vælger en anden.`,
    drop: 'Aftalen slutter, og grunden står i historikken.',
    refuse: (name: string) => `${name} får besked og har stadig aftalen.`,
    denyDay: (name: string) => `${name} får besked, og fristen er, som den var.`,
  },
  send: { decline: 'Send', drop: 'Drop aftalen', refuse: 'Send', denyDay: 'Send' },

  handOverHeading: 'Hvem skal have den?',
  handOverLabel: 'Giv den til',
  handOverMissing: 'Vælg en fra mødet.',
  handOverNext: 'Aftalen er din, indtil den anden har sagt ja.',
  handOverSend: 'Spørg',
  nobodyElse: 'Der er ikke andre fra mødet, der kan tage den. Du kan flytte fristen eller droppe den.',
  changeHeading: 'Hvem og hvornår?',
  ownerLabel: 'Hvem gør det?',
  changedSince: 'Aftalen er ændret, siden du åbnede kortet. Se, hvem der har den nu.',
  ownerMissing: 'Vælg en fra mødet.',
  dueLabel: 'Hvornår skal det være gjort?',
  moveReasonLabel: 'Hvorfor flytter du fristen? (hvis du gør)',
  moveReasonMissing: 'Skriv kort, hvorfor fristen flyttes.',
  postponeHeading: 'Hvornår kan du nå det?',
  postponeNext: 'Grunden står i historikken. Du bliver mindet om den nye frist.',
  postponeLast: (name: string) =>
    `Det er sidste gang, du selv kan flytte den. Næste gang skal du spørge ${name}.`,
  askDayHeading: 'Bed om en ny frist',
  askDayNext: (name: string) =>
    `Fristen kan du ikke længere flytte selv. ${name} får besked og svarer. Indtil da gælder den gamle frist.`,
  askDaySend: (name: string) => `Spørg ${name}`,
  dueNow: (date: string) => `Fristen er nu ${date}.`,
  newDayLabel: 'Ny frist',
  sameDay: (date: string) => `${withCapital(date)} er den frist, der gælder nu. Vælg en anden.`,
  changeNext: 'Den, der får aftalen, får besked nu.',
  outOfReach: (name: string, why: string) => `${name} (${why})`,
  hasNoChat: 'har ikke Rød Tråd lige nu',
  isSilent: 'får ikke påmindelser',
  awayUntil: (until: string) => `er væk til og med ${until}`,
  awayFrom: (from: string, until: string) => `er væk fra ${from} til og med ${until}`,

  textProblems: {
    missing: 'Skriv, hvad der skal gøres.',
    tooLong: 'Skriv det kortere: højst 300 tegn.',
  } satisfies Record<TextProblem, string>,
  dayProblems: {
    unreadable: 'Vælg en dato.',
    past: (offer: string) => `Den dato er passeret. Den nærmeste arbejdsdag er ${offer}.`,
    tooFar: 'Det er mere end et år ude i fremtiden. Vælg en dato, der er tættere på.',
    weekend: (offer: string) => `Det er weekend. Den nærmeste arbejdsdag er ${offer}.`,
    holiday: (name: string, offer: string) => `Det er ${name}. Den nærmeste arbejdsdag er ${offer}.`,
    closed: (offer: string) => `Den dag er der lukket. Den nærmeste arbejdsdag er ${offer}.`,
  },

  overdue: (days: number) => (days === 1 ? '1 dag over tid' : `${days} dage over tid`),
  dueIn: { 0: 'skal være gjort i dag', 1: 'skal være gjort i morgen' } as Record<number, string>,
  dueLater: (days: number) => `skal være gjort om ${days} dage`,
  line: (urgency: string, what: string) => `${withCapital(urgency)} · ${what}`,
  offered: 'vil du overtage den?',
  ownerless: 'mangler en, der tager den',
  askedDay: 'må fristen flyttes?',
  unanswered: 'venter på, at du siger ja',

  told: {
    assigned: {
      heading: 'Du har fået en aftale',
      next: 'Åbn aftalen, og sig, om du tager den.',
      text: (what: string, date: string) => `Det er en ${what}. Den skal være gjort senest ${date}.`,
    },
    reassigned: {
      heading: 'Du har ikke aftalen mere',
      next: 'Du får ikke flere påmindelser om den.',
      text: (what: string) =>
        `Tovholderen har givet ${the(what)} til en anden. Du skal ikke gøre mere ved den.`,
    },
    rescheduled: {
      heading: 'En frist er flyttet',
      next: 'Du bliver mindet om den nye frist.',
      text: (what: string, date: string) => `${withCapital(the(what))} skal nu være gjort senest ${date}.`,
    },
    declined: {
      heading: 'Hvem skal tage aftalen?',
      next: 'Den har ingen ansvarlig, før du har valgt en.',
      text: (what: string, name: string) => `${name} kan ikke tage ${the(what)}. Vælg, hvem der tager den.`,
    },
    offered: {
      heading: 'Vil du tage en aftale?',
      next: 'Åbn aftalen, og svar ja eller nej.',
      text: (what: string, name: string) =>
        `${name} vil gerne give dig en ${what}. Den er stadig hos ${name}, indtil du har sagt ja.`,
    },
    takenOver: {
      heading: 'Din aftale er givet videre',
      next: 'Du får ikke flere påmindelser om den.',
      text: (what: string, name: string) =>
        `${name} har taget over. Du skal ikke gøre mere ved ${the(what)}.`,
    },
    refused: {
      heading: 'Aftalen er stadig din',
      next: 'Du bliver stadig mindet om den.',
      text: (what: string, name: string) =>
        `${name} kan ikke overtage ${the(what)}. Du har den stadig og kan spørge en anden.`,
    },
    dropped: {
      heading: 'En aftale er droppet',
      next: 'Der kommer ikke flere påmindelser om den.',
      text: (what: string, name: string) => `${name} har droppet ${the(what)}. Grunden står i historikken.`,
    },
    escalated: {
      heading: 'En aftale er ikke blevet gjort',
      next: 'Åbn aftalen, og vælg, hvad der skal ske.',
      text: (what: string, name: string) =>
        `${name} har fået alle påmindelser om ${the(what)}. Der kommer ikke flere. Den kommer på den næste dagsorden, og du kan give den til en anden eller droppe den nu.`,
    },
    escalatedSilent: {
      heading: 'En aftale er ikke blevet gjort',
      next: 'Åbn aftalen, og vælg, hvad der skal ske.',
      text: (what: string, name: string) =>
        `Fristen for ${the(what)} er overskredet, og ${name} har stoppet sine påmindelser. Den kommer på den næste dagsorden, og du kan give den til en anden eller droppe den nu.`,
    },
    askedDay: {
      heading: 'Må en frist flyttes?',
      next: 'Åbn aftalen, og svar ja eller nej.',
      text: (what: string, name: string) =>
        `${name} beder om en ny frist for ${the(what)}. Den gamle gælder, indtil du har svaret.`,
    },
    deniedDay: {
      heading: 'Fristen er, som den var',
      next: 'Åbn aftalen, så ser du hvorfor.',
      text: (what: string, name: string) =>
        `${name} har sagt nej til en ny frist for ${the(what)}. Kan du ikke nå det, så giv aftalen videre.`,
    },
    unreachable: {
      heading: 'En aftale når ikke frem',
      next: 'Åbn aftalen, når du vil give den til en anden.',
      text: (what: string, name: string) =>
        `${name} har ikke Rød Tråd og får ikke besked om ${the(what)}. Bed ${name} om at finde appen Rød Tråd i Teams, vælge »Tilføj« og skrive »hej«, eller giv aftalen til en anden.`,
    },
    away: {
      heading: 'En aftale falder i et fravær',
      next: 'Åbn aftalen, når du vil flytte fristen eller give den til en anden.',
      text: (what: string, name: string) =>
        `${name} er væk, når ${the(what)} skal være gjort. Flyt fristen, eller giv aftalen til en anden.`,
    },
  },
}
