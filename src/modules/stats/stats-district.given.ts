import fc from 'fast-check'
import type { GivenCase, GivenPart } from './stats.given.ts'

const day = fc
  .integer({ min: 0, max: 62 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
const partArbitrary = (unitId: string): fc.Arbitrary<GivenPart> =>
  fc.record(
    {
      unitId: fc.constant(unitId),
      part: fc.constantFrom('separate' as const, 'co' as const),
      status: fc.constantFrom('handling', 'replied', 'done', 'reassigned', 'cancelled'),
      handed: day,
      signed: day,
      signBefore: day,
      returned: fc.boolean(),
      dueBefore: day,
      paused: fc.boolean(),
      extended: fc.boolean(),
      replies: fc.tuple(
        fc.record({ at: day, class: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const) }),
      ),
      met: fc.array(
        fc.record({ means: fc.constantFrom('meeting' as const, 'phone' as const), on: day, confirmed: fc.boolean() }),
        { maxLength: 2 },
      ),
      evaluations: fc.array(
        fc.record({
          at: day,
          result: fc.constantFrom('satisfied' as const, 'basically_satisfied' as const, 'dissatisfied' as const),
        }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: ['unitId', 'part', 'status', 'handed'] },
  )
/** A case as it may have come to be, with a part at each of these units. */
export const caseArbitrary = (units: readonly string[]): fc.Arbitrary<GivenCase> =>
  fc.record(
    {
      status: fc.constantFrom('submitted', 'handling', 'awaiting_evaluation', 'closed', 'merged', 'withdrawn'),
      submitted: day,
      accepted: day,
      closed: day,
      category: fc.constantFrom('transport', 'health'),
      confidential: fc.boolean(),
      parts: fc.tuple(...units.map(partArbitrary)),
    },
    { requiredKeys: ['status', 'submitted', 'confidential'] },
  )
