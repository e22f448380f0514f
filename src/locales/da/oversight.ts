/** The digest and the overview. */
export const oversight = {
  digestHeading: (count: number) => (count === 1 ? 'En ting i dag' : `${count} ting i dag`),
  digestSummary: (count: number) => (count === 1 ? 'Du har en ting i dag' : `Du har ${count} ting i dag`),
  digestNext: 'Du får højst én besked om dagen med det, der venter.',
}
