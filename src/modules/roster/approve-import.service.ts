import type { Actor, Locale } from '#kernel/actor.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { askApproval, findOpenSubjects, type OpenSubject, registerApproval } from '#modules/approval/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { countProposed, findImport, type ImportRecord, lockImport } from './import.queries.ts'
import type { ImportPlan } from './import-plan.ts'
import { type ApplyOrder, beginWriting, mustBeAppliable } from './order-import.service.ts'

const kind = 'roster.import'

/** Asks a second person to let an import be written, as it was shown. Refuses `approval.asked_already`. */
export async function askForImport(
  app: App,
  trx: Trx,
  actor: Actor,
  record: ImportRecord,
  order: ApplyOrder,
): Promise<void> {
  const { file_name: file, create_count: create, change_count: change } = record
  const judged = await countProposed(trx, record.id, 'result')
  // the identity that asks, as it is: it stands in the record as who brought it in
  const asker = actor as unknown as JsonObject
  const { continuesAfter: numbers = [] } = record.form as Partial<ImportPlan<Trx>['alsoNew']>
  const command = { order, file, create, change, judged, numbers, actor: asker }
  await askApproval(app, trx, actor, { kind, subjectId: record.id, command })
}

/** Which of these imports wait for a second person, and who asked. */
export const importsAsked = (app: App, db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, OpenSubject>> =>
  findOpenSubjects(app, db, kind, ids)

registerApproval(kind, {
  approverRoles: ['deputy_office', 'presidium'],
  describe: (_, stored, locale) => Promise.resolve(stored.map(({ command }) => tellImport(command, locale))),
  async mayApprove(_, db, __, { subjectId, command }) {
    const record = await findImport(db, subjectId)
    if (!record) throw new Refusal('not_found', 'roster.no_such_import')
    mustBeAppliable(record, command['order'] as ApplyOrder)
  },
  async execute(app, trx, actor, { subjectId, command }) {
    const by = { actor: command['actor'] as unknown as Actor, approvedByPersonId: actor.personId }
    const record = await lockImport(trx, subjectId)
    mustBeAppliable(record, command['order'] as ApplyOrder)
    await beginWriting(app, trx, record, by)
    return {}
  },
})

function tellImport({ file, create, change, judged, numbers }: JsonObject, locale: Locale): string {
  const last = numbers as string[]
  const told = translate(locale, 'roster.import_asked', { file, create, change, judged })
  if (last.length === 0) return told
  const listed = last.join(translate(locale, 'roster.between'))
  return told + translate(locale, 'roster.import_continues', { numbers: listed })
}
