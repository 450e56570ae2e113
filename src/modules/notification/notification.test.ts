import { describe, expect, test } from 'vitest'
import { digestTime, smsTime } from './delivery-time.ts'
import { type DeliveryMode, noticesFor, pauseAfter, planDelivery, type Reach, stepOf } from './notification.ts'

const shanghai = (text: string) => new Date(`${text}+08:00`)
const reach = (mail: Partial<Reach['mail']>, sms: Partial<Reach['sms']> = { isConfigured: false }): Reach => {
  const usual = { isConfigured: true, hasContact: true, mode: 'immediate' as DeliveryMode }
  return { mail: { ...usual, ...mail }, sms: { ...usual, ...sms } }
}

describe('on which channels a notice goes out', () => {
  test('who joins a draft on their own is news to its lead alone', () => {
    const concerned = [
      { holderId: 'lead', role: 'lead', todo: null },
      { holderId: 'joined', role: 'cosigner', todo: null },
    ]
    expect(noticesFor({ type: 'suggestion.cosign_joined', data: {} }, concerned)).toEqual([
      { holderId: 'lead', kind: 'suggestion_cosign_joined' },
    ])
  })

  test('a withdrawal is told to everyone at work on the case, once', () => {
    const concerned = ['lead', 'deputy_office', 'distributor', 'committee', 'unit:a', 'publication'].map((role) => ({
      holderId: `holder of ${role}`,
      role,
      todo: null,
    }))
    const twice = { holderId: 'holder of unit:a', role: 'unit:b', todo: null }
    const hear = (type: string) => noticesFor({ type, data: {} }, [...concerned, twice]).map(({ holderId }) => holderId)
    expect(hear('suggestion.withdrawn')).toEqual(
      ['lead', 'deputy_office', 'distributor', 'committee', 'unit:a'].map((role) => `holder of ${role}`),
    )
    expect(hear('suggestion.registered')).toEqual(['holder of lead'])
  })

  test('on all that work and are wanted', () => {
    expect(planDelivery('evaluate', reach({}, { mode: 'digest' })).map(({ channel, mode }) => [channel, mode])).toEqual(
      [
        ['mail', 'immediate'],
        ['sms', 'digest'],
      ],
    )
  })

  test('nothing leaves where no channel is configured, and nobody is telephoned then', () => {
    expect(planDelivery('overdue', reach({ isConfigured: false }))).toEqual([])
  })

  test('who can be reached on none is told by telephone, unless nothing was wanted and nothing must reach them', () => {
    expect(planDelivery('cosign', reach({ hasContact: false }))).toMatchObject([{ channel: 'phone' }])
    expect(planDelivery('cosign', reach({ hasContact: false, mode: 'off' }))).toEqual([])
    expect(planDelivery('overdue', reach({ hasContact: false, mode: 'off' }))).toMatchObject([{ channel: 'phone' }])
  })

  test('what is overdue and what must reach a person can not be turned off entirely', () => {
    const off = reach({ mode: 'off', hasContact: false }, { mode: 'off' })
    for (const kind of ['overdue', 'escalated', 'acknowledge', 'evaluate', 'reply_sent']) {
      expect(planDelivery(kind, off)).toEqual([{ channel: 'sms', mode: 'immediate', reason: null }])
    }
    expect(planDelivery('publication_published', off)).toEqual([])
  })
})

test('a telephone stays quiet from 22 to 8, mail of the day is gathered until half past eight', () => {
  const day = (text: string) => smsTime(shanghai(text)).toISOString()
  expect(day('2026-03-04T21:59:59')).toBe(shanghai('2026-03-04T21:59:59').toISOString())
  expect(day('2026-03-04T22:00:00')).toBe(shanghai('2026-03-05T08:00:00').toISOString())
  expect(day('2026-03-05T07:59:59')).toBe(shanghai('2026-03-05T08:00:00').toISOString())
  expect(day('2026-03-05T08:00:00')).toBe(shanghai('2026-03-05T08:00:00').toISOString())
  expect(digestTime(shanghai('2026-12-31T08:30:00'))).toEqual(shanghai('2027-01-01T08:30:00'))
  expect(digestTime(shanghai('2026-12-31T08:29:00'))).toEqual(shanghai('2026-12-31T08:30:00'))
})

test('each failure waits longer than the one before', () => {
  expect([1, 2, 3].map(pauseAfter)).toEqual([60_000, 300_000, 900_000])
})

test('an overdue case rises by steps, whatever the days of its rule', () => {
  expect([1, 3, 7, 9].map((days) => stepOf(days, [7, 1, 3]))).toEqual(['unit_head', 'gov_office', 'leader', undefined])
})

test('a deadline is told to whom it waits for, not to everyone who has something to do in the case', () => {
  const concerned = [
    { holderId: 'late', role: 'unit:a', todo: 'draftReply' },
    { holderId: 'other', role: 'unit:b', todo: 'draftReply' },
    { holderId: 'sponsor', role: 'lead', todo: 'evaluate' },
  ]
  const clock = (subjectKind: string, subjectId: string, type = 'clock.soon', ruleId = 'suggestion.answer') => ({
    type,
    data: { ruleId, subjectKind, subjectId, days: 7, dueBefore: '2026-06-05T00:00:00+08:00' },
  })
  const told = (kind: string, id: string) => noticesFor(clock(kind, id), concerned).map(({ holderId }) => holderId)
  expect(told('assignment', 'a')).toEqual(['late'])
  expect(told('evaluation_round', 'r')).toEqual(['sponsor'])
  // a window that closed unused makes nobody late
  const evaluate = (type: string) => noticesFor(clock('evaluation_round', 'r', type, 'suggestion.evaluate'), concerned)
  expect(evaluate('clock.soon').map(({ kind }) => kind)).toEqual(['soon'])
  expect(evaluate('clock.overdue')).toEqual([])
})
