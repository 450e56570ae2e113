import { privacyLimits, type RequestKind, requestKinds } from '#modules/privacy/privacy.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import type { Visit } from './visit.ts'

/** What was typed: it is there again when the form is refused. */
export type Typed = { kind: string; name: string; contact: string; words: string }
export const blank: Typed = { kind: '', name: '', contact: '', words: '' }

type FormState = {
  place: '/requests' | '/complaints'
  /** Sealed: when this form was opened, and which one it is. */
  sealed: string
  typed: Typed
  /** Why it was not taken, and which of its fields are meant. */
  refused?: { sentence: string; fields: readonly string[] } | undefined
}

export const privacyWords = ({ face }: Pick<Visit, 'face'>, key: string, facts?: Record<string, unknown>): string =>
  translate(face.locale, `privacy.${key}`, facts)

const kindsOf = (place: FormState['place']): readonly RequestKind[] =>
  place === '/complaints' ? ['complaint'] : requestKinds.filter((kind) => kind !== 'complaint')

/** 个人信息请求 and 投诉举报 in one form that posts without a script. */
export function requestFormPage(visit: Visit, state: FormState) {
  const { face } = visit
  const { place, sealed, typed, refused } = state
  const say = (key: string, facts?: Record<string, unknown>) => privacyWords(visit, key, facts)
  const page = place === '/complaints' ? 'complaint' : 'request'
  const kinds = kindsOf(place)
  return (
    <Layout visit={visit} title={say(`form.${page}.title`)}>
      <h1>{say(`form.${page}.title`)}</h1>
      <p class="intro">{say(`form.${page}.intro`, { days: privacyLimits.answerWorkdays })}</p>
      <p>
        <a class="button plain" href={addressOf(face, '/requests/status')}>
          {say('form.toStatus')}
        </a>
      </p>
      {refused ? (
        <p class="refused" role="alert" id="refused">
          {refused.sentence}
        </p>
      ) : null}
      <form class="ask" action={addressOf(face, place)} method="post" novalidate>
        <input type="hidden" name="form" value={sealed} />
        {kinds.length === 1 ? (
          <input type="hidden" name="kind" value={kinds[0]} />
        ) : (
          <fieldset {...(refused?.fields.includes('kind') && { class: 'wanting', 'aria-describedby': 'refused' })}>
            <legend>{say('form.kind')}</legend>
            {kinds.map((kind) => (
              <label class="pick">
                <input type="radio" name="kind" value={kind} checked={typed.kind === kind} required />
                <span>
                  {say(`kinds.${kind}`)}
                  <small>{say(`explained.${kind}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <Line visit={visit} name="name" typed={typed} refused={refused} complete="name" max={privacyLimits.nameMax} />
        <Line
          visit={visit}
          name="contact"
          typed={typed}
          refused={refused}
          complete="tel"
          max={privacyLimits.contactMax}
        />
        <p>
          <label for="words">{say('form.words')}</label>
          <small id="words-hint">{say(`form.${page}.wordsHint`, { max: privacyLimits.wordsMax })}</small>
          <textarea
            id="words"
            name="words"
            rows={7}
            required
            aria-describedby="words-hint"
            aria-invalid={refused?.fields.includes('words') ? 'true' : undefined}
          >
            {typed.words}
          </textarea>
        </p>
        {/* no person sees it; what fills it in is a program */}
        <p class="unseen" aria-hidden="true">
          <label for="website">{say('form.trap')}</label>
          <input id="website" type="text" name="website" tabindex={-1} autocomplete="off" />
        </p>
        <p class="note">
          {say('form.notice')} <a href={addressOf(face, '/privacy')}>{visit.say('nav.privacy')}</a>
        </p>
        <p>
          <button type="submit">{say('form.send')}</button>
        </p>
      </form>
    </Layout>
  )
}

type LineProps = {
  visit: Visit
  name: 'name' | 'contact'
  typed: Typed
  refused: FormState['refused']
  complete: string
  max: number
}

const Line = ({ visit, name, typed, refused, complete }: LineProps) => (
  <p>
    <label for={name}>{privacyWords(visit, `form.${name}`)}</label>
    <small id={`${name}-hint`}>{privacyWords(visit, `form.${name}Hint`)}</small>
    <input
      id={name}
      type="text"
      name={name}
      value={typed[name]}
      autocomplete={complete}
      required
      aria-describedby={`${name}-hint`}
      aria-invalid={refused?.fields.includes(name) ? 'true' : undefined}
    />
  </p>
)
