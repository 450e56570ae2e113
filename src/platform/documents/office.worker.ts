import type { OfficeTasks } from './office-file.ts'
import { inspectOffice } from './office-inspector.ts'
import { serveTasks } from './worker-tasks.ts'

serveTasks<OfficeTasks>({ inspectOffice: async ({ bytes, limits }) => inspectOffice(bytes, limits) })
