import { beforeAll, expect, test } from 'vitest'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { given as tokens } from '#modules/token/token.given.ts'
import { topicOf } from '#modules/topic/topic.given.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

type Schema = { $ref?: string; properties?: Record<string, Schema> }
type Operation = {
  parameters?: { name: string; in: string; required?: boolean; schema?: { enum?: string[]; default?: string } }[]
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}
type Document = { paths: Record<string, { get?: Operation }>; components: { schemas: Record<string, Schema> } }
type Page = { items: { id?: string }[]; next: string | null; total?: { value: number; exact: boolean } }

let site: TestSite
let cast: Cast
let readers: Client[]
type List = { path: string; required: string[]; sorts: string[]; filters: string[] }
let lists: List[]

// everything at one moment, so that only what stands beside the moment tells the rows apart
beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  const to = stage(site, cast)
  const officer = (role: 'sysadmin' | 'secadmin' | 'auditor') => given.post(site.app, role, { congress: cast.congress })
  const [system, security, audit] = [await officer('sysadmin'), await officer('secadmin'), await officer('auditor')]
  for (let made = 0; made < 3; made += 1) {
    await to.assigned()
    await tokens.issued(site, { by: system, post: cast.clerk })
    await site.as(cast.office).post('/api/topics', topicOf())
  }
  await to.answered(await to.assigned())
  await site.beat()
  readers = [cast.office, cast.lead, cast.clerk, system, security, audit].map((one) => site.as(one))
  const document = (await (await site.anonymous.get('/api/openapi.json')).json()) as Document
  lists = Object.entries(document.paths).flatMap(([path, { get }]) => {
    const pages = get && isPage(document, get.responses['200']?.content?.['application/json']?.schema)
    if (!get || !pages || path.includes('{')) return []
    const required = (get.parameters ?? []).filter((one) => one.in === 'query' && one.required).map(({ name }) => name)
    const chosen = (get.parameters ?? []).flatMap(({ name, schema }) => (schema?.enum ? [{ name, schema }] : []))
    const sorts = chosen
      .filter(({ name }) => name === 'sort')
      .flatMap(({ schema }) => (schema.enum ?? []).filter((sort) => sort !== schema.default))
    const filters = chosen
      .filter(({ name, schema }) => name !== 'sort' && schema.default === undefined)
      .map(({ name, schema }) => `${name}=${schema.enum?.[0]}`)
    return [{ path, required, sorts, filters }]
  })
})

function isPage({ components }: Document, schema: Schema | undefined): boolean {
  const shape = schema?.$ref ? components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  return shape?.properties !== undefined && 'next' in shape.properties && 'items' in shape.properties
}

const read = async (as: Client, path: string, query: string): Promise<Page | undefined> => {
  const reply = await as.get(`/api${path}?${query}`)
  return reply.ok ? ((await reply.json()) as Page) : undefined
}

/** Two rows a page, from the first to the last. */
async function walk(as: Client, path: string): Promise<Page['items']> {
  const rows: Page['items'] = []
  for (let cursor = '', pages = 0; pages < 60; pages += 1) {
    const page = await read(as, path, `limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    if (!page) throw new Error(`${path} ends in a refusal`)
    rows.push(...page.items)
    if (page.next === null) return rows
    expect(page.items).toHaveLength(2)
    cursor = page.next
  }
  throw new Error(`${path} does not end`)
}

// each search in them is an event itself, so the record grows while it is read
const growing = ['/audit/events', '/audit/refusals']

test('every list of the program gives each row once, in one order, however it is cut into pages', async () => {
  expect(lists.length).toBeGreaterThan(15)
  const walked = new Set<string>()
  for (const { path, required } of lists.filter(({ path: one }) => !growing.includes(one))) {
    expect([path, required]).toEqual([path, []])
    for (const as of readers) {
      const whole = await read(as, path, 'limit=100')
      if (!whole || whole.items.length < 2 || whole.next !== null) continue
      const rows = await walk(as, path)
      expect([path, rows]).toEqual([path, whole.items])
      const names = rows.map((row) => row.id ?? JSON.stringify(row))
      expect([path, new Set(names).size]).toEqual([path, names.length])
      if (whole.total?.exact) expect([path, whole.total.value]).toEqual([path, names.length])
      walked.add(path)
      break
    }
  }
  expect([...walked]).toEqual(
    expect.arrayContaining(['/suggestions', '/topics', '/api-tokens', '/people', '/accounts']),
  )
})

test('where a page of one list ends means nothing in another list, nor in the same one under another filter or order', async () => {
  const places: { path: string; as: Client; next: string; sorts: string[]; filters: string[] }[] = []
  for (const { path, sorts, filters } of lists) {
    for (const as of readers) {
      const next = (await read(as, path, 'limit=1'))?.next
      if (!next) continue
      places.push({ path, as, next, sorts, filters })
      break
    }
  }
  expect(places.length).toBeGreaterThan(7)
  const answer = async (as: Client, path: string, query: string) => {
    const reply = await as.get(`/api${path}?limit=1&${query}`)
    return reply.ok ? 'a page' : `${reply.status} ${(await reply.json()).code}`
  }
  const bad = '422 http.bad_cursor'
  for (const { path, as, next, sorts, filters } of places) {
    const cursor = `cursor=${encodeURIComponent(next)}`
    expect([path, await answer(as, path, cursor)]).toEqual([path, 'a page'])
    const others = [...sorts.map((sort) => `sort=${sort}`), ...filters]
    const answers = await Promise.all(others.map((other) => answer(as, path, `${other}&${cursor}`)))
    expect([path, others, answers]).toEqual([path, others, others.map(() => bad)])
  }
  for (const { path, as } of places) {
    const foreign = places.filter((other) => other.path !== path)
    const answers = await Promise.all(foreign.map(({ next }) => answer(as, path, `cursor=${encodeURIComponent(next)}`)))
    expect([path, new Set(answers)]).toEqual([path, new Set([bad])])
  }
})
