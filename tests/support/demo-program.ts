import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { counting } from './counting.ts'

const root = join(import.meta.dirname, '../..')

/**
 * How the program is started for journeys: as a person would, but in a folder of its own. The program reads `.env` where
 * it is started, and what a developer has set there is no part of a test.
 */
export const demoProgram = (folder: string, port: number) => ({
  args: ['--import', pathToFileURL(join(root, 'src/platform/jsx-hook.ts')).href, join(root, 'src/server.ts')],
  options: {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      MINSHENG_DATA: folder,
      MINSHENG_TEST_CLOCK: '1',
      ...counting,
    },
  },
})
