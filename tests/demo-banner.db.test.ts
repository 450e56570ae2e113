import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { readEnv } from '#platform/env.ts'
import { buildSite } from '#surfaces/site.ts'
import { testApp } from './support/test-app.ts'

const pages = ['/', '/suggestions', '/congress', '/record', '/privacy', '/nowhere']
const words = { '': '演示环境：本站的人和事均为虚构。', '/en': 'Demo: the people and matters shown here are invented.' }

test('a demo says on every public page that it is one, in the language of the page; in production no page does', async () => {
  const { app, site } = await testApp({ fresh: true })
  const env = readEnv({
    MINSHENG_DATA: app.env.MINSHENG_DATA,
    MINSHENG_MODE: 'production',
    MINSHENG_SECRET: randomBytes(48).toString('base64url'),
  })
  const production = buildSite({ ...app, env }, { write() {}, close: () => Promise.resolve() })
  // asked in turn, and again from what both have kept: neither ever shows what the other made
  for (const _ of ['made', 'kept']) {
    for (const [face, sentence] of Object.entries(words)) {
      for (const page of pages) {
        expect(await (await site.request(face + page)).text()).toContain(sentence)
        expect(await (await production.request(face + page)).text()).not.toMatch(/演示|Demo/)
      }
    }
  }
})

test('the workbench is told with the session whether everything is invented', async () => {
  const { app, as } = await testApp()
  const clerk = await given.post(app, 'unit_clerk')
  expect(await (await as(clerk).get('/api/session')).json()).toMatchObject({ demo: true })
  const env = readEnv({
    MINSHENG_DATA: app.env.MINSHENG_DATA,
    MINSHENG_MODE: 'production',
    MINSHENG_SECRET: randomBytes(48).toString('base64url'),
  })
  const production = buildSite({ ...app, env }, { write() {}, close: () => Promise.resolve() })
  const cookie = `minsheng_session=${await given.token(app, clerk)}`
  expect(await (await production.request('/api/session', { headers: { cookie } })).json()).toMatchObject({
    demo: false,
  })
})
