import { crc32, deflateSync } from 'node:zlib'

/** A picture as 8-bit RGBA, row by row from the top, four bytes a pixel. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

const SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const HEADER_LENGTH = 33
const TRUE_COLOUR_WITH_ALPHA = 6

/**
 * Writes a picture as a PNG file: 8 bits a channel, RGBA, not interlaced.
 *
 * The compressed bytes depend on the zlib that Node was built with; the pixels do not. Compare pictures, not
 * files.
 *
 * @param picture its `rgba` holds exactly width × height × 4 bytes, anything else throws
 * @returns the file's bytes
 * @example encodePng({ width: 1, height: 1, rgba: Uint8Array.of(255, 0, 0, 255) }) // one red pixel
 */
export function encodePng(picture: Picture): Uint8Array {
  const { width, height, rgba } = picture
  if (rgba.length !== width * height * 4) {
    throw new Error(`A ${width}×${height} picture needs ${width * height * 4} bytes, not ${rgba.length}`)
  }
  const rowLength = width * 4
  const filtered = new Uint8Array((rowLength + 1) * height)
  for (let row = 0; row < height; row++) {
    filtered.set(rgba.subarray(row * rowLength, (row + 1) * rowLength), row * (rowLength + 1) + 1)
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, TRUE_COLOUR_WITH_ALPHA, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

/**
 * Reads a PNG file's size from its header.
 *
 * @param file the file's bytes
 * @returns width and height in pixels, or undefined when the bytes are no PNG file
 */
export function pngSize(file: Uint8Array): { width: number; height: number } | undefined {
  if (file.length < HEADER_LENGTH || SIGNATURE.some((byte, at) => file[at] !== byte)) return undefined
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
