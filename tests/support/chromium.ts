/**
 * A Chromium out of npm (@sparticuz/chromium, driven by playwright-core): no browser and no system package is needed.
 *
 * The package's own unpacking goes to the shared temporary directory under a fixed name, where a second process finds
 * half a file and a newer version finds the older one. Here it goes under node_modules/.cache, named by version, and
 * appears there in one step. The libraries and the one font that come with it are used everywhere, so that a picture
 * looks the same on every machine.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../../', import.meta.url))
const unpackTimeout = 120_000

/** Unpacks everything into TMPDIR; a process of its own, because the package asks the environment where that is. */
const unpack = `
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  await chromium.executablePath()
  await inflate(process.argv[1])
`

/**
 * Starts one headless Chromium; a test file shares it between its tests and closes it at the end.
 * It resolves no host name but this machine's, so nothing a page asks for leaves it.
 *
 * On other systems than 64-bit Linux, CHROMIUM_PATH names the browser to use.
 *
 * @throws Error that names the remedy where there is no browser for this system.
 * @example
 * const browser = await startBrowser()
 * // … tests …
 * await browser.close()
 */
export async function startBrowser(): Promise<Browser> {
  const { executablePath, env } = await installed()
  return chromium.launch({
    executablePath,
    headless: true,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  })
}

async function installed(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return { executablePath: chosen, env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The Chromium from npm is for 64-bit Linux. Set CHROMIUM_PATH to a Chrome or Chromium on this machine.',
    )
  }
  const directory = await unpacked()
  const libraries = [join(directory, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return {
    executablePath: join(directory, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(directory, 'fonts.conf') },
  }
}

/** The directory with the unpacked browser. Whoever is first puts it there whole; whoever is second drops their own. */
async function unpacked(): Promise<string> {
  const require = createRequire(import.meta.url)
  const binaries = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin')
  const { version } = JSON.parse(readFileSync(join(binaries, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const cache = join(root, 'node_modules', '.cache', 'chromium')
  const directory = join(cache, version)
  if (existsSync(directory)) return directory
  const own = join(cache, `${version}-${process.pid}`)
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own, { recursive: true })
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', unpack, join(binaries, 'al2023.tar.br')],
    { cwd: root, env: { ...process.env, TMPDIR: own }, timeout: unpackTimeout },
  )
  writeFileSync(join(own, 'fonts.conf'), fontSettings(directory))
  try {
    renameSync(own, directory)
  } catch (fault) {
    rmSync(own, { recursive: true, force: true })
    if (!existsSync(directory)) throw fault
  }
  return directory
}

function fontSettings(directory: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(directory, 'fonts', 'fonts')}</dir>`,
    `  <cachedir>${join(directory, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
}
