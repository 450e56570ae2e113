import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'
import { keepMailAddress } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import { type Mail, smtpMail } from '#platform/mail/mail.ts'
import { httpSms, type Sms } from '#platform/sms/sms.ts'

export type ReceivedMail = { from: string; to: string[]; headers: Map<string, string>; text: string; raw: string }

export type GivenMailServer = {
  mail: Mail
  received: ReceivedMail[]
  /** Addresses that do not exist there. */
  unknown: Set<string>
  down(): Promise<void>
  up(): Promise<void>
}

/** A real SMTP server; `down` and `up` close and open the same port. */
export async function mailServer(): Promise<GivenMailServer> {
  const received: ReceivedMail[] = []
  const unknown = new Set<string>()
  let server: SMTPServer | undefined
  let port = 0
  const open = () =>
    new Promise<void>((resolve) => {
      const opened = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        closeTimeout: 50,
        onRcptTo: ({ address }, _session, callback) =>
          callback(unknown.has(address) ? Object.assign(new Error('no such user'), { responseCode: 550 }) : undefined),
        onData: (stream, session, callback) => {
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            const { mailFrom, rcptTo } = session.envelope
            received.push({
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              ...readMessage(Buffer.concat(chunks).toString('utf8')),
            })
            callback()
          })
        },
      })
      opened.on('error', () => undefined)
      server = opened
      opened.listen(port, '127.0.0.1', () => {
        port = (opened.server.address() as AddressInfo).port
        resolve()
      })
    })
  const close = () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  await open()
  const mail = smtpMail({ host: '127.0.0.1', port, isSecure: false }, '民声 <noreply@rd.example.gov.cn>')
  afterAll(async () => {
    mail.close()
    await close()
  })
  return { mail, received, unknown, down: close, up: open }
}

function readMessage(raw: string): Pick<ReceivedMail, 'headers' | 'text' | 'raw'> {
  const cut = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, cut)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const
    }),
  )
  const body = raw.slice(cut + 4)
  const encoding = headers.get('content-transfer-encoding')
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? unquote(body.replaceAll('=\r\n', ''))
        : body
  return { headers, text, raw }
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, words: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(words, 'base64').toString('utf8') : unquote(words.replaceAll('_', ' ')),
    )

export type GivenSmsGateway = {
  sms: Sms
  received: { headers: Record<string, unknown>; body: Record<string, unknown> }[]
  /** What it answers. */
  answer: { status: number; text: string }
}

/** A gateway that takes JSON, with a secret in its header. */
export async function smsGateway(
  templates: Record<string, string> = { default: 'SMS_1001' },
): Promise<GivenSmsGateway> {
  const received: GivenSmsGateway['received'] = []
  const answer = { status: 200, text: '{"code":"OK"}' }
  const server: Server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as never })
      reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const sms = httpSms({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    method: 'POST',
    headers: { authorization: 'Bearer {secret}' },
    body: '{"mobile":"{phone}","templateId":"{template}","values":"{params}","sign":"{sign}","text":"a {params}"}',
    templates,
    secret: 'gateway-secret',
    sign: '武进人大',
    success: '"OK"',
  })
  return { sms, received, answer }
}

/** A person's own mail address. */
export const mailAddressFor = (app: App, { personId }: { personId: string }, address: string): Promise<void> =>
  app.db.transaction().execute((trx) => keepMailAddress(app, trx, personId, address))
