import { beforeAll, expect, test } from 'vitest'
import { atomicApp } from '#demo/atomic-app.ts'
import { type Cast, officerOf } from '#demo/cast.ts'
import { demoSeed, makeDistrict } from '#demo/district.ts'
import { districtCode } from '#demo/generator/areas.ts'
import { loadDemo } from '#demo/load.ts'
import { loadDistrict } from '#demo/load-district.ts'
import { inLoadingTransaction } from '#demo/loading.queries.ts'
import { startOfShanghaiDay } from '#kernel/clock.ts'
import { divisionsOf } from '#modules/organisation/index.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { importedStates, stateWords } from '#modules/suggestion/import-values.ts'
import { broughtIn, ledgerSheet, takenLedger } from '#modules/suggestion/ledger.given.ts'
import { type TestSite, testApp } from './support/test-app.ts'

const today = '2026-11-22'
/** Of those told one by one, so that every other state is among them. */
const storiesMax = 95

let here: TestSite
let there: TestSite
let cast: Cast

/** The same places, organs and people, and not one suggestion. */
async function peopleOnly(site: TestSite): Promise<Cast> {
  const district = makeDistrict(demoSeed, today, await divisionsOf(districtCode))
  const since = startOfShanghaiDay(district.congresses.find(({ key }) => key === 'district')?.firstSessionOn ?? today)
  return await inLoadingTransaction(site.app.db, ({ trx }) =>
    loadDistrict(atomicApp(site.app, trx, demoSeed, since), district, 'no password'),
  )
}

beforeAll(async () => {
  here = await testApp({ fresh: true })
  there = await testApp({ fresh: true })
  for (const { clock } of [here, there]) clock.set(new Date(`${today}T10:00:00+08:00`))
  await loadDemo(here.app, { storiesMax })
  cast = await peopleOnly(there)
}, 600_000)

// A list can't say who may read a confidential case: whoever may enters it by hand. Nothing else stays behind, and this
// list only ever gets shorter.
const staysBehind = ['是否保密']

test('what a district’s ledger tells comes into an empty congress, and is exported there row for row the same', async () => {
  const office = officerOf(cast, 'daibiaogongwei', 'deputy_office', 0)
  const colleague = officerOf(cast, 'daibiaogongwei', 'deputy_office', 1)
  const ledger = await takenLedger(here.as(office), here.as(colleague))
  const { headings, rows } = await ledgerSheet(ledger)
  const isBehind = (row: string[]) => staysBehind.some((heading) => row[headings.indexOf(heading)] === '是')
  const told = rows.filter((row) => !isBehind(row))
  const { view, reasons } = await broughtIn(there, { office, colleague }, ledger)
  expect(reasons.flat()).toEqual(Array(rows.length - told.length).fill('confidential_by_hand'))
  expect(view).toMatchObject({ status: 'applied', counts: { create: told.length, refused: rows.length - told.length } })

  const again = await ledgerSheet(await takenLedger(there.as(office), there.as(colleague)))
  expect(again).toEqual({ headings, rows: told })
  // the first of these come much later in the district; the module's own test has them
  const states = new Set(told.map((row) => row.at(-1)))
  expect(importedStates.map((state) => stateWords[state][0]).filter((word) => !states.has(word))).toEqual([
    '审查中',
    '重启办理',
    '已分案',
  ])
  expect((await verifyRecord(there.app)).faults).toEqual([])
  // and once more: everything is there already, and nothing changes
  const twice = await broughtIn(there, { office, colleague }, ledger)
  expect(twice.view).toMatchObject({ counts: { create: 0, change: 0, unchanged: told.length } })
}, 120_000)
