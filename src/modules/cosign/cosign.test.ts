import { describe, expect, test } from 'vitest'
import { isBetweenSponsors, isNameThatStands } from './cosign.ts'

describe('the timeline of who signs', () => {
  const reElected = { mandate_id: 'before', later_mandate_id: 'now', status: 'confirmed' }
  const asked = { ...reElected, status: 'invited' }

  test.each(['before', 'now'])('shows to all a name that stands, given under the mandate %s', (actingId) => {
    const step = { type: 'suggestion.cosigned_again', actingId }
    expect([isNameThatStands(step, [reElected]), isBetweenSponsors(step, [reElected])]).toEqual([true, false])
    expect(isBetweenSponsors(step, [asked])).toBe(true)
  })

  test('keeps between the sponsors what somebody else or nobody gave', () => {
    for (const actingId of ['another', null]) {
      const step = { type: 'motion.cosigned', actingId }
      expect(isBetweenSponsors(step, [reElected, { ...reElected, later_mandate_id: null }])).toBe(true)
    }
  })
})
