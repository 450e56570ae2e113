import { createRoute, z } from '@hono/zod-openapi'
import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import type { PaperFormat } from '#platform/documents/paper.ts'
import { savedAs } from '#platform/http/download.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { Id, idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { listIssued, paperExport } from './list-issued.service.ts'
import { zipNotes } from './meeting-notes.service.ts'
import {
  CasePaperKindShape,
  CasePapers,
  CasePreviewQuery,
  Format,
  ListPaperKindShape,
  NewPaper,
  PaperExportQuery,
  PaperListQuery,
  PaperPage,
  PaperView,
  PeriodQuery,
} from './paper.contract.ts'
import { issuePaper, papersOfCase, previewCasePaper, previewListPaper, printIssued } from './paper.service.ts'
import { officialLocale } from './paper-words.service.ts'

const tags = ['paper']
const types: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}
const file = {
  description: 'The paper',
  content: Object.fromEntries(Object.values(types).map((type) => [type, { schema: z.string() }])),
}
const headers = (words: string, plain: string, format: PaperFormat) => ({
  'content-type': types[format],
  'content-disposition': savedAs(words, plain, format),
  'cache-control': 'private, no-store',
})

const ofCase = createRoute({
  method: 'get',
  path: '/suggestions/{id}/papers',
  operationId: 'listPapersOfSuggestion',
  tags,
  request: { params: idParam },
  responses: { 200: ok(CasePapers), ...refusals(404) },
})
const previewOfCase = createRoute({
  method: 'get',
  path: '/suggestions/{id}/papers/{kind}',
  operationId: 'previewPaperOfSuggestion',
  tags,
  request: { params: z.object({ id: Id, kind: CasePaperKindShape }), query: CasePreviewQuery },
  responses: { 200: file, ...refusals(403, 404, 409) },
})
const previewOfPeriod = createRoute({
  method: 'get',
  path: '/paper-previews/{kind}',
  operationId: 'previewPaperOfPeriod',
  tags,
  request: { params: z.object({ kind: ListPaperKindShape }), query: PeriodQuery },
  responses: { 200: file, ...refusals(403, 409) },
})
const issue = createRoute({
  method: 'post',
  path: '/papers',
  operationId: 'issuePaper',
  tags,
  request: { body: jsonBody(NewPaper) },
  responses: { 201: ok(PaperView, 'Issued under a number'), ...refusals(403, 404, 409) },
})
const list = createRoute({
  method: 'get',
  path: '/papers',
  operationId: 'listPapers',
  tags,
  request: { query: PaperListQuery },
  responses: { 200: ok(PaperPage, 'What the organ acted for has issued'), ...refusals(403) },
})
const exported = exportRoute({
  path: '/papers/export.xlsx',
  operationId: 'exportPapers',
  tag: 'paper',
  query: PaperExportQuery,
})
const exportAsked = exportRequestRoute({
  path: '/papers/export-requests',
  operationId: 'askPaperExport',
  tag: 'paper',
  query: PaperExportQuery,
})
const download = createRoute({
  method: 'get',
  path: '/papers/{id}/file',
  operationId: 'downloadPaper',
  tags,
  request: { params: idParam, query: z.object({ format: Format }) },
  responses: { 200: file, ...refusals(404) },
})

const notes = createRoute({
  method: 'get',
  path: '/handover-meetings/{id}/notes.zip',
  operationId: 'downloadHandoverNotes',
  tags,
  request: { params: idParam, query: z.object({ format: Format, unit: Id.optional() }) },
  responses: {
    200: {
      description: 'The hand-over notes of the meeting, of all units or of one',
      content: { 'application/zip': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...refusals(404, 409),
  },
})

export const paperApi = router<MemberEnv>()
  .openapi(ofCase, async (c) => c.json(await papersOfCase(c.var.app, c.var.actor, c.req.valid('param').id), 200))
  .openapi(previewOfCase, async (c) => {
    const { id, kind } = c.req.valid('param')
    const asked = c.req.valid('query')
    const bytes = await previewCasePaper(c.var.app, c.var.actor, kind, { caseId: id, ...asked })
    return c.body(Buffer.from(bytes), 200, headers(translate(c.var.locale, `paper.kinds.${kind}`), kind, asked.format))
  })
  .openapi(previewOfPeriod, async (c) => {
    const { kind } = c.req.valid('param')
    const { format, ...period } = c.req.valid('query')
    const bytes = await previewListPaper(c.var.app, c.var.actor, kind, period, format)
    return c.body(Buffer.from(bytes), 200, headers(translate(c.var.locale, `paper.kinds.${kind}`), kind, format))
  })
  .openapi(issue, async (c) => c.json(await issuePaper(c.var.app, c.var.actor, c.req.valid('json')), 201))
  .openapi(list, async (c) => c.json(await listIssued(c.var.app, c.var.actor, c.req.valid('query')), 200))
  .openapi(exported, async (c) => {
    const workbook = await paperExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('papers', workbook))
  })
  .openapi(exportAsked, async (c) =>
    c.json({ approvalId: await paperExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(download, async (c) => {
    const { format } = c.req.valid('query')
    const { id } = c.req.valid('param')
    const { bytes, kind, number } = await printIssued(c.var.app, c.var.actor, id, format)
    const words = `${translate(c.var.locale, `paper.kinds.${kind}`)} ${number}`
    return c.body(Buffer.from(bytes), 200, {
      ...headers(words, kind, format),
      'content-language': officialLocale,
    })
  })
  .openapi(notes, async (c) => {
    const { format, unit } = c.req.valid('query')
    const zip = await zipNotes(c.var.app, c.var.actor, c.req.valid('param').id, { unitId: unit, format })
    return c.body(zip.bytes, 200, {
      'content-type': 'application/zip',
      // what was issued is in the one, what is shown before that in the reader's
      'content-language': [...new Set([officialLocale, c.var.actor.locale])].join(', '),
      'content-disposition': savedAs(translate(c.var.locale, 'paper.kinds.handover_note'), 'handover-notes', 'zip'),
      'cache-control': 'private, no-store',
      'x-export-rows': String(zip.notes),
    })
  })
