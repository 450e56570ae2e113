import type { Child } from 'hono/jsx'
import { privacyNotices } from '#modules/privacy/privacy.ts'
import { plainDate } from './day-words.ts'
import { addressOf, plainFaces } from './face.ts'
import { Layout } from './layout.tsx'
import type { Visit } from './visit.ts'

/** Headings and paragraphs that stand in the locale file as `<page>.<section>.title` and `.text`. */
const plainPage =
  (page: string, title: string, sections: readonly string[], after?: (visit: Visit) => Child) => (visit: Visit) => {
    const { say } = visit
    return (
      <Layout visit={visit} title={say(title)}>
        <h1>{say(title)}</h1>
        <p class="intro">{say(`${page}.intro`)}</p>
        {sections.map((section) => (
          <section>
            <h2>{say(`${page}.${section}.title`)}</h2>
            {say(`${page}.${section}.text`)
              .split('\n')
              .map((line) => (
                <p>{line}</p>
              ))}
          </section>
        ))}
        {after?.(visit)}
      </Layout>
    )
  }

export const accessibilityPage = plainPage('accessibility', 'nav.accessibility', [
  'standard',
  'done',
  'large',
  'limits',
  'help',
])

const privacyWords = plainPage(
  'privacy',
  'nav.privacy',
  ['browsing', 'given', 'published', 'signIn', 'rights'],
  (visit) => (
    <>
      <p class="note">
        {visit.say('privacy.version', {
          version: privacyNotices[0].version,
          on: plainDate(visit.face.locale, privacyNotices[0].effectiveOn),
        })}
      </p>
      <p class="act">
        <a class="button" href={addressOf(visit.face, '/requests')}>
          {visit.say('privacy.act')}
        </a>{' '}
        <a class="button plain" href={addressOf(visit.face, '/complaints')}>
          {visit.say('privacy.complain')}
        </a>
      </p>
    </>
  ),
)

/** 隐私告知: which version it is, since when, and where one asks. */
export const privacyPage = (visit: Visit) => privacyWords(visit)

const fields = [
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

/** 开放数据: the same rows as the list, for programs and spreadsheets. */
export const openDataPage = (visit: Visit) => {
  const { say, face } = visit
  const plain = plainFaces[face.locale === 'en' ? 1 : 0]
  return (
    <Layout visit={visit} title={say('nav.openData')}>
      <h1>{say('nav.openData')}</h1>
      <p class="intro">{say('openData.intro')}</p>
      <ul>
        {(['csv', 'json', 'atom'] as const).map((form) => (
          <li>
            <a href={addressOf(plain, `/suggestions.${form}`)}>{say(`openData.${form}`)}</a>
          </li>
        ))}
        <li>
          <a href="/api/record/checkpoint">{say('openData.checkpoint')}</a>
        </li>
      </ul>
      <section>
        <h2>{say('openData.fieldsTitle')}</h2>
        <ul class="organs">
          {fields.map((field) => (
            <li>{say(`columns.${field}`)}</li>
          ))}
        </ul>
        <p>{say('openData.limit')}</p>
      </section>
    </Layout>
  )
}

/** 没有这个页面, and whatever else went wrong: what happened, and what one can do now. */
export const troublePage = (visit: Visit, trouble: 'notFound' | 'badAddress' | 'broken' | 'foreign' | 'tooLarge') => {
  const { say, face } = visit
  return (
    <Layout visit={visit} title={say(`trouble.${trouble}.title`)}>
      <h1>{say(`trouble.${trouble}.title`)}</h1>
      <p class="intro">{say(`trouble.${trouble}.text`)}</p>
      <ul>
        <li>
          <a href={addressOf(face, '/')}>{say('nav.home')}</a>
        </li>
        <li>
          <a href={addressOf(face, '/suggestions')}>{say('nav.suggestions')}</a>
        </li>
      </ul>
    </Layout>
  )
}
