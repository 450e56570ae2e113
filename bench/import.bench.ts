import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { cpuUsage, stdout } from 'node:process'
import ExcelJS from 'exceljs'
import pg from 'pg'
import { systemIds } from '#kernel/ids.ts'
import { given } from '#modules/identity/identity.given.ts'
import { getImport, listImportRows, orderApply, startImport } from '#modules/roster/index.ts'
import { idNumberOf } from '#modules/roster/roster.given.ts'
import type { App, Job } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { openDatabase } from '#platform/db/database.ts'
import { documents } from '#platform/documents/documents.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { startTestServer, urlOf } from '#tests/support/postgres.ts'

// A roster of 12,000 deputies over a county and eleven towns: previewed, written, previewed again.
// `node bench/import.bench.ts`; the limit of 30 s is for preview and writing together.

const deputies = 12_000
const secondsMax = 30
const townCodes = Array.from({ length: 11 }, (_, index) => `320412${200 + index}`)
const surnames = Array.from(
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈',
)
const givenSigns = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文建国志海春梅永康龙玉兰红宇轩欣怡佳琪')

const line = (text: string): void => void stdout.write(`${text}\n`)

async function main(): Promise<void> {
  const { server, stop } = await startTestServer()
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-bench-'))
  const name = `bench_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client(urlOf(server, 'postgres'))
  await admin.connect()
  await admin.query(`create database ${name} template ${server.template}`)
  await admin.end()
  const db = openDatabase({
    connectionString: urlOf(server, name),
    schema: 'minsheng',
    max: 5,
  })
  const wall = { now: () => new Date() }
  const waiting: (() => Promise<void>)[] = []
  const app: App = {
    db,
    portalDb: db,
    clock: wall,
    wall,
    ids: systemIds(() => Date.now()),
    env: readEnv({ MINSHENG_DATA: folder }),
    keys: deriveKeys(randomBytes(32)),
    jobs: {
      enqueue<Data extends object>(_trx: unknown, work: Job<Data>, data: Data) {
        waiting.push(() => work.run(app, work.shape.parse(data)))
        return Promise.resolve()
      },
    },
    files: localFiles(folder),
    log: silentLog,
  }
  const drain = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await one()
  }
  try {
    await measure(app, drain)
  } finally {
    await documents.close()
    await db.destroy()
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(app: App, drain: () => Promise<void>): Promise<void> {
  const actor = await given.post(app, 'deputy_office')
  for (const areaCode of townCodes) await given.congress(app, { areaCode })
  const bytes = await rosterBytes()
  line(`${deputies} rows, ${(bytes.length / 1024 / 1024).toFixed(1)} MB`)
  const upload = { kind: 'deputies' as const, fileName: 'roster.xlsx', bytes }

  const first = await startImport(app, actor, upload)
  const { id } = first.record
  const preview = await timed('preview', drain)
  const seen = (await getImport(app, actor, id)).record
  const { rows: refused } = await listImportRows(app, actor, id, { outcome: 'refused', after: undefined, limit: 1 })
  if (refused[0]) line(`  e.g. ${JSON.stringify(refused[0])}`)
  line(`  create ${seen.create_count}, refused ${seen.refused_count}, status ${seen.status}`)
  await orderApply(app, actor, id, { acceptGoodRows: true, version: seen.version })
  const writing = await timed('writing', drain)
  line(`  status ${(await getImport(app, actor, id)).record.status}`)
  const again = await startImport(app, actor, upload)
  await timed('preview again', drain)
  const unchanged = (await getImport(app, actor, again.record.id)).record
  line(`  unchanged ${unchanged.unchanged_count}, create ${unchanged.create_count}, change ${unchanged.change_count}`)
  const seconds = (preview + writing) / 1000
  line(
    `preview and writing: ${seconds.toFixed(1)} s (limit ${secondsMax} s): ${seconds < secondsMax ? 'kept' : 'MISSED'}`,
  )
}

async function timed(what: string, work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const cpu = cpuUsage()
  const from = performance.now()
  await work()
  const took = performance.now() - from
  delay.disable()
  const { user, system } = cpuUsage(cpu)
  const ms = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(0)} ms`
  line(
    `${what}: ${(took / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of CPU besides PostgreSQL; event loop late by p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, at most ${ms(delay.max)}`,
  )
  return took
}

async function rosterBytes(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('名册')
  sheet.addRow(['武进区各级人大代表名册'])
  sheet.addRow([
    ...['代表证号', '姓名', '性别', '出生年月', '民族', '政治面貌', '学历', '工作单位及职务', '所属人大', '代表团'],
    ...['当选日期', '身份证号', '联系电话'],
  ])
  for (let index = 0; index < deputies; index += 1) {
    const town = index % (townCodes.length + 1)
    const sex = index % 3 === 0 ? 'female' : 'male'
    const born = Temporal.PlainDate.from('1950-01-01')
      .add({ days: (index * 2) % 20_000 })
      .toString()
    const pick = (list: readonly string[], step: number): string => list[(index * step) % list.length] ?? ''
    sheet.addRow([
      `${town}-${String(index).padStart(5, '0')}`,
      `${pick(surnames, 7)}${pick(givenSigns, 3)}${pick(givenSigns, 11)}`,
      sex === 'male' ? '男' : '女',
      index % 2 === 0 ? `${born.slice(0, 4)}年${Number(born.slice(5, 7))}月` : born.slice(0, 7).replace('-', '.'),
      '汉族',
      index % 2 === 0 ? '中共党员' : '群众',
      '大学本科',
      `第${index}单位职员`,
      town === 0 ? null : `区划${townCodes[town - 1]}人民代表大会`,
      `第${index % 20}代表团`,
      '2022年1月6日',
      idNumberOf(index, born.replaceAll('-', ''), sex, index < 10_000 ? '320412' : '320405'),
      `138${String(index).padStart(8, '0')}`,
    ])
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

await main()
