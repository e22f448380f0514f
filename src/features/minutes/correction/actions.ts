import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, professions, type Turn } from '../../../shared/action.ts'
import { nothingHere, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import type { AnonymityService } from '../../agenda/anonymity/service.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import { minutesContent } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { FilingService } from '../filing/service.ts'
import {
  longestPerspective,
  longestReason,
  longestSummary,
  longPerspectives,
  type MinutesItem,
  type MinutesVersion,
} from '../model.ts'
import { type Fields, merge, seenOf } from '../run/item/model.ts'
import { perspectiveField, perspectivesIn, perspectiveTexts, saveSchema } from '../run/item/schema.ts'
import type { MinutesService } from '../service.ts'
import { correctChoiceCard, correctionCard } from './cards.ts'

interface Grant {
  item: AgendaItem
  meeting: Meeting
}

export interface CorrectionActionDeps {
  minutes: MinutesService
  filing: FilingService
  consents: ConsentService
  anonymity: AnonymityService
  /** a meeting, an item of one, for their coordinator alone */
  led(turn: Turn<{ meetingId: string }>): Promise<Meeting | null>
  ledItem(turn: Turn<{ itemId: string }>): Promise<Grant | null>
  read(turn: Turn<unknown>, meeting: Meeting, page: number, said: { saved?: string }): Promise<Outcome>
}

const correctionSchema = saveSchema
  .omit({ part: true, go: true, actionPointId: true })
  .extend({ reason: z.string().max(20_000).default('') })

/** What a correction says. */
type Correction = Pick<MinutesItem, 'summary' | 'perspectives'> & { reason: string }

/** Correcting approved minutes: a new version with its reason (R-MIN-1). */
export function createCorrectionActions(deps: CorrectionActionDeps): readonly Action[] {
  const { minutes, filing, consents, anonymity, led, ledItem, read } = deps

  /** The item as the version in force has it, when the coordinator may read and so correct it. */
  async function corrigible(
    turn: Turn<unknown>,
    { item, meeting }: Grant,
  ): Promise<{ kept: MinutesItem; version: MinutesVersion } | null> {
    const version = await minutes.latest(turn.tx, meeting.id)
    const kept = version?.content.items.find(one => one.itemId === item.id)
    if (!version || !kept) return null
    const { tx, actor, now } = turn
    const readings = await consents.read(tx, [item], actor, 'minutes.read', now, () => minutesContent)
    return readings.get(item.id)?.reading.allowed ? { kept, version } : null
  }

  const fieldsOf = ({ summary, perspectives }: MinutesItem): Fields => ({
    summary,
    ...Object.fromEntries(
      professions.map(profession => [perspectiveField(profession), perspectives[profession] ?? '']),
    ),
  })

  /** A view that nobody had has no input. */
  const typedIn = (payload: z.infer<typeof correctionSchema>, kept: MinutesItem) => ({
    summary: payload.summary.trim(),
    perspectives: perspectivesIn(
      payload,
      professions.filter(
        profession => kept.perspectives[profession] || payload[perspectiveField(profession)],
      ),
    ),
  })

  /** What is wrong with a correction, by field. */
  async function problemsIn(
    turn: Turn<unknown>,
    item: AgendaItem,
    { summary, perspectives, reason }: Correction,
  ): Promise<Record<string, string>> {
    const t = textsIn(turn.actor.language)
    const texts = { summary, ...perspectiveTexts(perspectives), reason }
    const telling = await anonymity.itemTexts(turn, item, texts)
    const problems = Object.fromEntries([...telling].map(([field, told]) => [field, t.agenda.telling[told]]))
    if (tooLong(summary, longestSummary)) problems.summary = t.common.tooLong(longestSummary)
    for (const profession of longPerspectives(perspectives))
      problems[perspectiveField(profession)] = t.common.tooLong(longestPerspective)
    if (reason === '') problems.reason = t.minutes.reasonMissing
    else if (tooLong(reason, longestReason)) problems.reason = t.common.tooLong(longestReason)
    return problems
  }

  return [
    defineAction({
      verb: 'minutes.correct',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid() }),
      authorize: turn => led(turn),
      async run(turn, meeting) {
        const version = await minutes.latest(turn.tx, meeting.id)
        if (!version) return refuse('noMinutes', textsIn(turn.actor.language).minutes.none)
        return view(correctChoiceCard(meeting, version.content.items, turn.actor.language))
      },
    }),
    defineAction({
      verb: 'minutes.correctItem',
      effect: 'read',
      schema: z.object({ itemId: z.uuid() }),
      authorize: turn => ledItem(turn),
      async run(turn, grant) {
        const found = await corrigible(turn, grant)
        if (!found) return nothingHere
        const { kept, version } = found
        const typed = { summary: kept.summary, perspectives: kept.perspectives, reason: '' }
        const about = { item: kept, version, seen: seenOf(fieldsOf(kept)), lang: turn.actor.language }
        return view(correctionCard(about, typed))
      },
    }),
    defineAction({
      verb: 'minutes.saveCorrection',
      effect: 'write',
      schema: correctionSchema,
      authorize: turn => ledItem(turn),
      async run(turn, grant) {
        const { tx, actor, now, payload } = turn
        const t = textsIn(actor.language)
        const found = await corrigible(turn, grant)
        if (!found) return nothingHere
        const { kept, version } = found
        const stored = fieldsOf(kept)
        // Another item may have been corrected meanwhile; what was corrected of this one is not taken back.
        const { fields, changed } = merge(payload.seen, stored, payload)
        const typed = { ...typedIn({ ...payload, ...fields }, kept), reason: payload.reason.trim() }
        const again = (seen: string, problems: Record<string, string>, problem?: string) =>
          view(correctionCard({ item: kept, version, seen, lang: actor.language }, typed, problems, problem))
        if (changed.length > 0) return again(seenOf(stored), {}, t.minutes.correctedMeanwhile)
        const problems = await problemsIn(turn, grant.item, typed)
        if (Object.keys(problems).length > 0) return again(payload.seen, problems)
        if (seenOf(fields) === seenOf(stored)) return again(seenOf(stored), {}, t.minutes.nothingCorrected)
        const correction = { itemId: kept.itemId, ...typed }
        const corrected = await minutes.correct(tx, grant.meeting, version, correction, actor, now)
        const filed = corrected && (await filing.of(tx, corrected)).earlier
        const saved = [t.minutes.corrected, ...(filed ? [t.filing.again] : [])].join(' ')
        return read(turn, grant.meeting, 1, { saved })
      },
      async again(turn, grant, fields) {
        const found = await corrigible(turn, grant)
        if (!found) return nothingHere
        const { kept, version } = found
        const lang = turn.actor.language
        const said = textsIn(lang).common.cprField
        const typed = { ...typedIn(turn.payload, kept), reason: turn.payload.reason }
        const problems = Object.fromEntries(fields.map(field => [field, said]))
        return view(correctionCard({ item: kept, version, seen: turn.payload.seen, lang }, typed, problems))
      },
    }),
  ]
}
