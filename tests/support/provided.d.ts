import 'vitest'
import type { TestServer } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The database server of this run. */
    testServer: TestServer
    /** Where the program of the journeys answers. */
    origin: string
    /** Where the Chromium of the journeys is reached. */
    chromium: string
  }
}
