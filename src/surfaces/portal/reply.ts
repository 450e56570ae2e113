import { hash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Keepable } from './page-cache.ts'

/** A finished answer, ready to be sent to anybody as often as it is asked for. */
export type Reply = Keepable & {
  status: number
  body: Buffer<ArrayBuffer>
  headers: Record<string, string>
  /** Made when first asked for: programs ask without. */
  zipped?: Buffer<ArrayBuffer>
}

// No script at all, nothing from elsewhere, in nobody's frame.
const security = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
}

const zippedFrom = 1024

/** @param caching for browsers and proxies; what is published may be withdrawn, so they ask each time */
export function makeReply(
  status: number,
  type: string,
  text: string | Buffer<ArrayBuffer>,
  { caching = 'public, no-cache', ...more }: Record<string, string> & { caching?: string } = {},
): Reply {
  const body = typeof text === 'string' ? Buffer.from(text) : text
  const headers = {
    'content-type': type,
    'content-length': String(body.length),
    'cache-control': caching,
    etag: `"${hash('sha256', body, 'hex').slice(0, 24)}"`,
    vary: 'accept-encoding',
    ...security,
    ...more,
  }
  return { status, body, headers, bytes: body.length * 2, keep: status === 200 }
}

type Asked = { noneMatch: string | undefined; encodings: string | undefined }

/** The reply for one reader: nothing when they have it already, smaller when they can unpack it. */
export function replyTo(reply: Reply, { noneMatch, encodings }: Asked): Response {
  const { status, body, headers } = reply
  const etag = headers.etag ?? ''
  if (status === 200 && (noneMatch?.trim() === '*' || noneMatch?.includes(etag.slice(1, -1)))) {
    const { 'content-length': _, 'content-type': __, ...rest } = headers
    return new Response(null, { status: 304, headers: rest })
  }
  if (body.length < zippedFrom || !encodings?.includes('gzip')) return new Response(body, { status, headers })
  reply.zipped ??= gzipSync(body)
  return new Response(reply.zipped, {
    status,
    headers: {
      ...headers,
      etag: `${etag.slice(0, -1)}-gzip"`,
      'content-encoding': 'gzip',
      'content-length': String(reply.zipped.length),
    },
  })
}
