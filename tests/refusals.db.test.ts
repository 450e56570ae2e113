import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { settableClock } from '#kernel/clock.ts'
import { given, givenPassword } from '#modules/identity/identity.given.ts'
import { motionProcess } from '#modules/motion/motion.ts'
import { publicationProcess } from '#modules/publication/publication.ts'
import { openDatabase } from '#platform/db/database.ts'
import { sentenceOf } from '#platform/http/problem.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { buildSite } from '#surfaces/site.ts'
import type { ActorName } from './access/actors.ts'
import { makeWorld, type World } from './access/world.ts'
import { cloneDatabase } from './support/database.ts'

const source = join(import.meta.dirname, '../src')
const han = /\p{Script=Han}/u

let world: World
let routes: { method: string; path: string }[]
beforeAll(async () => {
  world = await makeWorld()
  const seen = new Set(world.site.routes.map(({ method, path }) => `${method} ${path}`))
  routes = [...seen].map((route) => ({ method: route.split(' ')[0] ?? '', path: route.split(' ')[1] ?? '' }))
})

// the forms of the portal answer in pages, and are tested with them
const isForm = (path: string) => /^(\/en)?(\/large)?\/(requests|complaints)/.test(path)
const changing = () => routes.filter(({ method, path }) => method !== 'GET' && method !== 'ALL' && !isForm(path))
const filled = (path: string, id: string) =>
  path.replace(':id', id).replace(':action', 'confirm').replace(':kind', 'deputies').replace(':file', 'deputies.xlsx')

type Problem = { status: number; code: string; detail: string; requestId: string; title: string; type: string }

/** A refusal as every caller may expect it, whatever was wrong. */
async function problemOf(reply: Response): Promise<Problem> {
  expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(reply.headers.get('cache-control')).toBe('no-store')
  const problem = (await reply.json()) as Problem
  expect(problem.status).toBe(reply.status)
  expect(problem.requestId).not.toBe('')
  expect(problem.detail).not.toBe(problem.code)
  return problem
}

const send = (by: ActorName, { method, path }: { method: string; path: string }, init: RequestInit = {}) =>
  world.by(by).fetch(filled(path, world.app.ids.uuid()), { method, ...init })

type Schema = { $ref?: string; required?: string[]; properties?: object }
type Operations = Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
type Document = { paths: Operations; components: { schemas: Record<string, Schema> } }
const withBody = async () => {
  const document = (await (await world.by('anonymous').get('/api/openapi.json')).json()) as Document
  const resolved = (schema: Schema) => document.components.schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema
  /** Whether everything of an object may be left out, as the description says. */
  const takesNothing = (schema: Schema | undefined) => {
    const { properties, required = [] } = schema ? resolved(schema) : {}
    return properties !== undefined && required.length === 0
  }
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody }]) => {
      if (!requestBody) return []
      const route = { method: method.toUpperCase(), path: `/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}` }
      return [{ ...route, takesNothing: takesNothing(requestBody.content['application/json']?.schema) }]
    }),
  )
}

describe('what comes from elsewhere changes nothing', () => {
  const foreign: [string, Record<string, string>][] = [
    ['the origin of another site', { origin: 'https://evil.example', host: 'minsheng.example' }],
    ['an origin that is hidden', { origin: 'null', host: 'minsheng.example' }],
    ['a request that the browser says is cross-site', { 'sec-fetch-site': 'cross-site' }],
  ]
  test.each(foreign)('%s is refused by every route that changes something', async (_, headers) => {
    expect(changing().length).toBeGreaterThan(60)
    for (const route of changing()) {
      for (const by of ['anonymous', 'office'] as const) {
        const { status, code } = await problemOf(await send(by, route, { headers, body: '{}' }))
        expect([route, status, code]).toEqual([route, 403, 'http.foreign_origin'])
      }
    }
  })

  test('the own origin is not taken for a foreign one', async () => {
    const headers = { origin: 'https://minsheng.example', host: 'minsheng.example' }
    const reply = await world.by('office').fetch('/api/session/locale', {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"locale":"zh-CN"}',
    })
    expect(reply.status).toBe(200)
  })
})

