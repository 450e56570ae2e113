import { type ActingMandate, type ActingPost, type Actor, actsAsRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { topicKeepers, topicReaders } from './topic.ts'

/** Plain data for the queries: which topics of which congress. `draftsOf`: the organ whose drafts are seen; all or none. */
export type TopicScope = { congressId: string; draftsOf: string | 'all' | null; mandateId: string | null }

type Subject = { congress_id: string; organ_id: string; status: string }

/** The deputies of a congress and its own offices; nobody else, and nobody of another congress. */
export function topicScopeOf(actor: Actor): TopicScope | null {
  const { acting } = actor
  if (acting?.kind === 'mandate') return { congressId: acting.congressId, draftsOf: null, mandateId: acting.id }
  if (acting?.kind !== 'post' || !topicReaders.includes(acting.role)) return null
  const draftsOf = acting.role === 'committee' ? acting.organId : keepsAll(actor) ? 'all' : null
  return { congressId: acting.congressId, draftsOf, mandateId: null }
}

const keepsAll = (actor: Actor): boolean => actsAsRole(actor, 'deputy_office', 'presidium', 'street_committee')

export function maySeeTopic(actor: Actor, topic: Subject): void {
  const scope = topicScopeOf(actor)
  const isDraftOpen = topic.status !== 'draft' || scope?.draftsOf === 'all' || scope?.draftsOf === topic.organ_id
  if (scope?.congressId !== topic.congress_id || !isDraftOpen) throw new Refusal('not_found', 'topic.not_found')
}

/** Drafting is for the offices and committees of the congress. */
export function asKeeper(actor: Actor): ActingPost {
  const { acting } = actor
  if (acting?.kind !== 'post' || !topicKeepers.includes(acting.role)) {
    throw new Refusal('forbidden', 'topic.keepers_only')
  }
  return acting
}

/** The offices keep the whole list; a committee what it put there itself. */
export const keepsTopic = (actor: Actor, topic: Subject): boolean =>
  actor.acting?.kind === 'post' &&
  actor.acting.congressId === topic.congress_id &&
  (keepsAll(actor) || (actor.acting.role === 'committee' && actor.acting.organId === topic.organ_id))

export function mayKeepTopic(actor: Actor, topic: Subject): void {
  if (!keepsTopic(actor, topic)) throw new Refusal('forbidden', 'topic.not_yours_to_do')
}

export function asDeputy(actor: Actor): ActingMandate {
  if (actor.acting?.kind !== 'mandate') throw new Refusal('forbidden', 'topic.deputies_only')
  return actor.acting
}

/** A claim of somebody else is seen with its topic, but only its claimant acts on it. */
export function mayActOnClaim(actor: Actor, claim: { mandate_id: string }): void {
  if (actor.acting?.id !== claim.mandate_id) throw new Refusal('forbidden', 'topic.not_your_claim')
}
