import { z } from '@hono/zod-openapi'
import { roles } from '#kernel/actor.ts'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines, oneLine } from '#platform/http/typed-text.ts'
import { tokenNameShape, tokenScopes, tokenStates } from './token.ts'

const Day = z.iso.date()
const Version = whole(0)

/** A token without its secret, which nobody is shown a second time. */
export const TokenView = z
  .object({
    id: Id,
    name: z.string(),
    purpose: z.string(),
    post: z.object({ id: Id, organName: z.string(), role: z.enum(roles), personName: z.string() }),
    scopes: z.array(z.enum(tokenScopes)),
    startsOn: Day,
    lastOn: Day,
    state: z.enum(tokenStates),
    takenAt: z.iso.datetime().nullable(),
    /** To the minute. */
    usedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    allowed: z.array(z.enum(['takeSecret', 'revoke'])),
    version: Version,
  })
  .openapi('ApiToken')
export type TokenView = z.infer<typeof TokenView>

export const TokenPage = pageOf(TokenView).openapi('ApiTokenPage')

const filter = {
  q: z.string().trim().min(1).max(40).optional(),
  state: z.enum(tokenStates).optional(),
}
export const TokenQuery = z.object({ ...pageQuery, ...filter })
export const TokenExportQuery = z.object(filter)
export type TokenFilter = z.infer<typeof TokenExportQuery>

export const NewTokenBody = z
  .object({
    name: z.string().regex(tokenNameShape),
    purpose: oneLine().trim().min(1).max(200),
    postId: Id,
    scopes: z.array(z.enum(tokenScopes)).min(1).max(tokenScopes.length),
    /** The last day of it, at most a year from today. */
    lastOn: Day,
  })
  .openapi('NewApiToken')
export type NewToken = z.infer<typeof NewTokenBody>

export const TokenVersion = z.object({ version: Version }).openapi('ApiTokenVersion')
export const TokenRevocation = z
  .object({ version: Version, note: manyLines().trim().min(1).max(1000).optional() })
  .openapi('ApiTokenRevocation')

export const TokenSecret = z
  .object({ secret: z.string().openapi({ description: 'Shown this once' }), token: TokenView })
  .openapi('ApiTokenSecret')

export const TokenPostQuery = z.object({ q: z.string().trim().min(1).max(40).optional() })
export const TokenPosts = z
  .object({
    items: z.array(z.object({ postId: Id, organName: z.string(), role: z.enum(roles), personName: z.string() })),
  })
  .openapi('ApiTokenPosts')
