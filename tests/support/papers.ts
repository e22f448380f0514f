import { strFromU8, unzipSync } from 'fflate'
import { JSDOM } from 'jsdom'
import { getDocumentProxy } from 'unpdf'
import type { TestBot, TestPerson } from './bot.ts'
import { nodes } from './cards.ts'

/** A file as somebody else's program reads it: its words, and what it says of itself. */
export interface ReadPaper {
  words: string
  /** what it says of itself: its properties, and in Word what stands at the top and bottom of each page */
  about: string
  title: string
  language: string
  pages: number
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

export async function readPdf(bytes: Uint8Array): Promise<ReadPaper & { tags: string[] }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const words: string[] = []
  const tags: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    words.push(items.map(item => ('str' in item ? item.str : '')).join(' '))
    const walk = (node: { role?: string; children?: unknown[] } | null) => {
      if (node?.role) tags.push(node.role)
      for (const child of node?.children ?? []) walk(child as { role?: string; children?: unknown[] })
    }
    walk(await page.getStructTree())
  }
  const { info, metadata } = (await pdf.getMetadata()) as {
    info: { Title?: string; Language?: string }
    metadata: { getRaw(): string } | null
  }
  const { numPages: pages } = pdf
  await pdf.loadingTask.destroy()
  return {
    words: plain(words.join(' ')),
    about: `${JSON.stringify(info)} ${metadata?.getRaw() ?? ''}`,
    title: info.Title ?? '',
    language: info.Language ?? '',
    pages,
    tags,
  }
}

export function readDocx(bytes: Uint8Array): Omit<ReadPaper, 'pages'> & { styles: string[] } {
  const parts = unzipSync(new Uint8Array(bytes))
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const parsed = (xml: string) => {
    const { DOMParser } = new JSDOM('').window
    const read = new DOMParser().parseFromString(xml, 'application/xml')
    if (read.querySelector('parsererror')) throw new Error('no well-formed XML')
    return read
  }
  const body = parsed(part('word/document.xml'))
  const paragraphs = [...body.getElementsByTagName('w:p')]
  const around = Object.keys(parts).filter(name => /^docProps\/|^word\/(header|footer)/.test(name))
  return {
    about: around.map(part).join(' '),
    words: plain(paragraphs.map(one => one.textContent).join(' ')),
    title: parsed(part('docProps/core.xml')).getElementsByTagName('dc:title')[0]?.textContent ?? '',
    language: parsed(part('word/styles.xml')).getElementsByTagName('w:lang')[0]?.getAttribute('w:val') ?? '',
    styles: [...body.getElementsByTagName('w:pStyle')].map(one => one.getAttribute('w:val') ?? ''),
  }
}

/** The addresses on somebody's card, in the order of its buttons. */
export const linksOn = (person: Pick<TestPerson, 'card'>): string[] =>
  [...nodes(person.card)].flatMap(({ type, url }) => (type === 'Action.OpenUrl' ? [String(url)] : []))

/** Links carry the address that people use; the test's server listens on a port of its own. */
export const hereOf = (bot: TestBot, url: string): string =>
  url.replace(/^https?:\/\/[^/]+/, `http://127.0.0.1:${bot.app.server.port}`)

/** Presses the button of the page that the link leads to. */
export const fetchPaper = (bot: TestBot, url: string): Promise<Response> =>
  fetch(hereOf(bot, url), { method: 'POST' })
