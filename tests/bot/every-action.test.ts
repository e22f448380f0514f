import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { addDays } from '../../src/shared/day.ts'
import { dayOf } from '../../src/shared/zoned-time.ts'
import { noah } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { handsIn, startWithForm, typed, type WithForm } from '../support/forms.ts'
import { samplePayload } from '../support/sample-payload.ts'

/** Everything there is in a team: a poll, a held meeting with minutes and an action point, a planned one with a child, consent and form. */
let room: WithForm
let ids: Record<string, string>
/** words that only the team may know */
let secrets: string[]
const outsiders: { who: string; person: TestPerson }[] = []

beforeAll(async () => {
  room = await startWithForm({ consent: true, now: '2026-11-12T08:00:00Z' })
  const { bot, lone, ida, jens, team, item, meeting } = room
  const { db, services } = bot.app.core
  await handsIn(ida)
  const actor = await room.actorOf(lone)
  const at = bot.clock.now()
  const made = await db.write(async tx => {
    const poll = await services.polls.start(
      tx,
      actor,
      team,
      {
        slots: [{ startAt: new Date('2027-01-12T08:00:00Z'), endAt: new Date('2027-01-12T10:00:00Z') }],
        deadlineAt: new Date('2026-12-18T11:00:00Z'),
      },
      at,
    )
    const { slots } = await services.polls.view(tx, poll, at)
    const dueDay = addDays(dayOf(at, meeting.zone), 60)
    const point = await services.actionPoints.draft(
      tx,
      { item, meeting, ownerId: jens.personId, text: 'Hemmelig aftale om legegruppe', dueDay, kind: 'task' },
      actor,
      at,
    )
    await services.actionPoints.activate(tx, [item.id], new Set([jens.personId]), actor, at)
    await services.people.addAbsence(
      tx,
      await room.actorOf(jens),
      { fromDay: dueDay, toDay: dueDay, today: dayOf(at, meeting.zone) },
      at,
    )
    const [absence] = await services.people.absences(tx, [jens.personId], dueDay)
    return { poll, slot: slots[0], point, absence }
  })
  await bot.app.engine.runDue()
  const invitation = await clientOf(db.reader).delivery.findFirstOrThrow({
    where: { kind: 'poll.invitation', recipientId: lone.personId },
  })
  const consent = await clientOf(db.reader).consent.findFirstOrThrow({ where: { status: 'given' } })
  ids = {
    teamId: team.id,
    meetingId: meeting.id,
    itemId: item.id,
    agendaItemId: item.id,
    pollId: made.poll.id,
    pollIds: made.poll.id,
    slotId: made.slot?.id ?? '',
    actionPointId: made.point.id,
    absenceId: made.absence?.id ?? '',
    personId: jens.personId,
    childId: item.childId ?? '',
    presenterId: jens.personId,
    formFillerId: ida.personId,
    fillerId: ida.personId,
    ownerId: jens.personId,
    institutionId: team.institutionId,
    deliveryId: invitation.id,
    consentId: consent.id,
  }
  secrets = [
    noah.childName,
    noah.problem,
    typed.seen,
    typed.reason,
    'Hemmelig aftale om legegruppe',
    'Anna Berg',
    // What is typed comes back in a form; an institution's id is typed, and says nothing.
    ...Object.values(ids).filter(id => ![jens.personId, ida.personId, team.institutionId].includes(id)),
  ]
  outsiders.push(
    { who: 'a stranger without a team', person: await bot.person('Kim Frit', 'psychologist') },
    { who: 'the leader of another team', person: room.stranger },
    {
      who: 'somebody from another municipality',
      person: await bot.person('Eva Bortefra', 'daycareLeader', {
        tenantId: '99999999-9999-4999-8999-999999999999',
      }),
    },
  )
  await bot.app.engine.runDue()
}, 60_000)
afterAll(() => room.bot.stop())

