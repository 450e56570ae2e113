import type { Db } from '#platform/db/database.ts'
import { shape } from '#platform/db/shape.gen.ts'
import { findShape, type Idle, type TableShape } from '#platform/db/shape.queries.ts'
import { type Finding, fault, well } from './finding.ts'

const namesMax = 5

/**
 * Whether what the migrations make is there and does its work. A database that was put together by hand, of parts of a
 * dump for one, has every row of `migration` and may lack what they stand for.
 */
export async function examineShape(db: Db): Promise<Finding[]> {
  const found = await compared(db)
  return found.length > 0 ? found : [well('shape_well')]
}

/** Whether the triggers are at work that refuse every change of the record. */
export async function examineGuards(db: Db): Promise<Finding[]> {
  const record = ['event', 'event_note', 'checkpoint']
  const found = await compared(db, record)
  return found.filter(({ code }) => code.startsWith('shape_triggers'))
}

async function compared(db: Db, only: readonly string[] = Object.keys(shape)): Promise<Finding[]> {
  const { shape: there, idle } = await findShape(db)
  const wanted = Object.entries(shape).filter(([table]) => only.includes(table))
  const named = (part: keyof TableShape, isAmiss: (table: string, name: string) => boolean) =>
    // what hangs on a table that is missing is missing with it
    wanted.flatMap(([table, { [part]: names }]) =>
      there[table] ? names.filter((name) => isAmiss(table, name)).map((name) => nameOf(part, table, name)) : [],
    )
  const missing = (part: keyof TableShape) => named(part, (table, name) => there[table]?.[part].includes(name) !== true)
  const idling = (part: keyof Idle) => named(part, (table, name) => idle[table]?.[part].includes(name) === true)
  return [
    ...finding(
      'shape_tables_missing',
      wanted.map(([table]) => table).filter((table) => !there[table]),
    ),
    ...finding('shape_columns_missing', missing('columns')),
    ...finding('shape_triggers_missing', missing('triggers')),
    ...finding('shape_triggers_idle', idling('triggers')),
    ...finding('shape_indexes_missing', missing('indexes')),
    ...finding('shape_indexes_idle', idling('indexes')),
    ...finding('shape_constraints_missing', missing('constraints')),
    ...finding('shape_constraints_idle', idling('constraints')),
  ]
}

/** An index has a name of its own in the whole schema, the others one in their table. */
const nameOf = (part: keyof TableShape, table: string, name: string) => (part === 'indexes' ? name : `${table}.${name}`)

const finding = (code: string, names: readonly string[]): Finding[] =>
  names.length === 0 ? [] : [fault(code, { total: names.length, names: names.slice(0, namesMax) })]
