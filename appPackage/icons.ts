import { writeFileSync } from 'node:fs'
import { encodePng, type Picture } from './png.ts'

/**
 * The product's mark: a red thread that runs through three eyes, from one meeting by way of what was agreed to
 * the next. It goes over the rim into each eye and comes out behind it, so that it holds them together. Both
 * icons are this one drawing with other measures, and drawn by code so that nobody needs a drawing program.
 *
 * `node appPackage/icons.ts` writes color.png and outline.png.
 */
interface Mark {
  /** Pixels a side; every other measure is in the same unit, from the top left corner. */
  readonly size: number
  readonly first: Point
  readonly last: Point
  readonly eyeRadius: number
  readonly holeRadius: number
  readonly threadWidth: number
  /** Clear space on both sides of the thread where it crosses the rim. */
  readonly clearOver: number
  /** Clear space around the rim where the thread comes out behind it. */
  readonly clearUnder: number
  /** True where a hole is too small to show the thread leaving again: it then ends in the middle. */
  readonly endsInHole: boolean
  /** How far the curve's handles reach from the eyes, outwards and inwards. */
  readonly reach: { readonly outward: number; readonly inward: number }
  /** How much higher (left) or lower (right) the thread stands where it leaves the picture. */
  readonly tail: number
  readonly paint: { readonly ground: Colour; readonly thread: Colour; readonly eye: Colour }
  /** Samples a side taken of each pixel. */
  readonly samples: number
}

type Point = readonly [x: number, y: number]
type Colour = readonly [red: number, green: number, blue: number, alpha: number]
type Measure = (x: number, y: number) => number
type Cover = (x: number, y: number) => boolean

interface Layer {
  readonly paint: Colour
  readonly covers: Cover
}

const WHITE: Colour = [255, 255, 255, 255]
const NOTHING: Colour = [255, 255, 255, 0]

/** Teams asks for a full square with the symbol inside the middle 120×120, and rounds the corners itself. */
const COLOUR_MARK: Mark = {
  size: 192,
  first: [58, 132],
  last: [134, 60],
  eyeRadius: 22,
  holeRadius: 11,
  threadWidth: 10,
  clearOver: 3,
  clearUnder: 3,
  endsInHole: false,
  reach: { outward: 24, inward: 37 },
  tail: 48,
  paint: { ground: [246, 231, 213, 255], thread: [197, 48, 58, 255], eye: [35, 82, 92, 255] },
  samples: 4,
}

/** White on transparent, as Teams asks; measures chosen so that rims and thread survive at 32 pixels. */
const OUTLINE_MARK: Mark = {
  size: 32,
  first: [7, 24],
  last: [25, 8],
  eyeRadius: 4.6,
  holeRadius: 2.8,
  threadWidth: 1.8,
  clearOver: 0,
  clearUnder: 1,
  endsInHole: true,
  reach: { outward: 4, inward: 8 },
  tail: 10,
  paint: { ground: NOTHING, thread: WHITE, eye: WHITE },
  samples: 8,
}

/** @returns the 192×192 colour icon */
export function drawColourIcon(): Picture {
  return render(COLOUR_MARK)
}

/** @returns the 32×32 outline icon, white on transparent */
export function drawOutlineIcon(): Picture {
  return render(OUTLINE_MARK)
}

function layersOf(mark: Mark): Layer[] {
  const thread = remembered(distanceToLine(threadLine(mark)))
  const halfThread = mark.threadWidth / 2
  const layers: Layer[] = [
    { paint: mark.paint.ground, covers: () => true },
    { paint: mark.paint.thread, covers: (x, y) => thread(x, y) <= halfThread },
  ]
  for (const eye of eyesOf(mark)) layers.push(...eyeLayers(mark, eye, thread))
  return layers
}

function eyeLayers(mark: Mark, eye: Eye, thread: Measure): Layer[] {
  const { ground, thread: red, eye: rim } = mark.paint
  const halfThread = mark.threadWidth / 2
  const out = remembered((x, y) => length(x - eye.at[0], y - eye.at[1]))
  const before: Cover = (x, y) => (x - eye.at[0]) * eye.along[0] + (y - eye.at[1]) * eye.along[1] < 0
  const clearFrom = mark.endsInHole ? 0 : mark.holeRadius
  return [
    {
      paint: ground,
      covers: (x, y) =>
        !before(x, y) && out(x, y) >= clearFrom && out(x, y) <= mark.eyeRadius + mark.clearUnder,
    },
    { paint: rim, covers: (x, y) => out(x, y) <= mark.eyeRadius && out(x, y) >= mark.holeRadius },
    {
      paint: ground,
      covers: (x, y) =>
        mark.clearOver > 0 &&
        before(x, y) &&
        // Half a pixel more than the rim, or the rim's soft edge would be left standing as a hairline.
        Math.abs(out(x, y) - (mark.eyeRadius + mark.holeRadius) / 2) <=
          (mark.eyeRadius - mark.holeRadius) / 2 + 0.5 &&
        thread(x, y) <= halfThread + mark.clearOver,
    },
    {
      paint: red,
      covers: (x, y) =>
        before(x, y) && out(x, y) <= mark.eyeRadius + mark.clearUnder && thread(x, y) <= halfThread,
    },
  ]
}

