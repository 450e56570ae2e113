import { sql } from 'kysely'
import type { JsonValue } from '#kernel/refusal.ts'
import { type ClockFacts, clocksOfCase } from '#modules/clock/index.ts'
import { findCosigns } from '#modules/cosign/index.ts'
import { laterMandate } from '#modules/identity/index.ts'
import { findPublication, loadPageCourse, type PublicationRow } from '#modules/publication/index.ts'
import { rowImage } from '#modules/record/index.ts'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type ImagedBeside, imageOf } from './case-image.ts'
import { findDeadlineRequests } from './deadline-request.queries.ts'
import { findCommitteesOf } from './field.queries.ts'
import { findHanging, type Hanging } from './hanging.queries.ts'
import { findSessionDesk } from './intake.queries.ts'
import { findFollowers, findMain } from './reference.queries.ts'
import { getSuggestion } from './suggestion.queries.ts'
import type { Grade, ReplyClass } from './suggestion.ts'

/** A suggestion with all that hangs on it, read in a fixed number of queries. */
export type SuggestionCase = { suggestion: SuggestionFacts } & CaseFrame & CaseRows

type SuggestionFacts = Awaited<ReturnType<typeof getSuggestion>>
/** What a step of the case's own story does not change. */
export type CaseFrame = Awaited<ReturnType<typeof loadFrame>>
type CaseRows = Awaited<ReturnType<typeof loadRows>>

export const loadCase = async (db: Db | Trx, id: string): Promise<SuggestionCase> =>
  completeCase(db, await getSuggestion(db, id))

/** The case of a row that was read already, under its lock for example. */
export async function completeCase(db: Db | Trx, suggestion: SuggestionFacts): Promise<SuggestionCase> {
  const hanging = await findHanging(db, suggestion)
  const [frame, rows] = await Promise.all([loadFrame(db, suggestion, hanging), loadRows(db, suggestion, hanging)])
  return { suggestion, ...frame, ...rows }
}

/** The case as a step has left it: the row as it was saved last, and what hangs on it read anew. */
export async function reloadCase(trx: Trx, before: CaseFrame, suggestion: SuggestionFacts): Promise<SuggestionCase> {
  const [main, rows] = await Promise.all([
    before.main ?? findMain(trx, suggestion.merged_into_id),
    findHanging(trx, suggestion).then((hanging) => loadRows(trx, suggestion, hanging)),
  ])
  const { lead, congress, organs, followers, committees } = before
  // its parts refer to it from now on
  const isReferred = before.isReferred || suggestion.status === 'split'
  return { suggestion, lead, congress, organs, followers, main, committees, isReferred, ...rows }
}

type Framed = Pick<
  SuggestionFacts,
  'id' | 'number' | 'lead_mandate_id' | 'congress_id' | 'accepted_at' | 'merged_into_id'
>

/** What a step of the case's own story does not change; `hanging` where it is known already. */
export async function loadFrame(db: Db | Trx, suggestion: Framed, hanging?: Hanging) {
  const { isReferred, hasCommittees } = hanging ?? (await findHanging(db, suggestion))
  const [{ congress_name, short_name, level, ...lead }, organs, followers, main, committees] = await Promise.all([
    findMandateFacts(db, suggestion.lead_mandate_id),
    findCongressOrgans(db, suggestion.congress_id),
    isReferred ? findFollowers(db, suggestion.id) : [],
    findMain(db, suggestion.merged_into_id),
    // 对口: from the acceptance on
    suggestion.accepted_at !== null && hasCommittees ? findCommitteesOf(db, suggestion.id) : [],
  ])
  const congress = { id: suggestion.congress_id, name: congress_name, short_name, level }
  return { lead, congress, organs, isReferred, followers, main, committees }
}

/** A case with what other modules keep about it: read once, and handed to whoever needs it. */
export type WholeCase = { kase: SuggestionCase; clocks: ClockFacts[]; publication: PublicationRow | null }

export async function findBeside(db: Db | Trx, id: string): Promise<Omit<WholeCase, 'kase'>> {
  const [clocks, publication] = await Promise.all([clocksOfCase(db, id), findPublication(db, 'suggestion', id)])
  return { clocks, publication: publication ?? null }
}

