import { afterEach, beforeEach } from 'vitest'
import type { Log } from '../../src/shared/log.ts'
import { startTestBot, type TestBot } from './bot.ts'
import { type TemporaryDatabase, temporaryDatabase } from './database.ts'
import { type MeetingRoom, openMeetingRoom } from './meeting-room.ts'
import { type Solsikken, startSolsikken } from './solsikken.ts'

/**
 * One object for a whole file, which holds what the running test began with: made before each test and ended after it.
 * What is taken out of it while the file is read, and not in a test, is not there yet.
 */
function anew<T extends object>(start: () => Promise<T>, end?: (it: T) => Promise<void>): T {
  const held = {} as T
  beforeEach(async () => {
    Object.assign(held, await start())
  })
  afterEach(() => end?.(held))
  return held
}

/** A bot of its own for each test, with Lone's team in it. @param now the clock as the test begins */
export function freshSolsikken(now: string): { bot: TestBot; s: Solsikken } {
  const bot = anew(
    () => startTestBot({ now }),
    one => one.stop(),
  )
  return { bot, s: anew(() => startSolsikken(bot)) }
}

/** A meeting room of its own for each test. @param now the clock as the test begins */
export const freshRoom = (now: string, log?: Log): MeetingRoom =>
  anew(
    () => openMeetingRoom(now, log),
    room => room.stop(),
  )

/** An empty database of its own for each test. */
export const freshDatabase = (): TemporaryDatabase => anew(temporaryDatabase, one => one.cleanup())
