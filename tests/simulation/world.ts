import type { Chance } from './chance.ts'
import type { Chronicle } from './chronicle.ts'
import type { Population } from './population.ts'
import type { Timeline } from './timeline.ts'
import type { Town } from './town.ts'
import type { Witness } from './witness.ts'

/** All that the people of the town act in. */
export interface World {
  town: Town
  chance: Chance
  population: Population
  chronicle: Chronicle
  timeline: Timeline
  witness: Witness
}
