import type { Acting, Actor, Role } from '#kernel/actor.ts'

/** Who and what was loaded, by the keys of the district. */
export type Cast = {
  districtId: string
  organIds: ReadonlyMap<string, string>
  mandateActors: ReadonlyMap<string, Actor>
  postActors: readonly { organKey: string; role: Role; actor: Actor }[]
}

const missing = (what: string): never => {
  throw new Error(`the demo district has no ${what}`)
}

export const organIdOf = (cast: Cast, key: string): string => cast.organIds.get(key) ?? missing(`organ ${key}`)

export const deputyOf = (cast: Cast, mandateKey: string): Actor =>
  cast.mandateActors.get(mandateKey) ?? missing(`mandate ${mandateKey}`)

/** The person in such a post of the organ; `order` from 0 where several are. */
export const officerOf = (cast: Cast, organKey: string, role: Role, order = 0): Actor =>
  cast.postActors.filter((post) => post.organKey === organKey && post.role === role)[order]?.actor ??
  missing(`${role} ${order} in ${organKey}`)

export const mandateIdOf = (actor: Actor): string => actingId(actor, 'mandate')

const actingId = ({ acting }: Actor, kind: Acting['kind']): string =>
  acting?.kind === kind ? acting.id : missing(`${kind} of this actor`)
