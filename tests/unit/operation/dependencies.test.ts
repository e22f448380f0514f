import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// A server is installed without what is for development: the wrong list shows only there, when it does not start.
const root = new URL('../../../', import.meta.url)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  dependencies: Record<string, string>
}

/** Needed by another package, or while installing, though no line of ours names it. */
const unnamed: Record<string, string> = {
  '@prisma/client': 'the generated client',
  'adaptive-expressions': 'a peer of adaptivecards-templating',
  openai: 'a peer of @microsoft/teams-ai',
  rimraf: 'an install script of botbuilder-dialogs, where npm runs those',
}
/** The demo only, where it is looked for and missed in words. */
const demo = '@microsoft/m365agentsplayground'

function named(): Set<string> {
  const files = ['src', 'prisma'].flatMap(folder =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter(path => /\.(ts|mjs)$/.test(path) && !path.endsWith('.d.ts') && !path.startsWith('generated'))
      .map(path => `${folder}/${path}`),
  )
  const text = files.map(path => readFileSync(new URL(path, root), 'utf8')).join('\n')
  const found = [...text.matchAll(/(?:from |import |import\(|resolve\(|require\()'([^.'][^']*)'/g)].map(
    ([, name = '']) => name,
  )
  return new Set(
    found
      .filter(name => !name.startsWith('node:'))
      .map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  )
}

test('what the program names is installed with it', () => {
  const missing = [...named()].filter(name => name !== demo && !(name in dependencies))
  expect(missing).toEqual([])
})

test('what is installed with it is named by the program, or needed by what is', () => {
  const all = named()
  const idle = Object.keys(dependencies).filter(name => !all.has(name) && !(name in unnamed))
  expect(idle, 'put these among the devDependencies, or say above what needs them').toEqual([])
  expect(Object.keys(unnamed).filter(name => !(name in dependencies) || all.has(name))).toEqual([])
})
