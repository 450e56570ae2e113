import { Workbook } from 'exceljs'
import { casePaperKinds, listPaperKinds } from '#modules/paper/paper.ts'
import { figureCodes, groupings } from '#modules/stats/stats.ts'
import { zipEntries } from '#platform/documents/zip-guard.ts'
import type { ActorName } from './actors.ts'
import type { World } from './world.ts'

/** What can stand in a path, by the beginning of the route. */
export type Known = {
  cases: readonly string[]
  pages: readonly string[]
  clocks: readonly string[]
  persons: readonly string[]
  organs: readonly string[]
  congresses: readonly string[]
  imports: readonly string[]
  attachments: readonly string[]
  privacyRequests: readonly string[]
  papers: readonly string[]
}

/** Every address that can be read: each GET route of the program with every id there is, each list with every search. */
export function addressesOf(world: World, known: Known, searches: readonly string[]): string[] {
  const routes = new Set(
    world.site.routes.filter(({ method, path }) => method === 'GET' && !path.endsWith('*')).map(({ path }) => path),
  )
  // the description of the API is about no case
  routes.delete('/api/openapi.json')
  routes.delete('/api/docs')
  // a paper is of a period and a format, or it is refused unread
  return [...routes]
    .flatMap((path) => fill(path, known))
    .flatMap((path) => (papers.test(path) ? [`${path}?${paper}`] : [path, ...searched(path, searches)]))
}

/** The portal does not look at who asks; one who is signed in and one who is not read all of it. */
export const concerns = (name: ActorName, address: string): boolean =>
  address.startsWith('/api/') || name === 'anonymous' || name === 'stranger'

function fill(path: string, known: Known): string[] {
  if (path.includes(':file')) return ['deputies', 'units', 'posts'].map((kind) => path.replace(':file', `${kind}.xlsx`))
  if (path.startsWith('/api/rosters/')) return ['deputies', 'units', 'posts'].map((kind) => path.replace(':kind', kind))
  const named = nameds.find(([place]) => path.includes(place))
  if (named) return named[1].flatMap((name) => fill(path.replace(named[0], name), known))
  if (!path.includes(':id')) return [path]
  return idsFor(path, known).map((id) => path.replace(':id', id))
}

// of the papers that are not for the place one stands for the others: they are refused before anything is read
const nameds: readonly [place: string, names: readonly string[]][] = [
  [
    'suggestions/:id/papers/:kind',
    [...casePaperKinds, listPaperKinds[0]].map((kind) => `suggestions/:id/papers/${kind}`),
  ],
  ['paper-previews/:kind', [...listPaperKinds, casePaperKinds[0]].map((kind) => `paper-previews/${kind}`)],
  [':code', figureCodes],
  [':by', groupings],
]

const kinds: readonly [prefix: RegExp, keyof Known | readonly (keyof Known)[]][] = [
  [/^\/api\/suggestions\//, 'cases'],
  [/^\/api\/clocks\//, 'clocks'],
  [/^\/api\/people\//, 'persons'],
  [/^\/api\/organs\//, 'organs'],
  [/^\/api\/congresses\//, 'congresses'],
  [/^\/api\/imports\//, 'imports'],
  [/^\/api\/attachments\//, 'attachments'],
  [/^\/api\/privacy\//, 'privacyRequests'],
  [/^\/api\/papers\//, 'papers'],
  // about suggestions by their ids only; what they show of one is asked with the case
  [/^\/api\/(topics|topic-claims|motions|congress-sessions|handover-meetings|oversights)\//, []],
  [/^(\/en)?(\/large)?\/suggestions\//, ['pages', 'cases']],
]

function idsFor(path: string, known: Known): readonly string[] {
  const found = kinds.find(([prefix]) => prefix.test(path))
  // a new kind of thing has to be told here, or nobody would look for leaks in it
  if (!found) throw new Error(`which ids does ${path} take?`)
  return [found[1]].flat().flatMap((kind) => known[kind])
}

const papers = /^\/api\/(suggestions\/[^/]+\/papers\/|paper-previews\/|papers\/)/
// the lists in which the words of cases can be looked for
const lists = /^(\/api\/(suggestions|commitments|handover-candidates)|\/suggestions(\.json)?)$/

const searched = (path: string, searches: readonly string[]): string[] => {
  // the record of these days, and of the refusals
  if (path === '/api/audit/events/export.xlsx') return [`${path}?from=2026-03-01&until=2026-03-31`]
  return lists.test(path) ? searches.map((word) => `${path}?q=${encodeURIComponent(word)}`) : []
}

// the period is of the lists, the part of the papers about one
const paper = 'format=docx&from=2026-01-01&to=2026-12-31'

/** What one gets to read at an address; refusals and files included. */
async function readAt(world: World, name: ActorName, address: string): Promise<string> {
  const reply = await world.by(name).get(address)
  const type = reply.headers.get('content-type') ?? ''
  if (type.includes('wordprocessingml')) {
    const text = zipEntries(new Uint8Array(await reply.arrayBuffer())).find(({ name }) => name === 'word/document.xml')
    return text?.read().toString() ?? ''
  }
  if (!type.includes('spreadsheetml')) return reply.text()
  const book = new Workbook()
  await book.xlsx.load(await reply.arrayBuffer())
  return book.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues())).join('\n')
}

const atOnce = 6

/** Reads many addresses, several at once: while one waits for the database another is answered. */
export async function readAll(
  world: World,
  name: ActorName,
  addresses: readonly string[],
  look: (address: string, text: string) => void,
): Promise<void> {
  const queue = addresses.values()
  const read = async () => {
    for (const address of queue) look(address, await readAt(world, name, address))
  }
  await Promise.all(Array.from({ length: atOnce }, read))
}
