import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Child } from 'hono/jsx'
import { Refusal } from '#kernel/refusal.ts'
import { newForm, submitFromPortal, supplyByCode, trackRequest } from '#modules/privacy/index.ts'
import { RequestForm } from '#modules/privacy/privacy.contract.ts'
import { noteRefusal } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { sameOrigin, sourceOf } from '#platform/http/edge.ts'
import type { PublicEnv } from '#platform/http/env.ts'
import { sentenceOf, statusOf } from '#platform/http/problem.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { type Face, faces } from './face.ts'
import { documentOf } from './layout.tsx'
import { makeReply, replyTo } from './reply.ts'
import { blank, requestFormPage, type Typed } from './request-form.tsx'
import { receiptPage, statusFormPage, statusPage } from './request-pages.tsx'
import type { Visit } from './visit.ts'

type VisitOf = (c: Context<PublicEnv>, face: Face, route: { path: string; query: readonly string[] }) => Promise<Visit>

const places = ['/requests', '/complaints'] as const
const statusPlace = '/requests/status'
const html = 'text/html; charset=utf-8'
const bytesMax = 64 * 1024

/** What is asked without a sign-in and without a script. No page of these is kept anywhere, and no code is in an address. */
export function addRequestRoutes(portal: Hono<PublicEnv>, app: App, visitOf: VisitOf): void {
  const showIn =
    ({ locale }: Face) =>
    (page: Child, status = 200) =>
      replyTo(makeReply(status, html, documentOf(page), { caching: 'no-store', 'content-language': locale }), {
        noneMatch: undefined,
        encodings: undefined,
      })
  const tooLarge = () => {
    throw new Refusal('invalid', 'http.too_large')
  }
  const limited = bodyLimit({ maxSize: bytesMax, onError: tooLarge })
  /** The sentence of a refusal for the one who typed; what is no refusal is a fault of ours. */
  const told = async (c: Context<PublicEnv>, face: Face, error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    await noteRefusal(app, c, error)
    return { sentence: sentenceOf(face.locale, error.code, error.data), status: statusOf[error.kind] }
  }

  for (const face of faces) {
    const show = showIn(face)
    for (const place of places) {
      const at = { path: place, query: [] }
      portal.get(face.prefix + place, async (c) =>
        show(requestFormPage(await visitOf(c, face, at), { place, sealed: newForm(app), typed: blank })),
      )
      portal.post(face.prefix + place, withApp(app), sameOrigin, limited, async (c) => {
        const visit = await visitOf(c, face, at)
        const given = await fieldsOf(c)
        const typed: Typed = {
          kind: given('kind'),
          name: given('name'),
          contact: given('contact'),
          words: given('words'),
        }
        const again = (status: number, sentence: string, fields: readonly string[], sealed: string) =>
          show(requestFormPage(visit, { place, sealed, typed, refused: { sentence, fields } }), status)
        const form = RequestForm.safeParse(typed)
        if (!form.success) {
          const fields = [...new Set(form.error.issues.map(({ path }) => String(path[0])))]
          const names = fields.map((field) => translate(face.locale, `privacy.form.${field}`))
          const sentence = translate(face.locale, 'privacy.form.wanting', { fields: names.join(listMark(face)) })
          return again(422, sentence, fields, given('form') || newForm(app))
        }
        try {
          const source = sourceOf(app.env, c)
          const posted = { form: form.data, sealed: given('form'), trap: given('website'), source }
          return show(receiptPage(visit, await submitFromPortal(app, posted)))
        } catch (error) {
          const { sentence, status } = await told(c, face, error)
          // too quick: the same form is sent again; whatever else is wrong with a form, a new one isn't
          const isQuick = error instanceof Refusal && error.code === 'privacy.form_too_quick'
          return again(status, sentence, [], isQuick ? given('form') : newForm(app))
        }
      })
    }
    const at = { path: statusPlace, query: [] }
    portal.get(face.prefix + statusPlace, async (c) => show(statusFormPage(await visitOf(c, face, at), { typed: '' })))
    portal.post(face.prefix + statusPlace, withApp(app), sameOrigin, limited, async (c) => {
      const visit = await visitOf(c, face, at)
      const given = await fieldsOf(c)
      const [code, words, source] = [given('code'), given('words'), sourceOf(app.env, c)]
      try {
        if (code.trim() === '') throw new Refusal('invalid', 'privacy.code_missing')
        const request =
          given('supply') === '' ? await trackRequest(app, code, source) : await supplyByCode(app, code, words, source)
        return show(statusPage(visit, { request, code, words: '' }))
      } catch (error) {
        const { sentence, status } = await told(c, face, error)
        if (!(error instanceof Refusal && isOfWords(error))) {
          return show(statusFormPage(visit, { typed: code.slice(0, 80), refused: sentence }), status)
        }
        const request = await trackRequest(app, code, source)
        return show(statusPage(visit, { request, code, words, refused: sentence }), status)
      }
    })
  }
}

const ofWords = ['privacy.nothing_said', 'privacy.too_many_forms', 'http.secret_mark']

/** What one said was refused, not the code of the request: it stays on the page, to be said otherwise. */
const isOfWords = ({ code }: Refusal): boolean => ofWords.includes(code)

const listMark = ({ locale }: Face): string => (locale === 'en' ? ', ' : '、')

/** What the walls of the API need to know, which the portal has no other use for. */
const withApp =
  (app: App) =>
  (c: Context<PublicEnv>, next: () => Promise<void>): Promise<void> => {
    c.set('app', app)
    c.set('source', sourceOf(app.env, c))
    c.set('requestId', app.ids.random())
    return next()
  }

/** The text of a field; a file or a field that was not sent is empty. */
async function fieldsOf(c: Context<PublicEnv>): Promise<(name: string) => string> {
  const body = await c.req.parseBody().catch((): Record<string, string | File> => ({}))
  return (name) => {
    const value = body[name]
    return typeof value === 'string' ? value.replaceAll('\u0000', '') : ''
  }
}
