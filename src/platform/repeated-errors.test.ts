import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeLog } from './log.ts'
import { withRepeatsCounted } from './repeated-errors.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const away = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })

test('while the database is away the log says so once, then once a minute how often it was said', () => {
  const lines: string[] = []
  const log = withRepeatsCounted(
    makeLog(
      (line) => void lines.push(line),
      () => new Date('2026-03-04T09:00:00+08:00'),
    ),
  )
  for (let time = 0; time < 22; time += 1) log.error('heartbeat failed', away())
  expect(lines).toHaveLength(1)
  vi.advanceTimersByTime(60_000)
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ message: 'heartbeat failed', more: 21, seconds: 60 })
  // when it is over nothing more is said, and the next time is told at once
  vi.advanceTimersByTime(120_000)
  expect(lines).toHaveLength(2)
  log.error('heartbeat failed', away())
  expect(lines).toHaveLength(3)
})

test('another error, and the same one of another request, are told at once', () => {
  const lines: string[] = []
  const log = withRepeatsCounted(
    makeLog(
      (line) => void lines.push(line),
      () => new Date('2026-03-04T09:00:00+08:00'),
    ),
  )
  const broken = new TypeError('no such thing')
  log.error('request failed', broken, { requestId: 'a' })
  log.error('request failed', broken, { requestId: 'b' })
  log.error('heartbeat failed', broken)
  log.error('heartbeat failed', new TypeError('no such other thing'))
  log.error('job queue', away())
  log.warn('slow')
  expect(lines).toHaveLength(6)
})
