import { crc32, deflateSync } from 'node:zlib'
import type { Picture } from './model.ts'
import { type Raster, rasterOf } from './raster.ts'

/** So many colours a file can number with one byte. */
const mostColours = 256

/**
 * The file of a drawing: a PNG whose points name a colour of a list, since there are few.
 * @returns the same bytes for the same picture
 */
export function pngOf(picture: Picture): Uint8Array {
  const { width, height, rgb } = rasterOf(picture)
  const { colours, rows } = numbered({ width, height, rgb })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a point, by number of its colour; compression, filter and order as everybody has them.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each point as the number of its colour, each row after a byte that says it is as it stands. */
function numbered({ width, height, rgb }: Raster): { colours: number[]; rows: Uint8Array } {
  const numbers = new Map<number, number>()
  const numberOf = (colour: number): number => {
    const known = numbers.get(colour)
    if (known !== undefined) return known
    if (numbers.size === mostColours) return nearest(colour, [...numbers.keys()])
    numbers.set(colour, numbers.size)
    return numbers.size - 1
  }
  const rows = new Uint8Array((width + 1) * height)
  let last = { colour: -1, number: 0 }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3
      const colour = ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)
      // Most points are like their neighbour.
      if (colour !== last.colour) last = { colour, number: numberOf(colour) }
      rows[y * (width + 1) + 1 + x] = last.number
    }
  return { colours: [...numbers.keys()], rows }
}

function nearest(colour: number, all: readonly number[]): number {
  const far = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + Math.abs(((colour >> shift) & 255) - ((other >> shift) & 255)), 0)
  return all.reduce((best, one, index) => (far(one) < far(all[best] ?? 0) ? index : best), 0)
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
