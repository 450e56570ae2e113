import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveKeys, type Keys } from './crypto/keys.ts'
import { wasUsed } from './data-folder.ts'
import { type Env, secretBytesMin } from './env.ts'

type Place = Pick<Env, 'MINSHENG_SECRET' | 'MINSHENG_DATA'>

/** How the secret is there: in the settings, in its file, not yet; or its file is lost beside data, or holds none. */
export type SecretState = 'set' | 'made' | 'none' | 'lost' | 'broken'

export const secretFile = ({ MINSHENG_DATA }: Pick<Env, 'MINSHENG_DATA'>): string => join(MINSHENG_DATA, 'secret')

export function secretState(env: Place): SecretState {
  if (env.MINSHENG_SECRET !== undefined) return 'set'
  const file = secretFile(env)
  if (existsSync(file)) return Buffer.byteLength(readFileSync(file, 'utf8').trim()) < secretBytesMin ? 'broken' : 'made'
  // the secret is made before the database is
  const isThere = ['database.json', 'postgres'].some((name) => existsSync(join(env.MINSHENG_DATA, name)))
  return isThere || wasUsed(env.MINSHENG_DATA) ? 'lost' : 'none'
}

/**
 * The bytes of MINSHENG_SECRET, or in demo mode of the secret made once in the data folder.
 * @throws where its file is gone or holds none, and data that another secret has sealed is there
 */
export function secretOf(env: Place): Uint8Array {
  if (env.MINSHENG_SECRET !== undefined) return Buffer.from(env.MINSHENG_SECRET)
  const file = secretFile(env)
  const state = secretState(env)
  if (state === 'lost') {
    throw new Error(
      `密钥文件 ${file} 不见了，而数据还在：请从另行保管的地方放回原处。程序不会另造密钥，否则加密的内容无法打开、记录无法核对。如数据文件夹只是首次启动中断留下的，请清空后再启动。密钥由 MINSHENG_SECRET 设置的，请设置后再运行。\nThe secret's file ${file} is gone, and the data is there: put it back from where it is kept. No other secret is made: what is sealed would not open, and the record would not be proved. If the folder is only what a first start left that was broken off, empty it and start again. If the secret is that of MINSHENG_SECRET, set it and run this again.`,
    )
  }
  if (state === 'broken') {
    throw new Error(
      `密钥文件 ${file} 是空的或不完整：请从另行保管的地方放回原来的文件；如是全新安装，请删除它后再启动。\nThe secret's file ${file} is empty or not whole: put back the one that is kept; in a new installation, delete it and start again.`,
    )
  }
  if (state === 'none') makeSecret(file)
  return Buffer.from(readFileSync(file, 'utf8').trim())
}

/** Whether there is a secret already, set or made; {@link secretOf} would make one. */
export const hasSecret = (env: Place): boolean => ['set', 'made'].includes(secretState(env))

/** All keys of this installation. */
export const keysOf = (env: Env): Keys =>
  deriveKeys(secretOf(env), env.MINSHENG_SEALING_SECRETS.map(bytesOf), env.MINSHENG_SIGNING_SECRETS.map(bytesOf))

const bytesOf = (secret: string): Uint8Array => Buffer.from(secret)

// Two programs that start at once must end up with the same secret: the first link wins.
function makeSecret(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  try {
    writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 })
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
