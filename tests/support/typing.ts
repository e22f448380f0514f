import type { Typing } from './wanderer.ts'

/** The children of the demo's people. */
export const childrensNames = ['Noah Lund', 'Alma Skov', 'Viggo Holst', 'Ella Friis']
/** What is written about them. */
export const observed = [
  'Noah leger mest alene ved sandkassen. Han kigger efter de andre, men går væk, når de kommer tættere på.',
  'Afleveringen om morgenen er svær. Han græder i 20–30 minutter og finder først ro med Ida og bogen om bussen.',
  'Ved samlingen bliver han urolig. Når han får en opgave, kan han være med fra start til slut.',
]
const byField: readonly (readonly [field: RegExp, words: readonly string[]])[] = [
  [/^childName$/, childrensNames],
  [/^giverName$/, ['Anna Lund', 'Peter Skov']],
  [/^age$/, ['3 år']],
  [/^language$/, ['dansk']],
  [/^question/, ['Hvordan hjælper vi ham ind i legen?', 'Hvad kan vi aftale med hjemmet?', '']],
  [/^search$/, ['']],
  [/^place$/, ['Personalestuen']],
  [/^institutionName$/, ['Mælkebøtten']],
  [/^name$/, ['Ressourceteam Mælkebøtten']],
  [/^since$/, ['efter sommerferien']],
  [/^own$/, ['Holder sig for ørerne, når der er mange i rummet']],
  [/^comment(:|$)/, ['Jeg kan først komme kl. 9.30.']],
  [/^evidence$/, ['Underskrevet ark i sagsmappen']],
  [/^purpose$/, ['At finde den rette støtte til Noah i børnehaven.']],
  [/^what$/, ['Lave en billedplan over morgenen sammen med Noah', 'Observere en formiddag på stuen']],
  [/^note$|^reason$/, ['Vi har talt om det og er enige.']],
]

/** What the people of the demo would write. */
export const realWords: Typing = ({ id, longest }, nth) => {
  const words = byField.find(([field]) => field.test(id))?.[1] ?? observed
  return (words[nth % words.length] ?? '').slice(0, longest)
}

/** Every kind of text that could make a layout, a mention, a sum, a link or a date of itself. */
export const hostileText =
  '**fed** _kursiv_ [link](http://x.example) # overskrift ![](http://x.example/a.png) `kode` ${heading} ${1+1} <at>Lone</at> <b>HTML</b> <script>x</script> 👩‍👧 {{DATE(2026-01-01T00:00:00Z, SHORT)}}\n- punkt\n1. nummer'

/** Hostile text wherever it may stand, as long as the field takes it every second time. */
export const hostileWords: Typing = (field, nth) => {
  if (/^(age|search)$/.test(field.id)) return realWords(field, nth)
  const text = field.multiline ? hostileText : hostileText.replace(/\n/g, ' ')
  if (nth % 2 === 1) return text.slice(0, Math.min(field.longest, 60))
  return `${text} `.repeat(20).slice(0, Math.min(field.longest, 2000)).trim()
}
