import type { Basis } from '../../features/consent/model.ts'
import type { Scale } from '../../features/policy/form/model.ts'
import type {
  Missing,
  perspectiveFields,
  reflectionFields,
  Step,
  safetyFields,
} from '../../features/preparation/model.ts'
import type { Placement } from '../../features/preparation/scale/model.ts'
import type { Whom } from '../../features/preparation/schema.ts'
import type { Concern, Frequency, Place } from '../../features/preparation/signs/model.ts'
import { chase } from './chase.ts'

const forms = (count: number) => (count === 1 ? '1 skema' : `${count} skemaer`)
const item = (number: number) => (number > 0 ? `punkt ${number}` : 'et punkt')

/** Only what is about a named child waits for consent (R-CONS-4), or for the parents to be informed. null: nothing is named */
const ready: Record<Basis, string> = {
  consent: ', hvis samtykket er på plads',
  information: ', hvis forældrene er orienteret',
}
const ifReady = (basis: Basis | null) => (basis === null ? '' : ready[basis])

type SafetyWords = { [S in keyof typeof safetyFields]: Record<(typeof safetyFields)[S][number], string> }

/** Words that differ with whom a form is about. */
interface WordsOf {
  headings: Record<'reflection' | 'perspectives', string>
  guideReflection: string
  reflection: Record<(typeof reflectionFields)[number], string>
  perspectives: Record<(typeof perspectiveFields)[number], string>
  missing: Record<Extract<Missing, 'childPerspective'>, string>
  whyMissing: Record<Extract<(typeof perspectiveFields)[number], `${string}Reason`>, string>
}

/** What is asked in the same words, whomever a form is about. */
const reflection = {
  daycare: 'Ressourcer i dagtilbuddet',
  goesWell: 'Hvornår går det godt?',
  tried: 'Hvad har I prøvet, og hvad virkede?',
  other: 'Hvad kan ellers være forklaringen?',
}
const perspectives = {
  childReason: 'Hvis feltet ovenfor er tomt: hvorfor?',
  parents: 'Hvad ser forældrene, hvad bekymrer dem, og hvad ønsker de? Er I uenige om noget?',
  talked: 'Hvem har talt med dem, og hvornår?',
  parentsReason: 'Hvis forældrenes perspektiv er tomt: hvorfor?',
}
const whyMissing = { parentsReason: 'Hvorfor forældrenes perspektiv mangler' }

