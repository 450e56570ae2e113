import { findAnyCongress, findDemoMarker } from '#demo/demo.queries.ts'
import { firstStart, printSlips } from '#modules/identity/index.ts'
import { publishCongress } from '#modules/publication/index.ts'
import { takeInRows } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Env } from '#platform/env.ts'

/**
 * On a database that was never started on, demo mode loads the demo district and production opens the congress and its
 * three officers, each with a code that is shown once, as soon as it is good. Gives back what to print when the program
 * answers.
 */
export async function prepareFirstStart(app: App, print: (words: string) => void): Promise<string> {
  const welcome = app.env.MINSHENG_MODE === 'demo' ? await openDemo(app, print) : await openProduction(app, print)
  await publishCongress(app)
  await takeInRows(app)
  return [...addressesOf(app.env), ...welcome].join('\n')
}

async function openDemo(app: App, print: (words: string) => void): Promise<string[]> {
  const { loadDemo } = await import('#demo/load.ts')
  const isLoaded = (await findDemoMarker(app.db)) !== undefined
  if (!isLoaded && (await findAnyCongress(app.db))) {
    throw new Error(
      '这个数据库有正式数据，不能以演示模式打开。请设置 MINSHENG_MODE=production，或换一个数据库或数据文件夹。\n' +
        'This database holds real data and is not opened in demo mode: set MINSHENG_MODE=production, or use another database or data folder.',
    )
  }
  if (!isLoaded) print('  正在装入演示数据，约一分钟。Loading the demo district, about a minute.')
  const logins = await loadDemo(app)
  return [
    '  演示模式：数据均为虚构，仅本机可访问。Demo mode: everything is invented; only this machine can reach it.',
    ...logins.map(({ audience, accountName, password }) => `    ${audience}　${accountName}　${password}`),
  ]
}

async function openProduction(app: App, print: (words: string) => void): Promise<string[]> {
  if (await findDemoMarker(app.db)) {
    throw new Error(
      '这个数据库装有演示数据，不能用于正式运行。请换一个数据库或数据文件夹。\n' +
        'This database holds the demo district and is refused in production: use another database or data folder.',
    )
  }
  const slips = await firstStart(app, app.env)
  if (slips) print(printSlips(slips))
  return []
}

function addressesOf(env: Env): string[] {
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
  ]
}
