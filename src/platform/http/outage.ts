/** What is the matter around the program, not in it: it passes when the operator has seen to it. */
export type Outage = 'unavailable' | 'disk_full'

/** Thrown at whoever asks while the program ends. */
export class Ending extends Error {}

const full = new Set(['53100', 'ENOSPC', 'EDQUOT'])
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  // PostgreSQL: stopped by its operator, crashed, starting, too many connections, out of memory
  '57P01',
  '57P02',
  '57P03',
  '53200',
  '53300',
  // a server that takes no writes now: a standby, or set so by its operator
  '25006',
  'EROFS',
  // its disk, or the disk of the files, fails
  '58030',
  'EIO',
])
// pg and its pool say some things in words only
const awayWords =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/
const fullWords = /No space left on device/

/** Undefined: an error of the program's own. */
export function outageOf(error: unknown): Outage | undefined {
  if (error instanceof Ending) return 'unavailable'
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  // a server that was stopped has taken its socket away
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect') return 'unavailable'
  if (full.has(code) || fullWords.test(error.message)) return 'disk_full'
  if (away.has(code) || code.startsWith('08') || awayWords.test(error.message)) return 'unavailable'
  return error.cause === undefined ? undefined : outageOf(error.cause)
}
