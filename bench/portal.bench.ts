import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { argv, execPath, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { encodeCursor } from '#kernel/page.ts'
import { type Load, load } from './load-loop.ts'

// `npm run bench [pages] [seconds]`: the portal over so many published pages, beside node:http with the same bytes.

const pages = Number(argv[2] ?? 100_000)
const seconds = Number(argv[3] ?? 5)
const here = (name: string) => join(import.meta.dirname, name)

const server = spawn(
  execPath,
  ['--import', join(import.meta.dirname, '../src/platform/jsx-hook.ts'), here('portal-server.ts'), String(pages)],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
const ports = await new Promise<{ portal: number; raw: number }>((resolve, reject) => {
  createInterface({ input: server.stdout }).once('line', (line) => resolve(JSON.parse(line)))
  server.once('exit', (code) => reject(new Error(`the server of the bench ended with ${code}`)))
})

const ask = async (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`)
const cpuNow = async () => {
  const { user, system } = (await (await ask(ports.raw, '/-/cpu')).json()) as { user: number; system: number }
  return (user + system) / 1000
}

type Listed = { items: { id: string; publishedOn: string }[] }
const { items } = (await (await ask(ports.portal, '/suggestions.json')).json()) as Listed
const newest = Date.now()
const far = (index: number) =>
  encodeCursor([new Date(newest - index * 60_000).toISOString(), 'ffffffff-ffff-7fff-bfff-ffffffffffff'])
const times = (count: number, path: (index: number) => string) => Array.from({ length: count }, (_, at) => path(at))
const search = (words: string) => `/suggestions?q=${encodeURIComponent(words)}`

/** `anew`: more addresses than are kept, so that each answer is made from the database. */
const scenarios: readonly [name: string, paths: readonly string[]][] = [
  ['home', ['/']],
  ['list', ['/suggestions']],
  ['list by category and progress', ['/suggestions?category=health&standing=closed']],
  ['a suggestion, 200 of them', items.slice(0, 200).map(({ id }) => `/suggestions/${id}`)],
  ['search, two characters', [search('路灯')]],
  ['search, rare word', [search('鼋头渚')]],
  ['list anew', times(Math.min(pages, 40_000), (index) => `/suggestions?cursor=${far(index * 2)}`)],
  ['search anew, two characters', times(40_000, (index) => search(`路灯 ${index + 10}`))],
]

const row = (cells: readonly (string | number)[]) =>
  stdout.write(
    `${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(11))).join('')}\n`,
  )
const cellsOf = ({ perSecond, p50, p99, cpu, errors }: Load) => [
  perSecond.toFixed(0),
  p50.toFixed(1),
  p99.toFixed(1),
  cpu.toFixed(3),
  errors,
]

stdout.write(`${pages} published pages, 32 connections, ${seconds} s each; CPU is the server process alone\n`)
row(['', 'req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'errors', 'bytes', 'raw req/s', 'raw CPU ms'])
for (const [name, paths] of scenarios) {
  const isAnew = name.includes('anew')
  if (!isAnew) for (const path of paths) await Promise.all([ask(ports.portal, path), ask(ports.raw, path)])
  const own = await load({ port: ports.portal, paths, seconds, cpuNow })
  // what is made anew is compared with one page of its kind, already made
  const rawPaths = isAnew ? paths.slice(0, 1) : paths
  await Promise.all(rawPaths.map((path) => ask(ports.raw, path)))
  const raw = await load({ port: ports.raw, paths: rawPaths, seconds: Math.min(seconds, 3), cpuNow })
  row([name, ...cellsOf(own), own.bytes.toFixed(0), raw.perSecond.toFixed(0), raw.cpu.toFixed(3)])
}
server.stdin.end()
