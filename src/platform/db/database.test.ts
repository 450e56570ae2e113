import { expect, test } from 'vitest'
import { faultsOf, openDatabase } from './database.ts'
import { containing, inThisOrder, startingWith } from './like.ts'

const right = { version: 15, encoding: 'UTF8', timezone: 'UTC', searchPath: 'minsheng' }

test('PostgreSQL 15 to 18 in UTF8 is taken without a word', () => {
  for (const version of [15, 16, 17, 18]) expect(faultsOf({ ...right, version }, 'minsheng')).toEqual([])
  expect(faultsOf({ ...right, searchPath: '"minsheng"' }, 'minsheng')).toEqual([])
})

test('a server the program cannot be right on is refused, each reason in both languages', () => {
  const faults = faultsOf({ version: 14, encoding: 'SQL_ASCII', timezone: 'PRC', searchPath: 'public' }, 'minsheng')
  expect(faults).toHaveLength(3)
  for (const fault of faults) expect(fault).toMatch(/^.*\p{Script=Han}.*\n[A-Z]/u)
  expect(faultsOf({ ...right, version: 19 }, 'minsheng')).toHaveLength(1)
})

test('the name of a tenant or role that is not a plain name never reaches the server', () => {
  const connectionString = 'postgres://nobody@127.0.0.1:1/none'
  expect(() => openDatabase({ connectionString, schema: 'a b' })).toThrow('not a plain name')
  expect(() => openDatabase({ connectionString, schema: 'a', role: 'x -c role=postgres' })).toThrow('not a plain name')
})

test('what somebody searches for is found as it is written: a % and a _ in it are no wild cards', () => {
  expect([containing('50%_a\\'), startingWith('a_b'), inThisOrder('交_警')]).toEqual([
    '%50\\%\\_a\\\\%',
    'a\\_b%',
    '%交%\\_%警%',
  ])
})
