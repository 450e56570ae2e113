import { createRoute, type z } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { confirmPaper, contradictCosign, recordSignedPaper, rejectPaper } from './answer-paper.service.ts'
import { correctPaper } from './correct-paper.service.ts'
import { enterPaper } from './enter-paper.service.ts'
import { Contradiction, PaperCorrection, PaperEntry } from './paper-entry.contract.ts'
import { SuggestionView, Versioned, WithReason } from './suggestion.contract.ts'

const tags = ['suggestion']

const enter = createRoute({
  method: 'post',
  path: '/paper-suggestions',
  operationId: 'enterPaperSuggestion',
  tags,
  request: { body: jsonBody(PaperEntry) },
  responses: {
    201: ok(SuggestionView, 'Entered and not yet confirmed; the same id again gives the same case'),
    ...refusals(403, 409),
  },
})
const correct = createRoute({
  method: 'put',
  path: '/suggestions/{id}/paper-entry',
  operationId: 'correctPaperEntry',
  tags,
  request: { params: idParam, body: jsonBody(PaperCorrection) },
  responses: { 200: ok(SuggestionView, 'Corrected, before anybody has answered for it'), ...refusals(403, 404, 409) },
})
const act = <Path extends string, Body extends z.ZodType>(path: Path, operationId: string, body: Body) =>
  createRoute({
    method: 'post',
    path,
    operationId,
    tags,
    request: { params: idParam, body: jsonBody(body) },
    responses: { 200: ok(SuggestionView), ...refusals(403, 404, 409) },
  })

/** What comes on paper: entered by the office, answered for by the deputy or from the signed paper. */
export const paperEntryApi = router<MemberEnv>()
  .openapi(enter, async (c) => c.json(await enterPaper(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(correct, async (c) =>
    c.json(await correctPaper(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('/suggestions/{id}/paper-confirmation', 'confirmPaper', Versioned), async (c) =>
    c.json(await confirmPaper(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('/suggestions/{id}/paper-rejection', 'rejectPaper', WithReason), async (c) =>
    c.json(await rejectPaper(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('/suggestions/{id}/signed-paper', 'recordSignedPaper', WithReason), async (c) =>
    c.json(await recordSignedPaper(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('/suggestions/{id}/cosign-contradiction', 'contradictCosign', Contradiction), async (c) =>
    c.json(await contradictCosign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
