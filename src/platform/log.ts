export type LogFields = Record<string, string | number | boolean | null>

/** The application log: never personal data, never the words of a case. */
export type Log = {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, error: unknown, fields?: LogFields): void
}

const levels = ['error', 'warn', 'info', 'debug'] as const
type Level = (typeof levels)[number]

/** One JSON object a line, from the given level up. `write` and `now` come from the wiring. */
export const makeLog = (write: (line: string) => void, now: () => Date, upTo: Level = 'info'): Log => {
  const line = (level: Level, message: string, fields: LogFields = {}) => {
    if (levels.indexOf(level) > levels.indexOf(upTo)) return
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))
  }
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
  const { stack, message, code } = error as { stack?: unknown; message?: unknown; code?: unknown }
  if (typeof stack === 'string' && stack !== '') {
    return quotesInput(error, code) ? withoutWords(stack, String(message), String(code ?? 'not JSON')) : stack
  }
  return typeof message === 'string' ? message : `an object with ${Object.keys(error).join(', ')}`
}

// What could not be read is quoted in the words of the error: a value that PostgreSQL was given (class 22), a text that is
// no JSON. Of these the code and the place are told.
const quotesInput = (error: object, code: unknown): boolean =>
  error instanceof SyntaxError || (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code))

const withoutWords = (stack: string, message: string, code: string): string => stack.replace(message, `[${code}]`)

export const silentLog: Log = { info() {}, warn() {}, error() {} }
