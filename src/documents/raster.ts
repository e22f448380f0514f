import { outlinesOf } from './lettering.ts'
import type { Picture, Point, Shape } from './model.ts'

/** Red, green and blue of each point, row by row. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

type Polygon = readonly Point[]

/** Rows that each row of points is looked at in, and steps that a point is covered by: what keeps edges smooth. */
const rowsPerPoint = 4
const shades = 2

/**
 * Draws a picture point by point. Edges are smooth, in few shades: the file stays small.
 * @example rasterOf({ width: 2, height: 1, background: '#ffffff', shapes: [] }).rgb.length // 6
 */
export function rasterOf({ width, height, background, shapes }: Picture): Raster {
  const raster = { width, height, rgb: new Uint8Array(width * height * 3) }
  const [red, green, blue] = channels(background)
  for (let at = 0; at < raster.rgb.length; at += 3) raster.rgb.set([red, green, blue], at)
  for (const shape of shapes) fill(raster, polygonsOf(shape), channels(shape.colour))
  return raster
}

const channels = (colour: string): readonly [number, number, number] => {
  const number = Number.parseInt(colour.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

function polygonsOf(shape: Shape): Polygon[] {
  switch (shape.type) {
    case 'area':
      return [shape.points]
    case 'dot':
      return [circle(shape.at, shape.radius)]
    case 'text':
      return outlinesOf(shape)
    case 'line':
      return strokes(shape)
  }
}

function circle({ x, y }: Point, radius: number): Polygon {
  return Array.from({ length: 24 }, (_, index) => {
    const angle = (index * Math.PI) / 12
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) }
  })
}

/** A line as the areas that a pen of its width covers, round at its corners. */
function strokes({ points, closed, width, dash }: Extract<Shape, { type: 'line' }>): Polygon[] {
  const first = points[0]
  const path = closed && first ? [...points, first] : points
  const parts = path.slice(1).flatMap((to, index) => {
    const from = path[index]
    return from ? dashes(from, to, dash) : []
  })
  const corners = dash ? [] : points.map(point => circle(point, width / 2))
  return [...parts.map(([from, to]) => bar(from, to, width)), ...corners]
}

function dashes(from: Point, to: Point, dash = Number.POSITIVE_INFINITY): [Point, Point][] {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const at = (way: number): Point => {
    const share = length === 0 ? 0 : Math.min(way, length) / length
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
  }
  const parts: [Point, Point][] = []
  for (let way = 0; way < length; way += 2 * dash) parts.push([at(way), at(way + dash)])
  return parts
}

/** Always round the same way as a circle: where two overlap, they do not take each other out. */
function bar(from: Point, to: Point, width: number): Polygon {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const x = ((to.y - from.y) / length) * (width / 2)
  const y = ((from.x - to.x) / length) * (width / 2)
  return [
    { x: from.x + x, y: from.y + y },
    { x: to.x + x, y: to.y + y },
    { x: to.x - x, y: to.y - y },
    { x: from.x - x, y: from.y - y },
  ]
}

interface Edge {
  from: Point
  to: Point
}

/** The edges that come through each row of points, by its number: a row looks at no others. */
function edgesByRow(polygons: readonly Polygon[], height: number): ReadonlyMap<number, Edge[]> {
  const rows = new Map<number, Edge[]>()
  for (const polygon of polygons)
    for (const [index, from] of polygon.entries()) {
      const to = polygon[(index + 1) % polygon.length] ?? from
      const last = Math.min(height - 1, Math.floor(Math.max(from.y, to.y)))
      for (let row = Math.max(0, Math.floor(Math.min(from.y, to.y))); row <= last; row += 1) {
        const there = rows.get(row)
        if (there) there.push({ from, to })
        else rows.set(row, [{ from, to }])
      }
    }
  return rows
}

/** Where a line at this height crosses the edges, from left to right; `turn` says which way the edge runs. */
function crossings(edges: readonly Edge[], y: number): { x: number; turn: number }[] {
  const found: { x: number; turn: number }[] = []
  for (const { from, to } of edges)
    if (from.y <= y !== to.y <= y)
      found.push({
        x: from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x),
        turn: from.y <= y ? 1 : -1,
      })
  return found.sort((one, other) => one.x - other.x)
}

/** Lays a colour over what the polygons enclose: inside is what is gone round, whichever way (non-zero). */
function fill(raster: Raster, polygons: readonly Polygon[], colour: readonly number[]): void {
  const cover = new Float32Array(raster.width)
  for (const [y, edges] of edgesByRow(polygons, raster.height)) {
    let left = raster.width
    let right = 0
    for (let part = 0; part < rowsPerPoint; part += 1) {
      let round = 0
      let begun = 0
      for (const { x, turn } of crossings(edges, y + (part + 0.5) / rowsPerPoint)) {
        if (round !== 0) coverSpan(cover, begun, x)
        else left = Math.min(left, x)
        round += turn
        begun = x
        right = Math.max(right, x)
      }
    }
    blendRow(raster, y, cover, { from: Math.max(0, Math.floor(left)), until: Math.ceil(right) }, colour)
  }
}

/** Adds what lies between two places of a row, points at its ends by their share. */
function coverSpan(cover: Float32Array, from: number, until: number): void {
  const left = Math.max(0, from)
  const right = Math.min(cover.length, until)
  for (let x = Math.floor(left); x < right; x += 1)
    cover[x] = (cover[x] ?? 0) + (Math.min(x + 1, right) - Math.max(x, left)) / rowsPerPoint
}

/** Mixes a colour into a row where it is covered, and leaves nothing covered for the next. */
function blendRow(
  { width, rgb }: Raster,
  y: number,
  cover: Float32Array,
  { from, until }: { from: number; until: number },
  colour: readonly number[],
): void {
  for (let x = from; x < Math.min(width, until); x += 1) {
    const share = Math.min(1, Math.round((cover[x] ?? 0) * shades) / shades)
    cover[x] = 0
    if (share === 0) continue
    const at = (y * width + x) * 3
    for (let channel = 0; channel < 3; channel += 1) {
      const below = rgb[at + channel] ?? 0
      rgb[at + channel] = Math.round(below + ((colour[channel] ?? 0) - below) * share)
    }
  }
}
