import { given, givenPassword } from '#modules/identity/identity.given.ts'
import { type ActorName, actorNames, deputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const county = (world: World) => world.actors.places.congress

/** A deputy of the county whom no test needs afterwards. */
const someDeputy = (world: World) => given.deputy(world.app, { congress: county(world) })

const aboutMandate =
  (status: 'elected' | 'active', body: object, action?: string) =>
  async (world: World): Promise<Ask> => {
    const { mandateId } = await given.deputy(world.app, { congress: county(world), status })
    return {
      path: { id: mandateId, ...(action && { action }) },
      body: { version: 1, effectiveOn: '2026-03-03', ...body },
    }
  }

const aboutAccount = async (world: World): Promise<Ask> => ({ path: { id: (await someDeputy(world)).accountId } })

// the rosters of an area: its office, a township's presidium, the security officer
const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium', 'secadmin']
const officesElsewhere: readonly ActorName[] = ['neighbourOffice', 'presidium']
const except = (...names: readonly ActorName[]) => signedIn.filter((name) => !names.includes(name))

// who holds a post has powers to delegate, or finds that there are none
const posted = signedIn.filter((name) => name !== 'unposted' && !deputies.includes(name))

const delegation = { powers: ['sign_off'], startsOn: '2026-03-04', lastOn: '2026-03-20' }
const delegated = async (world: World): Promise<string> => {
  const { congress, leadUnit } = world.actors.places
  const { postId } = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit })
  const reply = await world.by('head').post('/api/stand-ins', { ...delegation, toPostId: postId })
  return ((await reply.json()) as { id: string }).id
}

/** People, their mandates and posts, their accounts. */
export const identityRows: Rows = {
  'GET /api/people': { may: [...deputies, ...keepers, 'committee', 'auditor'], never: 'rest' },
  'GET /api/people/{id}': {
    may: ['lead', 'cosigner', 'stranger', 'office', 'secadmin', 'committee', 'auditor'],
    never: ['unposted', 'government', 'clerk', 'head', 'coClerk', 'otherClerk', 'stationClerk', 'sysadmin'],
    ask: async (world) => ({ path: { id: (await someDeputy(world)).personId } }),
  },
  'POST /api/people': { may: keepers, never: 'rest', done: 201, ask: () => ({ body: { name: '新来的人' } }) },
  'PUT /api/people/{id}': {
    may: ['office', 'secadmin'],
    never: except('office', 'secadmin', ...officesElsewhere),
    ask: async (world) => ({
      path: { id: (await someDeputy(world)).personId },
      body: { name: '改过的名', version: 1 },
    }),
  },
  'POST /api/people/{id}/death': {
    may: ['office'],
    never: except('office', ...officesElsewhere),
    ask: async (world) => ({
      path: { id: (await someDeputy(world)).personId },
      body: { diedOn: '2026-03-01', version: 1 },
    }),
  },
  'POST /api/people/{id}/merge-requests': {
    may: ['office', 'secadmin'],
    never: except('office', 'secadmin', ...officesElsewhere),
    done: 201,
    ask: async (world) => ({
      path: { id: (await someDeputy(world)).personId },
      body: { intoId: (await given.person(world.app)).personId },
    }),
  },
  'POST /api/people/{id}/split-requests': {
    may: ['office', 'secadmin'],
    never: except('office', 'secadmin', ...officesElsewhere),
    passes: 'identity.not_merged',
    done: 409,
    ask: async (world) => ({ path: { id: (await someDeputy(world)).personId } }),
  },
  'GET /api/people/{id}/contact': {
    may: ['office'],
    never: except('office', ...officesElsewhere),
    ask: async (world) => ({ path: { id: (await someDeputy(world)).personId } }),
  },
  'PUT /api/people/{id}/contact': {
    may: ['office'],
    never: except('office', ...officesElsewhere),
    ask: async (world) => {
      const { personId: id } = await someDeputy(world)
      return { path: { id }, body: { version: await given.contactVersion(world.app, id), phone: '13800000000' } }
    },
  },
  'POST /api/mandates': {
    may: ['office'],
    never: 'rest',
    done: 201,
    ask: async (world) => ({
      body: {
        personId: (await given.person(world.app)).personId,
        congressId: county(world).id,
        number: `m-${world.app.ids.random().slice(0, 8)}`,
        startedOn: '2026-03-01',
      },
    }),
  },
  'POST /api/mandates/{id}/end': {
    may: ['office'],
    never: except('office', ...officesElsewhere),
    ask: aboutMandate('active', { reason: 'resigned' }),
  },
  'POST /api/mandates/{id}/{action}': {
    may: ['office'],
    never: except('office', ...officesElsewhere),
    ask: aboutMandate('elected', {}, 'confirm'),
  },
  'POST /api/posts': {
    may: ['secadmin'],
    never: 'rest',
    done: 201,
    ask: async (world) => ({
      body: {
        personId: (await given.person(world.app)).personId,
        organId: world.actors.places.leadUnit.id,
        role: 'unit_clerk',
        startsOn: '2026-03-01',
      },
    }),
  },
  'POST /api/posts/{id}/end': {
    may: ['secadmin'],
    never: 'rest',
    ask: async (world) => ({
      path: { id: (await given.post(world.app, 'unit_clerk', { congress: county(world) })).postId },
      body: { endsOn: '2026-03-04', version: 1 },
    }),
  },
  'GET /api/stand-ins': { may: signedIn },
  'GET /api/stand-ins/choices': { may: posted, never: 'rest' },
  'POST /api/stand-ins': {
    may: posted,
    never: 'rest',
    // whoever holds a post gets as far as to be told that this is nobody of theirs
    passes: 'identity.not_a_colleague',
    done: 422,
    ask: async (world) => {
      const { postId } = await given.post(world.app, 'unit_clerk', { congress: county(world) })
      return { body: { ...delegation, toPostId: postId } }
    },
  },
  'POST /api/stand-ins/{id}/end': {
    may: ['head', 'secadmin'],
    ask: async (world) => ({ path: { id: await delegated(world) }, body: { version: 1 } }),
  },
  'GET /api/accounts': { may: ['secadmin'], never: 'rest' },
  'POST /api/accounts': {
    may: ['secadmin'],
    never: 'rest',
    // everyone given has an account; that there is one is told to the security officer only
    done: 409,
    passes: 'identity.has_account',
    ask: async (world) => ({
      body: {
        personId: (await someDeputy(world)).personId,
        name: `n${world.app.ids.random().slice(0, 8).toLowerCase()}`,
      },
    }),
  },
  'POST /api/accounts/{id}/disable': { may: ['secadmin'], never: 'rest', done: 204, ask: aboutAccount },
  'POST /api/accounts/{id}/enable': {
    may: ['secadmin'],
    never: 'rest',
    done: 204,
    ask: async (world) => {
      const ask = await aboutAccount(world)
      await world.by('secadmin').post(`/api/accounts/${ask.path?.id}/disable`)
      return ask
    },
  },
  'POST /api/accounts/{id}/reset': {
    may: ['secadmin', 'office'],
    // they ask for one another, and for nobody else
    sees: ['sysadmin', 'auditor'],
    never: except('secadmin', 'office', ...officesElsewhere),
    done: 202,
    ask: aboutAccount,
  },
}

