import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { SuggestionView } from '../frame/suggestion-shapes.ts'
import {
  emptyContent,
  type LocalDraft,
  noteSent,
  readDraft,
  takeServerText,
  writeDraft,
  writeText,
} from './draft-store.ts'

const minute = (of: number) => new Date(Date.UTC(2026, 5, 1, 9, of))
const draftOf = (id: string, some: Partial<LocalDraft> = {}): LocalDraft => ({
  id,
  accountId: 'zhang',
  mandateId: 'county',
  state: 'local',
  version: null,
  savedAt: minute(0),
  content: { ...emptyContent, title: '路灯' },
  ...some,
})
const answer = (title: string, version: number) => ({ ...emptyContent, title, version }) as SuggestionView
const later = (draft: LocalDraft, title: string): LocalDraft => ({
  ...draft,
  savedAt: minute(1),
  content: { ...emptyContent, title },
})

test('what is written while the answer to the sending comes in is kept, is to be sent, and stands on the new version', async () => {
  for (const order of ['written first', 'answered first']) {
    const draft = draftOf(order)
    await writeDraft(draft)
    const write = () => writeText(later(draft, '路灯与人行道'), draft)
    const note = () => noteSent('zhang', draft.id, draft.savedAt, answer('路灯', 1))
    await Promise.all(order === 'written first' ? [write(), note()] : [note(), write()])
    expect(await readDraft('zhang', draft.id)).toMatchObject({
      state: 'local',
      version: 1,
      sentAs: expect.stringMatching(/^[0-9a-f]{64}$/),
      content: { title: '路灯与人行道' },
    })
  }
})

test('a text that was sent and not touched since gives way to a newer one of the server; a touched one does not', async () => {
  const sent = draftOf('untouched', { state: 'sent', version: 1 })
  await writeDraft(sent)
  const newer = { ...sent, version: 2, content: { ...emptyContent, title: '在另一台手机上改过的' } }
  expect(await takeServerText(sent, newer)).toBe(true)
  expect((await readDraft('zhang', sent.id))?.content.title).toBe('在另一台手机上改过的')

  const touched = draftOf('touched', { state: 'sent', version: 1 })
  await writeDraft(touched)
  await writeText(later(touched, '又写了一句'), touched)
  expect(await takeServerText(touched, { ...newer, id: touched.id })).toBe(false)
  expect(await readDraft('zhang', touched.id)).toMatchObject({ state: 'local', content: { title: '又写了一句' } })
})

test('the draft of another account is neither read nor marked', async () => {
  const draft = draftOf('another')
  await writeDraft(draft)
  await noteSent('li', draft.id, draft.savedAt, answer('路灯', 1))
  expect(await readDraft('li', draft.id)).toBeUndefined()
  expect(await readDraft('zhang', draft.id)).toMatchObject({ state: 'local', version: null })
})

/** What a window writes, upon what it saw last. */
const inWindow = (name: string, at: number, seen: LocalDraft, some: Partial<LocalDraft['content']>) =>
  writeText({ ...seen, savedAt: minute(at), writtenIn: name, content: { ...seen.content, ...some } }, seen)

test('what two windows write into different parts of a draft stands in it together', async () => {
  const draft = draftOf('parts')
  await writeDraft(draft)
  await inWindow('first', 1, draft, { grounds: '第一个窗口写的案据' })
  await inWindow('second', 2, draft, { proposal: '第二个窗口写的方案' })
  const kept = await readDraft('zhang', draft.id)
  expect(kept).toMatchObject({
    state: 'local',
    content: { title: '路灯', grounds: '第一个窗口写的案据', proposal: '第二个窗口写的方案' },
  })
  expect(kept?.other).toBeUndefined()
})

test('what two windows write into the same part is kept twice until one is chosen, also when a third word follows', async () => {
  const draft = draftOf('windows')
  await writeDraft(draft)
  await inWindow('first', 2, draft, { grounds: '第一个窗口写的', subject: '只有它写了案由' })
  const mine = await inWindow('second', 1, draft, { grounds: '第二个窗口写的' })
  expect(mine.savedAt.getTime()).toBeGreaterThan(minute(2).getTime())
  await inWindow('second', 4, mine, { grounds: '第二个窗口写的，又添一句' })
  const kept = await readDraft('zhang', draft.id)
  expect(kept).toMatchObject({
    state: 'conflict',
    content: { grounds: '第二个窗口写的，又添一句', subject: '只有它写了案由' },
    other: { grounds: '第一个窗口写的', subject: '只有它写了案由' },
  })
  const chosen: LocalDraft = { ...draft, content: kept?.other ?? emptyContent }
  await writeDraft(chosen)
  expect((await readDraft('zhang', draft.id))?.other).toBeUndefined()
})

test('a window goes on over its own words, and over those of another that it has seen', async () => {
  const draft = draftOf('seen')
  await writeDraft(draft)
  await inWindow('first', 1, draft, { grounds: '一' })
  await inWindow('first', 2, draft, { grounds: '一二' })
  const seen = (await readDraft('zhang', draft.id)) ?? draft
  await inWindow('second', 3, seen, { grounds: '一二三' })
  expect(await readDraft('zhang', draft.id)).toMatchObject({ state: 'local', content: { grounds: '一二三' } })
})
