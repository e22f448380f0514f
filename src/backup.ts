import { parseArgs } from 'node:util'
import { command, copying, Stop } from './wiring/command.ts'

const usage = 'npm run backup -- --out FILE   writes everything into a new, encrypted file, and checks it'

function wanted(): string {
  try {
    const { out } = parseArgs({ options: { out: { type: 'string' } } }).values
    if (out) return out
  } catch {
    // Said below.
  }
  throw new Stop(usage)
}

await command(async () => {
  const out = wanted()
  const lines = await copying(process.env).backUp(out)
  for (const line of lines) console.log(line)
  console.log(`Written to ${out}, and checked: it was restored and compared.`)
})
