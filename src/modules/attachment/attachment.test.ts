import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dispositionOf } from '#platform/http/download.ts'
import { docxOf, pdfOf, photoOf, zipOf } from './attachment.given.ts'
import { attachmentLimits, fileNameOf, isAcceptedAt } from './attachment.ts'
import { contentKindOf, findPdfFault } from './content-kind.ts'

describe('the name of a file', () => {
  test.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\Public\\路灯.PDF', '路灯.pdf'],
    ['照片\u202egpj.exe', '照片gpj.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['关于“路灯”的说明<1>.docx', '关于“路灯”的说明_1_.pdf'],
    ['   ', '附件.pdf'],
    ['', '附件.pdf'],
    ['…\u200b\u2066', '….pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(fileNameOf(given, 'pdf', '附件')).toBe(kept)
  })

  test('whatever it was, it has no folder, no hidden sign, its own extension, and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = fileNameOf(given, 'jpg', '照片')
        expect(name).toMatch(/^[^/\\:*?"<>|]+\.jpg$/u)
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect([...name].length).toBeLessThanOrEqual(attachmentLimits.nameMax)
      }),
    )
  })

  test('in a header it breaks out of nothing, and is read again as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (given) => {
        const name = fileNameOf(given, 'pdf', '附件')
        const header = dispositionOf('attachment', name)
        expect(header).toMatch(/^attachment; filename="[ -!#-~]*"; filename\*=UTF-8''[\w.!~%-]+$/)
        expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(name)
      }),
    )
  })
})

describe('what a file is', () => {
  test('is told by its content', async () => {
    expect(contentKindOf(await photoOf())).toBe('jpeg')
    expect(contentKindOf(pdfOf())).toBe('pdf')
    expect(contentKindOf(docxOf())).toBe('zip')
    expect(contentKindOf(Buffer.from('<html><script>'))).toBe('unknown')
    expect(contentKindOf(Buffer.from('MZ\u0090\u0000'))).toBe('unknown')
    expect(contentKindOf(Buffer.from('\u0000\u0000\u0000\u0018ftypheic'))).toBe('heic')
    expect(contentKindOf(new Uint8Array(0))).toBe('unknown')
  })

  test('a PDF that runs something, is cut short or has a second file behind it is found out', () => {
    expect(findPdfFault(pdfOf())).toBeUndefined()
    expect(findPdfFault(pdfOf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))).toBe('active')
    expect(findPdfFault(pdfOf('/S /Launch'))).toBe('active')
    expect(findPdfFault(Buffer.from('%PDF-1.7\n1 0 obj'))).toBe('broken')
    const polyglot = Buffer.concat([pdfOf(), zipOf([{ name: 'evil.class', content: Buffer.from('x') }]), pdfOf()])
    expect(findPdfFault(polyglot)).toBe('second_content')
  })

  test('a scan that was signed is a picture or a PDF, never a text that can still be written in', () => {
    expect(isAcceptedAt('stamped', 'docx')).toBe(false)
    expect(isAcceptedAt('cosign_sheet', 'pdf')).toBe(true)
    expect(isAcceptedAt('draft', 'docx')).toBe(true)
  })
})
