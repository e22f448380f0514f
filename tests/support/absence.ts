import type { TestPerson } from './bot.ts'

/** Says that they are away. @param toDay the last day, itself included; one day, unless it is given */
export async function reportsAbsence(person: TestPerson, fromDay: string, toDay = fromDay): Promise<void> {
  await person.says('fravær')
  await person.presses('Meld fravær', { fromDay, toDay })
}
