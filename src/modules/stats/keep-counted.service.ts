import { followRecord } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { beginAnew, figureReader, findCountedCasesOf, isOfThisDefinition, keepCounted } from './counted-item.queries.ts'

/**
 * Reads the record and keeps what each case that changed counts for: a figure then asks only about what came since. When
 * the figures say something else than what is kept was counted by, the record is read from its beginning again.
 */
export async function followForFigures(app: App): Promise<number> {
  if (!(await isOfThisDefinition(app.db))) await app.db.transaction().execute(beginAnew)
  return followRecord(app, figureReader, async (trx, events) => {
    // a list of units may say that one is of another system than was thought
    const units = events.flatMap(({ type, subjectId }) => (type === 'roster.organ_changed' ? subjectId : []))
    const ofUnits = units.length > 0 ? await findCountedCasesOf(trx, units) : []
    const changed = [...new Set([...events.flatMap(({ caseId }) => caseId ?? []), ...ofUnits])]
    if (changed.length > 0) await keepCounted(trx, changed)
  })
}
