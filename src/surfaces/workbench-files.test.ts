import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { workbench } from './workbench-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-workbench-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a page of the workbench says its language and its policy, and has a new nonce each time', async () => {
  mkdirSync(join(folder, 'console'))
  writeFileSync(join(folder, 'console/index.html'), '<html lang="zh-CN"><meta content="__CSP_NONCE__">')
  const site = workbench(folder)
  const seen = await Promise.all(
    [1, 2].map(async () => {
      const reply = await site.request('/console/anything')
      const { headers, status } = reply
      expect([status, headers.get('content-language'), headers.get('cache-control')]).toEqual([
        200,
        'zh-CN',
        'no-cache',
      ])
      const nonce = /content="(.+)"/.exec(await reply.text())?.[1] ?? ''
      expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      return nonce
    }),
  )
  expect(new Set(seen).size).toBe(2)
})
