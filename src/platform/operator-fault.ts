import type { Locale } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from './http/problem.ts'
import { translate } from './i18n/i18n.ts'

const codesOf: Readonly<Record<string, readonly string[]>> = {
  database_unreached: [
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
    ...['57P01', '57P02', '08000', '08001', '08003', '08004', '08006', '08P01'],
  ],
  database_starting: ['57P03'],
  database_login: ['28P01', '28000'],
  database_unknown: ['3D000'],
  database_rights: ['42501'],
  database_without_tables: ['42P01', '42703', '3F000'],
  database_crowded: ['53300'],
  database_full: ['53100'],
  database_disk: ['58030'],
  database_no_writes: ['25006'],
  // rows that point nowhere or are there twice, values of the wrong kind, a text for COPY that was cut
  database_contradiction: ['23502', '23503', '23505', '23514', '22P02', '22P04', '22021', '22001'],
  database_certificate: [
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ],
  file_no_room: ['ENOSPC', 'EDQUOT'],
  file_closed: ['EACCES', 'EPERM', 'EROFS'],
  file_missing: ['ENOENT'],
  file_other_kind: ['ENOTDIR', 'EISDIR', 'EEXIST'],
  file_broken: ['EIO'],
}
const keys = new Map(Object.entries(codesOf).flatMap(([key, codes]) => codes.map((code) => [code, key] as const)))

// pg says some things in words only
const unreached = /^Connection terminated|^timeout (expired|exceeded)|^Query read timeout|connection error/
const noTls = /server does not support SSL/

/** What an operator can mend, by the key of its words; undefined for any other error. */
function keyOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  // a PostgreSQL that does not run has no socket, and one that belongs to others lets nobody near it
  if ('syscall' in error && error.syscall === 'connect') return 'database_unreached'
  if (unreached.test(error.message)) return 'database_unreached'
  if (noTls.test(error.message)) return 'database_no_tls'
  return 'code' in error ? keys.get(String(error.code)) : keyOf(error.cause)
}

/**
 * Why a start or a command has failed, in each of the languages: a refusal's sentence; for what the operator can mend a
 * sentence that says how, with the system's own words behind it; else those words alone.
 */
export function faultInWords(error: unknown, locales: readonly Locale[]): string {
  if (error instanceof Refusal) return locales.map((locale) => sentenceOf(locale, error.code, error.data)).join('\n')
  const reason = reasonOf(error)
  const key = keyOf(error)
  if (key === undefined) return inLanguages(reason, locales)
  return [...locales.map((locale) => translate(locale, `operation.faults.${key}`)), `(${reason})`].join('\n')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // where a host has several addresses, an error of each is inside and nothing is said outside
  return error.message || ('code' in error ? String(error.code) : error.name)
}

/** Sentences of our own stand in pairs, a line of Chinese and a line of English. */
function inLanguages(sentences: string, locales: readonly Locale[]): string {
  const lines = sentences.split('\n')
  const isPaired =
    lines.length % 2 === 0 && lines.every((line, place) => (place % 2 === 0 ? /\p{Script=Han}/u : /^\S/).test(line))
  if (!isPaired) return sentences
  const [chinese, english] = [locales.includes('zh-CN'), locales.includes('en')]
  return lines.filter((_, place) => (place % 2 === 0 ? chinese : english)).join('\n')
}
