import type { Scale } from '../../policy/form/model.ts'

/** What the first placement's rule yields, on every scale (R-FORM-5). Mildest first. */
export const levels = ['wellbeing', 'attention', 'concern'] as const
export type Level = (typeof levels)[number]

/**
 * The steps of each scale, mildest first (R-FORM-6), with the level that each stands for. A step belongs to one scale
 * alone, so that a placement says on which it was made: an older one is shown as it was meant, whatever holds now.
 */
const stepsByScale = {
  wellbeing: { wellbeing: 'wellbeing', attention: 'attention', concern: 'concern' },
  trafficLight: { green: 'wellbeing', yellow: 'attention', red: 'concern' },
  fiveSteps: {
    five1: 'wellbeing',
    five2: 'wellbeing',
    five3: 'attention',
    five4: 'concern',
    five5: 'concern',
  },
  tenSteps: {
    ten1: 'wellbeing',
    ten2: 'wellbeing',
    ten3: 'wellbeing',
    ten4: 'attention',
    ten5: 'attention',
    ten6: 'attention',
    ten7: 'concern',
    ten8: 'concern',
    ten9: 'concern',
    ten10: 'concern',
  },
} as const satisfies Record<Scale, Record<string, Level>>

type StepsOf<S extends Scale> = keyof (typeof stepsByScale)[S]
export type Placement = { [S in Scale]: StepsOf<S> }[Scale]

/** @example placementsOf('trafficLight') // ['green', 'yellow', 'red'] */
export const placementsOf = (scale: Scale): readonly Placement[] =>
  Object.keys(stepsByScale[scale]) as Placement[]

const scales = Object.keys(stepsByScale) as Scale[]

/** Every step of every scale. */
export const placements: readonly Placement[] = scales.flatMap(placementsOf)

/** The scale on which a placement was made. @example scaleOf('ten4') // 'tenSteps' */
export const scaleOf = (placement: Placement): Scale =>
  scales.find(scale => placementsOf(scale).includes(placement)) ?? 'wellbeing'

/** @example levelOf('ten4') // 'attention' */
export const levelOf = (placement: Placement): Level =>
  levels.find(level => stepsOfLevel(scaleOf(placement), level).includes(placement)) ?? 'wellbeing'

/**
 * The steps of a scale that a level stands for, mildest first.
 * @example stepsOfLevel('tenSteps', 'attention') // ['ten4', 'ten5', 'ten6']
 */
export const stepsOfLevel = (scale: Scale, level: Level): readonly Placement[] =>
  Object.entries<Level>(stepsByScale[scale])
    .filter(([, each]) => each === level)
    .map(([placement]) => placement as Placement)
