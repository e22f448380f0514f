import type { oversight as da } from '../da/oversight.ts'

export const oversight: typeof da = {
  digestHeading: count => (count === 1 ? 'One thing today' : `${count} things today`),
  digestSummary: count => (count === 1 ? 'You have one thing today' : `You have ${count} things today`),
  digestNext: 'You get at most one message a day about what is waiting.',
}
