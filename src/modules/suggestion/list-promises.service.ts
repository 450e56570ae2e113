import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { CommitmentQuery, CommitmentRow } from './commitment.contract.ts'
import {
  type CommitmentListRow,
  type CommitmentScope,
  countCommitments,
  findCommitments,
  findUnitsActedFor,
} from './commitment.queries.ts'
import { scopeOf } from './suggestion.policy.ts'
import type { CommitmentState } from './suggestion-promises.ts'

const unitRoles = ['unit_clerk', 'unit_head']
/** Those who answer for the promises of the whole congress. */
const congressRoles = ['deputy_office', 'presidium', 'gov_office']

async function commitmentScope(app: App, actor: Actor): Promise<CommitmentScope | null> {
  const scope = scopeOf(actor)
  const { acting } = actor
  if (!scope || !acting) return null
  const reader = { personId: scope.personId, seesConfidential: scope.seesConfidential }
  if (acting.kind === 'post' && unitRoles.includes(acting.role)) {
    return { ...reader, of: 'unit', unitIds: await findUnitsActedFor(app.db, acting.organId) }
  }
  if (acting.kind === 'post' && congressRoles.includes(acting.role)) {
    return { ...reader, of: 'congress', congressId: acting.congressId }
  }
  return { ...reader, of: 'holder', holderId: scope.holderId }
}

/** 承诺台账: what was promised to a deputy, by a unit, in a congress; the first due comes first, over years and terms. */
export async function listCommitments(
  app: App,
  actor: Actor,
  { cursor, limit, ...filter }: CommitmentQuery,
): Promise<Page<CommitmentRow>> {
  const scope = await commitmentScope(app, actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('commitments', filter)
  const rows = await findCommitments(app.db, scope, { ...filter, limit }, decodeCursor(cursor, ['date', 'id'], list))
  const counted = await countCommitments(app.db, scope, filter)
  return toPage(
    rows,
    limit,
    counted,
    (row) => [row.due_on, row.id],
    (row) => presentRow(actor, row),
    list,
  )
}

function presentRow(actor: Actor, row: CommitmentListRow): CommitmentRow {
  const hidden = translate(actor.locale, 'suggestion.confidentialTitle')
  return {
    id: row.id,
    suggestionId: row.suggestion_id,
    number: row.number,
    title: row.is_open ? row.title : hidden,
    caseState: row.case_state,
    content: row.is_open ? row.content : hidden,
    owner: row.is_open ? row.owner : '',
    unitId: row.unit_id,
    unitName: row.unit_name,
    owedTo: row.is_open ? row.owed_to : '',
    dueOn: row.due_on,
    firstDueOn: row.first_due_on,
    reschedules: row.reschedules,
    state: row.status as CommitmentState,
    promisedAt: (row.sent_at ?? new Date(0)).toISOString(),
  }
}
