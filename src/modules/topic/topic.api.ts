import { createRoute } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import {
  claimTopic,
  linkSuggestion,
  listLinkable,
  releaseClaim,
  saveNotes,
  startDraft,
  unlinkSuggestion,
} from './claim-topic.service.ts'
import { topicExport } from './export-topics.service.ts'
import { listTopics } from './list-topics.service.ts'
import {
  ChangedTopic,
  ClaimDraft,
  ClaimLink,
  ClaimNotes,
  ClaimRelease,
  Linkable,
  TopicDraft,
  TopicExportQuery,
  TopicQuery,
  TopicReason,
  TopicRow,
  TopicVersion,
  TopicView,
} from './topic.contract.ts'
import { changeTopicWords, closeTopic, createTopic, getTopic, publishTopic, withdrawTopic } from './topic.service.ts'

const { act, answer } = routesOf('topic', TopicView, 403, 404, 409, 410)

const tags = ['topic']

const list = createRoute({
  method: 'get',
  path: '/topics',
  operationId: 'listTopics',
  'x-rows-move': true,
  tags,
  request: { query: TopicQuery },
  responses: { 200: ok(pageOf(TopicRow)), ...refusals() },
})
const exported = exportRoute({
  path: '/topics/export.xlsx',
  operationId: 'exportTopics',
  tag: 'topic',
  query: TopicExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/topics/export-requests',
  operationId: 'askTopicExport',
  tag: 'topic',
  query: TopicExportQuery,
})
const create = createRoute({
  method: 'post',
  path: '/topics',
  operationId: 'createTopic',
  tags,
  request: { body: jsonBody(TopicDraft) },
  responses: { 201: ok(TopicView, 'The draft is kept'), ...refusals(403) },
})
const read = createRoute({
  method: 'get',
  path: '/topics/{id}',
  operationId: 'getTopic',
  tags,
  request: { params: idParam },
  responses: { 200: ok(TopicView), ...refusals(404) },
})
const claim = createRoute({
  method: 'post',
  path: '/topics/{id}/claims',
  operationId: 'claimTopic',
  tags,
  request: { params: idParam },
  responses: answer,
})
const linkable = createRoute({
  method: 'get',
  path: '/topic-claims/{id}/linkable',
  operationId: 'findLinkable',
  tags,
  request: { params: idParam },
  responses: { 200: ok(Linkable), ...refusals(403, 404) },
})
const unlink = createRoute({
  method: 'delete',
  path: '/topic-claims/{id}/suggestions/{suggestionId}',
  operationId: 'unlinkSuggestion',
  tags,
  request: { params: idParam.extend({ suggestionId: Id }) },
  responses: answer,
})

/** 选题清单 and 领题: the list, its topics, and what deputies make of them. */
export const topicApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listTopics(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await topicExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('topics', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await topicExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(create, async (c) => c.json(await createTopic(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(read, async (c) => c.json(await getTopic(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(act('put', '/topics/{id}', 'changeTopic', ChangedTopic), async (c) => {
    const { version, ...draft } = c.req.valid('json')
    return c.json(await changeTopicWords(c.var.app, c.var.actor, c.req.valid('param').id, version, draft), 200)
  })
  .openapi(act('post', '/topics/{id}/publication', 'publishTopic', TopicVersion), async (c) =>
    c.json(await publishTopic(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/topics/{id}/closing', 'closeTopic', TopicVersion), async (c) =>
    c.json(await closeTopic(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/topics/{id}/withdrawal', 'withdrawTopic', TopicReason), async (c) => {
    const { version, reason } = c.req.valid('json')
    return c.json(await withdrawTopic(c.var.app, c.var.actor, c.req.valid('param').id, version, reason), 200)
  })
  .openapi(claim, async (c) => c.json(await claimTopic(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(act('post', '/topic-claims/{id}/release', 'releaseTopicClaim', ClaimRelease), async (c) =>
    c.json(await releaseClaim(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
  .openapi(act('put', '/topic-claims/{id}/notes', 'saveClaimNotes', ClaimNotes), async (c) =>
    c.json(await saveNotes(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(linkable, async (c) =>
    c.json({ items: await listLinkable(c.var.app, c.var.actor, c.req.valid('param').id) }, 200),
  )
  .openapi(act('post', '/topic-claims/{id}/suggestions', 'linkSuggestion', ClaimLink), async (c) =>
    c.json(
      await linkSuggestion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').suggestionId),
      200,
    ),
  )
  .openapi(unlink, async (c) => {
    const { id, suggestionId } = c.req.valid('param')
    return c.json(await unlinkSuggestion(c.var.app, c.var.actor, id, suggestionId), 200)
  })
  .openapi(act('post', '/topic-claims/{id}/draft', 'startSuggestionOfClaim', ClaimDraft), async (c) =>
    c.json(await startDraft(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').suggestionId), 200),
  )
