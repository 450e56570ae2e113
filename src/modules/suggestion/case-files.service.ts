import { type CaseFiles, registerCaseFiles } from '#modules/attachment/index.ts'
import { completeCase, loadCase } from './case.queries.ts'
import { isFileActDone, mayAddFile, seesFile } from './case-files.policy.ts'
import { canAct } from './case-image.ts'
import { isFileNear, lockSeen } from './seen-case.queries.ts'
import { mayJoin, scopeOf } from './suggestion.policy.ts'
import { lockSuggestion } from './suggestion.queries.ts'
import { seesSuggestion } from './suggestion.service.ts'

/** What a suggestion says of its files; the attachment module asks it at every door. */
const suggestionFiles: CaseFiles = {
  isNear: (_db, actor) => isFileNear(scopeOf(actor), actor),
  async maySee(db, actor, file) {
    const kase = await loadCase(db, file.case_id)
    if (file.place === 'draft' && canAct(kase.lead) && mayJoin(actor, kase.suggestion)) return true
    return (await seesSuggestion(db, actor, file.case_id)) && seesFile(actor, kase, file)
  },
  async mayAdd(trx, actor, target) {
    const locked = await lockSeen(trx, scopeOf(actor), target.caseId)
    mayAddFile(actor, await completeCase(trx, locked), target)
  },
  async isActDone(trx, file) {
    await lockSuggestion(trx, file.case_id)
    return isFileActDone(await loadCase(trx, file.case_id), file)
  },
}

registerCaseFiles('suggestion', suggestionFiles)
