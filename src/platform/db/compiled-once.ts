import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

/** Stands in a statement for a value that is known only when it is asked. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A statement whose form never changes, put together and compiled with the first question: for one that every request
 * asks, that costs more than the answer. `build` may use each of the values only as a value, never to decide.
 */
export function compiledOnce<Values extends Record<string, unknown>, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery | undefined
  return async (db, values) => {
    const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Values
    compiled ??= build(db, places).compile()
    const parameters = compiled.parameters.map((one) => (one instanceof Place ? values[one.name] : one))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters } as CompiledQuery<Row>)
    return rows
  }
}
