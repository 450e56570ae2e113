import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { Refusal } from '#kernel/refusal.ts'
import { approvalApi } from '#modules/approval/approval.api.ts'
import { attachmentApi } from '#modules/attachment/attachment.api.ts'
import { attachmentLimits } from '#modules/attachment/attachment.ts'
import { auditApi } from '#modules/audit/audit.api.ts'
import { calendarApi } from '#modules/clock/clock.api.ts'
import { exportApi } from '#modules/export/export.api.ts'
import { handoverApi } from '#modules/handover/handover.api.ts'
import { accountApi } from '#modules/identity/account.api.ts'
import { requireActor, requireSession } from '#modules/identity/index.ts'
import { peopleApi } from '#modules/identity/people.api.ts'
import { sessionApi } from '#modules/identity/session.api.ts'
import { signInApi } from '#modules/identity/sign-in.api.ts'
import { standInApi } from '#modules/identity/stand-in.api.ts'
import { motionApi } from '#modules/motion/motion.api.ts'
import { deliveryApi } from '#modules/notification/delivery.api.ts'
import { notificationApi } from '#modules/notification/notification.api.ts'
import { operationApi } from '#modules/operation/operation.api.ts'
import { congressApi } from '#modules/organisation/congress.api.ts'
import { organisationApi } from '#modules/organisation/organisation.api.ts'
import { oversightApi } from '#modules/oversight/oversight.api.ts'
import { paperApi } from '#modules/paper/paper.api.ts'
import { privacyApi } from '#modules/privacy/privacy.api.ts'
import { noteRefusal } from '#modules/record/index.ts'
import { recordApi } from '#modules/record/record.api.ts'
import { listExportApi } from '#modules/roster/list-export.api.ts'
import { rosterApi } from '#modules/roster/roster.api.ts'
import { rulesApi } from '#modules/rules/rules.api.ts'
import { searchApi } from '#modules/search/search.api.ts'
import { statsApi } from '#modules/stats/stats.api.ts'
import { assignmentApi } from '#modules/suggestion/assignment.api.ts'
import { caseLifeApi } from '#modules/suggestion/case-life.api.ts'
import { fieldApi } from '#modules/suggestion/field.api.ts'
import { numberApi } from '#modules/suggestion/number.api.ts'
import { paperEntryApi } from '#modules/suggestion/paper-entry.api.ts'
import { suggestionApi } from '#modules/suggestion/suggestion.api.ts'
import { bearer } from '#modules/token/index.ts'
import { tokenApi } from '#modules/token/token.api.ts'
import { topicApi } from '#modules/topic/topic.api.ts'
import type { App } from '#platform/app.ts'
import type { Ask } from '#platform/http/ask-again.ts'
import { conditional } from '#platform/http/conditional.ts'
import { edge, sameOrigin } from '#platform/http/edge.ts'
import type { MemberEnv, PublicEnv } from '#platform/http/env.ts'
import { exactlyOnce } from '#platform/http/exactly-once.ts'
import { type DocumentRoutes, documentRoutes, madeDocuments } from '#platform/http/made-documents.ts'
import { nameOperations } from '#platform/http/operation-names.ts'
import { problem, wrongMethod } from '#platform/http/problem.ts'
import { type ReadingRoutes, readingRoutes } from '#platform/http/reading-routes.ts'
import { refuseSecretMarks } from '#platform/http/secret-marks.ts'
import { refusalOf } from '#platform/http/unreadable.ts'
import { requireUtf8 } from '#platform/http/utf8-body.ts'
import { routesInSteps, type VersionedRoutes, versionedRoutes } from '#platform/http/versioned-routes.ts'
import { type Description, describeApi } from './description.ts'
import { docsPage } from './docs.ts'

const uploadBytesMax = 16 * 1024 * 1024
// a file of a case and the words of the form around it
const attachmentFormMax = attachmentLimits.bytesMax + 64 * 1024

/**
 * Every operation below /api. The order is the wall: first what anyone may call, then one's own session, then, behind
 * `requireActor`, everything else. A route is behind the wall unless someone puts it before it on purpose.
 */
