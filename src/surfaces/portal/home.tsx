import { countByState, findPages } from '#modules/publication/index.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import { SuggestionLine } from './signs.tsx'
import { caseKind, type Standing, standingOf, standings, type Visit } from './visit.ts'

const latestShown = 8
const closedShown = 3
const everything = { caseKind, bigrams: [], words: [] }

/** 首页: what one can do here, what became of what was said, what was published last. */
export async function homePage(visit: Visit) {
  const { app, face, say } = visit
  const [latest, closed, counts] = await Promise.all([
    findPages(app.portalDb, everything, undefined, latestShown + closedShown - 1),
    findPages(app.portalDb, { ...everything, states: standings.closed }, undefined, closedShown - 1),
    countByState(app.portalDb, caseKind),
  ])
  const fresh = latest.filter(({ id }) => !closed.some((one) => one.id === id)).slice(0, latestShown)
  return (
    <Layout visit={visit} title={say('nav.home')}>
      <section class="lead">
        <h1>{say('home.title')}</h1>
        <p>{say('home.lead')}</p>
        <p class="act">
          <a class="button" href={addressOf(face, '/suggestions')}>
            {say('home.act')}
          </a>
        </p>
        <Figures visit={visit} counts={counts} />
      </section>
      {latest.length === 0 ? (
        <section>
          <h2>{say('home.latest')}</h2>
          <p class="empty">{say('home.empty')}</p>
        </section>
      ) : (
        <>
          {closed.length === 0 ? null : (
            <section>
              <h2>{say('home.closed')}</h2>
              <ul class="lines">
                {closed.map((line) => (
                  <SuggestionLine visit={visit} line={line} />
                ))}
              </ul>
            </section>
          )}
          <section>
            <h2>{say('home.latest')}</h2>
            <ul class="lines">
              {fresh.map((line) => (
                <SuggestionLine visit={visit} line={line} />
              ))}
            </ul>
            <p class="more">
              <a href={addressOf(face, '/suggestions')}>{say('home.all')}</a>
            </p>
          </section>
        </>
      )}
    </Layout>
  )
}

/** Each number is a link that opens the rows it counts. */
const Figures = ({ visit, counts }: { visit: Visit; counts: { state: string; count: number }[] }) => {
  const { face, say } = visit
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return null
  const byStanding = Map.groupBy(counts, ({ state }) => standingOf(state))
  const figures = (Object.keys(standings) as Standing[])
    .map((standing) => ({
      standing,
      count: (byStanding.get(standing) ?? []).reduce((sum, { count }) => sum + count, 0),
    }))
    .filter(({ count }) => count > 0)
  return (
    <ul class="figures">
      <li>
        <a href={addressOf(face, '/suggestions')}>
          <b>{all}</b> {say('home.published')}
        </a>
      </li>
      {figures.map(({ standing, count }) => (
        <li>
          <a href={addressOf(face, '/suggestions', { standing })}>
            <b>{count}</b> {say(`standings.${standing}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}
