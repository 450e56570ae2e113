import { createRoute, z } from '@hono/zod-openapi'
import { decodeCursor, listMark, toPage } from '#kernel/page.ts'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import { seesProfile } from '#modules/identity/index.ts'
import { savedAs } from '#platform/http/download.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { done, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { translate } from '#platform/i18n/i18n.ts'
import * as people from './deputy-list.contract.ts'
import { sortKeyOf } from './deputy-list.queries.ts'
import { deputyComposition, listDeputies } from './deputy-list.service.ts'
import { accountExport } from './export-accounts.service.ts'
import { rosterExport, templateOf } from './export-roster.service.ts'
import { discardImport, getImport, listImportRows, orderApply, startImport } from './import.service.ts'
import { pageOfImports } from './import.view.ts'
import { importKindOf } from './import-kind.registry.ts'
import * as contract from './roster.contract.ts'
import { printActivationSlips } from './slips.service.ts'

const tags = ['roster']
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const file = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
})

const upload = createRoute({
  method: 'post',
  path: '/imports',
  operationId: 'startImport',
  tags,
  request: { body: { required: true, content: { 'multipart/form-data': { schema: contract.UploadBody } } } },
  responses: { 202: ok(contract.ImportView, 'Taken in; the preview is being made'), ...refusals(403) },
})
const list = createRoute({
  method: 'get',
  path: '/imports',
  operationId: 'listImports',
  tags,
  request: { query: contract.listQuery },
  responses: { 200: ok(contract.ImportPage), ...refusals(403) },
})
const view = createRoute({
  method: 'get',
  path: '/imports/{id}',
  operationId: 'getImport',
  tags,
  request: { params: idParam },
  responses: { 200: ok(contract.ImportView), ...refusals(404) },
})
const rows = createRoute({
  method: 'get',
  path: '/imports/{id}/rows',
  operationId: 'listImportRows',
  tags,
  request: { params: idParam, query: contract.rowQuery },
  responses: { 200: ok(contract.RowPage), ...refusals(404) },
})
const apply = createRoute({
  method: 'post',
  path: '/imports/{id}/apply',
  operationId: 'applyImport',
  tags,
  request: { params: idParam, body: jsonBody(contract.ApplyBody) },
  responses: {
    202: ok(contract.ImportView, 'Being written, or waits for a second person'),
    ...refusals(403, 404, 409),
  },
})
const discard = createRoute({
  method: 'delete',
  path: '/imports/{id}',
  operationId: 'discardImport',
  tags,
  request: { params: idParam, query: contract.discardQuery },
  responses: { 204: done, ...refusals(404, 409) },
})
const template = createRoute({
  method: 'get',
  path: '/imports/templates/{file}',
  operationId: 'getImportTemplate',
  tags,
  request: { params: z.object({ file: contract.FileName }) },
  responses: { 200: file(xlsx, 'An empty table with its headings'), ...refusals() },
})
const accountsExported = exportRoute({
  path: '/accounts/export.xlsx',
  operationId: 'exportAccounts',
  tag: 'accounts',
  query: contract.AccountExportQuery,
})
const accountsAsked = exportRequestRoute({
  path: '/accounts/export-requests',
  operationId: 'askAccountsExport',
  tag: 'accounts',
  query: contract.AccountExportQuery,
})
const exported = exportRoute({
  path: '/rosters/{kind}/export.xlsx',
  operationId: 'exportRoster',
  tag: 'roster',
  query: people.exportQuery,
  params: z.object({ kind: contract.RosterKind }),
})
const exportAsked = exportRequestRoute({
  path: '/rosters/{kind}/export-requests',
  operationId: 'askRosterExport',
  tag: 'roster',
  query: people.exportQuery,
  params: z.object({ kind: contract.RosterKind }),
})
const deputiesList = createRoute({
  method: 'get',
  path: '/deputies',
  operationId: 'listDeputies',
  'x-rows-move': true,
  tags,
  request: { query: people.deputyQuery },
  responses: { 200: ok(people.DeputyPage), ...refusals(403) },
})
const composition = createRoute({
  method: 'get',
  path: '/deputies/statistics',
  operationId: 'getDeputyComposition',
  tags,
  request: { query: people.compositionQuery },
  responses: { 200: ok(people.CompositionView), ...refusals(403) },
})
const slips = createRoute({
  method: 'post',
  path: '/activation-slips',
  operationId: 'printActivationSlips',
  tags,
  request: { body: jsonBody(people.SlipBody) },
  responses: { 200: file('application/pdf', 'Eight slips on a page'), ...refusals(403, 409) },
})

