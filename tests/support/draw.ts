import { createRequire } from 'node:module'
import { JSDOM } from 'jsdom'
import MarkdownIt from 'markdown-it'
import { hostConfig } from './host-config.ts'

/** A card as the official renderer draws it. */
export interface Drawing {
  html: string
  element: HTMLElement
  /** what the parser and the validation complained of */
  complaints: string[]
}

interface Renderer {
  AdaptiveCard: {
    new (): {
      hostConfig: unknown
      parse(json: unknown, context?: unknown): void
      render(): HTMLElement | undefined
      validateProperties(): { validationEvents: { message: string }[] }
    }
    onProcessMarkdown: (text: string, result: { outputHtml?: string; didProcess: boolean }) => void
  }
  HostConfig: new (config: unknown) => unknown
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } }
}

const dom = new JSDOM('<!doctype html><html lang="da"><body></body></html>')
const markdown = new MarkdownIt()
const renderer = load()

/** The package's main entry fails outside a bundler, and drawing needs a document: both are seen to here, once. */
function load(): Renderer {
  const { window } = dom
  const elements = Object.getOwnPropertyNames(window).filter(name => /^(HTML\w*Element|Node)$/.test(name))
  Object.assign(globalThis, {
    window,
    document: window.document,
    getComputedStyle: window.getComputedStyle.bind(window),
    ...Object.fromEntries(elements.map(name => [name, Reflect.get(window, name) as unknown])),
  })
  const module = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer
  module.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text)
    result.didProcess = true
  }
  // jsdom has no innerText, which the renderer writes its texts with.
  Object.defineProperty(window.HTMLElement.prototype, 'innerText', {
    configurable: true,
    get(this: HTMLElement) {
      return this.textContent
    },
    set(this: HTMLElement, text: string) {
      this.textContent = text
    },
  })
  return module
}

/**
 * The renderer tests "lang" with a pattern that remembers its place, so it refuses every second card; and it counts the
 * buttons behind the three dots among those that stand beside each other.
 */
const harmless = /for property "lang"|^Maximum number of actions exceeded/

/** Parses, validates and draws a card. */
export function draw(json: unknown, options: { dark?: boolean } = {}): Drawing {
  const card = new renderer.AdaptiveCard()
  card.hostConfig = new renderer.HostConfig(hostConfig(options.dark ?? false))
  const context = new renderer.SerializationContext()
  card.parse(json, context)
  const complaints = Array.from(
    { length: context.eventCount },
    (_, index) => context.getEventAt(index).message,
  )
  complaints.push(...card.validateProperties().validationEvents.map(event => event.message))
  const element = card.render()
  if (!element) throw new Error(`the renderer drew nothing: ${complaints.join('; ')}`)
  const own = complaints.filter(complaint => !harmless.test(complaint))
  return { html: element.outerHTML, element, complaints: own }
}
