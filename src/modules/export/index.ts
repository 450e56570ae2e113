export { exportRequestRoute, exportRoute, workbookHeaders } from './export.routes.ts'
export { defineExport } from './export.service.ts'
