import { exportRequestRoute, exportRoute, workbookHeaders } from '#modules/export/index.ts'
import { standInQuery } from '#modules/identity/index.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { router } from '#platform/http/routes.ts'
import { standInExport } from './stand-in-export.service.ts'

const tag = 'people'
const query = standInQuery.omit({ cursor: true, limit: true })

const exported = exportRoute({ path: '/stand-ins/export.xlsx', operationId: 'exportStandIns', tag, query })
const asked = exportRequestRoute({
  path: '/stand-ins/export-requests',
  operationId: 'askStandInExport',
  tag,
  query,
})

/** The list of delegations as a workbook. */
export const standInExportApi = router<MemberEnv>()
  .openapi(exported, async (c) => {
    const { bytes, rows } = await standInExport.take(c.var.app, c.var.actor, c.req.valid('query'))
    return c.body(bytes, 200, workbookHeaders('stand-ins', rows))
  })
  .openapi(asked, async (c) =>
    c.json({ approvalId: await standInExport.ask(c.var.app, c.var.actor, c.req.valid('query')) }, 201),
  )
