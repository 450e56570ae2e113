import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { seesSuggestion } from '#modules/suggestion/index.ts'
import { type SuggestionState, suggestionProcess } from '#modules/suggestion/suggestion.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { OversightDraft, OversightView } from './oversight.contract.ts'
import { asProposer, mayKeep, mayKeepProposal, mayNoteDecision } from './oversight.policy.ts'
import {
  changeOversightRow,
  deleteProposal,
  findHeads,
  findLeads,
  findOther,
  insertCases,
  insertLeads,
  insertOversight,
  lockCases,
  type NewLead,
  saveOversight,
} from './oversight.queries.ts'
import { changeOversight, getOversight, settle } from './oversight.service.ts'
import { checkConflict, checkLeads, type OversightState, oversightProcess } from './oversight.ts'
import { findCommittees, findGovernmentOffice, findLeaders, findOfCongress } from './oversight-list.queries.ts'

/**
 * 提出: the office, or the committee of the field, proposes suggestions and who is to lead; nobody else sees anything
 * of it until it is decided.
 */
export async function proposeOversight(app: App, actor: Actor, wanted: OversightDraft): Promise<OversightView> {
  const keeper = asProposer(actor)
  const draft = withOwnField(actor, wanted)
  const id = app.ids.uuid()
  await checkSeen(app.db, actor, draft.suggestionIds)
  await app.db.transaction().execute(async (trx) => {
    const at = app.clock.now()
    const leads = await resolveLeads(app, trx, keeper.congressId, draft)
    await checkPlaces(trx, keeper.congressId, draft)
    await holdCases(app, trx, { id, congressId: keeper.congressId, leads }, draft.suggestionIds)
    await insertOversight(trx, draft, { id, congressId: keeper.congressId, organId: keeper.organId, at })
    await insertCases(trx, id, draft.suggestionIds, at)
    await insertLeads(trx, id, leads)
    await settle(app, trx, id, actor, [{ type: 'oversight.proposed', to: 'proposed' }])
  })
  return getOversight(app, actor, id)
}

/** A proposal is put anew as a whole; after the decision its leaders and words stand. */
export function changeProposal(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  wanted: OversightDraft,
): Promise<OversightView> {
  const draft = withOwnField(actor, wanted)
  return changeOversight(
    app,
    actor,
    id,
    version,
    async (trx, row) => {
      mayKeepProposal(actor, row)
      if (row.status !== 'proposed') throw new Refusal('conflict', 'oversight.not_now')
      await checkSeen(trx, actor, draft.suggestionIds)
      const leads = await resolveLeads(app, trx, row.congress_id, draft)
      await checkPlaces(trx, row.congress_id, draft)
      await deleteProposal(trx, id)
      await holdCases(app, trx, { id, congressId: row.congress_id, leads }, draft.suggestionIds)
      await saveOversight(trx, id, draft)
      await insertCases(trx, id, draft.suggestionIds, app.clock.now())
      await insertLeads(trx, id, leads)
      return [{ type: 'oversight.corrected' }]
    },
    draft.suggestionIds,
  )
}

/** 主任会议确定: day and number of the decision, from its minutes. From now on the leaders are asked. */
export function noteDecision(
  app: App,
  actor: Actor,
  id: string,
  decision: { version: number; decidedOn: string; number: string },
): Promise<OversightView> {
  return changeOversight(app, actor, id, decision.version, async (trx, row, caseIds) => {
    mayNoteDecision(actor, row)
    const to = oversightProcess.next(row.status as OversightState, 'decide')
    if (decision.decidedOn > shanghaiDate(app.clock.now())) throw new Refusal('invalid', 'oversight.day_ahead')
    await checkHeads(app, trx, id, caseIds)
    await changeOversightRow(trx, id, { status: to, decided_on: decision.decidedOn, decision_number: decision.number })
    return [{ type: 'oversight.decided', from: row.status, to, data: { decidedOn: decision.decidedOn } }]
  })
}