/** Everything that belongs to the team, row by row; what an outsider does to their own things is not in it. */
async function belongings(): Promise<string> {
  const tx = clientOf(room.bot.app.core.db.reader)
  const teamId = ids.teamId ?? ''
  const rows = await Promise.all([
    tx.team.findMany({ where: { id: teamId } }),
    tx.teamMember.findMany({ where: { teamId } }),
    tx.poll.findMany({ where: { teamId } }),
    tx.pollSlot.findMany(),
    tx.pollAnswer.findMany(),
    tx.pollComment.findMany(),
    tx.nextMeetingStop.findMany(),
    tx.meetingSeries.findMany(),
    tx.selfAssessment.findMany(),
    tx.meeting.findMany({ where: { teamId } }),
    tx.meetingGuest.findMany(),
    tx.attendance.findMany(),
    tx.child.findMany(),
    tx.agendaItem.findMany({ where: { teamId } }),
    tx.preparationForm.findMany(),
    tx.formReceipt.findMany(),
    tx.handedInVersion.findMany(),
    tx.contribution.findMany(),
    tx.consent.findMany(),
    tx.itemResult.findMany(),
    tx.minutes.findMany(),
    tx.minutesFiling.findMany(),
    tx.actionPoint.findMany({ where: { teamId } }),
    tx.actionPointEvent.findMany(),
    tx.absence.findMany({ where: { id: ids.absenceId ?? '' } }),
    tx.reminder.findMany({ orderBy: { key: 'asc' } }),
    tx.delivery.findMany({ where: { subjectId: { in: Object.values(ids) } } }),
    tx.auditEvent.findMany({ where: { subjectId: { in: Object.values(ids) } } }),
  ])
  return JSON.stringify(rows)
}

const verbs = () => room.bot.app.registry.actions()

test('there are actions to call, and every feature has some', () => {
  expect(verbs().length).toBeGreaterThan(80)
  const features = new Set(verbs().map(action => action.verb.split('.')[0]))
  for (const feature of [
    'team',
    'meeting',
    'series',
    'poll',
    'next',
    'agenda',
    'consent',
    'form',
    'run',
    'minutes',
    'action',
  ])
    expect(features).toContain(feature)
})

describe('every action, called by an outsider with the team’s own ids (R-SEC-2)', () => {
  test.each([
    'a stranger without a team',
    'the leader of another team',
    'somebody from another municipality',
  ])(
    '%s is refused, learns nothing, changes nothing',
    async who => {
      const person = outsiders.find(one => one.who === who)?.person
      if (!person) throw new Error(`nobody is ${who}`)
      const before = await belongings()
      const sentBefore = room.bot.teams.sent.length
      for (const action of verbs()) {
        const { payload, idFields } = samplePayload(action.schema, ids)
        const answer = await person.sends({ ...payload, v: 1, n: `${who} ${action.verb}`, verb: action.verb })
        expect(answer.status, action.verb).toBe(200)
        expect(answer.words, action.verb).not.toContain('Noget gik galt')
        const shown = JSON.stringify(answer.value)
        for (const secret of secrets)
          expect(shown.includes(secret), `${action.verb} shows ${secret}`).toBe(false)
        const ownThings = idFields.every(field => field === 'institutionId')
        if (!ownThings)
          expect(answer.words, action.verb).toMatch(/Det findes ikke længere|It no longer exists/)
      }
      await room.bot.app.engine.runDue()
      expect(await belongings()).toBe(before)
      const told = room.bot.teams.sent.slice(sentBefore)
      for (const message of told)
        for (const secret of secrets) expect(JSON.stringify(message).includes(secret)).toBe(false)
    },
    60_000,
  )
})

describe('every action, called by a member who is not the coordinator', () => {
  test('who came after the consent is shown nothing of the child, whatever they press, and nothing is faulty', async () => {
    const { bot, team, ali } = room
    const late = await bot.person('Nye Holst', 'specialEducator')
    const lone = await room.actorOf(room.lone)
    const place = { personId: late.personId, profession: 'specialEducator', required: false } as const
    const { db, services } = bot.app.core
    await db.write(tx => services.teams.addMembers(tx, team, [place], lone, bot.clock.now()))
    const ofTheChild = [noah.childName, noah.problem, typed.seen, typed.own, typed.reason, 'Anna Berg']
    for (const person of [late, ali])
      for (const action of verbs().filter(
        one => !/^(form\.|contribution\.begin|agenda\.add)/.test(one.verb),
      )) {
        const { payload } = samplePayload(action.schema, ids)
        const answer = await person.sends({ ...payload, v: 1, n: action.verb, verb: action.verb })
        expect(answer.words, action.verb).not.toContain('Noget gik galt')
        if (person !== late) continue
        for (const secret of ofTheChild)
          expect(JSON.stringify(answer.value).includes(secret), `${action.verb} shows ${secret}`).toBe(false)
      }
  })
})

