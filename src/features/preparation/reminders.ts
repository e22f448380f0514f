import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { notice } from '../../cards/notice.ts'
import { listed, textsIn } from '../../locales/texts.ts'
import type { MessageKind, Reader, ReminderKind } from '../../reminders/model.ts'
import type { Planner } from '../../reminders/planner.ts'
import { daysBetween } from '../../shared/day.ts'
import { rowDate } from '../../shared/human-dates.ts'
import { shown } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { type AgendaItem, numberOf } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { saidNo } from '../consent/model.ts'
import type { ConsentService } from '../consent/service.ts'
import { isAhead, isUpcoming, type Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import type { Chase } from './chase/service.ts'
import { type ContributionService, unfinishedKind } from './contributions/service.ts'
import { formKinds } from './deadlines/model.ts'
import {
  correctedCard,
  sentCard,
  type UnfilledRow,
  unfilledCard,
  withheldCard,
} from './distribution/cards.ts'
import { distributionKinds } from './distribution/sending/service.ts'
import type { DistributionService } from './distribution/service.ts'
import type { PreparationService } from './service.ts'

export interface FormReminderDeps {
  preparation: PreparationService
  contributions: ContributionService
  distribution: DistributionService
  agenda: AgendaService
  consents: ConsentService
  chase: Chase
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  planner: Planner
}

const roundOf = (detail: unknown): number => z.object({ round: z.number() }).parse(detail).round

const unfilledDetail = z.object({ personId: z.string(), items: z.array(z.string()) })

/** How many messages with forms of the same meeting went to the person before this one. */
const waveOf = (detail: unknown): number => z.object({ wave: z.number().default(0) }).parse(detail).wave

/** What is sent and done when it is due (R-FORM-1, R-FORM-10). Everything is read again then. */
export function createFormReminders(deps: FormReminderDeps): {
  reminders: ReminderKind[]
  messages: MessageKind[]
} {
  const {
    preparation,
    contributions,
    distribution,
    chase,
    agenda,
    consents,
    meetings,
    teams,
    people,
    policies,
    planner,
  } = deps

  /** An item whose form is still wanted of somebody, for a meeting to come; null when it is not any more. */
  async function wanted(
    tx: Tx,
    itemId: string,
    now: Date,
  ): Promise<{ item: AgendaItem; meeting: Meeting; fillerId: string } | null> {
    const item = await agenda.find(tx, itemId)
    if (item?.status !== 'open' || item.formFillerId === null || item.meetingId === null) return null
    const meeting = await meetings.find(tx, item.meetingId)
    if (meeting?.status !== 'planned' || !isUpcoming(meeting, now)) return null
    if ((await preparation.stateOf(tx, item)) === 'submitted') return null
    return { item, meeting, fillerId: item.formFillerId }
  }

  /** An open item that nobody fills in the form of; null when somebody does, or when it is too late. */
  async function unfilled(tx: Tx, itemId: string, now: Date): Promise<UnfilledRow | null> {
    const item = await agenda.find(tx, itemId)
    if (item?.status !== 'open' || item.formFillerId !== null) return null
    if ((await preparation.stateOf(tx, item)) === 'submitted') return null
    const meeting = item.meetingId === null ? null : await comingMeeting(tx, item.meetingId, now)
    if (item.meetingId !== null && !meeting) return null
    return { itemId, number: await agenda.numberOf(tx, item), meeting }
  }

  const comingMeeting = async (tx: Tx, id: string, now: Date): Promise<Meeting | null> => {
    const meeting = await meetings.find(tx, id)
    return meeting && isUpcoming(meeting, now) ? meeting : null
  }

  /** One for which forms are still of use: not one that is over, though its minutes are not approved. */
  const aheadMeeting = async (tx: Tx, id: string, now: Date): Promise<Meeting | null> => {
    const meeting = await meetings.find(tx, id)
    return meeting && isAhead(meeting, now) ? meeting : null
  }

  /**
   * A meeting to come with its items and how their forms stand, for its coordinator; null for anybody else.
   * @returns `open`: without the children whose parents said no; of them no form is asked for (decision 0008)
   */
  async function comingForms(tx: Tx, meetingId: string, reader: Reader, now: Date) {
    const meeting = await comingMeeting(tx, meetingId, now)
    // At a meeting that has begun it is too late for a form.
    if (meeting?.status !== 'planned') return null
    if ((await teams.coordinatorOf(tx, meeting.teamId)) !== reader.personId) return null
    const items = await agenda.ofMeeting(tx, meeting.id)
    const known = await consents.lookUp(tx, items, now)
    const open = items.filter(({ id }) => !saidNo(known.get(id)?.standing))
    return { meeting, items, open, states: await preparation.statesOf(tx, open) }
  }

  /** Whole days since the forms were due; below zero before it. */
  const overdue = ({ dueAt, zone }: Meeting, now: Date): number =>
    daysBetween(dayOf(dueAt, zone), dayOf(now, zone))

  const reminders: ReminderKind[] = [
    {
      kind: formKinds.ask,
      mode: 'appointment',
      async run(tx, { subjectId }, now) {
        const found = await wanted(tx, subjectId, now)
        if (!found) return
        const { item, meeting, fillerId } = found
        const round = item.fillerRound
        const key = `form.ask:${item.id}:${fillerId}:${meeting.id}:${round}`
        const detail = { round }
        const wish = { key, kind: formKinds.ask, subjectId: item.id, recipientId: fillerId, detail }
        await planner.deliver(tx, wish, now)
        await preparation.planLate(tx, item, meeting, now)
      },
    },
    {
      kind: formKinds.nudge,
      mode: 'digest',
      async line(tx, reminder, reader, now) {
        const found = await wanted(tx, reminder.subjectId, now)
        if (found?.fillerId !== reader.personId) return null
        const { item, meeting } = found
        // Nobody is reminded to write about a child whose parents have said no (decision 0008).
        if (saidNo(await consents.stateOf(tx, item, now))) return null
        const t = textsIn(reader.language).preparation
        const { dueAt, zone } = meeting
        return {
          overdueDays: overdue(meeting, now),
          text: t.nudge(await agenda.numberOf(tx, item), rowDate(dueAt, zone, reader.language)),
          button: button(t.fill, 'form.open', { itemId: item.id }),
        }
      },
    },
    {
      kind: formKinds.correcting,
      mode: 'digest',
      async line(tx, reminder, reader, now) {
        const item = await agenda.find(tx, reminder.subjectId)
        if (item?.status !== 'open' || item.meetingId === null || item.formFillerId !== reader.personId)
          return null
        const meeting = await comingMeeting(tx, item.meetingId, now)
        const form = await preparation.formOf(tx, item.id)
        if (!meeting || form?.status !== 'correcting') return null
        const t = textsIn(reader.language).preparation
        return {
          overdueDays: overdue(meeting, now),
          text: t.correctingLine(await agenda.numberOf(tx, item)),
          button: button(t.goOnCorrecting, 'form.open', { itemId: item.id }),
        }
      },
    },
    {
      kind: unfinishedKind,
      mode: 'digest',
      async line(tx, reminder, reader, now) {
        const item = await agenda.find(tx, reminder.subjectId)
        if (item?.status !== 'open' || item.meetingId === null) return null
        const meeting = await comingMeeting(tx, item.meetingId, now)
        const own = await contributions.unfinishedOf(tx, item, reader.personId, now)
        if (!meeting || !own) return null
        const t = textsIn(reader.language).contributions
        const [words, title] =
          own.status === 'correcting' ? [t.unfinishedCorrection, t.goOnCorrecting] : [t.unfinished, t.goOn]
        return {
          overdueDays: overdue(meeting, now),
          text: words(await agenda.numberOf(tx, item)),
          button: button(title, 'contribution.open', { itemId: item.id }),
        }
      },
    },
    {
      kind: formKinds.missing,
      mode: 'digest',
      async line(tx, reminder, reader, now) {
        const meeting = await comingMeeting(tx, reminder.subjectId, now)
        if (!meeting || (await teams.coordinatorOf(tx, meeting.teamId)) !== reader.personId) return null
        const missing = await chase.missing(tx, meeting, now)
        if (missing.length === 0) return null
        const t = textsIn(reader.language)
        const fillers = await people.many(
          tx,
          missing.map(({ fillerId }) => fillerId),
        )
        const rows = missing.map(({ number, fillerId }) =>
          t.preparation.missingOf(number, shown(fillers.get(fillerId)?.name ?? t.people.unknownName)),
        )
        const due = rowDate(meeting.dueAt, meeting.zone, reader.language)
        return {
          overdueDays: overdue(meeting, now),
          text: t.preparation.missingLine(missing.length, due, rows.join(', ')),
          button: button(t.preparation.chase.open, 'form.chase', { meetingId: meeting.id }),
        }
      },
    },
    {
      kind: formKinds.unchosen,
      mode: 'digest',
      async line(tx, reminder, reader, now) {
        const found = await comingForms(tx, reminder.subjectId, reader, now)
        if (!found) return null
        const { meeting, items, open, states } = found
        const unchosen = open.filter(({ id }) => states.get(id) === 'notChosen')
        const [first] = unchosen
        if (!first) return null
        const t = textsIn(reader.language).preparation
        const { dueAt, zone } = meeting
        const numbers = unchosen.map(({ id }) => String(numberOf(items, id)))
        return {
          overdueDays: overdue(meeting, now),
          text: t.unchosenLine(
            unchosen.length,
            listed(numbers, reader.language),
            rowDate(dueAt, zone, reader.language),
          ),
          button:
            unchosen.length === 1
              ? button(textsIn(reader.language).distribution.choose, 'agenda.plan', { itemId: first.id })
              : button(t.openAgenda, 'agenda.open', { meetingId: meeting.id }),
        }
      },
    },
    {
      kind: formKinds.distribute,
      mode: 'appointment',
      run: (tx, { subjectId }, now) => distribution.distribute(tx, subjectId, now),
    },
    {
      kind: formKinds.late,
      mode: 'appointment',
      async run(tx, { subjectId }, now) {
        const item = await agenda.find(tx, subjectId)
        if (item) await distribution.stillWithheld(tx, item, now)
      },
    },
  ]

  const ended: MessageKind['ended'] = async (tx, delivery, { status }, now) => {
    if (status === 'sent') await distribution.left(tx, delivery, now)
  }

  const messages: MessageKind[] = [
    {
      kind: formKinds.ask,
      // Twice does no harm; not at all, and nobody fills it in.
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader, now) {
        const found = await wanted(tx, delivery.subjectId, now)
        if (found?.fillerId !== reader.personId) return null
        const { item, meeting } = found
        // The parents said no while it waited for its reader.
        if (saidNo(await consents.stateOf(tx, item, now))) return null
        // Given to somebody else and back before it left: the newer request is the one that leaves.
        if (roundOf(delivery.detail) !== item.fillerRound) return null
        const lang = reader.language
        const t = textsIn(lang).preparation
        const team = shown((await teams.get(tx, meeting.teamId)).name)
        const number = await agenda.numberOf(tx, item)
        const date = rowDate(meeting.startAt, meeting.zone, lang)
        const due = now < meeting.dueAt ? t.ask.due(rowDate(meeting.dueAt, meeting.zone, lang)) : t.ask.dueNow
        return {
          card: notice(
            {
              lang,
              heading: t.ask.heading,
              next: t.ask.next,
              buttons: [button(t.start, 'form.open', { itemId: item.id }, { style: 'positive' })],
            },
            `${t.ask.text({ number, team, date })}\n${due}`,
          ),
          summary: t.ask.heading,
        }
      },
    },
    {
      kind: formKinds.unfilled,
      // Not told, and nobody is asked for the form.
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader, now) {
        if ((await teams.coordinatorOf(tx, delivery.subjectId)) !== reader.personId) return null
        const { personId, items } = unfilledDetail.parse(delivery.detail)
        const rows: UnfilledRow[] = []
        for (const itemId of items) {
          const row = await unfilled(tx, itemId, now)
          if (row) rows.push(row)
        }
        if (rows.length === 0) return null
        return unfilledCard({ rows, filler: await people.get(tx, personId), lang: reader.language })
      },
    },
    {
      kind: distributionKinds.forms,
      onAmbiguous: 'repeat',
      ended,
      async render(tx, delivery, reader, now) {
        const meeting = await aheadMeeting(tx, delivery.subjectId, now)
        if (!meeting) return null
        // Drawn from what is so when it leaves: a consent may have ended since it was queued.
        const brought = await distribution.broughtBy(tx, meeting, delivery.id, reader.personId, now)
        if (brought.length === 0) return null
        const team = await teams.get(tx, meeting.teamId)
        return sentCard({
          meeting,
          team,
          papers: brought,
          late: delivery.late,
          more: waveOf(delivery.detail) > 0,
          now,
          lang: reader.language,
        })
      },
    },
    {
      kind: distributionKinds.corrected,
      onAmbiguous: 'repeat',
      ended,
      async render(tx, delivery, reader, now) {
        const meeting = await aheadMeeting(tx, delivery.subjectId, now)
        if (!meeting) return null
        const papers = await distribution.broughtBy(tx, meeting, delivery.id, reader.personId, now)
        const team = await teams.get(tx, meeting.teamId)
        return papers.length === 0
          ? null
          : correctedCard({ meeting, team, papers, now, lang: reader.language })
      },
    },
    {
      kind: distributionKinds.withheld,
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader, now) {
        const meeting = await aheadMeeting(tx, delivery.subjectId, now)
        if (!meeting || (await teams.coordinatorOf(tx, meeting.teamId)) !== reader.personId) return null
        const items = await distribution.withheld(tx, meeting, now)
        if (items.length === 0) return null
        const team = await teams.get(tx, meeting.teamId)
        const rows = await Promise.all(
          items.map(async one => {
            const item = await agenda.get(tx, one.itemId)
            const filler = item.formFillerId ? await people.find(tx, item.formFillerId) : null
            return { ...one, filler: filler?.name ?? textsIn(reader.language).people.unknownName }
          }),
        )
        const basis = await policies.basisFor(tx, meeting.teamId)
        return withheldCard({ meeting, team, basis, rows, lang: reader.language })
      },
    },
  ]

  return { reminders, messages }
}
