import type { Db } from '#platform/db/database.ts'
import { shape } from '#platform/db/shape.gen.ts'
import { findShape, findStrange, type Idle, passesOverTriggers, type TableShape } from '#platform/db/shape.queries.ts'
import { type Finding, fault, findingOfNames, well } from './finding.ts'

/**
 * Whether what the migrations make is there, is what they make of it, and does its work. A database that was put together
 * by hand, of parts of a dump for one, has every row of `migration` and may lack what they stand for.
 */
export async function examineShape(db: Db): Promise<Finding[]> {
  const found = await compared(db)
  return found.length > 0 ? found : [well('shape_well')]
}

/** Whether the triggers are at work, with the functions they call, that refuse every change of the record. */
export async function examineGuards(db: Db): Promise<Finding[]> {
  const record = ['event', 'event_note', 'checkpoint']
  const found = await compared(db, record)
  return found.filter(({ code }) => /^shape_(triggers|functions)_/.test(code))
}

async function compared(db: Db, only: readonly string[] = Object.keys(shape.tables)): Promise<Finding[]> {
  const { shape: there, idle } = await findShape(db)
  const wanted = Object.entries(shape.tables).filter(([table]) => only.includes(table))
  const named = (part: keyof TableShape, isAmiss: (table: string, name: string, digest: string) => boolean) =>
    // what hangs on a table that is missing is missing with it
    wanted.flatMap(([table, { [part]: digests }]) =>
      there.tables[table]
        ? Object.entries(digests)
            .filter(([name, digest]) => isAmiss(table, name, digest))
            .map(([name]) => nameOf(part, table, name))
        : [],
    )
  const digestOf = (part: keyof TableShape, table: string, name: string) => there.tables[table]?.[part][name]
  const missing = (part: keyof TableShape) => named(part, (table, name) => digestOf(part, table, name) === undefined)
  const idling = (part: keyof Idle) => named(part, (table, name) => idle[table]?.[part].includes(name) === true)
  const differing = (part: keyof TableShape) =>
    named(part, (table, name, digest) => isOther(digestOf(part, table, name), digest))
  const functions = Object.entries(shape.functions)
  const strangers = wanted.flatMap(([table, { triggers }]) =>
    Object.keys(there.tables[table]?.triggers ?? {})
      .filter((name) => triggers[name] === undefined)
      .map((name) => nameOf('triggers', table, name)),
  )
  const strange = await findStrange(db)
  return [
    ...findingOfNames(
      'shape_tables_missing',
      wanted.map(([table]) => table).filter((table) => !there.tables[table]),
    ),
    ...findingOfNames('shape_tables_secured', strange.secured),
    ...findingOfNames('shape_tables_unlogged', strange.unlogged),
    ...findingOfNames('shape_columns_missing', missing('columns')),
    ...findingOfNames('shape_columns_differ', differing('columns')),
    ...findingOfNames('shape_triggers_missing', missing('triggers')),
    ...findingOfNames('shape_triggers_idle', idling('triggers')),
    ...findingOfNames('shape_triggers_differ', differing('triggers')),
    ...findingOfNames('shape_triggers_strange', [...strangers, ...strange.rules]),
    ...((await passesOverTriggers(db)) ? [fault('shape_triggers_passed_over')] : []),
    ...findingOfNames(
      'shape_functions_missing',
      functions.map(([name]) => name).filter((name) => there.functions[name] === undefined),
    ),
    ...findingOfNames(
      'shape_functions_differ',
      functions.filter(([name, digest]) => isOther(there.functions[name], digest)).map(([name]) => name),
    ),
    ...findingOfNames(
      'shape_functions_lent',
      strange.lent.filter((name) => shape.functions[name] === undefined),
    ),
    ...findingOfNames('shape_indexes_missing', missing('indexes')),
    ...findingOfNames('shape_indexes_idle', idling('indexes')),
    ...findingOfNames('shape_indexes_differ', differing('indexes')),
    ...findingOfNames('shape_constraints_missing', missing('constraints')),
    ...findingOfNames('shape_constraints_idle', idling('constraints')),
    ...findingOfNames('shape_constraints_differ', differing('constraints')),
  ]
}

/** What is missing is told apart. */
const isOther = (there: string | undefined, wanted: string) => there !== undefined && there !== wanted

/** An index has a name of its own in the whole schema, the others one in their table. */
const nameOf = (part: keyof TableShape, table: string, name: string) => (part === 'indexes' ? name : `${table}.${name}`)
