import { createRoute, z } from '@hono/zod-openapi'
import { CosignAnswer, CosignInvitation, CosignJoining, Invitable } from '#modules/cosign/index.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import { assign, planAssignment } from './assign-suggestion.service.ts'
import { findAssignableUnits } from './assignable-unit.queries.ts'
import {
  answerCosign,
  getJoinable,
  invite,
  join,
  listInvitable,
  withdrawInvitation,
} from './cosign-suggestion.service.ts'
import { changeDraft, createDraft, restoreDraft, submit } from './draft-suggestion.service.ts'
import { concludeReview } from './evaluate-suggestion.service.ts'
import { ledgerExport } from './export-ledger.service.ts'
import { suggestionExport } from './export-suggestions.service.ts'
import { listSuggestions, listTodo } from './list-suggestions.service.ts'
import { PublicationView, RedactedCopy } from './public-copy.contract.ts'
import { confirmPublication, getPublication, prepare, redactCopy, withdrawCopy } from './publish-suggestion.service.ts'
import { register, review } from './register-suggestion.service.ts'
import {
  Advice,
  AssignableUnits,
  AssignmentPlan,
  ChangedDraft,
  Draft,
  JoinableView,
  NewDraft,
  Review,
  SuggestionView,
  TodoView,
  Versioned,
  WithReason,
} from './suggestion.contract.ts'
import { getCase } from './suggestion.service.ts'
import { adviseDraft } from './suggestion.ts'
import { ListExportQuery, ListQuery, SuggestionRow } from './suggestion-list.contract.ts'
import { withdraw } from './withdraw-suggestion.service.ts'

const { act, confirm } = routesOf('suggestion', SuggestionView, 403, 404, 409)

const tags = ['suggestion']
const nameQuery = z.object({ q: z.string().trim().max(20).default('') })

const read = <Path extends string, Shape extends z.ZodType>(path: Path, operationId: string, reply: Shape) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    request: { params: idParam },
    responses: { 200: ok(reply), ...refusals(404) },
  })

const list = createRoute({
  method: 'get',
  path: '/suggestions',
  operationId: 'listSuggestions',
  'x-rows-move': true,
  tags,
  request: { query: ListQuery },
  responses: { 200: ok(pageOf(SuggestionRow)), ...refusals() },
})
const todo = createRoute({
  method: 'get',
  path: '/todo',
  operationId: 'listTodo',
  tags,
  responses: { 200: ok(TodoView), ...refusals() },
})
const advise = createRoute({
  method: 'post',
  path: '/suggestion-advice',
  operationId: 'adviseSuggestion',
  tags,
  request: { body: jsonBody(Draft) },
  responses: { 200: ok(Advice), ...refusals() },
})
const create = createRoute({
  method: 'post',
  path: '/suggestions',
  operationId: 'createSuggestion',
  tags,
  request: { body: jsonBody(NewDraft) },
  responses: {
    201: ok(SuggestionView, 'The draft is kept; the same id again gives the same draft'),
    ...refusals(403, 409),
  },
})
const invitable = createRoute({
  method: 'get',
  path: '/suggestions/{id}/invitable',
  operationId: 'findInvitable',
  tags,
  request: { params: idParam, query: nameQuery },
  responses: { 200: ok(Invitable), ...refusals(403, 404) },
})
const units = createRoute({
  method: 'get',
  path: '/suggestions/{id}/assignable-units',
  operationId: 'findAssignableUnits',
  tags,
  request: { params: idParam, query: nameQuery },
  responses: { 200: ok(AssignableUnits), ...refusals(404) },
})
const takenBack = createRoute({
  method: 'delete',
  path: '/suggestions/{id}/invitations/{mandateId}',
  operationId: 'withdrawInvitation',
  tags,
  request: { params: z.object({ id: Id, mandateId: Id }) },
  responses: { 200: ok(SuggestionView), ...refusals(403, 404, 409) },
})
const exported = exportRoute({
  path: '/suggestions/export.xlsx',
  operationId: 'exportSuggestions',
  tag: 'suggestion',
  query: ListExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/suggestions/export-requests',
  operationId: 'askSuggestionExport',
  tag: 'suggestion',
  query: ListExportQuery,
})
const ledger = exportRoute({
  path: '/suggestions/ledger/export.xlsx',
  operationId: 'exportSuggestionLedger',
  tag: 'suggestion',
  query: ListExportQuery,
})
const ledgerAsked = exportRequestRoute({
  path: '/suggestions/ledger/export-requests',
  operationId: 'askSuggestionLedgerExport',
  tag: 'suggestion',
  query: ListExportQuery,
})
const redact = createRoute({
  method: 'put',
  path: '/suggestions/{id}/publication',
  operationId: 'redactPublication',
  tags,
  request: { params: idParam, body: jsonBody(RedactedCopy) },
  responses: { 200: ok(PublicationView), ...refusals(403, 404, 409) },
})

