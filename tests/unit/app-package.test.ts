import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packageFiles, runBuild, zipPackage } from '../../appPackage/build.ts'
import { drawColourIcon, drawOutlineIcon } from '../../appPackage/icons.ts'
import { encodePng, type Picture, pngSize } from '../../appPackage/png.ts'
import { DEMO_SETTINGS, readSettings } from '../../appPackage/settings.ts'
import { type PackageFiles, validatePackage } from '../../appPackage/validate.ts'

type Json = Record<string, unknown>

interface Command {
  title: string
  description: string
}

interface Manifest extends Json {
  manifestVersion: string
  name: { short: string; full: string }
  description: { short: string; full: string }
  localizationInfo: {
    defaultLanguageTag: string
    additionalLanguages: { languageTag: string; file: string }[]
  }
  bots: { botId: string; scopes: string[]; commandLists: { scopes: string[]; commands: Command[] }[] }[]
}

const ENV = {
  BOT_APP_ID: '1b4e28ba-2fa1-4d3b-883f-0016d3cca427',
  PUBLIC_URL: 'https://roedtraad.kommune.example:8443/bot',
  MUNICIPALITY: 'Eksempel Kommune',
  PRIVACY_URL: 'https://www.kommune.example/privatliv',
  TERMS_URL: 'https://www.kommune.example/vilkaar',
}
const BUILD = fileURLToPath(new URL('../../appPackage/build.ts', import.meta.url))
const demoFiles = packageFiles(DEMO_SETTINGS, '1.2.3')

function jsonOf<T = Json>(files: PackageFiles, name: string): T {
  return JSON.parse(new TextDecoder().decode(files[name])) as T
}

/** The demo package with one of its JSON files changed. */
function changed(name: string, change: (content: Json & Manifest) => void): PackageFiles {
  const content = jsonOf<Json & Manifest>(demoFiles, name)
  change(content)
  return { ...demoFiles, [name]: new TextEncoder().encode(JSON.stringify(content)) }
}

