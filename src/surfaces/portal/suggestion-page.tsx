import type { Child } from 'hono/jsx'
import { shanghaiDate } from '#kernel/clock.ts'
import {
  findPage,
  findPagePromises,
  findPageSteps,
  type PublicContent,
  type PublicPromise,
} from '#modules/publication/index.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { fullDate } from './day-words.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import { sharePath } from './share-picture.ts'
import { Day, Moment, PromiseSign, StateSign } from './signs.tsx'
import { isId } from './suggestion-search.ts'
import { categoryWords, inChinese, type Visit } from './visit.ts'

type Published = NonNullable<Awaited<ReturnType<typeof findPage>>>

/** One published suggestion: where it stands, its text, its answers, and what happened when. */
export async function suggestionPage(visit: Visit) {
  const page = isId(visit.id) ? await findPage(visit.app.portalDb, visit.id) : undefined
  if (!page) return undefined
  const { say } = visit
  const promises = await findPagePromises(visit.app.portalDb, page.id)
  const steps = await findPageSteps(visit.app.portalDb, page.id)
  return (
    <Layout visit={visit} title={page.title} share={{ path: sharePath(page.id), kind: 'article' }}>
      <article class="case">
        <p class="back">
          <a href={addressOf(visit.face, '/suggestions')}>{say('page.back')}</a>
        </p>
        <h1 {...inChinese(visit)}>{page.title}</h1>
        <Standing visit={visit} page={page} />
        <Facts visit={visit} page={page} />
        <section>
          <h2>{say('page.text')}</h2>
          {(['subject', 'grounds', 'proposal'] as const).map((part) =>
            page.content[part].trim() === '' ? null : (
              <>
                <h3>{say(`page.${part}`)}</h3>
                <Paragraphs visit={visit} text={page.content[part]} />
              </>
            ),
          )}
        </section>
        <section>
          <h2>{say('page.answers')}</h2>
          {page.content.answers.length === 0 ? <p class="empty">{say('page.noAnswer')}</p> : null}
          {latestFirst(page.content).map((answer) => (
            <div class="answer">
              <h3 {...inChinese(visit)}>{answer.unitName}</h3>
              <p class="facts">
                <span>
                  <time datetime={answer.sentOn}>
                    {say('page.answeredOn', { on: fullDate(visit.face.locale, answer.sentOn) })}
                  </time>
                </span>
                <span>{classWords(visit, answer.class)}</span>
              </p>
              <Paragraphs visit={visit} text={answer.body} />
            </div>
          ))}
        </section>
        <Promises visit={visit} promises={promises} isWithdrawn={page.state === 'withdrawn'} />
        <section>
          <h2>{say('page.timeline')}</h2>
          <ol class="timeline">
            {stepsOf(visit, page, steps).map(({ when, what }) => (
              <li>
                <p class="when">{when}</p>
                <p>{what}</p>
              </li>
            ))}
          </ol>
        </section>
        <p class="note">{say('page.note')}</p>
      </article>
    </Layout>
  )
}

type Step = Awaited<ReturnType<typeof findPageSteps>>[number]
type Promised = Awaited<ReturnType<typeof findPagePromises>>[number]

type PromisesGiven = { visit: Visit; promises: readonly Promised[]; isWithdrawn: boolean }

/** What a withdrawal leaves of a promise: one that was kept or explained stays so, nobody follows the others on. */
const standingOf = (state: PublicPromise['state'], isWithdrawn: boolean) =>
  isWithdrawn && state !== 'kept' && state !== 'explained' ? 'dropped' : state

/** What the units have promised: who, until when, and what became of it, each in one sentence. */
const Promises = ({ visit, promises, isWithdrawn }: PromisesGiven) => {
  const { say, face } = visit
  if (promises.length === 0) return null
  const kept = promises.filter(({ state }) => state === 'kept').length
  return (
    <section class="promises">
      <h2>{say('promises.title')}</h2>
      <p>{say('promises.sum', { made: promises.length, kept })}</p>
      <ul>
        {promises.map(({ unit_name, due_on, first_due_on, state }) => (
          <li>
            <p>
              {say('promises.made', { unit: unit_name, on: fullDate(face.locale, due_on) })}
              {first_due_on === null ? '' : say('promises.put_off', { first: fullDate(face.locale, first_due_on) })}
            </p>
            <PromiseSign visit={visit} state={standingOf(state as PublicPromise['state'], isWithdrawn)} />
          </li>
        ))}
      </ul>
      <p class="note">{say(isWithdrawn ? 'promises.note_withdrawn' : 'promises.note')}</p>
    </section>
  )
}

const latestFirst = ({ answers }: PublicContent) =>
  answers.toSorted((one, other) => (one.sentOn < other.sentOn ? 1 : -1))

/** One plain sentence, and what comes next. */
const Standing = ({ visit, page }: { visit: Visit; page: Published }) => {
  const { face, say } = visit
  const last = latestFirst(page.content)[0]
  const facts = { unit: last?.unitName ?? page.unit_names, on: last ? fullDate(face.locale, last.sentOn) : '' }
  return (
    <div class="standing">
      <StateSign visit={visit} state={page.state} />
      <p>{say(`standing.${page.state}`, facts)}</p>
    </div>
  )
}

const Facts = ({ visit, page }: { visit: Visit; page: Published }) => {
  const { say } = visit
  const facts: [string, Child][] = [
    ['number', page.number],
    ['category', categoryWords(visit, page.category)],
    ['congress', page.congress_name],
    ['units', page.unit_names],
    ['proposedOn', <Day visit={visit} date={page.proposed_on} />],
  ]
  return (
    <dl class="properties">
      {facts.map(([name, value]) =>
        value === '' ? null : (
          <div>
            <dt>{say(`page.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

const Paragraphs = ({ visit, text }: { visit: Visit; text: string }) => (
  <>
    {text
      .split(/\n+/u)
      .filter((line) => line.trim() !== '')
      .map((line) => (
        <p {...inChinese(visit)}>{line.trim()}</p>
      ))}
  </>
)

const classWords = ({ face }: Visit, answerClass: string): string => {
  const key = `suggestion.classes.${answerClass}`
  return isTranslated(face.locale, key) ? translate(face.locale, key) : answerClass
}

// on one day: what leads to an answer, the answer, what follows from it
const beforeAnswer: ReadonlySet<string> = new Set(['proposed', 'registered', 'accepted', 'assigned'])
const rankOf = (step: string): number => (step === 'answered' ? 1 : beforeAnswer.has(step) ? 0 : 2)

/** Newest first, as far as the published copy knows: organs and dates, never a person. */
function stepsOf(visit: Visit, page: Published, told: readonly Step[]): { when: Child; what: string }[] {
  const { say } = visit
  const happened = [
    { step: 'proposed', on: page.proposed_on, organ: page.congress_name },
    ...told.map(({ step, happened_on: on }) => ({ step, on, organ: page.congress_name })),
    ...page.content.answers.map(({ unitName, sentOn }) => ({ step: 'answered', on: sentOn, organ: unitName })),
  ]
  const published = {
    step: 'published',
    on: shanghaiDate(page.published_at),
    organ: page.congress_name,
    when: <Moment visit={visit} at={page.published_at} />,
  }
  return [...happened.map((one) => ({ ...one, when: <Day visit={visit} date={one.on} /> })), published]
    .toSorted((one, other) => one.on.localeCompare(other.on) || rankOf(one.step) - rankOf(other.step))
    .map(({ step, organ, when }) => ({ when, what: say(`steps.${step}`, { organ }) }))
    .toReversed()
}
