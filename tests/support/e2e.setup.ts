import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { demoProgram } from './demo-program.ts'

const readyWithinMs = 540_000
const root = join(import.meta.dirname, '../..')

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const stops: (() => Promise<void>)[] = []
export async function teardown(): Promise<void> {
  for (const stop of stops.splice(0)) await stop()
}

/** For all journeys one Chromium and one program. */
export async function setup(project: TestProject): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim()
  const browser = await chromium.launchServer({ executablePath, args: flags, headless: true })
  stops.push(() => browser.close())
  project.provide('chromium', browser.wsEndpoint())
  try {
    await startProgram(project)
  } catch (error) {
    await teardown()
    throw error
  }
}

/** Started as a person would: built, demo district loaded, on a port of its own. */
async function startProgram(project: TestProject): Promise<void> {
  // For whoever writes a journey: a program that runs already, with its test clock on, saves the minute of loading.
  const running = process.env.JOURNEYS_ORIGIN
  if (running) return project.provide('origin', running)
  execFileSync(process.execPath, ['tools/build.ts', '--if-stale'], { cwd: root, stdio: 'pipe' })
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-journeys-'))
  const port = await freePort()
  const { args, options } = demoProgram(folder, port)
  const server = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The program was not ready in time.\n${told}`)), readyWithinMs)
    const listen = (chunk: Buffer) => {
      told += chunk.toString()
      if (!told.includes('/api/docs')) return
      clearTimeout(timer)
      resolve()
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', () => reject(new Error(`The program ended before it was ready.\n${told}`)))
  })
  stops.push(async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  await ready
  project.provide('origin', `http://localhost:${port}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
