import type { Texts } from '../texts.ts'

export const downloads: Texts['downloads'] = {
  heading: 'Get the document',
  text: 'Press the button, and the document is saved on your device. If you share it with others, delete the file when you are done.',
  button: 'Get the document',
  goneHeading: 'This link is no longer valid',
  gone: 'A link works for a short time only, and only while you may see the document. Go back to Rød Tråd in Teams and get it again from there.',
  busyHeading: 'Please wait',
  busy: 'Too much has been fetched in a short time. Wait a minute, and try again.',
}
