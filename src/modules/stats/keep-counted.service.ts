import { followRecord } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { figureReader, keepCounted } from './counted-item.queries.ts'

/** Reads the record and keeps what each case that changed counts for: a figure then asks only about what came since. */
export const followForFigures = (app: App): Promise<number> =>
  followRecord(app, figureReader, async (trx, events) => {
    const changed = [...new Set(events.flatMap(({ caseId }) => caseId ?? []))]
    if (changed.length > 0) await keepCounted(trx, changed)
  })
