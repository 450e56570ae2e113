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
    const write = () => writeText(later(draft, '路灯与人行道'))
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
  await writeText(later(touched, '又写了一句'))
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
