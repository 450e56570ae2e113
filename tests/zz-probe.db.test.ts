import { test } from 'vitest'
import { testApp } from '#tests/support/test-app.ts'
test('routes', async () => {
  const { site } = await testApp()
  const seen = new Set(site.routes.map((r) => `${r.method} ${r.path}`))
  console.log([...seen].join('\n'))
})
