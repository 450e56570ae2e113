import type { ActorName } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Stage } from './cases.ts'
import type { World } from './world.ts'

type Names = readonly ActorName[]

/**
 * Who may what on one route. Anonymous callers get 401 and everyone else who is not named 404, with the same body as
 * for what does not exist.
 */
export type Row = {
  /** They are served. */
  may: Names
  /** A scope opens it to programs; all else that needs a right is closed to them, whatever it is about. */
  program?: true
  /** They see the thing but may not do this: 403. */
  sees?: Names
  /** They get 403 whether the thing exists or not: it is not for their kind. `rest`: everyone who is not named. */
  never?: Names | 'rest'
  /** The status of those who are served, 200 unless said. */
  done?: number
  /** Where serving would need more than a right: the refusal that only they can get to who have passed the policy. */
  passes?: string
  /** Makes what the request is about; made anew for everyone who is served, since serving changes it. */
  ask?: (world: World, name: ActorName) => Promise<Ask> | Ask
  /** The request is about the caller's own things: made for each of them. */
  own?: true
  /** The stage to which serving it brings the case, which is then taken for the rows about that stage. */
  leads?: Stage
  /** Serving it ends the session. */
  ends?: true
}

export type Rows = Readonly<Record<`${string} /${string}`, Row>>

/** Who is served: of programs only what a scope opens, and what is open to anyone. */
export const isServed = ({ may, program }: Row, name: ActorName): boolean =>
  may.includes(name) || (name === 'token' && program === true)

export function expectedStatus(row: Row, name: ActorName): number {
  if (isServed(row, name)) return row.done ?? 200
  if (name === 'anonymous') return 401
  if (name === 'token') return 403
  const isForbidden = row.sees?.includes(name) || row.never === 'rest' || row.never?.includes(name)
  return isForbidden ? 403 : 404
}

const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** What one does not see must look like what is not there. */
export const mustLookAbsent = (row: Row, name: ActorName, ask: Ask): boolean =>
  !row.sees?.includes(name) && Object.values(ask.path ?? {}).some((value) => identifier.test(value))

/** The same request about something that was never made. */
export const aboutNothing = (world: World, ask: Ask): Ask => ({
  ...ask,
  path: Object.fromEntries(
    Object.entries(ask.path ?? {}).map(([key, value]) => [key, identifier.test(value) ? world.app.ids.uuid() : value]),
  ),
})

export async function send(world: World, route: string, name: ActorName, ask: Ask): Promise<Response> {
  const [method = '', template = ''] = route.split(' ')
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, key: string) => ask.path?.[key] ?? key)
  const path = ask.query === undefined ? filled : `${filled}?${ask.query}`
  const json: Record<string, string> = ask.body === undefined ? {} : { 'content-type': 'application/json' }
  return world.by(name).fetch(path, {
    method: method === 'ALL' ? 'GET' : method,
    headers: { 'accept-language': 'zh-CN', ...json },
    ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
    ...(ask.form && { body: ask.form() }),
  })
}
