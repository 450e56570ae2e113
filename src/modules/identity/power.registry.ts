import type { Role, StandIn } from '#kernel/actor.ts'
import type { Power, Powers } from '#kernel/power.ts'

type OfModule = { powers: Powers; reads: readonly string[] }

const modules = new Map<string, OfModule>()

/** Called once by the module that owns the acts; `reads` are the routes that show what they are about. */
export function registerPowers(name: string, powers: Powers, reads: readonly string[]): void {
  modules.set(name, { powers, reads })
}

const all = (): [string, Power][] => [...modules.values()].flatMap(({ powers }) => Object.entries(powers))

/** What a post can delegate, by the module in which it is. */
export const powersOfRole = (role: Role): { module: string; powers: string[] }[] =>
  [...modules]
    .map(([module, { powers }]) => ({
      module,
      powers: Object.keys(powers).filter((code) => powers[code]?.roles.includes(role)),
    }))
    .filter(({ powers }) => powers.length > 0)

// one's own notices, what waits, and what everybody may look up
const ownReads = [
  '/todo',
  '/notices',
  '/notices/unread',
  '/organs',
  '/organs/{id}',
  '/congresses',
  '/rules',
  '/calendar',
]
const ownActs = ['POST /notices/read']

/** Every route that anybody who stands in can reach. */
export const standInRoutes = (): string[] => [
  ...[...[...modules.values()].flatMap(({ reads }) => reads), ...ownReads].map((path) => `GET ${path}`),
  ...ownActs,
  ...all().flatMap(([, { acts }]) => Object.values(acts)),
]

const isHeld = ({ powers }: OfModule, held: readonly string[]): boolean => held.some((code) => code in powers)

/** The modules in which these powers are. */
export const modulesOf = (held: readonly string[]): string[] =>
  [...modules].filter(([, of]) => isHeld(of, held)).map(([name]) => name)

/** Whether who stands in with these powers reaches a route, `POST /suggestions/{id}/registration`. */
export function isRouteOpen(route: string, held: readonly string[]): boolean {
  if (route.startsWith('GET ')) {
    const path = route.slice(4)
    const isRead = (of: OfModule) => isHeld(of, held) && of.reads.includes(path)
    return ownReads.includes(path) || [...modules.values()].some(isRead)
  }
  if (ownActs.includes(route)) return true
  return all().some(([code, { acts }]) => held.includes(code) && Object.values(acts).includes(route))
}

/** Whether what waits for an organ waits for who stands in there as well. */
export const coversTodo = ({ powers: held }: StandIn, todo: string): boolean =>
  all().some(([code, { acts, todos }]) => held.includes(code) && (todos ?? Object.keys(acts)).includes(todo))
