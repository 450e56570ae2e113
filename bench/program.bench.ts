import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { argv, execPath, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { encodeCursor } from '#kernel/page.ts'
import { filterOf, listOf } from '#surfaces/portal/suggestion-search.ts'
import { type Ask, type Load, load } from './load-loop.ts'

// `npm run bench:program [suggestions] [seconds]`: portal, workbench and acts over a full county, each beside node:http
// alone with the same bytes in the same run.

const suggestions = Number(argv[2] ?? 100_000)
const seconds = Number(argv[3] ?? 5)
const here = (name: string) => join(import.meta.dirname, name)

const server = spawn(
  execPath,
  ['--import', here('../src/platform/jsx-hook.ts'), here('city-server.ts'), String(suggestions)],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
type Told = {
  port: number
  rawPort: number
  cookies: Record<'office' | 'clerk' | 'lead', string>
  caseIds: string[]
  assign: Ask[]
  reply: Ask[]
  create: Ask[]
}
const told = await new Promise<Told>((resolve, reject) => {
  createInterface({ input: server.stdout }).once('line', (line) => resolve(JSON.parse(line)))
  server.once('exit', (code) => reject(new Error(`the server of the bench ended with ${code}`)))
})
const { port, rawPort, cookies } = told

const ask = (at: number, { path, cookie }: Ask) =>
  fetch(`http://127.0.0.1:${at}${path}`, cookie === undefined ? {} : { headers: { cookie } })
const cpuNow = async () => {
  const { user, system } = (await (await ask(rawPort, { path: '/-/cpu' })).json()) as { user: number; system: number }
  return (user + system) / 1000
}

type Listed = { items: { id: string }[] }
const { items } = (await (await ask(port, { path: '/suggestions.json' })).json()) as Listed
const newest = Date.now()
const far = (index: number, query: Record<string, string> = {}) => {
  const filter = filterOf({ query })
  if (!filter) throw new Error('nothing is asked for')
  const place = [new Date(newest - index * 60_000).toISOString(), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
  return encodeCursor(place, listOf(filter))
}
const times = (count: number, path: (index: number) => string): Ask[] =>
  Array.from({ length: count }, (_, at) => ({ path: path(at) }))
const search = (words: string) => `/suggestions?q=${encodeURIComponent(words)}`
const ofUnit = { unit: '武进区交通运输局', standing: 'closed' }
const unit = `/suggestions?${new URLSearchParams(ofUnit)}`
const as = (who: keyof Told['cookies'], ...paths: string[]): Ask[] =>
  paths.map((path) => ({ path, cookie: cookies[who] }))

/** `anew`: more addresses than are kept, so that each answer is made from the database; `alone`: one after the other. */
type Scenario = { name: string; asks: Ask[]; anew?: boolean; once?: boolean; alone?: boolean; acts?: boolean }
const scenarios: readonly Scenario[] = [
  { name: 'portal: front page', asks: [{ path: '/' }] },
  { name: 'portal: list by unit and state', asks: [{ path: unit }] },
  {
    name: 'portal: list anew',
    asks: times(Math.min(suggestions, 40_000), (at) => `/suggestions?cursor=${far(at * 2)}`),
    anew: true,
  },
  {
    name: 'portal: by unit and state, anew',
    asks: times(20_000, (at) => `${unit}&cursor=${far(at, ofUnit)}`),
    anew: true,
  },
  {
    name: 'portal: a suggestion, 200 of them',
    asks: items.slice(0, 200).map(({ id }) => ({ path: `/suggestions/${id}` })),
  },
  { name: 'portal: search, two characters', asks: [{ path: search('路灯') }] },
  { name: 'portal: the same, anew', asks: times(40_000, (at) => search(`路灯 ${at + 10}`)), anew: true },
  {
    name: 'portal: search, rare word, anew',
    asks: times(20_000, (at) => `${search('鼋头渚')}&cursor=${far(at, { q: '鼋头渚' })}`),
    anew: true,
  },
  { name: 'workbench: to-do of an office', asks: as('office', '/api/todo') },
  { name: 'workbench: to-do of a unit', asks: as('clerk', '/api/todo') },
  { name: 'workbench: list of an office', asks: as('office', '/api/suggestions') },
  { name: 'workbench: a case, 200 of them', asks: as('office', ...told.caseIds.map((id) => `/api/suggestions/${id}`)) },
  { name: 'workbench: search, two characters', asks: as('office', `/api/suggestions?q=${encodeURIComponent('路灯')}`) },
  { name: 'workbench: search, rare word', asks: as('office', `/api/suggestions?q=${encodeURIComponent('鼋头')}`) },
  { name: 'workbench: figures of this year', asks: as('office', '/api/figures') },
  {
    name: 'workbench: figures, first to ask',
    asks: times(300, (at) => `/api/figures?from=${new Date(newest - at * 86_400_000).toISOString().slice(0, 10)}`).map(
      (one) => ({ ...one, cookie: cookies.office }),
    ),
    anew: true,
    alone: true,
  },
  {
    name: 'floor of an act: lock, insert, commit',
    asks: told.caseIds.map((id) => ({ path: `/-/floor/${id}`, body: '{}' })),
    acts: true,
  },
  { name: 'act: write a draft', asks: told.create, once: true },
  { name: 'act: assign', asks: told.assign, once: true },
  { name: 'act: send the answer', asks: told.reply, once: true },
]

const row = (cells: readonly (string | number)[]) =>
  stdout.write(
    `${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(36) : String(cell).padStart(11))).join('')}\n`,
  )
const cellsOf = ({ perSecond, p50, p99, cpu, clientCpu, errors, bytes }: Load) => [
  perSecond.toFixed(0),
  p50.toFixed(1),
  p99.toFixed(1),
  cpu.toFixed(3),
  clientCpu.toFixed(3),
  errors,
  bytes.toFixed(0),
]

stdout.write(`${suggestions} suggestions, as many published pages, 1,500 deputies; 32 connections, ${seconds} s each\n`)
stdout.write('CPU is of the server process, own of the client that asks; milliseconds a request\n')
row(['', 'req/s', 'p50 ms', 'p99 ms', 'CPU', 'own', 'errors', 'bytes', 'raw req/s', 'raw CPU'])
for (const { name, asks, anew = false, once = false, alone = false, acts = once } of scenarios) {
  const warm = anew || acts ? [] : asks
  for (const one of warm) await Promise.all([ask(port, one), ask(rawPort, one)])
  const own = await load({ port, asks, seconds, cpuNow, once, ...(alone && { connections: 1 }) })
  // what is made anew is compared with one page of its kind, already made; an act with the answers it gives
  const rawAsks = acts ? as('office', `/api/suggestions/${told.caseIds[0]}`) : anew ? asks.slice(0, 1) : asks
  await Promise.all(rawAsks.map((one) => ask(rawPort, one)))
  const raw = await load({ port: rawPort, asks: rawAsks, seconds: Math.min(seconds, 3), cpuNow })
  row([name, ...cellsOf(own), raw.perSecond.toFixed(0), raw.cpu.toFixed(3)])
}
server.stdin.end()
