import { createRoute, z } from '@hono/zod-openapi'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { changeContact, lookAtContact } from './contact.service.ts'
import { endMandate, startMandate, stepMandate } from './mandate.service.ts'
import { askMerge, askSplit } from './merge.service.ts'
import {
  AskedOfTwo,
  ContactBody,
  ContactVersion,
  ContactView,
  DeathBody,
  MandateEndBody,
  MandateStepBody,
  MandateView,
  MergeBody,
  NewMandateBody,
  NewPersonBody,
  NewPostBody,
  PeoplePage,
  PersonChangeBody,
  PersonView,
  PostEndBody,
  PostView,
  peopleQuery,
  presentMandate,
  presentPerson,
  presentPost,
} from './people.contract.ts'
import { changePerson, createPerson, getPerson, recordDeath } from './people.service.ts'
import { pageOfPeople } from './people.view.ts'
import { endPost, grantPost } from './post.service.ts'

const tags = ['people']

const list = createRoute({
  method: 'get',
  path: '/people',
  operationId: 'listPeople',
  'x-rows-move': true,
  tags,
  request: { query: peopleQuery },
  responses: { 200: ok(PeoplePage), ...refusals(403) },
})

const view = createRoute({
  method: 'get',
  path: '/people/{id}',
  operationId: 'getPerson',
  tags,
  request: { params: idParam },
  responses: { 200: ok(PersonView), ...refusals(403, 404) },
})

const create = createRoute({
  method: 'post',
  path: '/people',
  operationId: 'createPerson',
  tags,
  request: { body: jsonBody(NewPersonBody) },
  responses: { 201: ok(PersonView), ...refusals(403, 409) },
})

const change = createRoute({
  method: 'put',
  path: '/people/{id}',
  operationId: 'changePerson',
  tags,
  request: { params: idParam, body: jsonBody(PersonChangeBody) },
  responses: { 200: ok(PersonView), ...refusals(403, 404, 409) },
})

const death = createRoute({
  method: 'post',
  path: '/people/{id}/death',
  operationId: 'recordDeath',
  tags,
  request: { params: idParam, body: jsonBody(DeathBody) },
  responses: { 200: ok(PersonView), ...refusals(403, 404, 409) },
})

const contact = createRoute({
  method: 'get',
  path: '/people/{id}/contact',
  operationId: 'lookAtContact',
  'x-recorded': true,
  tags,
  request: { params: idParam },
  responses: { 200: ok(ContactView, 'The look is recorded'), ...refusals(403, 404) },
})

const newContact = createRoute({
  method: 'put',
  path: '/people/{id}/contact',
  operationId: 'changeContact',
  tags,
  request: { params: idParam, body: jsonBody(ContactBody) },
  responses: { 200: ok(ContactVersion, 'Its next version'), ...refusals(403, 404, 409) },
})

const newMandate = createRoute({
  method: 'post',
  path: '/mandates',
  operationId: 'startMandate',
  tags,
  request: { body: jsonBody(NewMandateBody) },
  responses: { 201: ok(MandateView), ...refusals(403, 404, 409) },
})

const mandateEnd = createRoute({
  method: 'post',
  path: '/mandates/{id}/end',
  operationId: 'endMandate',
  tags,
  request: { params: idParam, body: jsonBody(MandateEndBody) },
  responses: { 200: ok(MandateView), ...refusals(403, 404, 409) },
})

const mandateStep = createRoute({
  method: 'post',
  path: '/mandates/{id}/{action}',
  operationId: 'stepMandate',
  tags,
  request: {
    params: z.object({ id: Id, action: z.enum(['confirm', 'activate', 'suspend', 'resume']) }),
    body: jsonBody(MandateStepBody),
  },
  responses: { 200: ok(MandateView), ...refusals(403, 404, 409) },
})

const newPost = createRoute({
  method: 'post',
  path: '/posts',
  operationId: 'grantPost',
  tags,
  request: { body: jsonBody(NewPostBody) },
  responses: { 201: ok(PostView), ...refusals(403, 404, 409) },
})

const postEnd = createRoute({
  method: 'post',
  path: '/posts/{id}/end',
  operationId: 'endPost',
  tags,
  request: { params: idParam, body: jsonBody(PostEndBody) },
  responses: { 200: ok(PostView), ...refusals(403, 404, 409) },
})

const merge = createRoute({
  method: 'post',
  path: '/people/{id}/merge-requests',
  operationId: 'askMerge',
  tags,
  request: { params: idParam, body: jsonBody(MergeBody) },
  responses: {
    201: ok(AskedOfTwo, 'A second person decides whether the row goes into the other'),
    ...refusals(403, 404, 409),
  },
})

const split = createRoute({
  method: 'post',
  path: '/people/{id}/split-requests',
  operationId: 'askSplit',
  tags,
  request: { params: idParam },
  responses: { 201: ok(AskedOfTwo, 'A second person decides whether it is taken back'), ...refusals(403, 404, 409) },
})

export const peopleApi = router<MemberEnv>()
  .openapi(list, async (c) => c.json(await pageOfPeople(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(view, async (c) =>
    c.json(presentPerson(await getPerson(c.var.app, c.var.actor, c.req.valid('param').id)), 200),
  )
  .openapi(create, async (c) =>
    c.json(presentPerson(await createPerson(c.var.app, c.var.actor, c.req.valid('json'))), 201),
  )
  .openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentPerson(await changePerson(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
  .openapi(death, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentPerson(await recordDeath(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
  .openapi(merge, async (c) =>
    c.json(await askMerge(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json').intoId), 201),
  )
  .openapi(split, async (c) => c.json(await askSplit(c.var.app, c.var.actor, c.req.valid('param').id), 201))
  .openapi(contact, async (c) => c.json(await lookAtContact(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(newContact, async (c) => {
    const version = await changeContact(c.var.app, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
    return c.json({ version }, 200)
  })
  .openapi(newMandate, async (c) =>
    c.json(presentMandate(await startMandate(c.var.app, c.var.actor, c.req.valid('json'))), 201),
  )
  .openapi(mandateEnd, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentMandate(await endMandate(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
  .openapi(mandateStep, async (c) => {
    const { id, action } = c.req.valid('param')
    return c.json(presentMandate(await stepMandate(c.var.app, c.var.actor, id, action, c.req.valid('json'))), 200)
  })
  .openapi(newPost, async (c) => c.json(presentPost(await grantPost(c.var.app, c.var.actor, c.req.valid('json'))), 201))
  .openapi(postEnd, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(presentPost(await endPost(c.var.app, c.var.actor, id, c.req.valid('json'))), 200)
  })
