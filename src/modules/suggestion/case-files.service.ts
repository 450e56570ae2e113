import { Refusal } from '#kernel/refusal.ts'
import { type CaseFiles, registerCaseFiles } from '#modules/attachment/index.ts'
import { loadCase } from './case.queries.ts'
import { isFileActDone, mayAddFile, seesFile } from './case-files.policy.ts'
import { canAct } from './case-image.ts'
import { mayJoin } from './suggestion.policy.ts'
import { lockSuggestion } from './suggestion.queries.ts'
import { maySee } from './suggestion.service.ts'

/** What a suggestion says of its files; the attachment module asks it at every door. */
const suggestionFiles: CaseFiles = {
  async maySee(db, actor, file) {
    try {
      const kase = await loadCase(db, file.case_id)
      if (file.place === 'draft' && canAct(kase.lead) && mayJoin(actor, kase.suggestion)) return true
      await maySee(db, actor, file.case_id, kase.suggestion.confidential)
      return seesFile(actor, kase, file)
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'not_found') return false
      throw error
    }
  },
  async mayAdd(trx, actor, target) {
    const locked = await lockSuggestion(trx, target.caseId)
    await maySee(trx, actor, target.caseId, locked.confidential)
    mayAddFile(actor, await loadCase(trx, target.caseId), target)
  },
  async isActDone(trx, file) {
    await lockSuggestion(trx, file.case_id)
    return isFileActDone(await loadCase(trx, file.case_id), file)
  },
}

registerCaseFiles('suggestion', suggestionFiles)
