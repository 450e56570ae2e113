export type LogFields = Record<string, string | number | boolean | null>

/** The application log: never personal data, never the words of a case. */
export type Log = {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, error: unknown, fields?: LogFields): void
}

/** One JSON object a line. `write` and `now` come from the wiring. */
export const makeLog = (write: (line: string) => void, now: () => Date): Log => {
  const line = (level: string, message: string, fields: LogFields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, error, fields) =>
      line('error', message, {
        ...fields,
        cause: causeOf(error),
      }),
  }
}

// pg-boss hands over copies of errors that are none any more; of an object that says nothing only the names of its
// fields are told, for it may hold anything
function causeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const { stack, message } = error as { stack?: unknown; message?: unknown }
  if (typeof stack === 'string' && stack !== '') return stack
  return typeof message === 'string' ? message : `an object with ${Object.keys(error).join(', ')}`
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }
