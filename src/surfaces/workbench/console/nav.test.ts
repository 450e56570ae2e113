import { expect, test } from 'vitest'
import { navOf } from './nav.ts'

const pagesAt = (level: number) => navOf({ role: 'sysadmin', level, delegated: null }).map(({ path }) => path)

test('后续处理 stands in the menu of the system officer of a district and of what is above it, not of a township', () => {
  expect([1, 2, 3, 4].map((level) => pagesAt(level).includes('/set-aside'))).toEqual([true, true, true, false])
  expect(pagesAt(4)).toEqual(pagesAt(3).filter((path) => path !== '/set-aside'))
})
