import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import { totalCountedMax } from '#kernel/page.ts'
import { exportLimits } from '#modules/export/export.ts'
import { scopeOfRoute } from '#modules/token/token.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { type VersionedRoutes, versionedRoutes } from '#platform/http/versioned-routes.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'

const info = {
  openapi: '3.1.0',
  info: {
    title: '民声 Minsheng',
    version: '0.1.0',
    description:
      'All operations of the platform. 平台的全部操作。\n\n' +
      'A POST may carry an `Idempotency-Key`: the same request under the same key is done once. Repeated, it is answered ' +
      'with the thing as it may be read now, or with 409 `http.done_already` where nothing can be read again. An ' +
      'operation marked `x-in-steps` is answered with 409 `http.under_way` as long as it has not come to its end; should ' +
      'the server have ended on the way, it is gone on with when repeated after ten seconds. ' +
      'A list marked `x-rows-move` is in an order that an act can change: its description says how it is read whole. ' +
      'What has a `version` is answered with an `ETag`, and with 304 to an `If-None-Match` that has it; a change that ' +
      'wants a `version` takes it from `If-Match` as well. A version that is no longer the current one is refused with ' +
      '409, a change of one that its `If-None-Match` names with 412. What is made when it is asked for, a workbook or a ' +
      'paper, and what is recorded when it is read, is not answered to HEAD: 405 with `Allow`. A program sends `Authorization: Bearer` with a token of the system officer; an operation that names a scope ' +
      'is open to it, no other is. Who has several identities may name the one that is meant in `Minsheng-Acting-As`; ' +
      'should the session act as another one by now, the request is refused with 409 `identity.acting_changed`.',
  },
  servers: [{ url: '/api' }],
}

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: unknown }
type Answer = { description: string; headers?: Record<string, unknown>; content?: unknown }
export type Operation = {
  operationId?: string
  tags?: string[]
  summary?: string
  description?: string
  'x-rows-move'?: boolean
  'x-kept'?: boolean
  parameters?: Parameter[]
  requestBody?: unknown
  security?: Record<string, string[]>[]
  responses: Record<string, Answer>
}
type Paths = Record<string, Record<string, Operation>>
export type Description = Omit<ReturnType<OpenAPIHono<PublicEnv>['getOpenAPI31Document']>, 'paths'> & { paths: Paths }

const header = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})
const ifNoneMatch = header('If-None-Match', 'ETags of what is there already')
const ifNoneMatchOfChange = header(
  'If-None-Match',
  'ETags of versions of which none may be the one that is changed; `*` where nothing may be at this address yet',
)
const ifMatch = header(
  'If-Match',
  'The ETag of what is changed, instead of its version in the body. Compared is the version, the number before the ' +
    'dot; what follows tells only what one reader was shown. Of several tags the one counts that the body names as ' +
    'well, else the highest version; a weak tag (W/) never matches. `*` names no version: it is refused unless the ' +
    'body has one',
)
const idempotencyKey = header('Idempotency-Key', 'Of the caller’s choice; under the same key it is done once')
const languageOf = { $ref: '#/components/headers/Content-Language' }
const etag = { description: 'Of the version and of all that this reader was shown', schema: { type: 'string' } }
const thereAlready: Answer = {
  description: 'What is there is one that If-None-Match names: nothing was done',
  headers: { 'Content-Language': languageOf },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const unchanged: Answer = { description: 'As the reader has it already', headers: { ETag: etag } }

/** The OpenAPI document of all routes, with what the walls before them add: sign-in, scopes, versions, repetition. */
export function describeApi(api: OpenAPIHono<PublicEnv>): Description {
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'minsheng_session',
    description: 'Of whoever has signed in',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of a program: of the scopes that an operation names it must have one',
  })
  api.openAPIRegistry.registerComponent('headers', 'Content-Language', {
    description: 'The language of what is said; where `lang` names none it hangs on Accept-Language, and so says Vary',
    schema: { type: 'string' },
  })
  const document = api.getOpenAPI31Document(info) as unknown as Description
  const versioned = versionedRoutes(api.openAPIRegistry)
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      Object.assign(operation, wordsOf(path, operation, 'zh-CN'))
      complete(`${method.toUpperCase()} ${path}`, operation, versioned)
    }
  }
  return document
}

/** Of what is said in sentences, or made when it is asked for, the description has the header that names the language. */
function sayLanguage(operation: Operation): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (operation['x-kept'] && status === '200') continue
    if (Object.keys(answer.content ?? {}).some((type) => type !== 'application/json'))
      operation.responses[status] = { ...answer, headers: { ...answer.headers, 'Content-Language': languageOf } }
  }
}

/** What an operation does, and where its limits matter what they are, in the words of locales. */
export function wordsOf(path: string, { operationId = '', 'x-rows-move': rowsMove }: Operation, locale: Locale) {
  const limits = { rowsMax: exportLimits.aloneRowsMax, totalMax: totalCountedMax }
  const shared = path.endsWith('/export.xlsx')
    ? 'api.shared.export'
    : path.endsWith('/export-requests')
      ? 'api.shared.export_request'
      : `api.descriptions.${operationId}`
  const said = [
    ...(isTranslated(locale, shared) ? [translate(locale, shared, limits)] : []),
    ...(rowsMove ? [translate(locale, 'api.shared.rows_move')] : []),
  ]
  return {
    summary: translate(locale, `api.summaries.${operationId}`),
    ...(said.length > 0 && { description: said.join(locale === 'en' ? ' ' : '') }),
  }
}

function complete(route: string, operation: Operation, { reads, changes, replaces }: VersionedRoutes): void {
  sayLanguage(operation)
  if (operation.security) return
  const scope = scopeOfRoute(route)
  operation.security = [{ session: [] }, ...(scope ? [{ token: [scope] }] : [])]
  const add = (...more: Parameter[]) => {
    operation.parameters = [...(operation.parameters ?? []), ...more]
  }
  if (route.startsWith('POST ')) add(idempotencyKey)
  if (changes.has(route)) add(ifMatch)
  if (changes.has(route) || replaces.has(route)) {
    add(ifNoneMatchOfChange)
    operation.responses = { ...operation.responses, 412: thereAlready }
  }
  if (!reads.has(route)) return
  add(ifNoneMatch)
  operation.responses = { ...operation.responses, 304: unchanged }
  const ok = operation.responses[200]
  if (ok) operation.responses[200] = { ...ok, headers: { ...ok.headers, ETag: etag } }
}
