import { actorNames } from './actors.ts'
import type { Rows } from './row.ts'

const everyone = actorNames

/** What stands before the wall: the portal, the workbench's own files, the description of the API. */
export const surfaceRows: Rows = {
  'GET /api/openapi.json': { may: everyone },
  'GET /api/docs': { may: everyone },
  'GET /api/record/checkpoint': { may: everyone },
  // there only when the program was started for acceptance tests
  'PUT /api/test/clock': { may: everyone, ask: () => ({ body: { now: '2026-03-04T09:00:00+08:00' } }) },
  'GET /': { may: everyone },
  'ALL /assets/*': { may: [], ask: () => ({}) },
  'GET /app': { may: everyone, done: 302 },
  'ALL /app/*': { may: everyone },
  'GET /app/*': { may: everyone },
  'GET /console': { may: everyone, done: 302 },
  'ALL /console/*': { may: everyone },
  'GET /console/*': { may: everyone },
}
