import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, leftBefore, meetingProcess, pickProcess, pickStates, tellPick, warningsOf } from './handover.ts'

test('what is handed over is never taken again', () => {
  expect(pickStates.filter((state) => pickProcess.isFinal(state))).toEqual(['handed_over'])
  expect(pickProcess.allows('picked', 'succeed')).toBe(false)
})

test('what was withdrawn, or handed over elsewhere, before its meeting is gone from it; what is being handed over is not', () => {
  expect([tellPick('picked', 'withdrawn'), tellPick('failed', 'withdrawn')]).toEqual(['gone', 'gone'])
  expect([tellPick('picked', 'handling'), tellPick('failed', 'assigned')]).toEqual(['gone', 'gone'])
  expect([tellPick('picked', 'pre_assignment'), tellPick('failed', 'accepted')]).toEqual(['picked', 'failed'])
  expect([tellPick('handing', 'assigned'), tellPick('handed_over', 'withdrawn')]).toEqual(['handing', 'handed_over'])
})

test('a cancelled meeting hands over nothing; one that was held goes on with what is left', () => {
  expect(meetingProcess.allows('cancelled', 'handOver')).toBe(false)
  expect(meetingProcess.next('held', 'handOver')).toBe('held')
})

test('the office is told before what has no plan, what can’t be handed over and what is confidential', () => {
  const ready = { pick: 'picked', state: 'pre_assignment', units: 2, confidential: false } as const
  expect(warningsOf(ready)).toEqual([])
  expect(warningsOf({ ...ready, state: 'accepted', units: 0 })).toEqual(['missing_plan'])
  expect(warningsOf({ ...ready, pick: 'handed_over', state: 'handling', confidential: true })).toEqual(['confidential'])
})

test('all of one go have one instant, also over midnight; never one that is still to come', () => {
  const begun = new Date('2026-03-04T15:50:00Z')
  fc.assert(
    fc.property(fc.integer({ min: -60, max: 600 }), (minutes) => {
      const now = new Date(begun.getTime() + minutes * 60_000)
      const at = instantOf(begun, now)
      expect(at).toEqual(minutes >= 0 && minutes < 60 ? begun : now)
      expect(at <= now).toBe(true)
    }),
  )
})

test('whoever took a case and is silent for two minutes has left it', () => {
  const now = new Date('2026-03-04T01:02:00Z')
  expect(leftBefore(now)).toEqual(new Date('2026-03-04T01:00:00Z'))
})
