import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allConfirmed,
  checkConflict,
  checkLeads,
  facesMissing,
  isStalled,
  leadSides,
  oversightProcess,
  oversightStates,
} from './oversight.ts'
import { type OversightFacts, partiesOfOversight } from './oversight-parties.ts'

test('one leader leads, or one of the congress with one of the government', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...leadSides), { maxLength: 4 }), (sides) => {
      const check = () => checkLeads(sides.map((side) => ({ side })))
      const isRight = sides.length === 1 || (sides.length === 2 && sides[0] !== sides[1])
      if (isRight) expect(check).not.toThrow()
      else expect(check).toThrow('oversight.lead_shape')
    }),
  )
})

test('it begins only when everyone who is to lead has confirmed', () => {
  expect(allConfirmed([])).toBe(false)
  expect(allConfirmed([{ confirmed: true }, { confirmed: false }])).toBe(false)
  expect(allConfirmed([{ confirmed: true }, { confirmed: true }])).toBe(true)
})

describe('conflict of interest', () => {
  const heads = [{ personId: 'p1', name: '钱卫东' }]
  test('who heads the handling unit leads no oversight of it', () => {
    expect(() => checkConflict([{ personId: 'p1', name: '钱卫东' }], heads)).toThrow('oversight.lead_heads_unit')
    expect(() => checkConflict([{ personId: null, name: '钱卫东' }], heads)).toThrow('oversight.lead_heads_unit')
  })
  test('another person of the same name may, when the person is named', () => {
    expect(() => checkConflict([{ personId: 'p2', name: '钱卫东' }], heads)).not.toThrow()
  })
})

test('a case that was withdrawn or merged is not answered in person any more', () => {
  const of = (state: string, faceRepliedOn: string | null = null) => ({ state, faceRepliedOn })
  expect(facesMissing([of('handling'), of('withdrawn'), of('merged'), of('closed', '2026-05-01')])).toBe(1)
})

test('after thirty whole days without progress it has stalled, not a moment before', () => {
  const moved = new Date('2026-03-04T01:00:00Z')
  expect(isStalled(moved, new Date('2026-04-03T00:59:59Z'), 30)).toBe(false)
  expect(isStalled(moved, new Date('2026-04-03T01:00:00Z'), 30)).toBe(true)
})

describe('who has to do with the cases', () => {
  const facts: OversightFacts = {
    id: 'o',
    state: 'under_way',
    officeId: 'office',
    committeeId: 'committee',
    stalled: false,
    leads: [{ id: 'l', side: 'congress', organId: 'leaders', confirmed: true, unsigned: 0 }],
  }
  const todos = (change: Partial<OversightFacts>) =>
    partiesOfOversight({ ...facts, ...change }).map(({ holderId, todo }) => [holderId, todo])

  test('nobody before it is decided, nobody when it was withdrawn', () => {
    for (const state of oversightStates) {
      const expected = state === 'proposed' || state === 'withdrawn'
      expect(todos({ state }).length === 0).toBe(expected)
    }
  })
  test('leaders confirm, countersign, and are asked to move what has stalled', () => {
    const lead = { id: 'l', side: 'congress', organId: 'leaders', confirmed: false, unsigned: 0 } as const
    expect(todos({ state: 'decided', leads: [lead] })).toContainEqual(['leaders', 'confirmOversight'])
    expect(todos({ leads: [{ ...lead, unsigned: 1 }], stalled: true })).toContainEqual([
      'leaders',
      'countersignOversight',
    ])
    expect(todos({ stalled: true })).toEqual([
      ['leaders', 'moveOversight'],
      ['committee', null],
      ['office', 'moveOversight'],
    ])
  })
  test('a line of a lead stands for each side', () => {
    const roles = partiesOfOversight(facts).map(({ role }) => role)
    expect(new Set(roles).size).toBe(roles.length)
  })
})

test('what has ended moves no more', () => {
  expect(oversightStates.filter((state) => oversightProcess.isFinal(state))).toEqual(['concluded', 'withdrawn'])
})