export function buildApi(app: App): OpenAPIHono<PublicEnv> {
  const api = new OpenAPIHono<PublicEnv>()
  api.use('*', edge(app), methodNotAllowed({ app: api, onMethodNotAllowed: wrongMethod }))
  api.use('*', noteUndone(app), sameOrigin, limitBody)

  api.route('/', signInApi)
  api.route('/', recordApi)
  // the same for everyone and dear to make: made when first asked for, when all routes are there
  let description: Description | undefined
  const described = () => (description ??= describeApi(api))
  api.get('/openapi.json', (c) => c.json(described()))
  api.get('/docs', docsPage(described))

  const own = new OpenAPIHono<PublicEnv>()
  own.use('*', bearer, requireSession)
  own.route('/', sessionApi)
  api.route('/', own)

  const members = new OpenAPIHono<MemberEnv>()
  let versioned: VersionedRoutes | undefined
  let readings: ReadingRoutes | undefined
  let inSteps: ReadonlySet<string> | undefined
  let documents: DocumentRoutes | undefined
  const ask: Ask = (request, env) => api.fetch(request, env as object)
  members.use(
    '*',
    requireActor,
    madeDocuments(() => (documents ??= documentRoutes(api.openAPIRegistry))),
    // before a key has a connection: a condition may have to look at what is there
    conditional(() => (versioned ??= versionedRoutes(api.openAPIRegistry)), ask),
    exactlyOnce({
      routes: () => (readings ??= readingRoutes(api.openAPIRegistry)),
      inSteps: () => (inSteps ??= routesInSteps(api.openAPIRegistry)),
      ask,
    }),
  )
  members.use('*', requireUtf8, refuseSecretMarks)
  for (const one of [
    listExportApi,
    suggestionApi,
    assignmentApi,
    topicApi,
    motionApi,
    oversightApi,
    handoverApi,
    caseLifeApi,
    paperEntryApi,
    fieldApi,
    numberApi,
    notificationApi,
    deliveryApi,
    peopleApi,
    accountApi,
    standInApi,
    congressApi,
    organisationApi,
    attachmentApi,
    approvalApi,
    exportApi,
    rosterApi,
    rulesApi,
    calendarApi,
    auditApi,
    searchApi,
    statsApi,
    paperApi,
    privacyApi,
    operationApi,
    tokenApi,
  ]) {
    members.route('/', one)
  }
  api.route('/', members)
  nameOperations(api.openAPIRegistry)

  // a router that is mounted in another one is not asked for its notFound; what is thrown is not looked at again for
  // the methods that the address has
  api.all('*', async (c) => {
    const nowhere = new Refusal('not_found', 'http.not_found')
    await noteRefusal(app, c, nowhere)
    return problem(c, nowhere)
  })
  api.onError(async (thrown, c) => {
    const error = refusalOf(thrown)
    if (error instanceof Refusal) {
      // the transaction of a command is still open here, and it holds a connection
      if (c.var.app && c.var.app.db !== app.db) c.set('refused', error)
      else await noteRefusal(app, c, error)
    } else if (!isCallersOwn(error)) app.log.error('request failed', error, { requestId: c.var.requestId })
    return problem(c, error)
  })
  return api
}

/** A body that is no JSON, a type that nobody reads: no fault of the program. */
const isCallersOwn = (error: Error): boolean => error instanceof HTTPException && error.status < 500

/** What a command under a key was refused is kept when its transaction is over, not beside it on a second connection. */
const noteUndone =
  (app: App): MiddlewareHandler<PublicEnv> =>
  async (c, next) => {
    await next()
    const { refused } = c.var
    if (refused) await noteRefusal(app, c, refused)
  }

const tooLarge = () => {
  throw new Refusal('invalid', 'http.too_large')
}
const tooLargeFile = () => {
  throw new Refusal('invalid', 'attachment.too_large', { megabytes: attachmentLimits.bytesMax / 1024 / 1024 })
}
const bodies = bodyLimit({ maxSize: uploadBytesMax, onError: tooLarge })
const attachments = bodyLimit({ maxSize: attachmentFormMax, onError: tooLargeFile })
const limitBody: MiddlewareHandler = (c, next) => (c.req.path === '/api/attachments' ? attachments : bodies)(c, next)
