import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileOf } from '../../../src/documents/file.ts'
import { formats, type PaperDocument, printable } from '../../../src/documents/model.ts'
import { sheetDocument } from '../../../src/features/consent/sheet/documents.ts'
import { professions } from '../../../src/shared/action.ts'
import { readDocx, readPdf } from '../../support/papers.ts'

const names = ['Łukasz Đặng-Þórsson', 'Ñuria Őrsi Ğül', 'Γιάννης', 'Олександр Їжак', 'Շուշան', 'გიორგი']
const document: PaperDocument = {
  title: 'Et dokument',
  language: 'da',
  now: new Date('2026-10-05T08:00:00Z'),
  header: 'Foroven',
  footer: 'Forneden',
  pages: ['Side', 'af'],
  blocks: [
    { type: 'heading', level: 1, text: 'Hvem' },
    { type: 'list', marker: 'dot', items: names },
    { type: 'paragraph', text: 'Første linje\nanden\u0000 linje\ud800' },
    { type: 'paragraph', text: 'Langt ord '.repeat(900) + 'slut' },
    { type: 'facts', rows: [{ label: 'Formål', text: 'At støtte <b>barnet</b> & familien' }] },
    { type: 'table', columns: ['Navn', 'Fag'], rows: [['Mette', 'psykolog']] },
    { type: 'signature', fields: ['Navn', 'Dato'] },
  ],
}

test('the same document is the same file, byte for byte', async () => {
  for (const format of formats) {
    const [one, two] = [await fileOf(document, format), await fileOf(document, format)]
    expect(Buffer.compare(one.bytes, two.bytes), format).toBe(0)
  }
})

test('another program reads every letter in it, and nothing that is no character', async () => {
  const pdf = await readPdf((await fileOf(document, 'pdf')).bytes)
  const word = readDocx((await fileOf(document, 'docx')).bytes)
  for (const { words } of [pdf, word]) {
    for (const name of names) expect(words).toContain(name)
    expect(words).toContain('At støtte <b>barnet</b> & familien')
    expect(words).toContain('slut')
  }
  expect(pdf.words).toContain(`Side ${pdf.pages} af ${pdf.pages}`)
  expect(pdf.pages).toBeGreaterThan(1)
  expect(printable('a\u0000b\ud800\r\nc')).toBe('ab\ufffd\nc')
})

test('R-CONS-7: the sheet lists exactly the people and questions, whatever they are', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' })
  const person = fc.record({
    name: text,
    profession: fc.constantFrom(...professions, null),
    institution: fc.option(text),
  })
  fc.assert(
    fc.property(
      fc.array(person, { maxLength: 12 }),
      fc.array(text, { maxLength: 3 }),
      (circle, questions) => {
        const { blocks } = sheetDocument(
          {
            childName: 'Noah',
            team: { name: 'Solsikken', kind: 'resourceTeam' },
            institution: 'Solsikken',
            meeting: null,
            circle,
            functions: ['psychologist'],
            questions,
            purpose: 'At støtte',
            contacts: ['Lone Holm'],
            consentMonths: 12,
            residentParentAlone: false,
            dpo: 'DPO',
            zone: 'Europe/Copenhagen',
            now: new Date('2026-10-05T08:00:00Z'),
          },
          'da',
        )
        const table = blocks.find(block => block.type === 'table')
        expect(table?.rows.map(([name]) => name).toSorted()).toEqual(
          circle.map(({ name }) => name).toSorted(),
        )
        const asked = blocks.find(block => block.type === 'list' && block.marker === 'number')
        expect(asked?.type === 'list' && asked.items).toEqual(questions)
        const boxes = blocks.flatMap(block =>
          block.type === 'list' && block.marker === 'box' ? [block.items.length] : [],
        )
        // The functions first; health stands by itself (R-CONS-1).
        expect(boxes).toEqual([1, 2, 1, 2])
      },
    ),
  )
})