async function loadRows(
  db: Db | Trx,
  { id, congress_session_id }: Pick<SuggestionFacts, 'id' | 'congress_session_id'>,
  hanging: Hanging,
) {
  const [cosigners, assignments, consultations, replies, commitments, requests, desk] = await Promise.all([
    findCosigns(db, id),
    findAssignments(db, id),
    hanging.hasConsultations ? findConsultations(db, id) : [],
    hanging.hasReplies ? findReplies(db, id) : [],
    hanging.hasCommitments ? findCommitments(db, id) : [],
    hanging.hasRequests ? findDeadlineRequests(db, id) : [],
    congress_session_id === null ? [] : findSessionDesk(db, id),
  ])
  const answered = replies.some(({ sent_at }) => sent_at !== null)
  const [receipts, evaluations] = await Promise.all([
    answered ? findReceipts(db, id) : [],
    answered ? findEvaluations(db, id) : [],
  ])
  return { cosigners, assignments, consultations, replies, receipts, evaluations, commitments, requests, desk }
}

/** The parts of a case, with the unit that acts for each. */
export const findAssignments = (db: Db | Trx, id: string) => askAssignments(db, { id })

const askAssignments = compiledOnce((db, { id }: { id: string }) =>
  db
    .selectFrom('assignment')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .selectAll('assignment')
    .select(['organ.name as unit_name', 'organ.system as unit_system'])
    // a merged unit keeps its name on its papers; who took it over acts
    .select(({ fn }) => fn.coalesce('organ.acting_id', 'organ.id').as('acting_unit_id'))
    .where('suggestion_id', '=', id)
    .orderBy('assignment.id'),
)

const findConsultations = (db: Db | Trx, id: string) =>
  db
    .selectFrom('consultation')
    .innerJoin('assignment', 'assignment.id', 'consultation.assignment_id')
    .selectAll('consultation')
    .where('assignment.suggestion_id', '=', id)
    .orderBy('consultation.id')
    .execute()

const findReplies = (db: Db | Trx, id: string) =>
  db
    .selectFrom('reply')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .leftJoin('person as drafter', 'drafter.id', 'reply.drafted_by_person_id')
    .leftJoin('person as signer', 'signer.id', 'reply.signed_by_person_id')
    .selectAll('reply')
    .select(['drafter.name as drafter_name', 'signer.name as signer_name'])
    .where('assignment.suggestion_id', '=', id)
    .orderBy('reply.drafted_at')
    .orderBy('reply.revision')
    .execute()

