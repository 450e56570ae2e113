import { useQuery, useQueryClient } from '@tanstack/react-query'
import { systemIds } from '#kernel/ids.ts'
import { asItReads, linesAsTheyRead } from '#kernel/plain-text.ts'
import type { Category } from '#modules/suggestion/suggestion.ts'
import { deviceStore, type StoredDraft, seal, unseal } from '../frame/device-store.ts'
import type { SuggestionView } from '../frame/suggestion-shapes.ts'

export type DraftContent = {
  title: string
  subject: string
  grounds: string
  proposal: string
  category: Category
  confidential: boolean
  wishesPublication: boolean
  welcomesCosigners: boolean
}
export type DraftState = StoredDraft['state']
/** A draft as it lies on this device, opened. */
export type LocalDraft = Omit<StoredDraft, 'sealed' | 'otherSealed'> & { content: DraftContent; other?: DraftContent }

/** By which a window knows what it wrote itself. */
export const thisWindow: string = systemIds(() => Date.now()).uuid()

export const emptyContent: DraftContent = {
  title: '',
  subject: '',
  grounds: '',
  proposal: '',
  category: 'other',
  confidential: false,
  wishesPublication: true,
  welcomesCosigners: false,
}

export const contentOf = (view: SuggestionView): DraftContent => ({
  title: view.title,
  subject: view.subject,
  grounds: view.grounds,
  proposal: view.proposal,
  category: view.category,
  confidential: view.confidential,
  wishesPublication: view.wishesPublication,
  welcomesCosigners: view.welcomesCosigners,
})

/** The text as the server takes it, without what nobody sees; here it lies as it was typed. */
export const asTaken = (content: DraftContent): DraftContent => ({
  ...content,
  title: asItReads(content.title),
  subject: linesAsTheyRead(content.subject),
  grounds: linesAsTheyRead(content.grounds),
  proposal: linesAsTheyRead(content.proposal),
})

/** By which a text is known again without keeping it a second time. */
export async function digestOfContent(content: DraftContent): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(content)))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

// The id is made here, so that a draft that was sent twice is one suggestion on the server.
const ids = systemIds(() => Date.now())
export const newDraftId = (): string => ids.uuid()

export const draftsKey = ['drafts'] as const

export async function readDraft(accountId: string, id: string): Promise<LocalDraft | undefined> {
  const row = await deviceStore.drafts.get(id)
  if (!row || row.accountId !== accountId) return undefined
  const content = await unseal<DraftContent>(accountId, id, row.sealed)
  if (!content) return undefined
  const { sealed: _sealed, otherSealed, ...rest } = row
  const other = otherSealed && (await unseal<DraftContent>(accountId, id, otherSealed))
  return { ...rest, content, ...(other && { other }) }
}

export async function listDrafts(accountId: string): Promise<LocalDraft[]> {
  const rows = await deviceStore.drafts.where('accountId').equals(accountId).toArray()
  const drafts = await Promise.all(rows.map(({ id }) => readDraft(accountId, id)))
  return drafts
    .filter((draft) => draft !== undefined)
    .toSorted((one, other) => other.savedAt.getTime() - one.savedAt.getTime())
}

export async function writeDraft({ content, other: _other, ...row }: LocalDraft): Promise<void> {
  await deviceStore.drafts.put({ ...row, sealed: await seal(row.accountId, row.id, content) })
}

export const dropDraft = (id: string): Promise<void> => deviceStore.drafts.delete(id)

const isOf = (accountId: string, row: StoredDraft | undefined): row is StoredDraft => row?.accountId === accountId

/**
 * Another text of the same draft, as it was written upon what this window saw last (`base`). What another window wrote
 * since is kept beside it; what the sending knows of it, its version and what the server has,
 * is the sending's to note: both may come at the same moment, and neither undoes the other.
 */
export async function writeText(draft: LocalDraft, base: LocalDraft): Promise<LocalDraft> {
  const { accountId, id } = draft
  for (;;) {
    const kept = await readDraft(accountId, id)
    const isForeign = kept && kept.writtenIn !== draft.writtenIn && kept.savedAt.getTime() > base.savedAt.getTime()
    const text = isForeign ? bringTogether(base.content, draft.content, kept.content) : { content: draft.content }
    const savedAt = isForeign ? new Date(Math.max(draft.savedAt.getTime(), kept.savedAt.getTime() + 1)) : draft.savedAt
    const sealed = await seal(accountId, id, text.content)
    const otherSealed = text.other && (await seal(accountId, id, text.other))
    const isWritten = await deviceStore.transaction('rw', deviceStore.drafts, async () => {
      const now = await deviceStore.drafts.get(id)
      const own = isOf(accountId, now) ? now : undefined
      if (own?.savedAt.getTime() !== kept?.savedAt.getTime()) return false
      const { content: _content, other: _other, ...begun } = draft
      const row = own ?? begun
      const state = row.state === 'conflict' || otherSealed ? 'conflict' : 'local'
      const { writtenIn } = draft
      await deviceStore.drafts.put({
        ...row,
        state,
        savedAt,
        ...(writtenIn && { writtenIn }),
        sealed,
        ...(otherSealed && { otherSealed }),
      })
      return true
    })
    if (isWritten) return { ...draft, ...text, savedAt }
  }
}

/** Two texts that were written upon one: part by part what was changed; `other` where both changed the same part. */
export function bringTogether(
  base: DraftContent,
  mine: DraftContent,
  theirs: DraftContent,
): { content: DraftContent; other?: DraftContent } {
  const names = Object.keys(base) as (keyof DraftContent)[]
  const untouched = Object.fromEntries(
    names.filter((name) => mine[name] === base[name]).map((name) => [name, theirs[name]]),
  )
  const content: DraftContent = { ...mine, ...untouched }
  const isClash = names.some((name) => ![base[name], mine[name]].includes(theirs[name]) && mine[name] !== base[name])
  if (!isClash) return { content }
  const alone = names.filter((name) => theirs[name] === base[name]).map((name) => [name, mine[name]])
  return { content, other: { ...theirs, ...Object.fromEntries(alone) } }
}

/** Takes what the server has instead of a text that was sent; false when one was written here since. */
export async function takeServerText(kept: LocalDraft, newer: LocalDraft): Promise<boolean> {
  const { content, ...row } = newer
  const sealed = await seal(row.accountId, row.id, content)
  return deviceStore.transaction('rw', deviceStore.drafts, async () => {
    const now = await deviceStore.drafts.get(row.id)
    if (now?.state !== 'sent' || now.savedAt.getTime() !== kept.savedAt.getTime()) return false
    await deviceStore.drafts.put({ ...row, sealed })
    return true
  })
}

/** After sending: what the server has now, and `sent` only when nothing was written meanwhile. */
export async function noteSent(accountId: string, id: string, sentAt: Date, view: SuggestionView): Promise<void> {
  const sentAs = await digestOfContent(contentOf(view))
  await deviceStore.transaction('rw', deviceStore.drafts, async () => {
    const now = await deviceStore.drafts.get(id)
    if (!isOf(accountId, now)) return
    const wasWrittenSince = now.savedAt.getTime() > sentAt.getTime()
    await deviceStore.drafts.put({ ...now, version: view.version, sentAs, state: wasWrittenSince ? 'local' : 'sent' })
  })
}

export const noteConflict = async (id: string): Promise<void> => {
  await deviceStore.drafts.update(id, { state: 'conflict' })
}

export const useDrafts = (accountId: string) =>
  useQuery({ queryKey: [...draftsKey, accountId], queryFn: () => listDrafts(accountId), staleTime: 0 })

export function useDraftsChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: draftsKey })
}
