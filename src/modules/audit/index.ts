export { searchEvents, searchRefusals } from './audit.service.ts'
export { eventExport } from './export-events.service.ts'
