import type { Actor } from '../../../shared/action.ts'

/** What stands in the fields: as typed, or as stored. */
export interface ContentFields {
  childId: string
  childName: string
  /** 'yes' or 'no', once it is asked whether a changed name is the same child's */
  sameChild: string
  age: string
  ageUnit: string
  /** of an anonymous case: the first month of a band */
  band: string
  problem: string
  question1: string
  question2: string
  question3: string
}

/** Has somebody written something that must not vanish with its card? */
export const holdsText = ({ problem }: Pick<ContentFields, 'problem'>): boolean => problem.trim() !== ''

/** What a new item takes until somebody says otherwise. */
export const usualMinutes = 20

/** Until its time and whose it is are chosen, on the card that comes next. */
export const begunBy = ({ personId }: Pick<Actor, 'personId'>) => ({
  minutes: usualMinutes,
  presenterId: personId,
  formFillerId: null,
})
