import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { uploadAttachment } from '../frame/attachment-calls.ts'
import { isCallError, isOffline, sentenceOf } from '../frame/call.ts'
import { deviceStore } from '../frame/device-store.ts'
import type { Session } from '../frame/session.ts'
import { caseKey } from '../frame/suggestion-calls.ts'
import { dropFile, filesKey, type LocalFile, listFiles, noteRefused, openFile } from './file-store.ts'

let progress: ReadonlyMap<string, number> = new Map()
const listeners = new Set<() => void>()
function tell(id: string, percent: number | null): void {
  const next = new Map(progress)
  if (percent === null) next.delete(id)
  else next.set(id, percent)
  progress = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** How far each file has come that is being sent now, in per cent. */
export const useProgress = (): ReadonlyMap<string, number> => useSyncExternalStore(subscribe, () => progress)

// Locked, too fast, or a fault of the server: none of them is about this file, so it is tried again.
const passes = new Set([401, 423, 429])
const isAboutFile = (error: unknown): boolean =>
  isCallError(error) &&
  error.problem.status < 500 &&
  !passes.has(error.problem.status) &&
  error.problem.code !== 'attachment.being_checked'

/** Only what belongs to the mandate acted as, and to a draft that the server has. */
async function findReady(accountId: string, mandateId: string): Promise<LocalFile[]> {
  const files = (await listFiles(accountId)).filter((file) => file.state === 'waiting' && file.mandateId === mandateId)
  const drafts = await deviceStore.drafts.bulkGet(files.map(({ draftId }) => draftId))
  return files.filter((_, at) => typeof drafts[at]?.version === 'number')
}

async function sendFiles(client: QueryClient, accountId: string, mandateId: string): Promise<void> {
  for (const { id, draftId } of await findReady(accountId, mandateId)) {
    const file = await openFile(accountId, id)
    if (!file) {
      await dropFile(id)
      continue
    }
    const to = { id, caseKind: 'suggestion', caseId: draftId, place: 'draft', subjectId: null } as const
    try {
      tell(id, 0)
      await uploadAttachment(to, file, (percent) => tell(id, percent))
      await dropFile(id)
    } catch (error) {
      if (isOffline(error)) return
      if (isAboutFile(error)) await noteRefused(id, sentenceOf(error))
    } finally {
      tell(id, null)
      await client.invalidateQueries({ queryKey: caseKey(draftId) })
      await client.invalidateQueries({ queryKey: filesKey })
    }
  }
}

let running: Promise<void> | null = null
/** One after the other, beside the texts: a large picture does not keep a sentence waiting. */
export function sendFilesNow(client: QueryClient, { account, actingAs }: Session): Promise<void> {
  if (actingAs?.kind !== 'mandate' || !navigator.onLine) return Promise.resolve()
  running ??= sendFiles(client, account.id, actingAs.id).finally(() => {
    running = null
  })
  return running
}
