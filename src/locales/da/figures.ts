import type { Measure } from '../../features/oversight/figures/model.ts'

/** Figures without names (R-OV-2). */
export const figures = {
  title: 'Tal',
  heading: 'Sådan går det',
  municipality: 'Hele kommunen',
  context: (name: string, period: string) => `${name} · ${period}`,
  half: (half: number, year: string) => `${half}. halvår ${year}`,
  soFar: (year: string) => `${year} indtil nu`,
  measures: {
    meetings: 'Møder holdt',
    forms: 'Skemaer til tiden',
    consents: 'Samtykke eller orientering til tiden',
    youngest: 'Punkter om 0–2-årige',
    actions: 'Aftaler gjort til tiden',
    followUps: 'Opfølgninger holdt',
  } satisfies Record<Measure, string>,
  of: (yes: number, all: number, percent: number) => `${yes} af ${all} · ${percent} %`,
  hidden: 'vises ikke',
  nothing: 'ikke noget endnu',
  hiddenNote:
    'Er der kun en til fire, som et tal gælder for eller ikke gælder for, bliver det ikke vist: så kunne nogen kendes på det. Heller ikke tal, som det kunne regnes ud af.',
  nextTeam: 'Tallene følger med fra dag til dag. De nævner ingen børn og ingen kolleger.',
  nextMunicipality:
    'Der kommer nye tal seks uger efter, at halvåret er slut. De nævner ingen børn og ingen kolleger.',
  tooMany: 'Der er for mange institutioner til at vælge imellem her. De står alle i filen til Excel.',
  show: 'Vis',
  scopeLabel: 'Hvis tal?',
  periodLabel: 'Hvornår?',
  file: 'Hent til Excel',
  fileHeading: 'Tallene til Excel',
  fileTeam: 'Filen har de tal, du lige har set, og siger, hvordan der er talt.',
  fileMunicipality:
    'Filen har tallene for hele kommunen og for hver institution og siger, hvordan der er talt.',
  fileNext: (minutes: number) => `Linket er dit alene og virker i ${minutes} minutter.`,
  excel: 'Hent filen',
  first: (date: string) => `Der er ingen tal endnu. De første kommer ${date}, seks uger efter halvåret.`,
  firstNext:
    'Tal for et halvår, der er i gang, bliver ikke vist: så kunne man regne ud, hvad der skete fra dag til dag.',

  sheet: 'Tal',
  howSheet: 'Sådan er der talt',
  columns: {
    who: 'Hvem',
    what: 'Hvad',
    yes: 'Antal',
    all: 'Ud af',
    percent: 'Procent',
    how: 'Sådan er der talt',
    period: 'Periode',
    counted: 'Tæller med',
  },
  how: {
    meetings:
      'Møder, der er holdt, ud af dem, som teamets rytme lægger op til. Flere end det tæller ikke ekstra.',
    forms: 'Punkter, der skulle have et skema, da mødets frist kom: afleveret inden fristen.',
    consents:
      'Punkter om et barn med navn: samtykket, eller orienteringen, var på plads, da mødets frist kom.',
    youngest: 'Punkter, hvor barnets alder er kendt: barnet var under tre år.',
    actions:
      'Aftaler, hvor fristen er udløbet: gjort senest den dag. Er fristen flyttet, gælder den nye. Aftaler, der er droppet før fristen, tæller ikke.',
    followUps: 'Opfølgninger, der er taget op på et møde senest to uger efter datoen.',
  } satisfies Record<Measure, string>,
  settled: (date: string) =>
    `Det, der står i referater godkendt senest ${date}. Senere ændrer det ikke tallene.`,
}
