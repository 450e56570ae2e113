import { Refusal } from '#kernel/refusal.ts'
import { type CaseFiles, registerCaseFiles } from '#modules/attachment/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { mayWorkOn, oversightScopeOf } from './oversight.policy.ts'
import { findLeads, findOversightOfActivity, findSignatures, lockOversight } from './oversight.queries.ts'
import { lockSeen } from './oversight.service.ts'
import { activityFiles, isActivityClosed } from './oversight.ts'
import { findReachedOversightOf, isFileReached } from './oversight-list.queries.ts'

const signedOf = async (db: Db | Trx, oversightId: string, activityId: string): Promise<boolean> =>
  (await findSignatures(db, oversightId)).some(({ activity_id }) => activity_id === activityId)

/** What an activity says of its pictures and files: seen with the oversight, added by who works on it until it is signed. */
const filesOfActivity: CaseFiles = {
  isNear: (db, actor) => isFileReached(db, oversightScopeOf(actor)),
  maySee: async () => true,
  async mayAdd(trx, actor, { caseId, place }) {
    const id = await findReachedOversightOf(trx, oversightScopeOf(actor), caseId)
    const row = await lockSeen(trx, actor, id)
    mayWorkOn(actor, row, await findLeads(trx, id))
    if (place !== activityFiles.place) throw new Refusal('forbidden', 'oversight.not_yours_to_do')
    // 会签 is of what was there: nothing comes to it afterwards
    if (isActivityClosed(row.status, await signedOf(trx, id, caseId))) {
      throw new Refusal('conflict', 'oversight.activity_signed')
    }
  },
  async isActDone(trx, file) {
    const id = await findOversightOfActivity(trx, file.case_id)
    const { status } = await lockOversight(trx, id)
    return isActivityClosed(status, await signedOf(trx, id, file.case_id))
  },
}

registerCaseFiles(activityFiles.kind, filesOfActivity)
