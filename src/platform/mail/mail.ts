import { createTransport } from 'nodemailer'
import type { Env } from '../env.ts'

/** Why something did not leave; each code has its sentence in `locales/<lang>/notification.json`, `faults`. */
export const sendFaults = [
  'unreachable',
  'timeout',
  'login_refused',
  'encryption',
  'address_rejected',
  'content_rejected',
  'server_busy',
  'gateway_refused',
  'no_template',
] as const
export type SendFault = (typeof sendFaults)[number]

/** `isFinal`: trying again would bring the same. The server's own words are left out: they repeat the address. */
export type Sending = { isSent: true } | { isSent: false; fault: SendFault; isFinal: boolean }

export type MailMessage = {
  /** Stays the same when the message is tried again, so that whoever gets it twice sees it once. */
  id: string
  to: { name: string; address: string }
  subject: string
  text: string
}

/** Post that leaves the program. `send` throws nothing: what went wrong is its answer. */
export type Mail = {
  send(message: MailMessage): Promise<Sending>
  /** Connects and logs in, and sends nothing. */
  reach(): Promise<Sending>
  close(): void
}

/** By configuration; undefined where no server is set. */
export function openMail(env: Env): Mail | undefined {
  const server = serverOf(env)
  return server && env.SMTP_FROM !== undefined ? smtpMail(server, env.SMTP_FROM) : undefined
}

export type SmtpServer = { host: string; port: number; isSecure: boolean; user?: string; password?: string }

function serverOf(env: Env): SmtpServer | undefined {
  if (env.SMTP_URL !== undefined) {
    const url = new URL(env.SMTP_URL)
    const isSecure = url.protocol === 'smtps:'
    return {
      host: url.hostname,
      port: Number(url.port) || (isSecure ? 465 : 587),
      isSecure,
      ...(url.username ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : {}),
    }
  }
  if (env.SMTP_HOST === undefined) return undefined
  return {
    host: env.SMTP_HOST,
    port: env.SMTP_PORT ?? (env.SMTP_SECURE ? 465 : 587),
    isSecure: env.SMTP_SECURE,
    ...(env.SMTP_USER !== undefined && env.SMTP_PASSWORD !== undefined
      ? { user: env.SMTP_USER, password: env.SMTP_PASSWORD }
      : {}),
  }
}

const patienceMs = 15_000

/** One SMTP server, a few connections kept open. */
export function smtpMail({ host, port, isSecure, user, password }: SmtpServer, from: string): Mail {
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    pool: true,
    maxConnections: 3,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined ? { auth: { user, pass: password ?? '' } } : {}),
  })
  const domain = from.replace(/>$/, '').split('@').at(-1) ?? 'localhost'
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          to: { name: oneLine(to.name), address: to.address },
          subject: oneLine(subject),
          text,
          messageId: `<${id}@${domain}>`,
          // no holiday notes in answer to a machine (RFC 3834)
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { isSent: true }
      } catch (error) {
        return { isSent: false, ...faultOf(error) }
      }
    },
    async reach() {
      try {
        await transport.verify()
        return { isSent: true }
      } catch (error) {
        return { isSent: false, ...faultOf(error) }
      }
    },
    close: () => transport.close(),
  }
}

/** A name or a subject stays on its line, whatever somebody has written into it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

const word = (error: object, key: string): unknown => (error as Record<string, unknown>)[key]

function faultOf(error: unknown): { fault: SendFault; isFinal: boolean } {
  if (typeof error !== 'object' || error === null) return { fault: 'unreachable', isFinal: false }
  const [code, status] = [word(error, 'code'), Number(word(error, 'responseCode') ?? 0)]
  if (code === 'EAUTH') return { fault: 'login_refused', isFinal: false }
  if (code === 'ETLS' || code === 'EREQUIRETLS') return { fault: 'encryption', isFinal: false }
  if (status >= 500 && code === 'EENVELOPE') return { fault: 'address_rejected', isFinal: true }
  if (status >= 500) return { fault: 'content_rejected', isFinal: true }
  if (status >= 400) return { fault: 'server_busy', isFinal: false }
  if (code === 'EENVELOPE') return { fault: 'address_rejected', isFinal: true }
  if (code === 'ETIMEDOUT') return { fault: 'timeout', isFinal: false }
  return { fault: 'unreachable', isFinal: false }
}
