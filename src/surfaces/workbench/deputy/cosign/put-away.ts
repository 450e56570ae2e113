import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { readDraft } from '../draft-store.ts'
import { listFiles } from '../file-store.ts'

const cases = suggestionClient.suggestions[':id']

/**
 * Puts a draft away that is on the server as a whole, so that nothing of it is lost with this device.
 * @returns the version under which it can be taken up again
 */
export async function putAwayDraft(accountId: string, id: string, reason: string, notSent: string): Promise<number> {
  const kept = await readDraft(accountId, id)
  const files = (await listFiles(accountId)).filter(({ draftId }) => draftId === id)
  if (!kept || kept.version === null || kept.state !== 'sent' || files.length > 0) throw new Error(notSent)
  const after = await call(cases.withdrawal.$post({ param: { id }, json: { version: kept.version, reason } }))
  return after.version
}

export const takeUpDraft = (id: string, version: number) =>
  call(cases.restoration.$post({ param: { id }, json: { version } }))
