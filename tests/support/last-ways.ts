import type { Profession } from '../../src/shared/action.ts'
import { noah as written } from './agenda.ts'
import { decides, openPollOf, slotInputs } from './poll.ts'
import { opens, type Scene } from './side-trips.ts'
import { observed } from './typing.ts'

/**
 * The clicks of which the side trips make none, or none that succeeds: each here where it does what it is for. They end
 * something, take it back, or follow upon what somebody else did.
 */
export const lastWays: readonly ((scene: Scene) => Promise<void>)[] = [
  theNewcomer,
  theMembers,
  theDates,
  theNextDates,
  thePoll,
  theItems,
  theParents,
  theObjection,
  theWriting,
  theAgreements,
  theMinutes,
]

async function theNewcomer({ room }: Scene): Promise<void> {
  const { bot, mette } = room
  const eva = await bot.person('Eva Friis', 'daycareLeader')
  await opens(eva, 'absence.add', { fromDay: '2026-12-01', toDay: '2026-12-03' })
  await eva.presses('absence.remove')
  await eva.presses('settings.save', { digestDay: '2' })
  const begins = async () => {
    await opens(eva, 'team.new', {})
    await eva.presses('team.basics', { institutionName: 'Mælkebøtten', name: 'Teamet' })
  }
  await begins()
  await opens(eva, 'team.restart', {})
  await begins()
  await eva.presses('team.people', { people: mette.personId })
  await eva.presses('team.roles')
  await eva.presses('team.when')
  await eva.presses('team.create')
}

async function theMembers({ room }: Scene): Promise<void> {
  const { lone, mette, bo, team } = room
  const teamId = team.id
  await opens(lone, 'team.rhythm', { teamId })
  await lone.presses('team.saveRhythm', { place: 'Mødelokalet' })
  const place = {
    [`profession_${mette.personId}`]: 'psychologist' satisfies Profession,
    [`required_${mette.personId}`]: 'false',
  }
  await opens(lone, 'team.savePlace', { teamId, personId: mette.personId, ...place })
  await opens(lone, 'team.addPeople', { teamId, people: bo.personId, search: '', go: 'add' })
  await opens(lone, 'team.remove', { teamId, personId: bo.personId })
}

async function theDates({ room }: Scene): Promise<void> {
  const { bot, lone, team, meeting } = room
  const meetingId = meeting.id
  const teamId = team.id
  await opens(lone, 'poll.draft', { teamId })
  await lone.presses('poll.start')
  const { id: pollId } = await openPollOf(bot, team)
  await opens(lone, 'poll.more', { pollId })
  await lone.presses('poll.addSlots')
  await opens(lone, 'poll.edit', { pollId })
  await lone.presses('poll.saveEdit', { time0: '13:00' })
  await opens(lone, 'poll.askCancel', { pollId })
  await lone.presses('poll.cancel')
  await opens(lone, 'poll.plan', { teamId, day0: '2026-12-08', time0: '09:00', deadline: '2026-11-20' })

  const to = { day: '2026-12-01', start: '09:00', end: '11:00', place: meeting.place }
  await opens(lone, 'meeting.checkMove', { meetingId, ...to })
  await lone.presses('meeting.confirmMove')
  await opens(lone, 'meeting.cancel', { meetingId })
  await lone.presses('meeting.confirmCancel')
  await bot.passTo('2026-12-10T08:00:00Z')
  await opens(lone, 'next.open', { teamId })
  await lone.presses('next.stop')
  await lone.presses('next.resume')
}

/** After the last meeting: its successor, a half-year of them, and what the first half-year came to. */
async function theNextDates({ room }: Scene): Promise<void> {
  const { bot, lone, team } = room
  const teamId = team.id
  await bot.passTo('2026-12-10T08:00:00Z')
  await opens(lone, 'next.open', { teamId })
  await lone.presses('next.ask')
  await opens(lone, 'series.open', { teamId })
  await lone.presses('series.plan')
  bot.clock.set('2027-08-20T08:00:00Z')
  await opens(lone, 'figures.open', {})
  await lone.presses('figures.file')
}

