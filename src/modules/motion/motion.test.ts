import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AreaLevel } from '#kernel/actor.ts'
import {
  checkInTime,
  checkSponsors,
  checkVote,
  motionProcess,
  needsConsent,
  sponsorsCounted,
  sponsorsNeeded,
  submissionOf,
  suggestionTitle,
} from './motion.ts'
import { type MotionFacts, partiesOfMotion } from './motion-parties.ts'

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'ok'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('H15: ten sponsors from the county up, five in a township, the lead being one of them', () => {
  expect(([1, 2, 3, 4] as AreaLevel[]).map(sponsorsNeeded)).toEqual([10, 10, 10, 5])
  expect(codeOf(() => checkSponsors(9, 3))).toBe('motion.too_few_sponsors')
  expect(codeOf(() => checkSponsors(10, 3))).toBe('ok')
  expect(codeOf(() => checkSponsors(4, 4))).toBe('motion.too_few_sponsors')
  expect(codeOf(() => checkSponsors(5, 4))).toBe('ok')
})

test('the invited, the silent, and those no longer in office are not counted', () => {
  const one = (status: string, inOffice = true) => ({ status, inOffice })
  expect(sponsorsCounted([one('confirmed'), one('invited'), one('declined'), one('confirmed', false)])).toBe(2)
})

test('the deadline is the first moment too late', () => {
  const at = new Date('2026-03-06T18:00:00+08:00')
  const session = { motion_deadline_at: at }
  expect(codeOf(() => checkInTime(session, new Date(at.getTime() - 1)))).toBe('ok')
  expect(codeOf(() => checkInTime(session, at))).toBe('motion.past_deadline')
  expect(codeOf(() => checkInTime(undefined, at))).toBe('motion.not_in_session')
  expect(codeOf(() => checkInTime({ motion_deadline_at: null }, at))).toBe('motion.no_deadline_yet')
})

test('from the submission to the vote a withdrawal needs consent, before and after there is none to give', () => {
  expect(motionProcess.states.filter((state) => !needsConsent(state))).toEqual([
    'draft',
    'cosigning',
    'voted',
    'concluded',
    'converted_to_suggestion',
    'withdrawn',
  ])
})

test('a motion passes with more than half of all deputies, never with less, whoever stayed away', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.nat(500), (deputies, votesFor, against) => {
      fc.pre(votesFor + against <= deputies)
      const figures = { votesFor, against, abstained: 0, deputies }
      const passed = votesFor * 2 > deputies
      expect(codeOf(() => checkVote({ ...figures, passed }))).toBe('ok')
      expect(codeOf(() => checkVote({ ...figures, passed: !passed }))).toBe(
        passed ? 'motion.is_majority' : 'motion.no_majority',
      )
    }),
  )
  const tooMany = { votesFor: 200, against: 80, abstained: 30, deputies: 300, passed: true }
  expect(codeOf(() => checkVote(tooMany))).toBe('motion.more_votes_than_deputies')
})

test('as a suggestion it is called one', () => {
  expect(suggestionTitle('关于修订议案办法的议案')).toBe('关于修订议案办法的建议')
})

const facts: MotionFacts = {
  state: 'cosigning',
  submitted: false,
  lead: { mandateId: 'lead', inOffice: true },
  cosigners: [
    { mandateId: 'a', status: 'confirmed', inOffice: true, askedAgain: false, hasAnswered: true },
    { mandateId: 'b', status: 'invited', inOffice: true, askedAgain: false, hasAnswered: false },
  ],
  counted: 10,
  needed: 10,
  deskId: 'desk',
  keeperIds: ['desk', 'office'],
  presidiumId: null,
  committeeId: null,
  withdrawalAsked: false,
  submission: 'open',
  deadline: null,
}
const todos = (change: Partial<MotionFacts>) =>
  Object.fromEntries(partiesOfMotion({ ...facts, ...change }).map(({ holderId, todo }) => [holderId, todo]))

test('a draft is its sponsors’ own, also one that was withdrawn; what was submitted is seen by the offices', () => {
  expect(todos({})).toEqual({ lead: 'motionSubmit', a: null, b: 'motionCosign' })
  expect(todos({ counted: 9 })).toMatchObject({ lead: null })
  expect(Object.keys(todos({ state: 'withdrawn' }))).toEqual(['lead', 'a'])
  expect(todos({ state: 'submitted', submitted: true })).toEqual({
    lead: null,
    a: null,
    desk: 'motionRegister',
    office: null,
  })
})

test('who leads a motion is asked for what they can do: to submit it in time, afterwards to make a suggestion of it', () => {
  const deadline = new Date('2026-03-06T18:00:00+08:00')
  const session = { opens_on: '2026-03-03', motion_deadline_at: deadline }
  expect(submissionOf(session, '2026-03-02', new Date('2026-03-02T09:00:00+08:00'))).toBe('coming')
  expect(submissionOf(session, '2026-03-06', new Date(deadline.getTime() - 1))).toBe('open')
  expect(submissionOf(session, '2026-03-06', deadline)).toBe('over')
  expect(submissionOf(undefined, '2026-03-09', deadline)).toBe('over')
  const lineOf = (submission: MotionFacts['submission']) => {
    const [{ todo, dueBefore } = {}] = partiesOfMotion({ ...facts, submission, deadline })
    return [todo, dueBefore]
  }
  expect(lineOf('open')).toEqual(['motionSubmit', deadline])
  expect(lineOf('coming')).toEqual([null, deadline])
  expect(lineOf('over')).toEqual(['motionConvert', null])
})

test('a wish to withdraw comes before anything else, and is the presidium’s to decide', () => {
  const asked = { submitted: true, withdrawalAsked: true, state: 'on_agenda' } as const
  expect(todos(asked)).toMatchObject({ desk: 'motionConsent' })
  expect(todos({ ...asked, presidiumId: 'presidium' })).toMatchObject({ presidium: 'motionConsent' })
})

test('the committee reports on what was referred to it, and nobody else is a party', () => {
  const referred = { submitted: true, state: 'referred_to_committee', committeeId: 'committee' } as const
  expect(todos(referred)).toMatchObject({ committee: 'motionReport', desk: null })
})
