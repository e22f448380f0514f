/** The page behind a download link. Neutral: whoever opens it learns nothing of what the document is. */
export const downloads = {
  heading: 'Hent dokumentet',
  text: 'Tryk på knappen, så bliver dokumentet gemt på din enhed. Er det en, du deler med andre, så slet filen, når du er færdig.',
  button: 'Hent dokumentet',
  goneHeading: 'Linket gælder ikke mere',
  gone: 'Et link virker kun i kort tid, og kun så længe du må se dokumentet. Gå tilbage til Rød Tråd i Teams, og hent det igen derfra.',
  busyHeading: 'Vent lidt',
  busy: 'Der er hentet for meget på kort tid. Vent et minut, og prøv igen.',
}
