import { z } from 'zod'
import { button, buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { listed, textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDate } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { ItemKind } from '../../agenda/model.ts'
import type { Basis } from '../../consent/model.ts'
import type { Person } from '../../people/model.ts'
import { personChoice } from '../../teams/inputs/cards.ts'
import type { PickList, Team } from '../../teams/model.ts'
import { fullSpan } from '../cards.ts'
import type { Meeting, Participant } from '../model.ts'

/** Asks once, and says what follows (R-POLL-7). */
export function askCancelCard(lang: Language, meeting: Meeting, unreached: readonly Person[]): Card {
  const { common, meetings } = textsIn(lang)
  const t = meetings.cancel
  const refs = { meetingId: meeting.id, sequence: meeting.sequence }
  const buttons = [
    button(common.back, 'meeting.open', { meetingId: meeting.id }),
    button(meetings.view.cancel, 'meeting.confirmCancel', refs, { style: 'destructive' }),
  ]
  const lines = [t.date(fullSpan(meeting, lang)), ...unreachedLine(lang, unreached), t.final]
  return notice({ lang, heading: t.askHeading, next: t.follows, buttons }, lines.join('\n'))
}

/** Whom the message about a change does not reach: somebody has to tell them (R-TEAM-5). */
export function unreachedLine(lang: Language, unreached: readonly Person[]): string[] {
  const { unreachedHere } = textsIn(lang).meetings
  const names = unreached.map(person => shown(person.name))
  return names.length === 0 ? [] : [unreachedHere(listed(names, lang))]
}

const inviteInputs = defineCard(
  'meeting-invite',
  z.object({
    empty: z.string(),
    searchable: z.boolean(),
    searchLabel: z.string(),
    search: z.string(),
    searchProblem: z.string(),
    find: buttonField,
    personLabel: z.string(),
    choices: choicesField,
    personId: z.string(),
    personProblem: z.string(),
    hidden: z.string(),
    scopeLabel: z.string(),
    scopes: choicesField,
    scope: z.string(),
    scopeProblem: z.string(),
    guestsHeading: z.string(),
    guests: z.array(z.object({ name: z.string(), detail: z.string(), remove: buttonField })),
  }),
  'posted',
)

export const wholeMeeting = 'whole'

/** With more of them, and the longest names, the card would be larger than Teams takes. */
const guestsShown = 12

/** An item as far as an invitation may say what it is: its number and its kind, and whom its form waits for. */
export interface InvitableItem {
  id: string
  number: number
  kind: ItemKind
  fillerId: string | null
}

export interface InviteState {
  /** are parents asked about what the team discusses, or informed */
  basis: Basis
  list: PickList<Person>
  items: readonly InvitableItem[]
  guests: readonly (Participant & { person: Person })[]
  personId: string
  scope: string
  search: string
  searchProblem?: string
  personProblem?: string
  scopeProblem?: string
  saved?: string
  /** beside what is wrong at the fields: that the card was old */
  problem?: string
}

/**
 * Names what a guest is invited to, for the button that takes it back: each item, and the meeting where it is whole. Short,
 * for there are many on a card; and with no run of digits that would read as a CPR number (R-CONS-8).
 */
export const invitedTo = (meetingId: string, guests: readonly Pick<Participant, 'itemId'>[]): string =>
  guests
    .map(({ itemId }) => (itemId ?? meetingId).slice(0, 8))
    .toSorted()
    .join('x')

/**
 * Whom to invite, and to what (R-TEAM-2). The least comes first, and nothing is chosen: one hurried press must not open
 * the whole meeting to somebody who was to join one item of it (R-AGENDA-5).
 */
export function inviteCard(lang: Language, meeting: Meeting, team: Team, state: InviteState): Card {
  const { common, meetings, teams } = textsOn(state.basis, lang)
  const t = meetings.invite
  const { list, items, guests, search } = state
  const meetingId = meeting.id
  const numberOf = (itemId: string | null) => items.find(item => item.id === itemId)
  const scopeName = (itemId: string | null) => {
    const item = numberOf(itemId)
    if (itemId === null) return t.whole
    return item ? t.item(item.number, t.kinds[item.kind]) : meetings.view.itemGuest(1)
  }
  const nobodyFits = list.searchable && search.trim() !== '' && list.shown.length === 0
  // A guest of several items stands in one row; taking the invitation back takes all of them back.
  const byPerson = Map.groupBy(guests, guest => guest.personId)
  return inviteInputs(
    {
      lang,
      heading: t.heading,
      context: `${shown(team.name)} · ${fullDate(meeting.startAt, meeting.zone, lang)}`,
      problem:
        state.searchProblem || state.personProblem || state.scopeProblem ? common.fix : (state.problem ?? ''),
      saved: state.saved ?? '',
      next: t.next,
      buttons: [
        button(t.send, 'meeting.sendInvite', { meetingId, go: 'invite' }, { style: 'positive' }),
        button(common.back, 'meeting.open', { meetingId }, { inputs: false }),
      ],
    },
    {
      empty: list.shown.length === 0 && !list.searchable ? teams.pick.allIn : '',
      searchable: list.searchable,
      searchLabel: teams.pick.searchLabel,
      search,
      searchProblem: state.searchProblem ?? (nobodyFits ? teams.pick.noHit : ''),
      find: button(teams.pick.search, 'meeting.sendInvite', { meetingId, go: 'search' }),
      personLabel: t.person,
      choices: list.shown.map(person => personChoice(lang, person)),
      personId: state.personId,
      personProblem: state.personProblem ?? '',
      hidden: list.hidden > 0 ? teams.pick.hidden(list.hidden) : '',
      scopeLabel: t.scope,
      scopes: [
        ...items.map(item => ({ value: item.id, title: t.item(item.number, t.kinds[item.kind]) })),
        { value: wholeMeeting, title: t.whole },
      ],
      scope: state.scope,
      scopeProblem: state.scopeProblem ?? '',
      guestsHeading: t.guests,
      guests: [...byPerson].slice(0, guestsShown).map(([personId, theirs]) => ({
        name: shown(theirs[0]?.person.name ?? ''),
        detail: ['', ...theirs.map(({ itemId }) => scopeName(itemId))].join(' · '),
        remove: button(
          t.remove,
          'meeting.uninvite',
          { meetingId, personId, of: invitedTo(meetingId, theirs) },
          { inputs: false },
        ),
      })),
    },
  )
}
