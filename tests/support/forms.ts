import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { addsChild, asks, type PlannedSolsikken, recordsConsent, startPlanned } from './agenda.ts'
import type { TestPerson } from './bot.ts'

/** A planned meeting with one child on its agenda, whose form Ida fills in. */
export interface WithForm extends PlannedSolsikken {
  item: AgendaItem
}

/** @param options `consent`: recorded for the circle as it is, Ida among it */
export async function startWithForm(options: {
  consent: boolean
  now?: string
  databaseUrl?: string
}): Promise<WithForm> {
  const { databaseUrl } = options
  const at = await startPlanned(options.now, databaseUrl === undefined ? {} : { databaseUrl })
  await addsChild(at.lone)
  await at.lone.presses('Gem', { minutes: 30, formFillerId: at.ida.personId })
  if (options.consent) await givesConsent(at.lone)
  return { ...at, item: await at.firstItem() }
}

/** Records consent to the first item of the next agenda. */
export async function givesConsent(coordinator: TestPerson): Promise<void> {
  await asks(coordinator, 'dagsorden')
  await coordinator.presses('Åbn')
  await coordinator.presses('Samtykke')
  await recordsConsent(coordinator)
}

/** What Ida writes; none of it may be seen by anybody who may not see it. */
export const typed = {
  seen: 'Hun sætter sig under bordet og holder sig for ørerne.',
  own: 'Gemmer sig i garderoben',
  reason: 'Det er blevet tydeligere siden september.',
  child: 'At der er et sted, hvor der er stille.',
  parents: 'De ser det samme derhjemme ved fødselsdage.',
}

/** From the stop question to the overview, through the cards. */
export async function fillsIn(person: TestPerson): Promise<void> {
  await person.presses('Fortsæt', { suspicion: 'no' })
  await person.presses('Gem og fortsæt', {
    frequency_emotional_preschool_anxious: 'daily',
    own: typed.own,
    frequency_own: 'weekly',
  })
  await person.presses('Gem og fortsæt', {
    concern_emotional_preschool_anxious: 'some',
    seen_emotional_preschool_anxious: typed.seen,
    since_emotional_preschool_anxious: 'september',
    where_emotional_preschool_anxious: 'daycare,home',
    concern_own: 'slight',
  })
  for (let theme = 0; theme < 5; theme += 1) await person.presses('Gem og fortsæt')
  await person.presses('Gem og fortsæt', { reflection_goesWell: 'Når vi er få.' })
  await person.presses('Gem og fortsæt', {
    perspective_child: typed.child,
    perspective_parents: typed.parents,
    perspective_talked: 'Ida, mandag den 2. november',
  })
  await person.presses('Gem og fortsæt', { placement: 'concern', reason: typed.reason })
}

/** The request is found, filled in and handed in. */
export async function handsIn(person: TestPerson): Promise<void> {
  await person.finds('Start')
  await person.presses('Start')
  await fillsIn(person)
  await person.presses('Aflevér')
}
