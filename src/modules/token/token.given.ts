import type { GivenPost } from '#modules/identity/identity.given.ts'
import type { TestSite } from '#tests/support/test-app.ts'
import type { TokenView } from './token.contract.ts'
import { type TokenScope, tokenScopes } from './token.ts'

type Wanted = { by: GivenPost; post: GivenPost; name?: string; scopes?: readonly TokenScope[]; lastOn?: string }

let made = 0

/** A token that waits for the holder of the post. */
async function issued(site: Pick<TestSite, 'as'>, wanted: Wanted): Promise<TokenView> {
  made += 1
  const reply = await site.as(wanted.by).post('/api/api-tokens', {
    name: wanted.name ?? `given-${made}`,
    purpose: '与办公系统对接',
    postId: wanted.post.postId,
    scopes: wanted.scopes ?? tokenScopes,
    lastOn: wanted.lastOn ?? '2026-12-31',
  })
  if (reply.status !== 201) throw new Error(await reply.text())
  return (await reply.json()) as TokenView
}

/** The secret of a new token, with every scope unless said. */
async function apiToken(site: Pick<TestSite, 'as'>, wanted: Wanted): Promise<string> {
  const { id, version } = await issued(site, wanted)
  const reply = await site.as(wanted.post).post(`/api/api-tokens/${id}/secret`, { version })
  return ((await reply.json()) as { secret: string }).secret
}

export const given = { issued, apiToken }