describe('the manifest', () => {
  const manifest = jsonOf<Manifest>(demoFiles, 'manifest.json')
  const english = jsonOf<Record<string, string>>(demoFiles, 'en-us.json')
  const bot = manifest.bots[0]!

  test('is sound, in both languages', () => {
    expect(validatePackage(demoFiles)).toEqual([])
  })

  test('speaks Danish by default and English beside it', () => {
    expect(manifest.localizationInfo).toEqual({
      defaultLanguageTag: 'da-dk',
      additionalLanguages: [{ languageTag: 'en-us', file: 'en-us.json' }],
    })
    expect(bot.commandLists.map(list => [list.scopes, list.commands.map(command => command.title)])).toEqual([
      [
        ['personal'],
        [
          'hjælp',
          'mine møder',
          'mine opgaver',
          'overblik',
          'dagsorden',
          'afstemning',
          'mit team',
          'indstillinger',
        ],
      ],
      [['team'], ['opret team', 'næste møde', 'hjælp']],
      [['groupChat'], ['opret team', 'næste møde', 'hjælp']],
    ])
  })

  test.each([
    { language: 'Danish', short: manifest.name.short, full: manifest.name.full, about: manifest.description },
    {
      language: 'English',
      short: english['name.short']!,
      full: english['name.full']!,
      about: { short: english['description.short']!, full: english['description.full']! },
    },
  ])('keeps to the lengths that Teams shows, in $language', ({ short, full, about }) => {
    expect(short.length).toBeLessThanOrEqual(30)
    expect(full.length).toBeLessThanOrEqual(100)
    expect(about.short.length).toBeLessThanOrEqual(80)
    expect(about.full.length).toBeLessThanOrEqual(4000)
  })

  test('gives every command a title and a description in both languages', () => {
    for (const [list, { commands }] of bot.commandLists.entries()) {
      expect(commands.length).toBeLessThanOrEqual(12)
      for (const [index, { title, description }] of commands.entries()) {
        const key = `bots[0].commandLists[${list}].commands[${index}]`
        for (const text of [title, english[`${key}.title`]!]) expect(text).toMatch(/^[a-zæøå ]{4,32}$/)
        for (const text of [description, english[`${key}.description`]!]) expect(text).toMatch(/^.{10,128}$/)
      }
    }
  })

  test('asks for the three scopes, and for no messages that are not addressed to the bot', () => {
    expect(bot.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(bot).toMatchObject({ supportsFiles: false, isNotificationOnly: false })
    expect(manifest).not.toHaveProperty('authorization')
    expect(manifest).not.toHaveProperty('webApplicationInfo')
  })

  test('claims shared and private channels as soon as its version demands it', () => {
    const minor = Number(manifest.manifestVersion.split('.')[1])
    expect(minor < 25 || manifest.supportsChannelFeatures === 'tier1').toBe(true)
  })
})

describe('validation refuses', () => {
  const thirteen = Array.from({ length: 13 }, (_, i) => ({
    title: `kommando ${i}`,
    description: 'beskrivelse',
  }))

  test.each<[string, (manifest: Json & Manifest) => void, string]>([
    ['an unknown field', m => Object.assign(m, { colour: 'red' }), '(colour)'],
    ['a missing field', m => Reflect.deleteProperty(m, 'accentColor'), "'accentColor'"],
    ['another manifest version', m => Object.assign(m, { manifestVersion: '1.23' }), '/manifestVersion'],
    ['a short name over 30', m => Object.assign(m.name, { short: 'x'.repeat(31) }), '/name/short'],
    ['a short description over 80', m => Object.assign(m.description, { short: 'x'.repeat(81) }), '/short'],
    ['a full description over 4000', m => Object.assign(m.description, { full: 'x'.repeat(4001) }), '/full'],
    [
      'a scope that is misspelt',
      m => Object.assign(m.bots[0]!, { scopes: ['groupchat'] }),
      '/bots/0/scopes/0',
    ],
    ['a bot id that is no uuid', m => Object.assign(m.bots[0]!, { botId: 'bot' }), '/bots/0/botId'],
    ['13 commands', m => Object.assign(m.bots[0]!.commandLists[0]!, { commands: thirteen }), '/commands'],
    [
      '11 commands',
      m => Object.assign(m.bots[0]!.commandLists[0]!, { commands: thirteen.slice(2) }),
      'more than 10',
    ],
    [
      'a command title over 32',
      m => Object.assign(m.bots[0]!.commandLists[0]!.commands[0]!, { title: 'x'.repeat(33) }),
      'too long',
    ],
    ['a pre-release', m => Object.assign(m, { version: '1.0.0-beta.1' }), 'three numbers'],
    [
      'a language file that is not there',
      m => Object.assign(m.localizationInfo.additionalLanguages[0]!, { file: 'en.json' }),
      'en.json: is not in the package',
    ],
  ])('%s', (_, change, expected) => {
    expect(validatePackage(changed('manifest.json', change)).join('\n')).toContain(expected)
  })

  test.each<[string, (texts: Json) => void, string]>([
    ['a short name over 30', t => Object.assign(t, { 'name.short': 'x'.repeat(31) }), '/name.short'],
    ['a missing full name', t => Reflect.deleteProperty(t, 'name.full'), 'name.full: is missing'],
    ['an unknown key', t => Object.assign(t, { 'bots[0].name': 'x' }), '(bots[0].name)'],
    [
      'a command without its translation',
      t => Reflect.deleteProperty(t, 'bots[0].commandLists[1].commands[2].title'),
      'bots[0].commandLists[1].commands[2].title: is missing',
    ],
    [
      'a translation without its command',
      t => Object.assign(t, { 'bots[0].commandLists[2].commands[9].title': 'x' }),
      'names no command',
    ],
    [
      'a title over 32',
      t => Object.assign(t, { 'bots[0].commandLists[0].commands[0].title': 'x'.repeat(33) }),
      'too long',
    ],
  ])('%s in the English file', (_, change, expected) => {
    expect(validatePackage(changed('en-us.json', change)).join('\n')).toContain(expected)
  })

  test.each<[string, PackageFiles, string]>([
    ['no manifest', {}, 'manifest.json: is not in the package'],
    ['a manifest that is no JSON', { 'manifest.json': Uint8Array.of(123) }, 'manifest.json: is no JSON'],
    ['a picture that is none', { ...demoFiles, 'color.png': Uint8Array.of(1) }, 'color.png: is no PNG file'],
    [
      'an icon of the wrong size',
      { ...demoFiles, 'color.png': demoFiles['outline.png']! },
      'color.png: is 32×32, must be 192×192',
    ],
  ])('%s', (_, files, expected) => {
    expect(validatePackage(files)).toContain(expected)
  })
})

describe('settings', () => {
  test('are taken from the environment', () => {
    expect(readSettings({ ...ENV, MUNICIPALITY: ' Eksempel Kommune ' })).toEqual({
      ok: true,
      settings: {
        botAppId: ENV.BOT_APP_ID,
        teamsAppId: ENV.BOT_APP_ID,
        municipality: 'Eksempel Kommune',
        websiteUrl: 'https://www.kommune.example',
        privacyUrl: ENV.PRIVACY_URL,
        termsUrl: ENV.TERMS_URL,
        publicHost: 'roedtraad.kommune.example',
      },
    })
  })

  test('may name an app id and a website of their own', () => {
    const TEAMS_APP_ID = '9c5b94b1-35ad-49bb-b118-8e8fc24abf80'
    const WEBSITE_URL = 'https://hjaelp.kommune.example/'
    expect(readSettings({ ...ENV, TEAMS_APP_ID, WEBSITE_URL })).toMatchObject({
      settings: { botAppId: ENV.BOT_APP_ID, teamsAppId: TEAMS_APP_ID, websiteUrl: WEBSITE_URL },
    })
  })

  test('that are missing are each named once, with the remedy', () => {
    const read = readSettings({ MUNICIPALITY: '  ' })
    const problems = read.ok ? [] : read.problems
    expect(problems.map(problem => problem.split(' ')[0])).toEqual([
      'BOT_APP_ID',
      'PUBLIC_URL',
      'MUNICIPALITY',
      'PRIVACY_URL',
      'TERMS_URL',
    ])
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ is not set\. Set it to .{20,}\.$/)
  })

  test.each([
    ['BOT_APP_ID', 'my-bot'],
    ['BOT_APP_ID', '00000000-0000-0000-0000-000000000000'],
    ['TEAMS_APP_ID', '{1b4e28ba}'],
    ['PUBLIC_URL', 'http://roedtraad.kommune.example'],
    ['PUBLIC_URL', 'https://localhost:3978'],
    ['PUBLIC_URL', 'https://192.0.2.7'],
    ['PUBLIC_URL', 'https://[2001:db8::1]'],
    ['PUBLIC_URL', 'roedtraad.kommune.example'],
    ['MUNICIPALITY', 'x'.repeat(33)],
    ['PRIVACY_URL', 'http://www.kommune.example'],
    ['TERMS_URL', 'javascript:alert(1)'],
    ['TERMS_URL', 'https://user:secret@www.kommune.example'],
    ['WEBSITE_URL', 'www.kommune.example'],
  ])('refuse %s = %s', (name, value) => {
    const read = readSettings({ ...ENV, [name]: value })
    expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(`^${name} is "`)])
  })
})

