import { nthWorked } from '../support/plain-calendar.ts'
import { count, keep } from './chronicle.ts'
import { at, closed, today } from './hours.ts'
import type { Townsman } from './population.ts'
import type { World } from './world.ts'

/** Some choose when their digest comes, and perhaps choose again; a few stop it, and perhaps start it again (R-ACT-6). */
export function planRhythms(world: World): void {
  const { town, chance, population, timeline } = world
  const later = (least: number, most: number) =>
    at(
      nthWorked(today(town.now()), chance.between(least, most), closed),
      chance.of(['08:10', '10:45', '14:20']),
    )
  for (const person of population.people.values()) {
    if (chance.happens(0.05)) {
      timeline.at(later(10, 120), () => stops(world, person))
      if (chance.happens(0.6)) timeline.at(later(130, 200), () => chooses(world, person, 'every', '08:30'))
      continue
    }
    if (!chance.happens(0.25)) continue
    const weekly = chance.happens(0.5)
    const day = weekly ? String(chance.between(1, 5)) : 'every'
    const time = weekly && chance.happens(0.5) ? '08:30' : chance.of(['09:30', '10:30', '13:30', '15:30'])
    timeline.at(later(1, 40), () => chooses(world, person, day, time))
    if (chance.happens(0.3)) timeline.at(later(60, 190), () => chooses(world, person, 'every', '08:30'))
  }
}

async function chooses(
  { town, chronicle }: World,
  { personId, profession }: Townsman,
  digestDay: string,
  digestTime: string,
): Promise<void> {
  if (town.blocked.has(personId)) return
  await town.press(personId, 'settings.save', { language: 'da', profession, digestDay, digestTime })
  const weekday = digestDay === 'every' ? null : Number(digestDay)
  const before = chronicle.rhythms.get(personId)?.at(-1)
  keep(chronicle.rhythms, personId, {
    at: town.now(),
    time: digestTime === '08:30' ? null : digestTime,
    weekday,
    stopped: false,
  })
  if (before?.stopped) count(chronicle, 'people who want digests again')
  else count(chronicle, weekday === null ? 'people who chose an hour' : 'weekly readers')
}

/** Chosen on one card, and said once more on the one that tells what it means. */
async function stops({ town, chronicle }: World, { personId, profession }: Townsman): Promise<void> {
  if (town.blocked.has(personId)) return
  await town.press(personId, 'settings.save', { language: 'da', profession, digestDay: 'none' })
  await town.press(personId, 'digest.stop', { shown: today(town.now()) })
  keep(chronicle.rhythms, personId, { at: town.now(), time: null, weekday: null, stopped: true })
  count(chronicle, 'people who want no digests')
}