describe('behind the wall stands everything that is not put before it', () => {
  const before =
    /^\/api\/(\*$|sign-in|sign-out|activation|session|password|totp|test\/clock|record\/checkpoint|openapi|docs)/
  const behind = () => routes.filter(({ path }) => path.startsWith('/api/') && !before.test(path))

  test('who has not chosen a password yet gets no further', async () => {
    const person = await given.person(world.app, { mustChangePassword: true })
    const client = world.as({ ...person, acting: null })
    expect(behind().length).toBeGreaterThan(80)
    for (const { method, path } of behind()) {
      const { status, code } = await problemOf(await client.fetch(filled(path, world.app.ids.uuid()), { method }))
      expect([method, path, status, code]).toEqual([method, path, 403, 'identity.must_change_password'])
    }
  })

  test('a session that was left alone for too long opens nothing until its owner signs in again', async () => {
    const office = world.by('office')
    await office.get('/api/session')
    const wall = settableClock(world.app.wall)
    wall?.set(new Date(world.app.wall.now().getTime() + 16 * 60_000))
    for (const { method, path } of behind()) {
      const { status, code } = await problemOf(await office.fetch(filled(path, world.app.ids.uuid()), { method }))
      expect([method, path, status, code]).toEqual([method, path, 401, 'identity.session_locked'])
    }
    expect((await office.post('/api/session/unlock', { password: givenPassword })).status).toBe(200)
    expect((await office.get('/api/todo')).status).toBe(200)
  })
})

describe('what has the wrong form is refused in the one form', () => {
  const wrong: [string, Record<string, string>, string, number[]][] = [
    ['a wrong content type', { 'content-type': 'text/plain' }, 'hello', [415, 422]],
    ['no content type and no body', {}, '', [415, 422]],
    ['JSON that breaks off', { 'content-type': 'application/json' }, '{"version":', [400, 415, 422]],
    ['JSON of another shape', { 'content-type': 'application/json' }, '["version"]', [415, 422]],
  ]
  test.each(wrong)('%s', async (_, headers, body, statuses) => {
    for (const { takesNothing, ...route } of await withBody()) {
      const reply = await send('office', route, { headers, ...(body !== '' && { body }) })
      // where everything may be left out, nothing can be a right body: whoever may do it has it done, others are told no
      const expected = body === '' && takesNothing ? [200, 201, 403, 404, ...statuses] : statuses
      expect([route, expected.includes(reply.status), reply.status]).toEqual([route, true, reply.status])
      if (!reply.ok) await problemOf(reply)
    }
  })

  test('an id that is none', async () => {
    for (const { method, path } of routes.filter((route) => route.path.startsWith('/api') && /:id/.test(route.path))) {
      for (const id of ['1', 'x', "'--", '%00', '00000000-0000-0000-0000-00000000000g']) {
        const headers = { 'content-type': 'application/json' }
        const reply = await world
          .by('office')
          .fetch(filled(path, id), { method, ...(method !== 'GET' && { headers, body: '{}' }) })
        expect([method, path, id, [404, 422].includes(reply.status)]).toEqual([method, path, id, true])
        await problemOf(reply)
      }
    }
  })

  test('an address of the API that nobody answers', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(await problemOf(await world.by('office').fetch('/api/nowhere', { method }))).toMatchObject({
        status: 404,
        code: 'http.not_found',
      })
      // a stranger is not told which addresses there are
      const { status } = await problemOf(await world.by('anonymous').fetch('/api/nowhere', { method }))
      expect([401, 404]).toContain(status)
    }
  })

  test('an address of the API that has other methods names them, to who is signed in', async () => {
    const reply = await world.by('office').fetch('/api/suggestions', { method: 'DELETE' })
    expect(await problemOf(reply)).toMatchObject({ status: 405, code: 'http.wrong_method' })
    expect(reply.headers.get('allow')).toBe('GET, HEAD, POST')
    const id = '01920000-0000-7000-8000-000000000000'
    const one = await world.by('office').fetch(`/api/suggestions/${id}`, { method: 'PATCH' })
    expect([one.status, one.headers.get('allow')?.split(', ')]).toEqual([405, expect.arrayContaining(['GET'])])
    expect((await world.by('anonymous').fetch('/api/suggestions', { method: 'DELETE' })).status).toBe(401)
  })

  test('a page of a list that is none, and one that is too long', async () => {
    for (const query of ['cursor=nonsense', 'limit=0', 'limit=101', 'limit=x']) {
      for (const list of ['suggestions', 'people', 'organs', 'notices', 'approvals', 'imports', 'deputies']) {
        const { status } = await problemOf(await world.by('office').get(`/api/${list}?${query}`))
        expect([list, query, status]).toEqual([list, query, 422])
      }
    }
  })
})

