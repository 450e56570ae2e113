import { OpenAPIHono } from '@hono/zod-openapi'
import { approvalApi } from '#modules/approval/approval.api.ts'
import { accountApi } from '#modules/identity/account.api.ts'
import { requireActor, requireSession } from '#modules/identity/index.ts'
import { peopleApi } from '#modules/identity/people.api.ts'
import { sessionApi } from '#modules/identity/session.api.ts'
import { signInApi } from '#modules/identity/sign-in.api.ts'
import { organisationApi } from '#modules/organisation/organisation.api.ts'
import { edge, sameOrigin } from '#platform/http/edge.ts'
import { problem } from '#platform/http/problem.ts'
import { Refusal } from '#kernel/refusal.ts'
export function buildSite(app) {
  const api = new OpenAPIHono().basePath('/api')
  api.use('*', edge(app), sameOrigin)
  api.route('/', signInApi)
  const own = new OpenAPIHono(); own.use('*', requireSession); own.route('/', sessionApi); api.route('/', own)
  const members = new OpenAPIHono(); members.use('*', requireActor)
  for (const one of [peopleApi, accountApi, organisationApi, approvalApi]) members.route('/', one)
  api.route('/', members)
  api.onError((error, c) => { if (!(error instanceof Refusal)) console.error(error); return problem(c, error) })
  return api
}
