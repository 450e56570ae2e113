import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activationCode, normaliseCode } from './activation-code.ts'
import { type Attempts, beginAttempt } from './attempt.ts'
import {
  areRelatedAreas,
  endActionOf,
  isName,
  mandateDayFault,
  mandateProcess,
  needsTotp,
  normaliseAccountName,
  phoneOf,
} from './identity.ts'
import { faultsOf } from './password.ts'
import { sessionStateAt } from './session.ts'

const now = new Date('2026-03-04T09:00:00+08:00')
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test('a mandate is suspended and resumed, and nothing follows its end', () => {
  expect(mandateProcess.next('active', 'suspend')).toBe('suspended')
  expect(mandateProcess.next('suspended', 'resume')).toBe('active')
  for (const state of ['terminated', 'deceased', 'term_expired'] as const)
    expect(mandateProcess.isFinal(state)).toBe(true)
  expect(() => mandateProcess.next('terminated', 'resume')).toThrow('identity.not_now')
})

test('death and the end of a term have states of their own, every other reason terminates', () => {
  expect([endActionOf('died'), endActionOf('term_expired'), endActionOf('recalled')]).toEqual([
    'die',
    'expire',
    'terminate',
  ])
})

test('a town and its county are related areas, two counties are not', () => {
  expect(areRelatedAreas('/32/3204/320412/', '/32/3204/320412/320412100/')).toBe(true)
  expect(areRelatedAreas('/32/3204/320412/320412100/', '/32/')).toBe(true)
  expect(areRelatedAreas('/32/3204/320412/', '/32/3204/320411/')).toBe(false)
})

test('whoever administers or holds the rules needs a second factor', () => {
  expect(needsTotp(['secadmin'])).toBe(true)
  expect(needsTotp(['deputy_office'])).toBe(true)
  expect(needsTotp(['presidium'])).toBe(true)
  expect(needsTotp(['unit_clerk', 'leader'])).toBe(false)
})

test('an account name is typed in any width and case', () => {
  expect(normaliseAccountName(' ＷＪ00123 ')).toBe('wj00123')
  expect(normaliseAccountName('武进张三')).toBe('武进张三')
  expect(normaliseAccountName('a b')).toBeUndefined()
  expect(normaliseAccountName('*activation')).toBeUndefined()
})

test.each([
  ['Short-1a', ['too_short']],
  ['onlysmallletters', ['too_simple']],
  ['Wj00123-Zhang', ['has_name']],
  ['Password2026!', ['too_common']],
  ['湖塘河畔-Spring-7', []],
  ['Given-Words-2026', []],
])('the password %s has the faults %j', (password, faults) => {
  expect(faultsOf(password, 'wj00123')).toEqual(faults)
})

test('a code from paper is read whatever the case, width, blanks and dashes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const code = activationCode(Buffer.from(bytes).toString('base64url'))
      expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){2}$/)
      expect(normaliseCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(code)
      expect(normaliseCode(code.replaceAll('-', '—'))).toBe(code)
    }),
  )
  expect(normaliseCode('ABCD-EFGH-JKM')).toBeUndefined()
  expect(normaliseCode('ABCD-EFGH-JKMO')).toBeUndefined()
})

test('the fifth wrong password locks for thirty minutes, then the count begins anew', () => {
  let attempts: Attempts = { failures: 0, lastAt: now, lockedUntil: null }
  for (let times = 0; times < 5; times += 1) {
    const result = beginAttempt(attempts, now)
    if (!result.allowed) throw new Error('locked too early')
    attempts = result.after
  }
  expect(beginAttempt(attempts, minutesLater(29))).toEqual({ allowed: false, until: minutesLater(30) })
  const afterwards = beginAttempt(attempts, minutesLater(30))
  expect(afterwards).toMatchObject({ allowed: true, after: { failures: 1, lockedUntil: null } })
})

test('however attempts are spread, no more than five in thirty minutes are looked at', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (pauses) => {
      let attempts: Attempts = { failures: 0, lastAt: now, lockedUntil: null }
      let at = 0
      const looked: number[] = []
      for (const pause of pauses) {
        at += pause
        const result = beginAttempt(attempts, minutesLater(at))
        if (!result.allowed) continue
        looked.push(at)
        attempts = result.after
      }
      for (const first of looked)
        expect(looked.filter((one) => one >= first && one < first + 30).length).toBeLessThan(6)
    }),
  )
})

test('staff sessions lock after 15 idle minutes and end after 12 hours; a deputy has seven idle days', () => {
  const staff = { isStaff: true, createdAt: now, seenAt: now, endedAt: null }
  expect(sessionStateAt(staff, minutesLater(14))).toBe('open')
  expect(sessionStateAt(staff, minutesLater(15))).toBe('locked')
  expect(sessionStateAt({ ...staff, seenAt: minutesLater(719) }, minutesLater(720))).toBe('ended')
  const deputy = { ...staff, isStaff: false }
  expect(sessionStateAt(deputy, minutesLater(6 * 1440))).toBe('open')
  expect(sessionStateAt(deputy, minutesLater(7 * 1440))).toBe('ended')
  expect(sessionStateAt({ ...deputy, endedAt: now }, now)).toBe('ended')
})

test('the README draws the life of a mandate as it is', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(readme).toContain(mandateProcess.diagram())
})

test('a name has letters and what joins them, at most sixty', () => {
  const names = ['欧阳龘', '卜𬭚', '李〇', '阿卜杜拉·买买提', '\u{e863}伟', "O'Neil Anna-Maria"]
  expect(names.filter((name) => !isName(name))).toEqual([])
  expect(['', '=cmd|/c calc', '<script>alert(1)</script>', '张3', '张'.repeat(61)].filter(isName)).toEqual([])
})

test('telephone numbers are kept as digits; two in a cell are none, nor is a number without its area code', () => {
  expect(['13800001111', '+8613800001111', '0519-86312345', '86312345', '13800001111/86312345'].map(phoneOf)).toEqual([
    '13800001111',
    '13800001111',
    '051986312345',
    undefined,
    undefined,
  ])
})

test('a mandate begins in the year before its first session or later, while the term lasts, and not in days to come', () => {
  const today = '2026-03-04'
  const fault = (day: string, firstOn: string, endedOn: string | null = null) =>
    mandateDayFault(day, { firstOn, endedOn }, today)
  const present = ['2021-01-05', '2021-01-06', today, '2026-03-05', '2030-01-01']
  expect(present.map((day) => fault(day, '2022-01-06'))).toEqual([
    'started_before_term',
    undefined,
    undefined,
    'started_in_future',
    'started_in_future',
  ])
  const toCome = ['2026-03-04', '2027-01-07', '2027-01-08']
  expect(toCome.map((day) => fault(day, '2027-01-07'))).toEqual([undefined, undefined, 'started_in_future'])
  expect(fault('2026-03-20', '2022-01-06', '2026-03-10')).toBe('started_after_term')
  expect(fault('2025-01-01', '2022-01-06', '2026-03-04')).toBe('term_over')
})
