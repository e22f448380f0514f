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
}

/** Aims of the product: times the bare bot's p50 with one client; times the sweep among a thousand. */
const aims = { read: 3, write: 6, sweep: 2 }

/** For people: one line for each figure, the aim beside it where there is one. */
export function table({ machine, start, read, write, sweep }: Figures): string {
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
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  const lines = rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return [`${machine.processors} × ${machine.model}, Node ${machine.node}`, '', ...lines, ''].join('\n')
}

const ms = (value: number) => value.toFixed(2)
const whole = (value: number) => value.toFixed(0)
const times = (value: number) => `${value.toFixed(2)}×`
