import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Locale } from '#kernel/actor.ts'
import { type TokenScope, tokenRequestsMax, tokenScopes } from '#modules/token/token.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { type Description, type Operation, wordsOf } from './description.ts'
import { type Field, fieldsOf } from './docs-fields.ts'

type Listed = { method: string; path: string; operation: Operation }
type Say = (key: string, words?: Record<string, unknown>) => string

/**
 * The reading page of the OpenAPI document: operations by subject, what each takes and answers, and who may. Whole
 * without scripts; the search is a form of the page, and nothing comes from elsewhere.
 */
export const docsPage = (documentOf: () => Description) => (c: Context<PublicEnv>) => {
  const { locale } = c.var
  const say: Say = (key, words = {}) => translate(locale, `docs.${key}`, words)
  const document = documentOf()
  const all = listed(document)
  const sought = (c.req.query('q') ?? '').trim().slice(0, 60)
  const found = all.filter((one) => fits(one, sought.toLowerCase(), locale))
  const byTag = Map.groupBy(found, ({ operation }) => operation.tags?.[0] ?? '')
  const other = locale === 'en' ? 'zh-CN' : 'en'
  c.header('content-language', locale)
  return c.html(html`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${say('title')}</title>
    <link rel="stylesheet" href="/portal.css">
    <link rel="icon" href="/portal.svg" type="image/svg+xml">
  </head>
  <body>
    <main class="docs">
      <header>
        <h1>${say('title')}</h1>
        <a href="?lang=${other}" lang="${other}">${say('other_language')}</a>
      </header>
      <p>${say('lead', { count: all.length })} <a href="/api/openapi.json">${say('document')}</a></p>
      ${sought === '' ? how(say) : ''}
      ${sought === '' ? scopeTable(say, all, locale) : ''}
      <form role="search">
        <label for="q">${say('search')}</label>
        <input id="q" name="q" type="search" value="${sought}" maxlength="60">
        <input type="hidden" name="lang" value="${locale}">
        <button>${say('find')}</button>
      </form>
      ${sought === '' ? '' : html`<p role="status">${say('found', { count: found.length, sought })} <a href="?lang=${locale}">${say('all')}</a></p>`}
      ${sought === '' ? html`<nav aria-label="${say('subjects')}">${[...byTag].map(([tag, ofTag]) => html`<a href="#${tag}">${tagWord(locale, tag)} ${ofTag.length}</a>`)}</nav>` : ''}
      ${[...byTag].map(
        ([tag, ofTag]) => html`<section aria-labelledby="${tag}">
        <h2 id="${tag}">${tagWord(locale, tag)}</h2>
        ${ofTag.map((one) => operationOf(say, document, one, locale))}
      </section>`,
      )}
    </main>
  </body>
</html>`)
}

const listed = ({ paths }: Description): Listed[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    )
    .toSorted((one, other) => one.path.localeCompare(other.path))

const tagWord = (locale: Locale, tag: string): string =>
  isTranslated(locale, `docs.tags.${tag}`) ? translate(locale, `docs.tags.${tag}`) : tag

function fits({ method, path, operation }: Listed, sought: string, locale: Locale): boolean {
  const tag = operation.tags?.[0] ?? ''
  const { summary, description = '' } = wordsOf(path, operation, locale)
  const text = `${method} /api${path} ${operation.operationId ?? ''} ${tag} ${tagWord(locale, tag)} ${summary} ${description}`
  return text.toLowerCase().includes(sought)
}

const scopeOf = ({ security = [] }: Operation): TokenScope | undefined =>
  tokenScopes.find((scope) => security.some(({ token = [] }) => token.includes(scope)))

const how = (say: Say) =>
  html`<ul>${['token', 'problem', 'once', 'version', 'pages'].map(
    (key) => html`<li>${say(`how.${key}`, { count: tokenRequestsMax })}</li>`,
  )}</ul>`

const scopeTable = (say: Say, all: readonly Listed[], locale: Locale) => html`<h2>${say('scopes')}</h2>
      <p>${say('scopes_lead')}</p>
      <div class="scroll" tabindex="0"><table>
        <thead><tr><th scope="col">${say('scope')}</th><th scope="col">${say('opens')}</th><th scope="col">${say('operations')}</th></tr></thead>
        <tbody>${tokenScopes.map(
          (scope) =>
            html`<tr><th scope="row"><code>${scope}</code></th><td>${translate(locale, `token.scopes.${scope}`)}</td><td>${all
              .filter(({ operation }) => scopeOf(operation) === scope)
              .map(
                ({ path, operation }) =>
                  html`<a href="#${operation.operationId}" title="${operation.operationId}">${wordsOf(path, operation, locale).summary}</a> `,
              )}</td></tr>`,
        )}</tbody>
      </table></div>`

function operationOf(say: Say, document: Description, { method, path, operation }: Listed, locale: Locale) {
  const scope = scopeOf(operation)
  const answers = Object.entries(operation.responses).filter(([status]) => status < '400')
  const refused = Object.keys(operation.responses).filter((status) => status >= '400')
  const who =
    operation.security?.length === 0
      ? say('open')
      : scope
        ? `${say('signed_in')} · ${translate(locale, `token.scopes.${scope}`)}`
        : say('signed_in_only')
  const { summary, description } = wordsOf(path, operation, locale)
  return html`<details id="${operation.operationId}">
          <summary><strong>${summary}</strong> <span class="method">${method}</span> <code>/api${path}</code> <span class="quiet">${operation.operationId}</span></summary>
          ${description ? html`<p>${description}</p>` : ''}
          <p>${say('who')}${who}</p>
          ${table(say, 'parameters', fieldsOf(document, { parameters: operation.parameters }))}
          ${table(say, 'body', fieldsOf(document, { body: operation.requestBody }))}
          ${answers.map(
            ([status, answer]) =>
              html`<p>${say('answer')}<strong>${status}</strong> <span lang="en">${answer.description}</span></p>${table(say, 'answer_fields', fieldsOf(document, { body: answer }))}`,
          )}
          <p>${say('refusals')}${refused.join(say('between'))}</p>
        </details>`
}

const table = (say: Say, key: string, fields: readonly Field[]) =>
  fields.length === 0
    ? ''
    : html`<div class="scroll" tabindex="0"><table>
            <caption>${say(key)}</caption>
            <thead><tr><th scope="col">${say('field')}</th><th scope="col">${say('type')}</th><th scope="col">${say('needed')}</th></tr></thead>
            <tbody>${fields.map(
              ({ name, type, isNeeded, at }) =>
                html`<tr><th scope="row"><code>${name}</code>${at ? html` <span class="quiet">${say(`at.${at}`)}</span>` : ''}</th><td><code>${type}</code></td><td>${isNeeded ? say('yes') : ''}</td></tr>`,
            )}</tbody>
          </table></div>`
