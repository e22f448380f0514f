import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleFor, tellsWho, type Unsayable } from '../../../src/features/agenda/anonymity/model.ts'
import { itemKinds } from '../../../src/features/agenda/model.ts'

const anonymous = (...names: string[]): Unsayable => ({ rule: 'anonymous', names, colleagues: [] })
const unnamed = (names: string[], colleagues: string[] = []): Unsayable => ({
  rule: 'unnamed',
  names,
  colleagues,
})
const agreement = (name: string): Unsayable => ({ rule: 'agreement', names: [name], colleagues: [] })

describe('the rule of a text', () => {
  test('hangs on whether a child is named behind the gate, and else on the kind', () => {
    const rule = (kind: (typeof itemKinds)[number]) => ruleFor({ kind, childId: null }, null, false)
    expect(itemKinds.map(rule)).toEqual(['free', 'unnamed', 'anonymous', 'anonymous', 'unnamed'])
  })
  test('a follow-up has the rule of what it carries on; where that is gone, the strictest', () => {
    const carried = { kind: 'followUp', childId: null } as const
    expect(ruleFor(carried, 'anonymousCase', false)).toBe('anonymous')
    expect(ruleFor(carried, 'childGroup', false)).toBe('unnamed')
    expect(ruleFor(carried, 'other', true)).toBe('unnamed')
    expect(ruleFor(carried, 'child', false)).toBe('anonymous')
    expect(ruleFor({ ...carried, childId: 'c' }, 'child', false)).toBe('free')
  })
  test('what is agreed about a named child does not say the name', () => {
    expect(ruleFor({ kind: 'child', childId: 'c' }, null, true)).toBe('agreement')
    expect(ruleFor({ kind: 'followUp', childId: 'c' }, 'child', true)).toBe('agreement')
  })
})

describe('a text without consent tells nobody who the child is (R-CONS-6)', () => {
  test.each([
    'Noah bider de andre.',
    'Det er Noahs mor, der siger det.',
    'BERG, som vi kender',
    'Et barn ved navn noah',
    'N.H. bider de andre.',
    'N. H. bider.',
    'I dag slog N. de andre.',
    'Så sagde N det igen.',
    'NH bider.',
    'Født 3. maj 2023.',
    'Barnet er fra 03.05.2023.',
    'Barnet er fra 3/5-23.',
    '2023-05-03',
    'May 3, 2023',
    'CPR 030523-1234',
    'Han går på Mælkebøttestuen.',
    'Mælkebøttestuen er urolig.',
    'Et barn på stuen Egern bider.',
    'Den røde stue larmer.',
    'He is in the Sunflower room.',
    'Initialerne er n.b.',
    'Vi talte om N.',
    'N.s mor siger det.',
    'Født 3/5-2022.',
    'Han er født i maj 2022.',
    'Født 3/5.',
    'f. 3/5',
    'Barnet fylder 4 år den 3. maj.',
    'Fylder år 3/5.',
    'Barnet er årgang 2022.',
  ])('refused: %s', text => {
    expect(tellsWho(text, anonymous('Noah Berg'))).toBe('anonymous')
  })
  test.each([
    'Et barn på tre år bider de andre, når der er larm.',
    'I kan se det på TV og i PPR. Vi har prøvet i 3 uger.',
    'Børnegruppen er urolig. Stuen er lille.',
    'Den 3. maj talte vi med forældrene kl. 10.30.',
    'Noahtlig er ikke et navn.',
    'OK, sagde vi.',
    'I have seen it 24/7.',
    'Barnet er født 6 uger for tidligt.',
    'Født i uge 34, vejede 1,9 kg.',
    'Født for 3 år siden.',
    'Vuggestuen larmer, og på Vuggestuen er der få voksne.',
    'Gruppen er urolig, m.m.',
    'Hvad mener I. Det fylder meget. Vi taler om det 2 gange.',
  ])('allowed: %s', text => {
    expect(tellsWho(text, anonymous('Noah Berg'))).toBeNull()
  })
  describe('nor who its parents are: the names in the consent records', () => {
    const said = { ...anonymous('Noah Berg'), parents: ['Anna Skov', 'Liv August Holm', 'Peter Ole Øst'] }
    test.each([
      'anna siger, at det går bedre.',
      'Annas barn bider.',
      'Familien Skov vil gerne.',
      'SKOV siger',
      'Vi ringede til Liv.',
      'Moren hedder anna skov.',
      'peter øst kommer',
    ])('refused: %s', text => expect(tellsWho(text, said)).toBe('anonymous'))
    test.each([
      'Vi har været på tur i skov og mark hele august.',
      'Det er et liv med larm.',
      'Barnet er urolig om morgenen, særligt mod øst.',
    ])('allowed: %s', text => expect(tellsWho(text, said)).toBeNull())
  })
  test('three initials of a known name, and no other three capitals', () => {
    expect(tellsWho('NHB bider.', anonymous('Noah Holm Berg'))).toBe('anonymous')
    expect(tellsWho('PPR kommer.', anonymous('Noah Holm Berg'))).toBeNull()
  })
  test('a name of two letters is no part that words are searched for', () => {
    expect(tellsWho('Det er bo og bad.', anonymous('Bo Ax'))).toBeNull()
  })
  test('hidden characters and case hide no name', () => {
    expect(tellsWho('no\u00adah', anonymous('Noah'))).toBe('anonymous')
    expect(tellsWho('ＮＯＡＨ'.normalize('NFKC'), anonymous('Noah'))).toBe('anonymous')
  })
  test('a known name is found wherever it stands', () => {
    const word = fc.constantFrom('et', 'barn', 'larmer', 'ofte', 'og', 'bider')
    fc.assert(
      fc.property(
        fc.array(word),
        fc.array(word),
        fc.constantFrom(' ', ', ', '; ', '\n'),
        (before, after, gap) => {
          const text = [...before, 'Aisha', ...after].join(gap)
          expect(tellsWho(text, anonymous('Aisha Demir'))).toBe('anonymous')
          expect(tellsWho([...before, ...after].join(gap), anonymous('Aisha Demir'))).toBeNull()
        },
      ),
    )
  })
})

