// `npm run check`: every check that needs no running product, one line each; the output of those that fail.
import { spawn } from 'node:child_process'

const checks = ['types', 'lint', 'boundaries', 'unused', 'schema']

const run = name =>
  new Promise(resolve => {
    const started = performance.now()
    const child = spawn('npm', ['run', '--silent', `check:${name}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', chunk => output.push(chunk))
    child.stderr.on('data', chunk => output.push(chunk))
    child.on('close', code => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} check:${name} (${seconds} s)`)
      resolve({ name, code, text: Buffer.concat(output).toString('utf8') })
    })
  })

const results = []
// Two at a time: more only waits for the processors of a small machine.
const queue = [...checks]
await Promise.all(
  [1, 2].map(async () => {
    for (let name = queue.shift(); name; name = queue.shift()) results.push(await run(name))
  }),
)
const failed = results.filter(result => result.code !== 0)
for (const { name, text } of failed) console.log(`\n--- check:${name}\n${text.trim()}`)
process.exit(failed.length === 0 ? 0 : 1)