/** The life of a suggestion from the draft to the decision, and its publication. Assignments have their own file. */
export const suggestionApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listSuggestions(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(todo, async (c) => c.json(await listTodo(c.var.app, c.var.actor), 200))
  .openapi(advise, (c) => {
    // who acts as nobody yet is told what holds for all
    const level = c.var.actor.acting?.congressLevel ?? 1
    return c.json({ advice: adviseDraft(c.req.valid('json'), level) }, 200)
  })
  .openapi(create, async (c) => c.json(await createDraft(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(exported, async (c) => {
    const workbook = await suggestionExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('suggestions', workbook))
  })
  .openapi(ledger, async (c) => {
    const workbook = await ledgerExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('suggestion-ledger', workbook))
  })
  .openapi(ledgerAsked, async (c) =>
    c.json({ approvalId: await ledgerExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await suggestionExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(read('/suggestions/{id}', 'getSuggestion', SuggestionView), async (c) =>
    c.json(await getCase(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(act('put', '/suggestions/{id}', 'changeSuggestion', ChangedDraft), async (c) => {
    const { version, ...draft } = c.req.valid('json')
    return c.json(await changeDraft(c.var.app, c.var.actor, c.req.valid('param').id, version, draft), 200)
  })
  .openapi(invitable, async (c) => {
    const items = await listInvitable(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('query').q)
    return c.json({ items }, 200)
  })
  .openapi(act('post', '/suggestions/{id}/invitations', 'inviteCosigners', CosignInvitation), async (c) => {
    const { version, mandateIds } = c.req.valid('json')
    return c.json(await invite(c.var.app, c.var.actor, c.req.valid('param').id, version, mandateIds), 200)
  })
  .openapi(act('post', '/suggestions/{id}/cosign', 'answerCosign', CosignAnswer), async (c) =>
    c.json(await answerCosign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(takenBack, async (c) => {
    const { id, mandateId } = c.req.valid('param')
    return c.json(await withdrawInvitation(c.var.app, c.var.actor, id, mandateId), 200)
  })
  .openapi(read('/suggestions/{id}/joinable', 'getJoinableSuggestion', JoinableView), async (c) =>
    c.json(await getJoinable(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(act('post', '/suggestions/{id}/joining', 'joinSuggestion', CosignJoining), async (c) =>
    c.json(await join(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').textSha256), 200),
  )
  .openapi(act('post', '/suggestions/{id}/restoration', 'restoreDraft', Versioned), async (c) =>
    c.json(await restoreDraft(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/suggestions/{id}/submit', 'submitSuggestion', Versioned), async (c) =>
    c.json(await submit(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/suggestions/{id}/withdrawal', 'withdrawSuggestion', WithReason), async (c) => {
    const { version, reason } = c.req.valid('json')
    return c.json(await withdraw(c.var.app, c.var.actor, c.req.valid('param').id, version, reason), 200)
  })
  .openapi(act('post', '/suggestions/{id}/registration', 'registerSuggestion', Versioned), async (c) =>
    c.json(await register(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/suggestions/{id}/review', 'reviewSuggestion', Review), async (c) =>
    c.json(await review(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(units, async (c) => {
    const { app, actor } = c.var
    const { congressId } = await getCase(app, actor, c.req.valid('param').id)
    return c.json({ items: await findAssignableUnits(app.db, congressId, c.req.valid('query').q) }, 200)
  })
  .openapi(act('post', '/suggestions/{id}/assignment-plan', 'planAssignment', AssignmentPlan), async (c) =>
    c.json(await planAssignment(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/suggestions/{id}/assignment', 'assignSuggestion', Versioned), async (c) =>
    c.json(await assign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/suggestions/{id}/final-opinion', 'concludeReview', WithReason), async (c) =>
    c.json(await concludeReview(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(confirm('/suggestions/{id}/publication', 'preparePublication'), async (c) =>
    c.json(await prepare(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(read('/suggestions/{id}/publication', 'getPublication', PublicationView), async (c) =>
    c.json(await getPublication(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(redact, async (c) =>
    c.json(await redactCopy(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(confirm('/suggestions/{id}/publication/agreement', 'agreePublication'), async (c) =>
    c.json(await confirmPublication(c.var.app, c.var.actor, c.req.valid('param').id, 'agreement'), 200),
  )
  .openapi(confirm('/suggestions/{id}/publication/secrecy-check', 'checkPublication'), async (c) =>
    c.json(await confirmPublication(c.var.app, c.var.actor, c.req.valid('param').id, 'secrecy-check'), 200),
  )
  .openapi(confirm('/suggestions/{id}/publication/release', 'releasePublication'), async (c) =>
    c.json(await confirmPublication(c.var.app, c.var.actor, c.req.valid('param').id, 'release'), 200),
  )
  .openapi(
    act('post', '/suggestions/{id}/publication/withdrawal', 'withdrawPublication', WithReason.omit({ version: true })),
    async (c) =>
      c.json(await withdrawCopy(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
