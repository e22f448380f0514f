import { afterEach, expect, test } from 'vitest'
import { defaultSigns } from '../../src/features/policy/form/model.ts'
import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { tenantId } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, nodes } from '../support/cards.ts'
import { fillsIn, startWithForm, typed, type WithForm } from '../support/forms.ts'

let at: WithForm
afterEach(() => at.bot.stop())

const decides = (key: string, value: unknown) =>
  at.bot.app.core.db.write(tx =>
    createPolicyStore().put(tx, tenantId, key, JSON.stringify(value), at.bot.clock.now()),
  )
const formOf = () => at.bot.app.core.services.preparation.formOf(at.bot.app.core.db.reader, at.item.id)
function choicesOf(card: unknown, id: string): string[] {
  const field = [...nodes(card)].find(node => node.id === id)
  return ((field?.choices ?? []) as { value: string }[]).map(({ value }) => value)
}

test('a municipality’s own signs and scale: nothing answered is lost, and a form keeps its scale (P7, R-FORM-6)', async () => {
  at = await startWithForm({ consent: true })
  const { bot, ida, lone, mette, item } = at
  const opens = (step: string) => clicks(ida, 'form.step', { itemId: item.id, step })
  await bot.passTo('2026-11-10T07:30:00Z')
  await clicks(ida, 'form.begin', { itemId: item.id, suspicion: 'no' })
  await clicks(ida, 'form.ask', { itemId: item.id })
  await fillsIn(ida)
  await opens('social')
  const old = ida.card

  const own = { da: 'Står alene ved lågen', en: 'Stands alone at the gate' }
  const preschool = [{ id: 'social.own.gate', ...own }]
  await decides('signs', { ...defaultSigns, social: { ...defaultSigns.social, preschool } })
  // Drawn with the list before: what is answered on it is kept, in its words.
  await ida.presses('Gem og fortsæt', { frequency_social_preschool_play: 'weekly' }, old)
  await opens('social')
  expect(ida.words()).toContain(own.da)
  expect(ida.words()).toContain('Står ved siden af og kommer ikke med i legen')
  await ida.presses('Gem og luk', { frequency_social_own_gate: 'daily', frequency_social_nowhere: 'daily' })
  const { signs } = (await formOf())?.answers.social?.answer ?? { signs: {} }
  expect(Object.keys(signs)).toEqual(['social.preschool.play', 'social.own.gate'])
  await clicks(ida, 'form.open', { itemId: item.id })
  expect(ida.words()).toContain('tegn 1–2 af 2')
  await ida.presses('Gem og luk', { seen_social_own_gate: 'Han venter på sin far' })

  await decides('scale', 'tenSteps')
  await opens('overview')
  expect(ida.words()).toContain('Det mangler, før du kan aflevere\nDin egen placering')
  await ida.presses('Aflevér')
  expect(headingOf(ida.card)).toBe('Din placering')
  expect(ida.words()).toContain('Skemaet er ikke afleveret endnu. Der mangler noget.')
  expect(ida.words()).toContain('Vælg en placering.')
  expect(ida.words()).toContain('På den gamle valgte du »Bekymring«.')
  expect(ida.words()).toContain('svarer trivsel til 1–3, ekstra opmærksomhed til 4–6')
  expect(inputValues(ida.card).reason).toBe(typed.reason)
  await ida.presses('Gem og fortsæt', { reason: '' })
  expect(headingOf(ida.card)).toBe('Din placering')
  expect(ida.words()).toContain('Vælg en placering.')
  expect(ida.words()).toContain('Skriv en begrundelse.')
  expect((await formOf())?.answers.placement?.answer).toEqual({ own: 'concern', reason: '' })
  expect(choicesOf(ida.card, 'placement')).toHaveLength(10)
  await ida.presses('Gem og fortsæt', { placement: 'ten4', reason: typed.reason })
  await ida.presses('Aflevér')
  expect(headingOf(ida.card)).toBe('Skemaet er afleveret')

  // Whatever the municipality has next: this form was made on ten steps.
  await decides('scale', 'trafficLight')
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(mette, 'form.read', { itemId: item.id })
  const read = [mette.words()]
  while (buttonTitles(mette.card).includes('Næste side')) {
    await mette.presses('Næste side')
    read.push(mette.words())
  }
  for (const words of [
    '4 · Lidt ekstra opmærksomhed (skala 1–10)',
    'svarer trivsel til 1–3, ekstra opmærksomhed til 4–6 og bekymring til 7–10.',
    `${own.da} (dagligt, bekymring: ikke svaret)`,
    'Han venter på sin far',
    'Står ved siden af og kommer ikke med i legen (ugentligt',
  ])
    expect(read.join('\n')).toContain(words)

  bot.clock.set('2026-11-24T08:00:00Z')
  await clicks(lone, 'run.start', { meetingId: at.meeting.id })
  await clicks(lone, 'run.item', { itemId: item.id })
  await lone.presses('Gem og fortsæt', { summary: 'Vi talte om larm.' })
  expect(lone.words()).toContain('Skemaets egen placering: 4 · Lidt ekstra opmærksomhed (skala 1–10)')
  expect(choicesOf(lone.card, 'placement').slice(0, 2)).toEqual(['ten1', 'ten2'])
  await lone.presses('Gem og fortsæt', { placement: 'ten3' })
  await lone.presses('Tilbage')
  expect(inputValues(lone.card).placement).toBe('ten3')

  await decides('signs', { ...defaultSigns, social: { ...defaultSigns.social, preschool: [] } })
  await expect(at.bot.app.core.services.policies.of(at.bot.app.core.db.reader, tenantId)).rejects.toThrow(
    'signs.social.preschool (a list needs at least one sign)',
  )
})

