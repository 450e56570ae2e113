import { findDemoMarker } from '#demo/demo.queries.ts'
import { firstStart, printSlips } from '#modules/identity/index.ts'
import { publishCongress } from '#modules/publication/index.ts'
import type { App } from '#platform/app.ts'
import type { Env } from '#platform/env.ts'

/**
 * Says where the program answers. On a database that was never started on, demo mode loads the demo district and
 * production opens the congress and its three officers, each with a code that is shown once.
 */
export async function prepareFirstStart(app: App, print: (words: string) => void): Promise<void> {
  if (app.env.MINSHENG_MODE === 'demo') {
    const { loadDemo } = await import('#demo/load.ts')
    const logins = await loadDemo(app)
    await publishCongress(app)
    print(addressesOf(app.env))
    print('  演示模式：数据均为虚构，仅本机可访问。Demo mode: everything is invented; only this machine can reach it.')
    for (const { audience, accountName, password } of logins) print(`    ${audience}　${accountName}　${password}`)
    return
  }
  if (await findDemoMarker(app.db)) {
    throw new Error(
      '这个数据库装有演示数据，不能用于正式运行。请换一个数据库或数据文件夹。\n' +
        'This database holds the demo district and is refused in production: use another database or data folder.',
    )
  }
  const slips = await firstStart(app, app.env)
  await publishCongress(app)
  if (slips) print(printSlips(slips))
  print(addressesOf(app.env))
}

function addressesOf(env: Env): string {
  const host = env.HOST === '0.0.0.0' ? 'localhost' : env.HOST
  const origin = env.PUBLIC_URL ?? `${env.TLS_CERT === undefined ? 'http' : 'https'}://${host}:${env.PORT}`
  return [
    '',
    `  民声 Minsheng`,
    `    群众门户 portal     ${origin}/`,
    `    代表履职 deputies   ${origin}/app/`,
    `    工作台   console    ${origin}/console/`,
    `    开放接口 API        ${origin}/api/docs`,
    '',
  ].join('\n')
}
