import type { Chronicle } from './chronicle.ts'
import { isOpen } from './ledger.ts'

const share = (sum: number, of: number): string => (of === 0 ? '–' : (sum / of).toFixed(1))

/** What became of what was agreed in the year, as `npm run simulate` prints it. */
export function figuresOf({ counts, points, sent }: Chronicle): Record<string, number | string> {
  const counted = (what: string) => counts.get(what) ?? 0
  const digests = sent.filter(({ kind }) => kind === 'digest')
  const lines = digests.map(
    ({ buttons }) => buttons.filter(({ verb }) => verb !== 'start.open' && verb !== 'tasks.open').length,
  )
  const nudges = new Map<string, number>()
  for (const { buttons } of digests)
    for (const { verb, actionPointId } of buttons)
      if (verb === 'action.done')
        nudges.set(String(actionPointId), (nudges.get(String(actionPointId)) ?? 0) + 1)
  const all = (list: Iterable<number>) => [...list].reduce((sum, one) => sum + one, 0)
  const statuses = [...points.values()].map(spans => spans.at(-1) ?? { status: '' })
  return {
    'meetings held': counted('meetings held'),
    'meetings that nobody started': counted('meetings that nobody started'),
    'minutes approved late': counted('minutes approved late'),
    'minutes never approved': counted('minutes never approved'),
    'action points agreed': points.size,
    'of them talks with parents': counted('points: talks with parents'),
    'accepted in so many words': counted('points: accept'),
    declined: counted('points: decline'),
    'handed over: asked': counted('points: handOver'),
    '– asked of somebody away': counted('points: handed over to somebody away'),
    '– taken over': counted('points: takeOver'),
    '– refused': counted('points: refuse'),
    '– never answered': counted('points: offers never answered'),
    'put off by its owner': counted('points: postpone'),
    '– with a request to the leader': counted('points: askDay'),
    '– granted': counted('points: grantDay'),
    '– denied': counted('points: denyDay'),
    'handed out anew': counted('points: reassign'),
    '– with another day alone': counted('points: another day'),
    'back because the owner left': counted('points whose owner left'),
    'done in time': counted('points: done in time'),
    'done late': counted('points: done late'),
    dropped: counted('points: drop'),
    'escalated, ladder used up': counted('points: escalated'),
    'carried on, at a meeting': counted('carried on, at a meeting'),
    'ended, at the end': statuses.filter(one => !isOpen(one)).length,
    'on an agenda, at the end': statuses.filter(isOpen).length,
    digests: digests.length,
    'lines of a digest, mean': share(all(lines), lines.length),
    'lines of a digest, most': Math.max(0, ...lines),
    'weekly readers': counted('weekly readers'),
    'digests to weekly readers': counted('digests to weekly readers'),
    '– made up for': counted('digests made up for'),
    'people who want no digests': counted('people who want no digests'),
    '– who want them again': counted('people who want digests again'),
    'nudges that fell into downtime': counted('points: nudges after downtime'),
    'nudges of an action point, mean': share(all(nudges.values()), points.size),
    'nudges of an action point, most': Math.max(0, ...nudges.values()),
  }
}
