import { expect, test } from 'vitest'
import { planNameOf } from './kept-plans.ts'

const askedThrice = (text: string) => [1, 2, 3].map(() => planNameOf(text))

test('a statement that turns on keys has a name from the third time on, always the same', () => {
  const text = 'select * from "kept" where "id" = $1'
  expect(askedThrice(text)).toEqual([undefined, undefined, expect.stringMatching(/^kept_\d+$/)])
  expect(planNameOf(text)).toBe(planNameOf(text))
  expect(planNameOf(text)).not.toBe(askedThrice('select * from "kept" where "code" = $1')[2])
})

test.each([
  ['select * from "page" order by "at" limit $1'],
  ['select * from "page" where "title" like $1'],
  ['select count(*) from "page" where "unit" = $1'],
  ['with "part" as (select 1) select * from "part" where "id" = $1'],
  ['select * from "page" where "words" @> $1'],
  ['insert into "page" ("id") values ($1) on conflict ("id") where "state" <> $2 do nothing'],
  ['vacuum $1'],
])('a statement whose plan turns on its values is planned with them: %s', (text) => {
  expect(askedThrice(text)).toEqual([undefined, undefined, undefined])
})

test('a part index that is named by what is written out is found by a kept plan', () => {
  const text = `insert into "page" ("id") values ($1) on conflict ("id") where "state" <> 'over' do nothing returning $2`
  expect(askedThrice(text)[2]).toBeDefined()
})

test('a limit that is written out is a part of the statement', () => {
  expect(askedThrice('select * from "page" where "holder" = $1 limit 51')[2]).toBeDefined()
})

test('many statements of others do not keep a new one from its name, nor take it from one that is asked all the time', () => {
  const [busy, late] = ['select * from "busy" where "id" = $1', 'select * from "late" where "id" = $1']
  const name = askedThrice(busy)[2]
  for (let at = 0; at < 600; at += 1) {
    askedThrice(`select * from "page" where "id" = $1 limit ${at}`)
    planNameOf(busy)
  }
  expect(askedThrice(late)[2]).toBeDefined()
  expect(planNameOf(busy)).toBe(name)
})