/** One of them can never come, so that other times are asked about; the deadline passes without all answers. */
async function thePoll({ room }: Scene): Promise<void> {
  const { bot, lone, mette, jens, sara, team } = room
  await opens(lone, 'poll.draft', { teamId: team.id })
  await lone.presses('poll.start')
  const { id: pollId } = await openPollOf(bot, team)
  for (const person of [lone, mette, sara, jens]) {
    await opens(person, 'poll.open', { pollIds: pollId })
    const answer = person === jens ? 'no' : 'yes'
    await person.presses(
      'poll.answer',
      Object.fromEntries(slotInputs(person.card).map(({ id }) => [id, answer])),
    )
  }
  await opens(lone, 'poll.status', { pollId })
  await lone.presses('poll.askBetter')
  await bot.passTo((await openPollOf(bot, team)).deadlineAt)
  await opens(lone, 'poll.moreTime', { pollId })
  await lone.presses('poll.giveTime')
}

async function theItems({ room, noah }: Scene): Promise<void> {
  const { bot, lone, mette, bo, team, meeting } = room
  const meetingId = meeting.id
  const january = await room.plan('2027-01-12T08:00:00Z')
  await opens(lone, 'form.remind', { itemId: noah.id })
  await opens(lone, 'form.without', { itemId: noah.id })
  await opens(lone, 'access.open', { itemId: noah.id })
  await opens(lone, 'meeting.sendInvite', { meetingId, personId: bo.personId, scope: 'whole', go: 'invite' })
  await opens(lone, 'meeting.uninvite', { meetingId, personId: bo.personId })
  await opens(mette, 'agenda.add', { teamId: team.id, meetingId, kind: 'child', ...written })
  await mette.presses('agenda.arrange', { minutes: '20', formFillerId: mette.personId })
  const [, hers] = await bot.app.core.services.agenda.ofMeeting(bot.app.core.db.reader, meetingId)
  await opens(mette, 'agenda.edit', { itemId: hers?.id })
  await mette.presses('agenda.rewrite', { problem: observed[1] })
  await opens(mette, 'agenda.askDelete', { itemId: hers?.id })
  await mette.presses('agenda.delete')
  const noise = await room.adds({ about: observed[2] ?? '' })
  await opens(lone, 'agenda.postpone', { itemId: noise.id })
  await opens(lone, 'agenda.move', { itemId: noise.id, to: 'waiting' })
  await opens(lone, 'agenda.take', { itemId: noise.id, meetingId: january.id })
  await opens(lone, 'agenda.anonymous', { itemId: noah.id })
  await lone.presses('agenda.replace', {
    band: '36',
    problem: 'Barnet leger mest alene.',
    question1: written.question1,
  })
}

async function theParents({ room, noah }: Scene): Promise<void> {
  const { lone } = room
  const itemId = noah.id
  await opens(lone, 'consent.askNarrow', { itemId })
  await lone.presses('consent.narrow', { recipients: lone.personId })
  await opens(lone, 'consent.askEnd', { itemId })
  await lone.presses('consent.end', { ending: 'withdrawn' })
  await opens(lone, 'consent.askUndo', { itemId })
  await lone.presses('consent.undo', { remark: 'Det var et andet barn.' })
  const alma = await room.adds({ child: 'Alma Skov', about: observed[1] ?? '' })
  await opens(lone, 'consent.sheet', { itemId: alma.id })
  await opens(lone, 'consent.askRefuse', { itemId: alma.id })
  await lone.presses('consent.refuse')
}

/** The municipality informs, and asks for no consent: what the parents say to it does not end it by itself. */
async function theObjection({ room }: Scene): Promise<void> {
  const { bot, lone } = room
  await decides(bot, 'basis', { resourceTeam: 'information' })
  await decides(bot, 'basisText', { da: 'Efter lov X § 1.', en: 'By act X, section 1.' })
  const viggo = await room.adds({ child: 'Viggo Holst', about: observed[1] ?? '' })
  const itemId = viggo.id
  await opens(lone, 'consent.step', { itemId, step: 'who' })
  await lone.presses('consent.who', {
    giverName: 'Peter Holst',
    relation: 'father',
    otherHolder: 'agrees',
    language: 'dansk',
  })
  await lone.presses('consent.what', { categories: 'wellbeing' })
  await lone.presses('consent.record', {
    told: 'object,contact,dpo',
    form: 'written',
    evidence: 'Brev i sagsmappen',
    opinion: 'objects',
    view: 'Vi vil hellere vente.',
  })
  await opens(lone, 'consent.askGoOn', { itemId })
  await lone.presses('consent.goOn', { remark: 'Barnet har brug for det.' })
}

