import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { assetAddress } from './assets.ts'
import { addressOf, foundAt, otherLanguage, otherSize, type Query } from './face.ts'
import { Registrations } from './registrations.tsx'
import { inChinese, type Visit } from './visit.ts'

const places = ['/', '/suggestions', '/units', '/congress', '/accessibility', '/privacy', '/record'] as const

const names: Record<(typeof places)[number], string> = {
  '/': 'nav.home',
  '/suggestions': 'nav.suggestions',
  '/units': 'nav.units',
  '/congress': 'nav.congress',
  '/accessibility': 'nav.accessibility',
  '/privacy': 'nav.privacy',
  '/record': 'nav.record',
}

type Content = {
  visit: Visit
  title: string
  children: Child
  /** The picture that is shown where the page is passed on; without one the house's. */
  share?: { path: string; kind: 'article' } | undefined
}

/** The frame of every page: reads from top to bottom without style, keyboard first to the content. */
export const Layout = ({ visit, title, children, share }: Content) => {
  const { face, say, path, query } = visit
  const house = houseOf(visit)
  const language = otherLanguage(face)
  return (
    <html lang={face.locale} class={face.large ? 'large' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{path === '/' ? `${house} · ${title}` : `${title} · ${house}`}</title>
        <meta name="description" content={say('description', { house })} />
        <meta property="og:site_name" content={house} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={say('description', { house })} />
        <meta property="og:type" content={share?.kind ?? 'website'} />
        <meta property="og:locale" content={face.locale === 'en' ? 'en_GB' : 'zh_CN'} />
        <meta property="og:url" content={visit.outside + addressOf(face, path)} />
        <meta property="og:image" content={visit.outside + (share?.path ?? '/share.png')} />
        <meta property="og:image:type" content="image/png" />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={title} />
        <meta name="color-scheme" content="light" />
        <link rel="stylesheet" href={assetAddress('/portal.css')} />
        <link rel="icon" href={assetAddress('/portal.svg')} type="image/svg+xml" />
        <link rel="alternate" hreflang={language.locale} href={addressOf(language, path, query)} />
        <link
          rel="alternate"
          type="application/atom+xml"
          title={say('nav.suggestions')}
          href={addressOf(
            { ...face, prefix: face.locale === 'en' ? '/en' : '' },
            '/suggestions.atom',
            feedQuery(visit),
          )}
        />
      </head>
      <body>
        <a class="skip" href="#content">
          {say('skip')}
        </a>
        <Top visit={visit} house={house} />
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <Foot visit={visit} house={house} />
      </body>
    </html>
  )
}

/** On a filtered list the feed of that filter. */
const feedQuery = ({ path, query }: Visit): Query => {
  const { cursor: _, ...search } = query
  return path === '/suggestions' ? search : {}
}

export const houseOf = ({ congress, say }: Visit): string => congress?.name ?? say('house')

const Top = ({ visit, house }: { visit: Visit; house: string }) => {
  const { face, say, path, query, congress } = visit
  const [language, size] = [otherLanguage(face), otherSize(face)]
  return (
    <header class="top">
      {visit.app.env.MINSHENG_MODE === 'demo' ? <p class="demo">{say('demo')}</p> : null}
      <div class="strip">
        <ul class="ways" aria-label={say('ways')}>
          <li>
            <a class="size" href={addressOf(size, path, query)}>
              {say(size.large ? 'toLarge' : 'toPlain')}
            </a>
          </li>
          <li>
            <a href={addressOf(language, path, query)} lang={language.locale} hreflang={language.locale}>
              {language.locale === 'en' ? 'English' : '中文'}
            </a>
          </li>
        </ul>
        <ul class="ways" aria-label={say('signIn')}>
          <li class="label" aria-hidden="true">
            {say('signIn')}
          </li>
          <li>
            <a href="/app/" aria-label={say('signInDeputyLong')}>
              {say('signInDeputy')}
            </a>
          </li>
          <li>
            <a href="/console/" aria-label={say('signInStaffLong')}>
              {say('signInStaff')}
            </a>
          </li>
        </ul>
      </div>
      <div class="masthead">
        <p class="house">
          <a href={addressOf(face, '/')} {...(congress ? inChinese(visit) : {})}>
            {house}
          </a>
          <span>{say('tagline')}</span>
        </p>
        {path === '/suggestions' ? null : <Search visit={visit} />}
      </div>
      <nav aria-label={say('navigation')}>
        <ul>
          {places.map((place) => (
            <li>
              <a href={addressOf(face, place)} aria-current={currentOf(place, path)}>
                {say(names[place])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

const currentOf = (place: string, path: string): 'page' | 'true' | undefined => {
  if (place === path) return 'page'
  return place !== '/' && path.startsWith(`${place}/`) ? 'true' : undefined
}

const Search = ({ visit: { face, say } }: { visit: Visit }) => (
  <form class="search" action={foundAt(face)} method="get">
    <label class="unseen" for="top-search">
      {say('search.label')}
    </label>
    <input id="top-search" type="search" name="q" placeholder={say('search.hint')} autocomplete="off" />
    <button type="submit">{say('search.button')}</button>
  </form>
)

const Foot = ({ visit, house }: { visit: Visit; house: string }) => {
  const { face, say, congress } = visit
  return (
    <footer>
      <div>
        <p>{say('foot.keeper', { house })}</p>
        <p>{say('foot.contact', { area: congress?.area_name ?? '' })}</p>
        <ul>
          <li>
            <a href={addressOf(face, '/accessibility')}>{say('nav.accessibility')}</a>
          </li>
          <li>
            <a href={addressOf(face, '/privacy')}>{say('nav.privacy')}</a>
          </li>
          <li>
            <a href={addressOf(face, '/record')}>{say('nav.record')}</a>
          </li>
          <li>
            <a href={addressOf(face, '/open-data')}>{say('nav.openData')}</a>
          </li>
          <li>
            <a href="/api/docs">{say('nav.api')}</a>
          </li>
          {(['requests', 'complaints'] as const).map((place) => (
            <li>
              <a href={addressOf(face, `/${place}`)}>{say(`nav.${place}`)}</a>
            </li>
          ))}
          <li>
            <a href={addressOf(face, '/requests/status')}>{say('nav.status')}</a>
          </li>
        </ul>
        <Registrations visit={visit} />
      </div>
    </footer>
  )
}

/** The text of a page as the browser gets it. */
export const documentOf = (page: Child): string => `<!DOCTYPE html>${raw(String(page))}`
