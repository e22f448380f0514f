import type { Turn } from '../../../shared/action.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import type { AnonymityService, Matter } from '../anonymity/service.ts'
import { type AddedKind, type AgendaItem, type Content, readContent, withTelling } from '../model.ts'
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

    /**
     * What this person has added there in the very same words: no answer came, and the card was pressed once more, maybe
     * days later. Null: it is a new item.
     */
    async twinOf(
      { tx, actor, payload }: Turn<ContentFields & { kind: AddedKind }>,
      { team, meeting }: { team: Team; meeting: Meeting | null },
      { problem, questions }: Content,
    ): Promise<AgendaItem | null> {
      const there = meeting ? await agenda.ofMeeting(tx, meeting.id) : []
      const all = [...there, ...(await agenda.waiting(tx, team.id))]
      const own = all.filter(one => one.status === 'open' && one.createdById === actor.personId)
      const same = (one: AgendaItem) =>
        one.kind === payload.kind &&
        one.problem === problem &&
        one.questions.join('\n') === questions.join('\n') &&
        (one.childId === null || one.childId === payload.childId)
      return own.find(same) ?? null
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
