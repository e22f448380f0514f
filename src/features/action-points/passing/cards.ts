import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { listed, textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { rowDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { withCapital } from '../../../shared/text.ts'
import type { OutOfReach, Person } from '../../people/model.ts'
import { wayBack } from '../cards.ts'
import type { ActionPoint } from '../model.ts'
import { nameOf, type Origin, originWords } from '../nudges/cards.ts'

const assignCardOf = defineCard(
  'action-assign',
  z.object({
    personLabel: z.string(),
    choices: choicesField,
    personId: z.string(),
    personMissing: z.string(),
    personProblem: z.string(),
    dueLabel: z.string(),
    dueDay: z.string(),
    dueProblem: z.string(),
    reasonLabel: z.string(),
    reason: z.string(),
    reasonProblem: z.string(),
  }),
  'fetched',
)

/** Somebody who can be given an action point. */
export interface Candidate {
  person: Person
  /** null: hears of it in time */
  out: OutOfReach | null
}

/** 'er væk til og med fredag 27. november' */
function outWords(out: OutOfReach, today: Day, lang: Language): string {
  const t = textsIn(lang).actionPoints
  if (out.type === 'noChat') return t.hasNoChat
  if (out.type === 'silent') return t.isSilent
  const until = rowDay(out.toDay, lang)
  return out.fromDay <= today ? t.awayUntil(until) : t.awayFrom(rowDay(out.fromDay, lang), until)
}

/** What came of asking: also that the one who was asked may not hear of it in time, and who else can take it. */
export function askedWords(
  people: readonly Candidate[],
  personId: string,
  today: Day,
  lang: Language,
): string {
  const t = textsIn(lang).actionPoints
  const asked = people.find(one => one.person.id === personId)
  const name = nameOf(asked?.person, lang)
  if (!asked?.out) return t.saved.handOver(name)
  const others = people.filter(one => one !== asked && one.out === null).map(one => nameOf(one.person, lang))
  const late = t.saved.handOverLate(name, outWords(asked.out, today, lang))
  return others.length === 0 ? late : `${late} ${t.saved.others(listed(others, lang))}`
}

/** What was typed, and what is wrong with it. */
export interface AssignTyped {
  personId?: string
  personProblem?: string
  dueDay?: string
  dueProblem?: string
  reason?: string
  reasonProblem?: string
}

/** Picks the one who gets it: asked by the owner (`handOver`), or decided by the coordinator, with the due date. */
export function assignCard(
  point: ActionPoint,
  move: 'handOver' | 'reassign',
  about: { lang: Language; origin: Origin; people: readonly Candidate[]; today: Day },
  typed: AssignTyped = {},
): Card {
  const { lang, people } = about
  const t = textsIn(lang).actionPoints
  const asking = move === 'handOver'
  return assignCardOf(
    {
      lang,
      heading: asking ? t.handOverHeading : t.changeHeading,
      context: withCapital(originWords(about.origin, lang)),
      next: asking ? t.handOverNext : t.changeNext,
      ...(typed.personProblem || typed.dueProblem || typed.reasonProblem
        ? { problem: textsIn(lang).common.fix }
        : {}),
      buttons: [
        button(
          asking ? t.handOverSend : textsIn(lang).common.save,
          `action.${move}`,
          { actionPointId: point.id, ...(asking ? {} : { seen: point.revision }) },
          { style: 'positive' },
        ),
        ...wayBack(point, lang),
      ],
    },
    {
      personLabel: asking ? t.handOverLabel : t.ownerLabel,
      choices: people.map(({ person, out }) => ({
        value: person.id,
        title: out ? t.outOfReach(person.name, outWords(out, about.today, lang)) : person.name,
      })),
      personId: typed.personId ?? (asking || point.status === 'declined' ? '' : point.ownerId),
      personMissing: asking ? t.handOverMissing : t.ownerMissing,
      personProblem: typed.personProblem ?? '',
      dueLabel: asking ? '' : t.dueLabel,
      dueDay: typed.dueDay ?? point.wantedDay ?? point.dueDay,
      dueProblem: typed.dueProblem ?? '',
      reasonLabel: asking ? '' : t.moveReasonLabel,
      reason: typed.reason ?? '',
      reasonProblem: typed.reasonProblem ?? '',
    },
  )
}
