import { createRoute, z } from '@hono/zod-openapi'
import { patternLengthMax } from '#modules/numbering/numbering.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { oneLine } from '#platform/http/typed-text.ts'
import { previewNumber } from './number-suggestion.service.ts'

const previewRoute = createRoute({
  method: 'get',
  path: '/rules/next-number',
  operationId: 'previewSuggestionNumber',
  tags: ['rules'],
  request: {
    query: z.object({
      pattern: oneLine().trim().min(1).max(patternLengthMax),
      on: z.iso.date().optional().openapi({ description: 'The day of the registration; today unless said' }),
    }),
  },
  responses: {
    200: ok(z.object({ number: z.string() }), 'What the next suggestion would be called'),
    ...refusals(403, 409),
  },
})

export const numberApi = router<MemberEnv>().openapi(previewRoute, async (c) => {
  const { pattern, on } = c.req.valid('query')
  return c.json({ number: await previewNumber(c.var.app, c.var.actor, pattern, on) }, 200)
})
