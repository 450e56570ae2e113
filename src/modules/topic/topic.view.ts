import type { Actor } from '#kernel/actor.ts'
import { withinPowers } from '#kernel/power.ts'
import { topicPowers } from './powers.ts'
import { categoryOf, type TopicView } from './topic.contract.ts'
import { keepsTopic } from './topic.policy.ts'
import type { ClaimRow, getTopicRow, LinkRow } from './topic.queries.ts'
import { type ClaimState, claimProcess, mayClaimNow, type TopicState, topicProcess, unlinkableStates } from './topic.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The only way a topic leaves the module: what this reader may see of it, and what they may do. */
export function presentTopic(
  actor: Actor,
  topic: Awaited<ReturnType<typeof getTopicRow>>,
  claims: readonly ClaimRow[],
  links: readonly LinkRow[],
  today: string,
): TopicView {
  const isOwn = ({ mandate_id }: ClaimRow): boolean => mandate_id === actor.acting?.id
  const live = claims.filter(({ ended_at }) => ended_at === null)
  const linksOf = (claim: ClaimRow) => links.filter(({ claim_id }) => claim_id === claim.id)
  const state = topic.status as TopicState
  const keeps = keepsTopic(actor, topic)
  const mayClaim =
    actor.acting?.kind === 'mandate' &&
    mayClaimNow({
      state,
      openUntil: topic.open_until,
      claimsMax: topic.claims_max,
      held: live.length,
      isHeldByReader: live.some(isOwn),
      today,
    })
  const allowed: [string, boolean][] = [
    ['edit', keeps && !topicProcess.isFinal(state)],
    ['publish', keeps && topicProcess.allows(state, 'publish')],
    ['close', keeps && topicProcess.allows(state, 'close')],
    ['withdraw', keeps && topicProcess.allows(state, 'withdraw')],
    ['claim', mayClaim],
  ]
  return {
    id: topic.id,
    title: topic.title,
    background: topic.background,
    direction: topic.direction,
    category: categoryOf(topic.category),
    state,
    organName: topic.organ_name,
    claimsMax: topic.claims_max,
    held: live.length,
    converted: claims.filter((claim) => linksOf(claim).some(({ registered_at }) => registered_at !== null)).length,
    openUntil: topic.open_until,
    ownClaim: (claims.findLast(isOwn)?.status as ClaimState | undefined) ?? null,
    publishedAt: iso(topic.published_at),
    changedAt: topic.changed_at.toISOString(),
    claims: claims.map((claim) => presentClaim(claim, linksOf(claim), isOwn(claim))),
    allowed: withinPowers(
      actor,
      topicPowers,
      allowed.filter(([, may]) => may).map(([action]) => action),
    ),
    version: topic.version,
  }
}

function presentClaim(claim: ClaimRow, links: readonly LinkRow[], own: boolean): TopicView['claims'][number] {
  const state = claim.status as ClaimState
  return {
    id: claim.id,
    name: claim.name,
    state,
    isOwn: own,
    claimedAt: claim.claimed_at.toISOString(),
    endedAt: iso(claim.ended_at),
    notes: own ? claim.research_notes : null,
    suggestions: links.map((link) => {
      // colleagues read the words of what was registered and what its sponsors wish to be public
      const open = own || (link.registered_at !== null && link.wishes_publication && !link.confidential)
      return {
        id: link.suggestion_id,
        title: open ? link.title : null,
        number: open ? link.number : null,
        state: link.status,
        registeredAt: iso(link.registered_at),
      }
    }),
    allowed: own
      ? [
          ...claimProcess.allowed(state).filter((action) => action !== 'expire' && action !== 'unlink'),
          ...(links.some(({ status }) => unlinkableStates.includes(status)) ? ['unlink'] : []),
        ]
      : [],
    version: claim.version,
  }
}
