import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

describe('R-MEET-2: everybody writes their own view on their own phone, at the same time', () => {
  let room: MeetingRoom
  let noah: AgendaItem
  let alma: AgendaItem
  let group: AgendaItem
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId, minutes: 30 })
    await room.consents(noah)
    alma = await room.adds({ child: 'Alma Holst', about: 'Alma sover uroligt.' })
    group = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  })
  afterAll(() => room.stop())
  const viewsOf = async (item: AgendaItem) => {
    const { services, db } = room.bot.app.core
    return (await services.run.entryOf(db.reader, room.meeting, item)).result.perspectives
  }

  test('before it runs there is nothing to write; afterwards the button stands first on its card', async () => {
    const { lone, jens, meeting } = room
    await clicks(jens, 'own.items', { meetingId: meeting.id })
    expect(jens.words()).toContain('Mødet er ikke startet endnu.')
    await lone.says('hej')
    expect(buttonTitles(lone.card)[0]).toBe('Start mødet')
    await jens.says('hej')
    expect(buttonTitles(jens.card)[0]).toBe('Mine opgaver')
    await clicks(lone, 'run.start', { meetingId: meeting.id })
    await clicks(lone, 'run.item', { itemId: group.id })
    await jens.says('hej')
    expect(buttonTitles(jens.card)[0]).toBe('Skriv dit synspunkt')
    await lone.says('hej')
    expect(buttonTitles(lone.card)[0]).toBe('Gå til mødet')
    await jens.says('mine møder')
    await jens.presses('Åbn')
    expect(buttonTitles(jens.card)[0]).toBe('Skriv dit synspunkt')
    await jens.presses('Skriv dit synspunkt')
    // What the meeting is at stands first; the child without consent does not stand there at all.
    expect(jens.words()).toMatch(/Punkt 3: Børnegruppe · I er her[\s\S]*Punkt 1: .*Noah Berg/)
    expect(jens.words()).not.toMatch(/Alma|Punkt 2/)
    const log = await clientOf(room.bot.app.core.db.reader).auditEvent.findFirst({
      where: { actorId: jens.personId, action: 'item.discussed', subjectId: noah.id },
    })
    expect(log?.childId).toBe(noah.childId)
  })

  test('two write at once, each under their profession, and the coordinator’s own card takes nothing away', async () => {
    const { lone, jens, sara } = room
    await clicks(lone, 'run.item', { itemId: noah.id })
    await lone.presses('Synspunkter')
    for (const person of [jens, sara]) await clicks(person, 'own.view', { itemId: noah.id })
    expect(jens.words()).toContain('Set af psykolog')
    await Promise.all([
      jens.presses('Gem', { p_psychologist: 'Han har brug for ro.' }),
      sara.presses('Gem', { p_healthVisitor: 'Han sover godt.' }),
    ])
    expect(jens.words()).toContain('Gemt kl.')
    // Lone's card was drawn before.
    await lone.presses('Gem og fortsæt', { p_daycareLeader: 'Vi laver en rolig krog.' })
    expect(await viewsOf(noah)).toEqual({
      psychologist: 'Han har brug for ro.',
      healthVisitor: 'Han sover godt.',
      daycareLeader: 'Vi laver en rolig krog.',
    })
    // The coordinator has written in the psychologist's field since his card was drawn: both come back.
    await clicks(jens, 'own.view', { itemId: noah.id })
    const card = jens.card
    await clicks(lone, 'run.item', { itemId: noah.id })
    await lone.presses('Synspunkter (3)')
    await lone.presses('Gem og fortsæt', { p_psychologist: 'Han har brug for ro om formiddagen.' })
    await jens.presses('Gem', { p_psychologist: 'Han har brug for meget ro.' }, card)
    expect(jens.words()).toContain('Der er skrevet noget andet imens')
    expect(inputValues(jens.card).p_psychologist).toBe(
      'Han har brug for ro om formiddagen.\n\nHan har brug for meget ro.',
    )
    await jens.presses('Gem', { p_psychologist: 'Han har brug for ro om formiddagen.' })
    expect((await viewsOf(noah)).psychologist).toBe('Han har brug for ro om formiddagen.')
  })

  test('what may not stand comes back at its field; nobody takes anything upon themselves by writing', async () => {
    const { jens, ida, lone, mette } = room
    await clicks(jens, 'own.view', { itemId: group.id })
    await jens.presses('Gem', { p_psychologist: 'Noah Berg driller.' })
    expect(inputValues(jens.card).p_psychologist).toBe('Noah Berg driller.')
    expect(await viewsOf(group)).toEqual({})
    await jens.presses('Gem', { p_psychologist: 'Barnet, 010215-1234, trives.' })
    expect(jens.words()).toContain('Fjern CPR-nummeret.')
    await jens.presses('Gem', { p_psychologist: 'x'.repeat(1001) })
    expect(jens.words()).toContain('højst 1000 tegn')
    expect(await viewsOf(group)).toEqual({})
    // A guest of one item writes for that one.
    await clicks(ida, 'own.view', { itemId: noah.id })
    await ida.presses('Gem', { p_pedagogue: 'Han leger med to andre.' })
    await clicks(ida, 'own.view', { itemId: group.id })
    expect(ida.words()).toContain('Her er ikke noget at vise')
    const drafts = await room.bot.app.core.services.actionPoints.ofItem(room.bot.app.core.db.reader, noah.id)
    expect(drafts.map(one => [one.kind, one.ownerId])).toEqual([['parentTalk', lone.personId]])
    await clicks(mette, 'own.view', { itemId: alma.id })
    expect(JSON.stringify(mette.card)).not.toContain('Alma')
  })

  test('a consent withdrawn while the card is open: nothing more is written; after approval what was typed stays on its card', async () => {
    const { jens, sara, lone, bot, meeting } = room
    await clicks(jens, 'own.view', { itemId: noah.id })
    const card = jens.card
    await clicks(sara, 'own.view', { itemId: group.id })
    const late = sara.card
    await room.withdraws(noah)
    await jens.presses('Gem', { p_psychologist: 'Noget nyt om barnet.' }, card)
    expect((await viewsOf(noah)).psychologist).toBe('Han har brug for ro om formiddagen.')
    expect(JSON.stringify(jens.card)).not.toContain('Noah')
    await clicks(lone, 'run.end', { meetingId: meeting.id })
    await lone.presses('Godkend referatet')
    await bot.app.engine.runDue()
    const answer = await sara.presses('Gem', { p_healthVisitor: 'For sent.' }, late)
    expect(JSON.stringify(answer ?? '') + sara.words()).toContain('er ikke gemt')
  })
})
