import type { Context } from 'hono'
import { html } from 'hono/html'

type Operation = { operationId?: string; tags?: string[] }
type Document = { paths?: object | undefined }

/** A plain reading page of the OpenAPI document: every operation with its path; no script needed. */
export const docsPage = (documentOf: () => Document) => (c: Context) => {
  const rows = Object.entries(documentOf().paths ?? {})
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([path, methods]) =>
      Object.entries(methods as object).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
    )
  return c.html(html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>民声 API</title>
    <link rel="stylesheet" href="/portal.css">
    <link rel="icon" href="/portal.svg" type="image/svg+xml">
  </head>
  <body>
    <main class="docs">
      <h1>民声 API</h1>
      <p><a href="/api/openapi.json">OpenAPI 3.1</a>，共 ${rows.length} 个操作。</p>
      <table>
        <thead><tr><th scope="col">分类</th><th scope="col">方法</th><th scope="col">地址</th><th scope="col">操作</th></tr></thead>
        <tbody>${rows.map(
          ({ path, method, operationId, tags }) =>
            html`<tr><td>${tags?.join(' ') ?? ''}</td><td>${method.toUpperCase()}</td><td><code>/api${path}</code></td><td>${operationId ?? ''}</td></tr>`,
        )}</tbody>
      </table>
    </main>
  </body>
</html>`)
}
