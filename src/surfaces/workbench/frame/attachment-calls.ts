import type { AttachableView, AttachmentView } from '#modules/attachment/attachment.contract.ts'
import { attachmentLimits } from '#modules/attachment/attachment.ts'
import { call } from './call.ts'
import { attachmentClient } from './clients.ts'
import { requestHeaders } from './request-headers.ts'

export type Attachment = AttachmentView
export type Attachable = AttachableView

const one = attachmentClient.attachments[':id']

export const contentAddress = (id: string): string => `/api/attachments/${id}/content`
export const previewAddress = (id: string): string => `/api/attachments/${id}/preview`

export const removeAttachment = (id: string): Promise<unknown> => call(one.$delete({ param: { id } }))
export const withdrawAttachment = (id: string, reason: string): Promise<unknown> =>
  call(one.withdrawal.$post({ param: { id }, json: { reason } }))

/** `id` is made by the device: the same file sent twice is one. */
export type Sending = {
  id: string
  caseKind: string
  caseId: string
  place: Attachable['place']
  subjectId: string | null
}

type Reply = Parameters<typeof call>[0] extends Promise<infer R> ? R : never

/** The one request that tells how far it has come, which fetch can't. @param onProgress per cent of what was sent */
export function uploadAttachment(to: Sending, file: File, onProgress: (percent: number) => void): Promise<Attachment> {
  const form = new FormData()
  for (const [name, value] of Object.entries(to)) if (value !== null) form.set(name, value)
  form.set('file', file)
  const request = new XMLHttpRequest()
  const answer = new Promise<Response>((resolve, reject) => {
    request.open('POST', '/api/attachments')
    for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      onProgress(total > 0 ? Math.floor((100 * loaded) / total) : 0)
    })
    request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })))
    request.addEventListener('error', () => reject(new TypeError('not reached')))
    request.addEventListener('abort', () => reject(new TypeError('given up')))
    request.send(form)
  })
  return call(answer as unknown as Promise<Reply>) as Promise<Attachment>
}

const extensions = /\.(?:jpe?g|png|webp|gif|pdf|docx|xlsx|hei[cf])$/i

export type LocalFault = 'too_large' | 'empty' | 'wrong_kind'

/** What can be told before anything is sent; the server looks at the content itself. */
export function faultOf({ name, size, type }: Pick<File, 'name' | 'size' | 'type'>): LocalFault | null {
  if (size === 0) return 'empty'
  if (size > attachmentLimits.bytesMax) return 'too_large'
  return extensions.test(name) || type.startsWith('image/') || type === 'application/pdf' ? null : 'wrong_kind'
}

export const limitWords = {
  megabytes: attachmentLimits.bytesMax / 1024 / 1024,
  count: attachmentLimits.perCaseMax,
} as const

export const sizeWord = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
