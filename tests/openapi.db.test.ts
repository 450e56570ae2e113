import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { routesOfScopes } from '#modules/token/token.ts'
import { operationOf } from '#platform/http/operation-names.ts'
import { locales, translate } from '#platform/i18n/i18n.ts'
import { testApp } from './support/test-app.ts'

const source = join(import.meta.dirname, '../src')
const methods = ['get', 'post', 'put', 'patch', 'delete']

type Operation = {
  operationId?: string
  summary?: string
  'x-rows-move'?: boolean
  description?: string
  tags?: string[]
  parameters?: { name: string; schema?: { enum?: string[] } }[]
  requestBody?: { content: Record<string, { schema?: Shape }> }
  security?: Record<string, string[]>[]
  responses: Record<string, { description?: string; headers?: object; content?: Record<string, { schema?: Shape }> }>
}
type Shape = { $ref?: string; properties?: object; allOf?: Shape[]; anyOf?: Shape[]; oneOf?: Shape[] }
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Shape> }
}

let site: Awaited<ReturnType<typeof testApp>>
let document: Document
let operations: { route: string; operation: Operation }[]

beforeAll(async () => {
  site = await testApp()
  document = (await (await site.anonymous.get('/api/openapi.json')).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ route: `${method.toUpperCase()} ${path}`, operation }] : []
    }),
  )
})

/** Whether a shape has a `version` of its own, wherever it is described. */
const hasVersion = (shape: Shape = {}): boolean => {
  const { $ref, properties = {}, allOf = [], anyOf = [], oneOf = [] } = shape
  if ($ref) return hasVersion(document.components.schemas[$ref.slice('#/components/schemas/'.length)])
  return 'version' in properties || [...allOf, ...anyOf, ...oneOf].some(hasVersion)
}

const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)

