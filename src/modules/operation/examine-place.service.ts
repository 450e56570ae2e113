import { createPrivateKey, X509Certificate } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { connect, isIP } from 'node:net'
import { join } from 'node:path'
import { platform } from 'node:process'
import type { Clock } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Env } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { tlsOf } from '#platform/http/open-server.ts'
import { openMail } from '#platform/mail/mail.ts'
import { secretFile, secretState } from '#platform/own-secret.ts'
import { freeBytes } from './figures.service.ts'
import { type Finding, fault, warning, well } from './finding.ts'
import { filesWritingFault } from './writing.service.ts'

/** How the doctor reaches the world around the program. */
export type Probe = {
  freeBytes(folder: string): Promise<number>
  /** Whether somebody takes a connection there. */
  answers(host: string, port: number): Promise<boolean>
}

const patienceMs = 5_000

export const realProbe: Probe = {
  freeBytes,
  answers: (host, port) =>
    new Promise((resolve) => {
      const socket = connect({ host, port, timeout: patienceMs })
      const end = (isThere: boolean) => {
        socket.destroy()
        resolve(isThere)
      }
      socket.once('connect', () => end(true))
      socket.once('error', () => end(false))
      socket.once('timeout', () => end(false))
    }),
}

/** Everything but the database: mode, secrets, data folder, disk, certificate, mail, SMS. */
export async function examinePlace(env: Env, clock: Clock, probe: Probe): Promise<Finding[]> {
  return [
    env.MINSHENG_MODE === 'production' ? well('mode_production') : warning('mode_demo'),
    secretOf(env),
    ...folderOf(env),
    ...(existsSync(env.MINSHENG_DATA) ? [await diskOf(env, probe)] : []),
    ...(await filesOf(env, clock)),
    certificateOf(env, clock.now()),
    await mailOf(env),
    await smsOf(env, probe),
  ]
}

/** Where no database is: one that was not made yet, or whose passwords are gone, though a first start has left its secret. */
export function absentDatabase(env: Env): Finding {
  const folder = env.MINSHENG_DATA
  const isLost = existsSync(secretFile(env)) && !existsSync(join(folder, 'database.json'))
  return isLost ? fault('database_lost', { folder }) : warning('database_none')
}

const weakPasswords = new Set(['', 'minsheng', 'postgres', 'password', '123456', 'change-me', 'changeme'])

function secretOf(env: Env): Finding {
  if (env.DATABASE_URL !== undefined) {
    const password = decodeURIComponent(new URL(env.DATABASE_URL).password)
    if (weakPasswords.has(password)) return fault('database_password')
  }
  if (env.MINSHENG_SECRET !== undefined) return well('secret_set')
  const file = secretFile(env)
  const state = secretState(env)
  if (state === 'lost' || state === 'broken') return fault(`secret_${state}`, { file })
  if (state === 'none') return warning('secret_none')
  return isOpenToOthers(file, 0o077) ? fault('secret_open', { file }) : well('secret_made', { file })
}

const isOpenToOthers = (path: string, bits: number): boolean =>
  platform !== 'win32' && (statSync(path).mode & bits) !== 0

function folderOf(env: Env): Finding[] {
  const folder = env.MINSHENG_DATA
  if (!existsSync(folder)) return [warning('folder_missing', { folder })]
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [fault('folder_closed', { folder })]
  }
  if (isOpenToOthers(folder, 0o022)) return [fault('folder_open', { folder })]
  const closed = ['database.json', 'secret'].map((name) => join(folder, name)).filter((file) => existsSync(file))
  const open = closed.find((file) => isOpenToOthers(file, 0o077))
  return [open === undefined ? well('folder_well', { folder }) : fault('file_open', { file: open })]
}

const [gigabyte, freeMin, freeEnough] = [1024 ** 3, 1, 5]

async function diskOf(env: Env, probe: Probe): Promise<Finding> {
  const free = (await probe.freeBytes(env.MINSHENG_DATA)) / gigabyte
  const gigabytes = Math.round(free * 10) / 10
  if (free < freeMin) return fault('disk_full', { gigabytes })
  return free < freeEnough ? warning('disk_low', { gigabytes }) : well('disk_well', { gigabytes })
}

/** Nothing is made where no program ever ran: it would belong to whoever asks. */
async function filesOf(env: Env, wall: Clock): Promise<Finding[]> {
  const folder = join(env.MINSHENG_DATA, 'files')
  const found = existsSync(folder) ? await filesWritingFault({ files: localFiles(folder), wall }) : undefined
  return found ? [found] : []
}

/** An address of IPv6 stands in brackets in a URL. */
function isFor(certificate: X509Certificate, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  return (isIP(address) === 0 ? certificate.checkHost(host) : certificate.checkIP(address)) !== undefined
}

const dayMs = 86_400_000
const renewDays = 30

function certificateOf(env: Env, now: Date): Finding {
  const { TLS_CERT, TLS_KEY, PUBLIC_URL, TRUST_PROXY } = env
  if (TLS_CERT === undefined || TLS_KEY === undefined) {
    const isServed = PUBLIC_URL?.startsWith('https:') && TRUST_PROXY
    return isServed ? well('tls_proxy') : warning('tls_none')
  }
  try {
    const certificate = new X509Certificate(readFileSync(TLS_CERT))
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(TLS_KEY)))) return fault('tls_other_key')
    // the others of the chain, and what the server refuses besides
    tlsOf(env)
    const host = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).hostname
    if (host !== undefined && !isFor(certificate, host)) return fault('tls_other_name', { host })
    const [from, until] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
    const day = until.toISOString().slice(0, 10)
    if (now < from) return fault('tls_not_yet', { day: from.toISOString().slice(0, 10) })
    if (now >= until) return fault('tls_expired', { day })
    const days = Math.floor((until.getTime() - now.getTime()) / dayMs)
    return days < renewDays ? warning('tls_soon', { day, days }) : well('tls_well', { day })
  } catch (error) {
    if (error instanceof Refusal) return fault('tls_unusable', error.data)
    return fault('tls_unreadable', { cert: TLS_CERT, key: TLS_KEY })
  }
}

async function mailOf(env: Env): Promise<Finding> {
  const mail = openMail(env)
  if (!mail) return warning('mail_none')
  try {
    const reached = await mail.reach()
    if (reached.isSent) return well('mail_well')
    const isSaid = reached.fault === 'login_refused' || reached.fault === 'encryption'
    return fault(isSaid ? `mail_${reached.fault}` : 'mail_unreachable')
  } finally {
    mail.close()
  }
}

async function smsOf(env: Env, probe: Probe): Promise<Finding> {
  if (env.SMS_URL === undefined) return warning('sms_none')
  const { protocol, hostname, port } = new URL(env.SMS_URL)
  const isThere = await probe.answers(hostname, Number(port) || (protocol === 'https:' ? 443 : 80))
  if (!isThere) return fault('sms_unreachable', { host: hostname })
  return protocol === 'https:' ? well('sms_well') : warning('sms_plain')
}
