import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isMarkedSecret, overlongParts } from '#modules/suggestion/suggestion.ts'
import { call, isKnownDraft, isOffline, isStale, isUntouchedDraft, sentenceOf } from '../frame/call.ts'
import { suggestionClient } from '../frame/clients.ts'
import { type Session, useSession } from '../frame/session.ts'
import { caseKey, fetchCase } from '../frame/suggestion-calls.ts'
import {
  asTaken,
  contentOf,
  type DraftState,
  digestOfContent,
  draftsKey,
  type LocalDraft,
  listDrafts,
  noteConflict,
  noteSent,
} from './draft-store.ts'
import { sendFilesNow } from './send-files.ts'

/** `refused` keeps the sentence of the server; such a draft waits for its writer, the others go on. */
export type Sending = { sent: string[]; refused: Map<string, string>; isOffline: boolean }

const cases = suggestionClient.suggestions
const tryAgainMs = 30_000

/**
 * Sends one. A version that moved on because a co-signer answered has another text for nobody: when the server still has
 * what it had when this text was begun, the text is sent on.
 */
async function sendOnTop(draft: LocalDraft) {
  try {
    return await sendOne(draft)
  } catch (error) {
    if (isUntouchedDraft(error)) return sendOverFirst(draft)
    if (!isStale(error) || draft.sentAs === undefined) throw error
    const server = await fetchCase(draft.id)
    const has = await digestOfContent(contentOf(server))
    // another window has sent this very text
    if (has === (await digestOfContent(asTaken(draft.content)))) return server
    if (has !== draft.sentAs) throw error
    return sendOne({ ...draft, version: server.version })
  }
}

/**
 * The answer to the first sending was lost, and this was written since. While the server still has what that sending
 * brought, and nobody has touched it, this is the newer text of the same hand.
 */
async function sendOverFirst(draft: LocalDraft) {
  const { version } = await fetchCase(draft.id)
  return sendOne({ ...draft, version })
}

async function sendOne(draft: LocalDraft) {
  const { id, version, mandateId } = draft
  const content = asTaken(draft.content)
  // as whom it was written, whatever another window has chosen meanwhile
  const asWritten = { headers: { 'minsheng-acting-as': mandateId } }
  if (version === null) return call(cases.$post({ json: { id, ...content } }, asWritten))
  return call(cases[':id'].$put({ param: { id }, json: { version, ...content } }, asWritten))
}

/** Sends what waits, of this account and of the mandate acted as only: a draft never changes its author. */
export async function sendDrafts(client: QueryClient, accountId: string, mandateId: string): Promise<Sending> {
  const result: Sending = { sent: [], refused: new Map(), isOffline: false }
  const waiting = (await listDrafts(accountId)).filter(
    (draft) => draft.state === 'local' && draft.mandateId === mandateId && canBeSent(draft),
  )
  for (const draft of waiting) {
    try {
      const view = await sendOnTop(draft)
      await noteSent(accountId, draft.id, draft.savedAt, view)
      client.setQueryData(caseKey(draft.id), view)
      result.sent.push(draft.id)
    } catch (error) {
      if (isOffline(error)) return { ...result, isOffline: true }
      if (isStale(error) || isKnownDraft(error)) await noteConflict(draft.id)
      result.refused.set(draft.id, sentenceOf(error))
    }
  }
  if (waiting.length > 0) {
    await client.invalidateQueries({ queryKey: draftsKey })
    await client.invalidateQueries({ queryKey: ['suggestions'] })
  }
  return result
}

// A draft with no word in it is a page that was opened by mistake.
export const hasWords = ({ content }: Pick<LocalDraft, 'content'>): boolean =>
  [content.title, content.subject, content.grounds, content.proposal].some((text) => text.trim() !== '')

/**
 * Why a text stays whole on this device until its writer has changed it: it is longer than is taken, or it bears the mark
 * of a state secret, which is not even sent.
 */
function heldBack(draft: LocalDraft): 'too_long' | 'marked' | undefined {
  const content = asTaken(draft.content)
  if (isMarkedSecret(content)) return 'marked'
  return overlongParts(content).length > 0 ? 'too_long' : undefined
}

const canBeSent = (draft: LocalDraft): boolean => hasWords(draft) && heldBack(draft) === undefined

/** What is said of a draft to its writer. */
export function statusOfDraft(draft: LocalDraft): DraftState | 'empty' | 'too_long' | 'marked' {
  if (!hasWords(draft)) return 'empty'
  return (draft.state === 'local' ? heldBack(draft) : undefined) ?? draft.state
}

let running: Promise<Sending> | null = null
/** One at a time: two of them would send one draft twice with the same version. */
export function sendNow(client: QueryClient, session: Session): Promise<Sending> {
  const { account, actingAs } = session
  if (actingAs?.kind !== 'mandate') return Promise.resolve({ sent: [], refused: new Map(), isOffline: false })
  running ??= sendDrafts(client, account.id, actingAs.id).finally(() => {
    running = null
    // behind the texts and beside the next of them
    void sendFilesNow(client, session)
  })
  return running
}

/** Tries whenever the network comes back, the app comes to the front, and every half minute. */
export function useSendDrafts(): void {
  const client = useQueryClient()
  const session = useSession()
  useEffect(() => {
    const send = () => {
      if (navigator.onLine) void sendNow(client, session)
    }
    send()
    const timer = setInterval(send, tryAgainMs)
    window.addEventListener('online', send)
    document.addEventListener('visibilitychange', send)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', send)
      document.removeEventListener('visibilitychange', send)
    }
  }, [client, session])
}
