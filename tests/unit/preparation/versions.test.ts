import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sendingOf } from '../../../src/features/preparation/distribution/model.ts'
import { sameAnswers } from '../../../src/features/preparation/schema.ts'
import {
  dropped,
  type HandIn,
  handedIn,
  isHandedIn,
  takenBack,
} from '../../../src/features/preparation/versions/model.ts'

const dueAt = new Date('2026-11-20T11:00:00Z')
const times = fc.date({
  min: new Date('2026-11-10T00:00:00Z'),
  max: new Date('2026-11-24T08:00:00Z'),
  noInvalidDate: true,
})
const begun: HandIn = { status: 'draft', version: 0, submittedAt: null, late: false }

describe('handing in and taking back (R-FORM-11)', () => {
  test('are opposites: taken back and handed in unchanged, the others have what they had', () => {
    fc.assert(
      fc.property(times, times, (first, now) => {
        const paper = handedIn(begun, { unchanged: false, now: first, dueAt })
        const again = handedIn(takenBack(paper, true), { unchanged: true, now, dueAt })
        expect(again).toEqual(paper)
        expect(dropped(takenBack(paper, true))).toEqual(paper)
      }),
    )
  })

  test('whatever is done, a version is never used twice, and what reached somebody stays handed in', () => {
    const step = fc.record({
      unchanged: fc.boolean(),
      reached: fc.boolean(),
      now: times,
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), steps => {
        let paper = begun
        for (const { unchanged, reached, now } of steps) {
          const before = paper
          paper = handedIn(paper, { unchanged: unchanged && paper.version > 0, now, dueAt })
          expect(paper.version - before.version).toBe(unchanged && before.version > 0 ? 0 : 1)
          expect(paper.submittedAt).not.toBeNull()
          const back = takenBack(paper, reached)
          expect(isHandedIn(back)).toBe(reached)
          expect(back.version).toBe(paper.version)
          if (reached) expect(back).toMatchObject({ submittedAt: paper.submittedAt, late: paper.late })
          paper = back
        }
      }),
    )
  })

  test('late is what is handed in after the deadline; what waits for a meeting has none', () => {
    const at = (now: string, due: Date | null) =>
      handedIn(begun, { unchanged: false, now: new Date(now), dueAt: due }).late
    expect([
      at('2026-11-20T11:00:00Z', dueAt),
      at('2026-11-20T11:00:01Z', dueAt),
      at('2026-12-01T00:00:00Z', null),
    ]).toEqual([false, true, false])
  })

  test('a step that was left empty says as little as one that was never opened, in whatever order it was saved', () => {
    const saved = <A>(answer: A, seen = 1) => ({ seen, savedAt: '2026-11-01T08:00:00.000Z', answer })
    const empty = { child: '', childReason: '', parents: '', talked: '', parentsReason: '' }
    const a = { perspectives: saved({ ...empty, child: 'Ro' }) }
    const b = {
      perspectives: saved({ parentsReason: '', talked: '', parents: '', childReason: '', child: 'Ro' }, 7),
    }
    const reflection = saved({ child: '', family: '', daycare: '', goesWell: '', tried: '', other: '' })
    expect(sameAnswers(a, { reflection, ...b })).toBe(true)
    expect(sameAnswers(a, { perspectives: saved({ ...empty, child: 'ro' }) })).toBe(false)
  })
})

describe('what somebody is sent of a version', () => {
  const given = (version: number, status: string, opened = false) => ({ version, status, opened })
  test.each([
    ['nothing before', 1, [], 'new'],
    ['they have it', 1, [given(1, 'sent')], 'nothing'],
    ['it is on its way', 1, [given(1, 'waiting')], 'nothing'],
    ['it was withheld before it left', 1, [given(1, 'obsolete')], 'new'],
    ['they have the one before', 2, [given(1, 'sent')], 'corrected'],
    ['the one before is leaving this moment', 2, [given(1, 'sending')], 'corrected'],
    ['the one before has not left', 2, [given(1, 'pending')], 'inPlaceOf'],
    ['it has not left, but was read on the agenda', 2, [given(1, 'unreachable', true)], 'corrected'],
    ['the one before was withheld', 2, [given(1, 'obsolete')], 'new'],
    ['two before, the second not told yet', 3, [given(1, 'sent'), given(2, 'pending')], 'inPlaceOf'],
    ['the correction was withheld', 2, [given(1, 'sent'), given(2, 'obsolete')], 'corrected'],
  ] as const)('%s', (_, version, before, as) => {
    expect(sendingOf(version, before).as).toBe(as)
  })
})
