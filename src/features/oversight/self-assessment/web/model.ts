import type { Picture, Point, Shape } from '../../../../documents/model.ts'

/** A team's assessment as a spider's web shows it. */
export interface Web {
  /** one for each spoke, clockwise from the upper left: its name, and 1–5 this time and the time before */
  spokes: readonly { name: string; score: number; before: number | null }[]
  /** what the two lines are called; `before` null: there was none */
  called: { now: string; before: string | null }
}

/** More than a phone shows, so that letters are sharp there; the file has to be small. */
const width = 480
const height = 378
const middle: Point = { x: width / 2, y: 171 }
const radius = 114
const steps = 5

/** Light on their own ground, so that it reads the same in light and dark. */
const ink = {
  ground: '#ffffff',
  ring: '#c8c8c8',
  text: '#1b1b1b',
  subtle: '#616161',
  now: '#0b5394',
  inside: '#dfeaf5',
  before: '#9a4a00',
}

/** @param score 0, the middle, to 5, the rim */
function place(spoke: number, of: number, score: number): Point {
  const angle = ((-120 + (360 * spoke) / of) * Math.PI) / 180
  const way = (radius * score) / steps
  return { x: middle.x + way * Math.cos(angle), y: middle.y + way * Math.sin(angle) }
}

/**
 * Draws the web (R-OV-3): this time as a whole line over the time before, which is dashed: no line is told by its
 * colour alone. Names stand whole, broken into lines.
 * @param web six spokes; a spoke that was not there the time before leaves a gap in that line
 */
export function webPicture({ spokes, called }: Web): Picture {
  const many = spokes.length
  const rings = Array.from({ length: steps }, (_, step): Shape => {
    const points = spokes.map((_, spoke) => place(spoke, many, step + 1))
    return { type: 'line', points, closed: true, colour: ink.ring, width: step + 1 === steps ? 3 : 2 }
  })
  const beams = spokes.map((_, spoke): Shape => {
    const points = [middle, place(spoke, many, steps)]
    return { type: 'line', points, closed: false, colour: ink.ring, width: 2 }
  })
  const now = spokes.map(({ score }, spoke) => place(spoke, many, score))
  return {
    width,
    height,
    background: ink.ground,
    shapes: [
      { type: 'area', points: now, colour: ink.inside },
      ...rings,
      ...beams,
      ...numbers(),
      ...beforeLines(spokes),
      { type: 'line', points: now, closed: true, colour: ink.now, width: 5 },
      ...now.map((at): Shape => ({ type: 'dot', at, radius: 8, colour: ink.now })),
      ...spokes.map(({ name }, spoke) => nameAt(name, spoke, many)),
      ...legend(called),
    ],
  }
}

/** 1 to 5, upwards between two spokes: no line of a team goes there often. */
const numbers = (): Shape[] =>
  Array.from({ length: steps }, (_, step) => ({
    type: 'text',
    text: String(step + 1),
    at: { x: middle.x, y: middle.y - ((radius * (step + 1)) / steps) * Math.cos(Math.PI / 6) },
    align: 'middle',
    upright: 'middle',
    room: { width: 24, height: 24 },
    size: 15,
    colour: ink.subtle,
  }))

/** The line of the time before: from spoke to spoke where both have a number. */
function beforeLines(spokes: Web['spokes']): Shape[] {
  const many = spokes.length
  return spokes.flatMap(({ before }, spoke): Shape[] => {
    const next = (spoke + 1) % many
    const after = spokes[next]?.before ?? null
    if (before === null) return []
    const at = place(spoke, many, before)
    const dot: Shape = { type: 'dot', at, radius: 6, colour: ink.before }
    if (after === null) return [dot]
    const points = [at, place(next, many, after)]
    return [{ type: 'line', points, closed: false, colour: ink.before, width: 4, dash: 9 }, dot]
  })
}

const margin = 8

/** Beside a spoke to the left or right, above or below the others: as much room as there is. */
function nameAt(text: string, spoke: number, of: number): Shape {
  const tip = place(spoke, of, steps)
  const left = tip.x < middle.x
  const words = { type: 'text', text, size: 20, colour: ink.text } as const
  if (Math.abs(tip.y - middle.y) < 1) {
    const x = tip.x + (left ? -12 : 12)
    const room = { width: left ? x - margin : width - margin - x, height: 180 }
    return { ...words, at: { x, y: tip.y }, align: left ? 'right' : 'left', upright: 'middle', room }
  }
  const above = tip.y < middle.y
  const room = { width: width / 2 - 2 * margin, height: 52 }
  const x = left ? margin + room.width / 2 : width - margin - room.width / 2
  const at = { x, y: tip.y + (above ? -12 : 12) }
  return { ...words, at, align: 'middle', upright: above ? 'bottom' : 'top', room }
}

/** What each line is, below the web. */
function legend({ now, before }: Web['called']): Shape[] {
  const y = height - 20
  const entry = (text: string, x: number, dashed: boolean): Shape[] => {
    const points = [
      { x, y },
      { x: x + 54, y },
    ]
    const colour = dashed ? ink.before : ink.now
    return [
      { type: 'line', points, closed: false, colour, width: dashed ? 4 : 5, ...(dashed ? { dash: 9 } : {}) },
      {
        type: 'text',
        text,
        at: { x: x + 64, y },
        align: 'left',
        upright: 'middle',
        room: { width: 110, height: 26 },
        size: 20,
        colour: ink.text,
      },
    ]
  }
  if (before === null) return entry(now, width / 2 - 60, false)
  return [...entry(now, 76, false), ...entry(before, 264, true)]
}
