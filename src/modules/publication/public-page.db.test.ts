import { beforeAll, expect, test } from 'vitest'
import { totalCountedMax } from '#kernel/page.ts'
import type { Db } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { testApp, testMorning } from '#tests/support/test-app.ts'
import {
  countQuery,
  findFacets,
  findHits,
  findPages,
  hitQuery,
  type PublicFilter,
  pageQuery,
} from './public-page.queries.ts'
import { publicationGiven as given } from './publication.given.ts'
import { searchWordsOf } from './publication.ts'

const pages = 20_000
const caseKind = 'suggestion'
const everything: PublicFilter = { caseKind, bigrams: [], words: [] }
const looking = (words: string, more: Partial<PublicFilter> = {}): PublicFilter => ({
  ...everything,
  ...(searchWordsOf(words) ?? { bigrams: [], words: [] }),
  ...more,
})

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
beforeAll(async () => {
  site = await testApp({ fresh: true })
  await given.pages(site.app, { count: pages, newest: testMorning })
})

type Explainable = { compile(): { sql: string; parameters: readonly unknown[] } }
type Plan = { text: string; rowsTouched: number }

/** How PostgreSQL really went about it, and how many rows it looked at on the way. */
async function planOf(db: Db, query: Explainable): Promise<Plan> {
  const { sql, parameters } = query.compile()
  const { rows } = await db
    .transaction()
    .execute((trx) => queryRaw(trx, `explain (analyze, costs off, timing off) ${sql}`, [...parameters]))
  const text = rows.map((row) => Object.values(row as object).join('')).join('\n')
  const touched = [...text.matchAll(/actual rows=([\d.]+) loops|Rows Removed by (?:Filter|Index Recheck): (\d+)/g)]
  return { text, rowsTouched: touched.reduce((sum, [, rows1, rows2]) => sum + Number(rows1 ?? rows2), 0) }
}

const find = async (filter: PublicFilter, limit = 20) =>
  findPages(site.app.portalDb, filter, undefined, limit, (await findHits(site.app.portalDb, filter)).ids)
const count = async (filter: PublicFilter) => (await findHits(site.app.portalDb, filter)).counted

test('a word that stands in four of twenty thousand pages is found by the bigram index, not by walking the dates', async () => {
  const filter = looking('鼋头渚')
  expect(await count(filter)).toBe(4)
  expect(await find(filter)).toHaveLength(4)
  const plan = await planOf(site.db, hitQuery(site.db, filter))
  expect(plan.text).toContain('published_page_bigrams')
  expect(plan.rowsTouched).toBeLessThan(100)
})

test('a word that stands in every page walks the dates and stops after one page of rows', async () => {
  const filter = looking('建议')
  expect(await findHits(site.app.portalDb, filter)).toEqual({ counted: totalCountedMax + 1 })
  const plan = await planOf(site.db, pageQuery(site.db, filter, undefined, 20))
  expect(plan.text).toContain('published_page_latest')
  expect(plan.rowsTouched).toBeLessThan(200)
})

test('the count stops one above the cap', async () => {
  expect(await count(everything)).toBe(totalCountedMax + 1)
  const plan = await planOf(site.db, countQuery(site.db, everything))
  expect(plan.rowsTouched).toBeLessThan(3 * (totalCountedMax + 2))
})

test.each([
  ['without a filter', everything, 'published_page_latest'],
  ['by category', { ...everything, category: 'health' }, 'published_page_category'],
  ['by one state', { ...everything, states: ['oversight'] }, 'published_page_state'],
  ['by year', { ...everything, year: 2024 }, 'published_page_year'],
  ['by a unit that answers a seventh of all', { ...everything, unit: '武进区教育局' }, 'published_page_latest'],
])('the list %s reads little more than it shows', async (_, filter, index) => {
  const plan = await planOf(site.db, pageQuery(site.db, filter, undefined, 20))
  expect(plan.text).toContain(index)
  expect(plan.rowsTouched).toBeLessThan(400)
})

test('a unit that answered four of twenty thousand is found by its own index', async () => {
  const filter = { ...everything, unit: '武进区档案馆' }
  expect(await find(filter)).toHaveLength(4)
  const plan = await planOf(site.db, hitQuery(site.db, filter))
  expect(plan.text).toContain('published_page_units')
  expect(plan.rowsTouched).toBeLessThan(100)
})

test('units and years that the list can be filtered by are those of the pages', async () => {
  const { units, years } = await findFacets(site.app.portalDb, caseKind)
  expect(units).toHaveLength(8)
  expect(years).toEqual([2026, 2025, 2024])
})

test('a page far down the list is as near as the first', async () => {
  const cursor = [
    new Date(testMorning.getTime() - 15_000 * 60_000).toISOString(),
    '00000000-0000-7000-8000-000000000000',
  ]
  const plan = await planOf(site.db, pageQuery(site.db, everything, cursor, 20))
  expect(plan.rowsTouched).toBeLessThan(400)
})

test('two characters find what LIKE finds; three are found in one piece only', async () => {
  const like = async (word: string) => {
    const { rows } = await site.db.transaction().execute((trx) =>
      queryRaw(
        trx,
        `select count(*)::int as count from published_page where
             title || number || (content->>'subject') || (content->>'grounds') || (content->>'proposal') like $1`,
        [`%${word}%`],
      ),
    )
    return (rows[0] as { count: number }).count
  }
  for (const word of ['路灯', '前黄镇', '第1999次', '道护栏']) {
    const counted = await count(looking(word))
    expect([word, counted]).toEqual([word, Math.min(await like(word), totalCountedMax + 1)])
  }
  expect(await count(looking('灯路灯'))).toBe(0)
})

test('full-width letters, capitals and a per cent sign are asked as they are written', async () => {
  await given.page(site.app, { title: '关于ＡＢＣ智慧停车和100%覆盖的建议', number: '武人建〔2026〕90001号' })
  expect(await find(looking('abc智慧'))).toHaveLength(1)
  expect(await find(looking('ＡＢＣ'))).toHaveLength(1)
  expect(await find(looking('100%覆盖'))).toHaveLength(1)
  expect(await find(looking('1%覆盖'))).toHaveLength(0)
})

test('the role of the portal can read what is published and the checkpoints, nothing else', async () => {
  const denied = { code: '42501' }
  const portal = site.app.portalDb
  await expect(portal.selectFrom('suggestion').select('id').execute()).rejects.toMatchObject(denied)
  await expect(portal.selectFrom('publication').select('id').execute()).rejects.toMatchObject(denied)
  await expect(portal.selectFrom('event').select('id').execute()).rejects.toMatchObject(denied)
  await expect(portal.deleteFrom('published_page').execute()).rejects.toMatchObject(denied)
  expect(await portal.selectFrom('checkpoint').select('size').execute()).toEqual([])
})
