import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { DEMO_SETTINGS, type PackageSettings, readSettings } from './settings.ts'
import { type PackageFiles, validatePackage } from './validate.ts'

/** What a run needs from outside, so that a test can give it. */
export interface BuildContext {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** the folder that the package is written to; made when it is not there */
  readonly outputFolder: string
  readonly print: (line: string) => void
}

const USAGE =
  'npm run package            builds it from the environment\nnpm run package -- --demo  builds it with placeholder ids'

/**
 * Builds the app package that a Teams administrator uploads.
 *
 * @param context arguments (`--demo` or none), environment and where to write
 * @returns the exit code: 0 when the package was written, 1 when something must be set or put right first
 */
export function runBuild({ args, env, outputFolder, print }: BuildContext): 0 | 1 {
  const unknown = args.filter(argument => argument !== '--demo')
  if (unknown.length > 0) {
    print(`Unknown argument ${unknown.join(' ')}.\n${USAGE}`)
    return 1
  }
  const demo = args.length > 0
  const read = demo ? { ok: true as const, settings: DEMO_SETTINGS } : readSettings(env)
  if (!read.ok) {
    print(
      ['The app package was not built.', ...read.problems.map(problem => `- ${problem}`), USAGE].join('\n'),
    )
    return 1
  }
  const version = packageVersion()
  const files = packageFiles(read.settings, version)
  const problems = validatePackage(files)
  if (problems.length > 0) {
    print(['The app package was not built.', ...problems.map(problem => `- ${problem}`)].join('\n'))
    return 1
  }
  const path = join(outputFolder, `roed-traad-${version}${demo ? '-demo' : ''}.zip`)
  mkdirSync(outputFolder, { recursive: true })
  writeFileSync(path, zipPackage(files))
  print(`Wrote ${path}`)
  if (demo)
    print('This is the demo package: its ids and addresses are placeholders, so no bot answers behind it.')
  else print('A Teams administrator uploads it under Teams apps > Manage apps > Upload new app.')
  return 0
}

/**
 * Fills in the manifest and gathers the package's files.
 *
 * @param settings what the municipality decided
 * @param version the app's version, three numbers
 * @returns the files by name, not yet validated; throws when the template names an unknown placeholder
 */
export function packageFiles(settings: PackageSettings, version: string): PackageFiles {
  const template: unknown = JSON.parse(own('manifest.template.json').toString('utf8'))
  const manifest = fillIn(template, { ...settings, version })
  return {
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    'en-us.json': own('en-us.json'),
    'color.png': own('color.png'),
    'outline.png': own('outline.png'),
  }
}

/**
 * Packs the files so that the same files always give the same bytes: an unchanged package can be recognised.
 *
 * @returns the zip file's bytes
 */
export function zipPackage(files: PackageFiles): Uint8Array {
  // A zip entry holds local wall time, so this is built from local parts: the same bytes in every time zone.
  const mtime = new Date(2000, 0, 1, 12)
  return zipSync({ ...files }, { level: 9, mtime })
}

/** Works on the parsed template rather than its text, so that no value can break out of its string. */
function fillIn(node: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string') {
    return node.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`manifest.template.json names {{${name}}}, which nobody sets`)
      return value
    })
  }
  if (Array.isArray(node)) return node.map(item => fillIn(item, values))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fillIn(value, values)]))
}

function packageVersion(): string {
  const { version } = JSON.parse(own('../package.json').toString('utf8')) as { version: string }
  return version
}

function own(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url))
}

if (import.meta.main) {
  process.exitCode = runBuild({
    args: process.argv.slice(2),
    env: process.env,
    outputFolder: 'dist',
    print: line => console.log(line),
  })
}
