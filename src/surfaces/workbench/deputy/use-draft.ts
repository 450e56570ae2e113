import { useQueryClient } from '@tanstack/react-query'
import { liveQuery } from 'dexie'
import { useCallback, useEffect, useRef, useState } from 'react'
import { deviceStore } from '../frame/device-store.ts'
import { useActing, useSession } from '../frame/session.ts'
import { caseKey, fetchCase } from '../frame/suggestion-calls.ts'
import type { SuggestionView } from '../frame/suggestion-shapes.ts'
import {
  asTaken,
  bringTogether,
  contentOf,
  type DraftContent,
  digestOfContent,
  draftsKey,
  dropDraft,
  emptyContent,
  type LocalDraft,
  readDraft,
  takeServerText,
  thisWindow,
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
  // another window writes the same draft, and this one shows its words
  const [follows, setFollows] = useState(false)
  const pending = useRef<LocalDraft | null>(null)
  const seen = useRef<LocalDraft | null>(null)
  const saving = useRef(Promise.resolve())
  const accountId = session.account.id

  const reload = useCallback(async () => {
    const kept = await readDraft(accountId, id)
    const before = seen.current
    if (!kept || pending.current || (before && before.savedAt > kept.savedAt)) return kept
    const isNews = before && kept.savedAt > before.savedAt && !same(before.content, kept.content)
    if (isNews && kept.writtenIn !== thisWindow) setFollows(true)
    seen.current = kept
    setDraft(kept)
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
        if (kept && same(asTaken(kept.content), contentOf(server))) await dropDraft(id)
        setClosed(true)
      }
      const blank = { id, accountId, mandateId: acting.id, state: 'local', version: null, savedAt: new Date() } as const
      if (!kept) {
        const fresh: LocalDraft = server
          ? { ...blank, state: 'sent', ...(await asServerHas(server)) }
          : { ...blank, content: emptyContent }
        seen.current ??= fresh
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
  useEffect(() => {
    const watching = liveQuery(() => deviceStore.drafts.get(id)).subscribe(() => void reload())
    return () => watching.unsubscribe()
  }, [id, reload])

  const saveOnce = useCallback(async () => {
    const waiting = pending.current
    if (!waiting) return
    const written = await writeText(waiting, seen.current ?? waiting)
    seen.current = written
    const more = pending.current
    if (more === waiting) pending.current = null
    else if (more && !same(written.content, waiting.content)) {
      // written on while the words of another window came in
      pending.current = { ...more, ...bringTogether(waiting.content, more.content, written.content) }
      setDraft(pending.current)
    }
    await client.invalidateQueries({ queryKey: draftsKey })
    await reload()
  }, [client, reload])

  /** One after the other: each stands on what the one before it has brought together. */
  const save = useCallback((): Promise<void> => {
    saving.current = saving.current.catch(() => undefined).then(saveOnce)
    return saving.current
  }, [saveOnce])

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
    const next: LocalDraft = {
      ...draft,
      state,
      savedAt: new Date(),
      writtenIn: thisWindow,
      content: { ...draft.content, ...some },
    }
    pending.current = next
    setDraft(next)
  }

  /** What is on the page lies on the device afterwards, even without a word: a file is about to hang on it. */
  const keep = async () => {
    if (draft && !(await readDraft(accountId, id))) await writeDraft(draft)
    await save()
  }

  /** Ends a conflict with the text that its writer chose; the other one was in sight until now. */
  const choose = async (content: DraftContent, version: number | null) => {
    pending.current = null
    const { other: _other, ...kept } = draft as LocalDraft
    const chosen = { content, version, state: 'local', savedAt: new Date(), writtenIn: thisWindow } as const
    const next: LocalDraft = { ...kept, ...chosen }
    await writeDraft(next)
    seen.current = next
    setDraft(next)
    await send()
  }

  return { draft, change, send, keep, choose, refusal, isClosed, follows, isUnsaved: pending.current !== null }
}
