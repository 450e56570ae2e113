import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useActing, useSession } from '../frame/session.ts'
import { caseKey, fetchCase } from '../frame/suggestion-calls.ts'
import type { SuggestionView } from '../frame/suggestion-shapes.ts'
import {
  contentOf,
  type DraftContent,
  digestOfContent,
  draftsKey,
  dropDraft,
  emptyContent,
  type LocalDraft,
  readDraft,
  takeServerText,
  useDrafts,
  writeDraft,
  writeText,
} from './draft-store.ts'
import { sendNow } from './send-drafts.ts'

const saveAfterMs = 500
const sendAfterMs = 1500

const same = (one: DraftContent, other: DraftContent): boolean => JSON.stringify(one) === JSON.stringify(other)

const asServerHas = async (view: SuggestionView) => {
  const content = contentOf(view)
  return { version: view.version, content, sentAs: await digestOfContent(content) }
}

/**
 * What is written on this device, saved at each pause and sent at a longer one. Nothing on either side is ever
 * overwritten unseen: when the server has another text, both stay until their writer has chosen.
 */
export function useDraft(id: string, isNew: boolean) {
  const client = useQueryClient()
  const session = useSession()
  const acting = useActing()
  const [draft, setDraft] = useState<LocalDraft | null>(null)
  const [refusal, setRefusal] = useState('')
  const [isClosed, setClosed] = useState(false)
  const pending = useRef<LocalDraft | null>(null)
  const accountId = session.account.id

  const reload = useCallback(async () => {
    const kept = await readDraft(accountId, id)
    if (kept) setDraft((now) => (now && now.savedAt > kept.savedAt ? now : kept))
    return kept
  }, [accountId, id])

  useEffect(() => {
    void (async () => {
      const kept = await reload()
      // What was never sent cannot be on the server; asking for it would be recorded as a refusal.
      const isOnlyHere = kept ? kept.version === null : isNew
      const server = isOnlyHere ? null : await fetchCase(id).catch(() => null)
      if (server && !server.allowed.includes('edit')) {
        // handed in, by this press or an earlier one whose answer was lost: what lies here too is no draft any more
        if (kept && same(kept.content, contentOf(server))) await dropDraft(id)
        setClosed(true)
      }
      const blank = { id, accountId, mandateId: acting.id, state: 'local', version: null, savedAt: new Date() } as const
      if (!kept) {
        const fresh: LocalDraft = server
          ? { ...blank, state: 'sent', ...(await asServerHas(server)) }
          : { ...blank, content: emptyContent }
        setDraft((now) => now ?? fresh)
        return
      }
      // The server moved on and nothing was written here since: what it has is the newer one.
      if (server && kept.state === 'sent' && server.version !== kept.version) {
        const newer: LocalDraft = { ...kept, ...(await asServerHas(server)) }
        if (await takeServerText(kept, newer)) setDraft((now) => (pending.current ? now : newer))
      }
    })()
  }, [id, isNew, accountId, acting.id, reload])

  // Sent in the background, or written in another window.
  const { dataUpdatedAt } = useDrafts(accountId)
  useEffect(() => {
    if (dataUpdatedAt > 0) void reload()
  }, [dataUpdatedAt, reload])

  const save = useCallback(async () => {
    const waiting = pending.current
    if (!waiting) return
    pending.current = null
    await writeText(waiting)
    await client.invalidateQueries({ queryKey: draftsKey })
    await reload()
  }, [client, reload])

  const send = useCallback(async () => {
    await save()
    const result = await sendNow(client, session)
    if (result.refused.has(id)) {
      const server = await fetchCase(id).catch(() => null)
      if (server) client.setQueryData(caseKey(id), server)
      if (server && !server.allowed.includes('edit')) setClosed(true)
    }
    setRefusal(result.refused.get(id) ?? '')
    return reload()
  }, [client, session, id, save, reload])

  const savedAt = draft?.savedAt.getTime()
  useEffect(() => {
    if (!savedAt || !pending.current) return undefined
    const saving = setTimeout(() => void save(), saveAfterMs)
    const sending = setTimeout(() => void send(), sendAfterMs)
    return () => {
      clearTimeout(saving)
      clearTimeout(sending)
    }
  }, [savedAt, save, send])

  // Whoever leaves in the middle of a word has it saved all the same.
  useEffect(() => {
    const onHide = () => void save()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      void save()
    }
  }, [save])

  const change = (some: Partial<DraftContent>) => {
    if (!draft) return
    const state = draft.state === 'conflict' ? 'conflict' : 'local'
    const next: LocalDraft = { ...draft, state, savedAt: new Date(), content: { ...draft.content, ...some } }
    pending.current = next
    setDraft(next)
  }

  /** What is on the page lies on the device afterwards, even without a word: a file is about to hang on it. */
  const keep = async () => {
    if (draft && !(await readDraft(accountId, id))) await writeDraft(draft)
    await save()
  }

  /** Ends a conflict with the text that its writer chose; the other one was in sight until now. */
  const choose = async (content: DraftContent, version: number) => {
    pending.current = null
    const next: LocalDraft = { ...(draft as LocalDraft), content, version, state: 'local', savedAt: new Date() }
    await writeDraft(next)
    setDraft(next)
    await send()
  }

  return { draft, change, send, keep, choose, refusal, isClosed, isUnsaved: pending.current !== null }
}
