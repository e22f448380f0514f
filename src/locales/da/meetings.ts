/** Meetings: mine møder, a meeting, moving, cancelling, inviting, the calendar file. */
export const meetings = {
  calendar: {
    summary: (team: string) => `Møde: ${team}`,
    description: 'Dagsorden og skemaer ligger i Rød Tråd i Teams.',
  },
}
