import 'fake-indexeddb/auto'
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { draftLimits } from '#modules/suggestion/suggestion.ts'
import { emptyContent, type LocalDraft, readDraft, writeDraft, writeText } from './draft-store.ts'
import { sendDrafts, statusOfDraft } from './send-drafts.ts'

type Sent = { json: LocalDraft['content'] & { id: string } }
const asked = vi.hoisted(() => [] as string[])
const onServer = vi.hoisted(() => ({ view: {} as object, known: '', isUntouched: true, put: [] as string[] }))
vi.mock(import('../frame/clients.ts'), async (original) => {
  const $post = async ({ json }: Sent) => {
    asked.push(json.id)
    if (json.id === onServer.known) {
      const { isUntouched } = onServer
      const problem = { status: 409, code: 'suggestion.draft_known', detail: '已经保存过。', data: { isUntouched } }
      return Response.json(problem, { status: 409 })
    }
    return Response.json({ ...json, version: 1 })
  }
  const $put = ({ json, param }: Sent & { param: { id: string } }) => {
    if (param.id === onServer.known) {
      onServer.put.push(json.grounds)
      return Promise.resolve(Response.json({ ...json, version: 2 }))
    }
    asked.push(json.title)
    const problem = { status: 409, code: 'suggestion.stale_version', detail: '已经改过。', data: {} }
    return Promise.resolve(Response.json(problem, { status: 409 }))
  }
  const $get = () => Promise.resolve(Response.json(onServer.view))
  const stub = { suggestions: { $post, ':id': { $put, $get } } } as unknown as Awaited<
    ReturnType<typeof original>
  >['suggestionClient']
  return { ...(await original()), suggestionClient: stub }
})

test('a draft longer than is taken stays whole on the device and is sent when it was shortened, while others go on', async () => {
  const proposal = '一'.repeat(draftLimits.proposalMax + 1)
  const overlong: LocalDraft = {
    id: 'overlong',
    accountId: 'zhang',
    mandateId: 'county',
    state: 'local',
    version: null,
    savedAt: new Date(Date.UTC(2026, 5, 1, 9)),
    content: { ...emptyContent, title: '路灯', proposal },
  }
  await writeDraft(overlong)
  await writeDraft({ ...overlong, id: 'short', content: { ...emptyContent, title: '车站' } })
  const client = new QueryClient()

  expect(statusOfDraft(overlong)).toBe('too_long')
  expect(await sendDrafts(client, 'zhang', 'county')).toMatchObject({ sent: ['short'], isOffline: false })
  expect(await readDraft('zhang', 'overlong')).toMatchObject({ state: 'local', version: null, content: { proposal } })

  const shortened = { ...overlong, content: { ...overlong.content, proposal: proposal.slice(1) } }
  await writeText(shortened, overlong)
  expect(statusOfDraft(shortened)).toBe('local')
  expect((await sendDrafts(client, 'zhang', 'county')).sent).toEqual(['overlong'])
  expect(asked).toEqual(['short', 'overlong'])
})

test('a draft with the mark of a state secret stays on the device, and goes once the mark is gone', async () => {
  const marked: LocalDraft = {
    id: 'marked',
    accountId: 'wang',
    mandateId: 'county',
    state: 'local',
    version: null,
    savedAt: new Date(Date.UTC(2026, 5, 1, 9)),
    content: { ...emptyContent, title: '路灯', grounds: '见机密★10年文件' },
  }
  await writeDraft(marked)
  const client = new QueryClient()
  expect(statusOfDraft(marked)).toBe('marked')
  expect(await sendDrafts(client, 'wang', 'county')).toMatchObject({ sent: [], refused: new Map() })
  expect(await readDraft('wang', 'marked')).toMatchObject({ state: 'local', content: marked.content })
  const mended = { ...marked, content: { ...marked.content, grounds: '见公开文件' } }
  await writeText(mended, marked)
  expect((await sendDrafts(client, 'wang', 'county')).sent).toEqual(['marked'])
})

test('a text that another window has sent already is no conflict, whatever nobody sees was typed with it; another text is', async () => {
  const typed = { ...emptyContent, title: '\u200b关于路灯的建议 ', proposal: '一、修。\r\n二、管。\ufeff' }
  const draft: LocalDraft = {
    id: 'twice',
    accountId: 'li',
    mandateId: 'county',
    state: 'local',
    version: 1,
    savedAt: new Date(Date.UTC(2026, 5, 1, 9)),
    sentAs: 'of version 1',
    content: typed,
  }
  await writeDraft(draft)
  const client = new QueryClient()
  const there = {
    ...emptyContent,
    title: '关于路灯的建议 ',
    proposal: '一、修。\n二、管。',
    version: 2,
    allowed: ['edit'],
  }
  onServer.view = there
  expect((await sendDrafts(client, 'li', 'county')).sent).toEqual(['twice'])
  // as it was typed it stays here until its writer goes on
  expect(await readDraft('li', 'twice')).toMatchObject({ state: 'sent', version: 2, content: typed })
  expect(asked.at(-1)).toBe('关于路灯的建议 ')

  await writeDraft(draft)
  onServer.view = { ...there, proposal: '一、修。' }
  expect((await sendDrafts(client, 'li', 'county')).sent).toEqual([])
  expect(await readDraft('li', 'twice')).toMatchObject({ state: 'conflict' })
})

test('what was written after a sending whose answer was lost goes on top of it, and is a conflict once somebody has touched it', async () => {
  const content = { ...emptyContent, title: '路灯', grounds: '断网后又写了一段。' }
  const draft: LocalDraft = {
    id: 'lost-answer',
    accountId: 'zhao',
    mandateId: 'county',
    state: 'local',
    version: null,
    savedAt: new Date(Date.UTC(2026, 5, 1, 9)),
    content,
  }
  onServer.known = draft.id
  onServer.view = { ...content, grounds: '', version: 1, allowed: ['edit'] }
  await writeDraft(draft)
  const client = new QueryClient()
  expect((await sendDrafts(client, 'zhao', 'county')).sent).toEqual(['lost-answer'])
  expect(onServer.put).toEqual([content.grounds])
  expect(await readDraft('zhao', 'lost-answer')).toMatchObject({ state: 'sent', version: 2, content })

  await writeDraft(draft)
  onServer.isUntouched = false
  onServer.view = { ...content, grounds: '另一处改过。', version: 2, allowed: ['edit'] }
  expect(await sendDrafts(client, 'zhao', 'county')).toMatchObject({ sent: [] })
  expect(await readDraft('zhao', 'lost-answer')).toMatchObject({ state: 'conflict', content })
})
