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
/** Smaller than this share of its size, a long word is rather broken. */
const readable = 0.8
const smallestSize = 6

const widthOf = (text: string, size: number): number =>
  (font()
    .glyphsForString(text)
    .reduce((sum, glyph) => sum + glyph.advanceWidth, 0) *
    size) /
  font().unitsPerEm

/** A word that is broader than the room, in pieces with hyphens. */
function pieces(word: string, size: number, width: number): string[] {
  let end = word.length
  while (end > 1 && widthOf(end < word.length ? `${word.slice(0, end)}-` : word, size) > width) end -= 1
  if (end === word.length) return [word]
  return [`${word.slice(0, end)}-`, ...pieces(word.slice(end), size, width)]
}

/** @returns the lines; null when a word is broader than the room, and is not to be broken */
function linesOf(text: string, size: number, width: number, breaking: boolean): string[] | null {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(one => one !== '')) {
    const parts = breaking ? pieces(word, size, width) : [word]
    if (!breaking && widthOf(word, size) > width) return null
    for (const [index, part] of parts.entries()) {
      const longer = `${lines.at(-1) ?? ''} ${part}`
      if (index === 0 && lines.length > 0 && widthOf(longer, size) <= width) lines.splice(-1, 1, longer)
      else lines.push(part)
    }
  }
  return lines
}

/** The words in lines, at the largest size at which all of them have room. */
function laidOut({ text, room, size: wanted }: Words): { lines: string[]; size: number } {
  const fitting = (size: number, breaking: boolean) => {
    const lines = linesOf(text, size, room.width, breaking)
    return lines && lines.length * size * lineHeight <= room.height ? { lines, size } : null
  }
  for (let size = wanted; size >= wanted * readable; size -= 1) {
    const whole = fitting(size, false)
    if (whole) return whole
  }
  for (let size = wanted; size > smallestSize; size -= 1) {
    const broken = fitting(size, true)
    if (broken) return broken
  }
  return { lines: linesOf(text, smallestSize, room.width, true) ?? [], size: smallestSize }
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