const findReceipts = (db: Db | Trx, id: string) =>
  db
    .selectFrom('reply_receipt')
    .innerJoin('reply', 'reply.id', 'reply_receipt.reply_id')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .innerJoin('mandate', 'mandate.id', 'reply_receipt.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .selectAll('reply_receipt')
    .select('person.name')
    .where('assignment.suggestion_id', '=', id)
    .orderBy('reply_receipt.mandate_id')
    .execute()

const findEvaluations = (db: Db | Trx, id: string) =>
  db
    .selectFrom('evaluation_round')
    .selectAll()
    .where('suggestion_id', '=', id)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()

const findCommitments = (db: Db | Trx, id: string) =>
  db.selectFrom('commitment').selectAll().where('suggestion_id', '=', id).orderBy('due_on').orderBy('id').execute()

/** Promises are made when the answer is sent; those of a draft are the unit's own paper. */
export const sentCommitments = ({ commitments, replies }: Pick<SuggestionCase, 'commitments' | 'replies'>) => {
  const sent = new Set(replies.filter(({ sent_at }) => sent_at !== null).map(({ id }) => id))
  return commitments.filter(({ reply_id }) => sent.has(reply_id))
}

/** From which day on a mandate is suspended. */
export async function findSuspendedSince(db: Db, mandateId: string): Promise<string | null> {
  const row = await db
    .selectFrom('mandate_suspension')
    .select('starts_on')
    .where('mandate_id', '=', mandateId)
    .where('ends_on', 'is', null)
    .orderBy('starts_on', 'desc')
    .executeTakeFirst()
  return row?.starts_on ?? null
}

/** A sponsor in the lead, and the congress that it was made to. */
export async function findMandateFacts(db: Db | Trx, mandateId: string) {
  const [facts] = await askMandateFacts(db, { mandateId })
  if (!facts) throw new Error('a mandate is missing')
  return facts
}

const askMandateFacts = compiledOnce((db, { mandateId }: { mandateId: string }) =>
  db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .select(['mandate.id', 'mandate.status', 'mandate.ended_on', 'mandate.person_id', 'person.name'])
    // re-elected: the same person answers for the case under the mandate of the new term
    .select(laterMandate.as('later_mandate_id'))
    .select(['congress.name as congress_name', 'congress.short_name', 'congress.level'])
    // other rows of the deputy, merged into this one: what was done under them is the deputy's own doing
    .select(
      sql<string[]>`array(select former.id from person as former where former.merged_into_id = person.id)`.as(
        'former_person_ids',
      ),
    )
    .where('mandate.id', '=', mandateId),
)

const askCongressOrgans = compiledOnce((db, { congressId }: { congressId: string }) =>
  db
    .selectFrom('organ')
    .select(['id', 'kind as what', 'code', sql<boolean>`false`.as('coordinates')])
    .where('congress_id', '=', congressId)
    .where('kind', 'in', ['deputy_office', 'presidium', 'gov_office', 'secretariat'])
    .where('ends_on', 'is', null)
    .unionAll(
      db
        .selectFrom('coordination')
        .select(['organ_id as id', 'system as what', sql<string>`''`.as('code'), sql<boolean>`true`.as('coordinates')])
        .where('congress_id', '=', congressId),
    )
    .orderBy('code'),
)

/** The organs of a congress that register and distribute, and who coordinates each system. */
async function findCongressOrgans(db: Db | Trx, congressId: string) {
  const rows = await askCongressOrgans(db, { congressId })
  return {
    list: rows.filter(({ coordinates }) => !coordinates).map(({ id, what }) => ({ id, kind: what })),
    coordination: rows.filter(({ coordinates }) => coordinates).map(({ id, what }) => ({ system: what, organ_id: id })),
  }
}

export const gradeOf = (text: string | null): Grade | null => text as Grade | null
export const classOf = (text: string): ReplyClass => text as ReplyClass

/** The names under which mandates and posts appear on a timeline: the deputy, or the organ of the post. */
export async function findActingNames(db: Db | Trx, actingIds: readonly string[]): Promise<Map<string, string>> {
  if (actingIds.length === 0) return new Map()
  const wanted = [...new Set(actingIds)]
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['mandate.id', 'person.name'])
    .where('mandate.id', 'in', wanted)
    .unionAll(
      db
        .selectFrom('post')
        .innerJoin('organ', 'organ.id', 'post.organ_id')
        .select(['post.id', 'organ.name'])
        .where('post.id', 'in', wanted),
    )
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const findAreaOfCongress = async (db: Db | Trx, congressId: string): Promise<string> =>
  (
    await db
      .selectFrom('congress')
      .innerJoin('area', 'area.id', 'congress.area_id')
      .select('area.name')
      .where('congress.id', '=', congressId)
      .executeTakeFirstOrThrow()
  ).name

/** What the image of a case holds beside its rows. */
export const findImagedBeside = async (
  trx: Trx,
  id: string,
  publication: Pick<PublicationRow, 'id'> | null,
): Promise<ImagedBeside> => ({
  readers: (
    await trx
      .selectFrom('suggestion_reader')
      .select(['person_id', 'through_person_id'])
      .where('suggestion_id', '=', id)
      .orderBy('person_id')
      .execute()
  ).map(rowImage),
  page: publication ? await loadPageCourse(trx, publication.id) : null,
})

/** The images of cases for verify-record; a case that is gone is left out. */
export async function loadImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const known = await trx.selectFrom('suggestion').select('id').where('id', 'in', ids).execute()
  const images = new Map<string, JsonValue>()
  for (const { id } of known) {
    const publication = (await findPublication(trx, 'suggestion', id)) ?? null
    images.set(id, imageOf(await loadCase(trx, id), await findImagedBeside(trx, id, publication)))
  }
  return images
}
