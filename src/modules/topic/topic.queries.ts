import type { JsonValue } from '#kernel/refusal.ts'
import { Refusal } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { TopicDraft } from './topic.contract.ts'
import type { TopicScope } from './topic.policy.ts'
import type { ClaimState, TopicState } from './topic.ts'

const absent = () => new Refusal('not_found', 'topic.not_found')

/** Holds the topic until the transaction ends: the places of a topic are given out one after the other. */
export const lockTopic = (trx: Trx, id: string) =>
  trx.selectFrom('topic').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(absent)

export const getTopicRow = (db: Db | Trx, id: string) =>
  db
    .selectFrom('topic')
    .innerJoin('organ', 'organ.id', 'topic.organ_id')
    .selectAll('topic')
    .select('organ.name as organ_name')
    .where('topic.id', '=', id)
    .executeTakeFirstOrThrow(absent)

const columnsOf = (draft: TopicDraft) => ({
  title: draft.title,
  background: draft.background,
  direction: draft.direction,
  category: draft.category,
  claims_max: draft.claimsMax,
  open_until: draft.openUntil,
})

export const insertTopic = (
  trx: Trx,
  draft: TopicDraft & { id: string; congressId: string; organId: string; at: Date },
) =>
  trx
    .insertInto('topic')
    .values({
      ...columnsOf(draft),
      id: draft.id,
      congress_id: draft.congressId,
      organ_id: draft.organId,
      status: 'draft',
      created_at: draft.at,
      changed_at: draft.at,
    })
    .execute()

export const saveTopic = (trx: Trx, id: string, draft: TopicDraft) =>
  trx.updateTable('topic').set(columnsOf(draft)).where('id', '=', id).execute()

export const saveTopicState = (
  trx: Trx,
  id: string,
  status: TopicState,
  moments: { published_at?: Date; closed_at?: Date } = {},
) =>
  trx
    .updateTable('topic')
    .set({ status, ...moments })
    .where('id', '=', id)
    .execute()

export const touchTopic = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('topic')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

export const insertClaim = (trx: Trx, claim: { id: string; topicId: string; mandateId: string; at: Date }) =>
  trx
    .insertInto('topic_claim')
    .values({
      id: claim.id,
      topic_id: claim.topicId,
      mandate_id: claim.mandateId,
      status: 'claimed',
      claimed_at: claim.at,
      changed_at: claim.at,
    })
    .execute()

/** A claim on a topic that is there for the reader: on one that is hidden it ends in this statement like none at all. */
export const getClaim = (db: Db | Trx, scope: TopicScope | null, id: string) =>
  db
    .selectFrom('topic_claim')
    .innerJoin('topic', 'topic.id', 'topic_claim.topic_id')
    .selectAll('topic_claim')
    .where('topic_claim.id', '=', id)
    .where('topic.congress_id', '=', scope?.congressId ?? null)
    .where((eb) =>
      eb.or([
        eb('topic.status', '<>', 'draft'),
        eb.val(scope?.draftsOf === 'all'),
        eb('topic.organ_id', '=', scope?.draftsOf === 'all' ? null : (scope?.draftsOf ?? null)),
      ]),
    )
    .executeTakeFirstOrThrow(absent)

export const saveClaim = (
  trx: Trx,
  id: string,
  change: { status: ClaimState; research_notes?: string; ended_at?: Date },
  at: Date,
) =>
  trx
    .updateTable('topic_claim')
    .set((eb) => ({ ...change, changed_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

export type ClaimRow = Awaited<ReturnType<typeof findClaims>>[number]

export const findClaims = (db: Db | Trx, topicId: string) =>
  db
    .selectFrom('topic_claim')
    .innerJoin('mandate', 'mandate.id', 'topic_claim.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .selectAll('topic_claim')
    .select('person.name')
    .where('topic_id', '=', topicId)
    .orderBy('claimed_at')
    .orderBy('topic_claim.id')
    .execute()

export type LinkRow = Awaited<ReturnType<typeof findLinks>>[number]

export const findLinks = (db: Db | Trx, topicId: string) =>
  db
    .selectFrom('topic_claim_suggestion')
    .innerJoin('topic_claim', 'topic_claim.id', 'topic_claim_suggestion.claim_id')
    .innerJoin('suggestion', 'suggestion.id', 'topic_claim_suggestion.suggestion_id')
    .select([
      'claim_id',
      'suggestion_id',
      'linked_at',
      'suggestion.title',
      'suggestion.number',
      'suggestion.status',
      'suggestion.confidential',
      'suggestion.wishes_publication',
      'suggestion.registered_at',
    ])
    .where('topic_claim.topic_id', '=', topicId)
    .orderBy('linked_at')
    .orderBy('suggestion_id')
    .execute()

/** The deputy's own suggestion, held so that it isn't submitted or withdrawn meanwhile. */
export const lockOwnSuggestion = (trx: Trx, id: string, mandateId: string) =>
  trx
    .selectFrom('suggestion')
    .select(['id', 'status'])
    .where('id', '=', id)
    .where('lead_mandate_id', '=', mandateId)
    .forUpdate()
    .executeTakeFirst()

export const findLinkOf = (trx: Trx, suggestionId: string) =>
  trx
    .selectFrom('topic_claim_suggestion')
    .select('claim_id')
    .where('suggestion_id', '=', suggestionId)
    .executeTakeFirst()

export const insertLink = (trx: Trx, claimId: string, suggestionId: string, at: Date) =>
  trx
    .insertInto('topic_claim_suggestion')
    .values({ claim_id: claimId, suggestion_id: suggestionId, linked_at: at })
    .execute()

export const deleteLink = (trx: Trx, claimId: string, suggestionId: string) =>
  trx
    .deleteFrom('topic_claim_suggestion')
    .where('claim_id', '=', claimId)
    .where('suggestion_id', '=', suggestionId)
    .executeTakeFirst()

/** The deputy's own suggestions that no claim has yet. */
export const findLinkable = (db: Db, mandateId: string, states: readonly string[]) =>
  db
    .selectFrom('suggestion')
    .select(['id', 'title', 'status'])
    .where('lead_mandate_id', '=', mandateId)
    .where('status', 'in', [...states])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('topic_claim_suggestion')
            .select('claim_id')
            .whereRef('topic_claim_suggestion.suggestion_id', '=', 'suggestion.id'),
        ),
      ),
    )
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

/** Published topics whose last day has passed. */
export const findPassed = (db: Db, today: string, limit: number) =>
  db
    .selectFrom('topic')
    .select('id')
    .where('status', '=', 'published')
    .where('open_until', '<', today)
    .orderBy('open_until')
    .limit(limit)
    .execute()

/** The rows of topics in the one form whose hash the record holds. */
export async function loadTopicImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const images = new Map<string, JsonValue>()
  for (const id of ids) {
    const topic = await trx.selectFrom('topic').selectAll().where('id', '=', id).executeTakeFirst()
    if (!topic) continue
    const claims = await findClaims(trx, id)
    const links = await findLinks(trx, id)
    images.set(id, {
      topic: rowImage(topic),
      claims: claims.map(({ name: _name, research_notes: _notes, ...claim }) => rowImage(claim)),
      links: links.map(({ claim_id, suggestion_id, linked_at }) => rowImage({ claim_id, suggestion_id, linked_at })),
      notes: Object.fromEntries(claims.map((claim) => [claim.id, claim.research_notes])),
    })
  }
  return images
}
