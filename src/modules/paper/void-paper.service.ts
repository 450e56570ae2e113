import type { Actor } from '#kernel/actor.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { loadPaperImages, type StandingPaper, saveVoided } from './paper.queries.ts'

/** 作废: another paper has taken its place; it is kept, and printed as void from now on. */
export async function voidPaper(app: App, trx: Trx, actor: Actor, former: StandingPaper, byId: string): Promise<void> {
  await saveVoided(trx, former.id, { paperId: byId, at: app.clock.now() })
  await recordEvent(app, trx, {
    type: 'paper.voided',
    subjectKind: 'paper',
    subjectId: former.id,
    ...(former.case_id === null ? {} : { caseId: former.case_id }),
    actor,
    after: (await loadPaperImages(trx, [former.id])).get(former.id) ?? null,
    data: { kind: former.kind, byPaperId: byId, assignmentId: former.assignment_id },
  })
}
