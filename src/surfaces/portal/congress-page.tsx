import { countWords, plainDate } from './day-words.ts'
import { houseOf, Layout } from './layout.tsx'
import type { Visit } from './visit.ts'

/** 概况: what the congress is, its term and sessions, its standing organs. Only what was published of it. */
export function congressPage(visit: Visit) {
  const { say, congress, face } = visit
  const { termNumber, firstSessionOn, sessions = [], organs = [] } = congress?.content ?? {}
  return (
    <Layout visit={visit} title={say('nav.congress')}>
      <h1>{houseOf(visit)}</h1>
      <p class="intro">{say('congress.intro')}</p>
      {congress ? null : <p class="empty">{say('congress.empty')}</p>}
      {termNumber && firstSessionOn ? (
        <section>
          <h2>{say('congress.term')}</h2>
          <p>
            {say('congress.termIs', {
              number: countWords(face.locale, termNumber),
              on: plainDate(face.locale, firstSessionOn),
            })}
          </p>
          {sessions.length === 0 ? null : (
            <ul>
              {sessions.map(({ number, opensOn, closesOn }) => (
                <li>
                  {say('congress.session', {
                    number: countWords(face.locale, number),
                    from: plainDate(face.locale, opensOn),
                    to: plainDate(face.locale, closesOn),
                  })}
                </li>
              ))}
            </ul>
          )}
        </section>
      ) : null}
      {organs.length === 0 ? null : (
        <section>
          <h2>{say('congress.organs')}</h2>
          <ul class="organs">
            {organs.map((organ) => (
              <li>{organ}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('congress.suggestions')}</h2>
        <p>{say('congress.life')}</p>
      </section>
    </Layout>
  )
}
