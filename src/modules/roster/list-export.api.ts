import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import { peopleQuery, standInQuery } from '#modules/identity/index.ts'
import { congressesQuery } from '#modules/organisation/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { router } from '#platform/http/routes.ts'
import { congressExport, importExport, peopleExport } from './list-exports.service.ts'
import { listQuery } from './roster.contract.ts'
import { standInExport } from './stand-in-export.service.ts'

const unpaged = { cursor: true, limit: true } as const
const ofStandIns = { tag: 'people', query: standInQuery.omit(unpaged) }
const ofPeople = { tag: 'people', query: peopleQuery.omit(unpaged) }
const ofCongresses = { tag: 'organisation', query: congressesQuery.omit(unpaged) }
const ofImports = { tag: 'roster', query: listQuery.omit(unpaged) }

const standIns = exportRoute({ path: '/stand-ins/export.xlsx', operationId: 'exportStandIns', ...ofStandIns })
const standInsAsked = exportRequestRoute({
  path: '/stand-ins/export-requests',
  operationId: 'askStandInExport',
  ...ofStandIns,
})
const people = exportRoute({ path: '/people/export.xlsx', operationId: 'exportPeople', ...ofPeople })
const peopleAsked = exportRequestRoute({
  path: '/people/export-requests',
  operationId: 'askPeopleExport',
  ...ofPeople,
})
const congresses = exportRoute({ path: '/congresses/export.xlsx', operationId: 'exportCongresses', ...ofCongresses })
const congressesAsked = exportRequestRoute({
  path: '/congresses/export-requests',
  operationId: 'askCongressExport',
  ...ofCongresses,
})
const imports = exportRoute({ path: '/imports/export.xlsx', operationId: 'exportImports', ...ofImports })
const importsAsked = exportRequestRoute({
  path: '/imports/export-requests',
  operationId: 'askImportExport',
  ...ofImports,
})

/** The lists of the modules below as workbooks: who, where, who for whom, and what was brought in. */
export const listExportApi = router<MemberEnv>()
  .openapi(standIns, async (c) => {
    const workbook = await standInExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('stand-ins', workbook))
  })
  .openapi(standInsAsked, async (c) =>
    c.json({ approvalId: await standInExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(people, async (c) => {
    const workbook = await peopleExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('people', workbook))
  })
  .openapi(peopleAsked, async (c) =>
    c.json({ approvalId: await peopleExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(congresses, async (c) => {
    const workbook = await congressExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('congresses', workbook))
  })
  .openapi(congressesAsked, async (c) =>
    c.json({ approvalId: await congressExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
  .openapi(imports, async (c) => {
    const workbook = await importExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(workbook.bytes, 200, workbookHeaders('imports', workbook))
  })
  .openapi(importsAsked, async (c) =>
    c.json({ approvalId: await importExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