const ownAccount = (world: World, name: ActorName): string =>
  name === 'anonymous' ? '' : ((world.actors[name] as { accountName?: string }).accountName ?? '')

/** One's own session: everybody's, whatever they act as. */
export const sessionRows: Rows = {
  'POST /api/sign-in': {
    may: actorNames,
    ask: async ({ app }) => ({
      body: { name: (await given.person(app)).accountName, password: givenPassword },
    }),
  },
  'POST /api/activation': {
    // a code of nobody: answered alike to everyone, after the wall
    may: actorNames,
    done: 401,
    passes: 'identity.wrong_code',
    ask: () => ({ body: { code: 'ABCD-EFGH-JKMN', accountName: 'nobody', password: givenPassword } }),
  },
  'GET /api/session': { may: signedIn },
  'POST /api/session/lock': { may: signedIn, ends: true },
  'POST /api/session/unlock': { may: signedIn, ask: () => ({ body: { password: givenPassword } }) },
  'PUT /api/session/acting-as': {
    may: signedIn.filter((name) => name !== 'unposted'),
    own: true,
    ask: (world, name) => {
      const acting = name === 'anonymous' ? null : world.actors[name].acting
      return { body: { kind: acting?.kind ?? 'post', id: acting?.id ?? world.app.ids.uuid() } }
    },
  },
  'PUT /api/session/locale': { may: signedIn, ask: () => ({ body: { locale: 'zh-CN' } }) },
  'GET /api/sessions': { may: signedIn },
  'DELETE /api/sessions/{id}': {
    may: signedIn,
    own: true,
    done: 204,
    ask: async (world, name) => {
      if (name === 'anonymous') return { path: { id: world.app.ids.uuid() } }
      const other = await world.as(world.actors[name], { anew: true }).get('/api/sessions')
      const { items } = (await other.json()) as { items: { id: string; isThis: boolean }[] }
      return { path: { id: items.find(({ isThis }) => isThis)?.id ?? '' } }
    },
  },
  'POST /api/sessions/end-others': { may: signedIn },
  'POST /api/totp/start': { may: signedIn },
  'POST /api/totp/confirm': {
    may: signedIn,
    done: 422,
    passes: 'identity.wrong_totp',
    ask: () => ({ body: { code: 'abcdef' } }),
  },
  'DELETE /api/totp': {
    may: signedIn,
    done: 409,
    passes: 'identity.totp_off',
    ask: () => ({ body: { password: givenPassword, totp: '000000' } }),
  },
  'POST /api/sign-out': { may: signedIn, done: 204, ends: true },
  'POST /api/sessions/end-all': { may: signedIn, ends: true },
  // last: from here on everybody has another password
  'POST /api/password': {
    may: signedIn,
    own: true,
    done: 204,
    ask: (world, name) => ({
      body: { current: givenPassword, next: `Other-Words-${ownAccount(world, name).length}-2027` },
    }),
  },
}
