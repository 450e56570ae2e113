import { createRoute } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, ok, refusals, router, routesOf } from '#platform/http/routes.ts'
import { draftReply, sendReply, signOff } from './answer-suggestion.service.ts'
import { acknowledge } from './assign-suggestion.service.ts'
import { ReturnDecision } from './case-parts.contract.ts'
import { giveCoOpinion } from './co-opinion.service.ts'
import { confirmConsulted, noteConsultation } from './consult-suggestion.service.ts'
import { evaluate } from './evaluate-suggestion.service.ts'
import { dropReader, listReaders, nameReader } from './name-reader.service.ts'
import { confirmCommitment, fulfilCommitment } from './promise.service.ts'
import { readReply } from './read-reply.service.ts'
import { ReaderList, readerParam } from './reader.contract.ts'
import { decideReturn, requestReturn } from './return-assignment.service.ts'
import {
  Consultation,
  CoOpinion,
  Evaluation,
  Fulfilment,
  Reader,
  ReplyDraft,
  SuggestionView,
  Versioned,
  WithReason,
} from './suggestion.contract.ts'

const { act, confirm, answer } = routesOf('assignment', SuggestionView, 403, 404, 409, 410)

const tags = ['assignment']

const readers = createRoute({
  method: 'get',
  path: '/suggestions/{id}/readers',
  operationId: 'listReaders',
  tags,
  request: { params: idParam },
  responses: { 200: ok(ReaderList, 'Who may read a confidential suggestion'), ...refusals(403, 404) },
})

const dropped = createRoute({
  method: 'delete',
  path: '/suggestions/{id}/readers/{personId}',
  operationId: 'dropReader',
  tags,
  request: { params: readerParam },
  responses: answer,
})

/** What units, sponsors and the government office do on one unit's part; each answers with the whole case. */
export const assignmentApi = router<MemberEnv>()
  .openapi(act('post', '/assignments/{id}/acknowledgement', 'acknowledgeAssignment', Versioned), async (c) =>
    c.json(await acknowledge(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/assignments/{id}/return-request', 'requestReturn', WithReason), async (c) =>
    c.json(await requestReturn(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/return-decision', 'decideReturn', ReturnDecision), async (c) =>
    c.json(await decideReturn(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/co-opinion', 'giveCoOpinion', CoOpinion), async (c) =>
    c.json(await giveCoOpinion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/consultations', 'noteConsultation', Consultation), async (c) =>
    c.json(await noteConsultation(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(confirm('/consultations/{id}/confirmation', 'confirmConsultation'), async (c) =>
    c.json(await confirmConsulted(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(act('post', '/assignments/{id}/reply-draft', 'draftReply', ReplyDraft), async (c) =>
    c.json(await draftReply(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/assignments/{id}/sign-off', 'signOffReply', Versioned), async (c) =>
    c.json(await signOff(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/assignments/{id}/sending', 'sendReply', Versioned), async (c) =>
    c.json(await sendReply(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(confirm('/replies/{id}/receipt', 'readReply'), async (c) =>
    c.json(await readReply(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(act('post', '/assignments/{id}/evaluation', 'evaluateReply', Evaluation), async (c) =>
    c.json(await evaluate(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/commitments/{id}/fulfilment', 'fulfilCommitment', Fulfilment), async (c) =>
    c.json(await fulfilCommitment(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').evidence), 200),
  )
  .openapi(confirm('/commitments/{id}/confirmation', 'confirmCommitment'), async (c) =>
    c.json(await confirmCommitment(c.var.app, c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(act('post', '/suggestions/{id}/readers', 'nameReader', Reader), async (c) =>
    c.json(await nameReader(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').personId), 200),
  )
  .openapi(readers, async (c) => c.json(await listReaders(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(dropped, async (c) => {
    const { id, personId } = c.req.valid('param')
    return c.json(await dropReader(c.var.app, c.var.actor, id, personId), 200)
  })
