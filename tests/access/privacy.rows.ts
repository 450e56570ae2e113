import { followForConsents } from '#modules/privacy/index.ts'
import type { OwnPrivacy } from '#modules/privacy/privacy.contract.ts'
import { requestIn } from '#modules/privacy/privacy.given.ts'
import { recordEvent, sealRecord } from '#modules/record/index.ts'
import { type ActorName, acting, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const handlers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
const notHandlers = signedIn.filter((name) => !handlers.includes(name))

async function own(world: World): Promise<OwnPrivacy> {
  return (await (await world.by('lead').get('/api/privacy/own')).json()) as OwnPrivacy
}

/** A request of the lead sponsor, newest first in what is their own. */
async function asked(world: World): Promise<string> {
  const body = { kind: 'correction', words: '学历应为本科。' }
  const reply = await world.by('lead').post('/api/privacy/own/requests', body)
  return ((await reply.json()) as OwnPrivacy).requests[0]?.id ?? ''
}

async function step(world: World, id: string, action: string, words = '') {
  const { version } = await requestIn(await world.by('office').get(`/api/privacy/requests/${id}`))
  return world.by('office').post(`/api/privacy/requests/${id}/decisions`, { version, action, words })
}

/** An act with words beside it, by its place in the sealed record. */
async function aboutWords(world: World): Promise<Ask> {
  const { app, actors, db } = world
  const subjectId = app.ids.uuid()
  const event = { type: 'suggestion.withdrawn', subjectKind: 'suggestion', subjectId, note: '家住三楼。' } as const
  await app.db.transaction().execute((trx) => recordEvent(app, trx, { ...event, actor: actors.office }))
  await sealRecord(app)
  const found = db.selectFrom('event').select('leaf_index').where('subject_id', '=', subjectId)
  const { leaf_index: leafIndex } = await found.executeTakeFirstOrThrow()
  return { body: { leafIndex, ground: 'personal_data', reason: '当事人请求删除。' } }
}

const aboutRequest = async (world: World): Promise<Ask> => ({ path: { id: await asked(world) } })

async function waiting(world: World): Promise<Ask> {
  const id = await asked(world)
  await step(world, id, 'accept')
  await step(world, id, 'ask', '请补充证书编号。')
  return { path: { id }, body: { words: '证书编号在附页。' } }
}

async function agreed(world: World): Promise<Ask> {
  await world.by('lead').put('/api/notices/mail-address', { address: 'lead@wujin.example' })
  await sealRecord(world.app)
  await followForConsents(world.app)
  return { path: { id: (await own(world)).consents.find((one) => one.withdrawnAt === null)?.id ?? '' } }
}

/** 个人信息权益: one's own for everybody, everybody's for the office of their congress. */
export const privacyRows: Rows = {
  'POST /api/privacy/note-erasures': { may: ['secadmin'], never: 'rest', done: 201, ask: aboutWords },
  'GET /api/privacy/own': { may: signedIn },
  'GET /api/privacy/own/copy.json': { may: signedIn },
  'GET /api/privacy/own/copy.xlsx': { may: signedIn },
  'POST /api/privacy/own/requests': {
    may: acting,
    // no congress to answer: the portal shows none here
    never: ['unposted'],
    done: 201,
    ask: () => ({ body: { kind: 'access', words: '我想知道保存了哪些。' } }),
  },
  'POST /api/privacy/own/requests/{id}/words': { may: ['lead'], ask: waiting },
  'POST /api/privacy/own/consents/{id}/withdrawal': { may: ['lead'], ask: agreed },
  'GET /api/privacy/requests': { may: handlers, never: 'rest' },
  'GET /api/privacy/requests/{id}': { may: ['office'], never: notHandlers, ask: aboutRequest },
  'GET /api/privacy/requests/{id}/contact': { may: ['office'], never: notHandlers, ask: aboutRequest },
  'POST /api/privacy/requests/{id}/decisions': {
    may: ['office'],
    never: notHandlers,
    ask: async (world) => ({ path: { id: await asked(world) }, body: { version: 1, action: 'accept' } }),
  },
}