/** Preparation forms: asked for, filled in, handed in and read. */
export const preparation = {
  item,
  entries: {
    asked: (number: number) => `Udfyld skema til ${item(number)}`,
    draft: (number: number) => `Fortsæt skemaet til ${item(number)}`,
    correcting: (number: number) => `Ret skemaet til ${item(number)} færdigt`,
  },
  start: 'Start',
  fill: 'Udfyld skemaet',
  goOn: 'Fortsæt skemaet',
  goOnCorrecting: 'Fortsæt rettelsen',
  read: 'Læs skemaet',
  forms: 'Skemaer',
  evidence: 'Hvem har fået skemaerne?',

  ask: {
    heading: 'Udfyld et forberedelsesskema',
    text: (about: { number: number; team: string; date: string }) =>
      `Det er dig, der udfylder skemaet til ${item(about.number)} på mødet ${about.date} (${about.team}).`,
    due: (date: string) => `Aflevér det senest ${date}.`,
    dueNow: 'Fristen er udløbet, så aflevér det, så snart du kan.',
    next: 'Du kan udfylde det ad flere gange. Det, du skriver, bliver gemt undervejs.',
  },
  unfilled: {
    heading: (count: number) =>
      count === 1 ? 'Hvem skal udfylde skemaet?' : `Hvem skal udfylde ${count} skemaer?`,
    text: (count: number, name: string) =>
      `${name} skulle udfylde ${count === 1 ? 'skemaet' : 'skemaerne'}, men er ikke med længere.`,
    row: (number: number, date: string) => `Punkt ${number} på mødet ${date}`,
    rowWaiting: 'Et punkt, der venter på et møde',
    choose: 'Vælg en anden',
    next: 'Den, du vælger, får besked i god tid. Skal der ikke være noget skema, så vælg »Ingen«.',
  },
  nudge: (number: number, date: string) => `Skemaet til ${item(number)} skal afleveres ${date}`,
  missingLine: (count: number, due: string, rows: string) =>
    `Der mangler ${forms(count)}, som skal afleveres ${due}: ${rows}`,
  missingOf: (number: number, name: string) => `punkt ${number} (${name})`,
  chase,
  unchosenLine: (_count: number, numbers: string, date: string) =>
    `Vælg, hvem der udfylder skemaet til punkt ${numbers} (frist ${date})`,
  correctingLine: (number: number) =>
    `Du er ved at rette skemaet til ${item(number)}. Rettelsen er ikke afleveret`,
  openAgenda: 'Åbn dagsordenen',

  where: (number: number, of: number) => `Trin ${number} af ${of}`,
  whereSigns: (from: number, to: number, of: number) =>
    from === to ? `tegn ${from} af ${of}` : `tegn ${from}–${to} af ${of}`,
  whereSaved: (time: string) => `gemt kl.\u00a0${time}`,
  context: (number: number, team: string, date: string) =>
    `${number > 0 ? `Punkt ${number} · ` : ''}${team} · mødet ${date}`,
  contextWaiting: (team: string) => `${team} · venter på et møde`,

  stop: {
    heading: 'Først et spørgsmål',
    doubt: (name: string) => `Er du i tvivl om, hvilket barn det er, så spørg ${name}.`,
    question: 'Er der mistanke om eller viden om vold eller overgreb?',
    yes: 'Ja',
    no: 'Nej',
    missing: 'Svar ja eller nej. Der er ikke gemt noget.',
    go: 'Fortsæt',
    next: 'Der bliver ikke gemt noget, før du har svaret. Svarer du ja, bliver punktet slettet sammen med sagens åbne aftaler.',
  },
  stopped: {
    heading: 'Følg kommunens beredskab',
    noPhone: 'Kommunens socialvagt: nummeret står på kommunens hjemmeside',
    duty: 'Din underretningspligt er personlig og venter ikke på et møde (barnets lov § 133). Du skal selv underrette kommunen.',
    parents: 'Kontakt ikke forældrene først.',
    erased:
      'Punktet er slettet sammen med sagens åbne aftaler, og der kommer ingen påmindelser om dem. Godkendte referater bliver stående.',
    told: 'Kollegerne kan se, at punktet er væk, men ikke hvorfor. De, der har med punktet at gøre, får kun besked om, at noget er taget af dagsordenen, eller at de ikke skal med til mødet.',
    next: 'Ring nu. Rød Tråd fortæller ingen om mistanken. Det skal du selv gøre. Sig det også til din leder, medmindre mistanken gælder ham eller hende.',
  },

  headings: {
    emotional: 'Psykisk og emotionel trivsel',
    cognitive: 'Kognitiv trivsel',
    social: 'Social trivsel',
    physical: 'Fysisk og sansemotorisk trivsel',
    family: 'Omsorgsmiljø og familie',
    learningEnvironment: 'Dagtilbuddets læringsmiljø',
    worries: 'Hvad er du bekymret for?',
    working: 'Hvad virker godt?',
    wanted: 'Hvad skal der ske?',
    placement: 'Din placering',
    overview: 'Overblik',
  } satisfies Record<Exclude<Step, 'reflection' | 'perspectives'>, string>,
  /** the fields of the Signs of Safety layout */
  safety: {
    worries: {
      seen: 'Hvad har du set, der bekymrer dig? Beskriv det konkret',
      ahead: 'Hvad kan det føre til, hvis intet bliver anderledes?',
    },
    working: {
      strengths: 'Hvad og hvem hjælper allerede?',
      exceptions: 'Hvornår går det godt, og hvad gør I så?',
    },
    wanted: {
      goal: 'Hvad vil du gerne se, før du er tryg ved det?',
      next: 'Hvad er de næste små skridt, og hvem kan tage dem?',
    },
  } satisfies SafetyWords,
  frequency: 'Hvor ofte har du set det?',
  chooseFrequency: 'Vælg, hvor ofte',
  frequencies: {
    notSeen: 'ikke set',
    rarely: 'sjældent',
    weekly: 'ugentligt',
    daily: 'dagligt',
    manyTimesDaily: 'flere gange dagligt',
  } satisfies Record<Frequency, string>,
  concern: 'Bekymring',
  concerns: { none: 'ingen', slight: 'lidt', some: 'noget', great: 'meget' } satisfies Record<
    Concern,
    string
  >,
  own: 'Et andet tegn, med dine egne ord',
  ownFrequency: 'Hvor ofte har du set det tegn?',
  seen: 'Andet, du har set',
  signsNext:
    'Til de tegn, du har set, kan du skrive mere på næste kort. Alt bliver gemt, når du går videre, tilbage eller lukker.',
  chooseConcern: 'Vælg, hvor meget',
  signSeen: 'Hvad har du set? Beskriv det konkret',
  since: 'Siden hvornår',
  placesLabel: 'Hvor',
  places: { home: 'hjemme', daycare: 'i dagtilbuddet' } satisfies Record<Place, string>,
  /** what speaks of the child, or of the group of children that the form is about */
  about: {
    child: {
      headings: {
        reflection: 'Hvad hjælper barnet?',
        perspectives: 'Barnets og forældrenes perspektiv',
      },
      guideReflection:
        'Det er kun et pejlemærke. Tænk over, hvad der hjælper barnet, før du laver din egen placering.',
      reflection: {
        ...reflection,
        child: 'Ressourcer hos barnet',
        family: 'Ressourcer i familien',
      },
      perspectives: {
        ...perspectives,
        child: 'Hvis barnet var her, hvad ville det så synes var vigtigt, at vi ved?',
      },
      missing: { childPerspective: 'Barnets perspektiv, eller hvorfor det mangler' },
      whyMissing: { ...whyMissing, childReason: 'Hvorfor barnets perspektiv mangler' },
    },
    group: {
      headings: {
        reflection: 'Hvad hjælper børnene?',
        perspectives: 'Børnenes og forældrenes perspektiv',
      },
      guideReflection:
        'Det er kun et pejlemærke. Tænk over, hvad der hjælper børnene, før du laver din egen placering.',
      reflection: {
        ...reflection,
        child: 'Ressourcer hos børnene',
        family: 'Ressourcer i familierne',
      },
      perspectives: {
        ...perspectives,
        child: 'Hvis børnene var her, hvad ville de så synes var vigtigt, at vi ved?',
      },
      missing: { childPerspective: 'Børnenes perspektiv, eller hvorfor det mangler' },
      whyMissing: { ...whyMissing, childReason: 'Hvorfor børnenes perspektiv mangler' },
    },
  } satisfies Record<Whom['of'], WordsOf>,
  placements: {
    wellbeing: 'Trivsel',
    attention: 'Ekstra opmærksomhed',
    concern: 'Bekymring',
    green: 'Trives (grøn)',
    yellow: 'Har brug for ekstra opmærksomhed (gul)',
    red: 'Vækker bekymring (rød)',
    five1: '1 · Trives godt',
    five2: '2 · Trives',
    five3: '3 · Har brug for ekstra opmærksomhed',
    five4: '4 · Vækker bekymring',
    five5: '5 · Vækker stor bekymring',
    ten1: '1 · Trives godt',
    ten2: '2 · Trives',
    ten3: '3 · Trives, med noget at holde øje med',
    ten4: '4 · Lidt ekstra opmærksomhed',
    ten5: '5 · Ekstra opmærksomhed',
    ten6: '6 · Meget ekstra opmærksomhed',
    ten7: '7 · Lidt bekymring',
    ten8: '8 · Bekymring',
    ten9: '9 · Stor bekymring',
    ten10: '10 · Meget stor bekymring',
  } satisfies Record<Placement, string>,
  /** where a number says nothing without it */
  scaleNames: {
    wellbeing: '',
    trafficLight: '',
    fiveSteps: 'skala 1–5',
    tenSteps: 'skala 1–10',
  } satisfies Record<Scale, string>,
  onScale: (level: string, range: string) => `${level}. Det svarer til ${range} på skalaen`,
  ruleOnScale: (wellbeing: string, attention: string, concern: string) =>
    `På skalaen svarer trivsel til ${wellbeing}, ekstra opmærksomhed til ${attention} og bekymring til ${concern}.`,
  newScale: (before: string) =>
    `Kommunen har fået en ny skala. På den gamle valgte du »${before}«. Vælg igen. Din begrundelse står her stadig.`,
  missingAt: {
    childPerspective: 'Skriv noget her, eller skriv nedenfor, hvorfor feltet er tomt.',
    parentPerspective: 'Skriv noget her, eller skriv længere nede, hvorfor feltet er tomt.',
    ownPlacement: 'Vælg en placering.',
    placementReason: 'Skriv en begrundelse.',
  } satisfies Record<Missing, string>,
  first: (placement: string) => `Den første placering er: ${placement}`,
  firstNone: 'Der er ikke valgt bekymring ved nogen tegn endnu, så der er ingen første placering.',
  rule: 'Sådan bliver den regnet ud: Bekymring, når et tegn med »meget« bekymring ses dagligt, eller når mindst tre temaer har et tegn med »noget« eller »meget« bekymring. Ekstra opmærksomhed, når mindst ét tegn har »noget« eller »meget« bekymring. Ellers trivsel. Tegn, der ikke er set eller ikke har en valgt bekymring, tæller ikke med. Er der intet svar at regne på, er der ingen første placering.',
  guide: 'Det er kun et pejlemærke. Det er din egen placering, der gælder.',
  ownPlacement: 'Din egen placering',
  ownReason: 'Din begrundelse',
  otherHeading: 'Det, der blev gemt i mellemtiden',
  conflict: (time: string) =>
    `Trinnet blev ændret kl.\u00a0${time}, efter at du åbnede det. Dit står i felterne, det andet nedenunder. Vælg, hvad der skal gælde.`,
  handedIn: {
    problem:
      'Skemaet er afleveret, siden du åbnede kortet. Det, du har skrevet her, er ikke kommet med. Skal det med, så tryk på »Ret skemaet og gem«, og aflevér igen.',
    next: 'Det afleverede skema gælder, indtil du har rettet det.',
    save: 'Ret skemaet og gem',
  },
  keepMine: 'Gem mit',
  useOther: 'Brug det andet',
  saveAndClose: 'Gem og luk',
  suspicion: 'Mistanke om vold eller overgreb',
  closedSaved: 'Skemaet er gemt',
  closedText: (time: string) => `Alt blev gemt kl.\u00a0${time}.`,
  closedNext:
    'Du kan fortsætte, når du vil, også på en anden enhed. Ingen får skemaet, før du afleverer det.',
  closedNextCorrecting:
    'Du kan fortsætte, når du vil. De andre læser den udgave, du afleverede, indtil du afleverer rettelsen.',
  stepNext: 'Alt bliver gemt, når du går videre, tilbage eller lukker.',

  overview: {
    step: (name: string, state: string) => `${name} · ${state}`,
    filled: 'udfyldt',
    empty: 'ikke udfyldt',
    edit: 'Ret',
    missingHeading: 'Det mangler, før du kan aflevere',
    changed: 'Skemaet er ændret, siden du åbnede kortet. Se det igennem, og aflever det så.',
    notYet: 'Skemaet er ikke afleveret endnu. Der mangler noget.',
    missing: {
      parentPerspective: 'Forældrenes perspektiv, eller hvorfor det mangler',
      ownPlacement: 'Din egen placering',
      placementReason: 'Begrundelsen for din placering',
    } satisfies Record<Exclude<Missing, 'childPerspective'>, string>,
    sparring: 'Sparring, mens du venter på mødet',
    sparringNote: 'Nævn kun, hvem det handler om, hvis forældrene har sagt ja til det.',
    submit: 'Aflevér',
    next: (date: string, basis: Basis | null) =>
      `Når du har afleveret, sender jeg skemaet til deltagerne ${date}${ifReady(basis)}.`,
    nextLate: (basis: Basis | null) =>
      `Fristen er udløbet. Når du har afleveret, sender jeg skemaet med det samme${ifReady(basis)}.`,
    nextWaiting: (basis: Basis | null) =>
      `Punktet venter på et møde. Jeg sender skemaet ud før mødet${ifReady(basis)}.`,
    nextCorrecting:
      'De andre læser den udgave, du afleverede. Når du afleverer rettelsen, får de, der har den, besked om, at skemaet er rettet.',
  },
  drop: {
    button: 'Fortryd rettelsen',
    heading: 'Fortryd rettelsen?',
    text: 'Det, du har rettet og ikke afleveret, bliver slettet. Den udgave, de andre har, gælder stadig.',
    next: 'Du kan ikke få rettelsen tilbage.',
  },
  submitted: {
    heading: 'Skemaet er afleveret',
    text: (date: string) => `Tak. Du afleverede det ${date}.`,
    next: (date: string, basis: Basis | null) =>
      `Jeg sender skemaet til deltagerne ${date}${ifReady(basis)}.`,
    nextLate: (basis: Basis | null) =>
      `Fristen er udløbet. Jeg sender skemaet med det samme${ifReady(basis)}.`,
    tasks: 'Mine opgaver',
    takeBack: 'Ret skemaet',
    takenBack: 'Du kan rette skemaet nu. Husk at aflevere det igen.',
    correcting:
      'Du kan rette skemaet nu. De andre læser den udgave, du afleverede, indtil du afleverer igen.',
    corrected:
      'De, der havde den tidligere udgave, får besked om, at skemaet er rettet. Den tidligere udgave bliver gemt.',
    unchanged: 'Du har ikke ændret noget. Den udgave, de andre har, gælder stadig, og de får ingen besked.',
    dropped: 'Rettelsen er væk. Den udgave, de andre har, gælder stadig, og de får ingen besked.',
  },
  closed: 'Du kan ikke udfylde skemaet længere. Mødet er holdt, eller punktet er taget af dagsordenen.',
  parentsSaidNo:
    'Forældrene har sagt nej. Det, du skriver, bliver ikke sendt til nogen. Vent, til tovholderen siger til.',
  notFiller: 'En anden udfylder skemaet.',
  begunByOther:
    'En anden er begyndt på skemaet, og uden et gyldigt samtykke må du ikke læse det. Der er ikke ændret noget. Bed tovholderen om at få samtykket på plads, eller om at lade den, der er begyndt, aflevere skemaet.',

  reading: {
    heading: 'Forberedelsesskema',
    withheld:
      'Skemaet bliver holdt tilbage. Der er ikke et gyldigt samtykke, der giver dig adgang til det. Tovholderen kan fortælle dig, hvad der mangler.',
    withdrawn: 'Skemaet er trukket tilbage og vises ikke. Tovholderen kan fortælle dig, hvad der gælder nu.',
    notSubmitted: 'Skemaet er ikke afleveret endnu. Du får besked, når det er sendt ud.',
    notHad: 'Du har ikke haft den udgave af skemaet. Du kan læse den nyeste.',
    notOut: 'Skemaet er ikke sendt ud endnu. Alle får det på samme tid, og du får besked.',
    late: 'Afleveret efter fristen',
    lateCorrection: 'Rettet efter fristen',
    isEarlier: (date: string) => `Det er en tidligere udgave. Den nyeste er fra ${date}.`,
    toEarlier: 'Se tidligere udgave',
    toNewest: 'Se den nyeste udgave',
    by: (name: string, version: number, date: string) =>
      `Udfyldt af ${name} · ${version > 1 ? `udgave ${version}, ` : ''}afleveret ${date}`,
    draft: 'Ikke afleveret endnu',
    page: (page: number, of: number) => `Side ${page} af ${of}`,
    more: 'Næste side',
    previous: 'Forrige side',
    next: 'Det er noteret, at du har åbnet skemaet. Tryk på »Luk«, når du er færdig.',
    /** @param details since when and where, what there is of them */
    sign: (sign: string, frequency: string, concern: string, details: readonly string[]) =>
      `${sign} (${[frequency, `bekymring: ${concern}`, ...details].join(', ')})`,
    since: (since: string) => `siden ${since}`,
    notSeen: 'Ikke set',
    notAnswered: 'ikke svaret',
    noAnswer: 'Ikke udfyldt',
    firstPlacement: 'Første placering (pejlemærke)',
    noFirstPlacement: 'Ingen, for der er ikke valgt bekymring ved nogen tegn',
    placement: 'Placering',
    ownPlacement: 'Egen placering',
    reason: 'Begrundelse',
    ownSign: 'Eget tegn',
    oftenSeen: 'Set',
    signSeen: 'Det er set',
    seen: 'Andet, der er set',
  },

  list: {
    heading: 'Skemaer til mødet',
    none: 'Der er ingen skemaer, du kan læse endnu. Du får besked, når der er.',
    withdrawn: 'Noget af det, du har fået, er trukket tilbage og vises ikke mere.',
    next: 'Du ser de skemaer, du må læse.',
    due: (date: string) => `Jeg sender skemaerne ud ${date}.`,
    row: (number: number, about: string) => `Punkt ${number} · ${about}`,
    contribution: (profession: string, name: string) => `Bidrag: ${profession}, ${name}`,
    late: 'afleveret efter fristen',
    lateCorrection: 'rettet efter fristen',
  },
}
