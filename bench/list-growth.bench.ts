import { argv, stdout } from 'node:process'
import type { Actor } from '#kernel/actor.ts'
import { given } from '#modules/suggestion/suggestion.given.ts'
import { openCity } from './city.ts'
import { addSuggestions } from './city-rows.ts'

// `npm run bench:growth [rows …]`: each pair of filter and sort of the workbench's list over ten thousand, a hundred
// thousand and a million suggestions of one office, one connection, warm. 50 ms at p99 is the limit at a million.

const sizes = argv.slice(2).map(Number)
const steps = sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]
const turns = 200
const pairs = [
  'sort=changed',
  'sort=due',
  'box=open&sort=changed',
  'box=open&sort=due',
  'box=closed&sort=changed',
  'box=closed&sort=due',
  'state=handling&sort=changed',
  'state=handling&sort=due',
  'state=awaiting_evaluation&sort=changed',
  'state=awaiting_evaluation&sort=due',
  'state=closed&sort=changed',
  'state=closed&sort=due',
  'q=路灯&sort=changed',
  'q=鼋头&sort=changed',
  'q=公交站台&sort=changed',
]

const city = await openCity({ suggestions: 0, deputies: 1500, units: 60, published: false })
const { congress } = city.cast
const cell = (text: string) => text.padStart(12)

async function timesOf(actor: Actor, query: string): Promise<Float64Array> {
  // a session of its own: to fill the county takes longer than one stays open untouched
  const headers = { cookie: `minsheng_session=${await given.token(city.app, actor)}` }
  const times: number[] = []
  for (let turn = -20; turn < turns; turn += 1) {
    const began = performance.now()
    const reply = await city.site.request(`/api/suggestions?${encodeURI(query)}`, { headers })
    if (reply.status !== 200) throw new Error(`${query}: ${reply.status} ${await reply.text()}`)
    await reply.arrayBuffer()
    if (turn >= 0) times.push(performance.now() - began)
  }
  return Float64Array.from(times).toSorted()
}

let made = 0
for (const size of steps) {
  await addSuggestions(city.app, {
    congress,
    leads: city.leads,
    units: city.units,
    organs: city.organs,
    from: made,
    until: size,
  })
  made = size
  stdout.write(`\n${size} suggestions, the whole request, milliseconds\n${''.padEnd(44)}${cell('p50')}${cell('p99')}\n`)
  for (const query of pairs) {
    const times = await timesOf(city.cast.office, query)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
    stdout.write(`${query.padEnd(44)}${cell(at(0.5))}${cell(at(0.99))}\n`)
  }
}
await city.close()