describe('ids of others among one’s own', () => {
  test('another municipality’s people join no team, meeting or item, alone or among one’s own', async () => {
    const { bot, lone, sara, team, meeting, item } = room
    const far = outsiders.find(one => one.who === 'somebody from another municipality')?.person.personId ?? ''
    const client = clientOf(bot.app.core.db.reader)
    const { revision } = await client.agendaItem.findUniqueOrThrow({ where: { id: item.id } })
    const sends = (verb: string, payload: object) =>
      lone.sends({ v: 1, n: verb + JSON.stringify(payload), verb, ...payload })
    for (const people of [far, `${sara.personId},${far}`, `${far};${sara.personId}`])
      await sends('team.addPeople', { teamId: team.id, people, search: '', go: 'add' })
    for (const scope of ['whole', item.id])
      await sends('meeting.sendInvite', {
        meetingId: meeting.id,
        personId: far,
        scope,
        search: '',
        go: 'invite',
      })
    for (const who of [
      { presenterId: far, formFillerId: '' },
      { presenterId: lone.personId, formFillerId: far },
    ])
      await sends('agenda.arrange', { itemId: item.id, revision, minutes: '20', ...who })
    await sends('consent.what', {
      itemId: item.id,
      revision,
      go: 'next',
      purpose: 'x',
      recipients: `${sara.personId},${far}`,
    })
    await sends('run.attend', { meetingId: meeting.id, present: `${lone.personId},${far}` })
    await sends('run.save', { itemId: item.id, part: 'who', go: 'talk', present: far })
    await sends('poll.answer', { pollIds: String(ids.pollId), personId: far })
    expect(await client.teamMember.count({ where: { personId: far } })).toBe(0)
    expect(await client.meetingGuest.count({ where: { personId: far } })).toBe(0)
    expect(await client.attendance.count({ where: { personId: far } })).toBe(0)
    expect(await client.pollAnswer.count({ where: { personId: far } })).toBe(0)
    expect(
      await client.delivery.count({
        where: { recipientId: far, subjectId: { in: [team.id, meeting.id, item.id] } },
      }),
    ).toBe(0)
    const kept = await client.agendaItem.findMany({ where: { id: item.id } })
    expect(JSON.stringify(kept)).not.toContain(far)
    const given = await bot.app.core.db.write(async tx =>
      bot.app.core.services.consents.draft(tx, item, await room.actorOf(lone)),
    )
    expect(given?.recipients ?? []).not.toContain(far)
  })

  test('a leader of another team who mixes in their own ids is refused all the same', async () => {
    const { bot, stranger } = room
    const client = clientOf(bot.app.core.db.reader)
    const own = await client.teamMember.findFirstOrThrow({ where: { personId: stranger.personId } })
    const before = await belongings()
    for (const mixed of [{ teamId: own.teamId }, { personId: stranger.personId }])
      for (const action of verbs()) {
        const { payload, idFields } = samplePayload(action.schema, { ...ids, ...mixed })
        const [mine] = Object.keys(mixed)
        if (!idFields.includes(mine ?? '') || idFields.length < 2) continue
        const answer = await stranger.sends({
          ...payload,
          v: 1,
          n: `${mine} ${action.verb}`,
          verb: action.verb,
        })
        expect(answer.words, action.verb).not.toContain('Noget gik galt')
        for (const secret of secrets)
          if (!JSON.stringify(payload).includes(secret))
            expect(JSON.stringify(answer.value).includes(secret), `${action.verb} shows ${secret}`).toBe(
              false,
            )
      }
    expect(await belongings()).toBe(before)
  })
})

test('the ids are real: the coordinator gets further with most of what outsiders are refused', async () => {
  const reads = verbs().filter(action => action.effect === 'read')
  let refused = 0
  for (const action of reads) {
    const { payload } = samplePayload(action.schema, ids)
    const answer = await room.lone.sends({ ...payload, v: 1, n: action.verb, verb: action.verb })
    expect(answer.words, action.verb).not.toContain('Noget gik galt')
    if (answer.words.includes('Det findes ikke længere')) refused += 1
  }
  expect(refused).toBeLessThan(reads.length / 4)
})

test('no message that was ever posted holds anything about the child (P2)', () => {
  const posted = JSON.stringify(room.bot.teams.sent)
  for (const secret of [
    noah.childName,
    noah.problem,
    typed.seen,
    typed.reason,
    'Hemmelig aftale',
    'Anna Berg',
  ])
    expect(posted.includes(secret), secret).toBe(false)
})

test('the database holds none of it in the clear (R-SEC-3)', async () => {
  const kept = await room.bot.atRest()
  for (const secret of [
    noah.childName,
    typed.seen,
    typed.reason,
    'Hemmelig aftale',
    'Anna Berg',
    'Lone Holm',
    'Ida Krogh',
  ])
    expect(kept.includes(secret), secret).toBe(false)
  expect(kept.includes('Solsikken')).toBe(true)
})
