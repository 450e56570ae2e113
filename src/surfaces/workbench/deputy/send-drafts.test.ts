import 'fake-indexeddb/auto'
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { draftLimits } from '#modules/suggestion/suggestion.ts'
import { emptyContent, type LocalDraft, readDraft, writeDraft, writeText } from './draft-store.ts'
import { sendDrafts, statusOfDraft } from './send-drafts.ts'

type Sent = { json: LocalDraft['content'] & { id: string } }
const asked = vi.hoisted(() => [] as string[])
vi.mock(import('../frame/clients.ts'), async (original) => {
  const $post = async ({ json }: Sent) => {
    asked.push(json.id)
    return Response.json({ ...json, version: 1 })
  }
  const stub = { suggestions: { $post, ':id': {} } } as unknown as Awaited<
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