describe('a text about a group, or anything else, names no child (R-AGENDA-1)', () => {
  test.each([
    'Noah Berg og hans mor',
    'Det er noah.',
    'Familien Berg',
    'Bo Ax bider.',
    'Bo Ax’ mor',
    'Søren',
    'Soeren',
    'Zoe',
  ])('refused: %s', text => {
    expect(tellsWho(text, unnamed(['Noah Berg', 'Bo Ax', 'Søren Bæk', 'Zoé Holm']))).toBe('unnamed')
  })
  test.each([
    'Uro på Mælkebøttestuen siden 3/5-2026, sagde N.H.',
    'Der er et bord, og bo er et ord.',
    'Børnene på TV',
  ])('allowed: %s', text => {
    expect(tellsWho(text, unnamed(['Noah Berg', 'Bo Ax']))).toBeNull()
  })
  test('a colleague may be named, though a child has the same first name', () => {
    const said = unnamed(['Sara Vinther', 'Emil Lind'], ['Sara Lind', 'Lone Holm'])
    expect(tellsWho('Sara Lind ringer.', said)).toBeNull()
    expect(tellsWho('Vi følger Saras plan.', said)).toBeNull()
    expect(tellsWho('Sara Lind bider.', { ...said, names: ['Sara Lind'] })).toBe('unnamed')
    expect(tellsWho('Sara Vinther bider.', said)).toBe('unnamed')
    expect(tellsWho('Emil bider.', said)).toBe('unnamed')
    expect(tellsWho('Sara ringer.', { ...said, colleagues: [] })).toBe('unnamed')
  })
})

describe('what is agreed does not name the child (R-ACT-1)', () => {
  test.each([
    ['Ring til Noahs mor', 'Noah Berg'],
    ['ring til NOAH', 'Noah Berg'],
    ["Noah's mor", 'Noah Berg'],
    ['Spørg familien Berg', 'Noah Berg'],
    ['Tal med Zoe', 'Zoé Holm'],
    ['Tal med N\u200boah', 'Noah Berg'],
    ['Søs skal have en legeaftale', 'Søs Bæk'],
  ])('%s names %s', (text, name) => expect(tellsWho(text, agreement(name))).toBe('agreement'))

  test.each([
    ['Lav en rolig krog på stuen', 'Noah Berg'],
    ['Det klarer vi i dag, fredag', 'Ida Krogh'],
    ['Find et bord til stuen', 'Bo Or'],
    ['Bjergene i fortællingen', 'Noah Berg'],
  ])('%s does not name %s', (text, name) => expect(tellsWho(text, agreement(name))).toBeNull())
})

test('behind the gate everything may be said', () => {
  expect(
    tellsWho('Noah Berg, født 3. maj 2023', { rule: 'free', names: ['Noah Berg'], colleagues: [] }),
  ).toBeNull()
})
