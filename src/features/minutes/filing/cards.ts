import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { meetingDay } from '../../agenda/view/cards.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Person } from '../../people/model.ts'
import type { Section } from '../cards.ts'
import type { MinutesVersion } from '../model.ts'
import type { Filing, FilingState } from './model.ts'

const filingForm = defineCard(
  'minutes-filing',
  z.object({
    lines: z.array(z.object({ text: z.string() })),
    referenceLabel: z.string(),
    reference: z.string(),
    referenceMissing: z.string(),
    referenceProblem: z.string(),
  }),
  'fetched',
)

interface Voice {
  meeting: Meeting
  people: ReadonlyMap<string, Person>
  lang: Language
}

function doneWords({ version, reference, filedById, filedAt }: Filing, voice: Voice): string {
  const { meeting, people, lang } = voice
  const t = textsIn(lang)
  const name = people.get(filedById)?.name ?? t.people.unknownName
  return shown(t.filing.done(version, fullDay(dayOf(filedAt, meeting.zone), lang), name, reference))
}

/** How it stands: when and by whom it was filed, and whether it has to be filed again. */
function stateLines({ filing, earlier }: FilingState, voice: Voice): string[] {
  const { filing: t } = textsIn(voice.lang)
  if (filing) return [doneWords(filing, voice)]
  return earlier ? [doneWords(earlier, voice), t.again] : []
}

/** On the minutes' card: for the coordinator with the button, for the others where there is something to tell. */
export function filingSection(state: FilingState, coordinator: boolean, voice: Voice): Section[] {
  const { filing: t } = textsIn(voice.lang)
  const lines = stateLines(state, voice)
  if (!coordinator && lines.length === 0) return []
  const id = { meetingId: voice.meeting.id }
  return [
    {
      title: t.section,
      rows: (lines.length > 0 ? lines : [t.not]).map(text => ({ label: '', text })),
      actions: coordinator ? [button(state.filing ? t.edit : t.open, 'minutes.filing', id)] : [],
    },
  ]
}

/** *Journaliseret*: the reference, and who has said so before. Of a version filed earlier its reference is suggested. */
export function filingCard(
  version: MinutesVersion,
  state: FilingState,
  voice: Voice,
  typed?: { reference: string; problem: string; meanwhile?: boolean },
): Card {
  const { meeting, lang } = voice
  const { common, minutesPaper, filing: t } = textsIn(lang)
  const of = { meetingId: meeting.id, version: version.version }
  return filingForm(
    {
      lang,
      heading: t.heading,
      context: t.context(version.version, meetingDay(meeting, lang)),
      problem: typed?.meanwhile ? t.correctedMeanwhile(version.version) : typed ? common.fix : '',
      next: t.next,
      buttons: [
        button(t.save, 'minutes.file', of, { style: 'positive' }),
        button(minutesPaper.open, 'minutes.paper', { meetingId: meeting.id }, { inputs: false }),
        button(common.back, 'minutes.read', { meetingId: meeting.id }, { inputs: false }),
        button(common.close, 'start.close', {}, { inputs: false }),
        ...(state.filing ? [button(t.takeBack, 'minutes.unfile', of, { inputs: false })] : []),
      ],
    },
    {
      lines: stateLines(state, voice).map(text => ({ text })),
      referenceLabel: t.label,
      reference: typed?.reference ?? (state.filing ?? state.earlier)?.reference ?? '',
      referenceMissing: t.missing,
      referenceProblem: typed?.problem ?? '',
    },
  )
}
