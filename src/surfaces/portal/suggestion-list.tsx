import { categories } from '#modules/suggestion/suggestion.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import { SuggestionLine } from './signs.tsx'
import { type Found, filterOf, searchSuggestions } from './suggestion-search.ts'
import { categoryWords, isCategory, isStanding, standings, type Visit } from './visit.ts'

const linesShown = 20

/** 建议公开: found by two characters, filtered by what it is about and where it stands, newest first. */
export async function suggestionListPage(visit: Visit) {
  const filter = filterOf(visit)
  const found = filter && (await searchSuggestions(visit, filter, linesShown))
  return (
    <Layout visit={visit} title={visit.say('nav.suggestions')}>
      <h1>{visit.say('nav.suggestions')}</h1>
      <p class="intro">{visit.say('list.intro')}</p>
      <Filters visit={visit} />
      {found ? <Results visit={visit} found={found} /> : <p class="empty">{visit.say('list.tooShort')}</p>}
    </Layout>
  )
}

const Filters = ({ visit }: { visit: Visit }) => {
  const { face, say, query } = visit
  return (
    <form class="filters" action={addressOf(face, '/suggestions')} method="get">
      <p class="wide">
        <label for="q">{say('search.label')}</label>
        <input id="q" type="search" name="q" value={query.q} placeholder={say('search.hint')} autocomplete="off" />
      </p>
      <p>
        <label for="category">{say('list.category')}</label>
        <select id="category" name="category">
          <option value="">{say('list.any')}</option>
          {categories.map((category) => (
            <option value={category} selected={query.category === category}>
              {categoryWords(visit, category)}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="standing">{say('list.standing')}</label>
        <select id="standing" name="standing">
          <option value="">{say('list.any')}</option>
          {Object.keys(standings).map((standing) => (
            <option value={standing} selected={query.standing === standing}>
              {say(`standings.${standing}`)}
            </option>
          ))}
        </select>
      </p>
      <p>
        <button type="submit">{say('search.button')}</button>
      </p>
    </form>
  )
}

const Results = ({ visit, found }: { visit: Visit; found: Found }) => {
  const { face, say, query, path } = visit
  const { cursor, ...search } = query
  if (found.lines.length === 0) {
    const asked = Object.values(search).some(Boolean)
    return (
      <div class="empty" role="status">
        <p>{say(asked ? 'list.none' : 'home.empty')}</p>
        {asked ? (
          <p>
            <a href={addressOf(face, path)}>{say('list.clear')}</a>
          </p>
        ) : null}
      </div>
    )
  }
  return (
    <>
      <p class="count" role="status">
        {sentenceOf(visit)}
        {say(found.total.exact ? 'list.count' : 'list.countMore', { count: found.total.value })}
      </p>
      <ul class="lines">
        {found.lines.map((line) => (
          <SuggestionLine visit={visit} line={line} />
        ))}
      </ul>
      {cursor || found.next ? (
        <nav class="pages" aria-label={say('list.pages')}>
          {cursor ? <a href={addressOf(face, path, search)}>{say('list.first')}</a> : null}
          {found.next ? (
            <a rel="next" href={addressOf(face, path, { ...search, cursor: found.next })}>
              {say('list.next')}
            </a>
          ) : null}
        </nav>
      ) : null}
      <p class="download">
        {say('list.download')}{' '}
        {(['csv', 'json', 'atom'] as const).map((form) => (
          <a href={addressOf({ ...face, prefix: face.locale === 'en' ? '/en' : '' }, `/suggestions.${form}`, search)}>
            {say(`forms.${form}`)}
          </a>
        ))}
      </p>
    </>
  )
}

/** The filter read aloud: 交通运输 · 已办结 · “公交”. */
const sentenceOf = (visit: Visit): string => {
  const { say, query } = visit
  const { q, category, standing } = query
  const parts = [
    isCategory(category) ? categoryWords(visit, category) : '',
    isStanding(standing) ? say(`standings.${standing}`) : '',
    q ? say('list.quoted', { words: q }) : '',
  ].filter(Boolean)
  return parts.length === 0 ? '' : `${parts.join(' · ')}${say('list.colon')}`
}
