import { categories } from '#modules/suggestion/suggestion.ts'
import { addressOf, foundAt } from './face.ts'
import { Layout } from './layout.tsx'
import { SuggestionLine } from './signs.tsx'
import { type Found, filterOf, searchSuggestions, yearOf } from './suggestion-search.ts'
import { categoryWords, type Facets, inChinese, isCategory, isStanding, standings, type Visit } from './visit.ts'

const linesShown = 20

/** 建议公开: found by two characters, filtered by what it is about and where it stands, newest first. */
export async function suggestionListPage(visit: Visit) {
  const filter = filterOf(visit)
  const found = filter && (await searchSuggestions(visit, filter, linesShown))
  return (
    <Layout visit={visit} title={visit.say('nav.suggestions')}>
      <h1>{visit.say('nav.suggestions')}</h1>
      <p class="intro">{visit.say('list.intro')}</p>
      <Filters visit={visit} facets={await visit.facets()} />
      {found ? (
        <Results visit={visit} found={found} />
      ) : (
        <p id="found" class="empty">
          {visit.say('list.tooShort')}
        </p>
      )}
    </Layout>
  )
}

const Filters = ({ visit, facets }: { visit: Visit; facets: Facets }) => {
  const { face, say, query } = visit
  return (
    <form class="filters" action={foundAt(face)} method="get">
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
      <Pick visit={visit} name="unit" options={facets.units.map((unit) => [unit, unit])} chinese />
      <Pick
        visit={visit}
        name="year"
        options={facets.years.map((year) => [String(year), say('list.yearIs', { year })])}
      />
      <p>
        <button type="submit">{say('search.button')}</button>
      </p>
    </form>
  )
}

type PickProps = {
  visit: Visit
  name: 'unit' | 'year'
  options: readonly (readonly [value: string, words: string])[]
  chinese?: boolean
}

const Pick = ({ visit, name, options, chinese = false }: PickProps) => (
  <p>
    <label for={name}>{visit.say(`list.${name}`)}</label>
    <select id={name} name={name}>
      <option value="">{visit.say('list.any')}</option>
      {options.map(([value, words]) => (
        <option value={value} selected={visit.query[name] === value} {...(chinese ? inChinese(visit) : {})}>
          {words}
        </option>
      ))}
    </select>
  </p>
)

const Results = ({ visit, found }: { visit: Visit; found: Found }) => {
  const { face, say, query, path } = visit
  const { cursor, ...search } = query
  if (found.lines.length === 0) {
    const asked = Object.values(search).some(Boolean)
    return (
      <div id="found" class="empty" role="status">
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
      <p id="found" class="count" role="status">
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
export const filterWords = (visit: Visit): string => {
  const { say, query } = visit
  const { q, category, standing, unit } = query
  const year = yearOf(query.year)
  const parts = [
    isCategory(category) ? categoryWords(visit, category) : '',
    isStanding(standing) ? say(`standings.${standing}`) : '',
    unit ?? '',
    year === undefined ? '' : say('list.yearIs', { year }),
    q ? say('list.quoted', { words: q }) : '',
  ].filter(Boolean)
  return parts.join(' · ')
}

const sentenceOf = (visit: Visit): string => {
  const words = filterWords(visit)
  return words === '' ? '' : `${words}${visit.say('list.colon')}`
}