describe('a refusal is a sentence in the language of the caller', () => {
  test('in Chinese and in English, by what the caller accepts or asks for', async () => {
    const detail = async (path: string, language: string) =>
      (await problemOf(await world.by('office').fetch(path, { headers: { 'accept-language': language } }))).detail
    const path = `/api/suggestions/${world.app.ids.uuid()}`
    expect(await detail(path, 'zh-CN,zh;q=0.9')).toMatch(han)
    expect(await detail(path, 'en-GB,en;q=0.9')).not.toMatch(han)
    expect(await detail(`${path}?lang=en`, 'zh-CN')).not.toMatch(han)
    expect(await detail(path, 'fr-FR')).toMatch(han)
  })

  test('what is wrong with a field too, whatever form it stands in', async () => {
    type Invalid = { code: string; data: { fields: { path: string; problem: string }[] } }
    let told = 0
    for (const route of await withBody()) {
      for (const language of ['zh-CN', 'en']) {
        const headers = { 'content-type': 'application/json', 'accept-language': language }
        const body = '{"title":7,"version":"x","reason":"","ids":[],"heldOn":"soon"}'
        const { code, data } = (await (await send('office', route, { headers, body })).json()) as Invalid
        if (code !== 'http.invalid') continue
        for (const { path, problem } of data.fields) {
          expect([route, path, problem, han.test(problem)]).toEqual([route, path, problem, language === 'zh-CN'])
          told += 1
        }
      }
    }
    expect(told).toBeGreaterThan(100)
  })

  test('every code of the source has its sentence in both', () => {
    const texts = globSync('**/*.ts', { cwd: source })
      .filter((file) => !file.includes('.test.'))
      .map((file) => readFileSync(join(source, file), 'utf8'))
    const found = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))
    const codes = new Set([
      ...found(/new Refusal\(\s*'\w+',\s*'([a-z]+\.\w+)'/g),
      // the policies of people refuse in one function
      ...found(/\brefuse\('([a-z]+\.\w+)'\)/g),
      // a step that a state does not allow
      ...found(/defineProcess(?:<[^>]*>)?\(\s*'([a-z]+)'/g).map((name) => `${name}.not_now`),
    ])
    expect(codes.size).toBeGreaterThan(100)
    const wordless = [...codes].filter((code) => {
      const [chinese, english] = [sentenceOf('zh-CN', code, {}), sentenceOf('en', code, {})]
      return chinese === code || english === code || !han.test(chinese) || han.test(english)
    })
    expect(wordless).toEqual([])
  })

  test('of a copy for the public and of a motion is said in which state they are', () => {
    for (const { name, states } of [
      { name: 'publication', states: publicationProcess.states },
      { name: 'motion', states: motionProcess.states },
    ]) {
      for (const state of states)
        for (const locale of ['zh-CN', 'en'] as const)
          expect(sentenceOf(locale, `${name}.not_now`, { state })).toContain(
            translate(locale, `${name}.states.${state}`),
          )
    }
  })
})

test('every page says what it may load, and is not guessed at or framed', async () => {
  for (const path of ['/', '/en/suggestions', '/nowhere', '/app/', '/console/', '/api/docs', '/api/session']) {
    const { headers, status } = await world.by('anonymous').fetch(path)
    // a workbench that is not built has no page
    if (status === 503) continue
    const policy = headers.get('content-security-policy') ?? ''
    const [scripts = ''] = policy.match(/script-src[^;]*/) ?? policy.match(/default-src[^;]*/) ?? []
    expect([path, scripts === '' || /unsafe|\*/.test(scripts)]).toEqual([path, false])
    expect([path, policy.includes("frame-ancestors 'none'")]).toEqual([path, true])
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
  }
})

test('what somebody reads by the API stays in no browser', async () => {
  for (const path of ['/api/suggestions', '/api/todo', '/api/session', '/api/notices', '/api/nowhere']) {
    const { headers } = await world.by('office').get(path)
    expect([path, headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
})

test('a fault of ours says nothing about its inside', async () => {
  // there are no tables in this schema: what PostgreSQL says of that is for the log alone
  const { connectionString } = await cloneDatabase()
  const nowhere = openDatabase({ connectionString, schema: 'hidden_word' })
  const broken = buildSite(
    { ...world.app, db: nowhere, portalDb: nowhere },
    { write() {}, close: () => Promise.resolve() },
  )
  const reply = await broken.request('/api/session', { headers: { cookie: 'minsheng_session=some-token' } })
  const text = await reply.clone().text()
  expect(await problemOf(reply)).toMatchObject({ status: 500, code: 'http.internal' })
  const page = await broken.request('/suggestions')
  expect(page.status).toBe(500)
  for (const shown of [text, await page.text()]) {
    expect(shown).not.toMatch(/hidden_word|ECONNREFUSED|127\.0\.0\.1|select|node_modules|\.ts\b| at /)
  }
  await nowhere.destroy()
})
