import { createRoute } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { SimilarBody, SimilarList } from './search.contract.ts'
import { findSimilar } from './search.service.ts'

// the text is in the body: it is too long for an address, and addresses are logged
const similar = createRoute({
  method: 'post',
  path: '/similar-cases',
  operationId: 'findSimilarCases',
  tags: ['search'],
  request: { body: jsonBody(SimilarBody) },
  responses: {
    200: ok(SimilarList, 'Up to three drafts that may be joined, then up to five registered ones, the likest first'),
    ...refusals(403),
  },
})

export const searchApi = router<MemberEnv>().openapi(similar, async (c) => {
  const { exceptId, kind, ...text } = c.req.valid('json')
  return c.json({ items: await findSimilar(c.var.app, c.var.actor, { kind, text, exceptId }) }, 200)
})
