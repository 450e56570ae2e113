export { exportRequestRoute, exportRoute, workbookHeaders } from './export.routes.ts'
export { defineExport, trackExport } from './export.service.ts'
