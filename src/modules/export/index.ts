export { exportRequestRoute, exportRoute, workbookHeaders } from './export.routes.ts'
export { defineExport, trackExport } from './export.service.ts'
export { type ColumnLine, columnsIn, type Say } from './export.ts'