describe('npm run package', () => {
  let outputFolder: string
  let printed: string[]
  const run = (args: string[], env: Record<string, string> = {}) =>
    runBuild({ args, env, outputFolder, print: line => printed.push(line) })

  beforeEach(() => {
    outputFolder = mkdtempSync(join(tmpdir(), 'roed-traad-package-'))
    printed = []
  })
  afterEach(() => rmSync(outputFolder, { recursive: true }))

  test('writes a zip of the four files with what was set', () => {
    expect(run([], ENV)).toBe(0)
    const [name] = readdirSync(outputFolder)
    expect(name).toMatch(/^roed-traad-\d+\.\d+\.\d+\.zip$/)
    const files = unzipSync(readFileSync(join(outputFolder, name!)))
    expect(Object.keys(files)).toEqual(['manifest.json', 'en-us.json', 'color.png', 'outline.png'])
    expect(validatePackage(files)).toEqual([])
    expect(jsonOf(files, 'manifest.json')).toMatchObject({
      id: ENV.BOT_APP_ID,
      bots: [{ botId: ENV.BOT_APP_ID }],
      developer: { name: 'Eksempel Kommune', privacyUrl: ENV.PRIVACY_URL, termsOfUseUrl: ENV.TERMS_URL },
      validDomains: ['roedtraad.kommune.example'],
    })
    expect(new TextDecoder().decode(files['manifest.json'])).not.toContain('{{')
  })

  test('writes the same bytes for the same settings, in every time zone', () => {
    const zip = zipPackage(demoFiles)
    expect(Buffer.from(zip).equals(zipPackage(packageFiles(DEMO_SETTINGS, '1.2.3')))).toBe(true)
    // The entry's time, 1 January 2000 at 12.00 in the zip format's own notation.
    expect(new DataView(zip.buffer, zip.byteOffset).getUint32(10, true)).toBe(0x28216000)
  })

  test('keeps a value inside its own string, whatever it holds', () => {
    const municipality = '","id":"{{version}}" $& \\'
    const files = packageFiles({ ...DEMO_SETTINGS, municipality }, '1.2.3')
    expect(jsonOf(files, 'manifest.json')).toMatchObject({
      developer: { name: municipality },
      version: '1.2.3',
    })
  })

  test('without variables says what to set, and writes nothing', () => {
    expect(run([])).toBe(1)
    expect(printed.join('\n')).toMatch(/BOT_APP_ID is not set[\s\S]+TERMS_URL is not set[\s\S]+-- --demo/)
    expect(readdirSync(outputFolder)).toEqual([])
  })

  test('refuses an argument that it does not know', () => {
    expect(run(['--dmeo'], ENV)).toBe(1)
    expect(printed.join('\n')).toContain('Unknown argument --dmeo')
    expect(readdirSync(outputFolder)).toEqual([])
  })

  test('builds the demo package as a program, and says that it is one', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [BUILD, '--demo'], {
      cwd: outputFolder,
      timeout: 8_000,
    })
    expect(stdout).toContain('This is the demo package')
    expect(readdirSync(join(outputFolder, 'dist'))).toEqual([expect.stringMatching(/-demo\.zip$/)])
  })
})

