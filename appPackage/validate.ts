import localisationSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.24/MicrosoftTeams.Localization.schema.json' with {
  type: 'json',
}
import manifestSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.24/MicrosoftTeams.schema.json' with {
  type: 'json',
}
import type { AnySchemaObject, ValidateFunction } from 'ajv'
import Ajv from 'ajv-draft-04'
import { pngSize } from './png.ts'

/** The files of an app package by name, as Teams will unpack them. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>

/** The parts of a manifest that the rules below look at; its shape has passed the schema by then. */
interface CheckedManifest {
  version: string
  localizationInfo?: { additionalLanguages?: { file: string }[] }
  icons: { color: string; outline: string }
  bots?: { commandLists?: { commands: { title: string; description?: string }[] }[] }[]
}

const ICON_SIZE = { color: 192, outline: 32 } as const

/** What older validators on Microsoft's side still hold a command to, whatever the schema says by now. */
const COMMAND_LIMIT = { perList: 10, title: 32, description: 128 } as const

const ajv = new Ajv.default({
  allErrors: true,
  // The schemas name types twice or not at all, and one pattern is no valid pattern in unicode mode.
  strictTypes: false,
  unicodeRegExp: false,
  formats: { uri: (value: string) => URL.canParse(value) },
})
const checkManifest = ajv.compile(manifestSchema as AnySchemaObject)
const checkLocalisation = ajv.compile(localisationSchema as AnySchemaObject)

/**
 * Checks an app package offline: manifest and language files against the schemas that Microsoft publishes, then
 * what Teams asks for beyond them. A wrong package is otherwise found at the upload, with a bare "something went
 * wrong".
 *
 * @param files the package's files by name
 * @returns every problem found, as `file: where: what`; empty when the package is sound
 * @example validatePackage({}) // ['manifest.json: is not in the package']
 */
export function validatePackage(files: PackageFiles): string[] {
  const manifest = parse('manifest.json', files, checkManifest)
  if (!manifest.ok) return manifest.problems
  const content = manifest.content as CheckedManifest
  return [
    ...versionProblems(content),
    ...commandProblems(content),
    ...iconProblems(content, files),
    ...languageFilesOf(content).flatMap(name => languageProblems(name, content, files)),
  ]
}

type Parsed = { ok: true; content: unknown } | { ok: false; problems: string[] }

function parse(name: string, files: PackageFiles, check: ValidateFunction): Parsed {
  const file = files[name]
  if (!file) return { ok: false, problems: [`${name}: is not in the package`] }
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder().decode(file))
  } catch {
    return { ok: false, problems: [`${name}: is no JSON`] }
  }
  if (check(content)) return { ok: true, content }
  const problems = (check.errors ?? []).map(error => {
    const about = error.params.additionalProperty ?? error.params.allowedValue ?? error.params.allowedValues
    return `${name}: ${error.instancePath || '/'}: ${error.message}${about === undefined ? '' : ` (${about})`}`
  })
  return { ok: false, problems }
}

function versionProblems(manifest: CheckedManifest): string[] {
  return /^\d+\.\d+\.\d+$/.test(manifest.version)
    ? []
    : [`manifest.json: /version: "${manifest.version}" must be three numbers: Teams refuses pre-releases`]
}

function commandProblems(manifest: CheckedManifest): string[] {
  const problems: string[] = []
  for (const { at, commands } of commandListsOf(manifest)) {
    if (commands.length > COMMAND_LIMIT.perList)
      problems.push(`manifest.json: ${at}: holds more than ${COMMAND_LIMIT.perList} commands`)
    for (const { title, description } of commands) {
      if (title.length > COMMAND_LIMIT.title || (description?.length ?? 0) > COMMAND_LIMIT.description)
        problems.push(`manifest.json: ${at}: "${title}" is too long`)
    }
  }
  return problems
}

function iconProblems(manifest: CheckedManifest, files: PackageFiles): string[] {
  return (['color', 'outline'] as const).flatMap(kind => {
    const name = manifest.icons[kind]
    const file = files[name]
    if (!file) return [`${name}: is not in the package`]
    const size = pngSize(file)
    if (!size) return [`${name}: is no PNG file`]
    const side = ICON_SIZE[kind]
    return size.width === side && size.height === side
      ? []
      : [`${name}: is ${size.width}×${size.height}, must be ${side}×${side}`]
  })
}

/** A command without its translation would stand there in Danish; a translation without its command is refused. */
function languageProblems(name: string, manifest: CheckedManifest, files: PackageFiles): string[] {
  const language = parse(name, files, checkLocalisation)
  if (!language.ok) return language.problems
  const texts = language.content as Record<string, string>
  const needed = commandListsOf(manifest).flatMap(({ at, commands }) =>
    commands.flatMap((_, index) => [
      `${at}.commands[${index}].title`,
      `${at}.commands[${index}].description`,
    ]),
  )
  const extra = Object.keys(texts).filter(key => key.startsWith('bots[') && !needed.includes(key))
  return [
    ...['name.full', ...needed].filter(key => !texts[key]).map(key => `${name}: ${key}: is missing`),
    ...extra.map(key => `${name}: ${key}: names no command of the manifest`),
    ...needed
      .filter(
        key => (texts[key]?.length ?? 0) > COMMAND_LIMIT[key.endsWith('title') ? 'title' : 'description'],
      )
      .map(key => `${name}: ${key}: is too long`),
  ]
}

function languageFilesOf(manifest: CheckedManifest): string[] {
  return (manifest.localizationInfo?.additionalLanguages ?? []).map(language => language.file)
}

function commandListsOf(manifest: CheckedManifest) {
  return (manifest.bots?.[0]?.commandLists ?? []).map((list, index) => ({
    at: `bots[0].commandLists[${index}]`,
    commands: list.commands,
  }))
}
