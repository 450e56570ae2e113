import { shanghaiDate } from '#kernel/clock.ts'
import { findPageIds, type PageLine } from '#modules/publication/index.ts'
import { addressOf, faces, plainFaces } from './face.ts'
import { houseOf } from './layout.tsx'
import { filterWords } from './suggestion-list.tsx'
import { filterOf, searchSuggestions } from './suggestion-search.ts'
import { caseKind, categoryWords, stateWords, type Visit } from './visit.ts'

const rowsMax = 1000
const feedEntries = 50
const sitemapMax = 20_000

const linesOf = async (visit: Visit, limit: number): Promise<PageLine[]> => {
  const filter = filterOf(visit)
  return filter ? (await searchSuggestions(visit, filter, limit)).lines : []
}

const addressOfLine = ({ origin, face }: Visit, { id }: PageLine): string =>
  `${origin}${addressOf(face, `/suggestions/${id}`)}`

const rowOf = (visit: Visit, line: PageLine) => ({
  number: line.number,
  title: line.title,
  category: categoryWords(visit, line.category),
  state: stateWords(visit, line.state),
  units: line.unit_names,
  area: line.area_name,
  proposedOn: line.proposed_on,
  publishedOn: shanghaiDate(line.published_at),
  address: addressOfLine(visit, line),
})

// A spreadsheet takes a cell that begins like this for a formula.
const formula = /^[=+\-@\t\r]/

const cell = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** With a byte order mark, without which Excel and WPS do not read Chinese. */
export async function csvOf(visit: Visit): Promise<string> {
  const rows = (await linesOf(visit, rowsMax)).map((line) => rowOf(visit, line))
  const columns = [
    'number',
    'title',
    'category',
    'state',
    'units',
    'area',
    'proposedOn',
    'publishedOn',
    'address',
  ] as const
  const lines = [
    columns.map((name) => visit.say(`columns.${name}`)),
    ...rows.map((row) => columns.map((name) => row[name])),
  ]
  return `\u{feff}${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

export async function jsonOf(visit: Visit): Promise<string> {
  const lines = await linesOf(visit, rowsMax)
  const items = lines.map((line) => ({
    ...rowOf(visit, line),
    id: line.id,
    categoryCode: line.category,
    stateCode: line.state,
  }))
  return JSON.stringify({ publisher: houseOf(visit), count: items.length, countMax: rowsMax, items })
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** RFC 4287. */
export async function atomOf(visit: Visit): Promise<string> {
  const { origin, face, say } = visit
  const lines = await linesOf(visit, feedEntries)
  const self = `${origin}${addressOf(face, '/suggestions.atom', visit.query)}`
  const updated = (lines[0]?.published_at ?? new Date(0)).toISOString()
  const entries = lines.map(
    (line) => `  <entry>
    <id>urn:uuid:${line.id}</id>
    <title>${escaped(line.title)}</title>
    <link rel="alternate" type="text/html" href="${escaped(addressOfLine(visit, line))}"/>
    <published>${line.published_at.toISOString()}</published>
    <updated>${line.published_at.toISOString()}</updated>
    <category term="${escaped(line.category)}" label="${escaped(categoryWords(visit, line.category))}"/>
    <summary>${escaped([stateWords(visit, line.state), line.unit_names].filter(Boolean).join(' · '))}</summary>
  </entry>
`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${face.locale}">
  <id>${escaped(self)}</id>
  <title>${escaped([houseOf(visit), say('nav.suggestions'), filterWords(visit)].filter(Boolean).join(' · '))}</title>
  <updated>${updated}</updated>
  <author><name>${escaped(houseOf(visit))}</name></author>
  <link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
  <link rel="alternate" type="text/html" href="${escaped(`${origin}${addressOf(face, '/suggestions', visit.query)}`)}"/>
${entries.join('')}</feed>
`
}

const lasting = [
  '/',
  '/suggestions',
  '/units',
  '/congress',
  '/accessibility',
  '/privacy',
  '/record',
  '/open-data',
  '/requests',
  '/complaints',
]

export async function sitemapOf({ app, origin }: Visit): Promise<string> {
  const pages = await findPageIds(app.portalDb, caseKind, sitemapMax)
  const fixed = plainFaces.flatMap((face) =>
    lasting.map((path) => `<url><loc>${escaped(origin + addressOf(face, path))}</loc></url>`),
  )
  const published = pages.map(
    ({ id, published_at }) =>
      `<url><loc>${escaped(`${origin}${addressOf(plainFaces[0], `/suggestions/${id}`)}`)}</loc><lastmod>${published_at.toISOString()}</lastmod></url>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...fixed, ...published].join('\n')}
</urlset>
`
}

/** Readers of the portal are welcome; what is behind a sign-in is not worth a robot's while. */
export const robotsOf = ({ origin }: Pick<Visit, 'origin'>): string =>
  [
    'User-agent: *',
    'Disallow: /api/',
    'Disallow: /app/',
    'Disallow: /console/',
    ...faces.filter(({ large }) => large).map(({ prefix }) => `Disallow: ${prefix}/`),
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ].join('\n')
