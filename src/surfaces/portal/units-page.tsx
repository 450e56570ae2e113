import { shanghaiDate } from '#kernel/clock.ts'
import { findUnitFigures } from '#modules/publication/index.ts'
import { plainDate } from './day-words.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import { inChinese, type Visit } from './visit.ts'

type Figure = Awaited<ReturnType<typeof findUnitFigures>>[number]

/** 办理情况: one table a year, promised and kept side by side, each number beside what it is a part of. */
export async function unitsPage(visit: Visit) {
  const { say, face } = visit
  const figures = await findUnitFigures(visit.app.portalDb)
  const { units } = await visit.facets()
  return (
    <Layout visit={visit} title={say('units.title')}>
      <h1>{say('units.title')}</h1>
      <p class="intro">{say('units.intro')}</p>
      {figures.length === 0 ? <p class="empty">{say('units.empty')}</p> : null}
      {[...Map.groupBy(figures, ({ year }) => year)].map(([year, rows]) => (
        <table class="units">
          <caption>{say('units.caption', { year, on: plainDate(face.locale, shanghaiDate(latestOf(rows))) })}</caption>
          <thead>
            <tr>
              {(['unit', 'handedOver', 'inTime', 'satisfied', 'kept'] as const).map((column) => (
                <th scope="col">{say(`units.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row" {...inChinese(visit)}>
                  {units.includes(row.unit_name) ? (
                    <a href={addressOf(face, '/suggestions', { unit: row.unit_name })}>{row.unit_name}</a>
                  ) : (
                    row.unit_name
                  )}
                </th>
                <td data-label={say('units.handedOver')}>{row.handed_over}</td>
                <Share visit={visit} name="inTime" part={row.in_time} whole={row.due} />
                <Share visit={visit} name="satisfied" part={row.satisfied} whole={row.evaluated} />
                <Share visit={visit} name="kept" part={row.kept} whole={row.promised} />
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {figures.length === 0 ? null : <p class="note">{say('units.note')}</p>}
    </Layout>
  )
}

const latestOf = (rows: readonly Figure[]): Date => new Date(Math.max(...rows.map((row) => row.counted_at.getTime())))

type Part = { visit: Visit; name: 'inTime' | 'satisfied' | 'kept'; part: number | null; whole: number | null }

/** 3／4 with a bar of the same; nothing of nothing is no share, and says so. */
const Share = ({ visit: { say }, name, part, whole }: Part) => (
  <td data-label={say(`units.${name}`)}>
    {part === null || whole === null || whole === 0 ? (
      say('units.none')
    ) : (
      <>
        <span>{say('units.of', { part, whole })}</span>
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect class="whole" width="100" height="8" />
          <rect width={Math.round((100 * part) / whole)} height="8" />
        </svg>
      </>
    )}
  </td>
)
