import { firstStart, printSlips } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'

/**
 * What a program does that was never started on this database: in demo mode it loads the demo district, in production
 * it opens the congress and its three officers. Prints the addresses and who can sign in.
 */
export async function prepareFirstStart(app: App, print: (words: string) => void): Promise<void> {
  const { env } = app
  const host = env.HOST === '0.0.0.0' ? 'localhost' : env.HOST
  const address = env.PUBLIC_URL ?? `${env.TLS_CERT === undefined ? 'http' : 'https'}://${host}:${env.PORT}`
  print(`民声 Minsheng  ${address}/`)
  print(`  群众门户 portal    ${address}/`)
  print(`  代表     deputies  ${address}/app/`)
  print(`  工作台   console   ${address}/console/`)
  print(`  接口     API       ${address}/api/docs`)
  if (env.MINSHENG_MODE === 'demo') {
    const { loadDemo } = await import('#demo/load.ts')
    for (const login of await loadDemo(app)) print(`  ${login.audience}  ${login.accountName}  ${login.password}`)
    return
  }
  const slips = await firstStart(app, env)
  if (slips) print(printSlips(slips))
}
