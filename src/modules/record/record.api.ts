import { createRoute } from '@hono/zod-openapi'
import type { PublicEnv } from '#platform/http/env.ts'
import { ok, refusals, router } from '#platform/http/routes.ts'
import { CheckpointView } from './record.contract.ts'
import { getCheckpoint, publicKeysOf } from './record.service.ts'

const latest = createRoute({
  method: 'get',
  path: '/record/checkpoint',
  operationId: 'getRecordCheckpoint',
  tags: ['record'],
  security: [],
  responses: { 200: ok(CheckpointView, 'The newest signed checkpoint of the record; keep it'), ...refusals(404) },
})

/** Open to all: whoever keeps a checkpoint can later prove whether the record was rewritten. */
export const recordApi = router<PublicEnv>().openapi(latest, async (c) => {
  const { app } = c.var
  const checkpoint = await getCheckpoint(app.db)
  return c.json({ ...checkpoint, ...publicKeysOf(app.keys, checkpoint.keyId) }, 200)
})
