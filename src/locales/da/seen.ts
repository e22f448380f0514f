import type { Right, What } from '../../features/oversight/seen/model.ts'

/** Hvem har set det: from the audit log, in words. */
export const seen = {
  open: 'Hvem har set det?',
  heading: 'Hvem har set det?',
  what: {
    item: 'åbnede punktet',
    form: 'åbnede skemaet',
    contribution: 'åbnede et bidrag',
    consent: 'åbnede samtykket',
    sheet: 'hentede arket til forældrene',
    minutes: 'åbnede referatet',
    minutesFile: 'hentede referatet som fil',
    access: 'hentede det til indsigt',
    other: 'åbnede noget ved punktet',
  } satisfies Record<What, string>,
  right: {
    author: 'har skrevet det',
    filler: 'udfylder skemaet',
    circle: 'deltager',
    consent: 'er med i samtykket',
    other: 'havde adgang',
  } satisfies Record<Right, string>,
  when: (date: string, right: string) => `${date} · ${right}`,
  nobody: 'Ingen har åbnet punktet endnu.',
  next: 'Det nyeste står øverst. Alle, der har set noget, står her, også de, der ikke er med mere.',
  earlier: 'Vis tidligere',
  later: 'Vis nyere',
  toItem: 'Til punktet',
  bot: 'Rød Tråd',
}
