import { given } from '#modules/token/token.given.ts'
import { type ActorName, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const officers: readonly ActorName[] = ['sysadmin', 'secadmin', 'auditor']

// acts as the post of the clerk
const about = async (world: World): Promise<Ask> => {
  const { sysadmin, clerk } = world.actors
  const { id, version } = await given.issued(world, { by: sysadmin, post: clerk })
  return { path: { id }, body: { version } }
}

/** 接口令牌. */
export const tokenRows: Rows = {
  'GET /api/api-tokens': { may: signedIn },
  'GET /api/api-tokens/posts': { may: ['sysadmin'], never: 'rest' },
  'GET /api/api-tokens/export.xlsx': { may: officers, never: 'rest' },
  'POST /api/api-tokens/export-requests': { may: officers, never: 'rest', done: 409, passes: 'export.none_needed' },
  'POST /api/api-tokens': {
    may: ['sysadmin'],
    never: 'rest',
    done: 201,
    ask: (world) => ({
      body: {
        name: `row-${world.app.ids
          .random()
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, '')}`,
        purpose: '与办公系统对接',
        postId: world.actors.clerk.postId,
        scopes: ['suggestions.read'],
        lastOn: '2026-12-31',
      },
    }),
  },
  'POST /api/api-tokens/{id}/secret': { may: ['clerk'], sees: officers, ask: about },
  'POST /api/api-tokens/{id}/revocation': {
    may: ['clerk', 'sysadmin', 'secadmin'],
    sees: ['auditor'],
    ask: about,
  },
}
