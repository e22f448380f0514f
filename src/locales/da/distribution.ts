import type { LateWhy, Stopped } from '../../features/preparation/distribution/evidence/model.ts'

const forms = (count: number) => (count === 1 ? '1 skema' : `${count} skemaer`)

/** How forms and contributions reach the participants, and the proof of it (R-FORM-10). */
export const distribution = {
  what: (count: number, contributions: number) =>
    [...(count > 0 ? [forms(count)] : []), ...(contributions > 0 ? [`${contributions} bidrag`] : [])].join(
      ' og ',
    ),
  heading: (what: string, date: string) => `${what} til mødet ${date}`,
  moreHeading: (what: string, date: string) => `${what} mere til mødet ${date}`,
  text: (count: number, team: string) =>
    count === 1
      ? `Det hører til mødet i ${team}. Kun du kan se det, når du åbner det.`
      : `De hører til mødet i ${team}. Kun du kan se dem, når du åbner dem.`,
  late: (count: number) => `${count === 1 ? 'Det' : 'De'} kommer efter fristen.`,
  next: (count: number) => `Læs ${count === 1 ? 'det' : 'dem'} inden mødet.`,
  nextBegun: (count: number) => `Mødet er begyndt, så læs ${count === 1 ? 'det' : 'dem'} nu.`,
  withheldHeading: 'Noget bliver holdt tilbage',
  withheldText: (team: string, date: string) =>
    `Det gælder mødet ${date} (${team}). De skemaer, der er klar, er sendt ud.`,
  missingHeading: 'Ikke alle skemaer er klar',
  why: {
    notChosen: (number: number) => `Punkt ${number}: ingen er valgt til at udfylde skemaet.`,
    notSubmitted: (number: number, name: string) => `Punkt ${number}: ${name} har ikke afleveret skemaet.`,
    consent: (number: number) => `Punkt ${number}: der mangler et gyldigt samtykke.`,
  },
  withheldNext:
    'Du kan få samtykket på plads, drøfte punktet anonymt eller flytte det til næste møde. Kommer samtykket eller skemaet senere, sender jeg skemaet med det samme.',
  missingNext:
    'Kommer skemaet senere, sender jeg det med det samme. Ellers kan I drøfte punktet uden skema eller flytte det til næste møde.',
  consent: 'Se samtykket',
  choose: 'Vælg en',

  corrected: {
    heading: {
      form: (count: number, numbers: string) =>
        count === 1 ? `Skemaet til punkt ${numbers} er rettet` : `Skemaerne til punkt ${numbers} er rettet`,
      contribution: (_count: number, numbers: string) => `Bidrag til punkt ${numbers} er rettet`,
      both: (_count: number, numbers: string) => `Skema og bidrag til punkt ${numbers} er rettet`,
    },
    text: (team: string, date: string) =>
      `Det gælder mødet ${date} (${team}). Kun du kan se, hvad der står, når du åbner det.`,
    next: 'Læs det nye inden mødet. Du kan stadig se den tidligere udgave.',
    nextBegun: 'Mødet er begyndt, så læs det nye nu. Du kan stadig se den tidligere udgave.',
  },
  proof: {
    heading: 'Hvem har fået skemaerne?',
    due: (date: string) => `Alle skal have skemaerne senest ${date}.`,
    row: (item: string, name: string) => `${item} · ${name}`,
    contributionRow: (item: string, from: string, name: string) => `${item}, bidrag fra ${from} · ${name}`,
    /** @param first, last when the first and the last of them got it */
    inTime: (count: number, of: number, first: string, last: string) => {
      const who = count < of ? `${count} af ${of}` : of > 1 ? `Alle ${of}` : 'Den ene, der skulle have det,'
      return `${who} fik det ${first === last ? first : `mellem ${first} og ${last}`}.`
    },
    /** @param of so many have got it */
    openedBy: (count: number, of: number) => {
      if (count === 0) return 'Ingen har åbnet det endnu.'
      if (count < of) return `${count} har åbnet det.`
      return of > 1 ? 'Alle har åbnet det.' : 'Det er åbnet.'
    },
    unopenedBy: (names: string) => `Ikke åbnet af ${names}.`,
    everybody: (count: number) => `Alle ${count}`,
    others: (count: number) => `${count} andre`,
    moreExceptions: (count: number) => `${count} mere: se hver person`,
    toPeople: 'Se hver person',
    toPapers: 'Se det samlet',
    sent: (date: string) => `sendt ${date}`,
    opened: (date: string) => `åbnet ${date}`,
    notOpened: 'ikke åbnet',
    version: (version: number) => `udgave ${version}`,
    summary: (people: number, of: number, date: string) => `${people} af ${of} fik alt senest ${date}.`,
    late: {
      joined: 'kom med efter fristen',
      consent: 'samtykket kom efter fristen',
      form: 'skemaet kom efter fristen',
      corrected: 'rettet efter fristen',
      item: 'punktet kom på efter fristen',
      sent: 'sendt efter fristen',
    } satisfies Record<LateWhy, string>,
    notSent: (why: string, date: string) => `ikke sendt: ${why} ${date}`,
    underWay: (date: string, why: string) => `sendt ${date}, lige da ${why}`,
    stopped: {
      missing: 'samtykket manglede',
      stale: 'samtykket dækkede ikke længere',
      expired: 'samtykket udløb',
      refused: 'forældrene sagde nej',
      withdrawn: 'samtykket blev trukket tilbage',
    } satisfies Record<Stopped, string>,
    statuses: {
      pending: 'på vej',
      sending: 'på vej',
      bundled: 'på vej',
      waiting: 'venter: har ikke åbnet Rød Tråd endnu',
      unreachable: 'ikke nået: har fjernet eller blokeret Rød Tråd',
      obsolete: 'ikke sendt: holdt tilbage',
      failed: 'ikke sendt: fejl',
    } as Readonly<Record<string, string>>,
    none: 'Der er ikke sendt skemaer ud til mødet endnu.',
    withheldHeading: 'Holdt tilbage',
  },
  /** the proof as a file: it names no child */
  paper: {
    open: 'Hent som fil',
    title: 'Bevis for udsendelse',
    fileName: 'bevis-for-udsendelse',
    meeting: 'Møde',
    due: 'Frist',
    inTime: 'Til tiden',
    item: (number: number) => `Punkt ${number}`,
    offAgenda: 'Står ikke på dagsordenen mere',
    columns: ['Til', 'Hvad', 'Sendt', 'Åbnet', 'Bemærkning'],
    what: (from: string, version: number) =>
      [from === '' ? 'Skema' : `Bidrag fra ${from}`, ...(version > 1 ? [`udgave ${version}`] : [])].join(
        ', ',
      ),
    nothing: '–',
    underWay: (why: string) => `blev sendt, lige da ${why}`,
    about:
      'Sendt: da beskeden blev leveret til Teams. Åbnet: da personen hentede indholdet frem. Ingen børn er nævnt; punkterne har det nummer, de har på dagsordenen nu. Rød Tråd er et arbejdsredskab og ikke kommunens arkiv.',
    made: (date: string) => `Hentet ${date}`,
    cardText:
      'Filen viser, hvem der har fået hvad hvornår, og hvem der har åbnet det. Den nævner ingen børn, kun punkternes numre.',
    cardNext: (minutes: number) => `Linket er dit alene og virker i ${minutes} minutter.`,
  },
}
