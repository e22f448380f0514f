import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import type { AnonymityService } from '../../agenda/anonymity/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { PeopleService } from '../../people/service.ts'
import type { MinutesVersion } from '../model.ts'
import type { MinutesService } from '../service.ts'
import { filingCard } from './cards.ts'
import { longestReference } from './model.ts'
import type { FilingService } from './service.ts'

export interface FilingActionDeps {
  minutes: MinutesService
  filing: FilingService
  people: PeopleService
  anonymity: AnonymityService
  /** a meeting, for its coordinator alone */
  led(turn: Turn<{ meetingId: string }>): Promise<Meeting | null>
  read(turn: Turn<unknown>, meeting: Meeting, page: number, said: { saved?: string }): Promise<Outcome>
}

const meetingId = z.uuid()
const version = z.coerce.number().int().min(1).max(100_000)

/** *Journaliseret*: the coordinator says where the minutes were filed (R-MIN-2). */
export function createFilingActions(deps: FilingActionDeps): readonly Action[] {
  const { minutes, filing, people, anonymity, led, read } = deps

  async function form(
    turn: Turn<unknown>,
    meeting: Meeting,
    newest: MinutesVersion,
    typed?: Parameters<typeof filingCard>[3],
  ): Promise<Outcome> {
    const { tx, actor } = turn
    const state = await filing.of(tx, newest)
    const filers = [state.filing, state.earlier].flatMap(one => one?.filedById ?? [])
    const voice = { meeting, people: await people.many(tx, filers), lang: actor.language }
    return view(filingCard(newest, state, voice, typed))
  }

  const none = (turn: Turn<unknown>) => refuse('noMinutes', textsIn(turn.actor.language).minutes.none)

  /** What is wrong with the reference: it is read by everybody who took part, whoever may read the items. */
  async function problemOf(turn: Turn<unknown>, meeting: Meeting, reference: string): Promise<string> {
    const { common, filing: t } = textsIn(turn.actor.language)
    if (reference === '') return t.missing
    if (tooLong(reference, longestReference)) return common.tooLong(longestReference)
    return (await anonymity.namesChild(turn, meeting.teamId, reference)) ? t.names : ''
  }

  return [
    defineAction({
      verb: 'minutes.filing',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn),
      async run(turn, meeting) {
        const newest = await minutes.latest(turn.tx, meeting.id)
        return newest ? form(turn, meeting, newest) : none(turn)
      },
    }),
    defineAction({
      verb: 'minutes.file',
      effect: 'write',
      schema: z.object({ meetingId, version, reference: z.string().max(20_000).default('') }),
      authorize: turn => led(turn),
      async run(turn, meeting) {
        const { tx, actor, now, payload } = turn
        const newest = await minutes.latest(tx, meeting.id)
        if (!newest) return none(turn)
        const reference = payload.reference.trim()
        const problem = await problemOf(turn, meeting, reference)
        if (problem) return form(turn, meeting, newest, { reference, problem })
        // What lies in the records system is the version that was on the card.
        if (newest.version !== payload.version)
          return form(turn, meeting, newest, { reference, problem: '', meanwhile: true })
        await filing.file(tx, meeting, newest, reference, actor, now)
        return read(turn, meeting, 1, { saved: textsIn(actor.language).filing.saved })
      },
      async again(turn, meeting) {
        const newest = await minutes.latest(turn.tx, meeting.id)
        if (!newest) return none(turn)
        const { reference } = turn.payload
        const problem = textsIn(turn.actor.language).common.cprField
        return form(turn, meeting, newest, { reference, problem })
      },
    }),
    defineAction({
      verb: 'minutes.unfile',
      effect: 'write',
      schema: z.object({ meetingId, version }),
      authorize: turn => led(turn),
      async run(turn, meeting) {
        const { tx, actor, now, payload } = turn
        const newest = await minutes.latest(tx, meeting.id)
        if (!newest) return none(turn)
        const { filing: filed } = await filing.of(tx, newest)
        if (newest.version !== payload.version || !filed) return form(turn, meeting, newest)
        await filing.takeBack(tx, meeting, newest, actor, now)
        return read(turn, meeting, 1, { saved: textsIn(actor.language).filing.takenBack })
      },
    }),
  ]
}
