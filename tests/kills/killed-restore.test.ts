import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestFolder, removeTestFolder } from '#tests/support/postgres.ts'
import { runProgram, runTool, startTool } from '#tests/support/run-command.ts'
import { runSql } from '#tests/support/statements.ts'
import { installProgram, lookInto, secret } from './installed-program.ts'

const home = makeTestFolder()
const backup = join(home, 'backup')
const keysFile = join(home, 'keys.json')

beforeAll(async () => {
  const dataDir = join(home, 'source')
  mkdirSync(dataDir, { mode: 0o711 })
  const source = await installProgram(dataDir)
  await source.start()
  const settings = { MINSHENG_MODE: 'production', MINSHENG_SECRET: secret, MINSHENG_DATA: dataDir }
  expect(await runTool('backup', [backup, '--keys', keysFile], { cwd: home, settings })).toMatchObject({ code: 0 })
  expect(await source.stop()).toBe(0)
}, 120_000)

afterAll(() => removeTestFolder(home), 60_000)

// while the files of the database are made, and once they are
test.each(['postgres.new-', 'postgres'])(
  'a restore killed as soon as its data folder has %s keeps the program from starting, and the next restore goes through',
  async (step) => {
    const dataDir = join(home, `killed at ${step}`)
    const place = { cwd: home, settings: { MINSHENG_DATA: dataDir } }
    const child = startTool('restore', place, [backup, '--keys', keysFile])
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
    while (!(existsSync(dataDir) && readdirSync(dataDir).some((name) => isStep(name, step))))
      await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')

    const refused = { code: 1, said: expect.stringMatching(/数据文件夹 .+ 的恢复没有完成.+npm run restore/) }
    const production = { ...place.settings, MINSHENG_MODE: 'production', MINSHENG_SECRET: secret }
    const told = await Promise.all([
      runProgram(place),
      runProgram({ cwd: home, settings: production }),
      runTool('doctor', [], place),
      runTool('demo', ['--scale', '1600'], place),
    ])
    expect(told).toEqual(told.map(() => refused))

    const restored = await runTool('restore', [backup, '--keys', keysFile], place)
    expect(restored).toEqual({ code: 0, said: expect.stringContaining('恢复完成，记录核对通过') })
    const program = await installProgram(dataDir)
    await program.start()
    const { db } = lookInto(dataDir)
    const types = await runSql(db, `select type from event where type like 'backup.%'`)
    await db.destroy()
    expect([types, await program.stop()]).toEqual([[{ type: 'backup.restored' }], 0])
  },
  180_000,
)

const isStep = (name: string, step: string) => (step.endsWith('-') ? name.startsWith(step) : name === step)
