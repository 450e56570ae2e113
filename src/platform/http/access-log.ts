import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { App } from '../app.ts'
import type { Log } from '../log.ts'
import { sourceOf } from './edge.ts'
import type { PublicEnv } from './env.ts'

/** One request in the access log: where from, which route, never an id, a code or a word of what was sent. */
export type AccessLine = { at: string; source: string; method: string; route: string; status: number; ms: number }

export type AccessLog = { write(line: AccessLine): void; close(): Promise<void> }

const flushMs = 1000

/** A file a month, apart from the application log, to be kept a year at least (互联网政务应用安全管理规定 art. 20). */
export function openAccessLog(folder: string, log: Log): AccessLog {
  let waiting: AccessLine[] = []
  const flush = async () => {
    const lines = waiting
    waiting = []
    const [first] = lines
    if (!first) return
    try {
      await mkdir(folder, { recursive: true })
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
      await appendFile(join(folder, `access-${first.at.slice(0, 7)}.log`), text, { mode: 0o600 })
    } catch (error) {
      log.error('the access log could not be written', error)
    }
  }
  const timer = setInterval(() => void flush(), flushMs)
  timer.unref()
  return {
    write: (line) => void waiting.push(line),
    close: () => {
      clearInterval(timer)
      return flush()
    },
  }
}

/**
 * The template of the route, `/api/suggestions/:id`, never the address with its ids; what no route answers has none.
 * Where an address fits two, the first one answers.
 */
export const routeOf = (c: Context<PublicEnv>): string =>
  matchedRoutes(c)
    .map(({ path }) => path)
    .find((path) => !path.endsWith('*')) ?? '*'

export const accessLogging =
  (app: Pick<App, 'env' | 'wall'>, write: AccessLog['write']): MiddlewareHandler<PublicEnv> =>
  async (c, next) => {
    const began = app.wall.now()
    await next()
    write({
      at: began.toISOString(),
      source: sourceOf(app.env, c),
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      ms: app.wall.now().getTime() - began.getTime(),
    })
  }
