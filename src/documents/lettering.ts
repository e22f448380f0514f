import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type PathCommand } from 'fontkit'
import type { Point, Shape } from './model.ts'

type Words = Extract<Shape, { type: 'text' }>

/** Narrow letters: on a phone a picture is as broad as a hand. */
const font = (() => {
  let read: Font | null = null
  return () => {
    read ??= create(
      readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')),
    )
    return read
  }
})()

const lineHeight = 1.2
/** Of the height of a line, what stands above the foot of its letters. */
const ascent = 0.92
const smallestSize = 8

const widthOf = (text: string, size: number): number =>
  (font()
    .glyphsForString(text)
    .reduce((sum, glyph) => sum + glyph.advanceWidth, 0) *
    size) /
  font().unitsPerEm

/** @returns the lines, or null when a word is broader than the room */
function broken(text: string, size: number, width: number): string[] | null {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(one => one !== '')) {
    if (widthOf(word, size) > width) return null
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && widthOf(longer, size) <= width) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}

/** The words in lines, at the largest size at which all of them have room. */
function laidOut({ text, room, size }: Words): { lines: string[]; size: number } {
  for (let tried = size; tried > smallestSize; tried -= 1) {
    const lines = broken(text, tried, room.width)
    if (lines && lines.length * tried * lineHeight <= room.height) return { lines, size: tried }
  }
  const lines = [text]
  return { lines, size: Math.min(smallestSize, (smallestSize * room.width) / widthOf(text, smallestSize)) }
}

/**
 * The outlines of words as they stand on a picture.
 * @returns polygons; a letter's hole goes round the other way
 */
export function outlinesOf(words: Words): Point[][] {
  const { lines, size } = laidOut(words)
  const height = lines.length * size * lineHeight
  const top = words.at.y - { top: 0, middle: height / 2, bottom: height }[words.upright]
  return lines.flatMap((line, index) => {
    const width = widthOf(line, size)
    const x = words.at.x - { left: 0, middle: width / 2, right: width }[words.align]
    return lineOutlines(line, size, { x, y: top + size * (index * lineHeight + ascent) })
  })
}

/** @param from the foot of the first letter */
function lineOutlines(line: string, size: number, from: Point): Point[][] {
  const scale = size / font().unitsPerEm
  let { x } = from
  return font()
    .glyphsForString(line)
    .flatMap(glyph => {
      const left = x
      x += glyph.advanceWidth * scale
      const place = (px: number, py: number): Point => ({ x: left + px * scale, y: from.y - py * scale })
      return flattened(glyph.path.commands, place)
    })
}

const stepsOfCurve = 5

/** A letter's curves as polygons. This font's are of second degree. */
function flattened(commands: readonly PathCommand[], place: (x: number, y: number) => Point): Point[][] {
  const outlines: Point[][] = []
  let at = { x: 0, y: 0 }
  for (const { command, args } of commands) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = args
    if (command === 'moveTo') outlines.push([])
    if (command === 'moveTo' || command === 'lineTo') {
      outlines.at(-1)?.push(place(x1, y1))
      at = { x: x1, y: y1 }
    }
    if (command !== 'quadraticCurveTo') continue
    for (let step = 1; step <= stepsOfCurve; step += 1) {
      const t = step / stepsOfCurve
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2]
      outlines.at(-1)?.push(place(a * at.x + b * x1 + c * x2, a * at.y + b * y1 + c * y2))
    }
    at = { x: x2, y: y2 }
  }
  return outlines
}
