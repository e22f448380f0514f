import { rmSync } from 'node:fs'

/** Files and folders that hold what is sealed elsewhere, or half of something: none of them outlives its work. */
const held = new Set<string>()

/** What a shell says of a process that was told to end. */
const exits = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const signals = Object.keys(exits) as (keyof typeof exits)[]

function clear(): void {
  for (const path of held) rmSync(path, { recursive: true, force: true })
}
const ends = new Map(
  signals.map(signal => [
    signal,
    () => {
      clear()
      process.exit(exits[signal])
    },
  ]),
)

/**
 * Deletes a path when the process is told to end before it is done with it. Only SIGKILL and a power cut leave it.
 * @returns to be called when the path is no longer there, or has come to stay
 */
export function shortLived(path: string): () => void {
  if (held.size === 0) for (const [signal, end] of ends) process.on(signal, end)
  held.add(path)
  return () => {
    held.delete(path)
    if (held.size === 0) for (const [signal, end] of ends) process.off(signal, end)
  }
}
