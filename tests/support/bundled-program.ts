/** A program that runs the bundled PostgreSQL until it is asked to stop: `node bundled-program.ts DATA SHELTER`. */
import process, { argv, exit, stdout } from 'node:process'
import { startBundled } from '../../src/platform/db/bundled.ts'

const [, , dataDir = '', shelter = ''] = argv
const tell = (fact: object) => stdout.write(`${JSON.stringify(fact)}\n`)

try {
  const log = { info: (message: string) => tell({ message }), warn() {}, error() {} }
  const bundled = await startBundled({ dataDir, shelter, log, settings: { fsync: 'off' } })
  process.on('SIGTERM', () => void bundled.stop().then(() => exit(0)))
  setInterval(() => undefined, 1000)
  tell({ url: bundled.connectionString(), port: bundled.port })
} catch (error) {
  tell({ refusal: error instanceof Error ? error.message : String(error) })
  exit(1)
}