interface Eye {
  readonly at: Point
  /** The thread's direction there. */
  readonly along: Point
}

/** The thread lies flat at both ends; the middle eye sits where the curve between them is steepest. */
function eyesOf(mark: Mark): Eye[] {
  const { first, last } = mark
  const across = last[0] - first[0]
  const up = last[1] - first[1]
  return [
    { at: first, along: [1, 0] },
    { at: [first[0] + across / 2, first[1] + up / 2], along: [across - mark.reach.inward, up] },
    { at: last, along: [1, 0] },
  ]
}

function threadLine(mark: Mark): Point[] {
  const { first, last, reach, tail, size } = mark
  const left: Point = [-mark.threadWidth, first[1] - tail]
  const right: Point = [size + mark.threadWidth, last[1] + tail]
  return [
    ...curve(
      left,
      [left[0] + (first[0] - left[0]) * 0.45, first[1] - tail * 0.55],
      [first[0] - reach.outward, first[1]],
      first,
    ),
    ...curve(first, [first[0] + reach.inward, first[1]], [last[0] - reach.inward, last[1]], last),
    ...curve(
      last,
      [last[0] + reach.outward, last[1]],
      [right[0] - (right[0] - last[0]) * 0.45, last[1] + tail * 0.55],
      right,
    ),
  ]
}

function curve(from: Point, leave: Point, arrive: Point, to: Point): Point[] {
  const steps = 24
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const t = step / steps
    const u = 1 - t
    const at = (axis: 0 | 1): number =>
      u * u * u * from[axis] +
      3 * u * u * t * leave[axis] +
      3 * u * t * t * arrive[axis] +
      t * t * t * to[axis]
    return [at(0), at(1)]
  })
}

function distanceToLine(line: readonly Point[]): Measure {
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 1; i < line.length; i++) {
      const [fromX, fromY] = line[i - 1]!
      const alongX = line[i]![0] - fromX
      const alongY = line[i]![1] - fromY
      const squared = alongX * alongX + alongY * alongY
      const share = squared === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / squared
      const t = Math.min(1, Math.max(0, share))
      const offX = x - fromX - t * alongX
      const offY = y - fromY - t * alongY
      nearest = Math.min(nearest, offX * offX + offY * offY)
    }
    return Math.sqrt(nearest)
  }
}

/** Math.sqrt rather than Math.hypot: only the former is exact to the last bit on every machine. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y)
}

/** Keeps the last answer, because several layers ask about the same point in turn. */
function remembered(measure: Measure): Measure {
  let lastX = Number.NaN
  let lastY = Number.NaN
  let last = 0
  return (x, y) => {
    if (x !== lastX || y !== lastY) {
      lastX = x
      lastY = y
      last = measure(x, y)
    }
    return last
  }
}

/** Takes samples × samples points of every pixel and averages the topmost layers' colours, weighed by alpha. */
function render(mark: Mark): Picture {
  const topDown = layersOf(mark).reverse()
  const rgba = new Uint8Array(mark.size * mark.size * 4)
  const points = mark.samples * mark.samples
  for (let pixel = 0; pixel < mark.size * mark.size; pixel++) {
    const sum = [0, 0, 0, 0]
    for (let point = 0; point < points; point++) {
      const x = (pixel % mark.size) + ((point % mark.samples) + 0.5) / mark.samples
      const y = Math.floor(pixel / mark.size) + (Math.floor(point / mark.samples) + 0.5) / mark.samples
      const { paint } = topDown.find(layer => layer.covers(x, y))!
      for (let channel = 0; channel < 3; channel++) sum[channel]! += paint[channel]! * paint[3]
      sum[3]! += paint[3]
    }
    const alpha = sum[3]!
    if (alpha === 0) continue
    rgba.set([sum[0]! / alpha, sum[1]! / alpha, sum[2]! / alpha, alpha / points].map(Math.round), pixel * 4)
  }
  return { width: mark.size, height: mark.size, rgba }
}

if (import.meta.main) {
  writeFileSync(new URL('color.png', import.meta.url), encodePng(drawColourIcon()))
  writeFileSync(new URL('outline.png', import.meta.url), encodePng(drawOutlineIcon()))
}