describe('the description of the API', () => {
  test('is OpenAPI 3.1 and its reading page lists every operation', async () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    const page = await (await site.anonymous.get('/api/docs')).text()
    for (const { operation } of operations) expect(page).toContain(`<details id="${operation.operationId}">`)
  })

  test('has every route of the API, and none that is not there', () => {
    const described = operations.map(({ route }) => route)
    const routes = site.site.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.slice('/api'.length).replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter((route) => route !== 'GET /docs' && route !== 'GET /openapi.json')
    expect(described.toSorted()).toEqual([...new Set(routes)].toSorted())
  })

  test('says of every operation in a Chinese sentence of its own what it does, and of no other; English has one as well', () => {
    const without = operations.filter(({ operation }) => !/^\p{Script=Han}/u.test(operation.summary ?? ''))
    expect(without.map(({ route }) => route)).toEqual([])
    expect(repeated(operations.map(({ operation }) => operation.summary ?? ''))).toEqual([])
    const names = operations.map(({ operation }) => operation.operationId ?? '')
    for (const locale of locales) {
      const words = JSON.parse(readFileSync(join('locales', locale, 'api.json'), 'utf8')) as {
        summaries: object
        descriptions: object
      }
      expect(Object.keys(words.summaries).toSorted()).toEqual([...names, 'setTestClock'].toSorted())
      expect(Object.keys(words.descriptions).filter((name) => !names.includes(name))).toEqual([])
    }
    const exported = operations.find(({ operation }) => operation.operationId === 'exportSuggestions')
    expect(exported?.operation.description).toContain('另一人批准')
  })

  test('says of every list that an act puts in another order how it is read whole, in one sentence for all of them', () => {
    const orders = ['changed', 'due', 'until', 'still', 'ends', 'pinyin']
    const pages = operations.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'cursor'))
    const moving = pages.filter(({ operation }) =>
      operation.parameters?.some(
        ({ name, schema }) => name === 'sort' && schema?.enum?.some((one) => orders.includes(one)),
      ),
    )
    expect(moving.length).toBeGreaterThan(7)
    const sentence = translate('zh-CN', 'api.shared.rows_move')
    const silent = moving.filter(({ operation: { description } }) => !description?.endsWith(sentence))
    expect(silent.map(({ route }) => route)).toEqual([])
    const marked = operations.filter(({ operation }) => operation['x-rows-move'])
    expect(marked.filter(({ operation: { description } }) => !description?.endsWith(sentence))).toEqual([])
  })

  test('gives every operation a name of its own', () => {
    const names = operations.map(({ operation }) => operation.operationId ?? '')
    expect(names).not.toContain('')
    expect(repeated(names)).toEqual([])
  })

  test('names every operation also where the record tells what was refused, by the address that the router has for it', () => {
    for (const { route, operation } of operations) {
      const [method = '', path = ''] = route.split(' ')
      const routed = `/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
      expect([route, operationOf(method, routed)]).toEqual([route, operation.operationId])
    }
  })

  test('takes If-Match for every change whose body wants a version, also when it is asked, and for no other', async () => {
    const taking = operations.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'If-Match'))
    const versioned = operations.filter(({ operation }) =>
      hasVersion(operation.requestBody?.content['application/json']?.schema),
    )
    expect(taking.map(({ route }) => route)).toEqual(versioned.map(({ route }) => route))
    expect(versioned.length).toBeGreaterThan(60)
    const office = site.as(await given.post(site.app, 'deputy_office'))
    for (const { route } of versioned) {
      const [method = '', path = ''] = route.split(' ')
      const reply = await office.fetch(`/api${path.replaceAll(/\{\w+\}/g, site.app.ids.uuid())}`, {
        method,
        headers: { 'content-type': 'application/json', 'if-match': `"1.${'A'.repeat(22)}"` },
        body: '{}',
      })
      expect([route, await reply.text()]).toEqual([route, expect.not.stringContaining('http.if_match_unknown')])
    }
  })

  test('says of every reading whose answer has a version that it has an ETag, and of no other', () => {
    const told = operations.filter(({ operation }) => 'ETag' in (operation.responses[200]?.headers ?? {}))
    const versioned = operations.filter(
      ({ route, operation }) =>
        route.startsWith('GET ') && hasVersion(operation.responses[200]?.content?.['application/json']?.schema),
    )
    expect(told.map(({ route }) => route)).toEqual(versioned.map(({ route }) => route))
    expect(versioned.length).toBeGreaterThan(5)
  })

  test('says of every refusal and every document that it names its language, and of no file that was handed in', () => {
    for (const { route, operation } of operations) {
      for (const [status, { content = {}, headers = {} }] of Object.entries(operation.responses)) {
        const [type = 'application/json'] = Object.keys(content)
        const isSaid = type !== 'application/json' && !(route.includes('/attachments/') && status === '200')
        expect([route, status, 'Content-Language' in headers]).toEqual([route, status, isSaid])
      }
    }
    expect(document.components).toHaveProperty('headers.Content-Language')
  })

  test('says of every operation what success is, and that it may be refused', () => {
    for (const { route, operation } of operations) {
      const statuses = Object.keys(operation.responses)
      expect([route, statuses.filter((status) => status.startsWith('2')).length]).toEqual([route, 1])
      expect([route, statuses]).toEqual([route, expect.arrayContaining(['400', '401', '403', '404', '422'])])
      expect([route, operation.tags?.length]).toEqual([route, 1])
    }
  })

  test('says who may: a session, for some a token with one scope; and what conditions a request can make', () => {
    const open = operations.filter(({ operation }) => operation.security?.some(({ token }) => token))
    const table = Object.values(routesOfScopes).flat()
    expect(open.map(({ route }) => route).toSorted()).toEqual(table.toSorted())
    const read = operations.find(({ route }) => route === 'GET /suggestions/{id}')?.operation
    expect(Object.keys(read?.responses ?? {})).toContain('304')
    expect(read?.responses[200]).toHaveProperty('headers.ETag')
    expect(read?.parameters?.map(({ name }) => name)).toContain('If-None-Match')
    const change = operations.find(({ route }) => route === 'PUT /topics/{id}')?.operation
    expect(change?.parameters?.map(({ name }) => name)).toContain('If-Match')
    // a condition that may not hold is declared with its 412, where there is anything that it could be about
    const withCondition = operations.filter(({ operation }) => operation.responses['412'])
    const taking = operations.filter(
      ({ route, operation }) =>
        !route.startsWith('GET ') && operation.parameters?.some(({ name }) => name === 'If-None-Match'),
    )
    expect(withCondition).toEqual(taking)
    const named = taking.map(({ route }) => route)
    expect(named).toEqual(expect.arrayContaining(['PUT /topics/{id}', 'POST /topics', 'DELETE /imports/{id}']))
    expect(named).not.toContain('POST /topics/{id}/claims')
    expect(document.components).toHaveProperty('securitySchemes.token.scheme', 'bearer')
  })

  test('has a page in both languages whose search narrows it, also to nothing, and repeats no markup', async () => {
    const read = async (query: string) => (await site.anonymous.get(`/api/docs?${query}`)).text()
    const [some, none, english] = await Promise.all([read('q=领题'), read('q=<b>x'), read('lang=en&q=claimtopic')])
    expect(some).toContain('<details id="claimTopic">')
    expect(await read('q=选题')).toContain('<details id="listTopics">')
    expect(none).toContain('&lt;b&gt;x')
    expect([...english.matchAll(/<details/g)]).toHaveLength(1)
    expect(english).toContain('>Find</button>')
  })

  test('points only at shapes that it has', () => {
    const wanted = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = '']) => name,
    )
    expect(wanted.length).toBeGreaterThan(50)
    expect([...new Set(wanted)].filter((name) => !(name in document.components.schemas))).toEqual([])
  })
})

// Of two shapes with one name the second silently gets the first one's description.
test('no two shapes in the source have one name', () => {
  const names = globSync('**/*.{ts,tsx}', { cwd: source })
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/\.openapi\(\s*'([^']+)'/g)])
    .map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(50)
  expect(repeated(names)).toEqual([])
})
