import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outageOf } from './outage.ts'

test('a socket that is not there any more is an outage, a file that is missing is a fault of ours', async () => {
  const nowhere = join(tmpdir(), 'minsheng-no-socket')
  const refused = await new Promise((resolve) => connect(nowhere).once('error', resolve))
  expect(outageOf(refused)).toBe('unavailable')
  expect(outageOf(new Error('not connected', { cause: refused }))).toBe('unavailable')
  expect(outageOf(Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' }))).toBeUndefined()
})
