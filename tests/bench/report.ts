import type { DigestFigures } from './digests.ts'
import type { ProposalFigures } from './proposals.ts'
import type { SweepFigures } from './sweep.ts'

interface Speed {
  p50Ms: number
  p99Ms: number
  perSecond: number
}

/** The product beside the bare bot, under the same load. */
export interface Compared {
  bare: Speed
  real: Speed
  /** of the real to the bare: times as long, and the share of what the bare bot answers a second */
  ratio: {
    p50: number
    /** lowest and highest of the rounds: how far to trust it */
    p50OfRounds: [number, number]
    p99: number
    perSecond: number
  }
}

interface Action {
  action: string
  oneClient: Compared
  twentyClients: Compared
}

export interface Figures {
  machine: { processors: number; model: string; node: string }
  /** from starting the process to its first answer, the database being there; and with a database to be made */
  start: { bareMs: number; realMs: number; ratio: number; freshDatabaseMs: number }
  read: Action
  write: Action
  sweep: SweepFigures[]
  proposals: ProposalFigures[]
}

/**
 * Aims of the product: times the bare bot's p50 with one client; times the sweep among a thousand; times proposing among
 * twenty meetings of each member, for a hundred times as many.
 */
const aims = { read: 3, write: 6, sweep: 2, proposals: 100 }

/** For people: one line for each figure, the aim beside it where there is one. */
export function table({ machine, start, read, write, sweep, proposals }: Figures): string {
  const rows: string[][] = [['', 'bare', 'real', 'ratio', 'aim', 'rounds']]
  for (const [name, { action, oneClient, twentyClients }, aim] of [
    ['read', read, aims.read],
    ['write', write, aims.write],
  ] as const) {
    for (const [clients, { bare, real, ratio }] of [
      ['1 client', oneClient],
      ['20 clients', twentyClients],
    ] as const) {
      const about = `${name} (${action}), ${clients}`
      const goal = clients === '1 client' ? `≤ ${aim}` : ''
      rows.push(
        [
          `${about}, p50 ms`,
          ms(bare.p50Ms),
          ms(real.p50Ms),
          times(ratio.p50),
          goal,
          ratio.p50OfRounds.map(times).join('–'),
        ],
        [`${about}, p99 ms`, ms(bare.p99Ms), ms(real.p99Ms), times(ratio.p99), ''],
        [`${about}, per second`, whole(bare.perSecond), whole(real.perSecond), times(ratio.perSecond), ''],
      )
    }
  }
  rows.push(
    ['start to first answer, ms', whole(start.bareMs), whole(start.realMs), times(start.ratio), ''],
    [
      'the same with a database to make, ms',
      '',
      whole(start.freshDatabaseMs),
      times(start.freshDatabaseMs / start.bareMs),
      '',
    ],
  )
  const least = sweep[0]
  for (const { stored, withDueMs, idleMs, healthMs } of sweep) {
    const about = `sweep, 100 due among ${stored.toLocaleString('en')}`
    const ratio = least ? withDueMs / least.withDueMs : Number.NaN
    const goal = stored === 1_000_000 ? `≤ ${aims.sweep}` : ''
    rows.push(
      [`${about}, ms`, '', ms(withDueMs), times(ratio), goal],
      ['  none due, ms', '', ms(idleMs), '', ''],
      ['  /readyz, ms', '', ms(healthMs), '', ''],
    )
  }
  rows.push(...proposalRows(proposals))
  return [`${machine.processors} × ${machine.model}, Node ${machine.node}`, '', ...aligned(rows), ''].join(
    '\n',
  )
}

/** What many at once, and a morning's digests, come to. */
export interface LoadFigures {
  people: number
  atOnce: Compared
  /** megabytes of its heap in use after each round, garbage included: the lows tell */
  heapMb: number[]
  digests: DigestFigures
}

export function loadTable({ people, atOnce: { bare, real, ratio }, heapMb, digests }: LoadFigures): string {
  const about = `${people} vote at once`
  return [
    ...aligned([
      ['', 'bare', 'real', 'ratio', 'rounds'],
      [
        `${about}, p50 ms`,
        ms(bare.p50Ms),
        ms(real.p50Ms),
        times(ratio.p50),
        ratio.p50OfRounds.map(times).join('–'),
      ],
      [`${about}, p99 ms`, ms(bare.p99Ms), ms(real.p99Ms), times(ratio.p99), ''],
      [`${about}, per second`, whole(bare.perSecond), whole(real.perSecond), times(ratio.perSecond), ''],
    ]),
    `heap in use after each round, MB, garbage included: ${heapMb.join(' ')}`,
    '',
    `${digests.people.toLocaleString('en')} digests: ${whole(digests.seconds)} s, ${whole(digests.perSecond)} a second; the last tenth took ${times(digests.lastToFirst)} the second`,
    `heap in use after each tenth, MB: ${digests.heapMb.join(' ')}`,
    '',
  ].join('\n')
}

/** The figures of proposing alone. */
export function proposalTable(proposals: readonly ProposalFigures[]): string {
  return [...aligned([['', 'ms', 'ratio', 'aim'], ...proposalRows(proposals).map(withoutBare)]), ''].join(
    '\n',
  )
}

const withoutBare = ([about = '', _bare, ...rest]: readonly string[]) => [about, ...rest]

function proposalRows(proposals: readonly ProposalFigures[]): string[][] {
  const fewest = proposals[0]
  return proposals.map(({ ahead, over, found, ms: took }) => {
    const behind = over > 0 ? `, ${over.toLocaleString('en')} over` : ''
    const about = `proposing for eight, ${ahead.toLocaleString('en')} meetings each ahead${behind}, ${found} found, ms`
    const goal = ahead === 2_000 ? `≤ ${aims.proposals}` : ''
    return [about, '', ms(took), fewest ? times(took / fewest.ms) : '', goal]
  })
}

function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

const ms = (value: number) => value.toFixed(2)
const whole = (value: number) => value.toFixed(0)
const times = (value: number) => `${value.toFixed(2)}×`
