import { expect, test } from 'vitest'
import { makeLog } from './log.ts'

const causeOf = (error: unknown): string => {
  const lines: string[] = []
  makeLog(
    (line) => lines.push(line),
    () => new Date('2026-03-04T09:00:00+08:00'),
  ).error('job queue', error)
  return JSON.parse(lines[0] ?? '{}').cause
}

test('an error is logged with what it says, also when it comes as a plain object as from the job queue', () => {
  expect(causeOf(new Error('no connection'))).toContain('Error: no connection\n')
  const spread = { code: '57P01', message: 'terminating connection', stack: 'error: terminating connection\n    at x' }
  expect(causeOf(spread)).toBe(spread.stack)
  expect(causeOf({ message: 'terminating connection' })).toBe('terminating connection')
  expect(causeOf('refused')).toBe('refused')
  // neither what cannot be read nor what a job was about gets into the log
  expect(causeOf({ code: 'E1', data: { name: '丁一' } })).toBe('an object with code, data')
  expect(causeOf(undefined)).toBe('undefined')
})
