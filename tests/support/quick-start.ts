import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The environment of a program that a test starts: what was compiled for one start is there for the next. */
export const quickStart = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: join(tmpdir(), 'roed-traad-compiled'),
}
