import type { Turn } from '../../../shared/action.ts'
import type { Team } from '../../teams/model.ts'
import type { AnonymityService, Matter } from '../anonymity/service.ts'
import { type AddedKind, type AgendaItem, readContent, withTelling } from '../model.ts'
import type { AgendaService } from '../service.ts'
import type { ContentFields } from './model.ts'

/** An item that is about to be added. */
const newMatter = (teamId: string, kind: AddedKind): Matter => ({
  teamId,
  kind,
  childId: null,
  originItemId: null,
  formFillerId: null,
})

/** Reads what was typed about an item, by the rules of its kind and of what may be told about a child. */
export function createContentReading({
  agenda,
  anonymity,
}: {
  agenda: AgendaService
  anonymity: AnonymityService
}) {
  async function readTyped(
    turn: Turn<unknown>,
    matter: Matter,
    fields: Omit<ContentFields, 'childId'>,
    around: Parameters<typeof readContent>[2],
  ): Promise<ReturnType<typeof readContent>> {
    const { childName, ageUnit, band, problem, question1, question2, question3 } = fields
    const questions = [question1, question2, question3]
    const age = matter.kind === 'anonymousCase' ? band : fields.age
    const read = readContent(matter.kind, { childName, age, ageUnit, problem, questions }, around)
    const telling = await anonymity.itemTexts(turn, matter, {
      problem,
      0: question1,
      1: question2,
      2: question3,
    })
    return telling.size === 0 ? read : { ok: false, problems: withTelling(read, telling) }
  }

  return {
    /** Of a new item; `known` is false for a child that this person may not choose. */
    async ofNew(turn: Turn<ContentFields & { kind: AddedKind }>, team: Team) {
      const { tx, actor, payload } = turn
      const { kind } = payload
      const chosen = payload.childId === 'new' || kind !== 'child' ? '' : payload.childId
      const children = kind === 'child' ? await agenda.knownChildren(tx, team.id, actor.personId) : []
      const read = await readTyped(turn, newMatter(team.id, kind), payload, {
        naming: chosen === '',
        knownNames: children.map(child => child.name),
      })
      return { chosen, known: chosen === '' || children.some(child => child.id === chosen), read }
    },

    /** Of an item that there is. */
    async ofItem(turn: Turn<Omit<ContentFields, 'childId'>>, item: AgendaItem) {
      const children = await agenda.knownChildren(turn.tx, item.teamId, turn.actor.personId)
      return readTyped(turn, item, turn.payload, {
        naming: item.kind === 'child',
        knownNames: children.filter(child => child.id !== item.childId).map(child => child.name),
      })
    },

    /** Of the anonymous item that is to stand in its place. */
    ofAnonymous: (turn: Turn<Omit<ContentFields, 'childId'>>, { teamId }: AgendaItem) =>
      readTyped(turn, newMatter(teamId, 'anonymousCase'), turn.payload, { naming: false, knownNames: [] }),
  }
}