test('the Signs of Safety layout: what worries, what works, what is to happen; a begun form keeps its layout', async () => {
  at = await startWithForm({ consent: true })
  const { bot, ida, mette, item } = at
  await decides('formLayout', 'signsOfSafety')
  await decides('sparring', [{ da: 'Ring til **PPR** på 56 67 20 00', en: 'Call PPR' }])
  await bot.passTo('2026-11-10T07:30:00Z')
  await ida.finds('Start')
  await ida.presses('Start')
  expect(headingOf(ida.card)).toBe('Først et spørgsmål')
  expect(ida.words()).toContain('Trin 1 af 7')
  await ida.presses('Fortsæt', { suspicion: 'no' })
  await decides('formLayout', 'lineal')
  expect(headingOf(ida.card)).toBe('Hvad er du bekymret for?')
  expect(ida.words()).toContain('Trin 2 af 7')
  await ida.presses('Gem og fortsæt', { worries_seen: 'Barnet 010219-1234' })
  expect(ida.words()).toContain('Fjern CPR-nummeret')
  await ida.presses('Gem og fortsæt', { worries_seen: `${'å'.repeat(1001)}` })
  expect(ida.words()).toContain('højst 1000 tegn')
  const phone = ida.card
  await ida.presses('Gem og fortsæt', { worries_seen: typed.seen })
  expect(headingOf(ida.card)).toBe('Hvad virker godt?')
  await ida.presses('Gem og fortsæt', { worries_seen: 'Fra telefonen' }, phone)
  expect(ida.words()).toContain('Det, der blev gemt i mellemtiden')
  expect(ida.words()).toContain(typed.seen)
  await ida.presses('Brug det andet')
  await ida.presses('Gem og luk')
  await clicks(ida, 'form.open', { itemId: item.id })
  expect(headingOf(ida.card)).toBe('Hvad virker godt?')
  await ida.presses('Gem og fortsæt', { working_exceptions: 'Når vi er få.' })
  expect(headingOf(ida.card)).toBe('Hvad skal der ske?')
  await ida.presses('Gem og fortsæt', { wanted_goal: 'At han leger med.' })
  await ida.presses('Gem og fortsæt', { perspective_child: typed.child, perspective_parents: typed.parents })
  expect(headingOf(ida.card)).toBe('Din placering')
  expect(ida.words()).not.toMatch(/første placering/)
  await ida.presses('Gem og fortsæt', { placement: 'attention', reason: typed.reason })
  expect(headingOf(ida.card)).toBe('Overblik')
  expect(ida.words()).toContain('Ring til **PPR** på 56 67 20 00')
  expect(ida.words()).toContain('Hvad skal der ske? · udfyldt')
  expect(ida.words()).not.toContain('Social trivsel')
  await ida.presses('Aflevér')
  expect(headingOf(ida.card)).toBe('Skemaet er afleveret')
  await bot.passTo('2026-11-20T11:00:00Z')
  await clicks(mette, 'form.read', { itemId: item.id })
  for (const words of [typed.seen, 'Når vi er få.', 'At han leger med.', 'Ekstra opmærksomhed'])
    expect(mette.words()).toContain(words)
  expect(mette.words()).not.toMatch(/Første placering|Social trivsel|Trivsel$/m)
})