/** A further suggestion on the same matter comes under the oversight while it goes on. */
export function addCase(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  suggestionId: string,
): Promise<OversightView> {
  return changeOversight(
    app,
    actor,
    id,
    version,
    async (trx, row, caseIds) => {
      mayKeep(actor, row)
      if (oversightProcess.isFinal(row.status as OversightState)) throw new Refusal('conflict', 'oversight.not_now')
      await checkSeen(trx, actor, [suggestionId])
      if (caseIds.includes(suggestionId)) throw new Refusal('conflict', 'oversight.already_in')
      const leads = (await findLeads(trx, id)).map(({ person_id, name }) => ({ personId: person_id, name }))
      await holdCases(app, trx, { id, congressId: row.congress_id, leads }, [suggestionId])
      await insertCases(trx, id, [suggestionId], app.clock.now())
      return [{ type: 'oversight.case_added', caseIds: [suggestionId] }]
    },
    [suggestionId],
  )
}

/** What a committee proposes is of its field. */
const withOwnField = ({ acting }: Actor, draft: OversightDraft): OversightDraft =>
  acting?.kind === 'post' && acting.role === 'committee' ? { ...draft, committeeId: acting.organId } : draft

/** One can only put under oversight what one sees oneself. */
async function checkSeen(db: Db | Trx, actor: Actor, suggestionIds: readonly string[]): Promise<void> {
  for (const id of new Set(suggestionIds)) {
    if (!(await seesSuggestion(db, actor, id))) throw new Refusal('not_found', 'suggestion.not_found')
  }
}

const beforeReview: readonly SuggestionState[] = [
  'draft',
  'cosigning',
  'submitted',
  'registered',
  'reviewing',
  'returned_for_revision',
]

type Held = { id: string; congressId: string; leads: readonly { personId: string | null; name: string }[] }

/** Holds the cases that come under it: of this congress, accepted, not ended, in no other oversight that goes on. */
async function holdCases(app: App, trx: Trx, of: Held, suggestionIds: readonly string[]): Promise<void> {
  const cases = await lockCases(trx, suggestionIds)
  const isOpen = ({ status, congress_id }: (typeof cases)[number]): boolean => {
    const state = status as SuggestionState
    return congress_id === of.congressId && !beforeReview.includes(state) && !suggestionProcess.isFinal(state)
  }
  if (cases.length !== suggestionIds.length) throw new Refusal('invalid', 'oversight.unknown_case')
  const closed = cases.find((one) => !isOpen(one))
  if (closed) throw new Refusal('conflict', 'oversight.case_not_open', { number: closed.number ?? '' })
  const other = await findOther(trx, suggestionIds, of.id)
  if (other) throw new Refusal('conflict', 'oversight.already_under', { number: other.number ?? '' })
  checkConflict(of.leads, await findHeads(trx, suggestionIds, shanghaiDate(app.clock.now())))
}

/** Units change while a proposal lies: who leads it is looked at again at every step. */
export async function checkHeads(app: App, trx: Trx, id: string, caseIds: readonly string[]): Promise<void> {
  const leads = (await findLeads(trx, id)).map(({ person_id, name }) => ({ personId: person_id, name }))
  checkConflict(leads, await findHeads(trx, caseIds, shanghaiDate(app.clock.now())))
}

async function checkPlaces(trx: Trx, congressId: string, draft: OversightDraft): Promise<void> {
  const committees = await findCommittees(trx, congressId)
  if (draft.committeeId !== null && !committees.some(({ id }) => id === draft.committeeId)) {
    throw new Refusal('invalid', 'oversight.unknown_committee')
  }
  if (draft.continuesId !== null && !(await findOfCongress(trx, draft.continuesId, congressId))) {
    throw new Refusal('invalid', 'oversight.unknown_earlier')
  }
}

/** Who holds a post as leader by person; a leader of the government who does not work here by name. */
async function resolveLeads(app: App, trx: Trx, congressId: string, draft: OversightDraft): Promise<NewLead[]> {
  checkLeads(draft.leads)
  const leaders = await findLeaders(trx, congressId, shanghaiDate(app.clock.now()))
  const resolved: NewLead[] = []
  for (const { side, personId, name, title } of draft.leads) {
    const known = leaders.find((leader) => leader.personId === personId && leader.side === side)
    if (known) {
      resolved.push({ ...known, id: app.ids.uuid(), title: title || known.title })
    } else if (personId === null && side === 'government' && name !== null) {
      const organId = await findGovernmentOffice(trx, congressId)
      if (organId === null) throw new Refusal('invalid', 'oversight.no_government_office')
      resolved.push({ id: app.ids.uuid(), side, personId: null, name, title, organId })
    } else {
      throw new Refusal('invalid', 'oversight.unknown_leader')
    }
  }
  return resolved
}
