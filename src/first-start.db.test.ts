import { expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { testApp } from '#tests/support/test-app.ts'
import { prepareFirstStart } from './first-start.ts'

test('a database that holds real data is not opened as a demo', async () => {
  const { app } = await testApp()
  await given.deputy(app)
  await expect(prepareFirstStart(app, () => undefined)).rejects.toThrow(/不能以演示模式打开.*MINSHENG_MODE=production/)
})
