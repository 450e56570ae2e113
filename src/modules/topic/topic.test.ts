import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimProcess, mayClaimNow, placesLeft, topicProcess } from './topic.ts'

test('a topic is claimed only while it is published', () => {
  const open = { openUntil: null, claimsMax: null, held: 0, isHeldByReader: false, today: '2026-03-04' }
  expect(topicProcess.states.filter((state) => mayClaimNow({ ...open, state }))).toEqual(['published'])
})

test('the last day counts in full, the day after does not', () => {
  const topic = { state: 'published', openUntil: '2026-03-04', claimsMax: 1, held: 0, isHeldByReader: false } as const
  expect(mayClaimNow({ ...topic, today: '2026-03-04' })).toBe(true)
  expect(mayClaimNow({ ...topic, today: '2026-03-05' })).toBe(false)
})

test('there are never fewer than no places left', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(80), (claimsMax, held) => {
      const left = placesLeft({ claimsMax, held }) ?? -1
      expect(left).toBe(held >= claimsMax ? 0 : claimsMax - held)
    }),
  )
})

test('what led to a suggestion neither expires nor is given back', () => {
  expect(claimProcess.allows('suggestion_linked', 'expire')).toBe(false)
  expect(claimProcess.allows('suggestion_linked', 'release')).toBe(false)
  expect(claimProcess.next('suggestion_linked', 'unlink')).toBe('researching')
})
