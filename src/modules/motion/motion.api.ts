import { createRoute, z } from '@hono/zod-openapi'
import { CosignAnswer, CosignInvitation, CosignJoining, CosignWithdrawal, Invitable } from '#modules/cosign/index.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, pageOf, refusals, router, routesOf } from '#platform/http/routes.ts'
import {
  answerCosign,
  getJoinable,
  invite,
  join,
  listInvitable,
  withdrawCosign,
  withdrawInvitation,
} from './cosign-motion.service.ts'
import {
  checkMotion,
  decideMotion,
  decideWithdrawal,
  enterVote,
  listCommittees,
  noteDeliberation,
  registerMotion,
  reportOnMotion,
} from './decide-motion.service.ts'
import {
  changeMotionWords,
  convertByLead,
  createMotion,
  restoreMotion,
  submitMotion,
  withdrawMotion,
} from './draft-motion.service.ts'
import { motionExport } from './export-motions.service.ts'
import { listMotions } from './list-motions.service.ts'
import {
  ChangedMotion,
  CommitteeReport,
  JoinableMotion,
  MotionCheck,
  MotionCommittees,
  MotionDeadline,
  MotionDecision,
  MotionExportQuery,
  MotionQuery,
  MotionReason,
  MotionRow,
  MotionSessions,
  MotionVersion,
  MotionView,
  MotionVote,
  NewMotion,
  WithdrawalDecision,
} from './motion.contract.ts'
import { getMotion } from './motion.service.ts'
import { listSessions, setMotionDeadline } from './session.service.ts'

const { act } = routesOf('motion', MotionView, 403, 404, 409, 410)

const tags = ['motion']

const list = createRoute({
  method: 'get',
  path: '/motions',
  operationId: 'listMotions',
  'x-rows-move': true,
  tags,
  request: { query: MotionQuery },
  responses: { 200: ok(pageOf(MotionRow)), ...refusals() },
})
const exported = exportRoute({
  path: '/motions/export.xlsx',
  operationId: 'exportMotions',
  tag: 'motion',
  query: MotionExportQuery,
})
const exportedAsked = exportRequestRoute({
  path: '/motions/export-requests',
  operationId: 'askMotionExport',
  tag: 'motion',
  query: MotionExportQuery,
})
const create = createRoute({
  method: 'post',
  path: '/motions',
  operationId: 'createMotion',
  tags,
  request: { body: jsonBody(NewMotion) },
  responses: {
    201: ok(MotionView, 'The draft is kept; the same id again gives the same draft'),
    ...refusals(403, 409),
  },
})
const takenBack = createRoute({
  method: 'delete',
  path: '/motions/{id}/invitations/{mandateId}',
  operationId: 'withdrawMotionInvitation',
  tags,
  request: { params: z.object({ id: Id, mandateId: Id }) },
  responses: { 200: ok(MotionView), ...refusals(403, 404, 409) },
})
const read = createRoute({
  method: 'get',
  path: '/motions/{id}',
  operationId: 'getMotion',
  tags,
  request: { params: idParam },
  responses: { 200: ok(MotionView), ...refusals(404) },
})
const joinable = createRoute({
  method: 'get',
  path: '/motions/{id}/joinable',
  operationId: 'getJoinableMotion',
  tags,
  request: { params: idParam },
  responses: { 200: ok(JoinableMotion), ...refusals(403, 404) },
})
const invitable = createRoute({
  method: 'get',
  path: '/motions/{id}/invitable',
  operationId: 'findMotionInvitable',
  tags,
  request: { params: idParam, query: z.object({ q: z.string().trim().max(20).default('') }) },
  responses: { 200: ok(Invitable), ...refusals(403, 404) },
})
const committees = createRoute({
  method: 'get',
  path: '/motions/{id}/committees',
  operationId: 'findMotionCommittees',
  tags,
  request: { params: idParam },
  responses: { 200: ok(MotionCommittees), ...refusals(403, 404) },
})
const sessions = createRoute({
  method: 'get',
  path: '/congress-sessions',
  operationId: 'listMotionSessions',
  tags,
  responses: { 200: ok(MotionSessions), ...refusals() },
})
const deadline = createRoute({
  method: 'put',
  path: '/congress-sessions/{id}/motion-deadline',
  operationId: 'setMotionDeadline',
  tags,
  request: { params: idParam, body: jsonBody(MotionDeadline) },
  responses: { 200: ok(MotionSessions), ...refusals(403, 404, 410) },
})

