import { crc32, deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import type { Client } from '#tests/support/test-app.ts'
import type { AttachmentView } from './attachment.contract.ts'
import type { Place } from './attachment.ts'

type Entry = { name: string; content: Uint8Array }

/** A zip as any program writes one. */
export function zipOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content } of entries) {
    const [title, packed] = [Buffer.from(name), deflateRawSync(content)]
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, tail, title]))
    parts.push(local)
    at += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(at, 12)
  return new Uint8Array(Buffer.concat([...parts, index, Buffer.from('PK\u0005\u0006'), end]))
}

const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)

export const docxOf = (...more: Entry[]): Uint8Array<ArrayBuffer> =>
  zipOf([
    { name: '[Content_Types].xml', content: xml('<Types/>') },
    { name: 'word/document.xml', content: xml('<w:document/>') },
    ...more,
  ])

export const pdfOf = (inside = ''): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog ${inside}>> endobj\ntrailer << >>\n%%EOF\n`))

/** A photograph as a telephone takes it: with its maker and the place where it was taken, lying on its side. */
export const photoOf = async (width = 400, height = 300): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: '#7a9' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Minsheng Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 42/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer(),
  )

/** Only the head of a PNG, which claims a size; not one pixel follows. */
export function pngHeadOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), content])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const pixels = Buffer.from([0x78, 0x9c, 0x03, 0, 0, 0, 0, 1])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  )
}

type Target = { caseKind?: string; caseId: string; place?: Place; subjectId?: string; id?: string; type?: string }

/** Uploads as a browser does. */
export function upload(as: Client, target: Target, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData()
  form.set('id', target.id ?? crypto.randomUUID())
  form.set('caseKind', target.caseKind ?? 'suggestion')
  form.set('caseId', target.caseId)
  form.set('place', target.place ?? 'draft')
  if (target.subjectId) form.set('subjectId', target.subjectId)
  form.set('file', new File([bytes], name, { type: target.type ?? 'application/octet-stream' }))
  return as.fetch('/api/attachments', { method: 'POST', headers: { 'accept-language': 'zh-CN' }, body: form })
}

/** The view of an upload that has to be a success; anything else tells what it was. */
export async function added(response: Response): Promise<AttachmentView> {
  const body: unknown = await response.json()
  if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as AttachmentView
}
