import type { Role } from '#kernel/actor.ts'

/**
 * What a post holder can let a colleague do in their place: one power is a few acts that belong together. What no power
 * names cannot be delegated at all, above all the voting, evaluating and co-signing of deputies.
 */
export type Power = {
  /** Whose posts have it; never those of the three officers. */
  roles: readonly Role[]
  /** The act as cases offer it in `allowed` → the route that does it, `POST /suggestions/{id}/registration`. */
  acts: Readonly<Record<string, string>>
}

const powers = new Map<string, Power>()
const readable = new Set<string>()

/** Called once by the module that owns the acts; `reads` are the routes that show what they are about. */
export function registerPowers(ofModule: Readonly<Record<string, Power>>, reads: readonly string[]): void {
  for (const [code, power] of Object.entries(ofModule)) powers.set(code, power)
  for (const route of reads) readable.add(route)
}

export const powersOfRole = (role: Role): string[] =>
  [...powers].filter(([, { roles }]) => roles.includes(role)).map(([code]) => code)

// one's own notices and what everybody may look up
const ownReads = ['/notices', '/notices/unread', '/organs', '/organs/{id}', '/congresses', '/rules', '/calendar']
const ownActs = ['POST /notices/read']

/** Every route that anybody who stands in can reach. */
export const standInRoutes = (): string[] => [
  ...[...readable, ...ownReads].map((path) => `GET ${path}`),
  ...ownActs,
  ...[...powers.values()].flatMap(({ acts }) => Object.values(acts)),
]

/** Whether who stands in with these powers reaches a route, `POST /suggestions/{id}/registration`. */
export function isRouteOpen(route: string, held: readonly string[]): boolean {
  if (route.startsWith('GET ')) return [...readable, ...ownReads].includes(route.slice(4))
  if (ownActs.includes(route)) return true
  return held.some((code) => Object.values(powers.get(code)?.acts ?? {}).includes(route))
}