/** 议案 from the draft to the vote or the committee's report, and until when a session takes them. */
export const motionApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await listMotions(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await motionExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('motions', workbook))
  })
  .openapi(exportedAsked, async (c) =>
    c.json({ approvalId: await motionExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(create, async (c) => c.json(await createMotion(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(read, async (c) => c.json(await getMotion(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(act('put', '/motions/{id}', 'changeMotion', ChangedMotion), async (c) => {
    const { version, ...draft } = c.req.valid('json')
    return c.json(await changeMotionWords(c.var.app, c.var.actor, c.req.valid('param').id, version, draft), 200)
  })
  .openapi(invitable, async (c) => {
    const items = await listInvitable(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('query').q)
    return c.json({ items }, 200)
  })
  .openapi(act('post', '/motions/{id}/invitations', 'inviteMotionCosigners', CosignInvitation), async (c) => {
    const { version, mandateIds } = c.req.valid('json')
    return c.json(await invite(c.var.app, c.var.actor, c.req.valid('param').id, version, mandateIds), 200)
  })
  .openapi(act('post', '/motions/{id}/cosign', 'answerMotionCosign', CosignAnswer), async (c) =>
    c.json(await answerCosign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/motions/{id}/cosign-withdrawal', 'withdrawMotionCosign', CosignWithdrawal), async (c) =>
    c.json(await withdrawCosign(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').reason), 200),
  )
  .openapi(joinable, async (c) => c.json(await getJoinable(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(act('post', '/motions/{id}/joining', 'joinMotion', CosignJoining), async (c) =>
    c.json(await join(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').textSha256), 200),
  )
  .openapi(act('post', '/motions/{id}/restoration', 'restoreMotion', MotionVersion), async (c) =>
    c.json(await restoreMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(takenBack, async (c) => {
    const { id, mandateId } = c.req.valid('param')
    return c.json(await withdrawInvitation(c.var.app, c.var.actor, id, mandateId), 200)
  })
  .openapi(act('post', '/motions/{id}/submit', 'submitMotion', MotionVersion), async (c) =>
    c.json(await submitMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/motions/{id}/conversion', 'convertMotion', MotionVersion), async (c) =>
    c.json(await convertByLead(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/motions/{id}/withdrawal', 'withdrawMotion', MotionReason), async (c) => {
    const { version, reason } = c.req.valid('json')
    return c.json(await withdrawMotion(c.var.app, c.var.actor, c.req.valid('param').id, version, reason), 200)
  })
  .openapi(act('post', '/motions/{id}/withdrawal-decision', 'decideMotionWithdrawal', WithdrawalDecision), async (c) =>
    c.json(await decideWithdrawal(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/motions/{id}/registration', 'registerMotion', MotionVersion), async (c) =>
    c.json(await registerMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/motions/{id}/check', 'checkMotion', MotionCheck), async (c) =>
    c.json(await checkMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(committees, async (c) =>
    c.json({ items: await listCommittees(c.var.app, c.var.actor, c.req.valid('param').id) }, 200),
  )
  .openapi(act('post', '/motions/{id}/decision', 'decideMotion', MotionDecision), async (c) =>
    c.json(await decideMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/motions/{id}/deliberation', 'noteMotionDeliberation', MotionVersion), async (c) =>
    c.json(await noteDeliberation(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').version), 200),
  )
  .openapi(act('post', '/motions/{id}/committee-report', 'reportOnMotion', CommitteeReport), async (c) =>
    c.json(await reportOnMotion(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(act('post', '/motions/{id}/vote', 'enterMotionVote', MotionVote), async (c) =>
    c.json(await enterVote(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(sessions, async (c) => c.json(await listSessions(c.var.app, c.var.actor), 200))
  .openapi(deadline, async (c) => {
    const at = c.req.valid('json')
    return c.json(await setMotionDeadline(c.var.app, c.var.actor, c.req.valid('param').id, at), 200)
  })
