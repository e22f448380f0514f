import type { meetings as da } from '../da/meetings.ts'

export const meetings: typeof da = {
  calendar: {
    summary: team => `Meeting: ${team}`,
    description: 'Agenda and forms are in Rød Tråd in Teams.',
  },
}