/** Handed in, taken back, handed out, corrected, and the correction dropped. */
async function theWriting({ room, noah }: Scene): Promise<void> {
  const { bot, ida, jens } = room
  const itemId = noah.id
  bot.clock.set('2026-11-12T08:00:00Z')
  await opens(ida, 'form.begin', { itemId, suspicion: 'no' })
  await opens(ida, 'form.step', { itemId, step: 'perspectives' })
  await ida.presses('form.save', { perspective_child: 'Ro.', perspective_parents: 'Det samme.' })
  await opens(ida, 'form.step', { itemId, step: 'placement' })
  await ida.presses('form.save', { placement: 'attention', reason: 'Det er hver dag.' })
  await opens(jens, 'contribution.begin', { itemId, suspicion: 'no' })
  for (const handing of ['2026-11-12T09:00:00Z', '2026-11-20T12:00:00Z']) {
    await opens(ida, 'form.submit', { itemId })
    await opens(jens, 'contribution.save', { itemId, known: 0, go: 'submit', sees: observed[2] })
    await bot.passTo(handing)
    await opens(ida, 'form.takeBack', { itemId })
    await opens(jens, 'contribution.takeBack', { itemId })
  }
  await opens(ida, 'form.drop', { itemId })
  await opens(jens, 'contribution.drop', { itemId })
}

async function theAgreements({ room, noah }: Scene): Promise<void> {
  const { bot, lone, mette, jens, sara } = room
  bot.clock.set('2026-11-24T08:00:00Z')
  const due = '2026-12-08'
  const [plan, talk, visit] = await room.holds(noah, [
    { text: 'Lav en billedplan over morgenen', owner: mette, due },
    { text: 'Tal med hjemmet om søvn', owner: sara, due },
    { text: 'Observere en formiddag på stuen', owner: sara, due },
  ])
  const handsOver = async (actionPointId: string | undefined) => {
    await opens(mette, 'action.ask', { actionPointId, move: 'handOver' })
    await mette.presses('action.handOver', { personId: jens.personId })
  }
  await handsOver(plan?.id)
  await opens(jens, 'action.refuse', { actionPointId: plan?.id, reason: 'Jeg er på kursus.' })
  await handsOver(plan?.id)
  await opens(jens, 'action.takeOver', { actionPointId: plan?.id })
  for (const dueDay of ['2026-12-14', '2026-12-15', '2026-12-16']) {
    await opens(jens, 'action.ask', { actionPointId: plan?.id, move: 'postpone' })
    await jens.presses('action.postpone', { dueDay, reason: 'Der er ferie på stuen.' })
  }
  await opens(lone, 'action.open', { actionPointId: plan?.id })
  await lone.presses('action.grantDay')
  await opens(sara, 'action.done', { actionPointId: talk?.id, note: 'Vi har talt sammen.' })
  await opens(sara, 'action.drop', { actionPointId: visit?.id, reason: 'Det er ikke nødvendigt mere.' })
}

async function theMinutes({ room, noah }: Scene): Promise<void> {
  const { bot, lone, meeting } = room
  const meetingId = meeting.id
  const [noise, hall] = [
    await room.adds({ about: observed[2] ?? '' }),
    await room.adds({ about: 'Garderoben' }),
  ]
  bot.clock.set('2026-11-24T08:00:00Z')
  await opens(lone, 'run.start', { meetingId })
  await opens(lone, 'run.takeBack', { meetingId })
  await opens(lone, 'run.start', { meetingId })
  await lone.presses('run.attend')
  await opens(lone, 'run.up', { itemId: hall.id, number: 3 })
  await opens(lone, 'run.skip', { itemId: noah.id })
  await opens(lone, 'run.item', { itemId: noah.id })
  await opens(lone, 'run.defer', { itemId: hall.id })
  await opens(lone, 'minutes.further', { itemId: noah.id })
  await opens(lone, 'minutes.further', { itemId: noise.id })
  await opens(lone, 'minutes.approve', { meetingId, sure: true })
  await opens(lone, 'minutes.childPaper', { itemId: noah.id })
  await opens(lone, 'minutes.filing', { meetingId })
  await lone.presses('minutes.file', { reference: '26/12345' })
  await opens(lone, 'minutes.filing', { meetingId })
  await lone.presses('minutes.unfile')
  await opens(lone, 'minutes.correctItem', { itemId: noah.id })
  await lone.presses('minutes.saveCorrection', { summary: observed[1], reason: 'Der manglede noget.' })
}
