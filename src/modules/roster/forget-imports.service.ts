import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { deleteRows, findForgottenImports, lockImport, saveImport } from './import.queries.ts'
import { importProcess } from './roster.ts'

const daysKept = 14
const dayMs = 86_400_000

/** Previews that nobody came back to are given up after 14 days: nobody's data lies about in them (个保法 19). */
export async function forgetImports(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - daysKept * dayMs)
  for (const id of await findForgottenImports(app.db, before))
    await app.db.transaction().execute(async (trx) => {
      const record = await lockImport(trx, id)
      if (!importProcess.allows(record.status, 'discard')) return
      await deleteRows(trx, id)
      await saveImport(trx, record, { status: importProcess.next(record.status, 'discard') })
      await recordEvent(app, trx, {
        type: 'roster.import_discarded',
        subjectKind: 'roster_import',
        subjectId: id,
        actor: 'system',
        from: record.status,
        to: 'discarded',
      })
    })
}