describe('the icons', () => {
  const colour = drawColourIcon()
  const outline = drawOutlineIcon()

  test.each([
    ['color.png', colour],
    ['outline.png', outline],
  ])('%s is what the code draws', (name, drawn) => {
    const stored = decodePng(demoFiles[name]!)
    expect([stored.width, stored.height]).toEqual([drawn.width, drawn.height])
    expect(Buffer.from(stored.rgba).equals(drawn.rgba)).toBe(true)
  })

  test('the colour icon fills its square, with the three eyes inside the middle 120×120', () => {
    const eyes: number[][] = []
    for (const [x, y, [red, , blue, alpha]] of pixelsOf(colour)) {
      expect(alpha).toBe(255)
      if (blue! > red!) eyes.push([x, y])
    }
    expect(eyes.length).toBeGreaterThan(2000)
    expect(Math.min(...eyes.flat())).toBeGreaterThanOrEqual(36)
    expect(Math.max(...eyes.flat())).toBeLessThan(156)
  })

  test('the outline icon is white on transparent', () => {
    let drawn = 0
    for (const [, , [red, green, blue, alpha]] of pixelsOf(outline)) {
      if (alpha === 0) continue
      drawn++
      expect([red, green, blue]).toEqual([255, 255, 255])
    }
    expect(drawn).toBeGreaterThan(150)
    expect(drawn).toBeLessThan(500)
  })

  test('a picture whose bytes do not fit its size is refused', () => {
    expect(() => encodePng({ width: 2, height: 2, rgba: new Uint8Array(15) })).toThrow(
      'needs 16 bytes, not 15',
    )
  })
})

/** Reads what encodePng writes: rows without filter, one IDAT chunk. */
function decodePng(file: Uint8Array): Picture {
  const { width, height } = pngSize(file)!
  const bytes = Buffer.from(file)
  const data = bytes.indexOf('IDAT') + 4
  const rows = inflateSync(bytes.subarray(data, data + bytes.readUInt32BE(data - 8)))
  const rgba = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row++) {
    const at = row * (width * 4 + 1)
    expect(rows[at]).toBe(0)
    rgba.set(rows.subarray(at + 1, at + 1 + width * 4), row * width * 4)
  }
  return { width, height, rgba }
}

function* pixelsOf({ width, height, rgba }: Picture): Generator<[x: number, y: number, colour: Uint8Array]> {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      yield [x, y, rgba.subarray(at, at + 4)]
    }
  }
}
