import { given } from '#modules/token/token.given.ts'
import type { Client } from '#tests/support/test-app.ts'
import { testApp } from '#tests/support/test-app.ts'
import { type ActorName, type Actors, makeActors } from './actors.ts'

type Site = Awaited<ReturnType<typeof testApp>>

/** The program with everybody in it, each with one session that is opened when it is needed. */
export type World = Site & {
  actors: Actors
  by(name: ActorName | 'colleague'): Client
  /** Cases that stand at a stage and are nobody's any more. */
  standing: Map<string, string[]>
  /** The next time this one signs in anew. */
  forget(name: ActorName): void
}

export async function makeWorld(): Promise<World> {
  const site = await testApp({ fresh: true })
  const actors = await makeActors(site.app)
  const secret = await given.apiToken(site, { by: actors.sysadmin, post: actors.token })
  const program = site.bearing(secret)
  const clients = new Map<string, Client>()
  const by = (name: ActorName | 'colleague'): Client => {
    if (name === 'anonymous') return site.anonymous
    if (name === 'token') return program
    const known = clients.get(name) ?? site.as(actors[name], { anew: true })
    clients.set(name, known)
    return known
  }
  return {
    ...site,
    actors,
    by,
    standing: new Map(),
    forget: (name) => {
      clients.delete(name)
    },
  }
}
