import { outageOf } from './http/outage.ts'
import type { Log, LogFields } from './log.ts'

const everyMs = 60_000

/**
 * A log in which the same error stands once, and once a minute how many more there were: what goes wrong at every beat
 * does not fill the disk. While the database is away, everything that says so in the same words is the same.
 */
export function withRepeatsCounted(log: Log): Log {
  const waiting = new Map<string, { more: number }>()
  const error = (message: string, cause: unknown, fields?: LogFields): void => {
    const key = JSON.stringify([message, fields, outageOf(cause) ?? causeKey(cause)])
    const known = waiting.get(key)
    if (known) {
      known.more += 1
      return
    }
    log.error(message, cause, fields)
    const counted = { more: 0 }
    waiting.set(key, counted)
    const tell = () => {
      if (counted.more === 0) return void waiting.delete(key)
      log.error(message, cause, { ...fields, more: counted.more, seconds: everyMs / 1000 })
      counted.more = 0
      setTimeout(tell, everyMs).unref()
    }
    setTimeout(tell, everyMs).unref()
  }
  return { ...log, error }
}

const causeKey = (cause: unknown): string =>
  cause instanceof Error
    ? `${'code' in cause ? String(cause.code) : ''} ${cause.stack ?? cause.message}`
    : String(cause)
