import { createRoute } from '@hono/zod-openapi'
import { CosignWithdrawal } from '#modules/cosign/index.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import {
  DeadlineDecision,
  ExtensionRequest,
  PauseEnd,
  Reassignment,
  Reminder,
  ReplyReview,
  Split,
} from './case-parts.contract.ts'
import { returnCoOpinion } from './co-opinion.service.ts'
import {
  CommitmentFilter,
  CommitmentQuery,
  CommitmentRow,
  Explanation,
  Objection,
  Rescheduling,
} from './commitment.contract.ts'
import { withdrawCosign } from './cosign-suggestion.service.ts'
import { decideDeadline, endPause, requestExtension, requestPause } from './deadline-request.service.ts'
import { commitmentExport } from './export-commitments.service.ts'
import { listCommitments } from './list-promises.service.ts'
import { explainCommitment, refuseCommitment, rescheduleCommitment } from './promise.service.ts'
import { reassign, remind } from './reassign-suggestion.service.ts'
import { reviewReply } from './review-reply.service.ts'
import { reopen, split } from './split-suggestion.service.ts'
import { SuggestionView, WithReason } from './suggestion.contract.ts'
import { unmerge } from './unmerge-suggestion.service.ts'

const { act } = routesOf('suggestion', SuggestionView, 403, 404, 409, 410)

const list = createRoute({
  method: 'get',
  path: '/commitments',
  operationId: 'listCommitments',
  'x-rows-move': true,
  tags: ['suggestion'],
  request: { query: CommitmentQuery },
  responses: { 200: ok(pageOf(CommitmentRow)), ...refusals() },
})
const exported = exportRoute({
  path: '/commitments/export.xlsx',
  operationId: 'exportCommitments',
  tag: 'suggestion',
  query: CommitmentFilter,
})
const exportedAsked = exportRequestRoute({
  path: '/commitments/export-requests',
  operationId: 'askCommitmentExport',
  tag: 'suggestion',
  query: CommitmentFilter,
})

/** What else happens to a case in a real year: more time, other units, promises that are kept or not, a second look. */
export const caseLifeApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listCommitments(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await commitmentExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('commitments', workbook))
  })
  .openapi(exportedAsked, async (c) =>
    c.json({ approvalId: await commitmentExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(act('post', '/assignments/{id}/extension-request', 'requestExtension', ExtensionRequest), async (c) =>
    c.json(await requestExtension(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/pause-request', 'requestPause', WithReason), async (c) =>
    c.json(await requestPause(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/deadline-requests/{id}/decision', 'decideDeadline', DeadlineDecision), async (c) =>
    c.json(await decideDeadline(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/deadline-requests/{id}/end', 'endPause', PauseEnd), async (c) =>
    c.json(await endPause(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/reassignment', 'reassign', Reassignment), async (c) =>
    c.json(await reassign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/reminder', 'remindUnit', Reminder), async (c) =>
    c.json(await remind(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/co-opinion-return', 'returnCoOpinion', WithReason), async (c) =>
    c.json(await returnCoOpinion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/reply-review', 'reviewReply', ReplyReview), async (c) =>
    c.json(await reviewReply(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/commitments/{id}/objection', 'refuseCommitment', Objection), async (c) =>
    c.json(await refuseCommitment(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
  .openapi(act('post', '/commitments/{id}/rescheduling', 'rescheduleCommitment', Rescheduling), async (c) =>
    c.json(await rescheduleCommitment(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/commitments/{id}/explanation', 'explainCommitment', Explanation), async (c) => {
    const { explanation } = c.req.valid('json')
    return c.json(await explainCommitment(c.var.app, c.var.actor, c.req.valid('param').id, explanation), 200)
  })
  .openapi(act('post', '/suggestions/{id}/cosign-withdrawal', 'withdrawCosign', CosignWithdrawal), async (c) =>
    c.json(await withdrawCosign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
  .openapi(act('post', '/suggestions/{id}/split', 'splitSuggestion', Split), async (c) =>
    c.json(await split(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/suggestions/{id}/unmerging', 'unmergeSuggestion', WithReason), async (c) =>
    c.json(await unmerge(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/suggestions/{id}/reopening', 'reopenSuggestion', WithReason), async (c) =>
    c.json(await reopen(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
