import { z } from 'zod'

/** It stands at a spoke of a picture that is as broad as a hand. */
const longestName = 30
const longestQuestion = 110

const words = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'write the name in both languages')
    .max(longestName, `a name stands in a picture: write it in at most ${longestName} characters`),
  question: z
    .string()
    .trim()
    .min(1, 'write the question in both languages')
    .max(longestQuestion, `a question is one line or two: write it in at most ${longestQuestion} characters`),
})

/** A core component as a team is asked about it. An answer is kept under its id, whatever becomes of its words. */
const component = z.object({
  id: z
    .string()
    .max(40, 'an id has at most 40 characters')
    .regex(/^[a-zA-Z]+$/, 'write an id with the letters a–z alone'),
  da: words,
  en: words,
})
export type Component = z.infer<typeof component>

/** As many spokes as the picture has. */
export const componentCount = 6

/** The core components of early preventive work (R-OV-3), in the order in which they are asked about. */
export const componentsSchema = z
  .array(component)
  .length(componentCount, `the self-assessment has ${componentCount} components`)
  .refine(all => new Set(all.map(({ id }) => id)).size === all.length, 'use each id once')

/** Ours, from the practice that the requirements describe; a municipality puts its own in their place. */
export const defaultComponents: Component[] = [
  {
    id: 'earlySigns',
    da: { name: 'Tidlig opsporing', question: 'Ser vi tegnene tidligt, og reagerer vi på dem?' },
    en: { name: 'Early detection', question: 'Do we see the signs early, and do we act on them?' },
  },
  {
    id: 'acrossProfessions',
    da: { name: 'Tværfagligt samarbejde', question: 'Bruger vi hinandens faglighed, også når vi er uenige?' },
    en: { name: 'Working together', question: 'Do we use what each of us knows, also when we disagree?' },
  },
  {
    id: 'parents',
    da: {
      name: 'Samarbejde med forældre',
      question: 'Er forældrene med fra start, og kender de næste skridt?',
    },
    en: {
      name: 'Work with parents',
      question: 'Are the parents with us from the start, and do they know the next step?',
    },
  },
  {
    id: 'childPerspective',
    da: { name: 'Barnets perspektiv', question: 'Ved vi, hvad der er vigtigt for barnet, og bruger vi det?' },
    en: { name: 'The child’s view', question: 'Do we know what matters to the child, and do we use it?' },
  },
  {
    id: 'followUp',
    da: { name: 'Handling og opfølgning', question: 'Gør vi det, vi aftaler, og følger vi op på det?' },
    en: { name: 'Action and follow-up', question: 'Do we do what we agree on, and follow it up?' },
  },
  {
    id: 'framework',
    da: { name: 'Ledelse og rammer', question: 'Har vi tid, klare roller og opbakning til arbejdet?' },
    en: { name: 'Leadership and time', question: 'Do we have time, clear roles and backing for the work?' },
  },
]
