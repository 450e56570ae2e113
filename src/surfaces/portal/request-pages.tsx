import { shanghaiDate } from '#kernel/clock.ts'
import type { Receipt } from '#modules/privacy/index.ts'
import type { TrackedRequest } from '#modules/privacy/privacy.contract.ts'
import { printedCode } from '#modules/privacy/privacy.ts'
import { fullDate } from './day-words.ts'
import { addressOf } from './face.ts'
import { Layout } from './layout.tsx'
import { privacyWords } from './request-form.tsx'
import { inChinese, type Visit } from './visit.ts'

/** The last day of a deadline: the one before whose end it lies. */
const lastDay = (visit: Visit, before: Date): string =>
  fullDate(visit.face.locale, shanghaiDate(new Date(before.getTime() - 1)))
const dayOf = (visit: Visit, at: string): string => fullDate(visit.face.locale, shanghaiDate(new Date(at)))

/** 回执: shown once, to be printed or copied by hand; only the hash of its code is kept. */
export function receiptPage(visit: Visit, receipt: Receipt) {
  const say = (key: string, facts?: Record<string, unknown>) => privacyWords(visit, key, facts)
  return (
    <Layout visit={visit} title={say('receipt.title')}>
      <h1>{say('receipt.title')}</h1>
      <p>{say('receipt.intro')}</p>
      <dl class="properties receipt">
        <div>
          <dt>{say('receipt.code')}</dt>
          <dd>
            <b class="code">{printedCode(receipt.code)}</b>
          </dd>
        </div>
        <div>
          <dt>{say('list.number')}</dt>
          <dd {...inChinese(visit)}>{receipt.number}</dd>
        </div>
        <div>
          <dt>{say('list.receivedOn')}</dt>
          <dd>{dayOf(visit, receipt.receivedAt.toISOString())}</dd>
        </div>
        <div>
          <dt>{say('list.dueOn')}</dt>
          <dd>{lastDay(visit, receipt.dueBefore)}</dd>
        </div>
      </dl>
      <p>{say('receipt.next')}</p>
      <p class="note">{say('receipt.lost')}</p>
      <p>
        <a href={addressOf(visit.face, '/requests/status')}>{say('form.toStatus')}</a>
      </p>
    </Layout>
  )
}

type Asked = { typed: string; refused?: string | undefined }

/** 查进度: the code is posted, so that it stands in no address and no log. */
export function statusFormPage(visit: Visit, { typed, refused }: Asked) {
  const say = (key: string) => privacyWords(visit, key)
  return (
    <Layout visit={visit} title={say('status.title')}>
      <h1>{say('status.title')}</h1>
      <p class="intro">{say('status.intro')}</p>
      {refused ? (
        <p class="refused" role="alert">
          {refused}
        </p>
      ) : null}
      <form class="ask" action={addressOf(visit.face, '/requests/status')} method="post" novalidate>
        <p>
          <label for="code">{say('receipt.code')}</label>
          <small id="code-hint">{say('status.hint')}</small>
          <input
            id="code"
            type="text"
            name="code"
            value={typed}
            autocomplete="off"
            spellcheck={false}
            required
            aria-describedby="code-hint"
            aria-invalid={refused ? 'true' : undefined}
          />
        </p>
        <p>
          <button type="submit">{say('status.look')}</button>
        </p>
      </form>
      <p class="note">{say('receipt.lost')}</p>
    </Layout>
  )
}

/** Where a request stands, what was said, and a place to say what the office asked for. */
export function statusPage(
  visit: Visit,
  of: { request: TrackedRequest; code: string; words: string; refused?: string },
) {
  const { request, code } = of
  const say = (key: string, facts?: Record<string, unknown>) => privacyWords(visit, key, facts)
  return (
    <Layout visit={visit} title={say('status.title')}>
      <h1>{say('status.title')}</h1>
      <div class="standing">
        <p>
          <b>{say(`states.${request.state}`)}</b>
        </p>
        <p>
          {say(`standing.${request.state}`, { due: lastDay(visit, new Date(request.dueBefore)) })}
          {request.isLate && request.endedAt === null ? ` ${say('status.late')}` : ''}
        </p>
        {request.ground ? <p>{say(`grounds.${request.ground}`)}</p> : null}
      </div>
      <dl class="properties">
        <div>
          <dt>{say('list.number')}</dt>
          <dd {...inChinese(visit)}>{request.number}</dd>
        </div>
        <div>
          <dt>{say('list.kind')}</dt>
          <dd>{say(`kinds.${request.kind}`)}</dd>
        </div>
        <div>
          <dt>{say('list.receivedOn')}</dt>
          <dd>{dayOf(visit, request.receivedAt)}</dd>
        </div>
        <div>
          <dt>{say('list.dueOn')}</dt>
          <dd>{lastDay(visit, new Date(request.dueBefore))}</dd>
        </div>
      </dl>
      <section>
        <h2>{say('status.said')}</h2>
        {request.messages.length === 0 ? <p class="empty">{say('status.erased')}</p> : null}
        {request.messages.map((one) => (
          <div class="answer">
            <h3>{say(`authors.${one.author}`)}</h3>
            <p class="facts">{dayOf(visit, one.saidAt)}</p>
            {one.words
              .split(/\n+/u)
              .filter((line) => line.trim() !== '')
              .map((line) => (
                <p {...inChinese(visit)}>{line}</p>
              ))}
          </div>
        ))}
      </section>
      {request.maySupply ? (
        <form class="ask" action={addressOf(visit.face, '/requests/status')} method="post" novalidate>
          <h2>{say('status.supply')}</h2>
          {of.refused ? (
            <p class="refused" role="alert">
              {of.refused}
            </p>
          ) : null}
          <input type="hidden" name="code" value={code} />
          <input type="hidden" name="supply" value="1" />
          <p>
            <label for="words">{say('form.words')}</label>
            <textarea id="words" name="words" rows={5} required>
              {of.words}
            </textarea>
          </p>
          <p>
            <button type="submit">{say('form.send')}</button>
          </p>
        </form>
      ) : null}
    </Layout>
  )
}