const attachment = (disposition: string, type: string) => ({
  'content-type': type,
  'content-disposition': disposition,
  'cache-control': 'no-store',
})

export const rosterApi = router<MemberEnv>()
  .openapi(template, async (c) => {
    const { file: kind } = c.req.valid('param')
    const words = translate(c.var.locale, 'roster.template', { title: importKindOf(kind).form.title })
    const name = savedAs(words, `${kind}-template`, 'xlsx')
    // the names of its columns are read again, in Chinese
    return c.body(Buffer.from(await templateOf(kind)), 200, { ...attachment(name, xlsx), 'content-language': 'zh-CN' })
  })
  .openapi(upload, async (c) => {
    const { app, actor, locale } = c.var
    const { kind, file: given } = c.req.valid('form')
    const bytes = new Uint8Array(await given.arrayBuffer())
    return c.json(
      contract.presentImport(await startImport(app, actor, { kind, fileName: given.name, bytes }), locale),
      202,
    )
  })
  .openapi(list, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(await pageOfImports(app, actor, c.req.valid('query'), locale), 200)
  })
  .openapi(view, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(contract.presentImport(await getImport(app, actor, c.req.valid('param').id), locale), 200)
  })
  .openapi(rows, async (c) => {
    const { app, actor, locale } = c.var
    const { filter, cursor, limit } = c.req.valid('query')
    const { id } = c.req.valid('param')
    const mark = listMark('import-rows', { id, filter })
    const page = { outcome: filter, after: decodeCursor(cursor, ['number'], mark), limit }
    const found = await listImportRows(app, actor, id, page)
    const present = (row: (typeof found.rows)[number]) => contract.presentRow(row, locale)
    return c.json(
      toPage(found.rows, limit, found.counted, ({ ordinal }) => [ordinal], present, mark),
      200,
    )
  })
  .openapi(apply, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(
      contract.presentImport(await orderApply(app, actor, c.req.valid('param').id, c.req.valid('json')), locale),
      202,
    )
  })
  .openapi(discard, async (c) => {
    const { app, actor } = c.var
    await discardImport(app, actor, c.req.valid('param').id, c.req.valid('query').version)
    return c.body(null, 204)
  })
  .openapi(accountsExported, async (c) => {
    const workbook = await accountExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('accounts', workbook))
  })
  .openapi(accountsAsked, async (c) =>
    c.json({ approvalId: await accountExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(exportAsked, async (c) => {
    const query = { ...c.req.valid('query'), ...c.req.valid('param') }
    return c.json({ approvalId: await rosterExport.ask(c.var.app, c.var.actor, query) }, 201)
  })
  .openapi(exported, async (c) => {
    const query = { ...c.req.valid('query'), ...c.req.valid('param') }
    const workbook = await rosterExport.take(c.var.app, c.var.actor, query)
    return c.body(workbook.bytes, 200, workbookHeaders(query.kind, workbook))
  })
  .openapi(composition, async (c) => {
    const { app, actor } = c.var
    return c.json(await deputyComposition(app, actor, c.req.valid('query')), 200)
  })
  .openapi(deputiesList, async (c) => {
    const { app, actor } = c.var
    const { sort, cursor, limit, ...filter } = c.req.valid('query')
    const mark = listMark('deputies', { ...filter, sort })
    const found = await listDeputies(app, actor, filter, {
      sort,
      after: decodeCursor(cursor, ['word', 'id'], mark),
      limit,
    })
    const cursorOf = (row: (typeof found.rows)[number]) => [sortKeyOf(row, sort), row.id]
    const present = (row: (typeof found.rows)[number]) => people.presentDeputy(row, seesProfile(actor, row.person_id))
    return c.json(toPage(found.rows, limit, found.counted, cursorOf, present, mark), 200)
  })
  .openapi(slips, async (c) => {
    const { app, actor } = c.var
    const { ids, filter } = c.req.valid('json')
    const origin = app.env.PUBLIC_URL ?? new URL(c.req.url).origin
    const printed = await printActivationSlips(app, actor, { filter: { ...filter, ids }, origin })
    return c.body(Buffer.from(printed.pdf), 200, {
      ...attachment(
        savedAs(translate(c.var.locale, 'roster.slip.title'), 'activation-slips', 'pdf'),
        'application/pdf',
      ),
      'x-slips-printed': String(printed.printed),
      'x-accounts-already-open': String(printed.alreadyOpen),
      'x-slips-handwritten': String(printed.handwritten.length),
    })
  })
