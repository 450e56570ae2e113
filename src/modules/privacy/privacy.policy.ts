import { type ActingPost, type Actor, actsAsRole, isSelf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { requestHandlers } from './privacy.ts'

type Subject = { congress_id: string; person_id: string | null }

/** The office that answers the requests of its congress. */
export function asHandler(actor: Actor): ActingPost {
  const { acting } = actor
  if (acting?.kind !== 'post' || !actsAsRole(actor, ...requestHandlers)) {
    throw new Refusal('forbidden', 'privacy.handlers_only')
  }
  return acting
}

/** Requests of another congress are not there. */
export function maySeeRequest(actor: Actor, request: Subject): void {
  if (asHandler(actor).congressId !== request.congress_id) throw new Refusal('not_found', 'privacy.not_found')
}

/** Nobody decides about what they asked for themselves. */
export const isOwn = (actor: Actor, request: Subject): boolean => isSelf(actor, request.person_id)

export function mayHandle(actor: Actor, request: Subject): void {
  maySeeRequest(actor, request)
  if (isOwn(actor, request)) throw new Refusal('forbidden', 'privacy.own_request')
}

export function mayFollow(actor: Actor, request: Subject): void {
  if (!isOwn(actor, request)) throw new Refusal('not_found', 'privacy.not_found')
}
